#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QSaveFile>
#include <QScreen>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "engine/lesson/lessonfile.h"
#include "engine/recording/lessonstate.h"
#include "engine/recording/recording.h"
#include "ui/inspector/backwardprogram.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/seedpanel.h"
#include "ui/inspector/tapetable.h"
#include "ui/learning/tutor.h"
#include "ui/live/livevalues.h"
#include "ui/live/pinnedrun.h"
#include "ui/notebook/notebookview.h"
#include "ui/player/deck.h"
#include "ui/plots/plotpanel.h"
#include "ui/stage/stageview.h"
#include "ui/window/actions.h"
#include "ui/window/columns.h"
#include "ui/window/detailtabs.h"
#include "ui/window/lessonreader.h"
#include "ui/window/look.h"
#include "ui/window/shippedlessons.h"
#include "ui/window/windowdialogs.h"

namespace ui {
namespace {

constexpr double normalTextSize = 10;

/// The file of a single local URL, when it is one that may be a lesson.
QString droppedFile(const QMimeData* data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

MainWindow::MainWindow(const Settings& settings, std::optional<engine::Language> language,
                       QWidget* parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_systemIsDark(systemIsDark())
    , m_actions(std::make_unique<Actions>(this))
    , m_notebook(new NotebookView(&m_player, &m_selection))
    , m_tutor(new Tutor(m_notebook, &m_player, this))
    , m_stage(new StageView(&m_player, &m_selection))
    , m_deck(new Deck(&m_player))
    , m_live(new LiveValues({m_notebook, m_stage, &m_player, &m_selection, &m_runner}, this))
    , m_pinned(new PinnedRun(&m_player, &m_selection, m_stage))
    , m_inspector(new Inspector(&m_player, &m_selection))
    , m_tapeTable(new TapeTable(&m_player, &m_selection))
    , m_backwardProgram(new BackwardProgram(&m_player, &m_selection))
    , m_plotPanel(new PlotPanel(&m_player, &m_selection))
    , m_columns(new Columns)
    , m_seedPanel(new SeedPanel(&m_player))
    , m_details(new DetailTabs)
    , m_statusLabel(new QLabel)
{
    setAcceptDrops(true);
    m_autosave.setSource([this] { return draft(); });
    layOut();
    connectActions();
    connectViews();
    connectTutor();
    connectLiveValues();
    m_notebook->setTypesetter(&m_typesetter);
    m_inspector->setTypesetter(&m_typesetter);
    m_stage->setTypesetter(&m_typesetter);
    m_pinned->setTypesetter(&m_typesetter);
    m_player.setSpeed(m_settings.speed);
    m_stage->setReducedMotion(m_settings.reducedMotion);
    m_pinned->setReducedMotion(m_settings.reducedMotion);
    m_actions->reducedMotion->setChecked(m_settings.reducedMotion);
    useTheme(m_settings.theme);
    useLanguage(language.value_or(m_settings.language.value_or(systemLanguage())));
    restoreLayout();
}

MainWindow::~MainWindow() = default;

void MainWindow::layOut()
{
    m_actions->fillMenuBar(menuBar());
    menuBar()->insertMenu(menuBar()->actions().last(), m_tutor->menu()); // before Help
    auto* bar = new QToolBar(this);
    bar->setObjectName(QStringLiteral("toolbar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({20, 20});
    bar->setContentsMargins(6, 3, 6, 3);
    m_actions->fillToolBar(bar);
    auto* gap = new QWidget(bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    m_statusLabel->setContentsMargins(8, 0, 8, 0);
    bar->addWidget(m_statusLabel);
    addToolBar(bar);

    auto* middle = new QWidget;
    auto* middleLayout = new QVBoxLayout(middle);
    middleLayout->setContentsMargins(0, 0, 0, 0);
    middleLayout->setSpacing(0);
    middleLayout->addWidget(m_pinned, 1);
    middleLayout->addWidget(m_deck);

    m_details->addTab(m_inspector, QString());
    m_details->addTab(m_tapeTable, QString());
    m_details->addTab(m_backwardProgram, QString());
    m_details->addTab(m_plotPanel, QString());
    m_details->addTab(m_seedPanel, QString());

    m_columns->addWidget(m_notebook);
    m_columns->addWidget(middle);
    m_columns->addWidget(m_details);
    m_columns->setStretchFactor(0, 3);
    m_columns->setStretchFactor(1, 5);
    m_columns->setStretchFactor(2, 2);
    setCentralWidget(m_columns);
    m_deck->listenForKeys(m_stage);
    m_deck->listenForKeys(m_tapeTable);
    m_deck->listenForKeys(m_backwardProgram);
}

void MainWindow::restoreLayout()
{
    setMinimumSize(640, 400);
    if (!restoreGeometry(m_settings.geometry))
        resize(1440, 860);
    // Never larger than the screen: on a projector the deck would be below its edge.
    const QRect available = screen()->availableGeometry();
    const QSize frame(8, 40);
    if (width() > available.width() - frame.width()
        || height() > available.height() - frame.height()) {
        resize(size().boundedTo(available.size() - frame));
        move(available.topLeft());
    }
    if (!m_columns->restoreState(m_settings.columns)) {
        const int all = width();
        const int notebook = std::clamp(all * 34 / 100, 400, 780);
        const int details = std::clamp(all * 23 / 100, 280, 440);
        m_columns->setSizes({notebook, all - notebook - details, details});
    }
}

void MainWindow::connectActions()
{
    const Actions& a = *m_actions;
    connect(a.newNotebook, &QAction::triggered, this, &MainWindow::beginNew);
    connect(a.open, &QAction::triggered, this, &MainWindow::askForFile);
    connect(a.lessons, &QMenu::triggered, this,
            [this](const QAction* lesson) { open(lesson->data().toString()); });
    connect(a.save, &QAction::triggered, this, &MainWindow::save);
    connect(a.saveAs, &QAction::triggered, this, &MainWindow::saveAs);
    connect(a.exportPicture, &QAction::triggered, this, &MainWindow::askForPicture);
    connect(a.quit, &QAction::triggered, this, &QWidget::close);

    connect(a.runCell, &QAction::triggered, this, [this] { run(m_notebook->currentCell()); });
    connect(a.cellCommands, &QActionGroup::triggered, this, [this](const QAction* command) {
        m_notebook->perform(static_cast<NotebookCommand>(command->data().toInt()));
    });
    connect(a.find, &QAction::triggered, m_notebook, &NotebookView::find);
    connect(a.outline, &QAction::toggled, m_notebook, &NotebookView::setOutlineVisible);
    connect(m_notebook, &NotebookView::outlineVisibleChanged, a.outline, &QAction::setChecked);
    connect(a.runAbove, &QAction::triggered, m_notebook, &NotebookView::runAbove);
    connect(a.runAll, &QAction::triggered, this, [this] { run(-1); });
    connect(a.stop, &QAction::triggered, &m_runner, &Runner::stop);
    connect(a.restart, &QAction::triggered, this, &MainWindow::restart);

    connect(a.play, &QAction::triggered, &m_player, &Player::togglePlay);
    connect(a.stepForward, &QAction::triggered, &m_player, &Player::stepForward);
    connect(a.stepBack, &QAction::triggered, &m_player, &Player::stepBack);
    connect(a.toStart, &QAction::triggered, &m_player, &Player::toStart);
    connect(a.toEnd, &QAction::triggered, &m_player, &Player::toEnd);
    connect(a.faster, &QAction::triggered, m_deck, &Deck::faster);
    connect(a.slower, &QAction::triggered, m_deck, &Deck::slower);

    connect(a.theme, &QActionGroup::triggered, this, [this](const QAction* choice) {
        useTheme(static_cast<ThemeChoice>(choice->data().toInt()));
        m_settings.save();
    });
    connect(a.language, &QActionGroup::triggered, this, [this](const QAction* choice) {
        const QString code = choice->data().toString();
        if (code.isEmpty())
            m_settings.language.reset();
        else
            m_settings.language = code == languageCode(engine::Language::Chinese)
                ? engine::Language::Chinese
                : engine::Language::English;
        m_settings.save();
        useLanguage(m_settings.language.value_or(systemLanguage()));
    });
    connect(a.largerText, &QAction::triggered, this,
            [this] { setTextSize(m_settings.textSize + 1); });
    connect(a.smallerText, &QAction::triggered, this,
            [this] { setTextSize(m_settings.textSize - 1); });
    connect(a.normalText, &QAction::triggered, this, [this] { setTextSize(normalTextSize); });
    connect(a.showNotebook, &QAction::toggled, m_notebook, &QWidget::setVisible);
    connect(a.showDetails, &QAction::toggled, m_details, &QWidget::setVisible);
    connect(a.showPlot, &QAction::triggered, this, &MainWindow::showPlot);
    connect(a.fit, &QAction::triggered, m_stage, &StageView::fit);
    connect(a.legend, &QAction::toggled, m_stage, &StageView::setLegendVisible);
    connect(m_stage, &StageView::legendVisibleChanged, a.legend, &QAction::setChecked);
    connect(a.reducedMotion, &QAction::toggled, this, [this](bool on) {
        m_settings.reducedMotion = on;
        m_settings.save();
        m_stage->setReducedMotion(on);
        m_pinned->setReducedMotion(on);
    });
    connect(a.fullScreen, &QAction::toggled, this, &MainWindow::showOnlyPicture);
    connect(m_stage, &StageView::fullScreenRequested, a.fullScreen, &QAction::toggle);
    connect(m_stage, &StageView::escaped, this,
            [this] { m_actions->fullScreen->setChecked(false); });

    connect(a.shortcuts, &QAction::triggered, this, [this] { showShortcuts(this, *m_actions); });
    connect(a.about, &QAction::triggered, this, [this] { showAbout(this); });
}

void MainWindow::connectViews()
{
    connect(m_notebook, &NotebookView::runRequested, this, &MainWindow::run);
    connect(m_notebook, &NotebookView::runAllRequested, this, [this] { run(-1); });
    connect(m_notebook, &NotebookView::stopRequested, &m_runner, &Runner::stop);
    connect(m_notebook, &NotebookView::restartRequested, this, &MainWindow::restart);
    connect(m_notebook, &NotebookView::edited, this, [this] {
        setWindowModified(true);
        m_autosave.changed();
        showValidity();
    });

    connect(m_notebook, &NotebookView::linkFollowed, this, &MainWindow::follow);
    connect(m_notebook, &NotebookView::textScaleChanged, this,
            [this](qreal scale) { setTextSize(scale * normalTextSize); });

    connect(m_plotPanel, &PlotPanel::windowRequested, this, &MainWindow::enlargePlot);
    const auto showSlope = [this](engine::NodeId node) {
        m_plotPanel->showSlopeOf(node);
        showPlot();
    };
    connect(m_stage, &StageView::slopeRequested, this, showSlope);
    connect(m_inspector, &Inspector::slopeRequested, this, showSlope);
    connect(m_inspector, &Inspector::fixRequested, m_notebook, &NotebookView::applyFix);
    connect(m_inspector, &Inspector::sourceRequested, m_notebook, &NotebookView::showSource);

    connect(&m_runner, &Runner::started, this, &MainWindow::showRunning);
    connect(&m_runner, &Runner::cellFinished, this, [this](int /*cell*/, const auto& recording) {
        takeRecording(recording);
        showRunning();
    });
    connect(&m_runner, &Runner::finished, this, &MainWindow::runEnded);
    connect(&m_player, &Player::stepChanged, this, &MainWindow::showValidity);
    connect(&m_player, &Player::speedChanged, this,
            [this](double speed) { m_settings.speed = speed; });
}

void MainWindow::connectTutor()
{
    connect(m_tutor, &Tutor::openRequested, this, &MainWindow::open);
    connect(m_tutor, &Tutor::runRequested, this, &MainWindow::run);
    connect(m_tutor, &Tutor::recordingMade, this, [this](const auto& recording) {
        m_player.setRecording(recording, recording->stepCount());
    });
    connect(m_tutor, &Tutor::nodeAtHand, &m_selection, &Selection::select);
    connect(m_tutor, &Tutor::said, m_statusLabel, &QLabel::setText);
    m_tutor->setPaged(m_settings.paged);
}

void MainWindow::connectLiveValues()
{
    connect(m_live, &LiveValues::updated, this, &MainWindow::showValidity);
    connect(m_live, &LiveValues::slow, this, [this] {
        m_actions->stop->setEnabled(true);
        m_statusLabel->setText(
            tr("Running… (Stop: %1)")
                .arg(m_actions->stop->shortcut().toString(QKeySequence::NativeText)));
    });
    connect(m_live, &LiveValues::settled, this, [this] {
        const auto& recording = m_player.recording();
        if (recording && !recording->cellRuns.empty())
            noteEnd(recording->cellRuns.back());
        showValidity();
        showRunning();
    });
    connect(m_actions->pin, &QAction::toggled, this, [this](bool on) {
        if (on)
            m_pinned->pin(m_player.recording());
        else
            m_pinned->unpin();
    });
    connect(m_pinned, &PinnedRun::closeRequested, m_actions->pin,
            [this] { m_actions->pin->setChecked(false); });
    connect(&m_player, &Player::recordingChanged, this,
            [this] { m_actions->pin->setEnabled(m_pinned->isPinned() || m_player.recording()); });
    connect(m_inspector, &Inspector::changeRequested, this,
            [this](const ChosenNumber& number, const QRect& place) {
                m_live->choose(number.node, number.element,
                               QRect(m_inspector->mapTo(this, place.topLeft()), place.size()));
            });
}

void MainWindow::welcomeNewcomer()
{
    if (!std::exchange(m_settings.welcomed, true))
        m_tutor->welcome();
}

void MainWindow::noteEnd(const engine::CellRun& last)
{
    m_runEnd = !last.failure              ? RunEnd::Well
        : last.failure->kind == "Stopped" ? RunEnd::Stopped
                                          : RunEnd::Failed;
    m_failedCount = last.executionCount;
}

void MainWindow::run(int throughCell)
{
    m_live->forget();
    const std::optional<int> allowed = m_tutor->allowed(throughCell);
    if (!allowed)
        return;
    m_runningThrough = *allowed;
    m_runner.run(m_notebook->lesson(), m_runningThrough);
}

void MainWindow::restart()
{
    m_live->forget();
    m_runner.restart();
    m_player.setRecording(nullptr, 0);
    m_notebook->setLesson(m_notebook->lesson());
    m_tutor->lessonShown(m_path);
    m_runEnd = RunEnd::Well;
    showValidity();
    showRunning();
}

void MainWindow::takeRecording(const std::shared_ptr<const engine::Recording>& recording)
{
    m_player.setRecording(recording, recording->stepCount());
    m_notebook->showRun(*recording);
    showValidity();
}

void MainWindow::runEnded(const std::shared_ptr<const engine::Recording>& recording)
{
    if (recording && !recording->cellRuns.empty()) {
        if (recording != m_player.recording())
            takeRecording(recording);
        const engine::CellRun& last = recording->cellRuns.back();
        noteEnd(last);
        if (m_runningThrough < 0)
            m_notebook->reveal(last.cell); // the one the player stands in
        // Running a cell that is fresh shows where it ended.
        const auto asked = std::find_if(
            recording->cellRuns.begin(), recording->cellRuns.end(),
            [this](const engine::CellRun& run) { return run.cell == m_runningThrough; });
        if (asked != recording->cellRuns.end())
            m_player.seek(std::exchange(m_resumeAt, std::nullopt).value_or(asked->stepEnd));
        m_tutor->runEnded();
    }
    showRunning();
}

void MainWindow::showValidity()
{
    if (m_notebook->isLive())
        return; // what is stale now will be fresh in a moment
    const auto& recording = m_player.recording();
    const int valid = recording ? engine::validCells(m_notebook->lesson(), *recording) : 0;
    m_notebook->setValidCells(valid);
    const int shown = recording ? engine::cellRunAt(*recording, m_player.step()) : -1;
    if (shown < 0) {
        m_stage->setStale(false);
        return;
    }
    const engine::CellRun& run = recording->cellRuns[static_cast<std::size_t>(shown)];
    const engine::Lesson lesson = m_notebook->lesson();
    const bool isItsFailure = run.failure && run.cell == valid
        && lesson.cells[static_cast<std::size_t>(valid)].source == run.source;
    m_stage->setStale(run.cell >= valid && !isItsFailure);
}

void MainWindow::showRunning()
{
    const bool running = m_runner.isRunning();
    m_actions->stop->setEnabled(running);
    m_actions->exportPicture->setEnabled(m_player.recording() != nullptr);
    if (running) {
        const engine::Lesson lesson = m_notebook->lesson();
        const int last = static_cast<int>(lesson.cells.size()) - 1;
        const auto& recording = m_player.recording();
        int cell = recording ? engine::validCells(lesson, *recording) : 0;
        while (cell < last && !lesson.cells[static_cast<std::size_t>(cell)].isCode())
            ++cell;
        m_notebook->setRunning(cell, m_runningThrough < 0 ? last : m_runningThrough);
        m_statusLabel->setText(
            tr("Running… (Stop: %1)")
                .arg(m_actions->stop->shortcut().toString(QKeySequence::NativeText)));
        return;
    }
    m_notebook->setRunning(-1);
    switch (m_runEnd) {
    case RunEnd::Well:
        m_statusLabel->clear();
        break;
    case RunEnd::Stopped:
        m_statusLabel->setText(tr("Stopped"));
        break;
    case RunEnd::Failed:
        m_statusLabel->setText(tr("In [%1] failed").arg(m_failedCount));
        break;
    }
}

/// The picture and the deck fill the screen; the rest comes back as it was.
void MainWindow::showOnlyPicture(bool only)
{
    for (QWidget* const other :
         {static_cast<QWidget*>(menuBar()),
          static_cast<QWidget*>(findChild<QToolBar*>(QStringLiteral("toolbar")))})
        other->setVisible(!only);
    m_notebook->setVisible(!only && m_actions->showNotebook->isChecked());
    m_details->setVisible(!only && m_actions->showDetails->isChecked());
    only ? showFullScreen() : showNormal();
    if (only)
        m_stage->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::useTheme(ThemeChoice choice)
{
    m_settings.theme = choice;
    m_actions->theme->actions().at(static_cast<qsizetype>(choice))->setChecked(true);
    applyTheme();
}

const Theme& MainWindow::theme() const
{
    return Theme::of(m_settings.theme == ThemeChoice::Dark
                     || (m_settings.theme == ThemeChoice::System && m_systemIsDark));
}

void MainWindow::applyTheme()
{
    const Theme& theme = this->theme();
    applyLook(theme, m_settings.textSize);
    m_actions->setTheme(theme);
    m_notebook->setTheme(theme);
    m_notebook->setTextScale(m_settings.textSize / normalTextSize);
    m_stage->setTheme(theme);
    m_pinned->setTheme(theme);
    m_pinned->setTextScale(m_settings.textSize / normalTextSize);
    m_stage->setTextScale(m_settings.textSize / normalTextSize);
    m_deck->setTheme(theme);
    m_inspector->setTheme(theme);
    m_tutor->setLook({theme, m_settings.textSize / normalTextSize, language(), &m_typesetter});
    m_live->setLook({theme, m_settings.textSize / normalTextSize, language(), &m_typesetter});
    m_tapeTable->setTheme(theme);
    m_backwardProgram->setTheme(theme);
    m_plotPanel->setLook({theme, m_settings.textSize / normalTextSize, &m_typesetter});
    m_seedPanel->setTheme(theme);
}

void MainWindow::setTextSize(double pointSize)
{
    m_settings.textSize = std::clamp(pointSize, 7.0, 24.0);
    m_settings.save(); // kept however the program ends
    applyTheme();
}

void MainWindow::useLanguage(engine::Language language)
{
    const bool changed = language != this->language();
    m_interfaceLanguage.use(language);
    QAction* const shown = !m_settings.language             ? m_actions->languageSystem
        : *m_settings.language == engine::Language::Chinese ? m_actions->languageChinese
                                                            : m_actions->languageEnglish;
    shown->setChecked(true);
    m_notebook->setLanguage(language);
    m_stage->setLanguage(language);
    m_pinned->setLanguage(language);
    m_deck->setLanguage(language);
    m_inspector->setLanguage(language);
    m_seedPanel->setLanguage(language);
    m_tutor->setLook({theme(), m_settings.textSize / normalTextSize, language, &m_typesetter});
    retranslate();
    const QString translated =
        changed && !isWindowModified() ? shippedLessonIn(language, m_path) : QString();
    if (translated.isEmpty())
        return;
    // The same cells, in the other language: go on where the learner was.
    const auto before = m_player.recording();
    const int step = m_player.step();
    if (open(translated) && before && !before->cellRuns.empty()) {
        m_resumeAt = step;
        run(before->cellRuns.back().cell);
    }
}

void MainWindow::retranslate()
{
    m_actions->retranslate();
    m_details->setAccessibleName(tr("Details of the step"));
    m_tutor->retranslate();
    m_live->retranslate();
    m_details->setTabText(0, tr("Inspector"));
    m_details->setTabText(1, tr("Tape"));
    m_details->setTabText(2, tr("Backward"));
    if (const int plot = m_details->indexOf(m_plotPanel); plot >= 0)
        m_details->setTabText(plot, tr("Plot"));
    m_details->setTabText(m_details->indexOf(m_seedPanel), tr("Jacobian"));
    fillLessonMenu();
    fillRecentMenu();
    showTitle();
    showRunning();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!maySwitch()) {
        event->ignore();
        return;
    }
    m_autosave.forget();
    m_settings.paged = m_tutor->isPaged();
    m_settings.geometry = saveGeometry();
    m_settings.columns = m_columns->saveState();
    m_settings.save();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    open(droppedFile(event->mimeData()));
}

} // namespace ui

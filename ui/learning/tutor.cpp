#include "ui/learning/tutor.h"

#include <QAction>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>

#include <algorithm>
#include <utility>

#include "engine/recording/recording.h"
#include "ui/learning/gradientcheckdialog.h"
#include "ui/learning/handpassdialog.h"
#include "ui/learning/lessonbrowser.h"
#include "ui/learning/quizdialog.h"
#include "ui/notebook/cellwidget.h"
#include "ui/notebook/exercisecell.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/predictcell.h"
#include "ui/player/player.h"
#include "ui/window/interfacelanguage.h"
#include "ui/window/shippedlessons.h"

namespace ui {

Tutor::Tutor(NotebookView* notebook, Player* player, QWidget* window, const QString& progressPath)
    : QObject(window)
    , m_notebook(notebook)
    , m_player(player)
    , m_window(window)
    , m_menu(window)
    , m_store(progressPath)
    , m_quiz(new QuizDialog(player, window))
    , m_byHand(new HandPassDialog(player, window))
    , m_check(new GradientCheckDialog(player, window))
    , m_browser(new LessonBrowser(window))
{
    connectNotebook();
    connectMenu();
    connect(m_byHand, &HandPassDialog::nodeAtHand, this, &Tutor::nodeAtHand);
    connect(&m_runner, &LearningRunner::judged, this, &Tutor::showVerdict);
    connect(&m_runner, &LearningRunner::attempted, this,
            [this](int cell, const auto& run) { showAttempt(cell, *run); });
    connect(m_browser, &LessonBrowser::lessonChosen, this, &Tutor::openRequested);
    connect(m_browser, &LessonBrowser::demonstrationWanted, this, &Tutor::demonstrate);
}

Tutor::~Tutor() = default;

void Tutor::connectNotebook()
{
    connect(m_notebook, &NotebookView::answered, this,
            [this](int cell, const engine::LearnerAnswer& answer) {
                const auto* question = qobject_cast<PredictCell*>(m_notebook->cellWidget(cell));
                m_runner.judge(m_notebook->lesson(), cell, *question->prediction(), answer);
            });
    connect(m_notebook, &NotebookView::attempted, this, [this](int cell, const std::string& code) {
        const auto* exercise = qobject_cast<ExerciseCell*>(m_notebook->cellWidget(cell));
        m_runner.attempt(m_notebook->lesson(), cell, *exercise->exercise(), code);
    });
    connect(m_notebook, &NotebookView::progressed, this, &Tutor::remember);
    connect(m_notebook, &NotebookView::seeRequested, this, &Tutor::see);
    connect(m_notebook, &NotebookView::pageShown, this, [this](int page) {
        markSeen(page);
        goToCell(m_notebook->currentCell());
    });
}

/// The stage shows what the cell of the page did, once it ran.
void Tutor::goToCell(int cell)
{
    const auto& recording = m_player->recording();
    if (!recording || cell < 0)
        return;
    const int recorded = m_notebook->cellWidget(cell)->recordedIndex();
    for (const engine::CellRun& run : recording->cellRuns) {
        if (run.cell == recorded && m_notebook->cellWidget(cell)->isCode())
            m_player->seek(run.stepEnd);
    }
}

void Tutor::connectMenu()
{
    connect(m_menu.lessons, &QAction::triggered, this,
            [this] { m_browser->show(m_store.progress(), false); });
    connect(m_menu.paged, &QAction::toggled, this, &Tutor::setPaged);
    connect(m_menu.nextPage, &QAction::triggered, this, [this] {
        if (m_notebook->currentPage() + 1 < m_notebook->pageCount())
            m_notebook->showPage(m_notebook->currentPage() + 1);
        else
            openNextLesson();
    });
    connect(m_notebook, &NotebookView::nextLessonRequested, this, &Tutor::openNextLesson);
    connect(m_menu.previousPage, &QAction::triggered, this,
            [this] { m_notebook->showPage(m_notebook->currentPage() - 1); });
    connect(m_menu.quiz, &QAction::triggered, this, [this] {
        m_quiz->begin(static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch()));
        m_quiz->show();
        m_quiz->raise();
    });
    connect(m_menu.byHand, &QAction::triggered, this, [this] {
        if (!m_byHand->begin()) {
            emit said(tr("Run a cell that asks for a gradient first"));
            return;
        }
        m_byHand->show();
        m_byHand->raise();
    });
    connect(m_menu.check, &QAction::triggered, this, [this] {
        m_check->begin();
        m_check->show();
        m_check->raise();
    });
    connect(m_menu.exportProgress, &QAction::triggered, this, &Tutor::exportProgress);
    connect(m_menu.eraseProgress, &QAction::triggered, this, &Tutor::eraseProgress);
    setPaged(false);
}

void Tutor::setLook(const CellLook& look)
{
    m_look = look;
    m_quiz->setLook(look);
    m_byHand->setLook(look);
    m_check->setLook(look);
    m_browser->setLook(look);
}

void Tutor::retranslate()
{
    m_menu.retranslate();
}

engine::LessonProgress& Tutor::lesson()
{
    return m_store.progress().lesson(ProgressStore::keyOf(m_path));
}

int Tutor::ordinalOf(int cell) const
{
    int ordinal = 0;
    for (int i = 0; i < cell; ++i)
        ordinal += qobject_cast<QuestionCell*>(m_notebook->cellWidget(i)) ? 1 : 0;
    return ordinal;
}

void Tutor::openNextLesson()
{
    if (const auto next = shippedLessonAfter(m_path))
        emit openRequested(next->path);
}

void Tutor::lessonShown(const QString& path)
{
    m_path = path;
    const auto next = shippedLessonAfter(path);
    m_notebook->setNextLesson(next ? next->title : QString());
    m_runner.cancel();
    m_seekAfterRun.reset();
    m_playAfterRun = false;
    const bool known = m_store.progress().find(ProgressStore::keyOf(path)) != nullptr;
    int ordinal = 0;
    for (int i = 0; i < m_notebook->cellCount(); ++i) {
        auto* const question = qobject_cast<PredictCell*>(m_notebook->cellWidget(i));
        auto* const exercise = qobject_cast<ExerciseCell*>(m_notebook->cellWidget(i));
        if (!question && !exercise)
            continue;
        if (known) {
            const auto stored = lesson().questions.find(ordinal);
            if (stored != lesson().questions.end() && question)
                question->setProgress(stored->second);
            else if (stored != lesson().questions.end())
                exercise->setProgress(stored->second);
        }
        ++ordinal;
    }
    if (m_notebook->isPaged())
        m_notebook->showPage(known ? lesson().lastPage : 0);
}

std::optional<int> Tutor::allowed(int throughCell)
{
    const int last = throughCell < 0 ? m_notebook->cellCount() - 1 : throughCell;
    const int question = m_notebook->openQuestion(last);
    if (question < 0) {
        if (!m_path.isEmpty() && last >= 0)
            markSeen(m_notebook->pageOf(last));
        return throughCell;
    }
    m_notebook->selectCell(question);
    m_notebook->editCell(question);
    for (int cell = m_notebook->answeringCell(question) - 1; cell >= 0; --cell) {
        if (m_notebook->cellWidget(cell)->isCode())
            return cell;
    }
    emit said(tr("First the question, please: answer it, or press “Show me”"));
    return std::nullopt;
}

void Tutor::showVerdict(int cell, const engine::Verdict& verdict)
{
    if (cell < m_notebook->cellCount())
        if (auto* question = qobject_cast<PredictCell*>(m_notebook->cellWidget(cell)))
            question->showVerdict(verdict);
}

void Tutor::showAttempt(int cell, const engine::ExerciseRun& run)
{
    auto* exercise = cell < m_notebook->cellCount()
        ? qobject_cast<ExerciseCell*>(m_notebook->cellWidget(cell))
        : nullptr;
    if (!exercise)
        return;
    exercise->showRun(run);
    if (run.ran && !run.failure)
        emit recordingMade(run.recording); // the stage shows what was tried
}

void Tutor::see(int cell, int step)
{
    const int answering = m_notebook->answeringCell(cell);
    if (answering < 0)
        return;
    m_seekAfterRun = step;
    emit runRequested(answering);
}

void Tutor::runEnded()
{
    m_notebook->keepQuestionInSight(); // below outputs that have come
    const auto& recording = m_player->recording();
    const auto seek = std::exchange(m_seekAfterRun, std::nullopt);
    const bool play = std::exchange(m_playAfterRun, false);
    if (!recording)
        return;
    if (play && !recording->passFacts.empty()) {
        m_player->seek(0);
        m_player->setGranularity(engine::Granularity::Contribution);
        m_player->seek(recording->passFacts.front().beganAt);
        m_player->play();
    } else if (seek && *seek >= 0 && *seek <= recording->stepCount()) {
        m_player->seek(*seek);
    }
}

void Tutor::remember(int cell)
{
    const int ordinal = ordinalOf(cell);
    if (const auto* question = qobject_cast<PredictCell*>(m_notebook->cellWidget(cell)))
        lesson().questions[ordinal] = question->progress();
    else if (const auto* exercise = qobject_cast<ExerciseCell*>(m_notebook->cellWidget(cell)))
        lesson().questions[ordinal] = exercise->progress();
    markSeen(m_notebook->pageOf(cell));
}

void Tutor::markSeen(int page)
{
    if (m_path.isEmpty())
        return;
    engine::LessonProgress& here = lesson();
    here.title = m_notebook->lesson().title;
    here.pageCount = m_notebook->pageCount();
    here.questionCount = ordinalOf(m_notebook->cellCount());
    // Whoever reads freely has passed the pages above.
    for (int i = m_notebook->isPaged() ? page : 0; i <= page; ++i)
        here.pagesSeen.insert(i);
    here.lastPage = page;
    here.lastVisit = QDateTime::currentDateTime().toString(Qt::ISODate).toStdString();
    saveProgress();
}

void Tutor::saveProgress()
{
    if (!m_store.save())
        emit said(tr("The progress could not be saved"));
}

void Tutor::setPaged(bool paged)
{
    m_menu.paged->setChecked(paged);
    m_menu.nextPage->setEnabled(paged);
    m_menu.previousPage->setEnabled(paged);
    m_notebook->setPaged(paged);
}

bool Tutor::isPaged() const
{
    return m_notebook->isPaged();
}

void Tutor::welcome()
{
    m_browser->show(m_store.progress(), true);
}

/// A short program that runs by itself and then moves backwards.
void Tutor::demonstrate()
{
    const QString path = QStringLiteral(":/welcome/%1/start.md").arg(languageCode(m_look.language));
    emit openRequested(path);
    if (m_path != path)
        return; // the learner kept what was open
    m_playAfterRun = true;
    emit runRequested(-1);
}

void Tutor::exportProgress()
{
    const QString path =
        QFileDialog::getSaveFileName(m_window, tr("Export progress"),
                                     QDir::home().filePath(tr("progress") + QStringLiteral(".md")),
                                     tr("Page to read (*.md);;Data (*.json)"));
    if (path.isEmpty())
        return;
    const bool asData = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    const std::string text =
        asData ? m_store.progress().toJson() : m_store.progress().report(m_look.language);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(text)) < 0
        || !file.commit())
        QMessageBox::warning(m_window, tr("Export progress"), file.errorString());
}

void Tutor::eraseProgress()
{
    QMessageBox box(QMessageBox::Question, tr("Erase progress"),
                    tr("Forget all answers, pages seen and visits?"), QMessageBox::Cancel,
                    m_window);
    box.setInformativeText(tr("This cannot be undone. Lessons themselves stay as they are."));
    QPushButton* const erase = box.addButton(tr("Erase"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() == erase)
        m_store.erase();
}

} // namespace ui

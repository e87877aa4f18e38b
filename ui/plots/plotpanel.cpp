#include "ui/plots/plotpanel.h"

#include <qcustomplot.h>

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "ui/player/player.h"
#include "ui/plots/figureview.h"
#include "ui/plots/plotwidget.h"

namespace ui {

namespace {

constexpr int settleMilliseconds = 180; ///< after the last move of the mouse

} // namespace

PlotPanel::PlotPanel(Player* player, Selection* selection, QWidget* parent)
    : QWidget(parent)
    , m_player(player)
    , m_selection(selection)
    , m_kinds(new QTabBar)
    , m_gradient(new QComboBox)
    , m_across(new QComboBox)
    , m_up(new QComboBox)
    , m_window(new QToolButton)
    , m_view(new FigureView(std::make_shared<const engine::Figure>(), PlotLook()))
    , m_nothing(new QLabel)
    , m_remark(new QLabel)
    , m_progress(new QProgressBar)
    , m_cancel(new QToolButton)
{
    layOut();
    m_delay.setSingleShot(true);
    m_delay.setInterval(settleMilliseconds);
    connect(&m_delay, &QTimer::timeout, this, &PlotPanel::sample);
    connect(m_player, &Player::recordingChanged, this, &PlotPanel::takeRecording);
    connect(m_player, &Player::stepChanged, this, &PlotPanel::follow);
    connect(m_selection, &Selection::changed, this, &PlotPanel::followSelection);
    connect(m_selection, &Selection::numberChanged, this, &PlotPanel::followSelection);
    connect(m_kinds, &QTabBar::currentChanged, this, [this] {
        m_range.reset();
        fillEntries();
        schedule();
    });
    connect(m_gradient, &QComboBox::activated, this, [this](int index) {
        const QPoint which = m_gradient->itemData(index).toPoint();
        choose({which.x()}, which.y());
        schedule();
    });
    const auto entryChosen = [this] {
        const auto entryOf = [this](const QComboBox* box) -> std::optional<engine::SourceEntry> {
            const QPoint which = box->currentData().toPoint();
            return which.x() < 0 ? std::nullopt
                                 : std::optional(engine::SourceEntry{which.x(), which.y()});
        };
        m_choice.across = entryOf(m_across);
        if (kind() == Kind::Map)
            m_choice.up = entryOf(m_up);
        m_range.reset();
        schedule();
    };
    connect(m_across, &QComboBox::activated, this, entryChosen);
    connect(m_up, &QComboBox::activated, this, entryChosen);
    connect(m_window, &QToolButton::clicked, this, &PlotPanel::windowRequested);
    connect(m_cancel, &QToolButton::clicked, this, &PlotPanel::cancel);
    connect(m_view, &FigureView::wholeRequested, this, [this] {
        m_range.reset();
        schedule();
    });
    connect(m_view->plot(), &PlotWidget::rangesChanged, this,
            [this](const QCPRange& x, const QCPRange& y) {
                rangesMoved(x.lower, x.upper, y.lower, y.upper);
            });
    connect(m_view->plot(), &PlotWidget::hovered, this, &PlotPanel::goToRound);
    connect(&m_runner, &PlotRunner::curveSampled, this,
            qOverload<std::shared_ptr<const engine::Curve>, double>(&PlotPanel::take));
    connect(&m_runner, &PlotRunner::surfaceSampled, this,
            qOverload<std::shared_ptr<const engine::Surface>, double>(&PlotPanel::take));
    retranslate();
    takeRecording();
}

PlotPanel::~PlotPanel() = default;

void PlotPanel::layOut()
{
    for (int i = 0; i < 3; ++i)
        m_kinds->addTab(QString());
    m_kinds->setDocumentMode(true);
    m_kinds->setExpanding(false);
    m_kinds->setDrawBase(false);
    m_window->setAutoRaise(true);
    m_window->setText(QStringLiteral("⤢"));
    for (QComboBox* box : {m_gradient, m_across, m_up}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(5);
    }
    m_view->setFills(true);
    m_view->installEventFilter(this);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMargin(24);
    m_remark->setWordWrap(true);
    m_remark->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setRange(0, 100);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(8);
    // The figure does not change its size with every sampling.
    QSizePolicy kept = m_cancel->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_cancel->setSizePolicy(kept);
    m_cancel->setAutoRaise(true);

    auto* top = new QHBoxLayout;
    top->addWidget(m_kinds, 1);
    top->addWidget(m_window);
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_gradient, 3);
    choices->addWidget(m_across, 2);
    choices->addWidget(m_up, 2);
    auto* progress = new QHBoxLayout;
    progress->addWidget(m_progress, 1);
    progress->addWidget(m_cancel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 6);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addLayout(choices);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_remark);
    layout->addLayout(progress);
    showProgress(1);
}

PlotPanel::Kind PlotPanel::kind() const
{
    return static_cast<Kind>(m_kinds->currentIndex());
}

void PlotPanel::showKind(Kind kind)
{
    m_kinds->setCurrentIndex(static_cast<int>(kind));
}

void PlotPanel::setLook(const PlotLook& look)
{
    m_look = look;
    m_view->plot()->setExplores(true, kind() != Kind::Map);
    redraw();
}

void PlotPanel::retranslate()
{
    m_kinds->setTabText(0, tr("Curve"));
    m_kinds->setTabText(1, tr("Map"));
    m_kinds->setTabText(2, tr("Training"));
    m_kinds->setTabToolTip(0, tr("The target over one number of a source, and its slope"));
    m_kinds->setTabToolTip(1, tr("The target over two numbers, with the gradient's arrow"));
    m_kinds->setTabToolTip(2, tr("Loss, parameters and gradients, round by round"));
    m_kinds->setAccessibleName(tr("Kind of plot"));
    m_gradient->setAccessibleName(tr("Gradient"));
    m_across->setAccessibleName(tr("Number that changes"));
    m_up->setAccessibleName(tr("Second number that changes"));
    m_window->setToolTip(tr("In a window of its own"));
    m_window->setAccessibleName(m_window->toolTip());
    m_cancel->setText(tr("Cancel"));
    if (m_choice.chosen)
        fillEntries();
    redraw();
}

void PlotPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PlotPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        sample();
}

/// What is said below takes room from the figure, which is drawn for the size it has.
bool PlotPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(this, &PlotPanel::redraw, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void PlotPanel::rangesMoved(double xFrom, double xTo, double yFrom, double yTo)
{
    if (kind() == Kind::Training)
        return;
    m_runner.cancel(); // what it tells is about another range
    showProgress(1);
    m_range = engine::SurfaceRange{xFrom, xTo, yFrom, yTo};
    m_delay.start();
}

/// Samples something else soon, or when the panel is to be seen.
void PlotPanel::schedule()
{
    m_runner.cancel();
    showProgress(1);
    m_isStale = true;
    if (isVisible())
        m_delay.start();
}

/// The same with other numbers, which may come faster than they can be sampled: what is under way
/// goes on until then.
void PlotPanel::scheduleUpdate()
{
    m_isStale = true;
    if (isVisible() && !m_delay.isActive())
        m_delay.start();
}

void PlotPanel::sample()
{
    if (!isVisible()) {
        m_isStale = true;
        return;
    }
    m_isStale = false;
    m_runner.cancel();
    showProgress(1);
    m_view->plot()->setMarker(std::nan(""));
    if (kind() == Kind::Training || !m_choice.chosen) {
        redraw();
        return;
    }
    const auto& recording = m_choice.recording();
    const engine::PassId pass = m_choice.chosen->pass;
    if (kind() == Kind::Curve) {
        const auto line = m_choice.line();
        if (!line) {
            showNothing(tr("The gradient is None or zero: it shows no direction to go."));
            return;
        }
        const auto [from, to] =
            m_range ? std::pair(m_range->xFrom, m_range->xTo) : engine::customaryRange(*line);
        showProgress(0);
        m_runner.sample(recording, pass, *line, from, to);
        return;
    }
    if (!m_choice.across || !m_choice.up || *m_choice.across == *m_choice.up) {
        m_surface.reset();
        redraw();
        return;
    }
    showProgress(0);
    m_runner.sample(
        recording, pass, *m_choice.across, *m_choice.up,
        m_range.value_or(engine::customaryRange(*recording, pass, *m_choice.across, *m_choice.up)));
}

void PlotPanel::cancel()
{
    m_runner.cancel();
    showProgress(1);
    m_remark->setText(tr("Cancelled: this is what was sampled so far."));
    m_remark->show();
}

void PlotPanel::showProgress(double done)
{
    m_isSampling = done < 1;
    m_progress->setValue(qRound(100 * done));
    m_progress->setVisible(m_isSampling);
    m_cancel->setVisible(m_isSampling);
}

void PlotPanel::take(std::shared_ptr<const engine::Curve> curve, double done)
{
    // Numbers are dragged: rather the whole curve of before than the beginning of the next.
    if (m_curve && done < 0.4 && m_curve->from == curve->from && m_curve->to == curve->to) {
        showProgress(done);
        return;
    }
    m_curve = std::move(curve);
    showProgress(done);
    redraw();
}

void PlotPanel::take(std::shared_ptr<const engine::Surface> surface, double done)
{
    m_surface = std::move(surface);
    showProgress(done);
    redraw();
}

} // namespace ui

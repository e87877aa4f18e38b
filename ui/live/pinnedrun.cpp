#include "ui/live/pinnedrun.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineF>
#include <QToolButton>
#include <QVBoxLayout>

#include "engine/recording/questions.h"
#include "ui/stage/groupcard.h"
#include "ui/stage/stagemarks.h"
#include "ui/stage/stageview.h"
#include "ui/window/columns.h"
#include "ui/window/themepalette.h"

namespace ui {
namespace {

constexpr int shortCode = 40;
/// From here on there is room for pictures beside each other: for narrow ones, which run down, and
/// for all.
constexpr int wideForNarrow = 480;
constexpr int wide = 900;

QString truthText(bool truth)
{
    return truth ? QStringLiteral("True") : QStringLiteral("False");
}

} // namespace

PinnedRun::PinnedRun(Player* player, Selection* selection, StageView* stage, QWidget* parent)
    : QWidget(parent)
    , m_player(player)
    , m_selection(selection)
    , m_stage(stage)
    , m_strip(new QWidget)
    , m_title(new QLabel)
    , m_summary(new QLabel)
    , m_close(new QToolButton)
    , m_pictures(new Columns)
    , m_view(new StageView(&m_ownPlayer, &m_ownSelection))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(m_pictures, 1);
    m_pictures->addWidget(m_view);
    m_pictures->addWidget(stage);
    m_pictures->setStretchFactor(0, 1);
    m_pictures->setStretchFactor(1, 1);
    m_view->hide();
    fillStrip();

    connect(m_close, &QToolButton::clicked, this, &PinnedRun::closeRequested);
    connect(m_summary, &QLabel::linkActivated, this, &PinnedRun::seekTo);
    connect(player, &Player::stepChanged, this, [this] {
        if (!isPinned())
            return;
        compare();
        follow();
    });
    connect(selection, &Selection::changed, this, [this](engine::NodeId node) {
        if (!isPinned() || m_isSelecting)
            return;
        const auto index = static_cast<std::size_t>(node.index);
        const auto& partners = m_comparison.second.partner;
        m_isSelecting = true;
        m_ownSelection.select(node.isValid() && index < partners.size() ? partners[index]
                                                                        : engine::NodeId());
        m_isSelecting = false;
    });
    connect(&m_ownSelection, &Selection::changed, this, [this](engine::NodeId node) {
        if (!isPinned() || m_isSelecting)
            return;
        const auto index = static_cast<std::size_t>(node.index);
        const auto& partners = m_comparison.first.partner;
        m_isSelecting = true;
        m_selection->select(node.isValid() && index < partners.size() ? partners[index]
                                                                      : engine::NodeId());
        m_isSelecting = false;
    });
    connect(m_stage, &StageView::cameraChanged, this, [this] { lookAlike(*m_stage, *m_view); });
    connect(m_stage, &StageView::boxesChanged, this, [this] {
        if (!isPinned())
            return;
        arrange();
        if (!m_stage->model().boxes.empty())
            m_view->setDirection(m_stage->model().direction);
        lookAlike(*m_stage, *m_view);
    });
    connect(m_view, &StageView::boxesChanged, this, [this] { lookAlike(*m_stage, *m_view); });
    connect(m_view, &StageView::cameraChanged, this, [this] {
        if (m_view->underMouse()) // moved by hand
            lookAlike(*m_view, *m_stage);
    });
    retranslate();
}

void PinnedRun::fillStrip()
{
    m_strip->setAutoFillBackground(true);
    m_strip->hide();
    auto* column = new QVBoxLayout(m_strip);
    column->setContentsMargins(10, 4, 6, 6);
    column->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->addWidget(m_title, 1);
    row->addWidget(m_close);
    column->addLayout(row);
    column->addWidget(m_summary);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_close->setText(QStringLiteral("✕"));
    m_close->setAutoRaise(true);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
}

/// Beside each other where both have the room, else above each other.
void PinnedRun::arrange()
{
    const bool isNarrow = m_stage->model().direction == FlowDirection::TopDown;
    const auto orientation =
        width() >= (isNarrow ? wideForNarrow : wide) ? Qt::Horizontal : Qt::Vertical;
    if (m_pictures->orientation() == orientation)
        return;
    m_pictures->setOrientation(orientation);
    m_pictures->setSizes({1, 1}); // in equal parts
    nameSides();
}

void PinnedRun::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void PinnedRun::nameSides()
{
    m_title->setText(m_pictures->orientation() == Qt::Horizontal
                         ? tr("Left: the pinned run. Right: the run now.")
                         : tr("Above: the pinned run. Below: the run now."));
}

void PinnedRun::pin(std::shared_ptr<const engine::Recording> recording)
{
    m_pinned = std::move(recording);
    m_compared.reset();
    if (!m_pinned)
        return;
    m_ownPlayer.setRecording(m_pinned, m_player->step());
    m_strip->show();
    m_view->show();
    arrange();
    m_pictures->setSizes({1, 1});
    if (!m_stage->model().boxes.empty())
        m_view->setDirection(m_stage->model().direction);
    compare();
    follow();
}

void PinnedRun::unpin()
{
    m_pinned.reset();
    m_compared.reset();
    m_comparison = {};
    m_ownPlayer.setRecording(nullptr, 0);
    m_ownSelection.clear();
    m_stage->setMarks(nullptr);
    m_strip->hide();
    m_view->hide();
}

void PinnedRun::compare()
{
    const auto& now = m_player->recording();
    if (now == m_compared)
        return;
    m_compared = now;
    if (!now) { // nothing to compare with
        m_comparison = {};
        m_steps.clear();
        m_view->setMarks(nullptr);
        m_stage->setMarks(nullptr);
    } else {
        m_comparison = engine::compared(*m_pinned, *now);
        m_steps = engine::correspondingSteps(*now, *m_pinned);
        m_view->setMarks(std::make_shared<const StageMarks>(firstMarks(m_comparison)));
        m_stage->setMarks(std::make_shared<const StageMarks>(secondMarks(m_comparison)));
    }
    m_summary->setText(summary());
}

void PinnedRun::follow()
{
    const auto step = static_cast<std::size_t>(m_player->step());
    if (step < m_steps.size())
        m_ownPlayer.seek(m_steps[step]);
}

/// What is in the middle of one picture stands at the same place in the other.
void PinnedRun::lookAlike(const StageView& from, StageView& to)
{
    if (!isPinned() || m_isLooking || !from.recording() || !to.recording())
        return;
    const auto& partners =
        &from == m_view ? m_comparison.first.partner : m_comparison.second.partner;
    const QPointF middle = QRectF(from.rect()).center();
    double nearest = 0;
    int anchor = -1;
    int partner = -1;
    for (std::size_t i = 0; i < from.model().boxes.size(); ++i) {
        const StageBox& box = from.model().boxes[i];
        const auto node = static_cast<std::size_t>(box.node.index);
        const int index = static_cast<int>(i);
        if (!box.node.isValid() || box.isAlias || node >= partners.size()
            || !partners[node].isValid())
            continue;
        const double distance = QLineF(middle, from.boxRect(index).center()).length();
        if (anchor >= 0 && distance >= nearest)
            continue;
        const int other = to.model().boxShowing(partners[node]);
        if (other < 0)
            continue;
        nearest = distance;
        anchor = index;
        partner = other;
    }
    Camera camera = from.camera();
    if (anchor >= 0) {
        const auto place = [&](const StageView& view, int box) {
            return camera.toViewport(view.model().boxes[static_cast<std::size_t>(box)].rect)
                .topLeft();
        };
        camera.pan(place(from, anchor) - place(to, partner));
    }
    m_isLooking = true;
    to.lookThrough(camera);
    m_isLooking = false;
}

/// A difference that was clicked: both go to where it shows.
void PinnedRun::seekTo(const QString& link)
{
    const auto index = static_cast<std::size_t>(link.section(u':', 1).toInt());
    if (link.startsWith(QLatin1String("loop")) && index < m_comparison.loops.size())
        m_player->seek(m_comparison.loops[index].secondEnd + 1);
    else if (link.startsWith(QLatin1String("branch")) && index < m_comparison.branches.size())
        m_player->seek(m_comparison.branches[index].secondStep + 1);
    // What decided it is brought into view.
    constexpr int nearby = 8;
    for (int k = m_player->step(); m_compared && k > m_player->step() - nearby; --k) {
        const engine::Step* const step = engine::stepAt(*m_compared, k);
        if (step && step->node.isValid()) {
            m_stage->showNode(step->node);
            return;
        }
    }
}

QString PinnedRun::summary() const
{
    if (!m_compared)
        return tr("Run a cell, and what is different is marked in both pictures.");
    if (m_comparison.isSame())
        return tr("Nothing is different yet. Change a number, or edit a cell and run it.");
    const auto link = [this](const QString& to, const QString& text) {
        return QStringLiteral("<a href='%1' style='color:%2'>%3</a>")
            .arg(to, m_theme.accent.name(), text);
    };
    QStringList lines;
    constexpr std::size_t most = 3;
    for (std::size_t i = 0; i < m_comparison.loops.size() && i < most; ++i) {
        const engine::Comparison::Loop& loop = m_comparison.loops[i];
        const int run = m_compared->steps[static_cast<std::size_t>(loop.secondEnd)].cellRun;
        lines << tr("Laps: %1 → %2 of %3")
                     .arg(loop.firstLaps)
                     .arg(loop.secondLaps)
                     .arg(link(
                         QStringLiteral("loop:%1").arg(i),
                         codeText(*m_compared, loop.secondSpan, run, shortCode).toHtmlEscaped()));
    }
    for (std::size_t i = 0; i < m_comparison.branches.size() && i < most; ++i) {
        const engine::Comparison::Branch& branch = m_comparison.branches[i];
        const int run = m_compared->steps[static_cast<std::size_t>(branch.secondStep)].cellRun;
        lines << tr("Branch: %1 → %2 of %3")
                     .arg(truthText(branch.firstTruth), truthText(branch.secondTruth),
                          link(QStringLiteral("branch:%1").arg(i),
                               codeText(*m_compared, branch.secondSpan, run, shortCode)
                                   .toHtmlEscaped()));
    }
    QStringList counts;
    if (m_comparison.valueCount > 0)
        counts << tr("<b>≠</b> values: %1").arg(m_comparison.valueCount);
    if (m_comparison.gradientCount > 0)
        counts << tr("<b>∂≠</b> gradients: %1").arg(m_comparison.gradientCount);
    if (m_comparison.onlyFirst > 0)
        counts << tr("<b>+</b> nodes only in the pinned run: %1").arg(m_comparison.onlyFirst);
    if (m_comparison.onlySecond > 0)
        counts << tr("<b>+</b> nodes only now: %1").arg(m_comparison.onlySecond);
    if (!m_comparison.outputs.empty())
        counts << tr("outputs of cells: %1").arg(m_comparison.outputs.size());
    if (!counts.isEmpty())
        lines << tr("Different: %1").arg(counts.join(QStringLiteral(", ")));
    return lines.join(QStringLiteral("&ensp;·&ensp;"));
}

void PinnedRun::setTheme(const Theme& theme)
{
    m_theme = theme;
    QPalette palette = paletteOf(theme);
    palette.setColor(QPalette::Window, theme.surfaceAlt);
    m_strip->setPalette(palette);
    m_view->setTheme(theme);
    m_summary->setText(summary());
}

void PinnedRun::setLanguage(engine::Language language)
{
    m_view->setLanguage(language);
    retranslate();
}

void PinnedRun::setTypesetter(MathTypesetter* typesetter)
{
    m_view->setTypesetter(typesetter);
}

void PinnedRun::setTextScale(double scale)
{
    m_view->setTextScale(scale);
}

void PinnedRun::setReducedMotion(bool reduced)
{
    m_view->setReducedMotion(reduced);
}

void PinnedRun::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PinnedRun::retranslate()
{
    nameSides();
    m_close->setToolTip(tr("Let go of the pinned run"));
    m_close->setAccessibleName(m_close->toolTip());
    m_view->setAccessibleName(tr("Graph of the pinned run"));
    m_summary->setAccessibleName(tr("What is different"));
    m_summary->setText(summary());
}

} // namespace ui

#include "ui/stage/stagepainter.h"

#include <QLineF>
#include <QPainter>

#include <cmath>

#include "ui/stage/boxsize.h"
#include "ui/stage/drawfitted.h"
#include "ui/stage/sampledpath.h"
#include "ui/stage/stagechanges.h"
#include "ui/stage/stagefont.h"
#include "ui/stage/stagemarks.h"
#include "ui/stage/stagetext.h"

namespace ui {
namespace {

constexpr double farAway = 0.12; ///< no text can be read
constexpr double arrowLength = 11;
constexpr double arrowHalfWidth = 5;

QColor faded(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

/// The path without the part its arrow head covers: a blunt line end must not show beyond the tip.
QPainterPath shortened(const QPainterPath& path)
{
    const SampledPath points(path);
    const double keep = std::max(0.0, 1 - arrowLength * 0.7 / points.length());
    constexpr int pieces = 48;
    QPainterPath result(points.at(0));
    for (int i = 1; i <= pieces; ++i)
        result.lineTo(points.at(keep * i / pieces));
    return result;
}

} // namespace

StagePainter::StagePainter(const engine::Recording& recording, const StageModel& model,
                           const Theme& theme, engine::Language language)
    : m_recording(recording)
    , m_model(model)
    , m_theme(theme)
    , m_language(language)
{
}

void StagePainter::paint(QPainter& painter, int k, const Options& given) const
{
    Options options = given;
    options.step = k;
    const auto isExposed = [&](const QRectF& rect) {
        return options.exposed.isEmpty() || options.exposed.intersects(rect);
    };
    for (const StageFrame& frame : m_model.frames) {
        if (isExposed(extentOf(frame)) && !frame.rect.isEmpty()
            && m_model.groups->at(frame.group).firstStep < k)
            paintGroupFrame(painter, frame, options.detail);
    }
    if (options.detail < farAway) {
        paintDistant(painter, options);
        return;
    }

    // Before the first pass has begun, the way is that of the take's first one.
    const engine::Take& take = m_recording.takes[static_cast<std::size_t>(m_model.take)];
    std::optional<engine::PassId> isolated;
    if (options.isIsolated && !take.passes.empty())
        isolated = engine::passAt(m_recording, k).value_or(take.passes.front());
    constexpr double fadedOpacity = 0.18;
    const FormulaInk ink{m_theme, options.typesetter, options.waitsForFormulas,
                         options.formulasAreText};

    std::vector<std::pair<const StageBox*, BoxState>> boxes;
    for (const StageBox& box : m_model.boxes) {
        if (isExposed(extentOf(box)))
            boxes.emplace_back(&box, boxState(m_recording, box, k));
    }
    for (const auto& [box, state] : boxes) {
        if (state.isCurrent && state.isBorn)
            paintHalo(painter, box->rect);
    }
    std::vector<std::pair<const StageEdge*, EdgeState>> labelled;
    for (const StageEdge& edge : m_model.edges) {
        if (!isExposed(edge.extent))
            continue;
        const EdgeState state = edgeState(m_recording, m_model, edge, k);
        if (state.phase == EdgePhase::Unborn)
            continue;
        const auto isOfPass = [&](const EdgeArrival& arrival) { return arrival.pass == *isolated; };
        if (isolated
            && std::none_of(edge.contributions.begin(), edge.contributions.end(), isOfPass))
            painter.setOpacity(fadedOpacity);
        paintEdge(painter, edge, state, options.detail);
        painter.setOpacity(1);
        if (state.contribution && options.detail >= 0.4)
            labelled.emplace_back(&edge, state);
    }
    for (const auto& [box, state] : boxes) {
        if (isolated && !isOnWay(*box, *isolated))
            painter.setOpacity(fadedOpacity);
        if (state.isBorn)
            paintBox(painter, *box, state, options);
        else
            paintPlaceholder(painter, box->rect);
        if (options.detail >= 0.4 && m_model.formulas)
            m_model.formulas->paint(painter, *box, state, ink);
        painter.setOpacity(1);
    }
    if (options.marks) {
        for (const auto& [box, state] : boxes)
            paintMark(painter, *box, markOf(m_recording, *box, *options.marks, k));
    }
    for (const auto& [edge, state] : labelled) {
        paintContribution(painter, *edge, state, options);
        if (m_model.formulas)
            m_model.formulas->paint(painter, *edge, state, ink);
    }
    if (options.detail >= 0.25) {
        for (const engine::Cut& cut : engine::cutsAt(m_recording, k))
            paintCut(painter, cut, k);
    }
}

bool StagePainter::isOnWay(const StageBox& box, engine::PassId pass) const
{
    const auto isIt = [&](engine::NodeId node) {
        return engine::gradientAt(m_recording, pass, node, m_recording.stepCount()).phase
            != engine::GradientPhase::OffPath;
    };
    if (box.card)
        return std::any_of(box.card->members.begin(), box.card->members.end(), isIt);
    return !box.ghost && isIt(box.node);
}

void StagePainter::paintHalo(QPainter& painter, const QRectF& rect) const
{
    painter.setPen(QPen(m_theme.current, 2.5));
    painter.setBrush(m_theme.currentSoft);
    painter.drawRoundedRect(rect.adjusted(-6, -6, 6, 6), 14, 14);
}

void StagePainter::paintEdge(QPainter& painter, const StageEdge& edge, const EdgeState& state,
                             double detail) const
{
    if (edge.isGhost) {
        QPen pen(m_theme.textMuted, 1.3, Qt::CustomDashLine);
        pen.setDashPattern({2, 4});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(edge.path);
        return;
    }
    const bool isPlain = detail < 0.25;
    const bool isForwardNow = state.isCurrent && !state.isNewest;
    painter.setBrush(Qt::NoBrush);
    if (state.isCurrent && !isPlain) {
        painter.setPen(QPen(faded(m_theme.current, m_theme.dark ? 90 : 70), 9, Qt::SolidLine,
                            Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(isForwardNow ? edge.path : edge.back);
    }
    const bool isReturning = state.phase == EdgePhase::Waiting || state.phase == EdgePhase::Arrived;
    const QColor forward = isReturning || isForwardNow
        ? m_theme.forward
        : faded(m_theme.forward, state.isOffPath ? 120 : 220);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(forward, isForwardNow ? 2.8 : 1.9, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.drawPath(isPlain ? edge.path : shortened(edge.path));
    if (!isPlain)
        paintArrow(painter, edge.path, forward, true);
    if (!isReturning)
        return;

    const bool hasArrived = state.phase == EdgePhase::Arrived;
    const QColor gradient = hasArrived ? m_theme.gradient : faded(m_theme.gradient, 130);
    QPen pen(gradient,
             state.isNewest   ? 2.8
                 : hasArrived ? 2.1
                              : 1.4,
             Qt::CustomDashLine, Qt::FlatCap, Qt::RoundJoin);
    pen.setDashPattern(hasArrived ? QList<qreal>{3.2, 2.2} : QList<qreal>{2.2, 4.2});
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    painter.drawPath(isPlain ? edge.back : shortened(edge.back));
    if (!isPlain)
        paintArrow(painter, edge.back, gradient, hasArrived);
}

void StagePainter::paintArrow(QPainter& painter, const QPainterPath& path, const QColor& color,
                              bool isFilled) const
{
    const SampledPath points(path);
    const QPointF tip = points.at(1);
    const QPointF before = points.at(1 - arrowLength / points.length());
    const QLineF line(before, tip);
    if (line.length() <= 0)
        return;
    const QPointF direction = QPointF(line.dx(), line.dy()) / line.length();
    const QPointF normal(-direction.y(), direction.x());
    const QPointF base = tip - direction * arrowLength;
    const QPolygonF head({tip, base + normal * arrowHalfWidth, base - normal * arrowHalfWidth});
    painter.setPen(QPen(color, 1.2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.setBrush(isFilled ? color : m_theme.window);
    painter.drawPolygon(head);
}

void StagePainter::paintContribution(QPainter& painter, const StageEdge& edge,
                                     const EdgeState& state, const Options& options) const
{
    const engine::Tensor& sum = state.contribution->sum;
    const bool isPictures = edge.image.kind() == ValueImage::Kind::Pictures;
    const QSizeF grid =
        isPictures ? edge.image.size(0, stagesize::labelPicture) : edge.grid.size(edge.metrics);
    GridLook look;
    look.isTinted = options.isTinted;
    look.fill = m_theme.gradientSoft;
    look.line = m_theme.gradient;
    look.text = m_theme.text;
    look.outline = state.isNewest ? 1.8 : 1;
    look.isBold = state.isNewest;
    if (state.isNewest) {
        painter.setPen(QPen(m_theme.current, 2));
        painter.setBrush(m_theme.currentSoft);
        painter.drawRoundedRect(edge.label.adjusted(-1.5, -1.5, 1.5, 1.5), 6, 6);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.window);
        // No more than what stands there: the label has room for what other passes bring.
        double width = std::max(grid.width() + 6,
                                m_model.formulas ? m_model.formulas->width(edge, state) : 0.0);
        if (state.contribution->expected > 1)
            width = edge.label.width();
        QRectF ground(QPointF(), QSizeF(width, edge.label.height()));
        ground.moveCenter(edge.label.center());
        painter.drawRoundedRect(ground, 5, 5);
    }
    const std::vector<QString> texts =
        edge.grid.isEmpty() ? std::vector<QString>() : edge.grid.texts(sum);
    QPointF at = edge.label.topLeft() + QPointF((edge.label.width() - grid.width()) / 2, 3);
    if (state.contribution->expected > 1) {
        painter.setPen(m_theme.gradient);
        drawFitted(
            painter,
            {edge.label.left() + 3, at.y() - 1, edge.label.width() - 6, stagesize::sumLineHeight},
            Qt::AlignHCenter,
            stagetext::partialSum(state.contribution->ordinal, state.contribution->expected,
                                  m_language),
            stageFont(stagesize::sumLine));
        at.ry() += stagesize::sumLineHeight;
    }
    if (isPictures)
        paintPictures(painter, QRectF(at, grid), edge.image, look, &sum, true);
    else
        paintGrid(painter, at, edge.grid, edge.metrics, texts, look, &sum);
}

} // namespace ui

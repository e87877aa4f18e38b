// Thousands of boxes seen from afar: filled rectangles and straight lines, drawn in batches without
// smoothing. Nothing here can be read, so nothing here is measured or written.
#include <QLineF>
#include <QPainter>

#include "ui/stage/stagechanges.h"
#include "ui/stage/stagepainter.h"

namespace ui {
namespace {

struct Look
{
    QColor fill;
    QColor line;
    QList<QRectF> rects;
};

void draw(QPainter& painter, const Look& look)
{
    if (look.rects.isEmpty())
        return;
    painter.setPen(look.line.isValid() ? QPen(look.line, 0) : QPen(Qt::NoPen));
    painter.setBrush(look.fill.isValid() ? QBrush(look.fill) : QBrush(Qt::NoBrush));
    painter.drawRects(look.rects);
}

} // namespace

void StagePainter::paintDistant(QPainter& painter, const Options& options) const
{
    const int k = options.step;
    const std::optional<engine::PassId> pass = engine::passAt(m_recording, k);
    const auto isExposed = [&](const QRectF& rect) {
        return options.exposed.isEmpty() || options.exposed.intersects(rect);
    };
    const bool wasSmooth = painter.testRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::Antialiasing, false);

    QList<QLineF> forward;
    QList<QLineF> back;
    for (const StageEdge& edge : m_model.edges) {
        if (edge.isGhost || !isExposed(edge.extent)
            || !engine::isBorn(m_recording, edge.uses.front().first, k))
            continue;
        const QLineF line(edge.path.elementAt(0), edge.path.currentPosition());
        const bool cameBack = pass && !edge.contributions.empty()
            && edgeState(m_recording, m_model, edge, k).phase == EdgePhase::Arrived;
        (cameBack ? back : forward).push_back(line);
    }
    painter.setPen(QPen(m_theme.forward, 0));
    painter.drawLines(forward);
    painter.setPen(QPen(m_theme.gradient, 0));
    painter.drawLines(back);

    Look unborn{{}, m_theme.border, {}};
    Look plain{m_theme.surface, m_theme.forward, {}};
    Look leaf{m_theme.surface, m_theme.textMuted, {}};
    Look watched{m_theme.watchedSoft, m_theme.watched, {}};
    Look card{m_theme.forwardSoft, m_theme.forward, {}};
    Look arrived{m_theme.gradient, {}, {}}; // the lower half of a box
    Look waiting{{}, m_theme.gradient, {}};
    Look current{m_theme.currentSoft, m_theme.current, {}};
    Look selected{{}, m_theme.selection, {}};
    for (const StageBox& box : m_model.boxes) {
        if (!isExposed(extentOf(box)))
            continue;
        const DistantState state = distantState(m_recording, box, pass, k);
        if (!state.isBorn) {
            unborn.rects.push_back(box.rect);
            continue;
        }
        const bool isOperation = box.kind == BoxKind::Operation;
        (state.isCurrent       ? current
             : box.card        ? card
             : state.isWatched ? watched
             : isOperation     ? plain
                               : leaf)
            .rects.push_back(box.rect);
        const QRectF lower = box.rect.adjusted(0, box.rect.height() / 2, 0, 0);
        if (state.hasGradient)
            arrived.rects.push_back(lower);
        else if (state.isWaiting)
            waiting.rects.push_back(lower);
        if (options.selection.isValid() && isSelected(box, options.selection))
            selected.rects.push_back(box.rect.adjusted(-10, -10, 10, 10));
    }
    for (const Look* const look :
         {&unborn, &leaf, &plain, &card, &watched, &current, &waiting, &arrived, &selected})
        draw(painter, *look);
    painter.setRenderHint(QPainter::Antialiasing, wasSmooth);
}

} // namespace ui

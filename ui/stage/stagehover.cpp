// The cell under the pointer, and the cells it was computed from.
#include <QPainter>

#include <algorithm>

#include "engine/recording/literalorigin.h"
#include "ui/stage/boxsize.h"
#include "ui/stage/cellsources.h"
#include "ui/stage/stagestate.h"
#include "ui/stage/stageview.h"

namespace ui {
namespace {

constexpr std::size_t mostTried = 1200; ///< cells of one operand

std::vector<std::int64_t> shownElements(const StageBox& box, std::int64_t size)
{
    std::vector<std::int64_t> elements;
    if (box.grid.isEmpty()) {
        for (std::int64_t i = 0; i < size && elements.size() < mostTried; ++i) {
            if (!box.image.cellOf(i, QRectF(0, 0, 1, 1)).isEmpty())
                elements.push_back(i);
        }
        return elements;
    }
    for (int row = 0; row < box.grid.rowCount(); ++row) {
        for (int column = 0; column < box.grid.columnCount(); ++column) {
            if (!box.grid.isGap(row, column))
                elements.push_back(box.grid.element(row, column));
        }
    }
    return elements;
}

} // namespace

void StageView::hover(QPointF position)
{
    Cell cell;
    const int index = m_glide.state() == QAbstractAnimation::Running ? -1 : boxAt(position);
    if (index >= 0) {
        const StageBox& box = m_model.boxes[static_cast<std::size_t>(index)];
        const QPointF point = m_camera.toScene(position) - box.rect.topLeft();
        if (box.isNode() && !box.isAlias && m_camera.scale() >= 0.4) {
            std::int64_t element = elementAt(box, box.valueArea, point);
            const bool isInSlot = element < 0 && box.hasSlot;
            if (isInSlot)
                element = elementAt(box, box.slotArea, point);
            if (element >= 0)
                cell = {index, element, isInSlot};
        }
    }
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    m_sourceCells.clear();
    update();
    if (cell.box < 0)
        return;
    const StageBox& box = m_model.boxes[static_cast<std::size_t>(cell.box)];
    if (box.hasSlot) { // the same place in the gradient, or in the value
        const QRectF& other = cell.isInSlot ? box.valueArea : box.slotArea;
        m_sourceCells.push_back(cellAt(box, other, cell.element).translated(box.rect.topLeft()));
    }
    for (const int e : m_model.edgesOf[static_cast<std::size_t>(cell.box)]) {
        const StageEdge& edge = m_model.edges[static_cast<std::size_t>(e)];
        if (cell.isInSlot || edge.isGhost || edge.to != cell.box)
            continue;
        const StageBox& from = m_model.boxes[static_cast<std::size_t>(edge.from)];
        if (!from.isNode())
            continue;
        const auto slot = static_cast<std::size_t>(edge.uses.front().second);
        const engine::Tensor& operand = m_recording->graph.node(from.node).value;
        if (from.isAlias) {
            m_sourceCells.push_back(from.rect);
            continue;
        }
        for (const std::int64_t element :
             cellSources(m_recording->graph, box.node, slot, cell.element,
                         shownElements(from, operand.size())))
            m_sourceCells.push_back(
                cellAt(from, from.valueArea, element).translated(from.rect.topLeft()));
    }
}

std::vector<QRectF> StageView::highlightedCells() const
{
    std::vector<QRectF> cells;
    for (const QRectF& cell : m_sourceCells)
        cells.push_back(m_camera.toViewport(cell));
    return cells;
}

void StageView::leaveEvent(QEvent* event)
{
    hover({-1, -1});
    QWidget::leaveEvent(event);
}

void StageView::paintHover(QPainter& painter) const
{
    const StageBox& box = m_model.boxes[static_cast<std::size_t>(m_hovered.box)];
    const QRectF& area = m_hovered.isInSlot ? box.slotArea : box.valueArea;
    const QRectF own =
        m_camera.toViewport(cellAt(box, area, m_hovered.element).translated(box.rect.topLeft()));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = m_theme.selection;
    fill.setAlpha(46);
    painter.setPen(QPen(m_theme.selection, 1.6));
    painter.setBrush(fill);
    for (const QRectF& cell : highlightedCells())
        painter.drawRoundedRect(cell.adjusted(-1, -1, 1, 1), 3, 3);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.selection, 2.6));
    painter.drawRoundedRect(own.adjusted(-1.5, -1.5, 1.5, 1.5), 3, 3);
    if (!m_hovered.isInSlot && !box.isAlias && engine::isGiven(*m_recording, box.node))
        paintGivenNumber(painter, own);
    painter.restore();
}

} // namespace ui

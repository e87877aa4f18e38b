// The stage while numbers move: pictures that keep their places, and values taken hold of.
#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include "engine/recording/literalorigin.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/stage/boxsize.h"
#include "ui/stage/edgerouting.h"
#include "ui/stage/keptplaces.h"
#include "ui/stage/stagemarks.h"
#include "ui/stage/stageview.h"

namespace ui {

/// Puts the boxes where those of the picture before stand; false when it is another picture.
bool StageView::keepPlaces(StageModel& model)
{
    if (!m_recording || m_model.boxes.empty())
        return false;
    const auto placement = keptPlaces(m_model, model);
    if (!placement)
        return false;
    arrange(model, *placement);
    model.layoutProblem = m_model.layoutProblem;
    const QPointF before = m_camera.toViewport(m_model.boxes.front().rect).center();
    m_models[model.take] = model;
    m_recording = m_wanted;
    m_step = m_player->step();
    m_pulse.stop();
    m_glide.stop();
    m_model = std::move(model);
    m_changes = StageChanges(*m_recording, m_model);
    m_sourceCells.clear();
    m_camera.pan(before - m_camera.toViewport(m_model.boxes.front().rect).center());
    refresh();
    emit boxesChanged();
    return true;
}

void StageView::setLive(bool live)
{
    m_isLive = live;
}

void StageView::setMarks(std::shared_ptr<const StageMarks> marks)
{
    m_marks = std::move(marks);
    refresh();
}

void StageView::setRemark(const QString& remark)
{
    if (remark == m_remark)
        return;
    m_remark = remark;
    refresh();
}

/// From far away boxes have only their names.
bool StageView::showsNumbers() const
{
    return m_camera.scale() >= 0.4;
}

/// So near that the numbers of a box can be read and taken hold of.
void StageView::comeNear(int box)
{
    constexpr double near = 0.9;
    userMovedCamera();
    m_camera.zoomAt(QRectF(boxRect(box)).center(), near * m_textScale / m_camera.scale());
    m_camera.reveal(m_model.boxes[static_cast<std::size_t>(box)].rect.adjusted(-20, -20, 20, 20),
                    size());
    cameraMoved();
}

std::optional<StageView::GivenNumber> StageView::givenNumberAt(QPointF position) const
{
    const int index = m_recording ? boxAt(position) : -1;
    if (index < 0 || !showsNumbers())
        return std::nullopt;
    const StageBox& box = m_model.boxes[static_cast<std::size_t>(index)];
    if (!box.isNode() || box.isAlias || !engine::isGiven(*m_recording, box.node))
        return std::nullopt;
    const std::int64_t element =
        elementAt(box, box.valueArea, m_camera.toScene(position) - box.rect.topLeft());
    if (element < 0)
        return std::nullopt;
    const QRectF cell = cellAt(box, box.valueArea, element).translated(box.rect.topLeft());
    return GivenNumber{box.node, element, m_camera.toViewport(cell)};
}

void StageView::paintGivenNumber(QPainter& painter, const QRectF& cell) const
{
    painter.save();
    painter.setPen(QPen(m_theme.accent, 2));
    painter.drawLine(cell.bottomLeft() + QPointF(2, -1.5), cell.bottomRight() + QPointF(-2, -1.5));
    painter.restore();
}

/// True when the event is about a number that is being dragged.
bool StageView::dragNumber(const QMouseEvent* event)
{
    if (!m_grabbed)
        return false;
    const QPointF moved = event->position() - m_pressedAt;
    if (!m_isDraggingNumber) {
        if (moved.manhattanLength() < QApplication::startDragDistance() / 2)
            return true;
        m_isDraggingNumber = true;
        emit numberGrabbed(m_grabbed->node, m_grabbed->element);
    }
    emit numberDragged(static_cast<int>(moved.x()), event->modifiers());
    return true;
}

} // namespace ui

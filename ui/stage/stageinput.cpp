// Pointer and keys of the stage.
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

#include "engine/recording/literalorigin.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/stage/boxsize.h"
#include "ui/stage/stagestate.h"
#include "ui/stage/stageview.h"

#include <QApplication>

namespace ui {
namespace {

/// "[2, 0]" of element `index`.
QString indexText(const engine::Shape& shape, std::int64_t index)
{
    QStringList parts;
    for (int axis = shape.rank() - 1; axis >= 0; --axis) {
        parts.prepend(QString::number(index % shape[axis]));
        index /= shape[axis];
    }
    return QLatin1Char('[') + parts.join(QStringLiteral(", ")) + QLatin1Char(']');
}

QString numberText(const engine::Tensor& tensor, std::int64_t element)
{
    return QString::number(tensor.at(element), 'g', engine::isFloating(tensor.dtype()) ? 9 : 17);
}

} // namespace

bool StageView::isOnOpener(const StageBox& box, QPointF position) const
{
    const QRectF header = box.header.translated(box.rect.topLeft());
    return QRectF(header.right() - stagesize::opener - 4, header.top() - 6, stagesize::opener + 10,
                  30)
        .contains(m_camera.toScene(position));
}

void StageView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_pressedAt = m_draggedFrom = event->position();
    m_isDragging = false;
    m_isOnMinimap = minimapRect().contains(event->position()); // an empty one contains nothing
    m_grabbed.reset();
    m_isDraggingNumber = false;
    if (event->button() == Qt::LeftButton && !m_isOnMinimap)
        m_grabbed = givenNumberAt(event->position());
    if (m_isOnMinimap)
        centreOnMinimap(event->position());
}

void StageView::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & (Qt::LeftButton | Qt::MiddleButton))) {
        const bool isOnSomething =
            boxAt(event->position()) >= 0 || frameTabAt(event->position()) >= 0;
        setCursor(givenNumberAt(event->position()) ? Qt::SizeHorCursor
                      : isOnSomething              ? Qt::PointingHandCursor
                                                   : Qt::ArrowCursor);
        hover(event->position());
        return;
    }
    if (dragNumber(event))
        return;
    if (m_isOnMinimap) {
        centreOnMinimap(event->position());
        return;
    }
    if (!m_isDragging
        && (event->position() - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    m_isDragging = true;
    userMovedCamera();
    setCursor(Qt::ClosedHandCursor);
    panned(event->position() - m_draggedFrom);
    m_draggedFrom = event->position();
}

void StageView::mouseReleaseEvent(QMouseEvent* event)
{
    m_grabbed.reset();
    if (m_isDraggingNumber) {
        m_isDraggingNumber = false;
        emit numberReleased();
        return;
    }
    const bool wasClick = !m_isDragging && event->button() == Qt::LeftButton;
    m_isDragging = false;
    if (m_isOnMinimap) {
        m_isOnMinimap = false;
        return;
    }
    const int box = boxAt(event->position());
    setCursor(box >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (!wasClick)
        return;
    if (box >= 0) {
        const StageBox& clicked = m_model.boxes[static_cast<std::size_t>(box)];
        m_selection->select(clicked.node);
        if (clicked.card && isOnOpener(clicked, event->position()))
            openGroup(box, event->modifiers() & Qt::ShiftModifier);
    } else if (const int frame = frameTabAt(event->position()); frame >= 0) {
        closeGroup(frame);
    } else {
        m_selection->clear();
    }
}

void StageView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int box = boxAt(event->position());
    if (const auto number = givenNumberAt(event->position()))
        emit numberChosen(number->node, number->element, number->cell.toAlignedRect());
    else if (const int frame = frameTabAt(event->position()); frame >= 0)
        closeGroup(frame);
    else if (box >= 0 && m_model.boxes[static_cast<std::size_t>(box)].card)
        openGroup(box, event->modifiers() & Qt::ShiftModifier);
    else if (box >= 0 && !showsNumbers())
        comeNear(box);
    else if (box < 0)
        fit();
}

void StageView::wheelEvent(QWheelEvent* event)
{
    const int delta = event->angleDelta().y();
    if (delta == 0)
        return;
    userMovedCamera();
    m_camera.zoomAt(event->position(), std::pow(1.0015, delta));
    cameraMoved();
    event->accept();
}

void StageView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Find)) {
        openSearch();
        return;
    }
    if (event->matches(QKeySequence::Undo)) {
        emit undoRequested();
        return;
    }
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_F:
        event->modifiers() & Qt::ShiftModifier ? fitSelection() : fit();
        return;
    case Qt::Key_0:
        fit();
        return;
    case Qt::Key_I:
        setIsolated(!m_isIsolated);
        return;
    case Qt::Key_J:
        setFollowing(!m_isFollowing);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return;
    case Qt::Key_Minus:
        zoomOut();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        openGroup(selectedBox(), event->modifiers() & Qt::ShiftModifier);
        return;
    case Qt::Key_Backspace:
        closeGroupOfSelection();
        return;
    case Qt::Key_L:
        setLegendVisible(!m_isLegendVisible);
        return;
    case Qt::Key_H:
        setTinted(!m_isTinted);
        return;
    case Qt::Key_D:
        setDirection(m_model.direction == FlowDirection::LeftToRight ? FlowDirection::TopDown
                                                                     : FlowDirection::LeftToRight);
        return;
    case Qt::Key_Escape:
        if (m_selection->node().isValid())
            m_selection->clear();
        else
            emit escaped();
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (event->modifiers() & Qt::ShiftModifier)
            break;
        walk(event->key());
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

/// With the flow to a consumer, against it to an operand, across it to the nearest neighbour.
void StageView::walk(int key)
{
    const int from = selectedBox();
    int found = -1;
    if (from < 0) {
        for (std::size_t i = 0; i < m_model.boxes.size() && found < 0; ++i)
            found = isBoxShown(static_cast<int>(i)) ? static_cast<int>(i) : -1;
    } else {
        const bool isAcross = m_model.direction == FlowDirection::LeftToRight;
        const int onward = isAcross ? Qt::Key_Right : Qt::Key_Down;
        const int back = isAcross ? Qt::Key_Left : Qt::Key_Up;
        const engine::NodeId node = m_model.boxes[static_cast<std::size_t>(from)].node;
        if (key == onward || key == back) {
            for (const StageEdge& edge : m_model.edges) {
                const engine::NodeId producer =
                    m_model.boxes[static_cast<std::size_t>(edge.from)].node;
                const bool isMine = key == onward ? producer == node : edge.to == from;
                const int other = key == onward ? edge.to : m_model.boxOf(producer);
                if (isMine && other >= 0 && isBoxShown(other)) {
                    found = other;
                    break;
                }
            }
        } else {
            const QPointF here = m_model.boxes[static_cast<std::size_t>(from)].rect.center();
            const double sign = key == Qt::Key_Down || key == Qt::Key_Right ? 1 : -1;
            double nearest = 0;
            for (std::size_t i = 0; i < m_model.boxes.size(); ++i) {
                const QPointF delta = m_model.boxes[i].rect.center() - here;
                const double across = sign * (isAcross ? delta.y() : delta.x());
                const double along = std::abs(isAcross ? delta.x() : delta.y());
                const double distance = across + 2 * along;
                if (m_model.boxes[i].isAlias || across <= 1 || !isBoxShown(static_cast<int>(i))
                    || (found >= 0 && distance >= nearest))
                    continue;
                nearest = distance;
                found = static_cast<int>(i);
            }
        }
    }
    if (found < 0)
        return;
    m_camera.reveal(m_model.boxes[static_cast<std::size_t>(found)].rect.adjusted(-20, -20, 20, 20),
                    size());
    m_selection->select(m_model.boxes[static_cast<std::size_t>(found)].node);
    cameraMoved();
}

void StageView::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void StageView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

QString StageView::toolTipAt(QPointF position) const
{
    const int index = boxAt(position);
    if (index < 0)
        return {};
    const StageBox& box = m_model.boxes[static_cast<std::size_t>(index)];
    QString text = boxDescription(*m_recording, box, m_step, m_language);
    if (box.isNode() && !box.isAlias && engine::isGiven(*m_recording, box.node)) {
        if (givenNumberAt(position))
            text += u'\n' + tr("Drag the number sideways, or double-click it to type another.");
        else if (!showsNumbers())
            text += u'\n' + tr("Double-click to come near: its numbers can be changed.");
    }
    if (!box.isNode() || box.isAlias || box.grid.isScalar())
        return text;
    const BoxState state = boxState(*m_recording, box, m_step);
    const engine::Tensor& value = m_recording->graph.node(box.node).value;
    const QPointF point = m_camera.toScene(position) - box.rect.topLeft();
    std::int64_t element = elementAt(box, box.valueArea, point);
    if (element < 0 && box.hasSlot)
        element = elementAt(box, box.slotArea, point);
    if (element < 0)
        return text;
    const QString at = indexText(value.shape(), element);
    text += QStringLiteral("\n%1%2 = %3").arg(state.title, at, numberText(value, element));
    if (state.pass && state.gradient.sum && state.gradient.sum->shape() == value.shape())
        text += QStringLiteral("\n%1 %2 = %3")
                    .arg(state.gradientName, at, numberText(*state.gradient.sum, element));
    return text;
}

bool StageView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* const help = static_cast<QHelpEvent*>(event);
        const QString text = toolTipAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Computation graph"));
        refresh();
    }
    return QWidget::event(event);
}

} // namespace ui

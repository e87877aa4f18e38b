// Where the stage looks: fitting, following the step, searching, the small map.
#include <QPainter>

#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/stage/stagepainter.h"
#include "ui/stage/stagesearch.h"
#include "ui/stage/stageview.h"

namespace ui {
namespace {

constexpr double largestFit = 1.6; ///< a graph of two nodes is not blown up to fill the stage
constexpr double smallestLegible = 0.6; ///< its numbers are then nine pixels high
constexpr std::size_t mostReadInPart = 120; ///< boxes; larger pictures are first shown as a whole
constexpr int patience = 2500; ///< ms without the user's hand on the camera before it follows again
constexpr QSizeF largestMap = {190, 130};
constexpr double largestMapPart = 0.22; ///< of the stage's width and height

} // namespace

/// The part of the stage that the legend leaves free.
QRectF StageView::room() const
{
    QRectF free = rect();
    if (!m_isLegendVisible || !m_recording)
        return free;
    const double legend =
        StagePainter(*m_recording, m_model, m_theme, m_language).paintLegend(nullptr).width() + 16;
    if (legend < free.width() / 2)
        free.setLeft(legend);
    return free;
}

void StageView::fit()
{
    m_isFitted = true;
    m_isAllWanted = true;
    m_travel.stop();
    m_camera.fit(m_model.bounds, room(), largestFit * m_textScale);
    cameraMoved();
}

/// As fit(), but not so small that its numbers could not be read: then the step is in view and
/// stays so until the user takes the camera. A very large picture is shown as a whole.
void StageView::showAtFirst()
{
    m_isFitted = true;
    m_travel.stop();
    const QRectF free = room();
    m_camera.fit(m_model.bounds, free, largestFit * m_textScale);
    const double legible = smallestLegible * m_textScale;
    if (m_camera.scale() < legible && m_model.boxes.size() <= mostReadInPart) {
        m_camera.zoomAt(free.center(), legible / m_camera.scale());
        const engine::Step* const step =
            m_recording ? engine::stepAt(*m_recording, m_step) : nullptr;
        int box = step && step->node.isValid() ? m_model.boxShowing(step->node) : -1;
        if (box < 0) { // else what there is last
            for (int i = 0; i < m_model.nodeBoxes; ++i)
                box = isBoxShown(i) ? i : box;
        }
        if (box < 0 && !m_model.boxes.empty())
            box = 0;
        if (box >= 0)
            m_camera.reveal(
                m_model.boxes[static_cast<std::size_t>(box)].rect.adjusted(-40, -40, 40, 40),
                size());
        keepInBounds();
        if (box >= 0)
            clearOfMap(m_camera, box);
    }
    cameraMoved();
}

/// Moves what the step is about from under the small map.
void StageView::clearOfMap(Camera& camera, int box) const
{
    const QRectF map = minimapRect().adjusted(-14, -14, 0, 0);
    const QRectF its = camera.toViewport(m_model.boxes[static_cast<std::size_t>(box)].rect);
    if (minimapRect().isEmpty() || !its.intersects(map))
        return;
    const double up = its.bottom() - map.top();
    const double left = its.right() - map.left();
    camera.pan(up <= left ? QPointF(0, -up) : QPointF(-left, 0));
}

/// No more room beside the picture than there is when it is all in view.
void StageView::keepInBounds()
{
    const QRectF seen = m_camera.toScene(QRectF(rect()));
    const QRectF& all = m_model.bounds;
    const auto shift = [](double seenFrom, double seenTo, double from, double to) {
        if (seenTo - seenFrom >= to - from)
            return (from + to - seenFrom - seenTo) / 2;
        return seenFrom < from ? from - seenFrom : seenTo > to ? to - seenTo : 0.0;
    };
    m_camera.pan(-m_camera.scale()
                 * QPointF(shift(seen.left(), seen.right(), all.left(), all.right()),
                           shift(seen.top(), seen.bottom(), all.top(), all.bottom())));
}

void StageView::fitSelection()
{
    const int selected = selectedBox();
    if (selected < 0) {
        fit();
        return;
    }
    QRectF area = m_model.boxes[static_cast<std::size_t>(selected)].rect;
    for (const StageEdge& edge : m_model.edges) {
        if (edge.from == selected || edge.to == selected)
            area |=
                m_model.boxes[static_cast<std::size_t>(edge.from == selected ? edge.to : edge.from)]
                    .rect;
    }
    m_isFitted = false;
    m_isAllWanted = false;
    m_travel.stop();
    m_camera.fit(area.adjusted(-30, -30, 30, 30), rect(), largestFit * m_textScale);
    cameraMoved();
}

void StageView::zoomIn()
{
    userMovedCamera();
    m_camera.zoomAt(QRectF(rect()).center(), 1.25);
    cameraMoved();
}

void StageView::zoomOut()
{
    userMovedCamera();
    m_camera.zoomAt(QRectF(rect()).center(), 0.8);
    cameraMoved();
}

void StageView::userMovedCamera()
{
    m_isFitted = false;
    m_travel.stop();
    m_sinceUserMoved.start();
}

void StageView::lookThrough(const Camera& camera)
{
    m_isFitted = false;
    m_travel.stop();
    m_camera = camera;
    cameraMoved();
}

void StageView::setFollowing(bool following)
{
    if (following == m_isFollowing)
        return;
    m_isFollowing = following;
    m_sinceUserMoved.invalidate();
    if (following)
        followStep();
    emit followingChanged(following);
}

void StageView::setIsolated(bool isolated)
{
    if (isolated == m_isIsolated)
        return;
    m_isIsolated = isolated;
    refresh();
    emit isolatedChanged(isolated);
}

void StageView::followStep()
{
    const bool isPartOfIt = m_isFitted && !m_isAllWanted // as shown at first
        && !QRectF(rect()).adjusted(-1, -1, 1, 1).contains(m_camera.toViewport(m_model.bounds));
    if (!(m_isFollowing || isPartOfIt) || !m_recording || m_isDragging
        || (m_sinceUserMoved.isValid() && m_sinceUserMoved.elapsed() < patience))
        return;
    const engine::Step* const step = engine::stepAt(*m_recording, m_step);
    const int box = step && step->node.isValid() ? m_model.boxShowing(step->node) : -1;
    if (box < 0)
        return;
    Camera camera = m_camera;
    camera.reveal(m_model.boxes[static_cast<std::size_t>(box)].rect.adjusted(-40, -40, 40, 40),
                  size());
    clearOfMap(camera, box);
    moveCameraTo(camera);
}

void StageView::showNode(engine::NodeId node)
{
    m_selection->select(node);
    const int box = m_model.boxShowing(node);
    if (box < 0)
        return;
    Camera camera = m_camera;
    camera.reveal(m_model.boxes[static_cast<std::size_t>(box)].rect.adjusted(-30, -30, 30, 30),
                  size());
    clearOfMap(camera, box);
    moveCameraTo(camera);
}

/// Glides there at the same scale; at once when motion is reduced.
void StageView::moveCameraTo(const Camera& camera)
{
    const QPointF centre = QRectF(rect()).center();
    m_travel.stop();
    m_travelFrom = m_camera.toScene(centre);
    m_travelTo = camera.toScene(centre);
    if ((m_travelTo - m_travelFrom).manhattanLength() < 1)
        return;
    if (m_isAllWanted)
        m_isFitted = false;
    if (!m_isMotionReduced && isVisible()) {
        m_travel.start();
        return;
    }
    m_camera = camera;
    cameraMoved();
}

void StageView::openSearch()
{
    m_search->open();
}

void StageView::search(const QString& text)
{
    m_search->setHits(m_recording ? searchStage(*m_recording, m_model, m_step, text)
                                  : std::vector<engine::NodeId>());
}

QRectF StageView::minimapRect() const
{
    constexpr QSizeF leastRoom(380, 260); // in less, the map would cover what is looked at
    if (!m_recording || m_model.bounds.isEmpty() || width() < leastRoom.width()
        || height() < leastRoom.height()
        || QRectF(rect()).adjusted(-4, -4, 4, 4).contains(m_camera.toViewport(m_model.bounds)))
        return {};
    const QSizeF size = m_model.bounds.size().scaled(
        largestMap.boundedTo(QSizeF(this->size()) * largestMapPart), Qt::KeepAspectRatio);
    return {QPointF(width() - size.width() - 12, height() - size.height() - 12), size};
}

void StageView::paintMinimap(QPainter& painter) const
{
    const QRectF map = minimapRect();
    if (map.isEmpty())
        return;
    const double scale = map.width() / m_model.bounds.width();
    if (m_map.isNull()) {
        const double ratio = devicePixelRatioF();
        m_map = QPixmap((map.size() * ratio).toSize() + QSize(1, 1));
        m_map.setDevicePixelRatio(ratio);
        m_map.fill(m_theme.surfaceAlt);
        QPainter boxes(&m_map);
        const int selected = selectedBox();
        for (std::size_t i = 0; i < m_model.boxes.size(); ++i) {
            const int box = static_cast<int>(i);
            const QRectF& its = m_model.boxes[i].rect;
            boxes.fillRect(QRectF(its.topLeft() * scale, its.size() * scale),
                           box == selected       ? m_theme.selection
                               : isBoxShown(box) ? m_theme.forward
                                                 : m_theme.border);
        }
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.border, 1));
    painter.setBrush(m_theme.surfaceAlt);
    painter.drawRoundedRect(map.adjusted(-4, -4, 4, 4), 4, 4);
    painter.drawPixmap(map.topLeft(), m_map);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.current, 1.6));
    const QRectF seen = m_camera.toScene(QRectF(rect()));
    painter.drawRect(QRectF(map.topLeft() + seen.topLeft() * scale, seen.size() * scale)
                         .intersected(map.adjusted(-2, -2, 2, 2)));
    painter.restore();
}

void StageView::centreOnMinimap(QPointF position)
{
    const QRectF map = minimapRect();
    if (map.isEmpty())
        return;
    userMovedCamera();
    const double scale = m_model.bounds.width() / map.width();
    const QPointF scene = (position - map.topLeft()) * scale;
    m_camera.pan(QRectF(rect()).center()
                 - m_camera.toViewport(QRectF(scene, QSizeF(0.01, 0.01))).center());
    cameraMoved();
}

} // namespace ui

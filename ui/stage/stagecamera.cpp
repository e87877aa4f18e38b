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
constexpr int patience = 2500; ///< ms without the user's hand on the camera before it follows again
constexpr QSizeF largestMap = {190, 130};

} // namespace

void StageView::fit()
{
    m_isFitted = true;
    QRectF room = rect();
    if (m_isLegendVisible && m_recording) {
        const double legend =
            StagePainter(*m_recording, m_model, m_theme, m_language).paintLegend(nullptr).width()
            + 16;
        if (legend < room.width() / 2)
            room.setLeft(legend);
    }
    m_travel.stop();
    m_camera.fit(m_model.bounds, room, largestFit);
    cameraMoved();
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
    m_travel.stop();
    m_camera.fit(area.adjusted(-30, -30, 30, 30), rect(), largestFit);
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
    if (!m_isFollowing || !m_recording || m_isDragging
        || (m_sinceUserMoved.isValid() && m_sinceUserMoved.elapsed() < patience))
        return;
    const engine::Step* const step = engine::stepAt(*m_recording, m_step);
    const int box = step && step->node.isValid() ? m_model.boxShowing(step->node) : -1;
    if (box < 0)
        return;
    Camera camera = m_camera;
    camera.reveal(m_model.boxes[static_cast<std::size_t>(box)].rect.adjusted(-40, -40, 40, 40),
                  size());
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
    if (!m_recording || m_model.bounds.isEmpty()
        || QRectF(rect()).adjusted(-4, -4, 4, 4).contains(m_camera.toViewport(m_model.bounds)))
        return {};
    const QSizeF size = m_model.bounds.size().scaled(largestMap, Qt::KeepAspectRatio);
    return {QPointF(width() - size.width() - 12, height() - size.height() - 12), size};
}

void StageView::paintMinimap(QPainter& painter) const
{
    const QRectF map = minimapRect();
    if (map.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.border, 1));
    painter.setBrush(m_theme.surfaceAlt);
    painter.drawRoundedRect(map.adjusted(-4, -4, 4, 4), 4, 4);
    const double scale = map.width() / m_model.bounds.width();
    const auto onMap = [&](const QRectF& scene) {
        return QRectF(map.topLeft() + scene.topLeft() * scale, scene.size() * scale);
    };
    painter.setPen(Qt::NoPen);
    const int selected = selectedBox();
    for (std::size_t i = 0; i < m_model.boxes.size(); ++i) {
        const int box = static_cast<int>(i);
        painter.setBrush(box == selected       ? m_theme.selection
                             : isBoxShown(box) ? m_theme.forward
                                               : m_theme.border);
        painter.drawRect(onMap(m_model.boxes[i].rect));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.current, 1.6));
    painter.drawRect(
        onMap(m_camera.toScene(QRectF(rect()))).intersected(map.adjusted(-2, -2, 2, 2)));
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

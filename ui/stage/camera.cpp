#include "ui/stage/camera.h"

#include <algorithm>

namespace ui {
namespace {

constexpr double smallest = 0.02;
constexpr double largest = 6;

} // namespace

void Camera::zoomAt(QPointF viewport, double factor)
{
    const QPointF fixed = toScene(viewport);
    m_scale = std::clamp(m_scale * factor, smallest, largest);
    m_origin = fixed - viewport / m_scale;
}

void Camera::fit(const QRectF& scene, const QRectF& viewport, double largestScale)
{
    if (scene.isEmpty() || viewport.isEmpty())
        return;
    m_scale =
        std::clamp(std::min(viewport.width() / scene.width(), viewport.height() / scene.height()),
                   smallest, largestScale);
    m_origin = scene.center() - viewport.center() / m_scale;
}

void Camera::reveal(const QRectF& scene, QSizeF viewport)
{
    const QRectF seen = toScene(QRectF(QPointF(), viewport));
    QPointF shift;
    if (scene.right() > seen.right())
        shift.setX(scene.right() - seen.right());
    if (scene.left() < seen.left() + shift.x())
        shift.setX(scene.left() - seen.left());
    if (scene.bottom() > seen.bottom())
        shift.setY(scene.bottom() - seen.bottom());
    if (scene.top() < seen.top() + shift.y())
        shift.setY(scene.top() - seen.top());
    // What is larger than the viewport is shown by its middle.
    if (scene.width() > seen.width())
        shift.setX(scene.center().x() - seen.center().x());
    if (scene.height() > seen.height())
        shift.setY(scene.center().y() - seen.center().y());
    m_origin += shift;
}

} // namespace ui

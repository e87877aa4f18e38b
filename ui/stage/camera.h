#pragma once

#include <QPointF>
#include <QRectF>
#include <QTransform>

namespace ui {

/// How the picture is looked at: which scene point is at the viewport's top left, and how large a
/// scene unit is.
class Camera
{
public:
    double scale() const { return m_scale; }
    QTransform transform() const
    {
        return QTransform(m_scale, 0, 0, m_scale, -m_origin.x() * m_scale, -m_origin.y() * m_scale);
    }
    QPointF toScene(QPointF viewport) const { return viewport / m_scale + m_origin; }
    QRectF toScene(const QRectF& viewport) const
    {
        return {toScene(viewport.topLeft()), viewport.size() / m_scale};
    }
    QRectF toViewport(const QRectF& scene) const { return transform().mapRect(scene); }

    /// The scene point under `viewport` stays where it is.
    void zoomAt(QPointF viewport, double factor);
    void pan(QPointF viewportDelta) { m_origin -= viewportDelta / m_scale; }
    /// All of `scene` within this part of the viewport and centred there, but never larger than
    /// `largest`.
    void fit(const QRectF& scene, const QRectF& viewport, double largest);
    /// Moves just enough that `scene` is in view.
    void reveal(const QRectF& scene, QSizeF viewport);

private:
    QPointF m_origin;
    double m_scale = 1;
};

} // namespace ui

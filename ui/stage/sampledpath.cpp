#include "ui/stage/sampledpath.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace ui {

SampledPath::SampledPath(const QPainterPath& path)
{
    constexpr int pieces = 32; // of a curve
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element element = path.elementAt(i);
        if (!element.isCurveTo()) {
            add(element);
            continue;
        }
        const QPointF from = m_points.back();
        const QPointF first = element;
        const QPointF second = path.elementAt(i + 1);
        const QPointF to = path.elementAt(i + 2);
        for (int n = 1; n <= pieces; ++n) {
            const double t = static_cast<double>(n) / pieces;
            const double s = 1 - t;
            add(s * s * s * from + 3 * s * s * t * first + 3 * s * t * t * second + t * t * t * to);
        }
        i += 2;
    }
    if (m_points.empty())
        add({});
}

void SampledPath::add(QPointF point)
{
    const double before = m_lengths.empty() ? 0 : m_lengths.back();
    const QPointF step = m_points.empty() ? QPointF() : point - m_points.back();
    m_points.push_back(point);
    m_lengths.push_back(before + std::sqrt(QPointF::dotProduct(step, step)));
}

QPointF SampledPath::at(double part) const
{
    const double wanted = std::clamp(part, 0.0, 1.0) * length();
    const auto next = std::upper_bound(m_lengths.begin(), m_lengths.end(), wanted);
    if (next == m_lengths.end())
        return m_points.back();
    const auto i = static_cast<std::size_t>(next - m_lengths.begin()); // the first is at 0: i > 0
    const double along = (wanted - m_lengths[i - 1]) / (m_lengths[i] - m_lengths[i - 1]);
    return m_points[i - 1] + along * (m_points[i] - m_points[i - 1]);
}

QPointF SampledPath::normalAt(double part) const
{
    constexpr double step = 0.004;
    const QLineF tangent(at(part - step), at(part + step));
    const double extent = tangent.length();
    return extent <= 0 ? QPointF(0, 1) : QPointF(-tangent.dy(), tangent.dx()) / extent;
}

} // namespace ui

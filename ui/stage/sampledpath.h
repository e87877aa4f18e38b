#pragma once

#include <QPainterPath>

#include <vector>

namespace ui {

/// Points along a path, measured once: QPainterPath measures the whole of it for each point that
/// is asked for.
class SampledPath
{
public:
    explicit SampledPath(const QPainterPath& path);

    double length() const { return m_lengths.back(); }
    /// The point after this part of the length, from 0 to 1.
    QPointF at(double part) const;
    /// Of length 1, to the right hand of the path's direction there where y points down.
    QPointF normalAt(double part) const;

private:
    void add(QPointF point);

    std::vector<QPointF> m_points; ///< at least one
    std::vector<double> m_lengths; ///< up to each of them
};

} // namespace ui

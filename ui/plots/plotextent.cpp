#include <algorithm>
#include <cmath>

#include "ui/plots/figureitems.h"

namespace ui {

namespace {

class ExtentFinder
{
public:
    explicit ExtentFinder(const engine::PlotAxes& axes)
        : m_axes(axes)
    {
    }

    void operator()(const engine::PlotLine& line) { points(line.x, line.y); }
    void operator()(const engine::PlotPoints& all) { points(all.x, all.y); }
    void operator()(const engine::PlotBars& bars)
    {
        extent.tight = false;
        for (std::size_t i = 0; i < bars.positions.size(); ++i) {
            for (const double side : {-0.5, 0.5}) {
                const double along = bars.positions[i] + side * bars.width;
                for (const double end : {bars.bases[i], bars.bases[i] + bars.heights[i]})
                    bars.horizontal ? include(end, along) : include(along, end);
            }
            extent.startsAtZero = extent.startsAtZero || (bars.bases[i] == 0 && !bars.horizontal);
        }
    }
    void operator()(const engine::PlotBand& band)
    {
        points(band.x, band.lower);
        points(band.x, band.upper);
    }
    void operator()(const engine::PlotErrorBars& bars)
    {
        extent.tight = false;
        for (std::size_t i = 0; i < bars.line.x.size(); ++i) {
            const double x = bars.xError.empty() ? 0 : bars.xError[i];
            const double y = bars.yError.empty() ? 0 : bars.yError[i];
            include(bars.line.x[i] - x, bars.line.y[i] - y);
            include(bars.line.x[i] + x, bars.line.y[i] + y);
        }
    }
    void operator()(const engine::PlotReference& line) // widens only its own direction
    {
        if (std::isfinite(line.at))
            (line.horizontal ? m_levels : m_places).push_back(line.at);
    }
    void operator()(const engine::PlotImage& image)
    {
        include(image.xFrom, image.yFrom);
        include(image.xTo, image.yTo);
    }
    void operator()(const engine::PlotContours& contours)
    {
        include(contours.x.front(), contours.y.front());
        include(contours.x.back(), contours.y.back());
    }
    void operator()(const engine::PlotArrows& arrows)
    {
        extent.tight = false;
        for (std::size_t i = 0; i < arrows.x.size(); ++i) {
            include(arrows.x[i], arrows.y[i]);
            include(arrows.x[i] + arrows.u[i], arrows.y[i] + arrows.v[i]);
        }
    }
    void operator()(const engine::PlotNote& note)
    {
        if (note.hasArrow)
            include(note.toX, note.toY);
    }

    PlotExtent finished()
    {
        if (extent.any) {
            for (const double y : m_levels)
                include(extent.xFrom, y);
            for (const double x : m_places)
                include(x, extent.yFrom);
        } else {
            for (const double y : m_levels)
                include(0, y);
            for (const double x : m_places)
                include(x, 0);
            extent.tight = false;
        }
        return extent;
    }

private:
    void points(const std::vector<double>& x, const std::vector<double>& y)
    {
        extent.tight = false;
        for (std::size_t i = 0; i < x.size(); ++i)
            include(x[i], y[i]);
    }
    void include(double x, double y)
    {
        if ((m_axes.x.logarithmic && !(x > 0)) || (m_axes.y.logarithmic && !(y > 0)))
            return;
        extent.include(x, y);
    }

    const engine::PlotAxes& m_axes;
    std::vector<double> m_levels;
    std::vector<double> m_places;
    PlotExtent extent;
};

} // namespace

void PlotExtent::include(double x, double y)
{
    if (!std::isfinite(x) || !std::isfinite(y))
        return;
    if (!any) {
        xFrom = xTo = x;
        yFrom = yTo = y;
        any = true;
    }
    xFrom = std::min(xFrom, x);
    xTo = std::max(xTo, x);
    yFrom = std::min(yFrom, y);
    yTo = std::max(yTo, y);
}

PlotExtent extentOf(const engine::PlotAxes& axes)
{
    ExtentFinder finder(axes);
    for (const engine::PlotItem& item : axes.items)
        std::visit(finder, item);
    return finder.finished();
}

} // namespace ui

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/plots/samplefigureparts.h"

namespace ui {

namespace {

using engine::Surface;

constexpr int lines = 14; ///< of equal value

/// Levels that lie close where the surface is flat: between equal shares of the values.
std::vector<double> levelsOf(const std::vector<double>& values)
{
    std::vector<double> sorted;
    for (const double value : values) {
        if (std::isfinite(value))
            sorted.push_back(value);
    }
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> levels;
    for (int i = 1; i <= lines && sorted.size() > 4; ++i) {
        const auto place =
            static_cast<std::size_t>(static_cast<double>(sorted.size() - 1) * (i - 0.5) / lines);
        if (levels.empty() || sorted[place] > levels.back())
            levels.push_back(sorted[place]);
    }
    return levels;
}

void addPath(engine::PlotAxes& axes, const std::vector<engine::DescentPoint>& path,
             const QColor& color, engine::LineStyle style, const QString& label)
{
    if (path.size() < 2)
        return;
    engine::PlotLine line = plotLine(color, 1.8, style);
    line.style.marker = ".";
    line.style.markerSize = path.size() > 60 ? 5 : 8;
    line.label = label.toStdString();
    for (const engine::DescentPoint& point : path) {
        line.x.push_back(point.x);
        line.y.push_back(point.y);
    }
    axes.items.emplace_back(std::move(line));
}

} // namespace

engine::Figure surfaceFigure(const engine::Surface& surface, const SampleWords& words,
                             const PlotLook& look)
{
    engine::PlotAxes axes = plotAxes(0, 1);
    axes.grid = false;
    axes.title = words.target.toStdString();
    axes.x.label = words.variable.toStdString();
    axes.y.label = words.second.toStdString();
    axes.x.from = surface.xFrom;
    axes.x.to = surface.xTo;
    axes.y.from = surface.yFrom;
    axes.y.to = surface.yTo;
    axes.legend = words.roomy;
    const std::vector<double> levels = levelsOf(surface.values);
    if (!levels.empty()) {
        const auto [low, high] = std::minmax_element(
            surface.values.begin(), surface.values.end(), [](double a, double b) {
                const double infinite = std::numeric_limits<double>::infinity();
                return (std::isfinite(a) ? a : infinite) < (std::isfinite(b) ? b : infinite);
            });
        // A few steep places are not to make one colour of the rest.
        const double usual = levels.back() + 1.5 * (levels.back() - levels.front());
        engine::PlotImage image;
        image.rows = surface.rows;
        image.columns = surface.columns;
        image.values = surface.values;
        const double halfX = (surface.xTo - surface.xFrom) / (surface.columns - 1) / 2;
        const double halfY = (surface.yTo - surface.yFrom) / (surface.rows - 1) / 2;
        image.xFrom = surface.xFrom - halfX;
        image.xTo = surface.xTo + halfX;
        image.yFrom = surface.yFrom - halfY;
        image.yTo = surface.yTo + halfY;
        image.low = *low;
        image.high = std::isfinite(*high) ? std::min(*high, usual) : usual;
        image.smooth = true;
        image.colorMap = look.theme.dark ? "Blues_r" : "Blues"; // low is like the ground
        axes.items.emplace_back(image);
        axes.colorBar = true;
        engine::PlotContours contours;
        for (int i = 0; i < surface.columns; ++i)
            contours.x.push_back(surface.xFrom
                                 + (surface.xTo - surface.xFrom) * i / (surface.columns - 1));
        for (int i = 0; i < surface.rows; ++i)
            contours.y.push_back(surface.yFrom
                                 + (surface.yTo - surface.yFrom) * i / (surface.rows - 1));
        contours.values = surface.values;
        contours.levels = levels;
        contours.color = plotColor(look.theme.text, 0.4);
        contours.lineWidth = 1;
        axes.items.emplace_back(contours);
    }
    addPath(axes, surface.trained, look.theme.selection, engine::LineStyle::Solid,
            SampleFigures::tr("the training"));
    addPath(axes, surface.descent, look.theme.watched, engine::LineStyle::Dashed,
            SampleFigures::tr("gradient descent from here"));
    if (surface.slopeX || surface.slopeY) {
        const double u = surface.slopeX.value_or(0);
        const double v = surface.slopeY.value_or(0);
        // As long as a fifth of the picture; its direction in the picture is that of the gradient.
        const double length =
            std::hypot(u / (surface.xTo - surface.xFrom), v / (surface.yTo - surface.yFrom));
        if (length > 0 && std::isfinite(length)) {
            engine::PlotArrows arrows;
            arrows.x = {surface.recordedX};
            arrows.y = {surface.recordedY};
            arrows.u = {0.2 * u / length};
            arrows.v = {0.2 * v / length};
            arrows.color = plotColor(look.theme.gradient);
            axes.items.emplace_back(arrows);
            // Arrows are not listed; a line of their look is.
            engine::PlotLine listed = plotLine(look.theme.gradient, 2.4);
            listed.label = SampleFigures::tr("gradient (uphill)").toStdString();
            listed.x = {surface.recordedX, surface.recordedX + 0.19 * u / length};
            listed.y = {surface.recordedY, surface.recordedY + 0.19 * v / length};
            axes.items.emplace_back(listed);
        }
    }
    engine::PlotPoints dot = plotDots(look.theme.text, 50);
    dot.x = {surface.recordedX};
    dot.y = {surface.recordedY};
    axes.items.emplace_back(dot);
    engine::Figure figure;
    figure.axes.push_back(std::move(axes));
    return figure;
}

} // namespace ui

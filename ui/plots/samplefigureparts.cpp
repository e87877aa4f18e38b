#include "ui/plots/samplefigureparts.h"

#include <QSize>

#include <algorithm>
#include <array>

namespace ui {

engine::PlotColor plotColor(const QColor& color, double opacity)
{
    return {color.redF(), color.greenF(), color.blueF(), color.alphaF() * opacity};
}

engine::PlotLine plotLine(const QColor& color, double width, engine::LineStyle style)
{
    engine::PlotLine line;
    line.style.color = plotColor(color);
    line.style.lineWidth = width;
    line.style.line = style;
    return line;
}

engine::PlotPoints plotDots(const QColor& color, double area, const char* marker)
{
    engine::PlotPoints dots;
    dots.colors = {plotColor(color)};
    dots.areas = {area};
    dots.marker = marker;
    return dots;
}

engine::PlotAxes plotAxes(double top, double height)
{
    engine::PlotAxes axes;
    axes.top = top;
    axes.height = height;
    axes.grid = true;
    return axes;
}

QColor seriesColor(std::size_t index, const Theme& theme)
{
    // Okabe and Ito's colours, a little lighter on a dark ground.
    static const std::array<QColor, 7> colors{QColor(0x00, 0x72, 0xb2), QColor(0xd5, 0x5e, 0x00),
                                              QColor(0x00, 0x9e, 0x73), QColor(0xcc, 0x79, 0xa7),
                                              QColor(0xb8, 0x86, 0x0b), QColor(0x30, 0x9f, 0xd8),
                                              QColor(0x77, 0x77, 0x77)};
    const QColor color = colors[index % colors.size()];
    return theme.dark ? color.lighter(140) : color;
}

void fitFigure(engine::Figure& figure, const QSize& pixels, const PlotLook& look)
{
    figure.width = std::max(pixels.width(), 120) / (figureDotsPerInch * look.scale);
    figure.height = std::max(pixels.height(), 120) / (figureDotsPerInch * look.scale);
}

} // namespace ui

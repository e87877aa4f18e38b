#pragma once

#include <QColor>
#include <QCoreApplication>

#include "engine/lesson/figure.h"
#include "ui/plots/samplefigures.h"

namespace ui {

/// Only for the translations of what stands in sampled figures.
struct SampleFigures
{
    Q_DECLARE_TR_FUNCTIONS(ui::SampleFigures)
};

engine::PlotColor plotColor(const QColor& color, double opacity = 1);

engine::PlotLine plotLine(const QColor& color, double width = 1.8,
                          engine::LineStyle style = engine::LineStyle::Solid);

/// Points of one look.
engine::PlotPoints plotDots(const QColor& color, double area, const char* marker = "o");

/// Axes over the part of the figure's height from `top`, `height` long.
engine::PlotAxes plotAxes(double top, double height);

/// Colours for several lines of one plot, told apart also by those who see few colours.
QColor seriesColor(std::size_t index, const Theme& theme);

} // namespace ui

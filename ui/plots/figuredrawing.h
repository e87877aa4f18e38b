#pragma once

#include "engine/lesson/figure.h"
#include "ui/window/theme.h"

class QCustomPlot;
class QCPAxisRect;

namespace ui {

class MathTypesetter;

/// How plots look beside their data.
struct PlotLook
{
    Theme theme = Theme::light();
    qreal scale = 1; ///< of the text
    MathTypesetter* typesetter = nullptr; ///< without one, TeX is set in plain characters
    bool waits = false; ///< for formulas that are not typeset yet: in exports
    bool stacked = false; ///< the plots of a figure stand above each other, over the same x
};

/// Pixels a figure takes at scale 1; matplotlib's inches are made to fit a notebook's column.
constexpr double figureDotsPerInch = 80;

/// Builds the whole figure in an empty plot.
void drawFigure(QCustomPlot& plot, const engine::Figure& figure, const PlotLook& look);

/// The same numbers as comma-separated values: a block for each line, set of points, set of bars,
/// image.
std::string figureTable(const engine::Figure& figure);

} // namespace ui

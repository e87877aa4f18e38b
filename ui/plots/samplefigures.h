#pragma once

#include <QString>

#include <vector>

#include "engine/lesson/figure.h"
#include "engine/sampling/curve.h"
#include "engine/sampling/surface.h"
#include "engine/sampling/training.h"
#include "ui/plots/figuredrawing.h"

namespace ui {

/// What the things in a sampled plot are called.
struct SampleWords
{
    QString target; ///< "y"
    QString variable; ///< "x[0, 1]"
    QString second; ///< of a surface: the entry that goes up
    QString derivative; ///< "∂y/∂x[0, 1]"
    QString formula; ///< of the derivative; empty: not known
    std::vector<QString> loops; ///< their headers, in the order of Curve::loops
    bool roomy = true; ///< there is space for legends
    QString none; ///< why the recorded gradient is None; empty: it is not
};

/// Inches a figure needs to fill a view of so many pixels.
void fitFigure(engine::Figure& figure, const QSize& pixels, const PlotLook& look);

/// The target with the recorded point and its tangent; below it the derivative as the tape and the
/// formula give it; below that the laps of loops and the branches that change.
engine::Figure curveFigure(const engine::Curve& curve, const SampleWords& words,
                           const PlotLook& look);

/// Colours and contour lines, the recorded point with the arrow of the gradient, and the way down.
engine::Figure surfaceFigure(const engine::Surface& surface, const SampleWords& words,
                             const PlotLook& look);

/// Loss, parameters and norms of the gradients, by round.
engine::Figure trainingFigure(const engine::Training& training, const PlotLook& look);

} // namespace ui

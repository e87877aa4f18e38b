#pragma once

#include <QPointF>

#include <utility>
#include <vector>

#include "engine/lesson/figure.h"

namespace ui {

/// Where the values, taken as linear along the edges of the grid's cells, equal `level`: pieces of
/// lines in x and y. Each cell's saddle is decided by the mean of its corners. Cells with a corner
/// that is not finite have none.
std::vector<std::pair<QPointF, QPointF>> contourLines(const engine::PlotContours& contours,
                                                      double level);

/// The value between the grid's points, linear in x and in y; NaN outside.
double valueBetween(const engine::PlotContours& contours, double x, double y);

} // namespace ui

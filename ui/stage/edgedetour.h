#pragma once

#include <QPainterPath>
#include <QRectF>

#include <optional>
#include <vector>

namespace ui {

/// A smooth way from `start` to `end` that passes beside all obstacles at `clearance`, on the side
/// where that is shorter. Empty when there is none. `isAcross`: edges run from left to right, else
/// from top to bottom.
std::optional<QPainterPath> wayAround(QPointF start, QPointF end,
                                      const std::vector<QRectF>& obstacles, double clearance,
                                      bool isAcross);

/// The way through the layout's bends, with the ends where they are wanted. A piece at an end that
/// is shorter than `shortest` becomes part of the next one: it would have to turn too sharply.
QPainterPath alongBends(QPointF start, QPointF end, std::vector<QPointF> bends, bool isAcross,
                        double shortest = 60);

/// Whether the path comes closer to the box than `clearance`.
bool comesNear(const QPainterPath& path, const QRectF& box, double clearance);

} // namespace ui

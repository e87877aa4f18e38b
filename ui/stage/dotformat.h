#pragma once

#include <QByteArray>
#include <QPointF>

#include <optional>
#include <vector>

#include "ui/stage/stagemodel.h"

namespace ui {

/// Where the boxes go, and the way each edge takes around them.
struct Placement
{
    std::vector<QPointF> centres; ///< one a box
    std::vector<std::vector<QPointF>>
        bends; ///< one an edge: Bézier control points from producer to consumer; may be empty
    std::vector<QRectF> frames; ///< one a frame, or none where the layout knows no frames
};

/// The model in the language of Graphviz' dot. Operand order is kept, room is left for the labels
/// of contributions. `spacing` widens what lies between the boxes.
QByteArray dotSource(const StageModel& model, double spacing = 1);
/// What `dot -Tjson0` answered; empty when that is not a layout of `model`.
std::optional<Placement> readDotJson(const QByteArray& json, const StageModel& model);

} // namespace ui

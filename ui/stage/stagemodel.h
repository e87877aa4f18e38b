#pragma once

#include <QPainterPath>
#include <QRectF>
#include <QString>

#include <utility>
#include <vector>

#include "engine/recording/questions.h"
#include "ui/stage/valuegrid.h"

namespace ui {

enum class FlowDirection { LeftToRight, TopDown };

/// What a box stands for, as far as that does not change while playing.
enum class BoxKind {
    Constant, ///< a number or array in the program that has no name
    Leaf, ///< a tensor that was there before: named, made from nothing, or from an earlier cell
    Variable,
    Operation, ///< on a tape
    Unrecorded, ///< executed, but on no tape
};

/// One card of the picture: a node, or a small stand-in beside a far use of a leaf.
struct StageBox
{
    engine::NodeId node;
    BoxKind kind = BoxKind::Operation;
    bool isAlias = false;
    engine::NodeId user; ///< of a stand-in: the operation it stands beside
    bool isCompact = false; ///< nothing but its number
    bool isImported = false;
    bool hasSlot = false; ///< some pass of the take brings a gradient here
    bool slotBelow = false; ///< the slot is under the value instead of beside it
    int lap = 0; ///< of the innermost loop it was born in; 0: none
    ValueGrid grid;
    GridMetrics metrics;
    std::vector<QString> value; ///< text of each cell of the grid
    QSizeF size;
    // Relative to the top left corner:
    QRectF header;
    QRectF valueArea;
    QRectF slotArea;
    QRectF statusArea;

    QRectF rect; ///< in the picture; the layout's work
};

/// Operand `slot` of a box's operation: the value runs from producer to consumer, the gradient back
/// beside it.
struct StageEdge
{
    int from = -1; ///< index of the producer's box
    int to = -1;
    int slot = 0;
    std::vector<std::pair<engine::PassId, int>>
        contributions; ///< that travel back along it, at most one a pass
    ValueGrid grid; ///< of the contribution's label
    GridMetrics metrics;
    QSizeF labelSize; ///< empty when no gradient ever comes this way

    QPainterPath path; ///< producer to consumer
    QPainterPath back; ///< consumer to producer, never touching `path`
    QRectF label;
};

/// What is drawn for one take, and where. A function of the recording alone: nothing in it depends
/// on the step, so that nodes never move while playing.
struct StageModel
{
    int take = -1;
    FlowDirection direction = FlowDirection::LeftToRight;
    std::vector<StageBox> boxes; ///< by node id; aliases after them
    std::vector<StageEdge> edges; ///< by consumer, then operand
    QRectF bounds;
    bool isArranged = false;
    QString layoutProblem; ///< why the plain layout was used instead of dot's, in English; empty
                           ///< when all is well

    /// The box of the node itself (not an alias), or -1.
    int boxOf(engine::NodeId node) const;
};

/// Boxes and edges with their sizes, not yet arranged. An empty model for an unknown take.
StageModel buildStageModel(const engine::Recording& recording, int take);

} // namespace ui

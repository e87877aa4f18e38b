#pragma once

#include <QPainterPath>
#include <QRectF>
#include <QString>

#include <memory>
#include <utility>
#include <vector>

#include "engine/recording/questions.h"
#include "ui/stage/folding.h"
#include "ui/stage/ghost.h"
#include "ui/stage/groupcard.h"
#include "ui/stage/stageformulas.h"
#include "ui/stage/valuegrid.h"
#include "ui/stage/valueimage.h"

namespace ui {

enum class FlowDirection { LeftToRight, TopDown };

struct Placement;

/// What a box stands for, as far as that does not change while playing.
enum class BoxKind {
    Constant, ///< a number or array in the program that has no name
    Leaf, ///< a tensor that was there before: named, made from nothing, or from an earlier cell
    Variable,
    Operation, ///< on a tape
    Unrecorded, ///< executed, but on no tape
    Group, ///< a closed group
    Ghost, ///< a branch that was not taken
};

/// One card of the picture: a node, a small stand-in beside a far use of a leaf, a closed group or
/// a ghost.
struct StageBox
{
    engine::NodeId node; ///< of a group: what leaves it; of a ghost: what decided, maybe invalid
    BoxKind kind = BoxKind::Operation;
    std::shared_ptr<const GroupCard> card; ///< of a group
    std::shared_ptr<const Ghost> ghost; ///< of a ghost
    bool isAlias = false;
    engine::NodeId user; ///< of a stand-in: the operation it stands beside
    bool isCompact = false; ///< nothing but its number
    bool isImported = false;
    bool hasSlot = false; ///< some pass of the take brings a gradient here
    bool slotBelow = false; ///< the slot is under the value instead of beside it
    int frame = -1; ///< index of the innermost frame around it
    ValueGrid grid; ///< empty where pictures take its place
    GridMetrics metrics;
    ValueImage image; ///< pictures instead of the grid, or a strip under it
    std::vector<QString> value; ///< text of each cell of the grid
    QSizeF size;
    // Relative to the top left corner:
    QRectF header;
    QRectF valueArea;
    QRectF slotArea;
    QRectF statusArea;
    QRectF formulaArea; ///< empty when no formula ever stands there

    QRectF rect; ///< in the picture; the layout's work

    bool isNode() const { return kind != BoxKind::Group && kind != BoxKind::Ghost; }
};

/// What came back along an edge by the arrival of one contribution.
struct EdgeArrival
{
    engine::PassId pass;
    int index = 0; ///< into GradientPass::contributions
    int ordinal = 1; ///< it is the ordinal-th of `expected` along this edge in its pass
    int expected = 1;
    engine::Tensor sum; ///< of those up to it; the amount itself if it is the only one
};

/// Operand `slot` of a box's operation: the value runs from producer to consumer, the gradient back
/// beside it. All uses of one value in a closed group are one edge.
struct StageEdge
{
    int from = -1; ///< index of the producer's box
    int to = -1;
    int slot = 0;
    bool isGhost = false; ///< from what decided to the branch not taken
    std::vector<std::pair<engine::NodeId, int>> uses; ///< (consumer, operand), oldest first
    std::vector<EdgeArrival> contributions; ///< by pass, then by arrival
    ValueGrid grid; ///< of the contribution's label; empty where a picture takes its place
    GridMetrics metrics;
    ValueImage image;
    QSizeF labelSize; ///< empty when no gradient ever comes this way
    bool hasFormula = false; ///< the last line of the label is for one

    QPainterPath path; ///< producer to consumer
    QPainterPath back; ///< consumer to producer, never touching `path`
    QRectF label;
    QRectF extent; ///< all of it, with arrows
};

/// The outline of an open group.
struct StageFrame
{
    int group = -1;
    int parent = -1; ///< index of the frame around it; smaller than its own
    QRectF rect; ///< empty where it could not be drawn without cutting through other boxes
    bool isTabAtRight = false; ///< its name stands at the right end: something is in the way
};

/// What is drawn for one take, and where. A function of the recording and the folding alone:
/// nothing in it depends on the step, so that nodes never move while playing.
struct StageModel
{
    int take = -1;
    std::shared_ptr<const engine::Groups> groups; ///< null in an empty model
    std::shared_ptr<const StageFormulas> formulas; ///< likewise
    Folding folding;
    FlowDirection direction = FlowDirection::LeftToRight;
    std::vector<StageBox> boxes; ///< nodes by id; then closed groups, stand-ins and ghosts
    int nodeBoxes = 0; ///< how many of them are nodes
    std::vector<StageEdge> edges; ///< producers' edges before consumers', then by operand
    std::vector<StageFrame> frames; ///< outer ones first
    std::vector<std::vector<int>> edgesOf; ///< by box: the edges into it and out of it
    QRectF bounds;
    bool isArranged = false;
    std::shared_ptr<const Placement> placement; ///< what it was arranged by
    QString layoutProblem; ///< why the plain layout was used instead of dot's, in English; empty
                           ///< when all is well

    /// The box of the node itself (not an alias), or -1.
    int boxOf(engine::NodeId node) const;
    /// The same, or the closed group that the node is in.
    int boxShowing(engine::NodeId node) const;
};

/// Boxes and edges with their sizes, not yet arranged. An empty model for an unknown take.
StageModel buildStageModel(const engine::Recording& recording, int take);
StageModel buildStageModel(const engine::Recording& recording, int take, const Folding& folding);
StageModel buildStageModel(const engine::Recording& recording, int take,
                           std::shared_ptr<const engine::Groups> groups, const Folding& folding);

} // namespace ui

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/recording/recording.h"

namespace engine {

// Questions asked of a Recording: what is true at step k. All are pure functions of (recording, k).

/// The step that brought the recording to k, or null at k = 0.
const Step* stepAt(const Recording& recording, int k);
/// Index of the take in which step k plays (the step that led to k belongs to it). -1 for an empty
/// recording.
int takeAt(const Recording& recording, int k);
/// Index into cellRuns of the cell playing at k, or -1 before anything ran.
int cellRunAt(const Recording& recording, int k);

/// The run whose source a span points into: the latest run of the span's cell up to `cellRun` (a function may have been defined in an
/// earlier cell). Null when there is none.
const CellRun* sourceOf(const Recording& recording, const SourceSpan& span, int cellRun);

bool isBorn(const Recording& recording, NodeId node, int k);
/// What the program calls the node at k: the latest living name, else the latest it had, else
/// empty. Never a name from the future.
std::string nameAt(const Recording& recording, NodeId node, int k);
/// The name, or for a constant its number, or "#7".
std::string labelAt(const Recording& recording, NodeId node, int k);
/// What the node computes, in the names known at k: "x", "2 × (xᵀ @ x)" (numbers without a
/// needless ".0"). Nested at most a few
/// levels, then "…".
std::string expressionAt(const Recording& recording, NodeId node, int k);
bool isWatched(const Recording& recording, NodeId node, int k);
/// On a tape by k (an operation becomes so when it is born).
bool isRecorded(const Recording& recording, NodeId node);

/// The pass whose gradients are on display at k: the latest begun in k's take; empty before the
/// first.
std::optional<PassId> passAt(const Recording& recording, int k);

enum class GradientPhase {
    OffPath, ///< no gradient of this pass goes here (dead end, constant, unrecorded)
    Waiting, ///< on the path, nothing arrived yet
    Arriving, ///< some of the expected contributions have arrived
    Complete, ///< all arrived (for a target: the seed is in and so is everything else)
    Fired, ///< its rule has run
};

/// The gradient slot of a node in a pass at step k.
struct GradientState
{
    GradientPhase phase = GradientPhase::OffPath;
    int arrived = 0;
    int expected = 0;
    std::optional<Tensor> sum; ///< running sum, or the seed
    std::vector<int> contributions; ///< arrived ones, indices into GradientPass::contributions, in
                                    ///< order of arrival
    bool isTarget = false;
    bool isSource = false;
};
GradientState gradientAt(const Recording& recording, PassId pass, NodeId node, int k);

/// Whether input edge `slot` of `node` lies between target and a source of the pass.
bool isOnPath(const Recording& recording, PassId pass, NodeId node, int slot);

enum class Granularity { Cell, Line, Expression, Operation, Contribution };

/// Whether the player stops after a step of this kind at this granularity.
bool isStop(Granularity granularity, StepKind kind);
/// The same for one step: binding a name to something other than a tensor is no stop when playing
/// operations.
bool isStop(Granularity granularity, const Step& step);
/// The next stop after k / the one before k (0 and stepCount() are always stops).
int nextStop(const Recording& recording, int k, Granularity granularity);
int previousStop(const Recording& recording, int k, Granularity granularity);

/// Names for the places --step and the menus know: the state just before the take's first gradient
/// pass; at the end of its last pass; at the take's end.
int forwardEnd(const Recording& recording, int take);
int backwardEnd(const Recording& recording, int take);
int takeEnd(const Recording& recording, int take);

/// Shape, and the values themselves when short: "[[14.]]", "float32 (64, 256)".
std::string shortValue(const Tensor& tensor);

} // namespace engine

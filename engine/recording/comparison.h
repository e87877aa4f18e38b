#pragma once

#include <vector>

#include "engine/recording/recording.h"

namespace engine {

/// What is different about a node in the other of two runs.
enum class NodeDifference : std::uint8_t {
    None,
    Value,
    Shape, ///< or the dtype
    Missing, ///< the other run has no such node
};

/// How two runs of the same notebook differ, of which the second was made after something was
/// changed. A node's partner is the one that the same place in the code made when it ran for the
/// same time in the same cell, so the n-th lap of a loop meets the n-th lap.
struct Comparison
{
    struct Side
    {
        std::vector<NodeId> partner; ///< by node; invalid: none
        std::vector<NodeDifference> nodes; ///< by node
        std::vector<bool> gradients; ///< by node: what a pass brought there is different
    };
    Side first;
    Side second;

    /// A loop that ran another number of laps.
    struct Loop
    {
        SourceSpan firstSpan;
        SourceSpan secondSpan;
        int firstLaps = 0;
        int secondLaps = 0;
        int firstEnd = 0; ///< index of the step LoopEnded
        int secondEnd = 0;
    };
    std::vector<Loop> loops;
    /// A condition that came out differently.
    struct Branch
    {
        SourceSpan firstSpan;
        SourceSpan secondSpan;
        bool firstTruth = false;
        bool secondTruth = false;
        int firstStep = 0; ///< index of the step BranchTaken
        int secondStep = 0;
    };
    std::vector<Branch> branches;
    std::vector<int> outputs; ///< cells whose outputs are different

    int valueCount = 0; ///< nodes of the second run with another value or shape
    int gradientCount = 0; ///< and with another gradient
    int onlyFirst = 0; ///< nodes without a partner
    int onlySecond = 0;
    bool isSame() const
    {
        return valueCount + gradientCount + onlyFirst + onlySecond == 0 && loops.empty()
            && branches.empty() && outputs.empty();
    }
};

Comparison compared(const Recording& first, const Recording& second);

/// Where `first` stood at step k, in `second`: the end of the same cell or take, or after the same
/// step; where the second run went another way, the last step before that both have.
int correspondingStep(const Recording& first, int k, const Recording& second);

/// The same for every k from 0 to first.stepCount(), in one go.
std::vector<int> correspondingSteps(const Recording& first, const Recording& second);

/// The node of `second` that is what `node` is in `first`; invalid: none is.
NodeId correspondingNode(const Recording& first, NodeId node, const Recording& second);

} // namespace engine

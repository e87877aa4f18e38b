#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/recording/questions.h"
#include "engine/recording/sentence.h"

namespace ui {

/// Everything the inspector says about a node at step k, before it is laid out. A pure function of
/// (recording, node, k): nothing in it became true after k.
struct NodeReport
{
    /// What the node is, told apart on the stage without colour too.
    enum class Kind { WatchedLeaf, Variable, Constant, GradientResult, Recorded, Unrecorded };

    struct Link
    {
        engine::NodeId node;
        std::string label;
    };
    /// One line of the ledger. The first may be the seed, which comes from no node.
    struct Entry
    {
        Link from;
        bool isSeed = false;
        engine::Tensor amount;
        engine::Tensor sum;
        int ordinal = 0;
    };

    engine::NodeId node;
    bool isBorn = false; ///< when not, nothing below is filled in
    std::string label;
    std::string name; ///< empty when the program has no name for it
    engine::Op op = engine::Op::Constant;
    Kind kind = Kind::Constant;
    bool isWatched = false;
    std::string tapes; ///< names of the tapes that recorded it
    engine::BilingualText notRecorded; ///< why no tape has it
    bool isForwardMode = false; ///< a ForwardAccumulator's slope, or an operation it goes through
    engine::Tensor value;
    engine::RuleText rule;
    std::string
        application; ///< "y = 2 × #4": what it computes, in the program's names; empty for a leaf
    std::vector<Link> inputs;
    std::vector<Link> consumers;

    engine::SourceSpan span;
    int executionCount = 0; ///< of the cell: In [n]
    int line = 0;
    std::string codeLine;

    bool hasPass = false; ///< a gradient pass has begun in this take
    engine::PassId pass; ///< the one on display
    std::vector<std::string> backwardCode; ///< what its rule does there; filled in by who shows it
    int noneSource = -1; ///< which source of the pass it is, when the pass gave None for it
    engine::GradientState gradient;
    std::vector<Entry> ledger;
    engine::BilingualText noGradient; ///< why the pass gave None for it
};

/// The node the inspector shows when the user selected none: of the step that led to k, else of the
/// latest step in its take that has one.
engine::NodeId currentNode(const engine::Recording& recording, int k);

NodeReport reportOn(const engine::Recording& recording, engine::NodeId node, int k);

/// The operation with its operands as the program would write it: "2 × #4", "#2 @ x", "exp(x)".
std::string applicationText(const engine::Recording& recording, engine::NodeId node, int k);

} // namespace ui

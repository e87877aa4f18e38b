#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/lesson/diagnostic.h"
#include "engine/lesson/output.h"
#include "engine/lesson/sourcespan.h"
#include "engine/recording/arrivals.h"
#include "engine/tape/givenvalue.h"
#include "engine/tape/gradientpass.h"
#include "engine/tape/graph.h"
#include "engine/tensor/pooledvector.h"

namespace engine {

enum class StepKind : std::uint8_t {
    CellBegan,
    StatementBegan,
    ExpressionEvaluated, ///< text: the value, shortened
    NameBound, ///< name, text: the value; node when it is a tensor
    OperationRan, ///< node
    TapeOpened, ///< tape
    TapeClosed, ///< tape
    TensorWatched, ///< tape, node
    VariableAssigned, ///< node: the variable's new leaf
    LapBegan, ///< number: the lap, from 1; span: the loop's header
    LoopEnded, ///< number: how many laps it ran
    BranchTaken, ///< truth; span: the condition, otherSpan: the block not taken
    FunctionEntered, ///< name
    FunctionLeft, ///< name, text: the value
    OutputWritten, ///< number: index into CellRun::outputs
    PassBegan, ///< pass
    RuleFired, ///< pass, node, number: index into GradientPass::firings
    ContributionArrived, ///< pass, node: who gets it, number: index into
                         ///< GradientPass::contributions
    GradientCompleted, ///< pass, node: the source, number: index into GradientPass::sources
    GradientMissing, ///< the same, but it is None
    PassEnded, ///< pass
    Failed, ///< the cell's Diagnostic
    CellEnded,
};

/// What only some steps have; a long run has many steps of the others.
struct StepWords
{
    std::string name;
    std::string text;
    SourceSpan otherSpan;
};

/// The smallest thing worth pausing at.
struct Step
{
    StepKind kind = StepKind::CellBegan;
    bool truth = false;
    int cell = -1; ///< index of the cell in the Lesson
    int cellRun = -1; ///< index into Recording::cellRuns
    SourceSpan span; ///< the code that did it
    int depth = 0; ///< calls under way
    int number = 0;
    NodeId node;
    TapeId tape;
    PassId pass;
    std::shared_ptr<const StepWords> words;

    // Empty where the kind of step has none.
    const std::string& name() const;
    const std::string& text() const;
    SourceSpan otherSpan() const { return words ? words->otherSpan : SourceSpan(); }
};

constexpr int never = std::numeric_limits<int>::max();

// "At step k" means: after the first k steps. So what step index i brings is true from k = i + 1
// on, and that is what bornAt, arrivedAt, ... hold. k runs from 0 (nothing happened yet) to
// steps.size().

/// What the recording adds to Graph::node(i).
struct NodeFacts
{
    int bornAt = never;
    SourceSpan span; ///< the expression that executed it
    int cell = -1;
    int cellRun = -1;
    std::vector<int>
        bindings; ///< indices into Recording::bindings of the names it had, oldest first
};

/// A name meant `node` from bornAt (inclusive) to endsAt (exclusive).
struct Binding
{
    std::string name;
    NodeId node;
    SourceSpan span;
    int bornAt = never;
    int endsAt = never;
    int depth = 0; ///< 0: global; else the call depth of the function whose local it is
    int bearers = 1; ///< how many things the program gave this name to
};

/// When the facts of a GradientPass became true; the vectors run parallel to its own.
struct PassFacts
{
    int beganAt = never;
    int endedAt = never;
    int cell = -1;
    int cellRun = -1;
    SourceSpan span;
    PooledVector<int> firedAt; ///< one a firing
    PooledVector<int> arrivedAt; ///< one a contribution
    PooledVector<int> completedAt; ///< one a source
    Arrivals arrivals;
};

struct WatchFact
{
    TapeId tape;
    NodeId node;
    int at = never;
    bool automatic = false; ///< a variable read under the tape, not tape.watch()
};

struct TapeFacts
{
    std::string name; ///< what the program calls it; may be empty
    bool persistent = false;
    int openedAt = never;
    int closedAt = never;
    int cell = -1;
    int cellRun = -1;
};

/// One execution of one cell.
struct CellRun
{
    int cell = -1;
    int executionCount = 0;
    std::string source;
    int firstStep = 0; ///< indices into Recording::steps: [firstStep, stepEnd)
    int stepEnd = 0;
    std::vector<Output> outputs;
    std::vector<int> outputAt; ///< when each output appeared
    std::optional<Diagnostic> failure;
};

/// What belongs in one picture: cells linked by a tape (the one that records and those that ask it
/// for gradients), with the nodes they executed and the ones those need from earlier cells. Takes
/// follow each other without gaps and cover all steps.
struct Take
{
    int firstStep = 0; ///< [firstStep, stepEnd)
    int stepEnd = 0;
    std::vector<NodeId> nodes; ///< ascending
    std::vector<NodeId> imported; ///< of these, the ones born in an earlier take: drawn as leaves,
                                  ///< there from the start
    std::vector<PassId> passes;
    int omitted = 0; ///< nodes in the middle of a very long take that are left out of `nodes`
};

/// All that happened in a run. Never changes once made, so threads may share it freely; everything
/// shown is a function of (Recording, step).
struct Recording
{
    std::vector<CellRun> cellRuns;
    PooledVector<Step> steps;
    Graph graph;
    PooledVector<NodeFacts> nodes; ///< parallel to graph
    std::vector<GradientPass> passes;
    std::vector<PassFacts> passFacts;
    std::vector<Binding> bindings; ///< by bornAt
    std::vector<WatchFact> watches;
    std::vector<TapeFacts> tapes;
    std::vector<std::string> variableNames; ///< by variable: where the program keeps one that no
                                            ///< name stands for alone, or what it was called; or ""
    std::unordered_map<int, NodeId> slopeOf; ///< forward mode: by node, what it is the slope of
    std::vector<Take> takes;
    std::uint64_t seed = 0;
    std::vector<GivenValue> given; ///< what some nodes got instead of what the program gives them
    bool thinned =
        false; ///< inner steps of long loops were left out (totals and operations are complete)

    int stepCount() const { return static_cast<int>(steps.size()); }
};

} // namespace engine

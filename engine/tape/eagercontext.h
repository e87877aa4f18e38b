#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/tape/givenvalue.h"
#include "engine/tape/gradientpass.h"
#include "engine/tape/gradienttape.h"
#include "engine/tape/graph.h"
#include "engine/tape/sweepslots.h"
#include "engine/tape/tapeobserver.h"
#include "engine/tape/tracedtensor.h"

namespace engine {

/// A tf.Variable: fixed dtype and shape, contents that change. `leaf` is the node of its present
/// contents.
struct Variable
{
    std::string name; ///< "Variable:0"
    bool trainable = true;
    NodeId leaf;
    std::vector<NodeId> leaves; ///< all contents it ever had, oldest first
};

/// What tape.gradient() is asked for: a tensor, or a variable with all the contents it had under
/// the tape.
struct GradientSource
{
    TracedTensor tensor;
    VariableId variable; ///< valid: the source is this variable
};

/// A gradient as rows and the places along axis 0 they belong to (an IndexedSlices).
struct GradientRows
{
    TracedTensor indices; ///< one axis
    TracedTensor values; ///< as many rows as indices
};

/// Executes operations eagerly: evaluates, appends a node to the Graph, offers it to the active
/// tapes, tells the observer. Owns the graph, tapes, variables and passes of one run.
class EagerContext
{
public:
    /// What the graph and the passes keep. For playback: every value, every firing and
    /// contribution. Otherwise the observer hears of operations and tapes only, and of a big value
    /// the numbers are kept only while a gradient rule will read them.
    enum class Keep : std::uint8_t { EverythingForPlayback, WhatGradientsNeed };

    explicit EagerContext(TapeObserver& observer, Keep keep = Keep::EverythingForPlayback)
        : m_observer(observer)
        , m_keep(keep)
    {
    }

    const Graph& graph() const { return m_graph; }
    const std::vector<GradientPass>& passes() const { return m_passes; }
    const GradientTape& tape(TapeId tape) const
    {
        return m_tapes[static_cast<std::size_t>(tape.index)];
    }
    /// Whether the tape can follow a gradient to this node: it was watched, or a recorded operation
    /// made it.
    bool knows(TapeId tape, NodeId node) const
    {
        return this->tape(tape).knows(tape, node, m_graph.node(node));
    }
    int tapeCount() const { return static_cast<int>(m_tapes.size()); }
    /// Bytes of all values the graph and the passes keep.
    const std::int64_t& bytes() const { return m_bytes; }

    /// Nodes that get another value than the program gives them. Before the first of them exists.
    void give(std::vector<GivenValue> values);
    /// How many of them were put in place: a node that does not come up, or with another dtype or
    /// shape, is left as it is.
    int givenCount() const { return m_givenCount; }

    /// A leaf that is not a variable.
    TracedTensor leaf(Op op, Tensor value, const Attributes& attributes = noAttributes);
    /// Throws TensorError as evaluate() does.
    TracedTensor execute(Op op, std::span<const TracedTensor> inputs,
                         const Attributes& attributes = noAttributes);

    VariableId makeVariable(Tensor value, std::string name, bool trainable);
    const Variable& variable(VariableId variable) const
    {
        return m_variables[static_cast<std::size_t>(variable.index)];
    }
    int variableCount() const { return static_cast<int>(m_variables.size()); }

    /// The contents as a tensor; watches a trainable variable on the active tapes that watch
    /// variables.
    TracedTensor read(VariableId variable);
    /// The contents without watching: what a display shows.
    const Tensor& contents(VariableId variable) const;
    /// `value` has the variable's dtype and shape.
    void assign(VariableId variable, Tensor value);

    /// Notes which trainable variables are read while it lives: what a function with its own
    /// gradient captured.
    class ReadNotes
    {
    public:
        explicit ReadNotes(EagerContext& context)
            : m_context(context)
            , m_before(std::exchange(context.m_reads, &m_variables))
        {
        }
        ~ReadNotes() { m_context.m_reads = m_before; }
        ReadNotes(const ReadNotes&) = delete;
        ReadNotes& operator=(const ReadNotes&) = delete;
        /// In order of construction, each once; outer notes get them too.
        std::vector<VariableId> variables() const;

    private:
        EagerContext& m_context;
        std::vector<VariableId> m_variables;
        std::vector<VariableId>* m_before;
    };

    /// What a function with a gradient of its own sends to its inputs, given what arrives at its
    /// result. Runs within a backward pass and may execute operations.
    using CustomRule =
        std::function<std::vector<std::optional<TracedTensor>>(const TracedTensor& upstream)>;
    /// The function's result `value` as one operation on `inputs`.
    TracedTensor executeCustom(std::span<const TracedTensor> inputs, Tensor value, CustomRule rule);

    // Forward mode: an accumulator carries the tangents of its primals through what is executed
    // while it is entered. The operations that compute tangents are nodes like any other.
    AccumulatorId makeAccumulator();
    void setTangent(AccumulatorId accumulator, NodeId primal, TracedTensor tangent);
    void enter(AccumulatorId accumulator);
    void leave(AccumulatorId accumulator);
    /// The Jacobian-vector product that reached `node`; empty when it does not depend on a primal.
    std::optional<TracedTensor> tangent(AccumulatorId accumulator, NodeId node) const;
    /// All tangents, by accumulator and then by the node they are a tangent of.
    const std::vector<std::unordered_map<int, TracedTensor>>& tangents() const
    {
        return m_accumulators;
    }

    // A tape's life. Errors are TensorErrors with the kind and text TensorFlow gives.
    TapeId makeTape(bool persistent, bool watchesVariables);
    void enter(TapeId tape);
    void leave(TapeId tape);
    void watch(TapeId tape, NodeId node);
    void watch(TapeId tape, VariableId variable);
    void reset(TapeId tape);
    /// stop_recording(): between the two, the tape sees nothing. stopRecording() throws when it is
    /// not recording.
    void stopRecording(TapeId tape);
    void resumeRecording(TapeId tape);
    bool isRecording(TapeId tape) const { return this->tape(tape).recording; }

    using Gradients = std::vector<std::optional<TracedTensor>>; ///< empty where None

    /// tape.gradient(): gradient of the sum of all targets with respect to each source.
    /// `outputGradients` is empty or has an entry a target (an empty one means ones).
    Gradients gradient(TapeId tape, std::span<const GradientSource> targets,
                       std::span<const GradientSource> sources,
                       std::span<const std::optional<TracedTensor>> outputGradients = {});
    /// tape.jacobian(): one pass an entry of the target; shapes are target + source.
    Gradients jacobian(TapeId tape, const GradientSource& target,
                       std::span<const GradientSource> sources);
    /// tape.batch_jacobian(): rows of target and source belong together; [b, target.., source..].
    std::optional<TracedTensor> batchJacobian(TapeId tape, const GradientSource& target,
                                              const GradientSource& source);
    /// Of the last gradient(), one a source: its gradient as rows, when nothing but gathers along
    /// axis 0 contributed to it.
    const std::vector<std::optional<GradientRows>>& gradientRows() const { return m_gradientRows; }

private:
    friend class BackwardSweep;

    /// What the node appended next gets: `value`, unless another one is given.
    Tensor orGiven(Tensor value)
    {
        return m_graph.size() == m_nextGiven ? takeGiven(std::move(value)) : std::move(value);
    }
    Tensor takeGiven(Tensor value);
    void offerToTapes(Node& node, NodeId id);
    /// Whether a tape or an accumulator would see an operation executed now.
    bool anyoneFollows() const;
    void beginGradient(TapeId tape);
    void endGradient(TapeId tape);
    Gradients sweep(TapeId tape, std::span<const GradientSource> targets,
                    std::span<const GradientSource> sources,
                    std::span<const std::optional<TracedTensor>> outputGradients);
    Gradients jacobianRows(TapeId tape, const GradientSource& target,
                           std::span<const GradientSource> sources, bool rowWise);
    void pushTangents(Op op, const Attributes& attributes, std::span<const TracedTensor> inputs,
                      const TracedTensor& output);
    std::optional<TracedTensor> pushCustom(int rule, const TracedTensor& output,
                                           std::span<const std::optional<TracedTensor>> tangents);
    TracedTensor finish(Node& node, std::span<const TracedTensor> inputs, Tensor&& value);
    /// A leaf of the running pass; nobody is told.
    Node& appendLeaf(Op op, const Tensor& value);
    TracedTensor gradientLeaf(Tensor value, PassId pass);

    bool playsBack() const { return m_keep == Keep::EverythingForPlayback; }
    void keepResiduals(Node& node, std::span<const TracedTensor> inputs, const Tensor& value);

    TapeObserver& m_observer;
    Keep m_keep;
    Graph m_graph;
    std::vector<GradientTape> m_tapes;
    std::vector<Variable> m_variables;
    std::vector<GradientPass> m_passes;
    std::vector<TapeId> m_active; ///< entered and not left, outermost first
    int m_passCount = 0;
    PassId m_runningPass; ///< while a backward pass executes operations
    std::vector<CustomRule> m_customRules;
    std::vector<std::optional<GradientRows>> m_gradientRows;
    std::vector<std::unordered_map<int, TracedTensor>> m_accumulators; ///< tangents by node
    std::vector<AccumulatorId> m_activeAccumulators; ///< outermost first
    std::vector<VariableId>* m_reads = nullptr; ///< of the innermost ReadNotes
    int m_followingAccumulators = 0; ///< of these, how many see what is executed now
    SweepSlots m_slots; ///< empty; a BackwardSweep borrows it
    std::int64_t m_bytes = 0;
    std::vector<GivenValue> m_given; ///< the last is the next
    int m_nextGiven = -1; ///< its node, or -1
    int m_givenCount = 0;
};

} // namespace engine

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/tape/gradientpass.h"
#include "engine/tape/gradienttape.h"
#include "engine/tape/graph.h"
#include "engine/tape/tapeobserver.h"

namespace engine {

/// A tensor together with the node that made it. Within a backward pass that nobody records, the
/// node is invalid.
struct TracedTensor
{
    Tensor value;
    NodeId node;
};

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

/// Executes operations eagerly: evaluates, appends a node to the Graph, offers it to the active
/// tapes, tells the observer. Owns the graph, tapes, variables and passes of one run.
class EagerContext
{
public:
    explicit EagerContext(TapeObserver& observer)
        : m_observer(observer)
    {
    }

    const Graph& graph() const { return m_graph; }
    const std::vector<GradientPass>& passes() const { return m_passes; }
    const GradientTape& tape(TapeId tape) const
    {
        return m_tapes[static_cast<std::size_t>(tape.index)];
    }
    int tapeCount() const { return static_cast<int>(m_tapes.size()); }
    /// Bytes of all values the graph keeps.
    std::int64_t bytes() const { return m_bytes; }

    /// A leaf that is not a variable.
    TracedTensor leaf(Op op, Tensor value, Attributes attributes = {});
    /// Throws TensorError as evaluate() does.
    TracedTensor execute(Op op, std::span<const TracedTensor> inputs, Attributes attributes = {});

    VariableId makeVariable(Tensor value, std::string name, bool trainable);
    const Variable& variable(VariableId variable) const
    {
        return m_variables[static_cast<std::size_t>(variable.index)];
    }
    /// The contents as a tensor; watches a trainable variable on the active tapes that watch
    /// variables.
    TracedTensor read(VariableId variable);
    /// The contents without watching: what a display shows.
    const Tensor& contents(VariableId variable) const;
    /// `value` has the variable's dtype and shape.
    void assign(VariableId variable, Tensor value);

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

    /// tape.gradient(): gradient of the sum of all targets with respect to each source; empty where
    /// None. `outputGradients` is empty or has an entry a target (an empty one means ones).
    std::vector<std::optional<TracedTensor>>
    gradient(TapeId tape, std::span<const GradientSource> targets,
             std::span<const GradientSource> sources,
             std::span<const std::optional<TracedTensor>> outputGradients = {});

private:
    friend class BackwardSweep;

    void offerToTapes(Node& node, NodeId id);
    bool anyTapeRecords() const;
    NodeId append(Node node);

    TapeObserver& m_observer;
    Graph m_graph;
    std::vector<GradientTape> m_tapes;
    std::vector<Variable> m_variables;
    std::vector<GradientPass> m_passes;
    std::vector<TapeId> m_active; ///< entered and not left, outermost first
    PassId m_runningPass; ///< while a backward pass executes operations
    std::int64_t m_bytes = 0;
};

} // namespace engine

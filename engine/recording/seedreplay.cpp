#include "engine/recording/seedreplay.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "engine/tape/eagercontext.h"
#include "engine/tensor/tensorerror.h"

namespace engine {
namespace {

constexpr int mostOperations = 5000; ///< a row of the Jacobian is to come at once

bool contains(const IdList<TapeId, 2>& tapes, TapeId tape)
{
    return std::find(tapes.begin(), tapes.end(), tape) != tapes.end();
}

int operationsSince(const Graph& graph, int size)
{
    int count = 0;
    for (int i = size; i < graph.size(); ++i)
        count += isLeaf(graph.node({i}).op) ? 0 : 1;
    return count;
}

bool agree(const std::optional<Tensor>& a, const std::optional<Tensor>& b)
{
    if (!a || !b)
        return !a && !b;
    if (a->shape() != b->shape())
        return false;
    for (std::int64_t i = 0; i < a->size(); ++i) {
        const double x = a->at(i);
        const double y = b->at(i);
        const bool isSame = x == y || (std::isnan(x) && std::isnan(y))
            || std::abs(x - y) <= 1e-5 * std::max(std::abs(x), std::abs(y));
        if (!isSame)
            return false;
    }
    return true;
}

} // namespace

/// A graph of its own, in which the recorded operations are executed again.
struct SeedReplay::Rerun
{
    TapeObserver deaf;
    EagerContext context{deaf};
    TapeId tape;
    std::unordered_map<int, TracedTensor> values; ///< by recorded node

    TracedTensor at(const Recording& recording, NodeId node)
    {
        const auto known = values.find(node.index);
        if (known != values.end())
            return known->second;
        return values
            .emplace(node.index, context.leaf(Op::Constant, recording.graph.node(node).value))
            .first->second;
    }
};

SeedReplay::SeedReplay(const Recording& recording, PassId passId)
    : m_recording(recording)
    , m_pass(passId)
{
    const GradientPass& record = pass();
    int last = -1;
    for (const NodeId target : record.targets)
        last = std::max(last, target.index);
    std::vector<bool> depends(static_cast<std::size_t>(last + 1), false);
    const auto mark = [&](NodeId node) {
        if (node.index <= last)
            depends[static_cast<std::size_t>(node.index)] = true;
    };
    for (const NodeId source : record.sources)
        mark(source);
    for (int i = 0; i <= last; ++i) {
        const Node& node = recording.graph.node({i});
        if (!contains(node.tapes, record.tape))
            continue; // what the tape did not see is a constant for it
        if (std::none_of(node.inputs.begin(), node.inputs.end(), [&](NodeId input) {
                return depends[static_cast<std::size_t>(input.index)];
            }))
            continue;
        mark({i});
        m_order.push_back({i});
    }
    // Of these, only what leads to a target: norms that a loop asked for do not.
    std::vector<bool> leads(static_cast<std::size_t>(last + 1), false);
    for (const NodeId target : record.targets)
        leads[static_cast<std::size_t>(target.index)] = true;
    for (auto id = m_order.rbegin(); id != m_order.rend(); ++id) {
        if (!leads[static_cast<std::size_t>(id->index)])
            continue;
        for (const NodeId input : recording.graph.node(*id).inputs)
            leads[static_cast<std::size_t>(input.index)] = true;
    }
    std::erase_if(m_order, [&](NodeId id) { return !leads[static_cast<std::size_t>(id.index)]; });
    if (std::any_of(m_order.begin(), m_order.end(),
                    [&](NodeId id) { return recording.graph.node(id).op == Op::CustomGradient; })) {
        m_problem = {"A function with a gradient of its own (tf.custom_gradient) lies on the "
                     "way. It cannot be run again from here.",
                     "路上有一个自己定义梯度的函数（tf.custom_gradient），这里不能重新运行它。"};
        return;
    }
    if (m_order.size() > static_cast<std::size_t>(mostOperations)) {
        m_problem = {"There are more operations between target and sources than can be run again "
                     "at once.",
                     "目标与源之间的运算太多，不能一次重新运行。"};
        return;
    }
    if (record.seeds.size() != record.targets.size()) {
        m_problem = {"This gradient was not carried through, so it cannot be run again.",
                     "这次求梯度没有进行到底，因此不能重新运行。"};
        return;
    }
    // With the seeds it had it must give the gradients it gave.
    try {
        const Backward again = backward({record.seeds.begin(), record.seeds.end()});
        if (!std::equal(again.gradients.begin(), again.gradients.end(), record.results.begin(),
                        record.results.end(), agree))
            m_problem = {
                "Running this gradient again gives other numbers than the tape has, for "
                "instance because a variable was assigned under the tape.",
                "重新运行得到的数与梯度带上的不同，例如因为在梯度带记录时变量被赋了新值。"};
    } catch (const TensorError&) {
        m_problem = {"This gradient cannot be run again.", "这次求梯度不能重新运行。"};
    }
}

void SeedReplay::run(Rerun& rerun) const
{
    for (const NodeId id : m_order) {
        const Node& node = m_recording.graph.node(id);
        std::vector<TracedTensor> inputs;
        for (const NodeId input : node.inputs)
            inputs.push_back(rerun.at(m_recording, input));
        rerun.values[id.index] = rerun.context.execute(node.op, inputs, node.attributes());
    }
}

SeedReplay::Backward SeedReplay::backward(const std::vector<Tensor>& seeds) const
{
    const GradientPass& record = pass();
    Rerun rerun;
    EagerContext& context = rerun.context;
    // Under an outer tape the operations of the sweep are nodes, which are then counted.
    const TapeId outer = context.makeTape(true, false);
    context.enter(outer);
    const TapeId tape = context.makeTape(true, false);
    context.enter(tape);
    const auto isComputed = [this](NodeId node) {
        return std::binary_search(m_order.begin(), m_order.end(), node);
    };
    for (const NodeId source : record.sources) {
        // A source that is computed from another one is on the tape without being watched.
        if (isComputed(source) || !isFloating(m_recording.graph.node(source).value.dtype()))
            continue;
        const NodeId node = rerun.at(m_recording, source).node;
        context.watch(outer, node);
        context.watch(tape, node);
    }
    run(rerun);
    context.leave(tape);

    std::vector<GradientSource> targets;
    std::vector<std::optional<TracedTensor>> fed;
    for (std::size_t t = 0; t < record.targets.size(); ++t) {
        targets.push_back({rerun.at(m_recording, record.targets[t]), {}});
        fed.emplace_back(context.leaf(Op::Constant, seeds[t]));
    }
    std::vector<GradientSource> sources;
    for (const NodeId source : record.sources)
        sources.push_back({rerun.at(m_recording, source), {}});
    const int before = context.graph().size();
    const auto gradients = context.gradient(tape, targets, sources, fed);
    Backward result;
    result.operations = operationsSince(context.graph(), before);
    result.rules = static_cast<int>(context.passes().back().firings.size());
    for (const auto& gradient : gradients)
        result.gradients.push_back(gradient ? std::optional(gradient->value) : std::nullopt);
    return result;
}

SeedReplay::Forward SeedReplay::forward(int source, const Tensor& direction) const
{
    const GradientPass& record = pass();
    const NodeId primal = record.sources[static_cast<std::size_t>(source)];
    Rerun rerun;
    EagerContext& context = rerun.context;
    const TracedTensor moved = rerun.at(m_recording, primal);
    const AccumulatorId accumulator = context.makeAccumulator();
    context.setTangent(accumulator, moved.node, context.leaf(Op::Constant, direction));
    context.enter(accumulator);
    const int before = context.graph().size();
    for (const NodeId id : m_order) {
        if (id == primal)
            continue; // it moves by itself, whatever it was computed from
        const Node& node = m_recording.graph.node(id);
        std::vector<TracedTensor> inputs;
        for (const NodeId input : node.inputs)
            inputs.push_back(rerun.at(m_recording, input));
        rerun.values[id.index] = context.execute(node.op, inputs, node.attributes());
    }
    context.leave(accumulator);
    Forward result;
    const int own =
        programOperations() - (std::binary_search(m_order.begin(), m_order.end(), primal) ? 1 : 0);
    result.operations = operationsSince(context.graph(), before) - own;
    for (const NodeId target : record.targets) {
        const auto tangent = context.tangent(accumulator, rerun.at(m_recording, target).node);
        result.targets.push_back(tangent ? std::optional(tangent->value) : std::nullopt);
    }
    return result;
}

const Tensor& SeedReplay::target(int index) const
{
    return m_recording.graph.node(pass().targets[static_cast<std::size_t>(index)]).value;
}

const Tensor& SeedReplay::source(int index) const
{
    return m_recording.graph.node(pass().sources[static_cast<std::size_t>(index)]).value;
}

Tensor filled(const Tensor& like, const std::vector<double>& numbers)
{
    Tensor tensor = Tensor::zeros(like.dtype(), like.shape());
    withType(like.dtype(), [&](auto element) {
        using T = decltype(element);
        for (std::int64_t i = 0; i < tensor.size(); ++i)
            tensor.mutableData<T>()[i] = static_cast<T>(numbers[static_cast<std::size_t>(i)]);
    });
    return tensor;
}

Tensor oneHot(const Tensor& like, std::int64_t entry)
{
    std::vector<double> numbers(static_cast<std::size_t>(like.size()), 0);
    numbers[static_cast<std::size_t>(entry)] = 1;
    return filled(like, numbers);
}

} // namespace engine

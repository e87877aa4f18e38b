#include "ui/stage/cellsources.h"

#include <algorithm>
#include <limits>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/tensorerror.h"

namespace ui {
namespace {

constexpr std::int64_t mostElements = 20'000; ///< of an operand or the result

bool canBeTried(const engine::Node& node)
{
    return node.op >= engine::Op::Identity // those before it are leaves
        && node.op != engine::Op::CustomGradient && node.op != engine::Op::RandomShuffle
        && node.value.size() <= mostElements
        && std::all_of(node.inputs.begin(), node.inputs.end(),
                       [](engine::NodeId input) { return input.isValid(); });
}

/// The tensor with one element made another one: not a number, or for integers its successor.
engine::Tensor spoiled(const engine::Tensor& tensor, std::int64_t element)
{
    return engine::withType(tensor.dtype(), [&]<class T>(T) {
        engine::Tensor result = engine::Tensor::uninitialized(tensor.dtype(), tensor.shape());
        T* const to = result.template mutableData<T>();
        std::copy_n(tensor.data<T>(), tensor.size(), to);
        const double other = engine::isFloating(tensor.dtype())
            ? std::numeric_limits<double>::quiet_NaN()
            : tensor.at(element) == 0 || engine::isInteger(tensor.dtype()) ? tensor.at(element) + 1
                                                                           : 0;
        to[element] = *engine::Tensor::full(tensor.dtype(), {}, other).template data<T>();
        return result;
    });
}

} // namespace

std::vector<std::int64_t> cellSources(const engine::Graph& graph, engine::NodeId id,
                                      std::size_t slot, std::int64_t element,
                                      const std::vector<std::int64_t>& candidates)
{
    std::vector<std::int64_t> sources;
    const engine::Node& node = graph.node(id);
    if (!canBeTried(node) || graph.node(node.inputs[slot]).value.size() > mostElements)
        return sources;
    std::vector<engine::Tensor> inputs;
    for (const engine::NodeId input : node.inputs)
        inputs.push_back(graph.node(input).value);
    const engine::Tensor original = inputs[slot];
    const double before = node.value.at(element);
    for (const std::int64_t candidate : candidates) {
        inputs[slot] = spoiled(original, candidate);
        try {
            const engine::Tensor result = engine::evaluate(node.op, inputs, node.attributes());
            if (result.shape() != node.value.shape()
                || !(result.at(element) == before)) // also where it is not a number
                sources.push_back(candidate);
        } catch (const engine::TensorError&) { // it mattered, or the operation would not mind
            sources.push_back(candidate);
        }
    }
    // max(x, 0) may swallow what is not a number.
    if (sources.empty() && original.shape() == node.value.shape()
        && std::find(candidates.begin(), candidates.end(), element) != candidates.end())
        sources.push_back(element);
    return sources;
}

} // namespace ui

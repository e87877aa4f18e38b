#include "engine/recording/origins.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "engine/recording/questions.h"
#include "engine/tape/pushforward.h"
#include "engine/tape/tapeobserver.h"
#include "engine/tensor/evaluate.h"
#include "engine/tensor/tensorerror.h"

namespace engine {
namespace {

/// Taking an operation apart means evaluating it again; larger ones are left whole.
constexpr std::int64_t largest = 4096;
constexpr std::int64_t mostTried = 256;

const GradientPass& passOf(const Recording& recording, PassId pass)
{
    return recording.passes[static_cast<std::size_t>(pass.index)];
}

bool isSmall(const Graph& graph, const Node& node)
{
    return node.value.size() <= largest
        && std::all_of(node.inputs.begin(), node.inputs.end(),
                       [&](NodeId input) { return graph.node(input).value.size() <= largest; });
}

Tensor withElement(const Tensor& tensor, std::int64_t element, double value)
{
    std::vector<double> numbers(static_cast<std::size_t>(tensor.size()));
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        numbers[static_cast<std::size_t>(i)] = tensor.at(i);
    numbers[static_cast<std::size_t>(element)] = value;
    const Tensor doubles = Tensor::of<double>(tensor.shape(), numbers);
    return tensor.dtype() == DType::Float64
        ? doubles
        : evaluate(Op::Cast, std::vector{doubles}, CastAttributes{tensor.dtype()});
}

/// How every element of the operation's result moves with one element of operand `slot`; empty when
/// there is no rule or it cannot be told.
std::optional<Tensor> slopes(const Recording& recording, NodeId id, int slot, std::int64_t element)
{
    const Node& node = recording.graph.node(id);
    if (node.op == Op::CustomGradient || !isSmall(recording.graph, node))
        return {};
    TapeObserver silence;
    EagerContext context(silence);
    std::vector<TracedTensor> inputs;
    std::vector<std::optional<TracedTensor>> tangents(node.inputs.size());
    for (const NodeId input : node.inputs)
        inputs.push_back(context.leaf(Op::Constant, recording.graph.node(input).value));
    const TracedTensor output = context.leaf(Op::Constant, node.value);
    const Tensor& moved = inputs[static_cast<std::size_t>(slot)].value;
    if (!isFloating(moved.dtype()))
        return {};
    const Tensor tangent = withElement(Tensor::zeros(moved.dtype(), moved.shape()), element, 1);
    tangents[static_cast<std::size_t>(slot)] = context.leaf(Op::Constant, tangent);
    RuleOperations operations(context, false);
    try {
        const auto result =
            pushForward(operations, {node.op, node.attributes(), inputs, output, tangents});
        if (result && result->value.size() == node.value.size())
            return result->value;
    } catch (const TensorError&) { // then it is left whole
    }
    return {};
}

double rounded(double value, DType dtype)
{
    return dtype == DType::Float64 ? value : static_cast<double>(static_cast<float>(value));
}

bool isClose(double a, double b, DType dtype)
{
    if (a == b || (std::isnan(a) && std::isnan(b)))
        return true;
    const double scale = std::max({1.0, std::abs(a), std::abs(b)});
    return std::abs(a - b) <= scale * (dtype == DType::Float64 ? 1e-9 : 2e-4);
}

/// Collects paths depth first.
class PathSearch
{
public:
    PathSearch(const Recording& recording, PassId pass, std::size_t most)
        : m_recording(recording)
        , m_pass(pass)
        , m_most(most)
        , m_end(recording.passFacts[static_cast<std::size_t>(pass.index)].endedAt)
    {
        m_result.isComplete = true;
    }

    GradientPaths run(NumberPlace place)
    {
        follow(place, 1);
        return m_result;
    }

private:
    void follow(NumberPlace place, double product)
    {
        if (m_result.paths.size() >= m_most || ++m_visited > 2000) {
            m_result.isComplete = false;
            return;
        }
        const GradientOrigin origin = gradientOrigin(m_recording, m_pass, place, m_end);
        if (!origin.agrees) {
            m_result.isComplete = false;
            return;
        }
        if (origin.hasSeed && origin.seed != 0 && !m_terms.empty()) {
            m_result.paths.push_back({m_terms, origin.seed, product * origin.seed});
            m_result.total += product * origin.seed;
        }
        for (const GradientTerm& term : origin.terms) {
            m_terms.push_back(term);
            follow(term.from, product * term.slope);
            m_terms.pop_back();
        }
    }

    const Recording& m_recording;
    PassId m_pass;
    std::size_t m_most;
    int m_end;
    int m_visited = 0;
    std::vector<GradientTerm> m_terms;
    GradientPaths m_result;
};

} // namespace

std::vector<std::int64_t> operandElements(const Graph& graph, NumberPlace place, std::size_t slot)
{
    const Node& node = graph.node(place.node);
    const Tensor& operand = graph.node(node.inputs[slot]).value;
    std::vector<std::int64_t> all(static_cast<std::size_t>(operand.size()));
    std::iota(all.begin(), all.end(), 0);
    if (node.op == Op::CustomGradient || node.op == Op::RandomShuffle || operand.size() > mostTried
        || operand.size() < 2 || !isFloating(operand.dtype()) || !isSmall(graph, node))
        return all;
    std::vector<Tensor> inputs;
    for (const NodeId input : node.inputs)
        inputs.push_back(graph.node(input).value);
    std::vector<std::int64_t> found;
    const double before = node.value.at(place.element);
    for (const std::int64_t element : all) {
        // Whatever is computed from "not a number" is none either, except where a comparison
        // swallows it.
        for (const double other : {std::numeric_limits<double>::quiet_NaN(),
                                   operand.at(element) + 1.2345, operand.at(element) - 1e6}) {
            inputs[slot] = withElement(operand, element, other);
            try {
                if (evaluate(node.op, inputs, node.attributes()).at(place.element) == before)
                    continue;
            } catch (const TensorError&) { // it mattered
            }
            found.push_back(element);
            break;
        }
    }
    return found.empty() ? all : found;
}

GradientOrigin gradientOrigin(const Recording& recording, PassId passId, NumberPlace place, int k)
{
    GradientOrigin origin;
    const GradientPass& pass = passOf(recording, passId);
    const GradientState state = gradientAt(recording, passId, place.node, k);
    if (!state.sum || place.element >= state.sum->size())
        return origin;
    const DType dtype = state.sum->dtype();
    origin.sum = state.sum->at(place.element);
    double explained = 0;
    for (std::size_t i = 0; i < pass.targets.size(); ++i) {
        if (pass.targets[i] == place.node && state.isTarget) {
            origin.hasSeed = true;
            origin.seed += pass.seeds[i].at(place.element);
            explained = origin.seed;
        }
    }
    origin.agrees = true;
    for (const int index : state.contributions) {
        const Contribution& arrived = pass.contributions[static_cast<std::size_t>(index)];
        const double amount = arrived.amount.at(place.element);
        explained += amount;
        const int firing = pass.firingOf(arrived.from);
        const auto moved = slopes(recording, arrived.from, arrived.slot, place.element);
        if (!moved || firing < 0) {
            origin.agrees = false;
            continue;
        }
        const Tensor& upstream = pass.firings[static_cast<std::size_t>(firing)].upstream;
        double sum = 0;
        for (std::int64_t j = 0; j < moved->size(); ++j) {
            const GradientTerm term{
                {arrived.from, j}, arrived.slot, upstream.at(j), moved->at(j), arrived.ordinal};
            if (term.slope == 0)
                continue; // this element does not depend on the entry
            sum += term.product();
            if (term.product() != 0)
                origin.terms.push_back(term);
            else
                ++origin.zeroTerms;
        }
        origin.agrees = origin.agrees && isClose(rounded(sum, dtype), amount, dtype);
    }
    origin.agrees = origin.agrees && isClose(rounded(explained, dtype), origin.sum, dtype);
    return origin;
}

GradientPaths gradientPaths(const Recording& recording, PassId pass, NumberPlace place,
                            std::size_t most)
{
    return PathSearch(recording, pass, most).run(place);
}

} // namespace engine

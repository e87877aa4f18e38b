#include "engine/learning/gradientcheck.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/tensorerror.h"

namespace engine {
namespace {

constexpr std::int64_t mostEntries = 48;
constexpr int mostNodes = 4000;
constexpr std::int64_t mostWork = 20000; ///< nodes times entries
constexpr double goodEnough = 1e-3; ///< relative; a wrong rule is off by far more

Tensor inDouble(const Tensor& tensor)
{
    if (tensor.dtype() != DType::Float32 && tensor.dtype() != DType::Float16)
        return tensor;
    Tensor result = Tensor::uninitialized(DType::Float64, tensor.shape());
    double* const to = result.mutableData<double>();
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        to[i] = tensor.at(i);
    return result;
}

/// Computes the target again from another value of the source, in double precision.
class Replay
{
public:
    Replay(const Recording& recording, const GradientPass& pass, NodeId source)
        : m_graph(recording.graph)
        , m_pass(pass)
        , m_source(source)
    {
        int last = source.index;
        for (const NodeId target : pass.targets)
            last = std::max(last, target.index);
        std::vector<bool> depends(static_cast<std::size_t>(last) + 1, false);
        depends[static_cast<std::size_t>(source.index)] = true;
        for (int i = source.index + 1; i <= last; ++i) {
            for (const NodeId input : m_graph.node({i}).inputs) {
                if (depends[static_cast<std::size_t>(input.index)])
                    depends[static_cast<std::size_t>(i)] = true;
            }
            if (depends[static_cast<std::size_t>(i)])
                m_order.push_back({i});
        }
    }

    bool isShort() const { return static_cast<int>(m_order.size()) <= mostNodes; }
    const std::vector<NodeId>& order() const { return m_order; }

    /// The sum over the targets of seed times target. Throws TensorError.
    double operator()(const Tensor& value) const
    {
        std::unordered_map<int, Tensor> values;
        values.emplace(m_source.index, value);
        const auto valueOf = [&](NodeId id) {
            const auto found = values.find(id.index);
            return found == values.end() ? inDouble(m_graph.node(id).value) : found->second;
        };
        for (const NodeId id : m_order) {
            const Node& node = m_graph.node(id);
            std::vector<Tensor> inputs;
            for (const NodeId input : node.inputs)
                inputs.push_back(valueOf(input));
            if (node.op == Op::Cast && node.value.dtype() == DType::Float32)
                values.emplace(id.index, inDouble(inputs.front()));
            else
                values.emplace(id.index, evaluate(node.op, inputs, node.attributes()));
        }
        double sum = 0;
        for (std::size_t t = 0; t < m_pass.targets.size(); ++t) {
            const Tensor target = valueOf(m_pass.targets[t]);
            for (std::int64_t i = 0; i < target.size(); ++i)
                sum += target.at(i) * m_pass.seeds[t].at(i);
        }
        return sum;
    }

private:
    const Graph& m_graph;
    const GradientPass& m_pass;
    NodeId m_source;
    std::vector<NodeId> m_order;
};

Tensor moved(const Tensor& value, std::int64_t entry, double by)
{
    Tensor result = Tensor::uninitialized(DType::Float64, value.shape());
    double* const to = result.mutableData<double>();
    for (std::int64_t i = 0; i < value.size(); ++i)
        to[i] = value.at(i) + (i == entry ? by : 0);
    return result;
}

bool passesThrough(const Replay& replay, const Graph& graph, Op op)
{
    return std::any_of(replay.order().begin(), replay.order().end(),
                       [&](NodeId node) { return graph.node(node).op == op; });
}

} // namespace

std::optional<GradientCheck> checkGradient(const Recording& recording, FormulaBook& book,
                                           PassId passId, int source)
{
    const GradientPass& pass = recording.passes[static_cast<std::size_t>(passId.index)];
    const auto s = static_cast<std::size_t>(source);
    if (s >= pass.results.size() || !pass.results[s] || pass.seeds.size() != pass.targets.size())
        return std::nullopt;
    const NodeId node = pass.sources[s];
    const Tensor start = inDouble(recording.graph.node(node).value);
    const Replay replay(recording, pass, node);
    if (start.dtype() != DType::Float64 || !replay.isShort())
        return std::nullopt;

    GradientCheck check;
    check.tape = *pass.results[s];
    const NodeFormula formula = book.sourceFormula(passId, source);
    check.formula = formula.formula;
    check.formulaAgrees = formula.checked; // shown only when it agrees with the tape
    const auto nodes = static_cast<std::int64_t>(replay.order().size());
    const std::int64_t tried =
        std::clamp<std::int64_t>(mostWork / std::max<std::int64_t>(nodes, 1), 1, mostEntries);
    const std::int64_t stride = std::max<std::int64_t>(1, (start.size() + tried - 1) / tried);
    for (std::int64_t i = 0; i < start.size(); i += stride)
        check.entries.push_back(i);

    double largest = 1;
    for (const std::int64_t entry : check.entries)
        largest = std::max(largest, std::abs(check.tape.at(entry)));
    try {
        const double middle = replay(start);
        constexpr double near = 1e-6;
        for (const std::int64_t entry : check.entries) {
            const double right = (replay(moved(start, entry, near)) - middle) / near;
            const double left = (middle - replay(moved(start, entry, -near))) / near;
            if (std::abs(right - left) > 1e-2 * std::max({1.0, std::abs(right), std::abs(left)}))
                check.kinks.push_back(entry);
        }
        std::vector<double> best;
        for (int half = 1; half <= 20; ++half) { // h from 0.3 to 1e-10
            const double h = std::pow(10.0, -0.5 * half);
            std::vector<double> slopes;
            double error = 0;
            for (const std::int64_t entry : check.entries) {
                slopes.push_back((replay(moved(start, entry, h)) - replay(moved(start, entry, -h)))
                                 / (2 * h));
                const bool kink =
                    std::find(check.kinks.begin(), check.kinks.end(), entry) != check.kinks.end();
                const double off = std::abs(slopes.back() - check.tape.at(entry)) / largest;
                if (!kink)
                    error = std::isnan(off) ? off : std::max(error, off);
            }
            check.curve.push_back({h, error});
            if (best.empty() || error < check.error) {
                best = slopes;
                check.error = error;
                check.bestStep = h;
            }
        }
        Tensor differences =
            Tensor::uninitialized(DType::Float64, Shape{static_cast<std::int64_t>(best.size())});
        std::copy(best.begin(), best.end(), differences.mutableData<double>());
        const bool whole = static_cast<std::int64_t>(best.size()) == start.size();
        check.differences = whole ? differences.withShape(start.shape()) : differences;
    } catch (const TensorError&) {
        return std::nullopt;
    }
    check.differencesAgree = check.error <= goodEnough;
    if (!check.kinks.empty())
        check.remark = {"Here is a kink: the slope to the left is not the slope to the right. The "
                        "tape takes one of the slopes in between, by convention.",
                        "这里是一个尖点：左边的斜率与右边的不同。梯度带按约定取其间的一个斜率。"};
    else if (!check.differencesAgree && passesThrough(replay, recording.graph, Op::StopGradient))
        check.remark = {"tf.stop_gradient stands in the way: the tape takes what lies behind it as "
                        "constant, the differences do not.",
                        "路上有 tf.stop_gradient：梯度带把它后面的部分当作常量，差分则没有。"};
    else if (!check.differencesAgree)
        check.remark = {
            "The differences do not agree with the tape: a rule of its own may stand in "
            "the way (tf.custom_gradient), or a step such as rounding.",
            "差分与梯度带不一致：路上可能有自定义的规则（tf.custom_gradient），或取整这样的跳变。"};
    return check;
}

} // namespace engine

#include <algorithm>
#include <set>

#include "engine/recording/formulapage.h"
#include "engine/recording/questions.h"

namespace engine {
namespace {

bool anyEntry(const Tensor& tensor, double value)
{
    for (std::int64_t i = 0; i < tensor.size(); ++i) {
        if (tensor.at(i) == value)
            return true;
    }
    return false;
}

bool anyTie(const Tensor& a, const Tensor& b)
{
    const auto shape = broadcastShape(a.shape(), b.shape());
    if (a.size() != b.size())
        return (a.size() == 1 && anyEntry(b, a.at(0))) || (b.size() == 1 && anyEntry(a, b.at(0)));
    for (std::int64_t i = 0; shape && i < a.size(); ++i) {
        if (a.at(i) == b.at(i))
            return true;
    }
    return false;
}

/// How the tape decided where the mathematics leaves it open, or empty.
BilingualText conventionOf(const Recording& recording, const Node& node)
{
    const auto input = [&](std::size_t i) -> const Tensor& {
        return recording.graph.node(node.inputs[i]).value;
    };
    switch (node.op) {
    case Op::Relu:
        if (anyEntry(input(0), 0))
            return {"relu at 0: the slope is taken as 0", "relu 在 0 处：斜率约定为 0"};
        break;
    case Op::Abs:
        if (anyEntry(input(0), 0))
            return {"|x| at 0: the slope is taken as 0", "|x| 在 0 处：斜率约定为 0"};
        break;
    case Op::Maximum:
    case Op::Minimum:
        if (anyTie(input(0), input(1)))
            return {"two equal values: the gradient goes to the first one",
                    "两个值相等：梯度归第一个"};
        break;
    case Op::ReduceMax:
    case Op::ReduceMin: {
        std::int64_t chosen = 0;
        for (std::int64_t i = 0; i < input(0).size(); ++i)
            chosen += anyEntry(node.value, input(0).at(i)) ? 1 : 0;
        if (chosen > node.value.size())
            return {"several entries are extreme: they share the gradient equally",
                    "有多个并列的极值：梯度平均分给它们"};
        break;
    }
    case Op::Sqrt:
        if (anyEntry(input(0), 0))
            return {"√x at 0: the slope is infinite", "√x 在 0 处：斜率为无穷大"};
        break;
    case Op::Norm:
        if (anyEntry(node.value, 0))
            return {"‖x‖ at 0 has no gradient: 0/0 gives nan", "‖x‖ 在 0 处没有梯度：0/0 得 nan"};
        break;
    case Op::Power:
        if (node.inputs.size() == 2) {
            for (std::int64_t i = 0; i < input(0).size(); ++i) {
                if (input(0).at(i) <= 0 && node.inputs[1].isValid()
                    && !recording.graph.node(node.inputs[1]).tapes.empty())
                    return {"aᵇ where a ≤ 0: the exponent's gradient is taken as 0",
                            "aᵇ 在 a ≤ 0 处：指数的梯度约定为 0"};
            }
        }
        break;
    case Op::CustomGradient:
        return {"grad(…): the program defines this gradient itself; what happens inside has no "
                "formula here",
                "grad(…)：这个梯度由程序自己定义，其内部没有公式"};
    default: // smooth wherever it is defined
        break;
    }
    return {};
}

bool isComparison(Op op)
{
    switch (op) {
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::Equal:
    case Op::NotEqual:
        return true;
    default: // nothing else is compared
        return false;
    }
}

/// Compares single numbers that are equal, one of which came from what the pass asks about.
bool isOnEdge(const Recording& recording, const GradientPass& pass, const Node& node)
{
    if (!isComparison(node.op) || node.inputs.size() != 2 || node.value.size() != 1)
        return false;
    const auto depends = [&](NodeId input) {
        return !recording.graph.node(input).tapes.empty()
            || std::find(pass.sources.begin(), pass.sources.end(), input) != pass.sources.end();
    };
    return anyTie(recording.graph.node(node.inputs[0]).value,
                  recording.graph.node(node.inputs[1]).value)
        && (depends(node.inputs[0]) || depends(node.inputs[1]));
}

bool decides(StepKind kind)
{
    return kind == StepKind::BranchTaken || kind == StepKind::LapBegan
        || kind == StepKind::LoopEnded;
}

} // namespace

std::vector<BilingualText> branchEdges(const Recording& recording, PassId pass)
{
    const auto p = static_cast<std::size_t>(pass.index);
    const int end = std::min(recording.passFacts[p].beganAt, recording.stepCount());
    std::vector<BilingualText> result;
    for (int i = 0; i < recording.graph.size(); ++i) {
        const NodeFacts& facts = recording.nodes[static_cast<std::size_t>(i)];
        if (facts.bornAt > end)
            break;
        if (!isOnEdge(recording, recording.passes[p], recording.graph.node({i})))
            continue;
        for (int step = facts.bornAt; step < end; ++step) {
            const Step& later = recording.steps[static_cast<std::size_t>(step)];
            if (!decides(later.kind))
                continue;
            const CellRun* run = sourceOf(recording, later.span, later.cellRun);
            if (run && later.span.cell == facts.span.cell && later.span.begin <= facts.span.begin
                && facts.span.end <= later.span.end) {
                const std::string line =
                    std::to_string(positionAt(run->source, later.span.begin).line);
                const BilingualText text = {
                    "line " + line
                        + " compares two equal values: the gradient is that of the branch taken",
                    "第 " + line + " 行比较的两个值相等：梯度是所走分支的梯度"};
                if (std::find(result.begin(), result.end(), text) == result.end())
                    result.push_back(text);
            }
            break;
        }
    }
    return result;
}

std::vector<BilingualText> conventionsAt(const Recording& recording, PassId pass,
                                         const std::vector<NodeId>& nodes, int k)
{
    constexpr std::size_t most = 1000;
    const auto p = static_cast<std::size_t>(pass.index);
    const PassFacts& facts = recording.passFacts[p];
    std::vector<BilingualText> result;
    std::set<int> seen;
    std::vector<NodeId> open = nodes;
    while (!open.empty() && seen.size() < most) {
        const NodeId node = open.back();
        open.pop_back();
        for (const int index : facts.arrivals.at(node)) {
            if (facts.arrivedAt[static_cast<std::size_t>(index)] > k)
                continue;
            const NodeId from =
                recording.passes[p].contributions[static_cast<std::size_t>(index)].from;
            if (!seen.insert(from.index).second)
                continue;
            open.push_back(from);
            const BilingualText text = conventionOf(recording, recording.graph.node(from));
            if (!text.empty() && std::find(result.begin(), result.end(), text) == result.end())
                result.push_back(text);
        }
    }
    return result;
}

} // namespace engine

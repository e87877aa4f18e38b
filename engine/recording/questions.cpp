#include "engine/recording/questions.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <tuple>

#include "engine/tensor/numpytext.h"

namespace engine {
namespace {

const NodeFacts& factsOf(const Recording& recording, NodeId node)
{
    return recording.nodes[static_cast<std::size_t>(node.index)];
}

const PassFacts& factsOf(const Recording& recording, PassId pass)
{
    return recording.passFacts[static_cast<std::size_t>(pass.index)];
}

const GradientPass& passOf(const Recording& recording, PassId pass)
{
    return recording.passes[static_cast<std::size_t>(pass.index)];
}

/// A number as one writes it: "2" for 2.0.
std::string numberText(const Tensor& tensor)
{
    std::string text = numpyScalar(tensor, 0);
    if (text.size() > 2 && text.ends_with(".0"))
        text.resize(text.size() - 2);
    return text;
}

bool isInfix(Op op)
{
    switch (op) {
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::FloorDivide:
    case Op::FloorModulo:
    case Op::Matmul:
    case Op::Less:
    case Op::LessEqual:
    case Op::Equal:
    case Op::NotEqual:
    case Op::Greater:
    case Op::GreaterEqual:
        return true;
    default:
        return false;
    }
}

/// "∂y/∂x" for the result of a pass.
std::string gradientName(const Recording& recording, NodeId id, PassId passId, int k)
{
    const GradientPass& pass = passOf(recording, passId);
    const auto result = std::find(pass.resultNodes.begin(), pass.resultNodes.end(), id);
    if (result == pass.resultNodes.end() || pass.targets.empty())
        return std::string(pythonName(Op::Gradient));
    const NodeId source = pass.sources[static_cast<std::size_t>(result - pass.resultNodes.begin())];
    return "∂" + labelAt(recording, pass.targets.front(), k) + "/∂" + labelAt(recording, source, k);
}

/// "ẏ", or "d(loss)".
std::string slopeLabel(const std::string& name, NodeId of)
{
    if (name.size() == 1 && std::isalpha(static_cast<unsigned char>(name[0])) != 0)
        return name == "x" ? "ẋ" : name == "y" ? "ẏ" : name == "z" ? "ż" : name + "\u0307";
    return "d(" + (name.empty() ? "#" + std::to_string(of.index) : name) + ")";
}

std::string expression(const Recording& recording, NodeId id, int k, int depth, bool inner)
{
    const Node& node = recording.graph.node(id);
    if (const std::string name = nameAt(recording, id, k); !name.empty() && inner)
        return name;
    if (isLeaf(node.op)) {
        const std::string name = nameAt(recording, id, k);
        if (!name.empty())
            return name;
        constexpr std::int64_t shownElements = 4;
        if (node.op == Op::Constant && node.value.size() == 1)
            return numberText(node.value);
        if (node.op == Op::Constant && node.value.size() <= shownElements)
            return shortValue(node.value);
        if (node.op == Op::Variable)
            return "#" + std::to_string(id.index);
        if (node.op == Op::Gradient)
            return gradientName(recording, id, node.pass, k);
        return std::string(pythonName(node.op));
    }
    if (depth == 0)
        return "…";
    const auto operand = [&](std::size_t i) {
        return expression(recording, node.inputs[i], k, depth - 1, true);
    };
    if (isInfix(node.op)) {
        const std::string text = operand(0) + " " + std::string(symbol(node.op)) + " " + operand(1);
        return inner ? "(" + text + ")" : text;
    }
    if (node.op == Op::Transpose && node.value.rank() == 2)
        return operand(0) + "ᵀ";
    if (node.op == Op::Negative)
        return "−" + operand(0);
    if (node.op == Op::Norm)
        return "‖" + operand(0) + "‖";
    std::string text = std::string(pythonName(node.op)) + "(";
    for (std::size_t i = 0; i < node.inputs.size(); ++i) { // needs no brackets of its own
        const std::string name = nameAt(recording, node.inputs[i], k);
        text += (i ? ", " : "")
            + (name.empty() ? expression(recording, node.inputs[i], k, depth - 1, false) : name);
    }
    return text + ")";
}

} // namespace

const Step* stepAt(const Recording& recording, int k)
{
    return k <= 0 || k > recording.stepCount() ? nullptr
                                               : &recording.steps[static_cast<std::size_t>(k) - 1];
}

int takeAt(const Recording& recording, int k)
{
    const int index = std::max(k - 1, 0);
    const auto it =
        std::upper_bound(recording.takes.begin(), recording.takes.end(), index,
                         [](int step, const Take& take) { return step < take.stepEnd; });
    if (it == recording.takes.end())
        return static_cast<int>(recording.takes.size()) - 1;
    return static_cast<int>(it - recording.takes.begin());
}

int cellRunAt(const Recording& recording, int k)
{
    const Step* step = stepAt(recording, k);
    return step ? step->cellRun : -1;
}

const CellRun* sourceOf(const Recording& recording, const SourceSpan& span, int cellRun)
{
    for (int run = cellRun; run >= 0; --run) {
        const CellRun& candidate = recording.cellRuns[static_cast<std::size_t>(run)];
        if (candidate.cell == span.cell)
            return &candidate;
    }
    return nullptr;
}

bool isBorn(const Recording& recording, NodeId node, int k)
{
    return factsOf(recording, node).bornAt <= k;
}

std::string nameAt(const Recording& recording, NodeId node, int k)
{
    const VariableId variable = recording.graph.node(node).variable;
    if (variable.isValid()
        && static_cast<std::size_t>(variable.index) < recording.variableNames.size()) {
        const std::string& own = recording.variableNames[static_cast<std::size_t>(variable.index)];
        if (!own.empty())
            return own;
    }
    // Names that live go before those that are over, names of the innermost call before the
    // others; then those that stand for fewer things (W1 before the `v` of a loop), then later
    // ones.
    const Binding* best = nullptr;
    for (const int index : factsOf(recording, node).bindings) {
        const Binding& binding = recording.bindings[static_cast<std::size_t>(index)];
        if (binding.bornAt > k)
            continue;
        const auto rank = [k](const Binding& each) {
            const bool lives = each.endsAt > k;
            return std::tuple(lives, lives ? each.depth : 0, -each.bearers);
        };
        if (!best || rank(binding) >= rank(*best))
            best = &binding;
    }
    return best ? best->name : std::string();
}

std::string labelAt(const Recording& recording, NodeId node, int k)
{
    if (std::string name = nameAt(recording, node, k); !name.empty())
        return name;
    const Node& record = recording.graph.node(node);
    if (record.op == Op::Constant && record.value.size() == 1)
        return numberText(record.value);
    if (const auto slope = recording.slopeOf.find(node.index); slope != recording.slopeOf.end())
        return slopeLabel(nameAt(recording, slope->second, k), slope->second);
    return "#" + std::to_string(node.index);
}

std::string expressionAt(const Recording& recording, NodeId node, int k)
{
    return expression(recording, node, k, 3, false);
}

bool isWatched(const Recording& recording, NodeId node, int k)
{
    return std::any_of(recording.watches.begin(), recording.watches.end(),
                       [&](const WatchFact& watch) { return watch.node == node && watch.at <= k; });
}

bool isRecorded(const Recording& recording, NodeId node)
{
    return !recording.graph.node(node).tapes.empty();
}

std::optional<PassId> passAt(const Recording& recording, int k)
{
    const int take = takeAt(recording, k);
    if (take < 0)
        return {};
    std::optional<PassId> latest;
    for (const PassId pass : recording.takes[static_cast<std::size_t>(take)].passes) {
        if (factsOf(recording, pass).beganAt <= k)
            latest = pass;
    }
    return latest;
}

GradientState gradientAt(const Recording& recording, PassId passId, NodeId node, int k)
{
    const GradientPass& pass = passOf(recording, passId);
    const PassFacts& facts = factsOf(recording, passId);
    GradientState state;
    const auto target = std::find(pass.targets.begin(), pass.targets.end(), node);
    state.isTarget = target != pass.targets.end();
    state.isSource =
        std::find(pass.sources.begin(), pass.sources.end(), node) != pass.sources.end();
    const std::span<const int> arrivals = facts.arrivals.at(node);
    if (arrivals.empty() && !state.isTarget)
        return state;
    if (state.isTarget && facts.beganAt <= k)
        state.sum = pass.seeds[static_cast<std::size_t>(target - pass.targets.begin())];
    for (const int index : arrivals) {
        const Contribution& contribution = pass.contributions[static_cast<std::size_t>(index)];
        state.expected = contribution.expected;
        if (facts.arrivedAt[static_cast<std::size_t>(index)] > k)
            continue;
        ++state.arrived;
        state.sum = contribution.sum;
        state.contributions.push_back(index);
    }
    const int firing = pass.firingOf(node);
    const bool fired = firing >= 0 && facts.firedAt[static_cast<std::size_t>(firing)] <= k;
    const bool begun = facts.beganAt <= k;
    state.phase = !begun ? GradientPhase::Waiting
        : fired          ? GradientPhase::Fired
        : state.arrived < state.expected
        ? (state.arrived ? GradientPhase::Arriving : GradientPhase::Waiting)
        : GradientPhase::Complete;
    return state;
}

bool isOnPath(const Recording& recording, PassId passId, NodeId node, int slot)
{
    const GradientPass& pass = passOf(recording, passId);
    const int index = pass.firingOf(node);
    if (index < 0)
        return false;
    const Firing& firing = pass.firings[static_cast<std::size_t>(index)];
    for (int i = 0; i < firing.contributionCount; ++i) {
        if (pass.contributions[static_cast<std::size_t>(firing.firstContribution + i)].slot == slot)
            return true;
    }
    return false;
}

bool isStop(Granularity granularity, StepKind kind)
{
    const auto atLeast = [granularity](Granularity finest) { return granularity >= finest; };
    switch (kind) {
    case StepKind::CellEnded:
    case StepKind::Failed:
        return true;
    case StepKind::CellBegan:
        return false;
    case StepKind::StatementBegan:
        return granularity == Granularity::Line || granularity == Granularity::Expression;
    case StepKind::PassBegan:
    case StepKind::OutputWritten:
        return atLeast(Granularity::Line);
    case StepKind::ExpressionEvaluated:
    case StepKind::FunctionEntered:
    case StepKind::FunctionLeft:
        return granularity == Granularity::Expression;
    case StepKind::LapBegan:
    case StepKind::LoopEnded:
    case StepKind::BranchTaken:
    case StepKind::NameBound:
    case StepKind::GradientCompleted:
    case StepKind::GradientMissing:
        return atLeast(Granularity::Expression);
    case StepKind::OperationRan:
    case StepKind::TapeOpened:
    case StepKind::TapeClosed:
    case StepKind::TensorWatched:
    case StepKind::VariableAssigned:
    case StepKind::RuleFired:
    case StepKind::PassEnded:
        return atLeast(Granularity::Operation);
    case StepKind::ContributionArrived:
        return granularity == Granularity::Contribution;
    }
    std::abort();
}

bool isStop(Granularity granularity, const Step& step)
{
    if (step.kind == StepKind::NameBound && !step.node.isValid()
        && granularity != Granularity::Expression)
        return false;
    return isStop(granularity, step.kind);
}

int nextStop(const Recording& recording, int k, Granularity granularity)
{
    for (int next = k + 1; next < recording.stepCount(); ++next) {
        if (isStop(granularity, recording.steps[static_cast<std::size_t>(next) - 1]))
            return next;
    }
    return recording.stepCount();
}

int previousStop(const Recording& recording, int k, Granularity granularity)
{
    for (int previous = k - 1; previous > 0; --previous) {
        if (isStop(granularity, recording.steps[static_cast<std::size_t>(previous) - 1]))
            return previous;
    }
    return 0;
}

int forwardEnd(const Recording& recording, int take)
{
    const Take& record = recording.takes[static_cast<std::size_t>(take)];
    int end = takeEnd(recording, take);
    for (const PassId pass : record.passes)
        end = std::min(end, factsOf(recording, pass).beganAt - 1);
    return end;
}

int backwardEnd(const Recording& recording, int take)
{
    const Take& record = recording.takes[static_cast<std::size_t>(take)];
    int end = 0;
    for (const PassId pass : record.passes) {
        const int ended = factsOf(recording, pass).endedAt;
        end = std::max(end, ended == never ? takeEnd(recording, take) : ended);
    }
    return record.passes.empty() ? takeEnd(recording, take) : end;
}

int takeEnd(const Recording& recording, int take)
{
    return recording.takes[static_cast<std::size_t>(take)].stepEnd;
}

std::string shortValue(const Tensor& tensor)
{
    constexpr std::int64_t shownElements = 8;
    if (tensor.size() > shownElements || tensor.size() == 0)
        return std::string(name(tensor.dtype())) + " " + tensor.shape().tupleText();
    const std::vector<std::string> elements = numpyElements(tensor);
    std::size_t next = 0;
    const auto build = [&](const auto& self, int axis) -> std::string {
        if (axis == tensor.rank())
            return elements[next++];
        std::string text = "[";
        for (std::int64_t i = 0; i < tensor.shape()[axis]; ++i)
            text += (i ? ", " : "") + self(self, axis + 1);
        return text + "]";
    };
    return build(build, 0);
}

} // namespace engine

#include "ui/inspector/nodereport.h"

#include <algorithm>

namespace ui {
namespace {

using engine::NodeId;
using engine::Recording;

NodeReport::Link linkTo(const Recording& recording, NodeId node, int k)
{
    return {node, engine::labelAt(recording, node, k)};
}

NodeReport::Kind kindOf(const Recording& recording, NodeId node, int k)
{
    const engine::Node& data = recording.graph.node(node);
    if (data.op == engine::Op::Variable)
        return NodeReport::Kind::Variable;
    if (data.op == engine::Op::Gradient)
        return NodeReport::Kind::GradientResult;
    if (engine::isRecorded(recording, node))
        return NodeReport::Kind::Recorded;
    if (engine::isWatched(recording, node, k))
        return NodeReport::Kind::WatchedLeaf;
    return engine::isLeaf(data.op) ? NodeReport::Kind::Constant : NodeReport::Kind::Unrecorded;
}

std::string tapeNames(const Recording& recording, const engine::Node& node)
{
    std::string names;
    for (const engine::TapeId tape : node.tapes) {
        const std::string& name = recording.tapes[static_cast<std::size_t>(tape.index)].name;
        if (!name.empty())
            names += (names.empty() ? "" : ", ") + name;
    }
    return names;
}

void addSource(NodeReport& report, const Recording& recording)
{
    const engine::NodeFacts& facts = recording.nodes[static_cast<std::size_t>(report.node.index)];
    report.span = facts.span;
    if (facts.cellRun < 0 || !facts.span.isValid())
        return;
    // A function defined in another cell runs its lines there.
    const auto run = recording.cellRuns.begin() + facts.cellRun;
    auto home = run;
    if (facts.span.cell != run->cell) {
        for (auto each = recording.cellRuns.begin(); each != run; ++each) {
            if (each->cell == facts.span.cell)
                home = each;
        }
    }
    report.executionCount = home->executionCount;
    report.line = engine::positionAt(home->source, facts.span.begin).line;
    std::string line(engine::lineAt(home->source, facts.span.begin));
    line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
    report.codeLine = std::move(line);
}

void addConsumers(NodeReport& report, const Recording& recording, int k)
{
    for (int i = report.node.index + 1; i < recording.graph.size(); ++i) {
        const NodeId other{i};
        if (!engine::isBorn(recording, other, k))
            break;
        const auto& inputs = recording.graph.node(other).inputs;
        if (std::find(inputs.begin(), inputs.end(), report.node) != inputs.end())
            report.consumers.push_back(linkTo(recording, other, k));
    }
}

void addGradient(NodeReport& report, const Recording& recording, int k)
{
    const auto pass = engine::passAt(recording, k);
    if (!pass)
        return;
    report.hasPass = true;
    report.pass = *pass;
    report.gradient = engine::gradientAt(recording, *pass, report.node, k);
    const engine::GradientPass& data = recording.passes[static_cast<std::size_t>(pass->index)];
    const engine::PassFacts& facts = recording.passFacts[static_cast<std::size_t>(pass->index)];

    for (std::size_t i = 0; i < data.targets.size(); ++i) {
        if (data.targets[i] == report.node && report.gradient.isTarget)
            report.ledger.push_back({{}, true, data.seeds[i], data.seeds[i], 0});
    }
    for (const int index : report.gradient.contributions) {
        const engine::Contribution& each = data.contributions[static_cast<std::size_t>(index)];
        report.ledger.push_back(
            {linkTo(recording, each.from, k), false, each.amount, each.sum, each.ordinal});
    }
    for (std::size_t i = 0; i < data.sources.size(); ++i) {
        const bool isDone = facts.completedAt[i] <= k;
        if (data.sources[i] == report.node && isDone && !data.results[i]) {
            report.noGradient = engine::noGradientText(data.reasons[i]);
            report.noneSource = static_cast<int>(i);
        }
    }
}

bool isInfix(const engine::Node& node)
{
    switch (node.op) {
    case engine::Op::Matmul: {
        const auto* matmul = std::get_if<engine::MatmulAttributes>(&node.attributes());
        return !matmul || (!matmul->transposeA && !matmul->transposeB);
    }
    case engine::Op::Add:
    case engine::Op::Subtract:
    case engine::Op::Multiply:
    case engine::Op::Divide:
    case engine::Op::FloorDivide:
    case engine::Op::FloorModulo:
    case engine::Op::Less:
    case engine::Op::LessEqual:
    case engine::Op::Equal:
    case engine::Op::NotEqual:
    case engine::Op::Greater:
    case engine::Op::GreaterEqual:
        return true;
    default:
        return false;
    }
}

/// The result of a pass leads to the source it is the gradient of: that one has the sum and its
/// ledger.
NodeId askedFor(const Recording& recording, NodeId node)
{
    const engine::Node& data = recording.graph.node(node);
    if (data.op != engine::Op::Gradient || !data.pass.isValid())
        return node;
    const engine::GradientPass& pass = recording.passes[static_cast<std::size_t>(data.pass.index)];
    const auto result = std::find(pass.resultNodes.begin(), pass.resultNodes.end(), node);
    return result == pass.resultNodes.end()
        ? node
        : pass.sources[static_cast<std::size_t>(result - pass.resultNodes.begin())];
}

} // namespace

NodeId currentNode(const Recording& recording, int k)
{
    const int take = engine::takeAt(recording, k);
    if (take < 0)
        return {};
    const int first = recording.takes[static_cast<std::size_t>(take)].firstStep;
    for (int step = k; step > first; --step) {
        const NodeId node = engine::stepAt(recording, step)->node;
        if (node.isValid())
            return askedFor(recording, node);
    }
    return {};
}

NodeReport reportOn(const Recording& recording, NodeId node, int k)
{
    NodeReport report;
    report.node = node;
    if (!node.isValid() || node.index >= recording.graph.size()
        || !engine::isBorn(recording, node, k))
        return report;
    const engine::Node& data = recording.graph.node(node);
    report.isBorn = true;
    report.label = engine::labelAt(recording, node, k);
    report.name = engine::nameAt(recording, node, k);
    report.op = data.op;
    report.kind = kindOf(recording, node, k);
    report.isWatched = engine::isWatched(recording, node, k);
    report.tapes = tapeNames(recording, data);
    if (data.tapes.empty() && !engine::isLeaf(data.op))
        report.notRecorded = engine::unrecordedText(data.unrecorded);
    report.isForwardMode = data.unrecorded == engine::Unrecorded::Slope
        || data.unrecorded == engine::Unrecorded::CarriedForward;
    report.value = data.value;
    report.rule = engine::ruleText(data.op);
    if (!data.inputs.empty())
        report.application = report.label + " = " + applicationText(recording, node, k);
    for (const NodeId input : data.inputs)
        report.inputs.push_back(linkTo(recording, input, k));
    addConsumers(report, recording, k);
    addSource(report, recording);
    addGradient(report, recording, k);
    return report;
}

std::string applicationText(const Recording& recording, NodeId node, int k)
{
    const engine::Node& data = recording.graph.node(node);
    const auto label = [&](std::size_t i) { return engine::labelAt(recording, data.inputs[i], k); };
    if (data.inputs.empty())
        return std::string(engine::pythonName(data.op));
    if (isInfix(data) && data.inputs.size() == 2)
        return label(0) + " " + std::string(engine::symbol(data.op)) + " " + label(1);
    if (data.op == engine::Op::Transpose && data.value.rank() == 2)
        return label(0) + "ᵀ";
    if (data.op == engine::Op::Negative)
        return "−" + label(0);
    if (data.op == engine::Op::Norm)
        return "‖" + label(0) + "‖";
    std::string text(engine::pythonName(data.op));
    text += '(';
    for (std::size_t i = 0; i < data.inputs.size(); ++i)
        text += (i == 0 ? "" : ", ") + label(i);
    if (const auto* matmul = std::get_if<engine::MatmulAttributes>(&data.attributes())) {
        text += matmul->transposeA ? ", transpose_a=True" : "";
        text += matmul->transposeB ? ", transpose_b=True" : "";
    }
    return text + ')';
}

} // namespace ui

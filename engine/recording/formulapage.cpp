#include "engine/recording/formulapage.h"

#include <algorithm>
#include <cmath>

#include "engine/recording/questions.h"
#include "engine/symbolic/formularules.h"
#include "engine/tensor/numpytext.h"

namespace engine {
namespace {

constexpr int heaviestExpanded = 40; ///< results beyond it go by their name
constexpr int heaviestGradient = 160; ///< beyond it nobody reads on
constexpr int deepestExpanded = 600; ///< operations opened one below the other
constexpr std::size_t mostExpanded = 1500; ///< gradients that one is made of

const NodeFacts& factsOf(const Recording& recording, NodeId node)
{
    return recording.nodes[static_cast<std::size_t>(node.index)];
}

bool isUniform(const Tensor& value)
{
    for (std::int64_t i = 1; i < value.size(); ++i) {
        if (value.at(i) != value.at(0))
            return false;
    }
    return value.size() > 0;
}

} // namespace

FormulaBook::Page::Page(const Recording& recording, int k, int names)
    : m_recording(recording)
    , m_k(k)
    , m_names(names)
    , m_take(takeAt(recording, k))
    , m_simplifier(m_pool)
{
    for (const Binding& binding : recording.bindings) {
        if (binding.bornAt > k || !binding.node.isValid())
            continue;
        std::vector<int>& holders = m_holders[binding.name];
        if (factsOf(recording, binding.node).bindings.size() > 1)
            std::erase(holders, binding.node.index);
        holders.push_back(binding.node.index);
    }
    if (std::any_of(recording.variableNames.begin(), recording.variableNames.end(),
                    [](const std::string& own) { return !own.empty(); })) {
        for (int i = 0; i < recording.graph.size(); ++i) {
            const VariableId variable = recording.graph.node({i}).variable;
            if (!variable.isValid() || !isBorn(recording, {i}, k))
                continue;
            const std::string& own =
                recording.variableNames[static_cast<std::size_t>(variable.index)];
            if (!own.empty())
                m_holders[own].push_back(i);
        }
    }
    for (const WatchFact& watch : recording.watches) {
        if (watch.at <= k)
            m_watched.insert(watch.node.index);
    }
}

int FormulaBook::Page::namesAt(const Recording& recording, int k)
{
    int names = 0;
    for (const Binding& binding : recording.bindings)
        names += (binding.bornAt <= k ? 1 : 0) + (binding.endsAt <= k ? 1 : 0);
    for (const WatchFact& watch : recording.watches)
        names += watch.at <= k ? 1 : 0;
    return names;
}

SymbolName FormulaBook::Page::symbolName(NodeId node)
{
    SymbolName name;
    name.name = nameAt(m_recording, node, m_k);
    if (name.name.empty()) {
        const std::string number = std::to_string(node.index);
        const bool isTaken = m_holders.contains("v" + number) || m_holders.contains("v_" + number);
        name.name = (isTaken ? "node" : "v") + number;
        return name;
    }
    // The living (or else latest) bearer goes by the plain name, the ones before by primes.
    const std::vector<int>& holders = m_holders[name.name];
    const auto at = std::find(holders.begin(), holders.end(), node.index);
    if (at != holders.end())
        name.primes = static_cast<int>(holders.end() - at) - 1;
    return name;
}

FormulaId FormulaBook::Page::symbol(NodeId node)
{
    if (const auto known = m_symbols.find(node.index); known != m_symbols.end())
        return known->second;
    const Tensor& value = m_recording.graph.node(node).value;
    const FormulaId id = m_pool.symbol(symbolName(node), value.shape());
    m_symbolValues.emplace(m_pool.node(id).symbol, value);
    m_symbols.emplace(node.index, id);
    return id;
}

std::optional<FormulaId> FormulaBook::Page::named(const std::string& name)
{
    auto found = m_holders.find(name);
    if (found == m_holders.end()) // as it is written in formulas: α, ŷ
        found = std::find_if(m_holders.begin(), m_holders.end(), [&](const auto& holder) {
            SymbolName symbol;
            symbol.name = holder.first;
            return symbol.text() == name;
        });
    if (found == m_holders.end() || found->second.empty())
        return {};
    return symbol({found->second.back()});
}

bool FormulaBook::Page::dependsOnResults(FormulaId formula) const
{
    const FormulaNode& node = m_pool.node(formula);
    if (node.kind == FormulaKind::Symbol)
        return std::any_of(m_symbols.begin(), m_symbols.end(), [&](const auto& entry) {
            return entry.second == formula && !m_recording.graph.node({entry.first}).tapes.empty();
        });
    return std::any_of(node.parts.begin(), node.parts.end(),
                       [&](FormulaId part) { return dependsOnResults(part); });
}

FormulaId FormulaBook::Page::barSymbol(NodeId node, const Tensor& value)
{
    SymbolName name = symbolName(node);
    name.bar = true;
    const FormulaId id = m_pool.symbol(name, value.shape());
    m_symbolValues.insert_or_assign(m_pool.node(id).symbol, value);
    return id;
}

FormulaId FormulaBook::Page::uniform(const Tensor& value)
{
    return m_pool.number(Number::written(value.at(0), value.dtype()), value.shape());
}

/// Data without a name: a number where it is one, a short list, or a numbered symbol.
FormulaId FormulaBook::Page::leafFormula(NodeId node)
{
    const Node& record = m_recording.graph.node(node);
    constexpr std::int64_t listed = 4;
    const bool written =
        record.op == Op::Constant || record.op == Op::Zeros || record.op == Op::Ones;
    if (written && isUniform(record.value) && std::isfinite(record.value.at(0)))
        return uniform(record.value);
    if (record.op == Op::Constant && record.value.size() <= listed && record.value.rank() == 1) {
        SymbolName name;
        name.literal = true;
        name.name = "[";
        for (std::int64_t i = 0; i < record.value.size(); ++i) {
            std::string digits = numpyScalar(record.value, i);
            if (digits.ends_with(".0"))
                digits.resize(digits.size() - 2);
            name.name += (i ? ", " : "") + digits;
        }
        name.name += "]";
        const FormulaId id = m_pool.symbol(name, record.value.shape());
        m_symbolValues.emplace(m_pool.node(id).symbol, record.value);
        return id;
    }
    return symbol(node);
}

/// Nothing is spelled out beyond these: what is asked for, watched, or comes from an earlier take.
bool FormulaBook::Page::isStop(const Scope& scope, NodeId node) const
{
    const Node& record = m_recording.graph.node(node);
    const NodeFacts& facts = factsOf(m_recording, node);
    if (scope.pass >= 0) {
        const auto& sources = m_recording.passes[static_cast<std::size_t>(scope.pass)].sources;
        if (std::find(sources.begin(), sources.end(), node) != sources.end())
            return true;
    }
    if (m_watched.count(node.index) != 0)
        return true;
    if (m_take >= 0 && facts.bornAt != never
        && facts.bornAt <= m_recording.takes[static_cast<std::size_t>(m_take)].firstStep)
        return !nameAt(m_recording, node, m_k).empty();
    return record.tapes.empty() && !nameAt(m_recording, node, m_k).empty();
}

/// Whether the node's operation is written out instead of its name.
bool FormulaBook::Page::isOpen(const Scope& scope, NodeId node) const
{
    if (isLeaf(m_recording.graph.node(node).op) || isStop(scope, node))
        return false;
    // ŷ reads better than softmax(z): textbooks name it too.
    const bool asNamed =
        scope.detail != Detail::Full || m_recording.graph.node(node).op == Op::Softmax;
    return !asNamed || nameAt(m_recording, node, m_k).empty();
}

/// Whether the node's formula would be opened too far down. Asked of each node by itself, so that a
/// formula does not depend on what was asked before.
bool FormulaBook::Page::isTooDeep(const Scope& scope, NodeId root)
{
    std::unordered_map<int, int>& depths = work(scope).depth;
    std::vector<std::pair<int, bool>> stack = {{root.index, false}};
    while (!stack.empty()) {
        const auto [index, ready] = stack.back();
        stack.pop_back();
        if (depths.count(index) != 0)
            continue;
        const auto& inputs = m_recording.graph.node({index}).inputs;
        if (!isOpen(scope, {index})) {
            depths.emplace(index, 0);
        } else if (ready) {
            int below = 0;
            for (const NodeId input : inputs)
                below = std::max(below, depths.at(input.index));
            depths.emplace(index, below + 1);
        } else {
            stack.push_back({index, true});
            for (const NodeId input : inputs)
                stack.push_back({input.index, false});
        }
    }
    return depths.at(root.index) > deepestExpanded;
}

/// The node's operation in the formulas of its inputs, which must be known.
FormulaId FormulaBook::Page::ownFormula(const Scope& scope, NodeId node)
{
    const Node& record = m_recording.graph.node(node);
    Work& known = work(scope);
    std::vector<FormulaId> inputs;
    for (const NodeId input : record.inputs)
        inputs.push_back(known.forward.at(input.index));
    const auto formula = engine::valueFormula(
        m_pool, {record.op, record.attributes(), inputs, record.value.shape()});
    return formula ? m_simplifier.simplify(*formula) : symbol(node);
}

FormulaId FormulaBook::Page::forward(const Scope& scope, NodeId root)
{
    Work& known = work(scope);
    if (known.forward.count(root.index) == 0 && isOpen(scope, root) && isTooDeep(scope, root))
        known.forward.emplace(root.index, symbol(root));
    std::vector<std::pair<int, bool>> stack = {{root.index, false}};
    while (!stack.empty()) {
        const auto [index, ready] = stack.back();
        stack.pop_back();
        const NodeId node{index};
        if (known.forward.count(index) != 0)
            continue;
        const Node& record = m_recording.graph.node(node);
        if (!isOpen(scope, node)) {
            const bool named = !nameAt(m_recording, node, m_k).empty() || isStop(scope, node);
            known.forward.emplace(index, named ? symbol(node) : leafFormula(node));
        } else if (ready) {
            const FormulaId formula = ownFormula(scope, node);
            const bool heavy = m_pool.node(formula).weight > heaviestExpanded;
            known.forward.emplace(index, heavy ? symbol(node) : formula);
        } else {
            stack.push_back({index, true});
            for (const NodeId input : record.inputs)
                stack.push_back({input.index, false});
        }
    }
    return known.forward.at(root.index);
}

bool FormulaBook::Page::agrees(FormulaId formula, const Tensor& recorded)
{
    FormulaValue evaluator(m_pool, [this](int symbol) { return symbolValue(symbol); });
    const auto value = evaluator.of(formula);
    return value && agree(*value, recorded, Tolerance::forDType(recorded.dtype()));
}

std::optional<Tensor> FormulaBook::Page::symbolValue(int symbol) const
{
    const auto found = m_symbolValues.find(symbol);
    return found == m_symbolValues.end() ? std::nullopt : std::optional<Tensor>(found->second);
}

FormulaId FormulaBook::Page::seedFormula(PassId pass, std::size_t target)
{
    const GradientPass& record = m_recording.passes[static_cast<std::size_t>(pass.index)];
    const Tensor& seed = record.seeds[target];
    return isUniform(seed) ? uniform(seed) : barSymbol(record.targets[target], seed);
}

std::optional<FormulaId> FormulaBook::Page::rawContribution(const Scope& scope, PassId pass,
                                                            int index, FormulaId upstream)
{
    const Contribution& message = m_recording.passes[static_cast<std::size_t>(pass.index)]
                                      .contributions[static_cast<std::size_t>(index)];
    const Node& from = m_recording.graph.node(message.from);
    if (from.op == Op::CustomGradient)
        return opaque(message);
    const Scope inputs{scope.pass, scope.detail == Detail::Full ? Detail::Full : Detail::Named};
    std::vector<FormulaId> operands;
    for (const NodeId input : from.inputs)
        operands.push_back(forward(inputs, input));
    return pullBackFormula(m_pool, {from.op, from.attributes(), operands, from.value.shape()},
                           forward(inputs, message.from), upstream, message.slot);
}

FormulaId FormulaBook::Page::contribution(const Scope& scope, PassId pass, int index)
{
    Work& known = work(scope);
    if (const auto done = known.contribution.find(index); done != known.contribution.end())
        return done->second;
    const GradientPass& record = m_recording.passes[static_cast<std::size_t>(pass.index)];
    const Contribution& message = record.contributions[static_cast<std::size_t>(index)];
    FormulaId result;
    const FormulaId upstream = adjoint(scope, pass, message.from);
    if (upstream.isValid()) {
        if (const auto raw = rawContribution(scope, pass, index, upstream)) {
            if (m_pool.node(*raw).weight <= 2 * heaviestGradient)
                result = m_simplifier.simplify(*raw);
            if (result.isValid() && m_pool.node(result).weight > heaviestGradient)
                result = {};
        }
    }
    work(scope).contribution.emplace(index, result);
    return result;
}

/// The complete gradient of a node whose upstream nodes are known (prepare() goes in that order).
FormulaId FormulaBook::Page::adjoint(const Scope& scope, PassId pass, NodeId node)
{
    Work& known = work(scope);
    if (const auto done = known.adjoint.find(node.index); done != known.adjoint.end())
        return done->second;
    if (scope.detail == Detail::Local) {
        const PassFacts& facts = m_recording.passFacts[static_cast<std::size_t>(pass.index)];
        const GradientPass& record = m_recording.passes[static_cast<std::size_t>(pass.index)];
        const Tensor& upstream =
            record.firings.at(static_cast<std::size_t>(record.firingOf(node))).upstream;
        const FormulaId id = isUniform(upstream) && facts.arrivals.at(node).empty()
            ? uniform(upstream)
            : barSymbol(node, upstream);
        known.adjoint.emplace(node.index, id);
        return id;
    }
    FormulaId result;
    const std::vector<FormulaId> parts = arrived(scope, pass, {node}, never - 1);
    if (!parts.empty()
        && std::all_of(parts.begin(), parts.end(), [](FormulaId part) { return part.isValid(); })) {
        result = m_simplifier.simplify(m_pool.sum(parts));
        if (m_pool.node(result).weight > heaviestGradient)
            result = {};
    }
    work(scope).adjoint.emplace(node.index, result);
    return result;
}

std::vector<int> FormulaBook::Page::arrivals(PassId pass, NodeId node, int k) const
{
    const PassFacts& facts = m_recording.passFacts[static_cast<std::size_t>(pass.index)];
    std::vector<int> result;
    for (const int index : facts.arrivals.at(node)) {
        if (facts.arrivedAt[static_cast<std::size_t>(index)] <= k)
            result.push_back(index);
    }
    return result;
}

/// Works out the gradients of all nodes between the targets and these, in the order of the pass;
/// false when they are too many.
bool FormulaBook::Page::prepare(const Scope& scope, PassId pass, const std::vector<NodeId>& nodes,
                                int k)
{
    if (scope.detail == Detail::Local)
        return true;
    const GradientPass& record = m_recording.passes[static_cast<std::size_t>(pass.index)];
    std::set<int, std::greater<>> needed; // ids fall along the pass
    std::vector<NodeId> open = nodes;
    while (!open.empty()) {
        const NodeId node = open.back();
        open.pop_back();
        const bool first = std::find(nodes.begin(), nodes.end(), node) != nodes.end();
        for (const int index : arrivals(pass, node, first ? k : never - 1)) {
            const NodeId from = record.contributions[static_cast<std::size_t>(index)].from;
            if (needed.insert(from.index).second) // known ones count too: see isTooDeep()
                open.push_back(from);
        }
        if (needed.size() > mostExpanded)
            return false;
    }
    for (const int index : needed) {
        if (!adjoint(scope, pass, {index}).isValid())
            return false;
    }
    return true;
}

std::vector<FormulaId> FormulaBook::Page::arrived(const Scope& scope, PassId pass,
                                                  const std::vector<NodeId>& nodes, int k)
{
    const GradientPass& record = m_recording.passes[static_cast<std::size_t>(pass.index)];
    std::vector<FormulaId> parts;
    for (const NodeId node : nodes) {
        for (std::size_t target = 0; target < record.targets.size(); ++target) {
            if (record.targets[target] == node)
                parts.push_back(seedFormula(pass, target));
        }
        for (const int index : arrivals(pass, node, k))
            parts.push_back(contribution(scope, pass, index));
    }
    return parts;
}

} // namespace engine

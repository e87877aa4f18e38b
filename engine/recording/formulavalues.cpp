#include "engine/recording/formulapage.h"

// A gradient's formula as a function: evaluated at the values of another run.

namespace engine {

std::optional<Tensor> FormulaBook::Page::gradientValue(PassId pass,
                                                       const std::vector<NodeId>& nodes, int k,
                                                       const Tensor& recorded,
                                                       const NodeValues& values)
{
    const std::pair key(pass.index, nodes.back().index);
    auto known = m_functions.find(key);
    if (known == m_functions.end())
        known = m_functions.emplace(key, gradientFormula(pass, nodes, k, recorded)).first;
    if (!known->second)
        return {};
    std::unordered_map<int, NodeId> nodeOf;
    for (const auto& [node, formula] : m_symbols)
        nodeOf.emplace(m_pool.node(formula).symbol, NodeId{node});
    FormulaValue evaluator(m_pool, [&](int symbol) -> std::optional<Tensor> {
        if (const auto node = nodeOf.find(symbol); node != nodeOf.end())
            return values(node->second);
        const SymbolName& name = m_pool.symbols()[static_cast<std::size_t>(symbol)];
        const bool isNumbers = !name.bar && name.name.starts_with('['); // a leaf written out
        return isNumbers ? symbolValue(symbol) : std::nullopt;
    });
    return evaluator.of(*known->second);
}

std::optional<Tensor> FormulaBook::sourceValue(PassId pass, int source, const NodeValues& values)
{
    const std::vector<NodeId> nodes = contentsOf(pass, source);
    if (nodes.empty())
        return {};
    const int k = endOf(pass);
    return pageAt(k).gradientValue(pass, nodes, k,
                                   *m_recording->passes[static_cast<std::size_t>(pass.index)]
                                        .results[static_cast<std::size_t>(source)],
                                   values);
}

} // namespace engine

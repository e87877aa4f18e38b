#include <algorithm>

#include "engine/symbolic/simplifier.h"

namespace engine {

Simplifier::Attempt Simplifier::flattenChain(FormulaId id)
{
    std::vector<FormulaId> parts;
    for (const FormulaId part : m_pool.node(id).parts) {
        const FormulaNode& inner = m_pool.node(part);
        if (inner.kind == FormulaKind::Chain)
            parts.insert(parts.end(), inner.parts.begin(), inner.parts.end());
        else
            parts.push_back(part);
    }
    if (parts.size() == m_pool.node(id).parts.size())
        return {};
    return Rewritten{Rewrite::Order, m_pool.chain(std::move(parts))};
}

Simplifier::Attempt Simplifier::zeroChain(FormulaId id)
{
    for (const FormulaId part : m_pool.node(id).parts) {
        if (m_pool.isNumber(part, 0))
            return Rewritten{Rewrite::Zero, m_pool.number(0, m_pool.shape(id))};
    }
    return {};
}

/// IA = A
Simplifier::Attempt Simplifier::dropIdentity(FormulaId id)
{
    std::vector<FormulaId> rest;
    for (const FormulaId part : m_pool.node(id).parts) {
        if (!m_pool.isApply(part, Op::Diag) || !m_pool.isNumber(m_pool.node(part).parts[0], 1))
            rest.push_back(part);
    }
    if (rest.empty() || rest.size() == m_pool.node(id).parts.size())
        return {};
    return Rewritten{Rewrite::One, m_pool.chain(std::move(rest))};
}

/// X(2w) = 2Xw; a factor with a single entry is a scalar too.
Simplifier::Attempt Simplifier::pullFromChain(FormulaId id)
{
    std::vector<FormulaId> scalars;
    std::vector<FormulaId> rest;
    for (const FormulaId part : m_pool.node(id).parts) {
        const FormulaNode& node = m_pool.node(part);
        if (m_pool.isSingle(part)) {
            scalars.push_back(part);
        } else if (node.kind == FormulaKind::Number && !node.number.isOne()) {
            scalars.push_back(m_pool.number(node.number));
            rest.push_back(m_pool.number(1, node.shape));
        } else if (m_pool.isApply(part, Op::BroadcastTo) && m_pool.isSingle(node.parts[0])) {
            scalars.push_back(node.parts[0]);
            rest.push_back(m_pool.number(1, node.shape));
        } else if (node.kind == FormulaKind::Product) {
            std::vector<FormulaId> kept;
            for (const FormulaId factor : node.parts)
                (m_pool.isSingle(factor) ? scalars : kept).push_back(factor);
            if (m_pool.shape(part) == jointShape(kept))
                rest.push_back(m_pool.product(kept));
            else
                return {};
        } else {
            rest.push_back(part);
        }
    }
    if (scalars.empty())
        return {};
    const bool ones = std::all_of(scalars.begin(), scalars.end(),
                                  [&](FormulaId scalar) { return m_pool.isNumber(scalar, 1); });
    if (ones)
        scalars.clear();
    if (!rest.empty()) {
        // Dropping a 1×1 factor may leave a column where a single entry was expected.
        const FormulaId chain = m_pool.chain(rest);
        scalars.push_back(chain);
    }
    const FormulaId product =
        scalars.empty() ? m_pool.number(1, m_pool.shape(id)) : m_pool.product(scalars);
    if (m_pool.shape(product) != m_pool.shape(id) && !m_pool.isSingle(id))
        return {};
    return Rewritten{ones ? Rewrite::One : Rewrite::PullScalar, fit(product, m_pool.shape(id))};
}

/// xᵀAᵀy is yᵀAx: the spelling with fewer transposes, then the first in order, stands for both.
Simplifier::Attempt Simplifier::scalarChain(FormulaId id)
{
    if (!m_pool.isSingle(id) || m_pool.shape(id).rank() != 2)
        return {};
    std::vector<FormulaId> turned;
    const std::vector<FormulaId> parts = m_pool.node(id).parts;
    for (auto it = parts.rbegin(); it != parts.rend(); ++it)
        turned.push_back(simplify(m_pool.transpose(*it)));
    const FormulaId other = m_pool.chain(turned);
    const int here = m_pool.transposeCount(id);
    const int there = m_pool.transposeCount(other);
    if (there > here || (there == here && m_pool.compare(other, id) >= 0))
        return {};
    return Rewritten{Rewrite::ScalarTranspose, other};
}

Simplifier::Attempt Simplifier::simplifyTranspose(FormulaId id)
{
    const FormulaId inner = m_pool.node(id).parts[0];
    const FormulaNode& node = m_pool.node(inner);
    const auto& permutation = std::get<TransposeAttributes>(m_pool.node(id).attributes).permutation;
    if (std::is_sorted(permutation.begin(), permutation.end()))
        return Rewritten{Rewrite::Layout, inner};
    if (node.kind == FormulaKind::Number)
        return Rewritten{Rewrite::Layout, m_pool.number(node.number, m_pool.shape(id))};
    if (m_pool.isApply(inner, Op::Diag) && m_pool.isTranspose(id))
        return Rewritten{Rewrite::TransposeTwice, inner};
    if (m_pool.isSingle(inner) && m_pool.shape(inner) == m_pool.shape(id))
        return Rewritten{Rewrite::ScalarTranspose, inner};
    if (m_pool.isApply(inner, Op::Transpose)) {
        const auto& before = std::get<TransposeAttributes>(node.attributes).permutation;
        std::vector<int> both;
        for (const int axis : permutation)
            both.push_back(before[static_cast<std::size_t>(axis)]);
        if (std::is_sorted(both.begin(), both.end()))
            return Rewritten{Rewrite::TransposeTwice, node.parts[0]};
        return Rewritten{Rewrite::TransposeTwice, m_pool.permute(node.parts[0], both)};
    }
    if (m_pool.isApply(inner, Op::BroadcastTo) && m_pool.isSingle(node.parts[0]))
        return Rewritten{Rewrite::Layout, fit(node.parts[0], m_pool.shape(id))};
    if (node.kind == FormulaKind::Chain && m_pool.isTranspose(id)) {
        std::vector<FormulaId> turned;
        const std::vector<FormulaId> parts = node.parts;
        if (std::any_of(parts.begin(), parts.end(),
                        [&](FormulaId part) { return m_pool.shape(part).rank() < 2; }))
            return {};
        for (auto it = parts.rbegin(); it != parts.rend(); ++it)
            turned.push_back(m_pool.transpose(*it));
        return Rewritten{Rewrite::TransposeProduct, m_pool.chain(turned)};
    }
    if (node.kind == FormulaKind::Product) {
        std::vector<FormulaId> scalars;
        std::vector<FormulaId> rest;
        for (const FormulaId factor : node.parts)
            (m_pool.isSingle(factor) ? scalars : rest).push_back(factor);
        if (!scalars.empty() && !rest.empty() && jointShape(rest) == m_pool.shape(inner)) {
            scalars.push_back(m_pool.permute(m_pool.product(rest), permutation));
            return Rewritten{Rewrite::PullScalar, m_pool.product(scalars)};
        }
    }
    const bool elementwise = node.kind == FormulaKind::Product || node.kind == FormulaKind::Sum
        || node.kind == FormulaKind::Power;
    if (!elementwise)
        return {};
    // Part by part where that leaves no more transposes than there were.
    const std::vector<FormulaId> parts = node.parts;
    std::vector<FormulaId> turned;
    for (const FormulaId part : parts) {
        if (m_pool.isSingle(part) && m_pool.shape(part).rank() <= m_pool.shape(inner).rank()) {
            turned.push_back(part);
            continue;
        }
        if (m_pool.shape(part).rank() != m_pool.shape(inner).rank())
            return {};
        turned.push_back(simplify(m_pool.permute(part, permutation)));
    }
    FormulaId result = node.kind == FormulaKind::Sum ? m_pool.sum(turned)
        : node.kind == FormulaKind::Product          ? m_pool.product(turned)
                                                     : m_pool.power(turned[0], turned[1]);
    if (m_pool.transposeCount(result) > m_pool.transposeCount(id)
        || (m_pool.transposeCount(result) == m_pool.transposeCount(id)
            && node.kind == FormulaKind::Sum))
        return {};
    return Rewritten{Rewrite::TransposeParts, result};
}

} // namespace engine

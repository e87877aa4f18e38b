#include <algorithm>
#include <cmath>

#include "engine/symbolic/simplifier.h"

namespace engine {

/// Number and the rest of a product: 2xy is 2 times xy.
Simplifier::Term Simplifier::termOf(FormulaId id)
{
    const FormulaNode& node = m_pool.node(id);
    if (node.kind == FormulaKind::Number)
        return {node.number, m_pool.number(Number::integer(1), node.shape)};
    if (node.kind == FormulaKind::Product && m_pool.isNumber(node.parts[0])
        && m_pool.shape(node.parts[0]).rank() == 0) {
        std::vector<FormulaId> rest(node.parts.begin() + 1, node.parts.end());
        return {m_pool.node(node.parts[0]).number, m_pool.product(std::move(rest))};
    }
    return {Number::integer(1), id};
}

FormulaId Simplifier::scaled(const Number& coefficient, FormulaId bare)
{
    if (m_pool.isNumber(bare, 1))
        return m_pool.number(coefficient, m_pool.shape(bare));
    if (coefficient.isZero())
        return m_pool.number(0, m_pool.shape(bare));
    return coefficient.isOne() ? bare : m_pool.product({m_pool.number(coefficient), bare});
}

Simplifier::Attempt Simplifier::flattenSum(FormulaId id)
{
    std::vector<FormulaId> parts;
    for (const FormulaId part : m_pool.node(id).parts) {
        const FormulaNode& inner = m_pool.node(part);
        if (inner.kind == FormulaKind::Sum)
            parts.insert(parts.end(), inner.parts.begin(), inner.parts.end());
        else
            parts.push_back(part);
    }
    if (parts.size() == m_pool.node(id).parts.size())
        return {};
    return Rewritten{Rewrite::Order, fit(m_pool.sum(std::move(parts)), m_pool.shape(id))};
}

Simplifier::Attempt Simplifier::dropZeros(FormulaId id)
{
    std::vector<FormulaId> parts;
    for (const FormulaId part : m_pool.node(id).parts) {
        if (!m_pool.isNumber(part, 0))
            parts.push_back(part);
    }
    if (parts.size() == m_pool.node(id).parts.size())
        return {};
    return Rewritten{Rewrite::Zero, fit(m_pool.sum(std::move(parts)), m_pool.shape(id))};
}

/// Broadcasting inside a sum is what the sum does anyway.
Simplifier::Attempt Simplifier::unwrapSum(FormulaId id)
{
    std::vector<FormulaId> parts = m_pool.node(id).parts;
    for (FormulaId& part : parts) {
        if (m_pool.isApply(part, Op::BroadcastTo))
            part = m_pool.node(part).parts[0];
        else if (m_pool.isNumber(part) && m_pool.shape(part).rank() > 0)
            part = m_pool.number(m_pool.node(part).number);
    }
    if (parts == m_pool.node(id).parts)
        return {};
    return Rewritten{Rewrite::Layout, fit(m_pool.sum(std::move(parts)), m_pool.shape(id))};
}

Simplifier::Attempt Simplifier::collectTerms(FormulaId id)
{
    std::vector<Term> terms;
    Rewrite rewrite = Rewrite::Order;
    for (const FormulaId part : m_pool.node(id).parts) {
        const Term term = termOf(part);
        const auto same = std::find_if(terms.begin(), terms.end(),
                                       [&](const Term& t) { return t.bare == term.bare; });
        if (same == terms.end()) {
            terms.push_back(term);
            continue;
        }
        same->coefficient = same->coefficient + term.coefficient;
        if (!m_pool.isNumber(term.bare))
            rewrite = Rewrite::LikeTerms;
        else if (rewrite == Rewrite::Order)
            rewrite = Rewrite::Numbers;
    }
    if (terms.size() == m_pool.node(id).parts.size())
        return {};
    std::vector<FormulaId> parts;
    for (const Term& term : terms)
        parts.push_back(scaled(term.coefficient, term.bare));
    return Rewritten{rewrite, fit(m_pool.sum(std::move(parts)), m_pool.shape(id))};
}

/// 2Xw − 2y = 2(Xw − y), for tensors; polynomials of single numbers stay as they are written.
Simplifier::Attempt Simplifier::commonNumber(FormulaId id)
{
    if (m_pool.isSingle(id))
        return {};
    std::vector<Term> terms;
    bool allNegative = true;
    for (const FormulaId part : m_pool.node(id).parts) {
        terms.push_back(termOf(part));
        if (m_pool.isNumber(part)
            || terms.back().coefficient.absolute().value()
                != terms.front().coefficient.absolute().value())
            return {};
        allNegative = allNegative && terms.back().coefficient.isNegative();
    }
    Number common = terms.front().coefficient.absolute();
    if (allNegative)
        common = -common;
    if (common.isOne())
        return {};
    std::vector<FormulaId> parts;
    for (const Term& term : terms)
        parts.push_back(term.coefficient.isNegative() != common.isNegative()
                            ? m_pool.negative(term.bare)
                            : term.bare);
    return Rewritten{Rewrite::CommonFactor,
                     m_pool.product({m_pool.number(common), m_pool.sum(std::move(parts))})};
}

/// Ax + Bx = (A + B)x and likewise on the left.
Simplifier::Attempt Simplifier::commonMatrix(FormulaId id)
{
    const std::vector<FormulaId> parts = m_pool.node(id).parts;
    constexpr std::size_t most = 24;
    if (parts.size() > most)
        return {};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Term first = termOf(parts[i]);
        if (m_pool.node(first.bare).kind != FormulaKind::Chain)
            continue;
        for (std::size_t j = i + 1; j < parts.size(); ++j) {
            const Term second = termOf(parts[j]);
            if (m_pool.node(second.bare).kind != FormulaKind::Chain
                || m_pool.shape(first.bare) != m_pool.shape(second.bare))
                continue;
            const std::vector<FormulaId> a = m_pool.node(first.bare).parts;
            const std::vector<FormulaId> b = m_pool.node(second.bare).parts;
            std::size_t right = 0;
            while (right + 1 < std::min(a.size(), b.size())
                   && a[a.size() - 1 - right] == b[b.size() - 1 - right])
                ++right;
            std::size_t left = 0;
            while (left + 1 < std::min(a.size(), b.size()) - (right ? right : 0)
                   && a[left] == b[left])
                ++left;
            if (left + right == 0)
                continue;
            const auto middle = [&](const std::vector<FormulaId>& chain,
                                    const Number& coefficient) {
                return scaled(coefficient,
                              m_pool.chain({chain.begin() + static_cast<std::ptrdiff_t>(left),
                                            chain.end() - static_cast<std::ptrdiff_t>(right)}));
            };
            const bool equal = first.coefficient.value() == second.coefficient.value();
            const Number one = Number::integer(1);
            std::vector<FormulaId> joined(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(left));
            joined.push_back(m_pool.sum({middle(a, equal ? one : first.coefficient),
                                         middle(b, equal ? one : second.coefficient)}));
            joined.insert(joined.end(), a.end() - static_cast<std::ptrdiff_t>(right), a.end());
            std::vector<FormulaId> rest;
            for (std::size_t k = 0; k < parts.size(); ++k) {
                if (k != i && k != j)
                    rest.push_back(parts[k]);
            }
            rest.push_back(scaled(equal ? first.coefficient : one, m_pool.chain(joined)));
            return Rewritten{Rewrite::CommonFactor, fit(m_pool.sum(rest), m_pool.shape(id))};
        }
    }
    return {};
}

Simplifier::Attempt Simplifier::orderSum(FormulaId id)
{
    std::vector<FormulaId> parts = m_pool.node(id).parts;
    std::stable_sort(parts.begin(), parts.end(),
                     [&](FormulaId a, FormulaId b) { return m_pool.termBefore(a, b); });
    return Rewritten{Rewrite::Order, m_pool.sum(std::move(parts))};
}

} // namespace engine

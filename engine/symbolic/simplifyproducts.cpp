#include <algorithm>

#include "engine/symbolic/simplifier.h"

namespace engine {

Simplifier::Attempt Simplifier::flattenProduct(FormulaId id)
{
    std::vector<FormulaId> parts;
    for (const FormulaId part : m_pool.node(id).parts) {
        const FormulaNode& inner = m_pool.node(part);
        if (inner.kind == FormulaKind::Product)
            parts.insert(parts.end(), inner.parts.begin(), inner.parts.end());
        else
            parts.push_back(part);
    }
    if (parts.size() == m_pool.node(id).parts.size())
        return {};
    return Rewritten{Rewrite::Order, m_pool.product(std::move(parts))};
}

Simplifier::Attempt Simplifier::zeroProduct(FormulaId id)
{
    for (const FormulaId part : m_pool.node(id).parts) {
        if (m_pool.isNumber(part, 0))
            return Rewritten{Rewrite::Zero, m_pool.number(0, m_pool.shape(id))};
    }
    return {};
}

/// Broadcasting inside a product is what the product does anyway.
Simplifier::Attempt Simplifier::unwrapProduct(FormulaId id)
{
    std::vector<FormulaId> parts = m_pool.node(id).parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        FormulaId& part = parts[i];
        if (m_pool.isApply(part, Op::BroadcastTo)) {
            part = m_pool.node(part).parts[0];
        } else if (m_pool.isApply(part, Op::Reshape) && m_pool.isSingle(part)) {
            const FormulaId shaped = part;
            part = m_pool.node(part).parts[0];
            if (jointShape(parts) != m_pool.shape(id))
                part = shaped;
        }
    }
    if (parts == m_pool.node(id).parts)
        return {};
    return Rewritten{Rewrite::Layout, fit(m_pool.product(std::move(parts)), m_pool.shape(id))};
}

Simplifier::Attempt Simplifier::multiplyNumbers(FormulaId id)
{
    const std::vector<FormulaId>& parts = m_pool.node(id).parts;
    Number product = Number::integer(1);
    std::vector<FormulaId> rest;
    int numbers = 0;
    bool trivial = true; // all but one of the numbers are ones
    bool shaped = false;
    for (const FormulaId part : parts) {
        if (!m_pool.isNumber(part)) {
            rest.push_back(part);
            continue;
        }
        const Number& number = m_pool.node(part).number;
        trivial = trivial && (number.isOne() || product.isOne());
        product = product * number;
        shaped = shaped || m_pool.shape(part).rank() > 0;
        ++numbers;
    }
    const bool first = m_pool.isNumber(parts[0]);
    if (numbers == 0 || (numbers == 1 && first && !product.isOne() && !shaped))
        return {};
    if (!product.isOne() || rest.empty())
        rest.insert(rest.begin(), m_pool.number(product));
    const Rewrite rewrite = !trivial                                   ? Rewrite::Numbers
        : rest.size() < parts.size() && numbers + (shaped ? 0 : 1) > 1 ? Rewrite::One
                                                                       : Rewrite::Order;
    return Rewritten{rewrite, fit(m_pool.product(std::move(rest)), m_pool.shape(id))};
}

/// [c]·[c] = [c], and relu(x)·[x > 0] = relu(x).
Simplifier::Attempt Simplifier::joinIndicators(FormulaId id)
{
    const std::vector<FormulaId>& parts = m_pool.node(id).parts;
    std::vector<FormulaId> kept;
    for (const FormulaId part : parts) {
        const bool known = isIndicator(part)
            && (std::find(kept.begin(), kept.end(), part) != kept.end()
                || (m_pool.isApply(part, Op::Greater)
                    && m_pool.isNumber(m_pool.node(part).parts[1], 0)
                    && std::any_of(parts.begin(), parts.end(), [&](FormulaId other) {
                           return m_pool.isApply(other, Op::Relu)
                               && m_pool.node(other).parts[0] == m_pool.node(part).parts[0];
                       })));
        if (!known)
            kept.push_back(part);
    }
    if (kept.size() == parts.size())
        return {};
    return Rewritten{Rewrite::Indicator, fit(m_pool.product(std::move(kept)), m_pool.shape(id))};
}

/// The factors with their exponents; with `openPowers` (xy)² counts as x²·y².
std::vector<Simplifier::Factor> Simplifier::factorsOf(FormulaId id, bool openPowers)
{
    const FormulaId one = m_pool.number(1);
    std::vector<Factor> factors;
    for (const FormulaId part : m_pool.node(id).parts) {
        const FormulaNode& node = m_pool.node(part);
        if (node.kind != FormulaKind::Power) {
            factors.push_back({part, one});
            continue;
        }
        const FormulaNode& base = m_pool.node(node.parts[0]);
        const FormulaNode& exponent = m_pool.node(node.parts[1]);
        if (!openPowers || base.kind != FormulaKind::Product || exponent.kind != FormulaKind::Number
            || !exponent.number.isInteger()) {
            factors.push_back({node.parts[0], node.parts[1]});
            continue;
        }
        for (const FormulaId inner : base.parts) {
            const FormulaNode& factor = m_pool.node(inner);
            const bool power =
                factor.kind == FormulaKind::Power && m_pool.isNumber(factor.parts[1]);
            if (power)
                factors.push_back(
                    {factor.parts[0],
                     m_pool.number(
                         (m_pool.node(factor.parts[1]).number * exponent.number).settled())});
            else
                factors.push_back({inner, node.parts[1]});
        }
    }
    return factors;
}

Simplifier::Attempt Simplifier::addExponents(FormulaId id)
{
    for (const bool openPowers : {false, true}) {
        const std::vector<Factor> factors = factorsOf(id, openPowers);
        std::vector<Factor> joined;
        bool cancels = false;
        for (const Factor& factor : factors) {
            const auto same = std::find_if(joined.begin(), joined.end(), [&](const Factor& f) {
                return f.base == factor.base && !m_pool.isNumber(f.base);
            });
            if (same == joined.end()) {
                joined.push_back(factor);
                continue;
            }
            const auto negative = [&](FormulaId exponent) {
                return m_pool.isNumber(exponent) && m_pool.node(exponent).number.isNegative();
            };
            cancels = cancels || negative(factor.exponent) != negative(same->exponent);
            if (m_pool.isNumber(factor.exponent) && m_pool.isNumber(same->exponent))
                same->exponent = m_pool.number(
                    (m_pool.node(factor.exponent).number + m_pool.node(same->exponent).number)
                        .settled());
            else
                same->exponent = m_pool.sum({same->exponent, factor.exponent});
        }
        if (joined.size() == factors.size())
            continue;
        std::vector<FormulaId> parts;
        for (const Factor& factor : joined) {
            if (m_pool.isNumber(factor.exponent, 0))
                parts.push_back(m_pool.number(1, m_pool.shape(factor.base)));
            else if (m_pool.isNumber(factor.exponent, 1))
                parts.push_back(factor.base);
            else
                parts.push_back(m_pool.power(factor.base, factor.exponent));
        }
        const FormulaId result = fit(m_pool.product(std::move(parts)), m_pool.shape(id));
        if (m_pool.node(result).weight <= m_pool.node(id).weight)
            return Rewritten{cancels ? Rewrite::Cancel : Rewrite::AddExponents, result};
    }
    return {};
}

/// p(s − y/p) = ps − y: where a term of the bracket is divided by a factor before it.
Simplifier::Attempt Simplifier::multiplyOut(FormulaId id)
{
    const std::vector<FormulaId> parts = m_pool.node(id).parts;
    const auto dividedBy = [&](FormulaId term, FormulaId factor) {
        const FormulaNode& node = m_pool.node(term);
        const std::vector<FormulaId> factors =
            node.kind == FormulaKind::Product ? node.parts : std::vector<FormulaId>{term};
        return std::any_of(factors.begin(), factors.end(), [&](FormulaId part) {
            const FormulaNode& power = m_pool.node(part);
            return power.kind == FormulaKind::Power && power.parts[0] == factor
                && m_pool.isNumber(power.parts[1], -1);
        });
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (m_pool.node(parts[i]).kind != FormulaKind::Sum)
            continue;
        const std::vector<FormulaId> terms = m_pool.node(parts[i]).parts;
        for (std::size_t j = 0; j < parts.size(); ++j) {
            const FormulaId factor = parts[j];
            if (j == i || std::none_of(terms.begin(), terms.end(), [&](FormulaId term) {
                    return dividedBy(term, factor);
                }))
                continue;
            std::vector<FormulaId> opened;
            for (const FormulaId term : terms)
                opened.push_back(simplify(m_pool.product({factor, term})));
            std::vector<FormulaId> rest;
            for (std::size_t k = 0; k < parts.size(); ++k) {
                if (k != i && k != j)
                    rest.push_back(parts[k]);
            }
            rest.push_back(m_pool.sum(std::move(opened)));
            const FormulaId result = fit(m_pool.product(std::move(rest)), m_pool.shape(id));
            if (m_pool.node(result).weight <= m_pool.node(id).weight)
                return Rewritten{Rewrite::MultiplyOut, result};
        }
    }
    return {};
}

/// −2(y − Xw) = 2(Xw − y)
Simplifier::Attempt Simplifier::turnSigns(FormulaId id)
{
    std::vector<FormulaId> parts = m_pool.node(id).parts;
    if (!m_pool.isNumber(parts[0]) || !m_pool.node(parts[0]).number.isNegative())
        return {};
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const FormulaNode& sum = m_pool.node(parts[i]);
        if (sum.kind != FormulaKind::Sum)
            continue;
        const std::vector<FormulaId> terms = sum.parts;
        if (std::none_of(terms.begin(), terms.end(),
                         [&](FormulaId term) { return termOf(term).coefficient.isNegative(); }))
            continue;
        std::vector<FormulaId> turned;
        for (const FormulaId part : terms) {
            const Term term = termOf(part);
            turned.push_back(scaled(-term.coefficient, term.bare));
        }
        parts[i] = m_pool.sum(std::move(turned));
        const Number positive = -m_pool.node(parts[0]).number;
        if (positive.isOne())
            parts.erase(parts.begin());
        else
            parts[0] = m_pool.number(positive);
        return Rewritten{Rewrite::TurnSigns,
                         fit(m_pool.product(std::move(parts)), m_pool.shape(id))};
    }
    return {};
}

Simplifier::Attempt Simplifier::orderProduct(FormulaId id)
{
    std::vector<FormulaId> parts = m_pool.node(id).parts;
    std::stable_sort(parts.begin(), parts.end(), [&](FormulaId a, FormulaId b) {
        const auto group = [&](FormulaId part) {
            return m_pool.isNumber(part) ? 0 : m_pool.isSingle(part) ? 1 : 2;
        };
        if (group(a) != group(b))
            return group(a) < group(b);
        return m_pool.compare(a, b) < 0;
    });
    return Rewritten{Rewrite::Order, m_pool.product(std::move(parts))};
}

Simplifier::Attempt Simplifier::simplifyPower(FormulaId id)
{
    const FormulaId base = m_pool.node(id).parts[0];
    const FormulaId exponent = m_pool.node(id).parts[1];
    const Shape& shape = m_pool.shape(id);
    if (m_pool.isApply(exponent, Op::BroadcastTo))
        return Rewritten{Rewrite::Layout,
                         fit(m_pool.power(base, m_pool.node(exponent).parts[0]), shape)};
    if (m_pool.isNumber(exponent) && m_pool.shape(exponent).rank() > 0)
        return Rewritten{Rewrite::Layout,
                         fit(m_pool.power(base, m_pool.node(exponent).number), shape)};
    if (m_pool.isApply(base, Op::BroadcastTo))
        return Rewritten{Rewrite::Layout,
                         fit(m_pool.power(m_pool.node(base).parts[0], exponent), shape)};
    if (!m_pool.isNumber(exponent))
        return {};
    const Number power = m_pool.node(exponent).number;
    if (power.isZero())
        return Rewritten{Rewrite::One, m_pool.number(1, shape)};
    if (power.isOne())
        return Rewritten{Rewrite::One, base};
    const FormulaNode& node = m_pool.node(base);
    const auto whole = power.whole();
    if (node.kind == FormulaKind::Number && whole) {
        if (const auto result = node.number.power(*whole))
            return Rewritten{Rewrite::Numbers, m_pool.number(*result, node.shape)};
        return {};
    }
    if (node.kind == FormulaKind::Number && node.number.isOne())
        return Rewritten{Rewrite::One, base};
    if (!whole)
        return {};
    if (node.kind == FormulaKind::Power && m_pool.isNumber(node.parts[1]))
        return Rewritten{
            Rewrite::MultiplyExponents,
            m_pool.power(node.parts[0], (m_pool.node(node.parts[1]).number * power).settled())};
    if (*whole > 0 && isIndicator(base))
        return Rewritten{Rewrite::Indicator, base};
    if (*whole % 2 == 0 && m_pool.isApply(base, Op::Abs))
        return Rewritten{Rewrite::Inverse, m_pool.power(node.parts[0], exponent)};
    if (m_pool.isApply(base, Op::Reshape))
        return Rewritten{Rewrite::Layout,
                         m_pool.reshape(m_pool.power(node.parts[0], exponent), shape)};
    if (node.kind == FormulaKind::Product && m_pool.isNumber(node.parts[0])) {
        const auto number = m_pool.node(node.parts[0]).number.power(*whole);
        const std::vector<FormulaId> rest(node.parts.begin() + 1, node.parts.end());
        if (number)
            return Rewritten{Rewrite::PowerOfProduct,
                             m_pool.product({m_pool.number(*number),
                                             m_pool.power(m_pool.product(rest), exponent)})};
    }
    return {};
}

} // namespace engine

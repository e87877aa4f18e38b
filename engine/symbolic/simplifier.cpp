#include "engine/symbolic/simplifier.h"

#include <algorithm>

namespace engine {
namespace {

/// Rewrites for one formula; far more than any needs, so that a mistake cannot hang the program.
constexpr int fuelPerFormula = 20'000;
constexpr std::size_t longestDerivation = 40;

} // namespace

FormulaId Simplifier::simplify(FormulaId id)
{
    const bool outermost = m_fuel == 0;
    if (outermost)
        m_fuel = fuelPerFormula;
    struct Reset
    {
        int& fuel;
        bool active;
        ~Reset()
        {
            if (active)
                fuel = 0;
        }
    } const reset{m_fuel, outermost};

    const auto known = m_simple.find(id.index);
    if (known != m_simple.end() && (!m_log || known->second == id))
        return known->second;
    if (m_logged) {
        if (const auto logged = m_logged->find(id.index); logged != m_logged->end())
            return logged->second;
    }
    const FormulaKind kind = m_pool.node(id).kind;
    std::vector<FormulaId> parts = m_pool.node(id).parts;
    for (FormulaId& part : parts) {
        part = simplify(part);
        if ((kind == FormulaKind::Apply && !m_pool.isLayout(id)) || kind == FormulaKind::Power)
            part = settled(part);
    }
    FormulaId current = m_pool.withParts(id, std::move(parts));
    if (m_fuel > 1) {
        if (const Attempt attempt = rewrite(current)) {
            --m_fuel;
            if (m_log)
                m_log->push_back({attempt->rewrite, current, attempt->result});
            current = simplify(attempt->result);
        }
    }
    if (m_fuel > 1) {
        m_simple[current.index] = current;
        m_simple[id.index] = current;
    }
    if (m_logged)
        (*m_logged)[id.index] = current;
    return current;
}

FormulaId Simplifier::settled(FormulaId id)
{
    if (const auto known = m_settled.find(id.index); known != m_settled.end())
        return known->second;
    FormulaId result = id;
    if (m_pool.isNumber(id)) {
        result = m_pool.number(m_pool.node(id).number.settled(), m_pool.shape(id));
    } else {
        std::vector<FormulaId> parts = m_pool.node(id).parts;
        for (FormulaId& part : parts)
            part = settled(part);
        result = m_pool.withParts(id, std::move(parts));
    }
    m_settled[result.index] = result;
    m_settled[id.index] = result;
    if (result != id) {
        // Only numbers were exchanged for equal ones: as simple as before.
        if (const auto known = m_simple.find(id.index); known != m_simple.end())
            m_simple.emplace(result.index, result);
    }
    return result;
}

std::vector<Simplifier::Step> Simplifier::derive(FormulaId formula)
{
    std::vector<LogEntry> log;
    std::unordered_map<int, FormulaId> logged;
    m_log = &log;
    m_logged = &logged;
    simplify(formula);
    m_log = nullptr;
    m_logged = nullptr;
    std::vector<Step> steps;
    FormulaId whole = formula;
    for (const LogEntry& entry : log) {
        const FormulaId next = m_pool.replaced(whole, entry.before, entry.after);
        if (next == whole)
            continue;
        whole = next;
        steps.push_back({entry.rewrite, whole});
        if (steps.size() == longestDerivation)
            break;
    }
    return steps;
}

Simplifier::Attempt Simplifier::rewrite(FormulaId id)
{
    const auto first = [&](auto... laws) {
        Attempt result;
        const auto attempt = [&](auto law) {
            Attempt candidate = (this->*law)(id);
            if (candidate && candidate->result != id
                && m_pool.node(candidate->result).weight <= m_pool.node(id).weight)
                result = candidate;
            return result.has_value();
        };
        static_cast<void>((attempt(laws) || ...));
        return result;
    };
    using S = Simplifier;
    switch (m_pool.node(id).kind) {
    case FormulaKind::Number:
    case FormulaKind::Symbol:
        return {};
    case FormulaKind::Sum:
        return first(&S::flattenSum, &S::dropZeros, &S::unwrapSum, &S::collectTerms,
                     &S::commonNumber, &S::commonMatrix, &S::orderSum);
    case FormulaKind::Product:
        return first(&S::flattenProduct, &S::zeroProduct, &S::unwrapProduct, &S::multiplyNumbers,
                     &S::joinIndicators, &S::addExponents, &S::multiplyOut, &S::turnSigns,
                     &S::orderProduct);
    case FormulaKind::Power:
        return first(&S::simplifyPower);
    case FormulaKind::Chain:
        return first(&S::flattenChain, &S::zeroChain, &S::dropIdentity, &S::pullFromChain,
                     &S::scalarChain);
    case FormulaKind::Apply:
        break;
    }
    const Op op = m_pool.node(id).op;
    if (op == Op::Transpose)
        return first(&S::simplifyTranspose);
    if (op == Op::Reshape)
        return first(&S::simplifyReshape);
    if (op == Op::BroadcastTo)
        return first(&S::simplifyBroadcast);
    if (op == Op::ReduceSum || op == Op::ReduceMean)
        return first(&S::simplifyReduction);
    if (op == Op::Where)
        return first(&S::simplifyWhere);
    return first(&S::simplifyFunction);
}

FormulaId Simplifier::fit(FormulaId id, const Shape& shape)
{
    return m_pool.isNumber(id) ? m_pool.number(m_pool.node(id).number, shape)
                               : m_pool.broadcast(id, shape);
}

Shape Simplifier::jointShape(const std::vector<FormulaId>& parts) const
{
    Shape shape;
    for (const FormulaId part : parts)
        shape = broadcastShape(shape, m_pool.shape(part)).value_or(shape);
    return shape;
}

bool Simplifier::isIndicator(FormulaId id) const
{
    const FormulaNode& node = m_pool.node(id);
    if (node.kind != FormulaKind::Apply)
        return false;
    const Op op = node.op;
    return op == Op::Less || op == Op::LessEqual || op == Op::Equal || op == Op::NotEqual
        || op == Op::Greater || op == Op::GreaterEqual || op == Op::LogicalAnd
        || op == Op::LogicalOr || op == Op::LogicalNot;
}

} // namespace engine

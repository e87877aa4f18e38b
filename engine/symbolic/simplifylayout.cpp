#include <algorithm>

#include "engine/symbolic/simplifier.h"

namespace engine {
namespace {

std::int64_t reducedCount(const Shape& shape, const ReduceAttributes& attributes)
{
    std::int64_t count = 1;
    for (const int axis : attributes.axes)
        count *= shape[axis];
    return count;
}

} // namespace

Simplifier::Attempt Simplifier::simplifyReduction(FormulaId id)
{
    const Op op = m_pool.node(id).op;
    const FormulaId inner = m_pool.node(id).parts[0];
    const FormulaNode& node = m_pool.node(inner);
    const auto attributes = std::get<ReduceAttributes>(m_pool.node(id).attributes);
    const Shape& shape = m_pool.shape(id);
    const bool mean = op == Op::ReduceMean;
    const std::int64_t count = reducedCount(node.shape, attributes);
    const bool full =
        m_pool.isSingle(id) && static_cast<int>(attributes.axes.size()) == node.shape.rank();
    if (count == 1)
        return Rewritten{Rewrite::Layout, m_pool.reshape(inner, shape)};
    if (node.kind == FormulaKind::Number)
        return Rewritten{
            Rewrite::SumOfEqual,
            m_pool.number(mean ? node.number : node.number * Number::integer(count), shape)};
    if (m_pool.isApply(inner, Op::BroadcastTo) && m_pool.isSingle(node.parts[0])) {
        const FormulaId one = m_pool.reshape(node.parts[0], Shape{});
        return Rewritten{Rewrite::SumOfEqual,
                         fit(mean ? one : m_pool.product({m_pool.number(count), one}), shape)};
    }
    if (node.kind == FormulaKind::Product) {
        std::vector<FormulaId> scalars;
        std::vector<FormulaId> rest;
        for (const FormulaId factor : node.parts)
            (m_pool.isSingle(factor) ? scalars : rest).push_back(factor);
        if (!scalars.empty() && !rest.empty() && jointShape(rest) == node.shape) {
            for (FormulaId& scalar : scalars) {
                if (m_pool.shape(scalar).rank() > shape.rank())
                    scalar = m_pool.reshape(scalar, Shape{});
            }
            scalars.push_back(m_pool.reduce(op, m_pool.product(rest), attributes));
            return Rewritten{Rewrite::PullScalar, m_pool.product(scalars)};
        }
    }
    if (!full)
        return {};
    const auto everything = [&](FormulaId of) {
        ReduceAttributes all;
        for (int axis = 0; axis < m_pool.shape(of).rank(); ++axis)
            all.axes.push_back(axis);
        return m_pool.reshape(m_pool.reduce(op, of, all), shape);
    };
    if (m_pool.isApply(inner, Op::Reshape) || m_pool.isApply(inner, Op::Transpose))
        return Rewritten{Rewrite::Layout, everything(node.parts[0])};
    if (!mean && m_pool.isApply(inner, Op::ReduceSum))
        return Rewritten{Rewrite::SumOfSums, everything(node.parts[0])};
    return {};
}

/// `id` under another shape without a reshape around it, where that is possible.
std::optional<FormulaId> Simplifier::reshaped(FormulaId id, const Shape& shape)
{
    const FormulaNode& node = m_pool.node(id);
    if (node.shape == shape)
        return id;
    if (node.kind == FormulaKind::Number)
        return m_pool.number(node.number, shape);
    if (m_pool.isApply(id, Op::Reshape) && m_pool.shape(node.parts[0]) == shape)
        return node.parts[0];
    if (m_pool.isApply(id, Op::BroadcastTo) && m_pool.isSingle(node.parts[0]))
        return fit(m_pool.reshape(node.parts[0], Shape{}), shape);
    const bool elementwise = node.kind == FormulaKind::Product || node.kind == FormulaKind::Sum
        || node.kind == FormulaKind::Power;
    if (!elementwise)
        return {};
    std::vector<FormulaId> parts = node.parts;
    for (FormulaId& part : parts) {
        if (m_pool.isSingle(part)) {
            if (m_pool.shape(part).rank() > shape.rank())
                part = m_pool.reshape(part, Shape{});
            continue;
        }
        if (m_pool.shape(part) != node.shape)
            return {};
        const auto inner = reshaped(part, shape);
        if (!inner)
            return {};
        part = *inner;
    }
    const FormulaId result = m_pool.withParts(id, parts);
    if (m_pool.shape(result) == shape)
        return result;
    return node.kind == FormulaKind::Product ? m_pool.product(parts)
        : node.kind == FormulaKind::Sum      ? m_pool.sum(parts)
                                             : m_pool.power(parts[0], parts[1]);
}

Simplifier::Attempt Simplifier::simplifyReshape(FormulaId id)
{
    const FormulaId inner = m_pool.node(id).parts[0];
    const FormulaNode& node = m_pool.node(inner);
    const Shape& shape = m_pool.shape(id);
    if (m_pool.isApply(inner, Op::Reshape))
        return Rewritten{Rewrite::Layout, m_pool.reshape(node.parts[0], shape)};
    if (const auto direct = reshaped(inner, shape); direct && m_pool.shape(*direct) == shape)
        return Rewritten{Rewrite::Layout, *direct};
    if (node.kind == FormulaKind::Product) {
        std::vector<FormulaId> scalars;
        std::vector<FormulaId> rest;
        for (const FormulaId factor : node.parts)
            (m_pool.isSingle(factor) ? scalars : rest).push_back(factor);
        if (!scalars.empty() && !rest.empty() && jointShape(rest) == node.shape) {
            for (FormulaId& scalar : scalars) {
                if (m_pool.shape(scalar).rank() > shape.rank())
                    scalar = m_pool.reshape(scalar, Shape{});
            }
            scalars.push_back(m_pool.reshape(m_pool.product(rest), shape));
            return Rewritten{Rewrite::PullScalar, m_pool.product(scalars)};
        }
    }
    return {};
}

Simplifier::Attempt Simplifier::simplifyBroadcast(FormulaId id)
{
    const FormulaId inner = m_pool.node(id).parts[0];
    const FormulaNode& node = m_pool.node(inner);
    const Shape& shape = m_pool.shape(id);
    if (node.shape == shape)
        return Rewritten{Rewrite::Layout, inner};
    if (node.kind == FormulaKind::Number)
        return Rewritten{Rewrite::Layout, m_pool.number(node.number, shape)};
    if (m_pool.isApply(inner, Op::BroadcastTo))
        return Rewritten{Rewrite::Layout, fit(node.parts[0], shape)};
    if (m_pool.isApply(inner, Op::Reshape) && m_pool.isSingle(inner)
        && m_pool.shape(node.parts[0]).rank() <= shape.rank())
        return Rewritten{Rewrite::Layout, fit(node.parts[0], shape)};
    return {};
}

Simplifier::Attempt Simplifier::simplifyFunction(FormulaId id)
{
    const FormulaNode& node = m_pool.node(id);
    if (node.parts.size() != 1)
        return {};
    const FormulaId inner = node.parts[0];
    const Shape& shape = m_pool.shape(id);
    const auto number = [&](std::int64_t value) {
        return Attempt(Rewritten{Rewrite::Numbers, m_pool.number(value, shape)});
    };
    switch (node.op) {
    case Op::Slice:
    case Op::Tile:
    case Op::Reverse:
    case Op::Roll: // equal numbers, however they are laid out
        return m_pool.isNumber(inner)
            ? Attempt(Rewritten{Rewrite::Layout, m_pool.number(m_pool.node(inner).number, shape)})
            : Attempt();
    case Op::Exp:
        if (m_pool.isApply(inner, Op::Log))
            return Rewritten{Rewrite::Inverse, m_pool.node(inner).parts[0]};
        return m_pool.isNumber(inner, 0) ? number(1) : Attempt();
    case Op::Log:
        if (m_pool.isApply(inner, Op::Exp))
            return Rewritten{Rewrite::Inverse, m_pool.node(inner).parts[0]};
        return m_pool.isNumber(inner, 1) ? number(0) : Attempt();
    case Op::Sin:
    case Op::Tanh:
        return m_pool.isNumber(inner, 0) ? number(0) : Attempt();
    case Op::Cos:
        return m_pool.isNumber(inner, 0) ? number(1) : Attempt();
    case Op::Abs:
        if (m_pool.isNumber(inner))
            return Rewritten{Rewrite::Numbers,
                             m_pool.number(m_pool.node(inner).number.absolute(), shape)};
        return {};
    case Op::Relu:
        if (m_pool.isApply(inner, Op::Relu))
            return Rewritten{Rewrite::Indicator, inner};
        return {};
    default: // Not a meaning of the operation, only laws about a few functions.
        return {};
    }
}

/// Choosing between something and zero is multiplying by an indicator.
Simplifier::Attempt Simplifier::simplifyWhere(FormulaId id)
{
    const FormulaId condition = m_pool.node(id).parts[0];
    const FormulaId a = m_pool.node(id).parts[1];
    const FormulaId b = m_pool.node(id).parts[2];
    const Shape& shape = m_pool.shape(id);
    if (a == b)
        return Rewritten{Rewrite::Indicator, fit(a, shape)};
    if (!isIndicator(condition))
        return {};
    if (m_pool.isNumber(b, 0))
        return Rewritten{Rewrite::Order, fit(m_pool.product({condition, a}), shape)};
    if (!m_pool.isNumber(a, 0))
        return {};
    const auto opposite = [](Op op) {
        switch (op) {
        case Op::Less:
            return Op::GreaterEqual;
        case Op::LessEqual:
            return Op::Greater;
        case Op::Greater:
            return Op::LessEqual;
        case Op::GreaterEqual:
            return Op::Less;
        case Op::Equal:
            return Op::NotEqual;
        case Op::NotEqual:
            return Op::Equal;
        default: // no single sign says the opposite
            return Op::LogicalNot;
        }
    };
    const FormulaNode& comparison = m_pool.node(condition);
    const Op op = opposite(comparison.op);
    const FormulaId otherwise = op == Op::LogicalNot
        ? m_pool.apply(op, {condition}, comparison.shape)
        : m_pool.apply(op, comparison.parts, comparison.shape);
    return Rewritten{Rewrite::Order, fit(m_pool.product({otherwise, b}), shape)};
}

} // namespace engine

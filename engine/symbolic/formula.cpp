#include "engine/symbolic/formula.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace engine {
namespace {

constexpr int heaviest = 1'000'000;

std::size_t mixed(std::size_t seed, std::size_t value)
{
    return seed ^ (value + 0x9e3779b97f4a7c15ULL + (seed << 6U) + (seed >> 2U));
}

std::size_t hashOf(const FormulaNode& node)
{
    std::size_t hash = static_cast<std::size_t>(node.kind);
    hash = mixed(hash, static_cast<std::size_t>(node.op));
    hash = mixed(hash, static_cast<std::size_t>(node.symbol + 1));
    hash = mixed(hash, std::hash<double>()(node.number.value()));
    for (const FormulaId part : node.parts)
        hash = mixed(hash, static_cast<std::size_t>(part.index));
    for (const std::int64_t extent : node.shape)
        hash = mixed(hash, static_cast<std::size_t>(extent));
    return hash;
}

bool sameNode(const FormulaNode& a, const FormulaNode& b)
{
    return a.kind == b.kind && a.op == b.op && a.symbol == b.symbol && a.parts == b.parts
        && a.shape == b.shape && a.number == b.number && a.attributes == b.attributes;
}

Shape jointShape(const FormulaPool& pool, const std::vector<FormulaId>& parts)
{
    Shape shape;
    for (const FormulaId part : parts) {
        const auto joint = broadcastShape(shape, pool.shape(part));
        assert(joint);
        shape = joint.value_or(shape);
    }
    return shape;
}

/// Whether the operation only rearranges or copies entries.
bool isLayoutOp(Op op)
{
    return op == Op::Transpose || op == Op::Reshape || op == Op::BroadcastTo || op == Op::Identity;
}

} // namespace

Shape reducedShape(const Shape& shape, const ReduceAttributes& attributes)
{
    Shape result;
    for (int axis = 0; axis < shape.rank(); ++axis) {
        const bool reduced = std::find(attributes.axes.begin(), attributes.axes.end(), axis)
            != attributes.axes.end();
        if (!reduced)
            result.append(shape[axis]);
        else if (attributes.keepDims)
            result.append(1);
    }
    return result;
}

FormulaId FormulaPool::intern(FormulaNode node)
{
    node.hash = hashOf(node);
    const auto [begin, end] = m_byHash.equal_range(node.hash);
    for (auto it = begin; it != end; ++it) {
        if (sameNode(m_nodes[static_cast<std::size_t>(it->second)], node))
            return {it->second};
    }
    // A tensor full of a number is the number times a tensor of ones.
    const bool copied = node.kind == FormulaKind::Apply && node.op == Op::BroadcastTo;
    const FormulaNode& constant = copied ? this->node(node.parts[0]) : node;
    const bool filled = constant.kind == FormulaKind::Number && node.shape.elementCount() != 1
        && !constant.number.isOne() && !constant.number.isZero();
    long long weight = filled ? 3 : 1;
    if (node.kind == FormulaKind::Apply && (node.op == Op::ReduceSum || node.op == Op::ReduceMean))
        ++weight;
    for (const FormulaId part : node.parts)
        weight += this->node(part).weight;
    if (node.kind == FormulaKind::Sum || node.kind == FormulaKind::Product
        || node.kind == FormulaKind::Chain)
        weight += static_cast<long long>(node.parts.size()) - 2;
    if (node.kind == FormulaKind::Apply && isLayoutOp(node.op))
        --weight;
    node.weight = static_cast<int>(std::min<long long>(weight, heaviest));
    node.degree = std::clamp(degreeOf(node), -1000, 1000);
    const int index = size();
    m_byHash.emplace(node.hash, index);
    m_nodes.push_back(std::move(node));
    return {index};
}

int FormulaPool::degreeOf(const FormulaNode& node) const
{
    const auto degree = [&](std::size_t i) { return this->node(node.parts[i]).degree; };
    int result = 0;
    switch (node.kind) {
    case FormulaKind::Number:
        return 0;
    case FormulaKind::Symbol:
        return 1;
    case FormulaKind::Power: {
        const FormulaNode& exponent = this->node(node.parts[1]);
        if (exponent.kind != FormulaKind::Number || std::abs(exponent.number.value()) > 1000)
            return degree(0);
        return static_cast<int>(std::floor(degree(0) * exponent.number.value()));
    }
    case FormulaKind::Sum:
        for (std::size_t i = 0; i < node.parts.size(); ++i)
            result = i ? std::max(result, degree(i)) : degree(i);
        return result;
    case FormulaKind::Product:
    case FormulaKind::Chain:
        for (std::size_t i = 0; i < node.parts.size(); ++i)
            result += degree(i);
        return result;
    case FormulaKind::Apply:
        return node.parts.empty() ? 0 : degree(0);
    }
    return result;
}

FormulaId FormulaPool::number(const Number& number, const Shape& shape)
{
    FormulaNode node;
    node.number = number;
    node.shape = shape;
    return intern(std::move(node));
}

FormulaId FormulaPool::symbol(const SymbolName& name, const Shape& shape)
{
    const auto found = std::find(m_symbols.begin(), m_symbols.end(), name);
    FormulaNode node;
    node.kind = FormulaKind::Symbol;
    node.symbol = static_cast<int>(found - m_symbols.begin());
    node.shape = shape;
    if (found == m_symbols.end())
        m_symbols.push_back(name);
    return intern(std::move(node));
}

FormulaId FormulaPool::sum(std::vector<FormulaId> parts)
{
    if (parts.empty())
        return number(0);
    if (parts.size() == 1)
        return parts.front();
    FormulaNode node;
    node.kind = FormulaKind::Sum;
    node.shape = jointShape(*this, parts);
    node.parts = std::move(parts);
    return intern(std::move(node));
}

FormulaId FormulaPool::product(std::vector<FormulaId> parts)
{
    if (parts.empty())
        return number(1);
    if (parts.size() == 1)
        return parts.front();
    FormulaNode node;
    node.kind = FormulaKind::Product;
    node.shape = jointShape(*this, parts);
    node.parts = std::move(parts);
    return intern(std::move(node));
}

FormulaId FormulaPool::power(FormulaId base, FormulaId exponent)
{
    FormulaNode node;
    node.kind = FormulaKind::Power;
    node.parts = {base, exponent};
    node.shape = jointShape(*this, node.parts);
    return intern(std::move(node));
}

FormulaId FormulaPool::chain(std::vector<FormulaId> parts)
{
    assert(!parts.empty());
    if (parts.size() == 1)
        return parts.front();
    // Leading axes broadcast, the last two multiply.
    Shape leading;
    for (const FormulaId part : parts) {
        const Shape& own = shape(part);
        Shape batch;
        for (int axis = 0; axis + 2 < own.rank(); ++axis)
            batch.append(own[axis]);
        leading = broadcastShape(leading, batch).value_or(leading);
    }
    const Shape& first = shape(parts.front());
    const Shape& last = shape(parts.back());
    leading.append(first[first.rank() - 2]);
    leading.append(last[last.rank() - 1]);
    FormulaNode node;
    node.kind = FormulaKind::Chain;
    node.shape = leading;
    node.parts = std::move(parts);
    return intern(std::move(node));
}

FormulaId FormulaPool::apply(Op op, std::vector<FormulaId> parts, const Shape& shape,
                             Attributes attributes)
{
    FormulaNode node;
    node.kind = FormulaKind::Apply;
    node.op = op;
    node.parts = std::move(parts);
    node.shape = shape;
    node.attributes = std::move(attributes);
    return intern(std::move(node));
}

FormulaId FormulaPool::transpose(FormulaId a)
{
    std::vector<int> permutation;
    for (int axis = 0; axis < shape(a).rank(); ++axis)
        permutation.push_back(axis);
    assert(permutation.size() >= 2);
    std::swap(permutation[permutation.size() - 1], permutation[permutation.size() - 2]);
    return permute(a, permutation);
}

FormulaId FormulaPool::permute(FormulaId a, const std::vector<int>& permutation)
{
    Shape result;
    for (const int axis : permutation)
        result.append(shape(a)[axis]);
    return apply(Op::Transpose, {a}, result, TransposeAttributes{permutation});
}

FormulaId FormulaPool::reshape(FormulaId a, const Shape& wanted)
{
    return shape(a) == wanted ? a : apply(Op::Reshape, {a}, wanted, ShapeAttributes{wanted});
}

FormulaId FormulaPool::broadcast(FormulaId a, const Shape& wanted)
{
    return shape(a) == wanted ? a : apply(Op::BroadcastTo, {a}, wanted, ShapeAttributes{wanted});
}

FormulaId FormulaPool::reduce(Op op, FormulaId a, const ReduceAttributes& attributes)
{
    return apply(op, {a}, reducedShape(shape(a), attributes), attributes);
}

FormulaId FormulaPool::unbroadcast(FormulaId a, const Shape& wanted)
{
    const Shape from = shape(a);
    if (from == wanted)
        return a;
    const int added = from.rank() - wanted.rank();
    ReduceAttributes attributes;
    for (int axis = 0; axis < from.rank(); ++axis) {
        if (axis < added || (wanted[axis - added] == 1 && from[axis] != 1))
            attributes.axes.push_back(axis);
    }
    return reshape(attributes.axes.empty() ? a : reduce(Op::ReduceSum, a, attributes), wanted);
}

FormulaId FormulaPool::withParts(FormulaId id, std::vector<FormulaId> parts)
{
    if (node(id).parts == parts)
        return id;
    FormulaNode copy = node(id);
    copy.parts = std::move(parts);
    return intern(std::move(copy));
}

FormulaId FormulaPool::replaced(FormulaId whole, FormulaId before, FormulaId after)
{
    std::unordered_map<int, FormulaId> done;
    const auto walk = [&](const auto& self, FormulaId id) -> FormulaId {
        if (id == before)
            return after;
        if (node(id).parts.empty())
            return id;
        if (const auto known = done.find(id.index); known != done.end())
            return known->second;
        std::vector<FormulaId> parts = node(id).parts;
        for (FormulaId& part : parts)
            part = self(self, part);
        const FormulaId result = withParts(id, std::move(parts));
        done.emplace(id.index, result);
        return result;
    };
    return walk(walk, whole);
}

bool FormulaPool::isLayout(FormulaId id) const
{
    return node(id).kind == FormulaKind::Apply && isLayoutOp(node(id).op);
}

bool FormulaPool::isTranspose(FormulaId id) const
{
    if (!isApply(id, Op::Transpose))
        return false;
    const auto& permutation = std::get<TransposeAttributes>(node(id).attributes).permutation;
    const int rank = static_cast<int>(permutation.size());
    for (int axis = 0; axis < rank; ++axis) {
        const int expected = axis < rank - 2 ? axis : 2 * rank - 3 - axis;
        if (permutation[static_cast<std::size_t>(axis)] != expected)
            return false;
    }
    return rank >= 2;
}

int FormulaPool::transposeCount(FormulaId id) const
{
    int count = isApply(id, Op::Transpose) ? 1 : 0;
    for (const FormulaId part : node(id).parts)
        count = std::min(count + transposeCount(part), heaviest);
    return count;
}

} // namespace engine

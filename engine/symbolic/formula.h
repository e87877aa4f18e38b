#pragma once

#include <compare>
#include <cstddef>
#include <deque>
#include <unordered_map>
#include <vector>

#include "engine/symbolic/number.h"
#include "engine/symbolic/symbolname.h"
#include "engine/tensor/op.h"

namespace engine {

/// Position of a formula in its FormulaPool. Equal formulas of one pool have equal ids.
struct FormulaId
{
    int index = -1;
    bool isValid() const { return index >= 0; }
    auto operator<=>(const FormulaId&) const = default;
};

/// Differences, quotients, roots and negatives are sums, products and powers: a − b is a + (−1)·b,
/// a/b is a·b⁻¹, √x is x^(1/2). So two spellings of one formula have few ways to differ.
enum class FormulaKind : std::uint8_t {
    Number, ///< in every entry of the shape
    Symbol,
    Sum, ///< of two or more, with broadcasting
    Product, ///< element by element, of two or more, with broadcasting
    Power, ///< base, exponent; element by element
    Chain, ///< matrix product of two or more
    Apply, ///< any other operation; comparisons give 0 and 1
};

struct FormulaNode
{
    FormulaKind kind = FormulaKind::Number;
    Op op = Op::Constant; ///< for Apply
    Shape shape;
    std::vector<FormulaId> parts;
    Number number; ///< for Number
    int symbol = -1; ///< for Symbol: index into FormulaPool::symbols()
    Attributes attributes; ///< for Apply
    int weight = 1; ///< numbers, symbols and operations; transposes and changes of layout count
                    ///< nothing
    int degree = 0; ///< as of a polynomial, for the order in which terms are written
    std::size_t hash = 0;
};

/// Formulas over named tensors, each with its shape, shared where they are equal. The functions
/// make exactly what they are asked for; only Simplifier simplifies.
class FormulaPool
{
public:
    const FormulaNode& node(FormulaId id) const
    {
        return m_nodes[static_cast<std::size_t>(id.index)];
    }
    const Shape& shape(FormulaId id) const { return node(id).shape; }
    int size() const { return static_cast<int>(m_nodes.size()); }
    /// Symbols are the same when their names are; the first mention decides the shape.
    const std::vector<SymbolName>& symbols() const { return m_symbols; }

    FormulaId number(const Number& number, const Shape& shape = {});
    FormulaId number(std::int64_t value, const Shape& shape = {})
    {
        return this->number(Number::integer(value), shape);
    }
    FormulaId symbol(const SymbolName& name, const Shape& shape);
    FormulaId sum(std::vector<FormulaId> parts);
    FormulaId product(std::vector<FormulaId> parts);
    FormulaId power(FormulaId base, FormulaId exponent);
    FormulaId power(FormulaId base, const Number& exponent)
    {
        return power(base, number(exponent));
    }
    FormulaId chain(std::vector<FormulaId> parts);
    FormulaId apply(Op op, std::vector<FormulaId> parts, const Shape& shape,
                    Attributes attributes = {});

    FormulaId negative(FormulaId a) { return product({number(-1), a}); }
    FormulaId difference(FormulaId a, FormulaId b) { return sum({a, negative(b)}); }
    FormulaId quotient(FormulaId a, FormulaId b)
    {
        return product({a, power(b, Number::integer(-1))});
    }
    FormulaId transpose(FormulaId a); ///< of the last two axes
    FormulaId permute(FormulaId a, const std::vector<int>& permutation);
    FormulaId reshape(FormulaId a, const Shape& shape); ///< `a` itself when it has that shape
    FormulaId broadcast(FormulaId a, const Shape& shape); ///< likewise
    FormulaId reduce(Op op, FormulaId a, const ReduceAttributes& attributes);
    /// Sums over what broadcasting `shape` added or stretched.
    FormulaId unbroadcast(FormulaId a, const Shape& shape);

    /// The same operation with other parts (of the same shapes).
    FormulaId withParts(FormulaId id, std::vector<FormulaId> parts);
    /// `whole` with every occurrence of `before` replaced.
    FormulaId replaced(FormulaId whole, FormulaId before, FormulaId after);

    bool isNumber(FormulaId id) const { return node(id).kind == FormulaKind::Number; }
    bool isNumber(FormulaId id, double value) const
    {
        return isNumber(id) && node(id).number.value() == value;
    }
    bool isApply(FormulaId id, Op op) const
    {
        return node(id).kind == FormulaKind::Apply && node(id).op == op;
    }
    /// Only rearranges or copies entries: transpose, reshape, broadcast.
    bool isLayout(FormulaId id) const;
    /// A transpose of the last two axes.
    bool isTranspose(FormulaId id) const;
    /// One element, whatever the rank.
    bool isSingle(FormulaId id) const { return shape(id).elementCount() == 1; }
    int transposeCount(FormulaId id) const;

    /// The order in which factors are written, independent of how the formulas came to be.
    std::strong_ordering compare(FormulaId a, FormulaId b) const;
    /// The same for terms: higher powers first.
    bool termBefore(FormulaId a, FormulaId b) const;

private:
    FormulaId intern(FormulaNode node);
    int degreeOf(const FormulaNode& node) const;

    std::deque<FormulaNode> m_nodes; ///< what refers to a node stays good while others are made
    std::vector<SymbolName> m_symbols;
    std::unordered_multimap<std::size_t, int> m_byHash;
};

Shape reducedShape(const Shape& shape, const ReduceAttributes& attributes);

} // namespace engine

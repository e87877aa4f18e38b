#include <algorithm>

#include "engine/symbolic/formula.h"

namespace engine {
namespace {

/// Alphabetical; capitals beside their small letters.
std::strong_ordering compareNames(const std::string& a, const std::string& b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (const auto order = lower(a[i]) <=> lower(b[i]); order != 0)
            return order;
    }
    if (const auto order = a.size() <=> b.size(); order != 0)
        return order;
    return a.compare(b) <=> 0;
}

/// Slices by where they begin, reductions by their axes.
std::strong_ordering compareAttributes(const Attributes& a, const Attributes& b)
{
    if (a.index() != b.index())
        return a.index() <=> b.index();
    if (const auto* left = std::get_if<SliceAttributes>(&a)) {
        const auto& right = std::get<SliceAttributes>(b);
        for (std::size_t i = 0; i < std::min(left->axes.size(), right.axes.size()); ++i) {
            if (const auto order = left->axes[i].start <=> right.axes[i].start; order != 0)
                return order;
        }
    }
    if (const auto* left = std::get_if<ReduceAttributes>(&a)) {
        const auto& right = std::get<ReduceAttributes>(b);
        return left->axes <=> right.axes;
    }
    return std::strong_ordering::equal;
}

int formulaRank(const FormulaNode& node)
{
    switch (node.kind) {
    case FormulaKind::Number:
        return 0;
    case FormulaKind::Symbol:
        return 1;
    case FormulaKind::Power:
    case FormulaKind::Product:
        return 2;
    case FormulaKind::Chain:
        return 3;
    case FormulaKind::Apply:
        return (node.op == Op::Transpose || node.op == Op::Reshape || node.op == Op::BroadcastTo)
            ? 2
            : 4;
    case FormulaKind::Sum:
        return 5;
    }
    return 6;
}

} // namespace

std::strong_ordering FormulaPool::compare(FormulaId a, FormulaId b) const
{
    if (a == b)
        return std::strong_ordering::equal;
    const FormulaNode& left = node(a);
    const FormulaNode& right = node(b);
    // A power stands where its base would.
    const bool leftPower = left.kind == FormulaKind::Power;
    const bool rightPower = right.kind == FormulaKind::Power;
    if (leftPower != rightPower || (leftPower && rightPower)) {
        const FormulaId leftBase = leftPower ? left.parts[0] : a;
        const FormulaId rightBase = rightPower ? right.parts[0] : b;
        if (const auto order = compare(leftBase, rightBase); order != 0)
            return order;
        if (leftPower && rightPower)
            return compare(left.parts[1], right.parts[1]);
        return leftPower ? std::strong_ordering::greater : std::strong_ordering::less;
    }
    if (const auto order = formulaRank(left) <=> formulaRank(right); order != 0)
        return order;
    if (left.kind == FormulaKind::Symbol && right.kind == FormulaKind::Symbol) {
        const SymbolName& first = m_symbols[static_cast<std::size_t>(left.symbol)];
        const SymbolName& second = m_symbols[static_cast<std::size_t>(right.symbol)];
        if (const auto order = compareNames(first.name, second.name); order != 0)
            return order;
        if (const auto order = first.primes <=> second.primes; order != 0)
            return order;
        if (const auto order = first.index <=> second.index; order != 0)
            return order;
        return left.symbol <=> right.symbol;
    }
    if (const auto order = static_cast<int>(left.kind) <=> static_cast<int>(right.kind); order != 0)
        return order;
    if (left.kind == FormulaKind::Number) {
        if (left.number.value() != right.number.value())
            return left.number.value() < right.number.value() ? std::strong_ordering::less
                                                              : std::strong_ordering::greater;
        return a.index <=> b.index;
    }
    if (left.kind == FormulaKind::Apply && left.op != right.op)
        return static_cast<int>(left.op) <=> static_cast<int>(right.op);
    if (left.kind == FormulaKind::Apply && left.attributes != right.attributes) {
        if (const auto order = compareAttributes(left.attributes, right.attributes); order != 0)
            return order;
    }
    for (std::size_t i = 0; i < std::min(left.parts.size(), right.parts.size()); ++i) {
        if (const auto order = compare(left.parts[i], right.parts[i]); order != 0)
            return order;
    }
    if (const auto order = left.parts.size() <=> right.parts.size(); order != 0)
        return order;
    return a.index <=> b.index;
}

bool FormulaPool::termBefore(FormulaId a, FormulaId b) const
{
    if (node(a).degree != node(b).degree)
        return node(a).degree > node(b).degree;
    // The coefficient does not decide.
    const auto bare = [&](FormulaId id) {
        const FormulaNode& term = node(id);
        if (term.kind == FormulaKind::Product && isNumber(term.parts[0]) && term.parts.size() == 2)
            return term.parts[1];
        return id;
    };
    if (const auto order = compare(bare(a), bare(b)); order != 0)
        return order < 0;
    return compare(a, b) < 0;
}

} // namespace engine

// Rules of products over chosen axes: matvec of stacks, tensordot, einsum; of the Cholesky factor.
#include <algorithm>
#include <set>

#include "engine/symbolic/ruleformulas.h"

namespace engine::ruleformulas {
namespace {

using Formula = std::optional<FormulaId>;

std::vector<int> freeAxes(int rank, const std::vector<int>& contracted)
{
    std::vector<int> axes;
    for (int axis = 0; axis < rank; ++axis) {
        if (std::find(contracted.begin(), contracted.end(), axis) == contracted.end())
            axes.push_back(axis);
    }
    return axes;
}

std::vector<int> counting(int from, std::size_t count)
{
    std::vector<int> axes;
    for (std::size_t i = 0; i < count; ++i)
        axes.push_back(from + static_cast<int>(i));
    return axes;
}

int placeOf(int axis, const std::vector<int>& axes)
{
    return static_cast<int>(std::find(axes.begin(), axes.end(), axis) - axes.begin());
}

Shape picked(const Shape& first, const std::vector<int>& firstAxes, const Shape& second,
             const std::vector<int>& secondAxes)
{
    Shape shape;
    for (const int axis : firstAxes)
        shape.append(first[axis]);
    for (const int axis : secondAxes)
        shape.append(second[axis]);
    return shape;
}

/// The axis labels of the operands, then of the result.
std::vector<std::string> labelsOf(const std::string& equation)
{
    std::vector<std::string> parts{""};
    for (const char c : equation) {
        if (c == ',' || c == '-')
            parts.emplace_back();
        else if (c != '>')
            parts.back() += c;
    }
    return parts;
}

bool repeats(const std::string& labels)
{
    return std::set<char>(labels.begin(), labels.end()).size() != labels.size();
}

/// The label that both have and the result has not; 0 unless there is exactly one and the result
/// has all others.
char contractedLabel(const std::string& a, const std::string& b, const std::string& result)
{
    char found = 0;
    for (const char label : a) {
        if (b.find(label) == std::string::npos)
            continue;
        if (found || result.find(label) != std::string::npos)
            return 0;
        found = label;
    }
    return found && result.size() + 2 == a.size() + b.size() ? found : '\0';
}

/// The operand as a matrix whose last (or first) axis is the contracted one.
FormulaId asMatrix(FormulaPool& pool, FormulaId operand, const std::string& labels, char contracted,
                   bool last)
{
    if (labels.size() == 1)
        return last ? pool.transpose(column(pool, operand)) : column(pool, operand);
    return (labels.back() == contracted) == last ? operand : pool.transpose(operand);
}

/// The products that have a sign of their own in a textbook; empty for others.
Formula productOfTwo(FormulaPool& pool, const std::vector<std::string>& labels, FormulaId a,
                     FormulaId b, const Shape& shape)
{
    const std::string& left = labels[0];
    const std::string& right = labels[1];
    const std::string& result = labels[2];
    if (left.size() > 2 || right.size() > 2 || repeats(left) || repeats(right))
        return {};
    if (left == right && result.empty())
        return pool.reduce(Op::ReduceSum, pool.product({a, b}), allAxes(pool.shape(a)));
    if (left == right && result == left)
        return pool.product({a, b});
    if (left.size() == 1 && right.size() == 1 && result.size() == 2) {
        const bool inOrder = result == left + right;
        const FormulaId first = column(pool, inOrder ? a : b);
        return pool.chain({first, pool.transpose(column(pool, inOrder ? b : a))});
    }
    const char contracted = contractedLabel(left, right, result);
    if (!contracted)
        return {};
    FormulaId product = pool.chain(
        {asMatrix(pool, a, left, contracted, true), asMatrix(pool, b, right, contracted, false)});
    if (result.size() == 2 && left.find(result[0]) == std::string::npos)
        product = pool.transpose(product);
    return pool.reshape(product, shape);
}

Formula pullBackMatvec(FormulaPool& pool, const RuleFormulas& operation, FormulaId g, int slot)
{
    const FormulaId a = operation.inputs[0];
    const FormulaId x = operation.inputs[1];
    const bool turned = std::get<MatmulAttributes>(operation.attributes).transposeA;
    const bool single = pool.shape(a).rank() == 2 && pool.shape(x).rank() == 1;
    if (slot == 1) {
        FormulaId product = pool.chain({matmulOperand(pool, a, !turned), column(pool, g)});
        if (single)
            return pool.reshape(product, pool.shape(x));
        Shape shape; // of a stack of vectors
        for (int axis = 0; axis + 1 < pool.shape(product).rank(); ++axis)
            shape.append(pool.shape(product)[axis]);
        return pool.unbroadcast(pool.reshape(product, shape), pool.shape(x));
    }
    const FormulaId outer = turned ? pool.chain({column(pool, x), pool.transpose(column(pool, g))})
                                   : pool.chain({column(pool, g), pool.transpose(column(pool, x))});
    return pool.unbroadcast(outer, pool.shape(a));
}

/// With what is left of the other operand; then the axes go back to their places.
Formula pullBackTensordot(FormulaPool& pool, const RuleFormulas& operation, FormulaId g, int slot)
{
    const FormulaId a = operation.inputs[0];
    const FormulaId b = operation.inputs[1];
    const auto& axes = std::get<ContractAttributes>(operation.attributes);
    const Shape& left = pool.shape(a);
    const Shape& right = pool.shape(b);
    if (left.rank() == 1 && right.rank() == 1 && axes.left.size() == 1)
        return pool.product({g, slot == 0 ? b : a});
    if (left.rank() == 2 && right.rank() == 2 && axes.left == std::vector{1}
        && axes.right == std::vector{0})
        return slot == 0 ? pool.chain({g, pool.transpose(b)}) : pool.chain({pool.transpose(a), g});
    const std::vector<int> leftFree = freeAxes(left.rank(), axes.left);
    const std::vector<int> rightFree = freeAxes(right.rank(), axes.right);
    const bool first = slot == 0;
    const std::vector<int>& own = first ? axes.left : axes.right;
    const std::vector<int>& other = first ? axes.right : axes.left;
    std::vector<int> sorted = other;
    std::sort(sorted.begin(), sorted.end());
    const auto split = leftFree.size();
    const FormulaId product = first
        ? pool.apply(
            Op::Tensordot, {g, b}, picked(left, leftFree, right, sorted),
            ContractAttributes{counting(static_cast<int>(split), rightFree.size()), rightFree})
        : pool.apply(Op::Tensordot, {a, g}, picked(left, sorted, right, rightFree),
                     ContractAttributes{leftFree, counting(0, split)});
    const std::vector<int>& free = first ? leftFree : rightFree;
    std::vector<int> permutation;
    for (int axis = 0; axis < static_cast<int>(free.size() + own.size()); ++axis) {
        const int pair = placeOf(axis, own);
        const bool contracted = pair < static_cast<int>(own.size());
        const int place = contracted ? placeOf(other[static_cast<std::size_t>(pair)], sorted)
                                     : placeOf(axis, free);
        const std::size_t before = first ? free.size() : own.size();
        permutation.push_back(contracted == first ? place + static_cast<int>(before) : place);
    }
    return pool.permute(product, permutation);
}

Formula pullBackEinsum(FormulaPool& pool, const RuleFormulas& operation, FormulaId g, int slot)
{
    const std::vector<std::string> labels =
        labelsOf(std::get<EinsumAttributes>(operation.attributes).equation);
    const auto own = static_cast<std::size_t>(slot);
    std::vector<FormulaId> operands{g};
    std::string equation = labels.back();
    std::set<char> present(labels.back().begin(), labels.back().end());
    for (std::size_t i = 0; i < operation.inputs.size(); ++i) {
        if (i == own)
            continue;
        operands.push_back(operation.inputs[i]);
        equation += "," + labels[i];
        present.insert(labels[i].begin(), labels[i].end());
    }
    std::string missing; // summed over in the operand alone: all get the same
    Shape ones;
    const Shape& shape = pool.shape(operation.inputs[own]);
    for (int axis = 0; axis < shape.rank(); ++axis) {
        const char label = labels[own][static_cast<std::size_t>(axis)];
        if (present.insert(label).second) {
            missing += label;
            ones.append(shape[axis]);
        }
    }
    if (!missing.empty()) {
        operands.push_back(pool.number(1, ones));
        equation += "," + missing;
    }
    return einsumFormula(pool, equation + "->" + labels[own], operands, shape);
}

/// A = L Lᵀ: Ā = ½(S + Sᵀ) with S = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹, where Φ keeps the lower half.
Formula pullBackCholesky(FormulaPool& pool, FormulaId output, FormulaId g)
{
    const Shape& shape = pool.shape(output);
    const FormulaId middle = pool.chain({pool.transpose(output), g});
    const FormulaId lower = pool.apply(Op::BandPart, {middle}, shape, BandAttributes{-1, 0});
    const FormulaId diagonal = pool.apply(Op::BandPart, {middle}, shape, BandAttributes{0, 0});
    const FormulaId half = pool.number(Number::fraction(1, 2));
    const FormulaId inverse = pool.apply(Op::Inverse, {output}, shape);
    const FormulaId s = pool.chain(
        {pool.transpose(inverse), pool.difference(lower, pool.product({half, diagonal})), inverse});
    return pool.product({half, pool.sum({s, pool.transpose(s)})});
}

} // namespace

FormulaId einsumFormula(FormulaPool& pool, const std::string& equation,
                        const std::vector<FormulaId>& operands, const Shape& shape)
{
    const std::vector<std::string> labels = labelsOf(equation);
    if (operands.size() == 1 && labels[0].size() == 2 && !repeats(labels[0])
        && labels[1] == std::string(labels[0].rbegin(), labels[0].rend()))
        return pool.transpose(operands[0]);
    if (operands.size() == 2) {
        if (const Formula known = productOfTwo(pool, labels, operands[0], operands[1], shape))
            return *known;
    }
    return pool.apply(Op::Einsum, operands, shape, EinsumAttributes{equation});
}

std::optional<FormulaId> pullBackContraction(FormulaPool& pool, const RuleFormulas& operation,
                                             FormulaId output, FormulaId g, int slot)
{
    switch (operation.op) {
    case Op::Matvec:
        return pullBackMatvec(pool, operation, g, slot);
    case Op::Tensordot:
        return pullBackTensordot(pool, operation, g, slot);
    case Op::Einsum:
        return pullBackEinsum(pool, operation, g, slot);
    case Op::Cholesky:
        return pullBackCholesky(pool, output, g);
    default: // only the switch of pullBackFormula() comes here, with the cases above
        return {};
    }
}

} // namespace engine::ruleformulas

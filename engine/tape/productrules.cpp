#include <algorithm>
#include <set>
#include <string>

#include "engine/tape/pusher.h"
#include "engine/tape/ruleparts.h"

namespace engine {

/// C = op(A) op(B): Ā = C̄ op(B)ᵀ, B̄ = op(A)ᵀ C̄, transposed back where the operand was used
/// transposed.
TracedTensor pullBackMatmul(RuleOperations& ops, const RuleCall& call)
{
    const auto& flags = std::get<MatmulAttributes>(call.attributes);
    const TracedTensor& g = call.upstream;
    const Shape& shape = call.inputs[static_cast<std::size_t>(call.slot)].value.shape();
    if (call.slot == 0) {
        const TracedTensor b = call.inputs[1];
        const TracedTensor grad = flags.transposeA ? ops.matmul(b, g, flags.transposeB, true)
                                                   : ops.matmul(g, b, false, !flags.transposeB);
        return ops.unbroadcast(grad, shape);
    }
    const TracedTensor a = call.inputs[0];
    const TracedTensor grad = flags.transposeB ? ops.matmul(g, a, true, flags.transposeA)
                                               : ops.matmul(a, g, !flags.transposeA, false);
    return ops.unbroadcast(grad, shape);
}

/// y = op(A) x: Ā = ȳ xᵀ (or x ȳᵀ), x̄ = op(A)ᵀ ȳ.
TracedTensor pullBackMatvec(RuleOperations& ops, const RuleCall& call)
{
    const bool transposed = std::get<MatmulAttributes>(call.attributes).transposeA;
    const TracedTensor& g = call.upstream;
    if (call.slot == 1)
        return ops.unbroadcast(
            ops.run(Op::Matvec, {call.inputs[0], g}, MatmulAttributes{!transposed, false}),
            call.inputs[1].value.shape());
    const TracedTensor column = ops.withLastAxis(g);
    const TracedTensor x = ops.withLastAxis(call.inputs[1]);
    return ops.unbroadcast(transposed ? ops.matmul(x, column, false, true)
                                      : ops.matmul(column, x, false, true),
                           call.inputs[0].value.shape());
}

namespace {

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

int placeOf(int value, const std::vector<int>& in)
{
    return static_cast<int>(std::find(in.begin(), in.end(), value) - in.begin());
}

} // namespace

/// The result's axes are [a's free, b's free]. ȳ against b over b's free axes leaves [a's free, b's
/// contracted]; a transposition brings them to a's order.
TracedTensor pullBackTensordot(RuleOperations& ops, const RuleCall& call)
{
    const auto& axes = std::get<ContractAttributes>(call.attributes);
    const TracedTensor& a = call.inputs[0];
    const TracedTensor& b = call.inputs[1];
    const std::vector<int> leftFree = freeAxes(a.value.rank(), axes.left);
    const std::vector<int> rightFree = freeAxes(b.value.rank(), axes.right);
    const bool first = call.slot == 0;
    const TracedTensor product = first
        ? ops.run(Op::Tensordot, {call.upstream, b},
                  ContractAttributes{counting(static_cast<int>(leftFree.size()), rightFree.size()),
                                     rightFree})
        : ops.run(Op::Tensordot, {a, call.upstream},
                  ContractAttributes{leftFree, counting(0, leftFree.size())});
    const std::vector<int>& own = first ? axes.left : axes.right;
    std::vector<int> other = first ? axes.right : axes.left;
    std::vector<int> sorted = other;
    std::sort(sorted.begin(), sorted.end());
    const std::vector<int>& free = first ? leftFree : rightFree;
    std::vector<int> permutation;
    for (int axis = 0; axis < static_cast<int>(free.size() + own.size()); ++axis) {
        const int pair = placeOf(axis, own);
        const bool contracted = pair < static_cast<int>(own.size());
        // [a's free, contracted] for the first operand, [contracted, b's free] for the second.
        const int place = contracted ? placeOf(other[static_cast<std::size_t>(pair)], sorted)
                                     : placeOf(axis, free);
        permutation.push_back(contracted == first
                                  ? place + static_cast<int>(first ? free.size() : own.size())
                                  : place);
    }
    return ops.transpose(product, permutation);
}

/// The operand's own subscripts become the result's; what appears nowhere else was summed, so its
/// gradient is the same for every entry: a factor of ones brings the axis back.
TracedTensor pullBackEinsum(RuleOperations& ops, const RuleCall& call)
{
    const std::string& equation = std::get<EinsumAttributes>(call.attributes).equation;
    std::vector<std::string> parts{""};
    for (const char c : equation) {
        if (c == ',' || c == '-')
            parts.emplace_back();
        else if (c != '>')
            parts.back() += c;
    }
    const auto slot = static_cast<std::size_t>(call.slot);
    std::vector<TracedTensor> operands{call.upstream};
    std::string left = parts.back();
    std::set<char> present(parts.back().begin(), parts.back().end());
    for (std::size_t i = 0; i < call.inputs.size(); ++i) {
        if (i == slot)
            continue;
        operands.push_back(call.inputs[i]);
        left += "," + parts[i];
        present.insert(parts[i].begin(), parts[i].end());
    }
    std::string missing;
    Shape shape;
    const Shape& own = call.inputs[slot].value.shape();
    for (int axis = 0; axis < own.rank(); ++axis) {
        const char label = parts[slot][static_cast<std::size_t>(axis)];
        if (present.insert(label).second) {
            missing += label;
            shape.append(own[axis]);
        }
    }
    if (!missing.empty()) {
        operands.push_back(ops.constant(Tensor::ones(call.upstream.value.dtype(), shape)));
        left += "," + missing;
    }
    return ops.run(Op::Einsum, operands, EinsumAttributes{left + "->" + parts[slot]});
}

/// Y = A⁻¹: Ā = −Yᵀ Ȳ Yᵀ.
TracedTensor pullBackInverse(RuleOperations& ops, const RuleCall& call)
{
    return ops.negative(ops.matmul(ops.matmul(call.output(), call.upstream, true, false),
                                   call.output(), false, true));
}

/// y = det A: Ā = ȳ·y·A⁻ᵀ.
TracedTensor pullBackDeterminant(RuleOperations& ops, const RuleCall& call)
{
    const TracedTensor scale =
        ops.withLastAxis(ops.withLastAxis(ops.multiply(call.upstream, call.output())));
    return ops.multiply(scale, ops.matrixTranspose(ops.run(Op::Inverse, {call.inputs[0]})));
}

/// op(A) X = B: B̄ = op(A)⁻ᵀ X̄, and Ā = −B̄ Xᵀ (or −X B̄ᵀ).
TracedTensor pullBackSolve(RuleOperations& ops, const RuleCall& call)
{
    const bool adjoint = std::get<MatmulAttributes>(call.attributes).transposeA;
    const TracedTensor b =
        ops.run(Op::Solve, {call.inputs[0], call.upstream}, MatmulAttributes{!adjoint, false});
    if (call.slot == 1)
        return b;
    return ops.negative(adjoint ? ops.matmul(call.output(), b, false, true)
                                : ops.matmul(b, call.output(), false, true));
}

TracedTensor lowerHalf(RuleOperations& ops, const TracedTensor& a)
{
    const TracedTensor lower = ops.run(Op::BandPart, {a}, BandAttributes{-1, 0});
    const TracedTensor diagonal = ops.run(Op::BandPart, {a}, BandAttributes{0, 0});
    return ops.subtract(lower, ops.scaled(diagonal, 0.5));
}

/// A = L Lᵀ: Ā = ½(S + Sᵀ) with S = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹, Φ the lower half (Murray 2016).
TracedTensor pullBackCholesky(RuleOperations& ops, const RuleCall& call)
{
    const TracedTensor inverse = ops.run(Op::Inverse, {call.output()});
    const TracedTensor middle =
        lowerHalf(ops, ops.matmul(call.output(), call.upstream, true, false));
    const TracedTensor s = ops.matmul(ops.matmul(inverse, middle, true, false), inverse);
    return ops.scaled(ops.add(s, ops.matrixTranspose(s)), 0.5);
}

TracedTensor pullBackDiagPart(RuleOperations& ops, const TracedTensor& g, const Shape& shape)
{
    const TracedTensor square = ops.run(Op::Diag, {g});
    if (square.value.shape() == shape)
        return square;
    PadAttributes pad;
    for (int axis = 0; axis < shape.rank(); ++axis)
        pad.widths.emplace_back(0, shape[axis] - square.value.shape()[axis]);
    return ops.run(Op::Pad, {square}, pad);
}

TracedTensor pullBackTrace(RuleOperations& ops, const TracedTensor& g, const Shape& shape)
{
    Shape diagonal(std::span(shape.begin(), static_cast<std::size_t>(shape.rank() - 2)));
    diagonal.append(std::min(shape[shape.rank() - 1], shape[shape.rank() - 2]));
    return pullBackDiagPart(ops, ops.broadcast(ops.withLastAxis(g), diagonal), shape);
}

/// L = chol A: dL = L Φ(L⁻¹ dA L⁻ᵀ), with the symmetric part of dA.
Tangent pushCholesky(RuleOperations& ops, const PushCall& call, const TracedTensor& d)
{
    const TracedTensor symmetric = ops.scaled(ops.add(d, ops.matrixTranspose(d)), 0.5);
    const TracedTensor inverse = ops.run(Op::Inverse, {call.output});
    const TracedTensor middle = ops.matmul(ops.matmul(inverse, symmetric), inverse, false, true);
    return ops.matmul(call.output, lowerHalf(ops, middle));
}

Tangent pushSolve(RuleOperations& ops, const PushCall& call, const Pusher& p)
{
    const bool adjoint = std::get<MatmulAttributes>(call.attributes).transposeA;
    TracedTensor right = p.orZero(1);
    if (p.moves(0))
        right = ops.subtract(right, ops.matmul(p.d(0), call.output, adjoint, false));
    return ops.run(Op::Solve, {call.inputs[0], right}, call.attributes);
}

} // namespace engine

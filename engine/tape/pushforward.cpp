#include "engine/tape/pushforward.h"

#include <algorithm>

#include "engine/tape/ruleparts.h"
#include "engine/tensor/tensorerror.h"

namespace engine {

namespace {

using Tangent = std::optional<TracedTensor>;

/// Writes the rules over the inputs and tangents of one call. `d(i)` is the tangent of input i.
class Pusher
{
public:
    Pusher(RuleOperations& ops, const PushCall& call)
        : m_ops(ops)
        , m_call(call)
    {
    }

    bool moves(std::size_t i) const { return m_call.tangents[i].has_value(); }
    const TracedTensor& d(std::size_t i) const { return *m_call.tangents[i]; }
    const TracedTensor& input(std::size_t i) const { return m_call.inputs[i]; }

    Tangent linear() const { return m_ops.run(m_call.op, {d(0)}, m_call.attributes); }

    /// Linear in each input by itself: the sum over the inputs, each replaced by its tangent.
    Tangent multilinear() const
    {
        Tangent sum;
        for (std::size_t i = 0; i < m_call.inputs.size(); ++i) {
            if (!moves(i))
                continue;
            std::vector<TracedTensor> operands(m_call.inputs.begin(), m_call.inputs.end());
            operands[i] = d(i);
            const TracedTensor part = m_ops.run(m_call.op, operands, m_call.attributes);
            sum = sum ? m_ops.add(*sum, part) : part;
        }
        return sum;
    }

    /// Linear in all its inputs together, but for those that are no floats.
    Tangent jointlyLinear() const
    {
        std::vector<TracedTensor> operands;
        for (std::size_t i = 0; i < m_call.inputs.size(); ++i) {
            if (moves(i))
                operands.push_back(d(i));
            else
                operands.push_back(isFloating(input(i).value.dtype()) ? m_ops.zerosLike(input(i))
                                                                      : input(i));
        }
        return m_ops.run(m_call.op, operands, m_call.attributes);
    }

    /// Σ ∂f/∂inputᵢ·dᵢ over the first two inputs, element by element; partial(i) gives the factor.
    template <class Partial>
    Tangent weighted(Partial partial) const
    {
        Tangent sum;
        for (std::size_t i = 0; i < 2; ++i) {
            if (!moves(i))
                continue;
            const TracedTensor part = m_ops.multiply(d(i), partial(i));
            sum = sum ? m_ops.add(*sum, part) : part;
        }
        return sum;
    }

    /// The tangent of input i, or zeros.
    TracedTensor orZero(std::size_t i) const { return moves(i) ? d(i) : m_ops.zerosLike(input(i)); }

private:
    RuleOperations& m_ops;
    const PushCall& m_call;
};

TracedTensor sumKept(RuleOperations& ops, const TracedTensor& a, const ReduceAttributes& reduction)
{
    return ops.run(Op::ReduceSum, {a}, reduction);
}

/// The power's exponent moves the result only where the base is positive, as in pullBack().
TracedTensor logWherePositive(RuleOperations& ops, const TracedTensor& x)
{
    const TracedTensor positive = ops.compare(Op::Greater, x, 0);
    return ops.keepWhere(positive,
                         ops.run(Op::Log, {ops.run(Op::Where, {positive, x, ops.onesLike(x)})}));
}

Tangent pushArithmetic(RuleOperations& ops, const PushCall& call, const Pusher& p)
{
    const TracedTensor& x = call.inputs[0];
    const TracedTensor& y = call.inputs[1];
    const TracedTensor& z = call.output;
    const DType dtype = x.value.dtype();
    const auto one = [&] { return ops.scalar(1, dtype); };
    const auto notZero = [&] { return ops.cast(ops.compare(Op::NotEqual, x, 0), dtype); };
    switch (call.op) {
    case Op::Divide:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? ops.reciprocal(y) : ops.negative(ops.divide(z, y));
        });
    case Op::FloorModulo:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? one() : ops.negative(ops.run(Op::FloorDivide, {x, y}));
        });
    case Op::Power:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? ops.multiply(y, ops.run(Op::Power, {x, ops.subtract(y, one())}))
                          : ops.multiply(z, logWherePositive(ops, x));
        });
    case Op::Maximum:
    case Op::Minimum: {
        const Op comparison = call.op == Op::Maximum ? Op::GreaterEqual : Op::LessEqual;
        return ops.run(Op::Where, {ops.run(comparison, {x, y}), p.orZero(0), p.orZero(1)});
    }
    case Op::SquaredDifference:
        return p.weighted(
            [&](std::size_t i) { return ops.scaled(ops.subtract(x, y), i == 0 ? 2 : -2); });
    case Op::Atan2:
        return p.weighted([&](std::size_t i) {
            const TracedTensor squares = ops.add(ops.square(x), ops.square(y));
            return i == 0 ? ops.divide(y, squares) : ops.negative(ops.divide(x, squares));
        });
    case Op::Xlogy:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? ops.run(Op::Xlogy, {notZero(), y}) : ops.run(Op::Xdivy, {x, y});
        });
    case Op::Xdivy:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? ops.run(Op::Xdivy, {notZero(), y})
                          : ops.negative(ops.run(Op::Xdivy, {x, ops.square(y)}));
        });
    case Op::DivideNoNan:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? ops.run(Op::DivideNoNan, {one(), y})
                          : ops.negative(ops.run(Op::DivideNoNan, {z, y}));
        });
    case Op::ClipByValue: {
        const TracedTensor clipped = ops.run(
            Op::Where, {ops.run(Op::Greater, {x, call.inputs[2]}), p.orZero(2), p.orZero(0)});
        return ops.run(Op::Where, {ops.run(Op::Less, {x, y}), p.orZero(1), clipped});
    }
    default: // only pushForward() comes here, with the cases above
        break;
    }
    __builtin_unreachable();
}

/// y = x·c / max(‖x‖, c).
Tangent pushClipByNorm(RuleOperations& ops, const PushCall& call, const Pusher& p)
{
    const ReduceAttributes kept{std::get<ReduceAttributes>(call.attributes).axes, true};
    const TracedTensor& x = call.inputs[0];
    const TracedTensor& c = call.inputs[1];
    const TracedTensor length = ops.run(Op::Norm, {x}, kept);
    const TracedTensor outside = ops.run(Op::Greater, {length, c});
    const TracedTensor unit =
        ops.divide(x, ops.run(Op::Where, {outside, length, ops.onesLike(length)}));
    const TracedTensor dx = p.orZero(0);
    const TracedTensor along = ops.run(Op::ReduceSum, {ops.multiply(dx, unit)}, kept);
    const TracedTensor turned =
        ops.divide(ops.multiply(c, ops.subtract(dx, ops.multiply(unit, along))), length);
    const TracedTensor moved = ops.add(turned, ops.multiply(unit, p.orZero(1)));
    return ops.run(Op::Where, {outside, moved, dx});
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

/// Softmax cross entropies: labels come first.
Tangent pushCrossEntropy(RuleOperations& ops, const PushCall& call, const Pusher& p)
{
    const TracedTensor& labels = call.inputs[0];
    const TracedTensor& logits = call.inputs[1];
    const int last = logits.value.rank() - 1;
    Tangent sum;
    if (p.moves(0))
        sum = ops.negative(
            ops.multiply(p.d(0), ops.run(Op::LogSoftmax, {logits}, AxisAttributes{last})));
    if (p.moves(1)) {
        const TracedTensor part = ops.multiply(p.d(1), softmaxMinusLabels(ops, labels, logits));
        sum = sum ? ops.add(*sum, part) : part;
    }
    return ops.sumOver(*sum, last, false);
}

Tangent moved(RuleOperations& ops, const PushCall& call)
{
    const Pusher p(ops, call);
    const TracedTensor& x = call.inputs[0];
    const TracedTensor& y = call.output;
    const Shape& shape = x.value.shape();
    const auto reduction = [&]() -> const ReduceAttributes& {
        return std::get<ReduceAttributes>(call.attributes);
    };
    const auto kept = [&](const TracedTensor& a) { return ops.keepReduced(a, shape, reduction()); };
    switch (call.op) {
    case Op::Constant:
    case Op::Variable:
    case Op::Gradient:
    case Op::Zeros:
    case Op::Ones:
    case Op::Range:
    case Op::RandomNormal:
    case Op::RandomUniform:
    case Op::RandomTruncatedNormal:
    case Op::RandomCategorical:
    case Op::RandomPoisson:
    case Op::RandomGamma:
    case Op::StopGradient:
    case Op::FloorDivide:
    case Op::Floor:
    case Op::Ceil:
    case Op::Round:
    case Op::Rint:
    case Op::IsNan:
    case Op::IsInf:
    case Op::IsFinite:
    case Op::Less:
    case Op::LessEqual:
    case Op::Equal:
    case Op::NotEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::LogicalAnd:
    case Op::LogicalOr:
    case Op::LogicalXor:
    case Op::LogicalNot:
    case Op::NonZero:
    case Op::OneHot:
    case Op::ArgSort:
    case Op::TopKIndices:
    case Op::ReduceAny:
    case Op::ReduceAll:
    case Op::ArgMax:
    case Op::ArgMin:
    case Op::MaxPoolIndices:
        return {};
    case Op::CustomGradient:
        throw TensorError("LookupError",
                          "a function with a custom gradient has no forward-mode rule");
    case Op::RandomShuffle:
    case Op::AdjustContrast:
        throw TensorError("LookupError",
                          "gradient registry has no entry for: "
                              + std::string(kernelName(call.op)));
    case Op::Cast:
        return isFloating(y.value.dtype()) ? p.linear() : Tangent();
    case Op::Identity:
    case Op::Negative:
    case Op::Diag:
    case Op::DiagPart:
    case Op::Trace:
    case Op::BandPart:
    case Op::Transpose:
    case Op::Reshape:
    case Op::BroadcastTo:
    case Op::Slice:
    case Op::SliceGradient:
    case Op::Tile:
    case Op::Roll:
    case Op::Reverse:
    case Op::ReduceSum:
    case Op::ReduceMean:
    case Op::Cumsum:
    case Op::AvgPool:
    case Op::AvgPoolGradient:
        return p.linear();
    case Op::Pad: {
        PadAttributes zeros = std::get<PadAttributes>(call.attributes);
        zeros.value = 0;
        return ops.run(Op::Pad, {p.d(0)}, zeros);
    }
    case Op::Add:
    case Op::AddN:
    case Op::Subtract:
    case Op::Where:
    case Op::Concat:
    case Op::Stack:
    case Op::TensorScatterUpdate:
        return p.jointlyLinear();
    case Op::Multiply:
    case Op::MultiplyNoNan:
    case Op::Matmul:
    case Op::Matvec:
    case Op::Tensordot:
    case Op::Einsum:
    case Op::Cross:
    case Op::Gather:
    case Op::GatherGradient:
    case Op::GatherNd:
    case Op::ScatterNd:
    case Op::BooleanMask:
    case Op::Conv2D:
    case Op::ConvInputGradient:
    case Op::ConvFilterGradient:
        return p.multilinear();
    case Op::Divide:
    case Op::FloorModulo:
    case Op::Power:
    case Op::Maximum:
    case Op::Minimum:
    case Op::SquaredDifference:
    case Op::Atan2:
    case Op::Xlogy:
    case Op::Xdivy:
    case Op::DivideNoNan:
    case Op::ClipByValue:
        return pushArithmetic(ops, call, p);
    case Op::Sign:
        return ops.zerosLike(x);
    case Op::Relu:
        return ops.keepWhere(ops.compare(Op::Greater, x, 0), p.d(0));
    case Op::Relu6:
        return ops.keepWhere(
            ops.run(Op::LogicalAnd, {ops.compare(Op::Greater, x, 0), ops.compare(Op::Less, x, 6)}),
            p.d(0));
    case Op::Abs:
    case Op::Square:
    case Op::Sqrt:
    case Op::Rsqrt:
    case Op::Reciprocal:
    case Op::Exp:
    case Op::Expm1:
    case Op::Log:
    case Op::Log1p:
    case Op::Sin:
    case Op::Cos:
    case Op::Tan:
    case Op::Asin:
    case Op::Acos:
    case Op::Atan:
    case Op::Sinh:
    case Op::Cosh:
    case Op::Tanh:
    case Op::Asinh:
    case Op::Acosh:
    case Op::Atanh:
    case Op::Erf:
    case Op::Erfc:
    case Op::Lgamma:
    case Op::Digamma:
    case Op::Polygamma:
    case Op::Erfinv:
    case Op::Sigmoid:
    case Op::LogSigmoid:
    case Op::Softplus:
    case Op::Softsign:
    case Op::LeakyRelu:
    case Op::Elu:
    case Op::Selu:
    case Op::Gelu:
    case Op::Swish:
        return ops.multiply(p.d(0), slope(ops, call.op, call.attributes, x, y));
    case Op::Inverse: // d(A⁻¹) = −A⁻¹ dA A⁻¹
        return ops.negative(ops.matmul(ops.matmul(y, p.d(0)), y));
    case Op::Determinant: // d(det A) = det A·tr(A⁻¹ dA)
        return ops.multiply(
            y, ops.run(Op::Trace, {ops.run(Op::Solve, {x, p.d(0)}, MatmulAttributes{})}));
    case Op::Solve:
        return pushSolve(ops, call, p);
    case Op::Cholesky:
        return pushCholesky(ops, call, p.d(0));
    case Op::Eigenvalues:
    case Op::Eigenvectors:
        return pushEigen(ops, call.op, x, p.d(0));
    case Op::SingularValues:
    case Op::SingularVectorsLeft:
    case Op::SingularVectorsRight:
        return pushSvd(ops, call.op, x, p.d(0));
    case Op::QrOrthogonal:
    case Op::QrUpper:
        return pushQr(ops, call.op, x, p.d(0));
    case Op::Sort:
        return ops.run(Op::Gather, {p.d(0), ops.run(Op::ArgSort, {x}, call.attributes)},
                       alongLastAxis(shape));
    case Op::TopK:
        return ops.run(Op::Gather, {p.d(0), ops.run(Op::TopKIndices, {x}, call.attributes)},
                       alongLastAxis(shape));
    case Op::ReduceMax:
    case Op::ReduceMin:
        return sumKept(ops, ops.multiply(p.d(0), extremumShares(ops, x, y, reduction())),
                       reduction());
    case Op::ReduceProd:
        return sumKept(ops, ops.multiply(p.d(0), productOfOthers(ops, x, reduction())),
                       reduction());
    case Op::ReduceLogSumExp:
        return sumKept(ops, ops.multiply(p.d(0), ops.run(Op::Exp, {ops.subtract(x, kept(y))})),
                       reduction());
    case Op::ReduceVariance:
        return ops.scaled(ops.run(Op::ReduceMean,
                                  {ops.multiply(p.d(0), deviations(ops, x, reduction()))},
                                  reduction()),
                          2);
    case Op::ReduceStd:
        return ops.divide(ops.run(Op::ReduceMean,
                                  {ops.multiply(p.d(0), deviations(ops, x, reduction()))},
                                  reduction()),
                          y);
    case Op::Norm:
        return ops.divide(sumKept(ops, ops.multiply(x, p.d(0)), reduction()), y);
    case Op::Cumprod: // d(Π xₖ) = Π xₖ·Σ dₖ/xₖ
        return ops.multiply(y, ops.run(Op::Cumsum, {ops.divide(p.d(0), x)}, call.attributes));
    case Op::Softmax: {
        const int axis = std::get<AxisAttributes>(call.attributes).axis;
        const TracedTensor mean = ops.sumOver(ops.multiply(y, p.d(0)), axis, true);
        return ops.multiply(y, ops.subtract(p.d(0), mean));
    }
    case Op::LogSoftmax: {
        const int axis = std::get<AxisAttributes>(call.attributes).axis;
        const TracedTensor softmax = ops.run(Op::Softmax, {x}, call.attributes);
        return ops.subtract(p.d(0), ops.sumOver(ops.multiply(softmax, p.d(0)), axis, true));
    }
    case Op::SoftmaxCrossEntropy:
    case Op::SparseSoftmaxCrossEntropy:
        return pushCrossEntropy(ops, call, p);
    case Op::SigmoidCrossEntropy:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? ops.negative(call.inputs[1])
                          : ops.subtract(ops.run(Op::Sigmoid, {call.inputs[1]}), x);
        });
    case Op::L2Loss: {
        ReduceAttributes all;
        for (int axis = 0; axis < shape.rank(); ++axis)
            all.axes.push_back(axis);
        return sumKept(ops, ops.multiply(x, p.d(0)), all);
    }
    case Op::ClipByNorm:
        return pushClipByNorm(ops, call, p);
    case Op::MaxPool: {
        const TracedTensor places = ops.run(Op::MaxPoolIndices, {x}, call.attributes);
        return ops.run(Op::Gather, {flat(ops, p.d(0)), places},
                       GatherAttributes{0, 0, Shape{x.value.size()}});
    }
    }
    __builtin_unreachable();
}

} // namespace

std::optional<TracedTensor> pushForward(RuleOperations& ops, const PushCall& call)
{
    const bool any = std::any_of(call.tangents.begin(), call.tangents.end(),
                                 [](const auto& tangent) { return tangent.has_value(); });
    if (!any)
        return {};
    const Tangent result = moved(ops, call);
    return result ? Tangent(ops.broadcast(*result, call.output.value.shape())) : Tangent();
}

} // namespace engine

#include "engine/tape/pushforward.h"

#include <algorithm>

#include "engine/tape/pusher.h"
#include "engine/tape/ruleparts.h"
#include "engine/tensor/tensorerror.h"

namespace engine {

namespace {

TracedTensor sumKept(RuleOperations& ops, const TracedTensor& a, const ReduceAttributes& reduction)
{
    return ops.run(Op::ReduceSum, {a}, reduction);
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
        return {}; // the context turns the program's own function around
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
        return pushSvd(ops, call, p.d(0));
    case Op::QrOrthogonal:
    case Op::QrUpper:
        return pushQr(ops, call, p.d(0));
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

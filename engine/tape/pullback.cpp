#include "engine/tape/pullback.h"

#include <algorithm>

#include "engine/tape/ruleparts.h"
#include "engine/tensor/tensorerror.h"
#include "engine/tensor/evaluate.h"

namespace engine {

bool passesGradient(Op op, int slot)
{
    switch (op) {
    case Op::Where:
    case Op::ScatterNd:
    case Op::SparseSoftmaxCrossEntropy:
        return slot != 0;
    case Op::Gather:
    case Op::GatherGradient:
    case Op::GatherNd:
    case Op::BooleanMask:
    case Op::TensorScatterUpdate:
        return slot != 1;
    default: // TensorFlow asks for the gradient before it sees that there is no rule
        const OpKind its = kind(op);
        return its == OpKind::Smooth || its == OpKind::NoRule;
    }
}

std::optional<TracedTensor> pullBack(RuleOperations& ops, const RuleCall& call)
{
    const TracedTensor& g = call.upstream;
    const auto x = [&] { return call.inputs[0]; };
    const DType dtype = g.value.dtype();
    const auto shapeOf = [&](int i) -> const Shape& {
        return call.inputs[static_cast<std::size_t>(i)].value.shape();
    };
    const auto reduction = [&]() -> const ReduceAttributes& {
        return std::get<ReduceAttributes>(call.attributes);
    };
    const auto kept = [&](const TracedTensor& a) {
        return ops.keepReduced(a, shapeOf(0), reduction());
    };
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
        return {}; // the sweep asks the program's own function
    case Op::RandomShuffle:
    case Op::AdjustContrast:
        throw TensorError("LookupError",
                          "gradient registry has no entry for: "
                              + std::string(kernelName(call.op)));
    case Op::Identity:
    case Op::AddN:
        return g;
    case Op::Cast:
        return isFloating(call.inputs[0].value.dtype())
            ? std::optional(ops.cast(g, call.inputs[0].value.dtype()))
            : std::optional<TracedTensor>();
    case Op::Add:
        return ops.unbroadcast(g, shapeOf(call.slot));
    case Op::Multiply:
        return ops.unbroadcast(ops.multiply(g, call.inputs[call.slot == 0 ? 1 : 0]),
                               shapeOf(call.slot));
    case Op::Subtract:
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
    case Op::MultiplyNoNan:
    case Op::ClipByValue:
        return ops.unbroadcast(pullBackArithmetic(ops, call), shapeOf(call.slot));
    case Op::Negative:
        return ops.negative(g);
    case Op::Sign:
        return ops.zerosLike(x());
    case Op::Sqrt: // in TensorFlow's order: (½·ȳ) / y
        return ops.divide(ops.multiply(g, ops.scalar(0.5, dtype)), call.output());
    case Op::Cos:
        return ops.negative(ops.multiply(g, ops.run(Op::Sin, {x()})));
    case Op::Relu: // relu'(0) = 0
        return ops.keepWhere(ops.compare(Op::Greater, x(), 0), g);
    case Op::Relu6:
        return ops.keepWhere(
            ops.run(Op::LogicalAnd,
                    {ops.compare(Op::Greater, x(), 0), ops.compare(Op::Less, x(), 6)}),
            g);
    case Op::Abs:
    case Op::Square:
    case Op::Rsqrt:
    case Op::Reciprocal:
    case Op::Exp:
    case Op::Expm1:
    case Op::Log:
    case Op::Log1p:
    case Op::Sin:
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
        return ops.multiply(g, slope(ops, call.op, call.attributes, x(), call.output()));
    case Op::Where: {
        const TracedTensor zero = ops.zerosLike(g);
        const TracedTensor part = call.slot == 1 ? ops.run(Op::Where, {x(), g, zero})
                                                 : ops.run(Op::Where, {x(), zero, g});
        return ops.unbroadcast(part, shapeOf(call.slot));
    }
    case Op::Matmul:
        return pullBackMatmul(ops, call);
    case Op::Matvec:
        return pullBackMatvec(ops, call);
    case Op::Tensordot:
        return pullBackTensordot(ops, call);
    case Op::Einsum:
        return pullBackEinsum(ops, call);
    case Op::Cross: // ⟨g, a × b⟩ = ⟨b × g, a⟩ = ⟨g × a, b⟩
        return call.slot == 0 ? ops.run(Op::Cross, {call.inputs[1], g})
                              : ops.run(Op::Cross, {g, x()});
    case Op::Diag:
        return ops.run(Op::DiagPart, {g});
    case Op::DiagPart:
        return pullBackDiagPart(ops, g, shapeOf(0));
    case Op::Trace:
        return pullBackTrace(ops, g, shapeOf(0));
    case Op::BandPart:
        return ops.run(Op::BandPart, {g}, call.attributes);
    case Op::Inverse:
        return pullBackInverse(ops, call);
    case Op::Determinant:
        return pullBackDeterminant(ops, call);
    case Op::Solve:
        return pullBackSolve(ops, call);
    case Op::Cholesky:
        return pullBackCholesky(ops, call);
    case Op::Eigenvalues:
    case Op::Eigenvectors:
        return pullBackEigen(ops, call);
    case Op::SingularValues:
    case Op::SingularVectorsLeft:
    case Op::SingularVectorsRight:
        return pullBackSvd(ops, call);
    case Op::QrOrthogonal:
    case Op::QrUpper:
        return pullBackQr(ops, call);
    case Op::Transpose:
        return ops.transpose(
            g, inversePermutation(std::get<TransposeAttributes>(call.attributes).permutation));
    case Op::Reshape:
        return ops.reshape(g, shapeOf(0));
    case Op::BroadcastTo:
        return ops.unbroadcast(g, shapeOf(0));
    case Op::Slice:
        return ops.run(Op::SliceGradient, {g}, call.attributes);
    case Op::SliceGradient:
        return ops.run(Op::Slice, {g}, call.attributes);
    case Op::Concat:
        return pullBackConcat(ops, call);
    case Op::Stack:
        return pullBackStack(ops, call);
    case Op::Tile:
        return pullBackTile(ops, call);
    case Op::Pad:
        return pullBackPad(ops, call);
    case Op::Roll:
        return ops.run(Op::Roll, {g}, opposite(std::get<CountsAttributes>(call.attributes)));
    case Op::Reverse:
        return ops.run(Op::Reverse, {g}, call.attributes);
    case Op::Gather:
        return ops.run(Op::GatherGradient, {g, call.inputs[1]}, call.attributes);
    case Op::GatherGradient:
        return ops.run(Op::Gather, {g, call.inputs[1]}, call.attributes);
    case Op::GatherNd:
        return ops.run(Op::ScatterNd, {call.inputs[1], g}, ShapeAttributes{shapeOf(0)});
    case Op::ScatterNd:
        return ops.run(Op::GatherNd, {g, x()});
    case Op::TensorScatterUpdate:
        if (call.slot == 2)
            return ops.run(Op::GatherNd, {g, call.inputs[1]});
        return ops.run(Op::TensorScatterUpdate, {g, call.inputs[1], ops.zerosLike(call.inputs[2])});
    case Op::BooleanMask:
        return ops.run(Op::ScatterNd, {ops.run(Op::NonZero, {call.inputs[1]}), g},
                       ShapeAttributes{shapeOf(0)});
    case Op::Sort:
        return ops.run(Op::GatherGradient, {g, ops.run(Op::ArgSort, {x()}, call.attributes)},
                       alongLastAxis(shapeOf(0)));
    case Op::TopK:
        return ops.run(Op::GatherGradient, {g, ops.run(Op::TopKIndices, {x()}, call.attributes)},
                       alongLastAxis(shapeOf(0)));
    case Op::ReduceSum:
        return ops.expandReduced(g, shapeOf(0), reduction());
    case Op::ReduceMean: {
        const auto count =
            static_cast<double>(std::max<std::int64_t>(reducedCount(shapeOf(0), reduction()), 1));
        return ops.divide(ops.expandReduced(g, shapeOf(0), reduction()), ops.scalar(count, dtype));
    }
    case Op::ReduceMax:
    case Op::ReduceMin:
        return pullBackReduceExtremum(ops, call);
    case Op::ReduceProd:
        return ops.multiply(kept(g), productOfOthers(ops, x(), reduction()));
    case Op::ReduceLogSumExp: // x̄ = ȳ·softmax x
        return ops.multiply(kept(g), ops.run(Op::Exp, {ops.subtract(x(), kept(call.output()))}));
    case Op::ReduceVariance: // x̄ = ȳ·2(x − mean)/n
        return ops.multiply(
            kept(g),
            ops.scaled(deviations(ops, x(), reduction()),
                       2 / static_cast<double>(reducedCount(shapeOf(0), reduction()))));
    case Op::ReduceStd: // x̄ = ȳ·(x − mean)/(n·y)
        return ops.multiply(
            ops.divide(kept(g), kept(call.output())),
            ops.scaled(deviations(ops, x(), reduction()),
                       1 / static_cast<double>(reducedCount(shapeOf(0), reduction()))));
    case Op::Norm: // x̄ = ȳ·x / ‖x‖: 0/0 = nan at 0, as sqrt of a sum of squares gives
        return ops.multiply(x(), ops.divide(kept(g), kept(call.output())));
    case Op::Cumsum: {
        auto back = std::get<CumulateAttributes>(call.attributes);
        back.reverse = !back.reverse;
        return ops.run(Op::Cumsum, {g}, back);
    }
    case Op::Cumprod:
        return pullBackCumprod(ops, call);
    case Op::Softmax: { // x̄ = (ȳ − Σ ȳ·y)·y
        const int axis = std::get<AxisAttributes>(call.attributes).axis;
        const TracedTensor along = ops.sumOver(ops.multiply(g, call.output()), axis, true);
        return ops.multiply(ops.subtract(g, along), call.output());
    }
    case Op::LogSoftmax: { // x̄ = ȳ − softmax x·Σ ȳ
        const int axis = std::get<AxisAttributes>(call.attributes).axis;
        return ops.subtract(
            g, ops.multiply(ops.run(Op::Exp, {call.output()}), ops.sumOver(g, axis, true)));
    }
    case Op::SoftmaxCrossEntropy:
        if (call.slot == 0)
            return ops.negative(ops.multiply(
                ops.withLastAxis(g),
                ops.run(Op::LogSoftmax, {call.inputs[1]}, AxisAttributes{shapeOf(1).rank() - 1})));
        return ops.multiply(ops.withLastAxis(g), softmaxMinusLabels(ops, x(), call.inputs[1]));
    case Op::SparseSoftmaxCrossEntropy:
        return ops.multiply(ops.withLastAxis(g), softmaxMinusLabels(ops, x(), call.inputs[1]));
    case Op::SigmoidCrossEntropy:
        if (call.slot == 0)
            return ops.negative(ops.multiply(g, call.inputs[1]));
        return ops.multiply(g, ops.subtract(ops.run(Op::Sigmoid, {call.inputs[1]}), x()));
    case Op::L2Loss:
        return ops.multiply(x(), g);
    case Op::ClipByNorm:
        return pullBackClipByNorm(ops, call);
    case Op::Conv2D:
        return call.slot == 0 ? ops.run(Op::ConvInputGradient, {call.inputs[1], g}, call.attributes)
                              : ops.run(Op::ConvFilterGradient, {x(), g}, call.attributes);
    case Op::ConvInputGradient:
        return call.slot == 0
            ? ops.run(Op::ConvFilterGradient, {g, call.inputs[1]}, call.attributes)
            : ops.run(Op::Conv2D, {g, x()}, call.attributes);
    case Op::ConvFilterGradient:
        return call.slot == 0 ? ops.run(Op::ConvInputGradient, {g, call.inputs[1]}, call.attributes)
                              : ops.run(Op::Conv2D, {x(), g}, call.attributes);
    case Op::AvgPool:
        return ops.run(Op::AvgPoolGradient, {g}, call.attributes);
    case Op::AvgPoolGradient:
        return ops.run(Op::AvgPool, {g}, call.attributes);
    case Op::MaxPool: {
        const TracedTensor places = flat(ops, ops.run(Op::MaxPoolIndices, {x()}, call.attributes));
        const Shape size{shapeOf(0).elementCount()};
        return ops.reshape(
            ops.run(Op::GatherGradient, {flat(ops, g), places}, GatherAttributes{0, 0, size}),
            shapeOf(0));
    }
    }
    __builtin_unreachable();
}

} // namespace engine

#include "engine/symbolic/formularules.h"

#include <algorithm>

#include "engine/symbolic/ruleformulas.h"

namespace engine {

using namespace ruleformulas;

std::optional<FormulaId> valueFormula(FormulaPool& pool, const RuleFormulas& operation)
{
    const auto in = [&](std::size_t i) { return operation.inputs[i]; };
    const auto same = [&] {
        return pool.apply(operation.op, {operation.inputs.begin(), operation.inputs.end()},
                          operation.shape, operation.attributes);
    };
    switch (operation.op) {
    case Op::Constant:
    case Op::Variable:
    case Op::Gradient:
    case Op::Range:
    case Op::RandomNormal:
    case Op::RandomUniform:
    case Op::RandomTruncatedNormal:
    case Op::RandomCategorical:
    case Op::RandomPoisson:
    case Op::RandomGamma:
    case Op::CustomGradient: // what the program does inside is its own affair
        return {};
    case Op::Zeros:
        return pool.number(0, operation.shape);
    case Op::Ones:
        return pool.number(1, operation.shape);
    case Op::Identity:
    case Op::StopGradient:
        return in(0);
    case Op::Cast: {
        const DType dtype = std::get<CastAttributes>(operation.attributes).dtype;
        const bool truth = pool.node(in(0)).kind == FormulaKind::Apply; // a comparison: 0 or 1
        return isFloating(dtype) || truth ? in(0) : std::optional<FormulaId>(same());
    }
    case Op::Add:
    case Op::AddN:
        return pool.sum({operation.inputs.begin(), operation.inputs.end()});
    case Op::Subtract:
        return pool.difference(in(0), in(1));
    case Op::SquaredDifference:
        return pool.power(pool.difference(in(0), in(1)), Number::integer(2));
    case Op::Multiply:
    case Op::MultiplyNoNan:
        return pool.product({in(0), in(1)});
    case Op::Xlogy:
        return pool.product({in(0), function(pool, Op::Log, in(1))});
    case Op::Divide:
    case Op::DivideNoNan:
    case Op::Xdivy:
        return pool.quotient(in(0), in(1));
    case Op::Power:
        return pool.power(in(0), in(1));
    case Op::Negative:
        return pool.negative(in(0));
    case Op::Square:
        return pool.power(in(0), Number::integer(2));
    case Op::Sqrt:
        return pool.power(in(0), Number::fraction(1, 2));
    case Op::Rsqrt:
        return pool.power(in(0), Number::fraction(-1, 2));
    case Op::Reciprocal:
        return pool.power(in(0), Number::integer(-1));
    case Op::Expm1:
        return pool.difference(function(pool, Op::Exp, in(0)), pool.number(1));
    case Op::Log1p:
        return function(pool, Op::Log, pool.sum({pool.number(1), in(0)}));
    case Op::Swish:
        return pool.product({in(0), function(pool, Op::Sigmoid, in(0))});
    case Op::L2Loss:
        return pool.product({pool.number(Number::fraction(1, 2)),
                             pool.reduce(Op::ReduceSum, pool.power(in(0), Number::integer(2)),
                                         allAxes(pool.shape(in(0))))});
    case Op::Matvec: {
        if (pool.shape(in(0)).rank() != 2 || pool.shape(in(1)).rank() != 1)
            return same();
        const auto& flags = std::get<MatmulAttributes>(operation.attributes);
        return pool.reshape(
            pool.chain({matmulOperand(pool, in(0), flags.transposeA), column(pool, in(1))}),
            operation.shape);
    }
    case Op::Tensordot: {
        const auto& axes = std::get<ContractAttributes>(operation.attributes);
        const int left = pool.shape(in(0)).rank();
        const int right = pool.shape(in(1)).rank();
        if (left == 1 && right == 1 && axes.left.size() == 1)
            return pool.reduce(Op::ReduceSum, pool.product({in(0), in(1)}),
                               allAxes(pool.shape(in(0))));
        if (left == 2 && right == 2 && axes.left == std::vector{1} && axes.right == std::vector{0})
            return pool.chain({in(0), in(1)});
        return same();
    }
    case Op::Einsum:
        return einsumFormula(pool, std::get<EinsumAttributes>(operation.attributes).equation,
                             {operation.inputs.begin(), operation.inputs.end()}, operation.shape);
    case Op::Matmul: {
        const auto& flags = std::get<MatmulAttributes>(operation.attributes);
        return pool.chain({matmulOperand(pool, in(0), flags.transposeA),
                           matmulOperand(pool, in(1), flags.transposeB)});
    }
    case Op::FloorDivide:
    case Op::FloorModulo:
    case Op::Maximum:
    case Op::Minimum:
    case Op::Abs:
    case Op::Sign:
    case Op::Exp:
    case Op::Log:
    case Op::Sin:
    case Op::Cos:
    case Op::Tanh:
    case Op::Sigmoid:
    case Op::Relu:
    case Op::Less:
    case Op::LessEqual:
    case Op::Equal:
    case Op::NotEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::LogicalAnd:
    case Op::LogicalOr:
    case Op::LogicalNot:
    case Op::Where:
    case Op::Transpose:
    case Op::Reshape:
    case Op::BroadcastTo:
    case Op::Slice:
    case Op::SliceGradient:
    case Op::Concat:
    case Op::ReduceSum:
    case Op::ReduceMean:
    case Op::ReduceMax:
    case Op::ReduceMin:
    case Op::Norm:
    case Op::ArgMax:
    case Op::Atan2:
    case Op::ClipByValue:
    case Op::Tan:
    case Op::Asin:
    case Op::Acos:
    case Op::Atan:
    case Op::Sinh:
    case Op::Cosh:
    case Op::Asinh:
    case Op::Acosh:
    case Op::Atanh:
    case Op::Erf:
    case Op::Erfc:
    case Op::Lgamma:
    case Op::Digamma:
    case Op::Polygamma:
    case Op::Erfinv:
    case Op::LogSigmoid:
    case Op::Softplus:
    case Op::Softsign:
    case Op::Relu6:
    case Op::LeakyRelu:
    case Op::Elu:
    case Op::Selu:
    case Op::Gelu:
    case Op::Floor:
    case Op::Ceil:
    case Op::Round:
    case Op::Rint:
    case Op::IsNan:
    case Op::IsInf:
    case Op::IsFinite:
    case Op::LogicalXor:
    case Op::NonZero:
    case Op::Cross:
    case Op::Diag:
    case Op::DiagPart:
    case Op::Trace:
    case Op::BandPart:
    case Op::Inverse:
    case Op::Determinant:
    case Op::Solve:
    case Op::Cholesky:
    case Op::Eigenvalues:
    case Op::Eigenvectors:
    case Op::SingularValues:
    case Op::SingularVectorsLeft:
    case Op::SingularVectorsRight:
    case Op::QrOrthogonal:
    case Op::QrUpper:
    case Op::Stack:
    case Op::Tile:
    case Op::Pad:
    case Op::Roll:
    case Op::Reverse:
    case Op::Gather:
    case Op::GatherGradient:
    case Op::GatherNd:
    case Op::ScatterNd:
    case Op::TensorScatterUpdate:
    case Op::BooleanMask:
    case Op::OneHot:
    case Op::Sort:
    case Op::ArgSort:
    case Op::TopK:
    case Op::TopKIndices:
    case Op::RandomShuffle:
    case Op::ReduceProd:
    case Op::ReduceAny:
    case Op::ReduceAll:
    case Op::ReduceLogSumExp:
    case Op::ReduceVariance:
    case Op::ReduceStd:
    case Op::ArgMin:
    case Op::Cumsum:
    case Op::Cumprod:
    case Op::Softmax:
    case Op::LogSoftmax:
    case Op::SoftmaxCrossEntropy:
    case Op::SparseSoftmaxCrossEntropy:
    case Op::SigmoidCrossEntropy:
    case Op::ClipByNorm:
    case Op::Conv2D:
    case Op::ConvInputGradient:
    case Op::ConvFilterGradient:
    case Op::AvgPool:
    case Op::AvgPoolGradient:
    case Op::MaxPool:
    case Op::MaxPoolIndices:
    case Op::AdjustContrast:
        return same();
    }
    __builtin_unreachable();
}

} // namespace engine

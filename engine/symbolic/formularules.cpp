#include "engine/symbolic/formularules.h"

#include "engine/symbolic/ruleformulas.h"

namespace engine {

std::optional<FormulaId> pullBackFormula(FormulaPool& pool, const RuleFormulas& operation,
                                         FormulaId output, FormulaId upstream, int slot)
{
    using Formula = std::optional<FormulaId>;
    using namespace ruleformulas;
    const FormulaId g = upstream;
    const FormulaId x = operation.inputs[0];
    const auto in = [&](int i) { return operation.inputs[static_cast<std::size_t>(i)]; };
    const auto back = [&](FormulaId amount) {
        return Formula(pool.unbroadcast(amount, pool.shape(in(slot))));
    };
    /// Like `upstream`, where the comparison of the operands holds.
    const auto where = [&](Op comparison) {
        return back(pool.product({g, pool.apply(comparison, {in(0), in(1)}, pool.shape(output))}));
    };
    const auto power = [&](FormulaId base, std::int64_t exponent) {
        return pool.power(base, Number::integer(exponent));
    };
    switch (operation.op) {
    // No gradient flows back through these.
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
    // Asking the tape for their gradient fails.
    case Op::RandomShuffle:
    case Op::AdjustContrast:
    // What the program's own function does has no formula; whoever asks names it.
    case Op::CustomGradient:
        return {};
    case Op::Identity:
    case Op::Cast:
        return g;
    case Op::Add:
    case Op::AddN:
        return back(g);
    case Op::Subtract:
        return back(slot == 0 ? g : pool.negative(g));
    case Op::Multiply:
    case Op::MultiplyNoNan:
        return back(pool.product({g, in(1 - slot)}));
    case Op::Divide: // z = x / y: x̄ = z̄ / y, ȳ = −z̄·x / y²
    case Op::DivideNoNan:
    case Op::Xdivy:
        if (slot == 0)
            return back(pool.quotient(g, in(1)));
        return back(pool.product({pool.number(-1), g, x, power(in(1), -2)}));
    case Op::FloorModulo:
        if (slot == 0)
            return back(g);
        return back(pool.product(
            {pool.number(-1), g, pool.apply(Op::FloorDivide, {x, in(1)}, pool.shape(output))}));
    case Op::Power: // z = x^y: x̄ = z̄·y·x^(y−1), ȳ = z̄·z·ln x (where x > 0)
        if (slot == 0)
            return back(
                pool.product({g, in(1), pool.power(x, pool.difference(in(1), pool.number(1)))}));
        return back(pool.product({g, output, function(pool, Op::Log, x)}));
    case Op::Maximum:
        return where(slot == 0 ? Op::GreaterEqual : Op::Less);
    case Op::Minimum:
        return where(slot == 0 ? Op::LessEqual : Op::Greater);
    case Op::SquaredDifference:
        return back(pool.product({g, pool.number(slot == 0 ? 2 : -2), pool.difference(x, in(1))}));
    case Op::Atan2: { // θ of (y, x): ȳ = θ̄·x / (x² + y²), x̄ = −θ̄·y / (x² + y²)
        const FormulaId radius = pool.sum({power(in(0), 2), power(in(1), 2)});
        return back(
            pool.product({pool.number(slot == 0 ? 1 : -1), g, in(1 - slot), power(radius, -1)}));
    }
    case Op::Xlogy:
        return back(slot == 0 ? pool.product({g, function(pool, Op::Log, in(1))})
                              : pool.product({g, x, power(in(1), -1)}));
    case Op::ClipByValue:
        if (slot != 0)
            return {};
        return back(pool.product({g, pool.apply(Op::GreaterEqual, {x, in(1)}, pool.shape(output)),
                                  pool.apply(Op::LessEqual, {x, in(2)}, pool.shape(output))}));
    case Op::Negative:
        return pool.negative(g);
    case Op::Sign:
        return pool.number(0, pool.shape(x));
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
    case Op::Erfinv:
    case Op::Lgamma:
    case Op::Digamma:
    case Op::Polygamma:
    case Op::Sigmoid:
    case Op::LogSigmoid:
    case Op::Softplus:
    case Op::Softsign:
    case Op::Relu:
    case Op::Relu6:
    case Op::LeakyRelu:
    case Op::Elu:
    case Op::Selu:
    case Op::Gelu:
    case Op::Swish: {
        const auto slope = slopeFormula(pool, operation, output);
        return slope ? Formula(pool.product({g, *slope})) : Formula();
    }
    case Op::Where: {
        const FormulaId zero = pool.number(0, pool.shape(output));
        return back(slot == 1 ? pool.apply(Op::Where, {x, g, zero}, pool.shape(output))
                              : pool.apply(Op::Where, {x, zero, g}, pool.shape(output)));
    }
    case Op::Matvec:
    case Op::Tensordot:
    case Op::Einsum:
    case Op::Cholesky:
        return pullBackContraction(pool, operation, output, g, slot);
    case Op::Matmul:
    case Op::Cross:
    case Op::Diag:
    case Op::DiagPart:
    case Op::Trace:
    case Op::BandPart:
    case Op::Inverse:
    case Op::Determinant:
    case Op::Solve:
        return pullBackLinearAlgebra(pool, operation, output, g, slot);
    case Op::Eigenvalues:
    case Op::Eigenvectors:
    case Op::SingularValues:
    case Op::SingularVectorsLeft:
    case Op::SingularVectorsRight:
    case Op::QrOrthogonal:
    case Op::QrUpper:
        return pullBackSpectral(pool, operation, output, g);
    case Op::BroadcastTo:
        return back(g);
    case Op::Transpose:
    case Op::Reshape:
    case Op::Slice:
    case Op::SliceGradient:
    case Op::Concat:
    case Op::Stack:
    case Op::Pad:
    case Op::Roll:
    case Op::Reverse:
    case Op::Gather:
    case Op::GatherGradient:
    case Op::GatherNd:
    case Op::ScatterNd:
    case Op::Cumsum:
        return pullBackArrangement(pool, operation, g, slot);
    case Op::ReduceSum:
    case Op::ReduceMean:
    case Op::ReduceMax:
    case Op::ReduceMin:
    case Op::ReduceProd:
    case Op::ReduceLogSumExp:
    case Op::ReduceVariance:
    case Op::ReduceStd:
    case Op::Norm:
        return pullBackReduction(pool, operation, output, g);
    case Op::Softmax:
    case Op::LogSoftmax:
    case Op::SoftmaxCrossEntropy:
    case Op::SparseSoftmaxCrossEntropy:
    case Op::SigmoidCrossEntropy:
    case Op::L2Loss:
    case Op::Cumprod:
    case Op::ClipByNorm:
        return pullBackClassification(pool, operation, output, g, slot);
    case Op::Tile:
    case Op::TensorScatterUpdate:
    case Op::BooleanMask:
    case Op::Sort:
    case Op::TopK:
    case Op::Conv2D:
    case Op::ConvInputGradient:
    case Op::ConvFilterGradient:
    case Op::AvgPool:
    case Op::AvgPoolGradient:
    case Op::MaxPool:
        return pullBackPicking(pool, operation, g, slot);
    }
    __builtin_unreachable();
}

} // namespace engine

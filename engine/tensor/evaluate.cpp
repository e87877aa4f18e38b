#include "engine/tensor/evaluate.h"

#include <cassert>

#include "engine/tensor/kernels.h"
#include "engine/tensor/operandchecks.h"

namespace engine {

namespace {

/// Results that are positions or truths, whatever the inputs' dtype.
bool keepsResult(Op op, const Tensor& result)
{
    return result.dtype() == DType::Bool || op == Op::ArgMax || op == Op::ArgMin
        || op == Op::ArgSort || op == Op::TopKIndices || op == Op::NonZero
        || op == Op::MaxPoolIndices;
}

/// Operations on tensors that kernels do not take as they are: widened first, narrowed after.
[[gnu::noinline]] Tensor evaluateWidened(Op op, const Operands& inputs,
                                         const Attributes& attributes)
{
    if (op == Op::Identity || op == Op::StopGradient)
        return inputs[0];
    if (op == Op::Cast)
        return kernels::cast(inputs[0], std::get<CastAttributes>(attributes).dtype);
    if (op == Op::Divide && inputs[0].dtype() != inputs[1].dtype())
        return kernels::divide(inputs[0], inputs[1]); // which has its own words for it
    DType narrow = inputs[0].dtype();
    std::vector<Tensor> wide;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const DType dtype = inputs[i].dtype();
        // No promotion: of two number types that differ one would have to be an index.
        if (isFloating(dtype) && isFloating(narrow))
            checkInputDType(op, static_cast<int>(i), narrow, dtype);
        else if (op <= Op::ClipByValue || (op >= Op::Less && op <= Op::GreaterEqual)
                 || op == Op::Matmul)
            checkInputDType(op, static_cast<int>(i), narrow, dtype);
        else if (isFloating(dtype) || narrow == DType::Bool)
            narrow = dtype;
        wide.push_back(kernels::cast(inputs[i], widened(dtype)));
    }
    if (op == Op::Divide && isInteger(narrow)) { // tf.truediv
        const DType real = byteSize(narrow) < 4 ? DType::Float32 : DType::Float64;
        for (Tensor& each : wide)
            each = kernels::cast(each, real);
        return evaluate(op, wide, attributes);
    }
    const Tensor result = evaluate(op, wide, attributes);
    return keepsResult(op, result) ? result : kernels::cast(result, narrow);
}

} // namespace

// Each case ends in a call that takes the way of this one, so that it costs a few instructions.
Tensor evaluate(Op op, const Operands& inputs, const Attributes& attributes)
{
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (!isWide(inputs[i].dtype()))
            return evaluateWidened(op, inputs, attributes);
    }
    const auto in = [&](std::size_t index) -> const Tensor& {
        assert(index < inputs.size());
        return inputs[index];
    };
    switch (op) {
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
    case Op::CustomGradient:
        break; // values already: given when the node is made
    case Op::Identity:
    case Op::StopGradient:
        return in(0);
    case Op::Cast:
        return kernels::cast(in(0), std::get<CastAttributes>(attributes).dtype);
    case Op::Add:
        return kernels::add(in(0), in(1));
    case Op::AddN:
        return kernels::addN(inputs);
    case Op::Subtract:
        return kernels::subtract(in(0), in(1));
    case Op::Multiply:
        return kernels::multiply(in(0), in(1));
    case Op::Divide:
        return kernels::divide(in(0), in(1));
    case Op::FloorDivide:
        return kernels::floorDivide(in(0), in(1));
    case Op::FloorModulo:
        return kernels::floorModulo(in(0), in(1));
    case Op::Power:
        return kernels::power(in(0), in(1));
    case Op::Maximum:
        return kernels::maximum(in(0), in(1));
    case Op::Minimum:
        return kernels::minimum(in(0), in(1));
    case Op::SquaredDifference:
        return kernels::squaredDifference(in(0), in(1));
    case Op::Atan2:
        return kernels::atan2(in(0), in(1));
    case Op::Xlogy:
        return kernels::xlogy(in(0), in(1));
    case Op::Xdivy:
        return kernels::xdivy(in(0), in(1));
    case Op::DivideNoNan:
        return kernels::divideNoNan(in(0), in(1));
    case Op::MultiplyNoNan:
        return kernels::multiplyNoNan(in(0), in(1));
    case Op::ClipByValue:
        return kernels::clipByValue(in(0), in(1), in(2));
    case Op::Negative:
        return kernels::negative(in(0));
    case Op::Abs:
        return kernels::abs(in(0));
    case Op::Sign:
        return kernels::sign(in(0));
    case Op::Square:
        return kernels::square(in(0));
    case Op::Sqrt:
        return kernels::sqrt(in(0));
    case Op::Rsqrt:
        return kernels::rsqrt(in(0));
    case Op::Reciprocal:
        return kernels::reciprocal(in(0));
    case Op::Exp:
        return kernels::exp(in(0));
    case Op::Expm1:
        return kernels::expm1(in(0));
    case Op::Log:
        return kernels::log(in(0));
    case Op::Log1p:
        return kernels::log1p(in(0));
    case Op::Sin:
        return kernels::sin(in(0));
    case Op::Cos:
        return kernels::cos(in(0));
    case Op::Tan:
        return kernels::tan(in(0));
    case Op::Asin:
        return kernels::asin(in(0));
    case Op::Acos:
        return kernels::acos(in(0));
    case Op::Atan:
        return kernels::atan(in(0));
    case Op::Sinh:
        return kernels::sinh(in(0));
    case Op::Cosh:
        return kernels::cosh(in(0));
    case Op::Tanh:
        return kernels::tanh(in(0));
    case Op::Asinh:
        return kernels::asinh(in(0));
    case Op::Acosh:
        return kernels::acosh(in(0));
    case Op::Atanh:
        return kernels::atanh(in(0));
    case Op::Erf:
        return kernels::erf(in(0));
    case Op::Erfc:
        return kernels::erfc(in(0));
    case Op::Erfinv:
        return kernels::erfinv(in(0));
    case Op::Lgamma:
        return kernels::lgamma(in(0));
    case Op::Digamma:
        return kernels::digamma(in(0));
    case Op::Polygamma:
        return kernels::polygamma(in(0),
                                  static_cast<int>(std::get<NumberAttributes>(attributes).value));
    case Op::Sigmoid:
        return kernels::sigmoid(in(0));
    case Op::LogSigmoid:
        return kernels::logSigmoid(in(0));
    case Op::Softplus:
        return kernels::softplus(in(0));
    case Op::Softsign:
        return kernels::softsign(in(0));
    case Op::Relu:
        return kernels::relu(in(0));
    case Op::Relu6:
        return kernels::relu6(in(0));
    case Op::LeakyRelu:
        return kernels::leakyRelu(in(0), std::get<NumberAttributes>(attributes).value);
    case Op::Elu:
        return kernels::elu(in(0));
    case Op::Selu:
        return kernels::selu(in(0));
    case Op::Gelu:
        return kernels::gelu(in(0), std::get<NumberAttributes>(attributes).value != 0);
    case Op::Swish:
        return kernels::swish(in(0));
    case Op::Floor:
        return kernels::floor(in(0));
    case Op::Ceil:
        return kernels::ceil(in(0));
    case Op::Round:
        return kernels::round(in(0));
    case Op::Rint:
        return kernels::rint(in(0));
    case Op::IsNan:
        return kernels::isNan(in(0));
    case Op::IsInf:
        return kernels::isInf(in(0));
    case Op::IsFinite:
        return kernels::isFinite(in(0));
    case Op::Less:
        return kernels::less(in(0), in(1));
    case Op::LessEqual:
        return kernels::lessEqual(in(0), in(1));
    case Op::Equal:
        return kernels::equal(in(0), in(1));
    case Op::NotEqual:
        return kernels::notEqual(in(0), in(1));
    case Op::Greater:
        return kernels::greater(in(0), in(1));
    case Op::GreaterEqual:
        return kernels::greaterEqual(in(0), in(1));
    case Op::LogicalAnd:
        return kernels::logicalAnd(in(0), in(1));
    case Op::LogicalOr:
        return kernels::logicalOr(in(0), in(1));
    case Op::LogicalXor:
        return kernels::logicalXor(in(0), in(1));
    case Op::LogicalNot:
        return kernels::logicalNot(in(0));
    case Op::Where:
        return kernels::where(in(0), in(1), in(2));
    case Op::NonZero:
        return kernels::nonZero(in(0));
    case Op::Matmul:
        return kernels::matmul(in(0), in(1), std::get<MatmulAttributes>(attributes));
    case Op::Matvec:
        return kernels::matvec(in(0), in(1), std::get<MatmulAttributes>(attributes).transposeA);
    case Op::Tensordot:
        return kernels::tensordot(in(0), in(1), std::get<ContractAttributes>(attributes));
    case Op::Einsum:
        return kernels::einsum(inputs, std::get<EinsumAttributes>(attributes));
    case Op::Cross:
        return kernels::cross(in(0), in(1));
    case Op::Diag:
        return kernels::diag(in(0));
    case Op::DiagPart:
        return kernels::diagPart(in(0));
    case Op::Trace:
        return kernels::trace(in(0));
    case Op::BandPart:
        return kernels::bandPart(in(0), std::get<BandAttributes>(attributes));
    case Op::Inverse:
        return kernels::inverse(in(0));
    case Op::Determinant:
        return kernels::determinant(in(0));
    case Op::Solve:
        return kernels::solve(in(0), in(1), std::get<MatmulAttributes>(attributes).transposeA);
    case Op::Cholesky:
        return kernels::cholesky(in(0));
    case Op::Eigenvalues:
        return kernels::eigenvalues(in(0));
    case Op::Eigenvectors:
        return kernels::eigenvectors(in(0));
    case Op::SingularValues:
        return kernels::singularValues(in(0));
    case Op::SingularVectorsLeft:
    case Op::SingularVectorsRight:
        return kernels::singularVectors(in(0), op, wantsFullMatrices(attributes));
    case Op::QrOrthogonal:
    case Op::QrUpper:
        return kernels::qrFactor(in(0), op, wantsFullMatrices(attributes));
    case Op::Transpose:
        return kernels::transpose(in(0), std::get<TransposeAttributes>(attributes));
    case Op::Reshape:
        return kernels::reshape(in(0), std::get<ShapeAttributes>(attributes).shape);
    case Op::BroadcastTo:
        return kernels::broadcastTo(in(0), std::get<ShapeAttributes>(attributes).shape);
    case Op::Slice:
        return kernels::slice(in(0), std::get<SliceAttributes>(attributes));
    case Op::SliceGradient:
        return kernels::sliceGradient(in(0), std::get<SliceAttributes>(attributes));
    case Op::Concat:
        return kernels::concat(inputs, std::get<AxisAttributes>(attributes).axis);
    case Op::Stack:
        return kernels::stack(inputs, std::get<AxisAttributes>(attributes).axis);
    case Op::Tile:
        return kernels::tile(in(0), std::get<CountsAttributes>(attributes));
    case Op::Pad:
        return kernels::pad(in(0), std::get<PadAttributes>(attributes));
    case Op::Roll:
        return kernels::roll(in(0), std::get<CountsAttributes>(attributes));
    case Op::Reverse:
        return kernels::reverse(in(0), std::get<CountsAttributes>(attributes));
    case Op::Gather:
        return kernels::gather(in(0), in(1), std::get<GatherAttributes>(attributes));
    case Op::GatherGradient:
        return kernels::gatherGradient(in(0), in(1), std::get<GatherAttributes>(attributes));
    case Op::GatherNd:
        return kernels::gatherNd(in(0), in(1));
    case Op::ScatterNd:
        return kernels::scatterNd(in(0), in(1), std::get<ShapeAttributes>(attributes).shape);
    case Op::TensorScatterUpdate:
        return kernels::tensorScatterUpdate(in(0), in(1), in(2));
    case Op::BooleanMask:
        return kernels::booleanMask(in(0), in(1));
    case Op::OneHot:
        return kernels::oneHot(in(0), std::get<OneHotAttributes>(attributes));
    case Op::Sort:
        return kernels::sort(in(0), std::get<OrderAttributes>(attributes));
    case Op::ArgSort:
        return kernels::argSort(in(0), std::get<OrderAttributes>(attributes));
    case Op::TopK:
        return kernels::topK(in(0), std::get<OrderAttributes>(attributes));
    case Op::TopKIndices:
        return kernels::topKIndices(in(0), std::get<OrderAttributes>(attributes));
    case Op::RandomShuffle:
        return kernels::randomShuffle(in(0), std::get<CountsAttributes>(attributes));
    case Op::ReduceSum:
        return kernels::reduceSum(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceMean:
        return kernels::reduceMean(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceMax:
        return kernels::reduceMax(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceMin:
        return kernels::reduceMin(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceProd:
        return kernels::reduceProd(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceAny:
        return kernels::reduceAny(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceAll:
        return kernels::reduceAll(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceLogSumExp:
        return kernels::reduceLogSumExp(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceVariance:
        return kernels::reduceVariance(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceStd:
        return kernels::reduceStd(in(0), std::get<ReduceAttributes>(attributes));
    case Op::Norm:
        return kernels::norm(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ArgMax:
        return kernels::argMax(in(0), std::get<AxisAttributes>(attributes).axis);
    case Op::ArgMin:
        return kernels::argMin(in(0), std::get<AxisAttributes>(attributes).axis);
    case Op::Cumsum:
        return kernels::cumsum(in(0), std::get<CumulateAttributes>(attributes));
    case Op::Cumprod:
        return kernels::cumprod(in(0), std::get<CumulateAttributes>(attributes));
    case Op::Softmax:
        return kernels::softmax(in(0), std::get<AxisAttributes>(attributes).axis);
    case Op::LogSoftmax:
        return kernels::logSoftmax(in(0), std::get<AxisAttributes>(attributes).axis);
    case Op::SoftmaxCrossEntropy:
        return kernels::softmaxCrossEntropy(in(0), in(1));
    case Op::SparseSoftmaxCrossEntropy:
        return kernels::sparseSoftmaxCrossEntropy(in(0), in(1));
    case Op::SigmoidCrossEntropy:
        return kernels::sigmoidCrossEntropy(in(0), in(1));
    case Op::L2Loss:
        return kernels::l2Loss(in(0));
    case Op::ClipByNorm:
        return kernels::clipByNorm(in(0), in(1), std::get<ReduceAttributes>(attributes));
    case Op::Conv2D:
        return kernels::conv2D(in(0), in(1), std::get<WindowAttributes>(attributes));
    case Op::ConvInputGradient:
        return kernels::convInputGradient(in(0), in(1), std::get<WindowAttributes>(attributes));
    case Op::ConvFilterGradient:
        return kernels::convFilterGradient(in(0), in(1), std::get<WindowAttributes>(attributes));
    case Op::AvgPool:
        return kernels::avgPool(in(0), std::get<WindowAttributes>(attributes));
    case Op::AvgPoolGradient:
        return kernels::avgPoolGradient(in(0), std::get<WindowAttributes>(attributes));
    case Op::MaxPool:
        return kernels::maxPool(in(0), std::get<WindowAttributes>(attributes));
    case Op::MaxPoolIndices:
        return kernels::maxPoolIndices(in(0), std::get<WindowAttributes>(attributes));
    case Op::AdjustContrast:
        return kernels::adjustContrast(in(0), std::get<NumberAttributes>(attributes).value);
    }
    assert(false && "evaluate() of a leaf or of a custom function");
    __builtin_unreachable();
}

bool addInPlace(Tensor& sum, const Tensor& amount)
{
    if (!isFloating(sum.dtype()) || !isWide(sum.dtype()) || sum.dtype() != amount.dtype()
        || !sum.isSoleOwner() || sum.shape() != amount.shape())
        return false;
    if (sum.dtype() == DType::Float32)
        kernels::addTo(sum.mutableData<float>(), amount.data<float>(), sum.size());
    else
        kernels::addTo(sum.mutableData<double>(), amount.data<double>(), sum.size());
    return true;
}

} // namespace engine

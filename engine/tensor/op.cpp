#include "engine/tensor/op.h"

#include <array>

namespace engine {

namespace {

struct Facts
{
    std::string_view python;
    std::string_view kernel;
    std::string_view symbol;
    OpKind kind;
};

constexpr Facts factsOf(Op op)
{
    using enum OpKind;
    switch (op) {
    case Op::Constant:
        return {"constant", "Const", "c", Leaf};
    case Op::Variable:
        return {"Variable", "VarHandleOp", "v", Leaf};
    case Op::Gradient:
        return {"gradient", "Gradient", "∇", Leaf};
    case Op::Zeros:
        return {"zeros", "ZerosLike", "0", Leaf};
    case Op::Ones:
        return {"ones", "OnesLike", "1", Leaf};
    case Op::Range:
        return {"range", "Range", "0‥n", Leaf};
    case Op::RandomNormal:
        return {"random.normal", "RandomStandardNormal", "N(μ,σ)", Leaf};
    case Op::RandomUniform:
        return {"random.uniform", "RandomUniform", "U(a,b)", Leaf};
    case Op::RandomTruncatedNormal:
        return {"random.truncated_normal", "TruncatedNormal", "N₂(μ,σ)", Leaf};
    case Op::RandomCategorical:
        return {"random.categorical", "Multinomial", "Cat(p)", Leaf};
    case Op::RandomPoisson:
        return {"random.poisson", "RandomPoissonV2", "Poi(λ)", Leaf};
    case Op::RandomGamma:
        return {"random.gamma", "RandomGamma", "Γ(α,β)", Leaf};
    case Op::Identity:
        return {"identity", "Identity", "id", Smooth};
    case Op::StopGradient:
        return {"stop_gradient", "StopGradient", "stop", Blocked};
    case Op::Cast:
        return {"cast", "Cast", "cast", Smooth};
    case Op::CustomGradient:
        return {"custom_gradient", "IdentityN", "f", Smooth};
    case Op::Add:
        return {"add", "AddV2", "+", Smooth};
    case Op::AddN:
        return {"add_n", "AddN", "a+b+…", Smooth};
    case Op::Subtract:
        return {"subtract", "Sub", "−", Smooth};
    case Op::Multiply:
        return {"multiply", "Mul", "×", Smooth};
    case Op::Divide:
        return {"divide", "RealDiv", "÷", Smooth};
    case Op::FloorDivide:
        return {"floordiv", "FloorDiv", "//", Blocked};
    case Op::FloorModulo:
        return {"floormod", "FloorMod", "%", Smooth};
    case Op::Power:
        return {"pow", "Pow", "xʸ", Smooth};
    case Op::Maximum:
        return {"maximum", "Maximum", "max(·,·)", Smooth};
    case Op::Minimum:
        return {"minimum", "Minimum", "min(·,·)", Smooth};
    case Op::SquaredDifference:
        return {"squared_difference", "SquaredDifference", "(a−b)²", Smooth};
    case Op::Atan2:
        return {"atan2", "Atan2", "atan2", Smooth};
    case Op::Xlogy:
        return {"xlogy", "Xlogy", "x log y", Smooth};
    case Op::Xdivy:
        return {"xdivy", "Xdivy", "x/y", Smooth};
    case Op::DivideNoNan:
        return {"divide_no_nan", "DivNoNan", "÷₀", Smooth};
    case Op::MultiplyNoNan:
        return {"multiply_no_nan", "MulNoNan", "×₀", Smooth};
    case Op::ClipByValue:
        return {"clip_by_value", "ClipByValue", "clip", Smooth};
    case Op::Negative:
        return {"negative", "Neg", "−x", Smooth};
    case Op::Abs:
        return {"abs", "Abs", "|x|", Smooth};
    case Op::Sign:
        return {"sign", "Sign", "sgn", Smooth};
    case Op::Square:
        return {"square", "Square", "x²", Smooth};
    case Op::Sqrt:
        return {"sqrt", "Sqrt", "√", Smooth};
    case Op::Rsqrt:
        return {"rsqrt", "Rsqrt", "1/√x", Smooth};
    case Op::Reciprocal:
        return {"reciprocal", "Reciprocal", "1/x", Smooth};
    case Op::Exp:
        return {"exp", "Exp", "exp", Smooth};
    case Op::Expm1:
        return {"expm1", "Expm1", "eˣ−1", Smooth};
    case Op::Log:
        return {"log", "Log", "log", Smooth};
    case Op::Log1p:
        return {"log1p", "Log1p", "log(1+x)", Smooth};
    case Op::Sin:
        return {"sin", "Sin", "sin", Smooth};
    case Op::Cos:
        return {"cos", "Cos", "cos", Smooth};
    case Op::Tan:
        return {"tan", "Tan", "tan", Smooth};
    case Op::Asin:
        return {"asin", "Asin", "asin", Smooth};
    case Op::Acos:
        return {"acos", "Acos", "acos", Smooth};
    case Op::Atan:
        return {"atan", "Atan", "atan", Smooth};
    case Op::Sinh:
        return {"sinh", "Sinh", "sinh", Smooth};
    case Op::Cosh:
        return {"cosh", "Cosh", "cosh", Smooth};
    case Op::Tanh:
        return {"tanh", "Tanh", "tanh", Smooth};
    case Op::Asinh:
        return {"asinh", "Asinh", "asinh", Smooth};
    case Op::Acosh:
        return {"acosh", "Acosh", "acosh", Smooth};
    case Op::Atanh:
        return {"atanh", "Atanh", "atanh", Smooth};
    case Op::Erf:
        return {"erf", "Erf", "erf", Smooth};
    case Op::Erfc:
        return {"erfc", "Erfc", "erfc", Smooth};
    case Op::Erfinv:
        return {"erfinv", "Erfinv", "erf⁻¹", Smooth};
    case Op::Lgamma:
        return {"lgamma", "Lgamma", "log Γ", Smooth};
    case Op::Digamma:
        return {"digamma", "Digamma", "ψ", Smooth};
    case Op::Polygamma:
        return {"polygamma", "Polygamma", "ψ⁽ⁿ⁾", Smooth};
    case Op::Sigmoid:
        return {"sigmoid", "Sigmoid", "σ", Smooth};
    case Op::LogSigmoid:
        return {"log_sigmoid", "LogSigmoid", "log σ", Smooth};
    case Op::Softplus:
        return {"softplus", "Softplus", "softplus", Smooth};
    case Op::Softsign:
        return {"softsign", "Softsign", "softsign", Smooth};
    case Op::Relu:
        return {"relu", "Relu", "relu", Smooth};
    case Op::Relu6:
        return {"relu6", "Relu6", "relu6", Smooth};
    case Op::LeakyRelu:
        return {"leaky_relu", "LeakyRelu", "leaky relu", Smooth};
    case Op::Elu:
        return {"elu", "Elu", "elu", Smooth};
    case Op::Selu:
        return {"selu", "Selu", "selu", Smooth};
    case Op::Gelu:
        return {"gelu", "Gelu", "gelu", Smooth};
    case Op::Swish:
        return {"swish", "swish_f32", "swish", Smooth};
    case Op::Floor:
        return {"floor", "Floor", "⌊x⌋", Blocked};
    case Op::Ceil:
        return {"ceil", "Ceil", "⌈x⌉", Blocked};
    case Op::Round:
        return {"round", "Round", "round", Blocked};
    case Op::Rint:
        return {"rint", "Rint", "rint", Blocked};
    case Op::IsNan:
        return {"is_nan", "IsNan", "nan?", Blocked};
    case Op::IsInf:
        return {"is_inf", "IsInf", "∞?", Blocked};
    case Op::IsFinite:
        return {"is_finite", "IsFinite", "<∞?", Blocked};
    case Op::Less:
        return {"less", "Less", "<", Blocked};
    case Op::LessEqual:
        return {"less_equal", "LessEqual", "≤", Blocked};
    case Op::Equal:
        return {"equal", "Equal", "==", Blocked};
    case Op::NotEqual:
        return {"not_equal", "NotEqual", "≠", Blocked};
    case Op::Greater:
        return {"greater", "Greater", ">", Blocked};
    case Op::GreaterEqual:
        return {"greater_equal", "GreaterEqual", "≥", Blocked};
    case Op::LogicalAnd:
        return {"logical_and", "LogicalAnd", "∧", Blocked};
    case Op::LogicalOr:
        return {"logical_or", "LogicalOr", "∨", Blocked};
    case Op::LogicalXor:
        return {"logical_xor", "LogicalXor", "⊻", Blocked};
    case Op::LogicalNot:
        return {"logical_not", "LogicalNot", "¬", Blocked};
    case Op::Where:
        return {"where", "SelectV2", "where", Smooth};
    case Op::NonZero:
        return {"nonzero", "Where", "≠0", Blocked};
    case Op::Matmul:
        return {"matmul", "MatMul", "@", Smooth};
    case Op::Matvec:
        return {"matvec", "MatVec", "A·x", Smooth};
    case Op::Tensordot:
        return {"tensordot", "Tensordot", "⊗", Smooth};
    case Op::Einsum:
        return {"einsum", "Einsum", "einsum", Smooth};
    case Op::Cross:
        return {"cross", "Cross", "a×b", Smooth};
    case Op::Diag:
        return {"diag", "MatrixDiagV3", "diag", Smooth};
    case Op::DiagPart:
        return {"diag_part", "MatrixDiagPartV3", "diag⁻¹", Smooth};
    case Op::Trace:
        return {"trace", "Trace", "tr", Smooth};
    case Op::BandPart:
        return {"band_part", "MatrixBandPart", "band", Smooth};
    case Op::Inverse:
        return {"inv", "MatrixInverse", "A⁻¹", Smooth};
    case Op::Determinant:
        return {"det", "MatrixDeterminant", "det", Smooth};
    case Op::Solve:
        return {"solve", "MatrixSolve", "A⁻¹b", Smooth};
    case Op::Cholesky:
        return {"cholesky", "Cholesky", "chol", Smooth};
    case Op::Eigenvalues:
        return {"eigvalsh", "SelfAdjointEigV2", "λ", Smooth};
    case Op::Eigenvectors:
        return {"eigh_vectors", "SelfAdjointEigV2", "eigV", Smooth};
    case Op::SingularValues:
        return {"singular_values", "Svd", "σᵢ", Smooth};
    case Op::SingularVectorsLeft:
        return {"svd_u", "Svd", "svdU", Smooth};
    case Op::SingularVectorsRight:
        return {"svd_v", "Svd", "svdV", Smooth};
    case Op::QrOrthogonal:
        return {"qr_q", "Qr", "qrQ", Smooth};
    case Op::QrUpper:
        return {"qr_r", "Qr", "qrR", Smooth};
    case Op::Transpose:
        return {"transpose", "Transpose", "ᵀ", Smooth};
    case Op::Reshape:
        return {"reshape", "Reshape", "reshape", Smooth};
    case Op::BroadcastTo:
        return {"broadcast_to", "BroadcastTo", "broadcast", Smooth};
    case Op::Slice:
        return {"strided_slice", "StridedSlice", "x[·]", Smooth};
    case Op::SliceGradient:
        return {"strided_slice_grad", "StridedSliceGrad", "[·]←x", Smooth};
    case Op::Concat:
        return {"concat", "ConcatV2", "⧺", Smooth};
    case Op::Stack:
        return {"stack", "Pack", "stack", Smooth};
    case Op::Tile:
        return {"tile", "Tile", "tile", Smooth};
    case Op::Pad:
        return {"pad", "PadV2", "pad", Smooth};
    case Op::Roll:
        return {"roll", "Roll", "roll", Smooth};
    case Op::Reverse:
        return {"reverse", "ReverseV2", "⇄", Smooth};
    case Op::Gather:
        return {"gather", "GatherV2", "x[i]", Smooth};
    case Op::GatherGradient:
        return {"gather_grad", "GatherGrad", "[i]+=x", Smooth};
    case Op::GatherNd:
        return {"gather_nd", "GatherNd", "x[i,j]", Smooth};
    case Op::ScatterNd:
        return {"scatter_nd", "ScatterNd", "[i,j]+=x", Smooth};
    case Op::TensorScatterUpdate:
        return {"tensor_scatter_nd_update", "TensorScatterUpdate", "[i,j]←x", Smooth};
    case Op::BooleanMask:
        return {"boolean_mask", "BooleanMask", "x[mask]", Smooth};
    case Op::OneHot:
        return {"one_hot", "OneHot", "one hot", Blocked};
    case Op::Sort:
        return {"sort", "Sort", "sort", Smooth};
    case Op::ArgSort:
        return {"argsort", "ArgSort", "argsort", Blocked};
    case Op::TopK:
        return {"top_k", "TopKV2", "top k", Smooth};
    case Op::TopKIndices:
        return {"top_k_indices", "TopKV2:1", "top k i", Blocked};
    case Op::RandomShuffle:
        return {"random.shuffle", "RandomShuffle", "shuffle", NoRule};
    case Op::ReduceSum:
        return {"reduce_sum", "Sum", "Σ", Smooth};
    case Op::ReduceMean:
        return {"reduce_mean", "Mean", "mean", Smooth};
    case Op::ReduceMax:
        return {"reduce_max", "Max", "max", Smooth};
    case Op::ReduceMin:
        return {"reduce_min", "Min", "min", Smooth};
    case Op::ReduceProd:
        return {"reduce_prod", "Prod", "Π", Smooth};
    case Op::ReduceAny:
        return {"reduce_any", "Any", "∃", Blocked};
    case Op::ReduceAll:
        return {"reduce_all", "All", "∀", Blocked};
    case Op::ReduceLogSumExp:
        return {"reduce_logsumexp", "LogSumExp", "log Σ exp", Smooth};
    case Op::ReduceVariance:
        return {"reduce_variance", "Variance", "var", Smooth};
    case Op::ReduceStd:
        return {"reduce_std", "Std", "std", Smooth};
    case Op::Norm:
        return {"norm", "Norm", "‖x‖", Smooth};
    case Op::ArgMax:
        return {"argmax", "ArgMax", "argmax", Blocked};
    case Op::ArgMin:
        return {"argmin", "ArgMin", "argmin", Blocked};
    case Op::Cumsum:
        return {"cumsum", "Cumsum", "Σ→", Smooth};
    case Op::Cumprod:
        return {"cumprod", "Cumprod", "Π→", Smooth};
    case Op::Softmax:
        return {"softmax", "Softmax", "softmax", Smooth};
    case Op::LogSoftmax:
        return {"log_softmax", "LogSoftmax", "log softmax", Smooth};
    case Op::SoftmaxCrossEntropy:
        return {"softmax_cross_entropy_with_logits", "SoftmaxCrossEntropyWithLogits", "xent",
                Smooth};
    case Op::SparseSoftmaxCrossEntropy:
        return {"sparse_softmax_cross_entropy_with_logits", "SparseSoftmaxCrossEntropyWithLogits",
                "xent i", Smooth};
    case Op::SigmoidCrossEntropy:
        return {"sigmoid_cross_entropy_with_logits", "LogisticLoss", "xent σ", Smooth};
    case Op::L2Loss:
        return {"l2_loss", "L2Loss", "½‖x‖²", Smooth};
    case Op::ClipByNorm:
        return {"clip_by_norm", "ClipByNorm", "clip ‖x‖", Smooth};
    case Op::Conv2D:
        return {"conv2d", "Conv2D", "conv", Smooth};
    case Op::ConvInputGradient:
        return {"conv2d_transpose", "Conv2DBackpropInput", "convᵀ", Smooth};
    case Op::ConvFilterGradient:
        return {"conv2d_filter_grad", "Conv2DBackpropFilter", "conv▽", Smooth};
    case Op::AvgPool:
        return {"avg_pool2d", "AvgPool", "avg pool", Smooth};
    case Op::AvgPoolGradient:
        return {"avg_pool2d_grad", "AvgPoolGrad", "avg poolᵀ", Smooth};
    case Op::MaxPool:
        return {"max_pool2d", "MaxPool", "max pool", Smooth};
    case Op::MaxPoolIndices:
        return {"max_pool_with_argmax", "MaxPoolWithArgmax", "argmax pool", Blocked};
    case Op::AdjustContrast:
        return {"image.adjust_contrast", "AdjustContrastv2", "contrast", NoRule};
    }
    __builtin_unreachable();
}

constexpr auto kinds = [] {
    std::array<OpKind, static_cast<std::size_t>(opCount)> all{};
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = factsOf(static_cast<Op>(i)).kind;
    return all;
}();

} // namespace

std::string_view pythonName(Op op)
{
    return factsOf(op).python;
}

std::string_view kernelName(Op op)
{
    return factsOf(op).kernel;
}

std::string_view symbol(Op op)
{
    return factsOf(op).symbol;
}

OpKind kind(Op op)
{
    return kinds[static_cast<std::size_t>(op)];
}

} // namespace engine

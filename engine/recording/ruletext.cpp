#include "engine/recording/ruleparts.h"

namespace engine {
namespace {

RuleText leaf(const char* english, const char* chinese, const char* explanation,
              const char* explanationChinese)
{
    return {{english, chinese}, {}, {}, {explanation, explanationChinese}};
}

} // namespace

RuleText blockedRule(const char* english, const char* chinese, const char* forward)
{
    return {{english, chinese},
            forward,
            {},
            {"Its result jumps or does not move at all, so no gradient flows back through it.",
             "它的结果要么跳变、要么不变，因此没有梯度从这里流回。"}};
}

RuleText ruleText(Op op)
{
    switch (op) {
    case Op::Constant:
        return leaf(
            "constant", "常量",
            "Numbers written in the program. A gradient reaches it only when a tape watches it.",
            "程序里写下的数。只有被梯度带监视（watch）时，梯度才会到达它。");
    case Op::Variable:
        return leaf("variable", "变量",
                    "A tf.Variable: a tape watches it by itself as soon as it is read.",
                    "tf.Variable：一经读取，梯度带就会自动监视它。");
    case Op::Gradient:
        return leaf("gradient", "梯度",
                    "The result of a backward pass, a plain tensor to go on computing with.",
                    "一次反向传播的结果，可以像普通张量一样继续计算。");
    case Op::Zeros:
        return leaf("zeros", "全零张量", "A tensor of zeros.", "元素全为 0 的张量。");
    case Op::Ones:
        return leaf("ones", "全一张量", "A tensor of ones.", "元素全为 1 的张量。");
    case Op::Range:
        return leaf("range", "等差序列", "Evenly spaced numbers.", "等间隔的一列数。");
    case Op::RandomNormal:
        return leaf("normal random draw", "正态随机数",
                    "Drawn from a normal distribution, the same for the same seed.",
                    "取自正态分布；种子相同，结果相同。");
    case Op::RandomUniform:
        return leaf("uniform random draw", "均匀随机数",
                    "Drawn from a uniform distribution, the same for the same seed.",
                    "取自均匀分布；种子相同，结果相同。");
    case Op::Identity:
        return {{"identity", "恒等"},
                "y = x",
                "x̄ += ȳ",
                {"The gradient passes through unchanged.", "梯度原样通过。"}};
    case Op::StopGradient:
        return {{"stop gradient", "截断梯度"},
                "y = x",
                {},
                {"The value passes, the gradient does not.", "值可以通过，梯度不能。"}};
    case Op::Cast:
        return {{"change of dtype", "类型转换"},
                "y = cast(x)",
                "x̄ += cast(ȳ)",
                {"The gradient goes back in the input's dtype; through integers none flows.",
                 "梯度以输入的类型返回；经过整数时没有梯度。"}};
    case Op::Add:
        return {{"sum", "加法"},
                "y = a + b",
                "ā += ȳ,  b̄ += ȳ",
                {"Each operand gets the gradient as it is.", "两个加数都原样得到梯度。"}};
    case Op::Subtract:
        return {{"difference", "减法"},
                "y = a − b",
                "ā += ȳ,  b̄ += −ȳ",
                {"The subtracted operand gets it with the sign turned.", "减数得到的梯度要变号。"}};
    case Op::Multiply:
        return {{"product, element by element", "逐元素乘法"},
                "y = a · b",
                "ā += ȳ · b,  b̄ += ȳ · a",
                {"Each operand gets the gradient times the other operand.",
                 "每个因子得到的梯度，是上游梯度乘以另一个因子。"}};
    case Op::Divide:
        return {{"quotient, element by element", "逐元素除法"},
                "y = a / b",
                "ā += ȳ / b,  b̄ += −ȳ · a / b²",
                {"The denominator acts against the result: its sign is turned.",
                 "分母越大结果越小，所以它的梯度带负号。"}};
    case Op::FloorDivide:
        return blockedRule("floor division", "整除", "y = ⌊a / b⌋");
    case Op::FloorModulo:
        return {{"remainder", "取余"},
                "y = a − b·⌊a / b⌋",
                "ā += ȳ,  b̄ += −ȳ · ⌊a / b⌋",
                {"The floor counts as fixed.", "取整的部分视为常数。"}};
    case Op::Power:
        return {{"power", "幂"},
                "y = aᵇ",
                "ā += ȳ · b · aᵇ⁻¹,  b̄ += ȳ · y · ln a",
                {"The exponent comes down and is lowered by one; the exponent's own gradient "
                 "counts only where a > 0.",
                 "指数拿到前面、再减一；指数自身的梯度只在 a > 0 处计算。"}};
    case Op::Maximum:
        return {{"larger of two", "取较大者"},
                "y = max(a, b)",
                {"ā += ȳ where a ≥ b,  b̄ += ȳ elsewhere", "ā += ȳ（当 a ≥ b），否则 b̄ += ȳ"},
                {"Only the larger one gets the gradient; when equal, the first.",
                 "只有较大者得到梯度；相等时归第一个。"}};
    case Op::Minimum:
        return {{"smaller of two", "取较小者"},
                "y = min(a, b)",
                {"ā += ȳ where a ≤ b,  b̄ += ȳ elsewhere", "ā += ȳ（当 a ≤ b），否则 b̄ += ȳ"},
                {"Only the smaller one gets the gradient; when equal, the first.",
                 "只有较小者得到梯度；相等时归第一个。"}};
    case Op::Negative:
        return {{"negation", "取负"}, "y = −x", "x̄ += −ȳ", {"The sign turns.", "变号。"}};
    case Op::Abs:
        return {{"absolute value", "绝对值"},
                "y = |x|",
                "x̄ += ȳ · sign x",
                {"At 0 the convention is 0.", "在 0 处约定为 0。"}};
    case Op::Sign:
        return {{"sign", "符号"},
                "y = sign x",
                "x̄ += 0",
                {"The sign does not change with small steps: the gradient is zero.",
                 "微小变化不改变符号：梯度为零。"}};
    case Op::Square:
        return {{"square", "平方"},
                "y = x²",
                "x̄ += ȳ · 2x",
                {"The exponent comes down.", "指数拿到前面。"}};
    case Op::Sqrt:
        return {{"square root", "平方根"},
                "y = √x",
                "x̄ += ȳ / (2y)",
                {"Infinitely steep at 0.", "在 0 处斜率无穷大。"}};
    case Op::Exp:
        return {{"exponential", "指数函数"},
                "y = eˣ",
                "x̄ += ȳ · y",
                {"Its slope is its own value.", "它的斜率等于它自己的值。"}};
    case Op::Log:
        return {{"natural logarithm", "自然对数"},
                "y = ln x",
                "x̄ += ȳ / x",
                {"The slope is 1/x.", "斜率是 1/x。"}};
    case Op::Sin:
        return {{"sine", "正弦"},
                "y = sin x",
                "x̄ += ȳ · cos x",
                {"The slope of the sine is the cosine.", "正弦的斜率是余弦。"}};
    case Op::Cos:
        return {{"cosine", "余弦"},
                "y = cos x",
                "x̄ += −ȳ · sin x",
                {"The slope of the cosine is minus the sine.", "余弦的斜率是负的正弦。"}};
    case Op::Tanh:
        return {{"hyperbolic tangent", "双曲正切"},
                "y = tanh x",
                "x̄ += ȳ · (1 − y²)",
                {"Flat where it saturates.", "饱和处几乎没有梯度。"}};
    case Op::Sigmoid:
        return {
            {"sigmoid", "S 形函数"},
            "y = σ(x)",
            "x̄ += ȳ · y(1 − y)",
            {"Steepest in the middle, flat where it saturates.", "中间最陡，饱和处几乎没有梯度。"}};
    case Op::Relu:
        return {{"rectifier", "线性整流"},
                "y = max(x, 0)",
                {"x̄ += ȳ where x > 0", "x̄ += ȳ（当 x > 0）"},
                {"Positive entries pass, the others get 0; at 0 the convention is 0.",
                 "正的元素通过，其余得到 0；在 0 处约定为 0。"}};
    case Op::Less:
        return blockedRule("comparison", "比较", "y = (a < b)");
    case Op::LessEqual:
        return blockedRule("comparison", "比较", "y = (a ≤ b)");
    case Op::Equal:
        return blockedRule("comparison", "比较", "y = (a = b)");
    case Op::NotEqual:
        return blockedRule("comparison", "比较", "y = (a ≠ b)");
    case Op::Greater:
        return blockedRule("comparison", "比较", "y = (a > b)");
    case Op::GreaterEqual:
        return blockedRule("comparison", "比较", "y = (a ≥ b)");
    case Op::LogicalAnd:
        return blockedRule("logical and", "逻辑与", "y = a ∧ b");
    case Op::LogicalOr:
        return blockedRule("logical or", "逻辑或", "y = a ∨ b");
    case Op::LogicalNot:
        return blockedRule("logical not", "逻辑非", "y = ¬x");
    case Op::Where:
        return {{"choice", "按条件选择"},
                "y = a where c, else b",
                {"ā += ȳ where c,  b̄ += ȳ elsewhere", "ā += ȳ（当 c 为真），否则 b̄ += ȳ"},
                {"The gradient goes where the value came from.", "值从哪里来，梯度就回到哪里去。"}};
    case Op::Matmul:
        return {{"matrix product", "矩阵乘法"},
                "C = A B",
                "Ā += C̄ Bᵀ,  B̄ += Aᵀ C̄",
                {"Each factor gets the gradient times the other factor transposed, on the side "
                 "where it stands.",
                 "每个因子得到上游梯度与另一个因子转置的乘积，左右位置保持不变。"}};
    case Op::Transpose:
        return {{"transpose", "转置"},
                "B = Aᵀ",
                "Ā += B̄ᵀ",
                {"The gradient is turned back the same way.", "梯度按同样的方式转置回来。"}};
    case Op::Reshape:
        return {{"change of shape", "改变形状"},
                "y = reshape(x)",
                "x̄ += reshape(ȳ)",
                {"The same numbers, put back into the old shape.", "同样的数，放回原来的形状。"}};
    case Op::BroadcastTo:
        return {{"broadcast", "广播"},
                "y = broadcast(x)",
                {"x̄ += sum of ȳ over the copies", "x̄ += ȳ 对各份拷贝的和"},
                {"What was copied collects the sum of its copies' gradients.",
                 "被复制的元素收集所有副本梯度之和。"}};
    case Op::Slice:
        return {{"slice", "切片"},
                "y = x[…]",
                "x̄[…] += ȳ",
                {"The entries taken get the gradient, all others 0.",
                 "取出的元素得到梯度，其余为 0。"}};
    case Op::SliceGradient:
        return {{"put into a slice", "放回切片"},
                "y = 0, y[…] = x",
                "x̄ += ȳ[…]",
                {"The counterpart of a slice.", "切片的逆操作。"}};
    case Op::Concat:
        return {{"concatenation", "拼接"},
                "y = [a, b, …]",
                {"ā, b̄, … += their parts of ȳ", "ā, b̄, … += ȳ 中各自的部分"},
                {"The gradient is cut into the same pieces.", "梯度按同样的位置切开。"}};
    case Op::ReduceSum:
        return {
            {"sum over axes", "求和"},
            "y = Σ x",
            {"x̄ += ȳ to every entry", "每个元素：x̄ += ȳ"},
            {"Every summed entry gets the gradient as it is.", "每个被求和的元素都原样得到梯度。"}};
    case Op::ReduceMean:
        return {{"mean over axes", "求平均"},
                "y = (1/n) Σ x",
                {"x̄ += ȳ / n to every entry", "每个元素：x̄ += ȳ / n"},
                {"Every entry gets its share, one n-th.", "每个元素得到 n 分之一。"}};
    case Op::ReduceMax:
        return {{"maximum over axes", "求最大值"},
                "y = max x",
                {"x̄ += ȳ at the maximum", "最大值处：x̄ += ȳ"},
                {"Only the maximum gets it; equal ones share.",
                 "只有最大的元素得到梯度；并列时平分。"}};
    case Op::ReduceMin:
        return {{"minimum over axes", "求最小值"},
                "y = min x",
                {"x̄ += ȳ at the minimum", "最小值处：x̄ += ȳ"},
                {"Only the minimum gets it; equal ones share.",
                 "只有最小的元素得到梯度；并列时平分。"}};
    case Op::Norm:
        return {
            {"Euclidean norm", "欧几里得范数"},
            "y = ‖x‖",
            "x̄ += ȳ · x / ‖x‖",
            {"The gradient points along x; at 0 it is nan.", "梯度沿 x 的方向；在 0 处为 nan。"}};
    case Op::ArgMax:
        return blockedRule("position of the maximum", "最大值的位置", "y = argmax x");
    case Op::RandomTruncatedNormal:
        return leaf("truncated normal random draw", "截断正态随机数",
                    "Drawn from a normal distribution, far values drawn again.",
                    "取自正态分布，过远的值会重新抽取。");
    case Op::RandomCategorical:
        return leaf("random classes", "随机类别", "Classes drawn with the given log-probabilities.",
                    "按给定的对数概率抽取类别。");
    case Op::RandomPoisson:
        return leaf("Poisson random draw", "泊松随机数", "Drawn from a Poisson distribution.",
                    "取自泊松分布。");
    case Op::RandomGamma:
        return leaf("gamma random draw", "伽马随机数", "Drawn from a gamma distribution.",
                    "取自伽马分布。");
    case Op::CustomGradient:
        return {{"own gradient", "自定义梯度"},
                "y = f(x)",
                {"x̄ += what the program's own function returns", "x̄ += 程序自己的函数的返回值"},
                {"The function brings its own rule along; how it was computed does not matter.",
                 "函数自带求导规则，与它如何计算无关。"}};
    case Op::Atan2:
    case Op::SquaredDifference:
    case Op::Xlogy:
    case Op::Xdivy:
    case Op::DivideNoNan:
    case Op::MultiplyNoNan:
    case Op::ClipByValue:
    case Op::AddN:
    case Op::Rsqrt:
    case Op::Reciprocal:
    case Op::Expm1:
    case Op::Log1p:
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
    case Op::Swish:
    case Op::Floor:
    case Op::Ceil:
    case Op::Round:
    case Op::Rint:
    case Op::IsNan:
    case Op::IsInf:
    case Op::IsFinite:
    case Op::LogicalXor:
    case Op::NonZero:
        return elementRule(op);
    case Op::Matvec:
    case Op::Tensordot:
    case Op::Einsum:
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
        return matrixRule(op);
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
    case Op::L2Loss:
    case Op::ClipByNorm:
    case Op::Conv2D:
    case Op::ConvInputGradient:
    case Op::ConvFilterGradient:
    case Op::AvgPool:
    case Op::AvgPoolGradient:
    case Op::MaxPool:
    case Op::MaxPoolIndices:
    case Op::AdjustContrast:
        return reductionRule(op);
    }
    return {};
}

} // namespace engine

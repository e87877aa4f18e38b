#include "engine/recording/ruleparts.h"

namespace engine {

RuleText elementRule(Op op)
{
    switch (op) {
    case Op::Atan2:
        return {{"angle of a point", "点的辐角"},
                "z = atan2(y, x)",
                "ȳ += z̄ · x / (x² + y²),  x̄ += −z̄ · y / (x² + y²)",
                {"The angle turns fastest near the origin.", "离原点越近，角度变化越快。"}};
    case Op::SquaredDifference:
        return {{"squared difference", "差的平方"},
                "y = (a − b)²",
                "ā += ȳ · 2(a − b),  b̄ += −ȳ · 2(a − b)",
                {"Twice the difference, with opposite signs.", "差的两倍，两边符号相反。"}};
    case Op::Xlogy:
        return {{"x log y", "x log y"},
                "z = x · ln y, 0 where x = 0",
                "x̄ += z̄ · ln y,  ȳ += z̄ · x / y",
                {"As a product with a logarithm; where x is 0 it gives 0 even at y = 0.",
                 "如同与对数的乘积；x 为 0 处即使 y = 0 也得 0。"}};
    case Op::Xdivy:
        return {{"quotient, 0 where x is 0", "商（x 为 0 处得 0）"},
                "z = x / y, 0 where x = 0",
                "x̄ += z̄ / y,  ȳ += −z̄ · x / y²",
                {"As a quotient; where x is 0 it gives 0.", "如同除法；x 为 0 处得 0。"}};
    case Op::DivideNoNan:
        return {{"quotient, 0 where the denominator is 0", "商（分母为 0 处得 0）"},
                "z = a / b, 0 where b = 0",
                "ā += z̄ / b,  b̄ += −z̄ · a / b²",
                {"As a quotient; where the denominator is 0 both value and gradient are 0.",
                 "如同除法；分母为 0 处值与梯度都为 0。"}};
    case Op::MultiplyNoNan:
        return {{"product, 0 where the second is 0", "乘积（第二个为 0 处得 0）"},
                "z = a · b, 0 where b = 0",
                "ā += z̄ · b,  b̄ += z̄ · a",
                {"As a product; 0 times infinity gives 0.", "如同乘法；0 乘无穷得 0。"}};
    case Op::ClipByValue:
        return {{"clip to a range", "限制在区间内"},
                "y = min(max(x, low), high)",
                {"x̄ += ȳ where low ≤ x ≤ high", "x̄ += ȳ（当 low ≤ x ≤ high）"},
                {"Inside the range the gradient passes; outside it is 0.",
                 "区间内梯度通过，区间外为 0。"}};
    case Op::AddN:
        return {{"sum of several", "多个相加"},
                "y = a + b + …",
                "ā += ȳ,  b̄ += ȳ, …",
                {"Each operand gets the gradient as it is.", "每个加数都原样得到梯度。"}};
    case Op::Rsqrt:
        return {{"one over square root", "平方根的倒数"},
                "y = 1/√x",
                "x̄ += −ȳ · ½ y³",
                {"Steep near 0, and falling.", "在 0 附近很陡，并且下降。"}};
    case Op::Reciprocal:
        return {{"reciprocal", "倒数"},
                "y = 1/x",
                "x̄ += −ȳ · y²",
                {"The larger x, the smaller the result: the sign turns.",
                 "x 越大结果越小，所以变号。"}};
    case Op::Expm1:
        return {{"exponential minus one", "指数减一"},
                "y = eˣ − 1",
                "x̄ += ȳ · eˣ",
                {"As the exponential; exact near 0.", "与指数函数相同；在 0 附近更精确。"}};
    case Op::Log1p:
        return {{"logarithm of one plus x", "1+x 的对数"},
                "y = ln(1 + x)",
                "x̄ += ȳ / (1 + x)",
                {"As the logarithm; exact near 0.", "与对数相同；在 0 附近更精确。"}};
    case Op::Tan:
        return {{"tangent", "正切"},
                "y = tan x",
                "x̄ += ȳ / cos² x",
                {"Never flatter than 1.", "斜率从不小于 1。"}};
    case Op::Asin:
        return {{"arc sine", "反正弦"},
                "y = arcsin x",
                "x̄ += ȳ / √(1 − x²)",
                {"Infinitely steep at ±1.", "在 ±1 处斜率无穷大。"}};
    case Op::Acos:
        return {{"arc cosine", "反余弦"},
                "y = arccos x",
                "x̄ += −ȳ / √(1 − x²)",
                {"Minus the slope of the arc sine.", "等于反正弦的斜率取负。"}};
    case Op::Atan:
        return {{"arc tangent", "反正切"},
                "y = arctan x",
                "x̄ += ȳ / (1 + x²)",
                {"Steepest at 0, flat far out.", "在 0 处最陡，远处平坦。"}};
    case Op::Sinh:
        return {{"hyperbolic sine", "双曲正弦"},
                "y = sinh x",
                "x̄ += ȳ · cosh x",
                {"The slope of sinh is cosh.", "sinh 的斜率是 cosh。"}};
    case Op::Cosh:
        return {{"hyperbolic cosine", "双曲余弦"},
                "y = cosh x",
                "x̄ += ȳ · sinh x",
                {"The slope of cosh is sinh.", "cosh 的斜率是 sinh。"}};
    case Op::Asinh:
        return {{"inverse hyperbolic sine", "反双曲正弦"},
                "y = arsinh x",
                "x̄ += ȳ / cosh y",
                {"One over the slope of sinh.", "sinh 斜率的倒数。"}};
    case Op::Acosh:
        return {{"inverse hyperbolic cosine", "反双曲余弦"},
                "y = arcosh x",
                "x̄ += ȳ / sinh y",
                {"One over the slope of cosh.", "cosh 斜率的倒数。"}};
    case Op::Atanh:
        return {{"inverse hyperbolic tangent", "反双曲正切"},
                "y = artanh x",
                "x̄ += ȳ / (1 − x²)",
                {"Infinitely steep at ±1.", "在 ±1 处斜率无穷大。"}};
    case Op::Erf:
        return {{"error function", "误差函数"},
                "y = erf x",
                "x̄ += ȳ · (2/√π) exp(−x²)",
                {"Its slope is the bell curve.", "它的斜率是钟形曲线。"}};
    case Op::Erfc:
        return {{"complementary error function", "互补误差函数"},
                "y = 1 − erf x",
                "x̄ += −ȳ · (2/√π) exp(−x²)",
                {"Minus the bell curve.", "钟形曲线取负。"}};
    case Op::Erfinv:
        return {{"inverse error function", "反误差函数"},
                "x = erf y",
                "x̄ += ȳ · ½√π exp(y²)",
                {"One over the slope of erf at y.", "erf 在 y 处斜率的倒数。"}};
    case Op::Lgamma:
        return {{"logarithm of the gamma function", "伽马函数的对数"},
                "y = log |Γ(x)|",
                "x̄ += ȳ · ψ(x)",
                {"Its slope is the digamma function.", "它的斜率是双伽马函数。"}};
    case Op::Digamma:
        return {{"digamma", "双伽马函数"},
                "y = ψ(x)",
                "x̄ += ȳ · ψ′(x)",
                {"The next derivative of log Γ.", "log Γ 的下一阶导数。"}};
    case Op::Polygamma:
        return {{"polygamma", "多伽马函数"},
                "y = ψ⁽ⁿ⁾(x)",
                "x̄ += ȳ · ψ⁽ⁿ⁺¹⁾(x)",
                {"The next derivative of log Γ.", "log Γ 的下一阶导数。"}};
    case Op::LogSigmoid:
        return {{"logarithm of the sigmoid", "S 形函数的对数"},
                "y = ln σ(x)",
                "x̄ += ȳ · σ(−x)",
                {"Near 1 for very negative x, near 0 for large x.",
                 "x 很负时接近 1，x 很大时接近 0。"}};
    case Op::Softplus:
        return {{"soft rectifier", "软化的线性整流"},
                "y = ln(1 + eˣ)",
                "x̄ += ȳ · σ(x)",
                {"Its slope is the sigmoid.", "它的斜率是 S 形函数。"}};
    case Op::Softsign:
        return {{"soft sign", "软符号函数"},
                "y = x / (1 + |x|)",
                "x̄ += ȳ / (1 + |x|)²",
                {"Steepest at 0.", "在 0 处最陡。"}};
    case Op::Relu6:
        return {{"rectifier up to 6", "上限为 6 的线性整流"},
                "y = min(max(x, 0), 6)",
                {"x̄ += ȳ where 0 < x < 6", "x̄ += ȳ（当 0 < x < 6）"},
                {"Only between 0 and 6 does the gradient pass.", "只有 0 与 6 之间梯度才能通过。"}};
    case Op::LeakyRelu:
        return {{"leaky rectifier", "带泄漏的线性整流"},
                "y = x where x > 0, else αx",
                {"x̄ += ȳ where x > 0, else α · ȳ", "x̄ += ȳ（当 x > 0），否则 α · ȳ"},
                {"Negative entries pass a small part of the gradient.",
                 "负的元素让一小部分梯度通过。"}};
    case Op::Elu:
        return {{"exponential linear unit", "指数线性单元"},
                "y = x where x > 0, else eˣ − 1",
                {"x̄ += ȳ where x > 0, else ȳ · (y + 1)", "x̄ += ȳ（当 x > 0），否则 ȳ · (y + 1)"},
                {"On the negative side the gradient fades out.", "在负侧梯度逐渐消失。"}};
    case Op::Selu:
        return {{"scaled exponential linear unit", "缩放的指数线性单元"},
                "y = λx where x > 0, else λα(eˣ − 1)",
                {"x̄ += ȳ · λ where x > 0, else ȳ · (y + λα)",
                 "x̄ += ȳ · λ（当 x > 0），否则 ȳ · (y + λα)"},
                {"As elu, times λ.", "与 elu 相同，再乘 λ。"}};
    case Op::Gelu:
        return {{"Gaussian error linear unit", "高斯误差线性单元"},
                "y = x · Φ(x)",
                "x̄ += ȳ · (Φ(x) + x · φ(x))",
                {"Φ is the normal distribution, φ its bell curve.",
                 "Φ 是正态分布函数，φ 是它的钟形曲线。"}};
    case Op::Swish:
        return {{"swish", "swish 函数"},
                "y = x · σ(x)",
                "x̄ += ȳ · σ(x)(1 + x(1 − σ(x)))",
                {"A product of x and its sigmoid.", "x 与其 S 形函数值的乘积。"}};
    case Op::Floor:
        return blockedRule("round down", "向下取整", "y = ⌊x⌋");
    case Op::Ceil:
        return blockedRule("round up", "向上取整", "y = ⌈x⌉");
    case Op::Round:
        return blockedRule("round to the nearest integer", "四舍五入取整", "y = round x");
    case Op::Rint:
        return blockedRule("round to the nearest integer", "四舍五入取整", "y = rint x");
    case Op::IsNan:
        return blockedRule("is it nan?", "是否为 nan", "y = (x is nan)");
    case Op::IsInf:
        return blockedRule("is it infinite?", "是否为无穷", "y = (x = ±∞)");
    case Op::IsFinite:
        return blockedRule("is it finite?", "是否有限", "y = (|x| < ∞)");
    case Op::LogicalXor:
        return blockedRule("exclusive or", "逻辑异或", "y = a ⊻ b");
    case Op::NonZero:
        return blockedRule("places where it holds", "条件成立的位置", "y = positions where c");
    default: // only ruleText() comes here, with the cases above
        break;
    }
    return {};
}

} // namespace engine

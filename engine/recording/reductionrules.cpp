#include "engine/recording/ruleparts.h"

namespace engine {

RuleText reductionRule(Op op)
{
    switch (op) {
    case Op::ReduceProd:
        return {{"product over axes", "连乘"},
                "y = Π x",
                {"x̄ += ȳ · product of the others", "x̄ += ȳ · 其余元素之积"},
                {"Each factor gets the gradient times all other factors.",
                 "每个因子得到梯度乘以其余因子之积。"}};
    case Op::ReduceAny:
        return blockedRule("is any true?", "是否有真", "y = any x");
    case Op::ReduceAll:
        return blockedRule("are all true?", "是否全真", "y = all x");
    case Op::ReduceLogSumExp:
        return {{"logarithm of the sum of exponentials", "指数和的对数"},
                "y = ln Σ eˣ",
                "x̄ += ȳ · softmax(x)",
                {"The gradient is shared out as softmax says.", "梯度按 softmax 的比例分配。"}};
    case Op::ReduceVariance:
        return {{"variance", "方差"},
                "y = mean (x − mean x)²",
                "x̄ += ȳ · 2(x − mean x)/n",
                {"Entries far from the mean pull most.", "离均值越远的元素影响越大。"}};
    case Op::ReduceStd:
        return {
            {"standard deviation", "标准差"},
            "y = √(variance of x)",
            "x̄ += ȳ · (x − mean x)/(n y)",
            {"As the variance, divided by twice the deviation.", "等于方差的梯度除以两倍标准差。"}};
    case Op::ArgMin:
        return blockedRule("position of the minimum", "最小值的位置", "y = argmin x");
    case Op::Cumsum:
        return {{"running sum", "累计求和"},
                "yₖ = x₁ + … + xₖ",
                "x̄ₖ += ȳₖ + ȳₖ₊₁ + …",
                {"Each entry counts in all later sums.", "每个元素都计入其后的所有和。"}};
    case Op::Cumprod:
        return {{"running product", "累计求积"},
                "yₖ = x₁ · … · xₖ",
                "x̄ₖ += Σ ȳⱼ yⱼ / xₖ for j ≥ k",
                {"Each factor counts in all later products.", "每个因子都计入其后的所有积。"}};
    case Op::Softmax:
        return {{"softmax", "softmax"},
                "y = eˣ / Σ eˣ",
                "x̄ += y · (ȳ − Σ ȳ y)",
                {"Only differences count: what all share cancels.",
                 "只有差别起作用：共同的部分相互抵消。"}};
    case Op::LogSoftmax:
        return {{"logarithm of softmax", "softmax 的对数"},
                "y = x − ln Σ eˣ",
                "x̄ += ȳ − softmax(x) · Σ ȳ",
                {"The normalisation takes back a share from every entry.",
                 "归一化从每个元素收回一份。"}};
    case Op::SoftmaxCrossEntropy:
        return {{"softmax cross entropy", "softmax 交叉熵"},
                "y = −Σ p · ln softmax(z)",
                "z̄ += ȳ · (softmax(z) − p)",
                {"Prediction minus label: the most quoted gradient of all.",
                 "预测减标签：最常被引用的梯度。"}};
    case Op::SparseSoftmaxCrossEntropy:
        return {{"softmax cross entropy with class numbers", "以类别号计算的 softmax 交叉熵"},
                "y = −ln softmax(z)[class]",
                "z̄ += ȳ · (softmax(z) − one hot)",
                {"Prediction minus label.", "预测减标签。"}};
    case Op::SigmoidCrossEntropy:
        return {{"sigmoid cross entropy", "sigmoid 交叉熵"},
                "y = −p ln σ(z) − (1 − p) ln(1 − σ(z))",
                "z̄ += ȳ · (σ(z) − p)",
                {"Prediction minus label.", "预测减标签。"}};
    case Op::L2Loss:
        return {{"half the squared norm", "平方范数的一半"},
                "y = ½ Σ x²",
                "x̄ += ȳ · x",
                {"The half cancels the 2.", "二分之一正好消去 2。"}};
    case Op::ClipByNorm:
        return {{"clip to a greatest norm", "按范数裁剪"},
                "y = x · c / max(‖x‖, c)",
                {"x̄ += ȳ inside,  c/‖x‖ · (part of ȳ across x) outside",
                 "x̄ += ȳ（在界内）；界外为 c/‖x‖ · （ȳ 与 x 垂直的部分）"},
                {"Outside the ball only the direction still counts.", "在球外只有方向起作用。"}};
    case Op::Conv2D:
        return {{"convolution", "卷积"},
                "y = x ∗ w",
                "x̄ += ȳ ∗ᵀ w,  w̄ += x ⋆ ȳ",
                {"Every place the window visited sends its share back.",
                 "窗口经过的每个位置都送回自己的一份。"}};
    case Op::ConvInputGradient:
        return {{"transposed convolution", "转置卷积"},
                "y = x ∗ᵀ w",
                "x̄ += ȳ ∗ w",
                {"The counterpart of a convolution.", "卷积的对应操作。"}};
    case Op::ConvFilterGradient:
        return {{"correlation with the images", "与图像的相关"},
                "w = x ⋆ y",
                "x̄ += ȳ ∗ᵀ w̄,  ȳ += x ∗ w̄",
                {"What a filter's gradient is made with.", "用来计算卷积核的梯度。"}};
    case Op::AvgPool:
        return {{"average pooling", "平均池化"},
                "y = mean of each window",
                {"x̄ += ȳ / n to every pixel of the window", "窗口内每个像素：x̄ += ȳ / n"},
                {"Each pixel gets its share.", "每个像素得到自己的一份。"}};
    case Op::AvgPoolGradient:
        return {{"spread over windows", "分摊到各窗口"},
                "y = x / n over each window",
                {"x̄ += mean of ȳ over the window", "x̄ += ȳ 在窗口内的平均"},
                {"The counterpart of average pooling.", "平均池化的对应操作。"}};
    case Op::MaxPool:
        return {
            {"maximum pooling", "最大池化"},
            "y = max of each window",
            {"x̄ += ȳ at the maximum", "最大值处：x̄ += ȳ"},
            {"Only the largest pixel of each window gets it.", "每个窗口只有最大的像素得到梯度。"}};
    case Op::MaxPoolIndices:
        return blockedRule("position of each window's maximum", "各窗口最大值的位置",
                           "y = where the maximum stands");
    case Op::AdjustContrast:
        return blockedRule("contrast", "对比度", "y = (x − mean) · f + mean");
    default: // only ruleText() comes here, with the cases above
        break;
    }
    return {};
}

} // namespace engine

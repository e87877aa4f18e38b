#include "engine/recording/ruleparts.h"

namespace engine {

RuleText matrixRule(Op op)
{
    switch (op) {
    case Op::Matvec:
        return {{"matrix times vector", "矩阵乘向量"},
                "y = A x",
                "Ā += ȳ xᵀ,  x̄ += Aᵀ ȳ",
                {"The matrix gets an outer product, the vector the transposed matrix times the "
                 "gradient.",
                 "矩阵得到外积，向量得到转置矩阵与梯度的乘积。"}};
    case Op::Tensordot:
        return {
            {"tensor contraction", "张量缩并"},
            "C = Σ A B over paired axes",
            {"Ā += C̄ · B,  B̄ += A · C̄ over the free axes", "Ā += C̄ · B,  B̄ += A · C̄（沿自由轴）"},
            {"As the matrix product: the gradient is contracted with the other factor.",
             "与矩阵乘法相同：上游梯度与另一个因子缩并。"}};
    case Op::Einsum:
        return {{"sum of products over indices", "按下标求和的乘积"},
                "y = Σ a b …",
                "ā += Σ ȳ b … with a's indices",
                {"The gradient takes the operand's place in the sum.",
                 "梯度在求和式中占据该因子的位置。"}};
    case Op::Cross:
        return {{"cross product", "叉积"},
                "c = a × b",
                "ā += b × c̄,  b̄ += c̄ × a",
                {"The order of the factors matters.", "因子的顺序很重要。"}};
    case Op::Diag:
        return {{"diagonal matrix", "对角矩阵"},
                "Y = diag x",
                {"x̄ += diagonal of Ȳ", "x̄ += Ȳ 的对角线"},
                {"Only the diagonal counts.", "只有对角线起作用。"}};
    case Op::DiagPart:
        return {{"diagonal of a matrix", "矩阵的对角线"},
                "y = diagonal of A",
                "Ā += diag ȳ",
                {"The gradient goes onto the diagonal.", "梯度放回对角线上。"}};
    case Op::Trace:
        return {{"trace", "迹"},
                "y = Σ Aᵢᵢ",
                "Ā += ȳ · I",
                {"Every diagonal entry gets the gradient.", "每个对角元素都得到梯度。"}};
    case Op::BandPart:
        return {{"band of a matrix", "矩阵的带状部分"},
                "Y = band of A",
                "Ā += band of Ȳ",
                {"Only the kept entries get their gradient.", "只有保留的元素得到梯度。"}};
    case Op::Inverse:
        return {{"matrix inverse", "矩阵的逆"},
                "Y = A⁻¹",
                "Ā += −Yᵀ Ȳ Yᵀ",
                {"As −1/a² for a number, with the order kept.", "如同数的 −1/a²，但要保持顺序。"}};
    case Op::Determinant:
        return {{"determinant", "行列式"},
                "y = det A",
                "Ā += ȳ · y · A⁻ᵀ",
                {"The cofactors, written with the inverse.", "用逆矩阵写出的代数余子式。"}};
    case Op::Solve:
        return {{"solution of A x = b", "线性方程组 A x = b 的解"},
                "x = A⁻¹ b",
                "b̄ += A⁻ᵀ x̄,  Ā += −b̄ xᵀ",
                {"The gradient solves the transposed system.", "梯度是转置方程组的解。"}};
    case Op::Cholesky:
        return {
            {"Cholesky factor", "乔列斯基分解"},
            "L Lᵀ = A",
            "Ā += ½(S + Sᵀ),  S = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹",
            {"Φ keeps the lower triangle and halves the diagonal.", "Φ 取下三角并把对角线减半。"}};
    case Op::Eigenvalues:
        return {{"eigenvalues of a symmetric matrix", "对称矩阵的特征值"},
                "A V = V diag(λ)",
                "Ā += V diag(λ̄) Vᵀ",
                {"Each eigenvalue moves with its eigenvector's outer product.",
                 "每个特征值随其特征向量的外积变化。"}};
    case Op::Eigenvectors:
        return {{"eigenvectors of a symmetric matrix", "对称矩阵的特征向量"},
                "A V = V diag(λ)",
                "Ā += V (F ∘ (Vᵀ V̄)) Vᵀ,  Fᵢⱼ = 1/(λⱼ − λᵢ)",
                {"Close eigenvalues make it large.", "特征值相近时它会很大。"}};
    case Op::SingularValues:
        return {{"singular values", "奇异值"},
                "A = U diag(σ) Vᵀ",
                "Ā += U diag(σ̄) Vᵀ",
                {"Each singular value moves with the outer product of its two vectors.",
                 "每个奇异值随其左右向量的外积变化。"}};
    case Op::SingularVectorsLeft:
    case Op::SingularVectorsRight:
        return {{"singular vectors", "奇异向量"},
                "A = U diag(σ) Vᵀ",
                "Ā += U (F ∘ (UᵀŪ − ŪᵀU)) Σ Vᵀ + (I − U Uᵀ) Ū Σ⁻¹ Vᵀ,  Fᵢⱼ = 1/(σⱼ² − σᵢ²)",
                {"For V the same with Aᵀ.", "对 V 则用 Aᵀ，规则相同。"}};
    case Op::QrOrthogonal:
        return {{"orthogonal factor of QR", "QR 分解的正交因子"},
                "A = Q R",
                "Ā += (Q̄ + Q C(−Q̄ᵀ Q)) R⁻ᵀ",
                {"C copies the lower triangle to the upper one.", "C 把下三角复制到上三角。"}};
    case Op::QrUpper:
        return {{"triangular factor of QR", "QR 分解的三角因子"},
                "A = Q R",
                "Ā += Q C(R R̄ᵀ) R⁻ᵀ",
                {"C copies the lower triangle to the upper one.", "C 把下三角复制到上三角。"}};
    case Op::Stack:
        return {{"stack along a new axis", "沿新轴堆叠"},
                "y = [a, b, …]",
                {"ā, b̄, … += their slices of ȳ", "ā, b̄, … += ȳ 中各自的切片"},
                {"Each gets its own slice of the gradient.", "各自得到梯度中属于自己的一片。"}};
    case Op::Tile:
        return {{"repetition", "重复"},
                "y = x repeated",
                {"x̄ += sum of ȳ over the copies", "x̄ += ȳ 对各份拷贝的和"},
                {"The copies' gradients add up.", "各副本的梯度相加。"}};
    case Op::Pad:
        return {{"padding", "填充"},
                "y = x with a border",
                {"x̄ += ȳ without the border", "x̄ += 去掉边框的 ȳ"},
                {"The border's gradient is dropped.", "边框上的梯度被丢弃。"}};
    case Op::Roll:
        return {{"roll", "循环移位"},
                "y = x moved round",
                {"x̄ += ȳ moved back", "x̄ += 移回去的 ȳ"},
                {"The gradient rolls back.", "梯度反方向移回。"}};
    case Op::Reverse:
        return {{"reversal", "翻转"},
                "y = x turned round",
                {"x̄ += ȳ turned round", "x̄ += 翻转回去的 ȳ"},
                {"Turning round undoes itself.", "再翻转一次即还原。"}};
    case Op::Gather:
        return {{"pick rows", "按下标取出"},
                "y = x[i]",
                "x̄[i] += ȳ",
                {"Rows picked twice get both gradients, others 0.",
                 "取两次的行得到两份梯度，其余为 0。"}};
    case Op::GatherGradient:
        return {{"put rows back", "按下标放回"},
                "y[i] += x",
                "x̄ += ȳ[i]",
                {"The counterpart of picking rows.", "取出的逆操作。"}};
    case Op::GatherNd:
        return {{"pick entries", "按多维下标取出"},
                "y = x[i, j]",
                "x̄[i, j] += ȳ",
                {"Entries picked get the gradient, others 0.", "取出的元素得到梯度，其余为 0。"}};
    case Op::ScatterNd:
        return {{"scatter into zeros", "散布到零张量"},
                "y[i, j] += x",
                "x̄ += ȳ[i, j]",
                {"Each update gets the gradient of the place where it was put.",
                 "每个更新值得到它所在位置的梯度。"}};
    case Op::TensorScatterUpdate:
        return {{"replace entries", "替换元素"},
                "y = x, y[i] = u",
                {"x̄ += ȳ without those entries,  ū += ȳ[i]", "x̄ += 去掉这些元素的 ȳ,  ū += ȳ[i]"},
                {"Replaced entries no longer depend on x.", "被替换的元素不再依赖 x。"}};
    case Op::BooleanMask:
        return {{"keep by a mask", "按掩码保留"},
                "y = x[mask]",
                "x̄[mask] += ȳ",
                {"Kept entries get the gradient, others 0.", "保留的元素得到梯度，其余为 0。"}};
    case Op::OneHot:
        return blockedRule("one-hot code", "独热编码", "y = one hot of i");
    case Op::Sort:
        return {{"sorting", "排序"},
                "y = sorted x",
                {"x̄ += ȳ back in the old order", "x̄ += 排回原顺序的 ȳ"},
                {"Every entry gets the gradient of the place it was moved to.",
                 "每个元素得到它新位置上的梯度。"}};
    case Op::ArgSort:
        return blockedRule("order of the entries", "排序的下标", "y = argsort x");
    case Op::TopK:
        return {{"the largest entries", "最大的 k 个"},
                "y = the k largest of x",
                {"x̄ += ȳ where they stood", "x̄ += 放回原位置的 ȳ"},
                {"Only the chosen entries get it.", "只有被选中的元素得到梯度。"}};
    case Op::TopKIndices:
        return blockedRule("positions of the largest entries", "最大的 k 个的位置",
                           "y = their positions");
    case Op::RandomShuffle:
        return blockedRule("random order", "随机打乱", "y = x in random order");
    default: // only ruleText() comes here, with the cases above
        break;
    }
    return {};
}

} // namespace engine

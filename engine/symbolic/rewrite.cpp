#include "engine/symbolic/rewrite.h"

namespace engine {

BilingualText name(Rewrite rewrite)
{
    switch (rewrite) {
    case Rewrite::Order:
        return {"put in order", "整理次序"};
    case Rewrite::Layout:
        return {"the shapes already fit", "形状已经相符"};
    case Rewrite::Zero:
        return {"zero drops out", "零项消去"};
    case Rewrite::One:
        return {"times one", "乘以一"};
    case Rewrite::Numbers:
        return {"work out the numbers", "计算数字"};
    case Rewrite::LikeTerms:
        return {"collect like terms", "合并同类项"};
    case Rewrite::CommonFactor:
        return {"factor out", "提取公因式"};
    case Rewrite::AddExponents:
        return {"equal factors: add the exponents", "同底数相乘：指数相加"};
    case Rewrite::MultiplyExponents:
        return {"a power of a power: multiply the exponents", "幂的乘方：指数相乘"};
    case Rewrite::PowerOfProduct:
        return {"a power of a product", "积的乘方"};
    case Rewrite::Cancel:
        return {"cancel", "约分"};
    case Rewrite::MultiplyOut:
        return {"multiply out, which cancels", "展开并约分"};
    case Rewrite::TurnSigns:
        return {"turn the signs in the bracket", "括号内变号"};
    case Rewrite::Indicator:
        return {"choosing twice is choosing once", "同一选择做两次等于一次"};
    case Rewrite::Inverse:
        return {"one undoes the other", "互为反函数"};
    case Rewrite::PullScalar:
        return {"pull out the scalar", "提出标量"};
    case Rewrite::ScalarTranspose:
        return {"a scalar is its own transpose", "标量的转置是它自己"};
    case Rewrite::TransposeTwice:
        return {"transposed twice: as before", "转置两次等于没有转置"};
    case Rewrite::TransposeProduct:
        return {"transpose of a product: the factors change places", "乘积的转置：因子交换次序"};
    case Rewrite::TransposeParts:
        return {"transpose each part", "逐项转置"};
    case Rewrite::SumOfEqual:
        return {"a sum of n equal terms is n times one", "n 个相同项之和等于 n 倍"};
    case Rewrite::SumOfSums:
        return {"a sum of sums is one sum", "和的和是一个和"};
    }
    return {};
}

bool isSilent(Rewrite rewrite)
{
    return rewrite == Rewrite::Order || rewrite == Rewrite::Layout;
}

} // namespace engine

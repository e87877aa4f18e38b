// The slopes of functions of one element.
#include "engine/symbolic/ruleformulas.h"

namespace engine::ruleformulas {
namespace {

FormulaId minus(FormulaPool& pool, FormulaId a)
{
    return pool.negative(a);
}

/// gelu(x) = x·Φ(x): the slope is Φ(x) + x·φ(x), with the normal distribution or its approximation
/// with tanh.
FormulaId geluSlope(FormulaPool& pool, const RuleFormulas& operation)
{
    const FormulaId x = operation.inputs[0];
    const FormulaId one = pool.number(1);
    const FormulaId half = pool.number(Number::fraction(1, 2));
    const FormulaId squared = pool.power(x, Number::integer(2));
    const auto number = [&](double value) {
        return pool.number(Number::written(value, DType::Float64));
    };
    if (std::get<NumberAttributes>(operation.attributes).value == 0) {
        const FormulaId rootOfTwo = pool.power(pool.number(2), Number::fraction(1, 2));
        const FormulaId cumulated = pool.product(
            {half, pool.sum({one, function(pool, Op::Erf, pool.quotient(x, rootOfTwo))})});
        const FormulaId density =
            function(pool, Op::Exp, pool.product({pool.number(Number::fraction(-1, 2)), squared}));
        return pool.sum({cumulated, pool.product({number(0.3989422804014327), x, density})});
    }
    constexpr double scale = 0.7978845608028654; // √(2/π)
    constexpr double cubic = 0.044715;
    const FormulaId t = function(
        pool, Op::Tanh,
        pool.product({number(scale), x, pool.sum({one, pool.product({number(cubic), squared})})}));
    const FormulaId bend =
        pool.product({number(scale), x, pool.sum({one, pool.product({number(3 * cubic), squared})}),
                      pool.difference(one, pool.power(t, Number::integer(2)))});
    return pool.product({half, pool.sum({one, t, bend})});
}

} // namespace

std::optional<FormulaId> slopeFormula(FormulaPool& pool, const RuleFormulas& operation, FormulaId y)
{
    const FormulaId x = operation.inputs[0];
    const auto f = [&](Op op) { return function(pool, op, x); };
    const FormulaId one = pool.number(1);
    const auto squared = [&](FormulaId a) { return pool.power(a, Number::integer(2)); };
    const auto inverse = [&](FormulaId a) { return pool.power(a, Number::integer(-1)); };
    const auto inverseRoot = [&](FormulaId a) { return pool.power(a, Number::fraction(-1, 2)); };
    const auto compared = [&](Op op, std::int64_t with) {
        return pool.apply(op, {x, pool.number(with)}, pool.shape(x));
    };
    const auto where = [&](FormulaId condition, FormulaId a, FormulaId b) {
        return pool.apply(Op::Where, {condition, a, b}, pool.shape(x));
    };
    constexpr double twoOverRootPi = 1.1283791670955126;
    switch (operation.op) {
    case Op::Abs:
        return f(Op::Sign);
    case Op::Square:
        return pool.product({pool.number(2), x});
    case Op::Sqrt: // 1 / (2√x)
        return pool.product({pool.number(Number::fraction(1, 2)), inverse(y)});
    case Op::Rsqrt:
        return pool.product(
            {pool.number(Number::fraction(-1, 2)), pool.power(x, Number::fraction(-3, 2))});
    case Op::Reciprocal:
        return minus(pool, pool.power(x, Number::integer(-2)));
    case Op::Exp:
        return y;
    case Op::Expm1:
        return f(Op::Exp);
    case Op::Log:
        return inverse(x);
    case Op::Log1p:
        return inverse(pool.sum({one, x}));
    case Op::Sin:
        return f(Op::Cos);
    case Op::Cos:
        return minus(pool, f(Op::Sin));
    case Op::Tan:
        return pool.power(f(Op::Cos), Number::integer(-2));
    case Op::Asin:
        return inverseRoot(pool.difference(one, squared(x)));
    case Op::Acos:
        return minus(pool, inverseRoot(pool.difference(one, squared(x))));
    case Op::Atan:
        return inverse(pool.sum({squared(x), one}));
    case Op::Sinh:
        return f(Op::Cosh);
    case Op::Cosh:
        return f(Op::Sinh);
    case Op::Tanh:
        return pool.difference(one, squared(y));
    case Op::Asinh:
        return inverseRoot(pool.sum({squared(x), one}));
    case Op::Acosh:
        return inverseRoot(pool.difference(squared(x), one));
    case Op::Atanh:
        return inverse(pool.difference(one, squared(x)));
    case Op::Erf:
    case Op::Erfc: {
        const double factor = operation.op == Op::Erf ? twoOverRootPi : -twoOverRootPi;
        return pool.product({pool.number(Number::written(factor, DType::Float64)),
                             function(pool, Op::Exp, minus(pool, squared(x)))});
    }
    case Op::Erfinv: // ½√π exp y²
        return pool.product({pool.number(Number::written(0.88622692545275801, DType::Float64)),
                             function(pool, Op::Exp, squared(y))});
    case Op::Lgamma:
        return f(Op::Digamma);
    case Op::Digamma:
        return pool.apply(Op::Polygamma, {x}, pool.shape(x), NumberAttributes{1});
    case Op::Polygamma: {
        const double order = std::get<NumberAttributes>(operation.attributes).value;
        return pool.apply(Op::Polygamma, {x}, pool.shape(x), NumberAttributes{order + 1});
    }
    case Op::Sigmoid:
        return pool.product({y, pool.difference(one, y)});
    case Op::LogSigmoid:
        return function(pool, Op::Sigmoid, minus(pool, x));
    case Op::Softplus:
        return f(Op::Sigmoid);
    case Op::Softsign:
        return pool.power(pool.sum({f(Op::Abs), one}), Number::integer(-2));
    case Op::Relu:
        return compared(Op::Greater, 0);
    case Op::Relu6:
        return pool.product({compared(Op::Greater, 0), compared(Op::Less, 6)});
    case Op::LeakyRelu:
        return where(compared(Op::Greater, 0), one,
                     pool.number(Number::written(
                         std::get<NumberAttributes>(operation.attributes).value, DType::Float32)));
    case Op::Elu:
        return where(compared(Op::Less, 0), f(Op::Exp), one);
    case Op::Selu: { // y + λα where x < 0, else λ
        constexpr double scale = 1.0507009873554804934;
        constexpr double alpha = 1.6732632423543772848;
        return where(compared(Op::Less, 0),
                     pool.sum({y, pool.number(Number::written(scale * alpha, DType::Float64))}),
                     pool.number(Number::written(scale, DType::Float64)));
    }
    case Op::Gelu:
        return geluSlope(pool, operation);
    case Op::Swish: {
        const FormulaId s = f(Op::Sigmoid);
        return pool.product({s, pool.sum({one, pool.product({x, pool.difference(one, s)})})});
    }
    default: // only the switch of pullBackFormula() comes here, with the cases above
        return {};
    }
}

} // namespace engine::ruleformulas

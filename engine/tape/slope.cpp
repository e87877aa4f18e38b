#include <cassert>
#include <cmath>
#include <numbers>

#include "engine/tape/pullback.h"

namespace engine {

namespace {

/// Φ(x) + x·φ(x), and the same for the approximation of Φ by a tanh.
TracedTensor geluSlope(RuleOperations& ops, const TracedTensor& x, bool approximate)
{
    if (!approximate) {
        const TracedTensor cumulated = ops.scaled(
            ops.shifted(ops.run(Op::Erf, {ops.scaled(x, std::numbers::sqrt2 / 2)}), 1), 0.5);
        const TracedTensor density = ops.scaled(ops.run(Op::Exp, {ops.scaled(ops.square(x), -0.5)}),
                                                std::numbers::inv_sqrtpi / std::numbers::sqrt2);
        return ops.add(cumulated, ops.multiply(x, density));
    }
    constexpr double scale = 0.7978845608028654; // √(2/π)
    constexpr double cubic = 0.044715;
    const TracedTensor squared = ops.square(x);
    const TracedTensor inner =
        ops.scaled(ops.multiply(x, ops.shifted(ops.scaled(squared, cubic), 1)), scale);
    const TracedTensor t = ops.run(Op::Tanh, {inner});
    const TracedTensor innerSlope =
        ops.scaled(ops.shifted(ops.scaled(squared, 3 * cubic), 1), scale);
    const TracedTensor bend = ops.multiply(
        ops.multiply(x, innerSlope), ops.subtract(ops.scalar(1, x.value.dtype()), ops.square(t)));
    return ops.scaled(ops.add(ops.shifted(t, 1), bend), 0.5);
}

} // namespace

TracedTensor slope(RuleOperations& ops, Op op, const Attributes& attributes, const TracedTensor& x,
                   const TracedTensor& y)
{
    const DType dtype = x.value.dtype();
    const auto one = [&] { return ops.scalar(1, dtype); };
    const auto select = [&](const TracedTensor& condition, const TracedTensor& a, double b) {
        return ops.run(Op::Where, {condition, a, ops.scalar(b, dtype)});
    };
    switch (op) {
    case Op::Abs:
        return ops.run(Op::Sign, {x});
    case Op::Square:
        return ops.multiply(ops.scalar(2, dtype), x);
    case Op::Sqrt:
        return ops.divide(ops.scalar(0.5, dtype), y);
    case Op::Rsqrt: // −½·x^(−3/2)
        return ops.multiply(ops.scaled(y, -0.5), ops.square(y));
    case Op::Reciprocal:
        return ops.negative(ops.square(y));
    case Op::Exp:
        return y;
    case Op::Expm1:
        return ops.run(Op::Exp, {x});
    case Op::Log:
        return ops.reciprocal(x);
    case Op::Log1p:
        return ops.reciprocal(ops.shifted(x, 1));
    case Op::Sin:
        return ops.run(Op::Cos, {x});
    case Op::Cos:
        return ops.negative(ops.run(Op::Sin, {x}));
    case Op::Tan:
        return ops.square(ops.reciprocal(ops.run(Op::Cos, {x})));
    case Op::Asin:
        return ops.run(Op::Rsqrt, {ops.subtract(one(), ops.square(x))});
    case Op::Acos:
        return ops.negative(ops.run(Op::Rsqrt, {ops.subtract(one(), ops.square(x))}));
    case Op::Atan:
        return ops.reciprocal(ops.shifted(ops.square(x), 1));
    case Op::Sinh:
        return ops.run(Op::Cosh, {x});
    case Op::Cosh:
        return ops.run(Op::Sinh, {x});
    case Op::Tanh:
        return ops.subtract(one(), ops.square(y));
    case Op::Asinh:
        return ops.reciprocal(ops.run(Op::Cosh, {y}));
    case Op::Acosh:
        return ops.reciprocal(ops.run(Op::Sinh, {y}));
    case Op::Atanh:
        return ops.reciprocal(ops.subtract(one(), ops.square(x)));
    case Op::Erf:
        return ops.scaled(ops.run(Op::Exp, {ops.negative(ops.square(x))}),
                          2 * std::numbers::inv_sqrtpi);
    case Op::Erfc:
        return ops.scaled(ops.run(Op::Exp, {ops.negative(ops.square(x))}),
                          -2 * std::numbers::inv_sqrtpi);
    case Op::Erfinv: // ½√π·exp y²
        return ops.scaled(ops.run(Op::Exp, {ops.square(y)}), 0.5 / std::numbers::inv_sqrtpi);
    case Op::Lgamma:
        return ops.run(Op::Digamma, {x});
    case Op::Digamma:
        return ops.run(Op::Polygamma, {x}, NumberAttributes{1});
    case Op::Polygamma:
        return ops.run(Op::Polygamma, {x},
                       NumberAttributes{std::get<NumberAttributes>(attributes).value + 1});
    case Op::Sigmoid:
        return ops.multiply(y, ops.subtract(one(), y));
    case Op::LogSigmoid:
        return ops.run(Op::Sigmoid, {ops.negative(x)});
    case Op::Softplus:
        return ops.run(Op::Sigmoid, {x});
    case Op::Softsign:
        return ops.reciprocal(ops.square(ops.shifted(ops.run(Op::Abs, {x}), 1)));
    case Op::LeakyRelu:
        return select(ops.compare(Op::Greater, x, 0), ops.onesLike(x),
                      std::get<NumberAttributes>(attributes).value);
    case Op::Elu: // y + 1 = exp x where x < 0
        return select(ops.compare(Op::Less, x, 0), ops.shifted(y, 1), 1);
    case Op::Selu:
        return select(ops.compare(Op::Less, x, 0),
                      ops.shifted(y, 1.0507009873554804934 * 1.6732632423543772848),
                      1.0507009873554804934);
    case Op::Gelu:
        return geluSlope(ops, x, std::get<NumberAttributes>(attributes).value != 0);
    case Op::Swish: { // σ·(1 + x·(1 − σ))
        const TracedTensor s = ops.run(Op::Sigmoid, {x});
        return ops.multiply(s, ops.shifted(ops.multiply(x, ops.subtract(one(), s)), 1));
    }
    default: // only the switches of pullBack() and pushForward() come here, with the cases above
        break;
    }
    assert(false && "slope() of an operation that is not of one element");
    __builtin_unreachable();
}

} // namespace engine

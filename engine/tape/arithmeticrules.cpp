#include "engine/tape/pusher.h"
#include "engine/tape/ruleparts.h"

namespace engine {

namespace {

/// z = x^y: x̄ = z̄·y·x^(y−1); ȳ = z̄·z·log x where x > 0, else 0 (TensorFlow's convention).
TracedTensor pullBackPower(RuleOperations& ops, const RuleCall& call)
{
    const TracedTensor& x = call.inputs[0];
    const TracedTensor& y = call.inputs[1];
    const DType dtype = x.value.dtype();
    if (call.slot == 0) {
        const TracedTensor lowered = ops.run(Op::Power, {x, ops.subtract(y, ops.scalar(1, dtype))});
        return ops.multiply(ops.multiply(call.upstream, y), lowered);
    }
    const TracedTensor positive = ops.compare(Op::Greater, x, 0);
    const TracedTensor safe = ops.run(Op::Where, {positive, x, ops.onesLike(x)});
    const TracedTensor logarithm = ops.keepWhere(positive, ops.run(Op::Log, {safe}));
    return ops.multiply(ops.multiply(call.upstream, call.output()), logarithm);
}

/// Ties go to the first operand: maximum gives x its gradient where x >= y, minimum where x <= y.
TracedTensor pullBackExtremum(RuleOperations& ops, const RuleCall& call, Op comparison)
{
    const TracedTensor first = ops.run(comparison, {call.inputs[0], call.inputs[1]});
    const TracedTensor zero = ops.zerosLike(call.upstream);
    return call.slot == 0 ? ops.run(Op::Where, {first, call.upstream, zero})
                          : ops.run(Op::Where, {first, zero, call.upstream});
}

/// As maximum(minimum(x, high), low): inside, both ends included, x gets it; outside the limit.
TracedTensor pullBackClip(RuleOperations& ops, const RuleCall& call)
{
    const TracedTensor& x = call.inputs[0];
    const TracedTensor below = ops.run(Op::Less, {x, call.inputs[1]});
    const TracedTensor above = ops.run(Op::Greater, {x, call.inputs[2]});
    if (call.slot == 0)
        return ops.keepWhere(ops.run(Op::LogicalNot, {ops.run(Op::LogicalOr, {below, above})}),
                             call.upstream);
    return ops.keepWhere(call.slot == 1 ? below : above, call.upstream);
}

/// 1 where x is not 0, else 0.
TracedTensor notZero(RuleOperations& ops, const TracedTensor& x)
{
    return ops.cast(ops.compare(Op::NotEqual, x, 0), x.value.dtype());
}

/// The power's exponent moves the result only where the base is positive, as in pullBack().
TracedTensor logWherePositive(RuleOperations& ops, const TracedTensor& x)
{
    const TracedTensor positive = ops.compare(Op::Greater, x, 0);
    return ops.keepWhere(positive,
                         ops.run(Op::Log, {ops.run(Op::Where, {positive, x, ops.onesLike(x)})}));
}

} // namespace

TracedTensor pullBackArithmetic(RuleOperations& ops, const RuleCall& call)
{
    const TracedTensor& g = call.upstream;
    const TracedTensor& x = call.inputs[0];
    const TracedTensor& y = call.inputs[1];
    const bool first = call.slot == 0;
    switch (call.op) {
    case Op::Add:
        return g;
    case Op::Subtract:
        return first ? g : ops.negative(g);
    case Op::Multiply:
        return ops.multiply(g, first ? y : x);
    case Op::Divide: // z = x / y: x̄ = z̄ / y, ȳ = −z̄·x / y²
        return first ? ops.divide(g, y)
                     : ops.multiply(g, ops.divide(ops.divide(ops.negative(x), y), y));
    case Op::FloorModulo: // x mod y = x − y·floor(x / y), the floor held fixed
        return first ? g : ops.multiply(g, ops.negative(ops.run(Op::FloorDivide, {x, y})));
    case Op::Power:
        return pullBackPower(ops, call);
    case Op::Maximum:
        return pullBackExtremum(ops, call, Op::GreaterEqual);
    case Op::Minimum:
        return pullBackExtremum(ops, call, Op::LessEqual);
    case Op::SquaredDifference: {
        const TracedTensor change = ops.multiply(ops.scaled(g, 2), ops.subtract(x, y));
        return first ? change : ops.negative(change);
    }
    case Op::Atan2: {
        const TracedTensor scaled = ops.divide(g, ops.add(ops.square(x), ops.square(y)));
        return first ? ops.multiply(scaled, y) : ops.negative(ops.multiply(scaled, x));
    }
    case Op::Xlogy:
        return ops.multiply(
            g, first ? ops.run(Op::Xlogy, {notZero(ops, x), y}) : ops.run(Op::Xdivy, {x, y}));
    case Op::Xdivy:
        return ops.multiply(g,
                            first ? ops.run(Op::Xdivy, {notZero(ops, x), y})
                                  : ops.run(Op::Xdivy, {ops.negative(x), ops.square(y)}));
    case Op::DivideNoNan:
        if (first)
            return ops.run(Op::DivideNoNan, {g, y});
        return ops.multiply(
            g, ops.run(Op::DivideNoNan, {ops.run(Op::DivideNoNan, {ops.negative(x), y}), y}));
    case Op::MultiplyNoNan:
        return first ? ops.run(Op::MultiplyNoNan, {g, y}) : ops.run(Op::MultiplyNoNan, {x, g});
    case Op::ClipByValue:
        return pullBackClip(ops, call);
    default: // only pullBack() comes here, with the cases above
        break;
    }
    __builtin_unreachable();
}

Tangent pushArithmetic(RuleOperations& ops, const PushCall& call, const Pusher& p)
{
    const TracedTensor& x = call.inputs[0];
    const TracedTensor& y = call.inputs[1];
    const TracedTensor& z = call.output;
    const DType dtype = x.value.dtype();
    const auto one = [&] { return ops.scalar(1, dtype); };
    const auto notZero = [&] { return ops.cast(ops.compare(Op::NotEqual, x, 0), dtype); };
    switch (call.op) {
    case Op::Divide:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? ops.reciprocal(y) : ops.negative(ops.divide(z, y));
        });
    case Op::FloorModulo:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? one() : ops.negative(ops.run(Op::FloorDivide, {x, y}));
        });
    case Op::Power:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? ops.multiply(y, ops.run(Op::Power, {x, ops.subtract(y, one())}))
                          : ops.multiply(z, logWherePositive(ops, x));
        });
    case Op::Maximum:
    case Op::Minimum: {
        const Op comparison = call.op == Op::Maximum ? Op::GreaterEqual : Op::LessEqual;
        return ops.run(Op::Where, {ops.run(comparison, {x, y}), p.orZero(0), p.orZero(1)});
    }
    case Op::SquaredDifference:
        return p.weighted(
            [&](std::size_t i) { return ops.scaled(ops.subtract(x, y), i == 0 ? 2 : -2); });
    case Op::Atan2:
        return p.weighted([&](std::size_t i) {
            const TracedTensor squares = ops.add(ops.square(x), ops.square(y));
            return i == 0 ? ops.divide(y, squares) : ops.negative(ops.divide(x, squares));
        });
    case Op::Xlogy:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? ops.run(Op::Xlogy, {notZero(), y}) : ops.run(Op::Xdivy, {x, y});
        });
    case Op::Xdivy:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? ops.run(Op::Xdivy, {notZero(), y})
                          : ops.negative(ops.run(Op::Xdivy, {x, ops.square(y)}));
        });
    case Op::DivideNoNan:
        return p.weighted([&](std::size_t i) {
            return i == 0 ? ops.run(Op::DivideNoNan, {one(), y})
                          : ops.negative(ops.run(Op::DivideNoNan, {z, y}));
        });
    case Op::ClipByValue: {
        const TracedTensor clipped = ops.run(
            Op::Where, {ops.run(Op::Greater, {x, call.inputs[2]}), p.orZero(2), p.orZero(0)});
        return ops.run(Op::Where, {ops.run(Op::Less, {x, y}), p.orZero(1), clipped});
    }
    default: // only pushForward() comes here, with the cases above
        break;
    }
    __builtin_unreachable();
}

} // namespace engine

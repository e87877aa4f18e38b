#pragma once

#include "engine/lang/containers.h"
#include "engine/lang/interpreter.h"

/// What the stack machine does itself of the most common operations.
namespace engine::lang {

/// `left op right` for two ints or two floats, where nothing can go wrong.
inline bool quickBinary(BinaryOperator op, Value& left, const Value& right)
{
    if (left.isInt() && right.isInt()) {
        std::int64_t result = 0;
        bool overflows = true;
        if (op == BinaryOperator::Add)
            overflows = __builtin_add_overflow(left.asInt(), right.asInt(), &result);
        else if (op == BinaryOperator::Subtract)
            overflows = __builtin_sub_overflow(left.asInt(), right.asInt(), &result);
        else if (op == BinaryOperator::Multiply)
            overflows = __builtin_mul_overflow(left.asInt(), right.asInt(), &result);
        else if (right.asInt() > 0
                 && (op == BinaryOperator::Modulo || op == BinaryOperator::FloorDivide)) {
            const std::int64_t rest = left.asInt() % right.asInt();
            result = op == BinaryOperator::Modulo
                ? (rest < 0 ? rest + right.asInt() : rest)
                : left.asInt() / right.asInt() - (rest < 0 ? 1 : 0);
            overflows = false;
        }
        if (!overflows)
            left = Value::integer(result);
        return !overflows;
    }
    if (!left.isFloat() || !right.isFloat() || op > BinaryOperator::Divide)
        return false;
    const double l = left.asFloat();
    const double r = right.asFloat();
    if (op == BinaryOperator::Divide && r == 0)
        return false;
    left = Value::real(op == BinaryOperator::Add            ? l + r
                           : op == BinaryOperator::Subtract ? l - r
                           : op == BinaryOperator::Multiply ? l * r
                                                            : l / r);
    return true;
}

template <class Number>
bool quickHolds(CompareOperator op, Number left, Number right)
{
    switch (op) {
    case CompareOperator::Less:
        return left < right;
    case CompareOperator::LessEqual:
        return left <= right;
    case CompareOperator::Equal:
        return left == right;
    case CompareOperator::NotEqual:
        return left != right;
    case CompareOperator::Greater:
        return left > right;
    case CompareOperator::GreaterEqual:
        return left >= right;
    }
    return false;
}

inline bool quickTruth(Interpreter& interpreter, const Value& value)
{
    return value.isBool() ? value.asBool() : interpreter.truth(value);
}

/// The element of a list or tuple at an index that it has; null for everything else.
inline const Value* quickItem(const Value& object, const Value& key)
{
    const auto* sequence = object.as<SequenceObject>();
    if (sequence == nullptr || !key.isInt()
        || static_cast<std::uint64_t>(key.asInt()) >= sequence->elements.size())
        return nullptr;
    return &sequence->elements[static_cast<std::size_t>(key.asInt())];
}

} // namespace engine::lang

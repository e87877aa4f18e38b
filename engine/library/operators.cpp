#include "engine/library/operators.h"

namespace engine::library {

std::optional<Op> operationFor(lang::BinaryOperator op, DType dtype)
{
    using enum lang::BinaryOperator;
    const bool logical = dtype == DType::Bool;
    switch (op) {
    case Add:
        return Op::Add;
    case Subtract:
        return Op::Subtract;
    case Multiply:
        return Op::Multiply;
    case Divide:
        return Op::Divide;
    case FloorDivide:
        return Op::FloorDivide;
    case Modulo:
        return Op::FloorModulo;
    case Power:
        return Op::Power;
    case Matmul:
        return Op::Matmul;
    case BitAnd:
        return logical ? std::optional(Op::LogicalAnd) : std::nullopt;
    case BitOr:
        return logical ? std::optional(Op::LogicalOr) : std::nullopt;
    case BitXor:
        return logical ? std::optional(Op::NotEqual) : std::nullopt;
    case ShiftLeft:
    case ShiftRight:
        return {};
    }
    __builtin_unreachable();
}

Op operationFor(lang::CompareOperator op)
{
    using enum lang::CompareOperator;
    switch (op) {
    case Less:
        return Op::Less;
    case LessEqual:
        return Op::LessEqual;
    case Equal:
        return Op::Equal;
    case NotEqual:
        return Op::NotEqual;
    case Greater:
        return Op::Greater;
    case GreaterEqual:
        return Op::GreaterEqual;
    }
    __builtin_unreachable();
}

} // namespace engine::library

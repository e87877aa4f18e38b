#include "engine/tensor/op.h"

namespace engine {

namespace {

struct Names
{
    std::string_view python;
    std::string_view kernel;
    std::string_view symbol;
};

Names namesOf(Op op)
{
    switch (op) {
    case Op::Constant:
        return {"constant", "Const", "c"};
    case Op::Variable:
        return {"Variable", "VarHandleOp", "v"};
    case Op::Gradient:
        return {"gradient", "Gradient", "∇"};
    case Op::Zeros:
        return {"zeros", "ZerosLike", "0"};
    case Op::Ones:
        return {"ones", "OnesLike", "1"};
    case Op::Range:
        return {"range", "Range", "0‥n"};
    case Op::RandomNormal:
        return {"random.normal", "RandomStandardNormal", "N(μ,σ)"};
    case Op::RandomUniform:
        return {"random.uniform", "RandomUniform", "U(a,b)"};
    case Op::Identity:
        return {"identity", "Identity", "id"};
    case Op::StopGradient:
        return {"stop_gradient", "StopGradient", "stop"};
    case Op::Cast:
        return {"cast", "Cast", "cast"};
    case Op::Add:
        return {"add", "AddV2", "+"};
    case Op::Subtract:
        return {"subtract", "Sub", "−"};
    case Op::Multiply:
        return {"multiply", "Mul", "×"};
    case Op::Divide:
        return {"divide", "RealDiv", "÷"};
    case Op::FloorDivide:
        return {"floordiv", "FloorDiv", "//"};
    case Op::FloorModulo:
        return {"floormod", "FloorMod", "%"};
    case Op::Power:
        return {"pow", "Pow", "xʸ"};
    case Op::Maximum:
        return {"maximum", "Maximum", "max(·,·)"};
    case Op::Minimum:
        return {"minimum", "Minimum", "min(·,·)"};
    case Op::Negative:
        return {"negative", "Neg", "−x"};
    case Op::Abs:
        return {"abs", "Abs", "|x|"};
    case Op::Sign:
        return {"sign", "Sign", "sgn"};
    case Op::Square:
        return {"square", "Square", "x²"};
    case Op::Sqrt:
        return {"sqrt", "Sqrt", "√"};
    case Op::Exp:
        return {"exp", "Exp", "exp"};
    case Op::Log:
        return {"log", "Log", "log"};
    case Op::Sin:
        return {"sin", "Sin", "sin"};
    case Op::Cos:
        return {"cos", "Cos", "cos"};
    case Op::Tanh:
        return {"tanh", "Tanh", "tanh"};
    case Op::Sigmoid:
        return {"sigmoid", "Sigmoid", "σ"};
    case Op::Relu:
        return {"relu", "Relu", "relu"};
    case Op::Less:
        return {"less", "Less", "<"};
    case Op::LessEqual:
        return {"less_equal", "LessEqual", "≤"};
    case Op::Equal:
        return {"equal", "Equal", "=="};
    case Op::NotEqual:
        return {"not_equal", "NotEqual", "≠"};
    case Op::Greater:
        return {"greater", "Greater", ">"};
    case Op::GreaterEqual:
        return {"greater_equal", "GreaterEqual", "≥"};
    case Op::LogicalAnd:
        return {"logical_and", "LogicalAnd", "∧"};
    case Op::LogicalOr:
        return {"logical_or", "LogicalOr", "∨"};
    case Op::LogicalNot:
        return {"logical_not", "LogicalNot", "¬"};
    case Op::Where:
        return {"where", "SelectV2", "where"};
    case Op::Matmul:
        return {"matmul", "MatMul", "@"};
    case Op::Transpose:
        return {"transpose", "Transpose", "ᵀ"};
    case Op::Reshape:
        return {"reshape", "Reshape", "reshape"};
    case Op::BroadcastTo:
        return {"broadcast_to", "BroadcastTo", "broadcast"};
    case Op::Slice:
        return {"strided_slice", "StridedSlice", "x[·]"};
    case Op::SliceGradient:
        return {"strided_slice_grad", "StridedSliceGrad", "[·]←x"};
    case Op::Concat:
        return {"concat", "ConcatV2", "⧺"};
    case Op::ReduceSum:
        return {"reduce_sum", "Sum", "Σ"};
    case Op::ReduceMean:
        return {"reduce_mean", "Mean", "mean"};
    case Op::ReduceMax:
        return {"reduce_max", "Max", "max"};
    case Op::ReduceMin:
        return {"reduce_min", "Min", "min"};
    case Op::Norm:
        return {"norm", "Norm", "‖x‖"};
    case Op::ArgMax:
        return {"argmax", "ArgMax", "argmax"};
    }
    __builtin_unreachable();
}

} // namespace

std::string_view pythonName(Op op)
{
    return namesOf(op).python;
}

std::string_view kernelName(Op op)
{
    return namesOf(op).kernel;
}

std::string_view symbol(Op op)
{
    return namesOf(op).symbol;
}

bool isLeaf(Op op)
{
    switch (op) {
    case Op::Constant:
    case Op::Variable:
    case Op::Gradient:
    case Op::Zeros:
    case Op::Ones:
    case Op::Range:
    case Op::RandomNormal:
    case Op::RandomUniform:
        return true;
    case Op::Identity:
    case Op::StopGradient:
    case Op::Cast:
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::FloorDivide:
    case Op::FloorModulo:
    case Op::Power:
    case Op::Maximum:
    case Op::Minimum:
    case Op::Negative:
    case Op::Abs:
    case Op::Sign:
    case Op::Square:
    case Op::Sqrt:
    case Op::Exp:
    case Op::Log:
    case Op::Sin:
    case Op::Cos:
    case Op::Tanh:
    case Op::Sigmoid:
    case Op::Relu:
    case Op::Less:
    case Op::LessEqual:
    case Op::Equal:
    case Op::NotEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::LogicalAnd:
    case Op::LogicalOr:
    case Op::LogicalNot:
    case Op::Where:
    case Op::Matmul:
    case Op::Transpose:
    case Op::Reshape:
    case Op::BroadcastTo:
    case Op::Slice:
    case Op::SliceGradient:
    case Op::Concat:
    case Op::ReduceSum:
    case Op::ReduceMean:
    case Op::ReduceMax:
    case Op::ReduceMin:
    case Op::Norm:
    case Op::ArgMax:
        return false;
    }
    __builtin_unreachable();
}

bool isDifferentiable(Op op)
{
    switch (op) {
    case Op::Identity:
    case Op::Cast:
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::FloorModulo:
    case Op::Power:
    case Op::Maximum:
    case Op::Minimum:
    case Op::Negative:
    case Op::Abs:
    case Op::Sign:
    case Op::Square:
    case Op::Sqrt:
    case Op::Exp:
    case Op::Log:
    case Op::Sin:
    case Op::Cos:
    case Op::Tanh:
    case Op::Sigmoid:
    case Op::Relu:
    case Op::Where:
    case Op::Matmul:
    case Op::Transpose:
    case Op::Reshape:
    case Op::BroadcastTo:
    case Op::Slice:
    case Op::SliceGradient:
    case Op::Concat:
    case Op::ReduceSum:
    case Op::ReduceMean:
    case Op::ReduceMax:
    case Op::ReduceMin:
    case Op::Norm:
        return true;
    case Op::Constant:
    case Op::Variable:
    case Op::Gradient:
    case Op::Zeros:
    case Op::Ones:
    case Op::Range:
    case Op::RandomNormal:
    case Op::RandomUniform:
    case Op::StopGradient:
    case Op::FloorDivide:
    case Op::Less:
    case Op::LessEqual:
    case Op::Equal:
    case Op::NotEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::LogicalAnd:
    case Op::LogicalOr:
    case Op::LogicalNot:
    case Op::ArgMax:
        return false;
    }
    __builtin_unreachable();
}

} // namespace engine

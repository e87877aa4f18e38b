#include <array>
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/modules.h"
#include "engine/library/tensorobject.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {
namespace {

using lang::Module;
using lang::Parameter;
using Arguments = std::span<const Value>;

struct UnaryFunction
{
    const char* name;
    Op op;
    bool onTop; ///< tf.name
    bool inMath; ///< tf.math.name
    bool inNn; ///< tf.nn.name
};

constexpr std::array unaryFunctions{
    UnaryFunction{"exp", Op::Exp, true, true, false},
    UnaryFunction{"log", Op::Log, false, true, false},
    UnaryFunction{"sin", Op::Sin, true, true, false},
    UnaryFunction{"cos", Op::Cos, true, true, false},
    UnaryFunction{"tanh", Op::Tanh, true, true, true},
    UnaryFunction{"sigmoid", Op::Sigmoid, true, true, true},
    UnaryFunction{"sqrt", Op::Sqrt, true, true, false},
    UnaryFunction{"square", Op::Square, true, true, false},
    UnaryFunction{"abs", Op::Abs, true, true, false},
    UnaryFunction{"sign", Op::Sign, true, true, false},
    UnaryFunction{"negative", Op::Negative, true, true, false},
    UnaryFunction{"relu", Op::Relu, false, false, true},
    UnaryFunction{"log1p", Op::Log1p, false, true, false},
    UnaryFunction{"expm1", Op::Expm1, false, true, false},
    UnaryFunction{"rsqrt", Op::Rsqrt, false, true, false},
    UnaryFunction{"reciprocal", Op::Reciprocal, false, true, false},
    UnaryFunction{"tan", Op::Tan, true, true, false},
    UnaryFunction{"asin", Op::Asin, true, true, false},
    UnaryFunction{"acos", Op::Acos, true, true, false},
    UnaryFunction{"atan", Op::Atan, true, true, false},
    UnaryFunction{"sinh", Op::Sinh, true, true, false},
    UnaryFunction{"cosh", Op::Cosh, true, true, false},
    UnaryFunction{"asinh", Op::Asinh, true, true, false},
    UnaryFunction{"acosh", Op::Acosh, true, true, false},
    UnaryFunction{"atanh", Op::Atanh, true, true, false},
    UnaryFunction{"erf", Op::Erf, false, true, false},
    UnaryFunction{"erfc", Op::Erfc, false, true, false},
    UnaryFunction{"erfinv", Op::Erfinv, false, true, false},
    UnaryFunction{"lgamma", Op::Lgamma, false, true, false},
    UnaryFunction{"digamma", Op::Digamma, false, true, false},
    UnaryFunction{"log_sigmoid", Op::LogSigmoid, false, true, false},
    UnaryFunction{"softplus", Op::Softplus, false, true, true},
    UnaryFunction{"softsign", Op::Softsign, false, true, true},
    UnaryFunction{"relu6", Op::Relu6, false, false, true},
    UnaryFunction{"elu", Op::Elu, false, false, true},
    UnaryFunction{"selu", Op::Selu, false, false, true},
    UnaryFunction{"swish", Op::Swish, false, false, true},
    UnaryFunction{"silu", Op::Swish, false, false, true},
    UnaryFunction{"floor", Op::Floor, true, true, false},
    UnaryFunction{"ceil", Op::Ceil, false, true, false},
    UnaryFunction{"round", Op::Round, true, true, false},
    UnaryFunction{"rint", Op::Rint, false, true, false},
    UnaryFunction{"is_nan", Op::IsNan, false, true, false},
    UnaryFunction{"is_inf", Op::IsInf, false, true, false},
    UnaryFunction{"is_finite", Op::IsFinite, false, true, false},
    UnaryFunction{"logical_not", Op::LogicalNot, true, true, false},
};

struct BinaryFunction
{
    const char* name;
    Op op;
};

constexpr std::array binaryFunctions{
    BinaryFunction{"add", Op::Add},
    BinaryFunction{"subtract", Op::Subtract},
    BinaryFunction{"multiply", Op::Multiply},
    BinaryFunction{"divide", Op::Divide},
    BinaryFunction{"truediv", Op::Divide},
    BinaryFunction{"floordiv", Op::FloorDivide},
    BinaryFunction{"mod", Op::FloorModulo},
    BinaryFunction{"floormod", Op::FloorModulo},
    BinaryFunction{"pow", Op::Power},
    BinaryFunction{"maximum", Op::Maximum},
    BinaryFunction{"minimum", Op::Minimum},
    BinaryFunction{"less", Op::Less},
    BinaryFunction{"less_equal", Op::LessEqual},
    BinaryFunction{"greater", Op::Greater},
    BinaryFunction{"greater_equal", Op::GreaterEqual},
    BinaryFunction{"equal", Op::Equal},
    BinaryFunction{"not_equal", Op::NotEqual},
    BinaryFunction{"logical_and", Op::LogicalAnd},
    BinaryFunction{"logical_or", Op::LogicalOr},
    BinaryFunction{"squared_difference", Op::SquaredDifference},
    BinaryFunction{"atan2", Op::Atan2},
    BinaryFunction{"xlogy", Op::Xlogy},
    BinaryFunction{"xdivy", Op::Xdivy},
    BinaryFunction{"divide_no_nan", Op::DivideNoNan},
    BinaryFunction{"multiply_no_nan", Op::MultiplyNoNan},
    BinaryFunction{"logical_xor", Op::LogicalXor},
};

/// Two operands of an element-wise function: the second follows the first's dtype when it is a
/// Python number, and the other way round.
std::array<TracedTensor, 2> operands(Runtime& runtime, Interpreter& interpreter, const Value& x,
                                     const Value& y)
{
    const Tensor* right = tensorBehind(y);
    if (!tensorBehind(x) && right) {
        const TracedTensor b = toTensor(runtime, interpreter, y);
        return {toTensor(runtime, interpreter, x, Wanted{{}, b.value.dtype()}), b};
    }
    const TracedTensor a = toTensor(runtime, interpreter, x);
    return {a, toTensor(runtime, interpreter, y, Wanted{{}, a.value.dtype()})};
}

void defineElementwise(Runtime& runtime, TensorflowModules& modules)
{
    for (const UnaryFunction& function : unaryFunctions) {
        const auto body = [&runtime, op = function.op](Interpreter& interpreter,
                                                       Arguments arguments) {
            return wrap(runtime,
                        runtime.execute(op, {toTensor(runtime, interpreter, arguments[0])}));
        };
        const std::vector<Parameter> parameters{
            Parameter::needed(function.inNn && !function.inMath ? "features" : "x"),
            Parameter::optional("name")};
        for (const auto& [wanted, module] : {std::pair{function.onTop, modules.tf},
                                             {function.inMath, modules.math},
                                             {function.inNn, modules.nn}}) {
            if (wanted)
                module->function(function.name, parameters, body);
        }
    }
    for (const BinaryFunction& function : binaryFunctions) {
        const auto body = [&runtime, op = function.op](Interpreter& interpreter,
                                                       Arguments arguments) {
            return wrap(
                runtime,
                runtime.execute(op, operands(runtime, interpreter, arguments[0], arguments[1])));
        };
        for (Module* module : {modules.tf, modules.math})
            module->function(
                function.name,
                {Parameter::needed("x"), Parameter::needed("y"), Parameter::optional("name")},
                body);
    }
}

void defineReductions(Runtime& runtime, TensorflowModules& modules)
{
    const std::array reductions{std::pair{"reduce_sum", Op::ReduceSum},
                                std::pair{"reduce_mean", Op::ReduceMean},
                                std::pair{"reduce_max", Op::ReduceMax},
                                std::pair{"reduce_min", Op::ReduceMin},
                                std::pair{"reduce_prod", Op::ReduceProd},
                                std::pair{"reduce_any", Op::ReduceAny},
                                std::pair{"reduce_all", Op::ReduceAll},
                                std::pair{"reduce_logsumexp", Op::ReduceLogSumExp},
                                std::pair{"reduce_variance", Op::ReduceVariance},
                                std::pair{"reduce_std", Op::ReduceStd}};
    for (const auto& [name, op] : reductions) {
        const auto body = [op = op](const Call& call) {
            const TracedTensor x = call.tensor(0);
            return call.result(call.run(op, {x}, call.reduction(1, 2, x.value.shape())));
        };
        define(runtime, {modules.tf, modules.math}, name,
               "input_tensor, axis=None, keepdims=False, name=None", body);
    }
    for (const auto& [name, op] : {std::pair{"argmax", Op::ArgMax}, {"argmin", Op::ArgMin}})
        define(runtime, {modules.tf, modules.math}, name,
               "input, axis=None, output_type=None, name=None", [op = op](const Call& call) {
                   const TracedTensor x = call.tensor(0);
                   const std::int64_t axis = call.given(1) ? call.integer(1, "axis") : 0;
                   const auto attributes = Runtime::translatingErrors(
                       [&] { return resolveAxis(x.value.shape(), axis, op); });
                   const TracedTensor position = call.run(op, {x}, attributes);
                   const auto dtype = toDType(call.interpreter(), call[2]).value_or(DType::Int64);
                   return call.result(dtype == DType::Int64
                                          ? position
                                          : call.run(Op::Cast, {position}, CastAttributes{dtype}));
               });
    for (const auto& [name, op] : {std::pair{"cumsum", Op::Cumsum}, {"cumprod", Op::Cumprod}}) {
        const auto body = [op = op](const Call& call) {
            const TracedTensor x = call.tensor(0);
            return call.result(call.run(op, {x},
                                        CumulateAttributes{call.axis(1, x.value.rank(), "Cumsum"),
                                                           call.truth(2), call.truth(3)}));
        };
        constexpr const char* parameters = "x, axis=0, exclusive=False, reverse=False, name=None";
        define(runtime, {modules.math}, name, parameters, body);
        if (op == Op::Cumsum)
            define(runtime, {modules.tf}, name, parameters, body);
    }
    define(runtime, {modules.math}, "count_nonzero",
           "input, axis=None, keepdims=False, dtype=None, name=None", [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const TracedTensor holds = call.run(
                   Op::Cast, {call.run(Op::Cast, {x}, CastAttributes{DType::Bool})},
                   CastAttributes{toDType(call.interpreter(), call[3]).value_or(DType::Int64)});
               return call.result(
                   call.run(Op::ReduceSum, {holds}, call.reduction(1, 2, x.value.shape())));
           });

    define(runtime, {modules.tf, modules.linalg}, "norm",
           "tensor, ord='euclidean', axis=None, keepdims=False, name=None", [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const ReduceAttributes reduction = call.reduction(2, 3, x.value.shape());
               const std::string order = call.text(1);
               if (order == "euclidean" || order == "fro" || order == "2" || order == "2.0")
                   return call.result(call.run(Op::Norm, {x}, reduction));
               const TracedTensor size = call.run(Op::Abs, {x});
               if (order == "1" || order == "1.0")
                   return call.result(call.run(Op::ReduceSum, {size}, reduction));
               if (order == "inf")
                   return call.result(call.run(Op::ReduceMax, {size}, reduction));
               const Value& value = call[1];
               if (!value.isInt() && !value.isFloat())
                   throw RaisedError("ValueError",
                                     "'ord' must be a supported vector norm, got "
                                         + call.interpreter().repr(value));
               const double p = call.number(1, "ord");
               const DType dtype = x.value.dtype();
               const TracedTensor sum = call.run(
                   Op::ReduceSum, {call.run(Op::Power, {size, call.scalar(p, dtype)})}, reduction);
               return call.result(call.run(Op::Power, {sum, call.scalar(1 / p, dtype)}));
           });
}

void defineClipping(Runtime& runtime, TensorflowModules& modules)
{
    define(runtime, {modules.tf}, "clip_by_value", "t, clip_value_min, clip_value_max, name=None",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const DType dtype = x.value.dtype();
               return call.result(call.run(
                   Op::ClipByValue, {x, call.tensorLike(1, dtype), call.tensorLike(2, dtype)}));
           });
    define(runtime, {modules.tf}, "clip_by_norm", "t, clip_norm, axes=None, name=None",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const auto reduction =
                   resolveReduction(x.value.shape(), toAxes(call.interpreter(), call[2]), false);
               return call.result(
                   call.run(Op::ClipByNorm, {x, call.tensorLike(1, x.value.dtype())}, reduction));
           });
    for (const char* name : {"add_n", "accumulate_n"}) {
        const auto body = [](const Call& call) {
            return call.result(call.run(Op::AddN, call.list(0)));
        };
        define(runtime, {modules.math}, name, "inputs, name=None", body);
        if (std::string(name) == "add_n")
            define(runtime, {modules.tf}, name, "inputs, name=None", body);
    }
    define(runtime, {modules.math}, "polygamma", "a, x, name=None", [](const Call& call) {
        const double order = call.number(0, "a");
        if (order < 0 || order != std::floor(order))
            throw RaisedError("ValueError", "polygamma needs a whole order a >= 0");
        return call.result(call.run(Op::Polygamma, {call.tensor(1)}, NumberAttributes{order}));
    });
    define(runtime, {modules.math}, "polyval", "coeffs, x, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(1);
        const std::vector<Value> coefficients = call.interpreter().elements(call[0]);
        TracedTensor sum = call.scalar(0, x.value.dtype());
        for (const Value& coefficient : coefficients) // Horner
            sum = call.run(
                Op::Add,
                {toTensor(call.runtime(), call.interpreter(), coefficient, {{}, x.value.dtype()}),
                 call.run(Op::Multiply, {sum, x})});
        return call.result(sum);
    });
}

void defineProducts(Runtime& runtime, TensorflowModules& modules)
{
    const auto matmul = [&runtime](Interpreter& interpreter, Arguments arguments) {
        const MatmulAttributes flags{interpreter.truth(arguments[2]),
                                     interpreter.truth(arguments[3])};
        return wrap(runtime,
                    runtime.execute(Op::Matmul,
                                    operands(runtime, interpreter, arguments[0], arguments[1]),
                                    flags));
    };
    for (Module* module : {modules.tf, modules.linalg})
        module->function("matmul",
                         {Parameter::needed("a"), Parameter::needed("b"),
                          Parameter::optional("transpose_a", Value::boolean(false)),
                          Parameter::optional("transpose_b", Value::boolean(false)),
                          Parameter::optional("name")},
                         matmul);
}

} // namespace

void defineMathFunctions(Runtime& runtime, TensorflowModules& modules)
{
    defineElementwise(runtime, modules);
    defineReductions(runtime, modules);
    defineProducts(runtime, modules);
    defineClipping(runtime, modules);
}

} // namespace engine::library

#include <array>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
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
    const std::array reductions{
        std::pair{"reduce_sum", Op::ReduceSum}, std::pair{"reduce_mean", Op::ReduceMean},
        std::pair{"reduce_max", Op::ReduceMax}, std::pair{"reduce_min", Op::ReduceMin}};
    for (const auto& [name, op] : reductions) {
        const auto body = [&runtime, op = op](Interpreter& interpreter, Arguments arguments) {
            const TracedTensor x = toTensor(runtime, interpreter, arguments[0]);
            const auto axes = toAxes(interpreter, arguments[1]);
            const auto reduction = Runtime::translatingErrors([&] {
                return resolveReduction(x.value.shape(), axes, interpreter.truth(arguments[2]));
            });
            return wrap(runtime, runtime.execute(op, {x}, reduction));
        };
        for (Module* module : {modules.tf, modules.math})
            module->function(name,
                             {Parameter::needed("input_tensor"), Parameter::optional("axis"),
                              Parameter::optional("keepdims", Value::boolean(false)),
                              Parameter::optional("name")},
                             body);
    }

    const auto argmax = [&runtime](Interpreter& interpreter, Arguments arguments) {
        const TracedTensor x = toTensor(runtime, interpreter, arguments[0]);
        const std::vector<std::int64_t> axes{
            arguments[1].isNone() ? 0 : toInteger(interpreter, arguments[1], "axis")};
        const auto reduction = Runtime::translatingErrors(
            [&] { return resolveReduction(x.value.shape(), axes, false); });
        return wrap(runtime,
                    runtime.execute(Op::ArgMax, {x}, AxisAttributes{reduction.axes.front()}));
    };
    for (Module* module : {modules.tf, modules.math})
        module->function("argmax",
                         {Parameter::needed("input"), Parameter::optional("axis"),
                          Parameter::optional("output_type"), Parameter::optional("name")},
                         argmax);

    const auto norm = [&runtime](Interpreter& interpreter, Arguments arguments) {
        const std::string order = interpreter.str(arguments[1]);
        if (order != "euclidean" && order != "fro" && order != "2" && order != "2.0")
            throw RaisedError("ValueError",
                              "'ord' must be a supported vector norm, got "
                                  + interpreter.repr(arguments[1]),
                              {"Supported here: ord='euclidean' (also 2 and 'fro').",
                               "目前支持：ord='euclidean'（也可写 2 或 'fro'）。"});
        const TracedTensor x = toTensor(runtime, interpreter, arguments[0]);
        const auto axes = toAxes(interpreter, arguments[2]);
        const auto reduction = Runtime::translatingErrors([&] {
            return resolveReduction(x.value.shape(), axes, interpreter.truth(arguments[3]));
        });
        return wrap(runtime, runtime.execute(Op::Norm, {x}, reduction));
    };
    for (Module* module : {modules.tf, modules.linalg})
        module->function(
            "norm",
            {Parameter::needed("tensor"), Parameter::optional("ord", lang::makeString("euclidean")),
             Parameter::optional("axis"), Parameter::optional("keepdims", Value::boolean(false)),
             Parameter::optional("name")},
            norm);
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
}

} // namespace engine::library

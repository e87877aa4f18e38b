#include <array>
#include <cmath>
#include <numbers>

#include "engine/lang/objects.h"
#include "engine/library/arrayobject.h"
#include "engine/library/conversion.h"
#include "engine/library/modules.h"
#include "engine/library/numpymethods.h"
#include "engine/library/tensorobject.h"
#include "engine/library/typeobjects.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {
namespace {

using lang::Module;
using lang::Parameter;
using Arguments = std::span<const Value>;

/// Any array-like as NumPy reads it: Python floats are float64. A tf.Tensor loses its tape here, as
/// in TensorFlow.
Tensor arrayOf(Interpreter& interpreter, const Value& value)
{
    return toPlainTensor(interpreter, value, DType::Int64, DType::Float64);
}

std::optional<DType> numpyDType(Interpreter& interpreter, const Value& value)
{
    const auto dtype = toDType(interpreter, value);
    const bool named =
        value.as<ArrayDTypeObject>() || value.as<DTypeObject>() || lang::stringText(value);
    if (dtype == DType::Float32 && !named)
        return DType::Float64; // the built-in float
    if (dtype == DType::Int32 && !named)
        return DType::Int64;
    return dtype;
}

void defineCreation(Module& np)
{
    for (const char* name : {"array", "asarray"})
        np.function(
            name, {Parameter::needed("object"), Parameter::optional("dtype")},
            [](Interpreter& interpreter, Arguments arguments) {
                const Tensor tensor = arrayOf(interpreter, arguments[0]);
                return makeArray(
                    castTo(tensor, numpyDType(interpreter, arguments[1]).value_or(tensor.dtype())));
            });
    for (const auto& [name, number] : {std::pair{"zeros", 0.0}, {"ones", 1.0}}) {
        np.function(name, {Parameter::needed("shape"), Parameter::optional("dtype")},
                    [number = number](Interpreter& interpreter, Arguments arguments) {
                        const Shape shape = toShape(interpreter, arguments[0]);
                        const DType dtype =
                            numpyDType(interpreter, arguments[1]).value_or(DType::Float64);
                        return Runtime::translatingErrors(
                            [&] { return makeArray(Tensor::full(dtype, shape, number)); });
                    });
        np.function(std::string(name) + "_like",
                    {Parameter::needed("a"), Parameter::optional("dtype")},
                    [number = number](Interpreter& interpreter, Arguments arguments) {
                        const Tensor like = arrayOf(interpreter, arguments[0]);
                        return makeArray(Tensor::full(
                            numpyDType(interpreter, arguments[1]).value_or(like.dtype()),
                            like.shape(), number));
                    });
    }
    np.function(
        "arange",
        {Parameter::needed("start"), Parameter::optional("stop"), Parameter::optional("step"),
         Parameter::optional("dtype")},
        [](Interpreter& interpreter, Arguments arguments) {
            const bool onlyStop = arguments[1].isNone();
            const Value start = onlyStop ? Value::integer(0) : arguments[0];
            const Value stop = onlyStop ? arguments[0] : arguments[1];
            const Value step = arguments[2].isNone() ? Value::integer(1) : arguments[2];
            const bool integers = start.isInt() && stop.isInt() && step.isInt();
            const double from = toDouble(interpreter, start, "start");
            const double delta = toDouble(interpreter, step, "step");
            if (delta == 0)
                throw RaisedError("ZeroDivisionError", "division by zero");
            const auto count =
                std::max<std::int64_t>(0,
                                       static_cast<std::int64_t>(std::ceil(
                                           (toDouble(interpreter, stop, "stop") - from) / delta)));
            return Runtime::translatingErrors([&] {
                Tensor numbers = Tensor::uninitialized(DType::Float64, Shape{count});
                for (std::int64_t i = 0; i < count; ++i)
                    numbers.mutableData<double>()[i] = from + delta * static_cast<double>(i);
                return makeArray(castTo(numbers,
                                        numpyDType(interpreter, arguments[3])
                                            .value_or(integers ? DType::Int64 : DType::Float64)));
            });
        });
    np.function(
        "linspace",
        {Parameter::needed("start"), Parameter::needed("stop"),
         Parameter::optional("num", Value::integer(50))},
        [](Interpreter& interpreter, Arguments arguments) {
            const double from = toDouble(interpreter, arguments[0], "start");
            const double to = toDouble(interpreter, arguments[1], "stop");
            const std::int64_t count = toInteger(interpreter, arguments[2], "num");
            if (count < 0)
                throw RaisedError("ValueError",
                                  "Number of samples, " + std::to_string(count)
                                      + ", must be non-negative.");
            std::vector<double> numbers;
            for (std::int64_t i = 0; i < count; ++i)
                numbers.push_back(
                    i + 1 == count && count > 1 ? to
                                                : from
                            + static_cast<double>(i)
                                * ((to - from)
                                   / static_cast<double>(std::max<std::int64_t>(count - 1, 1))));
            return makeArray(Tensor::of<double>(Shape{count}, numbers));
        });
}

void defineFunctions(Module& np)
{
    const std::array unary{std::pair{"exp", Op::Exp},       std::pair{"log", Op::Log},
                           std::pair{"sin", Op::Sin},       std::pair{"cos", Op::Cos},
                           std::pair{"tanh", Op::Tanh},     std::pair{"sqrt", Op::Sqrt},
                           std::pair{"square", Op::Square}, std::pair{"abs", Op::Abs},
                           std::pair{"sign", Op::Sign},     std::pair{"negative", Op::Negative}};
    for (const auto& [name, op] : unary)
        np.function(name, {Parameter::needed("x")},
                    [op = op](Interpreter& interpreter, Arguments arguments) {
                        Tensor x = arrayOf(interpreter, arguments[0]);
                        const bool keepsIntegers = op == Op::Square || op == Op::Abs
                            || op == Op::Sign || op == Op::Negative;
                        if (!isFloating(x.dtype()) && !keepsIntegers)
                            x = castTo(x, DType::Float64);
                        return Runtime::translatingErrors(
                            [&] { return makeArray(evaluate(op, std::array{x})); });
                    });
    const std::array binary{
        std::pair{"add", Op::Add},           std::pair{"subtract", Op::Subtract},
        std::pair{"multiply", Op::Multiply}, std::pair{"divide", Op::Divide},
        std::pair{"power", Op::Power},       std::pair{"maximum", Op::Maximum},
        std::pair{"minimum", Op::Minimum},   std::pair{"matmul", Op::Matmul},
        std::pair{"equal", Op::Equal}};
    for (const auto& [name, op] : binary)
        np.function(name, {Parameter::needed("x1"), Parameter::needed("x2")},
                    [op = op](Interpreter& interpreter, Arguments arguments) {
                        return makeArray(arrayOperation(op, arrayOf(interpreter, arguments[0]),
                                                        arrayOf(interpreter, arguments[1])));
                    });
    const std::array reductions{std::pair{"sum", Op::ReduceSum}, std::pair{"mean", Op::ReduceMean},
                                std::pair{"max", Op::ReduceMax}, std::pair{"min", Op::ReduceMin}};
    for (const auto& [name, op] : reductions)
        np.function(name,
                    {Parameter::needed("a"), Parameter::optional("axis"),
                     Parameter::optional("keepdims", Value::boolean(false))},
                    [op = op](Interpreter& interpreter, Arguments arguments) {
                        return makeArray(
                            arrayReduction(interpreter, op, arrayOf(interpreter, arguments[0]),
                                           arguments[1], interpreter.truth(arguments[2])));
                    });
    np.function("dot", {Parameter::needed("a"), Parameter::needed("b")},
                [](Interpreter& interpreter, Arguments arguments) {
                    return makeArray(arrayDot(arrayOf(interpreter, arguments[0]),
                                              arrayOf(interpreter, arguments[1])));
                });
    np.function("reshape", {Parameter::needed("a"), Parameter::needed("newshape")},
                [](Interpreter& interpreter, Arguments arguments) {
                    const Tensor a = arrayOf(interpreter, arguments[0]);
                    const auto extents = toExtents(interpreter, arguments[1]);
                    return Runtime::translatingErrors([&] {
                        return makeArray(a.withShape(resolveReshape(a.shape(), extents).shape));
                    });
                });
    np.function("transpose", {Parameter::needed("a"), Parameter::optional("axes")},
                [](Interpreter& interpreter, Arguments arguments) {
                    const Tensor a = arrayOf(interpreter, arguments[0]);
                    const auto axes = toAxes(interpreter, arguments[1]);
                    return Runtime::translatingErrors([&] {
                        return makeArray(evaluate(Op::Transpose, std::array{a},
                                                  resolveTranspose(a.shape(), axes)));
                    });
                });
    np.function("allclose",
                {Parameter::needed("a"), Parameter::needed("b"),
                 Parameter::optional("rtol", Value::real(1e-5)),
                 Parameter::optional("atol", Value::real(1e-8))},
                [](Interpreter& interpreter, Arguments arguments) {
                    const Tensor a = castTo(arrayOf(interpreter, arguments[0]), DType::Float64);
                    const Tensor b = castTo(arrayOf(interpreter, arguments[1]), DType::Float64);
                    const double relative = toDouble(interpreter, arguments[2], "rtol");
                    const double absolute = toDouble(interpreter, arguments[3], "atol");
                    const Tensor difference =
                        evaluate(Op::Abs, std::array{arrayOperation(Op::Subtract, a, b)});
                    const Tensor size =
                        evaluate(Op::BroadcastTo, std::array{evaluate(Op::Abs, std::array{b})},
                                 ShapeAttributes{difference.shape()});
                    bool close = true;
                    for (std::int64_t i = 0; i < difference.size(); ++i)
                        close = close && difference.at(i) <= absolute + relative * size.at(i);
                    return Value::boolean(close);
                });
}

void defineRandom(Runtime& runtime, Module& np)
{
    auto* random = new Module("numpy.random");
    np.define("random", Value::object(random));
    random->function("seed", {Parameter::optional("seed")},
                     [&runtime](Interpreter& interpreter, Arguments arguments) {
                         runtime.random().reseed(arguments[0].isNone()
                                                     ? 0
                                                     : static_cast<std::uint64_t>(toInteger(
                                                         interpreter, arguments[0], "seed")));
                         return Value::none();
                     });
    const auto draw = [&runtime](const char* first, double a, const char* second, double b,
                                 bool normal) {
        return
            [&runtime, first, a, second, b, normal](Interpreter& interpreter, Arguments arguments) {
                const double low =
                    arguments[0].isNone() ? a : toDouble(interpreter, arguments[0], first);
                const double high =
                    arguments[1].isNone() ? b : toDouble(interpreter, arguments[1], second);
                const Shape shape =
                    arguments[2].isNone() ? Shape{} : toShape(interpreter, arguments[2]);
                return Runtime::translatingErrors([&] {
                    RandomSource& source = runtime.random();
                    return makeArray(normal ? source.normal(DType::Float64, shape, low, high)
                                            : source.uniform(DType::Float64, shape, low, high));
                });
            };
    };
    random->function(
        "normal",
        {Parameter::optional("loc"), Parameter::optional("scale"), Parameter::optional("size")},
        draw("loc", 0, "scale", 1, true));
    random->function(
        "uniform",
        {Parameter::optional("low"), Parameter::optional("high"), Parameter::optional("size")},
        draw("low", 0, "high", 1, false));
    defineNumpyRandom(runtime, *random);
}

} // namespace

Value makeNumpy(Runtime& runtime)
{
    auto* np = new Module("numpy");
    Value owner = Value::object(np);
    np->define("pi", Value::real(std::numbers::pi));
    np->define("e", Value::real(std::numbers::e));
    np->define("inf", Value::real(HUGE_VAL));
    np->define("nan", Value::real(std::nan("")));
    np->define("newaxis", Value::none());
    np->define("__version__", lang::makeString("1.19.5"));
    for (const DType dtype : allDTypes)
        np->define(std::string(name(dtype)), lang::makeValue<ArrayDTypeObject>(dtype));
    np->define("bool_", lang::makeValue<ArrayDTypeObject>(DType::Bool));
    defineCreation(*np);
    defineFunctions(*np);
    defineRandom(runtime, *np);
    defineNumpyArrays(runtime, *np);
    for (const char* name : {"complex64", "complex128", "complex_", "fft"})
        np->refuse(name, complexRefusal());
    return owner;
}

} // namespace engine::library

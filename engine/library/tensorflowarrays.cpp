#include <array>
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/stringtensor.h"
#include "engine/library/tensorobject.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {
namespace {

using lang::Module;
using lang::Parameter;
using Arguments = std::span<const Value>;

/// Making tensors from nothing: zeros, ones, constants, ranges, random draws.
void defineCreation(Runtime& runtime, TensorflowModules& modules)
{
    modules.tf->function(
        "constant",
        {Parameter::needed("value"), Parameter::optional("dtype"), Parameter::optional("shape"),
         Parameter::optional("name", lang::makeString("Const"))},
        [&runtime](Interpreter& interpreter, Arguments arguments) {
            if (arguments[2].isNone()) {
                if (const auto texts = stringTensor(runtime, arguments[0]))
                    return *texts;
            }
            const auto dtype = toDType(interpreter, arguments[1]);
            TracedTensor tensor = toTensor(runtime, interpreter, arguments[0], Wanted{dtype, {}});
            if (arguments[2].isNone())
                return wrap(runtime, tensor);
            const Shape shape = toShape(interpreter, arguments[2]);
            const bool fill = tensor.value.size() == 1;
            if (!fill && tensor.value.size() != shape.elementCount())
                throw RaisedError("TypeError",
                                  "Eager execution of tf.constant with unsupported shape (value "
                                  "has "
                                      + std::to_string(tensor.value.size()) + " elements, shape is "
                                      + shape.tupleText() + " with "
                                      + std::to_string(shape.elementCount()) + " elements).");
            return Runtime::translatingErrors([&] {
                return wrap(runtime,
                            runtime.execute(fill ? Op::BroadcastTo : Op::Reshape, {tensor},
                                            ShapeAttributes{shape}));
            });
        });
    modules.tf->function("convert_to_tensor",
                         {Parameter::needed("value"), Parameter::optional("dtype"),
                          Parameter::optional("dtype_hint"), Parameter::optional("name")},
                         [&runtime](Interpreter& interpreter, Arguments arguments) {
                             if (const auto texts = stringTensor(runtime, arguments[0]))
                                 return *texts;
                             const Wanted wanted{toDType(interpreter, arguments[1]),
                                                 toDType(interpreter, arguments[2])};
                             return wrap(runtime,
                                         toTensor(runtime, interpreter, arguments[0], wanted));
                         });
    for (const auto& [name, op, number] :
         {std::tuple{"zeros", Op::Zeros, 0.0}, {"ones", Op::Ones, 1.0}}) {
        modules.tf->function(
            name,
            {Parameter::needed("shape"), Parameter::optional("dtype"), Parameter::optional("name")},
            [&runtime, op = op, number = number](Interpreter& interpreter, Arguments arguments) {
                const Shape shape = toShape(interpreter, arguments[0]);
                const DType dtype = toDType(interpreter, arguments[1]).value_or(DType::Float32);
                return wrap(runtime, runtime.filled(op, "Fill", dtype, shape, number));
            });
        modules.tf->function(
            std::string(name) + "_like",
            {Parameter::needed("input"), Parameter::optional("dtype"), Parameter::optional("name")},
            [&runtime, op = op, number = number](Interpreter& interpreter, Arguments arguments) {
                const Tensor like = toTensor(runtime, interpreter, arguments[0]).value;
                const DType dtype = toDType(interpreter, arguments[1]).value_or(like.dtype());
                return wrap(runtime,
                            runtime.filled(op, kernelName(op), dtype, like.shape(), number));
            });
    }
    modules.tf->function(
        "fill",
        {Parameter::needed("dims"), Parameter::needed("value"), Parameter::optional("name")},
        [&runtime](Interpreter& interpreter, Arguments arguments) {
            const Shape shape = toShape(interpreter, arguments[0]);
            const TracedTensor value = toTensor(runtime, interpreter, arguments[1]);
            return wrap(runtime, runtime.execute(Op::BroadcastTo, {value}, ShapeAttributes{shape}));
        });
    modules.tf->function(
        "eye",
        {Parameter::needed("num_rows"), Parameter::optional("num_columns"),
         Parameter::optional("dtype")},
        [&runtime](Interpreter& interpreter, Arguments arguments) {
            const std::int64_t rows = toInteger(interpreter, arguments[0], "num_rows");
            const std::int64_t columns =
                arguments[1].isNone() ? rows : toInteger(interpreter, arguments[1], "num_columns");
            const DType dtype = toDType(interpreter, arguments[2]).value_or(DType::Float32);
            const Tensor eye = Runtime::translatingErrorsOf("MatrixDiagV3", [&] {
                Tensor whole = Tensor::zeros(dtype, Shape{rows, columns});
                withType(dtype, [&](auto element) {
                    using T = decltype(element);
                    for (std::int64_t i = 0; i < std::min(rows, columns); ++i)
                        whole.mutableData<T>()[i * columns + i] = T(1);
                });
                return whole;
            });
            return wrap(runtime, runtime.leaf(Op::Constant, eye));
        });
    modules.tf->function(
        "linspace",
        {Parameter::needed("start"), Parameter::needed("stop"), Parameter::needed("num"),
         Parameter::optional("name")},
        [&runtime](Interpreter& interpreter, Arguments arguments) {
            const Tensor start =
                toPlainTensor(interpreter, arguments[0], DType::Int32, DType::Float32);
            const DType dtype = isFloating(start.dtype()) ? start.dtype() : DType::Float64;
            const double from = toDouble(interpreter, arguments[0], "start");
            const double to = toDouble(interpreter, arguments[1], "stop");
            const std::int64_t count = toInteger(interpreter, arguments[2], "num");
            if (count <= 0)
                throw RaisedError("InvalidArgumentError",
                                  "Requires num > 0: " + std::to_string(count) + " [Op:LinSpace]");
            const Tensor numbers = Runtime::translatingErrorsOf("LinSpace", [&] {
                Tensor points = Tensor::uninitialized(DType::Float64, Shape{count});
                const double step = count == 1 ? 0 : (to - from) / static_cast<double>(count - 1);
                for (std::int64_t i = 0; i < count; ++i)
                    points.mutableData<double>()[i] =
                        i > 0 && i == count - 1 ? to : from + step * static_cast<double>(i);
                return castTo(points, dtype);
            });
            return wrap(runtime, runtime.leaf(Op::Range, numbers));
        });
}

/// tf.range(limit) or tf.range(start, limit, delta=1).
Value range(Runtime& runtime, Interpreter& interpreter, Arguments arguments)
{
    const bool onlyLimit = arguments[1].isNone();
    const Value start = onlyLimit ? Value::integer(0) : arguments[0];
    const Value limit = onlyLimit ? arguments[0] : arguments[1];
    const Value delta = arguments[2].isNone() ? Value::integer(1) : arguments[2];
    DType dtype = DType::Int32;
    for (const Value& bound : {start, limit, delta}) {
        const Tensor number = toPlainTensor(interpreter, bound, DType::Int32, DType::Float32);
        dtype = static_cast<DType>(
            std::max(static_cast<int>(dtype), static_cast<int>(widened(number.dtype()))));
    }
    dtype = toDType(interpreter, arguments[3]).value_or(dtype);
    const double from = toDouble(interpreter, start, "start");
    const double to = toDouble(interpreter, limit, "limit");
    const double step = toDouble(interpreter, delta, "delta");
    if (step == 0)
        throw RaisedError("InvalidArgumentError", "Requires delta != 0 [Op:Range]");
    if ((step > 0 && from > to) || (step < 0 && from < to))
        throw RaisedError("InvalidArgumentError",
                          std::string(step > 0 ? "Requires start <= limit when delta > 0: "
                                               : "Requires start >= limit when delta < 0: ")
                              + interpreter.str(start) + "/" + interpreter.str(limit)
                              + " [Op:Range]");
    const auto count = static_cast<std::int64_t>(std::ceil((to - from) / step));
    return Runtime::translatingErrors([&] {
        Tensor numbers = Tensor::uninitialized(DType::Float64, Shape{count});
        for (std::int64_t i = 0; i < count; ++i)
            numbers.mutableData<double>()[i] = from + step * static_cast<double>(i);
        return wrap(runtime, runtime.leaf(Op::Range, castTo(numbers, dtype)));
    });
}

/// Where expand_dims puts an axis among `rank` others.
int newAxis(std::int64_t axis, int rank)
{
    if (axis < -rank - 1 || axis > rank)
        throw RaisedError("InvalidArgumentError",
                          "Tried to expand dim index " + std::to_string(axis) + " for tensor with "
                              + std::to_string(rank) + " dimensions. [Op:ExpandDims]");
    return static_cast<int>(axis < 0 ? axis + rank + 1 : axis);
}

/// expand_dims, squeeze and concat: all built on Reshape and Concat.
void defineJoining(Runtime& runtime, lang::Module& tf)
{
    define(runtime, {&tf}, "expand_dims", "input, axis, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        const int at = newAxis(call.integer(1, "axis"), x.value.rank());
        Shape shape;
        for (int i = 0; i <= x.value.rank(); ++i) {
            if (i == at)
                shape.append(1);
            if (i < x.value.rank())
                shape.append(x.value.shape()[i]);
        }
        return call.result(call.run(Op::Reshape, {x}, ShapeAttributes{shape}));
    });
    define(runtime, {&tf}, "squeeze", "input, axis=None, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        std::vector<bool> drop(static_cast<std::size_t>(x.value.rank()), !call.given(1));
        for (const std::int64_t axis : toAxes(call.interpreter(), call[1])) {
            const int at = normalAxis(axis, x.value.rank(), "Squeeze");
            if (x.value.shape()[at] != 1)
                throw RaisedError("InvalidArgumentError",
                                  "Can not squeeze dim[" + std::to_string(at)
                                      + "], expected a dimension of 1, got "
                                      + std::to_string(x.value.shape()[at]) + " [Op:Squeeze]");
            drop[static_cast<std::size_t>(at)] = true;
        }
        Shape shape;
        for (int axis = 0; axis < x.value.rank(); ++axis) {
            if (!drop[static_cast<std::size_t>(axis)] || x.value.shape()[axis] != 1)
                shape.append(x.value.shape()[axis]);
        }
        return call.result(call.run(Op::Reshape, {x}, ShapeAttributes{shape}));
    });
    define(runtime, {&tf}, "concat", "values, axis, name=None", [](const Call& call) {
        const std::vector<TracedTensor> parts = call.list(0);
        if (parts.empty())
            throw RaisedError("ValueError", "tf.concat needs at least one tensor");
        const int axis = call.axis(1, parts.front().value.rank(), "ConcatV2");
        return call.result(call.run(Op::Concat, parts, AxisAttributes{axis}));
    });
}

/// Functions of one tensor that change its shape, dtype or place on the tape.
void defineShaping(Runtime& runtime, lang::Module& tf)
{
    define(runtime, {&tf}, "reshape", "tensor, shape, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        const auto extents = toExtents(call.interpreter(), call[1]);
        return call.result(call.run(Op::Reshape, {x}, resolveReshape(x.value.shape(), extents)));
    });
    define(runtime, {&tf}, "transpose", "a, perm=None, conjugate=False, name=None",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const auto permutation = toAxes(call.interpreter(), call[1]);
               return call.result(
                   call.run(Op::Transpose, {x}, resolveTranspose(x.value.shape(), permutation)));
           });
    define(runtime, {&tf}, "cast", "x, dtype, name=None", [](const Call& call) {
        const auto wanted = toDType(call.interpreter(), call[1]);
        if (stringTensor(call.runtime(), call[0]))
            throw RaisedError("UnimplementedError",
                              "Cast string to "
                                  + std::string(kernelName(wanted.value_or(DType::Float32)))
                                  + " is not supported [Op:Cast]",
                              {"Make numbers of the text first: float(text).",
                               "请先把文字变成数：float(text)。"});
        const TracedTensor x = call.tensor(0);
        const DType dtype = wanted.value_or(x.value.dtype());
        return call.result(
            x.value.dtype() == dtype ? x : call.run(Op::Cast, {x}, CastAttributes{dtype}));
    });
    define(runtime, {&tf}, "broadcast_to", "input, shape, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        return call.result(
            call.run(Op::BroadcastTo, {x}, ShapeAttributes{toShape(call.interpreter(), call[1])}));
    });
    for (const auto& [name, op] :
         {std::pair{"identity", Op::Identity}, {"stop_gradient", Op::StopGradient}})
        define(runtime, {&tf}, name, "input, name=None",
               [op = op](const Call& call) { return call.result(call.run(op, {call.tensor(0)})); });
    define(runtime, {&tf}, "where", "condition, x=None, y=None, name=None", [](const Call& call) {
        if (!call.given(1) && !call.given(2))
            return call.result(call.run(Op::NonZero, {call.tensor(0)}));
        if (!call.given(1) || !call.given(2))
            throw RaisedError("ValueError", "x and y must both be non-None or both be None.",
                              {"Give both: tf.where(condition, x, y).",
                               "请同时给出两者：tf.where(condition, x, y)。"});
        const TracedTensor condition = call.tensorOf(0, DType::Bool);
        const auto [x, y] = call.pair(1, 2);
        return call.result(call.run(Op::Where, {condition, x, y}));
    });
}

/// What is known of a tensor without its numbers, as a tensor of the dtype argument 1 asks for.
void defineExtents(Runtime& runtime, lang::Module& tf)
{
    const auto counts = [](const Call& call, const Shape& shape,
                           const std::vector<std::int64_t>& numbers) {
        const DType dtype = toDType(call.interpreter(), call[1]).value_or(DType::Int32);
        return call.result(call.runtime().leaf(
            Op::Constant, castTo(Tensor::of<std::int64_t>(shape, numbers), dtype)));
    };
    define(runtime, {&tf}, "shape", "input, out_type=None, name=None", [counts](const Call& call) {
        const Shape shape = call.tensor(0).value.shape();
        return counts(call, Shape{shape.rank()}, {shape.begin(), shape.end()});
    });
    define(runtime, {&tf}, "size", "input, out_type=None, name=None", [counts](const Call& call) {
        return counts(call, Shape{}, {call.tensor(0).value.size()});
    });
    define(runtime, {&tf}, "rank", "input, name=None", [](const Call& call) {
        return call.result(call.runtime().leaf(
            Op::Constant, Tensor::scalar(static_cast<std::int32_t>(call.tensor(0).value.rank()))));
    });
}

} // namespace

void defineArrayFunctions(Runtime& runtime, TensorflowModules& modules)
{
    defineCreation(runtime, modules);
    modules.tf->function("range",
                         {Parameter::needed("start"), Parameter::optional("limit"),
                          Parameter::optional("delta"), Parameter::optional("dtype"),
                          Parameter::optional("name")},
                         [&runtime](Interpreter& interpreter, Arguments arguments) {
                             return range(runtime, interpreter, arguments);
                         });
    defineJoining(runtime, *modules.tf);
    defineShaping(runtime, *modules.tf);
    defineExtents(runtime, *modules.tf);
}

} // namespace engine::library

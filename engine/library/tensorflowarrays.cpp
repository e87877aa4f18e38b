#include <array>
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/modules.h"
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
            return Runtime::translatingErrors([&] {
                const bool fill = tensor.value.size() == 1;
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

int normalAxis(std::int64_t axis, int rank, const std::string& op)
{
    if (axis < -rank || axis >= rank)
        throw RaisedError("InvalidArgumentError",
                          "Expected dimension in the range [" + std::to_string(-rank) + ", "
                              + std::to_string(rank) + "), but got " + std::to_string(axis)
                              + " [Op:" + op + "]");
    return static_cast<int>(axis < 0 ? axis + rank : axis);
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

/// The elements of a list argument as tensors of one dtype (the first tensor's, when there is one).
std::vector<TracedTensor> tensorList(Runtime& runtime, Interpreter& interpreter, const Value& list)
{
    Wanted wanted;
    const std::vector<Value> elements = interpreter.elements(list);
    for (const Value& element : elements) {
        if (const Tensor* tensor = tensorBehind(element); tensor && !wanted.hint)
            wanted.hint = tensor->dtype();
    }
    std::vector<TracedTensor> tensors;
    for (const Value& element : elements)
        tensors.push_back(toTensor(runtime, interpreter, element, wanted));
    return tensors;
}

/// expand_dims, squeeze, stack and concat: all built on Reshape and Concat.
void defineJoining(Runtime& runtime, TensorflowModules& modules)
{
    const auto expanded = [&runtime](const TracedTensor& x, int axis) {
        Shape shape;
        for (int i = 0; i <= x.value.rank(); ++i) {
            if (i == axis)
                shape.append(1);
            if (i < x.value.rank())
                shape.append(x.value.shape()[i]);
        }
        return runtime.execute(Op::Reshape, {x}, ShapeAttributes{shape});
    };
    modules.tf->function(
        "expand_dims",
        {Parameter::needed("input"), Parameter::needed("axis"), Parameter::optional("name")},
        [&runtime, expanded](Interpreter& interpreter, Arguments arguments) {
            const TracedTensor x = toTensor(runtime, interpreter, arguments[0]);
            return wrap(
                runtime,
                expanded(x, newAxis(toInteger(interpreter, arguments[1], "axis"), x.value.rank())));
        });
    modules.tf->function(
        "squeeze",
        {Parameter::needed("input"), Parameter::optional("axis"), Parameter::optional("name")},
        [&runtime](Interpreter& interpreter, Arguments arguments) {
            const TracedTensor x = toTensor(runtime, interpreter, arguments[0]);
            std::vector<bool> drop(static_cast<std::size_t>(x.value.rank()), arguments[1].isNone());
            for (const std::int64_t axis : toAxes(interpreter, arguments[1])) {
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
            return wrap(runtime, runtime.execute(Op::Reshape, {x}, ShapeAttributes{shape}));
        });
    modules.tf->function(
        "concat",
        {Parameter::needed("values"), Parameter::needed("axis"), Parameter::optional("name")},
        [&runtime](Interpreter& interpreter, Arguments arguments) {
            const std::vector<TracedTensor> parts = tensorList(runtime, interpreter, arguments[0]);
            if (parts.empty())
                throw RaisedError("ValueError", "tf.concat needs at least one tensor");
            const int axis = normalAxis(toInteger(interpreter, arguments[1], "axis"),
                                        parts.front().value.rank(), "ConcatV2");
            return wrap(runtime, runtime.execute(Op::Concat, parts, AxisAttributes{axis}));
        });
}

/// Functions of one tensor that change its shape, dtype or place on the tape.
void defineShaping(Runtime& runtime, TensorflowModules& modules)
{
    modules.tf->function(
        "reshape",
        {Parameter::needed("tensor"), Parameter::needed("shape"), Parameter::optional("name")},
        [&runtime](Interpreter& interpreter, Arguments arguments) {
            const TracedTensor x = toTensor(runtime, interpreter, arguments[0]);
            const auto extents = toExtents(interpreter, arguments[1]);
            const auto shape = Runtime::translatingErrors(
                [&] { return resolveReshape(x.value.shape(), extents); });
            return wrap(runtime, runtime.execute(Op::Reshape, {x}, shape));
        });
    const auto transpose = [&runtime](Interpreter& interpreter, Arguments arguments) {
        const TracedTensor x = toTensor(runtime, interpreter, arguments[0]);
        const auto permutation = toAxes(interpreter, arguments[1]);
        const auto attributes = Runtime::translatingErrors(
            [&] { return resolveTranspose(x.value.shape(), permutation); });
        return wrap(runtime, runtime.execute(Op::Transpose, {x}, attributes));
    };
    modules.tf->function("transpose",
                         {Parameter::needed("a"), Parameter::optional("perm"),
                          Parameter::optional("conjugate"), Parameter::optional("name")},
                         transpose);
    modules.tf->function(
        "cast", {Parameter::needed("x"), Parameter::needed("dtype"), Parameter::optional("name")},
        [&runtime](Interpreter& interpreter, Arguments arguments) {
            const TracedTensor x = toTensor(runtime, interpreter, arguments[0]);
            const DType dtype = toDType(interpreter, arguments[1]).value_or(x.value.dtype());
            return wrap(runtime,
                        x.value.dtype() == dtype
                            ? x
                            : runtime.execute(Op::Cast, {x}, CastAttributes{dtype}));
        });
    modules.tf->function(
        "broadcast_to",
        {Parameter::needed("input"), Parameter::needed("shape"), Parameter::optional("name")},
        [&runtime](Interpreter& interpreter, Arguments arguments) {
            const TracedTensor x = toTensor(runtime, interpreter, arguments[0]);
            return wrap(runtime,
                        runtime.execute(Op::BroadcastTo, {x},
                                        ShapeAttributes{toShape(interpreter, arguments[1])}));
        });
    for (const auto& [name, op] :
         {std::pair{"identity", Op::Identity}, {"stop_gradient", Op::StopGradient}})
        modules.tf->function(
            name, {Parameter::needed("input"), Parameter::optional("name")},
            [&runtime, op = op](Interpreter& interpreter, Arguments arguments) {
                return wrap(runtime,
                            runtime.execute(op, {toTensor(runtime, interpreter, arguments[0])}));
            });
    modules.tf->function(
        "where",
        {Parameter::needed("condition"), Parameter::optional("x"), Parameter::optional("y"),
         Parameter::optional("name")},
        [&runtime](Interpreter& interpreter, Arguments arguments) {
            if (arguments[1].isNone() && arguments[2].isNone())
                return wrap(
                    runtime,
                    runtime.execute(Op::NonZero, {toTensor(runtime, interpreter, arguments[0])}));
            if (arguments[1].isNone() || arguments[2].isNone())
                throw RaisedError("ValueError", "x and y must both be non-None or both be None.",
                                  {"Give both: tf.where(condition, x, y).",
                                   "请同时给出两者：tf.where(condition, x, y)。"});
            const TracedTensor condition =
                toTensor(runtime, interpreter, arguments[0], Wanted{DType::Bool, {}});
            const Tensor* second = tensorBehind(arguments[2]);
            const Wanted first{{}, second ? std::optional(second->dtype()) : std::nullopt};
            const TracedTensor x = toTensor(runtime, interpreter, arguments[1], first);
            const TracedTensor y =
                toTensor(runtime, interpreter, arguments[2], Wanted{{}, x.value.dtype()});
            return wrap(runtime, runtime.execute(Op::Where, {condition, x, y}));
        });
    const auto constant = [&runtime](Tensor value) {
        return wrap(runtime, runtime.leaf(Op::Constant, std::move(value)));
    };
    modules.tf->function(
        "shape",
        {Parameter::needed("input"), Parameter::optional("out_type"), Parameter::optional("name")},
        [&runtime, constant](Interpreter& interpreter, Arguments arguments) {
            const Shape shape = toTensor(runtime, interpreter, arguments[0]).value.shape();
            std::vector<std::int32_t> extents;
            for (const std::int64_t extent : shape)
                extents.push_back(static_cast<std::int32_t>(extent));
            return constant(Tensor::of<std::int32_t>(Shape{shape.rank()}, extents));
        });
    modules.tf->function(
        "size",
        {Parameter::needed("input"), Parameter::optional("out_type"), Parameter::optional("name")},
        [&runtime, constant](Interpreter& interpreter, Arguments arguments) {
            return constant(Tensor::scalar(static_cast<std::int32_t>(
                toTensor(runtime, interpreter, arguments[0]).value.size())));
        });
    modules.tf->function("rank", {Parameter::needed("input"), Parameter::optional("name")},
                         [&runtime, constant](Interpreter& interpreter, Arguments arguments) {
                             return constant(Tensor::scalar(static_cast<std::int32_t>(
                                 toTensor(runtime, interpreter, arguments[0]).value.rank())));
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
    defineJoining(runtime, modules);
    defineShaping(runtime, modules);
}

} // namespace engine::library

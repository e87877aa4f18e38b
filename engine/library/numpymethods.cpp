#include "engine/library/numpymethods.h"

#include <array>
#include <cmath>
#include <functional>

#include "engine/lang/objects.h"
#include "engine/library/arrayobject.h"
#include "engine/library/conversion.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {
namespace {

using lang::NativeFunction;
using lang::Parameter;
using Arguments = std::span<const Value>;

Value nestedList(const Tensor& tensor, int axis, std::int64_t& at)
{
    if (axis == tensor.rank())
        return pythonNumber(
            tensor.rank() == 0 ? tensor : Tensor::of<double>({}, std::array{tensor.at(at++)}));
    std::vector<Value> elements;
    for (std::int64_t i = 0; i < tensor.shape()[axis]; ++i)
        elements.push_back(nestedList(tensor, axis + 1, at));
    return lang::makeList(std::move(elements));
}

Value toList(const Tensor& tensor)
{
    const Tensor wide = isFloating(tensor.dtype()) ? castTo(tensor, DType::Float64) : tensor;
    if (wide.dtype() == DType::Float64) {
        std::int64_t at = 0;
        return nestedList(wide, 0, at);
    }
    std::int64_t at = 0;
    const std::function<Value(int)> build = [&](int axis) {
        if (axis == wide.rank()) {
            const std::int64_t i = at++;
            return wide.dtype() == DType::Bool ? Value::boolean(wide.at(i) != 0)
                                               : Value::integer(wide.intAt(i));
        }
        std::vector<Value> elements;
        for (std::int64_t i = 0; i < wide.shape()[axis]; ++i)
            elements.push_back(build(axis + 1));
        return lang::makeList(std::move(elements));
    };
    return build(0);
}

std::optional<Op> reductionNamed(const std::string& name)
{
    if (name == "sum")
        return Op::ReduceSum;
    if (name == "mean")
        return Op::ReduceMean;
    if (name == "max")
        return Op::ReduceMax;
    if (name == "min")
        return Op::ReduceMin;
    if (name == "prod")
        return Op::ReduceProd;
    if (name == "std")
        return Op::ReduceStd;
    if (name == "var")
        return Op::ReduceVariance;
    return {};
}

Value method(const std::string& name, std::vector<Parameter> parameters, NativeFunction::Body body)
{
    return lang::makeValue<NativeFunction>(name, std::move(parameters), std::move(body));
}

} // namespace

Tensor arrayReduction(Interpreter& interpreter, Op op, const Tensor& tensor, const Value& axis,
                      bool keepDims)
{
    return Runtime::translatingErrors([&] {
        Tensor operand = tensor;
        const bool average =
            op == Op::ReduceMean || op == Op::ReduceStd || op == Op::ReduceVariance;
        if (average && !isFloating(tensor.dtype()))
            operand = castTo(tensor, DType::Float64);
        else if ((op == Op::ReduceSum || op == Op::ReduceProd) && !isFloating(tensor.dtype()))
            operand = castTo(tensor, DType::Int64);
        return evaluate(op, std::array{operand},
                        resolveReduction(tensor.shape(), toAxes(interpreter, axis), keepDims));
    });
}

std::optional<Value> arrayMethod(Interpreter&, const Tensor& tensor, const std::string& name)
{
    if (const auto op = reductionNamed(name))
        return method(
            name,
            {Parameter::optional("axis"), Parameter::optional("keepdims", Value::boolean(false))},
            [tensor, op = *op](Interpreter& interpreter, Arguments arguments) {
                return makeArray(arrayReduction(interpreter, op, tensor, arguments[0],
                                                interpreter.truth(arguments[1])));
            });
    if (name == "astype")
        return method(name, {Parameter::needed("dtype")},
                      [tensor](Interpreter& interpreter, Arguments arguments) {
                          return makeArray(castTo(
                              tensor, toDType(interpreter, arguments[0]).value_or(tensor.dtype())));
                      });
    if (name == "reshape")
        return lang::makeValue<NativeFunction>(
            name,
            [tensor](Interpreter& interpreter, const std::vector<Value>& positional,
                     const lang::KeywordArguments&) {
                const Value shape =
                    positional.size() == 1 ? positional[0] : lang::makeTuple(positional);
                return Runtime::translatingErrors([&] {
                    const auto attributes =
                        resolveReshape(tensor.shape(), toExtents(interpreter, shape));
                    return makeArray(tensor.withShape(attributes.shape));
                });
            });
    if (name == "copy")
        return method(name, {}, [tensor](Interpreter&, Arguments) { return makeArray(tensor); });
    if (name == "flatten" || name == "ravel")
        return method(name, {}, [tensor](Interpreter&, Arguments) {
            return makeArray(tensor.withShape(Shape{tensor.size()}));
        });
    if (name == "item")
        return method(name, {}, [tensor](Interpreter&, Arguments) {
            if (tensor.size() != 1)
                throw RaisedError("ValueError",
                                  "can only convert an array of size 1 to a Python scalar");
            return pythonNumber(tensor);
        });
    if (name == "tolist")
        return method(name, {}, [tensor](Interpreter&, Arguments) { return toList(tensor); });
    if (name == "all" || name == "any")
        return method(name, {}, [tensor, all = name == "all"](Interpreter&, Arguments) {
            return makeArray(Tensor::scalar(arrayHolds(tensor, all)));
        });
    if (name == "argmax" || name == "argmin")
        return method(
            name, {Parameter::optional("axis")},
            [tensor, greatest = name == "argmax"](Interpreter& interpreter, Arguments arguments) {
                return makeArray(arrayExtremePosition(
                    tensor,
                    arguments[0].isNone()
                        ? std::nullopt
                        : std::optional(toInteger(interpreter, arguments[0], "axis")),
                    greatest));
            });
    if (name == "round")
        return method(name, {Parameter::optional("decimals", Value::integer(0))},
                      [tensor](Interpreter& interpreter, Arguments arguments) {
                          return makeArray(arrayRounded(
                              tensor, toInteger(interpreter, arguments[0], "decimals")));
                      });
    if (name == "cumsum" || name == "cumprod")
        return method(name, {}, [tensor, sum = name == "cumsum"](Interpreter&, Arguments) {
            const Tensor flat = tensor.withShape(Shape{tensor.size()});
            return makeArray(
                evaluate(sum ? Op::Cumsum : Op::Cumprod, std::array{flat}, CumulateAttributes{}));
        });
    if (name == "dot")
        return method(name, {Parameter::needed("b")},
                      [tensor](Interpreter& interpreter, Arguments arguments) {
                          return makeArray(arrayDot(tensor,
                                                    toPlainTensor(interpreter, arguments[0],
                                                                  DType::Int64, DType::Float64)));
                      });
    if (name == "squeeze")
        return method(name, {}, [tensor](Interpreter&, Arguments) {
            Shape shape;
            for (const std::int64_t extent : tensor.shape()) {
                if (extent != 1)
                    shape.append(extent);
            }
            return makeArray(tensor.withShape(shape));
        });
    if (name == "transpose")
        return method(name, {}, [tensor](Interpreter&, Arguments) {
            return makeArray(
                evaluate(Op::Transpose, std::array{tensor}, resolveTranspose(tensor.shape(), {})));
        });
    return {};
}

std::vector<std::string> arrayMethodNames()
{
    return {"all",   "any",     "argmax",  "argmin", "astype", "copy",   "cumprod",   "cumsum",
            "dot",   "flatten", "item",    "max",    "mean",   "min",    "prod",      "ravel",
            "round", "reshape", "squeeze", "std",    "sum",    "tolist", "transpose", "var"};
}

Tensor arrayDot(const Tensor& a, const Tensor& b)
{
    if (a.rank() == 0 || b.rank() == 0)
        return arrayOperation(Op::Multiply, a, b);
    // A vector stands as a row on the left and as a column on the right; its axis goes away again.
    const Tensor left = a.rank() == 1 ? a.withShape(Shape{1, a.size()}) : a;
    const Tensor right = b.rank() == 1 ? b.withShape(Shape{b.size(), 1}) : b;
    const Tensor product = arrayOperation(Op::Matmul, left, right);
    Shape shape;
    for (int axis = 0; axis < product.rank(); ++axis) {
        const bool dropped = (a.rank() == 1 && axis == product.rank() - 2)
            || (b.rank() == 1 && axis == product.rank() - 1);
        if (!dropped)
            shape.append(product.shape()[axis]);
    }
    return product.withShape(shape);
}

Tensor arrayExtremePosition(const Tensor& tensor, std::optional<std::int64_t> axis, bool greatest)
{
    const Op op = greatest ? Op::ArgMax : Op::ArgMin;
    const Tensor x = axis ? tensor : tensor.withShape(Shape{tensor.size()});
    return Runtime::translatingErrors(
        [&] { return evaluate(op, std::array{x}, resolveAxis(x.shape(), axis.value_or(0), op)); });
}

Tensor arrayRounded(const Tensor& tensor, std::int64_t decimals)
{
    if (!isFloating(tensor.dtype()))
        return tensor;
    // As NumPy: scaled, rounded and scaled back in the array's own precision.
    const Tensor scale = Tensor::full(tensor.dtype(), Shape{},
                                      std::pow(10.0, static_cast<double>(std::abs(decimals))));
    const Op up = decimals >= 0 ? Op::Multiply : Op::Divide;
    const Op down = decimals >= 0 ? Op::Divide : Op::Multiply;
    const Tensor rounded = evaluate(Op::Rint, std::array{evaluate(up, std::array{tensor, scale})});
    return evaluate(down, std::array{rounded, scale});
}

bool arrayHolds(const Tensor& tensor, bool all)
{
    for (std::int64_t i = 0; i < tensor.size(); ++i) {
        if ((tensor.at(i) != 0) != all)
            return !all;
    }
    return all;
}

} // namespace engine::library

#include "engine/library/numpymethods.h"

#include <array>
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
    const Tensor wide = tensor.dtype() == DType::Float32 ? castTo(tensor, DType::Float64) : tensor;
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
        if (op == Op::ReduceMean && !isFloating(tensor.dtype()))
            operand = castTo(tensor, DType::Float64);
        else if (op == Op::ReduceSum
                 && (tensor.dtype() == DType::Bool || tensor.dtype() == DType::Int32))
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
            bool result = all;
            for (std::int64_t i = 0; i < tensor.size(); ++i)
                result = all ? result && tensor.at(i) != 0 : result || tensor.at(i) != 0;
            return makeArray(Tensor::scalar(result));
        });
    return {};
}

std::vector<std::string> arrayMethodNames()
{
    return {"all",  "any", "astype", "copy",    "flatten", "item",  "max",
            "mean", "min", "ravel",  "reshape", "sum",     "tolist"};
}

} // namespace engine::library

#include "engine/library/functionlist.h"

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/tensorobject.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {

namespace {

Value defaultOf(const std::string& text)
{
    if (text == "None")
        return Value::none();
    if (text == "True" || text == "False")
        return Value::boolean(text == "True");
    if (text.front() == '\'')
        return lang::makeString(text.substr(1, text.size() - 2));
    if (text.find_first_of(".e") != std::string::npos)
        return Value::real(std::stod(text));
    return Value::integer(std::stoll(text));
}

} // namespace

std::vector<lang::Parameter> signature(const std::string& text)
{
    std::vector<lang::Parameter> parameters;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = text.find(", ", begin);
        end = end == std::string::npos ? text.size() : end;
        const std::string part = text.substr(begin, end - begin);
        const std::size_t equals = part.find('=');
        parameters.push_back(equals == std::string::npos
                                 ? lang::Parameter::needed(part)
                                 : lang::Parameter::optional(part.substr(0, equals),
                                                             defaultOf(part.substr(equals + 1))));
        begin = end + 2;
    }
    return parameters;
}

std::int64_t Call::integer(std::size_t i, const std::string& what) const
{
    return toInteger(m_interpreter, m_arguments[i], what);
}

double Call::number(std::size_t i, const std::string& what) const
{
    return toDouble(m_interpreter, m_arguments[i], what);
}

std::string Call::text(std::size_t i) const
{
    return m_interpreter.str(m_arguments[i]);
}

TracedTensor Call::tensor(std::size_t i) const
{
    return toTensor(m_runtime, m_interpreter, m_arguments[i]);
}

TracedTensor Call::tensorLike(std::size_t i, DType dtype) const
{
    return toTensor(m_runtime, m_interpreter, m_arguments[i], Wanted{{}, dtype});
}

TracedTensor Call::tensorOf(std::size_t i, DType dtype) const
{
    return toTensor(m_runtime, m_interpreter, m_arguments[i], Wanted{dtype, {}});
}

std::array<TracedTensor, 2> Call::pair(std::size_t i, std::size_t j) const
{
    if (!tensorBehind(m_arguments[i]) && tensorBehind(m_arguments[j])) {
        const TracedTensor second = tensor(j);
        return {tensorLike(i, second.value.dtype()), second};
    }
    const TracedTensor first = tensor(i);
    return {first, tensorLike(j, first.value.dtype())};
}

std::vector<TracedTensor> Call::list(std::size_t i) const
{
    Wanted wanted;
    const std::vector<Value> elements = m_interpreter.elements(m_arguments[i]);
    for (const Value& element : elements) {
        if (const Tensor* tensor = tensorBehind(element); tensor && !wanted.hint)
            wanted.hint = tensor->dtype();
    }
    std::vector<TracedTensor> tensors;
    for (const Value& element : elements)
        tensors.push_back(toTensor(m_runtime, m_interpreter, element, wanted));
    return tensors;
}

int Call::axis(std::size_t i, int rank, const char* kernel) const
{
    return normalAxis(integer(i, "axis"), rank, kernel);
}

int normalAxis(std::int64_t axis, int rank, const std::string& kernel)
{
    if (axis < -rank || axis >= rank) {
        const bool joins = kernel == "ConcatV2"; // whose message has words of its own
        throw RaisedError("InvalidArgumentError",
                          std::string(joins ? "ConcatOp : Expected concatenating dimensions"
                                            : "Expected dimension")
                              + " in the range [" + std::to_string(-rank) + ", "
                              + std::to_string(rank) + "), but got " + std::to_string(axis)
                              + " [Op:" + kernel + "]" + (joins ? " name: concat" : ""));
    }
    return static_cast<int>(axis < 0 ? axis + rank : axis);
}

ReduceAttributes Call::reduction(std::size_t axes, std::size_t keepDims, const Shape& shape) const
{
    // An empty list reduces nothing; None reduces everything.
    if (given(axes)) {
        const auto list = toAxes(m_interpreter, m_arguments[axes]);
        if (list.empty())
            return {{}, truth(keepDims)};
        return Runtime::translatingErrors(
            [&] { return resolveReduction(shape, list, truth(keepDims)); });
    }
    return Runtime::translatingErrors([&] { return resolveReduction(shape, {}, truth(keepDims)); });
}

Value Call::result(TracedTensor tensor) const
{
    return wrap(m_runtime, std::move(tensor));
}

TracedTensor entryOf(const Call& call, const TracedTensor& x, int axis, std::int64_t at)
{
    SliceAttributes slice = wholeSlice(x.value.shape());
    slice.axes[static_cast<std::size_t>(axis)] = {at, 1, 1, true};
    slice.resultShape = Shape{};
    for (int i = 0; i < x.value.rank(); ++i) {
        if (i != axis)
            slice.resultShape.append(x.value.shape()[i]);
    }
    return call.run(Op::Slice, {x}, slice);
}

TracedTensor partOf(const Call& call, const TracedTensor& x, int axis, std::int64_t start,
                    std::int64_t count)
{
    SliceAttributes slice = wholeSlice(x.value.shape());
    slice.axes[static_cast<std::size_t>(axis)] = {start, 1, count, false};
    slice.resultShape.set(axis, count);
    return call.run(Op::Slice, {x}, slice);
}

} // namespace engine::library

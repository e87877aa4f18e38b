#include "engine/library/conversion.h"

#include <array>
#include <cmath>
#include <limits>

#include "engine/lang/objects.h"
#include "engine/library/arrayobject.h"
#include "engine/library/indexedslices.h"
#include "engine/library/tensorobject.h"
#include "engine/library/typeobjects.h"
#include "engine/library/variableobject.h"
#include "engine/tensor/convert.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {
namespace {

const std::vector<Value>* sequenceElements(const Value& value)
{
    if (const auto* elements = lang::listElements(value))
        return elements;
    return lang::tupleElements(value);
}

/// Reads numbers out of nested lists: first the shape, then the elements in row-major order.
class SequenceReader
{
public:
    explicit SequenceReader(Interpreter& interpreter)
        : m_interpreter(interpreter)
    {
    }

    void read(const Value& value) { visit(value, 0); }

    Tensor tensor(DType intType, DType floatType, const Wanted& wanted) const
    {
        const DType dtype = chooseDType(intType, floatType, wanted);
        Tensor result = Tensor::uninitialized(dtype, m_shape);
        withType(dtype, [&](auto zero) {
            using T = decltype(zero);
            T* data = result.mutableData<T>();
            for (std::size_t i = 0; i < m_numbers.size(); ++i)
                data[i] = m_numbers[i].isInteger ? convertedTo<T>(m_numbers[i].integer)
                                                 : convertedTo<T>(m_numbers[i].real);
        });
        return result;
    }

private:
    struct Number
    {
        bool isInteger;
        std::int64_t integer;
        double real;
    };
    enum Kind { Nothing, Bools, Ints, Floats };

    [[noreturn]] static void ragged()
    {
        throw RaisedError(
            "ValueError", "Can't convert non-rectangular Python sequence to Tensor.",
            {"Every row needs the same number of entries.", "每一行的元素个数必须相同。"});
    }

    void enter(int depth, std::int64_t extent)
    {
        if (depth < m_shape.rank()) {
            if (m_leafDepth >= 0 && depth >= m_leafDepth)
                ragged();
            if (m_shape[depth] != extent)
                ragged();
            return;
        }
        if (m_leafDepth >= 0)
            ragged();
        if (depth >= Shape::maxRank)
            throw RaisedError("ValueError",
                              "Tensors here have at most " + std::to_string(Shape::maxRank)
                                  + " axes.");
        m_shape.append(extent);
    }

    void visit(const Value& value, int depth)
    {
        if (const auto* elements = sequenceElements(value)) {
            enter(depth, static_cast<std::int64_t>(elements->size()));
            for (const Value& element : *elements)
                visit(element, depth + 1);
        } else if (const auto range = lang::rangeOf(value)) {
            std::vector<Value> numbers = m_interpreter.elements(value);
            enter(depth, static_cast<std::int64_t>(numbers.size()));
            for (const Value& number : numbers)
                leaf(number, depth + 1);
        } else if (const Tensor* tensor = tensorBehind(value)) {
            for (int axis = 0; axis < tensor->rank(); ++axis)
                enter(depth + axis, tensor->shape()[axis]);
            atLeaf(depth + tensor->rank());
            note(tensor->dtype() == DType::Bool   ? Bools
                     : isInteger(tensor->dtype()) ? Ints
                                                  : Floats);
            m_tensorType =
                m_tensorType ? promoted(*m_tensorType, tensor->dtype()) : tensor->dtype();
            for (std::int64_t i = 0; i < tensor->size(); ++i)
                m_numbers.push_back(
                    {!isFloating(tensor->dtype()), tensor->intAt(i), tensor->at(i)});
        } else {
            leaf(value, depth);
        }
    }

    void atLeaf(int depth)
    {
        if (m_leafDepth < 0)
            m_leafDepth = depth;
        if (m_leafDepth != depth || m_shape.rank() > depth)
            ragged();
    }

    void note(Kind kind) { m_kind = std::max(m_kind, kind); }

    void leaf(const Value& value, int depth)
    {
        atLeaf(depth);
        if (value.isBool()) {
            note(Bools);
            m_numbers.push_back({true, value.asBool() ? 1 : 0, 0});
        } else if (value.isInt()) {
            note(Ints);
            m_numbers.push_back({true, value.asInt(), 0});
        } else if (value.isFloat()) {
            note(Floats);
            m_numbers.push_back({false, 0, value.asFloat()});
        } else {
            const std::string type = value.isObject() ? value.asObject()->qualifiedTypeName()
                                                      : m_interpreter.typeName(value);
            throw RaisedError(
                "ValueError",
                "Attempt to convert a value (" + m_interpreter.str(value)
                    + ") with an unsupported type (<class '" + type + "'>) to a Tensor.",
                value.isNone()
                    ? BilingualText{"The value is None: perhaps a gradient that does not exist, or "
                                    "a function without `return`.",
                                    "这个值是 None：可能是不存在的梯度，或函数缺少 `return`。"}
                    : BilingualText{
                        "A tensor is made from numbers, bools, and lists or tuples of them.",
                        "张量由数字、布尔值或它们组成的列表、元组构成。"});
        }
    }

    bool fits(const Number& number, DType dtype) const
    {
        if (!number.isInteger)
            return isFloating(dtype);
        return dtype != DType::Int32
            || (number.integer >= std::numeric_limits<std::int32_t>::min()
                && number.integer <= std::numeric_limits<std::int32_t>::max());
    }

    DType natural(DType intType, DType floatType) const
    {
        if (m_tensorType && m_kind != Floats)
            return *m_tensorType;
        if (m_tensorType && isFloating(*m_tensorType))
            return *m_tensorType;
        if (m_kind == Bools)
            return DType::Bool;
        if (m_kind != Ints)
            return floatType;
        for (const Number& number : m_numbers) {
            if (!fits(number, intType))
                return DType::Int64;
        }
        return intType;
    }

    DType chooseDType(DType intType, DType floatType, const Wanted& wanted) const
    {
        const DType own = natural(intType, floatType);
        const auto target = wanted.dtype ? wanted.dtype : wanted.hint;
        if (!target || *target == own || m_numbers.empty())
            return target.value_or(own);
        const bool possible = m_kind == Floats ? isFloating(*target)
            : m_kind == Ints                   ? *target != DType::Bool
                                               : *target == DType::Bool;
        if (possible)
            return *target;
        if (!wanted.dtype)
            return own;
        const Number& first = m_numbers.front();
        const std::string shown = m_kind == Bools ? (first.integer ? "True" : "False")
            : first.isInteger                     ? std::to_string(first.integer)
                                                  : lang::floatRepr(first.real);
        throw RaisedError("TypeError",
                          "Cannot convert " + shown + " to EagerTensor of dtype "
                              + std::string(kernelName(*target)),
                          {"Use tf.cast to change the dtype, or write the number in that dtype.",
                           "请用 tf.cast 改变数据类型，或直接写成该类型的数。"});
    }

    Interpreter& m_interpreter;
    Shape m_shape;
    std::vector<Number> m_numbers;
    Kind m_kind = Nothing;
    std::optional<DType> m_tensorType;
    int m_leafDepth = -1;
};

/// Whether a (nested) list holds tensors whose gradients must not be lost.
bool holdsTensors(const Value& value)
{
    if (value.as<TensorObject>() || value.as<VariableObject>())
        return true;
    if (const auto* elements = sequenceElements(value)) {
        for (const Value& element : *elements) {
            if (holdsTensors(element))
                return true;
        }
    }
    return false;
}

/// tf.stack of the list's elements: each gets a new first axis, then they are joined along it.
TracedTensor stacked(Runtime& runtime, Interpreter& interpreter, const std::vector<Value>& elements,
                     const Wanted& wanted)
{
    Wanted each = wanted;
    for (const Value& element : elements) {
        if (const Tensor* tensor = tensorBehind(element); tensor && !each.dtype && !each.hint)
            each.hint = tensor->dtype();
    }
    std::vector<TracedTensor> rows;
    for (const Value& element : elements) {
        const TracedTensor row = toTensor(runtime, interpreter, element, each);
        Shape shape{1};
        for (const std::int64_t extent : row.value.shape())
            shape.append(extent);
        rows.push_back(runtime.execute(Op::Reshape, {row}, ShapeAttributes{shape}));
    }
    return runtime.execute(Op::Concat, rows, AxisAttributes{0});
}

TracedTensor checked(Interpreter& interpreter, const Value& value, TracedTensor tensor,
                     const Wanted& wanted)
{
    if (wanted.dtype && tensor.value.dtype() != *wanted.dtype) {
        const std::string from(name(tensor.value.dtype()));
        const std::string to(name(*wanted.dtype));
        throw RaisedError("ValueError",
                          "Tensor conversion requested dtype " + to + " for Tensor with dtype "
                              + from + ": " + interpreter.repr(value),
                          {"Use tf.cast(x, tf." + to + ").", "请使用 tf.cast(x, tf." + to + ")。"});
    }
    return tensor;
}

} // namespace

Tensor castTo(const Tensor& value, DType dtype)
{
    return value.dtype() == dtype ? value
                                  : evaluate(Op::Cast, std::array{value}, CastAttributes{dtype});
}

Tensor toPlainTensor(Interpreter& interpreter, const Value& value, DType intType, DType floatType,
                     const Wanted& wanted)
{
    if (const Tensor* tensor = tensorBehind(value))
        return wanted.dtype ? castTo(*tensor, *wanted.dtype) : *tensor;
    if (const auto* shape = value.as<TensorShapeObject>()) {
        std::vector<std::int64_t> extents(shape->shape().begin(), shape->shape().end());
        return castTo(
            Tensor::of<std::int64_t>({static_cast<std::int64_t>(extents.size())}, extents),
            wanted.dtype.value_or(intType));
    }
    SequenceReader reader(interpreter);
    reader.read(value);
    return Runtime::translatingErrors([&] { return reader.tensor(intType, floatType, wanted); });
}

TracedTensor toTensor(Runtime& runtime, Interpreter& interpreter, const Value& value,
                      const Wanted& wanted)
{
    if (const auto* tensor = value.as<TensorObject>())
        return checked(interpreter, value, tensor->tensor(), wanted);
    if (auto* variable = value.as<VariableObject>())
        return checked(interpreter, value, variable->read(), wanted);
    if (const auto* slices = value.as<IndexedSlicesObject>())
        return checked(interpreter, value, slices->dense(), wanted);
    if (const auto* array = value.as<ArrayObject>()) {
        // Behaviour 2.4: beside a tensor an array is force-cast to the tensor's dtype.
        const auto dtype = wanted.dtype ? wanted.dtype : wanted.hint;
        return runtime.leaf(Op::Constant,
                            castTo(array->tensor(), dtype.value_or(array->tensor().dtype())));
    }
    if (const auto* elements = sequenceElements(value); elements && holdsTensors(value))
        return stacked(runtime, interpreter, *elements, wanted);
    return runtime.leaf(Op::Constant,
                        toPlainTensor(interpreter, value, DType::Int32, DType::Float32, wanted));
}

std::int64_t toInteger(Interpreter& interpreter, const Value& value, const std::string& what)
{
    if (value.isInt())
        return value.asInt();
    if (value.isBool())
        return value.asBool() ? 1 : 0;
    if (value.isObject()) {
        if (const auto index = value.asObject()->toIndex(interpreter))
            return *index;
    }
    throw RaisedError("TypeError",
                      what + " must be an integer, not " + interpreter.typeName(value));
}

double toDouble(Interpreter& interpreter, const Value& value, const std::string& what)
{
    if (value.isFloat())
        return value.asFloat();
    if (value.isInt())
        return static_cast<double>(value.asInt());
    if (value.isBool())
        return value.asBool() ? 1 : 0;
    if (value.isObject()) {
        if (const auto number = value.asObject()->toFloat(interpreter))
            return *number;
    }
    throw RaisedError("TypeError", what + " must be a number, not " + interpreter.typeName(value));
}

std::vector<std::int64_t> toExtents(Interpreter& interpreter, const Value& value)
{
    if (const auto* shape = value.as<TensorShapeObject>())
        return {shape->shape().begin(), shape->shape().end()};
    std::vector<std::int64_t> extents;
    if (const Tensor* tensor = tensorBehind(value)) {
        for (std::int64_t i = 0; i < tensor->size(); ++i)
            extents.push_back(tensor->intAt(i));
    } else if (const auto* elements = sequenceElements(value)) {
        for (const Value& element : *elements)
            extents.push_back(toInteger(interpreter, element, "an extent of a shape"));
    } else {
        extents.push_back(toInteger(interpreter, value, "a shape"));
    }
    if (static_cast<int>(extents.size()) > Shape::maxRank)
        throw RaisedError("ValueError",
                          "Tensors here have at most " + std::to_string(Shape::maxRank) + " axes.");
    return extents;
}

Shape toShape(Interpreter& interpreter, const Value& value)
{
    const auto extents = toExtents(interpreter, value);
    for (const std::int64_t extent : extents) {
        if (extent < 0)
            throw RaisedError("InvalidArgumentError",
                              "Dimension " + std::to_string(extent) + " must be >= 0");
    }
    return Shape(std::span<const std::int64_t>(extents));
}

std::vector<std::int64_t> toAxes(Interpreter& interpreter, const Value& value)
{
    return value.isNone() ? std::vector<std::int64_t>{} : toExtents(interpreter, value);
}

std::optional<DType> toDType(Interpreter& interpreter, const Value& value)
{
    if (value.isNone())
        return {};
    if (const auto* dtype = value.as<DTypeObject>())
        return dtype->dtype();
    if (const auto* dtype = value.as<ArrayDTypeObject>())
        return dtype->dtype();
    if (const std::string* text = lang::stringText(value)) {
        if (const auto dtype = dtypeNamed(*text))
            return dtype;
    }
    // The built-in classes float, int and bool.
    const std::string shown = interpreter.repr(value);
    if (shown == "<class 'float'>" || shown == "float")
        return DType::Float32;
    if (shown == "<class 'int'>" || shown == "int")
        return DType::Int32;
    if (shown == "<class 'bool'>" || shown == "bool")
        return DType::Bool;
    throw RaisedError("TypeError", "Cannot convert value " + shown + " to a TensorFlow DType.",
                      {"Supported: tf.float32, tf.float64, tf.int32, tf.int64, tf.bool.",
                       "支持的类型：tf.float32、tf.float64、tf.int32、tf.int64、tf.bool。"});
}

const Tensor* tensorBehind(const Value& value)
{
    if (const auto* tensor = value.as<TensorObject>())
        return &tensor->tensor().value;
    if (const auto* variable = value.as<VariableObject>())
        return &variable->contents();
    if (const auto* array = value.as<ArrayObject>())
        return &array->tensor();
    return nullptr;
}

NodeId nodeBehind(const Value& value)
{
    if (const auto* tensor = value.as<TensorObject>())
        return tensor->tensor().node;
    if (const auto* variable = value.as<VariableObject>())
        return variable->leaf();
    return {};
}

} // namespace engine::library

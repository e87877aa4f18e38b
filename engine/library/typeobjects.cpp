#include "engine/library/typeobjects.h"

#include <algorithm>

#include "engine/lang/objects.h"
#include "engine/library/arrayobject.h"
#include "engine/library/conversion.h"

namespace engine::library {
namespace {

class ExtentIterator : public lang::Iterator
{
public:
    explicit ExtentIterator(Shape shape)
        : m_shape(shape)
    {
    }
    std::optional<Value> next(Interpreter&) override
    {
        return m_axis < m_shape.rank() ? std::optional(Value::integer(m_shape[m_axis++]))
                                       : std::nullopt;
    }

private:
    Shape m_shape;
    int m_axis = 0;
};

std::optional<Value> equality(lang::CompareOperator op, bool equal)
{
    if (op == lang::CompareOperator::Equal)
        return Value::boolean(equal);
    if (op == lang::CompareOperator::NotEqual)
        return Value::boolean(!equal);
    return {};
}

bool sameDType(Interpreter& interpreter, DType dtype, const Value& other)
{
    try {
        return toDType(interpreter, other) == dtype;
    } catch (const RaisedError&) {
        return false;
    }
}

std::vector<Value> extentValues(const Shape& shape)
{
    std::vector<Value> extents;
    for (const std::int64_t extent : shape)
        extents.push_back(Value::integer(extent));
    return extents;
}

} // namespace

std::string DTypeObject::repr(Interpreter&) const
{
    return "tf." + std::string(name(m_dtype));
}

std::string DTypeObject::str(Interpreter&) const
{
    return "<dtype: '" + std::string(name(m_dtype)) + "'>";
}

std::optional<std::string> DTypeObject::hashKey(Interpreter&) const
{
    return "dtype " + std::string(name(m_dtype));
}

std::optional<Value> DTypeObject::attribute(Interpreter&, const std::string& attributeName)
{
    if (attributeName == "name")
        return lang::makeString(std::string(name(m_dtype)));
    if (attributeName == "is_floating")
        return Value::boolean(isFloating(m_dtype));
    if (attributeName == "is_integer")
        return Value::boolean(isInteger(m_dtype));
    if (attributeName == "as_numpy_dtype")
        return lang::makeValue<ArrayDTypeObject>(m_dtype);
    return {};
}

std::vector<std::string> DTypeObject::attributeNames() const
{
    return {"as_numpy_dtype", "is_floating", "is_integer", "name"};
}

std::optional<Value> DTypeObject::compare(Interpreter& interpreter, lang::CompareOperator op,
                                          const Value& other)
{
    return equality(op, sameDType(interpreter, m_dtype, other));
}

std::string ArrayDTypeObject::repr(Interpreter&) const
{
    return "dtype('" + std::string(name(m_dtype)) + "')";
}

std::string ArrayDTypeObject::str(Interpreter&) const
{
    return std::string(name(m_dtype));
}

std::optional<std::string> ArrayDTypeObject::hashKey(Interpreter&) const
{
    return "dtype " + std::string(name(m_dtype));
}

std::optional<Value> ArrayDTypeObject::compare(Interpreter& interpreter, lang::CompareOperator op,
                                               const Value& other)
{
    return equality(op, sameDType(interpreter, m_dtype, other));
}

Value ArrayDTypeObject::call(Interpreter& interpreter, const std::vector<Value>& positional,
                             const lang::KeywordArguments& keywords)
{
    if (positional.size() > 1 || !keywords.empty())
        throw RaisedError("TypeError", str(interpreter) + "() takes at most 1 argument");
    if (positional.empty())
        return makeArray(Tensor::zeros(m_dtype, Shape{}));
    return makeArray(
        castTo(toPlainTensor(interpreter, positional[0], DType::Int64, DType::Float64), m_dtype));
}

std::string TensorShapeObject::repr(Interpreter&) const
{
    std::string text = "TensorShape([";
    for (int axis = 0; axis < m_shape.rank(); ++axis)
        text += (axis ? ", " : "") + std::to_string(m_shape[axis]);
    return text + "])";
}

std::string TensorShapeObject::str(Interpreter&) const
{
    return m_shape.tupleText();
}

bool TensorShapeObject::truth(Interpreter&) const
{
    return true; // TensorFlow: a shape of known rank is true, also ()
}

std::optional<std::string> TensorShapeObject::hashKey(Interpreter&) const
{
    return "shape " + m_shape.tupleText();
}

std::optional<Value> TensorShapeObject::attribute(Interpreter&, const std::string& attributeName)
{
    if (attributeName == "rank" || attributeName == "ndims")
        return Value::integer(m_shape.rank());
    const auto method = [&](lang::NativeFunction::Body body) {
        return lang::makeValue<lang::NativeFunction>(attributeName, std::vector<lang::Parameter>{},
                                                     std::move(body));
    };
    if (attributeName == "as_list")
        return method([shape = m_shape](Interpreter&, std::span<const Value>) {
            return lang::makeList(extentValues(shape));
        });
    if (attributeName == "num_elements")
        return method([shape = m_shape](Interpreter&, std::span<const Value>) {
            return Value::integer(shape.elementCount());
        });
    return {};
}

std::vector<std::string> TensorShapeObject::attributeNames() const
{
    return {"as_list", "ndims", "num_elements", "rank"};
}

Value TensorShapeObject::item(Interpreter& interpreter, const Value& key)
{
    const Value picked = interpreter.item(lang::makeTuple(extentValues(m_shape)), key);
    if (const auto* part = lang::tupleElements(picked)) {
        Shape shape;
        for (const Value& extent : *part)
            shape.append(extent.asInt());
        return lang::makeValue<TensorShapeObject>(shape);
    }
    return picked;
}

std::int64_t TensorShapeObject::length(Interpreter&) const
{
    return m_shape.rank();
}

std::unique_ptr<lang::Iterator> TensorShapeObject::iterate(Interpreter&)
{
    return std::make_unique<ExtentIterator>(m_shape);
}

std::optional<Value> TensorShapeObject::compare(Interpreter& interpreter, lang::CompareOperator op,
                                                const Value& other)
{
    if (const auto* shape = other.as<TensorShapeObject>())
        return equality(op, shape->shape() == m_shape);
    if (lang::listElements(other) || lang::tupleElements(other))
        return equality(op,
                        interpreter.equals(lang::makeList(extentValues(m_shape)),
                                           lang::makeList(interpreter.elements(other))));
    return equality(op, false);
}

} // namespace engine::library

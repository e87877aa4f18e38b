#include "engine/library/stringtensor.h"

#include <array>
#include <cstdio>

#include "engine/lang/objects.h"
#include "engine/library/subscript.h"
#include "engine/library/tensorobject.h"
#include "engine/library/typeobjects.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {

namespace {

class StringDTypeObject : public lang::Object
{
public:
    std::string typeName() const override { return "DType"; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.framework.dtypes.DType";
    }
    std::string repr(Interpreter&) const override { return "tf.string"; }
    std::string str(Interpreter&) const override { return "<dtype: 'string'>"; }
    std::optional<std::string> hashKey(Interpreter&) const override { return "tf.string"; }
    std::vector<std::string> attributeNames() const override { return {"name"}; }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override
    {
        return name == "name" ? std::optional(lang::makeString("string")) : std::nullopt;
    }
    std::optional<Value> compare(Interpreter&, lang::CompareOperator op,
                                 const Value& other) override
    {
        const bool same = other.as<StringDTypeObject>() != nullptr;
        if (op == lang::CompareOperator::Equal || op == lang::CompareOperator::NotEqual)
            return Value::boolean(same == (op == lang::CompareOperator::Equal));
        return {};
    }
};

/// Python's repr of the text's bytes.
std::string bytesRepr(const std::string& text)
{
    const char quote =
        text.find('\'') != std::string::npos && text.find('"') == std::string::npos ? '"' : '\'';
    std::string shown = std::string("b") + quote;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == quote || c == '\\') {
            shown += std::string("\\") + c;
        } else if (c == '\n' || c == '\t' || c == '\r') {
            shown += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
        } else if (byte < 32 || byte > 126) {
            std::array<char, 8> code{};
            std::snprintf(code.data(), code.size(), "\\x%02x", byte);
            shown += code.data();
        } else {
            shown += c;
        }
    }
    return shown + quote;
}

/// Nested rows in brackets as NumPy writes arrays of objects: not aligned, wrapped at 75 columns.
std::string rows(const Shape& shape, const std::vector<std::string>& words, int axis,
                 std::size_t& next, const std::string& separator, const std::string& indent)
{
    if (axis == shape.rank())
        return words[next++];
    std::string text = "[";
    std::size_t lineStart = 0;
    const int below = shape.rank() - axis - 1;
    for (std::int64_t i = 0; i < shape[axis]; ++i) {
        const std::string part = rows(shape, words, axis + 1, next, separator, indent + " ");
        if (i > 0 && below > 0) {
            const std::string bare = separator == " " ? "" : ",";
            text += bare + std::string(static_cast<std::size_t>(below), '\n') + indent;
        } else if (i > 0) {
            text += separator;
            if (text.size() - lineStart + part.size() + indent.size() > 75) {
                text.erase(text.find_last_not_of(' ') + 1);
                lineStart = text.size() + 1;
                text += "\n" + indent;
            }
        }
        text += part;
    }
    return text + "]";
}

bool collect(const Value& value, int depth, Shape& shape, std::vector<std::string>& texts,
             int& leafDepth)
{
    if (const std::string* text = lang::stringText(value)) {
        leafDepth = leafDepth < 0 ? depth : leafDepth;
        texts.push_back(*text);
        return leafDepth == depth;
    }
    const auto* elements = lang::listElements(value);
    elements = elements ? elements : lang::tupleElements(value);
    if (!elements || (leafDepth >= 0 && depth >= leafDepth) || depth >= Shape::maxRank)
        return false;
    const auto extent = static_cast<std::int64_t>(elements->size());
    if (depth == shape.rank())
        shape.append(extent);
    else if (shape[depth] != extent)
        return false;
    for (const Value& element : *elements) {
        if (!collect(element, depth + 1, shape, texts, leafDepth))
            return false;
    }
    return true;
}

} // namespace

std::string StringTensorObject::repr(Interpreter&) const
{
    std::vector<std::string> words;
    for (const std::string& text : m_texts)
        words.push_back(bytesRepr(text));
    std::string value = m_shape.rank() == 0 ? words.front() : "";
    if (m_shape.rank() > 0) {
        std::size_t next = 0;
        value =
            "array(" + rows(m_shape, words, 0, next, ", ", std::string(7, ' ')) + ", dtype=object)";
    }
    return "<tf.Tensor: shape=" + m_shape.tupleText() + ", dtype=string, numpy="
        + (value.find('\n') == std::string::npos ? "" : "\n") + value + ">";
}

std::string StringTensorObject::str(Interpreter&) const
{
    std::vector<std::string> words;
    for (const std::string& text : m_texts)
        words.push_back(bytesRepr(text));
    std::size_t next = 0;
    const std::string value = rows(m_shape, words, 0, next, " ", " ");
    return "tf.Tensor(" + std::string(value.find('\n') == std::string::npos ? "" : "\n") + value
        + ", shape=" + m_shape.tupleText() + ", dtype=string)";
}

std::string StringTensorObject::unhashableMessage() const
{
    return "Tensor is unhashable. Instead, use tensor.ref() as the key.";
}

std::optional<Value> StringTensorObject::attribute(Interpreter&, const std::string& name)
{
    if (name == "shape")
        return lang::makeValue<TensorShapeObject>(m_shape);
    if (name == "dtype")
        return stringDType();
    if (name == "ndim")
        return Value::integer(m_shape.rank());
    return {};
}

Value StringTensorObject::item(Interpreter& interpreter, const Value& key)
{
    // The positions are sliced like numbers, then looked up.
    std::vector<std::int64_t> places;
    for (std::size_t i = 0; i < m_texts.size(); ++i)
        places.push_back(static_cast<std::int64_t>(i));
    const Tensor all = Tensor::of<std::int64_t>(m_shape, places);
    const Tensor taken =
        evaluate(Op::Slice, std::array{all},
                 resolveSubscript(interpreter, m_shape, key, SubscriptErrors::TensorFlow));
    std::vector<std::string> texts;
    for (std::int64_t i = 0; i < taken.size(); ++i)
        texts.push_back(m_texts[static_cast<std::size_t>(taken.intAt(i))]);
    return lang::makeValue<StringTensorObject>(m_runtime, taken.shape(), std::move(texts));
}

std::int64_t StringTensorObject::length(Interpreter&) const
{
    if (m_shape.rank() == 0)
        throw RaisedError("TypeError", "Scalar tensor has no `len()`");
    return m_shape[0];
}

std::optional<Value> StringTensorObject::compare(Interpreter&, lang::CompareOperator op,
                                                 const Value& other)
{
    if (op != lang::CompareOperator::Equal && op != lang::CompareOperator::NotEqual)
        return {};
    const bool wanted = op == lang::CompareOperator::Equal;
    const Value converted = stringTensor(m_runtime, other).value_or(other);
    const auto* right = converted.as<StringTensorObject>();
    if (!right)
        return Value::boolean(!wanted);
    const bool single = right->m_texts.size() == 1;
    if (!single && right->m_shape != m_shape)
        return Value::boolean(!wanted);
    Tensor equal = Tensor::uninitialized(DType::Bool, m_shape);
    for (std::size_t i = 0; i < m_texts.size(); ++i)
        equal.mutableData<bool>()[i] = (m_texts[i] == right->m_texts[single ? 0 : i]) == wanted;
    return wrap(m_runtime, m_runtime.leaf(Op::Constant, std::move(equal)));
}

std::optional<Value> stringTensor(Runtime& runtime, const Value& value)
{
    if (value.as<StringTensorObject>())
        return value;
    Shape shape;
    std::vector<std::string> texts;
    int leafDepth = -1;
    if (!collect(value, 0, shape, texts, leafDepth) || texts.empty())
        return {};
    return lang::makeValue<StringTensorObject>(runtime, shape, std::move(texts));
}

Value stringDType()
{
    return lang::makeValue<StringDTypeObject>();
}

} // namespace engine::library

#include <algorithm>
#include <limits>

#include "engine/lang/format.h"
#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"
#include "engine/lang/textsearch.h"
#include "engine/lang/utf8.h"

namespace engine::lang {

StringObject::StringObject(std::string utf8Text)
    : Object(ObjectTag::String)
    , m_text(std::move(utf8Text))
    , m_isAscii(utf8::isAscii(m_text))
{
}

void StringObject::append(const StringObject& more)
{
    m_text += more.m_text;
    m_isAscii = m_isAscii && more.m_isAscii;
}

Value makeString(std::string utf8Text)
{
    return makeValue<StringObject>(std::move(utf8Text));
}

const std::string* stringText(const Value& value)
{
    const auto* string = value.as<StringObject>();
    return string != nullptr ? &string->text() : nullptr;
}

std::string stringRepr(const std::string& text)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    const bool doubleQuotes =
        text.find('\'') != std::string::npos && text.find('"') == std::string::npos;
    const char quote = doubleQuotes ? '"' : '\'';
    std::string result(1, quote);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == quote || c == '\\')
            (result += '\\') += c;
        else if (c == '\n')
            result += "\\n";
        else if (c == '\r')
            result += "\\r";
        else if (c == '\t')
            result += "\\t";
        else if (byte < 0x20 || byte == 0x7F)
            ((result += "\\x") += digits[byte >> 4U]) += digits[byte & 15U];
        else
            result += c;
    }
    return result + quote;
}

std::string StringObject::repr(Interpreter& /*interpreter*/) const
{
    return stringRepr(m_text);
}

std::string StringObject::format(Interpreter& /*interpreter*/,
                                 const std::string& specification) const
{
    return formatString(m_text, specification);
}

std::int64_t StringObject::length(Interpreter& /*interpreter*/) const
{
    return static_cast<std::int64_t>(m_isAscii ? m_text.size() : utf8::length(m_text));
}

Value StringObject::item(Interpreter& interpreter, const Value& key)
{
    const auto size = static_cast<std::size_t>(length(interpreter));
    const auto slice = sliceOf(key);
    if (!slice) {
        const std::size_t index = resolveIndex(interpreter, key, size, "string");
        if (m_isAscii)
            return interpreter.implementation().character(m_text[index]);
        const std::size_t at = utf8::byteOffset(m_text, index);
        return makeString(m_text.substr(at, utf8::sequenceLength(m_text[at])));
    }
    const SliceIndices s = resolveSlice(interpreter, *slice, static_cast<std::int64_t>(size));
    std::string result;
    if (m_isAscii && s.step == 1)
        return makeString(
            m_text.substr(static_cast<std::size_t>(s.start), static_cast<std::size_t>(s.count)));
    const auto characters = utf8::characters(m_text);
    for (std::int64_t i = 0; i < s.count; ++i)
        result += characters[static_cast<std::size_t>(s.start + i * s.step)];
    return makeString(std::move(result));
}

namespace {

class CharacterIterator : public Iterator
{
public:
    explicit CharacterIterator(StringObject& string)
        : m_keep(Value::object(&string))
        , m_text(string.text())
    {
    }
    std::optional<Value> next(Interpreter& interpreter) override
    {
        if (m_at >= m_text.size())
            return {};
        if ((static_cast<unsigned char>(m_text[m_at]) & 0x80U) == 0)
            return interpreter.implementation().character(m_text[m_at++]);
        const std::size_t count = utf8::sequenceLength(m_text[m_at]);
        m_at += count;
        return makeString(m_text.substr(m_at - count, count));
    }

private:
    Value m_keep;
    const std::string& m_text;
    std::size_t m_at = 0;
};

} // namespace

std::unique_ptr<Iterator> StringObject::iterate(Interpreter& /*interpreter*/)
{
    return std::make_unique<CharacterIterator>(*this);
}

bool StringObject::contains(Interpreter& interpreter, const Value& value)
{
    const std::string* part = stringText(value);
    if (part == nullptr)
        throw RaisedError("TypeError",
                          "'in <string>' requires string as left operand, not "
                              + interpreter.qualifiedTypeName(value));
    return findText(interpreter, m_text, *part) != std::string::npos;
}

std::optional<Value> StringObject::binary(Interpreter& interpreter, BinaryOperator op,
                                          const Value& other, bool reflected)
{
    if (op == BinaryOperator::Add && !reflected) {
        const std::string* right = stringText(other);
        if (right == nullptr)
            return {};
        checkText(interpreter, static_cast<std::int64_t>(m_text.size() + right->size()));
        return makeString(m_text + *right);
    }
    if (op == BinaryOperator::Multiply) {
        const auto count = indexOf(interpreter, other);
        if (!count)
            return {};
        const std::int64_t times = std::max<std::int64_t>(*count, 0);
        std::int64_t bytes = 0;
        if (__builtin_mul_overflow(times, static_cast<std::int64_t>(m_text.size()), &bytes))
            bytes = std::numeric_limits<std::int64_t>::max();
        checkText(interpreter, bytes);
        const auto total = static_cast<std::size_t>(bytes);
        std::string result = m_text.size() == 1 ? std::string(total, m_text[0]) : std::string();
        result.reserve(total);
        while (result.size() < total)
            result += m_text;
        return makeString(std::move(result));
    }
    if (op == BinaryOperator::Modulo && !reflected)
        return makeString(percentFormat(interpreter, m_text, other));
    return {};
}

std::optional<Value> StringObject::compare(Interpreter& /*interpreter*/, CompareOperator op,
                                           const Value& other)
{
    const std::string* right = stringText(other);
    if (right == nullptr)
        return {};
    // UTF-8 sorts as its code points do.
    return Value::boolean(holds(op, m_text <=> *right));
}

} // namespace engine::lang

#include "engine/lang/format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"
#include "engine/lang/utf8.h"

namespace engine::lang {

namespace {

std::string toChars(double value, std::chars_format format, int precision)
{
    std::array<char, 512> room; // the largest double has 309 digits before its point
    std::string large;
    char* begin = room.data();
    std::size_t size = room.size();
    if (precision > 150) {
        large.resize(static_cast<std::size_t>(precision) + 400);
        begin = large.data();
        size = large.size();
    }
    return {begin, std::to_chars(begin, begin + size, value, format, precision).ptr};
}

/// The text of |value| in presentation `type`, without sign.
std::string magnitude(double value, char type, int precision, bool alternate)
{
    if (!std::isfinite(value)) {
        const bool capital = std::isupper(type) != 0;
        const std::string text =
            std::isnan(value) ? (capital ? "NAN" : "nan") : (capital ? "INF" : "inf");
        return text + (type == '%' ? "%" : "");
    }
    value = std::fabs(value);
    const char lower = static_cast<char>(type | 0x20);
    std::string text;
    if (type == 0 && precision < 0)
        return floatRepr(value);
    if (lower == 'f' || type == '%')
        text = toChars(type == '%' ? value * 100 : value, std::chars_format::fixed,
                       precision < 0 ? 6 : precision);
    else if (lower == 'e')
        text = toChars(value, std::chars_format::scientific, precision < 0 ? 6 : precision);
    else {
        const int digits = precision < 0 ? 6 : std::max(precision, 1);
        text = toChars(value, std::chars_format::general, digits);
        if (type == 0 && text.find('e') == std::string::npos) {
            const std::string exponential =
                toChars(value, std::chars_format::scientific, digits - 1);
            const std::size_t e = exponential.find('e');
            if (std::atoi(exponential.c_str() + e + 1) == digits - 1) { // no room for the ".0"
                const std::size_t last = exponential.find_last_not_of("0.", e - 1);
                text = exponential.substr(0, last == std::string::npos ? 1 : last + 1)
                    + exponential.substr(e);
            } else if (text.find('.') == std::string::npos) {
                text += ".0";
            }
        }
    }
    if (alternate && text.find('.') == std::string::npos)
        text += '.';
    if (type == '%')
        text += '%';
    if (std::isupper(type) != 0)
        std::transform(text.begin(), text.end(), text.begin(),
                       [](char c) { return c == 'e' ? 'E' : c; });
    return text;
}

std::string grouped(const std::string& digits, char separator, std::size_t every)
{
    const std::size_t whole =
        std::min(digits.find_first_not_of("0123456789abcdefABCDEF"), digits.size());
    std::string result;
    for (std::size_t i = 0; i < whole; ++i) {
        if (i > 0 && (whole - i) % every == 0)
            result += separator;
        result += digits[i];
    }
    return result + digits.substr(whole);
}

/// Sign, grouping, padding.
std::string laidOut(const FormatSpecification& s, bool negative, const std::string& prefix,
                    std::string digits)
{
    std::string sign = negative ? "-" : s.sign == '+' ? "+" : s.sign == ' ' ? " " : "";
    sign += prefix;
    const bool decimal = s.type != 'x' && s.type != 'X' && s.type != 'b' && s.type != 'o';
    if (s.grouping != 0)
        digits = grouped(digits, s.grouping, decimal ? 3 : 4);
    const char align = s.align == 0 ? '>' : s.align;
    if (align != '=')
        return utf8::padded(sign + digits, s.width, align, s.fill);
    const std::size_t room = s.width > sign.size() ? s.width - sign.size() : 0;
    if (s.grouping != 0 && s.fill == "0") {
        while (digits.size() < room) {
            std::string plain;
            for (const char c : digits)
                if (c != s.grouping)
                    plain += c;
            digits = grouped("0" + plain, s.grouping, decimal ? 3 : 4);
        }
        return sign + digits;
    }
    return sign + utf8::padded(digits, room, '>', s.fill);
}

[[noreturn]] void unknownCode(char type, const char* typeName)
{
    throw RaisedError("ValueError",
                      std::string("Unknown format code '") + type + "' for object of type '"
                          + typeName + "'");
}

} // namespace

std::string floatRepr(double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::scientific);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
    const auto e = text.find('e');
    int exponent = 0;
    std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), text.data() + text.size(),
                    exponent);
    if (exponent < -4 || exponent >= 16)
        return std::string(text);
    std::string digits;
    for (const char c : text.substr(0, e))
        if (c >= '0' && c <= '9')
            digits += c;
    std::string result = std::signbit(value) ? "-" : "";
    if (exponent < 0)
        return result + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole)
        return result + digits + std::string(whole - digits.size(), '0') + ".0";
    return result + digits.substr(0, whole) + "." + digits.substr(whole);
}

FormatSpecification FormatSpecification::parse(const std::string& text)
{
    FormatSpecification s;
    std::size_t at = 0;
    bool filled = false;
    const auto isAlign = [&](std::size_t i) {
        return i < text.size() && std::string_view("<>=^").find(text[i]) != std::string_view::npos;
    };
    const std::size_t first = text.empty() ? 0 : utf8::sequenceLength(text[0]);
    if (isAlign(first)) {
        s.fill = text.substr(0, first);
        s.align = text[first];
        filled = true;
        at = first + 1;
    } else if (isAlign(0)) {
        s.align = text[0];
        at = 1;
    }
    const auto take = [&](const char* set) {
        return at < text.size() && std::string_view(set).find(text[at]) != std::string_view::npos;
    };
    if (take("+- "))
        s.sign = text[at++];
    if (take("#")) {
        s.alternate = true;
        ++at;
    }
    if (take("0")) {
        if (!filled)
            s.fill = "0";
        if (s.align == 0)
            s.align = '=';
        ++at;
    }
    const auto number = [&](auto& value) {
        const auto result = std::from_chars(text.data() + at, text.data() + text.size(), value);
        at = static_cast<std::size_t>(result.ptr - text.data());
        if (result.ec == std::errc::result_out_of_range)
            throw RaisedError("ValueError", "Too many decimal digits in format string");
    };
    if (take("0123456789"))
        number(s.width);
    if (take(",_"))
        s.grouping = text[at++];
    if (take(".")) {
        ++at;
        if (!take("0123456789"))
            throw RaisedError("ValueError", "Format specifier missing precision");
        number(s.precision);
    }
    if (s.precision > 10'000 || s.width > 1'000'000)
        throw RaisedError("ValueError", "Too many decimal digits in format string");
    if (at < text.size())
        s.type = text[at++];
    if ((s.grouping == ',' && std::string_view("xXboscn").find(s.type) != std::string_view::npos
         && s.type != 0)
        || (s.grouping == '_' && (s.type == 's' || s.type == 'c' || s.type == 'n')))
        throw RaisedError("ValueError",
                          std::string("Cannot specify '") + s.grouping + "' with '" + s.type
                              + "'.");
    if (at != text.size())
        throw RaisedError("ValueError", "Invalid format specifier",
                          {"A specification looks like `.3f`, `>8` or `05d`.",
                           "格式说明的写法如 `.3f`、`>8` 或 `05d`。"});
    return s;
}

std::string formatReal(double value, FormatSpecification s)
{
    if (s.type == 'n')
        s.type = 'g';
    if (s.type != 0 && std::string_view("fFeEgG%").find(s.type) == std::string_view::npos)
        unknownCode(s.type, "float");
    if (!std::isfinite(value))
        s.grouping = 0;
    return laidOut(s, std::signbit(value) && !std::isnan(value), "",
                   magnitude(value, s.type, s.precision, s.alternate));
}

std::string formatInteger(const Value& whole, const std::string& specification)
{
    FormatSpecification s = FormatSpecification::parse(specification);
    if (s.type != 0 && std::string_view("fFeEgG%").find(s.type) != std::string_view::npos)
        return formatReal(floatOf(whole), s);
    if (s.type == 'c') {
        std::string text;
        utf8::append(text, static_cast<unsigned>(isIntegral(whole) ? integralOf(whole) : 0));
        return utf8::padded(text, s.width, s.align == 0 ? '<' : s.align, s.fill);
    }
    if (s.type != 0 && std::string_view("dnxXob").find(s.type) == std::string_view::npos)
        unknownCode(s.type, "int");
    if (s.precision >= 0)
        throw RaisedError("ValueError", "Precision not allowed in integer format specifier");
    const char lower = static_cast<char>(s.type | 0x20);
    const int base = lower == 'x' ? 16 : lower == 'o' ? 8 : lower == 'b' ? 2 : 10;
    std::string digits;
    if (isIntegral(whole)) {
        std::array<char, 70> buffer{};
        const std::int64_t value = integralOf(whole);
        const auto magnitude = value < 0 ? 0ULL - static_cast<std::uint64_t>(value)
                                         : static_cast<std::uint64_t>(value);
        digits.assign(
            buffer.data(),
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, base).ptr);
    } else {
        digits = wholeDigits(whole, base);
    }
    if (s.type == 'X')
        for (char& c : digits)
            c = static_cast<char>(std::toupper(c));
    const std::string prefix = s.alternate && base != 10 ? std::string("0") + s.type : "";
    return laidOut(s, isNegative(whole), prefix, digits);
}

std::string formatFloat(double value, const std::string& specification)
{
    return specification.empty() ? floatRepr(value)
                                 : formatReal(value, FormatSpecification::parse(specification));
}

std::string formatString(const std::string& text, const std::string& specification)
{
    if (specification.empty())
        return text;
    FormatSpecification s = FormatSpecification::parse(specification);
    if (s.type != 0 && s.type != 's')
        unknownCode(s.type, "str");
    if (s.sign != '-')
        throw RaisedError("ValueError", "Sign not allowed in string format specifier");
    if (s.alternate)
        throw RaisedError("ValueError",
                          "Alternate form (#) not allowed in string format specifier");
    if (s.grouping != 0)
        throw RaisedError("ValueError",
                          std::string("Cannot specify '") + s.grouping + "' with 's'.");
    if (s.align == '=' && specification.find('=') == std::string::npos)
        s.align = '<'; // a width that begins with 0
    if (s.align == '=')
        throw RaisedError("ValueError", "'=' alignment not allowed in string format specifier");
    std::string cut = text;
    if (s.precision >= 0)
        cut.resize(utf8::byteOffset(text, static_cast<std::size_t>(s.precision)));
    return utf8::padded(cut, s.width, s.align == 0 ? '<' : s.align, s.fill);
}

std::string Interpreter::format(const Value& value, const std::string& specification)
{
    if (specification.empty())
        return value.isObject() ? value.asObject()->format(*this, specification) : repr(value);
    switch (value.kind()) {
    case Value::Kind::Bool:
    case Value::Kind::Int:
        return formatInteger(value, specification);
    case Value::Kind::Float:
        return formatReal(value.asFloat(), FormatSpecification::parse(specification));
    case Value::Kind::None:
        throw RaisedError("TypeError", "unsupported format string passed to NoneType.__format__",
                          {"The value is None: was a `return` forgotten?",
                           "这个值是 None：是不是忘了 `return`？"});
    case Value::Kind::Object:
        return value.asObject()->format(*this, specification);
    }
    return {};
}

} // namespace engine::lang

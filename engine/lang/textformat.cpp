#include <charconv>

#include "engine/lang/format.h"
#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"
#include "engine/lang/utf8.h"

namespace engine::lang {

namespace {

std::string padded(std::string text, const FormatSpecification& s)
{
    return utf8::padded(text, s.width, s.align == '<' ? '<' : '>', " ");
}

/// One `%d`, `%.3f`, `%s`... applied to a value.
std::string percentField(Interpreter& interpreter, FormatSpecification s, const Value& value)
{
    const auto wantsNumber = [&] {
        return RaisedError("TypeError",
                           std::string("%") + s.type + " format: a number is required, not "
                               + interpreter.qualifiedTypeName(value));
    };
    switch (s.type) {
    case 's':
    case 'r':
    case 'a': {
        std::string text = s.type == 's' ? interpreter.str(value) : interpreter.repr(value);
        if (s.precision >= 0)
            text.resize(utf8::byteOffset(text, static_cast<std::size_t>(s.precision)));
        return padded(text, s);
    }
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o': {
        Value number;
        if (isWhole(value) || (value.isFloat() && s.type != 'x' && s.type != 'X' && s.type != 'o'))
            number = interpreter.call(interpreter.implementation().types.at("int"), {value});
        else if (value.isObject())
            if (const auto whole = value.asObject()->toInt(interpreter))
                number = Value::integer(*whole);
        if (number.isNone())
            throw wantsNumber();
        const char* const type = s.type == 'x' ? "x"
            : s.type == 'X'                    ? "X"
            : s.type == 'o'                    ? "o"
                                               : "d";
        std::string text =
            formatInteger(number,
                          (s.sign == '-' ? "" : std::string(1, s.sign))
                              + (s.align == '=' ? "0" + std::to_string(s.width) : "") + type);
        return padded(text, s);
    }
    case 'f':
    case 'F':
    case 'e':
    case 'E':
    case 'g':
    case 'G': {
        std::optional<double> number;
        if (isNumber(value))
            number = floatOf(value);
        else if (value.isObject() && stringText(value) == nullptr)
            number = value.asObject()->toFloat(interpreter);
        if (!number)
            throw RaisedError("TypeError",
                              "must be real number, not " + interpreter.qualifiedTypeName(value));
        return formatReal(*number, s);
    }
    case 'c':
        return padded(value.isInt() ? formatInteger(value, "c") : interpreter.str(value),
                      s);
    default:
        throw RaisedError("ValueError",
                          std::string("unsupported format character '") + s.type + "'");
    }
}

} // namespace

std::string percentFormat(Interpreter& interpreter, const std::string& text, const Value& arguments)
{
    const std::vector<Value>* tuple = tupleElements(arguments);
    std::size_t used = 0;
    bool mapping = false;
    const auto next = [&]() -> Value {
        if (used >= (tuple != nullptr ? tuple->size() : 1U))
            throw RaisedError(
                "TypeError", "not enough arguments for format string",
                {"There are more `%` fields than values.", "`%` 的个数比给出的值多。"});
        ++used;
        return tuple != nullptr ? (*tuple)[used - 1] : arguments;
    };
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            result += text[at];
            continue;
        }
        if (++at >= text.size())
            throw RaisedError("ValueError", "incomplete format");
        if (text[at] == '%') {
            result += '%';
            continue;
        }
        std::optional<Value> named;
        if (text[at] == '(') {
            const auto close = text.find(')', at);
            if (close == std::string::npos)
                throw RaisedError("ValueError", "incomplete format key");
            if (arguments.as<DictObject>() == nullptr)
                throw RaisedError("TypeError", "format requires a mapping");
            named = interpreter.item(arguments, makeString(text.substr(at + 1, close - at - 1)));
            mapping = true;
            at = close + 1;
        }
        FormatSpecification s;
        s.align = '>';
        for (;
             at < text.size() && std::string_view("-+ #0").find(text[at]) != std::string_view::npos;
             ++at) {
            if (text[at] == '-')
                s.align = '<';
            else if (text[at] == '0' && s.align != '<') {
                s.align = '=';
                s.fill = "0";
            } else if (text[at] == '+' || text[at] == ' ')
                s.sign = text[at];
        }
        if (s.align == '<')
            s.fill = " ";
        const auto number = [&](auto& value) {
            if (at < text.size() && text[at] == '*') {
                value = static_cast<std::decay_t<decltype(value)>>(
                    indexOf(interpreter, next()).value_or(0));
                ++at;
                return;
            }
            const auto parsed = std::from_chars(text.data() + at, text.data() + text.size(), value);
            at = static_cast<std::size_t>(parsed.ptr - text.data());
        };
        number(s.width);
        if (at < text.size() && text[at] == '.') {
            ++at;
            s.precision = 0;
            number(s.precision);
        }
        if (s.width > 1'000'000 || s.precision > 10'000)
            throw RaisedError("ValueError", "width too big");
        if (at >= text.size())
            throw RaisedError("ValueError", "incomplete format");
        s.type = text[at];
        result += percentField(interpreter, s, named ? *named : next());
    }
    if (!mapping && used < (tuple != nullptr ? tuple->size() : 1U)
        && arguments.as<DictObject>() == nullptr)
        throw RaisedError("TypeError", "not all arguments converted during string formatting",
                          {"There are more values than `%` fields.", "给出的值比 `%` 的个数多。"});
    return result;
}

std::string braceFormat(Interpreter& interpreter, const std::string& text,
                        const std::vector<Value>& positional, const KeywordArguments& keywords)
{
    std::string result;
    std::size_t automatic = 0;
    const auto lookUp = [&](std::string_view path) {
        const auto end = std::min(path.find_first_of(".["), path.size());
        const std::string first(path.substr(0, end));
        Value value;
        if (first.empty() || first.find_first_not_of("0123456789") == std::string::npos) {
            const std::size_t index = first.empty() ? automatic++ : std::stoul(first.substr(0, 9));
            if (index >= positional.size())
                throw RaisedError("IndexError",
                                  "Replacement index " + std::to_string(index)
                                      + " out of range for positional args tuple");
            value = positional[index];
        } else {
            bool found = false;
            for (const auto& [name, argument] : keywords) {
                if (name == first) {
                    value = argument;
                    found = true;
                }
            }
            if (!found)
                raiseKeyError(interpreter, makeString(first));
        }
        for (std::size_t at = end; at < path.size();) {
            const bool attribute = path[at] == '.';
            const auto stop = attribute ? std::min(path.find_first_of(".[", at + 1), path.size())
                                        : path.find(']', at);
            if (stop == std::string_view::npos)
                throw RaisedError("ValueError", "Missing ']' in format string");
            const std::string key(path.substr(at + 1, stop - at - 1));
            if (attribute)
                value = interpreter.attribute(value, key);
            else if (!key.empty() && key.find_first_not_of("0123456789") == std::string::npos)
                value = interpreter.item(
                    value, Value::integer(static_cast<std::int64_t>(std::stoul(key.substr(0, 9)))));
            else
                value = interpreter.item(value, makeString(key));
            at = attribute ? stop : stop + 1;
        }
        return value;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if ((c == '{' || c == '}') && at + 1 < text.size() && text[at + 1] == c) {
            result += c;
            ++at;
        } else if (c == '}') {
            throw RaisedError("ValueError", "Single '}' encountered in format string");
        } else if (c == '{') {
            std::size_t end = at + 1;
            for (int depth = 1; end < text.size(); ++end) {
                depth += text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
                if (depth == 0)
                    break;
            }
            if (end >= text.size())
                throw RaisedError("ValueError", "Single '{' encountered in format string");
            const std::string_view field = std::string_view(text).substr(at + 1, end - at - 1);
            const auto pathEnd = std::min(field.find_first_of("!:"), field.size());
            Value value = lookUp(field.substr(0, pathEnd));
            std::size_t rest = pathEnd;
            if (rest < field.size() && field[rest] == '!') {
                const char conversion = rest + 1 < field.size() ? field[rest + 1] : 's';
                value = makeString(conversion == 'r' ? interpreter.repr(value)
                                                     : interpreter.str(value));
                rest += 2;
            }
            std::string specification(rest < field.size() ? field.substr(rest + 1)
                                                          : std::string_view());
            if (specification.find('{') != std::string::npos) {
                const auto open = specification.find('{');
                const auto close = specification.find('}', open);
                if (close == std::string::npos)
                    throw RaisedError("ValueError", "Single '{' encountered in format string");
                specification = specification.substr(0, open)
                    + interpreter.str(
                        lookUp(std::string_view(specification).substr(open + 1, close - open - 1)))
                    + specification.substr(close + 1);
            }
            result += interpreter.format(value, specification);
            at = end;
        } else {
            result += c;
        }
    }
    return result;
}

} // namespace engine::lang

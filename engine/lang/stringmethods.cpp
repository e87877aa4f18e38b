#include <algorithm>
#include <cctype>

#include "engine/lang/format.h"
#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"
#include "engine/lang/utf8.h"

namespace engine::lang {

namespace {

using Arguments = std::vector<Value>;
constexpr std::string_view blanks = " \t\n\r\v\f";

const std::string& textOf(const Value& self)
{
    return *stringText(self);
}

const std::string& textArgument(Interpreter& interpreter, const Value& value)
{
    const std::string* text = stringText(value);
    if (text == nullptr)
        throw RaisedError("TypeError", "must be str, not " + interpreter.qualifiedTypeName(value));
    return *text;
}

template <class Change>
Value mapped(const std::string& text, Change change)
{
    std::string result = text;
    for (std::size_t i = 0; i < result.size(); ++i)
        if ((static_cast<unsigned char>(result[i]) & 0x80U) == 0)
            result[i] = static_cast<char>(change(static_cast<unsigned char>(result[i]), i));
    return makeString(std::move(result));
}

Value stripped(Interpreter& interpreter, const Value& self, const Arguments& a, bool left,
               bool right)
{
    const std::string& text = textOf(self);
    const std::string set =
        a.empty() || a[0].isNone() ? std::string(blanks) : textArgument(interpreter, a[0]);
    auto characters = utf8::characters(text);
    const auto inSet = [&](std::string_view c) { return set.find(c) != std::string::npos; };
    std::size_t begin = 0;
    std::size_t end = characters.size();
    while (left && begin < end && inSet(characters[begin]))
        ++begin;
    while (right && end > begin && inSet(characters[end - 1]))
        --end;
    std::string result;
    for (std::size_t i = begin; i < end; ++i)
        result += characters[i];
    return makeString(std::move(result));
}

Value split(Interpreter& interpreter, const Value& self, const Arguments& a,
            const KeywordArguments& keywords)
{
    const std::string& text = textOf(self);
    Value separator = a.empty() ? Value() : a[0];
    std::int64_t most = a.size() > 1 ? indexOf(interpreter, a[1]).value_or(-1) : -1;
    for (const auto& [name, value] : keywords) {
        if (name == "sep")
            separator = value;
        else if (name == "maxsplit")
            most = indexOf(interpreter, value).value_or(-1);
        else
            throw RaisedError("TypeError",
                              "'" + name + "' is an invalid keyword argument for split()");
    }
    std::vector<Value> parts;
    if (separator.isNone()) {
        std::size_t at = text.find_first_not_of(blanks);
        while (at != std::string::npos) {
            std::size_t end = text.find_first_of(blanks, at);
            if (most >= 0 && static_cast<std::int64_t>(parts.size()) == most)
                end = text.find_last_not_of(blanks) + 1;
            parts.push_back(makeString(text.substr(at, end - at)));
            at = end == std::string::npos ? end : text.find_first_not_of(blanks, end);
        }
        return makeList(std::move(parts));
    }
    const std::string& s = textArgument(interpreter, separator);
    if (s.empty())
        throw RaisedError("ValueError", "empty separator");
    std::size_t at = 0;
    while (true) {
        const std::size_t end = most >= 0 && static_cast<std::int64_t>(parts.size()) == most
            ? std::string::npos
            : text.find(s, at);
        parts.push_back(makeString(text.substr(at, end == std::string::npos ? end : end - at)));
        if (end == std::string::npos)
            return makeList(std::move(parts));
        at = end + s.size();
    }
}

Value join(Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&)
{
    std::string result;
    std::size_t count = 0;
    for (const Value& element : interpreter.elements(a[0])) {
        const std::string* text = stringText(element);
        if (text == nullptr)
            throw RaisedError("TypeError",
                              "sequence item " + std::to_string(count) + ": expected str instance, "
                                  + interpreter.qualifiedTypeName(element) + " found",
                              {"join() needs text: `', '.join(str(x) for x in ...)`.",
                               "join() 需要字符串：`', '.join(str(x) for x in ...)`。"});
        if (count++ > 0)
            result += textOf(self);
        result += *text;
        checkAllocation(interpreter, static_cast<std::int64_t>(result.size()), 1);
    }
    return makeString(std::move(result));
}

Value replace(Interpreter& interpreter, const Value& self, const Arguments& a,
              const KeywordArguments&)
{
    const std::string& text = textOf(self);
    const std::string& from = textArgument(interpreter, a[0]);
    const std::string& to = textArgument(interpreter, a[1]);
    std::int64_t left = a.size() > 2 ? indexOf(interpreter, a[2]).value_or(-1) : -1;
    std::string result;
    std::size_t at = 0;
    while (at <= text.size() && left != 0) {
        const std::size_t found = text.find(from, at);
        if (found == std::string::npos)
            break;
        result += text.substr(at, found - at) + to;
        at = found + from.size();
        --left;
        if (from.empty()) {
            if (found >= text.size())
                return makeString(std::move(result));
            const std::size_t count = utf8::sequenceLength(text[found]);
            result += text.substr(found, count);
            at = found + count;
        }
        checkAllocation(interpreter, static_cast<std::int64_t>(result.size()), 1);
    }
    return makeString(result + (at <= text.size() ? text.substr(at) : ""));
}

Value found(const std::string& text, std::size_t byte)
{
    return Value::integer(byte == std::string::npos ? -1
                                                    : static_cast<std::int64_t>(utf8::length(
                                                        std::string_view(text).substr(0, byte))));
}

bool affix(Interpreter& interpreter, const Value& self, const Value& wanted, bool start)
{
    if (const auto* options = tupleElements(wanted))
        return std::any_of(options->begin(), options->end(),
                           [&](const Value& o) { return affix(interpreter, self, o, start); });
    const std::string& part = textArgument(interpreter, wanted);
    return start ? textOf(self).starts_with(part) : textOf(self).ends_with(part);
}

template <class Is>
Value allAre(const std::string& text, Is is)
{
    return Value::boolean(!text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return is(static_cast<unsigned char>(c));
    }));
}

Value pad(Interpreter& interpreter, const Value& self, const Arguments& a, char align)
{
    const std::int64_t width = indexOf(interpreter, a[0]).value_or(0);
    checkAllocation(interpreter, width, 1);
    return makeString(utf8::padded(textOf(self), width < 0 ? 0 : static_cast<std::size_t>(width),
                                   align, a.size() > 1 ? textArgument(interpreter, a[1]) : " "));
}

Value cased(const std::string& text, bool title)
{
    bool inWord = false;
    return mapped(text, [&, title](unsigned char c, std::size_t i) {
        const bool upper = title ? !inWord : i == 0;
        inWord = std::isalpha(c) != 0;
        return upper ? std::toupper(c) : std::tolower(c);
    });
}

#define METHOD                                                                                     \
    [](Interpreter & i, const Value& self, const Arguments& a, const KeywordArguments& k) -> Value
#define UNUSED                                                                                     \
    static_cast<void>(i), static_cast<void>(self), static_cast<void>(a), static_cast<void>(k)

const std::vector<Method> methods = {{"upper", 0, 0, METHOD{UNUSED;
return mapped(textOf(self), [](int c, std::size_t) { return std::toupper(c); });
} // namespace
} // namespace engine::lang
, {"lower", 0, 0, METHOD{UNUSED;
return mapped(textOf(self), [](int c, std::size_t) { return std::tolower(c); });
}
}
, {"swapcase", 0, 0, METHOD{UNUSED;
return mapped(textOf(self), [](int c, std::size_t) {
    return std::isupper(c) ? std::tolower(c) : std::toupper(c);
});
}
}
, {"capitalize", 0, 0, METHOD{UNUSED;
return cased(textOf(self), false);
}
}
, {"title", 0, 0, METHOD{UNUSED;
return cased(textOf(self), true);
}
}
, {"strip", 0, 1, METHOD{UNUSED;
return stripped(i, self, a, true, true);
}
}
, {"lstrip", 0, 1, METHOD{UNUSED;
return stripped(i, self, a, true, false);
}
}
, {"rstrip", 0, 1, METHOD{UNUSED;
return stripped(i, self, a, false, true);
}
}
, {"split", 0, 2, split, true}, {"splitlines", 0, 0, METHOD{UNUSED;
std::vector<Value> lines;
const std::string& text = textOf(self);
for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(makeString(text.substr(at, end - at)));
    at = end + 1;
}
return makeList(std::move(lines));
}
}
, {"join", 1, 1, join}, {"replace", 2, 3, replace}, {"find", 1, 1, METHOD{UNUSED;
return found(textOf(self), textOf(self).find(textArgument(i, a[0])));
}
}
, {"rfind", 1, 1, METHOD{UNUSED;
return found(textOf(self), textOf(self).rfind(textArgument(i, a[0])));
}
}
, {"index", 1, 1, METHOD{UNUSED;
const std::size_t at = textOf(self).find(textArgument(i, a[0]));
if (at == std::string::npos)
    throw RaisedError("ValueError", "substring not found");
return found(textOf(self), at);
}
}
, {"count", 1, 1, METHOD{UNUSED;
const std::string& part = textArgument(i, a[0]);
const std::string& text = textOf(self);
if (part.empty())
    return Value::integer(static_cast<std::int64_t>(utf8::length(text)) + 1);
std::int64_t count = 0;
for (std::size_t at = text.find(part); at != std::string::npos;
     at = text.find(part, at + part.size()))
    ++count;
return Value::integer(count);
}
}
, {"startswith", 1, 1, METHOD{UNUSED;
return Value::boolean(affix(i, self, a[0], true));
}
}
, {"endswith", 1, 1, METHOD{UNUSED;
return Value::boolean(affix(i, self, a[0], false));
}
}
, {"isdigit", 0, 0, METHOD{UNUSED;
return allAre(textOf(self), [](int c) { return std::isdigit(c) != 0; });
}
}
, {"isnumeric", 0, 0, METHOD{UNUSED;
return allAre(textOf(self), [](int c) { return std::isdigit(c) != 0; });
}
}
, {"isalpha", 0, 0, METHOD{UNUSED;
return allAre(textOf(self), [](int c) { return c >= 0x80 || std::isalpha(c) != 0; });
}
}
, {"isalnum", 0, 0, METHOD{UNUSED;
return allAre(textOf(self), [](int c) { return c >= 0x80 || std::isalnum(c) != 0; });
}
}
, {"isspace", 0, 0, METHOD{UNUSED;
return allAre(textOf(self), [](int c) { return std::isspace(c) != 0; });
}
}
, {"isupper", 0, 0, METHOD{UNUSED;
return Value::boolean(std::any_of(textOf(self).begin(), textOf(self).end(),
                                  [](char c) { return c >= 'A' && c <= 'Z'; })
                      && std::none_of(textOf(self).begin(), textOf(self).end(),
                                      [](char c) { return c >= 'a' && c <= 'z'; }));
}
}
, {"islower", 0, 0, METHOD{UNUSED;
return Value::boolean(std::any_of(textOf(self).begin(), textOf(self).end(),
                                  [](char c) { return c >= 'a' && c <= 'z'; })
                      && std::none_of(textOf(self).begin(), textOf(self).end(),
                                      [](char c) { return c >= 'A' && c <= 'Z'; }));
}
}
, {"ljust", 1, 2, METHOD{UNUSED;
return pad(i, self, a, '<');
}
}
, {"rjust", 1, 2, METHOD{UNUSED;
return pad(i, self, a, '>');
}
}
, {"center", 1, 2, METHOD{UNUSED;
return pad(i, self, a, '^');
}
}
, {"zfill", 1, 1, METHOD{UNUSED;
const std::string& text = textOf(self);
const auto width =
    static_cast<std::size_t>(std::max<std::int64_t>(indexOf(i, a[0]).value_or(0), 0));
checkAllocation(i, static_cast<std::int64_t>(width), 1);
const bool sign = !text.empty() && (text[0] == '-' || text[0] == '+');
return makeString(
    (sign ? text.substr(0, 1) : "")
    + utf8::padded(text.substr(sign ? 1 : 0), width - (sign && width > 0 ? 1 : 0), '>', "0"));
}
}
, {"format", 0, -1, METHOD{return makeString(braceFormat(i, textOf(self), a, k));
}
, true
}
, {"partition", 1, 1, METHOD{UNUSED;
const std::string& text = textOf(self);
const std::string& s = textArgument(i, a[0]);
const std::size_t at = text.find(s);
if (at == std::string::npos)
    return makeTuple({self, makeString(""), makeString("")});
return makeTuple(
    {makeString(text.substr(0, at)), makeString(s), makeString(text.substr(at + s.size()))});
}
}
,
}
;

#undef METHOD
#undef UNUSED

} // namespace

std::optional<Value> StringObject::attribute(Interpreter& /*interpreter*/, const std::string& name)
{
    return bindMethod(*this, methods, name);
}

std::vector<std::string> StringObject::attributeNames() const
{
    return methodNames(methods);
}

} // namespace engine::lang

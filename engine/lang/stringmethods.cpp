#include <algorithm>
#include <cctype>

#include "engine/lang/format.h"
#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"
#include "engine/lang/textsearch.h"
#include "engine/lang/utf8.h"

namespace engine::lang {

namespace {

constexpr std::string_view blanks = " \t\n\r\v\f";

/// An argument that must be text; the method's own string comes first.
const std::string& text(Interpreter& interpreter, const Value& value)
{
    const std::string* result = stringText(value);
    if (result == nullptr)
        throw RaisedError("TypeError", "must be str, not " + interpreter.qualifiedTypeName(value));
    return *result;
}

/// `change` of each letter and of whether it begins a word.
template <class Change>
Value mapped(Interpreter& interpreter, const Value& string, Change change)
{
    const std::string& whole = text(interpreter, string);
    std::string result;
    bool inWord = false;
    std::size_t count = 0;
    for (std::size_t at = 0; at < whole.size(); at += utf8::sequenceLength(whole[at])) {
        if ((++count & 0xFFFU) == 0)
            interpreter.spend(0);
        const unsigned code = utf8::codePointAt(whole, at);
        utf8::append(result, change(code, !inWord));
        inWord = utf8::upper(code) != utf8::lower(code);
    }
    return makeString(std::move(result));
}

Value upper(Interpreter& i, Arguments a)
{
    return mapped(i, a[0], [](unsigned c, bool) { return utf8::upper(c); });
}

Value lower(Interpreter& i, Arguments a)
{
    return mapped(i, a[0], [](unsigned c, bool) { return utf8::lower(c); });
}

Value title(Interpreter& i, Arguments a)
{
    return mapped(i, a[0],
                  [](unsigned c, bool first) { return first ? utf8::upper(c) : utf8::lower(c); });
}

Value capitalize(Interpreter& i, Arguments a)
{
    bool first = true;
    return mapped(i, a[0], [&first](unsigned c, bool) {
        return std::exchange(first, false) ? utf8::upper(c) : utf8::lower(c);
    });
}

Value swapCase(Interpreter& i, Arguments a)
{
    return mapped(i, a[0], [](unsigned c, bool) {
        return utf8::upper(c) != c ? utf8::upper(c) : utf8::lower(c);
    });
}

template <bool left, bool right>
Value strip(Interpreter& i, Arguments a)
{
    const std::string& whole = text(i, a[0]);
    const std::string set = a[1].isNone() ? std::string(blanks) : text(i, a[1]);
    std::size_t begin = 0;
    std::size_t end = whole.size();
    const auto inSet = [&](std::size_t at) {
        return set.find(whole.substr(at, utf8::sequenceLength(whole[at]))) != std::string::npos;
    };
    while (left && begin < end && inSet(begin))
        begin += utf8::sequenceLength(whole[begin]);
    while (right && end > begin) {
        std::size_t last = end - 1;
        while (last > begin && (static_cast<unsigned char>(whole[last]) & 0xC0U) == 0x80U)
            --last;
        if (!inSet(last))
            break;
        end = last;
    }
    return makeString(whole.substr(begin, end - begin));
}

Value split(Interpreter& i, Arguments a)
{
    const std::string& whole = text(i, a[0]);
    const std::int64_t most = wholeArgument(i, a[2]);
    std::vector<Value> parts;
    const auto isLast = [&] {
        return most >= 0 && static_cast<std::int64_t>(parts.size()) == most;
    };
    std::size_t at = 0;
    if (a[1].isNone()) {
        at = whole.find_first_not_of(blanks);
        while (at != std::string::npos) {
            const std::size_t end = isLast() ? whole.size() : whole.find_first_of(blanks, at);
            i.spend();
            parts.push_back(makeString(whole.substr(at, end - at)));
            at = end == std::string::npos ? end : whole.find_first_not_of(blanks, end);
        }
        return makeList(std::move(parts));
    }
    const std::string& separator = text(i, a[1]);
    if (separator.empty())
        throw RaisedError("ValueError", "empty separator");
    while (true) {
        const std::size_t end = isLast() ? std::string::npos : findText(i, whole, separator, at);
        i.spend();
        parts.push_back(makeString(whole.substr(at, end == std::string::npos ? end : end - at)));
        if (end == std::string::npos)
            return makeList(std::move(parts));
        at = end + separator.size();
    }
}

Value splitLines(Interpreter& i, Arguments a)
{
    const std::string& whole = text(i, a[0]);
    std::vector<Value> lines;
    for (std::size_t at = 0; at < whole.size();) {
        const std::size_t end = std::min(whole.find_first_of("\r\n", at), whole.size());
        lines.push_back(makeString(whole.substr(at, end - at)));
        at = end + (whole.compare(end, 2, "\r\n") == 0 ? 2 : 1);
    }
    return makeList(std::move(lines));
}

Value join(Interpreter& i, Arguments a)
{
    const std::string& separator = text(i, a[0]);
    std::string result;
    std::size_t count = 0;
    for (const Value& element : i.elements(a[1])) {
        const std::string* part = stringText(element);
        if (part == nullptr)
            throw RaisedError("TypeError",
                              "sequence item " + std::to_string(count) + ": expected str instance, "
                                  + i.qualifiedTypeName(element) + " found",
                              {"join() needs text: `', '.join(str(x) for x in ...)`.",
                               "join() 需要字符串：`', '.join(str(x) for x in ...)`。"});
        i.spend();
        if (count++ > 0)
            result += separator;
        result += *part;
        checkText(i, static_cast<std::int64_t>(result.size()));
    }
    return makeString(std::move(result));
}

Value replace(Interpreter& i, Arguments a)
{
    const std::string& whole = text(i, a[0]);
    const std::string& from = text(i, a[1]);
    const std::string& to = text(i, a[2]);
    std::string result;
    std::size_t at = 0;
    for (std::int64_t left = wholeArgument(i, a[3]); left != 0; --left) {
        const std::size_t found = findText(i, whole, from, at);
        if (found == std::string::npos)
            break;
        result.append(whole, at, found - at).append(to);
        at = found + from.size();
        if (from.empty()) { // between all characters
            if (found >= whole.size())
                return makeString(std::move(result));
            at += utf8::sequenceLength(whole[found]);
            result.append(whole, found, at - found);
        }
        checkText(i, static_cast<std::int64_t>(result.size()));
    }
    return makeString(result.append(whole, at));
}

/// The part of the string between the optional arguments `start` and `end`; its first byte.
std::string_view section(Interpreter& i, Arguments a, std::size_t& begin)
{
    const std::string& whole = text(i, a[0]);
    const SliceIndices s =
        resolveSlice(i, {a[2], a[3], {}}, static_cast<std::int64_t>(utf8::length(whole)));
    begin = utf8::byteOffset(whole, static_cast<std::size_t>(s.start));
    const std::string_view rest = std::string_view(whole).substr(begin);
    return rest.substr(0, utf8::byteOffset(rest, static_cast<std::size_t>(s.count)));
}

template <bool last, bool mustExist>
Value find(Interpreter& i, Arguments a)
{
    std::size_t begin = 0;
    const std::string_view part = section(i, a, begin);
    const std::string& wanted = text(i, a[1]);
    const std::size_t at = last ? findLastText(i, part, wanted) : findText(i, part, wanted);
    if (at != std::string_view::npos)
        return Value::integer(static_cast<std::int64_t>(
            utf8::length(std::string_view(text(i, a[0])).substr(0, begin + at))));
    if (mustExist)
        throw RaisedError("ValueError", "substring not found");
    return Value::integer(-1);
}

Value count(Interpreter& i, Arguments a)
{
    std::size_t begin = 0;
    const std::string_view part = section(i, a, begin);
    const std::string& wanted = text(i, a[1]);
    if (wanted.empty())
        return Value::integer(static_cast<std::int64_t>(utf8::length(part)) + 1);
    std::int64_t found = 0;
    for (std::size_t at = findText(i, part, wanted); at != std::string_view::npos;
         at = findText(i, part, wanted, at + wanted.size()))
        ++found;
    return Value::integer(found);
}

template <bool start>
Value affix(Interpreter& i, Arguments a)
{
    const auto* options = tupleElements(a[1]);
    const std::string& whole = text(i, a[0]);
    const auto matches = [&](const Value& option) {
        return start ? whole.starts_with(text(i, option)) : whole.ends_with(text(i, option));
    };
    return Value::boolean(options != nullptr
                              ? std::any_of(options->begin(), options->end(), matches)
                              : matches(a[1]));
}

/// Whether every character is of a kind; `letters` says whether letters beyond ASCII are.
template <int (*is)(int), bool letters>
Value all(Interpreter& i, Arguments a)
{
    const auto characters = utf8::characters(text(i, a[0]));
    return Value::boolean(
        !characters.empty()
        && std::all_of(characters.begin(), characters.end(), [](std::string_view c) {
               const unsigned code = utf8::codePointAt(c, 0);
               return code < 0x80 ? is(static_cast<int>(code)) != 0
                                  : letters && utf8::isLetter(code);
           }));
}

/// isupper, islower: some letter would change by `other`, none by `own`.
template <unsigned (*own)(unsigned), unsigned (*other)(unsigned)>
Value cased(Interpreter& i, Arguments a)
{
    const auto characters = utf8::characters(text(i, a[0]));
    const auto any = [&characters](unsigned (*change)(unsigned)) {
        return std::any_of(characters.begin(), characters.end(), [change](std::string_view c) {
            return change(utf8::codePointAt(c, 0)) != utf8::codePointAt(c, 0);
        });
    };
    return Value::boolean(any(other) && !any(own));
}

template <char align>
Value pad(Interpreter& i, Arguments a)
{
    const std::int64_t width = std::max<std::int64_t>(wholeArgument(i, a[1]), 0);
    checkText(i, width);
    std::string whole = text(i, a[0]);
    const auto columns = static_cast<std::size_t>(width);
    if (align == '^') { // the odd blank goes left in an odd width, unlike format()'s
        const std::size_t missing = columns - std::min(columns, utf8::length(whole));
        const std::size_t left = missing / 2 + (missing & columns & 1U);
        whole = utf8::padded(whole, columns - missing + left, '>', text(i, a[2]));
        return makeString(utf8::padded(whole, columns, '<', text(i, a[2])));
    }
    if (align != '=')
        return makeString(utf8::padded(whole, columns, align, text(i, a[2])));
    const bool sign = whole.starts_with('-') || whole.starts_with('+');
    const std::string front = whole.substr(0, sign ? 1 : 0);
    const std::size_t room = columns - std::min(columns, front.size());
    return makeString(front + utf8::padded(whole.substr(front.size()), room, '>', "0"));
}

template <bool last>
Value partition(Interpreter& i, Arguments a)
{
    const std::string& whole = text(i, a[0]);
    const std::string& separator = text(i, a[1]);
    if (separator.empty())
        throw RaisedError("ValueError", "empty separator");
    const std::size_t at = last ? findLastText(i, whole, separator) : findText(i, whole, separator);
    const Value none = makeString("");
    if (at == std::string::npos)
        return last ? makeTuple({none, none, a[0]}) : makeTuple({a[0], none, none});
    return makeTuple(
        {makeString(whole.substr(0, at)), a[1], makeString(whole.substr(at + separator.size()))});
}

template <bool start>
Value removeAffix(Interpreter& i, Arguments a)
{
    const std::string& whole = text(i, a[0]);
    const std::string& part = text(i, a[1]);
    if (start ? !whole.starts_with(part) : !whole.ends_with(part))
        return a[0];
    return makeString(start ? whole.substr(part.size())
                            : whole.substr(0, whole.size() - part.size()));
}

Value format(Interpreter& i, Arguments a)
{
    KeywordArguments keywords;
    for (const auto entries = dictEntries(a[2]); const auto& [key, value] : *entries)
        keywords.emplace_back(*stringText(key), value);
    return makeString(braceFormat(i, text(i, a[0]), *tupleElements(a[1]), keywords));
}

constexpr NativeRow methods[] = {
    {"upper", "/", upper},
    {"lower", "/", lower},
    {"casefold", "/", lower},
    {"swapcase", "/", swapCase},
    {"capitalize", "/", capitalize},
    {"title", "/", title},
    {"strip", "chars=None, /", strip<true, true>},
    {"lstrip", "chars=None, /", strip<true, false>},
    {"rstrip", "chars=None, /", strip<false, true>},
    {"split", "sep=None, maxsplit=-1", split},
    {"splitlines", "/", splitLines},
    {"join", "iterable, /", join},
    {"replace", "old, new, count=-1, /", replace},
    {"find", "sub, start=None, end=None, /", find<false, false>},
    {"rfind", "sub, start=None, end=None, /", find<true, false>},
    {"index", "sub, start=None, end=None, /", find<false, true>},
    {"rindex", "sub, start=None, end=None, /", find<true, true>},
    {"count", "sub, start=None, end=None, /", count},
    {"startswith", "prefix, /", affix<true>},
    {"endswith", "suffix, /", affix<false>},
    {"isdigit", "/", all<::isdigit, false>},
    {"isdecimal", "/", all<::isdigit, false>},
    {"isnumeric", "/", all<::isdigit, false>},
    {"isalpha", "/", all<::isalpha, true>},
    {"isalnum", "/", all<::isalnum, true>},
    {"isspace", "/", all<::isspace, false>},
    {"isupper", "/", cased<utf8::upper, utf8::lower>},
    {"islower", "/", cased<utf8::lower, utf8::upper>},
    {"ljust", "width, fillchar=' ', /", pad<'<'>},
    {"rjust", "width, fillchar=' ', /", pad<'>'>},
    {"center", "width, fillchar=' ', /", pad<'^'>},
    {"zfill", "width, /", pad<'='>},
    {"partition", "sep, /", partition<false>},
    {"rpartition", "sep, /", partition<true>},
    {"removeprefix", "prefix, /", removeAffix<true>},
    {"removesuffix", "suffix, /", removeAffix<false>},
    {"format", "*args, **kwargs", format},
};

} // namespace

std::span<const NativeRow> stringMethods()
{
    return methods;
}

} // namespace engine::lang

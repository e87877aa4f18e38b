#include "engine/learning/codereading.h"

#include <algorithm>
#include <regex>
#include <string_view>

#include "engine/lesson/sourcetext.h"

namespace engine {
namespace {

/// Code up to a place, with the contents of strings and comments blanked out.
struct Masked
{
    std::string code;
    bool endsInText = false;
};

Masked masked(std::string_view source)
{
    Masked result{std::string(source), false};
    std::string quote;
    bool isComment = false;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const char c = source[i];
        if (isComment) {
            isComment = c != '\n';
            result.code[i] = c == '\n' ? c : ' ';
        } else if (!quote.empty()) {
            if (c == '\\') {
                result.code[i] = ' ';
                if (i + 1 < source.size())
                    result.code[++i] = ' ';
            } else if (source.substr(i, quote.size()) == quote) {
                i += quote.size() - 1;
                quote.clear();
            } else if (c == '\n' && quote.size() == 1) {
                quote.clear(); // it was not closed
            } else {
                result.code[i] = ' ';
            }
        } else if (c == '#') {
            isComment = true;
            result.code[i] = ' ';
        } else if (c == '"' || c == '\'') {
            quote =
                source.substr(i, 3) == std::string(3, c) ? std::string(3, c) : std::string(1, c);
            i += quote.size() - 1;
        }
    }
    result.endsInText = isComment || !quote.empty();
    return result;
}

void readLine(const std::string& line, CodeReading& code)
{
    static const std::regex import(R"(^\s*import\s+([\w.]+)(?:\s+as\s+(\w+))?)");
    static const std::regex from(R"(^\s*from\s+([\w.]+)\s+import\s+(.*)$)");
    static const std::regex imported(R"((\w+)(?:\s+as\s+(\w+))?)");
    static const std::regex definition(R"(^\s*def\s+(\w+)\s*(\(.*\))\s*(?:->.*)?:)");
    static const std::regex type(R"(^\s*class\s+(\w+))");
    static const std::regex assignment(R"(^\s*(\w+)\s*(?::[^=]*)?=(?!=)\s*(.*)$)");
    static const std::regex several(R"(^\s*\(?(\w+(?:\s*,\s*\w+)+)\)?\s*=(?!=))");
    static const std::regex with(R"(\bwith\s+(.*))");
    static const std::regex bindingOf(R"(([^,]+?)\s+as\s+(\w+))");
    static const std::regex loop(R"(^\s*for\s+(\w+(?:\s*,\s*\w+)*)\s+in\s+(.*):)");
    std::smatch match;
    using Kind = CodeBinding::Kind;
    if (std::regex_search(line, match, import)) {
        const std::string path = match[1];
        if (match[2].matched)
            code.bindings[match[2]] = {Kind::Import, path};
        else
            code.bindings[path.substr(0, path.find('.'))] = {Kind::Import,
                                                             path.substr(0, path.find('.'))};
    } else if (std::regex_search(line, match, from)) {
        const std::string names = match[2];
        for (std::sregex_iterator it(names.begin(), names.end(), imported), end; it != end; ++it)
            code.bindings[(*it)[2].matched ? (*it)[2] : (*it)[1]] = {
                Kind::Import, match[1].str() + "." + (*it)[1].str()};
    } else if (std::regex_search(line, match, definition)) {
        code.bindings[match[1]] = {Kind::Definition, match[2]};
        const std::string parameters = match[2];
        for (const std::string& word : wordsOf(parameters))
            code.bindings.try_emplace(word, CodeBinding{});
    } else if (std::regex_search(line, match, type)) {
        code.bindings[match[1]] = {Kind::Definition, "(…)"};
    } else if (std::regex_search(line, match, loop)) {
        const std::string names = match[1];
        const bool counts = match[2].str().rfind("range(", 0) == 0;
        for (const std::string& word : wordsOf(names))
            code.bindings[word] =
                counts ? CodeBinding{Kind::Assignment, "0"} : CodeBinding{Kind::Unknown, {}};
    } else if (std::regex_search(line, match, with)) {
        std::string managers = match[1];
        for (std::sregex_iterator it(managers.begin(), managers.end(), bindingOf), end; it != end;
             ++it)
            code.bindings[(*it)[2]] = {Kind::Assignment, std::string(trimmed((*it)[1].str()))};
    } else if (std::regex_search(line, match, several)) {
        const std::string names = match[1];
        for (const std::string& word : wordsOf(names))
            code.bindings[word] = {};
    } else if (std::regex_search(line, match, assignment)) {
        code.bindings[match[1]] = {Kind::Assignment, std::string(trimmed(match[2].str()))};
    }
}

} // namespace

bool isNamePart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80U;
}

CodeReading readCode(const std::string& above, const std::string& source)
{
    CodeReading code;
    for (const std::string* const part : {&above, &source}) {
        // Strings stay, so that an assignment shows what it is; their contents do not count as
        // code.
        const std::string text = masked(*part).code;
        for (const std::string_view line : linesOf(text)) {
            constexpr std::size_t longest = 2000;
            if (line.size() < longest)
                readLine(std::string(line), code);
        }
    }
    return code;
}

DottedName dottedNameBefore(const std::string& source, int caret)
{
    const Masked text = masked(std::string_view(source).substr(0, static_cast<std::size_t>(caret)));
    DottedName name;
    name.isInText = text.endsInText;
    name.lastBegin = caret;
    std::size_t end = text.code.size();
    for (;;) {
        std::size_t begin = end;
        while (begin > 0 && isNamePart(text.code[begin - 1]))
            --begin;
        if (name.path.empty())
            name.lastBegin = static_cast<int>(begin);
        name.path.insert(name.path.begin(), text.code.substr(begin, end - begin));
        if (begin == 0 || text.code[begin - 1] != '.')
            break;
        end = begin - 1;
    }
    if (name.path.size() > 1 && name.path.front().empty()) { // "f(x).na": of what f gives
        name.path.front() = "(…)";
    }
    return name;
}

OpenCall callBefore(const std::string& source, int caret)
{
    const Masked text = masked(std::string_view(source).substr(0, static_cast<std::size_t>(caret)));
    OpenCall call;
    int depth = 0;
    for (std::size_t i = text.code.size(); i-- > 0;) {
        const char c = text.code[i];
        if (c == ')' || c == ']' || c == '}') {
            ++depth;
        } else if ((c == '[' || c == '{') && depth == 0) {
            call.argument = 0; // a list among the arguments
        } else if (c == '[' || c == '{') {
            --depth;
        } else if (c == '(' && depth > 0) {
            --depth;
        } else if (c == '(') {
            const DottedName name = dottedNameBefore(text.code, static_cast<int>(i));
            if (name.path.back().empty()) { // brackets of arithmetic
                call.argument = 0;
                continue;
            }
            call.path = name.path;
            static const std::regex begun(R"(^\s*(\w+)\s*=(?!=))");
            const std::string inside = text.code.substr(i + 1);
            const std::size_t comma = inside.rfind(',');
            const std::string last = comma == std::string::npos ? inside : inside.substr(comma + 1);
            std::smatch match;
            if (std::regex_search(last, match, begun))
                call.keyword = match[1];
            return call;
        } else if (c == ',' && depth == 0) {
            ++call.argument;
        } else if (c == '\n' && depth == 0 && i + 1 < text.code.size()
                   && isNamePart(text.code[i + 1])) {
            break; // a line that begins at the margin is a new statement
        }
    }
    return {};
}

ExpressionHead expressionHead(const std::string& expression)
{
    ExpressionHead head;
    std::size_t at = 0;
    while (at < expression.size()) {
        const std::size_t begin = at;
        while (at < expression.size() && isNamePart(expression[at]))
            ++at;
        if (at == begin
            || (head.path.empty() && expression[begin] >= '0' && expression[begin] <= '9'))
            return head;
        head.path.push_back(expression.substr(begin, at - begin));
        if (at >= expression.size() || expression[at] != '.')
            break;
        ++at;
    }
    head.isCalled = at < expression.size() && expression[at] == '(';
    head.isWhole = at == expression.size();
    return head;
}

std::vector<std::string> wordsOf(const std::string& expression)
{
    std::vector<std::string> words;
    for (std::size_t i = 0; i < expression.size();) {
        if (!isNamePart(expression[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        while (i < expression.size() && isNamePart(expression[i]))
            ++i;
        const bool isAttribute = begin > 0 && expression[begin - 1] == '.';
        const bool isNumber = expression[begin] >= '0' && expression[begin] <= '9';
        if (!isAttribute && !isNumber)
            words.push_back(expression.substr(begin, i - begin));
    }
    return words;
}

std::vector<std::string> splitPath(const std::string& path)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('.', begin), path.size());
        parts.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::vector<std::string> methodNames(const std::string& sample)
{
    if (sample == "<str>")
        return {"capitalize", "count",   "endswith", "find",  "format",     "index",
                "isalpha",    "isdigit", "join",     "ljust", "lower",      "lstrip",
                "replace",    "rjust",   "rstrip",   "split", "splitlines", "startswith",
                "strip",      "title",   "upper",    "zfill"};
    if (sample == "<list>")
        return {"append", "clear", "copy",   "count",   "extend", "index",
                "insert", "pop",   "remove", "reverse", "sort"};
    if (sample == "<dict>")
        return {"clear", "copy",    "get",        "items",  "keys",
                "pop",   "popitem", "setdefault", "update", "values"};
    if (sample == "<set>")
        return {"add",      "clear",      "copy", "difference", "discard", "intersection",
                "issubset", "issuperset", "pop",  "remove",     "union",   "update"};
    if (sample == "<tuple>")
        return {"count", "index"};
    return {};
}

} // namespace engine

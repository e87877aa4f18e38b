#include "engine/lang/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "engine/lang/bigint.h"
#include "engine/lang/raisederror.h"
#include "engine/lang/syntaxproblem.h"
#include "engine/lang/utf8.h"

namespace engine::lang {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 22> fullWidth = {{
    {"，", ","}, {"。", "."}, {"：", ":"}, {"；", ";"}, {"（", "("}, {"）", ")"},
    {"【", "["}, {"】", "]"}, {"“", "\""}, {"”", "\""}, {"‘", "'"},  {"’", "'"},
    {"＝", "="}, {"＋", "+"}, {"－", "-"}, {"＊", "*"}, {"／", "/"}, {"、", ","},
    {"！", "!"}, {"？", "?"}, {"《", "<"}, {"》", ">"},
}};

constexpr std::array<std::string_view, 47> operators = {{
    "**=", "//=", ">>=", "<<=", "...", "!=", "==", "<=", ">=", "**", "//", "<<",
    ">>",  "->",  ":=",  "+=",  "-=",  "*=", "/=", "%=", "@=", "&=", "|=", "^=",
    "+",   "-",   "*",   "/",   "%",   "@",  "&",  "|",  "^",  "~",  "<",  ">",
    "(",   ")",   "[",   "]",   "{",   "}",  ",",  ":",  ".",  ";",  "=",
}};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
        || (static_cast<unsigned char>(c) & 0x80U) != 0;
}
bool isNamePart(char c)
{
    return isNameStart(c) || isDigit(c);
}
bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

class Lexer
{
public:
    Lexer(std::string_view source, int cell, int begin, int end, bool expressionOnly)
        : m_source(source)
        , m_cell(cell)
        , m_at(begin)
        , m_end(end)
        , m_expressionOnly(expressionOnly)
    {
    }

    std::vector<SourceSpan> takeIgnoredLines() { return std::move(m_ignoredLines); }

    std::vector<Token> run()
    {
        bool lineStart = !m_expressionOnly;
        while (true) {
            if (lineStart) {
                lineStart = false;
                if (!beginLine()) {
                    lineStart = true;
                    if (m_at >= m_end)
                        break;
                    continue;
                }
            }
            skipBlanks();
            if (m_at >= m_end)
                break;
            if (peek() == '\n') {
                const int at = m_at++;
                if (m_brackets.empty() && !m_expressionOnly) {
                    add(Token::Kind::Newline, at);
                    lineStart = true;
                }
                continue;
            }
            token();
        }
        finish();
        return std::move(m_tokens);
    }

private:
    char peek(int ahead = 0) const
    {
        return m_at + ahead < m_end ? m_source[static_cast<std::size_t>(m_at + ahead)] : '\0';
    }
    std::string_view rest() const
    {
        return m_source.substr(static_cast<std::size_t>(m_at),
                               static_cast<std::size_t>(m_end - m_at));
    }
    SourceSpan span(int begin, int end) const { return {m_cell, begin, end}; }
    [[noreturn]] void fail(int begin, int end, std::string message, BilingualText hint = {},
                           std::string kind = "SyntaxError") const
    {
        throw SyntaxProblem{std::move(message), std::move(hint), span(begin, end), std::move(kind)};
    }
    Token& add(Token::Kind kind, int begin, std::string text = {})
    {
        m_tokens.push_back({kind, span(begin, m_at), std::move(text), {}, {}});
        return m_tokens.back();
    }

    /// Measures the indentation; false when the line holds nothing to run.
    bool beginLine()
    {
        const int begin = m_at;
        int width = 0;
        for (; m_at < m_end; ++m_at) {
            if (peek() == ' ' || (m_at == 0 && peek() == '\f'))
                ++width;
            else if (peek() == '\t')
                width = (width / 8 + 1) * 8;
            else
                break;
        }
        if (m_at < m_end && (peek() == '%' || peek() == '!')) {
            const int line = m_at;
            while (m_at < m_end && peek() != '\n')
                ++m_at;
            m_ignoredLines.push_back(span(line, m_at));
        }
        skipBlanks();
        if (m_at >= m_end)
            return false;
        if (peek() == '\n') {
            ++m_at;
            return false;
        }
        if (width > m_indents.back()) {
            if (m_indents.size() >= 100)
                fail(begin, m_at, "too many levels of indentation", {}, "IndentationError");
            m_indents.push_back(width);
            add(Token::Kind::Indent, begin);
        }
        while (width < m_indents.back()) {
            m_indents.pop_back();
            if (width > m_indents.back())
                fail(begin, m_at, "unindent does not match any outer indentation level",
                     {"Line this up with the block it belongs to.",
                      "请让这一行与它所属的代码块对齐。"},
                     "IndentationError");
            add(Token::Kind::Dedent, m_at);
        }
        return true;
    }

    void skipBlanks()
    {
        while (m_at < m_end) {
            if (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\f')
                ++m_at;
            else if (peek() == '\\' && peek(1) == '\n')
                m_at += 2;
            else if (peek() == '\\' && peek(1) == '\r' && peek(2) == '\n')
                m_at += 3;
            else if (peek() == '#')
                while (m_at < m_end && peek() != '\n')
                    ++m_at;
            else
                break;
        }
    }

    void token()
    {
        if (isDigit(peek()) || (peek() == '.' && isDigit(peek(1))))
            number();
        else if (peek() == '"' || peek() == '\'')
            string(m_at);
        else if (isNameStart(peek()))
            name();
        else
            operatorToken();
    }

    void name()
    {
        checkFullWidth();
        const int begin = m_at;
        while (m_at < m_end && isNamePart(peek())) {
            if ((static_cast<unsigned char>(peek()) & 0x80U) != 0 && isPunctuation())
                break;
            ++m_at;
        }
        std::string text(m_source.substr(static_cast<std::size_t>(begin),
                                         static_cast<std::size_t>(m_at - begin)));
        if ((peek() == '"' || peek() == '\'') && text.size() <= 2) {
            bool prefix = true;
            for (char& c : text) {
                c = static_cast<char>(c | 0x20);
                prefix = prefix && std::string_view("rbuf").find(c) != std::string_view::npos;
            }
            if (prefix) {
                if (text.find('b') != std::string::npos)
                    fail(begin, m_at, "bytes literals are not supported",
                         {"Use a text string without the b in front.",
                          "请去掉前面的 b，使用普通字符串。"});
                string(begin, text);
                return;
            }
            text = m_source.substr(static_cast<std::size_t>(begin),
                                   static_cast<std::size_t>(m_at - begin));
        }
        add(Token::Kind::Name, begin, std::move(text));
    }

    bool isPunctuation() const
    {
        for (const auto& [wide, ascii] : fullWidth)
            if (rest().starts_with(wide))
                return true;
        return rest().starts_with("\u3000") || rest().starts_with("\u00a0");
    }

    void checkFullWidth() const
    {
        const auto length = static_cast<int>(utf8::sequenceLength(peek()));
        for (const auto& [wide, ascii] : fullWidth) {
            if (rest().starts_with(wide)) {
                const std::string w(wide);
                const std::string a(ascii);
                fail(m_at, m_at + length, "invalid character '" + w + "' in identifier",
                     {"`" + w + "` is a full-width character. Write `" + a + "` instead.",
                      "`" + w + "` 是全角字符，请改用英文（半角）字符 `" + a + "`。"});
            }
        }
        if (isPunctuation())
            fail(m_at, m_at + length, "invalid non-printable character",
                 {"This blank is not an ordinary one. Type a plain space instead.",
                  "这里的空格不是普通空格，请改用英文（半角）空格。"});
        if (m_at + length > m_end
            || !utf8::isValid(rest().substr(0, static_cast<std::size_t>(length))))
            fail(m_at, m_at + 1, "(unicode error) invalid UTF-8 in the cell");
    }

    void operatorToken()
    {
        const int begin = m_at;
        for (const std::string_view op : operators) {
            if (!rest().starts_with(op))
                continue;
            m_at += static_cast<int>(op.size());
            const char c = op[0];
            if (op.size() == 1 && (c == '(' || c == '[' || c == '{')) {
                if (m_brackets.size() >= 200)
                    fail(begin, m_at, "too many nested parentheses");
                m_brackets.emplace_back(c, begin);
            } else if (op.size() == 1 && (c == ')' || c == ']' || c == '}')) {
                closeBracket(c, begin);
            }
            add(Token::Kind::Operator, begin, std::string(op));
            return;
        }
        if (peek() == '!' || peek() == '?' || peek() == '$')
            fail(begin, begin + 1, "invalid syntax",
                 {"This character has no meaning here.", "这个字符在这里没有意义。"});
        fail(begin, begin + 1, "unexpected character in the cell");
    }

    void closeBracket(char c, int begin)
    {
        if (m_brackets.empty())
            fail(begin, m_at, std::string("unmatched '") + c + "'");
        const char open = m_brackets.back().first;
        const char wanted = open == '(' ? ')' : open == '[' ? ']' : '}';
        if (c != wanted)
            fail(begin, m_at,
                 std::string("closing parenthesis '") + c + "' does not match opening parenthesis '"
                     + open + "'");
        m_brackets.pop_back();
    }

    void number()
    {
        const int begin = m_at;
        std::string digits;
        const auto take = [&](auto accepts) {
            while (accepts(peek()) || (peek() == '_' && accepts(peek(1)))) {
                if (peek() != '_')
                    digits += peek();
                ++m_at;
            }
        };
        int base = 10;
        if (peek() == '0' && (peek(1) | 0x20) == 'x')
            base = 16;
        else if (peek() == '0' && (peek(1) | 0x20) == 'o')
            base = 8;
        else if (peek() == '0' && (peek(1) | 0x20) == 'b')
            base = 2;
        Value value;
        if (base != 10) {
            m_at += 2;
            take(isHexDigit);
            value = integer(digits, base, begin);
        } else {
            take(isDigit);
            bool real = false;
            if (peek() == '.') {
                real = true;
                digits += '.';
                ++m_at;
                take(isDigit);
            }
            const bool signedExponent = (peek(1) == '+' || peek(1) == '-') && isDigit(peek(2));
            if ((peek() | 0x20) == 'e' && (isDigit(peek(1)) || signedExponent)) {
                real = true;
                digits += 'e';
                ++m_at;
                if (!isDigit(peek())) {
                    if (peek() == '-')
                        digits += '-';
                    ++m_at;
                }
                take(isDigit);
            }
            value = real ? realNumber(digits) : integer(digits, 10, begin);
        }
        if (peek() == 'j' || peek() == 'J')
            fail(
                begin, m_at + 1, "complex numbers are not supported",
                {"Only int and float numbers exist here.", "这里只支持整数和浮点数，不支持复数。"});
        if (isNamePart(peek()))
            checkFullWidthOrInvalid(begin);
        add(Token::Kind::Number, begin).number = value;
    }

    void checkFullWidthOrInvalid(int begin) const
    {
        if (isPunctuation())
            return; // the next token reports it
        static constexpr std::array<std::string_view, 8> mayFollow = {"if",  "else", "in",  "is",
                                                                      "and", "or",   "for", "not"};
        for (const std::string_view word : mayFollow)
            if (rest().starts_with(word))
                return;
        fail(begin, m_at + 1, "invalid decimal literal",
             {"A name cannot begin with a digit; between a number and a name put an operator such "
              "as `*`.",
              "名字不能以数字开头；数字和名字之间要写运算符，例如 `*`。"});
    }

    static Value realNumber(const std::string& digits)
    {
        double value = 0;
        const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (result.ec == std::errc::result_out_of_range) {
            const auto exponent = digits.find('e');
            const bool small = exponent != std::string::npos && digits[exponent + 1] == '-';
            value = small ? 0.0 : std::numeric_limits<double>::infinity();
        }
        return Value::real(value);
    }

    Value integer(const std::string& digits, int base, int begin) const
    {
        const auto isDigitOfBase = [base](char c) {
            return (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10) < base;
        };
        if (digits.empty() || !std::all_of(digits.begin(), digits.end(), isDigitOfBase))
            fail(begin, m_at, "invalid number literal");
        if (base == 10 && digits[0] == '0' && digits.find_first_not_of('0') != std::string::npos)
            fail(begin, m_at, "leading zeros in decimal integer literals are not permitted");
        try {
            return wholeFromDigits(digits, base);
        } catch (const RaisedError& error) {
            fail(begin, m_at, error.message, error.hint);
        }
    }

    void string(int begin, const std::string& prefix = {})
    {
        const char quote = peek();
        const bool triple = peek(1) == quote && peek(2) == quote;
        m_at += triple ? 3 : 1;
        const int bodyBegin = m_at;
        while (true) {
            if (m_at >= m_end || (!triple && peek() == '\n')) {
                if (triple)
                    fail(begin, m_at, "EOF while scanning triple-quoted string literal");
                fail(
                    begin, m_at, "EOL while scanning string literal",
                    {std::string("The string is not closed: the closing ") + quote + " is missing.",
                     std::string("字符串没有结束：缺少右引号 ") + quote + "。"});
            }
            if (peek() == '\\') {
                m_at += 2;
                continue;
            }
            if (peek() == quote && (!triple || (peek(1) == quote && peek(2) == quote)))
                break;
            ++m_at;
        }
        const int bodyEnd = m_at;
        m_at += triple ? 3 : 1;
        add(Token::Kind::String, begin, prefix).body = span(bodyBegin, bodyEnd);
    }

    void finish()
    {
        if (!m_brackets.empty()) {
            const auto [open, at] = m_brackets.back();
            fail(at, at + 1, std::string("'") + open + "' was never closed",
                 {"The closing bracket is missing.", "缺少对应的右括号。"});
        }
        if (!m_expressionOnly) {
            if (!m_tokens.empty() && m_tokens.back().kind != Token::Kind::Newline)
                add(Token::Kind::Newline, m_at);
            for (; m_indents.size() > 1; m_indents.pop_back())
                add(Token::Kind::Dedent, m_at);
        }
        add(Token::Kind::End, m_at);
    }

    std::string_view m_source;
    int m_cell;
    int m_at;
    int m_end;
    bool m_expressionOnly;
    std::vector<Token> m_tokens;
    std::vector<SourceSpan> m_ignoredLines;
    std::vector<int> m_indents = {0};
    std::vector<std::pair<char, int>> m_brackets;
};

} // namespace

std::vector<Token> tokenize(std::string_view source, int cell,
                            std::vector<SourceSpan>* ignoredLines)
{
    Lexer lexer(source, cell, 0, static_cast<int>(source.size()), false);
    std::vector<Token> tokens = lexer.run();
    if (ignoredLines != nullptr)
        *ignoredLines = lexer.takeIgnoredLines();
    return tokens;
}

std::vector<Token> tokenizeExpression(std::string_view source, const SourceSpan& span)
{
    return Lexer(source, span.cell, span.begin, span.end, true).run();
}

std::string decodeStringBody(std::string_view source, const SourceSpan& body, bool raw)
{
    const std::string_view text = source.substr(static_cast<std::size_t>(body.begin),
                                                static_cast<std::size_t>(body.end - body.begin));
    if (!utf8::isValid(text))
        throw SyntaxProblem{"(unicode error) invalid UTF-8 in the cell", {}, body};
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n')
            continue;
        if (text[i] != '\\' || raw || i + 1 >= text.size()) {
            result += text[i];
            continue;
        }
        const char c = text[++i];
        const auto number = [&](std::size_t from, std::size_t most, int base) {
            unsigned value = 0;
            const char* const begin = text.data() + from;
            const auto parsed =
                std::from_chars(begin, begin + std::min(most, text.size() - from), value, base);
            i = from + static_cast<std::size_t>(parsed.ptr - begin) - 1;
            utf8::append(result, value);
        };
        static constexpr std::string_view plain = "\\'\"abfnrtv";
        static constexpr std::string_view meaning = "\\'\"\a\b\f\n\r\t\v";
        if (const auto known = plain.find(c); known != std::string_view::npos)
            result += meaning[known];
        else if (c == '\n')
            continue;
        else if (c >= '0' && c <= '7')
            number(i, 3, 8);
        else if (c == 'x')
            number(i + 1, 2, 16);
        else if (c == 'u')
            number(i + 1, 4, 16);
        else if (c == 'U')
            number(i + 1, 8, 16);
        else if (c == 'N' && i + 1 < text.size() && text[i + 1] == '{')
            throw SyntaxProblem{"characters by name are not supported",
                                {"Write the character itself.", "请直接写出这个字符。"},
                                body};
        else
            (result += '\\') += c;
    }
    return result;
}

} // namespace engine::lang

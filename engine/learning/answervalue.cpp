#include "engine/learning/answervalue.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

namespace engine {
namespace {

constexpr double rounding32 = 1e-5; ///< relative, of a few float32 operations

std::string replaceAll(std::string text, std::string_view from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// What is printed round the numbers: "<tf.Tensor: shape=(), dtype=float32, numpy=", "array(",
/// ", dtype=float32)".
std::string bareNumbers(std::string text)
{
    if (const std::size_t at = text.find("numpy="); at != std::string::npos) {
        text = text.substr(at + 6);
        if (text.ends_with('>'))
            text.pop_back();
    }
    for (const std::string_view name : {"array(", "np.float32(", "np.float64(", "np.int32(",
                                        "np.int64(", "TensorShape(", "tuple("})
        text = replaceAll(text, name, "(");
    while (true) {
        const std::size_t dtype = text.find(", dtype=");
        if (dtype == std::string::npos)
            break;
        text.erase(dtype, text.find_first_of(")\n", dtype) - dtype);
    }
    text = replaceAll(text, "−", "-");
    return replaceAll(text, "，", ",");
}

/// Reads numbers one by one.
class Reader
{
public:
    explicit Reader(std::string text)
        : m_text(std::move(text))
    {
    }

    std::optional<AnswerValue> read()
    {
        AnswerValue value;
        int depth = 0;
        bool any = false;
        while (skip("([", depth, 1), skip(")]", depth, -1), depth >= 0 && m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '(' || c == '[' || c == ')' || c == ']')
                continue;
            const auto number = this->number(value);
            if (!number)
                return std::nullopt;
            value.numbers.push_back(*number);
            any = true;
        }
        return depth == 0 && (any || m_brackets) ? std::optional(value) : std::nullopt;
    }

private:
    void skip(std::string_view signs, int& depth, int change)
    {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (signs.find(c) != std::string_view::npos) {
                depth += change;
                m_brackets = true;
            } else if (c != ' ' && c != '\n' && c != '\t' && c != ',' && c != ';') {
                return;
            }
            ++m_at;
        }
    }

    std::optional<double> number(AnswerValue& value)
    {
        const auto first = plain(value);
        if (!first || m_at >= m_text.size() || m_text[m_at] != '/')
            return first;
        ++m_at;
        const auto second = plain(value);
        return second && *second != 0 ? std::optional(*first / *second) : std::nullopt;
    }

    std::optional<double> plain(AnswerValue& value)
    {
        double sign = 1;
        if (m_at < m_text.size() && (m_text[m_at] == '-' || m_text[m_at] == '+'))
            sign = m_text[m_at++] == '-' ? -1 : 1;
        const char* const begin = m_text.data() + m_at;
        double number = 0;
        const auto [end, error] = std::from_chars(begin, m_text.data() + m_text.size(), number);
        if (error != std::errc() || (begin < end && *begin == '-'))
            return std::nullopt;
        const std::string_view digits(begin, static_cast<std::size_t>(end - begin));
        m_at += digits.size();
        const std::size_t point = digits.find('.');
        if (point != std::string_view::npos
            && digits.find_first_of("eE") == std::string_view::npos) {
            const auto decimals = static_cast<double>(digits.size() - point - 1);
            value.rounding = std::max(value.rounding, 0.5 * std::pow(10.0, -decimals));
        }
        return sign * number;
    }

    std::string m_text;
    std::size_t m_at = 0;
    bool m_brackets = false;
};

std::string trimmedText(const std::string& text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string::npos
        ? std::string()
        : text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

} // namespace

AnswerValue AnswerValue::of(const Tensor& tensor)
{
    AnswerValue value;
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        value.numbers.push_back(tensor.at(i));
    return value;
}

std::optional<AnswerValue> readAnswerValue(const std::string& text)
{
    const std::string bare = trimmedText(withoutMarks(text));
    if (bare.empty())
        return std::nullopt;
    if (sameWords(bare, "None"))
        return AnswerValue{true, {}, 0};
    return Reader(bareNumbers(bare)).read();
}

std::optional<std::vector<std::int64_t>> readShapeAnswer(const std::string& text)
{
    std::string bare = withoutMarks(text);
    for (const std::string_view times : {"×", "x", "X", "*"})
        bare = replaceAll(bare, times, ",");
    if (bare.find_first_of("./") != std::string::npos)
        return std::nullopt;
    const auto value = Reader(bareNumbers(bare)).read();
    if (!value)
        return std::nullopt;
    std::vector<std::int64_t> shape;
    for (const double extent : value->numbers) {
        if (extent < 0 || extent != std::floor(extent) || extent > 1e15)
            return std::nullopt;
        shape.push_back(static_cast<std::int64_t>(extent));
    }
    return shape;
}

bool sameAnswer(const AnswerValue& right, const AnswerValue& given, double tolerance)
{
    if (right.isNone || given.isNone)
        return right.isNone == given.isNone;
    if (right.numbers.size() != given.numbers.size())
        return false;
    for (std::size_t i = 0; i < right.numbers.size(); ++i) {
        const double a = right.numbers[i];
        const double b = given.numbers[i];
        if (std::isnan(a) || std::isnan(b)) {
            if (std::isnan(a) != std::isnan(b))
                return false;
            continue;
        }
        // What is written with two decimals means everything that rounds to it, but 0.0 is no
        // answer to 0.03.
        const double written =
            std::min(std::max(right.rounding, given.rounding), 0.05 * std::abs(a));
        const double allowed =
            tolerance > 0 ? tolerance : std::max(written, rounding32 * std::abs(a));
        if (!(a == b || std::abs(a - b) <= allowed * (1 + 1e-9) + 1e-9 * (tolerance > 0)))
            return false;
    }
    return true;
}

bool sameWords(const std::string& a, const std::string& b)
{
    const auto squeezed = [](const std::string& text) {
        std::string result;
        for (const char c : withoutMarks(text)) {
            if (c != ' ' && c != '\n' && c != '\t' && c != '\r')
                result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        return result;
    };
    return squeezed(a) == squeezed(b);
}

std::string withoutMarks(const std::string& markdown)
{
    std::string text = trimmedText(markdown);
    const std::string_view marks = "`$*_";
    while (text.size() >= 2 && text.front() == text.back()
           && marks.find(text.front()) != std::string_view::npos)
        text = text.substr(1, text.size() - 2);
    return trimmedText(text);
}

} // namespace engine

#include "engine/lesson/question.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <yaml-cpp/yaml.h>

#include "engine/lesson/sourcetext.h"

namespace engine {
namespace {

constexpr std::size_t mostOptions = 9; ///< each has a digit key

constexpr std::array<std::pair<std::string_view, PredictionKind>, 5> kinds{
    {{"choice", PredictionKind::Choice},
     {"number", PredictionKind::Number},
     {"shape", PredictionKind::Shape},
     {"formula", PredictionKind::Formula},
     {"text", PredictionKind::Text}}};

[[noreturn]] void fail(int line, BilingualText message)
{
    throw BlockError{std::max(line, 1), std::move(message)};
}

int lineOf(const YAML::Node& node)
{
    return node.Mark().line + 1;
}

std::string joined(const std::vector<std::string_view>& words, std::string_view comma)
{
    std::string text;
    for (const std::string_view word : words)
        text += (text.empty() ? "" : std::string(comma)) + std::string(word);
    return text;
}

/// A set of keys, each stated at most once, none of them unknown.
class Keys
{
public:
    Keys(const YAML::Node& map, std::string_view block, std::vector<std::string_view> known)
        : m_map(map)
        , m_block(block)
    {
        std::set<std::string> seen;
        for (const auto& entry : map) {
            const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : std::string();
            if (std::find(known.begin(), known.end(), key) == known.end())
                fail(lineOf(entry.first),
                     {m_block + " has no key \"" + key + "\"; its keys are " + joined(known, ", ")
                          + ".",
                      m_block + " 没有“" + key + "”这个键；可用的键是 " + joined(known, "、")
                          + "。"});
            if (!seen.insert(key).second)
                fail(lineOf(entry.first),
                     {m_block + " states \"" + key + "\" twice.",
                      m_block + " 里“" + key + "”出现了两次。"});
        }
    }

    int line() const { return lineOf(m_map); }
    YAML::Node node(const char* key) const { return m_map[key]; }
    bool has(const char* key) const { return m_map[key].IsDefined() && !m_map[key].IsNull(); }

    Stated stated(const char* key, bool required = false) const
    {
        if (!has(key)) {
            if (required)
                fail(line(),
                     {m_block + " needs \"" + key + "\".", m_block + " 缺少“" + key + "”。"});
            return {};
        }
        const YAML::Node value = m_map[key];
        const std::optional<std::string> text = flatText(value);
        if (!text || (required && trimmed(*text).empty()))
            fail(lineOf(value),
                 {"\"" + std::string(key) + "\" must be a text.",
                  "“" + std::string(key) + "”必须是一段文字。"});
        return {*text, lineOf(value)};
    }

    std::string text(const char* key, bool required = false) const
    {
        return std::string(trimmed(stated(key, required).text));
    }

    /// Code keeps its indentation.
    Stated code(const char* key, bool required) const
    {
        Stated result = stated(key, required);
        result.text = withoutTrailingLines(result.text);
        return result;
    }

    std::vector<Stated> lines(const char* key) const
    {
        const YAML::Node value = m_map[key];
        std::vector<Stated> result;
        if (has(key) && value.IsSequence()) {
            for (const YAML::Node& entry : value) {
                if (!entry.IsScalar())
                    fail(lineOf(entry),
                         {"Each entry of \"" + std::string(key) + "\" must be a text.",
                          "“" + std::string(key) + "”的每一项都必须是一段文字。"});
                result.push_back({std::string(trimmed(entry.Scalar())), lineOf(entry)});
            }
        } else {
            const Stated whole = stated(key, true);
            // In a block after "|" the text begins in the next line.
            int line = whole.line + (whole.text.find('\n') == std::string::npos ? 0 : 1);
            for (const std::string_view each : linesOf(whole.text)) {
                if (!trimmed(each).empty())
                    result.push_back({std::string(trimmed(each)), line});
                ++line;
            }
        }
        if (result.empty())
            fail(line(), {m_block + " needs \"" + key + "\".", m_block + " 缺少“" + key + "”。"});
        return result;
    }

    /// A number greater than or equal to zero.
    template <typename T>
    T number(const char* key) const
    {
        if (!has(key))
            return {};
        const Stated value = stated(key);
        T result{};
        const char* const end = value.text.data() + value.text.size();
        const auto parsed = std::from_chars(value.text.data(), end, result);
        if (parsed.ec != std::errc() || parsed.ptr != end || !(result >= 0))
            fail(value.line,
                 {"\"" + std::string(key) + "\" must be a number from 0.",
                  "“" + std::string(key) + "”必须是不小于 0 的数。"});
        return result;
    }

    bool truth(const char* key) const
    {
        if (!has(key))
            return false;
        bool result = false;
        if (!YAML::convert<bool>::decode(m_map[key], result))
            fail(lineOf(m_map[key]),
                 {"\"" + std::string(key) + "\" must be true or false.",
                  "“" + std::string(key) + "”必须是 true 或 false。"});
        return result;
    }

private:
    /// A list in one line, such as the shape [4, 1], is the text it looks like.
    static std::optional<std::string> flatText(const YAML::Node& value)
    {
        if (value.IsScalar())
            return value.Scalar();
        if (!value.IsSequence())
            return std::nullopt;
        std::string text = "[";
        for (const YAML::Node& entry : value) {
            const auto part = flatText(entry);
            if (!part)
                return std::nullopt;
            text += (text.size() > 1 ? ", " : "") + *part;
        }
        return text + "]";
    }

    YAML::Node m_map;
    std::string m_block;
};

YAML::Node loadMap(const std::string& block, std::string_view name)
{
    YAML::Node root;
    try {
        root = YAML::Load(block);
    } catch (const YAML::Exception& error) {
        fail(
            error.mark.line + 1,
            {"This is not valid YAML. Write one \"key: value\" in a line; put a value that "
             "contains \": \" or \" #\", or begins with a sign such as [ or *, in quotes, or below "
             "\"key: |\".",
             "这里不是有效的 YAML。每行写一个“key: value”；值里若含有“: ”或“ #”，或以 [、* "
             "等符号开头，请加引号，或写在“key: |”下面。"});
    }
    if (!root.IsMap())
        fail(1,
             {std::string(name) + " must consist of lines \"key: value\".",
              std::string(name) + " 必须由“key: value”形式的行组成。"});
    return root;
}

Option readOption(const YAML::Node& node)
{
    if (!node.IsMap())
        fail(lineOf(node),
             {"An option is a set of keys: - text: ..., then right, why and mistake below it.",
              "每个选项是一组键：- text: …，下面是 right、why 和 mistake。"});
    const Keys keys(node, "An option", {"text", "right", "why", "mistake"});
    Option option;
    option.text = keys.stated("text", true);
    option.text.text = trimmed(option.text.text);
    option.right = keys.truth("right");
    option.why = keys.text("why");
    option.mistake = keys.text("mistake");
    return option;
}

void readOptions(const Keys& keys, Prediction& prediction)
{
    if (!keys.has("options"))
        return;
    const YAML::Node list = keys.node("options");
    if (!list.IsSequence())
        fail(lineOf(list),
             {"\"options\" must be a list; each option begins with \"- text:\".",
              "“options”必须是一个列表；每个选项以“- text:”开头。"});
    for (const YAML::Node& entry : list)
        prediction.options.push_back(readOption(entry));
    if (prediction.options.size() > mostOptions)
        fail(lineOf(list), {"At most 9 options fit.", "最多只能有 9 个选项。"});
}

void checkOptions(const Prediction& prediction, int line)
{
    const auto rights = std::count_if(prediction.options.begin(), prediction.options.end(),
                                      [](const Option& option) { return option.right; });
    if (prediction.kind == PredictionKind::Choice) {
        if (prediction.options.size() < 2)
            fail(line, {"A choice needs at least two options.", "选择题至少需要两个选项。"});
        if (rights != 1)
            fail(line,
                 {"Exactly one option must be \"right: true\"; here " + std::to_string(rights)
                      + " are.",
                  "必须恰好有一个选项是“right: true”；这里有 " + std::to_string(rights) + " 个。"});
    } else if (rights > 0) {
        fail(line,
             {"Only a choice has a right option; here \"answer\" says what is right, and options "
              "are wrong answers to expect.",
              "只有选择题才有正确选项；这里由“answer”给出正确答案，选项是可能出现的错误答案。"});
    }
}

Prediction predictionOf(const std::string& block)
{
    const Keys keys(loadMap(block, "predict"), "predict",
                    {"ask", "kind", "options", "key", "answer", "tolerance", "of", "after", "why",
                     "hint", "step"});
    Prediction prediction;
    prediction.ask = keys.text("ask", true);
    const Stated kind = keys.stated("kind", true);
    const auto* const known = std::find_if(
        kinds.begin(), kinds.end(), [&](const auto& entry) { return entry.first == kind.text; });
    if (known == kinds.end())
        fail(kind.line,
             {"\"kind\" must be choice, number, shape, formula or text.",
              "“kind”必须是 choice、number、shape、formula 或 text。"});
    prediction.kind = known->second;
    readOptions(keys, prediction);
    prediction.key = keys.stated("key");
    prediction.answer = keys.stated("answer", prediction.kind != PredictionKind::Choice);
    prediction.tolerance = keys.number<double>("tolerance");
    prediction.of = keys.stated("of", prediction.kind == PredictionKind::Formula);
    GradientName name;
    if (!prediction.of.empty() && !readGradientName(prediction.of.text, name))
        fail(prediction.of.line,
             {"\"of\" names a gradient: grad(y, x), with the names of target and source.",
              "“of”是一个梯度：grad(y, x)，写目标和源的名字。"});
    prediction.after = keys.number<int>("after");
    prediction.afterLine = keys.has("after") ? keys.stated("after").line : keys.line();
    prediction.why = keys.text("why");
    prediction.hint = keys.text("hint");
    prediction.step = keys.text("step");
    checkOptions(prediction, keys.has("options") ? lineOf(keys.node("options")) : keys.line());
    return prediction;
}

Exercise exerciseOf(const std::string& block)
{
    const Keys keys(loadMap(block, "exercise"), "exercise",
                    {"ask", "start", "solution", "check", "hint", "why"});
    Exercise exercise;
    exercise.ask = keys.text("ask", true);
    exercise.start = keys.code("start", false);
    exercise.solution = keys.code("solution", true);
    exercise.checks = keys.lines("check");
    exercise.hint = keys.text("hint");
    exercise.why = keys.text("why");
    return exercise;
}

Claim claimOf(const std::string& block)
{
    Claim claim;
    int line = 1;
    for (const std::string_view text : linesOf(block)) {
        const std::string_view bare = trimmed(text);
        if (!bare.empty() && bare.front() != '#')
            claim.lines.push_back({std::string(bare), line});
        ++line;
    }
    if (claim.lines.empty())
        fail(1,
             {"A claim says what is true, for example: grad(y, x) == 4*x",
              "claim 要写出成立的式子，例如：grad(y, x) == 4*x"});
    return claim;
}

template <class Result, class Read>
std::variant<Result, BlockError> attempt(const std::string& block, const Read& read)
{
    try {
        return read(block);
    } catch (const BlockError& error) {
        return error;
    }
}

} // namespace

int Prediction::rightOption() const
{
    const auto right = std::find_if(options.begin(), options.end(),
                                    [](const Option& option) { return option.right; });
    return right == options.end() ? -1 : static_cast<int>(right - options.begin());
}

std::variant<Prediction, BlockError> readPrediction(const std::string& block)
{
    return attempt<Prediction>(block, predictionOf);
}

std::variant<Exercise, BlockError> readExercise(const std::string& block)
{
    return attempt<Exercise>(block, exerciseOf);
}

std::variant<Claim, BlockError> readClaim(const std::string& block)
{
    return attempt<Claim>(block, claimOf);
}

} // namespace engine

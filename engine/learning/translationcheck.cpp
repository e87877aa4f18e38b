// The two languages of a lesson: whether they have the same cells and questions.

#include <algorithm>
#include <filesystem>

#include "engine/learning/answervalue.h"
#include "engine/learning/lessoncheck.h"
#include "engine/lesson/question.h"

namespace engine {
namespace {

namespace fs = std::filesystem;

/// Python code without its comments, what stands in its strings, and spaces at line ends.
std::string bareCode(const std::string& source)
{
    std::string code;
    char quote = 0;
    bool inComment = false;
    for (const char c : source) {
        inComment = c != '\n' && (inComment || (quote == 0 && c == '#'));
        if (inComment)
            continue;
        if (quote == 0 && (c == '"' || c == '\''))
            quote = c;
        else if (c == quote || c == '\n')
            quote = 0;
        else if (quote != 0)
            continue;
        while (c == '\n' && !code.empty() && code.back() == ' ')
            code.pop_back();
        code += c;
    }
    while (!code.empty() && (code.back() == ' ' || code.back() == '\n'))
        code.pop_back();
    return code;
}

const char* kindName(CellKind kind, bool chinese)
{
    switch (kind) {
    case CellKind::Prose:
        return chinese ? "文字" : "prose";
    case CellKind::Code:
        return chinese ? "代码单元格" : "a code cell";
    case CellKind::Raw:
        return chinese ? "原始文本" : "raw text";
    case CellKind::Predict:
        return "predict";
    case CellKind::Exercise:
        return "exercise";
    case CellKind::Claim:
        return "claim";
    }
    return "";
}

class Comparison
{
public:
    Comparison(const Lesson& lesson, const Lesson& other, const std::string& path)
        : m_lesson(lesson)
        , m_other(other)
        , m_path(path)
        , m_lines(other, path)
    {
    }

    Findings compare()
    {
        compareFront();
        const std::vector<std::size_t> ours = parts(m_lesson);
        const std::vector<std::size_t> theirs = parts(m_other);
        for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) {
            const Cell& a = m_lesson.cells[ours[i]];
            const Cell& b = m_other.cells[theirs[i]];
            if (a.kind != b.kind) {
                report(theirs[i],
                       {std::string("The translation has ") + kindName(b.kind, false)
                            + " where the other language has " + kindName(a.kind, false) + ".",
                        std::string("译文这里是 ") + kindName(b.kind, true) + "，另一语言这里是 "
                            + kindName(a.kind, true) + "。"});
                return std::move(m_findings); // what follows is out of step
            }
            compareCells(a, b, theirs[i]);
        }
        if (ours.size() != theirs.size())
            reportLine(theirs.empty() ? 1 : m_lines.lineOf(theirs.back(), 1),
                       {"The translation has " + std::to_string(theirs.size())
                            + " cells and questions, the other language "
                            + std::to_string(ours.size()) + ".",
                        "译文有 " + std::to_string(theirs.size()) + " 个单元格和问题，另一语言有 "
                            + std::to_string(ours.size()) + " 个。"});
        return std::move(m_findings);
    }

private:
    /// Everything but the prose, which each language divides as it likes.
    static std::vector<std::size_t> parts(const Lesson& lesson)
    {
        std::vector<std::size_t> result;
        for (std::size_t i = 0; i < lesson.cells.size(); ++i) {
            if (lesson.cells[i].kind != CellKind::Prose)
                result.push_back(i);
        }
        return result;
    }

    void reportLine(int line, const BilingualText& text)
    {
        m_findings.push_back({m_path, line, text});
    }
    void report(std::size_t cell, const BilingualText& text, int line = 1)
    {
        reportLine(m_lines.lineOf(cell, line), text);
    }
    void differs(std::size_t cell, const std::string& key, int line = 1)
    {
        report(cell,
               {"\"" + key + "\" is not the same in the other language.",
                "“" + key + "”与另一语言不同。"},
               std::max(line, 1));
    }

    void compareFront()
    {
        if (m_lesson.seed != m_other.seed || m_lesson.number != m_other.number
            || m_lesson.minutes != m_other.minutes || m_lesson.needs != m_other.needs)
            reportLine(1,
                       {"seed, number, minutes and needs must be the same in both languages.",
                        "两种语言的 seed、number、minutes 和 needs 必须相同。"});
    }

    void compareCells(const Cell& a, const Cell& b, std::size_t at)
    {
        switch (a.kind) {
        case CellKind::Code:
            if (bareCode(a.source) != bareCode(b.source))
                report(at,
                       {"The code is not the same in the other language.", "代码与另一语言不同。"});
            return;
        case CellKind::Predict: {
            const auto ours = readPrediction(a.source);
            const auto theirs = readPrediction(b.source);
            if (ours.index() == 0 && theirs.index() == 0)
                comparePredictions(std::get<0>(ours), std::get<0>(theirs), at);
            return;
        }
        case CellKind::Exercise: {
            const auto ours = readExercise(a.source);
            const auto theirs = readExercise(b.source);
            if (ours.index() == 0 && theirs.index() == 0)
                compareExercises(std::get<0>(ours), std::get<0>(theirs), at);
            return;
        }
        case CellKind::Claim:
            if (bareCode(a.source) != bareCode(b.source))
                report(at,
                       {"The claims are not the same in the other language.",
                        "claim 与另一语言不同。"});
            return;
        case CellKind::Prose:
        case CellKind::Raw:
            return;
        }
    }

    void comparePredictions(const Prediction& a, const Prediction& b, std::size_t at)
    {
        if (a.kind != b.kind)
            differs(at, "kind");
        if (bareCode(a.key.text) != bareCode(b.key.text))
            differs(at, "key", b.key.line);
        if (a.of.text != b.of.text)
            differs(at, "of", b.of.line);
        if (a.after != b.after)
            differs(at, "after", b.afterLine);
        const bool isWords = a.kind == PredictionKind::Text;
        if (!isWords && !sameWords(a.answer.text, b.answer.text))
            differs(at, "answer", b.answer.line);
        if (a.options.size() != b.options.size() || a.rightOption() != b.rightOption())
            differs(at, "options", b.options.empty() ? 1 : b.options.front().text.line);
    }

    void compareExercises(const Exercise& a, const Exercise& b, std::size_t at)
    {
        if (bareCode(a.start.text) != bareCode(b.start.text))
            differs(at, "start", b.start.line);
        if (bareCode(a.solution.text) != bareCode(b.solution.text))
            differs(at, "solution", b.solution.line);
        const bool sameChecks = std::equal(
            a.checks.begin(), a.checks.end(), b.checks.begin(), b.checks.end(),
            [](const Stated& x, const Stated& y) { return bareCode(x.text) == bareCode(y.text); });
        if (!sameChecks)
            differs(at, "check", b.checks.front().line);
    }

    const Lesson& m_lesson;
    const Lesson& m_other;
    const std::string& m_path;
    CellLines m_lines;
    Findings m_findings;
};

} // namespace

Findings checkTranslation(const Lesson& lesson, const Lesson& other, const std::string& otherPath)
{
    return Comparison(lesson, other, otherPath).compare();
}

std::string translationPath(const std::string& path)
{
    std::error_code reason;
    const fs::path file = fs::absolute(path, reason);
    const fs::path folder = file.parent_path();
    const std::string language = folder.filename().string();
    if (language != "en" && language != "zh_CN")
        return {};
    const char* const other = language == "en" ? "zh_CN" : "en";
    if (!fs::is_directory(folder.parent_path() / other, reason))
        return {};
    return (fs::path(path).parent_path() / ".." / other / file.filename())
        .lexically_normal()
        .string();
}

} // namespace engine

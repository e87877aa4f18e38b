#include "engine/learning/lessoncheck.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include <nlohmann/json.hpp>

#include "engine/learning/questioncheck.h"
#include "engine/lesson/jsonlines.h"
#include "engine/lesson/sourcetext.h"
#include "engine/recording/lessonstate.h"
#include "engine/recording/session.h"

namespace engine {
namespace {

/// What notebooks mark cells with: nbval's and nbconvert's tags.
std::set<std::string> tagsOf(const Cell& cell)
{
    const auto json = nlohmann::json::parse(cell.notebookJson, nullptr, false);
    std::set<std::string> tags;
    if (!json.is_object() || !json.contains("metadata") || !json["metadata"].is_object())
        return tags;
    const nlohmann::json& listed = json["metadata"].value("tags", nlohmann::json::array());
    for (const nlohmann::json& tag : listed) {
        if (tag.is_string())
            tags.insert(tag.get<std::string>());
    }
    return tags;
}

bool mayFail(const Cell& cell, const std::set<std::string>& tags)
{
    return tags.count("raises-exception")
        || std::any_of(cell.storedOutputs.begin(), cell.storedOutputs.end(),
                       [](const Output& output) { return output.kind == Output::Kind::Error; });
}

/// Outputs as they are compared: texts of one stream together, addresses of objects alike,
/// the wording of a traceback left out.
std::vector<std::pair<Output::Kind, std::string>> comparable(const std::vector<Output>& outputs)
{
    static const std::regex address("0x[0-9a-fA-F]{6,}");
    std::vector<std::pair<Output::Kind, std::string>> result;
    for (const Output& output : outputs) {
        const std::string text = output.kind == Output::Kind::Error
            ? output.errorName + ": " + output.errorValue
            : std::regex_replace(output.text, address, "0x…");
        const bool isStream =
            output.kind == Output::Kind::Stdout || output.kind == Output::Kind::Stderr;
        if (isStream && !result.empty() && result.back().first == output.kind)
            result.back().second += text;
        else
            result.emplace_back(output.kind, text);
    }
    for (auto& entry : result)
        entry.second = withoutTrailingLines(entry.second);
    return result;
}

/// The first line in which two texts differ, for a message of one line.
std::pair<std::string, std::string> firstDifference(const std::string& stored,
                                                    const std::string& given)
{
    const std::vector<std::string_view> a = linesOf(stored);
    const std::vector<std::string_view> b = linesOf(given);
    std::size_t at = 0;
    while (at < a.size() && at < b.size() && a[at] == b[at])
        ++at;
    const auto line = [at](const std::vector<std::string_view>& lines) {
        return at < lines.size() ? std::string(lines[at]) : std::string();
    };
    return {line(a), line(b)};
}

class LessonCheck
{
public:
    LessonCheck(const Lesson& lesson, const std::string& path)
        : m_lesson(lesson)
        , m_path(path)
        , m_lines(lesson, path)
    {
    }

    Findings check(const lang::StopFlag& stop)
    {
        const bool well = runCells(stop);
        if (well || m_wentOn) {
            QuestionCheck questions(m_lesson,
                                    [this](std::size_t cell, int line, const BilingualText& text) {
                                        report(cell, line, text);
                                    });
            questions.run(stop);
        }
        std::stable_sort(m_findings.begin(), m_findings.end(),
                         [](const FileError& a, const FileError& b) { return a.line < b.line; });
        return std::move(m_findings);
    }

private:
    void report(std::size_t cell, int line, const BilingualText& text)
    {
        m_findings.push_back({m_path, m_lines.lineOf(cell, line), text});
    }

    /// Whether no cell failed that should not.
    bool runCells(const lang::StopFlag& stop)
    {
        Session session(stop);
        Session::Options options;
        options.seed = m_lesson.seed;
        options.allowErrors = true;
        const auto recording = session.run(m_lesson, options);
        const std::vector<ExecutedCell> executed = executedCells(m_lesson, *recording);
        for (const CellRun& run : recording->cellRuns) {
            const auto cell = static_cast<std::size_t>(run.cell);
            const std::set<std::string> tags = tagsOf(m_lesson.cells[cell]);
            if (run.failure && !mayFail(m_lesson.cells[cell], tags)) {
                reportFailure(run);
                return false;
            }
            m_wentOn = m_wentOn || run.failure;
            compareOutputs(cell, executed[cell], tags);
        }
        return true;
    }

    void reportFailure(const CellRun& run)
    {
        // Blame the line of this cell, also when the error is in a function of an earlier one.
        SourceSpan span = run.failure->span;
        for (const Diagnostic::Frame& frame : run.failure->frames) {
            if (span.cell != run.cell && frame.span.cell == run.cell)
                span = frame.span;
        }
        const int line = span.cell == run.cell ? positionAt(run.source, span.begin).line : 1;
        const std::string error = run.failure->kind + ": " + run.failure->message;
        report(static_cast<std::size_t>(run.cell), line,
               {"The cell fails with " + error, "单元格出错：" + error});
    }

    void compareOutputs(std::size_t index, const ExecutedCell& executed,
                        const std::set<std::string>& tags)
    {
        const Cell& cell = m_lesson.cells[index];
        const bool isStored = !cell.storedOutputs.empty() || cell.storedExecutionCount > 0;
        if (!isStored || tags.count("nbval-ignore-output") || tags.count("nbval-skip"))
            return;
        const auto stored = comparable(cell.storedOutputs);
        const auto given = comparable(executed.outputs);
        if (stored == given)
            return;
        std::size_t at = 0;
        while (at < stored.size() && at < given.size() && stored[at] == given[at])
            ++at;
        const auto text = [at](const auto& outputs) {
            return at < outputs.size() ? outputs[at].second : std::string();
        };
        const auto [was, is] = firstDifference(text(stored), text(given));
        report(
            index, 1,
            {"The stored output differs: it says \"" + was + "\", the cell gives \"" + is + "\".",
             "存储的输出不同：存的是“" + was + "”，单元格给出“" + is + "”。"});
    }

    const Lesson& m_lesson;
    const std::string& m_path;
    CellLines m_lines;
    Findings m_findings;
    bool m_wentOn = false; ///< after a cell that fails as it should
};

} // namespace

CellLines::CellLines(const Lesson& lesson, const std::string& path)
    : m_lesson(lesson)
{
    if (lesson.format == LessonFormat::Notebook) {
        std::ifstream file(path, std::ios::binary);
        m_notebook.assign(std::istreambuf_iterator<char>(file), {});
    }
}

int CellLines::lineOf(std::size_t cell, int line) const
{
    if (m_lesson.format != LessonFormat::Notebook) {
        const int first = m_lesson.cells[cell].asRead.line;
        return first > 0 ? first + line - 1 : 0;
    }
    return m_notebook.empty()
        ? 0
        : lineOfJsonValue(m_notebook,
                          {"cells", cell, "source", static_cast<std::size_t>(line - 1)});
}

Findings checkLesson(const Lesson& lesson, const std::string& path, const lang::StopFlag& stop)
{
    return LessonCheck(lesson, path).check(stop);
}

} // namespace engine

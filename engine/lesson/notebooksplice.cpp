// Writes a changed notebook into the text it was read from, so that only what was changed is other
// bytes.

#include <optional>

#include <nlohmann/json.hpp>

#include "engine/lesson/jsonlines.h"
#include "engine/lesson/lessonfile.h"
#include "engine/lesson/notebook.h"
#include "engine/lesson/notebookjson.h"
#include "engine/lesson/notebookshapes.h"

namespace engine {
namespace {

using Json = nlohmann::json;

constexpr std::string_view blanks = " \t\r\n";

/// How the author of a file lays out JSON.
struct JsonStyle
{
    std::string lineBreak; ///< empty: all on one line
    std::string unit; ///< of indentation
    std::string colon = ": ";
    std::string comma = ","; ///< between items on one line
    bool asciiOnly = false;

    std::string scalar(const Json& value) const
    {
        return value.dump(-1, ' ', asciiOnly, Json::error_handler_t::replace);
    }

    /// `indent` is that of the line on which the value begins.
    std::string text(const Json& value, const std::string& indent) const
    {
        if (!value.is_structured() || value.empty())
            return scalar(value);
        const bool isLong = !lineBreak.empty();
        const std::string inner = isLong ? lineBreak + indent + unit : std::string();
        std::string result(1, value.is_array() ? '[' : '{');
        std::string between = inner;
        for (const auto& [key, item] : value.items()) {
            result += between;
            if (value.is_object())
                result += scalar(key) + colon;
            result += text(item, indent + unit);
            between = (isLong ? "," : comma) + inner;
        }
        return result + (isLong ? lineBreak + indent : "") + (value.is_array() ? ']' : '}');
    }
};

std::string_view blanksAt(std::string_view text, std::size_t at)
{
    return text.substr(at, std::min(text.find_first_not_of(blanks, at), text.size()) - at);
}

JsonStyle styleOf(std::string_view file)
{
    JsonStyle style;
    const std::string_view space = blanksAt(file, file.find('{') + 1);
    if (const std::size_t line = space.rfind('\n'); line != std::string_view::npos) {
        style.lineBreak = space.find('\r') != std::string_view::npos ? "\r\n" : "\n";
        style.unit = space.substr(line + 1);
    }
    const std::size_t version = file.find("\"nbformat\":");
    if (version != std::string_view::npos && file.substr(version + 11, 1) != " ")
        style.colon = ":";
    else
        style.comma = ", ";
    bool isAscii = true;
    for (const char c : file)
        isAscii = isAscii && static_cast<unsigned char>(c) < 0x80U;
    style.asciiOnly = isAscii && file.find("\\u") != std::string_view::npos;
    return style;
}

/// The text of one cell, to be changed member by member.
class CellText
{
public:
    CellText(std::string text, std::string indent, const JsonStyle& style)
        : m_text(std::move(text))
        , m_indent(std::move(indent))
        , m_style(style)
    {
    }

    const std::string& text() const { return m_text; }

    /// A text that stands as one string or as a list of lines, as it did before.
    void setText(const std::string& key, const std::string& value)
    {
        const auto extent = extentOfJsonValue(m_text, {key});
        if (extent && m_text[extent->begin] == '[')
            replace(*extent, lines(value, *extent));
        else
            set(key, value);
    }

    void set(const std::string& key, const Json& value)
    {
        if (const auto extent = extentOfJsonValue(m_text, {key})) {
            replace(*extent, m_style.text(value, indentAt(extent->begin)));
            return;
        }
        const std::string space(blanksAt(m_text, 1));
        const std::string member = space + m_style.scalar(key) + m_style.colon
            + m_style.text(value, m_indent + m_style.unit) + ",";
        m_text.insert(1, member);
    }

private:
    void replace(const TextExtent& extent, const std::string& by)
    {
        m_text.replace(extent.begin, extent.end - extent.begin, by);
    }

    std::string indentAt(std::size_t at) const
    {
        const std::size_t line = m_text.rfind('\n', at);
        if (line == std::string::npos)
            return m_indent;
        return m_text.substr(line + 1,
                             std::min(m_text.find_first_not_of(" \t", line + 1), m_text.size())
                                 - line - 1);
    }

    /// The lines of `value`, set as those of the list at `extent` were.
    std::string lines(const std::string& value, const TextExtent& extent) const
    {
        const Json items = splitText(value);
        const auto before = itemsOfJsonArray(extent.in(m_text), {});
        if (before.empty() || items.empty())
            return m_style.text(items, indentAt(extent.begin));
        const std::string_view old = extent.in(m_text);
        const std::string lead(blanksAt(old, 1));
        const std::string tail(old.substr(before.back().end, old.size() - 1 - before.back().end));
        const std::string between = before.size() > 1
            ? std::string(old.substr(before[0].end, before[1].begin - before[0].end))
            : (lead.empty() ? m_style.comma : "," + lead);
        std::string result = "[" + lead;
        for (std::size_t i = 0; i < items.size(); ++i)
            result += (i == 0 ? "" : between) + m_style.scalar(items[i]);
        return result + tail + "]";
    }

    std::string m_text;
    std::string m_indent;
    const JsonStyle& m_style;
};

class NotebookSplice
{
public:
    explicit NotebookSplice(const Lesson& lesson)
        : m_lesson(lesson)
        , m_file(lesson.asRead.notebook)
        , m_style(styleOf(m_file))
        , m_ids(lesson.cells)
    {
        const Json notebook = Json::parse(m_file);
        m_isFormat3 = notebook["nbformat"] < 4;
        m_hasIds = !m_isFormat3 && notebook.value("nbformat_minor", 0) >= 5;
        m_items = itemsOfJsonArray(m_file, cellsPath(notebook));
        m_array = extentOfJsonValue(m_file, cellsPath(notebook)).value_or(TextExtent());
    }

    std::string write()
    {
        std::string result(m_file.substr(0, m_array.begin + 1));
        int before = -1;
        const std::string lead = m_items.empty()
            ? m_style.lineBreak + indentOfArray() + m_style.unit
            : std::string(m_file.substr(m_array.begin + 1, m_items[0].begin - m_array.begin - 1));
        const bool nothing = m_lesson.cells.empty();
        for (std::size_t i = 0; i < m_lesson.cells.size(); ++i) {
            const int item = itemOf(m_lesson.cells[i]);
            result += i == 0 ? lead : between(before, item, lead);
            result += cellText(m_lesson.cells[i], item);
            before = item;
        }
        if (!m_items.empty() && !nothing)
            result += m_file.substr(m_items.back().end, m_array.end - 1 - m_items.back().end);
        else if (!nothing)
            result += m_style.lineBreak + (m_style.lineBreak.empty() ? "" : indentOfArray());
        else if (m_items.empty())
            result += m_file.substr(m_array.begin + 1, m_array.end - m_array.begin - 2);
        return result + std::string(m_file.substr(m_array.end - 1));
    }

private:
    int itemOf(const Cell& cell) const
    {
        const auto item = static_cast<std::size_t>(cell.asRead.item);
        const bool isHere = cell.asRead.item >= 0 && item < m_items.size()
            && isButForFolds(m_items[item].in(m_file), cell.notebookJson);
        return isHere ? cell.asRead.item : -1;
    }

    static bool isButForFolds(std::string_view asRead, const std::string& now)
    {
        if (asRead == now)
            return true;
        Json before = objectFrom(std::string(asRead));
        Json after = objectFrom(now);
        setFolded(before, false);
        setFolded(after, false);
        return before == after;
    }

    std::string between(int before, int item, const std::string& lead) const
    {
        const bool areNeighbours = before >= 0 && item == before + 1;
        const std::size_t first = areNeighbours ? static_cast<std::size_t>(before) : 0;
        if (first + 1 >= m_items.size())
            return "," + (lead.empty() ? m_style.comma.substr(1) : lead);
        return std::string(
            m_file.substr(m_items[first].end, m_items[first + 1].begin - m_items[first].end));
    }

    std::string indentAt(std::size_t at) const
    {
        const std::size_t line = m_file.rfind('\n', at);
        const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
        return std::string(m_file.substr(
            begin, std::min(m_file.find_first_not_of(" \t", begin), m_file.size()) - begin));
    }

    std::string indentOfArray() const { return indentAt(m_array.begin); }

    std::string cellText(const Cell& cell, int item)
    {
        const std::string indent = !m_items.empty()
            ? indentAt(m_items[item < 0 ? 0 : static_cast<std::size_t>(item)].begin)
            : indentOfArray() + m_style.unit;
        const Cell asRead = notebookCell(
            item < 0 ? cell.notebookJson
                     : std::string(m_items[static_cast<std::size_t>(item)].in(m_file)));
        if (item < 0 || asRead.kind != cell.kind)
            return newCell(cell, asRead, indent);
        CellText text(asRead.notebookJson, indent, m_style);
        if (cell.source != asRead.source) {
            const Json old = objectFrom(asRead.notebookJson);
            std::string source = cell.source;
            if (old["cell_type"] == "heading") {
                const std::string marks =
                    std::string(old.value("level", std::size_t{1}), '#') + " ";
                if (source.rfind(marks, 0) != 0 || source.find('\n') != std::string::npos)
                    return newCell(cell, asRead, indent);
                source.erase(0, marks.size());
            }
            text.setText(old.contains("source") ? "source" : "input", source);
        }
        if (cell.isCode() && cell.storedOutputs != asRead.storedOutputs)
            text.set("outputs", outputs(cell.storedOutputs));
        if (cell.isCode() && cell.storedExecutionCount != asRead.storedExecutionCount)
            text.set(m_isFormat3 ? "prompt_number" : "execution_count",
                     cell.storedExecutionCount > 0 ? Json(cell.storedExecutionCount) : Json());
        if (hasFoldedOutputs(cell) != hasFoldedOutputs(asRead)) {
            Json json = objectFrom(asRead.notebookJson);
            setFolded(json, hasFoldedOutputs(cell));
            const char* const key = m_isFormat3 ? "collapsed" : "metadata";
            text.set(key, json[key]);
        }
        if (m_hasIds) { // all ids are taken before a new one is made
            m_ids.idOf(cell);
        }
        return text.text();
    }

    Json outputs(const std::vector<Output>& stored) const
    {
        Json list = outputsJson(stored);
        if (m_isFormat3) {
            for (Json& output : list)
                output = outputAsFormat3(output);
        }
        return list;
    }

    std::string newCell(const Cell& cell, const Cell& asRead, const std::string& indent)
    {
        Json json = cellJson(cell, asRead);
        json.erase("id");
        if (m_hasIds)
            json["id"] = m_ids.idOf(cell);
        if (cell.isCode()) {
            json["outputs"] = storedOutputsJson(cell, asRead);
            json["execution_count"] =
                cell.storedExecutionCount > 0 ? Json(cell.storedExecutionCount) : Json();
        }
        return m_style.text(m_isFormat3 ? cellAsFormat3(json) : json, indent);
    }

    const Lesson& m_lesson;
    std::string_view m_file;
    JsonStyle m_style;
    CellIds m_ids;
    bool m_isFormat3 = false;
    bool m_hasIds = false;
    TextExtent m_array;
    std::vector<TextExtent> m_items;
};

/// Reading takes line breaks off the end.
std::string_view withoutBreaks(std::string_view source)
{
    return source.substr(0, source.find_last_not_of('\n') + 1);
}

bool saysTheSame(const Lesson& left, const Lesson& right)
{
    return left.title == right.title && left.language == right.language
        && left.summary == right.summary && left.seed == right.seed && left.hasSeed == right.hasSeed
        && left.number == right.number && left.minutes == right.minutes && left.needs == right.needs
        && left.notebookJson == right.notebookJson;
}

} // namespace

std::string writeIntoNotebook(const Lesson& lesson)
{
    if (lesson.asRead.notebook.empty())
        return {};
    try {
        Lesson asRead = readNotebook(lesson.asRead.notebook, {});
        if (!asRead.hasTitle) // it follows from the cells
            asRead.title = lesson.title;
        if (lesson.hasTitle != asRead.hasTitle || !saysTheSame(lesson, asRead))
            return {};
        const std::string written = NotebookSplice(lesson).write();
        // Whoever changed the file by hand may have stated a key twice; then it is written anew.
        const Lesson again = readNotebook(written, {});
        bool isRight = again.cells.size() == lesson.cells.size();
        for (std::size_t i = 0; isRight && i < again.cells.size(); ++i)
            isRight = again.cells[i].kind == lesson.cells[i].kind
                && withoutBreaks(again.cells[i].source) == withoutBreaks(lesson.cells[i].source);
        return isRight ? written : std::string();
    } catch (const FileError&) {
        return {};
    }
}

} // namespace engine

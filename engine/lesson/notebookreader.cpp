#include <limits>

#include <nlohmann/json.hpp>

#include "engine/lesson/frontmatter.h"
#include "engine/lesson/jsonlines.h"
#include "engine/lesson/lessonfile.h"
#include "engine/lesson/notebook.h"
#include "engine/lesson/notebookshapes.h"
#include "engine/lesson/sourcetext.h"

namespace engine {

namespace {

using Json = nlohmann::json;

constexpr int newestMinor = 5;
constexpr int largestCount = 9999; // of lessons, of minutes

JsonPath operator/(JsonPath path, const std::string& key)
{
    path.emplace_back(key);
    return path;
}

JsonPath operator/(JsonPath path, std::size_t index)
{
    path.emplace_back(index);
    return path;
}

BilingualText mustBe(const std::string& key, const std::string& english, const std::string& chinese)
{
    return {"\"" + key + "\" must be " + english + ". Save the notebook again in Jupyter.",
            "“" + key + "”必须是" + chinese + "。请在 Jupyter 中重新保存这个笔记本。"};
}

class NotebookReader
{
public:
    NotebookReader(const std::string& text, const std::string& path)
        : m_text(text)
        , m_path(path)
    {
    }

    Lesson read()
    {
        Json notebook = parseNotebookJson(m_text, m_path);
        requireVersion(notebook);
        m_isFormat4 = notebook["nbformat"] >= 4;
        const JsonPath place = cellsPath(notebook);
        const Json cells = takeCells(notebook, place);
        Lesson lesson;
        lesson.asRead.notebook = m_text;
        const std::vector<TextExtent> items = itemsOfJsonArray(m_text, place);
        lesson.format = LessonFormat::Notebook;
        readMetadata(notebook, lesson);
        lesson.notebookJson = notebook.dump();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            Cell cell = readCell(cells[i], place / i);
            cell.asRead.item = static_cast<int>(i);
            cell.notebookJson = items.at(i).in(m_text);
            lesson.cells.push_back(std::move(cell));
        }
        return lesson;
    }

    Cell readCell(const Json& written, const JsonPath& where) const
    {
        requireObject(written, where, "cells");
        const Json json = m_isFormat4 ? written : asFormat4(written);
        const std::string type =
            json.value("cell_type", Json()).is_string() ? json["cell_type"] : Json("");
        Cell cell;
        if (type == "code") {
            cell.kind = CellKind::Code;
        } else if (type == "markdown") {
            cell.kind = CellKind::Prose;
        } else if (type == "raw") {
            cell.kind = CellKind::Raw;
        } else {
            fail(where / "cell_type",
                 mustBe("cell_type", "\"code\", \"markdown\" or \"raw\"",
                        "“code”、“markdown”或“raw”"));
        }
        cell.source = withUnixLineEnds(joinedText(json, "source", where));
        while (!cell.source.empty() && cell.source.back() == '\n') {
            cell.source.pop_back();
        }
        if (json.contains("metadata")) {
            requireObject(json["metadata"], where / "metadata", "metadata");
        }
        if (json.contains("id") && json["id"].is_string()) {
            cell.id = json["id"];
        }
        if (cell.isCode()) {
            cell.storedExecutionCount = count(json, where);
            cell.storedOutputs = readOutputs(json, where);
        }
        return cell;
    }

private:
    /// Takes the cells out of the notebook.
    Json takeCells(Json& notebook, const JsonPath& place) const
    {
        Json* holder = &notebook;
        if (place.size() > 1) {
            const Json sheets = notebook.value("worksheets", Json());
            if (!sheets.is_array() || sheets.empty() || !sheets[0].is_object()) {
                fail({"worksheets"},
                     mustBe("worksheets", "a list with one worksheet", "含一个工作表的列表"));
            }
            if (sheets.size() > 1) {
                fail({"worksheets", std::size_t{1}},
                     {"This notebook has " + std::to_string(sheets.size())
                          + " worksheets; only notebooks with one can be read. Save it again in "
                            "Jupyter.",
                      "这个笔记本有 " + std::to_string(sheets.size())
                          + " 个工作表；只能读取含一个工作表的笔记本。请在 Jupyter 中重新保存。"});
            }
            holder = &notebook["worksheets"][0];
        }
        if (!holder->contains("cells") || !(*holder)["cells"].is_array()) {
            fail(place, mustBe("cells", "a list", "列表"));
        }
        Json cells = std::move((*holder)["cells"]);
        notebook.erase("worksheets");
        notebook.erase("cells");
        return cells;
    }

    [[noreturn]] void fail(const JsonPath& where, BilingualText message) const
    {
        throw FileError{m_path, lineOfJsonValue(m_text, where), std::move(message)};
    }

    void requireObject(const Json& json, const JsonPath& where, const std::string& name) const
    {
        if (!json.is_object()) {
            fail(where,
                 mustBe(name, name == "cells" ? "a list of objects" : "an object",
                        name == "cells" ? "由对象组成的列表" : "对象"));
        }
    }

    void requireVersion(const Json& notebook) const
    {
        const bool isNotebook = notebook.is_object() && notebook.contains("nbformat")
            && notebook["nbformat"].is_number_integer();
        if (!isNotebook) {
            fail({"nbformat"},
                 {"This JSON file is not a Jupyter notebook: it states no \"nbformat\".",
                  "这个 JSON 文件不是 Jupyter 笔记本：没有“nbformat”。"});
        }
        const auto major = notebook["nbformat"].get<std::int64_t>();
        const Json minorJson = notebook.value("nbformat_minor", Json(0));
        if (!minorJson.is_number_integer()) {
            fail({"nbformat_minor"}, mustBe("nbformat_minor", "a whole number", "整数"));
        }
        const auto minor = minorJson.get<std::int64_t>();
        const std::string version = std::to_string(major) + "." + std::to_string(minor);
        if (major < 3) {
            fail({"nbformat"},
                 {"This notebook has the old format " + version
                      + "; 3.0 to 4.5 can be read. Open it in Jupyter "
                        "and save it, or run: jupyter nbconvert --to notebook --nbformat 4 FILE",
                  "这个笔记本使用旧格式 " + version
                      + "；可读取的是 3.0 到 4.5。请在 Jupyter 中打开并保存，"
                        "或运行：jupyter nbconvert --to notebook --nbformat 4 文件"});
        }
        if (major > 4 || (major == 4 && minor > newestMinor)) {
            fail({major > 4 ? "nbformat" : "nbformat_minor"},
                 {"This notebook has the newer format " + version
                      + "; 3.0 to 4.5 can be read. Save it in Jupyter as nbformat 4.5.",
                  "这个笔记本使用较新的格式 " + version
                      + "；可读取的是 3.0 到 4.5。请在 Jupyter 中另存为 nbformat 4.5。"});
        }
    }

    void readMetadata(const Json& notebook, Lesson& lesson) const
    {
        if (!notebook.contains("metadata")) {
            return;
        }
        const Json& metadata = notebook["metadata"];
        const JsonPath where{"metadata"};
        requireObject(metadata, where, "metadata");
        if (metadata.contains("title") && metadata["title"].is_string()) {
            lesson.title = trimmed(metadata["title"].get_ref<const std::string&>());
            lesson.hasTitle = !lesson.title.empty();
        }
        if (!metadata.contains("tapedeck")) {
            return;
        }
        const Json& own = metadata["tapedeck"];
        const JsonPath ownPath = where / "tapedeck";
        requireObject(own, ownPath, "tapedeck");
        if (own.contains("seed")) {
            if (!own["seed"].is_number_unsigned()) {
                fail(ownPath / "seed",
                     mustBe("seed", "a whole number that is not negative", "非负整数"));
            }
            lesson.seed = own["seed"];
            lesson.hasSeed = true;
        }
        if (own.contains("language")) {
            lesson.language =
                own["language"].is_string() ? lessonLanguage(own["language"]) : std::string();
            if (lesson.language.empty()) {
                fail(ownPath / "language",
                     mustBe("language", "\"en\" or \"zh_CN\"", "“en”或“zh_CN”"));
            }
        }
        lesson.number = countIn(own, "number", ownPath);
        lesson.minutes = countIn(own, "minutes", ownPath);
        for (const Json& name : own.value("needs", Json::array())) {
            if (!name.is_string()) {
                fail(ownPath / "needs", mustBe("needs", "a list of lesson names", "课程名的列表"));
            }
            lesson.needs.push_back(name);
        }
        lesson.summary =
            own.contains("summary") ? joinedText(own, "summary", ownPath) : std::string();
    }

    int countIn(const Json& object, const char* key, const JsonPath& where) const
    {
        if (!object.contains(key)) {
            return 0;
        }
        const Json& value = object[key];
        if (!value.is_number_unsigned() || value > largestCount) {
            fail(where / key, mustBe(key, "a whole number that is not negative", "非负整数"));
        }
        return value;
    }

    /// A text that nbformat stores as one string or as a list of strings.
    std::string joinedText(const Json& object, const std::string& key, const JsonPath& where) const
    {
        const Json text = object.value(key, Json());
        if (text.is_string()) {
            return text;
        }
        std::string joined;
        for (std::size_t i = 0; i < text.size() || !text.is_array(); ++i) {
            if (!text.is_array() || !text[i].is_string()) {
                const JsonPath at = where / key;
                fail(text.is_array() ? at / i : at,
                     mustBe(key, "a text or a list of texts", "文本或由文本组成的列表"));
            }
            joined += text[i].get_ref<const std::string&>();
        }
        return joined;
    }

    std::string text(const Json& object, const std::string& key, const JsonPath& where) const
    {
        const Json value = object.value(key, Json());
        if (!value.is_string()) {
            fail(where / key, mustBe(key, "a text", "文本"));
        }
        return value;
    }

    int count(const Json& object, const JsonPath& where) const
    {
        const Json value = object.value("execution_count", Json());
        if (value.is_null()) {
            return 0;
        }
        const bool fits = value.is_number_unsigned()
            && value.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<int>::max()};
        if (!fits) {
            fail(where / "execution_count",
                 mustBe("execution_count", "null or a whole number that is not negative",
                        "null 或非负整数"));
        }
        return value;
    }

    std::vector<Output> readOutputs(const Json& cell, const JsonPath& cellPath) const
    {
        std::vector<Output> outputs;
        const Json list = cell.value("outputs", Json::array());
        const JsonPath where = cellPath / "outputs";
        if (!list.is_array()) {
            fail(where, mustBe("outputs", "a list", "列表"));
        }
        for (std::size_t i = 0; i < list.size(); ++i) {
            readOutput(list[i], where / i, outputs);
        }
        return outputs;
    }

    void readOutput(const Json& json, const JsonPath& where, std::vector<Output>& outputs) const
    {
        requireObject(json, where, "output");
        const std::string type = text(json, "output_type", where);
        Output output;
        if (type == "stream") {
            const std::string name = text(json, "name", where);
            if (name != "stdout" && name != "stderr") {
                fail(where / "name",
                     mustBe("name", "\"stdout\" or \"stderr\"", "“stdout”或“stderr”"));
            }
            output.kind = name == "stdout" ? Output::Kind::Stdout : Output::Kind::Stderr;
            output.text = joinedText(json, "text", where);
        } else if (type == "execute_result" || type == "display_data") {
            const Json data = json.value("data", Json());
            requireObject(data, where / "data", "data");
            for (const char* picture : {"image/png", "image/jpeg", "image/svg+xml"}) {
                if (data.contains(picture))
                    output.media[picture] = joinedText(data, picture, where / "data");
            }
            if (!data.contains("text/plain") && output.media.empty()) {
                return; // a table alone: kept in notebookJson
            }
            output.kind = Output::Kind::Result;
            if (data.contains("text/plain"))
                output.text = joinedText(data, "text/plain", where / "data");
            output.executionCount = type == "execute_result" ? count(json, where) : 0;
        } else if (type == "error") {
            readError(json, where, output);
        } else {
            fail(where / "output_type",
                 mustBe("output_type",
                        "\"stream\", \"execute_result\", \"display_data\" or \"error\"",
                        "“stream”、“execute_result”、“display_data”或“error”"));
        }
        outputs.push_back(std::move(output));
    }

    void readError(const Json& json, const JsonPath& where, Output& output) const
    {
        output.kind = Output::Kind::Error;
        output.errorName = text(json, "ename", where);
        output.errorValue = text(json, "evalue", where);
        const Json traceback = json.value("traceback", Json::array());
        for (std::size_t i = 0; i < traceback.size() || !traceback.is_array(); ++i) {
            if (!traceback.is_array() || !traceback[i].is_string()) {
                fail(where / "traceback",
                     mustBe("traceback", "a list of texts", "由文本组成的列表"));
            }
            output.text +=
                (i == 0 ? "" : "\n") + withoutColours(traceback[i].get_ref<const std::string&>());
        }
        for (const std::string_view line : linesOf(output.text)) {
            output.traceback.emplace_back(line);
        }
    }

    const std::string& m_text;
    bool m_isFormat4 = false; ///< else of format 3, or not known: a cell alone
    const std::string& m_path;
};

} // namespace

Lesson readNotebook(const std::string& text, const std::string& path)
{
    return NotebookReader(text, path).read();
}

Cell notebookCell(const std::string& cellJson)
{
    if (cellJson.empty()) {
        return {};
    }
    const std::string noPath;
    const NotebookReader reader(cellJson, noPath);
    try {
        Cell cell = reader.readCell(parseNotebookJson(cellJson, noPath), {});
        cell.notebookJson = cellJson;
        return cell;
    } catch (const FileError&) {
        return {};
    }
}

} // namespace engine

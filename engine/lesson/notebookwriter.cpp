#include "engine/lesson/notebook.h"

#include <functional>

#include <nlohmann/json.hpp>

#include "engine/lesson/lessonfile.h"
#include "engine/lesson/notebookjson.h"

namespace engine {

namespace {

/// Keys come out sorted, as nbformat writes them.
using Json = nlohmann::json;

void writeMetadata(const Lesson& lesson, Json& metadata)
{
    if (!metadata.is_object()) {
        metadata = Json::object();
    }
    for (const char* const transient : {"orig_nbformat", "orig_nbformat_minor", "signature"}) {
        metadata.erase(transient);
    }
    if (!metadata.contains("kernelspec")) {
        metadata["kernelspec"] = {
            {"display_name", "Python 3 (ipykernel)"}, {"language", "python"}, {"name", "python3"}};
    }
    if (!metadata.contains("language_info")) {
        metadata["language_info"] = {{"codemirror_mode", {{"name", "ipython"}, {"version", 3}}},
                                     {"file_extension", ".py"},
                                     {"mimetype", "text/x-python"},
                                     {"name", "python"},
                                     {"nbconvert_exporter", "python"},
                                     {"pygments_lexer", "ipython3"}};
    }
    if (lesson.hasTitle) {
        metadata["title"] = lesson.title;
    }
    Json own = metadata.value("tapedeck", Json::object());
    const auto set = [&own](const char* key, bool isStated, const Json& value) {
        own.erase(key);
        if (isStated) {
            own[key] = value;
        }
    };
    set("language", !lesson.language.empty(), lesson.language);
    set("summary", !lesson.summary.empty(), lesson.summary);
    set("seed", lesson.hasSeed, lesson.seed);
    set("number", lesson.number > 0, lesson.number);
    set("minutes", lesson.minutes > 0, lesson.minutes);
    set("needs", !lesson.needs.empty(), lesson.needs);
    metadata.erase("tapedeck");
    if (!own.empty()) {
        metadata["tapedeck"] = own;
    }
}

struct CellRun
{
    int executionCount = 0;
    Json outputs = Json::array();
};

using RunOfCell = std::function<CellRun(std::size_t index, const Cell& asRead)>;

std::string notebookText(const Lesson& lesson, const RunOfCell& runOf)
{
    Json notebook = objectFrom(lesson.notebookJson);
    notebook["nbformat"] = 4;
    notebook["nbformat_minor"] = 5;
    writeMetadata(lesson, notebook["metadata"]);
    Json cells = Json::array();
    CellIds ids(lesson.cells);
    for (std::size_t i = 0; i < lesson.cells.size(); ++i) {
        const Cell& cell = lesson.cells[i];
        const Cell asRead = notebookCell(cell.notebookJson);
        Json json = cellJson(cell, asRead);
        json["id"] = ids.idOf(cell);
        if (cell.isCode()) {
            CellRun run = runOf(i, asRead);
            json["outputs"] = std::move(run.outputs);
            json["execution_count"] = run.executionCount > 0 ? Json(run.executionCount) : Json();
        }
        cells.push_back(std::move(json));
    }
    notebook["cells"] = std::move(cells);
    return notebook.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace

std::string writeExecutedNotebook(const Lesson& lesson, const std::vector<ExecutedCell>& executed)
{
    return notebookText(lesson, [&](std::size_t index, const Cell&) {
        const ExecutedCell run = index < executed.size() ? executed[index] : ExecutedCell();
        return CellRun{run.executionCount, outputsJson(run.outputs)};
    });
}

std::string writeStoredNotebook(const Lesson& lesson)
{
    return notebookText(lesson, [&](std::size_t index, const Cell& asRead) {
        const Cell& cell = lesson.cells[index];
        return CellRun{cell.storedExecutionCount, storedOutputsJson(cell, asRead)};
    });
}

} // namespace engine

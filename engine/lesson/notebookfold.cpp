// What Jupyter keeps in a cell about its outputs being folded: "collapsed", and what JupyterLab
// writes beside it.

#include <nlohmann/json.hpp>

#include "engine/lesson/notebook.h"
#include "engine/lesson/notebookjson.h"

namespace engine {
namespace {

using Json = nlohmann::json;

constexpr const char* collapsed = "collapsed";
constexpr const char* jupyter = "jupyter";
constexpr const char* hidden = "outputs_hidden";

bool isTrue(const Json& object, const char* key)
{
    return object.is_object() && object.contains(key) && object[key].is_boolean()
        && object[key].get<bool>();
}

bool isFormat3(const Json& cell)
{
    return cell.contains("input") || cell.contains("prompt_number");
}

} // namespace

bool isFolded(const Json& cell)
{
    const Json metadata = cell.value("metadata", Json());
    return isTrue(cell, collapsed) || isTrue(metadata, collapsed)
        || (metadata.is_object() && isTrue(metadata.value(jupyter, Json()), hidden));
}

void setFolded(Json& cell, bool folded)
{
    if (isFormat3(cell)) {
        cell[collapsed] = folded;
        return;
    }
    cell.erase(collapsed);
    Json& metadata = cell["metadata"];
    if (!metadata.is_object())
        metadata = Json::object();
    Json own = metadata.value(jupyter, Json());
    if (!own.is_object())
        own = Json::object();
    if (folded) {
        metadata[collapsed] = true;
        own[hidden] = true;
    } else {
        metadata.erase(collapsed);
        own.erase(hidden);
    }
    metadata.erase(jupyter);
    if (!own.empty())
        metadata[jupyter] = std::move(own);
}

bool hasFoldedOutputs(const Cell& cell)
{
    // Most cells say nothing of it, and need not be parsed.
    return (cell.notebookJson.find(collapsed) != std::string::npos
            || cell.notebookJson.find(hidden) != std::string::npos)
        && isFolded(objectFrom(cell.notebookJson));
}

void setFoldedOutputs(Cell& cell, bool folded)
{
    Json json = objectFrom(cell.notebookJson);
    if (isFolded(json) == folded)
        return;
    setFolded(json, folded);
    cell.notebookJson = json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace engine

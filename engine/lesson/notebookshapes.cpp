#include "engine/lesson/notebookshapes.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "engine/lesson/notebookjson.h"

namespace engine {
namespace {

using Json = nlohmann::json;

/// What nbformat 3 calls a kind of content.
constexpr std::array<std::pair<const char*, const char*>, 8> contentNames{
    {{"text", "text/plain"},
     {"html", "text/html"},
     {"svg", "image/svg+xml"},
     {"png", "image/png"},
     {"jpeg", "image/jpeg"},
     {"latex", "text/latex"},
     {"json", "application/json"},
     {"javascript", "application/javascript"}}};

std::string typeOf(const Json& json, const char* key)
{
    return json.is_object() && json.contains(key) && json[key].is_string()
        ? json[key].get<std::string>()
        : std::string();
}

void rename(Json& object, const char* from, const char* to)
{
    if (!object.contains(from))
        return;
    Json value = std::move(object[from]);
    object.erase(from);
    object[to] = std::move(value);
}

Json outputAsFormat4(Json output)
{
    const std::string type = typeOf(output, "output_type");
    if (type == "pyerr") {
        output["output_type"] = "error";
    } else if (type == "stream") {
        rename(output, "stream", "name");
    } else if (type == "pyout" || type == "display_data") {
        if (output.contains("data"))
            return output;
        Json data = Json::object();
        for (const auto& [name, mime] : contentNames) {
            if (!output.contains(name))
                continue;
            data[mime] = std::move(output[name]);
            output.erase(name);
        }
        output["data"] = std::move(data);
        output["output_type"] = type == "pyout" ? "execute_result" : type;
        rename(output, "prompt_number", "execution_count");
    }
    return output;
}

} // namespace

JsonPath cellsPath(const Json& notebook)
{
    return notebook.value("nbformat", 4) < 4 ? JsonPath{"worksheets", std::size_t{0}, "cells"}
                                             : JsonPath{"cells"};
}

Json asFormat4(const Json& cell)
{
    Json result = cell;
    const std::string type = typeOf(cell, "cell_type");
    if (type == "heading") {
        const Json& level = cell.value("level", Json(1));
        const std::string marks(
            level.is_number_unsigned() ? std::clamp<std::size_t>(level, 1, 6) : 1, '#');
        Json text = cell.value("source", Json(""));
        if (text.is_string())
            text = Json::array({text});
        if (text.is_array())
            text.insert(text.begin(), marks + " ");
        result["cell_type"] = "markdown";
        result["source"] = text;
        result.erase("level");
    } else if (type == "html") {
        result["cell_type"] = "markdown";
    } else if (type == "code") {
        if (!cell.contains("source"))
            rename(result, "input", "source");
        if (!cell.contains("execution_count"))
            rename(result, "prompt_number", "execution_count");
        if (result.contains("outputs") && result["outputs"].is_array()) {
            for (Json& output : result["outputs"])
                output = outputAsFormat4(std::move(output));
        }
    }
    return result;
}

Json outputAsFormat3(const Json& output)
{
    Json result = output;
    const std::string type = typeOf(output, "output_type");
    if (type == "error") {
        result["output_type"] = "pyerr";
    } else if (type == "stream") {
        rename(result, "name", "stream");
    } else if (type == "execute_result" || type == "display_data") {
        result["output_type"] = type == "display_data" ? type : "pyout";
        rename(result, "execution_count", "prompt_number");
        for (const auto& [name, mime] : contentNames) {
            if (output.contains("data") && output["data"].contains(mime))
                result[name] = output["data"][mime];
        }
        result.erase("data");
    }
    return result;
}

Json cellAsFormat3(const Json& cell)
{
    Json result = cell;
    result.erase("id");
    if (typeOf(cell, "cell_type") != "code")
        return result;
    rename(result, "source", "input");
    rename(result, "execution_count", "prompt_number");
    if (result["prompt_number"].is_null())
        result.erase("prompt_number");
    for (Json& output : result["outputs"])
        output = outputAsFormat3(output);
    result["collapsed"] = isFolded(cell);
    result["language"] = "python";
    return result;
}

} // namespace engine

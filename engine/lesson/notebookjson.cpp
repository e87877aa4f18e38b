#include "engine/lesson/notebookjson.h"

#include <algorithm>
#include <cstdio>

#include "engine/lesson/notebookshapes.h"
#include "engine/lesson/sourcetext.h"

namespace engine {

namespace {

using Json = nlohmann::json;

/// Bytes of the line boundary at `at`, 0 when there is none: those of Python's str.splitlines(), by
/// which nbformat cuts texts.
std::size_t lineBreakLength(std::string_view text, std::size_t at)
{
    const char c = text[at];
    if (c == '\r') {
        return text.substr(at, 2) == "\r\n" ? 2 : 1;
    }
    if (c == '\n' || c == '\v' || c == '\f' || (c >= '\x1c' && c <= '\x1e')) {
        return 1;
    }
    if (text.substr(at, 2) == "\xC2\x85") { // U+0085
        return 2;
    }
    const std::string_view three = text.substr(at, 3);
    return three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9" ? 3 : 0; // U+2028, U+2029
}

void splitIfText(Json& value)
{
    if (value.is_string()) {
        value = splitText(value.get<std::string>());
    }
}

/// Cuts the texts of a bundle {mime type: content}; content that is JSON itself stays.
void splitBundle(Json& bundle)
{
    for (auto& [mime, content] : bundle.items()) {
        const bool isJson = mime == "application/json"
            || (mime.rfind("application/", 0) == 0 && mime.size() > 5
                && mime.compare(mime.size() - 5, 5, "+json") == 0);
        if (!isJson) {
            splitIfText(content);
        }
    }
}

bool isValidId(const std::string& id)
{
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '-' || c == '_';
    });
}

bool isStream(const Output& output)
{
    return output.kind == Output::Kind::Stdout || output.kind == Output::Kind::Stderr;
}

const char* cellType(CellKind kind)
{
    switch (kind) {
    case CellKind::Prose:
    case CellKind::Predict:
    case CellKind::Exercise:
    case CellKind::Claim:
        return "markdown";
    case CellKind::Code:
        return "code";
    case CellKind::Raw:
        return "raw";
    }
    return "";
}

} // namespace

Json objectFrom(const std::string& text)
{
    Json json = Json::parse(text, nullptr, false);
    return json.is_object() ? json : Json::object();
}

Json splitText(std::string_view text)
{
    Json lines = Json::array();
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = lineBreakLength(text, at);
        at += std::max<std::size_t>(length, 1);
        if (length > 0) {
            lines.push_back(text.substr(begin, at - begin));
            begin = at;
        }
    }
    if (begin < text.size()) {
        lines.push_back(text.substr(begin));
    }
    return lines;
}

namespace {

Json outputJson(const Output& output)
{
    switch (output.kind) {
    case Output::Kind::Stdout:
    case Output::Kind::Stderr:
        return {{"output_type", "stream"},
                {"name", output.kind == Output::Kind::Stdout ? "stdout" : "stderr"},
                {"text", splitText(output.text)}};
    case Output::Kind::Result: {
        Json json{{"metadata", Json::object()}, {"data", {{"text/plain", splitText(output.text)}}}};
        for (const auto& [mime, content] : output.media)
            json["data"][mime] = splitText(content);
        json["output_type"] = output.executionCount > 0 ? "execute_result" : "display_data";
        if (output.executionCount > 0) {
            json["execution_count"] = output.executionCount;
        }
        return json;
    }
    case Output::Kind::Error: {
        std::vector<std::string> traceback = output.traceback;
        if (traceback.empty()) {
            const auto lines = linesOf(output.text);
            traceback.assign(lines.begin(), lines.end());
        }
        return {{"output_type", "error"},
                {"ename", output.errorName},
                {"evalue", output.errorValue},
                {"traceback", traceback}};
    }
    }
    return {};
}

} // namespace

Json outputsJson(const std::vector<Output>& outputs)
{
    std::vector<Output> merged;
    for (const Output& output : outputs) {
        if (isStream(output) && output.text.empty()) {
            continue;
        }
        if (isStream(output) && !merged.empty() && merged.back().kind == output.kind) {
            merged.back().text += output.text;
        } else {
            merged.push_back(output);
        }
    }
    Json json = Json::array();
    for (const Output& output : merged) {
        json.push_back(outputJson(output));
    }
    return json;
}

Json storedOutputsJson(const Cell& cell, const Cell& asRead)
{
    if (cell.storedOutputs != asRead.storedOutputs || !asRead.isCode()) {
        return outputsJson(cell.storedOutputs);
    }
    Json outputs = asFormat4(objectFrom(cell.notebookJson)).value("outputs", Json::array());
    for (Json& output : outputs) {
        if (output.contains("text")) {
            splitIfText(output["text"]);
        }
        if (output.contains("data")) {
            splitBundle(output["data"]);
        }
    }
    return outputs;
}

CellIds::CellIds(const std::vector<Cell>& cells)
{
    for (const Cell& cell : cells) {
        m_kept.insert(cell.id);
    }
}

std::string CellIds::idOf(const Cell& cell)
{
    if (isValidId(cell.id) && m_used.insert(cell.id).second) {
        return cell.id;
    }
    std::uint64_t hash = 14695981039346656037U; // FNV-1a
    for (const char c : cell.source) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    }
    for (;; ++hash) {
        char text[9] = {};
        std::snprintf(text, sizeof text, "%08x", static_cast<unsigned>(hash ^ (hash >> 32U)));
        if (m_kept.count(text) == 0 && m_used.insert(text).second) {
            return text;
        }
    }
}

Json cellJson(const Cell& cell, const Cell& asRead)
{
    Json json = asFormat4(objectFrom(cell.notebookJson));
    for (const char* const old : {"collapsed", "language", "prompt_number"}) {
        json.erase(old); // of nbformat 3
    }
    json["cell_type"] = cellType(cell.kind);
    if (asRead.source != cell.source || !json.contains("source")) {
        json["source"] = cell.source;
    }
    splitIfText(json["source"]);
    if (!json.contains("metadata")) {
        json["metadata"] = Json::object();
    }
    json["metadata"].erase("trusted"); // Jupyter keeps it in memory only
    if (cell.isCode()) {
        json.erase("attachments");
    } else {
        json.erase("outputs");
        json.erase("execution_count");
    }
    if (json.contains("attachments") && json["attachments"].is_object()) {
        for (Json& bundle : json["attachments"]) {
            splitBundle(bundle);
        }
    }
    return json;
}

} // namespace engine

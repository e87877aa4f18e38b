// Notebooks as texts: JSON that may be damaged, pictures that are attached, colours of terminals.

#include <nlohmann/json.hpp>

#include "engine/lesson/jsonlines.h"
#include "engine/lesson/lessonfile.h"
#include "engine/lesson/notebook.h"
#include "engine/lesson/notebookshapes.h"
#include "engine/lesson/sourcetext.h"

namespace engine {
namespace {

using Json = nlohmann::json;

constexpr int deepestNesting = 200; // a notebook needs about ten; writing JSON recurses

} // namespace

Json parseNotebookJson(const std::string& text, const std::string& path)
{
    if (trimmed(text).empty()) {
        throw FileError{
            path,
            0,
            {"The file is empty; a notebook is a JSON text. Create it in Jupyter, or save a "
             "lesson as .ipynb.",
             "文件是空的；笔记本应是 JSON 文本。请在 Jupyter 中新建，或把课程另存为 .ipynb。"}};
    }
    if (const int line = lineOfTooDeepJson(text, deepestNesting); line > 0) {
        throw FileError{
            path,
            line,
            {"The JSON nests too deeply to be a notebook.", "JSON 嵌套过深，不可能是笔记本。"}};
    }
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        // The parser counts the bytes it has read, so the culprit is the one before.
        const std::size_t at = error.byte == 0 ? 0 : error.byte - 1;
        const int line = lineOfByte(text, at);
        if (at >= text.size()) {
            throw FileError{path,
                            line,
                            {"The notebook breaks off here: the file is incomplete. Save or "
                             "download it again.",
                             "笔记本到这里就中断了：文件不完整。请重新保存或下载。"}};
        }
        throw FileError{
            path,
            line,
            {"The notebook is damaged: its JSON is wrong here. Repair this line, or save the "
             "notebook "
             "again in Jupyter.",
             "笔记本已损坏：这里的 JSON 有误。请修正这一行，或在 Jupyter 中重新保存。"}};
    } catch (const Json::exception&) { // a number out of range; these carry no position
        throw FileError{path,
                        0,
                        {"The notebook contains a number that is too large to be stored.",
                         "笔记本中有一个过大而无法存储的数。"}};
    }
}

std::string withoutColours(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\x1b' && i + 1 < text.size() && text[i + 1] == '[') {
            i += 2;
            while (i < text.size() && (text[i] < '@' || text[i] > '~')) {
                ++i;
            }
        } else {
            result += text[i];
        }
    }
    return result;
}

std::string attachedPicture(const std::string& cellJson, const std::string& name)
{
    const Json cell = Json::parse(cellJson, nullptr, false);
    if (!cell.is_object() || !cell.contains("attachments") || !cell["attachments"].is_object()) {
        return {};
    }
    const Json& attachments = cell["attachments"];
    const auto bundle = attachments.find(name);
    if (bundle == attachments.end() || !bundle->is_object()) {
        return {};
    }
    for (const auto& [mime, content] : bundle->items()) {
        if (mime.rfind("image/", 0) != 0) {
            continue;
        }
        std::string text;
        for (const Json& part : content.is_array() ? content : Json::array({content})) {
            text += part.is_string() ? part.get<std::string>() : std::string();
        }
        return text;
    }
    return {};
}

} // namespace engine

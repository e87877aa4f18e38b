#include "engine/lesson/jsonlines.h"

#include <algorithm>

namespace engine {

namespace {

/// Moves through a JSON text value by value, without building anything.
class JsonCursor
{
public:
    explicit JsonCursor(std::string_view json)
        : m_json(json)
    {
        skipSpace();
    }

    std::size_t position() const { return m_at; }
    bool atEnd() const { return m_at >= m_json.size(); }
    char here() const { return atEnd() ? '\0' : m_json[m_at]; }

    /// From "{" to the value of `key`.
    bool enter(const std::string& key)
    {
        if (here() != '{') {
            return false;
        }
        for (advance(); here() == '"'; nextItem()) {
            const std::size_t begin = m_at + 1;
            skipString();
            const std::string_view found = m_json.substr(begin, m_at - begin - 1);
            skipSpace();
            advance(); // the colon
            if (found == key) {
                return true;
            }
            skipValue();
        }
        return false;
    }

    /// From "[" to its item number `index`.
    bool enter(std::size_t index)
    {
        if (here() != '[') {
            return false;
        }
        advance();
        for (std::size_t i = 0; i < index && !atEnd() && here() != ']'; ++i) {
            skipValue();
            nextItem();
        }
        return !atEnd() && here() != ']';
    }

    void skipString()
    {
        for (++m_at; !atEnd() && here() != '"'; ++m_at) {
            m_at += here() == '\\' ? 1 : 0;
        }
        ++m_at;
    }

    /// From "[" over its items, each told to `visit` as an extent.
    template <class Visit>
    void forEachItem(Visit visit)
    {
        if (here() != '[') {
            return;
        }
        for (advance(); !atEnd() && here() != ']'; nextItem()) {
            const std::size_t begin = m_at;
            skipValue();
            visit(TextExtent{begin, m_at});
        }
    }

    void skipValue()
    {
        int depth = 0;
        do {
            const char c = here();
            if (c == '"') {
                skipString();
            } else if (depth == 0 && c != '{' && c != '[') {
                m_at = std::min(m_json.find_first_of(",]} \t\r\n", m_at), m_json.size());
            } else {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                ++m_at;
            }
        } while (depth > 0 && !atEnd());
    }

private:
    void skipSpace() { m_at = std::min(m_json.find_first_not_of(" \t\r\n", m_at), m_json.size()); }

    void advance()
    {
        ++m_at;
        skipSpace();
    }

    void nextItem()
    {
        skipSpace();
        if (here() == ',') {
            advance();
        }
    }

    std::string_view m_json;
    std::size_t m_at = 0;
};

} // namespace

int lineOfByte(std::string_view text, std::size_t offset)
{
    if (offset >= text.size()) {
        offset = text.find_last_not_of(" \t\r\n");
        offset = offset == std::string_view::npos ? 0 : offset;
    }
    const std::string_view before = text.substr(0, offset);
    return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

int lineOfJsonValue(std::string_view json, const JsonPath& path)
{
    JsonCursor cursor(json);
    std::size_t found = cursor.position();
    for (const auto& step : path) {
        if (!std::visit([&](const auto& keyOrIndex) { return cursor.enter(keyOrIndex); }, step)) {
            break;
        }
        found = cursor.position();
    }
    return lineOfByte(json, found);
}

std::optional<TextExtent> extentOfJsonValue(std::string_view json, const JsonPath& path)
{
    JsonCursor cursor(json);
    for (const auto& step : path) {
        if (!std::visit([&](const auto& keyOrIndex) { return cursor.enter(keyOrIndex); }, step)) {
            return std::nullopt;
        }
    }
    const std::size_t begin = cursor.position();
    cursor.skipValue();
    return TextExtent{begin, cursor.position()};
}

std::vector<TextExtent> itemsOfJsonArray(std::string_view json, const JsonPath& path)
{
    std::vector<TextExtent> items;
    const std::optional<TextExtent> array = extentOfJsonValue(json, path);
    if (!array) {
        return items;
    }
    JsonCursor cursor(array->in(json));
    cursor.forEachItem([&](const TextExtent& item) {
        items.push_back({array->begin + item.begin, array->begin + item.end});
    });
    return items;
}

int lineOfTooDeepJson(std::string_view json, int limit)
{
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
            continue;
        }
        inString = c == '"';
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        if (depth > limit) {
            return lineOfByte(json, i);
        }
    }
    return 0;
}

} // namespace engine

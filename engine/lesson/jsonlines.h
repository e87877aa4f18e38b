#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace engine {

/// The way to a value inside a JSON text: keys of objects and indexes of arrays, outermost first.
using JsonPath = std::vector<std::variant<std::string, std::size_t>>;

/// The line, from 1, on which the value at `path` begins in `json`, which must be well formed.
/// Where the path leads nowhere: the line of the last value on it.
int lineOfJsonValue(std::string_view json, const JsonPath& path);

/// Bytes [begin, end) of a text.
struct TextExtent
{
    std::size_t begin = 0;
    std::size_t end = 0;

    std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

/// Where the value at `path` stands in `json`, which must be well formed; nothing when there is
/// none.
std::optional<TextExtent> extentOfJsonValue(std::string_view json, const JsonPath& path);
/// The items of the array at `path`.
std::vector<TextExtent> itemsOfJsonArray(std::string_view json, const JsonPath& path);

/// The line, from 1, on which arrays and objects first nest deeper than `limit`; 0 when they never
/// do. `json` may be malformed.
int lineOfTooDeepJson(std::string_view json, int limit);

/// The line, from 1, of the byte at `offset`. Past the end it is the last line that has something
/// on it.
int lineOfByte(std::string_view text, std::size_t offset);

} // namespace engine

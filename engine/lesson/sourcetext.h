#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// `text` without a byte order mark and with "\n" line ends. Throws FileError at the first line
/// that is not UTF-8 text.
std::string cleanText(std::string_view text, const std::string& path);

/// `text` with "\r\n" and "\r" turned into "\n".
std::string withUnixLineEnds(std::string_view text);

/// The lines of `text` without their line breaks; a break at the very end begins no further line.
std::vector<std::string_view> linesOf(std::string_view text);

/// Lines `begin` to `end` (not included) with "\n" between them.
std::string joinLines(const std::vector<std::string_view>& lines, std::size_t begin,
                      std::size_t end);

/// `text` without the spaces, tabs and line breaks at both its ends.
std::string_view trimmed(std::string_view text);

/// `text` without blank lines at its end, nor a line break there.
std::string withoutTrailingLines(std::string_view text);

/// `text` without blank lines at both its ends; the indentation of the first line stays.
std::string withoutOuterLines(std::string_view text);

} // namespace engine

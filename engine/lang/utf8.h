#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Code points in UTF-8 text.
namespace engine::lang::utf8 {

std::size_t sequenceLength(char first); ///< 1..4; 1 for a byte that cannot begin a sequence
bool isValid(std::string_view text);
bool isAscii(std::string_view text);
void append(std::string& text, unsigned codePoint);
unsigned codePointAt(std::string_view text, std::size_t byte);
std::size_t length(std::string_view text); ///< in code points
std::size_t byteOffset(std::string_view text, std::size_t codePoint);
std::vector<std::string_view> characters(std::string_view text);
/// Columns in a terminal do not matter to Python: width is counted in code points.
std::string padded(const std::string& text, std::size_t width, char align, const std::string& fill);

} // namespace engine::lang::utf8

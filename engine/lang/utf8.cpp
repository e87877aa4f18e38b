#include "engine/lang/utf8.h"

#include <algorithm>

namespace engine::lang::utf8 {

std::size_t sequenceLength(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0xC0U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : byte < 0xF8U ? 4 : 1;
}

bool isValid(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::size_t count = sequenceLength(text[i]);
        if ((byte >= 0x80U && count == 1) || i + count > text.size())
            return false;
        for (std::size_t k = 1; k < count; ++k)
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U)
                return false;
        i += count;
    }
    return true;
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; });
}

void append(std::string& text, unsigned codePoint)
{
    const auto put = [&text](unsigned byte) { text += static_cast<char>(byte); };
    if (codePoint < 0x80U) {
        put(codePoint);
    } else if (codePoint < 0x800U) {
        put(0xC0U | (codePoint >> 6U));
        put(0x80U | (codePoint & 0x3FU));
    } else if (codePoint < 0x10000U) {
        put(0xE0U | (codePoint >> 12U));
        put(0x80U | ((codePoint >> 6U) & 0x3FU));
        put(0x80U | (codePoint & 0x3FU));
    } else {
        put(0xF0U | ((codePoint >> 18U) & 0x07U));
        put(0x80U | ((codePoint >> 12U) & 0x3FU));
        put(0x80U | ((codePoint >> 6U) & 0x3FU));
        put(0x80U | (codePoint & 0x3FU));
    }
}

unsigned codePointAt(std::string_view text, std::size_t byte)
{
    const std::size_t count = std::min(sequenceLength(text[byte]), text.size() - byte);
    const auto first = static_cast<unsigned char>(text[byte]);
    unsigned value = count == 1 ? first : first & (0xFFU >> (count + 1));
    for (std::size_t k = 1; k < count; ++k)
        value = (value << 6U) | (static_cast<unsigned char>(text[byte + k]) & 0x3FU);
    return value;
}

std::size_t length(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::size_t byteOffset(std::string_view text, std::size_t codePoint)
{
    std::size_t at = 0;
    for (; codePoint > 0 && at < text.size(); --codePoint)
        at += sequenceLength(text[at]);
    return std::min(at, text.size());
}

std::vector<std::string_view> characters(std::string_view text)
{
    std::vector<std::string_view> result;
    for (std::size_t at = 0; at < text.size(); at += result.back().size())
        result.push_back(text.substr(at, sequenceLength(text[at])));
    return result;
}

std::string padded(const std::string& text, std::size_t width, char align, const std::string& fill)
{
    const std::size_t have = length(text);
    if (have >= width)
        return text;
    const std::size_t missing = width - have;
    const std::size_t left = align == '>' ? missing : align == '^' ? missing / 2 : 0;
    std::string result;
    for (std::size_t i = 0; i < left; ++i)
        result += fill;
    result += text;
    for (std::size_t i = left; i < missing; ++i)
        result += fill;
    return result;
}

} // namespace engine::lang::utf8

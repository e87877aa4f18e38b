#include "engine/lesson/sourcetext.h"

#include <algorithm>

#include "engine/lesson/lessonfile.h"

namespace engine {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view blanks = " \t\r\n";

/// The length of the UTF-8 sequence at `at`; 0 when there is none (Unicode 15, table 3-7).
std::size_t sequenceLength(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    const unsigned second = byte(1);
    if (first < 0x80U) {
        return 1;
    }
    if (first >= 0xC2U && first <= 0xDFU) {
        return continues(1) ? 2 : 0;
    }
    if ((first & 0xF0U) == 0xE0U) {
        const bool overlong = first == 0xE0U && second < 0xA0U;
        const bool surrogate = first == 0xEDU && second > 0x9FU;
        return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0U && first <= 0xF4U) {
        const bool overlong = first == 0xF0U && second < 0x90U;
        const bool beyond = first == 0xF4U && second > 0x8FU;
        return continues(1) && continues(2) && continues(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

} // namespace

std::string withUnixLineEnds(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            result += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            result += '\n';
        }
    }
    return result;
}

std::string cleanText(std::string_view text, const std::string& path)
{
    if (text.substr(0, byteOrderMark.size()) == byteOrderMark) {
        text.remove_prefix(byteOrderMark.size());
    }
    std::string result = withUnixLineEnds(text);
    int line = 1;
    for (std::size_t at = 0; at < result.size();) {
        if (result[at] == '\0') {
            throw FileError{path,
                            line,
                            {"The file is not plain text: there is a zero byte in this line.",
                             "这个文件不是纯文本：本行含有零字节。"}};
        }
        const std::size_t length = sequenceLength(result, at);
        if (length == 0) {
            throw FileError{path,
                            line,
                            {"This line is not valid UTF-8. Save the file with the encoding UTF-8.",
                             "本行不是有效的 UTF-8。请用 UTF-8 编码重新保存这个文件。"}};
        }
        line += result[at] == '\n' ? 1 : 0;
        at += length;
    }
    return result;
}

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string joinLines(const std::vector<std::string_view>& lines, std::size_t begin,
                      std::size_t end)
{
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
        text += i == begin ? "" : "\n";
        text += lines[i];
    }
    return text;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

std::string withoutTrailingLines(std::string_view text)
{
    for (std::size_t end = text.rfind('\n'); end != std::string_view::npos;
         end = text.rfind('\n')) {
        if (!trimmed(text.substr(end)).empty()) {
            break;
        }
        text = text.substr(0, end);
    }
    return std::string(trimmed(text).empty() ? std::string_view() : text);
}

std::string withoutOuterLines(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    const std::size_t lineEnd = first == 0 ? std::string_view::npos : text.rfind('\n', first - 1);
    return withoutTrailingLines(text.substr(lineEnd == std::string_view::npos ? 0 : lineEnd + 1));
}

} // namespace engine

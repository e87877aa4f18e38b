#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace support {

/// What a program of tests/programs says about itself in trailing comments.
struct Expectations
{
    std::vector<std::string> lines; ///< printed or displayed, in order
    std::string error;              ///< "Kind: message"; empty when it must not fail
    int errorLine = 0;

    std::string text() const
    {
        std::string all;
        for (const std::string& line : lines)
            all += line + "\n";
        return all;
    }
};

inline Expectations expectationsOf(const std::string& source)
{
    static const std::string printed = "# expect: ";
    static const std::string failing = "# expect error: ";
    Expectations result;
    int line = 1;
    for (std::size_t begin = 0; begin < source.size(); ++line) {
        const std::size_t end = std::min(source.find('\n', begin), source.size());
        const std::string text = source.substr(begin, end - begin);
        if (const auto at = text.find(failing); at != std::string::npos) {
            result.error = text.substr(at + failing.size());
            result.errorLine = line;
        } else if (const auto expected = text.find(printed); expected != std::string::npos) {
            result.lines.push_back(text.substr(expected + printed.size()));
        }
        begin = end + 1;
    }
    return result;
}

} // namespace support

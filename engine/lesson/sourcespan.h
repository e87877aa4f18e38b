#pragma once

#include <string_view>

namespace engine {

/// A half-open range of bytes in the UTF-8 source of one cell. `cell` is the index of the cell in its Lesson.
struct SourceSpan
{
    int cell = -1;
    int begin = 0;
    int end = 0;

    bool isValid() const { return cell >= 0; }
    bool contains(const SourceSpan& other) const
    {
        return cell == other.cell && begin <= other.begin && other.end <= end;
    }
    bool operator==(const SourceSpan&) const = default;
};

/// Where a byte stands for a reader: `line` counts from 1, `column` counts code points from 0.
struct SourcePosition
{
    int line = 1;
    int column = 0;

    bool operator==(const SourcePosition&) const = default;
};

SourcePosition positionAt(std::string_view source, int offset);

/// The whole line (without its line break) in which the byte at `offset` stands.
std::string_view lineAt(std::string_view source, int offset);

} // namespace engine

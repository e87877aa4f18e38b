#pragma once

namespace ui {

/// Half-open range of positions in an editor's text.
struct TextRange
{
    int begin = 0;
    int end = 0;

    bool isEmpty() const { return end <= begin; }
    bool operator==(const TextRange&) const = default;
};

} // namespace ui

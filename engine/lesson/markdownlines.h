#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "engine/lesson/lesson.h"

namespace engine {

// What the reader and the writer of lesson Markdown both know about its lines.

constexpr std::string_view frontMatterFence = "---";

/// Words behind the marks of a fence that make it a cell.
constexpr std::array<std::pair<std::string_view, CellKind>, 4> fencedKinds{
    {{"python", CellKind::Code},
     {"predict", CellKind::Predict},
     {"exercise", CellKind::Exercise},
     {"claim", CellKind::Claim}}};

/// Spaces at the start of `line`, where Markdown allows up to three before a mark.
inline std::size_t indentOf(std::string_view line)
{
    return std::min(line.find_first_not_of(' '), line.size());
}

/// The run of one character at the start of `text`.
inline std::string_view runAtStart(std::string_view text)
{
    return text.empty() ? text : text.substr(0, text.find_first_not_of(text.front()));
}

} // namespace engine

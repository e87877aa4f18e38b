#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/lesson/lesson.h"

namespace engine {

// Cells as nbformat 4 writes them.

/// The object in `text`; an empty one when there is none.
nlohmann::json objectFrom(const std::string& text);

/// A text as the list of its lines, each with its break.
nlohmann::json splitText(std::string_view text);

nlohmann::json outputsJson(const std::vector<Output>& outputs);

/// The outputs as they stood in the file, with all that an Output cannot say, as long as they are
/// the cell's outputs still.
nlohmann::json storedOutputsJson(const Cell& cell, const Cell& asRead);

/// Everything of a cell but its outputs and its id.
nlohmann::json cellJson(const Cell& cell, const Cell& asRead);

/// Whether a cell says that its outputs are folded.
bool isFolded(const nlohmann::json& cell);
void setFolded(nlohmann::json& cell, bool folded);

/// Gives every cell an id that is valid and its own: the one it has, else one that follows from its
/// source.
class CellIds
{
public:
    explicit CellIds(const std::vector<Cell>& cells);
    std::string idOf(const Cell& cell);

private:
    std::set<std::string> m_kept;
    std::set<std::string> m_used;
};

} // namespace engine

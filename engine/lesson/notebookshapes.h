#pragma once

#include <nlohmann/json.hpp>

#include "engine/lesson/jsonlines.h"

namespace engine {

// How the versions of nbformat lay out the same things.

/// The JSON of a notebook or a cell. Throws FileError with the line that is wrong.
nlohmann::json parseNotebookJson(const std::string& text, const std::string& path);

/// Text without terminal escape sequences ("\x1b[0;31m"), with which IPython colours its
/// tracebacks.
std::string withoutColours(std::string_view text);

/// Where a notebook of its version keeps its cells.
JsonPath cellsPath(const nlohmann::json& notebook);

/// A cell of nbformat 3 as nbformat 4 has it; one of nbformat 4 as it is.
nlohmann::json asFormat4(const nlohmann::json& cell);

/// The other way round, for an output and for a whole cell.
nlohmann::json outputAsFormat3(const nlohmann::json& output);
nlohmann::json cellAsFormat3(const nlohmann::json& cell);

} // namespace engine

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/lesson/lesson.h"

namespace engine {

/// Jupyter's nbformat 4.0 to 4.5. Throws FileError. The title may stay empty.
Lesson readNotebook(const std::string& text, const std::string& path);

/// One cell from its own JSON, as Cell::notebookJson has it; a default Cell when that is none.
Cell notebookCell(const std::string& cellJson);

/// The lesson as a notebook with the outputs that its cells have stored.
std::string writeStoredNotebook(const Lesson& lesson);

struct ExecutedCell;
std::string writeExecutedNotebook(const Lesson& lesson, const std::vector<ExecutedCell>& executed);

} // namespace engine

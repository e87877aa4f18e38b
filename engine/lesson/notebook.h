#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/lesson/lesson.h"

namespace engine {

/// Jupyter's nbformat 3 and 4.0 to 4.5. Throws FileError. The title may stay empty.
Lesson readNotebook(const std::string& text, const std::string& path);

/// One cell from its own JSON, as Cell::notebookJson has it; a default Cell when that is none.
Cell notebookCell(const std::string& cellJson);

/// The picture that the text of a notebook's cell calls "attachment:name"; empty: it has none.
std::string attachedPicture(const std::string& cellJson, const std::string& name);

/// Whether the cell's metadata says that its outputs are folded, and how to make it say so.
bool hasFoldedOutputs(const Cell& cell);
void setFoldedOutputs(Cell& cell, bool folded);

/// The lesson as a notebook with the outputs that its cells have stored.
std::string writeStoredNotebook(const Lesson& lesson);

/// The file the lesson was read from with what was changed, every other byte as it was. Empty when
/// that cannot be: the lesson is from elsewhere, or what it says about itself has changed.
std::string writeIntoNotebook(const Lesson& lesson);

struct ExecutedCell;
std::string writeExecutedNotebook(const Lesson& lesson, const std::vector<ExecutedCell>& executed);

} // namespace engine

#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "engine/lesson/bilingualtext.h"
#include "engine/lesson/lesson.h"

namespace engine {

/// Why a file could not be read or written.
struct FileError
{
    std::string path;
    int line = 0; ///< counts from 1; 0 when no line is to blame
    BilingualText message;

    /// "path:line: message"
    std::string text(Language language) const;
};

/// Reads a lesson from `text`, the content of the file `path`. The format follows the file's name: .ipynb is Jupyter's nbformat 4,
/// .py a percent script ("# %%" cells), anything else lesson Markdown.
std::variant<Lesson, FileError> parseLesson(std::string_view text, const std::string& path);

/// Opens the file and parses it.
std::variant<Lesson, FileError> readLesson(const std::string& path);

/// What one run gave for one code cell, for writeNotebook().
struct ExecutedCell
{
    int executionCount = 0; ///< 0: not run
    std::vector<Output> outputs;
};

/// The lesson as an executed notebook, nbformat 4.5, indented and ordered as Jupyter writes it. `executed` has an entry for each
/// cell of the lesson (ignored for prose).
std::string writeNotebook(const Lesson& lesson, const std::vector<ExecutedCell>& executed);

} // namespace engine

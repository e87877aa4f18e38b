#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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

/// What a lesson's file name says about its format: .ipynb and .py; anything else is lesson
/// Markdown.
LessonFormat formatOf(const std::string& path);

/// Reads a lesson from `text`, the content of the file `path`. The format follows the file's name:
/// .ipynb is Jupyter's nbformat 4, .py a percent script ("# %%" cells), anything else lesson
/// Markdown.
///
/// A question, exercise or claim that is not valid is refused with its line; for somebody who edits
/// the lesson it can be kept as it stands.
enum class InvalidBlocks { Refused, Kept };
std::variant<Lesson, FileError> parseLesson(std::string_view text, const std::string& path,
                                            InvalidBlocks blocks = InvalidBlocks::Refused);

/// Opens the file and parses it.
std::variant<Lesson, FileError> readLesson(const std::string& path,
                                           InvalidBlocks blocks = InvalidBlocks::Refused);

/// What one run gave for one code cell, for writeNotebook().
struct ExecutedCell
{
    int executionCount = 0; ///< 0: not run
    std::vector<Output> outputs;
};

/// The lesson in its own format, so that an edited lesson can be saved. A notebook keeps the
/// outputs its cells have stored. Lesson Markdown has no border between two prose cells and no raw
/// cells: they come back as one piece of prose.
std::string writeLesson(const Lesson& lesson);

/// Writes the lesson in the format of the name `path`. The old file stays until the new one is
/// complete.
std::optional<FileError> saveLesson(Lesson lesson, const std::string& path);

/// The lesson as an executed notebook, nbformat 4.5, indented and ordered as Jupyter writes it.
/// `executed` has an entry for each cell of the lesson (ignored for prose).
std::string writeNotebook(const Lesson& lesson, const std::vector<ExecutedCell>& executed);

} // namespace engine

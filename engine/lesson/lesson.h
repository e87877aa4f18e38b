#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/lesson/output.h"

namespace engine {

/// The last three are the fenced blocks of the same names, which engine/lesson/question.h reads.
enum class CellKind { Prose, Code, Raw, Predict, Exercise, Claim };

/// How a cell stood in its file, so that what nobody edited is written as it was. Says nothing
/// about what the cell means: two cells are the same whatever stands here.
struct CellAsRead
{
    int line = 0; ///< of the file, from 1: where the cell's source begins; 0: not known
    std::string gap; ///< Markdown: the blank lines before the cell
    std::string markdown; ///< Markdown: the lines of the cell, its fence included
    int item = -1; ///< .ipynb: its place among the cells of the file; -1: it is not from there

    bool operator==(const CellAsRead&) const { return true; }
};

/// The same for a whole file.
struct FileAsRead
{
    bool isKnown = false;
    bool byteOrderMark = false;
    bool carriageReturns = false; ///< each line ends with "\r\n"
    std::string header; ///< Markdown: the front matter with the lines around it
    std::string end; ///< Markdown: what follows the last cell's last line
    std::string notebook; ///< .ipynb: the whole file

    bool operator==(const FileAsRead&) const { return true; }
};

/// One cell as its author wrote it.
struct Cell
{
    CellKind kind = CellKind::Code;
    std::string source; ///< UTF-8, "\n" line ends, no line break at the end

    std::vector<Output>
        storedOutputs; ///< what the file says the cell gave; empty for formats without outputs
    int storedExecutionCount = 0; ///< 0: none
    std::string id; ///< nbformat 4.5 cell id, or empty
    std::string notebookJson; ///< .ipynb only: the text of the whole cell as it stood in the file,
                              ///< so that nothing is lost
    std::string
        marker; ///< percent scripts only: what follows "# %%" on the line that begins the cell
    CellAsRead asRead;

    bool isCode() const { return kind == CellKind::Code; }
    bool isQuestion() const { return kind == CellKind::Predict || kind == CellKind::Exercise; }
    bool operator==(const Cell&) const = default;
};

enum class LessonFormat { Markdown, Notebook, PercentScript };

/// What an author wrote: cells in order, and what the file says about itself.
struct Lesson
{
    LessonFormat format = LessonFormat::Markdown;
    std::string title; ///< front matter, else the first heading, else the file's name
    bool hasTitle = false; ///< whether the file stated `title`; otherwise it is not written
    std::string language; ///< "en", "zh_CN" or empty
    std::string summary; ///< one line for the lesson list; may be empty
    std::uint64_t seed = 0; ///< random numbers start here; kept with the notebook
    bool hasSeed = false; ///< whether the file stated `seed`
    int number = 0; ///< its place in the course; 0: none
    int minutes = 0; ///< how long it takes; 0: not said
    std::vector<std::string> needs; ///< names (without ".md") of the lessons that come before
    std::vector<Cell> cells;
    std::string notebookJson; ///< .ipynb only: everything but the cells
    std::string frontMatter; ///< other formats: the YAML at the top as it stood, without the lines
                             ///< around it
    FileAsRead asRead;

    int codeCellCount() const;
    /// Index in `cells` of the code cell with this ordinal (from 1); -1: there is none.
    int codeCell(int ordinal) const;
    bool operator==(const Lesson&) const = default;
};

} // namespace engine

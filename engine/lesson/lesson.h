#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/lesson/output.h"

namespace engine {

enum class CellKind { Prose, Code, Raw };

/// One cell as its author wrote it.
struct Cell
{
    CellKind kind = CellKind::Code;
    std::string source; ///< UTF-8, "\n" line ends, no line break at the end

    std::vector<Output> storedOutputs; ///< what the file says the cell gave; empty for formats without outputs
    int storedExecutionCount = 0;      ///< 0: none
    std::string id;                    ///< nbformat 4.5 cell id, or empty
    std::string notebookJson; ///< .ipynb only: the whole cell as it stood in the file, so that nothing is lost
    std::string marker;       ///< percent scripts only: what follows "# %%" on the line that begins the cell

    bool isCode() const { return kind == CellKind::Code; }
    bool operator==(const Cell&) const = default;
};

enum class LessonFormat { Markdown, Notebook, PercentScript };

/// What an author wrote: cells in order, and what the file says about itself.
struct Lesson
{
    LessonFormat format = LessonFormat::Markdown;
    std::string title;     ///< front matter, else the first heading, else the file's name
    bool hasTitle = false; ///< whether the file stated `title`; otherwise it is not written
    std::string language; ///< "en", "zh_CN" or empty
    std::string summary;  ///< one line for the lesson list; may be empty
    std::uint64_t seed = 0; ///< random numbers start here; kept with the notebook
    bool hasSeed = false;   ///< whether the file stated `seed`
    std::vector<Cell> cells;
    std::string notebookJson; ///< .ipynb only: everything but the cells
    std::string frontMatter;  ///< other formats: the YAML at the top as it stood, without the lines around it

    int codeCellCount() const;
    bool operator==(const Lesson&) const = default;
};

} // namespace engine

#pragma once

#include <string>
#include <vector>

#include "engine/lang/limits.h"
#include "engine/lesson/lesson.h"
#include "engine/lesson/lessonfile.h"

namespace engine {

/// What the author of a lesson has to put right, each with the line of the file.
using Findings = std::vector<FileError>;

/// Runs the lesson and holds it to what it says: no cell fails, stored outputs are what the cells
/// give, claims are true, each question's answer is right and its wrong answers are wrong, and
/// exercises can be solved but are not solved yet. `path` is the file the lesson was read from.
Findings checkLesson(const Lesson& lesson, const std::string& path, const lang::StopFlag& stop);

/// Finds relative links that lead to no file, heading or picture, and names in `needs` that are no
/// lesson beside this one.
Findings checkLinks(const Lesson& lesson, const std::string& path);

/// Compares two translations of a lesson: the same cells but for comments and strings, the same
/// questions with the same answers. What differs is blamed on `other`.
Findings checkTranslation(const Lesson& lesson, const Lesson& other, const std::string& otherPath);

/// Where the translation of a lesson in a folder en/ or zh_CN/ belongs; empty when the lesson is in
/// neither, or there is no folder for the other language.
std::string translationPath(const std::string& path);

/// Knows where a line of a cell stands in the lesson's file.
class CellLines
{
public:
    CellLines(const Lesson& lesson, const std::string& path);
    /// `line` counts from 1 in the cell's source. 0 when it is not known.
    int lineOf(std::size_t cell, int line) const;

private:
    const Lesson& m_lesson;
    std::string m_notebook; ///< the text of an .ipynb
};

} // namespace engine

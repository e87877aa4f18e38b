#pragma once

#include <string>
#include <vector>

#include "engine/lesson/lesson.h"

namespace engine {

/// Cells [first, end) of a lesson that are read together: some text, and one thing to do.
struct LessonPage
{
    int first = 0;
    int end = 0;

    bool operator==(const LessonPage&) const = default;
};

/// The lesson one thing at a time: each page ends with a code cell or a question, and the last one
/// takes the text that remains. Claims say nothing to a learner and never make a page of their own.
std::vector<LessonPage> pagesOf(const Lesson& lesson);

} // namespace engine

#include "engine/learning/pages.h"

namespace engine {

std::vector<LessonPage> pagesOf(const Lesson& lesson)
{
    std::vector<LessonPage> pages;
    const int count = static_cast<int>(lesson.cells.size());
    int first = 0;
    for (int i = 0; i < count; ++i) {
        const Cell& cell = lesson.cells[static_cast<std::size_t>(i)];
        if (cell.kind == CellKind::Claim && i == first && !pages.empty()) {
            pages.back().end = ++first;
        } else if (cell.isCode() || cell.isQuestion()) {
            pages.push_back({first, i + 1});
            first = i + 1;
        }
    }
    if (first < count)
        pages.push_back({first, count});
    return pages;
}

} // namespace engine

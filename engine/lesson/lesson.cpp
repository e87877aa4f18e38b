#include "engine/lesson/lesson.h"

#include <algorithm>

namespace engine {

int Lesson::codeCellCount() const
{
    return static_cast<int>(
        std::count_if(cells.begin(), cells.end(), [](const Cell& cell) { return cell.isCode(); }));
}

int Lesson::codeCell(int ordinal) const
{
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].isCode() && --ordinal == 0)
            return static_cast<int>(i);
    }
    return -1;
}

} // namespace engine

#include "engine/lesson/lesson.h"

#include <algorithm>

namespace engine {

int Lesson::codeCellCount() const
{
    return static_cast<int>(
        std::count_if(cells.begin(), cells.end(), [](const Cell& cell) { return cell.isCode(); }));
}

} // namespace engine

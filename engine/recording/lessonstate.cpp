#include "engine/recording/lessonstate.h"

#include <algorithm>

namespace engine {
namespace {

/// The latest run of the cell at `index`, when its source is still the same.
const CellRun* runOf(const Lesson& lesson, const Recording& recording, int index)
{
    const auto found = std::find_if(recording.cellRuns.rbegin(), recording.cellRuns.rend(),
                                    [index](const CellRun& run) { return run.cell == index; });
    const Cell& cell = lesson.cells[static_cast<std::size_t>(index)];
    const bool same =
        found != recording.cellRuns.rend() && cell.isCode() && found->source == cell.source;
    return same ? &*found : nullptr;
}

bool isBlank(const std::string& source)
{
    return source.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::vector<Output> withoutLog(const std::vector<Output>& outputs)
{
    static const std::string mark = "WARNING:tensorflow:";
    std::vector<Output> kept;
    for (Output output : outputs) {
        if (output.kind == Output::Kind::Stderr) {
            for (std::size_t at = 0; at < output.text.size();) {
                const std::size_t end =
                    std::min(output.text.find('\n', at), output.text.size() - 1) + 1;
                if (output.text.compare(at, mark.size(), mark) == 0)
                    output.text.erase(at, end - at);
                else
                    at = end;
            }
            if (output.text.empty())
                continue;
        }
        kept.push_back(std::move(output));
    }
    return kept;
}

} // namespace

int validCells(const Lesson& lesson, const Recording& recording)
{
    int index = 0;
    for (const Cell& cell : lesson.cells) {
        if (cell.isCode() && !isBlank(cell.source)) {
            const CellRun* run = runOf(lesson, recording, index);
            if (!run || run->failure)
                break;
        }
        ++index;
    }
    return index;
}

std::vector<ExecutedCell> executedCells(const Lesson& lesson, const Recording& recording)
{
    std::vector<ExecutedCell> result(lesson.cells.size());
    for (std::size_t i = 0; i < lesson.cells.size(); ++i)
        if (const CellRun* run = runOf(lesson, recording, static_cast<int>(i)))
            result[i] = {run->executionCount, withoutLog(run->outputs)};
    return result;
}

} // namespace engine

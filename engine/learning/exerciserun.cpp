#include "engine/learning/exerciserun.h"

#include <algorithm>

#include "engine/recording/session.h"

namespace engine {

int answeringCell(const Lesson& lesson, std::size_t cell, const Prediction& prediction)
{
    if (prediction.after > 0)
        return lesson.codeCell(prediction.after);
    for (std::size_t i = cell + 1; i < lesson.cells.size(); ++i) {
        if (lesson.cells[i].isCode())
            return static_cast<int>(i);
    }
    return -1;
}

bool ExerciseRun::passed() const
{
    return ran && !failure && !checks.empty()
        && std::all_of(checks.begin(), checks.end(),
                       [](const Probe::Answer& answer) { return answer.holds(); });
}

ExerciseRun runExercise(const Lesson& lesson, std::size_t cell, const Exercise& exercise,
                        const std::string& attempt, const lang::StopFlag& stop)
{
    Lesson part;
    part.seed = lesson.seed;
    part.cells.assign(lesson.cells.begin(),
                      lesson.cells.begin() + static_cast<std::ptrdiff_t>(cell));
    Cell own;
    own.source = attempt;
    part.cells.push_back(own);
    for (const Stated& check : exercise.checks) {
        Cell question;
        question.source = "not not (" + check.text + "\n)";
        part.cells.push_back(question);
    }

    ExerciseRun result;
    Session session(stop);
    Session::Options options;
    options.seed = lesson.seed;
    options.throughCell = static_cast<int>(cell);
    result.recording = session.run(part, options);
    const auto runOf = [](const Recording& recording, std::size_t wanted) -> const CellRun* {
        const auto found =
            std::find_if(recording.cellRuns.begin(), recording.cellRuns.end(),
                         [&](const CellRun& run) { return run.cell == static_cast<int>(wanted); });
        return found == recording.cellRuns.end() ? nullptr : &*found;
    };
    const CellRun* run = runOf(*result.recording, cell);
    if (!run) {
        if (!result.recording->cellRuns.empty())
            result.above = result.recording->cellRuns.back().failure;
        return result;
    }
    result.ran = true;
    result.outputs = run->outputs;
    result.failure = run->failure;
    if (result.failure)
        return result;
    options.throughCell = -1;
    options.allowErrors = true;
    const auto checked = session.run(part, options);
    for (std::size_t i = 0; i < exercise.checks.size(); ++i) {
        Probe::Answer answer;
        if (const CellRun* check = runOf(*checked, cell + 1 + i)) {
            answer.ran = true;
            answer.failure = check->failure;
            answer.text = check->outputs.empty() ? "" : check->outputs.back().text;
        }
        result.checks.push_back(std::move(answer));
    }
    return result;
}

} // namespace engine

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/learning/probe.h"
#include "engine/lesson/question.h"

namespace engine {

/// Index of the code cell that shows the answer to the question in cell `cell`; -1: none does.
int answeringCell(const Lesson& lesson, std::size_t cell, const Prediction& prediction);

/// What an attempt at an exercise gave.
struct ExerciseRun
{
    bool ran = false; ///< false: a cell above failed, see `above`
    std::optional<Diagnostic> above;
    std::optional<Diagnostic> failure; ///< of the attempt
    std::vector<Output> outputs;
    std::vector<Probe::Answer> checks;
    std::shared_ptr<const Recording> recording; ///< without the checks; the attempt stands in the
                                                ///< exercise's own cell

    bool passed() const;
};

/// Runs the code cells above the exercise, then `attempt` in its place, then its checks.
ExerciseRun runExercise(const Lesson& lesson, std::size_t cell, const Exercise& exercise,
                        const std::string& attempt, const lang::StopFlag& stop);

} // namespace engine

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "engine/lang/limits.h"
#include "engine/learning/mistakes.h"
#include "engine/lesson/lesson.h"
#include "engine/lesson/question.h"

namespace engine {

/// What a learner chose or typed.
struct LearnerAnswer
{
    int option = -1;  ///< of a choice
    std::string text; ///< of everything else
};

/// What is said to an answer.
struct Verdict
{
    enum class Kind { Right, Wrong, NotUnderstood };

    Kind kind = Kind::NotUnderstood;
    int option = -1; ///< the option that was chosen, or foresaw what was typed
    std::optional<Mistake> mistake;
    std::string why; ///< in the author's words; may be empty
    int step = -1;   ///< the step of the run through the answering cell that shows it; -1: none
};

/// Judges an answer to the question in cell `cell`. Runs the lesson through the cell that shows the
/// answer, apart from everyone's session.
Verdict judge(const Lesson& lesson, std::size_t cell, const Prediction& prediction,
              const LearnerAnswer& answer, const lang::StopFlag& stop);

/// The step that shows the answer: what the author's `step` names ("gradient of x complete", "the
/// first contribution at x"), else where the gradient asked for is complete, else the end of cell
/// `cell`. -1 when the cell did not run.
int answerStep(const Recording& recording, int cell, const Prediction& prediction);

} // namespace engine

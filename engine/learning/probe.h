#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/lang/limits.h"
#include "engine/lesson/lesson.h"
#include "engine/recording/recording.h"

namespace engine {

/// Runs a lesson once with expressions put in between its cells, and says what each one gave. The
/// lesson itself is not touched, and neither is anyone's session.
class Probe
{
public:
    explicit Probe(Lesson lesson)
        : m_lesson(std::move(lesson))
    {
    }

    /// What an expression gave, as the notebook would show it.
    struct Answer
    {
        bool ran = false; ///< false: a cell above failed
        std::string text; ///< "None" for None
        std::optional<Diagnostic> failure;
        int step = 0; ///< the step at which it was asked
        bool holds() const { return ran && !failure && text == "True"; }
    };

    /// Asks for the value after cell `cell` (an index in the lesson; -1: before the first) and what
    /// was asked there before. Gives the number of the question.
    int ask(int cell, const std::string& expression);
    /// The same for whether it is true.
    int askTruth(int cell, const std::string& expression);

    /// Runs cells up to and including `throughCell`, -1: all. Goes on after a failing cell when
    /// `allowErrors`.
    void run(const lang::StopFlag& stop, int throughCell = -1, bool allowErrors = false);

    const Answer& answer(int question) const
    {
        return m_answers[static_cast<std::size_t>(question)];
    }
    const Recording& recording() const { return *m_recording; }
    /// The step after cell `cell`; 0 when it did not run.
    int stepAfter(int cell) const;
    /// The run of cell `cell`, or null.
    const CellRun* runOf(int cell) const;

private:
    struct Question
    {
        int cell = -1;
        std::string code;
    };

    Lesson m_lesson;
    std::vector<Question> m_questions;
    std::vector<Answer> m_answers;
    std::vector<int> m_place; ///< of each cell of the lesson in the lesson that ran
    std::shared_ptr<const Recording> m_recording = std::make_shared<Recording>();
};

} // namespace engine

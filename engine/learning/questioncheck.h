#pragma once

#include <functional>
#include <set>
#include <vector>

#include "engine/learning/exerciserun.h"
#include "engine/lesson/question.h"

namespace engine {

/// Holds the questions and claims of a lesson to one run of it.
class QuestionCheck
{
public:
    /// A finding in line `line` of cell `cell`.
    using Report = std::function<void(std::size_t cell, int line, const BilingualText& message)>;

    QuestionCheck(const Lesson& lesson, Report report)
        : m_lesson(lesson)
        , m_probe(lesson)
        , m_report(std::move(report))
    {
    }

    void run(const lang::StopFlag& stop);

private:
    struct AskedPrediction
    {
        std::size_t cell = 0;
        Prediction prediction;
        int codeCell = -1; ///< index of the cell that shows the answer
        int key = -1; ///< number of the question to the probe
    };
    struct AskedClaim
    {
        std::size_t cell = 0;
        Stated line;
        int question = -1;
    };

    void collect();
    void collectPrediction(std::size_t cell);
    void check(const AskedPrediction& asked);
    void checkTyped(const AskedPrediction& asked, const std::string& value);
    void checkChoice(const AskedPrediction& asked, const std::string& value);
    void checkFormulas(const AskedPrediction& asked);
    void check(const AskedClaim& asked);
    void checkGradient(const AskedClaim& asked, const GradientName& name,
                       const std::string& formula);
    void checkExercise(std::size_t cell, const Exercise& exercise, const lang::StopFlag& stop);
    int stepOf(std::size_t cell) const;

    const Lesson& m_lesson;
    Probe m_probe;
    Report m_report;
    std::vector<AskedPrediction> m_predictions;
    std::vector<AskedClaim> m_claims;
};

} // namespace engine

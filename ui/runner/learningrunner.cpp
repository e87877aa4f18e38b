#include "ui/runner/learningrunner.h"

namespace ui {

LearningRunner::LearningRunner(QObject* parent)
    : QObject(parent)
{
}

void LearningRunner::cancel()
{
    m_thread.cancel();
}

void LearningRunner::judge(const engine::Lesson& lesson, int cell,
                           const engine::Prediction& prediction,
                           const engine::LearnerAnswer& answer)
{
    m_thread.start([=, this](const engine::lang::StopFlag& stop, const JobThread::Tell& tell) {
        const engine::Verdict verdict = engine::judge(lesson, static_cast<std::size_t>(cell),
                                                      prediction, answer, stop);
        tell([this, cell, verdict] { emit judged(cell, verdict); });
    });
}

void LearningRunner::attempt(const engine::Lesson& lesson, int cell,
                             const engine::Exercise& exercise, const std::string& code)
{
    m_thread.start([=, this](const engine::lang::StopFlag& stop, const JobThread::Tell& tell) {
        const auto run = std::make_shared<const engine::ExerciseRun>(
            engine::runExercise(lesson, static_cast<std::size_t>(cell), exercise, code, stop));
        tell([this, cell, run] { emit attempted(cell, run); });
    });
}

void LearningRunner::checkGradient(std::shared_ptr<const engine::Recording> recording,
                                   engine::PassId pass, int source)
{
    m_thread.start([=, this](const engine::lang::StopFlag& /*stop*/, const JobThread::Tell& tell) {
        engine::FormulaBook book(*recording);
        const auto check = engine::checkGradient(*recording, book, pass, source);
        tell([this, check] { emit gradientChecked(check); });
    });
}

} // namespace ui

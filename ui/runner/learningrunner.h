#pragma once

#include <QObject>

#include <memory>
#include <optional>

#include "engine/learning/exerciserun.h"
#include "engine/learning/gradientcheck.h"
#include "engine/learning/judge.h"
#include "ui/runner/jobthread.h"

namespace ui {

/// Judges answers and runs exercises on a thread of its own, apart from the notebook's session.
class LearningRunner : public QObject
{
    Q_OBJECT
public:
    explicit LearningRunner(QObject* parent = nullptr);

    /// `cell` is the question's index in the lesson. What was asked before is dropped.
    void judge(const engine::Lesson& lesson, int cell, const engine::Prediction& prediction,
               const engine::LearnerAnswer& answer);
    void attempt(const engine::Lesson& lesson, int cell, const engine::Exercise& exercise,
                 const std::string& code);
    /// Finds a gradient in three ways; `recording` is kept while that takes.
    void checkGradient(std::shared_ptr<const engine::Recording> recording, engine::PassId pass,
                       int source);
    /// Ends what is running; nothing more is told about it.
    void cancel();

signals:
    void judged(int cell, const engine::Verdict& verdict);
    void gradientChecked(const std::optional<engine::GradientCheck>& check);
    void attempted(int cell, std::shared_ptr<const engine::ExerciseRun> run);

private:
    JobThread m_thread;
};

} // namespace ui

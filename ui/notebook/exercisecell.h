#pragma once

#include <optional>

#include "engine/learning/exerciserun.h"
#include "engine/learning/progress.h"
#include "ui/notebook/questioncell.h"

namespace ui {

class CodeEditor;
class OutputView;

/// Code the learner completes. It asks for a run by signal and is told what came of it; what is
/// written here belongs to the learner, not to the lesson.
class ExerciseCell : public QuestionCell
{
    Q_OBJECT
public:
    explicit ExerciseCell(const engine::Cell& cell, QWidget* parent = nullptr);

    const std::optional<engine::Exercise>& exercise() const { return m_exercise; }
    bool isSettled() const override { return !m_exercise || m_progress.settled(); }
    const engine::QuestionProgress& progress() const { return m_progress; }
    void setProgress(const engine::QuestionProgress& progress);

    CodeEditor* code() const { return m_code; }
    void check();
    void showRun(const engine::ExerciseRun& run);
    void showSolution();

signals:
    void attempted(const std::string& code);
    void progressed();

protected:
    void read() override;
    void focusAnswer() override;
    void retranslate() override;
    void lookChanged(const CellLook& inside) override;
    QString kindName() const override { return tr("Exercise"); }

private:
    void showState();

    std::optional<engine::Exercise> m_exercise;
    engine::QuestionProgress m_progress;
    CodeEditor* m_code;
    Panel* m_codePanel;
    OutputView* m_outputs;
    QPushButton* m_check;
    QPushButton* m_hint;
    QPushButton* m_show;
    QPushButton* m_again;
    bool m_waiting = false;
};

} // namespace ui

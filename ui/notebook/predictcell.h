#pragma once

#include <optional>
#include <vector>

#include "engine/learning/judge.h"
#include "engine/learning/progress.h"
#include "ui/notebook/questioncell.h"

class QLineEdit;

namespace ui {

class OptionButton;

/// A question that stands before the cell which shows its answer. It asks for a verdict by signal
/// and is told.
class PredictCell : public QuestionCell
{
    Q_OBJECT
public:
    explicit PredictCell(const engine::Cell& cell, QWidget* parent = nullptr);

    /// Empty while the block is not valid.
    const std::optional<engine::Prediction>& prediction() const { return m_prediction; }
    bool isSettled() const override { return !m_prediction || m_progress.settled(); }
    /// The code cell it asks about has another number now.
    void setAfter(int ordinal);
    const engine::QuestionProgress& progress() const { return m_progress; }
    void setProgress(const engine::QuestionProgress& progress);

    void choose(int option); ///< from 0
    void answer(const QString& text);
    void showVerdict(const engine::Verdict& verdict);
    void reveal();
    const std::vector<OptionButton*>& options() const { return m_options; }
    QLineEdit* field() const { return m_field; }

signals:
    void answered(const engine::LearnerAnswer& answer);
    void progressed(); ///< progress() has changed
    /// The learner wants to see it; `step` is the verdict's, or -1.
    void seeRequested(int step);

protected:
    void read() override;
    void focusAnswer() override;
    void retranslate() override;
    void lookChanged(const CellLook& inside) override;
    QString kindName() const override { return tr("Question"); }
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showState();
    QString answerText() const;

    std::optional<engine::Prediction> m_prediction;
    engine::QuestionProgress m_progress;
    std::vector<OptionButton*> m_options;
    QLineEdit* m_field;
    QPushButton* m_send;
    QPushButton* m_hint;
    QPushButton* m_show;
    QPushButton* m_see;
    bool m_waiting = false;
    int m_step = -1;
};

} // namespace ui

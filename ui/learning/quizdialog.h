#pragma once

#include <memory>
#include <vector>

#include "engine/learning/quiz.h"
#include "ui/learning/learningdialog.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class OptionButton;
class Player;
class ProseView;

/// "Quiz me on this run": questions made from the recording, one at a time. The player stands where
/// nothing of the answer is to be seen, and goes to the step that shows it afterwards.
class QuizDialog : public LearningDialog
{
    Q_OBJECT
public:
    QuizDialog(Player* player, QWidget* parent = nullptr);

    void begin(std::uint64_t seed); ///< with the player's recording
    void setLook(const CellLook& look) override;

    int questionCount() const { return static_cast<int>(m_quiz.size()); }
    int current() const { return m_current; }
    const engine::QuizQuestion& question() const { return m_quiz[static_cast<std::size_t>(m_current)]; }
    const std::vector<OptionButton*>& options() const { return m_options; }
    void choose(int option);
    void next();
    int rightCount() const { return m_right; }

protected:
    void retranslate() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showQuestion();
    void showEnd();

    Player* m_player;
    std::vector<engine::QuizQuestion> m_quiz;
    std::uint64_t m_seed = 0;
    int m_current = 0;
    int m_right = 0;
    bool m_wrongBefore = false;
    bool m_answered = false;
    QLabel* m_count;
    ProseView* m_ask;
    QVBoxLayout* m_column;
    std::vector<OptionButton*> m_options;
    ProseView* m_feedback;
    QPushButton* m_see;
    QPushButton* m_next;
};

} // namespace ui

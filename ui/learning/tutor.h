#pragma once

#include <QObject>

#include <memory>
#include <optional>

#include "ui/learning/learnmenu.h"
#include "ui/learning/progressstore.h"
#include "ui/notebook/celllook.h"
#include "ui/runner/learningrunner.h"

namespace ui {

class GradientCheckDialog;
class HandPassDialog;
class LessonBrowser;
class NotebookView;
class Player;
class QuizDialog;

/// Teaches: keeps answers in front of what they ask about, has them judged, remembers progress,
/// and opens the quiz, the pass by hand, the check and the list of lessons. Owned by the window,
/// which tells it what is open and does what it asks for.
class Tutor : public QObject
{
    Q_OBJECT
public:
    Tutor(NotebookView* notebook, Player* player, QWidget* window,
          const QString& progressPath = {});
    ~Tutor() override;

    QMenu* menu() const { return m_menu.menu(); }
    LearnMenu& actions() { return m_menu; }
    void setLook(const CellLook& look);
    void retranslate();

    /// The notebook shows this lesson now, perhaps once more: its answers come back.
    void lessonShown(const QString& path);
    /// The last cell that may run when `throughCell` (-1: all) is asked for: questions come first.
    /// Below 0: none. Goes to the question that is in the way.
    std::optional<int> allowed(int throughCell);
    void runEnded();
    void setPaged(bool paged);
    bool isPaged() const;
    /// For somebody who starts the program for the first time.
    void welcome();
    void saveProgress();

    const ProgressStore& store() const { return m_store; }
    QuizDialog* quiz() const { return m_quiz; }
    HandPassDialog* byHand() const { return m_byHand; }
    GradientCheckDialog* check() const { return m_check; }
    LessonBrowser* browser() const { return m_browser; }

signals:
    void openRequested(const QString& path);
    void runRequested(int throughCell);
    void recordingMade(std::shared_ptr<const engine::Recording> recording); ///< of an exercise
    void nodeAtHand(engine::NodeId node); ///< in the pass by hand
    void said(const QString& text); ///< for the status line

private:
    void connectNotebook();
    void connectMenu();
    void showVerdict(int cell, const engine::Verdict& verdict);
    void showAttempt(int cell, const engine::ExerciseRun& run);
    void see(int cell, int step);
    void remember(int cell);
    void goToCell(int cell);
    void openNextLesson();
    void markSeen(int page);
    void demonstrate();
    void exportProgress();
    void eraseProgress();
    engine::LessonProgress& lesson();
    /// Index among the questions, from 0.
    int ordinalOf(int cell) const;

    NotebookView* m_notebook;
    Player* m_player;
    QWidget* m_window;
    LearnMenu m_menu;
    LearningRunner m_runner;
    ProgressStore m_store;
    CellLook m_look;
    QString m_path;
    std::optional<int> m_seekAfterRun; ///< -1: where it begins to move
    bool m_playAfterRun = false;
    QuizDialog* m_quiz;
    HandPassDialog* m_byHand;
    GradientCheckDialog* m_check;
    LessonBrowser* m_browser;
};

} // namespace ui

#pragma once

#include <memory>

#include "engine/learning/handpass.h"
#include "ui/learning/learningdialog.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace ui {

class Player;

/// "You be the tape": the learner does the backward pass that the player shows, by hand.
class HandPassDialog : public LearningDialog
{
    Q_OBJECT
public:
    HandPassDialog(Player* player, QWidget* parent = nullptr);

    /// With the pass on display, or the latest one of the recording; false when there is none.
    bool begin();
    void setLook(const CellLook& look) override;

    engine::HandPass* game() { return m_game.get(); }
    void choose(engine::NodeId node);
    void enter(const QString& text); ///< what is asked for: a message or a sum
    QString feedback() const;

signals:
    /// The node the learner is at: the picture shows it.
    void nodeAtHand(engine::NodeId node);

protected:
    void retranslate() override;

private:
    void chooseSelected();
    void beginWith(std::shared_ptr<const engine::Recording> recording, engine::PassId pass);
    void newNumbers();
    void showState();
    void say(const engine::HandPass::Reply& reply);
    QString nameOf(engine::NodeId node) const;

    Player* m_player;
    std::unique_ptr<engine::HandPass> m_game;
    std::shared_ptr<const engine::Recording> m_first; ///< what the program itself computed
    engine::PassId m_pass;
    std::uint64_t m_tries = 0;
    QLabel* m_intro;
    QTreeWidget* m_nodes;
    QLabel* m_prompt;
    QLineEdit* m_field;
    QPushButton* m_enter;
    QPushButton* m_choose;
    QPushButton* m_hint;
    QPushButton* m_again;
    QPushButton* m_numbers;
    QLabel* m_feedback;
};

} // namespace ui

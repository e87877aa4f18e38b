#pragma once

#include <QTableView>

#include "ui/window/theme.h"

namespace ui {

class BackwardModel;
class Player;
class Selection;

/// The sweep written as a program, line by line in step with it. A click goes to the step at which
/// a line runs and selects its node.
class BackwardProgram : public QTableView
{
    Q_OBJECT
public:
    BackwardProgram(Player* player, Selection* selection, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    const BackwardModel& program() const { return *m_model; }

    QSize sizeHint() const override { return {420, 240}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void followStep();
    void goTo(int row);
    void fitColumns();

    BackwardModel* m_model;
    Player* m_player;
    Selection* m_selection;
    Theme m_theme = Theme::light();
};

} // namespace ui

#pragma once

#include <QTableView>

#include "engine/tape/graph.h"
#include "ui/window/theme.h"

namespace ui {

class Player;
class Selection;
class TapeModel;

/// Shows the tape. The row of the current step is filled and marked, the selected node's row
/// outlined; a click selects a node.
class TapeTable : public QTableView
{
    Q_OBJECT
public:
    TapeTable(Player* player, Selection* selection, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    const TapeModel& tape() const { return *m_model; }

    QSize sizeHint() const override { return {420, 240}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void followStep();
    void selectRow(int row);
    void fitColumns();

    TapeModel* m_model;
    Selection* m_selection;
    Theme m_theme = Theme::light();
};

} // namespace ui

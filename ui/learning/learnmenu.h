#pragma once

#include <QCoreApplication>

class QAction;
class QMenu;
class QWidget;

namespace ui {

/// The menu with everything that teaches. The window owns the actions; Tutor connects them.
class LearnMenu
{
    Q_DECLARE_TR_FUNCTIONS(ui::LearnMenu)
public:
    explicit LearnMenu(QWidget* window);

    QMenu* menu() const { return m_menu; }
    void retranslate();

    QAction* lessons;
    QAction* paged;
    QAction* nextPage;
    QAction* previousPage;
    QAction* quiz;
    QAction* byHand;
    QAction* check;
    QAction* exportProgress;
    QAction* eraseProgress;

private:
    QMenu* m_menu;
};

} // namespace ui

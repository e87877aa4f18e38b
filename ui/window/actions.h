#pragma once

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

class QMenuBar;
class QToolBar;

namespace ui {

struct Theme;

/// Every command of the window, with its menus: texts, keys and icons. MainWindow connects them;
/// the window owns the QActions.
class Actions
{
    Q_DECLARE_TR_FUNCTIONS(ui::Actions)
public:
    explicit Actions(QWidget* window);

    void fillMenuBar(QMenuBar* bar);
    void fillToolBar(QToolBar* bar) const;
    void retranslate();
    void setTheme(const Theme& theme);
    QList<QMenu*> menus() const
    {
        return {m_fileMenu, m_editMenu, m_runMenu, m_playMenu, m_viewMenu, m_helpMenu};
    }

    // File
    QAction* newNotebook;
    QAction* open;
    QMenu* lessons; ///< filled by the window
    QMenu* recent; ///< filled by the window
    QAction* save;
    QAction* saveAs;
    QAction* exportPicture;
    QAction* quit;
    // Edit
    QActionGroup* cellCommands; ///< data: NotebookCommand
    QAction* find;
    QAction* outline;
    // Run
    QAction* runCell;
    QAction* runAbove;
    QAction* runAll;
    QAction* stop;
    QAction* restart;
    QAction* pin;
    // Play
    QAction* play;
    QAction* stepForward;
    QAction* stepBack;
    QAction* toStart;
    QAction* toEnd;
    QAction* faster;
    QAction* slower;
    // View
    QActionGroup* theme; ///< data: ThemeChoice
    QAction* themeSystem;
    QAction* themeLight;
    QAction* themeDark;
    QActionGroup* language; ///< data: "", "en", "zh_CN"
    QAction* languageSystem;
    QAction* languageEnglish;
    QAction* languageChinese;
    QAction* largerText;
    QAction* smallerText;
    QAction* normalText;
    QAction* showNotebook;
    QAction* showDetails;
    QAction* showPlot;
    QAction* fit;
    QAction* legend;
    QAction* reducedMotion;
    QAction* fullScreen;
    // Help
    QAction* shortcuts;
    QAction* about;

private:
    QMenu* m_fileMenu;
    QMenu* m_editMenu;
    QMenu* m_runMenu;
    QMenu* m_playMenu;
    QMenu* m_viewMenu;
    QMenu* m_themeMenu;
    QMenu* m_languageMenu;
    QMenu* m_textMenu;
    QMenu* m_panelsMenu;
    QMenu* m_helpMenu;
};

} // namespace ui

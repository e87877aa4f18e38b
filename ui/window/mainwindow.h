#pragma once

#include <QMainWindow>

#include <memory>
#include <optional>

#include "engine/lesson/lesson.h"
#include "ui/math/mathtypesetter.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/runner/runner.h"
#include "ui/window/autosave.h"
#include "ui/window/interfacelanguage.h"
#include "ui/window/settings.h"
#include "ui/window/theme.h"

class QLabel;
class QTabWidget;

namespace ui {

class Actions;
class Columns;
class Deck;
class Inspector;
class LiveValues;
class NotebookView;
class PlotPanel;
class PinnedRun;
class BackwardProgram;
class SeedPanel;
class StageView;
class TapeTable;
class Tutor;

/// The window: owns the views and wires them to the runner and the player. What is open, and
/// whether it was saved, is here; everything else is decided where it is shown.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `language` counts for this start only and wins over the settings.
    explicit MainWindow(const Settings& settings, std::optional<engine::Language> language = {},
                        QWidget* parent = nullptr);
    ~MainWindow() override;

    void openFirstLesson();
    /// A lesson file, or one that comes with the program. When it cannot be read, says why, changes
    /// nothing and returns false.
    bool open(const QString& path);
    const QString& path() const { return m_path; }

    /// An empty notebook, with no file yet; false when the user kept what was open.
    bool beginNew();
    /// Writes what is open; false when that failed, which the user was told.
    bool saveTo(const QString& path);
    bool exportPictureTo(const QString& path);

    void useLanguage(engine::Language language);
    engine::Language language() const { return m_interfaceLanguage.language(); }
    void useTheme(ThemeChoice choice);
    const Theme& theme() const;

    NotebookView* notebook() const { return m_notebook; }
    StageView* stage() const { return m_stage; }
    Player* player() { return &m_player; }
    Runner* runner() { return &m_runner; }
    Actions& actions() { return *m_actions; }
    Tutor& tutor() { return *m_tutor; }
    LiveValues& liveValues() { return *m_live; }
    PinnedRun& pinnedRun() { return *m_pinned; }
    Autosave& autosave() { return m_autosave; }
    /// When a program before this one was killed: offers what it had not saved. True when it is
    /// open now.
    bool offerRecovery();
    bool recover(const Draft& draft);
    /// Invites whoever starts the program for the first time.
    void welcomeNewcomer();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void layOut();
    void restoreLayout();
    void connectActions();
    void connectViews();
    void connectTutor();
    void connectLiveValues();

    void askForFile();
    void present(const engine::Lesson& lesson, const QString& path);
    void remember(const QString& path);
    void fillRecentMenu();
    Draft draft() const;
    void follow(const QUrl& link);
    bool save();
    bool saveAs();
    void askForPicture();
    /// True when nothing would be lost, or the user agreed.
    bool maySwitch();

    void run(int throughCell);
    void restart();
    void takeRecording(const std::shared_ptr<const engine::Recording>& recording);
    void runEnded(const std::shared_ptr<const engine::Recording>& recording);
    void noteEnd(const engine::CellRun& last);
    void showValidity();
    void showRunning();
    void showOnlyPicture(bool only);
    /// In the details, or in the window of its own that it has.
    void showPlot();
    void enlargePlot();

    void setTextSize(double pointSize);
    void applyTheme();
    void retranslate();
    void fillLessonMenu();
    void showTitle();

    Settings m_settings;
    bool m_systemIsDark;
    InterfaceLanguage m_interfaceLanguage;
    Player m_player;
    Selection m_selection;
    Runner m_runner;
    MathTypesetter m_typesetter;

    Autosave m_autosave;
    QString m_path;
    int m_runningThrough = -1; ///< the last cell asked for
    std::optional<int> m_resumeAt; ///< after a language switch: the step to go back to
    enum class RunEnd { Well, Stopped, Failed } m_runEnd = RunEnd::Well;
    int m_failedCount = 0; ///< In [n] of the cell that failed

    std::unique_ptr<Actions> m_actions;
    NotebookView* m_notebook;
    Tutor* m_tutor;
    StageView* m_stage;
    Deck* m_deck;
    LiveValues* m_live;
    PinnedRun* m_pinned;
    Inspector* m_inspector;
    TapeTable* m_tapeTable;
    BackwardProgram* m_backwardProgram;
    PlotPanel* m_plotPanel;
    Columns* m_columns;
    SeedPanel* m_seedPanel;
    QTabWidget* m_details;
    QLabel* m_statusLabel;
};

} // namespace ui

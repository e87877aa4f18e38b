#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

#include "engine/learning/judge.h"
#include "engine/learning/pages.h"
#include "engine/lesson/lesson.h"
#include "engine/recording/recording.h"
#include "ui/notebook/celllook.h"
#include "ui/notebook/fixview.h"
#include "ui/notebook/notebookkeys.h"
#include "ui/notebook/textrange.h"

class QKeyEvent;
class QPropertyAnimation;
class QScrollArea;
class QUrl;
class QVBoxLayout;

namespace engine {
struct Heading;
}

namespace ui {

class CellWidget;
class CodeAssistant;
class CodeCell;
class FindBar;
class HeadingList;
class MathTypesetter;
class PageBar;
class Player;
class QuestionCell;
class Selection;

/// The notebook pane: the lesson's cells in a scrolling column, edited and run with Jupyter's
/// habits, and marked with what the player's step is about. It asks for runs by signal and is told
/// what they gave; it owns the cells, and knows nothing of threads.
class NotebookView : public QWidget
{
    Q_OBJECT
public:
    NotebookView(Player* player, Selection* selection, QWidget* parent = nullptr);
    ~NotebookView() override;

    void setLesson(const engine::Lesson& lesson);
    /// The lesson as it stands here: with edits, inserted and deleted cells. Cells nobody touched
    /// are as they came.
    engine::Lesson lesson() const;

    void setTheme(const Theme& theme);
    /// Who typesets the formulas of the text; it must outlive the view.
    void setTypesetter(MathTypesetter* typesetter);
    void
    setLanguage(engine::Language language); ///< of hints; the rest follows QEvent::LanguageChange
    void setTextScale(qreal scale); ///< 1 is 11 points
    qreal textScale() const { return m_look.scale; }

    /// Cell `cell` runs, the code cells after it up to `queuedThrough` wait; cell -1: nothing runs.
    void setRunning(int cell, int queuedThrough = -1);
    /// Shows execution counts, outputs and failures of the run. Cells it did not run keep what they
    /// show.
    void showRun(const engine::Recording& recording);
    /// The first `count` cells of the lesson are fresh; later ones that ran are marked as stale.
    void setValidCells(int count);

    /// Puts the caret at recorded code, also where a function in an earlier cell stands.
    void showSource(const engine::SourceSpan& span);
    /// Scrolls a cell that ran into view, leaving caret and selection alone.
    void reveal(int recordedCell);

    /// Makes the change in the cells as they ran, and asks for a run of the recorded cell
    /// `askingCell`.
    void applyFix(const engine::Fix& fix, int askingCell);

    int currentCell() const { return m_current; } ///< -1 in an empty lesson
    void selectCell(int index); ///< command mode
    void editCell(int index);
    /// Selects every cell from where the selection began to this one, which becomes current.
    void extendSelection(int index);
    bool isSelected(int index) const; ///< with others; the current cell alone is not
    // What is done to whole cells; undo() takes the last of it back, outputs and all.
    void insertCell(int index, engine::Cell cell);
    void deleteCells(int first, int count = 1);
    void moveCells(int first, int count, int by); ///< by one place: -1 or 1
    void convertCells(int first, int count, engine::CellKind kind);
    void mergeCells(int first, int count); ///< one: with the cell below
    void splitCell(int index); ///< at its caret
    void undo();
    void redo();
    void copyCells(int first, int count);
    void pasteCells(int index); ///< the first of what was copied becomes cell `index`
    void foldOutputs(int first, int count);
    void runAbove(); ///< the current cell
    void find(); ///< opens the bar
    void setOutlineVisible(bool visible);
    bool goToAnchor(const QString& anchor); ///< of a heading; false: there is none
    FindBar* findBar() const { return m_findBar; }
    CodeAssistant* assistant() const { return m_assistant; }
    HeadingList* headings() const { return m_headings; }
    /// Where the pictures of the text are.
    void setFolder(const QString& folder);
    /// As if its key was pressed in the current cell.
    void perform(NotebookCommand command);
    int cellCount() const { return static_cast<int>(m_cells.size()); }
    CellWidget* cellWidget(int index) const { return m_cells[static_cast<std::size_t>(index)]; }

    /// What follows the last page, for a tip; empty: nothing.
    void setNextLesson(const QString& title);
    /// One page of the lesson at a time, or all of it.
    void setPaged(bool paged);
    bool isPaged() const { return m_paged; }
    void showPage(int page); ///< clamped
    int currentPage() const { return m_page; }
    int pageCount() const { return static_cast<int>(m_pages.size()); }
    int pageOf(int cell) const;

    /// The first question in the way of running the cells up to `throughCell`: it asks about one of
    /// them and is not answered. -1: none.
    int openQuestion(int throughCell) const;
    /// Scrolls to the current cell when it asks something and waits for the answer.
    void keepQuestionInSight();
    /// Numbers are moving: what is stale is marked again when they have come to rest.
    void setLive(bool live);
    bool isLive() const { return m_isLive; }
    /// The code cell that was `recordedCell` in the run; null when it is gone.
    CodeCell* recordedCell(int recordedCell) const
    {
        return codeCell(indexOfRecorded(recordedCell));
    }

    /// Index of the cell that shows the answer to question `cell`, or -1.
    int answeringCell(int cell) const;

signals:
    void linkFollowed(const QUrl& url);
    void outlineVisibleChanged(bool visible);
    void pageShown(int page, int count);
    void nextLessonRequested();
    void answered(int cell, const engine::LearnerAnswer& answer);
    void attempted(int cell, const std::string& code); ///< of an exercise
    void progressed(int cell); ///< a question's progress has changed
    void seeRequested(int cell, int step);
    void runRequested(int cell); ///< run this cell, and the stale ones above it
    void runAllRequested();
    void stopRequested();
    void restartRequested();
    void textScaleChanged(qreal scale); ///< by the wheel, here
    /// Numbers, and nothing else, are other ones than those the cell ran with: by drag or slider,
    /// by keys, typed or undone.
    void numbersMoved(int cell);
    void edited(int cell); ///< also when cells come and go: the first one affected

protected:
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    /// Tab goes through cells in the order they stand, whenever their widgets were made.
    bool focusNextPrevChild(bool next) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    /// Puts `cells` in place of `count` cells from `first` on.
    struct CellChange
    {
        int first;
        int count;
        std::vector<CellWidget*> cells;
    };

    enum class AfterRun { GoOn, Stay, InsertBelow };

    CellWidget* makeCell(const engine::Cell& cell);
    void connectCell(CellWidget* widget);
    void connectCodeCell(CodeCell* widget);
    CellWidget* makeQuestion(const engine::Cell& cell);
    void followTalk(QuestionCell* question);
    void arrangePages();
    int indexOf(const CellWidget* widget) const;
    int indexOfRecorded(int recordedCell) const;

    void onCommandKey(CellWidget* widget, QKeyEvent* event);
    void act(NotebookCommand command, CellWidget* widget);
    void runCell(CellWidget* widget, AfterRun after);
    void step(CellWidget* widget, int direction, bool editing);
    void setCurrent(int index);
    void selectOneCell();
    void markSelected();

    std::vector<CellWidget*> exchange(int first, int count, const std::vector<CellWidget*>& in);
    void change(int first, int count, const std::vector<CellWidget*>& in);
    void replay(std::vector<CellChange>& from, std::vector<CellChange>& to);
    void forgetUnused();
    void onEdited(CellWidget* widget);
    void onCellsChanged(int firstAffected);
    void rememberOrder();
    void updateFreshness();
    void updateFailurePlaces();
    std::vector<FixView::Help> helpFor(const engine::Recording& recording, int cellRun) const;
    void updateHelp(const engine::Recording& recording);
    void tryFix(const engine::Fix& fix, CodeCell* asking);
    void updateMarks();
    void closeFind();
    void updateMatches();
    void stepMatch(int direction);
    void showMatch();
    void replaceMatch();
    void replaceAllMatches();
    void updateOutline();
    std::string codeAbove(const QWidget* editor) const;
    void goToHeading(const engine::Heading& heading);
    void onStepChanged();
    void onSelectionChanged(engine::NodeId node);
    void onCodeClicked(CodeCell* widget, int byteOffset);
    /// Line `line` (from 0) of a cell as it ran; invalid when it has changed since.
    engine::SourceSpan recordedLine(const CodeCell* widget, int line) const;
    void scrollTo(const QWidget* widget, const QRect& area, bool animated);
    void keepVisible(CellWidget* widget);
    void showWhole(const CellWidget* cell);
    void showEnd(const CellWidget* cell);
    void onFolded(CellWidget* widget);
    void applyLook();
    bool isNarrow() const;
    CodeCell* codeCell(int index) const;

    Player* m_player;
    Selection* m_selection;
    CellLook m_look;
    engine::Lesson m_lesson; ///< everything but the cells
    std::vector<CellWidget*> m_cells;
    std::vector<CellChange> m_undo;
    std::vector<CellChange> m_redo;
    std::vector<engine::Cell> m_copied;
    std::vector<engine::LessonPage> m_pages;
    int m_page = 0;
    bool m_paged = false;
    struct Match
    {
        CellWidget* cell;
        TextRange range;
    };
    std::vector<Match> m_matches;
    int m_match = -1; ///< the one shown
    CodeAssistant* m_assistant;
    FindBar* m_findBar;
    HeadingList* m_headings;
    PageBar* m_pageBar;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    QPropertyAnimation* m_scrolling;
    int m_current = -1;
    int m_anchor = -1; ///< where the selection of several cells began; -1: it is the current one
    int m_validCells = 0;
    int m_runningCell = -1;
    int m_queuedThrough = -1;
    int m_pendingKey = 0; ///< first press of a double key: D D, I I, 0 0
    bool m_recordingIsNew = false;
    bool m_isLive = false;
    QTimer m_typing; ///< until a number that is being typed is looked at
    QPointer<CellWidget> m_typedIn;
};

} // namespace ui

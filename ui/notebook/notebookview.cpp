#include "ui/notebook/notebookview.h"

#include <QEvent>
#include <QLocale>
#include <QPropertyAnimation>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>

#include "engine/lang/numberliteral.h"
#include "ui/notebook/codeassistant.h"
#include "ui/notebook/codecell.h"
#include "ui/notebook/findbar.h"
#include "ui/notebook/headinglist.h"
#include "ui/notebook/outputview.h"
#include "ui/notebook/pagebar.h"
#include "ui/notebook/prosecell.h"
#include "ui/notebook/proseview.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"

namespace ui {

NotebookView::NotebookView(Player* player, Selection* selection, QWidget* parent)
    : QWidget(parent)
    , m_player(player)
    , m_selection(selection)
    , m_assistant(new CodeAssistant(this))
    , m_findBar(new FindBar)
    , m_headings(new HeadingList)
    , m_pageBar(new PageBar)
    , m_scroll(new QScrollArea)
    , m_scrolling(new QPropertyAnimation(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Notebook"));
    if (QLocale().language() == QLocale::Chinese)
        m_look.language = engine::Language::Chinese;

    auto* column = new QWidget;
    m_column = new QVBoxLayout(column);
    m_column->setSpacing(0);
    m_column->addStretch();
    m_scroll->setWidget(column);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_headings);
    layout->addWidget(m_findBar);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_pageBar);
    m_pageBar->hide();
    m_headings->hide();
    m_findBar->hide();
    connect(m_headings, &HeadingList::headingChosen, this, &NotebookView::goToHeading);
    connect(m_findBar, &FindBar::wantedChanged, this, [this] {
        m_match = -1;
        updateMatches();
    });
    connect(m_findBar, &FindBar::stepRequested, this, &NotebookView::stepMatch);
    connect(m_findBar, &FindBar::replaceRequested, this, &NotebookView::replaceMatch);
    connect(m_findBar, &FindBar::replaceAllRequested, this, &NotebookView::replaceAllMatches);
    connect(m_findBar, &FindBar::closed, this, &NotebookView::closeFind);
    auto* const find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut); // elsewhere it finds elsewhere
    connect(find, &QShortcut::activated, this, &NotebookView::find);
    m_assistant->setAbove([this](const CodeEditor* editor) { return codeAbove(editor); });
    connect(m_assistant, &CodeAssistant::exampleWanted, this,
            [this](const CodeEditor* editor, const QString& code) {
                int index = m_current;
                for (int i = 0; i < cellCount(); ++i)
                    index = cellWidget(i)->isAncestorOf(editor) ? i : index;
                engine::Cell cell;
                cell.source = code.toStdString();
                insertCell(index + 1, cell);
                selectCell(index + 1);
            });
    connect(m_pageBar, &PageBar::pageRequested, this, &NotebookView::showPage);
    connect(m_pageBar, &PageBar::nextLessonRequested, this, &NotebookView::nextLessonRequested);

    connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, m_assistant,
            &CodeAssistant::dismiss);
    m_scrolling->setTargetObject(m_scroll->verticalScrollBar());
    m_scrolling->setPropertyName("value");
    m_scrolling->setDuration(220);
    m_scrolling->setEasingCurve(QEasingCurve::InOutCubic);

    connect(m_player, &Player::recordingChanged, this, [this] { m_recordingIsNew = true; });
    connect(m_player, &Player::stepChanged, this, &NotebookView::onStepChanged);
    connect(m_player, &Player::granularityChanged, this, &NotebookView::updateMarks);
    connect(m_selection, &Selection::changed, this, &NotebookView::onSelectionChanged);
    m_typing.setSingleShot(true);
    m_typing.setInterval(180); // a number of several digits is typed in one go
    connect(&m_typing, &QTimer::timeout, this, [this] {
        if (!m_typedIn || indexOf(m_typedIn) < 0)
            return;
        rememberOrder();
        emit numbersMoved(indexOf(m_typedIn));
    });
    applyLook();
}

NotebookView::~NotebookView() = default;

void NotebookView::setLesson(const engine::Lesson& lesson)
{
    const QWidget* focused = window()->focusWidget();
    const bool hadFocus = focused && (focused == this || isAncestorOf(focused));
    m_lesson = lesson;
    m_lesson.cells.clear();
    m_undo.clear();
    m_redo.clear();
    qDeleteAll(m_scroll->widget()->findChildren<CellWidget*>(Qt::FindDirectChildrenOnly));
    m_cells.clear();
    m_current = -1;
    m_validCells = 0;
    m_runningCell = -1;
    m_isLive = false;
    m_typing.stop();
    for (const engine::Cell& cell : lesson.cells) {
        m_cells.push_back(makeCell(cell));
        m_column->insertWidget(m_column->count() - 1, m_cells.back());
    }
    rememberOrder();
    m_page = 0;
    onCellsChanged(-1);
    if (!m_cells.empty())
        setCurrent(0);
    if (hadFocus && m_current >= 0) // the keyboard goes on in the new lesson
        cellWidget(m_current)->setFocus(Qt::OtherFocusReason);
    m_scroll->verticalScrollBar()->setValue(0);
}

engine::Lesson NotebookView::lesson() const
{
    engine::Lesson lesson = m_lesson;
    for (const CellWidget* cell : m_cells)
        lesson.cells.push_back(cell->cell());
    return lesson;
}

CellWidget* NotebookView::makeCell(const engine::Cell& cell)
{
    CellWidget* widget = nullptr;
    if (cell.isCode()) {
        auto* code = new CodeCell(cell);
        connectCodeCell(code);
        widget = code;
    } else if (cell.isQuestion()) {
        widget = makeQuestion(cell);
    } else {
        widget = new ProseCell(cell);
    }
    connectCell(widget);
    widget->setLook(m_look);
    return widget;
}

void NotebookView::connectCell(CellWidget* widget)
{
    for (CodeEditor* editor : widget->findChildren<CodeEditor*>())
        editor->setAssistant(m_assistant);
    for (ProseView* text : widget->findChildren<ProseView*>())
        connect(text, &ProseView::linkFollowed, this, &NotebookView::linkFollowed);
    connect(widget, &CellWidget::focusGained, this,
            [this, widget] { setCurrent(indexOf(widget)); });
    connect(widget, &CellWidget::edited, this, [this, widget] { onEdited(widget); });
    connect(widget, &CellWidget::commandKeyPressed, this,
            [this, widget](QKeyEvent* event) { onCommandKey(widget, event); });
    connect(widget, &CellWidget::leftUpwards, this, [this, widget] { step(widget, -1, true); });
    connect(widget, &CellWidget::leftDownwards, this, [this, widget] { step(widget, 1, true); });
    connect(widget, &CellWidget::extensionAsked, this,
            [this, widget] { extendSelection(indexOf(widget)); });
    connect(widget, &CellWidget::caretMoved, this, [this, widget] { keepVisible(widget); });
    connect(widget, &CellWidget::escaped, this, [this, widget] {
        widget->endEdit();
        m_selection->clear();
    });
    connect(widget, &CellWidget::runKeyPressed, this,
            [this, widget](Qt::KeyboardModifiers modifiers) {
                if (modifiers == (Qt::ControlModifier | Qt::ShiftModifier)) {
                    widget->endEdit();
                    rememberOrder();
                    emit runAllRequested();
                } else if (modifiers == Qt::ShiftModifier) {
                    runCell(widget, AfterRun::GoOn);
                } else {
                    runCell(widget,
                            modifiers == Qt::AltModifier ? AfterRun::InsertBelow : AfterRun::Stay);
                }
            });
}

void NotebookView::connectCodeCell(CodeCell* widget)
{
    connect(widget, &CodeCell::runClicked, this, [this, widget] {
        setCurrent(indexOf(widget));
        rememberOrder();
        emit runRequested(indexOf(widget));
    });
    connect(widget, &CodeCell::stopClicked, this, &NotebookView::stopRequested);
    connect(widget, &CodeCell::folded, this, [this, widget] { onFolded(widget); });
    connect(widget, &CodeCell::codeClicked, this,
            [this, widget](int byteOffset) { onCodeClicked(widget, byteOffset); });
    connect(widget->help(), &FixView::fixRequested, this,
            [this, widget](const engine::Fix& fix) { tryFix(fix, widget); });
    connect(widget->help(), &FixView::placeRequested, this,
            [this](const engine::SourceSpan& place, engine::NodeId at) {
                showSource(place);
                m_selection->select(at);
            });
    connect(widget->codeEditor(), &CodeEditor::runToRequested, this, [this, widget](int line) {
        if (const engine::SourceSpan span = recordedLine(widget, line); span.isValid())
            m_player->runTo(span);
    });
    widget->codeEditor()->setRunToTest([this, widget](int line) {
        const engine::SourceSpan span = recordedLine(widget, line);
        return span.isValid()
            && engine::nextStatementIn(*m_player->recording(), span, m_player->step()) >= 0;
    });
    connect(widget, &CodeCell::failurePlaceClicked, this, [this, widget] {
        if (widget->run() && widget->run()->failure)
            showSource(widget->run()->failure->span);
    });
}

int NotebookView::indexOf(const CellWidget* widget) const
{
    const auto found = std::find(m_cells.begin(), m_cells.end(), widget);
    return found == m_cells.end() ? -1 : static_cast<int>(found - m_cells.begin());
}

int NotebookView::indexOfRecorded(int recordedCell) const
{
    const auto found = std::find_if(m_cells.begin(), m_cells.end(), [&](const CellWidget* cell) {
        return recordedCell >= 0 && cell->recordedIndex() == recordedCell;
    });
    return found == m_cells.end() ? -1 : static_cast<int>(found - m_cells.begin());
}

CodeCell* NotebookView::codeCell(int index) const
{
    return index >= 0 && index < cellCount() ? qobject_cast<CodeCell*>(cellWidget(index)) : nullptr;
}

void NotebookView::onCellsChanged(int firstAffected)
{
    for (int i = 0; i < cellCount(); ++i)
        cellWidget(i)->setPosition(i, cellCount());
    arrangePages();
    updateFreshness();
    updateMarks();
    updateMatches();
    updateOutline();
    if (firstAffected >= 0)
        emit edited(firstAffected);
}

void NotebookView::onEdited(CellWidget* widget)
{
    const auto* const code = qobject_cast<CodeCell*>(widget);
    const bool hasOtherNumbers =
        code && code->run() && engine::lang::sameButNumbers(code->source(), code->run()->source);
    if (hasOtherNumbers && code->codeEditor()->isMovingNumber()) {
        m_typing.stop();
        m_isLive = true;
        emit edited(indexOf(widget));
        rememberOrder();
        emit numbersMoved(indexOf(widget));
        return;
    }
    updateFreshness();
    updateMarks();
    updateMatches();
    updateOutline();
    emit edited(indexOf(widget));
    m_typedIn = hasOtherNumbers ? widget : nullptr;
    if (hasOtherNumbers)
        m_typing.start();
    else
        m_typing.stop();
}

void NotebookView::setLive(bool live)
{
    if (live == m_isLive)
        return;
    m_isLive = live;
    updateFreshness();
    updateMarks();
}

/// What names mean in an editor follows from the code above it.
std::string NotebookView::codeAbove(const QWidget* editor) const
{
    std::string code;
    for (const CellWidget* cell : m_cells) {
        if (cell->isAncestorOf(editor))
            break;
        if (cell->isCode())
            code += cell->source() + "\n";
    }
    return code;
}

void NotebookView::rememberOrder()
{
    for (auto* changes : {&m_undo, &m_redo}) {
        for (const CellChange& each : *changes) {
            for (CellWidget* cell : each.cells)
                cell->setRecordedIndex(-1);
        }
    }
    for (int i = 0; i < cellCount(); ++i)
        cellWidget(i)->setRecordedIndex(i);
}

void NotebookView::setRunning(int cell, int queuedThrough)
{
    if (cell >= 0 && m_runningCell < 0)
        rememberOrder();
    m_runningCell = cell;
    m_queuedThrough = queuedThrough;
    for (int i = 0; i < cellCount(); ++i) {
        if (CodeCell* code = codeCell(i))
            code->setActivity(cell < 0 || i < cell || i > std::max(cell, queuedThrough)
                                  ? Activity::Idle
                                  : i == cell ? Activity::Running
                                              : Activity::Queued);
    }
}

void NotebookView::showRun(const engine::Recording& recording)
{
    for (int i = 0; i < cellCount(); ++i) {
        CodeCell* code = codeCell(i);
        const int recorded = code ? code->recordedIndex() : -1;
        if (recorded < 0)
            continue;
        if (const engine::CellRun* run =
                latestRun(recording, recorded, static_cast<int>(recording.cellRuns.size())))
            code->showRun(*run);
    }
    updateFailurePlaces();
    updateHelp(recording);
    updateFreshness();
    updateMarks();
}

void NotebookView::setValidCells(int count)
{
    m_validCells = count;
    updateFreshness();
}

void NotebookView::updateFreshness()
{
    if (m_isLive)
        return;
    bool stale = false;
    bool editedAbove = false;
    for (int i = 0; i < cellCount(); ++i) {
        CodeCell* code = codeCell(i);
        if (!code)
            continue;
        editedAbove = editedAbove || code->isEdited();
        const bool staleAbove = stale;
        stale = stale || i >= m_validCells || code->changedSinceRun();
        if (code->run()) {
            // A cell that failed as it stands is not out of date; what comes after it is.
            const bool failedAsItStands =
                !staleAbove && code->run()->failure && !code->changedSinceRun();
            code->setFreshness(stale && !failedAsItStands ? Freshness::Stale : Freshness::Fresh);
        } else if (code->hasOutputs() || code->cell().storedExecutionCount > 0)
            code->setFreshness(editedAbove ? Freshness::Stale : Freshness::Saved);
        else
            code->setFreshness(Freshness::NotRun);
    }
}

} // namespace ui

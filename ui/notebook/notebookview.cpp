#include "ui/notebook/notebookview.h"

#include <QEvent>
#include <QLocale>
#include <QPropertyAnimation>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>

#include "engine/lang/numberliteral.h"
#include "ui/notebook/codecell.h"
#include "ui/notebook/outputview.h"
#include "ui/notebook/pagebar.h"
#include "ui/notebook/prosecell.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"

namespace ui {

NotebookView::NotebookView(Player* player, Selection* selection, QWidget* parent)
    : QWidget(parent)
    , m_player(player)
    , m_selection(selection)
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
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_pageBar);
    m_pageBar->hide();
    connect(m_pageBar, &PageBar::pageRequested, this, &NotebookView::showPage);

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
    for (CellWidget* cell : m_cells)
        delete cell;
    m_cells.clear();
    m_deleted.clear();
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
    connect(widget, &CellWidget::focusGained, this,
            [this, widget] { setCurrent(indexOf(widget)); });
    connect(widget, &CellWidget::edited, this, [this, widget] { onEdited(widget); });
    connect(widget, &CellWidget::commandKeyPressed, this,
            [this, widget](QKeyEvent* event) { onCommandKey(widget, event); });
    connect(widget, &CellWidget::leftUpwards, this, [this, widget] { step(widget, -1, true); });
    connect(widget, &CellWidget::leftDownwards, this, [this, widget] { step(widget, 1, true); });
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

void NotebookView::insertCell(int index, engine::Cell cell)
{
    index = std::clamp(index, 0, cellCount());
    const bool changesRun = cell.isCode() && !cell.source.empty();
    if (index < m_validCells)
        m_validCells = changesRun ? index : m_validCells + 1;
    CellWidget* widget = makeCell(cell);
    m_cells.insert(m_cells.begin() + index, widget);
    m_column->insertWidget(index, widget);
    widget->show(); // now, so that it can take the focus
    if (m_current >= index)
        ++m_current;
    onCellsChanged(index);
}

void NotebookView::deleteCell(int index)
{
    if (index < 0 || index >= cellCount())
        return;
    CellWidget* widget = cellWidget(index);
    m_deleted.push_back({index, widget->cell()});
    if (index < m_validCells)
        m_validCells = widget->isCode() ? index : m_validCells - 1;
    const bool hadFocus = widget->isAncestorOf(focusWidget()) || widget->hasFocus();
    m_cells.erase(m_cells.begin() + index);
    m_column->removeWidget(widget);
    widget->hide();
    widget->deleteLater();
    m_current = -1;
    onCellsChanged(index);
    if (m_cells.empty())
        return;
    const int next = std::min(index, cellCount() - 1);
    if (hadFocus)
        selectCell(next);
    else
        setCurrent(next);
}

void NotebookView::undoDelete()
{
    if (m_deleted.empty())
        return;
    const DeletedCell deleted = m_deleted.back();
    m_deleted.pop_back();
    const int index = std::min(deleted.index, cellCount());
    insertCell(index, deleted.cell);
    selectCell(index);
}

void NotebookView::onCellsChanged(int firstAffected)
{
    for (int i = 0; i < cellCount(); ++i)
        cellWidget(i)->setPosition(i, cellCount());
    arrangePages();
    updateFreshness();
    updateMarks();
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

void NotebookView::rememberOrder()
{
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

void NotebookView::setTheme(const Theme& theme)
{
    m_look.theme = theme;
    applyLook();
}

void NotebookView::setTypesetter(MathTypesetter* typesetter)
{
    m_look.typesetter = typesetter;
    applyLook();
}

void NotebookView::setLanguage(engine::Language language)
{
    m_look.language = language;
    applyLook();
    if (m_player->recording())
        updateHelp(*m_player->recording());
}

void NotebookView::setTextScale(qreal scale)
{
    m_look.scale = std::clamp(scale, 0.6, 3.0);
    applyLook();
}

void NotebookView::applyLook()
{
    const QPalette palette = m_look.palette(m_look.theme.window);
    setPalette(palette);
    m_scroll->setPalette(palette);
    m_scroll->widget()->setAutoFillBackground(true);
    m_scroll->widget()->setPalette(palette);
    m_column->setContentsMargins(m_look.pixels(4), m_look.pixels(8), m_look.pixels(4),
                                 m_look.pixels(40));
    m_pageBar->setLook(m_look);
    for (CellWidget* cell : m_cells)
        cell->setLook(m_look);
}

void NotebookView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Notebook"));
}

void NotebookView::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() == Qt::ControlModifier && event->angleDelta().y() != 0) {
        setTextScale(m_look.scale * (event->angleDelta().y() > 0 ? 1.1 : 1 / 1.1));
        emit textScaleChanged(m_look.scale);
        event->accept();
        return;
    }
    QWidget::wheelEvent(event);
}

} // namespace ui

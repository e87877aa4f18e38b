#include "ui/notebook/notebookview.h"

#include <QEvent>
#include <QLocale>
#include <QPropertyAnimation>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>

#include "ui/notebook/codecell.h"
#include "ui/notebook/outputview.h"
#include "ui/notebook/prosecell.h"
#include "ui/notebook/sourceoffsets.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"

namespace ui {

NotebookView::NotebookView(Player* player, Selection* selection, QWidget* parent)
    : QWidget(parent)
    , m_player(player)
    , m_selection(selection)
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
    layout->addWidget(m_scroll);

    m_scrolling->setTargetObject(m_scroll->verticalScrollBar());
    m_scrolling->setPropertyName("value");
    m_scrolling->setDuration(220);
    m_scrolling->setEasingCurve(QEasingCurve::InOutCubic);

    connect(m_player, &Player::recordingChanged, this, [this] { m_recordingIsNew = true; });
    connect(m_player, &Player::stepChanged, this, &NotebookView::onStepChanged);
    connect(m_selection, &Selection::changed, this, &NotebookView::updateMarks);
    applyLook();
}

NotebookView::~NotebookView() = default;

void NotebookView::setLesson(const engine::Lesson& lesson)
{
    m_lesson = lesson;
    m_lesson.cells.clear();
    for (CellWidget* cell : m_cells)
        delete cell;
    m_cells.clear();
    m_deleted.clear();
    m_current = -1;
    m_validCells = 0;
    m_runningCell = -1;
    for (const engine::Cell& cell : lesson.cells) {
        m_cells.push_back(makeCell(cell));
        m_column->insertWidget(m_column->count() - 1, m_cells.back());
    }
    rememberOrder();
    onCellsChanged(-1);
    if (!m_cells.empty())
        setCurrent(0);
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
    } else {
        widget = new ProseCell(cell);
    }
    connectCell(widget);
    widget->setLook(m_look);
    return widget;
}

void NotebookView::connectCell(CellWidget* widget)
{
    connect(widget, &CellWidget::focusGained, this, [this, widget] { setCurrent(indexOf(widget)); });
    connect(widget, &CellWidget::edited, this, [this, widget] { onEdited(widget); });
    connect(widget, &CellWidget::commandKeyPressed, this, [this, widget](QKeyEvent* event) { onCommandKey(widget, event); });
    connect(widget, &CellWidget::leftUpwards, this, [this, widget] { step(widget, -1, true); });
    connect(widget, &CellWidget::leftDownwards, this, [this, widget] { step(widget, 1, true); });
    connect(widget, &CellWidget::caretMoved, this, [this, widget] { keepVisible(widget); });
    connect(widget, &CellWidget::escaped, this, [this, widget] {
        widget->endEdit();
        m_selection->clear();
    });
    connect(widget, &CellWidget::runKeyPressed, this, [this, widget](Qt::KeyboardModifiers modifiers) {
        runCell(widget,
                modifiers == Qt::ShiftModifier     ? AfterRun::GoOn
                    : modifiers == Qt::AltModifier ? AfterRun::InsertBelow
                                                   : AfterRun::Stay);
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
    connect(widget, &CodeCell::codeClicked, this, [this, widget](int byteOffset) { onCodeClicked(widget, byteOffset); });
    connect(widget, &CodeCell::failurePlaceClicked, this, [this, widget] {
        if (widget->run() && widget->run()->failure)
            goTo(widget->run()->failure->span);
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
    updateFreshness();
    updateMarks();
    if (firstAffected >= 0)
        emit edited(firstAffected);
}

void NotebookView::onEdited(CellWidget* widget)
{
    updateFreshness();
    updateMarks();
    emit edited(indexOf(widget));
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
            code->setActivity(cell < 0 || i < cell || i > std::max(cell, queuedThrough) ? Activity::Idle
                                  : i == cell                                          ? Activity::Running
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
        if (const engine::CellRun* run = latestRun(recording, recorded, static_cast<int>(recording.cellRuns.size())))
            code->showRun(*run);
    }
    updateFailurePlaces();
    updateFreshness();
    updateMarks();
}

void NotebookView::updateFailurePlaces()
{
    for (int i = 0; i < cellCount(); ++i) {
        CodeCell* code = codeCell(i);
        if (!code || !code->run() || !code->run()->failure)
            continue;
        const engine::SourceSpan& span = code->run()->failure->span;
        const CodeCell* place = codeCell(indexOfRecorded(span.cell));
        if (!place || !place->run()) {
            code->outputs()->setFailurePlace(0, {});
            continue;
        }
        const int line = engine::positionAt(place->run()->source, span.begin).line;
        QString prompt = place->promptText();
        prompt.chop(1); // the colon
        code->outputs()->setFailurePlace(line, place == code ? QString() : prompt);
    }
}

void NotebookView::setValidCells(int count)
{
    m_validCells = count;
    updateFreshness();
}

void NotebookView::updateFreshness()
{
    bool stale = false;
    bool editedAbove = false;
    for (int i = 0; i < cellCount(); ++i) {
        CodeCell* code = codeCell(i);
        if (!code)
            continue;
        editedAbove = editedAbove || code->isEdited();
        stale = stale || i >= m_validCells || code->changedSinceRun();
        if (code->run())
            code->setFreshness(stale ? Freshness::Stale : Freshness::Fresh);
        else if (code->hasOutputs() || code->cell().storedExecutionCount > 0)
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

void NotebookView::setLanguage(engine::Language language)
{
    m_look.language = language;
    applyLook();
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
    m_column->setContentsMargins(m_look.pixels(4), m_look.pixels(8), m_look.pixels(4), m_look.pixels(40));
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
        event->accept();
        return;
    }
    QWidget::wheelEvent(event);
}

// What the player and the selection point at.

void NotebookView::updateMarks()
{
    std::vector<engine::Diagnostic> failures;
    for (int i = 0; i < cellCount(); ++i) {
        const CodeCell* code = codeCell(i);
        if (code && code->run() && code->run()->failure && !code->changedSinceRun())
            failures.push_back(*code->run()->failure);
    }
    const auto& recording = m_player->recording();
    const StepPlace place = recording ? placeAt(*recording, m_player->step()) : StepPlace();
    const int playing
        = place.cellRun >= 0 ? indexOfRecorded(recording->cellRuns[static_cast<std::size_t>(place.cellRun)].cell) : -1;
    for (int i = 0; i < cellCount(); ++i) {
        CodeCell* code = codeCell(i);
        if (!code)
            continue;
        CodeMarks marks;
        const int recorded = code->recordedIndex();
        const std::string source = code->source();
        if (recording && recorded >= 0)
            marks = marksOf(*recording, place, m_selection->node(), recorded, source);
        if (code->run() && !code->changedSinceRun())
            marks.errors = errorRanges(failures, recorded, source);
        code->codeEditor()->setMarks(marks);
        code->prompt()->setPlaying(i == playing);
    }
}

void NotebookView::onStepChanged()
{
    updateMarks();
    if (std::exchange(m_recordingIsNew, false) || !m_player->recording())
        return;
    const StepPlace place = placeAt(*m_player->recording(), m_player->step());
    if (place.cellRun < 0)
        return;
    const engine::CellRun& run = m_player->recording()->cellRuns[static_cast<std::size_t>(place.cellRun)];
    const int target = place.statement.isValid() ? place.statement.cell : run.cell;
    const CodeCell* code = codeCell(indexOfRecorded(target));
    if (!code)
        return;
    const int line = std::max(0, code->codeEditor()->marks().currentLine);
    scrollTo(code->codeEditor(), code->codeEditor()->lineRect(line), true);
}

void NotebookView::onCodeClicked(CodeCell* widget, int byteOffset)
{
    const auto& recording = m_player->recording();
    const engine::CellRun* run
        = recording ? latestRun(*recording, widget->recordedIndex(), static_cast<int>(recording->cellRuns.size())) : nullptr;
    if (run && run->source == widget->source())
        m_selection->select(nodeAtCode(*recording, widget->recordedIndex(), byteOffset, m_player->step()));
    else
        m_selection->clear();
}

void NotebookView::goTo(const engine::SourceSpan& span)
{
    CodeCell* code = codeCell(indexOfRecorded(span.cell));
    if (!code || !code->run())
        return;
    CodeEditor* editor = code->codeEditor();
    QTextCursor cursor = editor->textCursor();
    const int position = utf16Position(code->run()->source, span.begin);
    cursor.setPosition(std::min(position, static_cast<int>(editor->text().size())));
    editor->setTextCursor(cursor);
    code->beginEdit(CellWidget::Caret::Keep);
    scrollTo(editor, editor->cursorRect(), true);
}

void NotebookView::scrollTo(const QWidget* widget, const QRect& area, bool animated)
{
    m_scroll->widget()->layout()->activate();
    const int margin = m_look.pixels(48);
    const int top = widget->mapTo(m_scroll->widget(), area.topLeft()).y();
    const int height = m_scroll->viewport()->height();
    QScrollBar* bar = m_scroll->verticalScrollBar();
    if (top - margin >= bar->value() && top + area.height() + margin <= bar->value() + height)
        return;
    const int target = std::clamp(top - height / 3, bar->minimum(), bar->maximum());
    m_scrolling->stop();
    if (!animated || !isVisible()) {
        bar->setValue(target);
        return;
    }
    m_scrolling->setStartValue(bar->value());
    m_scrolling->setEndValue(target);
    m_scrolling->start();
}

void NotebookView::keepVisible(CellWidget* widget)
{
    m_scroll->widget()->layout()->activate();
    const CellEditor* editor = widget->editor();
    const QPoint caret = editor->viewport()->mapTo(m_scroll->widget(), editor->cursorRect().center());
    m_scroll->ensureVisible(0, caret.y(), 0, m_look.pixels(36));
}

} // namespace ui

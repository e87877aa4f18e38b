// The keyboard side of NotebookView: command mode, running, moving between cells.

#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "ui/notebook/codecell.h"
#include "ui/notebook/headinglist.h"
#include "ui/notebook/notebookview.h"
#include "ui/player/selection.h"

namespace ui {
namespace {

bool takesTab(const QWidget* widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled();
}

/// What Tab visits in one cell.
QList<QWidget*> tabStops(CellWidget* cell)
{
    QList<QWidget*> stops{cell};
    for (QWidget* child : cell->findChildren<QWidget*>()) {
        if (takesTab(child))
            stops.append(child);
    }
    return stops;
}

} // namespace

void NotebookView::onCommandKey(CellWidget* widget, QKeyEvent* event)
{
    const NotebookKey* const key = notebookKey(event);
    if (!key) {
        if (event->key() != Qt::Key_Shift) // on the way to a key with it
            m_pendingKey = 0;
        event->ignore();
        return;
    }
    const int pending = std::exchange(m_pendingKey, 0);
    event->accept();
    if (key->isDouble && pending != event->key())
        m_pendingKey = event->key();
    else
        act(key->command, widget);
}

void NotebookView::perform(NotebookCommand command)
{
    if (m_current >= 0)
        act(command, cellWidget(m_current));
}

void NotebookView::act(NotebookCommand command, CellWidget* widget)
{
    const int index = indexOf(widget);
    const int first = m_anchor < 0 ? index : std::min(m_anchor, m_current);
    const int count = m_anchor < 0 ? 1 : std::abs(m_anchor - m_current) + 1;
    switch (command) {
    case NotebookCommand::Edit:
        selectOneCell();
        widget->beginEdit(CellWidget::Caret::Keep);
        return;
    case NotebookCommand::InsertAbove:
        insertCell(index, {});
        selectCell(index);
        return;
    case NotebookCommand::InsertBelow:
        insertCell(index + 1, {});
        selectCell(index + 1);
        return;
    case NotebookCommand::Previous:
        step(widget, -1, false);
        return;
    case NotebookCommand::Next:
        step(widget, 1, false);
        return;
    case NotebookCommand::ExtendUp:
        extendSelection(index - 1);
        return;
    case NotebookCommand::ExtendDown:
        extendSelection(index + 1);
        return;
    case NotebookCommand::SelectAll: {
        const bool isPage = m_paged && !m_pages.empty();
        const engine::LessonPage page =
            isPage ? m_pages[static_cast<std::size_t>(m_page)] : engine::LessonPage{0, cellCount()};
        selectCell(page.first);
        extendSelection(page.end - 1);
        return;
    }
    case NotebookCommand::Delete:
        deleteCells(first, count);
        return;
    case NotebookCommand::Cut:
        copyCells(first, count);
        deleteCells(first, count);
        return;
    case NotebookCommand::Copy:
        copyCells(first, count);
        return;
    case NotebookCommand::Paste:
        pasteCells(first + count);
        return;
    case NotebookCommand::PasteAbove:
        pasteCells(first);
        return;
    case NotebookCommand::Undo:
        undo();
        return;
    case NotebookCommand::Redo:
        redo();
        return;
    case NotebookCommand::MoveUp:
        moveCells(first, count, -1);
        return;
    case NotebookCommand::MoveDown:
        moveCells(first, count, 1);
        return;
    case NotebookCommand::Merge:
        mergeCells(first, count);
        return;
    case NotebookCommand::Split:
        splitCell(index);
        return;
    case NotebookCommand::ToText:
        convertCells(first, count, engine::CellKind::Prose);
        return;
    case NotebookCommand::ToCode:
        convertCells(first, count, engine::CellKind::Code);
        return;
    case NotebookCommand::ToRaw:
        convertCells(first, count, engine::CellKind::Raw);
        return;
    case NotebookCommand::FoldOutputs:
        foldOutputs(first, count);
        return;
    case NotebookCommand::Stop:
        emit stopRequested();
        return;
    case NotebookCommand::Restart:
        emit restartRequested();
        return;
    case NotebookCommand::Leave:
        selectOneCell();
        widget->endEdit();
        m_selection->clear();
        return;
    }
}

void NotebookView::runCell(CellWidget* widget, AfterRun after)
{
    const int index = indexOf(widget);
    widget->endEdit();
    if (after == AfterRun::InsertBelow)
        insertCell(index + 1, {});
    if (widget->isCode()) {
        rememberOrder();
        emit runRequested(index);
    }
    if (after == AfterRun::InsertBelow)
        editCell(index + 1);
    else if (after == AfterRun::GoOn && !(m_paged && widget->isCode()))
        step(widget, 1, false); // one page at a time, the output of a cell is looked at first
}

void NotebookView::step(CellWidget* widget, int direction, bool editing)
{
    const int index = indexOf(widget) + direction;
    if (index < 0 || index >= cellCount())
        return;
    if (editing && cellWidget(index)->isCode()) {
        cellWidget(index)->beginEdit(direction > 0 ? CellWidget::Caret::Start
                                                   : CellWidget::Caret::End);
        keepVisible(cellWidget(index));
        return;
    }
    selectCell(index);
}

void NotebookView::selectCell(int index)
{
    if (index < 0 || index >= cellCount())
        return;
    selectOneCell();
    setCurrent(index);
    cellWidget(index)->setFocus();
    showWhole(cellWidget(index));
}

/// All of the cell, or as much as there is room for.
void NotebookView::showWhole(const CellWidget* cell)
{
    m_column->activate();
    const int height = std::min(cell->height(), m_scroll->viewport()->height());
    m_scroll->ensureVisible(0, cell->y() + height, 0, 0);
    m_scroll->ensureVisible(0, cell->y(), 0, 0);
}

/// As much as there is room for, with its end.
void NotebookView::showEnd(const CellWidget* cell)
{
    m_column->activate();
    m_scroll->ensureVisible(0, cell->y(), 0, 0);
    m_scroll->ensureVisible(0, cell->y() + cell->height(), 0, 0);
}

void NotebookView::editCell(int index)
{
    if (index < 0 || index >= cellCount())
        return;
    setCurrent(index);
    cellWidget(index)->beginEdit(CellWidget::Caret::Keep);
    keepVisible(cellWidget(index));
    if (cellWidget(index)->cell().isQuestion()) // with the buttons below the answer
        showWhole(cellWidget(index));
}

void NotebookView::extendSelection(int index)
{
    if (index < 0 || index >= cellCount() || m_current < 0
        || (m_paged && pageOf(index) != m_page)) // what is not in sight is not selected
        return;
    const int anchor = m_anchor < 0 ? m_current : m_anchor;
    selectCell(index);
    m_anchor = anchor == index ? -1 : anchor;
    markSelected();
}

void NotebookView::selectOneCell()
{
    m_anchor = -1;
    markSelected();
}

bool NotebookView::isSelected(int index) const
{
    return m_anchor >= 0 && index >= std::min(m_anchor, m_current)
        && index <= std::max(m_anchor, m_current);
}

void NotebookView::markSelected()
{
    for (int i = 0; i < cellCount(); ++i)
        cellWidget(i)->setSelected(isSelected(i));
}

void NotebookView::setCurrent(int index)
{
    if (index < 0 || index == m_current)
        return;
    if (m_current >= 0 && m_current < cellCount())
        cellWidget(m_current)->setCurrent(false);
    m_current = index;
    selectOneCell();
    if (m_paged && pageOf(index) != m_page)
        showPage(pageOf(index));
    m_pendingKey = 0;
    cellWidget(index)->setCurrent(true);
    m_headings->setCurrentCell(index);
}

void NotebookView::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    if (m_current >= 0)
        cellWidget(m_current)->setFocus(event->reason());
}

bool NotebookView::focusNextPrevChild(bool next)
{
    QWidget* from = focusWidget();
    if (!from || from == this || !isAncestorOf(from))
        return QWidget::focusNextPrevChild(next);
    QList<QWidget*> stops;
    for (CellWidget* cell : m_cells)
        stops += tabStops(cell);
    qsizetype at = stops.indexOf(from);
    if (at < 0 && m_current >= 0) // an editor: it belongs to its cell
        at = stops.indexOf(cellWidget(m_current));
    const qsizetype to = at + (next ? 1 : -1);
    if (at >= 0 && to >= 0 && to < stops.size()) {
        stops[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
        m_scroll->ensureWidgetVisible(stops[to], 0, m_look.pixels(20));
        if (m_current >= 0 && cellWidget(m_current)->cell().isQuestion()
            && cellWidget(m_current)->isAncestorOf(stops[to]))
            showWhole(cellWidget(m_current));
        return true;
    }
    for (QWidget* widget = next ? from->nextInFocusChain() : from->previousInFocusChain();
         widget != from;
         widget = next ? widget->nextInFocusChain() : widget->previousInFocusChain()) {
        if (widget != this && !isAncestorOf(widget) && takesTab(widget)) {
            widget->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return false;
}

} // namespace ui

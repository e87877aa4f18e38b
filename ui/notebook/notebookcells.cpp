// NotebookView's cells: how they come, go and change places, and how that is undone.

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "engine/lesson/markdown.h"
#include "engine/lesson/sourcetext.h"
#include "ui/notebook/celleditor.h"
#include "ui/notebook/codecell.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/outputview.h"
#include "ui/notebook/predictcell.h"

namespace ui {
namespace {

bool computes(const CellWidget* cell)
{
    return cell->isCode() && !engine::trimmed(cell->source()).empty();
}

/// What stays of a cell whose text becomes another: who it is, but not what it gave.
engine::Cell withText(engine::Cell cell, const QString& text)
{
    cell.source = text.toStdString();
    cell.storedOutputs.clear();
    cell.storedExecutionCount = 0;
    return cell;
}

bool isBlock(const CellWidget* cell)
{
    return cell->cell().isQuestion() || cell->kind() == engine::CellKind::Claim;
}

} // namespace

/// Takes `count` cells from `first` on out of the column and puts `in` there.
std::vector<CellWidget*> NotebookView::exchange(int first, int count,
                                                const std::vector<CellWidget*>& in)
{
    std::vector<std::pair<PredictCell*, const CellWidget*>> asked;
    for (int i = 0; i < cellCount(); ++i) {
        auto* const question = qobject_cast<PredictCell*>(cellWidget(i));
        const int answering =
            question && question->prediction() && question->prediction()->after > 0
            ? answeringCell(i)
            : -1;
        if (answering >= 0)
            asked.emplace_back(question, cellWidget(answering));
    }

    const auto begin = m_cells.begin() + first;
    const std::vector<CellWidget*> out(begin, begin + count);
    const bool changesRun = std::any_of(out.begin(), out.end(), computes)
        || std::any_of(in.begin(), in.end(), computes);
    if (first < m_validCells)
        m_validCells = changesRun
            ? first
            : std::max(first, m_validCells + static_cast<int>(in.size()) - count);
    m_cells.erase(begin, begin + count);
    for (CellWidget* widget : out) {
        m_column->removeWidget(widget);
        widget->setCurrent(false);
        if (std::find(in.begin(), in.end(), widget) == in.end())
            widget->hide();
    }
    int at = first;
    for (CellWidget* widget : in) {
        m_cells.insert(m_cells.begin() + at, widget);
        m_column->insertWidget(at++, widget);
        widget->setLook(m_look); // it may have been away
        widget->show(); // now, so that it can take the focus
    }
    // Cells below keep being current; of the others the first one.
    if (m_current >= first + count)
        m_current += static_cast<int>(in.size()) - count;
    else if (m_current >= first)
        m_current = -1;
    for (const auto& [question, target] : asked) {
        const int index = indexOf(target);
        if (index < 0 || indexOf(question) < 0)
            continue;
        question->setAfter(
            static_cast<int>(std::count_if(m_cells.begin(), m_cells.begin() + index + 1,
                                           [](const CellWidget* cell) { return cell->isCode(); })));
    }
    onCellsChanged(first);
    return out;
}

void NotebookView::change(int first, int count, const std::vector<CellWidget*>& in)
{
    m_undo.push_back({first, static_cast<int>(in.size()), exchange(first, count, in)});
    m_redo.clear();
    forgetUnused();
}

void NotebookView::replay(std::vector<CellChange>& from, std::vector<CellChange>& to)
{
    if (from.empty())
        return;
    const CellChange last = from.back();
    from.pop_back();
    const bool hadFocus = isAncestorOf(focusWidget());
    const int current = m_current;
    to.push_back({last.first, static_cast<int>(last.cells.size()),
                  exchange(last.first, last.count, last.cells)});
    const int next = std::min(last.cells.empty() ? current : last.first, cellCount() - 1);
    hadFocus ? selectCell(std::max(next, 0)) : setCurrent(std::max(next, 0));
}

void NotebookView::undo()
{
    replay(m_undo, m_redo);
}

void NotebookView::redo()
{
    replay(m_redo, m_undo);
}

/// Deletes cells that can no longer come back.
void NotebookView::forgetUnused()
{
    constexpr std::size_t mostChanges = 100;
    if (m_undo.size() > mostChanges)
        m_undo.erase(m_undo.begin());
    std::vector<CellWidget*> used = m_cells;
    for (const auto* changes : {&m_undo, &m_redo}) {
        for (const CellChange& each : *changes)
            used.insert(used.end(), each.cells.begin(), each.cells.end());
    }
    const auto all = m_scroll->widget()->findChildren<CellWidget*>(Qt::FindDirectChildrenOnly);
    for (CellWidget* cell : all) {
        if (std::find(used.begin(), used.end(), cell) == used.end())
            cell->deleteLater();
    }
}

void NotebookView::insertCell(int index, engine::Cell cell)
{
    index = std::clamp(index, 0, cellCount());
    change(index, 0, {makeCell(cell)});
}

void NotebookView::deleteCell(int index)
{
    if (index < 0 || index >= cellCount())
        return;
    const bool hadFocus = isAncestorOf(focusWidget());
    std::vector<CellWidget*> in;
    if (cellCount() == 1) // there is always one to write in
        in.push_back(makeCell({}));
    change(index, 1, in);
    const int next = std::min(index, cellCount() - 1);
    hadFocus ? selectCell(next) : setCurrent(next);
}

void NotebookView::moveCell(int index, int by)
{
    const int other = index + by;
    if (index < 0 || other < 0 || index >= cellCount() || other >= cellCount())
        return;
    const int first = std::min(index, other);
    change(first, 2, {cellWidget(first + 1), cellWidget(first)});
    selectCell(other);
}

void NotebookView::convertCell(int index, engine::CellKind kind)
{
    if (index < 0 || index >= cellCount() || cellWidget(index)->kind() == kind)
        return;
    const engine::Cell before = cellWidget(index)->cell();
    engine::Cell cell = withText(
        before,
        QString::fromStdString(isBlock(cellWidget(index)) ? blockMarkdown(before) : before.source));
    cell.kind = kind;
    cell.asRead = {};
    change(index, 1, {makeCell(cell)});
    selectCell(index);
}

void NotebookView::mergeWithNext(int index)
{
    if (index < 0 || index + 1 >= cellCount() || isBlock(cellWidget(index))
        || isBlock(cellWidget(index + 1)))
        return;
    const QString text = cellWidget(index)->editor()->text() + QStringLiteral("\n\n")
        + cellWidget(index + 1)->editor()->text();
    engine::Cell cell = withText(cellWidget(index)->cell(), text);
    change(index, 2, {makeCell(cell)});
    selectCell(index);
}

void NotebookView::splitCell(int index)
{
    if (index < 0 || index >= cellCount() || isBlock(cellWidget(index)))
        return;
    CellWidget* const widget = cellWidget(index);
    const QString text = widget->editor()->text();
    const int caret = widget->editor()->textCursor().position();
    QString above = text.left(caret);
    QString below = text.mid(caret);
    while (above.endsWith(u'\n'))
        above.chop(1);
    while (below.startsWith(u'\n'))
        below.remove(0, 1);
    const engine::Cell first = withText(widget->cell(), above);
    engine::Cell second;
    second.kind = widget->kind();
    second.source = below.toStdString();
    change(index, 1, {makeCell(first), makeCell(second)});
    setCurrent(index + 1);
    cellWidget(index + 1)->beginEdit(CellWidget::Caret::Start);
    keepVisible(cellWidget(index + 1));
}

void NotebookView::copyCell(int index)
{
    if (index < 0 || index >= cellCount())
        return;
    m_copied = cellWidget(index)->cell();
    m_copied->id.clear(); // a copy is another cell
    m_copied->asRead = {};
}

void NotebookView::pasteCell(int index)
{
    if (!m_copied)
        return;
    insertCell(index, *m_copied);
    selectCell(std::clamp(index, 0, cellCount() - 1));
}

void NotebookView::foldOutputs(int index)
{
    if (CodeCell* code = codeCell(index))
        code->outputs()->setFolded(!code->outputs()->isFolded());
}

void NotebookView::runAbove()
{
    for (int i = m_current - 1; i >= 0; --i) {
        if (!codeCell(i))
            continue;
        rememberOrder();
        emit runRequested(i);
        return;
    }
}

} // namespace ui

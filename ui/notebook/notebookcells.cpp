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
    m_anchor = -1;
    markSelected();
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

void NotebookView::deleteCells(int first, int count)
{
    if (first < 0 || count < 1 || first + count > cellCount())
        return;
    const bool hadFocus = isAncestorOf(focusWidget());
    std::vector<CellWidget*> in;
    if (cellCount() == count) // there is always one to write in
        in.push_back(makeCell({}));
    change(first, count, in);
    const int next = std::min(first, cellCount() - 1);
    hadFocus ? selectCell(next) : setCurrent(next);
}

void NotebookView::moveCells(int first, int count, int by)
{
    const int begin = std::min(first, first + by);
    if (first < 0 || count < 1 || begin < 0 || begin + count + 1 > cellCount())
        return;
    std::vector<CellWidget*> in(m_cells.begin() + first, m_cells.begin() + first + count);
    in.insert(by < 0 ? in.end() : in.begin(), cellWidget(by < 0 ? begin : first + count));
    change(begin, count + 1, in);
    selectCell(first + by);
    extendSelection(first + by + count - 1);
}

void NotebookView::convertCells(int first, int count, engine::CellKind kind)
{
    if (first < 0 || count < 1 || first + count > cellCount())
        return;
    std::vector<CellWidget*> in;
    bool differs = false;
    for (int i = first; i < first + count; ++i) {
        CellWidget* const widget = cellWidget(i);
        if (widget->kind() == kind) {
            in.push_back(widget);
            continue;
        }
        const engine::Cell before = widget->cell();
        engine::Cell cell = withText(
            before,
            QString::fromStdString(isBlock(widget) ? blockMarkdown(before) : before.source));
        cell.kind = kind;
        cell.asRead = {};
        in.push_back(makeCell(cell));
        differs = true;
    }
    if (!differs)
        return;
    change(first, count, in);
    selectCell(first);
    extendSelection(first + count - 1);
}

void NotebookView::mergeCells(int first, int count)
{
    count = std::max(count, 2);
    if (first < 0 || first + count > cellCount()
        || std::any_of(m_cells.begin() + first, m_cells.begin() + first + count, isBlock))
        return;
    QStringList texts;
    for (int i = first; i < first + count; ++i)
        texts << cellWidget(i)->editor()->text();
    const engine::Cell cell =
        withText(cellWidget(first)->cell(), texts.join(QStringLiteral("\n\n")));
    change(first, count, {makeCell(cell)});
    selectCell(first);
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

void NotebookView::copyCells(int first, int count)
{
    if (first < 0 || count < 1 || first + count > cellCount())
        return;
    m_copied.clear();
    for (int i = first; i < first + count; ++i) {
        m_copied.push_back(cellWidget(i)->cell());
        m_copied.back().id.clear(); // a copy is another cell
        m_copied.back().asRead = {};
    }
}

void NotebookView::pasteCells(int index)
{
    if (m_copied.empty())
        return;
    index = std::clamp(index, 0, cellCount());
    std::vector<CellWidget*> in;
    for (const engine::Cell& cell : m_copied)
        in.push_back(makeCell(cell));
    change(index, 0, in);
    selectCell(index + static_cast<int>(in.size()) - 1);
}

/// All of them, or when they are folded none.
void NotebookView::foldOutputs(int first, int count)
{
    std::vector<OutputView*> outputs;
    for (int i = first; i < first + count; ++i) {
        if (CodeCell* const code = codeCell(i); code && code->hasOutputs())
            outputs.push_back(code->outputs());
    }
    const bool folded = std::all_of(outputs.begin(), outputs.end(),
                                    [](const OutputView* each) { return each->isFolded(); });
    for (OutputView* const each : outputs)
        each->setFolded(!folded);
}

/// A notebook's file keeps it.
void NotebookView::onFolded(CellWidget* widget)
{
    if (m_lesson.format == engine::LessonFormat::Notebook)
        emit edited(indexOf(widget));
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

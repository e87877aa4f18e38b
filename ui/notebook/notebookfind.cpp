// NotebookView's find and replace: in the source of every cell, from top to bottom.

#include <algorithm>

#include "ui/notebook/celleditor.h"
#include "ui/notebook/cellwidget.h"
#include "ui/notebook/findbar.h"
#include "ui/notebook/notebookview.h"

namespace ui {

void NotebookView::find()
{
    if (m_current >= 0) {
        const QString selected = cellWidget(m_current)->editor()->textCursor().selectedText();
        if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
            m_findBar->setWanted(selected);
    }
    m_findBar->show();
    m_findBar->focusField();
    m_match = -1;
    updateMatches();
}

void NotebookView::closeFind()
{
    const bool isAtMatch = m_match >= 0;
    m_findBar->hide();
    updateMatches();
    if (m_current < 0)
        return;
    CellWidget* const cell = cellWidget(m_current);
    if (isAtMatch)
        cell->editSource(); // the match is selected there
    else
        cell->setFocus();
}

/// Finds the matches anew and marks them.
void NotebookView::updateMatches()
{
    m_matches.clear();
    const QString wanted = m_findBar->isHidden() ? QString() : m_findBar->wanted();
    for (CellWidget* cell : m_cells) {
        const QString text = cell->editor()->text();
        QList<TextRange> here;
        for (qsizetype at =
                 wanted.isEmpty() ? -1 : text.indexOf(wanted, 0, m_findBar->caseSensitivity());
             at >= 0; at = text.indexOf(wanted, at + wanted.size(), m_findBar->caseSensitivity())) {
            here.append({static_cast<int>(at), static_cast<int>(at + wanted.size())});
            m_matches.push_back({cell, here.back()});
        }
        cell->editor()->setFound(here);
    }
    m_match = std::min(m_match, static_cast<int>(m_matches.size()) - 1);
    m_findBar->showCount(m_match, static_cast<int>(m_matches.size()));
}

/// Goes to the next match from where the caret stands.
void NotebookView::stepMatch(int direction)
{
    updateMatches();
    if (m_matches.empty())
        return;
    const int count = static_cast<int>(m_matches.size());
    if (m_match >= 0) {
        m_match = (m_match + direction + count) % count;
    } else {
        const auto next =
            std::find_if(m_matches.begin(), m_matches.end(), [this](const Match& match) {
                const int cell = indexOf(match.cell);
                return cell > m_current
                    || (cell == m_current
                        && match.range.begin
                            >= match.cell->editor()->textCursor().selectionStart());
            });
        m_match = next == m_matches.end() ? 0 : static_cast<int>(next - m_matches.begin());
        if (direction < 0)
            m_match = (m_match - 1 + count) % count;
    }
    showMatch();
}

void NotebookView::showMatch()
{
    const Match match = m_matches[static_cast<std::size_t>(m_match)];
    QWidget* const focused = window()->focusWidget();
    if (m_current >= 0 && cellWidget(m_current) != match.cell)
        cellWidget(m_current)->endEdit(); // its finished form
    for (const Match& other : m_matches) { // only one is selected
        QTextCursor caret = other.cell->editor()->textCursor();
        caret.clearSelection();
        other.cell->editor()->setTextCursor(caret);
    }
    setCurrent(indexOf(match.cell));
    match.cell->editSource();
    QTextCursor cursor = match.cell->editor()->textCursor();
    cursor.setPosition(match.range.begin);
    cursor.setPosition(match.range.end, QTextCursor::KeepAnchor);
    match.cell->editor()->setTextCursor(cursor);
    keepVisible(match.cell);
    if (focused && m_findBar->isAncestorOf(focused))
        focused->setFocus();
    m_findBar->showCount(m_match, static_cast<int>(m_matches.size()));
}

void NotebookView::replaceMatch()
{
    updateMatches();
    if (m_matches.empty())
        return;
    if (m_match < 0) { // first it is shown
        stepMatch(1);
        return;
    }
    const Match match = m_matches[static_cast<std::size_t>(m_match)];
    QTextCursor cursor(match.cell->editor()->document());
    cursor.setPosition(match.range.begin);
    cursor.setPosition(match.range.end, QTextCursor::KeepAnchor);
    cursor.insertText(m_findBar->replacement());
    // The match that comes after the new text, which may hold the old one.
    const int cell = indexOf(match.cell);
    const int end = cursor.position();
    updateMatches();
    if (m_matches.empty())
        return;
    const auto next = std::find_if(m_matches.begin(), m_matches.end(), [&](const Match& each) {
        const int at = indexOf(each.cell);
        return at > cell || (at == cell && each.range.begin >= end);
    });
    m_match = next == m_matches.end() ? 0 : static_cast<int>(next - m_matches.begin());
    showMatch();
}

void NotebookView::replaceAllMatches()
{
    updateMatches();
    const CellWidget* cell = nullptr;
    QTextCursor cursor;
    const std::vector<Match> matches = m_matches; // each change finds them anew
    for (auto match = matches.rbegin(); match != matches.rend(); ++match) {
        if (match->cell != cell) { // one step of undo in each cell
            if (cell)
                cursor.endEditBlock();
            cell = match->cell;
            cursor = QTextCursor(cell->editor()->document());
            cursor.beginEditBlock();
        }
        cursor.setPosition(match->range.begin);
        cursor.setPosition(match->range.end, QTextCursor::KeepAnchor);
        cursor.insertText(m_findBar->replacement());
    }
    if (cell)
        cursor.endEditBlock();
    for (CellWidget* each : m_cells)
        each->refresh();
    m_match = -1;
    updateMatches();
}

} // namespace ui

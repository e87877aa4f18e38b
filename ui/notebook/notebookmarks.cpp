// What NotebookView shows of the player, the selection and failures, and how it scrolls there.

#include <QPropertyAnimation>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "ui/notebook/codecell.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/outputview.h"
#include "ui/notebook/sourceoffsets.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"

namespace ui {

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
    const bool showsValues =
        recording && m_player->granularity() == engine::Granularity::Expression;
    const std::vector<engine::EvaluatedPart> parts = showsValues
        ? engine::evaluatedAt(*recording, m_player->step())
        : std::vector<engine::EvaluatedPart>();
    const int playing = place.cellRun >= 0
        ? indexOfRecorded(recording->cellRuns[static_cast<std::size_t>(place.cellRun)].cell)
        : -1;
    for (int i = 0; i < cellCount(); ++i) {
        CodeCell* code = codeCell(i);
        if (!code)
            continue;
        CodeMarks marks;
        const int recorded = code->recordedIndex();
        const std::string source = code->source();
        if (recording && recorded >= 0)
            marks = marksOf(*recording, place, m_selection->node(), recorded, source);
        if (showsValues && code->run() && code->run()->source == source)
            marks.values = substitutionsOf(parts, recorded, source);
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
    const engine::CellRun& run =
        m_player->recording()->cellRuns[static_cast<std::size_t>(place.cellRun)];
    const int target = place.statement.isValid() ? place.statement.cell : run.cell;
    const CodeCell* code = codeCell(indexOfRecorded(target));
    if (!code)
        return;
    const int line = std::max(0, code->codeEditor()->marks().currentLine);
    scrollTo(code->codeEditor(), code->codeEditor()->lineRect(line), true);
}

void NotebookView::onSelectionChanged(engine::NodeId node)
{
    updateMarks();
    const auto& recording = m_player->recording();
    if (!recording || !node.isValid())
        return;
    const engine::SourceSpan& span = recording->nodes[static_cast<std::size_t>(node.index)].span;
    const CodeCell* code = codeCell(indexOfRecorded(span.cell));
    if (!code || !code->run() || code->changedSinceRun())
        return;
    const int line = engine::positionAt(code->run()->source, span.begin).line - 1;
    scrollTo(code->codeEditor(), code->codeEditor()->lineRect(line), true);
}

void NotebookView::onCodeClicked(CodeCell* widget, int byteOffset)
{
    const auto& recording = m_player->recording();
    const engine::CellRun* run = recording ? latestRun(*recording, widget->recordedIndex(),
                                                       static_cast<int>(recording->cellRuns.size()))
                                           : nullptr;
    if (run && run->source == widget->source())
        m_selection->select(
            nodeAtCode(*recording, widget->recordedIndex(), byteOffset, m_player->step()));
    else
        m_selection->clear();
}

engine::SourceSpan NotebookView::recordedLine(const CodeCell* widget, int line) const
{
    const auto& recording = m_player->recording();
    const engine::CellRun* run = recording ? latestRun(*recording, widget->recordedIndex(),
                                                       static_cast<int>(recording->cellRuns.size()))
                                           : nullptr;
    if (!run || run->source != widget->source())
        return {};
    std::size_t begin = 0;
    for (int i = 0; i < line && begin != std::string::npos; ++i) {
        begin = run->source.find('\n', begin);
        begin += begin == std::string::npos ? 0 : 1;
    }
    if (begin == std::string::npos)
        return {};
    const std::size_t end = std::min(run->source.find('\n', begin), run->source.size());
    return {widget->recordedIndex(), static_cast<int>(begin), static_cast<int>(end)};
}

void NotebookView::showSource(const engine::SourceSpan& span)
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

void NotebookView::reveal(int recordedCell)
{
    if (CodeCell* code = codeCell(indexOfRecorded(recordedCell)))
        scrollTo(code, code->rect(), true);
}

void NotebookView::scrollTo(const QWidget* widget, const QRect& area, bool animated)
{
    if (m_paged && !widget->isVisible())
        return; // on another page
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
    const QPoint caret =
        editor->viewport()->mapTo(m_scroll->widget(), editor->cursorRect().center());
    m_scroll->ensureVisible(0, caret.y(), 0, m_look.pixels(36));
}

} // namespace ui

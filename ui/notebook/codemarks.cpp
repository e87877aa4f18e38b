#include "ui/notebook/codemarks.h"

#include "ui/notebook/sourceoffsets.h"

namespace ui {
namespace {

TextRange rangeOf(const engine::SourceSpan& span, int cell, const std::string& source)
{
    if (span.cell != cell)
        return {};
    return {utf16Position(source, span.begin), utf16Position(source, span.end)};
}

int lineOf(const engine::SourceSpan& span, const std::string& source)
{
    return engine::positionAt(source, span.begin).line - 1;
}

} // namespace

CodeMarks marksOf(const engine::Recording& recording, const StepPlace& place,
                  engine::NodeId selected, int cell, const std::string& source)
{
    CodeMarks marks;
    const engine::CellRun* run = latestRun(recording, cell, place.cellRun + 1);
    if (!run) // its turn is still to come
        run = latestRun(recording, cell, static_cast<int>(recording.cellRuns.size()));
    if (!run || run->source != source)
        return marks;
    if (place.statement.cell == cell)
        marks.currentLine = lineOf(place.statement, source);
    for (const engine::SourceSpan& caller : place.callers) {
        if (caller.cell == cell)
            marks.callerLines.append(lineOf(caller, source));
    }
    marks.expression = rangeOf(place.expression, cell, source);
    marks.rule = rangeOf(place.rule, cell, source);
    if (selected.isValid() && static_cast<std::size_t>(selected.index) < recording.nodes.size())
        marks.selected =
            rangeOf(recording.nodes[static_cast<std::size_t>(selected.index)].span, cell, source);
    return marks;
}

QList<TextRange> errorRanges(const std::vector<engine::Diagnostic>& failures, int cell,
                             const std::string& source)
{
    QList<TextRange> ranges;
    const auto add = [&](const engine::SourceSpan& span) {
        if (span.cell != cell)
            return;
        TextRange range = rangeOf(span, cell, source);
        if (range.isEmpty())
            range.end = range.begin + 1;
        const int length = utf16Position(source, static_cast<int>(source.size()));
        if (range.end > length && range.begin > 0) // at the very end: mark what stands before
            range = {range.begin - 1, length};
        if (!ranges.contains(range))
            ranges.append(range);
    };
    for (const engine::Diagnostic& failure : failures) {
        add(failure.span);
        for (const engine::Diagnostic::Frame& frame : failure.frames)
            add(frame.span);
    }
    return ranges;
}

} // namespace ui

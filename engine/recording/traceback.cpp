#include "engine/recording/traceback.h"

#include <algorithm>

namespace engine {
namespace {

constexpr int contextLines = 2;
constexpr std::size_t width = 75;
constexpr std::size_t numberColumns = 7;

std::vector<std::string> linesOf(const std::string& source)
{
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (std::size_t end = source.find('\n'); end != std::string::npos;
         end = source.find('\n', begin)) {
        lines.push_back(source.substr(begin, end - begin));
        begin = end + 1;
    }
    lines.push_back(source.substr(begin));
    return lines;
}

const CellRun* runOf(const std::vector<CellRun>& cellRuns, int cell)
{
    const auto it = std::find_if(cellRuns.rbegin(), cellRuns.rend(),
                                 [cell](const CellRun& run) { return run.cell == cell; });
    return it == cellRuns.rend() ? nullptr : &*it;
}

std::string rightAligned(const std::string& text, std::size_t columns)
{
    return std::string(columns - std::min(columns, text.size()), ' ') + text;
}

/// How many terminal columns a UTF-8 text takes, wide characters counted twice.
std::size_t columnsOf(std::string_view text)
{
    std::size_t columns = 0;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        columns += (byte & 0xC0U) == 0x80U ? 0 : byte >= 0xE3U ? 2 : 1;
    }
    return columns;
}

/// The line of code, and below it carets under what the span covers of it.
void addMarkedLine(std::vector<std::string>& text, const std::string& source,
                   const SourceSpan& span, int line)
{
    const std::string number = std::to_string(line);
    text.push_back(std::string(numberColumns - std::min(numberColumns - 2, number.size()) - 2, '-')
                   + "> " + number + " " + std::string(lineAt(source, span.begin)));
    const std::string_view code = lineAt(source, span.begin);
    const auto before = static_cast<std::size_t>(source.data() + span.begin - code.data());
    const auto length = static_cast<std::size_t>(std::max(span.end - span.begin, 0));
    text.push_back(
        std::string(numberColumns + 1 + columnsOf(code.substr(0, before)), ' ')
        + std::string(std::max<std::size_t>(columnsOf(code.substr(before, length)), 1), '^'));
}

void addFrame(std::vector<std::string>& text, const Diagnostic::Frame& frame,
              const std::vector<CellRun>& cellRuns)
{
    const CellRun* run = runOf(cellRuns, frame.span.cell);
    if (!run)
        return;
    SourceSpan span = frame.span;
    span.begin = std::clamp(span.begin, 0, static_cast<int>(run->source.size()));
    const int here = positionAt(run->source, span.begin).line;
    text.push_back("Cell In [" + std::to_string(run->executionCount) + "], line "
                   + std::to_string(here)
                   + (frame.function == "<module>" ? "" : ", in " + frame.function));
    const std::vector<std::string> lines = linesOf(run->source);
    const int last = std::min(static_cast<int>(lines.size()), here + contextLines);
    for (int line = std::max(1, here - contextLines); line <= last; ++line) {
        if (line == here)
            addMarkedLine(text, run->source, span, line);
        else
            text.push_back(rightAligned(std::to_string(line), numberColumns) + " "
                           + lines[static_cast<std::size_t>(line) - 1]);
    }
    text.emplace_back();
}

void addException(std::vector<std::string>& text, const Diagnostic& diagnostic,
                  const std::vector<CellRun>& cellRuns)
{
    if (diagnostic.earlier) {
        addException(text, *diagnostic.earlier, cellRuns);
        text.insert(text.end(),
                    {"",
                     diagnostic.isCausedByEarlier
                         ? "The above exception was the direct cause of the following exception:"
                         : "During handling of the above exception, another exception occurred:",
                     ""});
    }
    const std::string title = "Traceback (most recent call last)";
    text.push_back(
        diagnostic.kind
        + rightAligned(title, width - std::min(diagnostic.kind.size(), width - title.size())));
    if (diagnostic.frames.empty())
        addFrame(text, {"<module>", diagnostic.span}, cellRuns);
    for (const Diagnostic::Frame& frame : diagnostic.frames)
        addFrame(text, frame, cellRuns);
    text.push_back(diagnostic.kind + (diagnostic.message.empty() ? "" : ": " + diagnostic.message));
}

} // namespace

std::vector<std::string> tracebackLines(const Diagnostic& diagnostic,
                                        const std::vector<CellRun>& cellRuns)
{
    std::vector<std::string> text(1, std::string(width, '-'));
    addException(text, diagnostic, cellRuns);
    return text;
}

} // namespace engine

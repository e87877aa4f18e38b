#include "engine/recording/traceback.h"

#include <algorithm>

namespace engine {
namespace {

constexpr int contextLines = 2;
constexpr std::size_t width = 75;

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
std::size_t columnsOf(const std::string& text)
{
    std::size_t columns = 0;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        columns += (byte & 0xC0U) == 0x80U ? 0 : byte >= 0xE3U ? 2 : 1;
    }
    return columns;
}

void addFrame(std::vector<std::string>& text, const Diagnostic::Frame& frame,
              const std::vector<CellRun>& cellRuns)
{
    const CellRun* run = runOf(cellRuns, frame.span.cell);
    if (!run)
        return;
    text.push_back("In [" + std::to_string(run->executionCount) + "] in " + frame.function);
    const std::vector<std::string> lines = linesOf(run->source);
    const SourcePosition begin = positionAt(run->source, frame.span.begin);
    const int last = std::min(static_cast<int>(lines.size()), begin.line + contextLines);
    for (int line = std::max(1, begin.line - contextLines); line <= last; ++line) {
        const std::string number = std::to_string(line);
        const bool here = line == begin.line;
        const std::string& code = lines[static_cast<std::size_t>(line) - 1];
        text.push_back((here ? rightAligned("--> ", 7 - std::min<std::size_t>(number.size(), 3))
                             : rightAligned("", 7 - std::min<std::size_t>(number.size(), 3)))
                       + number + " " + code);
        if (!here)
            continue;
        const auto lineStart = static_cast<int>(
            run->source.rfind('\n', static_cast<std::size_t>(std::max(frame.span.begin - 1, 0))));
        const int from = frame.span.begin == 0 || lineStart < 0 ? 0 : lineStart + 1;
        const std::string before = run->source.substr(
            static_cast<std::size_t>(from), static_cast<std::size_t>(frame.span.begin - from));
        const int end = std::min(frame.span.end, from + static_cast<int>(code.size()));
        const std::string marked =
            run->source.substr(static_cast<std::size_t>(frame.span.begin),
                               static_cast<std::size_t>(std::max(end - frame.span.begin, 0)));
        text.push_back(std::string(8 + columnsOf(before), ' ')
                       + std::string(std::max<std::size_t>(columnsOf(marked), 1), '^'));
    }
    text.emplace_back();
}

} // namespace

std::vector<std::string> tracebackLines(const Diagnostic& diagnostic,
                                        const std::vector<CellRun>& cellRuns)
{
    std::vector<std::string> text;
    text.emplace_back(width, '-');
    const std::string title = "Traceback (most recent call last)";
    text.push_back(
        diagnostic.kind
        + rightAligned(title, width - std::min(diagnostic.kind.size(), width - title.size())));
    if (diagnostic.frames.empty())
        addFrame(text, {"<module>", diagnostic.span}, cellRuns);
    for (const Diagnostic::Frame& frame : diagnostic.frames)
        addFrame(text, frame, cellRuns);
    text.push_back(diagnostic.kind + ": " + diagnostic.message);
    return text;
}

} // namespace engine

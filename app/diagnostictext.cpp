#include "app/diagnostictext.h"

#include <algorithm>

#include "engine/lesson/sourcespan.h"

namespace app {
namespace {

/// Blanks as wide as a terminal shows `text`: two columns for a Chinese character.
std::string blanks(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\t')
            result += '\t';
        else if ((byte & 0xC0U) != 0x80U)
            result += byte >= 0xE3U && byte < 0xF0U ? "  " : " ";
    }
    return result;
}

/// The latest run of the cell in which the span lies.
const engine::CellRun* runOf(const engine::Recording& recording, const engine::SourceSpan& span)
{
    const auto found =
        std::find_if(recording.cellRuns.rbegin(), recording.cellRuns.rend(),
                     [&span](const engine::CellRun& run) { return run.cell == span.cell; });
    return found == recording.cellRuns.rend() ? nullptr : &*found;
}

std::string placeText(const engine::Recording& recording, const engine::SourceSpan& span,
                      engine::Language language)
{
    const engine::CellRun* run = runOf(recording, span);
    if (!run)
        return {};
    const std::string& source = run->source;
    const auto begin = std::min(static_cast<std::size_t>(std::max(span.begin, 0)), source.size());
    const engine::SourcePosition position = engine::positionAt(source, static_cast<int>(begin));
    const std::string_view line = engine::lineAt(source, static_cast<int>(begin));
    const auto before = begin - static_cast<std::size_t>(line.data() - source.data());
    const auto length = static_cast<std::size_t>(std::max(span.end - span.begin, 0));
    const std::string marked = blanks(line.substr(before, length)); // up to the end of the line

    const std::string cell = "In [" + std::to_string(run->executionCount) + "]";
    const std::string number = std::to_string(position.line);
    std::string text = language == engine::Language::Chinese ? cell + " 第 " + number + " 行：\n"
                                                             : cell + ", line " + number + ":\n";
    text += "    " + std::string(line) + "\n";
    text += "    " + blanks(line.substr(0, before))
        + std::string(std::max(marked.size(), std::size_t(1)), '^') + "\n";
    return text;
}

} // namespace

std::string diagnosticText(const engine::Recording& recording, const engine::CellRun& run,
                           engine::Language language)
{
    const engine::Diagnostic& failure = *run.failure;
    std::string text;
    for (const engine::Diagnostic::Frame& frame : failure.frames)
        if (frame.span != failure.span)
            text += placeText(recording, frame.span, language);
    text += placeText(recording, failure.span, language);
    text += failure.kind + (failure.message.empty() ? "" : ": " + failure.message) + "\n";
    if (!failure.hint.empty())
        text += (language == engine::Language::Chinese ? "提示：" : "Hint: ")
            + failure.hint.in(language) + "\n";
    return text;
}

} // namespace app

#include "engine/lesson/markdown.h"

#include "engine/lesson/frontmatter.h"
#include "engine/lesson/lessonfile.h"
#include "engine/lesson/markdownlines.h"
#include "engine/lesson/sourcetext.h"

namespace engine {

namespace {

std::string_view fenceName(CellKind kind)
{
    for (const auto& [name, known] : fencedKinds) {
        if (known == kind)
            return name;
    }
    return {};
}

/// Prose that ends what it opens: a fence or comment that ran to the end of its cell must not
/// swallow the next one.
std::string closedProse(const std::string& source)
{
    MarkdownWalker walker;
    for (const std::string_view line : linesOf(source)) {
        walker.next(line);
    }
    std::string prose = withoutOuterLines(source);
    if (walker.inFence()) {
        prose += "\n" + walker.fence();
    } else if (walker.inComment()) {
        prose += "\n-->";
    }
    return prose;
}

/// A fence that no line of `source` can close.
std::string fenceFor(std::string_view source)
{
    std::size_t length = 3;
    for (const std::string_view line : linesOf(source)) {
        const std::string_view run = runAtStart(line.substr(indentOf(line)));
        if (!run.empty() && run.front() == '`') {
            length = std::max(length, run.size() + 1);
        }
    }
    return std::string(length, '`');
}

/// The cell's own lines, or empty when they no longer say what it says.
std::string markdownAsRead(const Cell& cell)
{
    const std::string& markdown = cell.asRead.markdown;
    if (markdown.empty())
        return {};
    try {
        const Lesson read = readMarkdown("---\n---\n" + markdown, {}, InvalidBlocks::Kept);
        const bool same = read.cells.size() == 1 && read.cells[0].kind == cell.kind
            && read.cells[0].source == cell.source;
        return same ? markdown : std::string();
    } catch (const FileError&) {
        return {};
    }
}

std::string fenced(const Cell& cell)
{
    const std::string fence = fenceFor(cell.source);
    return fence + std::string(fenceName(cell.kind)) + "\n" + cell.source
        + (cell.source.empty() ? "" : "\n") + fence;
}

} // namespace

std::string blockMarkdown(const Cell& cell)
{
    const std::string asRead = markdownAsRead(cell);
    return asRead.empty() ? fenced(cell) : asRead;
}

void recognizeBlock(Cell& cell)
{
    if (cell.kind != CellKind::Prose
        || cell.source.find_first_of("`~") != std::min(indentOf(cell.source), std::size_t{3}))
        return;
    try {
        const Lesson read = readMarkdown("---\n---\n" + cell.source, {});
        if (read.cells.size() != 1
            || !(read.cells[0].isQuestion() || read.cells[0].kind == CellKind::Claim))
            return;
        cell.asRead.markdown = cell.source;
        cell.kind = read.cells[0].kind;
        cell.source = read.cells[0].source;
    } catch (const FileError&) {
        return; // what is no valid question stays the text it is
    }
}

namespace {

/// The front matter with the lines around it; as it stood when it still says the same.
std::string headerText(const Lesson& lesson)
{
    const std::string header = frontMatterOf(lesson, FrontMatterOwner::Lesson);
    const std::string& asRead = lesson.asRead.header;
    if (!asRead.empty() && withoutTrailingLines(header) == withoutTrailingLines(lesson.frontMatter))
        return asRead;
    return header.empty() ? std::string() : "---\n" + header + "---\n";
}

} // namespace

std::string writeMarkdown(const Lesson& lesson)
{
    std::string text = headerText(lesson);
    const Cell* before = nullptr;
    for (const Cell& cell : lesson.cells) {
        std::string piece = markdownAsRead(cell);
        if (piece.empty())
            piece = cell.kind == CellKind::Prose ? closedProse(cell.source) : fenced(cell);
        if (piece.empty())
            continue;
        if (text.empty() && piece.substr(0, 3) == frontMatterFence)
            text = "---\n---\n"; // a rule at the top is not the start of front matter
        if (before)
            text += '\n';
        const bool twoTexts =
            before && before->kind == CellKind::Prose && cell.kind == CellKind::Prose;
        const bool hasGap = !cell.asRead.markdown.empty() && !twoTexts;
        const std::string gap = hasGap ? cell.asRead.gap : text.empty() ? "" : "\n";
        text += gap + piece;
        before = &cell;
    }
    const std::string& end = lesson.asRead.end;
    const bool endsAsRead = before
        ? !before->asRead.markdown.empty() && (end.empty() || end[0] == '\n')
        : lesson.cells.empty();
    if (lesson.asRead.isKnown && endsAsRead)
        text += end;
    else if (before)
        text += "\n";
    return text;
}

} // namespace engine

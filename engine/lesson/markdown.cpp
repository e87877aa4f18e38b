#include "engine/lesson/markdown.h"

#include <algorithm>

#include "engine/lesson/frontmatter.h"
#include "engine/lesson/lessonfile.h"
#include "engine/lesson/sourcetext.h"

namespace engine {

namespace {

constexpr std::string_view frontMatterFence = "---";

/// Spaces at the start of `line`, where Markdown allows up to three before a mark.
std::size_t indentOf(std::string_view line)
{
    return std::min(line.find_first_not_of(' '), line.size());
}

/// The run of one character at the start of `text`.
std::string_view runAtStart(std::string_view text)
{
    return text.empty() ? text : text.substr(0, text.find_first_not_of(text.front()));
}

bool isPython(std::string_view info)
{
    constexpr std::string_view python = "python";
    return std::equal(info.begin(), info.end(), python.begin(), python.end(),
                      [](char left, char right) { return (left | 0x20) == right; });
}

/// Cuts the lines of a lesson into cells.
class MarkdownReader
{
public:
    MarkdownReader(const std::string& text, const std::string& path)
        : m_path(path)
        , m_lines(linesOf(text))
    {
    }

    Lesson read()
    {
        const std::size_t begin = readHeader();
        m_proseBegin = begin;
        std::size_t opening = begin;
        for (std::size_t i = begin; i < m_lines.size(); ++i) {
            const bool wasOpen = m_walker.inFence() || m_walker.inComment();
            const auto line = m_walker.next(m_lines[i]);
            const bool isCell = isPython(m_walker.info());
            opening = wasOpen ? opening : i;
            if (line == MarkdownWalker::Line::FenceOpening && isCell) {
                addProse(i);
            } else if (line == MarkdownWalker::Line::FenceClosing && isCell) {
                addCode(opening + 1, i);
                m_proseBegin = i + 1;
            }
        }
        requireClosed(opening);
        addProse(m_lines.size());
        return std::move(m_lesson);
    }

private:
    /// Index of the first line after the front matter.
    std::size_t readHeader()
    {
        if (m_lines.empty() || trimmed(m_lines[0]) != frontMatterFence
            || m_lines[0].front() != '-') {
            return 0;
        }
        for (std::size_t i = 1; i < m_lines.size(); ++i) {
            if (m_lines[i].substr(0, 3) == frontMatterFence
                && trimmed(m_lines[i]) == frontMatterFence) {
                m_lesson.frontMatter = joinLines(m_lines, 1, i);
                readFrontMatter(m_lesson.frontMatter, 2, FrontMatterOwner::Lesson, m_path,
                                m_lesson);
                return i + 1;
            }
        }
        throw FileError{
            m_path,
            1,
            {"The front matter that begins here has no end. Close it with a line \"---\".",
             "从这里开始的文件头没有结束。请用一行“---”结束它。"}};
    }

    void requireClosed(std::size_t opening) const
    {
        const int line = static_cast<int>(opening) + 1;
        if (m_walker.inFence()) {
            const std::string& fence = m_walker.fence();
            throw FileError{
                m_path,
                line,
                {"The block that begins here has no end. Close it with a line " + fence + ".",
                 "从这里开始的代码块没有结束。请用一行 " + fence + " 结束它。"}};
        }
        if (m_walker.inComment()) {
            throw FileError{m_path,
                            line,
                            {"The comment that begins here has no end. Close it with -->.",
                             "从这里开始的注释没有结束。请用 --> 结束它。"}};
        }
    }

    void addProse(std::size_t end)
    {
        Cell cell;
        cell.kind = CellKind::Prose;
        cell.source = withoutOuterLines(joinLines(m_lines, m_proseBegin, end));
        if (!cell.source.empty()) {
            m_lesson.cells.push_back(std::move(cell));
        }
    }

    void addCode(std::size_t begin, std::size_t end)
    {
        std::string source;
        for (std::size_t i = begin; i < end; ++i) {
            const std::size_t indent = std::min(indentOf(m_lines[i]), m_walker.indent());
            source.append(m_lines[i].substr(indent)).append("\n");
        }
        Cell cell;
        cell.source = withoutTrailingLines(source);
        m_lesson.cells.push_back(std::move(cell));
    }

    const std::string& m_path;
    std::vector<std::string_view> m_lines;
    MarkdownWalker m_walker;
    std::size_t m_proseBegin = 0;
    Lesson m_lesson;
};

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

} // namespace

MarkdownWalker::Line MarkdownWalker::next(std::string_view line)
{
    const std::size_t indent = indentOf(line);
    const std::string_view content = indent > 3 ? std::string_view() : line.substr(indent);
    if (m_inComment) {
        m_inComment = line.find("-->") == std::string_view::npos;
        return Line::Comment;
    }
    const std::string_view run = runAtStart(content);
    if (inFence()) {
        const bool closes = !run.empty() && run.front() == m_fence.front()
            && run.size() >= m_fence.size() && trimmed(content.substr(run.size())).empty();
        if (closes) {
            m_fence.clear();
        }
        return closes ? Line::FenceClosing : Line::FenceBody;
    }
    if (content.substr(0, 4) == "<!--") {
        m_inComment = content.find("-->") == std::string_view::npos;
        return Line::Comment;
    }
    const bool isFence = run.size() >= 3 && (run.front() == '`' || run.front() == '~');
    const std::string_view info = trimmed(content.substr(run.size()));
    if (!isFence || (run.front() == '`' && info.find('`') != std::string_view::npos)) {
        return Line::Text;
    }
    m_fence = run;
    m_info = info;
    m_indent = indent;
    return Line::FenceOpening;
}

std::string firstHeading(const Lesson& lesson)
{
    for (const Cell& cell : lesson.cells) {
        MarkdownWalker walker;
        for (const std::string_view line : cell.kind == CellKind::Prose
                 ? linesOf(cell.source)
                 : std::vector<std::string_view>()) {
            const std::size_t indent = indentOf(line);
            const bool isText = walker.next(line) == MarkdownWalker::Line::Text;
            if (!isText || indent > 3 || line.substr(indent, 2) != "# ") {
                continue;
            }
            std::string_view heading = trimmed(line.substr(indent + 2));
            // "# Title #": the closing marks are no part of it.
            const std::size_t last = heading.find_last_not_of('#');
            if (last != std::string_view::npos && (heading[last] == ' ' || heading[last] == '\t')) {
                heading = trimmed(heading.substr(0, last));
            }
            if (last != std::string_view::npos) {
                return std::string(heading);
            }
        }
    }
    return {};
}

Lesson readMarkdown(const std::string& text, const std::string& path)
{
    return MarkdownReader(text, path).read();
}

std::string writeMarkdown(const Lesson& lesson)
{
    std::vector<std::string> pieces;
    const std::string header = frontMatterOf(lesson, FrontMatterOwner::Lesson);
    if (!header.empty()) {
        pieces.push_back("---\n" + header + "---");
    }
    for (const Cell& cell : lesson.cells) {
        std::string piece;
        if (cell.kind == CellKind::Prose) {
            piece = closedProse(cell.source);
        } else {
            const std::string fence = fenceFor(cell.source);
            const std::string info = cell.isCode() ? "python" : "";
            piece = fence + info + "\n" + cell.source + (cell.source.empty() ? "" : "\n") + fence;
        }
        if (pieces.empty() && piece.substr(0, 3) == frontMatterFence) {
            pieces.emplace_back("---\n---"); // a rule at the top is not the start of front matter
        }
        if (!piece.empty()) {
            pieces.push_back(std::move(piece));
        }
    }
    std::string text;
    for (const std::string& piece : pieces) {
        text += (text.empty() ? "" : "\n") + piece + "\n";
    }
    return text;
}

} // namespace engine

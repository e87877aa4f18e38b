#include "engine/lesson/markdown.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/lesson/frontmatter.h"
#include "engine/lesson/lessonfile.h"
#include "engine/lesson/markdownlines.h"
#include "engine/lesson/question.h"
#include "engine/lesson/sourcetext.h"

namespace engine {

namespace {

/// What a fence with these words behind its marks is; empty: a part of the prose.
std::optional<CellKind> fencedKind(std::string_view info)
{
    for (const auto& [name, kind] : fencedKinds) {
        if (std::equal(info.begin(), info.end(), name.begin(), name.end(),
                       [](char left, char right) { return (left | 0x20) == right; }))
            return kind;
    }
    return std::nullopt;
}

std::optional<BlockError> blockError(const Cell& cell)
{
    const auto errorOf = [](const auto& read) {
        const auto* const error = std::get_if<BlockError>(&read);
        return error ? std::optional(*error) : std::nullopt;
    };
    switch (cell.kind) {
    case CellKind::Predict:
        return errorOf(readPrediction(cell.source));
    case CellKind::Exercise:
        return errorOf(readExercise(cell.source));
    case CellKind::Claim:
        return errorOf(readClaim(cell.source));
    case CellKind::Prose:
    case CellKind::Code:
    case CellKind::Raw:
        break;
    }
    return std::nullopt;
}

/// Cuts the lines of a lesson into cells.
class MarkdownReader
{
public:
    MarkdownReader(const std::string& text, const std::string& path, InvalidBlocks blocks)
        : m_path(path)
        , m_blocks(blocks)
        , m_lines(linesOf(text))
        , m_endsWithBreak(!text.empty() && text.back() == '\n')
    {
    }

    Lesson read()
    {
        const std::size_t begin = readHeader();
        m_lesson.asRead.isKnown = true;
        m_lesson.asRead.header = linesAsTheyStand(0, begin);
        m_proseBegin = begin;
        m_gapBegin = begin;
        std::size_t opening = begin;
        for (std::size_t i = begin; i < m_lines.size(); ++i) {
            const bool wasOpen = m_walker.inFence() || m_walker.inComment();
            const auto line = m_walker.next(m_lines[i]);
            const auto kind = fencedKind(m_walker.info());
            opening = wasOpen ? opening : i;
            if (line == MarkdownWalker::Line::FenceOpening && kind) {
                addProse(i);
            } else if (line == MarkdownWalker::Line::FenceClosing && kind) {
                addFenced(*kind, opening, i);
                m_proseBegin = i + 1;
            }
        }
        requireClosed(opening);
        addProse(m_lines.size());
        const bool endsInCell = m_gapBegin == m_lines.size() && m_gapBegin > begin;
        m_lesson.asRead.end = endsInCell ? (m_endsWithBreak ? "\n" : "")
            : m_lesson.cells.empty()     ? linesAsTheyStand(m_gapBegin, m_lines.size())
                                         : "\n" + linesAsTheyStand(m_gapBegin, m_lines.size());
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

    /// Lines `begin` to `end` (not included) with their breaks.
    std::string linesAsTheyStand(std::size_t begin, std::size_t end) const
    {
        const bool last = end == m_lines.size() && !m_endsWithBreak;
        return joinLines(m_lines, begin, end) + (begin == end || last ? "" : "\n");
    }

    /// The cell takes lines `begin` to `end` (not included); what lies between it and the cell
    /// before is blank.
    void add(Cell cell, std::size_t begin, std::size_t end)
    {
        cell.asRead.gap = linesAsTheyStand(m_gapBegin, begin);
        cell.asRead.markdown = joinLines(m_lines, begin, end);
        m_gapBegin = end;
        m_lesson.cells.push_back(std::move(cell));
    }

    void addProse(std::size_t end)
    {
        std::size_t begin = m_proseBegin;
        while (begin < end && trimmed(m_lines[begin]).empty())
            ++begin;
        while (end > begin && trimmed(m_lines[end - 1]).empty())
            --end;
        if (begin == end)
            return;
        Cell cell;
        cell.kind = CellKind::Prose;
        cell.source = joinLines(m_lines, begin, end);
        cell.asRead.line = static_cast<int>(begin) + 1;
        add(std::move(cell), begin, end);
    }

    /// A cell between the fences in lines `opening` and `closing`.
    void addFenced(CellKind kind, std::size_t opening, std::size_t closing)
    {
        std::string source;
        for (std::size_t i = opening + 1; i < closing; ++i) {
            const std::size_t indent = std::min(indentOf(m_lines[i]), m_walker.indent());
            source.append(m_lines[i].substr(indent)).append("\n");
        }
        Cell cell;
        cell.kind = kind;
        cell.source = withoutTrailingLines(source);
        cell.asRead.line = static_cast<int>(opening) + 2;
        if (const auto error = blockError(cell); error && m_blocks == InvalidBlocks::Refused)
            throw FileError{m_path, cell.asRead.line + error->line - 1, error->message};
        add(std::move(cell), opening, closing + 1);
    }

    const std::string& m_path;
    InvalidBlocks m_blocks;
    std::vector<std::string_view> m_lines;
    bool m_endsWithBreak;
    MarkdownWalker m_walker;
    std::size_t m_proseBegin = 0;
    std::size_t m_gapBegin = 0; ///< the line after the last cell
    Lesson m_lesson;
};

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

Lesson readMarkdown(const std::string& text, const std::string& path, InvalidBlocks blocks)
{
    return MarkdownReader(text, path, blocks).read();
}

} // namespace engine

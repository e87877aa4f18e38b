#include "engine/lesson/percentscript.h"

#include <optional>

#include "engine/lesson/frontmatter.h"
#include "engine/lesson/sourcetext.h"

namespace engine {

namespace {

constexpr std::string_view headerFence = "# ---";

/// What follows "# %%" when `line` begins a cell.
std::optional<std::string> markerOf(std::string_view line)
{
    line = trimmed(line);
    if (line.empty() || line.front() != '#') {
        return std::nullopt;
    }
    line = trimmed(line.substr(1));
    if (line.substr(0, 2) != "%%") {
        return std::nullopt;
    }
    line.remove_prefix(2);
    const std::size_t afterMarks = line.find_first_not_of('%');
    if (afterMarks != std::string_view::npos && line[afterMarks] != ' '
        && line[afterMarks] != '\t') {
        return std::nullopt; // "# %%time" is a magic that was commented out
    }
    return std::string(trimmed(line));
}

/// Where "[markdown]" or the like stands in a marker, and what it means.
struct KindTag
{
    CellKind kind = CellKind::Code;
    std::size_t at = std::string::npos;
    std::size_t length = 0;
};

KindTag kindTag(const std::string& marker)
{
    for (const auto& [tag, kind] :
         {std::pair<std::string_view, CellKind>("[markdown]", CellKind::Prose),
          {"[md]", CellKind::Prose},
          {"[raw]", CellKind::Raw}}) {
        const std::size_t at = marker.find(tag);
        if (at != std::string::npos && (at == 0 || marker[at - 1] == ' ')) {
            return {kind, at, tag.size()};
        }
    }
    return {};
}

/// Knows whether a line of Python begins inside a triple-quoted string.
class TripleQuotes
{
public:
    bool isOpen() const { return !m_quote.empty(); }

    void next(std::string_view line)
    {
        char inLine = '\0'; // the quote of a string that ends with its line
        for (std::size_t i = 0; i < line.size(); ++i) {
            const char c = line[i];
            if (c == '\\' && (isOpen() || inLine != '\0')) {
                ++i;
            } else if (isOpen()) {
                if (line.substr(i, 3) == m_quote) {
                    m_quote.clear();
                    i += 2;
                }
            } else if (inLine != '\0') {
                inLine = c == inLine ? '\0' : inLine;
            } else if (c == '#') {
                return;
            } else if (c == '"' || c == '\'') {
                if (line.substr(i, 3) == std::string(3, c)) {
                    m_quote = std::string(3, c);
                    i += 2;
                } else {
                    inLine = c;
                }
            }
        }
    }

private:
    std::string m_quote;
};

/// "# text" without its comment mark; a line that has none stays.
std::string_view uncommented(std::string_view line)
{
    if (line.empty() || line.front() != '#') {
        return line;
    }
    return line.substr(line.substr(1, 1) == " " ? 2 : 1);
}

std::string commented(std::string_view text)
{
    std::string result;
    for (const std::string_view line : linesOf(text)) {
        result.append(line.empty() ? "#" : "# ").append(line).append("\n");
    }
    return result;
}

/// A prose or raw cell as comment lines; as a string where a comment line would begin a cell.
std::string textBlock(const std::string& source)
{
    const std::string comments = commented(source);
    for (const std::string_view line : linesOf(comments)) {
        if (markerOf(line)) {
            const std::string quote = source.find(R"(""")") == std::string::npos ? R"(""")" : "'''";
            return quote + "\n" + source + "\n" + quote + "\n";
        }
    }
    return comments;
}

/// The text of a prose or raw cell: comment lines, or one triple-quoted string.
std::string textOf(const std::vector<std::string_view>& lines, std::size_t begin, std::size_t end)
{
    const std::string block = withoutOuterLines(joinLines(lines, begin, end));
    const std::size_t quoteAt = block.substr(0, 1) == "r" || block.substr(0, 1) == "R" ? 1 : 0;
    const std::string quote = block.substr(quoteAt, 3);
    if ((quote == R"(""")" || quote == "'''") && block.size() >= quoteAt + 6
        && std::string_view(block).substr(block.size() - 3) == quote) {
        return withoutOuterLines(block.substr(quoteAt + 3, block.size() - quoteAt - 6));
    }
    std::string text;
    for (const std::string_view line : linesOf(block)) {
        text.append(uncommented(line)).append("\n");
    }
    return withoutOuterLines(text);
}

/// Reads the commented YAML at the top, if there is any; gives the index of the line after it.
std::size_t readHeader(const std::vector<std::string_view>& lines, const std::string& path,
                       Lesson& lesson)
{
    if (lines.empty() || withoutTrailingLines(lines[0]) != headerFence) {
        return 0;
    }
    std::string yaml;
    for (std::size_t i = 1; i < lines.size() && lines[i].substr(0, 1) == "#"; ++i) {
        if (withoutTrailingLines(lines[i]) == headerFence) {
            const bool isHeader = readFrontMatter(yaml, 2, FrontMatterOwner::Shared, path, lesson);
            lesson.frontMatter = isHeader ? withoutTrailingLines(yaml) : std::string();
            return isHeader ? i + 1 : 0;
        }
        yaml.append(uncommented(lines[i])).append("\n");
    }
    return 0;
}

Cell cellFrom(const std::string& marker, const std::vector<std::string_view>& lines,
              std::size_t begin, std::size_t end)
{
    Cell cell;
    cell.marker = marker;
    cell.kind = kindTag(marker).kind;
    cell.asRead.line = static_cast<int>(begin) + 1;
    cell.source = cell.isCode() ? withoutTrailingLines(joinLines(lines, begin, end))
                                : textOf(lines, begin, end);
    return cell;
}

/// The cell's marker line; when the cell has changed its kind, its marker says so.
std::string markerLine(const Cell& cell)
{
    std::string marker = cell.marker;
    const KindTag tag = kindTag(marker);
    if (tag.kind != cell.kind) {
        if (tag.length > 0) {
            marker.erase(tag.at, tag.length);
        }
        if (!cell.isCode()) {
            marker += cell.kind == CellKind::Prose ? " [markdown]" : " [raw]";
        }
        marker = trimmed(marker);
    }
    const bool attached = marker.empty() || marker.front() == '%';
    return std::string("# %%") + (attached ? "" : " ") + marker + "\n";
}

} // namespace

Lesson readPercentScript(const std::string& text, const std::string& path)
{
    Lesson lesson;
    const std::vector<std::string_view> lines = linesOf(text);
    std::size_t begin = readHeader(lines, path, lesson);
    while (begin < lines.size() && trimmed(lines[begin]).empty()) {
        ++begin;
    }
    std::string marker;
    bool isMarked = false;
    TripleQuotes quotes;
    for (std::size_t i = begin; i <= lines.size(); ++i) {
        const bool atEnd = i == lines.size();
        const auto next = atEnd || quotes.isOpen() ? std::nullopt : markerOf(lines[i]);
        if (next || atEnd) {
            Cell cell = cellFrom(marker, lines, begin, i);
            if (isMarked || !cell.source.empty()) {
                lesson.cells.push_back(std::move(cell));
            }
        }
        if (next) {
            marker = *next;
            isMarked = true;
            begin = i + 1;
        } else if (!atEnd) {
            quotes.next(lines[i]);
        }
    }
    return lesson;
}

std::string writePercentScript(const Lesson& lesson)
{
    std::string text;
    const std::string header = frontMatterOf(lesson, FrontMatterOwner::Shared);
    if (!header.empty()) {
        text =
            std::string(headerFence) + "\n" + commented(header) + std::string(headerFence) + "\n";
    }
    const std::vector<Cell>& cells = lesson.cells;
    const bool isPlain = header.empty() && cells.size() == 1 && cells[0].isCode()
        && cells[0].marker.empty() && !cells[0].source.empty()
        && cells[0].source.find_first_of("\n ") != 0
        && cells[0].source.substr(0, headerFence.size()) != headerFence;
    for (const Cell& cell : cells) {
        text += text.empty() ? "" : "\n";
        text += isPlain ? std::string() : markerLine(cell);
        text += cell.isCode() ? cell.source + (cell.source.empty() ? "" : "\n")
                              : textBlock(cell.source);
    }
    return text;
}

} // namespace engine

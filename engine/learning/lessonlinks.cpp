#include "engine/learning/lessonlinks.h"

#include <map>
#include <string_view>

#include "engine/lesson/markdown.h"
#include "engine/lesson/sourcetext.h"

namespace engine {
namespace {

/// The end of a code span that begins at `at` with backticks; `at` when nothing closes it.
std::size_t codeSpanEnd(std::string_view line, std::size_t at)
{
    const std::size_t after = std::min(line.find_first_not_of('`', at), line.size());
    const std::string_view marks = line.substr(at, after - at);
    for (std::size_t close = line.find(marks, after); close != std::string_view::npos;
         close = line.find(marks, close)) {
        const std::size_t end = std::min(line.find_first_not_of('`', close), line.size());
        if (end - close == marks.size())
            return end;
        close = end;
    }
    return after;
}

/// The target after "](", "<...>" and a title taken off; goes to its end.
std::string targetAt(std::string_view line, std::size_t& at)
{
    std::size_t depth = 1;
    const std::size_t begin = at;
    while (at < line.size() && depth > 0) {
        depth += line[at] == '(' ? 1U : 0U;
        depth -= line[at] == ')' ? 1U : 0U;
        ++at;
    }
    if (depth > 0)
        return {};
    std::string_view inside = trimmed(line.substr(begin, at - 1 - begin));
    if (inside.starts_with('<'))
        return std::string(inside.substr(1, inside.find('>') - 1));
    return std::string(inside.substr(0, inside.find(' ')));
}

} // namespace

std::vector<LessonLink> linksOf(const std::string& markdown)
{
    std::vector<LessonLink> links;
    MarkdownWalker walker;
    int number = 0;
    for (const std::string_view line : linesOf(markdown)) {
        ++number;
        if (walker.next(line) != MarkdownWalker::Line::Text)
            continue;
        for (std::size_t at = 0; at < line.size();) {
            if (line[at] == '\\') {
                at += 2;
            } else if (line[at] == '`') {
                at = codeSpanEnd(line, at);
            } else if (line.substr(at, 2) == "](") {
                at += 2;
                const std::string target = targetAt(line, at);
                if (!target.empty())
                    links.push_back({target, number});
            } else {
                ++at;
            }
        }
        // "[name]: target" on a line of its own
        const std::size_t colon = line.find("]: ");
        if (line.starts_with('[') && colon != std::string_view::npos) {
            const std::string_view rest = trimmed(line.substr(colon + 3));
            links.push_back({std::string(rest.substr(0, rest.find(' '))), number});
        }
    }
    return links;
}

std::string headingAnchor(const std::string& heading)
{
    std::string anchor;
    for (std::size_t i = 0; i < heading.size(); ++i) {
        const char c = heading[i];
        const auto byte = static_cast<unsigned char>(c);
        // Chinese punctuation: U+3000..U+303F and U+FF00..U+FF65, and the quotes “”‘’.
        const std::string_view three = std::string_view(heading).substr(i, 3);
        const bool isWide = three.size() == 3
            && (three.starts_with("\xE3\x80") || three.starts_with("\xEF\xBC")
                || (three.starts_with("\xEF\xBD") && static_cast<unsigned char>(three[2]) < 0xA6U)
                || three.starts_with("\xE2\x80"));
        if (isWide)
            i += 2;
        else if (c >= 'A' && c <= 'Z')
            anchor += static_cast<char>(c - 'A' + 'a');
        else if (c == ' ')
            anchor += '-';
        else if (c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
                 || byte >= 0x80U)
            anchor += c;
    }
    return anchor;
}

std::vector<Heading> headingList(const Lesson& lesson)
{
    std::vector<Heading> headings;
    std::map<std::string, int> seen;
    for (std::size_t cell = 0; cell < lesson.cells.size(); ++cell) {
        if (lesson.cells[cell].kind != CellKind::Prose)
            continue;
        MarkdownWalker walker;
        int ordinal = 0;
        for (const std::string_view line : linesOf(lesson.cells[cell].source)) {
            const bool isText = walker.next(line) == MarkdownWalker::Line::Text;
            const std::size_t level = line.find_first_not_of('#');
            if (!isText || level == 0 || level > 6 || level == std::string_view::npos
                || line[level] != ' ')
                continue;
            const std::string text(trimmed(line.substr(level)));
            std::string anchor = headingAnchor(text);
            if (const int times = seen[anchor]++; times > 0)
                anchor += "-" + std::to_string(times);
            headings.push_back(
                {static_cast<int>(cell), ordinal++, static_cast<int>(level), text, anchor});
        }
    }
    return headings;
}

std::set<std::string> headingsOf(const Lesson& lesson)
{
    std::set<std::string> anchors;
    for (Heading& heading : headingList(lesson))
        anchors.insert(std::move(heading.anchor));
    return anchors;
}

} // namespace engine

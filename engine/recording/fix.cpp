#include "engine/recording/fix.h"

#include <algorithm>

namespace engine {
namespace {

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos;
         end = text.find('\n', begin)) {
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    if (begin < text.size())
        lines.push_back(text.substr(begin));
    return lines;
}

/// Lengths of the longest common subsequences of the ends of both.
std::vector<std::vector<int>> commonLengths(const std::vector<std::string>& before,
                                            const std::vector<std::string>& after)
{
    std::vector<std::vector<int>> common(before.size() + 1, std::vector<int>(after.size() + 1, 0));
    for (std::size_t i = before.size(); i-- > 0;) {
        for (std::size_t j = after.size(); j-- > 0;)
            common[i][j] = before[i] == after[j] ? common[i + 1][j + 1] + 1
                                                 : std::max(common[i + 1][j], common[i][j + 1]);
    }
    return common;
}

} // namespace

std::string applied(const Fix& fix, int cell, const std::string& source)
{
    std::vector<Edit> edits;
    std::copy_if(fix.edits.begin(), fix.edits.end(), std::back_inserter(edits),
                 [cell](const Edit& edit) { return edit.span.cell == cell; });
    // From the end, so that the places before stay where they are.
    std::stable_sort(edits.begin(), edits.end(),
                     [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
    std::string result = source;
    for (const Edit& edit : edits) {
        const std::size_t begin =
            std::min(static_cast<std::size_t>(edit.span.begin), result.size());
        result.replace(begin, static_cast<std::size_t>(edit.span.end - edit.span.begin), edit.text);
    }
    return result;
}

std::vector<DiffLine> diff(const std::string& before, const std::string& after, int context)
{
    const std::vector<std::string> old = linesOf(before);
    const std::vector<std::string> now = linesOf(after);
    const auto common = commonLengths(old, now);
    std::vector<DiffLine> all;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < old.size() || j < now.size()) {
        if (i < old.size() && j < now.size() && old[i] == now[j]) {
            all.push_back({DiffLine::Kind::Same, static_cast<int>(j) + 1, now[j]});
            ++i;
            ++j;
        } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
            all.push_back({DiffLine::Kind::Removed, static_cast<int>(i) + 1, old[i]});
            ++i;
        } else {
            all.push_back({DiffLine::Kind::Added, static_cast<int>(j) + 1, now[j]});
            ++j;
        }
    }
    std::vector<DiffLine> near;
    for (std::size_t at = 0; at < all.size(); ++at) {
        const std::size_t from = at - std::min(at, static_cast<std::size_t>(context));
        const std::size_t to = std::min(all.size(), at + static_cast<std::size_t>(context) + 1);
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from);
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(to);
        if (std::any_of(begin, end,
                        [](const DiffLine& line) { return line.kind != DiffLine::Kind::Same; }))
            near.push_back(all[at]);
    }
    return near;
}

} // namespace engine

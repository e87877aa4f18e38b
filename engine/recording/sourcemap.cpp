#include "engine/recording/sourcemap.h"

#include <algorithm>
#include <string_view>

#include "engine/lang/numberliteral.h"

namespace engine {
namespace {

/// A stretch of a source that is compared as one: a number counts as any other number.
struct Piece
{
    std::string_view text;
    int begin = 0;
    int end = 0;
    bool operator==(const Piece& other) const { return text == other.text; }
};

constexpr std::string_view number = "0";
constexpr std::size_t mostPieces = 1500; ///< the table below is their square

/// Names, numbers, and single characters of everything else.
std::vector<Piece> piecesOf(const std::string& source)
{
    const std::vector<lang::NumberLiteral> literals = lang::numberLiterals(source);
    std::vector<Piece> pieces;
    auto literal = literals.begin();
    const auto size = static_cast<int>(source.size());
    const auto isWord = [&](int at) {
        const char c = source[static_cast<std::size_t>(at)];
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_' || (static_cast<unsigned char>(c) & 0x80U) != 0;
    };
    for (int at = 0; at < size;) {
        if (literal != literals.end() && literal->span.begin == at) {
            pieces.push_back({number, at, literal->span.end});
            at = literal->span.end;
            ++literal;
            continue;
        }
        int end = at + 1;
        while (isWord(at) && end < size && isWord(end))
            ++end;
        pieces.push_back({std::string_view(source).substr(static_cast<std::size_t>(at),
                                                          static_cast<std::size_t>(end - at)),
                          at, end});
        at = end;
    }
    return pieces;
}

} // namespace

SourceMap::SourceMap(const std::string& before, const std::string& after)
{
    if (before == after) {
        m_isIdentity = true;
        return;
    }
    const std::vector<Piece> from = piecesOf(before);
    const std::vector<Piece> to = piecesOf(after);
    const auto keep = [this](const Piece& a, const Piece& b) {
        m_kept.push_back({a.begin, a.end, b.begin, b.end});
    };
    std::size_t same = 0;
    while (same < from.size() && same < to.size() && from[same] == to[same]) {
        keep(from[same], to[same]);
        ++same;
    }
    std::size_t sameEnd = 0;
    while (sameEnd < from.size() - same && sameEnd < to.size() - same
           && from[from.size() - 1 - sameEnd] == to[to.size() - 1 - sameEnd])
        ++sameEnd;
    // Between them: the longest common subsequence.
    const std::size_t rows = from.size() - same - sameEnd;
    const std::size_t columns = to.size() - same - sameEnd;
    if (rows > 0 && columns > 0 && rows <= mostPieces && columns <= mostPieces) {
        std::vector<int> longest((rows + 1) * (columns + 1), 0);
        const auto at = [&](std::size_t r, std::size_t c) -> int& {
            return longest[r * (columns + 1) + c];
        };
        for (std::size_t r = rows; r-- > 0;) {
            for (std::size_t c = columns; c-- > 0;)
                at(r, c) = from[same + r] == to[same + c] ? at(r + 1, c + 1) + 1
                                                          : std::max(at(r + 1, c), at(r, c + 1));
        }
        for (std::size_t r = 0, c = 0; r < rows && c < columns;) {
            if (from[same + r] == to[same + c])
                keep(from[same + r++], to[same + c++]);
            else if (at(r + 1, c) >= at(r, c + 1))
                ++r;
            else
                ++c;
        }
    }
    for (std::size_t i = sameEnd; i-- > 0;)
        keep(from[from.size() - 1 - i], to[to.size() - 1 - i]);
}

std::optional<SourceSpan> SourceMap::after(const SourceSpan& before) const
{
    if (m_isIdentity)
        return before;
    const auto first =
        std::lower_bound(m_kept.begin(), m_kept.end(), before.begin,
                         [](const Kept& kept, int begin) { return kept.end <= begin; });
    if (first == m_kept.end() || first->begin > before.begin)
        return std::nullopt;
    const int begin =
        first->newBegin + std::min(before.begin - first->begin, first->newEnd - first->newBegin);
    if (before.end <= before.begin)
        return SourceSpan{before.cell, begin, begin};
    const auto last = std::lower_bound(m_kept.begin(), m_kept.end(), before.end,
                                       [](const Kept& kept, int end) { return kept.end < end; });
    if (last == m_kept.end() || last->begin >= before.end)
        return std::nullopt;
    const int end = last->newEnd - std::min(last->end - before.end, last->newEnd - last->newBegin);
    return SourceSpan{before.cell, begin, end};
}

} // namespace engine

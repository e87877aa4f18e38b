#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/lesson/sourcespan.h"

namespace engine {

/// Where the parts of a cell's source are after an edit. Numbers that changed in place are the same
/// part; lines that stayed are found again wherever they went.
class SourceMap
{
public:
    SourceMap(const std::string& before, const std::string& after);

    /// Empty when its begin or its end is within what was changed.
    std::optional<SourceSpan> after(const SourceSpan& before) const;
    bool isIdentity() const { return m_isIdentity; }

private:
    /// What stayed: a name, a number, or one other character, and where it is now.
    struct Kept
    {
        int begin = 0;
        int end = 0;
        int newBegin = 0;
        int newEnd = 0;
    };
    std::vector<Kept> m_kept; ///< from left to right
    bool m_isIdentity = false;
};

} // namespace engine

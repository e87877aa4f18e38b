#pragma once

#include <string>
#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "engine/recording/recording.h"

namespace engine {

/// One replacement in the source of a cell run, in bytes.
struct Edit
{
    SourceSpan span; ///< what goes; empty: something is inserted
    std::string text; ///< what comes

    bool operator==(const Edit&) const = default;
};

/// A small change of the lesson's code that can be tried, and what it does.
struct Fix
{
    BilingualText what; ///< "watch x as the first thing under the tape"
    std::vector<Edit> edits; ///< do not overlap

    bool operator==(const Fix&) const = default;
};

/// The source of cell `cell` with the fix's edits in it.
std::string applied(const Fix& fix, int cell, const std::string& source);

/// A line of a comparison, as `diff` writes it.
struct DiffLine
{
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    int number = 0; ///< from 1, in the text it is from
    std::string text;

    bool operator==(const DiffLine&) const = default;
};

/// What differs, with up to `context` unchanged lines around each difference.
std::vector<DiffLine> diff(const std::string& before, const std::string& after, int context = 1);

} // namespace engine

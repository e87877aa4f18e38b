#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/recording/recording.h"
#include "engine/tape/givenvalue.h"

namespace engine {

/// One number of a source of a gradient pass.
struct SourceEntry
{
    int source = 0; ///< index into GradientPass::sources
    std::int64_t entry = 0; ///< row-major

    bool operator==(const SourceEntry&) const = default;
};

/// A straight line through the recorded values of a pass's sources: one entry moves (t is its
/// value), or all do along a direction (t is the distance from the recorded point).
class SourceLine
{
public:
    static SourceLine along(const Recording& recording, PassId pass, const SourceEntry& entry);
    /// The direction of steepest ascent, of length 1, as the recorded gradient gives it: over all
    /// entries of the source, or of all sources when `source` is negative. Empty when no gradient
    /// came or it is 0.
    static std::optional<SourceLine> steepest(const Recording& recording, PassId pass, int source);

    double recorded() const { return m_recorded; } ///< t of the recorded point
    /// The nearest t that the dtype can hold.
    double rounded(double t) const;
    std::vector<GivenValue> at(double t) const;
    /// The derivative with respect to t of what has these gradients (one a source; empty: None).
    /// NaN when none of them has one.
    double slope(std::span<const std::optional<Tensor>> gradients) const;

    /// Whether it is a single entry.
    const std::optional<SourceEntry>& entry() const { return m_entry; }
    /// The sources that move.
    std::vector<int> sources() const;

private:
    struct Part
    {
        int source = 0;
        NodeId node;
        Tensor start;
        std::vector<double> direction; ///< one an entry; empty for a single entry
    };
    std::vector<Part> m_parts;
    std::optional<SourceEntry> m_entry;
    double m_recorded = 0;
};

/// The recorded values of sources with some entries set to others: what Rerun::run() takes.
std::vector<GivenValue> withEntries(const Recording& recording, PassId pass,
                                    const std::vector<std::pair<SourceEntry, double>>& entries);

/// The nearest number that the dtype can hold.
double roundedTo(DType dtype, double number);

} // namespace engine

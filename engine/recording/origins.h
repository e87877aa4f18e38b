#pragma once

#include <cstdint>
#include <vector>

#include "engine/recording/recording.h"

namespace engine {

/// One number of the picture: an element, in row-major order, of a node's value or gradient.
struct NumberPlace
{
    NodeId node;
    std::int64_t element = 0;
    bool operator==(const NumberPlace&) const = default;
};

/// The elements of operand `slot` that element `place.element` of the node's value was computed
/// from. All of them when the operation cannot be taken apart.
std::vector<std::int64_t> operandElements(const Graph& graph, NumberPlace place, std::size_t slot);

/// One summand of a gradient entry: what arrives at an element of an operation's result times the
/// operation's own slope.
struct GradientTerm
{
    NumberPlace from; ///< an element of the result of the operation that sends it
    int slot = 0; ///< the operand of `from` that the entry belongs to
    double upstream = 0; ///< the gradient at `from`
    double slope = 0; ///< d from / d entry
    int ordinal = 0; ///< which contribution to the node it is part of, from 1
    double product() const { return upstream * slope; }
};

/// Where an entry of a gradient comes from: seed + the sum of its terms.
struct GradientOrigin
{
    double seed = 0; ///< at a target; elsewhere 0
    bool hasSeed = false;
    double sum = 0; ///< the tape's number: what has arrived by step k
    std::vector<GradientTerm> terms; ///< without those whose product is exactly 0
    int zeroTerms = 0; ///< how many were left out
    /// The terms add up to what the tape has, so they may be shown. Operations with a gradient of
    /// their own, for instance, cannot be taken apart.
    bool agrees = false;
};

/// Of the contributions that have arrived by step k.
GradientOrigin gradientOrigin(const Recording& recording, PassId pass, NumberPlace place, int k);

/// One way from a target to the entry: the slopes along it, beginning at the entry.
struct GradientPath
{
    std::vector<GradientTerm>
        terms; ///< from the entry to the target; the last one starts at the target
    double seed = 1;
    double product = 1; ///< of all slopes and the seed
};

struct GradientPaths
{
    std::vector<GradientPath> paths;
    double total = 0; ///< of the products
    bool isComplete =
        false; ///< false: there are more than were asked for, or a part cannot be taken apart
};

/// The paths whose product is not 0, of a pass that is over. At most `most`.
GradientPaths gradientPaths(const Recording& recording, PassId pass, NumberPlace place,
                            std::size_t most = 12);

} // namespace engine

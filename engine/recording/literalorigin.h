#pragma once

#include <cstdint>
#include <optional>

#include "engine/lang/numberliteral.h"
#include "engine/recording/recording.h"

namespace engine {

/// Whether the node is a tensor that the program was given or made from nothing, of numbers that
/// can be other ones: not the result of an operation or of a gradient.
bool isGiven(const Recording& recording, NodeId node);

/// The number in the code that an element of such a tensor was written as, when there is one: in
/// the call that made it, in a list there, or in the one assignment to a name that stands there.
/// Its value is the element's. Its span is in the source of its cell's latest run.
std::optional<lang::NumberLiteral> literalOf(const Recording& recording, NodeId node,
                                             std::int64_t element);

} // namespace engine

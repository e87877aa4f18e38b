#pragma once

#include <cstdint>
#include <vector>

#include "engine/tape/graph.h"

namespace ui {

/// Those of `candidates`, elements of operand `slot`, that element `element` of the node's value
/// was computed from. Found by evaluating the operation again with each of them spoiled, so it is
/// right for every operation; empty for a tensor too large to try.
std::vector<std::int64_t> cellSources(const engine::Graph& graph, engine::NodeId node,
                                      std::size_t slot, std::int64_t element,
                                      const std::vector<std::int64_t>& candidates);

} // namespace ui

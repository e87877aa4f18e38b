#pragma once

#include "engine/tape/graph.h"

namespace engine {

/// A tensor together with the node that made it. Within a backward pass that nobody records, the
/// node is invalid.
struct TracedTensor
{
    Tensor value;
    NodeId node;
};

} // namespace engine

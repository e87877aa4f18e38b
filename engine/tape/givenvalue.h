#pragma once

#include "engine/tape/graph.h"

namespace engine {

/// What a node gets in another run instead of what the program gives it there: a leaf other contents,
/// an operation another result, with the same dtype and shape. Up to the first given value a run is
/// the one that the node was taken from, so its id is its order of creation.
struct GivenValue
{
    NodeId node;
    Tensor value;

    bool operator==(const GivenValue& other) const
    {
        return node == other.node && value.identicalTo(other.value);
    }
};

} // namespace engine

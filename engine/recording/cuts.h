#pragma once

#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "engine/recording/recording.h"

namespace engine {

/// Why a source got None, and the place in the graph where its way to the target is cut.
struct Cut
{
    PassId pass;
    NodeId source;
    NodeId at; ///< the source itself, the operation that is on no tape or lets nothing through, or
               ///< the target
    NoGradient reason = NoGradient::HasGradient;
    BilingualText sentence;
};

/// The cuts that are known at step k: of the pass on display, once its answer for the source is
/// there.
std::vector<Cut> cutsAt(const Recording& recording, int k);

} // namespace engine

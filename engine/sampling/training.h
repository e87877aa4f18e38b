#pragma once

#include <string>
#include <vector>

#include "engine/recording/recording.h"

namespace engine {

/// One number a round, over a training.
struct TrainingSeries
{
    std::string name; ///< "loss", "w", "w[0, 1]", "dense/kernel"
    std::vector<double> values; ///< one a round; NaN where there was none
};

/// The passes of one gradient call that came up again and again, with parameters that were changed
/// in between.
struct Training
{
    std::vector<PassId> passes; ///< one a round
    std::vector<int> steps; ///< of the recording: where each round's pass ended
    TrainingSeries loss; ///< named as the program names the target
    std::vector<TrainingSeries> parameters; ///< entries of small variables, norms of large ones
    std::vector<TrainingSeries> gradients; ///< the norm of each variable's gradient
};

/// The trainings of a recording, longest first. A round belongs to the place in the code that asked
/// for its gradient.
std::vector<Training> trainingsOf(const Recording& recording);

/// "[0, 1]": where an entry stands; empty for a single number.
std::string entryText(const Shape& shape, std::int64_t entry);

/// The sum of a pass's targets, weighted by its seeds: what its gradients are the slopes of.
double weightedTarget(const Recording& recording, PassId pass);

} // namespace engine

#pragma once

#include <vector>

#include "engine/recording/recording.h"

namespace engine {

/// Divides a recording into takes: cell runs stay together when a tape of one is asked for
/// gradients in another; cells that execute nothing stay with the picture before them (or, at the
/// start, with the one after).
/// A take of more than `drawnNodes` nodes keeps its first and last ones.
constexpr int drawnNodes = 12'000;
std::vector<Take> takesOf(const Recording& recording);

} // namespace engine

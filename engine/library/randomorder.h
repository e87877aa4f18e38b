#pragma once

#include "engine/tensor/attributes.h"
#include "engine/tensor/random.h"

namespace engine::library {

/// 0, 1, ..., count - 1 in random order.
CountsAttributes shuffledOrder(RandomSource& random, std::int64_t count);

} // namespace engine::library

#pragma once

#include <cstdint>

#include "engine/lang/value.h"

namespace engine::lang {

/// Python's `random`: the draws are those CPython makes after random.seed(seed).
Value makeRandomModule(std::int64_t seed = 0);

} // namespace engine::lang

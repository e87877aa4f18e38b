#pragma once

#include <string>

#include "engine/lesson/bilingualtext.h"
#include "engine/recording/recording.h"

namespace engine {

/// The recording as documented data (docs/recording-json.md): cells, nodes, gradient passes and
/// steps with their sentences. `take` and `k` choose nothing away; they are given as the state
/// shown ("position").
std::string recordingJson(const Recording& recording, int k, Language language);

} // namespace engine

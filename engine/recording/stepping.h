#pragma once

#include "engine/recording/groups.h"
#include "engine/recording/questions.h"

namespace engine {

/// The next stop after k that is not inside a loop, call or gradient pass which begins there: what
/// "step over" does. Standing on the first step of one, that one is stepped over.
int stepOver(const Recording& recording, int k, Granularity granularity);

/// The next k at which a statement of this part of a cell begins, looked for after k and then from
/// the start; -1 when none ever does.
int nextStatementIn(const Recording& recording, const SourceSpan& span, int k);

} // namespace engine

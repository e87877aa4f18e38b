#pragma once

#include "engine/recording/groups.h"
#include "engine/recording/questions.h"

namespace engine {

/// The next stop after k that is not inside a loop, call or gradient pass which begins there: what
/// "step over" does. Standing on the first step of one, that one is stepped over.
int stepOver(const Recording& recording, int k, Granularity granularity);

/// The next k at which a statement begins whose first byte is in this part of a cell, looked for
/// after k and then from the start; -1 when none ever does.
int nextStatementIn(const Recording& recording, const SourceSpan& span, int k);

/// A part of the code that has its value, and what stands for it while its statement is under way.
struct EvaluatedPart
{
    SourceSpan span;
    std::string text; ///< the value, shortened
    bool isNow = false; ///< the step that led to k evaluated it
    bool isGradient = false; ///< the text is the gradient that has reached what the part computed
};

/// Of the statements under way at step k (the innermost one and those that wait for a call): the
/// outermost parts that have been evaluated so far, in no order. In a gradient pass also the
/// forward code of the node whose turn it is.
std::vector<EvaluatedPart> evaluatedAt(const Recording& recording, int k);

} // namespace engine

#pragma once

#include <QList>

#include <string>
#include <vector>

#include "ui/notebook/stepplace.h"
#include "ui/notebook/substitution.h"

namespace ui {

/// What is marked in the code besides the user's own caret and selection.
struct CodeMarks
{
    int currentLine = -1; ///< counts from 0
    QList<int> callerLines; ///< wait for a call to come back
    TextRange expression; ///< what the step evaluated
    TextRange rule; ///< forward code of the gradient rule at work
    TextRange selected; ///< code of the selected node
    QList<TextRange> errors;
    QList<Substitution> values; ///< shown in place of the code that gave them, from left to right

    bool operator==(const CodeMarks&) const = default;
};

/// The marks of `cell` (an index in the recorded lesson) whose source is now `source`: none when it
/// is not what ran.
CodeMarks marksOf(const engine::Recording& recording, const StepPlace& place,
                  engine::NodeId selected, int cell, const std::string& source);

/// The places of `failures` that lie in `cell`, as positions in `source`. An empty place is widened
/// to one character.
QList<TextRange> errorRanges(const std::vector<engine::Diagnostic>& failures, int cell,
                             const std::string& source);

} // namespace ui

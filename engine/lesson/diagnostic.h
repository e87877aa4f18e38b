#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "engine/lesson/sourcespan.h"

namespace engine {

/// What went wrong in a learner's cell, where, and what to do about it.
struct Diagnostic
{
    /// One call that was under way, outermost first.
    struct Frame
    {
        std::string function; ///< "f", or "<module>" for the cell itself
        SourceSpan span; ///< the expression that was being evaluated there
    };

    std::string kind; ///< the exception's class: "NameError", "SyntaxError",
                      ///< "InvalidArgumentError", "StepLimit", "Stopped"
    std::string
        message; ///< the text Python or TensorFlow gives, to the character (English, as there)
    BilingualText hint; ///< what is supported, the near name, what to do; may be empty
    SourceSpan span; ///< the innermost expression
    std::vector<Frame> frames;
    /// What was being handled when this was raised, or what the learner named as its cause.
    std::shared_ptr<const Diagnostic> earlier = {};
    bool isCausedByEarlier = false; ///< `raise ... from`
};

} // namespace engine

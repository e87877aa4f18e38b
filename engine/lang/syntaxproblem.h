#pragma once

#include <string>

#include "engine/lesson/bilingualtext.h"
#include "engine/lesson/sourcespan.h"

namespace engine::lang {

/// Thrown by lexer, parser and compiler: why a cell cannot be run at all.
struct SyntaxProblem
{
    std::string message;
    BilingualText hint;
    SourceSpan span;
    std::string kind = "SyntaxError";
};

} // namespace engine::lang

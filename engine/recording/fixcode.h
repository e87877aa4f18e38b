#pragma once

#include <string>

#include "engine/recording/codetree.h"

namespace engine {

// Pieces of code from which fixes are made.

/// The place at which something is inserted.
SourceSpan emptyAt(int cell, int offset);
/// "a + b" of "(a + b)".
std::string withoutBrackets(const std::string& code);
/// The code of an expression so that it may stand as an operand.
std::string operand(const CodeTree& code, const lang::ast::Expression& expression);
/// TensorFlow's name for a function of NumPy or math, after "tf."; empty when there is none of the
/// same meaning.
std::string tensorFunction(const std::string& function);

} // namespace engine

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/lang/value.h"
#include "engine/lesson/sourcespan.h"

namespace engine::lang {

struct Token
{
    enum class Kind { Name, Number, String, Operator, Newline, Indent, Dedent, End };
    Kind kind = Kind::End;
    SourceSpan span;
    std::string text; ///< Name, Operator, and the prefix of a String in lower case
    Value number;
    SourceSpan body; ///< String: between the quotes
};

/// Cuts a cell into tokens. `%magic` and `!shell` lines vanish. Throws SyntaxProblem.
std::vector<Token> tokenize(std::string_view source, int cell);

/// Tokens of one expression inside an f-string: line breaks do not count.
std::vector<Token> tokenizeExpression(std::string_view source, const SourceSpan& span);

/// The value of a string literal's `body`, escapes resolved unless `raw`.
std::string decodeStringBody(std::string_view source, const SourceSpan& body, bool raw);

} // namespace engine::lang

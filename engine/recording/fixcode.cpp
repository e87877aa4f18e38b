#include "engine/recording/fixcode.h"

#include <map>

namespace engine {

using lang::ast::Expression;

SourceSpan emptyAt(int cell, int offset)
{
    return {cell, offset, offset};
}

namespace {

/// Whether it may stand as an operand without brackets.
bool isTight(const Expression& expression)
{
    switch (expression.kind) {
    case Expression::Kind::Constant:
    case Expression::Kind::Name:
    case Expression::Kind::Call:
    case Expression::Kind::Attribute:
    case Expression::Kind::Subscript:
    case Expression::Kind::List:
        return true;
    default:
        return false;
    }
}

} // namespace

std::string withoutBrackets(const std::string& code)
{
    if (code.size() < 2 || code.front() != '(')
        return code;
    int open = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        open += code[i] == '(' ? 1 : code[i] == ')' ? -1 : 0;
        if (open == 0 && i + 1 < code.size())
            return code;
    }
    return code.substr(1, code.size() - 2);
}

std::string operand(const CodeTree& code, const Expression& expression)
{
    const std::string inner = withoutBrackets(code.text(expression.span));
    return isTight(expression) ? inner : "(" + inner + ")";
}

std::string tensorFunction(const std::string& function)
{
    static const std::map<std::string, std::string> names = {{"abs", "abs"},
                                                             {"absolute", "abs"},
                                                             {"add", "add"},
                                                             {"arctan", "atan"},
                                                             {"cos", "cos"},
                                                             {"cosh", "cosh"},
                                                             {"divide", "divide"},
                                                             {"exp", "exp"},
                                                             {"expm1", "math.expm1"},
                                                             {"fabs", "abs"},
                                                             {"log", "math.log"},
                                                             {"log1p", "math.log1p"},
                                                             {"matmul", "matmul"},
                                                             {"max", "reduce_max"},
                                                             {"maximum", "maximum"},
                                                             {"mean", "reduce_mean"},
                                                             {"min", "reduce_min"},
                                                             {"minimum", "minimum"},
                                                             {"multiply", "multiply"},
                                                             {"negative", "negative"},
                                                             {"pow", "pow"},
                                                             {"power", "pow"},
                                                             {"prod", "reduce_prod"},
                                                             {"reshape", "reshape"},
                                                             {"sin", "sin"},
                                                             {"sinh", "sinh"},
                                                             {"sqrt", "sqrt"},
                                                             {"square", "square"},
                                                             {"std", "math.reduce_std"},
                                                             {"subtract", "subtract"},
                                                             {"sum", "reduce_sum"},
                                                             {"tan", "tan"},
                                                             {"tanh", "tanh"},
                                                             {"transpose", "transpose"},
                                                             {"var", "math.reduce_variance"}};
    const auto found = names.find(function);
    return found == names.end() ? std::string() : found->second;
}

} // namespace engine

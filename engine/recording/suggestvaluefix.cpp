// Causes in the values themselves: they left the tape, are whole numbers, or were replaced.
#include "engine/recording/suggestion.h"

#include <algorithm>

#include "engine/recording/fixcode.h"
#include "engine/recording/questions.h"

namespace engine {

using lang::ast::Expression;
using lang::ast::Statement;

std::optional<Fix> Suggestion::keepTensor()
{
    const Code code = CodeTree::of(m_recording, m_reason.placeRun);
    const Expression* call = code ? code->callAt(m_reason.place) : nullptr;
    if (!call)
        return {};
    const Expression& function = *call->children.front();
    const int cell = cellOf(*code);
    Fix fix;
    fix.what = {"Go on with the tensor:", "继续使用张量："};
    const bool isMethod = function.kind == Expression::Kind::Attribute
        && (function.name == "numpy" || function.name == "item" || function.name == "tolist");
    if (isMethod) {
        const auto name = static_cast<std::size_t>(function.span.end) - function.name.size();
        const auto dot = static_cast<int>(code->source().rfind('.', name));
        fix.edits.push_back({{cell, dot, call->span.end}, {}});
        return fix;
    }
    if (call->arguments.empty())
        return {};
    const Expression& argument = *call->arguments.front().value;
    const bool isPlain = function.kind == Expression::Kind::Name || function.name == "array"
        || function.name == "asarray" || function.name == "float32" || function.name == "float64";
    if (isPlain) {
        fix.edits.push_back({call->span, operand(*code, argument)});
        return fix;
    }
    const std::string replacement = tensorFunction(function.name);
    if (replacement.empty())
        return {};
    fix.what = {"Use TensorFlow's function of the same kind:", "改用 TensorFlow 的同类函数："};
    fix.edits.push_back({function.span, tensorflow() + "." + replacement});
    return fix;
}

std::optional<Fix> Suggestion::useFloats()
{
    const NodeFacts& facts = m_recording.nodes[static_cast<std::size_t>(m_reason.at.index)];
    const Code code = codeOf(facts.span, facts.cellRun);
    const Expression* call = code ? code->callAt(facts.span) : nullptr;
    if (!call || call->arguments.empty())
        return {};
    const int cell = cellOf(*code);
    const std::string function = dottedName(*call->children.front());
    const std::string type = tensorflow() + ".float32";
    Fix fix;
    fix.what = {"Use floating-point numbers:", "使用浮点数："};
    const auto& arguments = call->arguments;
    const auto named = std::find_if(arguments.begin(), arguments.end(),
                                    [](const auto& argument) { return argument.name == "dtype"; });
    const bool isCast = function.ends_with(".cast");
    if (named != arguments.end())
        fix.edits.push_back({named->value->span, type});
    else if (isCast && arguments.size() > 1)
        fix.edits.push_back({arguments[1].value->span, type});
    else if (!isCast && (function.ends_with(".constant") || function.ends_with(".Variable"))) {
        const Expression& value = *arguments.front().value;
        if (arguments.size() == 1 && value.kind == Expression::Kind::Constant
            && value.constant.isInt())
            fix.edits.push_back({emptyAt(cell, value.span.end), "."});
        else if (arguments.size() == 1 || arguments[1].kind == lang::ast::Argument::Kind::Keyword)
            fix.edits.push_back(
                {emptyAt(cell, arguments.back().value->span.end), ", dtype=" + type});
        else if (function.ends_with(".constant"))
            fix.edits.push_back({arguments[1].value->span, type});
    } else if (function.ends_with(".range") || function.ends_with(".ones")
               || function.ends_with(".zeros")) {
        fix.edits.push_back({emptyAt(cell, arguments.back().value->span.end), ", dtype=" + type});
    }
    return fix.edits.empty() ? std::nullopt : std::optional(fix);
}

std::optional<Fix> Suggestion::assignInstead()
{
    const Code code = CodeTree::of(m_recording, m_reason.placeRun);
    const Statement* statement = code ? code->statementAt(m_reason.place) : nullptr;
    if (!statement || !statement->value || statement->targets.size() != 1)
        return {};
    const std::string name = dottedName(*statement->targets.front());
    const Expression& value = *statement->value;
    const auto replaced = [&](const std::string& method, const SourceSpan& argument) {
        Fix fix;
        fix.what = {"Change the variable instead of replacing it:", "修改变量，而不是替换它："};
        fix.edits.push_back(
            {statement->span,
             name + "." + method + "(" + withoutBrackets(code->text(argument)) + ")"});
        return fix;
    };
    const auto method = [](lang::BinaryOperator op) {
        return op == lang::BinaryOperator::Add     ? "assign_add"
            : op == lang::BinaryOperator::Subtract ? "assign_sub"
                                                   : "";
    };
    if (statement->kind == Statement::Kind::AugmentedAssign) {
        const std::string by = method(statement->op);
        if (!by.empty())
            return replaced(by, value.span);
        Fix fix = replaced("assign", value.span);
        fix.edits.front().text = name + ".assign(" + name + " " + std::string(symbol(statement->op))
            + " " + operand(*code, value) + ")";
        return fix;
    }
    if (statement->kind != Statement::Kind::Assign || name.empty())
        return {};
    const bool isSum =
        value.kind == Expression::Kind::Binary && dottedName(*value.children.front()) == name;
    if (const std::string by = isSum ? method(value.binary) : ""; !by.empty())
        return replaced(by, value.children.back()->span);
    return replaced("assign", value.span);
}

std::optional<Fix> Suggestion::rebindInstead()
{
    const Code code = CodeTree::of(m_recording, m_reason.placeRun);
    const Expression* call = code ? code->callAt(m_reason.place) : nullptr;
    if (!call || call->arguments.empty())
        return {};
    const Expression& method = *call->children.front();
    const std::string name = dottedName(*method.children.front());
    if (name.empty() || name.find('.') != std::string::npos)
        return {};
    const Expression& argument = *call->arguments.front().value;
    const std::string value = code->text(argument.span);
    const std::string right = operand(*code, argument);
    Fix fix;
    fix.what = {"Compute a new tensor instead of assigning:",
                "计算一个新的张量，而不是赋值给变量："};
    fix.edits.push_back({call->span,
                         name + " = "
                             + (method.name == "assign_add"       ? name + " + " + right
                                    : method.name == "assign_sub" ? name + " - " + right
                                                                  : value)});
    return fix;
}

std::optional<Fix> Suggestion::dropStopGradient()
{
    const NodeFacts& facts = m_recording.nodes[static_cast<std::size_t>(m_reason.at.index)];
    const Code code = codeOf(facts.span, facts.cellRun);
    const Expression* call = code ? code->callAt(facts.span) : nullptr;
    if (!call || call->arguments.empty()
        || !dottedName(*call->children.front()).ends_with("stop_gradient"))
        return {};
    const Expression& argument = *call->arguments.front().value;
    Fix fix;
    fix.what = {"Let the gradient through:", "让梯度通过："};
    fix.edits.push_back({call->span, operand(*code, argument)});
    return fix;
}

std::optional<Fix> Suggestion::askForZeros()
{
    const Code code = codeOf(m_facts.span, m_facts.cellRun);
    const Expression* call = code ? code->callAt(m_facts.span) : nullptr;
    if (!call || call->arguments.empty()
        || !dottedName(*call->children.front()).ends_with(".gradient"))
        return {};
    Fix fix;
    fix.what = {"If 0 is what you need, ask for zeros:", "如果你需要的是 0，可以要求返回零："};
    const int end = call->arguments.back().value->span.end;
    // Behind the bracket that may stand round the last argument.
    const auto close = code->source().rfind(')', static_cast<std::size_t>(call->span.end) - 1);
    const int at = code->source().find(')', static_cast<std::size_t>(end)) < close
        ? static_cast<int>(close)
        : end;
    fix.edits.push_back({emptyAt(cellOf(*code), at),
                         ", unconnected_gradients=" + tensorflow() + ".UnconnectedGradients.ZERO"});
    return fix;
}

} // namespace engine

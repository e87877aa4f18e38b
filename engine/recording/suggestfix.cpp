#include "engine/recording/suggestfix.h"

#include <algorithm>
#include <set>

#include "engine/recording/fixcode.h"
#include "engine/recording/questions.h"

namespace engine {

using lang::ast::Expression;
using lang::ast::Statement;

namespace {

using Code = std::shared_ptr<const CodeTree>;

class Suggestion
{
public:
    Suggestion(const Recording& recording, const NoneReason& reason, const WayFacts& way)
        : m_recording(recording)
        , m_reason(reason)
        , m_way(way)
        , m_pass(recording.passes[static_cast<std::size_t>(reason.pass.index)])
        , m_facts(recording.passFacts[static_cast<std::size_t>(reason.pass.index)])
        , m_tape(recording.tapes[static_cast<std::size_t>(m_pass.tape.index)])
    {
    }

    std::optional<Fix> make();

private:
    std::optional<Fix> watch();
    std::optional<Fix> watchEarlier();
    std::optional<Fix> moveUnderTape();
    std::optional<Fix> keepTensor();
    std::optional<Fix> useFloats();
    std::optional<Fix> assignInstead();
    std::optional<Fix> rebindInstead();
    std::optional<Fix> dropStopGradient();
    std::optional<Fix> askForZeros();

    Code codeOf(const SourceSpan& span, int cellRun);
    int cellOf(const CodeTree& code) const
    {
        return m_recording.cellRuns[static_cast<std::size_t>(code.cellRun())].cell;
    }
    bool findTape();
    std::string tensorflow() const;
    std::string watchLine() const { return m_tapeName + ".watch(" + m_sourceName + ")"; }
    Edit insertBefore(const CodeTree& code, const Statement& statement,
                      const std::string& line) const;
    Edit insertAfter(const CodeTree& code, const Statement& statement,
                     const std::string& line) const;
    Edit removeLine(const CodeTree& code, const Statement& statement) const;

    const Recording& m_recording;
    const NoneReason& m_reason;
    const WayFacts& m_way;
    const GradientPass& m_pass;
    const PassFacts& m_facts;
    const TapeFacts& m_tape;
    Code m_tapeCode;
    const Statement* m_with = nullptr;
    std::string m_tapeName;
    std::string m_sourceName;
};

Code Suggestion::codeOf(const SourceSpan& span, int cellRun)
{
    const CellRun* owner = span.isValid() ? sourceOf(m_recording, span, cellRun) : nullptr;
    return owner ? CodeTree::of(m_recording, static_cast<int>(owner - m_recording.cellRuns.data()))
                 : nullptr;
}

/// The `with` that opened the tape, what it calls the tape, and what the source is called there.
bool Suggestion::findTape()
{
    if (m_tape.openedAt == never)
        return false;
    const SourceSpan span = m_recording.steps[static_cast<std::size_t>(m_tape.openedAt) - 1].span;
    m_tapeCode = codeOf(span, m_tape.cellRun);
    const Statement* statement = m_tapeCode ? m_tapeCode->statementAt(span) : nullptr;
    if (!statement || statement->kind != Statement::Kind::With || statement->body.empty())
        return false;
    for (const lang::ast::WithItem& item : statement->items) {
        if (item.manager->span.contains(span) || item.manager->span == span
            || statement->items.size() == 1)
            m_tapeName = item.target ? dottedName(*item.target) : std::string();
    }
    m_with = statement;
    m_sourceName = nameAt(m_recording, m_reason.source, m_facts.beganAt);
    return !m_tapeName.empty() && m_tapeCode->isFirstOnLine(m_with->body.front());
}

std::string Suggestion::tensorflow() const
{
    for (const CellRun& run : m_recording.cellRuns) {
        const Code code =
            CodeTree::of(m_recording, static_cast<int>(&run - m_recording.cellRuns.data()));
        std::string name;
        if (code)
            forEachStatement(code->body(), [&name](const Statement& statement) {
                for (const lang::ast::ImportedName& import : statement.imports) {
                    if (statement.kind == Statement::Kind::Import && import.name == "tensorflow")
                        name = import.alias.empty() ? import.name : import.alias;
                }
            });
        if (!name.empty())
            return name;
    }
    return "tf";
}

Edit Suggestion::insertBefore(const CodeTree& code, const Statement& statement,
                              const std::string& line) const
{
    return {emptyAt(cellOf(code), code.lineBegin(statement.span.begin)),
            code.indentation(statement) + line + "\n"};
}

Edit Suggestion::insertAfter(const CodeTree& code, const Statement& statement,
                             const std::string& line) const
{
    const int at = code.nextLine(std::max(statement.span.end - 1, statement.span.begin));
    const bool isLast = code.source().empty()
        || (at == static_cast<int>(code.source().size()) && code.source().back() != '\n');
    const std::string text = code.indentation(statement) + line;
    return {emptyAt(cellOf(code), at), isLast ? "\n" + text : text + "\n"};
}

Edit Suggestion::removeLine(const CodeTree& code, const Statement& statement) const
{
    return {{cellOf(code), code.lineBegin(statement.span.begin),
             code.nextLine(std::max(statement.span.end - 1, statement.span.begin))},
            {}};
}

std::optional<Fix> Suggestion::watch()
{
    if (!findTape() || m_sourceName.empty())
        return {};
    Fix fix;
    fix.what = {"Let the tape watch " + m_sourceName + ":", "让梯度带监视 " + m_sourceName + "："};
    int named = never;
    for (const int index :
         m_recording.nodes[static_cast<std::size_t>(m_reason.source.index)].bindings)
        named = std::min(named, m_recording.bindings[static_cast<std::size_t>(index)].bornAt);
    if (named < m_tape.openedAt) {
        fix.edits.push_back(insertBefore(*m_tapeCode, m_with->body.front(), watchLine()));
        return fix;
    }
    // It came into being under the tape: watched as soon as it has its name.
    const NodeFacts& facts = m_recording.nodes[static_cast<std::size_t>(m_reason.source.index)];
    const Code code = codeOf(facts.span, facts.cellRun);
    const Statement* birth = code ? code->statementAt(facts.span) : nullptr;
    if (!birth || birth->kind != Statement::Kind::Assign || !code->isFirstOnLine(*birth))
        return {};
    fix.edits.push_back(insertAfter(*code, *birth, watchLine()));
    return fix;
}

std::optional<Fix> Suggestion::watchEarlier()
{
    if (!findTape() || m_sourceName.empty())
        return {};
    Fix fix;
    fix.what = {"Watch " + m_sourceName + " before it is used:",
                "在用到 " + m_sourceName + " 之前就监视它："};
    fix.edits.push_back(insertBefore(*m_tapeCode, m_with->body.front(), watchLine()));
    for (const WatchFact& watched : m_recording.watches) {
        if (watched.tape != m_pass.tape || watched.node != m_reason.source
            || watched.at > m_facts.beganAt)
            continue;
        const SourceSpan span = m_recording.steps[static_cast<std::size_t>(watched.at) - 1].span;
        const Code code = codeOf(span, m_tape.cellRun);
        const Statement* late = code ? code->statementAt(span) : nullptr;
        if (late && late->kind == Statement::Kind::Expression && code->isFirstOnLine(*late)
            && cellOf(*code) == cellOf(*m_tapeCode) && m_with->body.size() > 1
            && late->span.begin > m_with->body.front().span.begin)
            fix.edits.push_back(removeLine(*code, *late));
        break;
    }
    return fix;
}

std::optional<Fix> Suggestion::moveUnderTape()
{
    if (!findTape())
        return {};
    Fix fix;
    fix.what = {"Compute it under the tape:", "在梯度带之下计算："};
    const std::string indentation = m_tapeCode->indentation(m_with->body.front());
    std::string before;
    std::string after;
    std::set<std::pair<int, int>> moved;
    for (const NodeId lost : m_way.lost) {
        const NodeFacts& facts = m_recording.nodes[static_cast<std::size_t>(lost.index)];
        if (facts.bornAt >= m_tape.openedAt && facts.bornAt < m_tape.closedAt)
            continue;
        const Code code = codeOf(facts.span, facts.cellRun);
        const Statement* statement = code ? code->statementAt(facts.span) : nullptr;
        // Only simple statements beside the `with`: out of a loop or a function nothing can be
        // moved.
        if (!statement || !code->isFirstOnLine(*statement)
            || (statement->kind != Statement::Kind::Assign
                && statement->kind != Statement::Kind::AugmentedAssign)
            || code->indentation(*statement) != m_tapeCode->indentation(*m_with)
            || code->text(statement->span).find('\n') != std::string::npos)
            return {};
        if (!moved.emplace(code->cellRun(), statement->span.begin).second)
            continue;
        fix.edits.push_back(removeLine(*code, *statement));
        const std::string line = indentation + code->text(statement->span) + "\n";
        (facts.bornAt < m_tape.openedAt ? before : after) += line;
    }
    if (moved.empty())
        return {};
    if (m_pass.reasons.size() == 1 && m_pass.reasons.front() == NoGradient::NotWatched
        && m_recording.graph.node(m_reason.source).op != Op::Variable && !m_sourceName.empty())
        before = indentation + watchLine() + "\n" + before;
    const int cell = cellOf(*m_tapeCode);
    if (!before.empty())
        fix.edits.push_back(
            {emptyAt(cell, m_tapeCode->lineBegin(m_with->body.front().span.begin)), before});
    if (!after.empty()) {
        const Statement& last = m_with->body.back();
        const int at = m_tapeCode->nextLine(std::max(last.span.end - 1, last.span.begin));
        fix.edits.push_back({emptyAt(cell, at), after});
    }
    return fix;
}

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

std::optional<Fix> Suggestion::make()
{
    switch (m_reason.cause) {
    case NoneCause::NotWatched:
        return watch();
    case NoneCause::WatchedLate:
        return watchEarlier();
    case NoneCause::ComputedOutside:
        return moveUnderTape();
    case NoneCause::LeftTape:
        return keepTensor();
    case NoneCause::IntegerType:
        return useFloats();
    case NoneCause::VariableReplaced:
        return assignInstead();
    case NoneCause::AssignedInside:
        return rebindInstead();
    case NoneCause::StopGradient:
        return dropStopGradient();
    case NoneCause::NotConnected:
    case NoneCause::NoRule:
        return askForZeros();
    }
    return {};
}

} // namespace

std::optional<Fix> suggestFix(const Recording& recording, const NoneReason& reason,
                              const WayFacts& way)
{
    return Suggestion(recording, reason, way).make();
}

} // namespace engine

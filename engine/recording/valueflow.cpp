#include "engine/recording/valueflow.h"

#include <algorithm>
#include <array>

#include "engine/recording/questions.h"

namespace engine {

using lang::ast::Expression;
using lang::ast::Statement;

namespace {

template <std::size_t count>
bool isOneOf(const std::string& name, const std::array<const char*, count>& names)
{
    return std::any_of(names.begin(), names.end(), [&](const char* each) { return name == each; });
}

/// "x" of the method call x.assign_add(...), else empty.
std::string assignedName(const Expression& call)
{
    constexpr std::array methods{"assign", "assign_add", "assign_sub"};
    if (call.kind != Expression::Kind::Call
        || call.children.front()->kind != Expression::Kind::Attribute
        || !isOneOf(call.children.front()->name, methods))
        return {};
    return dottedName(*call.children.front()->children.front());
}

/// Every node that something computed from `source` went into.
std::vector<bool> reachedFrom(const Recording& recording, NodeId source)
{
    std::vector<bool> reached(static_cast<std::size_t>(recording.graph.size()), false);
    reached[static_cast<std::size_t>(source.index)] = true;
    for (int i = source.index + 1; i < recording.graph.size(); ++i) {
        const auto& inputs = recording.graph.node({i}).inputs;
        reached[static_cast<std::size_t>(i)] =
            std::any_of(inputs.begin(), inputs.end(), [&](NodeId input) {
                return reached[static_cast<std::size_t>(input.index)];
            });
    }
    return reached;
}

} // namespace

bool isExit(const Expression& call)
{
    constexpr std::array methods{"numpy", "item", "tolist"};
    constexpr std::array numbers{"float", "int"};
    constexpr std::array modules{"np", "numpy", "math"};
    if (call.kind != Expression::Kind::Call)
        return false;
    const Expression& function = *call.children.front();
    if (function.kind == Expression::Kind::Name)
        return isOneOf(function.name, numbers);
    if (function.kind != Expression::Kind::Attribute)
        return false;
    return isOneOf(function.name, methods)
        || (function.children.front()->kind == Expression::Kind::Name
            && isOneOf(function.children.front()->name, modules));
}

ValueFlow::ValueFlow(const Recording& recording, NodeId source, int until)
    : m_recording(recording)
    , m_reached(reachedFrom(recording, source))
{
    for (int i = 0; i < std::min(until, recording.stepCount()); ++i) {
        const Step& step = recording.steps[static_cast<std::size_t>(i)];
        if (step.kind == StepKind::NameBound && step.node.isValid()
            && m_reached[static_cast<std::size_t>(step.node.index)]) {
            m_names[step.name()] = std::nullopt;
        } else if (step.kind == StepKind::StatementBegan) {
            const CellRun* owner = sourceOf(recording, step.span, step.cellRun);
            if (!owner)
                continue;
            m_run = static_cast<int>(owner - recording.cellRuns.data());
            const CodeTree* code = tree(m_run);
            if (const Statement* statement = code ? code->statementAt(step.span) : nullptr)
                run(*statement, i);
        }
    }
}

const CodeTree* ValueFlow::tree(int cellRun) const
{
    auto [place, isNew] = m_trees.try_emplace(cellRun);
    if (isNew)
        place->second = CodeTree::of(m_recording, cellRun);
    return place->second.get();
}

void ValueFlow::run(const Statement& statement, int step)
{
    switch (statement.kind) {
    case Statement::Kind::Assign:
    case Statement::Kind::AnnotatedAssign:
    case Statement::Kind::For:
        if (!statement.value)
            return;
        for (const auto& target : statement.targets)
            assign(*target, trace(*statement.value));
        return;
    case Statement::Kind::AugmentedAssign:
        if (const Traced value = trace(*statement.value); value.isReached)
            assign(*statement.targets.front(), value);
        return;
    case Statement::Kind::Expression: {
        const std::string variable = assignedName(*statement.value);
        if (variable.empty() || statement.value->arguments.empty())
            return;
        const Expression& value = *statement.value->arguments.front().value;
        Traced traced = trace(value);
        if (!traced.isReached)
            return;
        if (!traced.exit) {
            traced.exit = Exit{Exit::Kind::Assignment, statement.value->span, m_run, {}};
            forEachExpression(value, [&](const Expression& part) {
                for (const Binding& binding : m_recording.bindings) {
                    if (part.kind == Expression::Kind::Name && binding.name == part.name
                        && binding.bornAt <= step && step < binding.endsAt
                        && m_reached[static_cast<std::size_t>(binding.node.index)])
                        traced.exit->last = binding.node;
                }
            });
        }
        m_names[variable] = traced.exit;
        return;
    }
    default:
        return;
    }
}

void ValueFlow::assign(const Expression& target, const Traced& value)
{
    if (target.kind == Expression::Kind::Tuple || target.kind == Expression::Kind::List) {
        for (const auto& each : target.children)
            assign(*each, value);
        return;
    }
    const std::string name = dottedName(target);
    if (name.empty())
        return;
    if (value.isReached)
        m_names[name] = value.exit;
    else
        m_names.erase(name);
}

bool ValueFlow::mentions(const Expression& expression) const
{
    bool isFound = false;
    forEachExpression(expression, [&](const Expression& part) {
        isFound = isFound || m_names.contains(dottedName(part));
    });
    return isFound;
}

ValueFlow::Traced ValueFlow::trace(const Expression& expression) const
{
    Traced result;
    forEachExpression(expression, [&](const Expression& part) {
        if (const auto name = m_names.find(dottedName(part)); name != m_names.end()) {
            result.isReached = true;
            if (!result.exit)
                result.exit = name->second;
        }
        if (result.exit || part.kind != Expression::Kind::Call || !mentions(part))
            return;
        if (isExit(part)) {
            result.exit = Exit{Exit::Kind::Number, part.span, m_run, {}};
            for (const Binding& binding : m_recording.bindings) {
                if (m_reached[static_cast<std::size_t>(binding.node.index)])
                    forEachExpression(part, [&](const Expression& inner) {
                        if (inner.kind == Expression::Kind::Name && inner.name == binding.name)
                            result.exit->last = binding.node;
                    });
            }
        } else if (part.children.front()->kind == Expression::Kind::Name) {
            result.exit = exitIn(part.children.front()->name, m_run);
        }
    });
    return result;
}

/// Of a function of the learner's: the first call in it that hands one of its parameters out of the
/// graph.
std::optional<Exit> ValueFlow::exitIn(const std::string& function, int cellRun) const
{
    std::optional<Exit> found;
    for (int run = cellRun; run >= 0 && !found; --run) {
        const CodeTree* code = tree(run);
        if (!code)
            continue;
        forEachStatement(code->body(), [&](const Statement& def) {
            if (found || def.kind != Statement::Kind::Def || def.name != function)
                return;
            const auto isParameter = [&def](const Expression& part) {
                return part.kind == Expression::Kind::Name
                    && std::any_of(def.parameters.begin(), def.parameters.end(),
                                   [&](const auto& each) { return each.name == part.name; });
            };
            forEachStatement(def.body, [&](const Statement& statement) {
                forEachExpressionOf(statement, [&](const Expression& call) {
                    bool takesParameter = false;
                    forEachExpression(call, [&](const Expression& part) {
                        takesParameter = takesParameter || isParameter(part);
                    });
                    if (!found && takesParameter && isExit(call))
                        found = Exit{Exit::Kind::Number, call.span, run, {}};
                });
            });
        });
    }
    return found;
}

std::optional<Exit> ValueFlow::exitBefore(const Expression& expression) const
{
    return trace(expression).exit;
}

} // namespace engine

#include "engine/recording/literalorigin.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/recording/codetree.h"
#include "engine/recording/questions.h"

namespace engine {
namespace {

using lang::ast::Expression;
using lang::ast::Statement;
using Kind = Expression::Kind;

/// The element's index on each axis.
using Path = std::vector<std::int64_t>;

Path pathOf(const Shape& shape, std::int64_t element)
{
    Path path(static_cast<std::size_t>(shape.rank()), 0);
    for (int axis = shape.rank() - 1; axis >= 0; --axis) {
        path[static_cast<std::size_t>(axis)] = element % shape[axis];
        element /= shape[axis];
    }
    return path;
}

bool endsWith(const std::string& name, std::string_view end)
{
    return name == end
        || (name.size() > end.size() && name.ends_with(end)
            && name[name.size() - end.size() - 1] == '.');
}

/// Calls whose result is their first argument's numbers.
bool passesNumbersOn(const std::string& function, bool asTensor)
{
    static constexpr std::array numbers = {"array", "asarray", "float32", "float64", "float"};
    static constexpr std::array tensors = {"constant", "Variable", "convert_to_tensor", "cast",
                                           "assign"};
    const auto isOne = [&](std::string_view name) { return endsWith(function, name); };
    return std::any_of(numbers.begin(), numbers.end(), isOne)
        || (asTensor && std::any_of(tensors.begin(), tensors.end(), isOne));
}

class Search
{
public:
    Search(const Recording& recording, int cellRun)
        : m_recording(recording)
        , m_cellRun(cellRun)
    {
    }

    /// What stands beside an operator is a plain number or list, unless it is a tensor already:
    /// then it is not what is looked for.
    void onlyPlainNumbers() { m_asTensor = false; }

    /// The number within `expression` that stands where the path leads; invalid: none.
    SourceSpan number(const Expression& expression, const Path& path, std::size_t depth = 0,
                      int hops = 0) const
    {
        switch (expression.kind) {
        case Kind::Constant:
            return depth == path.size() && isNumber(expression) ? expression.span : SourceSpan();
        case Kind::Unary:
            return depth == path.size() && expression.unary == lang::UnaryOperator::Negative
                    && isNumber(*expression.children.front())
                ? expression.span
                : SourceSpan();
        case Kind::List:
        case Kind::Tuple: {
            if (depth == path.size())
                return {};
            const auto index = static_cast<std::size_t>(path[depth]);
            if (index >= expression.children.size()
                || expression.children[index]->kind == Kind::Starred)
                return {};
            return number(*expression.children[index], path, depth + 1, hops);
        }
        case Kind::Call: {
            if (!passesNumbersOn(dottedName(*expression.children.front()), m_asTensor))
                return {};
            const Expression* const value = firstArgument(expression);
            return value ? number(*value, path, depth, hops) : SourceSpan();
        }
        case Kind::Name: {
            const Expression* const value = hops < 4 ? onlyAssigned(expression.name) : nullptr;
            return value ? number(*value, path, depth, hops + 1) : SourceSpan();
        }
        default:
            return {};
        }
    }

    /// The expression with exactly this span; the outermost of several.
    const Expression* expressionAt(const SourceSpan& span) const
    {
        const Expression* found = nullptr;
        forEachTree([&](const CodeTree& tree, const CellRun& run) {
            if (found || run.cell != span.cell)
                return;
            forEachStatement(tree.body(), [&](const Statement& statement) {
                if (!statement.span.contains(span))
                    return;
                forEachExpressionOf(statement, [&](const Expression& expression) {
                    if (!found && expression.span == span)
                        found = &expression;
                });
            });
        });
        return found;
    }

private:
    static bool isNumber(const Expression& expression)
    {
        return expression.kind == Kind::Constant
            && (expression.constant.isInt() || expression.constant.isFloat());
    }

    static const Expression* firstArgument(const Expression& call)
    {
        for (const lang::ast::Argument& argument : call.arguments) {
            if (argument.kind == lang::ast::Argument::Kind::Positional)
                return argument.value.get();
            if (argument.kind == lang::ast::Argument::Kind::Keyword
                && (argument.name == "value" || argument.name == "initial_value"))
                return argument.value.get();
        }
        return nullptr;
    }

    /// What the name is assigned, when that is written in one place only.
    const Expression* onlyAssigned(const std::string& name) const
    {
        const Expression* value = nullptr;
        int count = 0;
        const auto isIt = [&](const Expression& target) {
            return target.kind == Kind::Name && target.name == name;
        };
        forEachTree([&](const CodeTree& tree, const CellRun&) {
            forEachStatement(tree.body(), [&](const Statement& statement) {
                for (const auto& target : statement.targets) {
                    forEachExpression(*target, [&](const Expression& part) {
                        if (!isIt(part))
                            return;
                        ++count;
                        const bool isWhole =
                            statement.kind == Statement::Kind::Assign && target->kind == Kind::Name;
                        value = isWhole ? statement.value.get() : nullptr;
                    });
                }
                for (const lang::ast::Parameter& parameter : statement.parameters)
                    count += parameter.name == name ? 1 : 0;
                for (const lang::ast::WithItem& item : statement.items)
                    count += item.target && isIt(*item.target) ? 1 : 0;
            });
        });
        return count == 1 ? value : nullptr;
    }

    /// The cells that ran up to this one, each as it ran last.
    template <class Visit>
    void forEachTree(const Visit& visit) const
    {
        for (int run = m_cellRun; run >= 0; --run) {
            const auto& cellRun = m_recording.cellRuns[static_cast<std::size_t>(run)];
            auto [entry, isNew] = m_trees.try_emplace(run);
            if (isNew)
                entry->second = CodeTree::of(m_recording, run);
            if (entry->second)
                visit(*entry->second, cellRun);
        }
    }

    const Recording& m_recording;
    int m_cellRun;
    bool m_asTensor = true;
    mutable std::map<int, std::shared_ptr<const CodeTree>> m_trees;
};

} // namespace

bool isGiven(const Recording& recording, NodeId node)
{
    const Node& it = recording.graph.node(node);
    return isLeaf(it.op) && it.op != Op::Gradient && !it.pass.isValid() && it.value.hasNumbers()
        && it.value.dtype() != DType::Bool;
}

std::optional<lang::NumberLiteral> literalOf(const Recording& recording, NodeId node,
                                             std::int64_t element)
{
    if (!isGiven(recording, node))
        return std::nullopt;
    const NodeFacts& facts = recording.nodes[static_cast<std::size_t>(node.index)];
    const Tensor& value = recording.graph.node(node).value;
    if (facts.cellRun < 0 || element < 0 || element >= value.size())
        return std::nullopt;
    Search search(recording, facts.cellRun);
    const Expression* const made = search.expressionAt(facts.span);
    if (!made)
        return std::nullopt;
    const Path path = pathOf(value.shape(), element);
    // Made by a call from its argument, or a plain number or list beside an operator.
    std::vector<const Expression*> candidates = {made};
    if (made->kind != Kind::List && made->kind != Kind::Tuple && made->kind != Kind::Name) {
        for (const auto& child : made->children)
            candidates.push_back(child.get());
        for (const lang::ast::Argument& argument : made->arguments)
            candidates.push_back(argument.value.get());
    }
    std::optional<lang::NumberLiteral> found;
    for (const Expression* const candidate : candidates) {
        const SourceSpan span = candidate ? search.number(*candidate, path) : SourceSpan();
        search.onlyPlainNumbers(); // from the second candidate on
        const CellRun* const run =
            span.isValid() ? sourceOf(recording, span, facts.cellRun) : nullptr;
        if (!run)
            continue;
        for (const lang::NumberLiteral& literal : lang::numberLiterals(run->source, span.cell)) {
            const bool isIt = literal.span.begin <= span.begin + 1 && span.end == literal.span.end
                && span.begin <= literal.span.begin;
            // As the tensor rounds it.
            const double rounded = Tensor::full(value.dtype(), Shape(), literal.value).at(0);
            if (!isIt || rounded != value.at(element))
                continue;
            if (found && !(found->span == literal.span))
                return std::nullopt; // it could be either
            found = literal;
        }
    }
    return found;
}

} // namespace engine

#include "engine/recording/formulas.h"

#include <algorithm>
#include <utility>

#include "engine/recording/formulapage.h"
#include "engine/recording/questions.h"
#include "engine/symbolic/componentform.h"
#include "engine/symbolic/formulaparser.h"
#include "engine/symbolic/formulavalue.h"

namespace engine {
namespace {

constexpr int comfortable = 24; ///< a formula of this weight is read at a glance
constexpr int longest = 60;
constexpr std::size_t mostContributions = 100; ///< a longer sum says nothing

} // namespace

std::optional<FormulaBook::Page::Answer> FormulaBook::Page::answer(const Scope& scope, PassId pass,
                                                                   const std::vector<NodeId>& nodes,
                                                                   int k, const Tensor& recorded)
{
    if (!prepare(scope, pass, nodes, k))
        return {};
    const std::vector<FormulaId> parts = arrived(scope, pass, nodes, k);
    if (parts.empty()
        || std::any_of(parts.begin(), parts.end(), [](FormulaId part) { return !part.isValid(); }))
        return {};
    const FormulaId raw = m_pool.sum(parts);
    const FormulaId formula = m_simplifier.normalForm(raw);
    if (const auto shorter = withLabelsOfOne(formula); shorter && agrees(*shorter, recorded))
        return Answer{scope, raw, *shorter, formula};
    if (!agrees(formula, recorded))
        return {};
    return Answer{scope, raw, formula, {}};
}

void FormulaBook::Page::turnTo(PassId pass)
{
    if (std::exchange(m_pass, pass.index) != pass.index)
        std::erase_if(m_work, [&](const auto& entry) {
            return entry.first.pass >= 0 && entry.first.pass != pass.index;
        });
}

/// Spelled out when that is short, with the program's names otherwise, and as the last resort with
/// the neighbours' gradients as symbols.
std::optional<FormulaBook::Page::Answer>
FormulaBook::Page::bestAnswer(PassId pass, const std::vector<NodeId>& nodes, int k,
                              const Tensor& recorded)
{
    turnTo(pass);
    const auto weight = [&](const std::optional<Answer>& candidate) {
        return candidate ? m_pool.node(candidate->formula).weight : longest + 1;
    };
    std::size_t contributions = 0;
    for (const NodeId node : nodes)
        contributions += arrivals(pass, node, k).size();
    if (contributions > mostContributions)
        return {};
    std::optional<Answer> best = answer({pass.index, Detail::Full}, pass, nodes, k, recorded);
    if (weight(best) <= comfortable)
        return best;
    const auto named = answer({pass.index, Detail::Named}, pass, nodes, k, recorded);
    if (weight(named) < weight(best))
        best = named;
    if (weight(best) <= longest)
        return best;
    const auto local = answer({pass.index, Detail::Local}, pass, nodes, k, recorded);
    return local && weight(local) <= longest ? local : std::nullopt; // then even that is too long
}

std::optional<FormulaId> FormulaBook::Page::gradientFormula(PassId pass,
                                                            const std::vector<NodeId>& nodes, int k,
                                                            const Tensor& recorded)
{
    const auto best = bestAnswer(pass, nodes, k, recorded);
    return best ? std::optional<FormulaId>(best->formula) : std::nullopt;
}

FormulaText FormulaBook::Page::leftText(PassId pass, const SymbolName& name)
{
    const GradientPass& record = m_recording.passes[static_cast<std::size_t>(pass.index)];
    std::vector<FormulaId> targets;
    for (const NodeId target : record.targets)
        targets.push_back(symbol(target));
    const FormulaText target = formulaText(m_pool, m_pool.sum(targets));
    const bool several = targets.size() > 1;
    return {"∂" + (several ? "(" + target.text + ")" : target.text) + "/∂" + name.text(),
            "\\frac{\\partial " + (several ? "(" + target.latex + ")" : target.latex)
                + "}{\\partial " + name.latex() + "}",
            "d" + target.code + "_d" + name.code(),
            {"the gradient of " + target.spoken.english + " with respect to "
                 + name.spoken(Language::English),
             target.spoken.chinese + " 对 " + name.spoken(Language::Chinese) + " 的梯度"}};
}

std::vector<FormulaStep> FormulaBook::Page::stepTexts(FormulaId from, FormulaId to)
{
    std::vector<FormulaStep> steps;
    std::string last = plainText(m_pool, m_simplifier.settled(from));
    const std::string end = plainText(m_pool, to);
    if (last == end)
        return steps;
    constexpr std::size_t most = 12;
    for (const Simplifier::Step& step : m_simplifier.derive(from)) {
        const FormulaText formula = text(step.after);
        if (formula.text == last)
            continue;
        last = formula.text;
        const BilingualText law = engine::name(step.rewrite);
        // The same law twice running is one step; putting things in order belongs to the law
        // before.
        if (!steps.empty() && (steps.back().law == law || isSilent(step.rewrite)))
            steps.back().formula = formula;
        else
            steps.push_back({law, formula});
    }
    if (steps.size() > most)
        steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(most) - 1, steps.end() - 1);
    return steps;
}

ContributionFormula FormulaBook::Page::contributionText(const Scope& scope, PassId pass, int index)
{
    const GradientPass& record = m_recording.passes[static_cast<std::size_t>(pass.index)];
    const Contribution& message = record.contributions[static_cast<std::size_t>(index)];
    ContributionFormula result;
    result.contribution = index;
    result.from = message.from;
    result.slot = message.slot;
    const FormulaId amount = m_simplifier.settled(contribution(scope, pass, index));
    if (!agrees(amount, message.amount))
        return result;
    const FormulaId upstream = adjoint(scope, pass, message.from);
    result.amount = text(amount);
    result.numbers = numbers(amount, message.amount);
    result.upstream = text(upstream);
    if (const auto raw = rawContribution(scope, pass, index, upstream))
        result.steps = stepTexts(*raw, amount);
    SymbolName bar = symbolName(message.from);
    bar.bar = true;
    const FormulaId symbol = m_pool.symbol(bar, m_pool.shape(upstream));
    result.upstreamName = formulaText(m_pool, symbol);
    if (const auto rule = rawContribution(scope, pass, index, symbol)) {
        // (xᵀ)ᵀ is no help to anyone, and c̄2 is misread.
        const FormulaNode& node = m_pool.node(*rule);
        const bool isTidied = node.kind == FormulaKind::Chain
            || (node.kind == FormulaKind::Product
                && std::any_of(node.parts.begin(), node.parts.end(),
                               [&](FormulaId part) { return m_pool.isNumber(part); }));
        result.rule = text(isTidied ? m_simplifier.simplify(*rule) : *rule);
    }
    return result;
}

NodeFormula FormulaBook::Page::gradient(PassId pass, const std::vector<NodeId>& nodes, int k,
                                        const Tensor& recorded)
{
    NodeFormula result;
    const auto best = bestAnswer(pass, nodes, k, recorded);
    if (!best) {
        std::size_t contributions = 0;
        for (const NodeId node : nodes)
            contributions += arrivals(pass, node, k).size();
        result.tooLong = contributions > mostContributions;
        return result;
    }
    result.checked = true;
    result.tooLong = best->scope.detail == Detail::Local;
    result.formula = text(best->formula);
    result.left = leftText(pass, symbolName(nodes.back()));
    result.sum = text(best->raw);
    if (best->beforeLabels.isValid()) {
        result.steps = stepTexts(best->raw, best->beforeLabels);
        result.steps.push_back({{"the labels add up to 1", "标签之和为 1"}, result.formula});
    } else {
        result.steps = stepTexts(best->raw, best->formula);
    }
    result.numbers = numbers(best->formula, recorded);
    for (const NodeId node : nodes) {
        for (const int index : arrivals(pass, node, k))
            result.contributions.push_back(contributionText(best->scope, pass, index));
    }
    result.conventions = conventions(pass, nodes, k);
    if (best->beforeLabels.isValid())
        result.conventions.push_back({"the labels add up to 1, as the recorded ones do",
                                      "用到了标签之和为 1（所记录的标签如此）"});
    return result;
}

std::vector<BilingualText> FormulaBook::Page::conventions(PassId pass,
                                                          const std::vector<NodeId>& nodes, int k)
{
    std::vector<BilingualText> result = conventionsAt(m_recording, pass, nodes, k);
    auto edges = m_branchEdges.find(pass.index);
    if (edges == m_branchEdges.end())
        edges = m_branchEdges.emplace(pass.index, branchEdges(m_recording, pass)).first;
    result.insert(result.end(), edges->second.begin(), edges->second.end());
    return result;
}

FormulaText FormulaBook::Page::contribution(PassId pass, int index)
{
    turnTo(pass);
    const Contribution& message = m_recording.passes[static_cast<std::size_t>(pass.index)]
                                      .contributions[static_cast<std::size_t>(index)];
    std::optional<FormulaId> best;
    for (const Detail detail : {Detail::Full, Detail::Named, Detail::Local}) {
        const Scope scope{pass.index, detail};
        if (!prepare(scope, pass, {message.from}, never - 1))
            continue;
        const FormulaId amount = contribution(scope, pass, index);
        if (!amount.isValid())
            continue;
        const FormulaId formula = m_simplifier.settled(amount);
        if (best && m_pool.node(*best).weight <= m_pool.node(formula).weight)
            continue;
        if (agrees(formula, message.amount))
            best = formula;
        if (best && m_pool.node(*best).weight <= comfortable)
            break;
    }
    return best && m_pool.node(*best).weight <= longest ? text(*best) : FormulaText();
}

FormulaBook::FormulaBook(const Recording& recording)
    : m_recording(&recording)
{
}

FormulaBook::~FormulaBook() = default;
FormulaBook::FormulaBook(FormulaBook&&) noexcept = default;
FormulaBook& FormulaBook::operator=(FormulaBook&&) noexcept = default;

FormulaBook::Page& FormulaBook::pageAt(int k)
{
    const int names = Page::namesAt(*m_recording, k);
    if (!m_page || m_page->names() != names)
        m_page = std::make_unique<Page>(*m_recording, k, names);
    return *m_page;
}

NodeFormula FormulaBook::valueFormula(NodeId node, int k)
{
    return pageAt(k).value(node, k);
}

NodeFormula FormulaBook::gradientFormula(PassId pass, NodeId node, int k)
{
    const GradientState state = gradientAt(*m_recording, pass, node, k);
    return state.sum ? pageAt(k).gradient(pass, {node}, k, *state.sum) : NodeFormula();
}

FormulaText FormulaBook::gradientText(PassId pass, NodeId node, int k)
{
    const GradientState state = gradientAt(*m_recording, pass, node, k);
    if (!state.sum)
        return {};
    const auto formula = pageAt(k).gradientFormula(pass, {node}, k, *state.sum);
    return formula ? pageAt(k).text(*formula) : FormulaText();
}

FormulaText FormulaBook::contributionText(PassId pass, int contribution)
{
    const int at = m_recording->passFacts[static_cast<std::size_t>(pass.index)]
                       .arrivedAt[static_cast<std::size_t>(contribution)];
    return at == never ? FormulaText() : pageAt(at).contribution(pass, contribution);
}

int FormulaBook::endOf(PassId pass) const
{
    const int ended = m_recording->passFacts[static_cast<std::size_t>(pass.index)].endedAt;
    return ended == never ? m_recording->stepCount() : ended;
}

NodeFormula FormulaBook::sourceFormula(PassId pass, int source)
{
    const std::vector<NodeId> nodes = contentsOf(pass, source);
    if (nodes.empty())
        return {};
    const int k = endOf(pass);
    return pageAt(k).gradient(pass, nodes, k,
                              *m_recording->passes[static_cast<std::size_t>(pass.index)]
                                   .results[static_cast<std::size_t>(source)]);
}

FormulaText FormulaBook::sourceText(PassId pass, int source)
{
    const std::vector<NodeId> nodes = contentsOf(pass, source);
    if (nodes.empty())
        return {};
    const int k = endOf(pass);
    const auto formula =
        pageAt(k).gradientFormula(pass, nodes, k,
                                  *m_recording->passes[static_cast<std::size_t>(pass.index)]
                                       .results[static_cast<std::size_t>(source)]);
    return formula ? pageAt(k).text(*formula) : FormulaText();
}

std::vector<NodeId> FormulaBook::contentsOf(PassId pass, int source) const
{
    const auto s = static_cast<std::size_t>(source);
    const GradientPass& record = m_recording->passes[static_cast<std::size_t>(pass.index)];
    if (s >= record.results.size() || !record.results[s])
        return {};
    const int k = endOf(pass);
    const NodeId node = record.sources[s];
    std::vector<NodeId> nodes;
    const VariableId variable = m_recording->graph.node(node).variable;
    for (int i = 0; i < m_recording->graph.size() && variable.isValid(); ++i) {
        const NodeId contents{i};
        if (m_recording->graph.node(contents).variable == variable && contents != node
            && gradientAt(*m_recording, pass, contents, k).arrived > 0)
            nodes.push_back(contents);
    }
    nodes.push_back(node);
    return nodes;
}

FormulaText FormulaBook::componentForm(PassId pass, NodeId node, int k)
{
    const GradientState state = gradientAt(*m_recording, pass, node, k);
    if (!state.sum)
        return {};
    Page& page = pageAt(k);
    const auto formula = page.gradientFormula(pass, {node}, k, *state.sum);
    if (!formula)
        return {};
    const FormulaId entry = page.simplifier().normalForm(componentFormula(page.pool(), *formula));
    FormulaText text = formulaText(page.pool(), entry);
    const SymbolName whole = page.symbolName(node);
    SymbolName name = whole;
    name.index = entryIndex(state.sum->shape());
    const FormulaText left = page.leftText(pass, name);
    text.text = left.text + " = " + text.text;
    text.latex = left.latex + " = " + text.latex;
    text.spoken.english = left.spoken.english + " is " + text.spoken.english;
    text.spoken.chinese = left.spoken.chinese + " 是 " + text.spoken.chinese;
    text.code.clear(); // no statement of the cell language
    return text;
}

FormulaBook::Answer FormulaBook::compare(PassId pass, NodeId node, int k, const std::string& typed)
{
    const GradientState state = gradientAt(*m_recording, pass, node, k);
    Page& page = pageAt(k);
    const auto known = state.sum ? page.gradientFormula(pass, {node}, k, *state.sum) : std::nullopt;
    if (!known)
        return Answer::NotUnderstood;
    FormulaParser parser(page.pool(), [&](const std::string& name) { return page.named(name); });
    const auto answer = parser.parse(typed);
    if (!answer)
        return Answer::NotUnderstood;
    if (meanTheSame(page.pool(), page.simplifier(), *known, *answer))
        return Answer::Same;
    // An answer in other names (y for x²) is right when it is the tape's number, written otherwise.
    return page.dependsOnResults(*answer) && page.agrees(*answer, *state.sum) ? Answer::Same
                                                                              : Answer::Different;
}

std::optional<Tensor> FormulaBook::valueOf(const std::string& typed, int k)
{
    Page& page = pageAt(k);
    FormulaParser parser(page.pool(), [&](const std::string& name) { return page.named(name); });
    const auto formula = parser.parse(typed);
    if (!formula)
        return std::nullopt;
    FormulaValue evaluator(page.pool(), [&](int symbol) { return page.symbolValue(symbol); });
    return evaluator.of(*formula);
}

BilingualText FormulaBook::layoutConvention()
{
    return {"Each gradient has the shape of what it is a gradient of (denominator layout): beside "
            "the column x stands a column, beside the matrix W a matrix.",
            "每个梯度的形状与被求导的量相同（分母布局）：列向量 x 的梯度是列向量，矩阵 W "
            "的梯度是矩阵。"};
}

} // namespace engine

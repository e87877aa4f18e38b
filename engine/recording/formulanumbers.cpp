// What a formula says at the recorded values, and what only they say.
#include <algorithm>
#include <functional>

#include "engine/recording/formulapage.h"
#include "engine/recording/questions.h"
#include "engine/symbolic/formularules.h"
#include "engine/tensor/numpytext.h"

namespace engine {
namespace {

constexpr std::int64_t mostEntries = 8; ///< of a tensor that is written out
constexpr std::size_t longestNumbers = 90; ///< characters

/// "3", "(-2)", "0.5".
std::string numberText(const Tensor& value, std::int64_t entry, bool isAlone)
{
    std::string digits = numpyScalar(value, entry);
    if (digits.ends_with(".0"))
        digits.resize(digits.size() - 2);
    else if (digits.ends_with('.'))
        digits.pop_back();
    if (digits == "-0")
        return "0";
    if (digits.starts_with('-'))
        digits = "−" + digits.substr(1);
    return isAlone && digits.starts_with("−") ? "(" + digits + ")" : digits;
}

std::string numberLatex(std::string digits)
{
    if (digits.starts_with("−"))
        digits = "-" + digits.substr(std::string("−").size());
    else if (digits.starts_with("(−"))
        digits = "(-" + digits.substr(std::string("(−").size());
    const std::size_t e = digits.find('e');
    if (e == std::string::npos)
        return digits == "inf" ? "\\infty" : digits;
    int exponent = std::stoi(digits.substr(e + 1));
    return digits.substr(0, e) + " \\cdot 10^{" + std::to_string(exponent) + "}";
}

/// The value as it stands in a formula: a number, a list, or rows of a matrix.
SymbolName literalOf(const Tensor& value, bool isFactor)
{
    SymbolName name;
    name.literal = true;
    if (value.rank() == 0) {
        name.name = numberText(value, 0, isFactor);
        name.literalLatex = numberLatex(name.name);
        return name;
    }
    const std::int64_t columns = value.shape()[value.rank() - 1];
    const std::string across = value.rank() == 1 ? ", " : " ";
    name.name = "[";
    name.literalLatex = "\\begin{bmatrix}";
    for (std::int64_t i = 0; i < value.size(); ++i) {
        const bool isRow = i > 0 && i % columns == 0;
        const std::string digits = numberText(value, i, false);
        name.name += (i == 0 ? "" : isRow ? "; " : across) + digits;
        name.literalLatex += (i == 0 ? "" : isRow ? " \\\\ " : " & ") + numberLatex(digits);
    }
    name.name += "]";
    name.literalLatex += "\\end{bmatrix}";
    return name;
}

bool canBeWritten(const Tensor& value)
{
    return value.rank() <= 2 && value.size() > 0 && value.size() <= mostEntries;
}

} // namespace

FormulaText FormulaBook::Page::numbers(FormulaId formula, const Tensor& result)
{
    std::set<int> symbols;
    const std::function<void(FormulaId)> collect = [&](FormulaId id) {
        const FormulaNode& node = m_pool.node(id);
        if (node.kind == FormulaKind::Symbol
            && !m_pool.symbols()[static_cast<std::size_t>(node.symbol)].literal)
            symbols.insert(id.index);
        for (const FormulaId part : node.parts)
            collect(part);
    };
    collect(formula);
    if (symbols.empty() || !canBeWritten(result))
        return {};
    FormulaId filled = formula;
    for (const int index : symbols) {
        const auto value = symbolValue(m_pool.node({index}).symbol);
        if (!value || !canBeWritten(*value))
            return {};
        filled = m_pool.replaced(filled, {index},
                                 m_pool.symbol(literalOf(*value, true), m_pool.shape({index})));
    }
    if (m_pool.node(filled).kind == FormulaKind::Symbol) // 5 = 5
        return {};
    FormulaText text = formulaText(m_pool, filled);
    const SymbolName outcome = literalOf(result, false);
    text.text += " = " + outcome.text();
    text.latex += " = " + outcome.latex();
    text.code.clear(); // to be pasted, the formula itself is better
    text.spoken.english += " is " + outcome.spoken(Language::English);
    text.spoken.chinese += " 等于 " + outcome.spoken(Language::Chinese);
    return text.text.size() > longestNumbers ? FormulaText() : text;
}

FormulaId FormulaBook::Page::opaque(const Contribution& message)
{
    SymbolName bar = symbolName(message.from);
    bar.bar = true;
    const bool several = m_recording.graph.node(message.from).inputs.size() > 1;
    const std::string number = std::to_string(message.slot + 1);
    SymbolName name;
    name.literal = true;
    name.name = "grad" + (several ? subscript(number) : "") + "(" + bar.text() + ")";
    name.literalLatex =
        "\\operatorname{grad}" + (several ? "_{" + number + "}" : "") + "(" + bar.latex() + ")";
    const FormulaId id = m_pool.symbol(name, message.amount.shape());
    m_symbolValues.insert_or_assign(m_pool.node(id).symbol, message.amount);
    return id;
}

/// Only where the sum is a factor beside a softmax: there the textbook uses it too.
std::optional<FormulaId> FormulaBook::Page::withLabelsOfOne(FormulaId formula)
{
    const auto isSoftmax = [&](FormulaId id) {
        if (m_pool.isApply(id, Op::Softmax))
            return true;
        return m_pool.node(id).kind == FormulaKind::Symbol
            && std::any_of(m_symbols.begin(), m_symbols.end(), [&](const auto& entry) {
                   return entry.second == id
                       && m_recording.graph.node({entry.first}).op == Op::Softmax;
               });
    };
    const auto addsUpToOne = [&](FormulaId id) {
        const FormulaNode& node = m_pool.node(id);
        if (!m_pool.isApply(id, Op::ReduceSum)
            || m_pool.node(node.parts[0]).kind != FormulaKind::Symbol)
            return false;
        FormulaValue evaluator(m_pool, [this](int symbol) { return symbolValue(symbol); });
        const auto sums = evaluator.of(id);
        return sums
            && agree(*sums, Tensor::full(DType::Float64, sums->shape(), 1),
                     Tolerance::forDType(DType::Float32));
    };
    FormulaId result = formula;
    const std::function<void(FormulaId)> visit = [&](FormulaId id) {
        const FormulaNode& node = m_pool.node(id);
        if (node.kind == FormulaKind::Product
            && std::any_of(node.parts.begin(), node.parts.end(), isSoftmax)) {
            for (const FormulaId part : node.parts) {
                if (addsUpToOne(part))
                    result = m_pool.replaced(result, part, m_pool.number(1, m_pool.shape(part)));
            }
        }
        for (const FormulaId part : m_pool.node(id).parts)
            visit(part);
    };
    visit(formula);
    return result == formula ? std::nullopt : std::optional(m_simplifier.normalForm(result));
}

NodeFormula FormulaBook::Page::value(NodeId node, int k)
{
    constexpr int heaviestValue = 160;
    NodeFormula result;
    const Node& record = m_recording.graph.node(node);
    if (!isBorn(m_recording, node, k) || isLeaf(record.op))
        return result;
    constexpr int shortest = 24;
    std::optional<FormulaId> best;
    for (const Detail detail : {Detail::Full, Detail::Named}) {
        const Scope scope{-1, detail};
        for (const NodeId input : record.inputs)
            forward(scope, input);
        const FormulaId formula = m_simplifier.settled(ownFormula(scope, node));
        if (best && m_pool.node(*best).weight <= m_pool.node(formula).weight)
            continue;
        if (agrees(formula, record.value))
            best = formula;
        if (best && m_pool.node(*best).weight <= shortest)
            break;
    }
    constexpr std::size_t widest = 60; // bytes; beyond it the operands stand for themselves
    if (best && formulaText(m_pool, *best).text.size() > widest) {
        std::vector<FormulaId> operands;
        for (const NodeId input : record.inputs) {
            const bool isPlain =
                isLeaf(m_recording.graph.node(input).op) && nameAt(m_recording, input, m_k).empty();
            operands.push_back(isPlain ? leafFormula(input) : symbol(input));
        }
        const auto own = engine::valueFormula(
            m_pool, {record.op, record.attributes(), operands, record.value.shape()});
        if (const auto direct = own ? std::optional(m_simplifier.settled(*own)) : std::nullopt;
            direct && m_pool.node(*direct).weight < m_pool.node(*best).weight
            && agrees(*direct, record.value))
            best = direct;
    }
    if (!best || m_pool.node(*best).weight > heaviestValue)
        return result;
    result.checked = true;
    result.formula = text(*best);
    const SymbolName name = symbolName(node);
    result.left = {name.text(),
                   name.latex(),
                   name.code(),
                   {name.spoken(Language::English), name.spoken(Language::Chinese)}};
    return result;
}

} // namespace engine

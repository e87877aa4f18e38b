#include "engine/recording/sentence.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "engine/recording/sentencewriter.h"
#include "engine/recording/whynone.h"

namespace engine {
namespace {

/// "4x = " before the numbers, or nothing for a long formula and for one that is only the number.
std::string worthSaying(const std::string& formula, const Tensor& value)
{
    constexpr std::size_t longest = 48; // bytes
    const auto isName = [](unsigned char c) { return std::isalpha(c) != 0 || c >= 0x80U; };
    const bool isNumber = std::none_of(formula.begin(), formula.end(), isName);
    return formula.size() > longest || (isNumber && value.size() == 1) || formula.empty()
        ? std::string()
        : formula + " = ";
}

} // namespace

std::string SentenceWriter::operationRan() const
{
    const Node& node = m_recording.graph.node(m_step.node);
    const std::string shown = value(m_step.node);
    if (node.op == Op::Variable)
        return pick("A new variable: " + shown + ".", "新的变量：" + shown + "。");
    if (isLeaf(node.op)) {
        const RuleText rule = ruleText(node.op);
        return pick("A new tensor (" + rule.operation.english + "): " + shown + ".",
                    "新的张量（" + rule.operation.chinese + "）：" + shown + "。");
    }
    const std::string computed = expressionAt(m_recording, m_step.node, m_k);
    if (const auto slope = m_recording.slopeOf.find(m_step.node.index);
        slope != m_recording.slopeOf.end() && node.tapes.empty()) {
        const std::string of = label(slope->second);
        return pick("Forward mode: the slope of " + of + " is " + computed + " = " + shown + ".",
                    "前向模式：" + of + " 的斜率是 " + computed + " = " + shown + "。");
    }
    if (node.unrecorded == Unrecorded::Slope)
        return pick("Forward mode, on the way to a slope: " + computed + " = " + shown + ".",
                    "前向模式，计算斜率的中间一步：" + computed + " = " + shown + "。");
    if (node.unrecorded == Unrecorded::CarriedForward)
        return pick(computed + " is computed: " + shown
                        + ". The accumulator carries the slope through it.",
                    "计算 " + computed + "，得到 " + shown + "；累加器把斜率带过这一步。");
    if (node.tapes.empty()) {
        const BilingualText why = unrecordedText(node.unrecorded);
        return pick(computed + " is computed: " + shown + ". It is not recorded: " + why.english
                        + ".",
                    "计算 " + computed + "，得到 " + shown + "。没有记录：" + why.chinese + "。");
    }
    std::string tapes;
    for (const TapeId tape : node.tapes)
        tapes += (tapes.empty() ? "" : pick(" and ", "和")) + tapeName(tape);
    const bool several = node.tapes.size() > 1;
    if (m_language == Language::English)
        tapes.front() = 'T';
    return pick(computed + " is computed: " + shown + ". " + tapes
                    + (several ? " record it." : " records it."),
                "计算 " + computed + "，得到 " + shown + "；" + tapes + "把它记录下来。");
}

std::string SentenceWriter::ruleFired() const
{
    const Node& node = m_recording.graph.node(m_step.node);
    const RuleText rule = ruleText(node.op);
    const std::string upstream =
        shortValue(pass().firings[static_cast<std::size_t>(m_step.number)].upstream);
    std::string receivers;
    for (std::size_t slot = 0; slot < node.inputs.size(); ++slot) {
        const std::string receiver = label(node.inputs[slot]);
        if (isOnPath(m_recording, m_step.pass, m_step.node, static_cast<int>(slot))
            && receivers != receiver)
            receivers += (receivers.empty() ? "" : pick(" and ", " 和 ")) + receiver;
    }
    return pick(label(m_step.node) + " (" + rule.operation.english + ") has its whole gradient, "
                    + upstream + ", and passes it back to " + receivers + ".",
                label(m_step.node) + "（" + rule.operation.chinese + "）的梯度已到齐，为 "
                    + upstream + "，现在往回传给 " + receivers + "。");
}

/// " (lap 3)" when the node was computed in a lap of a loop and shares its name with nodes of other
/// laps, else empty.
std::string SentenceWriter::lapOf(NodeId node) const
{
    const NodeFacts& facts = m_recording.nodes[static_cast<std::size_t>(node.index)];
    constexpr int farthest = 4000;
    int inner = 0; // loops that ended between here and the node
    for (int i = facts.bornAt - 2; i >= std::max(0, facts.bornAt - farthest); --i) {
        const Step& step = m_recording.steps[static_cast<std::size_t>(i)];
        if (step.cellRun != facts.cellRun)
            break;
        if (step.kind == StepKind::LoopEnded)
            ++inner;
        if (step.kind != StepKind::LapBegan)
            continue;
        if (inner == 0)
            return pick(" (lap " + std::to_string(step.number) + ")",
                        "（第 " + std::to_string(step.number) + " 圈）");
        if (step.number == 1)
            --inner;
    }
    return {};
}

std::string SentenceWriter::passBegan() const
{
    const std::string tape = tapeName(pass().tape);
    const std::string seed =
        pass().seeds.empty() ? std::string("1") : shortValue(pass().seeds.front());
    return pick("The backward pass begins: " + tape + " runs back from " + targets()
                    + " to find its gradient with respect to " + sources() + ". The seed at "
                    + targets() + " is " + seed + ".",
                "反向传播开始：" + tape + "从 " + targets() + " 出发往回走，求它对 " + sources()
                    + " 的梯度。" + targets() + " 处的初始梯度是 " + seed + "。");
}

std::string SentenceWriter::contributionArrived() const
{
    const Contribution& arrived = pass().contributions[static_cast<std::size_t>(m_step.number)];
    const std::string from = label(arrived.from);
    const std::string to = label(arrived.to);
    const bool isShort = pass().firings.size() <= FormulaBook::explainedRules;
    const std::string amount =
        (isShort ? worthSaying(m_formulas.contributionText(m_step.pass, m_step.number).text,
                               arrived.amount)
                 : std::string())
        + shortValue(arrived.amount);
    if (arrived.expected == 1)
        return pick(to + " receives " + amount + " from " + from + "; that is all it waits for.",
                    to + " 从 " + from + " 收到 " + amount + "，它等待的贡献已到齐。");
    const std::string count =
        std::to_string(arrived.ordinal) + pick(" of ", "/") + std::to_string(arrived.expected);
    const std::string sum =
        (isShort
             ? worthSaying(m_formulas.gradientText(m_step.pass, arrived.to, m_k).text, arrived.sum)
             : std::string())
        + shortValue(arrived.sum);
    return pick(to + " receives " + amount + " from " + from + ": contribution " + count
                    + ", the sum is now " + sum + ".",
                to + " 从 " + from + " 收到 " + amount + "：第 " + count + " 份贡献，目前的和是 "
                    + sum + "。");
}

std::string SentenceWriter::gradient() const
{
    const auto index = static_cast<std::size_t>(m_step.number);
    const std::string of = targets();
    const std::string to = label(m_step.node);
    if (pass().results[index]) {
        const std::string shown = sourceFormula(index) + shortValue(*pass().results[index]);
        return pick("Done: the gradient of " + of + " with respect to " + to + " is " + shown + ".",
                    "完成：" + of + " 对 " + to + " 的梯度是 " + shown + "。");
    }
    const BilingualText why = whyNone(m_recording, m_step.pass, m_step.number).why;
    return pick("The gradient of " + of + " with respect to " + to + " is None: " + why.english
                    + ".",
                of + " 对 " + to + " 的梯度是 None：" + why.chinese + "。");
}

std::string SentenceWriter::sourceFormula(std::size_t source) const
{
    return worthSaying(m_formulas.sourceText(m_step.pass, static_cast<int>(source)).text,
                       *pass().results[source]);
}

/// "∂y/∂x"; the lap of the source follows where several sources have one name.
std::string SentenceWriter::fraction(NodeId source) const
{
    const auto plain = [&](NodeId node) {
        const std::string name = nameAt(m_recording, node, m_k);
        return name.empty() ? "(" + expressionAt(m_recording, node, m_k) + ")" : name;
    };
    std::string of;
    for (const NodeId target : pass().targets)
        of += (of.empty() ? "" : " + ") + plain(target);
    const std::string by = plain(source);
    const auto namesakes =
        std::count_if(pass().sources.begin(), pass().sources.end(),
                      [&](NodeId other) { return other != source && plain(other) == by; });
    return "∂" + (pass().targets.size() > 1 ? "(" + of + ")" : of) + "/∂" + by
        + (namesakes > 0 ? lapOf(source) : std::string());
}

std::string SentenceWriter::passEnded() const
{
    std::string results;
    for (std::size_t i = 0; i < pass().results.size(); ++i) {
        results += (i ? pick(", ", "，") : "") + fraction(pass().sources[i]) + " = "
            + (pass().results[i] ? sourceFormula(i) + shortValue(*pass().results[i]) : "None");
    }
    return pick("The backward pass is over: " + results + ".", "反向传播结束：" + results + "。");
}

std::string SentenceWriter::write() const
{
    const std::string text = m_step.text();
    switch (m_step.kind) {
    case StepKind::CellBegan:
        return pick("Cell " + cellName() + " begins.", "单元格 " + cellName() + " 开始运行。");
    case StepKind::StatementBegan:
        return pick("Line " + std::to_string(line()) + ": “" + code() + "”",
                    "第 " + std::to_string(line()) + " 行：“" + code() + "”");
    case StepKind::ExpressionEvaluated:
        return expressionEvaluated();
    case StepKind::NameBound:
        return nameBound();
    case StepKind::OperationRan:
        return operationRan();
    case StepKind::TapeOpened:
        return pick(
            "A new tape starts recording"
                + std::string(
                    m_recording.tapes[static_cast<std::size_t>(m_step.tape.index)].persistent
                        ? "; it is persistent, so it may be asked more than once."
                        : "."),
            "一条新的梯度带开始记录"
                + std::string(
                    m_recording.tapes[static_cast<std::size_t>(m_step.tape.index)].persistent
                        ? "；它是持久的，可以多次求梯度。"
                        : "。"));
    case StepKind::TapeClosed:
        return pick("The block ends: " + tapeName(m_step.tape) + " stops recording.",
                    "代码块结束，" + tapeName(m_step.tape) + "停止记录。");
    case StepKind::TensorWatched:
        if (m_step.truth)
            return pick("The variable " + label(m_step.node) + " is read, so "
                            + tapeName(m_step.tape) + " watches it.",
                        "读取了变量 " + label(m_step.node) + "，" + tapeName(m_step.tape)
                            + "自动监视它。");
        return pick(capitalTape(m_step.tape) + " watches " + label(m_step.node)
                        + ": what is computed from it will be recorded.",
                    tapeName(m_step.tape) + "监视 " + label(m_step.node)
                        + "：由它算出的一切都会被记录。");
    case StepKind::VariableAssigned:
        return pick("The variable " + label(m_step.node) + " is assigned " + value(m_step.node)
                        + ".",
                    "变量 " + label(m_step.node) + " 被赋值为 " + value(m_step.node) + "。");
    case StepKind::LapBegan:
        return pick("Lap " + std::to_string(m_step.number) + " of the loop in line "
                        + std::to_string(line()) + " begins.",
                    "第 " + std::to_string(line()) + " 行的循环开始第 "
                        + std::to_string(m_step.number) + " 圈。");
    case StepKind::LoopEnded:
        return pick("The loop in line " + std::to_string(line()) + " ends after "
                        + std::to_string(m_step.number) + (m_step.number == 1 ? " lap." : " laps."),
                    "第 " + std::to_string(line()) + " 行的循环结束，共 "
                        + std::to_string(m_step.number) + " 圈。");
    case StepKind::BranchTaken:
        return branchTaken();
    case StepKind::FunctionEntered:
        return pick("The function " + m_step.name() + " is called.",
                    "调用函数 " + m_step.name() + "。");
    case StepKind::FunctionLeft:
        if (text == "None")
            return pick("The function " + m_step.name() + " ends.",
                        "函数 " + m_step.name() + " 结束。");
        return pick("The function " + m_step.name() + " returns " + text + ".",
                    "函数 " + m_step.name() + " 返回 " + text + "。");
    case StepKind::OutputWritten:
        return outputWritten();
    case StepKind::PassBegan:
        return passBegan();
    case StepKind::RuleFired:
        return ruleFired();
    case StepKind::ContributionArrived:
        return contributionArrived();
    case StepKind::GradientCompleted:
    case StepKind::GradientMissing:
        return gradient();
    case StepKind::PassEnded:
        return passEnded();
    case StepKind::Failed:
        return pick("The cell fails: ", "单元格出错：") + m_step.name() + ": " + text;
    case StepKind::CellEnded:
        return cellEnded();
    }
    std::abort();
}

std::string sentence(FormulaBook& formulas, int index, Language language)
{
    std::string text = SentenceWriter(formulas, index, language).write();
    // A full-width bracket brings its own blank.
    constexpr std::string_view bracket = "） ";
    for (auto at = text.find(bracket); at != std::string::npos; at = text.find(bracket, at))
        text.erase(at + bracket.size() - 1, 1);
    return text;
}

std::string sentence(const Recording& recording, int index, Language language)
{
    FormulaBook formulas(recording);
    return sentence(formulas, index, language);
}

std::string sentenceAt(const Recording& recording, int k, Language language)
{
    if (k > 0 && k <= recording.stepCount())
        return sentence(recording, k - 1, language);
    if (recording.steps.empty())
        return language == Language::Chinese ? "还没有运行任何单元格：按 Shift+Enter 运行一个。"
                                             : "Nothing has run yet: press Shift+Enter in a cell.";
    return language == Language::Chinese ? "播放的起点：什么都还没有发生。"
                                         : "The start: nothing has happened yet.";
}

} // namespace engine

#include "engine/recording/sentence.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <vector>

#include "engine/lesson/sourcespan.h"
#include "engine/recording/formulas.h"
#include "engine/recording/questions.h"
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

/// Writes the sentence of one step in one language. Every text stands in both languages side by
/// side.
class SentenceWriter
{
public:
    SentenceWriter(FormulaBook& formulas, int index, Language language)
        : m_formulas(formulas)
        , m_recording(formulas.recording())
        , m_step(m_recording.steps[static_cast<std::size_t>(index)])
        , m_k(index + 1)
        , m_language(language)
    {
    }

    std::string write() const;

private:
    std::string pick(const std::string& english, const std::string& chinese) const
    {
        return m_language == Language::Chinese ? chinese : english;
    }

    const CellRun& run() const
    {
        return m_recording.cellRuns[static_cast<std::size_t>(m_step.cellRun)];
    }
    std::string cellName() const { return "In [" + std::to_string(run().executionCount) + "]"; }
    /// Where the code of the step stands: a function may have been defined in an earlier cell.
    std::string ownerSource() const
    {
        const CellRun* owner = sourceOf(m_recording, m_step.span, m_step.cellRun);
        return owner ? owner->source : std::string();
    }
    int line() const { return positionAt(ownerSource(), m_step.span.begin).line; }

    /// The code of the step, on one line and shortened.
    std::string code() const
    {
        const std::string source = ownerSource();
        const auto begin = static_cast<std::size_t>(std::max(m_step.span.begin, 0));
        if (begin >= source.size())
            return {};
        std::string text = source.substr(
            begin, static_cast<std::size_t>(std::max(m_step.span.end - m_step.span.begin, 0)));
        if (const auto end = text.find('\n'); end != std::string::npos)
            text = text.substr(0, end) + " …";
        constexpr std::size_t longest = 70;
        if (text.size() > longest) {
            std::size_t cut = longest;
            while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U)
                --cut;
            text = text.substr(0, cut) + "…";
        }
        return text;
    }

    std::string label(NodeId node) const
    {
        const std::string name = nameAt(m_recording, node, m_k);
        return name.empty() ? expressionAt(m_recording, node, m_k) : name + lapOf(node);
    }
    std::string value(NodeId node) const { return shortValue(m_recording.graph.node(node).value); }

    std::string tapeName(TapeId tape) const
    {
        const std::string& name = m_recording.tapes[static_cast<std::size_t>(tape.index)].name;
        // In Chinese a Latin name is set off with blanks from the characters around it.
        return name.empty() ? pick("the tape", "梯度带")
                            : pick("tape " + name, "梯度带 " + name + " ");
    }
    /// At the beginning of a sentence.
    std::string capitalTape(TapeId tape) const
    {
        std::string text = tapeName(tape);
        if (m_language == Language::English)
            text.front() = 'T';
        return text;
    }

    const GradientPass& pass() const
    {
        return m_recording.passes[static_cast<std::size_t>(m_step.pass.index)];
    }
    std::string targets() const
    {
        std::string text;
        for (const NodeId target : pass().targets)
            text += (text.empty() ? "" : ", ") + label(target);
        return text;
    }
    std::string sources() const
    {
        std::string text;
        for (const NodeId source : pass().sources)
            text += (text.empty() ? "" : ", ") + label(source);
        return text;
    }

    std::string operationRan() const;
    std::string nameBound() const;
    std::string ruleFired() const;
    std::string lapOf(NodeId node) const;
    std::string cellEnded() const;
    std::string branchTaken() const;
    std::string passBegan() const;
    std::string contributionArrived() const;
    std::string gradient() const;
    std::string passEnded() const;
    std::string sourceFormula(std::size_t source) const;

    FormulaBook& m_formulas;
    const Recording& m_recording;
    const Step& m_step;
    int m_k;
    Language m_language;
};

std::string SentenceWriter::operationRan() const
{
    const Node& node = m_recording.graph.node(m_step.node);
    const std::string shown = value(m_step.node);
    if (isLeaf(node.op)) {
        const RuleText rule = ruleText(node.op);
        return pick("A new tensor (" + rule.operation.english + "): " + shown + ".",
                    "新的张量（" + rule.operation.chinese + "）：" + shown + "。");
    }
    const std::string computed = expressionAt(m_recording, m_step.node, m_k);
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

std::string SentenceWriter::nameBound() const
{
    const std::string& name = m_step.name;
    const std::string& what = m_step.text;
    if (what == "module")
        return pick("A module is imported under the name " + name + ".",
                    "导入模块，名为 " + name + "。");
    if (what == "function")
        return pick("The function " + name + " is defined.", "定义了函数 " + name + "。");
    if (what == "type")
        return pick("The class " + name + " is defined.", "定义了类 " + name + "。");
    if (what == "GradientTape")
        return pick("The tape is called " + name + ".", "这条梯度带名为 " + name + "。");
    return pick("The name " + name + " now means " + what + ".",
                "名字 " + name + " 现在表示 " + what + "。");
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

std::string SentenceWriter::branchTaken() const
{
    const std::string condition = "“" + code() + "”";
    const SourceSpan& other = m_step.otherSpan;
    const CellRun* owner = other.isValid() ? sourceOf(m_recording, other, m_step.cellRun) : nullptr;
    if (!owner)
        return m_step.truth
            ? pick(condition + " is true, so its branch runs.", condition + " 为真，执行它的分支。")
            : pick(condition + " is false, so its branch is skipped.",
                   condition + " 为假，跳过它的分支。");
    const std::string line = std::to_string(positionAt(owner->source, other.begin).line);
    return m_step.truth
        ? pick(condition + " is true, so its branch runs; the other one, in line " + line
                   + ", is skipped.",
               condition + " 为真，执行它的分支；跳过第 " + line + " 行的另一个分支。")
        : pick(condition + " is false, so the branch in line " + line + " is skipped.",
               condition + " 为假，跳过第 " + line + " 行的分支。");
}

std::string SentenceWriter::cellEnded() const
{
    if (!run().failure)
        return pick("Cell " + cellName() + " is done.", "单元格 " + cellName() + " 运行完毕。");
    const Diagnostic& failure = *run().failure;
    const CellRun* owner = sourceOf(m_recording, failure.span, m_step.cellRun);
    const std::string line =
        owner ? std::to_string(positionAt(owner->source, failure.span.begin).line) : std::string();
    const std::string what = failure.kind + (failure.message.empty() ? "" : ": " + failure.message);
    if (line.empty())
        return pick("Cell " + cellName() + " ended early. " + what,
                    "单元格 " + cellName() + " 提前结束。" + what);
    return pick("Cell " + cellName() + " ended early, at line " + line + ". " + what,
                "单元格 " + cellName() + " 在第 " + line + " 行提前结束。" + what);
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

std::string SentenceWriter::passEnded() const
{
    std::string results;
    for (std::size_t i = 0; i < pass().results.size(); ++i) {
        results += (i ? pick(", ", "，") : "") + std::string("∂") + targets() + "/∂"
            + label(pass().sources[i]) + " = "
            + (pass().results[i] ? sourceFormula(i) + shortValue(*pass().results[i]) : "None");
    }
    return pick("The backward pass is over: " + results + ".", "反向传播结束：" + results + "。");
}

std::string SentenceWriter::write() const
{
    const std::string text = m_step.text;
    switch (m_step.kind) {
    case StepKind::CellBegan:
        return pick("Cell " + cellName() + " begins.", "单元格 " + cellName() + " 开始运行。");
    case StepKind::StatementBegan:
        return pick("Line " + std::to_string(line()) + ": “" + code() + "”",
                    "第 " + std::to_string(line()) + " 行：“" + code() + "”");
    case StepKind::ExpressionEvaluated:
        return pick("“" + code() + "” is " + text + ".", "“" + code() + "” 的值是 " + text + "。");
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
        return pick("The function " + m_step.name + " is called.",
                    "调用函数 " + m_step.name + "。");
    case StepKind::FunctionLeft:
        return pick("The function " + m_step.name + " returns " + text + ".",
                    "函数 " + m_step.name + " 返回 " + text + "。");
    case StepKind::OutputWritten:
        return pick("The cell shows its output.", "单元格显示输出。");
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
        return pick("The cell fails: ", "单元格出错：") + m_step.name + ": " + text;
    case StepKind::CellEnded:
        return cellEnded();
    }
    std::abort();
}

} // namespace

std::string sentence(FormulaBook& formulas, int index, Language language)
{
    return SentenceWriter(formulas, index, language).write();
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

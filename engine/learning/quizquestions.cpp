// The questions of a quiz, one kind after the other.

#include <algorithm>
#include <set>

#include "engine/learning/answervalue.h"
#include "engine/learning/quizmaker.h"
#include "engine/recording/questions.h"
#include "engine/recording/sentence.h"
#include "engine/tensor/numpytext.h"

namespace engine {
namespace {

constexpr std::int64_t mostEntries = 6; ///< larger gradients are no matter of the head

BilingualText both(const std::string& text)
{
    return {text, text};
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    return Shape(std::span<const std::int64_t>(shape)).tupleText();
}

} // namespace

bool QuizMaker::askNextNode(const Candidate& candidate, QuizQuestion& question)
{
    const GradientPass& record = pass(candidate.pass);
    const auto index = static_cast<std::size_t>(candidate.index);
    const NodeId next = record.firings[index].node;
    const int fires = facts(candidate.pass).firedAt[index];
    if (fires == never)
        return false;
    const int k = fires - 1;
    add(question, both(nodeText(next, k)), true, {}, next);
    std::set<NodeId> onTheWay;
    for (const Firing& firing : record.firings)
        onTheWay.insert(firing.node);
    for (const Contribution& contribution : record.contributions)
        onTheWay.insert(contribution.to);
    std::vector<NodeId> others;
    for (const NodeId other : onTheWay) {
        const GradientPhase phase = gradientAt(m_recording, candidate.pass, other, k).phase;
        if (phase == GradientPhase::Waiting || phase == GradientPhase::Arriving
            || phase == GradientPhase::Fired)
            others.push_back(other);
    }
    shuffle(others);
    for (const NodeId other : others)
        add(question, both(nodeText(other, k)), false, {}, other);
    question.node = next;
    question.askStep = k;
    question.answerStep = fires;
    const std::string target = labelAt(m_recording, record.targets.front(), k);
    const std::string done =
        candidate.index == 0 ? std::string() : nodeText(record.firings[index - 1].node, k);
    question.ask = {"On the way back from " + target + ", the rule of " + done
                        + " has just run. Whose rule can run next?",
                    "从 " + target + " 往回走，" + done
                        + " 的规则刚执行过。接下来可以执行哪个节点的规则？"};
    question.why = {"A rule runs when everything its node waits for has arrived, and it runs once.",
                    "一个节点等待的贡献全部到达后，它的规则才执行，而且只执行一次。"};
    return question.options.size() >= 3;
}

bool QuizMaker::askShape(NodeId id, QuizQuestion& question)
{
    const int born = m_recording.nodes[static_cast<std::size_t>(id.index)].bornAt;
    if (born == never)
        return false;
    const Node& record = node(id);
    const std::vector<std::int64_t> right(record.value.shape().begin(), record.value.shape().end());
    add(question, both(shapeText(right)), true);
    const auto wrong = [&](const std::vector<std::int64_t>& shape, std::optional<Mistake> mistake) {
        add(question, both(shapeText(shape)), false, mistake);
    };
    wrong({right.rbegin(), right.rend()}, Mistake::Transposed);
    for (const NodeId input : record.inputs) {
        const Shape& shape = node(input).value.shape();
        wrong({shape.begin(), shape.end()}, Mistake::WrongOperand);
    }
    wrong({right.begin() + 1, right.end()}, Mistake::WrongShape);
    if (right.size() < static_cast<std::size_t>(Shape::maxRank)) {
        std::vector<std::int64_t> longer = right;
        longer.push_back(1);
        wrong(longer, Mistake::WrongShape);
    }
    question.node = id;
    question.askStep = born - 1;
    question.answerStep = born;
    const std::string text = expressionAt(m_recording, id, born);
    std::string operands;
    std::set<NodeId> told;
    for (const NodeId input : record.inputs) {
        if (told.insert(input).second)
            operands += (operands.empty() ? "" : ", ") + labelAt(m_recording, input, born) + " "
                + node(input).value.shape().tupleText();
    }
    question.ask = {"What shape has " + text + "? (" + operands + ")",
                    text + " 的形状是什么？（" + operands + "）"};
    const RuleText rule = ruleText(record.op);
    question.why = rule.explanation;
    return question.options.size() >= 3;
}

const std::optional<Tensor>& QuizMaker::resultOf(const Candidate& candidate) const
{
    return pass(candidate.pass).results[static_cast<std::size_t>(candidate.index)];
}

void QuizMaker::aboutSource(const Candidate& candidate, QuizQuestion& question)
{
    const auto s = static_cast<std::size_t>(candidate.index);
    question.source = candidate.index;
    question.node = pass(candidate.pass).sources[s];
    question.askStep = facts(candidate.pass).beganAt;
    const int completed = facts(candidate.pass).completedAt[s];
    question.answerStep = completed == never ? facts(candidate.pass).endedAt : completed;
}

bool QuizMaker::askNumber(const Candidate& candidate, QuizQuestion& question)
{
    const std::optional<Tensor>& result = resultOf(candidate);
    if (!result || result->size() > mostEntries || result->size() == 0)
        return false;
    aboutSource(candidate, question);
    add(question, both(shortValue(*result)), true);
    for (const WrongGradient& wrong : wrongGradients(m_recording, candidate.pass, question.node)) {
        if (wrong.value.shape() == result->shape() || wrong.mistake == Mistake::Transposed)
            add(question, both(shortValue(wrong.value)), false, wrong.mistake);
    }
    const std::string name = gradientName(candidate.pass, question.node);
    const std::string value = labelAt(m_recording, question.node, question.askStep) + " = "
        + shortValue(node(question.node).value);
    question.ask = {"What is " + name + "? (" + value + ")", name + " 是多少？（" + value + "）"};
    const NodeFormula formula = m_book.sourceFormula(candidate.pass, candidate.index);
    if (formula.checked)
        question.why = both(formula.left.text + " = " + formula.formula.text);
    return question.options.size() >= 3;
}

bool QuizMaker::askFormula(const Candidate& candidate, QuizQuestion& question)
{
    if (!resultOf(candidate))
        return false;
    aboutSource(candidate, question);
    const NodeFormula formula = m_book.sourceFormula(candidate.pass, candidate.index);
    if (!formula.checked || formula.tooLong)
        return false;
    const PassSource source{candidate.pass, candidate.index};
    const int k = facts(candidate.pass).endedAt;
    const auto compare = [&](const std::string& text) {
        return compareGradient(m_book, m_recording, source, k, text);
    };
    const std::string& right = formula.formula.text;
    if (compare(right) != FormulaBook::Answer::Same)
        return false;
    add(question, both(right), true);
    const auto wrong = [&](const std::string& text, Mistake mistake) {
        if (!text.empty() && compare(text) == FormulaBook::Answer::Different)
            add(question, both(text), false, mistake);
    };
    for (const ContributionFormula& part : formula.contributions) {
        if (formula.contributions.size() > 1)
            wrong(part.amount.text, Mistake::ForgotToAdd);
        const GradientPass& record = pass(candidate.pass);
        const Node& from = node(part.from);
        // The other operand's message, and the operand itself.
        if (from.op == Op::Multiply || from.op == Op::Matmul)
            wrong(labelAt(m_recording, record.sources[static_cast<std::size_t>(candidate.index)], k)
                      + " " + labelAt(m_recording, question.node, k),
                  Mistake::WrongOperand);
        wrong(part.upstream.text, Mistake::DroppedFactor);
    }
    const NodeId target = pass(candidate.pass).targets.front();
    wrong(m_book.valueFormula(target, k).formula.text, Mistake::ForwardValue);
    wrong("−(" + right + ")", Mistake::FlippedSign);
    wrong(labelAt(m_recording, question.node, k), Mistake::DroppedFactor);
    const std::string name = gradientName(candidate.pass, question.node);
    question.ask = {"Which formula is " + name + "?", name + " 的公式是哪一个？"};
    if (!formula.sum.text.empty() && formula.sum.text != right)
        question.why = both(formula.left.text + " = " + formula.sum.text + " = " + right);
    else
        question.why = both(formula.left.text + " = " + right);
    return question.options.size() >= 3;
}

bool QuizMaker::askBranch(int index, QuizQuestion& question)
{
    const Step& step = m_recording.steps[static_cast<std::size_t>(index)];
    const CellRun* run = sourceOf(m_recording, step.span, step.cellRun);
    if (!run || step.span.end > static_cast<int>(run->source.size()))
        return false;
    const std::string condition =
        run->source.substr(static_cast<std::size_t>(step.span.begin),
                           static_cast<std::size_t>(step.span.end - step.span.begin));
    if (condition.empty() || condition.find('\n') != std::string::npos)
        return false;
    // Before the condition is worked out: where its statement begins.
    int k = index;
    while (k > 0 && m_recording.steps[static_cast<std::size_t>(k)].kind != StepKind::StatementBegan
           && m_recording.steps[static_cast<std::size_t>(k)].kind != StepKind::LapBegan)
        --k;
    question.askStep = k;
    question.answerStep = index + 1;
    question.ask = {"Line " + std::to_string(positionAt(run->source, step.span.begin).line)
                        + " asks `" + condition + "`. Is it True or False this time?",
                    "第 " + std::to_string(positionAt(run->source, step.span.begin).line)
                        + " 行判断 `" + condition + "`。这一次是 True 还是 False？"};
    add(question, both("True"), step.truth);
    add(question, both("False"), !step.truth);
    question.why = {"The tape records only the operations of the way that was taken.",
                    "梯度带只记录实际走过的那条路上的运算。"};
    return true;
}

bool QuizMaker::askNone(const Candidate& candidate, QuizQuestion& question)
{
    aboutSource(candidate, question);
    const std::optional<Tensor>& result = resultOf(candidate);
    bool zero = result.has_value();
    for (std::int64_t i = 0; result && i < result->size(); ++i)
        zero = zero && result->at(i) == 0;
    const auto option = [&](const BilingualText& text, bool right) {
        add(question, text, right, right ? std::nullopt : std::optional(Mistake::NotNone));
    };
    option(both("None"), !result);
    option({"a number, and it is 0", "一个数，而且是 0"}, zero);
    option({"a number other than 0", "一个不为 0 的数"}, result && !zero);
    const std::string name = gradientName(candidate.pass, question.node);
    question.ask = {"What does the tape answer for " + name + "?",
                    "对 " + name + "，梯度带会给出什么？"};
    const NoGradient reason =
        pass(candidate.pass).reasons[static_cast<std::size_t>(candidate.index)];
    question.why = result ? BilingualText{"A recorded path leads from the source to the target.",
                                          "有一条被记录的路径从源通向目标。"}
                          : noGradientText(reason);
    return true;
}

} // namespace engine

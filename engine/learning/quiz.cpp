#include "engine/learning/quiz.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "engine/learning/answervalue.h"
#include "engine/recording/questions.h"
#include "engine/recording/sentence.h"
#include "engine/tensor/numpytext.h"

namespace engine {
namespace {

constexpr std::size_t mostOptions = 4;
constexpr std::int64_t mostEntries = 6; ///< larger gradients are no matter of the head

BilingualText both(const std::string& text)
{
    return {text, text};
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    return Shape(std::span<const std::int64_t>(shape)).tupleText();
}

/// Finds the questions; each is made only when it is wanted.
class QuizMaker
{
public:
    QuizMaker(const Recording& recording, std::uint64_t seed)
        : m_recording(recording)
        , m_random(seed)
        , m_book(recording)
    {
        for (std::size_t p = 0; p < recording.passes.size(); ++p) {
            const GradientPass& pass = recording.passes[p];
            if (recording.passFacts[p].endedAt == never)
                continue;
            const PassId id{static_cast<int>(p)};
            for (std::size_t i = 1; i < pass.firings.size(); ++i)
                m_candidates[QuizKind::NextNode].push_back({id, static_cast<int>(i), {}});
            for (std::size_t s = 0; s < pass.sources.size(); ++s) {
                for (const QuizKind kind :
                     {QuizKind::Number, QuizKind::Formula, QuizKind::NoneOrNumber})
                    m_candidates[kind].push_back({id, static_cast<int>(s), {}});
            }
        }
        for (int i = 0; i < recording.graph.size(); ++i) {
            const Node& node = recording.graph.node({i});
            if (!isLeaf(node.op) && !node.isBackward() && node.value.rank() > 0)
                m_candidates[QuizKind::Shape].push_back({{}, -1, {i}});
        }
        for (int i = 0; i < recording.stepCount(); ++i) {
            if (recording.steps[static_cast<std::size_t>(i)].kind == StepKind::BranchTaken)
                m_candidates[QuizKind::Branch].push_back({{}, i, {}});
        }
        for (auto& entry : m_candidates)
            shuffle(entry.second);
    }

    std::vector<QuizQuestion> make(int count)
    {
        std::vector<QuizQuestion> quiz;
        std::set<std::string> asked;
        bool any = true;
        while (any && static_cast<int>(quiz.size()) < count) {
            any = false;
            std::vector<QuizKind> kinds;
            for (const auto& entry : m_candidates)
                kinds.push_back(entry.first);
            shuffle(kinds);
            for (const QuizKind kind : kinds) {
                std::vector<Candidate>& candidates = m_candidates[kind];
                while (!candidates.empty() && static_cast<int>(quiz.size()) < count) {
                    const Candidate candidate = candidates.back();
                    candidates.pop_back();
                    auto question = make(kind, candidate);
                    if (!question || !asked.insert(question->ask.english).second)
                        continue;
                    any = true;
                    quiz.push_back(std::move(*question));
                    break;
                }
            }
        }
        return quiz;
    }

private:
    struct Candidate
    {
        PassId pass;
        int index = -1; ///< of a firing, source or step
        NodeId node;
    };

    /// The same on every platform, unlike std::shuffle.
    template <class T>
    void shuffle(std::vector<T>& items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[m_random() % i]);
    }

    std::optional<QuizQuestion> make(QuizKind kind, const Candidate& candidate)
    {
        QuizQuestion question;
        question.kind = kind;
        question.pass = candidate.pass;
        bool made = false;
        switch (kind) {
        case QuizKind::NextNode:
            made = askNextNode(candidate, question);
            break;
        case QuizKind::Shape:
            made = askShape(candidate.node, question);
            break;
        case QuizKind::Number:
            made = askNumber(candidate, question);
            break;
        case QuizKind::Formula:
            made = askFormula(candidate, question);
            break;
        case QuizKind::Branch:
            made = askBranch(candidate.index, question);
            break;
        case QuizKind::NoneOrNumber:
            made = askNone(candidate, question);
            break;
        }
        if (!made)
            return std::nullopt;
        if (kind != QuizKind::Branch && kind != QuizKind::NoneOrNumber) {
            if (question.options.size() > mostOptions)
                question.options.resize(mostOptions); // the right one comes first
            shuffle(question.options);
        }
        return question;
    }

    const GradientPass& pass(PassId id) const
    {
        return m_recording.passes[static_cast<std::size_t>(id.index)];
    }
    const PassFacts& facts(PassId id) const
    {
        return m_recording.passFacts[static_cast<std::size_t>(id.index)];
    }
    const Node& node(NodeId id) const { return m_recording.graph.node(id); }

    std::string gradientName(PassId id, NodeId source) const
    {
        const int k = facts(id).endedAt;
        return "∂" + labelAt(m_recording, pass(id).targets.front(), k) + "/∂"
            + labelAt(m_recording, source, k);
    }

    static void add(QuizQuestion& question, const BilingualText& text, bool right,
                    std::optional<Mistake> mistake = {}, NodeId node = {})
    {
        const bool known = std::any_of(
            question.options.begin(), question.options.end(),
            [&](const QuizOption& option) { return sameWords(option.text.english, text.english); });
        if (!known)
            question.options.push_back({text, right, mistake, node});
    }

    std::string nodeText(NodeId id, int k) const
    {
        const std::string name = labelAt(m_recording, id, k);
        const std::string expression = expressionAt(m_recording, id, k);
        return name == expression ? name : name + " = " + expression;
    }

    /// Right: its gradient is complete. Wrong: it still waits, or has been.
    bool askNextNode(const Candidate& candidate, QuizQuestion& question)
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
        question.why = {
            "A rule runs when everything its node waits for has arrived, and it runs once.",
            "一个节点等待的贡献全部到达后，它的规则才执行，而且只执行一次。"};
        return question.options.size() >= 3;
    }

    bool askShape(NodeId id, QuizQuestion& question)
    {
        const int born = m_recording.nodes[static_cast<std::size_t>(id.index)].bornAt;
        if (born == never)
            return false;
        const Node& record = node(id);
        const std::vector<std::int64_t> right(record.value.shape().begin(),
                                              record.value.shape().end());
        add(question, both(shapeText(right)), true);
        const auto wrong = [&](const std::vector<std::int64_t>& shape,
                               std::optional<Mistake> mistake) {
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

    const std::optional<Tensor>& resultOf(const Candidate& candidate) const
    {
        return pass(candidate.pass).results[static_cast<std::size_t>(candidate.index)];
    }

    void aboutSource(const Candidate& candidate, QuizQuestion& question)
    {
        const auto s = static_cast<std::size_t>(candidate.index);
        question.source = candidate.index;
        question.node = pass(candidate.pass).sources[s];
        question.askStep = facts(candidate.pass).beganAt;
        const int completed = facts(candidate.pass).completedAt[s];
        question.answerStep = completed == never ? facts(candidate.pass).endedAt : completed;
    }

    bool askNumber(const Candidate& candidate, QuizQuestion& question)
    {
        const std::optional<Tensor>& result = resultOf(candidate);
        if (!result || result->size() > mostEntries || result->size() == 0)
            return false;
        aboutSource(candidate, question);
        add(question, both(shortValue(*result)), true);
        for (const WrongGradient& wrong :
             wrongGradients(m_recording, candidate.pass, question.node)) {
            if (wrong.value.shape() == result->shape() || wrong.mistake == Mistake::Transposed)
                add(question, both(shortValue(wrong.value)), false, wrong.mistake);
        }
        const std::string name = gradientName(candidate.pass, question.node);
        const std::string value = labelAt(m_recording, question.node, question.askStep) + " = "
            + shortValue(node(question.node).value);
        question.ask = {"What is " + name + "? (" + value + ")",
                        name + " 是多少？（" + value + "）"};
        const NodeFormula formula = m_book.sourceFormula(candidate.pass, candidate.index);
        if (formula.checked)
            question.why = both(formula.left.text + " = " + formula.formula.text);
        return question.options.size() >= 3;
    }

    bool askFormula(const Candidate& candidate, QuizQuestion& question)
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
                wrong(labelAt(m_recording,
                              record.sources[static_cast<std::size_t>(candidate.index)], k)
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

    bool askBranch(int index, QuizQuestion& question)
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
        while (k > 0
               && m_recording.steps[static_cast<std::size_t>(k)].kind != StepKind::StatementBegan
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

    bool askNone(const Candidate& candidate, QuizQuestion& question)
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
        question.why = result
            ? BilingualText{"A recorded path leads from the source to the target.",
                            "有一条被记录的路径从源通向目标。"}
            : noGradientText(reason);
        return true;
    }

    const Recording& m_recording;
    std::mt19937_64 m_random;
    FormulaBook m_book;
    std::map<QuizKind, std::vector<Candidate>> m_candidates;
};

} // namespace

int QuizQuestion::rightOption() const
{
    const auto right = std::find_if(options.begin(), options.end(),
                                    [](const QuizOption& option) { return option.right; });
    return right == options.end() ? -1 : static_cast<int>(right - options.begin());
}

std::vector<QuizQuestion> makeQuiz(const Recording& recording, std::uint64_t seed, int count)
{
    return QuizMaker(recording, seed).make(count);
}

} // namespace engine

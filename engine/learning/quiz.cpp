#include "engine/learning/quiz.h"

#include <algorithm>
#include <set>

#include "engine/learning/answervalue.h"
#include "engine/learning/quizmaker.h"
#include "engine/recording/questions.h"

namespace engine {
namespace {

constexpr std::size_t mostOptions = 4;

} // namespace

QuizMaker::QuizMaker(const Recording& recording, std::uint64_t seed)
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

std::vector<QuizQuestion> QuizMaker::make(int count)
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

std::optional<QuizQuestion> QuizMaker::make(QuizKind kind, const Candidate& candidate)
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

const GradientPass& QuizMaker::pass(PassId id) const
{
    return m_recording.passes[static_cast<std::size_t>(id.index)];
}

const PassFacts& QuizMaker::facts(PassId id) const
{
    return m_recording.passFacts[static_cast<std::size_t>(id.index)];
}

std::string QuizMaker::gradientName(PassId id, NodeId source) const
{
    const int k = facts(id).endedAt;
    return "∂" + labelAt(m_recording, pass(id).targets.front(), k) + "/∂"
        + labelAt(m_recording, source, k);
}

void QuizMaker::add(QuizQuestion& question, const BilingualText& text, bool right,
                    std::optional<Mistake> mistake, NodeId node)
{
    const bool known = std::any_of(
        question.options.begin(), question.options.end(),
        [&](const QuizOption& option) { return sameWords(option.text.english, text.english); });
    if (!known)
        question.options.push_back({text, right, mistake, node});
}

std::string QuizMaker::nodeText(NodeId id, int k) const
{
    const std::string name = labelAt(m_recording, id, k);
    const std::string expression = expressionAt(m_recording, id, k);
    return name == expression ? name : name + " = " + expression;
}

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

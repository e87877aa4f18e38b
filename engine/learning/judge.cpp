#include "engine/learning/judge.h"

#include <algorithm>

#include "engine/learning/answervalue.h"
#include "engine/learning/exerciserun.h"
#include "engine/recording/questions.h"
#include "engine/recording/session.h"

namespace engine {
namespace {

const CellRun* runOf(const Recording& recording, int cell)
{
    const auto found = std::find_if(recording.cellRuns.begin(), recording.cellRuns.end(),
                                    [&](const CellRun& run) { return run.cell == cell; });
    return found == recording.cellRuns.end() ? nullptr : &*found;
}

/// The word after `phrase` in `text`, or empty.
std::string wordAfter(const std::string& text, const std::string& phrase)
{
    const std::size_t at = text.find(phrase);
    if (at == std::string::npos)
        return {};
    const std::size_t begin = text.find_first_not_of(" `*", at + phrase.size());
    return begin == std::string::npos
        ? std::string()
        : text.substr(begin, text.find_first_of(" `*.,", begin) - begin);
}

/// The latest pass of the run that has a source of this name (empty: any), and which.
std::optional<PassSource> passOf(const Recording& recording, const CellRun& run,
                                 const std::string& name)
{
    for (std::size_t p = recording.passes.size(); p-- > 0;) {
        const PassFacts& facts = recording.passFacts[p];
        if (facts.beganAt == never || facts.beganAt <= run.firstStep || facts.beganAt > run.stepEnd)
            continue;
        const auto& sources = recording.passes[p].sources;
        for (std::size_t s = 0; s < sources.size(); ++s) {
            if (name.empty() || nameAt(recording, sources[s], facts.beganAt) == name)
                return PassSource{{static_cast<int>(p)}, static_cast<int>(s)};
        }
    }
    return std::nullopt;
}

int completionOf(const Recording& recording, const PassSource& source)
{
    const PassFacts& facts = recording.passFacts[static_cast<std::size_t>(source.pass.index)];
    const int at = facts.completedAt[static_cast<std::size_t>(source.source)];
    return at == never ? facts.endedAt : at;
}

/// When the first (or last) contribution arrives at the source.
int arrivalAt(const Recording& recording, const PassSource& source, bool first)
{
    const auto pass = static_cast<std::size_t>(source.pass.index);
    const NodeId node = recording.passes[pass].sources[static_cast<std::size_t>(source.source)];
    const PassFacts& facts = recording.passFacts[pass];
    const std::span<const int> arrivals = facts.arrivals.at(node);
    if (arrivals.empty())
        return completionOf(recording, source);
    const int index = first ? arrivals.front() : arrivals.back();
    return facts.arrivedAt[static_cast<std::size_t>(index)];
}

bool startsWith(const std::string& text, const char* begin)
{
    return text.rfind(begin, 0) == 0;
}

/// What is wrong with a number, found by making the known mistakes oneself.
std::optional<Mistake> mistakeIn(const Recording& recording, const PassSource& source,
                                 const AnswerValue& given)
{
    const auto pass = static_cast<std::size_t>(source.pass.index);
    const auto s = static_cast<std::size_t>(source.source);
    if (given.isNone != !recording.passes[pass].results[s])
        return Mistake::NotNone;
    for (const WrongGradient& wrong :
         wrongGradients(recording, source.pass, recording.passes[pass].sources[s])) {
        if (sameAnswer(AnswerValue::of(wrong.value), given, 0))
            return wrong.mistake;
    }
    return std::nullopt;
}

/// One question and what is known about its answer.
class Judging
{
public:
    Judging(const Prediction& prediction, const Recording& recording, int cell)
        : m_prediction(prediction)
        , m_recording(recording)
        , m_run(runOf(recording, cell))
    {
        GradientName name;
        if (m_run && readGradientName(prediction.of.text, name))
            m_gradient = findGradient(recording, name, m_run->stepEnd);
        else if (m_run)
            m_gradient = passOf(recording, *m_run, {});
        m_verdict.step = answerStep(recording, cell, prediction);
    }

    Verdict judge(const LearnerAnswer& answer)
    {
        switch (m_prediction.kind) {
        case PredictionKind::Choice:
            choose(answer.option);
            break;
        case PredictionKind::Number:
            takeNumber(answer.text);
            break;
        case PredictionKind::Shape:
            takeShape(answer.text);
            break;
        case PredictionKind::Formula:
            takeFormula(answer.text);
            break;
        case PredictionKind::Text:
            takeWords(answer.text);
            break;
        }
        explain();
        return m_verdict;
    }

private:
    using Kind = Verdict::Kind;

    void choose(int option)
    {
        if (option < 0 || option >= static_cast<int>(m_prediction.options.size()))
            return;
        m_verdict.option = option;
        const bool right = m_prediction.options[static_cast<std::size_t>(option)].right;
        m_verdict.kind = right ? Kind::Right : Kind::Wrong;
    }

    template <class Same>
    void foresee(const Same& same)
    {
        for (std::size_t i = 0; i < m_prediction.options.size(); ++i) {
            if (same(m_prediction.options[i].text.text))
                m_verdict.option = static_cast<int>(i);
        }
    }

    void takeNumber(const std::string& text)
    {
        const auto given = readAnswerValue(text);
        const auto right = readAnswerValue(m_prediction.answer.text);
        if (!given || !right)
            return;
        if (sameAnswer(*right, *given, m_prediction.tolerance)) {
            m_verdict.kind = Kind::Right;
            return;
        }
        m_verdict.kind = Kind::Wrong;
        foresee([&](const std::string& option) {
            const auto value = readAnswerValue(option);
            return value && sameAnswer(*value, *given, m_prediction.tolerance);
        });
        // Only where the question is about a gradient: its answer is the gradient's number.
        if (!m_gradient)
            return;
        const auto& result = m_recording.passes[static_cast<std::size_t>(m_gradient->pass.index)]
                                 .results[static_cast<std::size_t>(m_gradient->source)];
        const bool asksForIt = result
            ? sameAnswer(*right, AnswerValue::of(*result), m_prediction.tolerance)
            : right->isNone;
        if (asksForIt)
            m_verdict.mistake = mistakeIn(m_recording, *m_gradient, *given);
    }

    void takeShape(const std::string& text)
    {
        const auto given = readShapeAnswer(text);
        const auto right = readShapeAnswer(m_prediction.answer.text);
        if (!given || !right)
            return;
        m_verdict.kind = *given == *right ? Kind::Right : Kind::Wrong;
        if (*given == *right)
            return;
        foresee([&](const std::string& option) { return readShapeAnswer(option) == given; });
        if (right->size() == 2
            && *given == std::vector<std::int64_t>(right->rbegin(), right->rend()))
            m_verdict.mistake = Mistake::Transposed;
    }

    void takeFormula(const std::string& text)
    {
        if (!m_gradient || !m_run)
            return;
        FormulaBook book(m_recording);
        const auto compare = [&](const std::string& formula) {
            return compareGradient(book, m_recording, *m_gradient, m_run->stepEnd, formula);
        };
        const auto answer = compare(text);
        if (answer == FormulaBook::Answer::NotUnderstood)
            return;
        m_verdict.kind = answer == FormulaBook::Answer::Same ? Kind::Right : Kind::Wrong;
        if (m_verdict.kind == Kind::Right)
            return;
        foresee([&](const std::string& option) { return sameWords(option, text); });
        // A sum of some of the contributions is what is there before the last one arrives.
        const auto pass = static_cast<std::size_t>(m_gradient->pass.index);
        const NodeId node =
            m_recording.passes[pass].sources[static_cast<std::size_t>(m_gradient->source)];
        const PassFacts& facts = m_recording.passFacts[pass];
        const std::span<const int> arrivals = facts.arrivals.at(node);
        for (std::size_t i = 0; i + 1 < arrivals.size(); ++i) {
            const int k = facts.arrivedAt[static_cast<std::size_t>(arrivals[i])];
            if (book.compare(m_gradient->pass, node, k, text) == FormulaBook::Answer::Same)
                m_verdict.mistake = Mistake::ForgotToAdd;
        }
    }

    void takeWords(const std::string& text)
    {
        const auto bare = withoutMarks(text);
        if (bare.empty())
            return;
        const bool right = sameWords(bare, m_prediction.answer.text);
        m_verdict.kind = right ? Kind::Right : Kind::Wrong;
        if (!right)
            foresee([&](const std::string& option) { return sameWords(option, bare); });
    }

    /// The author's words come first, then the name of the mistake, then its place.
    void explain()
    {
        if (m_verdict.kind == Kind::NotUnderstood)
            return;
        if (m_verdict.option >= 0) {
            const Option& option = m_prediction.options[static_cast<std::size_t>(m_verdict.option)];
            m_verdict.why = option.why;
            if (!option.right)
                m_verdict.mistake =
                    option.mistake.empty() ? m_verdict.mistake : mistakeNamed(option.mistake);
        }
        if (m_verdict.kind == Kind::Right && !m_prediction.why.empty())
            m_verdict.why += (m_verdict.why.empty() ? "" : "\n\n") + m_prediction.why;
        if (m_verdict.mistake == Mistake::ForgotToAdd && m_gradient)
            m_verdict.step = arrivalAt(m_recording, *m_gradient, false);
    }

    const Prediction& m_prediction;
    const Recording& m_recording;
    const CellRun* m_run;
    std::optional<PassSource> m_gradient;
    Verdict m_verdict;
};

} // namespace

int answerStep(const Recording& recording, int cell, const Prediction& prediction)
{
    const CellRun* run = runOf(recording, cell);
    if (!run)
        return -1;
    const std::string& step = prediction.step;
    GradientName name;
    if (startsWith(step, "gradient of ") || step.find("the gradient of ") != std::string::npos) {
        if (const auto source = passOf(recording, *run, wordAfter(step, "gradient of ")))
            return completionOf(recording, *source);
    }
    if (step.find("contribution at ") != std::string::npos) {
        if (const auto source = passOf(recording, *run, wordAfter(step, "contribution at ")))
            return arrivalAt(recording, *source, step.find("first") != std::string::npos);
    }
    if (readGradientName(prediction.of.text, name)) {
        if (const auto source = findGradient(recording, name, run->stepEnd))
            return completionOf(recording, *source);
    }
    if (const auto source = passOf(recording, *run, {}))
        return completionOf(recording, *source);
    return run->stepEnd;
}

Verdict judge(const Lesson& lesson, std::size_t cell, const Prediction& prediction,
              const LearnerAnswer& answer, const lang::StopFlag& stop)
{
    const int answering = answeringCell(lesson, cell, prediction);
    Session session(stop);
    Session::Options options;
    options.seed = lesson.seed;
    options.throughCell = std::max(answering, 0);
    const auto recording = session.run(lesson, options);
    return Judging(prediction, *recording, answering).judge(answer);
}

} // namespace engine

#include "engine/learning/handpass.h"

#include <algorithm>
#include <random>

#include "engine/learning/answervalue.h"
#include "engine/learning/mistakes.h"
#include "engine/learning/probe.h"
#include "engine/recording/backwardprogram.h"
#include "engine/recording/formulas.h"
#include "engine/recording/questions.h"
#include "engine/recording/session.h"
#include "engine/tensor/evaluate.h"

namespace engine {
namespace {

/// The cells of a recording as a lesson.
Lesson lessonOf(const Recording& recording)
{
    Lesson lesson;
    lesson.seed = recording.seed;
    for (const CellRun& run : recording.cellRuns) {
        Cell cell;
        cell.source = run.source;
        lesson.cells.push_back(cell);
    }
    return lesson;
}

} // namespace

HandPass::HandPass(std::shared_ptr<const Recording> recording, PassId pass)
    : m_recording(std::move(recording))
    , m_pass(pass)
{
    const GradientPass& of = record();
    const int ended = m_recording->passFacts[static_cast<std::size_t>(pass.index)].endedAt;
    m_k = ended == never ? m_recording->stepCount() : ended;
    std::set<int> onTheWay;
    for (const Contribution& contribution : of.contributions) {
        m_expected[contribution.to.index] = contribution.expected;
        onTheWay.insert(contribution.to.index);
    }
    for (const Firing& firing : of.firings)
        onTheWay.insert(firing.node.index);
    for (auto it = onTheWay.rbegin(); it != onTheWay.rend(); ++it)
        m_nodes.push_back({*it});
    for (std::size_t i = 0; i < of.targets.size() && i < of.seeds.size(); ++i)
        m_sums[of.targets[i].index] = of.seeds[i];
}

const GradientPass& HandPass::record() const
{
    return m_recording->passes[static_cast<std::size_t>(m_pass.index)];
}

std::string HandPass::nameOf(NodeId node) const
{
    return labelAt(*m_recording, node, m_k);
}

int HandPass::arrived(NodeId node) const
{
    const auto found = m_arrived.find(node.index);
    return found == m_arrived.end() ? 0 : found->second;
}

int HandPass::expected(NodeId node) const
{
    const auto found = m_expected.find(node.index);
    return found == m_expected.end() ? 0 : found->second;
}

std::optional<Tensor> HandPass::gradient(NodeId node) const
{
    const auto found = m_sums.find(node.index);
    return found == m_sums.end() ? std::nullopt : std::optional(found->second);
}

bool HandPass::isReady(NodeId node) const
{
    return gradient(node) && arrived(node) == expected(node) && !hasFired(node);
}

bool HandPass::isDone() const
{
    return m_sent.size() == record().contributions.size() && !m_adding.isValid();
}

std::vector<HandPass::Message> HandPass::messages() const
{
    std::vector<Message> result;
    const PooledVector<Contribution>& all = record().contributions;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const int index = static_cast<int>(i);
        if (m_chosen.isValid() && all[i].from == m_chosen && !m_sent.count(index))
            result.push_back({index, all[i].to});
    }
    return result;
}

HandPass::Reply HandPass::accept(BilingualText text)
{
    ++m_goodMoves;
    return {true, std::move(text)};
}

HandPass::Reply HandPass::refuse(BilingualText text)
{
    ++m_badMoves;
    return {false, std::move(text)};
}

HandPass::Reply HandPass::choose(NodeId node)
{
    const std::string name = nameOf(node);
    if (m_adding.isValid())
        return refuse({"First add up what has arrived at " + nameOf(m_adding) + ".",
                       "先把到达 " + nameOf(m_adding) + " 的贡献加起来。"});
    if (m_chosen.isValid())
        return refuse({"First send everything the rule of " + nameOf(m_chosen) + " gives.",
                       "先把 " + nameOf(m_chosen) + " 的规则给出的贡献都传出去。"});
    if (std::find(m_nodes.begin(), m_nodes.end(), node) == m_nodes.end())
        return refuse(
            {name + " is not on a way from the target to a source: no gradient is needed there.",
             name + " 不在从目标到源的路上：那里不需要梯度。"});
    if (hasFired(node))
        return refuse({"The rule of " + name + " has run already. Each rule runs once.",
                       name + " 的规则已经执行过。每条规则只执行一次。"});
    if (arrived(node) < expected(node))
        return refuse({name + " still waits: " + std::to_string(arrived(node)) + " of "
                           + std::to_string(expected(node))
                           + " contributions are there. What it sent on now would be too little.",
                       name + " 还在等待：" + std::to_string(expected(node)) + " 个贡献中到了 "
                           + std::to_string(arrived(node)) + " 个。现在就传下去会少一部分。"});
    const bool fires = std::any_of(record().firings.begin(), record().firings.end(),
                                   [&](const Firing& firing) { return firing.node == node; });
    if (!fires)
        return refuse(
            {name + " is a source: its gradient is the answer, and nothing goes on from here.",
             name + " 是源：它的梯度就是答案，不再往下传。"});
    m_chosen = node;
    m_fired.insert(node.index);
    if (messages().empty())
        m_chosen = {};
    return accept({"Right: everything " + name + " waits for is there.",
                   "对：" + name + " 等待的贡献都到了。"});
}

/// Numbers are read as they stand; everything else is worked out in the learner's own program.
std::optional<Tensor> HandPass::valueOf(const std::string& typed) const
{
    std::optional<AnswerValue> value = readAnswerValue(typed);
    if (!value) {
        Probe probe(lessonOf(*m_recording));
        const int last = static_cast<int>(m_recording->cellRuns.size()) - 1;
        const int question = probe.ask(last, typed);
        const lang::StopFlag stop;
        probe.run(stop, -1, true);
        const Probe::Answer& answer = probe.answer(question);
        if (answer.ran && !answer.failure)
            value = readAnswerValue(answer.text);
    }
    if (!value) { // algebra as on paper: "4x", "2xᵀy"
        FormulaBook book(*m_recording);
        if (const auto worked = book.valueOf(typed, m_k))
            value = AnswerValue::of(*worked);
    }
    if (!value || value->isNone)
        return std::nullopt;
    Tensor tensor = Tensor::uninitialized(DType::Float64,
                                          Shape{static_cast<std::int64_t>(value->numbers.size())});
    std::copy(value->numbers.begin(), value->numbers.end(), tensor.mutableData<double>());
    return tensor;
}

HandPass::Reply HandPass::judgeNumber(const std::string& typed, const Tensor& right, NodeId node)
{
    const std::optional<Tensor> value = valueOf(typed);
    if (!value)
        return refuse({"This is neither a number nor an expression in the names of the program.",
                       "这既不是数，也不是由程序中的名字组成的式子。"});
    AnswerValue given = AnswerValue::of(*value);
    if (const auto read = readAnswerValue(typed))
        given.rounding = read->rounding;
    const AnswerValue wanted = AnswerValue::of(right);
    if (given.numbers.size() == 1 && wanted.numbers.size() > 1
        && std::all_of(wanted.numbers.begin(), wanted.numbers.end(),
                       [&](double number) { return number == wanted.numbers.front(); }))
        given.numbers.resize(wanted.numbers.size(),
                             given.numbers.front()); // the same in each entry
    if (sameAnswer(wanted, given, 0))
        return {true, {}};
    if (given.numbers.size() != wanted.numbers.size())
        return refuse({"The shape does not fit: " + nameOf(node) + " has "
                           + right.shape().tupleText() + ", so it needs "
                           + std::to_string(right.size()) + " numbers.",
                       "形状不对：" + nameOf(node) + " 是 " + right.shape().tupleText() + "，需要 "
                           + std::to_string(right.size()) + " 个数。"});
    const Tensor& forward = m_recording->graph.node(node).value;
    if (sameAnswer(AnswerValue::of(forward), given, 0))
        return refuse(mistakeText(Mistake::ForwardValue));
    AnswerValue negative = wanted;
    for (double& number : negative.numbers)
        number = -number;
    if (sameAnswer(negative, given, 0))
        return refuse(mistakeText(Mistake::FlippedSign));
    return refuse({});
}

HandPass::Reply HandPass::send(int contribution, const std::string& typed)
{
    const std::vector<Message> open = messages();
    const bool isOpen = std::any_of(open.begin(), open.end(), [&](const Message& message) {
        return message.contribution == contribution;
    });
    if (m_adding.isValid())
        return refuse({"First add up what has arrived at " + nameOf(m_adding) + ".",
                       "先把到达 " + nameOf(m_adding) + " 的贡献加起来。"});
    if (!isOpen)
        return refuse({"This message is not to be sent now: choose the node that sends it first.",
                       "现在还不能传这条贡献：请先选择发出它的节点。"});
    const Contribution& message = record().contributions[static_cast<std::size_t>(contribution)];
    Reply reply = judgeNumber(typed, message.amount, message.to);
    if (!reply.accepted) {
        const std::optional<Tensor> upstream = gradient(message.from);
        const auto value = valueOf(typed);
        if (reply.text.empty() && upstream && value && upstream->size() == value->size()
            && sameAnswer(AnswerValue::of(*upstream), AnswerValue::of(*value), 0))
            reply.text = mistakeText(Mistake::DroppedFactor);
        if (reply.text.empty())
            reply.text = {"Not that number. The message is the gradient of " + nameOf(message.from)
                              + " times the slope of its operation with respect to "
                              + nameOf(message.to) + ".",
                          "不是这个数。贡献等于 " + nameOf(message.from) + " 的梯度乘以该运算对 "
                              + nameOf(message.to) + " 的斜率。"};
        return reply;
    }
    m_sent.insert(contribution);
    ++m_arrived[message.to.index];
    const auto before = gradient(message.to);
    const std::string to = nameOf(message.to);
    if (before) {
        m_adding = message.to;
        m_nextSum = evaluate(Op::Add, std::vector<Tensor>{*before, message.amount});
        reply = accept({"Right. " + to + " has something already: add.",
                        "对。" + to + " 那里已有贡献：相加。"});
    } else {
        m_sums[message.to.index] = message.amount;
        reply = accept({"Right: " + to + " has " + std::to_string(arrived(message.to)) + " of "
                            + std::to_string(expected(message.to)) + ".",
                        "对：" + to + " 到了 " + std::to_string(expected(message.to)) + " 个中的 "
                            + std::to_string(arrived(message.to)) + " 个。"});
    }
    if (messages().empty())
        m_chosen = {};
    return reply;
}

HandPass::Reply HandPass::add(const std::string& typed)
{
    if (!m_adding.isValid() || !m_nextSum)
        return refuse({"There is nothing to add now.", "现在没有要加的。"});
    Reply reply = judgeNumber(typed, *m_nextSum, m_adding);
    if (!reply.accepted) {
        if (reply.text.empty())
            reply.text = {"Not the sum. " + nameOf(m_adding) + " had "
                              + shortValue(m_sums.at(m_adding.index))
                              + "; the new contribution comes on top.",
                          "和不对。" + nameOf(m_adding) + " 原有 "
                              + shortValue(m_sums.at(m_adding.index)) + "，新的贡献加在上面。"};
        return reply;
    }
    m_sums[m_adding.index] = *m_nextSum;
    const NodeId node = m_adding;
    m_adding = {};
    m_nextSum.reset();
    return accept({"Right: " + nameOf(node) + " has " + shortValue(m_sums.at(node.index)) + " now.",
                   "对：" + nameOf(node) + " 现在是 " + shortValue(m_sums.at(node.index)) + "。"});
}

BilingualText HandPass::hint() const
{
    constexpr int movesALevel = 4;
    const int level = 2 - std::min(m_goodMoves / movesALevel, 2);
    if (isDone())
        return {"All gradients are complete.", "所有梯度都完成了。"};
    if (m_adding.isValid()) {
        const std::string had = shortValue(m_sums.at(m_adding.index));
        return level == 2 ? BilingualText{"Add the new contribution to " + had + ".",
                                          "把新的贡献加到 " + had + " 上。"}
                          : BilingualText{"Contributions add.", "贡献要相加。"};
    }
    if (m_chosen.isValid()) {
        const std::vector<Message> open = messages();
        if (level < 2 || open.empty())
            return level == 1
                ? BilingualText{"What came from above, times the slope of this operation.",
                                "上游传来的值，乘以这个运算的斜率。"}
                : BilingualText{"Think of the rule.", "想一想规则。"};
        for (const BackwardLine& line : backwardProgram(*m_recording, m_pass)) {
            if (line.contribution == open.front().contribution)
                return {"The rule says: " + line.code, "规则是：" + line.code};
        }
    }
    std::string ready;
    for (const NodeId node : m_nodes) {
        const bool fires = std::any_of(record().firings.begin(), record().firings.end(),
                                       [&](const Firing& firing) { return firing.node == node; });
        if (fires && isReady(node))
            ready += (ready.empty() ? "" : ", ") + nameOf(node);
    }
    return level == 2 ? BilingualText{"Complete, and not yet sent on: " + ready,
                                      "已经完成、还没有往下传的：" + ready}
                      : BilingualText{"Look for a node that has everything it waits for.",
                                      "找一个等待的贡献都到齐了的节点。"};
}

namespace {

/// Puts other numbers in place of the float literals of source[begin, end).
void renumber(std::string& source, std::size_t begin, std::size_t end, std::mt19937_64& random)
{
    std::string result = source.substr(0, begin);
    for (std::size_t at = begin; at < end;) {
        const auto isDigit = [&](std::size_t i) {
            return i < end && source[i] >= '0' && source[i] <= '9';
        };
        const bool insideName = at > 0
            && (source[at - 1] == '_' || (source[at - 1] >= 'a' && source[at - 1] <= 'z')
                || (source[at - 1] >= 'A' && source[at - 1] <= 'Z'));
        std::size_t stop = at;
        while (isDigit(stop))
            ++stop;
        const bool isFloat = stop > at && stop < end && source[stop] == '.' && !insideName;
        if (!isFloat) {
            result += source.substr(at, std::max<std::size_t>(stop - at, 1));
            at = std::max(stop, at + 1);
            continue;
        }
        ++stop;
        while (isDigit(stop))
            ++stop;
        const std::string was = source.substr(at, stop - at);
        std::string now = std::to_string(1 + random() % 5) + ".";
        while (std::stod(now) == std::stod(was))
            now = std::to_string(1 + random() % 5) + ".";
        result += now;
        at = stop;
    }
    source = result + source.substr(end);
}

} // namespace

std::shared_ptr<const Recording> withNewNumbers(const Recording& recording, PassId pass,
                                                std::uint64_t seed)
{
    Lesson lesson = lessonOf(recording);
    std::mt19937_64 random(seed);
    // From the back, so that earlier places stay where they are.
    std::map<int, std::map<int, int>> places; ///< by run: where the expressions begin and end
    for (int i = 0; i < recording.graph.size(); ++i) {
        const Op op = recording.graph.node({i}).op;
        const NodeFacts& facts = recording.nodes[static_cast<std::size_t>(i)];
        if ((op == Op::Constant || op == Op::Variable) && facts.cellRun >= 0 && facts.span.isValid()
            && !facts.bindings.empty()
            && recording.cellRuns[static_cast<std::size_t>(facts.cellRun)].cell == facts.span.cell)
            places[facts.cellRun][facts.span.begin] = facts.span.end;
    }
    bool changed = false;
    for (const auto& [run, spans] : places) {
        std::string& source = lesson.cells[static_cast<std::size_t>(run)].source;
        const std::string before = source;
        for (auto it = spans.rbegin(); it != spans.rend(); ++it)
            renumber(source, static_cast<std::size_t>(it->first),
                     std::min(static_cast<std::size_t>(it->second), source.size()), random);
        changed = changed || source != before;
    }
    if (!changed)
        return nullptr;
    const lang::StopFlag stop;
    Session session(stop);
    Session::Options options;
    options.seed = lesson.seed;
    auto again = session.run(lesson, options);
    const auto p = static_cast<std::size_t>(pass.index);
    if (again->passes.size() != recording.passes.size())
        return nullptr;
    const GradientPass& was = recording.passes[p];
    const GradientPass& is = again->passes[p];
    const bool sameWay = was.contributions.size() == is.contributions.size()
        && std::equal(was.firings.begin(), was.firings.end(), is.firings.begin(), is.firings.end(),
                      [](const Firing& a, const Firing& b) { return a.node == b.node; });
    return sameWay ? again : nullptr;
}

} // namespace engine

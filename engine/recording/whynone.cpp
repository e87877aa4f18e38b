#include "engine/recording/whynone.h"

#include <algorithm>

#include "engine/recording/questions.h"
#include "engine/recording/suggestfix.h"

namespace engine {

using lang::ast::Expression;

namespace {

/// Collects what is known about one None and decides on its cause.
class Investigation
{
public:
    Investigation(const Recording& recording, PassId pass, std::size_t source)
        : m_recording(recording)
        , m_pass(recording.passes[static_cast<std::size_t>(pass.index)])
        , m_facts(recording.passFacts[static_cast<std::size_t>(pass.index)])
        , m_tape(recording.tapes[static_cast<std::size_t>(m_pass.tape.index)])
        , m_index(source)
    {
        m_reason.pass = pass;
        m_reason.source = m_pass.sources[source];
        m_reason.at = m_reason.source;
    }

    NoneReason decide();

private:
    const Node& node(NodeId id) const { return m_recording.graph.node(id); }
    const NodeFacts& facts(NodeId id) const
    {
        return m_recording.nodes[static_cast<std::size_t>(id.index)];
    }
    bool wasOpenAt(int k) const { return m_tape.openedAt <= k && k < m_tape.closedAt; }
    bool isOnTape(NodeId id) const
    {
        const auto& tapes = node(id).tapes;
        return std::find(tapes.begin(), tapes.end(), m_pass.tape) != tapes.end();
    }
    void findWay();
    bool isInteger();
    bool isReplacedVariable();
    void lookAtLostNodes();
    void lookAtCode();
    void placeAtNode(NodeId id);
    void placeAt(const SourceSpan& span, int cellRun);

    std::string line() const;
    std::string lineChinese() const;
    std::string code() const;
    void explain();

    const Recording& m_recording;
    const GradientPass& m_pass;
    const PassFacts& m_facts;
    const TapeFacts& m_tape;
    std::size_t m_index;
    NoneReason m_reason;
    std::vector<NodeId> m_way; ///< executed operations between source and target
    std::vector<NodeId> m_lost; ///< those of them that are not on the tape
    bool m_isReachable = false;
    std::optional<Exit> m_exit;
};

void Investigation::findWay()
{
    const auto count = static_cast<std::size_t>(m_recording.graph.size());
    std::vector<bool> forward(count, false);
    std::vector<bool> backward(count, false);
    forward[static_cast<std::size_t>(m_reason.source.index)] = true;
    for (std::size_t i = static_cast<std::size_t>(m_reason.source.index) + 1; i < count; ++i) {
        const auto& inputs = node({static_cast<int>(i)}).inputs;
        forward[i] = std::any_of(inputs.begin(), inputs.end(), [&](NodeId input) {
            return forward[static_cast<std::size_t>(input.index)];
        });
    }
    for (const NodeId target : m_pass.targets)
        backward[static_cast<std::size_t>(target.index)] = true;
    for (std::size_t i = count; i-- > 0;) {
        if (!backward[i])
            continue;
        for (const NodeId input : node({static_cast<int>(i)}).inputs)
            backward[static_cast<std::size_t>(input.index)] = true;
    }
    m_isReachable = backward[static_cast<std::size_t>(m_reason.source.index)];
    for (std::size_t i = 0; i < count; ++i) {
        const NodeId id{static_cast<int>(i)};
        if (!forward[i] || !backward[i] || id == m_reason.source)
            continue;
        m_way.push_back(id);
        if (!isOnTape(id))
            m_lost.push_back(id);
    }
}

void Investigation::placeAt(const SourceSpan& span, int cellRun)
{
    const CellRun* owner = span.isValid() ? sourceOf(m_recording, span, cellRun) : nullptr;
    if (!owner)
        return;
    m_reason.place = span;
    m_reason.placeRun = static_cast<int>(owner - m_recording.cellRuns.data());
}

void Investigation::placeAtNode(NodeId id)
{
    m_reason.at = id;
    placeAt(facts(id).span, facts(id).cellRun);
}

bool Investigation::isInteger()
{
    const auto isWhole = [this](NodeId id) { return !isFloating(node(id).value.dtype()); };
    if (isWhole(m_reason.source)) {
        placeAtNode(m_reason.source);
        return true;
    }
    for (const NodeId id : m_way) {
        if (isWhole(id)
            && (node(id).op == Op::Cast || m_pass.reasons[m_index] == NoGradient::NotTrainable)) {
            placeAtNode(id);
            return true;
        }
    }
    for (const NodeId target : m_pass.targets) {
        if (isWhole(target)) {
            placeAtNode(target);
            return true;
        }
    }
    return false;
}

bool Investigation::isReplacedVariable()
{
    if (node(m_reason.source).op == Op::Variable)
        return false;
    for (const int index : facts(m_reason.source).bindings) {
        const Binding& now = m_recording.bindings[static_cast<std::size_t>(index)];
        for (const Binding& before : m_recording.bindings) {
            if (before.name == now.name && before.depth == now.depth && before.bornAt < now.bornAt
                && node(before.node).op == Op::Variable && before.endsAt <= now.bornAt) {
                placeAt(now.span, facts(m_reason.source).cellRun);
                return true;
            }
        }
    }
    return false;
}

void Investigation::lookAtLostNodes()
{
    const bool isVariable = node(m_reason.source).op == Op::Variable;
    const auto outside = std::find_if(m_lost.begin(), m_lost.end(),
                                      [this](NodeId id) { return !wasOpenAt(facts(id).bornAt); });
    if (outside != m_lost.end()) {
        m_reason.cause = NoneCause::ComputedOutside;
        placeAtNode(*outside);
        return;
    }
    const bool isWatched = std::any_of(
        m_recording.watches.begin(), m_recording.watches.end(), [&](const WatchFact& watch) {
            return watch.tape == m_pass.tape && watch.node == m_reason.source
                && watch.at <= m_facts.beganAt;
        });
    m_reason.cause = isWatched && !isVariable ? NoneCause::WatchedLate : NoneCause::NotWatched;
    placeAtNode(isWatched && !m_lost.empty() ? m_lost.front() : m_reason.source);
}

void Investigation::lookAtCode()
{
    m_reason.cause = NoneCause::NotConnected;
    placeAtNode(m_reason.source);
    const CellRun* owner = sourceOf(m_recording, m_facts.span, m_facts.cellRun);
    if (!owner)
        return;
    const ValueFlow flow(m_recording, m_reason.source, m_facts.beganAt);
    const CodeTree* code = flow.tree(static_cast<int>(owner - m_recording.cellRuns.data()));
    const Expression* call = code ? code->callAt(m_facts.span) : nullptr;
    if (!call || call->arguments.empty())
        return;
    m_exit = flow.exitBefore(*call->arguments.front().value);
    if (!m_exit)
        return;
    m_reason.cause =
        m_exit->kind == Exit::Kind::Number ? NoneCause::LeftTape : NoneCause::AssignedInside;
    m_reason.place = m_exit->span;
    m_reason.placeRun = m_exit->cellRun;
    if (m_exit->last.isValid())
        m_reason.at = m_exit->last;
}

NoneReason Investigation::decide()
{
    findWay();
    const NodeId blocked = m_pass.blockedAt[m_index];
    if (isInteger()) {
        m_reason.cause = NoneCause::IntegerType;
    } else if (m_isReachable && isReplacedVariable()) {
        m_reason.cause = NoneCause::VariableReplaced;
    } else if (m_isReachable && blocked.isValid()) {
        m_reason.cause =
            node(blocked).op == Op::StopGradient ? NoneCause::StopGradient : NoneCause::NoRule;
        placeAtNode(blocked);
    } else if (m_isReachable) {
        lookAtLostNodes();
    } else {
        lookAtCode();
    }
    explain();
    m_reason.fix = suggestFix(m_recording, m_reason, {m_lost, m_exit});
    return m_reason;
}

std::string Investigation::line() const
{
    const CellRun& run = m_recording.cellRuns[static_cast<std::size_t>(m_reason.placeRun)];
    const std::string number = std::to_string(positionAt(run.source, m_reason.place.begin).line);
    if (run.cell == m_facts.cell)
        return "line " + number;
    return "line " + number + " of In [" + std::to_string(run.executionCount) + "]";
}

std::string Investigation::lineChinese() const
{
    const CellRun& run = m_recording.cellRuns[static_cast<std::size_t>(m_reason.placeRun)];
    const std::string number = std::to_string(positionAt(run.source, m_reason.place.begin).line);
    const std::string cell =
        run.cell == m_facts.cell ? "" : "In [" + std::to_string(run.executionCount) + "] ";
    return cell + "第 " + number + " 行";
}

/// The code at the place, on one line.
std::string Investigation::code() const
{
    const CellRun& run = m_recording.cellRuns[static_cast<std::size_t>(m_reason.placeRun)];
    std::string text =
        run.source.substr(static_cast<std::size_t>(m_reason.place.begin),
                          static_cast<std::size_t>(m_reason.place.end - m_reason.place.begin));
    if (const auto end = text.find('\n'); end != std::string::npos)
        text = text.substr(0, end) + " …";
    return text;
}

void Investigation::explain()
{
    const int k = m_facts.beganAt;
    const std::string source = labelAt(m_recording, m_reason.source, k);
    std::string target;
    for (const NodeId id : m_pass.targets)
        target += (target.empty() ? "" : ", ") + labelAt(m_recording, id, k);
    const bool isPlaced = m_reason.placeRun >= 0;
    const std::string in = isPlaced ? line() : std::string();
    const std::string inChinese = isPlaced ? lineChinese() : std::string();
    BilingualText& why = m_reason.why;
    switch (m_reason.cause) {
    case NoneCause::NotWatched:
        why = node(m_reason.source).op == Op::Variable
            ? BilingualText{"this tape does not watch the variable " + source
                                + " by itself, and it was never told to",
                            "这条梯度带不会自动监视变量 " + source + "，也没有被要求监视它"}
            : BilingualText{source + " is not a variable, and the tape was never told to watch it",
                            source + " 不是变量，梯度带也没有被要求监视它"};
        return;
    case NoneCause::WatchedLate:
        why = {"the tape began to watch " + source + " only after " + in + " had used it",
               inChinese + "用到 " + source + " 之后，梯度带才开始监视它"};
        return;
    case NoneCause::ComputedOutside: {
        const bool isBefore = facts(m_reason.at).bornAt < m_tape.openedAt;
        why = isBefore ? BilingualText{in + " ran before the tape began to record",
                                       inChinese + "在梯度带开始记录之前就运行了"}
                       : BilingualText{in + " ran after the tape had stopped recording",
                                       inChinese + "在梯度带停止记录之后才运行"};
        return;
    }
    case NoneCause::LeftTape:
        why = {"in " + in + ", “" + code()
                   + "” gives plain numbers, and a tape records only what TensorFlow computes with "
                     "tensors",
               inChinese + "的“" + code()
                   + "”得到的是普通数值，而梯度带只记录 TensorFlow 对张量的运算"};
        return;
    case NoneCause::IntegerType: {
        const std::string which = labelAt(m_recording, m_reason.at, k);
        const std::string type(name(node(m_reason.at).value.dtype()));
        why = {which + " holds " + type
                   + " values, and gradients exist only for floating-point numbers",
               which + " 的类型是 " + type + "，只有浮点数才有梯度"};
        return;
    }
    case NoneCause::VariableReplaced:
        why = {in + " gave the name " + source
                   + " to a new tensor, so it no longer means the variable that the tape watches",
               inChinese + "让名字 " + source
                   + " 指向了一个新的张量，它不再是梯度带监视的那个变量"};
        return;
    case NoneCause::AssignedInside:
        why = {in
                   + " stores the value in a variable; a tape does not record assignments, so the "
                     "way back ends there",
               inChinese + "把值存入变量；梯度带不记录赋值，回去的路到此为止"};
        return;
    case NoneCause::NotConnected:
        why = {target + " was not computed from " + source,
               target + " 不是由 " + source + " 算出的"};
        return;
    case NoneCause::StopGradient:
        why = {"tf.stop_gradient in " + in + " lets the value through, but no gradient",
               inChinese + "的 tf.stop_gradient 只让数值通过，不让梯度通过"};
        return;
    case NoneCause::NoRule:
        why = {"the operation in " + in + " (" + std::string(pythonName(node(m_reason.at).op))
                   + ") has no gradient: its result moves in jumps or not at all",
               inChinese + "的运算（" + std::string(pythonName(node(m_reason.at).op))
                   + "）没有梯度：它的结果是跳变的，或者根本不变"};
        return;
    }
}

} // namespace

NoneReason whyNone(const Recording& recording, PassId pass, int source)
{
    return Investigation(recording, pass, static_cast<std::size_t>(source)).decide();
}

} // namespace engine

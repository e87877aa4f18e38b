#include "engine/recording/recorder.h"

#include <algorithm>

#include "engine/lang/nativefunction.h"
#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/tapeobject.h"
#include "engine/recording/questions.h"
#include "engine/recording/takes.h"
#include "engine/recording/traceback.h"
#include "engine/recording/variablenames.h"

namespace engine {
namespace {

constexpr std::size_t shownElements = 6;
constexpr std::size_t shownCharacters = 40;

/// Cuts at a character boundary.
std::string shortened(const std::string& text)
{
    if (text.size() <= shownCharacters)
        return text;
    std::size_t end = shownCharacters;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end) + "…";
}

std::string shortText(const lang::Value& value, int depth = 0)
{
    if (const Tensor* tensor = library::tensorBehind(value))
        return shortValue(*tensor);
    if (value.isNone())
        return "None";
    if (value.isBool())
        return value.asBool() ? "True" : "False";
    if (value.isInt())
        return std::to_string(value.asInt());
    if (value.isFloat())
        return lang::floatRepr(value.asFloat());
    if (const std::string* text = lang::stringText(value))
        return "'" + shortened(*text) + "'";
    const auto* list = lang::listElements(value);
    const auto* elements = list ? list : lang::tupleElements(value);
    if (!elements)
        return value.asObject()->typeName();
    std::string text = list ? "[" : "(";
    for (std::size_t i = 0; i < elements->size(); ++i) {
        if (i == shownElements || depth == 2) {
            text += "…";
            break;
        }
        text += (i ? ", " : "") + shortText((*elements)[i], depth + 1);
    }
    return text + (list ? "]" : ")");
}

std::shared_ptr<const StepWords> words(std::string name, std::string text)
{
    return std::make_shared<const StepWords>(StepWords{std::move(name), std::move(text), {}});
}

/// Numbers, texts, tensors and containers of them. Looking up a function, a module or a dtype on
/// the way to using it is nothing to pause at.
bool isData(const lang::Value& value)
{
    return !value.isObject() || library::tensorBehind(value) || lang::stringText(value)
        || lang::listElements(value) || lang::tupleElements(value) || lang::dictEntries(value)
        || lang::rangeOf(value);
}

} // namespace

void Recorder::attach(const lang::Interpreter& interpreter, const EagerContext& context)
{
    m_interpreter = &interpreter;
    m_context = &context;
    constexpr std::size_t smallRun = 256; // steps and nodes
    m_recording.steps.reserve(smallRun);
    m_recording.nodes.reserve(smallRun);
}

Step& Recorder::push(StepKind kind, const SourceSpan& span)
{
    Step& step = m_recording.steps.emplace_back();
    step.kind = kind;
    step.span = span;
    step.cellRun = m_cellRun;
    step.cell = m_cell;
    step.depth = m_depth;
    return step;
}

Step* Recorder::pushInner(StepKind kind, const SourceSpan& span)
{
    if (m_recording.stepCount() < detailedSteps)
        return &push(kind, span);
    m_recording.thinned = true;
    return nullptr;
}

void Recorder::noticeNodes(int bornAt)
{
    const auto count = static_cast<std::size_t>(m_context->graph().size());
    if (m_recording.nodes.size() >= count)
        return;
    const SourceSpan span = m_interpreter->currentSpan();
    while (m_recording.nodes.size() < count) {
        NodeFacts& facts = m_recording.nodes.emplace_back();
        facts.bornAt = bornAt;
        facts.span = span;
        facts.cellRun = m_cellRun;
        facts.cell = m_cell;
    }
}

TapeFacts& Recorder::tapeFacts(TapeId tape)
{
    if (m_recording.tapes.size() <= static_cast<std::size_t>(tape.index))
        m_recording.tapes.resize(static_cast<std::size_t>(tape.index) + 1);
    return m_recording.tapes[static_cast<std::size_t>(tape.index)];
}

PassFacts& Recorder::passFacts(PassId pass)
{
    if (m_recording.passFacts.size() <= static_cast<std::size_t>(pass.index))
        m_recording.passFacts.resize(static_cast<std::size_t>(pass.index) + 1);
    return m_recording.passFacts[static_cast<std::size_t>(pass.index)];
}

void Recorder::beginCell(int cell, int executionCount, const std::string& source)
{
    CellRun run;
    run.cell = cell;
    run.executionCount = executionCount;
    run.source = source;
    run.firstStep = now();
    m_cell = cell;
    m_cellRun = static_cast<int>(m_recording.cellRuns.size());
    m_recording.cellRuns.push_back(std::move(run));
    m_depth = 0;
    push(StepKind::CellBegan, {cell, 0, 0});
}

void Recorder::endCell()
{
    // After a failure the calls that were under way are over.
    endBindings(1);
    m_depth = 0;
    noticeNodes(now() + 1);
    for (std::size_t pass = 0; pass < m_recording.passFacts.size(); ++pass) {
        PassFacts& facts = m_recording.passFacts[pass];
        if (facts.endedAt == never && facts.cellRun == m_cellRun)
            facts.arrivals = Arrivals(m_context->passes()[pass].contributions);
    }
    CellRun& run = m_recording.cellRuns.back();
    push(StepKind::CellEnded, {run.cell, 0, static_cast<int>(run.source.size())});
    run.stepEnd = now();
}

void Recorder::statementBegan(const SourceSpan& span)
{
    pushInner(StepKind::StatementBegan, span);
}

void Recorder::expressionEvaluated(const SourceSpan& span, const lang::Value& value)
{
    if (!isData(value))
        return;
    if (Step* step = pushInner(StepKind::ExpressionEvaluated, span)) {
        step->words = words({}, shortText(value));
        step->node = library::nodeBehind(value);
    }
}

void Recorder::nameBound(const SourceSpan& span, const std::string& name, const lang::Value& value)
{
    const NodeId node = library::nodeBehind(value);
    if (node.isValid()) {
        Step& step = push(StepKind::NameBound, span);
        step.words = words(name, shortText(value));
        step.node = node;
    } else if (Step* step = pushInner(StepKind::NameBound, span)) {
        step->words = words(name, shortText(value));
    }
    if (const auto* tape = value.as<library::TapeObject>();
        tape && tapeFacts(tape->tape()).name.empty())
        tapeFacts(tape->tape()).name = name;

    const std::pair key(m_depth, name);
    if (const auto living = m_bound.find(key); living != m_bound.end()) {
        m_recording.bindings[static_cast<std::size_t>(living->second)].endsAt = now();
        m_bound.erase(living);
    }
    if (!node.isValid())
        return;
    noticeNodes(now());
    m_recording.nodes[static_cast<std::size_t>(node.index)].bindings.push_back(
        static_cast<int>(m_recording.bindings.size()));
    m_bound[key] = static_cast<int>(m_recording.bindings.size());
    m_recording.bindings.push_back({name, node, span, now(), never, m_depth, 1});
    ++m_bearers[name];
}

void Recorder::endBindings(int depth)
{
    for (auto it = m_bound.lower_bound({depth, std::string()}); it != m_bound.end();) {
        m_recording.bindings[static_cast<std::size_t>(it->second)].endsAt = now() + 1;
        it = m_bound.erase(it);
    }
}

void Recorder::lapBegan(const SourceSpan& span, int lap)
{
    if (Step* step = pushInner(StepKind::LapBegan, span))
        step->number = lap;
}

void Recorder::loopEnded(const SourceSpan& span, int laps)
{
    push(StepKind::LoopEnded, span).number = laps;
}

void Recorder::branchTaken(const SourceSpan& condition, bool truth, const SourceSpan&,
                           const SourceSpan& notTaken)
{
    if (Step* step = pushInner(StepKind::BranchTaken, condition)) {
        step->truth = truth;
        step->words = std::make_shared<const StepWords>(StepWords{{}, {}, notTaken});
    }
}

void Recorder::functionEntered(const SourceSpan& call, const std::string& name)
{
    if (Step* step = pushInner(StepKind::FunctionEntered, call))
        step->words = words(name, {});
    ++m_depth;
}

void Recorder::functionLeft(const SourceSpan& call, const std::string& name,
                            const lang::Value& value)
{
    endBindings(m_depth);
    m_depth = std::max(m_depth - 1, 0);
    if (Step* step = pushInner(StepKind::FunctionLeft, call)) {
        step->words = words(name, shortText(value));
        step->node = library::nodeBehind(value);
    }
}

void Recorder::outputWritten(const SourceSpan& span, Output::Kind kind, const std::string& text)
{
    CellRun& run = m_recording.cellRuns.back();
    const bool stream = kind == Output::Kind::Stdout || kind == Output::Kind::Stderr;
    if (stream && !run.outputs.empty() && run.outputs.back().kind == kind) {
        run.outputs.back().text += text;
    } else {
        Output output;
        output.kind = kind;
        output.text = text;
        output.executionCount = kind == Output::Kind::Result ? run.executionCount : 0;
        run.outputs.push_back(std::move(output));
        run.outputAt.push_back(now() + 1);
    }
    Step& step = push(StepKind::OutputWritten, span);
    step.number = static_cast<int>(run.outputs.size()) - 1;
    step.words = words({}, shortened(text));
}

void Recorder::figureShown(const SourceSpan& span, const std::string& text,
                           std::shared_ptr<const Figure> figure)
{
    CellRun& run = m_recording.cellRuns.back();
    Output output;
    output.kind = Output::Kind::Result; // without a number: display_data
    output.text = text;
    output.figure = std::move(figure);
    run.outputs.push_back(std::move(output));
    run.outputAt.push_back(now() + 1);
    Step& step = push(StepKind::OutputWritten, span);
    step.number = static_cast<int>(run.outputs.size()) - 1;
    step.words = words({}, text);
}

void Recorder::failed(const Diagnostic& diagnostic)
{
    CellRun& run = m_recording.cellRuns.back();
    Output output;
    output.kind = Output::Kind::Error;
    output.errorName = diagnostic.kind;
    output.errorValue = diagnostic.message;
    output.traceback = tracebackLines(diagnostic, m_recording.cellRuns);
    for (const std::string& line : output.traceback)
        output.text += (output.text.empty() ? "" : "\n") + line;
    run.outputs.push_back(std::move(output));
    run.outputAt.push_back(now() + 1);
    run.failure = diagnostic;
    Step& step = push(StepKind::Failed, diagnostic.span);
    step.words = words(diagnostic.kind, diagnostic.message);
}

void Recorder::operationRan(NodeId id)
{
    const Node& node = m_context->graph().node(id);
    // A backward pass shows its rules and contributions, not the operations they are computed with;
    // and a number written in an expression appears together with the operation that uses it.
    if (node.isBackward() || node.op == Op::Constant) {
        noticeNodes(now() + 1);
        return;
    }
    push(StepKind::OperationRan, m_interpreter->currentSpan()).node = id;
    noticeNodes(now());
}

void Recorder::tapeOpened(TapeId tape)
{
    push(StepKind::TapeOpened, m_interpreter->currentSpan()).tape = tape;
    TapeFacts& facts = tapeFacts(tape);
    facts.persistent = m_context->tape(tape).isPersistent();
    if (facts.openedAt == never) {
        facts.openedAt = now();
        facts.cell = m_cell;
        facts.cellRun = m_cellRun;
    }
}

void Recorder::tapeClosed(TapeId tape)
{
    push(StepKind::TapeClosed, m_interpreter->currentSpan()).tape = tape;
    tapeFacts(tape).closedAt = now();
}

void Recorder::tensorWatched(TapeId tape, NodeId node)
{
    const bool automatic = m_context->graph().node(node).op == Op::Variable;
    Step& step = push(StepKind::TensorWatched, m_interpreter->currentSpan());
    step.tape = tape;
    step.node = node;
    step.truth = automatic;
    noticeNodes(now());
    m_recording.watches.push_back({tape, node, now(), automatic});
}

void Recorder::variableAssigned(NodeId newLeaf)
{
    Step& step = push(StepKind::VariableAssigned, m_interpreter->currentSpan());
    step.node = newLeaf;
    noticeNodes(now());
    // The variable's names go on with its new contents, in the order in which they came.
    const VariableId variable = m_context->graph().node(newLeaf).variable;
    std::vector<int*> living;
    for (auto& [key, index] : m_bound) {
        const NodeId old = m_recording.bindings[static_cast<std::size_t>(index)].node;
        if (variable.isValid() && m_context->graph().node(old).variable == variable)
            living.push_back(&index);
    }
    std::sort(living.begin(), living.end(), [](const int* a, const int* b) { return *a < *b; });
    for (int* const index : living) {
        Binding& old = m_recording.bindings[static_cast<std::size_t>(*index)];
        old.endsAt = now();
        Binding next = old;
        next.node = newLeaf;
        next.bornAt = now();
        next.endsAt = never;
        *index = static_cast<int>(m_recording.bindings.size());
        m_recording.nodes[static_cast<std::size_t>(newLeaf.index)].bindings.push_back(*index);
        m_recording.bindings.push_back(std::move(next));
    }
}

void Recorder::passBegan(PassId pass)
{
    push(StepKind::PassBegan, m_interpreter->currentSpan()).pass = pass;
    noticeNodes(now());
    PassFacts& facts = passFacts(pass);
    facts.beganAt = now();
    facts.cell = m_cell;
    facts.cellRun = m_cellRun;
    facts.span = m_interpreter->currentSpan();
    const GradientPass& record = m_context->passes()[static_cast<std::size_t>(pass.index)];
    facts.firedAt.reserve(record.firings.capacity());
    facts.arrivedAt.reserve(record.contributions.capacity());
    facts.completedAt.reserve(record.sources.size());
}

void Recorder::ruleFired(PassId pass, int firing)
{
    const NodeId node = m_context->passes()[static_cast<std::size_t>(pass.index)]
                            .firings[static_cast<std::size_t>(firing)]
                            .node;
    Step& step =
        push(StepKind::RuleFired, m_recording.nodes[static_cast<std::size_t>(node.index)].span);
    step.pass = pass;
    step.node = node;
    step.number = firing;
    passFacts(pass).firedAt.push_back(now());
}

void Recorder::contributionArrived(PassId pass, int contribution)
{
    const auto& message = m_context->passes()[static_cast<std::size_t>(pass.index)]
                              .contributions[static_cast<std::size_t>(contribution)];
    Step& step = push(StepKind::ContributionArrived,
                      m_recording.nodes[static_cast<std::size_t>(message.from.index)].span);
    step.pass = pass;
    step.node = message.to;
    step.number = contribution;
    noticeNodes(now());
    passFacts(pass).arrivedAt.push_back(now());
}

void Recorder::sourceCompleted(PassId pass, int source)
{
    const GradientPass& record = m_context->passes()[static_cast<std::size_t>(pass.index)];
    const auto index = static_cast<std::size_t>(source);
    Step& step =
        push(record.results[index] ? StepKind::GradientCompleted : StepKind::GradientMissing,
             m_interpreter->currentSpan());
    step.pass = pass;
    step.node = record.sources[index];
    step.number = source;
    noticeNodes(now());
    passFacts(pass).completedAt.push_back(now());
}

void Recorder::passEnded(PassId pass)
{
    push(StepKind::PassEnded, m_interpreter->currentSpan()).pass = pass;
    PassFacts& facts = passFacts(pass);
    facts.endedAt = now();
    facts.arrivals =
        Arrivals(m_context->passes()[static_cast<std::size_t>(pass.index)].contributions);
}

std::shared_ptr<const Recording> Recorder::seal(std::uint64_t seed,
                                                const std::vector<GivenValue>& given) const
{
    auto sealed = std::make_shared<Recording>(m_recording);
    sealed->graph = m_context->graph();
    sealed->passes = m_context->passes();
    sealed->passFacts.resize(sealed->passes.size());
    sealed->seed = seed;
    sealed->given = given;
    for (Binding& binding : sealed->bindings)
        binding.bearers = m_bearers.at(binding.name);
    for (const auto& tangents : m_context->tangents()) {
        for (const auto& [of, tangent] : tangents)
            sealed->slopeOf.emplace(tangent.node.index, NodeId{of});
    }
    sealed->variableNames = variableNames(*sealed, *m_context, *m_interpreter);
    sealed->takes = takesOf(*sealed);
    return sealed;
}

} // namespace engine

#include "engine/sampling/rerun.h"

#include <algorithm>
#include <utility>

#include "engine/lang/implementation.h"
#include "engine/lang/interpreter.h"
#include "engine/library/modules.h"
#include "engine/tape/tapeobserver.h"
#include "engine/tensor/memorybudget.h"

namespace engine {
namespace {

/// Ends a run whose pass is done. Nothing of the interpreter or the library catches it.
struct Done
{
};

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value)
{
    hash ^= value + 0x9e3779b97f4a7c15U + (hash << 6U) + (hash >> 2U);
    return hash * 0xff51afd7ed558ccdU;
}

std::uint64_t mixed(std::uint64_t hash, const SourceSpan& span)
{
    return mixed(mixed(hash, static_cast<std::uint64_t>(span.cell)),
                 static_cast<std::uint64_t>(span.begin));
}

/// Notes the way a run goes, and ends it with the pass.
class PathObserver : public lang::EvaluationObserver, public TapeObserver
{
public:
    PathObserver(const GradientPass& pass, PassId id, NodeId since)
        : m_pass(pass)
        , m_id(id)
        , m_since(since)
    {
    }

    void attach(const EagerContext& context, const Rerun::AtEnd& atEnd)
    {
        m_context = &context;
        m_atEnd = &atEnd;
    }
    Outcome& outcome() { return m_outcome; }

    void loopEnded(const SourceSpan& span, int laps) override
    {
        if (!isFollowing())
            return;
        m_outcome.path = mixed(mixed(m_outcome.path, span), static_cast<std::uint64_t>(laps));
        auto& all = m_outcome.laps;
        const auto known = std::find_if(all.begin(), all.end(),
                                        [&](const auto& entry) { return entry.loop == span; });
        if (known == all.end())
            all.push_back({span, laps});
        else
            known->count += laps;
    }

    void branchTaken(const SourceSpan& condition, bool truth, const SourceSpan&,
                     const SourceSpan&) override
    {
        if (!isFollowing())
            return;
        m_outcome.path = mixed(mixed(m_outcome.path, condition), truth ? 1 : 2);
        auto& all = m_outcome.branches;
        const auto known = std::find_if(all.begin(), all.end(), [&](const auto& entry) {
            return entry.condition == condition;
        });
        if (known == all.end())
            all.push_back({condition, truth});
        else
            known->truth = truth;
    }

    void operationRan(NodeId id) override
    {
        if (id < m_since)
            return;
        const Node& node = m_context->graph().node(id);
        if (node.isBackward())
            return;
        m_outcome.path = mixed(m_outcome.path, static_cast<std::uint64_t>(node.op));
        for (const NodeId input : node.inputs)
            m_outcome.path = mixed(m_outcome.path, static_cast<std::uint64_t>(input.index));
    }

    void passEnded(PassId id) override
    {
        if (id != m_id)
            return;
        const GradientPass& pass = m_context->passes()[static_cast<std::size_t>(id.index)];
        if (pass.targets.size() == m_pass.targets.size()
            && pass.sources.size() == m_pass.sources.size()) {
            m_outcome.target = weighted(pass);
            m_outcome.gradients.assign(pass.results.begin(), pass.results.end());
            m_outcome.reached = true;
            if (*m_atEnd)
                (*m_atEnd)(m_context->graph(), m_outcome);
        }
        throw Done();
    }

private:
    bool isFollowing() const { return m_context->graph().size() > m_since.index; }

    double weighted(const GradientPass& pass) const
    {
        double sum = 0;
        for (std::size_t t = 0; t < pass.targets.size(); ++t) {
            const Tensor& target = m_context->graph().node(pass.targets[t]).value;
            const Tensor& recorded = m_pass.seeds[t];
            const Tensor& seed = recorded.size() == target.size() ? recorded : pass.seeds[t];
            for (std::int64_t i = 0; i < target.size(); ++i) {
                if (seed.at(i) != 0)
                    sum += seed.at(i) * target.at(i);
            }
        }
        return sum;
    }

    const GradientPass& m_pass;
    PassId m_id;
    NodeId m_since;
    const EagerContext* m_context = nullptr;
    const Rerun::AtEnd* m_atEnd = nullptr;
    Outcome m_outcome;
};

} // namespace

Rerun::Rerun(std::shared_ptr<const Recording> recording, PassId pass, const lang::StopFlag& stop)
    : m_recording(std::move(recording))
    , m_pass(pass)
    , m_stop(stop)
{
}

Outcome Rerun::run(std::vector<GivenValue> given, const AtEnd& atEnd)
{
    NodeId since{m_recording->graph.size()};
    for (const GivenValue& value : given)
        since = std::min(since, value.node);
    // What the recording was given stays, but for the nodes that get something else here.
    const std::size_t own = given.size();
    for (const GivenValue& before : m_recording->given) {
        if (std::none_of(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(own),
                         [&](const GivenValue& value) { return value.node == before.node; }))
            given.push_back(before);
    }
    PathObserver observer(pass(), m_pass, since);
    RandomSource random(m_recording->seed);
    EagerContext context(observer);
    lang::Interpreter interpreter(m_limits, m_stop, observer);
    library::Runtime runtime(interpreter, context, random);
    const MemoryBudget budget(m_limits.memoryBytes, context.bytes());
    const MemoryBudget::Use use(budget);
    observer.attach(context, atEnd);
    context.give(std::move(given));
    library::registerModules(interpreter, runtime, m_recording->seed);
    Outcome& outcome = observer.outcome();
    const int last = m_recording->passFacts[static_cast<std::size_t>(m_pass.index)].cellRun;
    try {
        for (int i = 0; i <= last && !stopped(); ++i) {
            const CellRun& cell = m_recording->cellRuns[static_cast<std::size_t>(i)];
            const auto failure = interpreter.run(cell.source, cell.cell, cell.executionCount);
            runtime.cellEnded();
            // What failed when it was recorded may fail again, and the run goes on as it did then.
            if (failure && !(cell.failure && i < last)) {
                outcome.failure = failure;
                break;
            }
        }
    } catch (const Done&) {
    }
    if (!outcome.reached)
        outcome.path = 0;
    if (m_runs++ == 0 && outcome.reached) {
        const std::int64_t steps = interpreter.implementation().stepsOfAllCells();
        m_limits.steps = std::min(m_limits.steps, 20 * steps + 1'000'000);
        m_limits.operations =
            std::min<std::int64_t>(m_limits.operations, 4 * context.graph().size() + 10'000);
    }
    return std::move(outcome);
}

} // namespace engine

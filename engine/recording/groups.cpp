#include "engine/recording/groups.h"

#include <algorithm>

#include "engine/recording/questions.h"

namespace engine {
namespace {

class Finder
{
public:
    Finder(const Recording& recording, const Take& take)
        : m_recording(recording)
        , m_take(take)
    {
    }

    std::vector<Group> find()
    {
        for (int i = m_take.firstStep; i < m_take.stepEnd; ++i)
            visit(i);
        closeFrom(0, m_take.stepEnd);
        // A while's test was met before the lap it belongs to, so a call in it was closed before
        // the lap around it was opened.
        std::stable_sort(m_found.begin(), m_found.end(), [](const Group& a, const Group& b) {
            return a.firstStep != b.firstStep ? a.firstStep < b.firstStep : a.stepEnd > b.stepEnd;
        });
        nest();
        return std::move(m_found);
    }

private:
    struct Open
    {
        Group group;
        int depth;
    };

    const Step& step(int i) const { return m_recording.steps[static_cast<std::size_t>(i)]; }

    void visit(int i)
    {
        const Step& now = step(i);
        if (now.kind == StepKind::CellBegan)
            closeFrom(0, i);
        while (!m_open.empty() && isOver(m_open.back(), now))
            closeFrom(m_open.size() - 1, i);
        switch (now.kind) {
        case StepKind::LapBegan:
            beginLap(i);
            break;
        case StepKind::LoopEnded:
            endLoop(i);
            break;
        case StepKind::FunctionEntered:
            open(Group::Kind::Call, i, i).name = now.name();
            break;
        case StepKind::FunctionLeft:
            close(i, [&](const Open& each) {
                return each.group.kind == Group::Kind::Call && each.depth == now.depth;
            });
            break;
        case StepKind::PassBegan:
            open(Group::Kind::Pass, i, i).pass = now.pass;
            break;
        case StepKind::PassEnded:
            close(i, [&](const Open& each) {
                return each.group.kind == Group::Kind::Pass && each.group.pass == now.pass;
            });
            break;
        default:
            break;
        }
    }

    /// Steps of long recordings are thinned, so an end may be missing.
    static bool isOver(const Open& open, const Step& now)
    {
        if (open.group.kind != Group::Kind::Call)
            return now.depth < open.depth;
        return now.depth < open.depth
            || (now.depth == open.depth && now.kind != StepKind::FunctionLeft);
    }

    Group& open(Group::Kind kind, int i, int firstStep)
    {
        Open entry;
        entry.depth = step(i).depth;
        entry.group.kind = kind;
        entry.group.span = step(i).span;
        entry.group.cellRun = step(i).cellRun;
        entry.group.firstStep = firstStep;
        m_open.push_back(std::move(entry));
        return m_open.back().group;
    }

    void closeFrom(std::size_t position, int stepEnd)
    {
        while (m_open.size() > position) {
            m_open.back().group.stepEnd = std::max(stepEnd, m_open.back().group.firstStep);
            m_found.push_back(std::move(m_open.back().group));
            m_open.pop_back();
        }
    }

    template <typename Predicate>
    void close(int i, Predicate isIt)
    {
        const auto found = std::find_if(m_open.rbegin(), m_open.rend(), isIt);
        if (found == m_open.rend())
            return;
        const auto position = static_cast<std::size_t>(m_open.rend() - found) - 1;
        closeFrom(position + 1, i);
        closeFrom(position, i + 1);
    }

    /// Position of the loop that step i is about, or the number of open groups.
    std::size_t loopOf(int i) const
    {
        for (std::size_t p = m_open.size(); p-- > 0;) {
            const Open& each = m_open[p];
            if (each.group.kind == Group::Kind::Loop && each.group.span == step(i).span
                && each.depth == step(i).depth)
                return p;
        }
        return m_open.size();
    }

    /// Where the test of the loop's header that ends before step i began.
    int testBegin(int i) const
    {
        const Step& lap = step(i);
        const auto isOfHeader = [&](const Step& before) {
            return before.cellRun == lap.cellRun
                && (before.depth > lap.depth
                    || (before.depth == lap.depth && lap.span.contains(before.span)
                        && before.kind != StepKind::LapBegan
                        && before.kind != StepKind::LoopEnded));
        };
        int begin = i;
        while (begin > m_take.firstStep && isOfHeader(step(begin - 1)))
            --begin;
        return begin;
    }

    bool isWhile(const Step& lap) const
    {
        const CellRun* const source = sourceOf(m_recording, lap.span, lap.cellRun);
        return source
            && source->source.compare(static_cast<std::size_t>(lap.span.begin), 5, "while") == 0;
    }

    void beginLap(int i)
    {
        const std::size_t loop = loopOf(i);
        const bool isFirst = loop == m_open.size();
        const int test = testBegin(i);
        const int begin = isWhile(step(i)) ? test : i;
        if (isFirst)
            open(Group::Kind::Loop, i, test);
        else
            closeFrom(loop + 1, begin);
        open(Group::Kind::Lap, i, begin).lap = step(i).number;
    }

    void endLoop(int i)
    {
        const std::size_t loop = loopOf(i);
        if (loop == m_open.size())
            return;
        closeFrom(loop + 1, testBegin(i));
        m_open[loop].group.laps = step(i).number;
        closeFrom(loop, i + 1);
    }

    void nest()
    {
        std::vector<int> around;
        for (std::size_t g = 0; g < m_found.size(); ++g) {
            Group& group = m_found[g];
            while (!around.empty()
                   && m_found[static_cast<std::size_t>(around.back())].stepEnd <= group.firstStep)
                around.pop_back();
            group.parent = around.empty() ? -1 : around.back();
            around.push_back(static_cast<int>(g));
        }
        std::vector<int> counted(m_found.size(), 0);
        for (const Group& group : m_found) {
            if (group.kind == Group::Kind::Lap && group.parent >= 0)
                ++counted[static_cast<std::size_t>(group.parent)];
        }
        for (std::size_t g = 0; g < m_found.size(); ++g) {
            Group& group = m_found[g];
            if (group.kind == Group::Kind::Loop && group.laps == 0)
                group.laps = counted[g]; // it was left by an error
            if (group.kind == Group::Kind::Lap && group.parent >= 0)
                group.laps = m_found[static_cast<std::size_t>(group.parent)].laps;
        }
    }

    const Recording& m_recording;
    const Take& m_take;
    std::vector<Open> m_open;
    std::vector<Group> m_found;
};

void assignNodes(const Recording& recording, const Take& take, Groups& result)
{
    std::vector<int> at(static_cast<std::size_t>(take.stepEnd - take.firstStep), -1);
    for (int g = 0; g < result.size(); ++g) {
        const Group& group = result.at(g);
        std::fill(at.begin() + (group.firstStep - take.firstStep),
                  at.begin() + (group.stepEnd - take.firstStep), g);
    }
    for (const NodeId node : take.nodes) {
        const int bornIn = recording.nodes[static_cast<std::size_t>(node.index)].bornAt - 1;
        if (bornIn < take.firstStep || bornIn >= take.stepEnd)
            continue; // from an earlier take
        int group = at[static_cast<std::size_t>(bornIn - take.firstStep)];
        if (group >= 0 && recording.graph.node(node).op == Op::Gradient)
            group = result.at(group).parent; // what a pass gives is no longer its inner work
        if (group < 0)
            continue;
        result.owners.emplace_back(node, group);
        result.groups[static_cast<std::size_t>(group)].nodes.push_back(node);
    }
}

} // namespace

int Groups::innermost(NodeId node) const
{
    const auto found = std::lower_bound(
        owners.begin(), owners.end(), node,
        [](const std::pair<NodeId, int>& owner, NodeId id) { return owner.first < id; });
    return found != owners.end() && found->first == node ? found->second : -1;
}

int Groups::atStep(int step) const
{
    // The last one that begins before it, or one of those around that.
    auto next = std::partition_point(groups.begin(), groups.end(), [step](const Group& group) {
        return group.firstStep <= step;
    });
    int group = static_cast<int>(next - groups.begin()) - 1;
    while (group >= 0 && at(group).stepEnd <= step)
        group = at(group).parent;
    return group;
}

std::vector<int> Groups::around(NodeId node) const
{
    std::vector<int> result;
    for (int group = innermost(node); group >= 0; group = at(group).parent)
        result.push_back(group);
    std::reverse(result.begin(), result.end());
    return result;
}

bool Groups::isInside(int group, int ancestor) const
{
    while (group >= 0 && group != ancestor)
        group = at(group).parent;
    return group == ancestor && group >= 0;
}

Groups groupsOf(const Recording& recording, int take)
{
    Groups result;
    if (take < 0 || take >= static_cast<int>(recording.takes.size()))
        return result;
    const Take& facts = recording.takes[static_cast<std::size_t>(take)];
    result.groups = Finder(recording, facts).find();
    assignNodes(recording, facts, result);
    return result;
}

} // namespace engine

#include "ui/stage/stagemodel.h"

#include <algorithm>
#include <map>
#include <set>

#include "ui/stage/boxsize.h"

namespace ui {
namespace {

using engine::NodeId;

/// Users further than this many ranks below a leaf's first user get a stand-in of their own: one
/// long edge can cost dot seconds.
constexpr int farRanks = 3;

class Builder
{
public:
    Builder(const engine::Recording& recording, int take)
        : m_recording(recording)
        , m_take(recording.takes[static_cast<std::size_t>(take)])
        , m_index(recording, m_take)
        , m_imported(m_take.imported.begin(), m_take.imported.end())
    {
        m_model.take = take;
    }

    StageModel build()
    {
        collectPassPaths();
        chooseNodes();
        findLaps();
        for (const NodeId node : m_drawn)
            addBox(node);
        for (const NodeId node : m_drawn)
            addEdges(node);
        replaceFarUses();
        m_model.direction = bestDirection();
        return std::move(m_model);
    }

private:
    const engine::Node& graphNode(NodeId id) const { return m_recording.graph.node(id); }
    bool isLeafHere(NodeId id) const
    {
        return m_imported.count(id) > 0 || graphNode(id).inputs.empty();
    }

    void collectPassPaths()
    {
        for (const engine::PassId pass : m_take.passes) {
            const engine::GradientPass& facts =
                m_recording.passes[static_cast<std::size_t>(pass.index)];
            m_onPath.insert(facts.targets.begin(), facts.targets.end());
            for (std::size_t i = 0; i < facts.contributions.size(); ++i) {
                const engine::Contribution& contribution = facts.contributions[i];
                m_onPath.insert(contribution.to);
                m_contributions[{contribution.from, contribution.slot}].emplace_back(
                    pass, static_cast<int>(i));
            }
        }
    }

    /// Forward work is drawn; a pass's own operations only where a later pass goes through them,
    /// and its result only where it is used. Whatever those need is drawn too.
    void chooseNodes()
    {
        const std::set<NodeId> present(m_take.nodes.begin(), m_take.nodes.end());
        for (auto id = m_take.nodes.rbegin(); id != m_take.nodes.rend(); ++id) {
            const engine::Node& node = graphNode(*id);
            const bool onDemand = node.isBackward() || node.op == engine::Op::Gradient;
            if (onDemand && m_drawn.count(*id) == 0 && m_onPath.count(*id) == 0)
                continue;
            m_drawn.insert(*id);
            if (m_imported.count(*id) > 0)
                continue;
            for (const NodeId input : node.inputs) {
                if (present.count(input) > 0)
                    m_drawn.insert(input);
            }
        }
    }

    void findLaps()
    {
        struct Loop
        {
            engine::SourceSpan header;
            int depth;
            int lap;
        };
        std::vector<Loop> loops;
        for (int i = m_take.firstStep; i < m_take.stepEnd; ++i) {
            const engine::Step& step = m_recording.steps[static_cast<std::size_t>(i)];
            while (!loops.empty() && loops.back().depth > step.depth)
                loops.pop_back();
            if (step.kind == engine::StepKind::LapBegan) {
                const auto known = std::find_if(loops.begin(), loops.end(), [&](const Loop& loop) {
                    return loop.header == step.span && loop.depth == step.depth;
                });
                loops.erase(known, loops.end());
                loops.push_back({step.span, step.depth, step.number});
            } else if (step.kind == engine::StepKind::LoopEnded && !loops.empty()) {
                loops.pop_back();
            } else if (step.kind == engine::StepKind::OperationRan && !loops.empty()) {
                m_laps[step.node] = loops.back().lap;
            }
        }
    }

    void addBox(NodeId id)
    {
        StageBox box;
        box.node = id;
        box.isImported = m_imported.count(id) > 0;
        box.kind = kindOf(id);
        box.hasSlot = m_onPath.count(id) > 0;
        if (const auto lap = m_laps.find(id); lap != m_laps.end())
            box.lap = lap->second;
        sizeBox(box, m_recording, m_take, m_index);
        m_boxOf[id] = static_cast<int>(m_model.boxes.size());
        m_model.boxes.push_back(std::move(box));
    }

    BoxKind kindOf(NodeId id) const
    {
        const engine::Node& node = graphNode(id);
        if (node.op == engine::Op::Variable)
            return BoxKind::Variable;
        if (node.op == engine::Op::Constant && m_onPath.count(id) == 0
            && m_index.names.count(id.index) == 0)
            return BoxKind::Constant;
        if (isLeafHere(id))
            return BoxKind::Leaf;
        return engine::isRecorded(m_recording, id) ? BoxKind::Operation : BoxKind::Unrecorded;
    }

    void addEdges(NodeId id)
    {
        if (m_imported.count(id) > 0)
            return;
        const engine::Node& node = graphNode(id);
        for (std::size_t slot = 0; slot < node.inputs.size(); ++slot) {
            const auto from = m_boxOf.find(node.inputs[slot]);
            if (from == m_boxOf.end())
                continue;
            StageEdge edge;
            edge.from = from->second;
            edge.to = m_boxOf[id];
            edge.slot = static_cast<int>(slot);
            if (const auto known = m_contributions.find({id, edge.slot});
                known != m_contributions.end())
                edge.contributions = known->second;
            sizeLabel(edge, m_recording);
            m_model.edges.push_back(std::move(edge));
        }
    }

    /// Longest path from the leaves, by box.
    std::vector<int> ranks() const
    {
        std::vector<int> result(m_model.boxes.size(), 0);
        for (const StageEdge& edge : m_model.edges) { // consumers ascend, so producers are final
            int& rank = result[static_cast<std::size_t>(edge.to)];
            rank = std::max(rank, result[static_cast<std::size_t>(edge.from)] + 1);
        }
        return result;
    }

    void replaceFarUses()
    {
        const std::vector<int> rank = ranks();
        std::map<int, int> firstUse;
        for (const StageEdge& edge : m_model.edges) {
            const auto [entry, isNew] =
                firstUse.try_emplace(edge.from, rank[static_cast<std::size_t>(edge.to)]);
            entry->second = std::min(entry->second, rank[static_cast<std::size_t>(edge.to)]);
        }
        std::map<std::pair<int, int>, int> standIns; // (leaf, consumer) -> box
        for (StageEdge& edge : m_model.edges) {
            const StageBox& leaf = m_model.boxes[static_cast<std::size_t>(edge.from)];
            if (leaf.isAlias || !isLeafHere(leaf.node)
                || rank[static_cast<std::size_t>(edge.to)] - firstUse[edge.from] < farRanks)
                continue;
            const auto [entry, isNew] =
                standIns.try_emplace({edge.from, edge.to}, static_cast<int>(m_model.boxes.size()));
            if (isNew) {
                StageBox alias;
                alias.node = leaf.node;
                alias.kind = leaf.kind;
                alias.isImported = leaf.isImported;
                alias.isAlias = true;
                alias.user = m_model.boxes[static_cast<std::size_t>(edge.to)].node;
                sizeBox(alias, m_recording, m_take, m_index);
                m_model.boxes.push_back(std::move(alias));
            }
            edge.from = entry->second;
        }
    }

    /// The direction in which the picture fills a wide stage better, estimated from its layers.
    FlowDirection bestDirection() const
    {
        constexpr double wishedAspect = 1.7;
        constexpr double gap = 70;
        std::map<int, std::pair<QSizeF, QSizeF>> layers; // sums and maxima of the boxes in a rank
        const std::vector<int> rank = ranks();
        for (std::size_t i = 0; i < m_model.boxes.size(); ++i) {
            auto& [sum, most] = layers[rank[i]];
            const QSizeF size = m_model.boxes[i].size;
            sum += QSizeF(size.width() + 30, size.height() + 30);
            most = most.expandedTo(size);
        }
        QSizeF across;
        QSizeF down;
        for (const auto& [r, layer] : layers) {
            across = {across.width() + layer.second.width() + gap,
                      std::max(across.height(), layer.first.height())};
            down = {std::max(down.width(), layer.first.width()),
                    down.height() + layer.second.height() + gap};
        }
        const auto scale = [](QSizeF size) {
            return std::min(wishedAspect / std::max(size.width(), 1.0),
                            1 / std::max(size.height(), 1.0));
        };
        return scale(across) >= scale(down) ? FlowDirection::LeftToRight : FlowDirection::TopDown;
    }

    const engine::Recording& m_recording;
    const engine::Take& m_take;
    const TakeIndex m_index;
    std::set<NodeId> m_imported;
    std::set<NodeId> m_onPath;
    std::set<NodeId> m_drawn;
    std::map<std::pair<NodeId, int>, std::vector<std::pair<engine::PassId, int>>> m_contributions;
    std::map<NodeId, int> m_laps;
    std::map<NodeId, int> m_boxOf;
    StageModel m_model;
};

} // namespace

int StageModel::boxOf(engine::NodeId node) const
{
    const auto standInsBegin =
        std::find_if(boxes.begin(), boxes.end(), [](const StageBox& box) { return box.isAlias; });
    const auto found =
        std::lower_bound(boxes.begin(), standInsBegin, node,
                         [](const StageBox& box, engine::NodeId id) { return box.node < id; });
    return found != standInsBegin && found->node == node ? static_cast<int>(found - boxes.begin())
                                                         : -1;
}

StageModel buildStageModel(const engine::Recording& recording, int take)
{
    if (take < 0 || take >= static_cast<int>(recording.takes.size()))
        return {};
    return Builder(recording, take).build();
}

} // namespace ui

#include "ui/stage/stagemodel.h"

#include <algorithm>
#include <map>

#include "engine/tensor/evaluate.h"
#include "ui/stage/boxsize.h"
#include "ui/stage/flowdirection.h"

namespace ui {
namespace {

using engine::NodeId;

/// Users further than this many ranks below a leaf's first user get a stand-in of their own: one
/// long edge can cost dot seconds.
constexpr int farRanks = 3;
constexpr std::size_t mostGhosts = 12;

class Builder
{
public:
    Builder(const engine::Recording& recording, int take,
            std::shared_ptr<const engine::Groups> groups, const Folding& folding)
        : m_recording(recording)
        , m_take(recording.takes[static_cast<std::size_t>(take)])
        , m_index(recording, m_take)
        , m_isImported(size(), false)
        , m_isOnPath(size(), false)
        , m_isDrawn(size(), false)
        , m_boxOf(size(), -1)
    {
        m_model.take = take;
        m_model.groups = std::move(groups);
        m_model.folding = folding;
        m_model.formulas = std::make_shared<const StageFormulas>(recording, m_take);
        for (const NodeId node : m_take.imported)
            m_isImported[at(node)] = true;
    }

    StageModel build()
    {
        collectPassPaths();
        chooseNodes();
        foldNodes();
        for (const NodeId node : m_nodes)
            addBox(node);
        m_model.nodeBoxes = static_cast<int>(m_model.boxes.size());
        for (auto& [folded, card] : m_cards)
            addCard(folded, card);
        for (const NodeId node : m_take.nodes) {
            if (m_isDrawn[at(node)])
                addEdges(node);
        }
        for (StageEdge& edge : m_model.edges) {
            addArrivals(edge);
            sizeLabel(edge);
            m_model.formulas->makeRoom(edge);
        }
        replaceFarUses();
        addGhosts();
        m_model.direction = bestDirection(m_model);
        return std::move(m_model);
    }

private:
    static std::size_t at(NodeId id) { return static_cast<std::size_t>(id.index); }
    std::size_t size() const { return static_cast<std::size_t>(m_recording.graph.size()); }
    const engine::Groups& groups() const { return *m_model.groups; }
    const engine::Node& graphNode(NodeId id) const { return m_recording.graph.node(id); }
    bool isLeafHere(NodeId id) const
    {
        return m_isImported[at(id)] || graphNode(id).inputs.empty();
    }

    void collectPassPaths()
    {
        for (const engine::PassId pass : m_take.passes) {
            const engine::GradientPass& facts =
                m_recording.passes[static_cast<std::size_t>(pass.index)];
            for (const NodeId target : facts.targets)
                m_isOnPath[at(target)] = true;
            for (std::size_t i = 0; i < facts.contributions.size(); ++i) {
                const engine::Contribution& contribution = facts.contributions[i];
                m_isOnPath[at(contribution.to)] = true;
                m_contributions[{contribution.from, contribution.slot}].emplace_back(
                    pass, static_cast<int>(i));
            }
        }
    }

    /// Forward work is drawn; a pass's own operations only where a later pass goes through them,
    /// and its result only where it is used. Whatever those need is drawn too.
    void chooseNodes()
    {
        std::vector<bool> isPresent(size(), false);
        for (const NodeId node : m_take.nodes)
            isPresent[at(node)] = true;
        for (auto id = m_take.nodes.rbegin(); id != m_take.nodes.rend(); ++id) {
            const engine::Node& node = graphNode(*id);
            const bool onDemand = node.isBackward() || node.op == engine::Op::Gradient;
            if (onDemand && !m_isDrawn[at(*id)] && !m_isOnPath[at(*id)])
                continue;
            m_isDrawn[at(*id)] = true;
            if (m_isImported[at(*id)])
                continue;
            for (const NodeId input : node.inputs) {
                if (isPresent[at(input)])
                    m_isDrawn[at(input)] = true;
            }
        }
    }

    /// Divides what is drawn into boxes of their own and members of closed groups.
    void foldNodes()
    {
        for (const NodeId node : m_take.nodes) {
            if (!m_isDrawn[at(node)])
                continue;
            const int group = m_isImported[at(node)] ? -1 : groups().innermost(node);
            const std::optional<Folded> folded = foldedIn(groups(), m_model.folding, group);
            if (folded)
                m_cards[*folded].members.push_back(node);
            else
                m_nodes.push_back(node);
        }
        // A card for one node would tell less than the node itself.
        for (auto card = m_cards.begin(); card != m_cards.end();) {
            if (card->second.members.size() > 1 || card->first.firstLap > 1) {
                ++card;
                continue;
            }
            m_nodes.push_back(card->second.members.front());
            m_frameGroup[m_nodes.back()] = groups().at(card->first.group).parent;
            card = m_cards.erase(card);
        }
        std::sort(m_nodes.begin(), m_nodes.end());
    }

    /// The frame of an open group, made with those around it when first asked for.
    int frameOf(int group)
    {
        if (group < 0 || m_model.folding.at(group) == 0)
            return group < 0 ? -1 : frameOf(groups().at(group).parent);
        const auto known = m_frames.find(group);
        if (known != m_frames.end())
            return known->second;
        StageFrame frame;
        frame.group = group;
        frame.parent = frameOf(groups().at(group).parent);
        m_model.frames.push_back(frame);
        return m_frames[group] = static_cast<int>(m_model.frames.size()) - 1;
    }

    void addBox(NodeId id)
    {
        StageBox box;
        box.node = id;
        box.isImported = m_isImported[at(id)];
        box.kind = kindOf(id);
        box.hasSlot = m_isOnPath[at(id)];
        if (const auto alone = m_frameGroup.find(id); alone != m_frameGroup.end())
            box.frame = frameOf(alone->second);
        else if (!box.isImported)
            box.frame = frameOf(groups().innermost(id));
        sizeBox(box, m_recording, m_take, m_index);
        m_model.formulas->makeRoom(box);
        m_boxOf[at(id)] = static_cast<int>(m_model.boxes.size());
        m_model.boxes.push_back(std::move(box));
    }

    void addCard(const Folded& folded, GroupCard& card)
    {
        card.folded = folded;
        const int index = static_cast<int>(m_model.boxes.size());
        for (const NodeId member : card.members)
            m_boxOf[at(member)] = index;
        describeCard(card, m_recording, groups(), m_index, outputsOf(card));
        StageBox box;
        box.kind = BoxKind::Group;
        box.node = representative(card);
        box.frame =
            folded.firstLap > 1 ? frameOf(folded.group) : frameOf(groups().at(folded.group).parent);
        for (const NodeId member : card.members)
            box.hasSlot = box.hasSlot || m_isOnPath[at(member)];
        for (const NodeId member : card.members) {
            for (const NodeId input : graphNode(member).inputs) {
                const bool isOutside =
                    !std::binary_search(card.members.begin(), card.members.end(), input);
                if (isOutside
                    && std::find(card.inputs.begin(), card.inputs.end(), input)
                        == card.inputs.end())
                    card.inputs.push_back(input);
            }
        }
        box.card = std::make_shared<const GroupCard>(card);
        sizeCard(box, m_recording, m_take);
        m_model.boxes.push_back(std::move(box));
    }

    /// What leaves the group: used outside, else still named afterwards, else what came last.
    std::vector<NodeId> outputsOf(const GroupCard& card) const
    {
        std::vector<NodeId> used;
        std::vector<NodeId> named;
        for (const NodeId member : card.members) {
            if (isUsedOutside(card, member))
                used.push_back(member);
            else if (isNamedAfter(member, groups().at(card.folded.group).stepEnd))
                named.push_back(member);
        }
        if (used.empty())
            used = named;
        if (used.empty())
            used.push_back(card.members.back());
        std::stable_partition(used.begin(), used.end(),
                              [&](NodeId node) { return m_isOnPath[at(node)]; });
        return used;
    }

    bool isUsedOutside(const GroupCard& card, NodeId node) const
    {
        const auto users = usersOf(node);
        return std::any_of(users.first, users.second, [&](const std::pair<NodeId, NodeId>& use) {
            return !std::binary_search(card.members.begin(), card.members.end(), use.second);
        });
    }

    /// Of the drawn nodes; (node, user) pairs.
    std::pair<std::vector<std::pair<NodeId, NodeId>>::const_iterator,
              std::vector<std::pair<NodeId, NodeId>>::const_iterator>
    usersOf(NodeId node) const
    {
        if (m_uses.empty()) {
            for (const NodeId user : m_take.nodes) {
                if (!m_isDrawn[at(user)] || m_isImported[at(user)])
                    continue;
                for (const NodeId input : graphNode(user).inputs)
                    m_uses.emplace_back(input, user);
            }
            std::sort(m_uses.begin(), m_uses.end());
        }
        return {std::lower_bound(m_uses.begin(), m_uses.end(), std::pair(node, NodeId())),
                std::lower_bound(m_uses.begin(), m_uses.end(),
                                 std::pair(NodeId{node.index + 1}, NodeId()))};
    }

    bool isNamedAfter(NodeId node, int step) const
    {
        const std::vector<int>& bindings = m_recording.nodes[at(node)].bindings;
        return std::any_of(bindings.begin(), bindings.end(), [&](int binding) {
            return m_recording.bindings[static_cast<std::size_t>(binding)].endsAt > step + 1;
        });
    }

    BoxKind kindOf(NodeId id) const
    {
        const engine::Node& node = graphNode(id);
        if (node.op == engine::Op::Variable)
            return BoxKind::Variable;
        if (node.op == engine::Op::Constant && !m_isOnPath[at(id)]
            && m_index.names.count(id.index) == 0)
            return BoxKind::Constant;
        if (isLeafHere(id))
            return BoxKind::Leaf;
        return engine::isRecorded(m_recording, id) ? BoxKind::Operation : BoxKind::Unrecorded;
    }

    void addEdges(NodeId id)
    {
        if (m_isImported[at(id)])
            return;
        const engine::Node& node = graphNode(id);
        const int to = m_boxOf[at(id)];
        const bool isCard = m_model.boxes[static_cast<std::size_t>(to)].kind == BoxKind::Group;
        for (std::size_t slot = 0; slot < node.inputs.size(); ++slot) {
            const NodeId input = node.inputs[slot];
            const int from = m_boxOf[at(input)];
            if (from < 0 || from == to)
                continue;
            if (isCard) {
                const auto [known, isNew] =
                    m_cardEdges.try_emplace({input, to}, m_model.edges.size());
                if (!isNew) {
                    m_model.edges[known->second].uses.emplace_back(id, static_cast<int>(slot));
                    continue;
                }
            }
            StageEdge edge;
            edge.from = from;
            edge.to = to;
            edge.slot = isCard ? m_cardInputs[to]++ : static_cast<int>(slot);
            edge.uses.emplace_back(id, static_cast<int>(slot));
            m_model.edges.push_back(std::move(edge));
        }
    }

    void addArrivals(StageEdge& edge) const
    {
        for (const auto& use : edge.uses) {
            const auto known = m_contributions.find(use);
            if (known == m_contributions.end())
                continue;
            for (const auto& [pass, index] : known->second)
                edge.contributions.push_back({pass, index, 1, 1, {}});
        }
        std::sort(edge.contributions.begin(), edge.contributions.end(),
                  [](const EdgeArrival& a, const EdgeArrival& b) {
                      return std::pair(a.pass, a.index) < std::pair(b.pass, b.index);
                  });
        for (auto begin = edge.contributions.begin(); begin != edge.contributions.end();) {
            const auto end =
                std::find_if(begin, edge.contributions.end(),
                             [&](const EdgeArrival& each) { return each.pass != begin->pass; });
            for (auto each = begin; each != end; ++each) {
                const engine::Tensor& amount =
                    m_recording.passes[static_cast<std::size_t>(each->pass.index)]
                        .contributions[static_cast<std::size_t>(each->index)]
                        .amount;
                each->ordinal = static_cast<int>(each - begin) + 1;
                each->expected = static_cast<int>(end - begin);
                each->sum = each == begin
                    ? amount
                    : engine::evaluate(engine::Op::Add, std::vector{std::prev(each)->sum, amount});
            }
            begin = end;
        }
    }

    /// Branches not taken stand beside what decided, inside the innermost open group.
    void addGhosts()
    {
        std::size_t count = 0;
        for (const Ghost& ghost : ghostsOf(m_recording, m_take)) {
            const int group = groups().atStep(ghost.step);
            if (count == mostGhosts || foldedIn(groups(), m_model.folding, group))
                continue;
            ++count;
            StageBox box;
            box.kind = BoxKind::Ghost;
            box.node = ghost.decider;
            box.ghost = std::make_shared<const Ghost>(ghost);
            box.frame = frameOf(group);
            sizeGhost(box);
            const int index = static_cast<int>(m_model.boxes.size());
            m_model.boxes.push_back(std::move(box));
            const int from = ghost.decider.isValid() ? m_boxOf[at(ghost.decider)] : -1;
            if (from < 0)
                continue;
            StageEdge edge;
            edge.isGhost = true;
            edge.from = from;
            edge.to = index;
            m_model.edges.push_back(std::move(edge));
        }
    }

    void replaceFarUses()
    {
        const std::vector<int> rank = ranksOf(m_model);
        std::map<int, int> firstUse;
        for (const StageEdge& edge : m_model.edges) {
            const auto [entry, isNew] =
                firstUse.try_emplace(edge.from, rank[static_cast<std::size_t>(edge.to)]);
            entry->second = std::min(entry->second, rank[static_cast<std::size_t>(edge.to)]);
        }
        std::map<std::pair<int, int>, int> standIns; // (leaf, consumer) -> box
        for (StageEdge& edge : m_model.edges) {
            const StageBox& leaf = m_model.boxes[static_cast<std::size_t>(edge.from)];
            if (edge.isGhost || !leaf.isNode() || leaf.isAlias || !isLeafHere(leaf.node)
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
                alias.user = edge.uses.front().first;
                alias.frame = m_model.boxes[static_cast<std::size_t>(edge.to)].frame;
                sizeBox(alias, m_recording, m_take, m_index);
                m_model.boxes.push_back(std::move(alias));
            }
            edge.from = entry->second;
        }
    }

    const engine::Recording& m_recording;
    const engine::Take& m_take;
    const TakeIndex m_index;
    std::vector<bool> m_isImported; ///< these are parallel to the graph
    std::vector<bool> m_isOnPath;
    std::vector<bool> m_isDrawn; ///< as a box or inside a closed group
    std::vector<int> m_boxOf;
    std::vector<NodeId> m_nodes; ///< with a box of their own, ascending
    std::map<Folded, GroupCard> m_cards;
    std::map<NodeId, int> m_frameGroup; ///< of nodes alone in a closed group: the one around it
    std::map<int, int> m_frames; ///< by group
    std::map<std::pair<NodeId, int>, std::size_t> m_cardEdges; ///< (producer, card) -> edge
    std::map<int, int> m_cardInputs; ///< edges into each card so far
    mutable std::vector<std::pair<NodeId, NodeId>> m_uses; ///< (node, user), ascending
    std::map<std::pair<NodeId, int>, std::vector<std::pair<engine::PassId, int>>> m_contributions;
    StageModel m_model;
};

} // namespace

int StageModel::boxOf(engine::NodeId node) const
{
    const auto end = boxes.begin() + nodeBoxes;
    const auto found =
        std::lower_bound(boxes.begin(), end, node,
                         [](const StageBox& box, engine::NodeId id) { return box.node < id; });
    return found != end && found->node == node ? static_cast<int>(found - boxes.begin()) : -1;
}

int StageModel::boxShowing(engine::NodeId node) const
{
    if (const int own = boxOf(node); own >= 0)
        return own;
    for (std::size_t i = static_cast<std::size_t>(nodeBoxes); i < boxes.size(); ++i) {
        const StageBox& box = boxes[i];
        if (box.kind == BoxKind::Group
            && std::binary_search(box.card->members.begin(), box.card->members.end(), node))
            return static_cast<int>(i);
    }
    return -1;
}

StageModel buildStageModel(const engine::Recording& recording, int take)
{
    auto groups = std::make_shared<const engine::Groups>(engine::groupsOf(recording, take));
    const Folding folding = defaultFolding(*groups);
    return buildStageModel(recording, take, std::move(groups), folding);
}

StageModel buildStageModel(const engine::Recording& recording, int take, const Folding& folding)
{
    return buildStageModel(
        recording, take, std::make_shared<const engine::Groups>(engine::groupsOf(recording, take)),
        folding);
}

StageModel buildStageModel(const engine::Recording& recording, int take,
                           std::shared_ptr<const engine::Groups> groups, const Folding& folding)
{
    if (take < 0 || take >= static_cast<int>(recording.takes.size()))
        return {};
    return Builder(recording, take, std::move(groups), folding).build();
}

} // namespace ui

// Which boxes there are.
#include "ui/stage/stagebuilder.h"

#include <algorithm>

#include "ui/stage/boxsize.h"
#include "ui/stage/flowdirection.h"

namespace ui {

using engine::NodeId;

StageBuilder::StageBuilder(const engine::Recording& recording, int take,
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

StageModel StageBuilder::build()
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
    m_model.edgesOf.resize(m_model.boxes.size());
    for (std::size_t e = 0; e < m_model.edges.size(); ++e) {
        m_model.edgesOf[static_cast<std::size_t>(m_model.edges[e].from)].push_back(
            static_cast<int>(e));
        m_model.edgesOf[static_cast<std::size_t>(m_model.edges[e].to)].push_back(
            static_cast<int>(e));
    }
    m_model.direction = bestDirection(m_model);
    return std::move(m_model);
}

void StageBuilder::collectPassPaths()
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

void StageBuilder::chooseNodes()
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

void StageBuilder::foldNodes()
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

int StageBuilder::frameOf(int group)
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

void StageBuilder::addBox(NodeId id)
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

void StageBuilder::addCard(const Folded& folded, GroupCard& card)
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
                && std::find(card.inputs.begin(), card.inputs.end(), input) == card.inputs.end())
                card.inputs.push_back(input);
        }
    }
    box.card = std::make_shared<const GroupCard>(card);
    sizeCard(box, m_recording, m_take);
    m_model.boxes.push_back(std::move(box));
}

std::vector<NodeId> StageBuilder::outputsOf(const GroupCard& card) const
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

bool StageBuilder::isUsedOutside(const GroupCard& card, NodeId node) const
{
    const auto users = usersOf(node);
    return std::any_of(users.first, users.second, [&](const std::pair<NodeId, NodeId>& use) {
        return !std::binary_search(card.members.begin(), card.members.end(), use.second);
    });
}

std::pair<std::vector<std::pair<NodeId, NodeId>>::const_iterator,
          std::vector<std::pair<NodeId, NodeId>>::const_iterator>
StageBuilder::usersOf(NodeId node) const
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

bool StageBuilder::isNamedAfter(NodeId node, int step) const
{
    const std::vector<int>& bindings = m_recording.nodes[at(node)].bindings;
    return std::any_of(bindings.begin(), bindings.end(), [&](int binding) {
        return m_recording.bindings[static_cast<std::size_t>(binding)].endsAt > step + 1;
    });
}

BoxKind StageBuilder::kindOf(NodeId id) const
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

} // namespace ui

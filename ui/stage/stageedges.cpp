// What connects the boxes: edges, stand-ins beside far uses, branches not taken.
#include "ui/stage/stagebuilder.h"

#include <algorithm>

#include "engine/tensor/evaluate.h"
#include "ui/stage/boxsize.h"
#include "ui/stage/flowdirection.h"

namespace ui {

using engine::NodeId;
namespace {

/// Users further than this many ranks below a leaf's first user get a stand-in of their own: one
/// long edge can cost dot seconds.
constexpr int farRanks = 3;
constexpr std::size_t mostGhosts = 12;

} // namespace

void StageBuilder::addEdges(NodeId id)
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
            const auto [known, isNew] = m_cardEdges.try_emplace({input, to}, m_model.edges.size());
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

void StageBuilder::addArrivals(StageEdge& edge) const
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

void StageBuilder::addGhosts()
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

void StageBuilder::replaceFarUses()
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

} // namespace ui

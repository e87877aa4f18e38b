#pragma once

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "ui/stage/stagemodel.h"
#include "ui/stage/takeindex.h"

namespace ui {

/// Makes the boxes and edges of one take, sized but not arranged. Used once.
class StageBuilder
{
public:
    StageBuilder(const engine::Recording& recording, int take,
                 std::shared_ptr<const engine::Groups> groups, const Folding& folding);
    StageModel build();

private:
    static std::size_t at(engine::NodeId id) { return static_cast<std::size_t>(id.index); }
    std::size_t size() const { return static_cast<std::size_t>(m_recording.graph.size()); }
    const engine::Groups& groups() const { return *m_model.groups; }
    const engine::Node& graphNode(engine::NodeId id) const { return m_recording.graph.node(id); }
    bool isLeafHere(engine::NodeId id) const
    {
        return m_isImported[at(id)] || graphNode(id).inputs.empty();
    }
    void collectPassPaths();
    /// Forward work is drawn; a pass's own operations only where a later pass goes through them,
    /// and its result only where it is used. Whatever those need is drawn too.
    void chooseNodes();
    /// Divides what is drawn into boxes of their own and members of closed groups.
    void foldNodes();
    /// The frame of an open group, made with those around it when first asked for.
    int frameOf(int group);
    void addBox(engine::NodeId id);
    void addCard(const Folded& folded, GroupCard& card);
    /// What leaves the group: used outside, else still named afterwards, else what came last.
    std::vector<engine::NodeId> outputsOf(const GroupCard& card) const;
    bool isUsedOutside(const GroupCard& card, engine::NodeId node) const;
    /// Of the drawn nodes; (node, user) pairs.
    std::pair<std::vector<std::pair<engine::NodeId, engine::NodeId>>::const_iterator,
              std::vector<std::pair<engine::NodeId, engine::NodeId>>::const_iterator>
    usersOf(engine::NodeId node) const;
    bool isNamedAfter(engine::NodeId node, int step) const;
    BoxKind kindOf(engine::NodeId id) const;
    void addEdges(engine::NodeId id);
    void addArrivals(StageEdge& edge) const;
    /// Branches not taken stand beside what decided, inside the innermost open group.
    void addGhosts();
    void replaceFarUses();

    const engine::Recording& m_recording;
    const engine::Take& m_take;
    const TakeIndex m_index;
    std::vector<bool> m_isImported; ///< these are parallel to the graph
    std::vector<bool> m_isOnPath;
    std::vector<bool> m_isDrawn; ///< as a box or inside a closed group
    std::vector<int> m_boxOf;
    std::vector<engine::NodeId> m_nodes; ///< with a box of their own, ascending
    std::map<Folded, GroupCard> m_cards;
    std::map<engine::NodeId, int>
        m_frameGroup; ///< of nodes alone in a closed group: the one around it
    std::map<int, int> m_frames; ///< by group
    std::map<std::pair<engine::NodeId, int>, std::size_t> m_cardEdges; ///< (producer, card) -> edge
    std::map<int, int> m_cardInputs; ///< edges into each card so far
    mutable std::vector<std::pair<engine::NodeId, engine::NodeId>>
        m_uses; ///< (node, user), ascending
    std::map<std::pair<engine::NodeId, int>, std::vector<std::pair<engine::PassId, int>>>
        m_contributions;
    StageModel m_model;
};

} // namespace ui

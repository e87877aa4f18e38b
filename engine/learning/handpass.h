#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "engine/recording/recording.h"

namespace engine {

/// A gradient pass done by hand: the learner is the tape. Any order in which a node comes after
/// everything that sends to it is right; what is not allowed gets its reason.
class HandPass
{
public:
    HandPass(std::shared_ptr<const Recording> recording, PassId pass);

    struct Reply
    {
        bool accepted = false;
        BilingualText text;
    };

    /// One message of the chosen node's rule that is still to be sent.
    struct Message
    {
        int contribution = -1; ///< index into GradientPass::contributions
        NodeId to;
    };

    /// Every node on the way, the target first.
    const std::vector<NodeId>& nodes() const { return m_nodes; }
    /// Whose rule is under way; invalid: one is to be chosen.
    NodeId chosen() const { return m_chosen; }
    /// What is to be done for the chosen node.
    std::vector<Message> messages() const;
    /// The sum that is to be worked out before anything else; invalid: none.
    NodeId adding() const { return m_adding; }
    bool isDone() const;

    int arrived(NodeId node) const;
    int expected(NodeId node) const;
    bool hasFired(NodeId node) const { return m_fired.count(node.index) > 0; }
    /// The gradient the learner has worked out so far; empty before anything arrived.
    std::optional<Tensor> gradient(NodeId node) const;

    /// Chooses the node whose rule runs next.
    Reply choose(NodeId node);
    /// Says what a message is: numbers, or an expression in the names of the program.
    Reply send(int contribution, const std::string& typed);
    /// Says what the gradient of adding() is now.
    Reply add(const std::string& typed);

    /// What helps with the next move. Says less the more moves went well.
    BilingualText hint() const;
    int goodMoves() const { return m_goodMoves; }
    int badMoves() const { return m_badMoves; }

    const Recording& recording() const { return *m_recording; }
    PassId pass() const { return m_pass; }

private:
    Reply accept(BilingualText text);
    Reply refuse(BilingualText text);
    bool isReady(NodeId node) const;
    std::string nameOf(NodeId node) const;
    const GradientPass& record() const;
    std::optional<Tensor> valueOf(const std::string& typed) const;
    Reply judgeNumber(const std::string& typed, const Tensor& right, NodeId node);

    std::shared_ptr<const Recording> m_recording;
    PassId m_pass;
    int m_k; ///< names are those known when the pass ended
    std::vector<NodeId> m_nodes;
    std::map<int, int> m_expected; ///< by node
    std::map<int, int> m_arrived;  ///< by node
    std::map<int, Tensor> m_sums;  ///< by node
    std::set<int> m_fired;
    std::set<int> m_sent; ///< contributions
    NodeId m_chosen;
    NodeId m_adding;
    std::optional<Tensor> m_nextSum;
    int m_goodMoves = 0;
    int m_badMoves = 0;
};

/// The same program with other numbers in its constants and variables; null when there are none, or
/// when they would lead the program along another way.
std::shared_ptr<const Recording> withNewNumbers(const Recording& recording, PassId pass,
                                                std::uint64_t seed);

} // namespace engine

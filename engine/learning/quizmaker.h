#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "engine/learning/quiz.h"
#include "engine/recording/formulas.h"

namespace engine {

/// Finds the questions; each is made only when it is wanted.
class QuizMaker
{
public:
    QuizMaker(const Recording& recording, std::uint64_t seed);

    std::vector<QuizQuestion> make(int count);

private:
    struct Candidate
    {
        PassId pass;
        int index = -1; ///< of a firing, source or step
        NodeId node;
    };

    /// The same on every platform, unlike std::shuffle.
    template <class T>
    void shuffle(std::vector<T>& items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[m_random() % i]);
    }

    std::optional<QuizQuestion> make(QuizKind kind, const Candidate& candidate);

    const GradientPass& pass(PassId id) const;
    const PassFacts& facts(PassId id) const;
    const Node& node(NodeId id) const { return m_recording.graph.node(id); }

    std::string gradientName(PassId id, NodeId source) const;

    static void add(QuizQuestion& question, const BilingualText& text, bool right,
                    std::optional<Mistake> mistake = {}, NodeId node = {});

    std::string nodeText(NodeId id, int k) const;

    /// Right: its gradient is complete. Wrong: it still waits, or has been.
    bool askNextNode(const Candidate& candidate, QuizQuestion& question);

    bool askShape(NodeId id, QuizQuestion& question);

    const std::optional<Tensor>& resultOf(const Candidate& candidate) const;

    void aboutSource(const Candidate& candidate, QuizQuestion& question);

    bool askNumber(const Candidate& candidate, QuizQuestion& question);

    bool askFormula(const Candidate& candidate, QuizQuestion& question);

    bool askBranch(int index, QuizQuestion& question);

    bool askNone(const Candidate& candidate, QuizQuestion& question);

    const Recording& m_recording;
    std::mt19937_64 m_random;
    FormulaBook m_book;
    std::map<QuizKind, std::vector<Candidate>> m_candidates;
};

} // namespace engine

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/learning/mistakes.h"
#include "engine/recording/recording.h"

namespace engine {

enum class QuizKind { NextNode, Shape, Number, Formula, Branch, NoneOrNumber };

struct QuizOption
{
    BilingualText text; ///< the same in both languages unless it is words
    bool right = false;
    std::optional<Mistake> mistake; ///< who chooses it made this one
    NodeId node; ///< for NextNode
};

/// A question about a run, with the step at which nothing of the answer is known yet and the step
/// that shows it.
struct QuizQuestion
{
    QuizKind kind = QuizKind::Number;
    BilingualText ask;
    std::vector<QuizOption> options; ///< exactly one is right, and no other one is by meaning
    BilingualText why;
    int askStep = 0;
    int answerStep = 0;
    NodeId node; ///< what it is about
    PassId pass;
    int source = -1; ///< index into GradientPass::sources

    int rightOption() const;
};

/// At most `count` questions about the recording, of as many kinds as it gives, in an order that
/// `seed` decides. The same seed gives the same quiz. Empty when there is nothing to ask.
std::vector<QuizQuestion> makeQuiz(const Recording& recording, std::uint64_t seed, int count);

} // namespace engine

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "engine/lesson/question.h"
#include "engine/recording/formulas.h"

namespace engine {

/// Slips that have a name, because they are made again and again.
enum class Mistake {
    ForgotToAdd, ///< one contribution instead of the sum of all
    DroppedFactor, ///< a constant, or what came from above, is missing
    Transposed,
    WrongOperand, ///< a product's own operand instead of the other one
    ForwardValue, ///< the value, not the gradient
    FlippedSign,
    WrongShape,
    NotNone, ///< a number where there is no path, or None where there is one
};

/// What went wrong, in a sentence.
BilingualText mistakeText(Mistake mistake);
/// The mistake that an author names: "forgot to add", "dropped-factor".
std::optional<Mistake> mistakeNamed(const std::string& name);

/// What somebody who makes the mistake takes for the gradient.
struct WrongGradient
{
    Mistake mistake = Mistake::ForgotToAdd;
    Tensor value;
};

/// The wrong gradients of a node of a pass that differ from the right one (by more than rounding)
/// and from each other, likely ones first.
std::vector<WrongGradient> wrongGradients(const Recording& recording, PassId pass, NodeId node);

/// One source of a pass.
struct PassSource
{
    PassId pass;
    int source = 0; ///< index into GradientPass::sources
};

/// Whether a typed formula means the gradient, read in the names known when it was complete or
/// else at step k.
FormulaBook::Answer compareGradient(FormulaBook& book, const Recording& recording,
                                    const PassSource& gradient, int k, const std::string& typed);

/// The latest gradient of this name that was asked for by step k.
std::optional<PassSource> findGradient(const Recording& recording, const GradientName& name, int k);

} // namespace engine

#pragma once

#include <optional>
#include <vector>

#include "engine/recording/formulas.h"
#include "engine/recording/recording.h"

namespace engine {

/// How far central differences with step h are from the tape.
struct DifferenceError
{
    double h = 0;
    double error = 0; ///< the largest of the entries, relative to the largest gradient (or 1)
};

/// One gradient found in three ways.
struct GradientCheck
{
    Tensor tape;
    FormulaText formula; ///< empty: not known
    bool formulaAgrees = false;
    Tensor differences; ///< with the best h; of the entries that were tried
    double bestStep = 0;
    double error = 0; ///< with the best h, without kinks
    bool differencesAgree = false;
    std::vector<std::int64_t> entries; ///< that were tried; all, unless there are very many
    std::vector<std::int64_t> kinks;   ///< of these, where the slopes to the left and right differ
    std::vector<DifferenceError> curve; ///< h falling
    BilingualText remark; ///< "a kink: ...", or why the differences do not agree
};

/// Empty when the source has no gradient, or what lies between cannot be computed again.
std::optional<GradientCheck> checkGradient(const Recording& recording, FormulaBook& book,
                                           PassId pass, int source);

} // namespace engine

#pragma once

#include <cstdint>

#include "engine/lesson/bilingualtext.h"

namespace engine {

/// The laws the simplifier knows, as a learner would name them.
enum class Rewrite : std::uint8_t {
    Order, ///< written in another order, brackets dropped
    Layout, ///< a copy or a change of shape that does nothing here
    Zero,
    One,
    Numbers,
    LikeTerms,
    CommonFactor,
    AddExponents,
    MultiplyExponents,
    PowerOfProduct,
    Cancel,
    MultiplyOut,
    TurnSigns,
    Indicator,
    Inverse,
    PullScalar,
    ScalarTranspose,
    TransposeTwice,
    TransposeProduct,
    TransposeParts,
    SumOfEqual,
    SumOfSums,
};

/// "collect like terms"
BilingualText name(Rewrite rewrite);
/// Not worth a line of its own in a derivation.
bool isSilent(Rewrite rewrite);

} // namespace engine

#pragma once

#include <string>

#include "engine/symbolic/formula.h"

namespace engine {

/// One formula in every spelling.
struct FormulaText
{
    std::string text; ///< "2Xᵀ(Xw − y)"
    std::string latex; ///< "2 X^{\top} (X w - y)"
    std::string code; ///< "2 * tf.transpose(X) @ (X @ w - y)": to be pasted into a cell;
                      ///< empty where the cell language has no words for it
    BilingualText spoken; ///< "two X transpose times the bracket X w minus y"
    bool empty() const { return text.empty(); }
    bool operator==(const FormulaText&) const = default;
};

FormulaText formulaText(const FormulaPool& pool, FormulaId formula);
/// Only the first of them.
std::string plainText(const FormulaPool& pool, FormulaId formula);

} // namespace engine

#pragma once

#include "engine/symbolic/formula.h"

namespace engine {

/// One entry of a formula, in the entries of its symbols: 4x becomes 4xᵢ. Matrix products stay
/// whole under an index: (Xᵀ(Xw − y))ᵢ. A formula of a single entry is its own.
FormulaId componentFormula(FormulaPool& pool, FormulaId formula);

/// The index of an entry of this shape: "ij", without the axes of extent 1.
std::string entryIndex(const Shape& shape);

} // namespace engine

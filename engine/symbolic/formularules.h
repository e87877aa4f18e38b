#pragma once

#include <optional>
#include <span>

#include "engine/symbolic/formula.h"

namespace engine {

/// One operation as formulas see it.
struct RuleFormulas
{
    Op op = Op::Constant;
    const Attributes& attributes;
    std::span<const FormulaId> inputs;
    Shape shape; ///< of the result
};

/// What the operation computes, in the formulas of its inputs. Leaves have none.
std::optional<FormulaId> valueFormula(FormulaPool& pool, const RuleFormulas& operation);

/// What its rule sends to input `slot`, in matrix calculus: for C = AB, Ā = C̄ Bᵀ. Empty for
/// operations whose rule has no formula here; numbers are shown for them.
std::optional<FormulaId> pullBackFormula(FormulaPool& pool, const RuleFormulas& operation,
                                         FormulaId output, FormulaId upstream, int slot);

} // namespace engine

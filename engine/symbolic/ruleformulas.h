#pragma once

#include "engine/symbolic/formularules.h"

/// Pieces that several rules are written with.
namespace engine::ruleformulas {

FormulaId function(FormulaPool& pool, Op op, FormulaId x); ///< element by element
FormulaId column(FormulaPool& pool, FormulaId vector); ///< with a last axis of extent 1
FormulaId matmulOperand(FormulaPool& pool, FormulaId operand, bool transposed);
ReduceAttributes allAxes(const Shape& shape);
/// The reduced axes come back with extent 1.
FormulaId keepReduced(FormulaPool& pool, FormulaId a, const Shape& shape,
                      const ReduceAttributes& attributes);
std::int64_t reducedCount(const Shape& shape, const ReduceAttributes& attributes);

/// The derivative of a function of one element, in x and y = f(x). Empty where it has no formula.
std::optional<FormulaId> slopeFormula(FormulaPool& pool, const RuleFormulas& operation,
                                      FormulaId output);
std::optional<FormulaId> pullBackLinearAlgebra(FormulaPool& pool, const RuleFormulas& operation,
                                               FormulaId output, FormulaId g, int slot);
/// Matvec, Tensordot, Einsum and Cholesky.
std::optional<FormulaId> pullBackContraction(FormulaPool& pool, const RuleFormulas& operation,
                                             FormulaId output, FormulaId g, int slot);
/// The einsum as a product of vectors and matrices where it is one.
FormulaId einsumFormula(FormulaPool& pool, const std::string& equation,
                        const std::vector<FormulaId>& operands, const Shape& shape);
/// Eigenvalues, singular values, Q and R.
FormulaId pullBackSpectral(FormulaPool& pool, const RuleFormulas& operation, FormulaId output,
                           FormulaId g);
std::optional<FormulaId> pullBackPicking(FormulaPool& pool, const RuleFormulas& operation,
                                         FormulaId g, int slot);
std::optional<FormulaId> pullBackArrangement(FormulaPool& pool, const RuleFormulas& operation,
                                             FormulaId g, int slot);
std::optional<FormulaId> pullBackReduction(FormulaPool& pool, const RuleFormulas& operation,
                                           FormulaId output, FormulaId g);
std::optional<FormulaId> pullBackClassification(FormulaPool& pool, const RuleFormulas& operation,
                                                FormulaId output, FormulaId g, int slot);

} // namespace engine::ruleformulas

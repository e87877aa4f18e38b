#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/symbolic/formula.h"
#include "engine/symbolic/rewrite.h"

namespace engine {

/// Brings formulas to their normal form, from the innermost parts outwards. No rewrite makes a
/// formula heavier or changes its value (where it has one) or its shape; the normal form of a
/// normal form is itself. Lives as long as its pool; remembers what it did.
class Simplifier
{
public:
    explicit Simplifier(FormulaPool& pool)
        : m_pool(pool)
    {
    }

    /// One law applied somewhere in the formula.
    struct Step
    {
        Rewrite rewrite = Rewrite::Order;
        FormulaId after; ///< the whole formula
    };

    /// Keeps how often numbers were multiplied in, for formulas that are still to be used in
    /// others.
    FormulaId simplify(FormulaId formula);
    /// As it is shown.
    FormulaId settled(FormulaId formula);
    FormulaId normalForm(FormulaId formula) { return settled(simplify(formula)); }
    /// The laws that lead from the formula to its simplified form, in order.
    std::vector<Step> derive(FormulaId formula);

private:
    struct Rewritten
    {
        Rewrite rewrite;
        FormulaId result;
    };
    using Attempt = std::optional<Rewritten>;
    struct LogEntry
    {
        Rewrite rewrite;
        FormulaId before;
        FormulaId after;
    };
    struct Term
    {
        Number coefficient;
        FormulaId bare;
    };
    struct Factor
    {
        FormulaId base;
        FormulaId exponent;
    };

    Attempt rewrite(FormulaId id);
    FormulaId fit(FormulaId id, const Shape& shape);
    Shape jointShape(const std::vector<FormulaId>& parts) const;
    bool isIndicator(FormulaId id) const;

    // Sums.
    Attempt flattenSum(FormulaId id);
    Attempt unwrapSum(FormulaId id);
    Attempt dropZeros(FormulaId id);
    Attempt collectTerms(FormulaId id);
    Attempt commonNumber(FormulaId id);
    Attempt commonMatrix(FormulaId id);
    Attempt orderSum(FormulaId id);
    Term termOf(FormulaId id);
    FormulaId scaled(const Number& coefficient, FormulaId bare);

    // Products and powers.
    Attempt flattenProduct(FormulaId id);
    Attempt zeroProduct(FormulaId id);
    Attempt unwrapProduct(FormulaId id);
    Attempt multiplyNumbers(FormulaId id);
    Attempt joinIndicators(FormulaId id);
    Attempt addExponents(FormulaId id);
    Attempt multiplyOut(FormulaId id);
    Attempt turnSigns(FormulaId id);
    Attempt orderProduct(FormulaId id);
    Attempt simplifyPower(FormulaId id);
    std::vector<Factor> factorsOf(FormulaId id, bool openPowers);

    // Matrix products and transposes.
    Attempt flattenChain(FormulaId id);
    Attempt zeroChain(FormulaId id);
    Attempt dropIdentity(FormulaId id);
    Attempt pullFromChain(FormulaId id);
    Attempt scalarChain(FormulaId id);
    Attempt simplifyTranspose(FormulaId id);

    // Reductions, layout, functions.
    Attempt simplifyReduction(FormulaId id);
    Attempt simplifyReshape(FormulaId id);
    Attempt simplifyBroadcast(FormulaId id);
    Attempt simplifyFunction(FormulaId id);
    Attempt simplifyWhere(FormulaId id);
    std::optional<FormulaId> reshaped(FormulaId id, const Shape& shape);

    FormulaPool& m_pool;
    std::unordered_map<int, FormulaId> m_simple;
    std::unordered_map<int, FormulaId> m_settled;
    std::vector<LogEntry>* m_log = nullptr;
    std::unordered_map<int, FormulaId>* m_logged = nullptr;
    int m_fuel = 0;
};

} // namespace engine

#pragma once

#include <functional>
#include <optional>
#include <unordered_map>

#include "engine/symbolic/formula.h"
#include "engine/tensor/tensor.h"

namespace engine {

/// Evaluates formulas in double precision where their symbols have given values.
class FormulaValue
{
public:
    /// Gives the value of a symbol; empty when it has none.
    using Symbols = std::function<std::optional<Tensor>(int symbol)>;

    FormulaValue(const FormulaPool& pool, Symbols symbols)
        : m_pool(pool)
        , m_symbols(std::move(symbols))
    {
    }

    /// Empty when a symbol has no value or an operation refuses its operands.
    std::optional<Tensor> of(FormulaId formula);

private:
    Tensor evaluateNode(FormulaId id);

    const FormulaPool& m_pool;
    Symbols m_symbols;
    std::unordered_map<int, Tensor> m_known;
};

/// How closely two computations of the same thing must agree.
struct Tolerance
{
    double relative = 1e-9; ///< of the entry
    double ofLargest = 1e-12; ///< of the largest entry
    static Tolerance forDType(DType dtype);
};

/// Same shape (or both a single entry), the same entries within the tolerance; nan agrees with nan.
bool agree(const Tensor& a, const Tensor& b, const Tolerance& tolerance);

} // namespace engine

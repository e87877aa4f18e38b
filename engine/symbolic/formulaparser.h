#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engine/symbolic/formula.h"
#include "engine/symbolic/simplifier.h"

namespace engine {

/// Reads a formula that a person typed, in the cell language's spelling or a textbook's: "4*x",
/// "4x", "2Xᵀ(Xw − y)", "2 * tf.transpose(X) @ (X @ w - y)", "x^2", "1/(2√x)".
class FormulaParser
{
public:
    /// Gives the symbol of a name of the program; empty when there is none.
    using Names = std::function<std::optional<FormulaId>(const std::string& name)>;

    FormulaParser(FormulaPool& pool, Names names)
        : m_pool(pool)
        , m_names(std::move(names))
    {
    }

    /// Empty when the text is no formula over known names, or the shapes do not fit.
    std::optional<FormulaId> parse(const std::string& text);

private:
    struct NotUnderstood
    {
    };

    struct Keywords
    {
        std::optional<int> axis;
        bool keepDims = false;
        bool transposeA = false;
        bool transposeB = false;
    };

    FormulaId sum();
    FormulaId term();
    FormulaId factor();
    FormulaId power();
    FormulaId postfix();
    FormulaId atom();
    FormulaId name();
    FormulaId numberLiteral();
    FormulaId shaped(const std::string& function);
    FormulaId call(const std::string& function);
    bool keyword(Keywords& keywords);
    FormulaId callOfTwo(const std::string& function, const std::vector<FormulaId>& arguments,
                        const Keywords& keywords);
    FormulaId callOfOne(Op op, FormulaId inner, const Keywords& keywords);
    FormulaId closed(const char* end);
    FormulaId splitName(const std::string& name);
    FormulaId times(FormulaId a, FormulaId b, bool elementwise);
    FormulaId transposed(FormulaId a);
    FormulaId indexed(FormulaId a);
    FormulaId comparison(FormulaId a);
    FormulaId added(FormulaId a, FormulaId b);

    bool accept(const char* token);
    bool startsFactor();
    void skipBlanks();
    std::string identifier();
    std::optional<std::int64_t> superscriptNumber();

    FormulaPool& m_pool;
    Names m_names;
    std::string m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    int m_bars = 0; ///< 1 between bars: |x|, ‖x‖
};

/// Whether two formulas say the same: the same normal form, or the same values wherever one tries.
bool meanTheSame(FormulaPool& pool, Simplifier& simplifier, FormulaId a, FormulaId b);

} // namespace engine

#pragma once

#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "engine/recording/formulas.h"
#include "engine/symbolic/formulavalue.h"
#include "engine/symbolic/simplifier.h"

namespace engine {

/// How far formulas are spelled out.
enum class Detail : std::uint8_t {
    Full, ///< down to the sources and the data
    Named, ///< results with a name in the program are symbols
    Local, ///< and the gradients of the next nodes are symbols too
};

/// The formulas that belong to one set of names known at a step. Works for all k with these names.
class FormulaBook::Page
{
public:
    Page(const Recording& recording, int k, int names);

    int names() const { return m_names; }
    static int namesAt(const Recording& recording, int k);

    NodeFormula value(NodeId node, int k);
    /// `nodes`: several for a variable with several contents.
    NodeFormula gradient(PassId pass, const std::vector<NodeId>& nodes, int k,
                         const Tensor& recorded);
    FormulaText contribution(PassId pass, int index);
    FormulaText text(FormulaId formula)
    {
        return formulaText(m_pool, m_simplifier.settled(formula));
    }

    SymbolName symbolName(NodeId node);
    /// "∂y/∂x"
    FormulaText leftText(PassId pass, const SymbolName& of);
    FormulaPool& pool() { return m_pool; }
    Simplifier& simplifier() { return m_simplifier; }
    /// The symbol of what bears the name now.
    std::optional<FormulaId> named(const std::string& name);
    /// Whether a symbol in it is the result of a recorded operation.
    bool dependsOnResults(FormulaId formula) const;
    bool agrees(FormulaId formula, const Tensor& recorded);
    std::optional<Tensor> symbolValue(int symbol) const;
    /// The gradient's settled formula, most spelled out form that is checked.
    std::optional<FormulaId> gradientFormula(PassId pass, const std::vector<NodeId>& nodes, int k,
                                             const Tensor& recorded);

    /// gradientFormula() with other values for the nodes it names; it is worked out once.
    std::optional<Tensor> gradientValue(PassId pass, const std::vector<NodeId>& nodes, int k,
                                        const Tensor& recorded, const NodeValues& values);

private:
    struct Scope
    {
        int pass = -1; ///< whose sources are symbols
        Detail detail = Detail::Full;
        auto operator<=>(const Scope&) const = default;
    };
    /// Formulas of one scope.
    struct Work
    {
        std::unordered_map<int, int> depth; ///< by node: operations one below the other
        std::unordered_map<int, FormulaId> forward; ///< by node
        std::unordered_map<int, FormulaId> adjoint; ///< by node; invalid: too long
        std::unordered_map<int, FormulaId> contribution; ///< by index; invalid: too long
    };
    struct Answer
    {
        Scope scope;
        FormulaId raw; ///< the sum as it stands
        FormulaId formula;
        FormulaId
            beforeLabels; ///< the formula before labels that add up to 1 were used; or invalid
    };

    Work& work(const Scope& scope) { return m_work[scope]; }
    bool isStop(const Scope& scope, NodeId node) const;
    bool isOpen(const Scope& scope, NodeId node) const;
    FormulaId symbol(NodeId node);
    FormulaId barSymbol(NodeId node, const Tensor& value);
    FormulaId uniform(const Tensor& value);
    FormulaId leafFormula(NodeId node);
    FormulaId ownFormula(const Scope& scope, NodeId node);
    FormulaId forward(const Scope& scope, NodeId node);
    FormulaId seedFormula(PassId pass, std::size_t target);
    std::optional<FormulaId> rawContribution(const Scope& scope, PassId pass, int index,
                                             FormulaId upstream);
    FormulaId contribution(const Scope& scope, PassId pass, int index);
    FormulaId adjoint(const Scope& scope, PassId pass, NodeId node);
    bool prepare(const Scope& scope, PassId pass, const std::vector<NodeId>& nodes, int k);
    std::vector<FormulaId> arrived(const Scope& scope, PassId pass,
                                   const std::vector<NodeId>& nodes, int k);
    std::vector<int> arrivals(PassId pass, NodeId node, int k) const;
    std::optional<Answer> answer(const Scope& scope, PassId pass, const std::vector<NodeId>& nodes,
                                 int k, const Tensor& recorded);
    std::optional<Answer> bestAnswer(PassId pass, const std::vector<NodeId>& nodes, int k,
                                     const Tensor& recorded);
    ContributionFormula contributionText(const Scope& scope, PassId pass, int index);
    std::vector<FormulaStep> stepTexts(FormulaId from, FormulaId to);
    bool isTooDeep(const Scope& scope, NodeId node);
    /// Forgets the symbols of another pass's gradients.
    void turnTo(PassId pass);
    /// What the program's own gradient function sent, under a name of its own.
    FormulaId opaque(const Contribution& message);
    /// With the values of its symbols in their places, and what comes out.
    FormulaText numbers(FormulaId formula, const Tensor& result);
    /// Where labels add up to 1, as the recorded ones do, and that was used: what it gives.
    std::optional<FormulaId> withLabelsOfOne(FormulaId formula);
    std::vector<BilingualText> conventions(PassId pass, const std::vector<NodeId>& nodes, int k);

    const Recording& m_recording;
    int m_k;
    int m_names;
    int m_take;
    FormulaPool m_pool;
    Simplifier m_simplifier;
    std::map<Scope, Work> m_work;
    std::unordered_map<int, FormulaId> m_symbols; ///< by node
    /// Formulas of gradientValue(), by pass and node of the source.
    std::map<std::pair<int, int>, std::optional<FormulaId>> m_functions;
    std::unordered_map<int, Tensor> m_symbolValues; ///< by symbol
    std::map<std::string, std::vector<int>> m_holders; ///< nodes that had the name, latest last
    std::set<int> m_watched;
    int m_pass = -1; ///< whose gradients the barred symbols stand for
    std::map<int, std::vector<BilingualText>> m_branchEdges; ///< by pass
};

/// Conditions on whose edge the run stood before the pass: the other branch has another gradient.
std::vector<BilingualText> branchEdges(const Recording& recording, PassId pass);

/// The conventions the tape followed at one-sided points on the way to the nodes, by step k.
std::vector<BilingualText> conventionsAt(const Recording& recording, PassId pass,
                                         const std::vector<NodeId>& nodes, int k);

} // namespace engine

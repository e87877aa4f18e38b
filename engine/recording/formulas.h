#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/recording/recording.h"
#include "engine/symbolic/formulatext.h"

namespace engine {

/// One law of algebra on the way to the formula that is shown.
struct FormulaStep
{
    BilingualText law; ///< "collect like terms"
    FormulaText formula; ///< after it
};

/// Upstream formula times the local rule is the contribution.
struct ContributionFormula
{
    int contribution = -1; ///< index into GradientPass::contributions
    NodeId from;
    int slot = 0;
    FormulaText upstream; ///< "2y"
    FormulaText upstreamName; ///< "z̄"
    FormulaText rule; ///< "z̄ y": the rule with the upstream as a symbol
    std::vector<FormulaStep> steps;
    FormulaText amount; ///< "4xy"
    FormulaText numbers; ///< "4·3·2 = 24": with the recorded values; empty where they are long
};

/// The algebra of one value or gradient at one step. All texts are empty unless the formula was
/// evaluated at the recorded values and agreed with them.
struct NodeFormula
{
    FormulaText formula;
    FormulaText left; ///< "∂y/∂x"; for a value the node's name
    bool checked = false;
    bool tooLong = false; ///< written with the gradients of the next nodes as symbols, or (when
                          ///< not checked) too long for that as well
    std::vector<ContributionFormula> contributions; ///< those that arrived
    FormulaText sum; ///< of the contributions (and the seed), before it is simplified
    std::vector<FormulaStep> steps; ///< from the sum to the formula
    FormulaText numbers; ///< "4·3 = 12": with the recorded values; empty where they are long
    std::vector<BilingualText> conventions; ///< "relu at 0: the slope is taken as 0"
};

/// The formulas of a Recording, made when they are asked for. Nothing in an answer comes from after
/// step k. Remembers what it worked out, so it belongs to one thread; the Recording must outlive
/// it.
class FormulaBook
{
public:
    explicit FormulaBook(const Recording& recording);
    ~FormulaBook();
    FormulaBook(FormulaBook&&) noexcept;
    FormulaBook& operator=(FormulaBook&&) noexcept;

    /// Where every step is to be explained (a recording as data, the sentences of contributions),
    /// formulas are made for passes of so many rules at most: nobody reads thousands.
    static constexpr std::size_t explainedRules = 300;

    /// What the node computes, in the names known at k.
    NodeFormula valueFormula(NodeId node, int k);
    /// What has arrived at the node by step k.
    NodeFormula gradientFormula(PassId pass, NodeId node, int k);
    /// The whole gradient of a source, at the pass's end (of a variable: over all its contents).
    NodeFormula sourceFormula(PassId pass, int source);
    /// Only the formula of gradientFormula(), without how it came about.
    FormulaText gradientText(PassId pass, NodeId node, int k);
    /// The formula of one contribution (an index into GradientPass::contributions), once it
    /// arrived.
    FormulaText contributionText(PassId pass, int contribution);
    /// Only the formula of sourceFormula().
    FormulaText sourceText(PassId pass, int source);
    /// The values of the nodes in another run, which went the same way.
    using NodeValues = std::function<const Tensor&(NodeId)>;
    /// What the formula of sourceFormula() gives there; empty when there is no formula, or it names
    /// what has no value of its own (the gradient of another node).
    std::optional<Tensor> sourceValue(PassId pass, int source, const NodeValues& values);
    /// The gradient entry by entry: "∂y/∂xᵢ = 4xᵢ". Empty where there is no such form.
    FormulaText componentForm(PassId pass, NodeId node, int k);

    /// Whether what a learner typed means the gradient's formula (any spelling).
    enum class Answer { Same, Different, NotUnderstood };
    Answer compare(PassId pass, NodeId node, int k, const std::string& typed);

    /// What a formula that a learner typed comes to, in the names known at k; empty: not
    /// understood.
    std::optional<Tensor> valueOf(const std::string& typed, int k);

    /// How gradients are laid out; to be said once where formulas are shown.
    static BilingualText layoutConvention();

    const Recording& recording() const { return *m_recording; }

private:
    class Page;
    Page& pageAt(int k);
    /// The nodes that hold a source's contents, the source last.
    std::vector<NodeId> contentsOf(PassId pass, int source) const;
    int endOf(PassId pass) const;

    const Recording* m_recording;
    std::unique_ptr<Page> m_page; ///< for one set of known names
};

} // namespace engine

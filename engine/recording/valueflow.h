#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/recording/codetree.h"

namespace engine {

/// Where a value went on without the tape: the code through which numbers leave the graph.
struct Exit
{
    enum class Kind {
        Number, ///< x.numpy(), float(x), np.mean(x): a plain number or array
        Assignment, ///< v.assign(x): the variable begins anew
    };
    Kind kind = Kind::Number;
    SourceSpan span; ///< the call
    int cellRun = -1; ///< whose source the span points into
    NodeId last; ///< the last tensor on the way; may be invalid
};

/// Follows by name what was computed from one tensor, through the statements in the order in which
/// they ran, also where the graph shows no edge. Reads the code only, so it answers "how could it
/// have got there", not "it did".
class ValueFlow
{
public:
    /// Follows `source` up to step `until`.
    ValueFlow(const Recording& recording, NodeId source, int until);

    /// How what the expression means at `until` left the graph on its way from the source, if it
    /// did.
    std::optional<Exit> exitBefore(const lang::ast::Expression& expression) const;
    const CodeTree* tree(int cellRun) const;

private:
    struct Traced
    {
        bool isReached = false;
        std::optional<Exit> exit;
    };
    Traced trace(const lang::ast::Expression& expression) const;
    std::optional<Exit> exitIn(const std::string& function, int cellRun) const;
    void run(const lang::ast::Statement& statement, int step);
    void assign(const lang::ast::Expression& target, const Traced& value);
    bool mentions(const lang::ast::Expression& expression) const;

    const Recording& m_recording;
    std::vector<bool> m_reached; ///< nodes the graph leads to
    std::map<std::string, std::optional<Exit>> m_names;
    mutable std::map<int, std::shared_ptr<const CodeTree>> m_trees;
    int m_run = -1; ///< whose statement is being followed
};

/// The call hands numbers to plain Python or NumPy: x.numpy(), float(x), np.exp(x).
bool isExit(const lang::ast::Expression& call);

} // namespace engine

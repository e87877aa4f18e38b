#pragma once

#include <map>

#include "engine/sampling/curve.h"

namespace engine {

/// The runs on a line, each made once. What loops, branches and problems they come across is noted
/// in the Curve.
class CurveRuns
{
public:
    CurveRuns(Rerun& rerun, FormulaBook& book, const SourceLine& line, Curve& curve)
        : m_rerun(rerun)
        , m_book(book)
        , m_line(line)
        , m_curve(curve)
    {
    }

    /// The run at t, or at the nearest place that the dtype can hold. It stays where it is.
    const CurvePoint& at(double t);
    /// Forgets the runs. From now on formulas are evaluated where a run goes this way.
    void beginWith(std::uint64_t path);

    using Points = std::map<double, CurvePoint>; ///< by t
    const Points& points() const { return m_points; }
    /// False once the formula turned out not to be known.
    bool hasFormula() const { return m_hasFormula; }

private:
    double formulaSlope(const Graph& graph, const Outcome& outcome);
    std::vector<int> lapsOf(const Outcome& outcome);
    int branchesOf(const Outcome& outcome);
    int problemOf(const Diagnostic& failure);

    Rerun& m_rerun;
    FormulaBook& m_book;
    const SourceLine& m_line;
    Curve& m_curve;
    Points m_points;
    std::uint64_t m_recordedPath = 0;
    bool m_hasFormula = true;
};

} // namespace engine

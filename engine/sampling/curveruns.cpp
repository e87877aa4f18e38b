#include "engine/sampling/curveruns.h"

#include <algorithm>

namespace engine {

const CurvePoint& CurveRuns::at(double wanted)
{
    const double t = m_line.rounded(wanted);
    if (const auto known = m_points.find(t); known != m_points.end())
        return known->second;
    CurvePoint point;
    point.t = t;
    const auto atEnd = [&](const Graph& graph, const Outcome& outcome) {
        if (outcome.path == m_recordedPath && m_hasFormula)
            point.formula = formulaSlope(graph, outcome);
    };
    const Outcome outcome = m_rerun.run(m_line.at(t), atEnd);
    ++m_curve.runs;
    point.value = outcome.target;
    point.slope = m_line.slope(outcome.gradients);
    point.path = outcome.path;
    if (outcome.reached) {
        point.laps = lapsOf(outcome);
        point.branches = branchesOf(outcome);
    }
    if (outcome.failure)
        point.problem = problemOf(*outcome.failure);
    return m_points.emplace(t, std::move(point)).first->second;
}

/// The formula's slope, or NaN.
double CurveRuns::formulaSlope(const Graph& graph, const Outcome& outcome)
{
    std::vector<std::optional<Tensor>> gradients(outcome.gradients.size());
    for (const int source : m_line.sources()) {
        const auto s = static_cast<std::size_t>(source);
        if (!outcome.gradients[s])
            continue;
        gradients[s] =
            m_book.sourceValue(m_rerun.passId(), source, [&graph](NodeId node) -> const Tensor& {
                return graph.node(node).value;
            });
        if (!gradients[s]) {
            m_hasFormula = false;
            return std::numeric_limits<double>::quiet_NaN();
        }
    }
    return m_line.slope(gradients);
}

std::vector<int> CurveRuns::lapsOf(const Outcome& outcome)
{
    std::vector<int> counts(m_curve.loops.size(), 0);
    for (const Outcome::Laps& laps : outcome.laps) {
        const auto known = std::find(m_curve.loops.begin(), m_curve.loops.end(), laps.loop);
        if (known == m_curve.loops.end()) {
            m_curve.loops.push_back(laps.loop);
            counts.push_back(laps.count);
        } else {
            counts[static_cast<std::size_t>(known - m_curve.loops.begin())] = laps.count;
        }
    }
    return counts;
}

int CurveRuns::branchesOf(const Outcome& outcome)
{
    const auto same = [&](const std::vector<Outcome::Branch>& set) {
        return std::equal(set.begin(), set.end(), outcome.branches.begin(), outcome.branches.end(),
                          [](const auto& a, const auto& b) {
                              return a.condition == b.condition && a.truth == b.truth;
                          });
    };
    auto& all = m_curve.branches;
    const auto known = std::find_if(all.begin(), all.end(), same);
    if (known != all.end())
        return static_cast<int>(known - all.begin());
    all.push_back(outcome.branches);
    return static_cast<int>(all.size()) - 1;
}

int CurveRuns::problemOf(const Diagnostic& failure)
{
    auto& all = m_curve.problems;
    const auto known = std::find_if(all.begin(), all.end(), [&](const Diagnostic& one) {
        return one.kind == failure.kind && one.span == failure.span;
    });
    if (known != all.end())
        return static_cast<int>(known - all.begin());
    all.push_back(failure);
    return static_cast<int>(all.size()) - 1;
}

void CurveRuns::beginWith(std::uint64_t path)
{
    m_recordedPath = path;
    m_hasFormula = true;
    m_points.clear();
}

} // namespace engine

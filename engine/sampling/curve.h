#pragma once

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "engine/recording/formulas.h"
#include "engine/sampling/line.h"
#include "engine/sampling/rerun.h"

namespace engine {

/// One run on a line.
struct CurvePoint
{
    double t = 0;
    double value = std::numeric_limits<double>::quiet_NaN(); ///< NaN also where the run failed
    double slope = std::numeric_limits<double>::quiet_NaN(); ///< the tape's; NaN: None
    double formula =
        std::numeric_limits<double>::quiet_NaN(); ///< what the recorded formula gives;
                                                  ///< NaN where the run went another way
    std::vector<int> laps; ///< one a loop of Curve::loops, as far as known then
    int branches = -1; ///< index into Curve::branches
    int problem = -1; ///< index into Curve::problems
    std::uint64_t path = 0; ///< equal: the run went the same way
};

/// A place where something changes at once; between two runs that are at most a millionth apart (or
/// as near as the dtype allows).
struct CurveBreak
{
    enum class Kind : std::uint8_t {
        Jump, ///< the value changes
        Kink, ///< only the slope does
        Switch, ///< another way through the program, with the same value and slope
        Edge, ///< the program fails, or gives no number, on one side
    };
    Kind kind = Kind::Jump;
    double t = 0;
    std::size_t right = 0; ///< index of the point to its right; the one to its left is before
};

/// The target over a line, with its slopes.
struct Curve
{
    double from = 0;
    double to = 0;
    double recorded = 0; ///< t of the recorded point
    double recordedValue = std::numeric_limits<double>::quiet_NaN();
    double recordedSlope = std::numeric_limits<double>::quiet_NaN(); ///< the recorded gradient's
    std::vector<CurvePoint> points; ///< t ascending
    std::vector<CurveBreak> breaks; ///< t ascending
    std::vector<SourceSpan> loops; ///< that ran on the way to the target
    std::vector<std::vector<Outcome::Branch>> branches; ///< sets that occur
    std::vector<Diagnostic> problems; ///< each kind once
    bool formulaKnown = false; ///< wherever runs went the recorded way, formula and tape agree
    bool finished = false; ///< false: stopped, or still under way
    bool dense = false; ///< more breaks than were looked for: some stretches are only sampled
    int runs = 0;
};

/// How much is done for a curve.
struct CurveEffort
{
    int coarse = 64; ///< stretches of equal width to begin with
    int runs = 2500; ///< at most
    double fineness = 1e-6; ///< how closely breaks are located
};

/// Samples [from, to] of the line: equally spaced runs first, more where the curve bends, and
/// breaks by bisection. `told` is called now and then, with the curve so far and the part that is
/// done. An empty curve means that the pass cannot be run again.
Curve sampleCurve(Rerun& rerun, FormulaBook& book, const SourceLine& line, double from, double to,
                  const CurveEffort& effort = {},
                  const std::function<void(const Curve&, double done)>& told = {});

/// A stretch around the recorded point that shows something of the curve.
std::pair<double, double> customaryRange(const SourceLine& line);

/// What a pass's curve may cost: long programs get fewer runs.
CurveEffort effortFor(const Recording& recording, PassId pass);

} // namespace engine

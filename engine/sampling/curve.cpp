#include "engine/sampling/curve.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>

#include "engine/sampling/curveruns.h"

namespace engine {
namespace {

constexpr double finest = 1.0 / 2000; ///< of the range: nearer breaks are not told apart
constexpr double visible = 1.0 / 1000; ///< of the height: how far a chord may be off

bool isNumber(double value)
{
    return std::isfinite(value);
}

class CurveSampler
{
public:
    CurveSampler(Rerun& rerun, FormulaBook& book, const SourceLine& line, Curve& curve,
                 const CurveEffort& effort, const std::function<void(const Curve&, double)>& told)
        : m_rerun(rerun)
        , m_line(line)
        , m_curve(curve)
        , m_runs(rerun, book, line, curve)
        , m_points(m_runs.points())
        , m_effort(effort)
        , m_told(told)
    {
    }

    void sample()
    {
        if (!beginAtRecorded())
            return;
        coarse();
        for (int round = 0; round < 3 && !isOver(); ++round) {
            measureHeight();
            const std::size_t before = m_points.size();
            findBreaks();
            refine();
            if (m_points.size() == before)
                break;
        }
        m_curve.finished = !m_rerun.stopped();
        publish();
    }

private:
    enum class By : std::uint8_t { Path, Value, Slope };

    bool isOver() const { return m_rerun.stopped() || m_curve.runs >= m_effort.runs; }

    bool beginAtRecorded()
    {
        const CurvePoint& point = at(m_curve.recorded);
        if (!isNumber(point.value))
            return false;
        m_curve.recordedValue = point.value;
        m_curve.recordedSlope = m_line.slope(m_rerun.pass().results);
        m_runs.beginWith(point.path);
        // A point outside is not to draw the sampling there.
        if (m_curve.recorded >= m_curve.from && m_curve.recorded <= m_curve.to)
            at(m_curve.recorded);
        return true;
    }

    const CurvePoint& at(double t) { return m_runs.at(t); }

    /// Equally spaced, every 16th first, so that there is soon something to see.
    void coarse()
    {
        const double step = (m_curve.to - m_curve.from) / m_effort.coarse;
        for (int stride = 16; stride >= 1; stride /= 2) {
            for (int i = 0; i <= m_effort.coarse && !isOver(); i += stride) {
                at(m_curve.from + i * step);
                tell();
            }
        }
    }

    void measureHeight()
    {
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (const auto& [t, point] : m_points) {
            if (isNumber(point.value)) {
                low = std::min(low, point.value);
                high = std::max(high, point.value);
            }
        }
        m_height = high > low ? high - low : 0;
    }

    double fineness(double a, double b) const
    {
        const double size = std::max(std::fabs(a), std::fabs(b));
        return m_effort.fineness * std::min(1.0, std::max(m_curve.to - m_curve.from, 1e-3 * size));
    }

    static bool sameWay(const CurvePoint& a, const CurvePoint& b)
    {
        return a.path == b.path && isNumber(a.value) == isNumber(b.value);
    }

    // What separates two runs that went the same way, as far as a smooth curve does not explain it.
    static double valueGap(const CurvePoint& a, const CurvePoint& b)
    {
        const double slopes = isNumber(a.slope) && isNumber(b.slope) ? a.slope + b.slope : 0;
        return std::fabs(b.value - a.value - (b.t - a.t) * slopes / 2);
    }
    static double slopeGap(const CurvePoint& a, const CurvePoint& b)
    {
        return isNumber(a.slope) && isNumber(b.slope) ? std::fabs(b.slope - a.slope) : 0;
    }

    void findBreaks()
    {
        std::vector<CurvePoint> points;
        for (const auto& [t, point] : m_points)
            points.push_back(point);
        for (std::size_t i = 0; i + 1 < points.size() && !isOver(); ++i) {
            const CurvePoint& a = points[i];
            const CurvePoint& b = points[i + 1];
            if (b.t - a.t <= fineness(a.t, b.t))
                continue; // a break that is already known
            if (!sameWay(a, b))
                locate(a.t, b.t);
            else if (isNumber(a.value) && isNumber(b.value))
                suspect(points, i);
            tell();
        }
    }

    /// Whether something other than a bend lies between point i and the next, seen beside their
    /// neighbours.
    void suspect(const std::vector<CurvePoint>& points, std::size_t i)
    {
        const CurvePoint& a = points[i];
        const CurvePoint& b = points[i + 1];
        const double width = b.t - a.t;
        if (width < 16 * fineness(a.t, b.t))
            return; // too narrow to tell a break from a steep bend
        const double value = valueGap(a, b);
        const double slope = slopeGap(a, b);
        // On a smooth curve the value lies between what the two slopes give.
        if (value > 5e-4 * m_height && value > 0.55 * width * slope) {
            follow(a.t, b.t, By::Value, value);
            return;
        }
        double beside = std::numeric_limits<double>::infinity();
        const auto compare = [&](std::size_t left) {
            const CurvePoint& c = points[left];
            const CurvePoint& d = points[left + 1];
            if (sameWay(c, d) && isNumber(c.slope) && isNumber(d.slope)
                && d.t - c.t > fineness(c.t, d.t))
                beside = std::min(beside, slopeGap(c, d) / (d.t - c.t));
        };
        if (i > 0)
            compare(i - 1);
        if (i + 2 < points.size())
            compare(i + 1);
        if (!isNumber(beside))
            beside = 0;
        const double least = 1e-3 * std::max(std::fabs(a.slope), std::fabs(b.slope));
        if (slope > 4 * beside * width && slope > least && slope * width > 1e-5 * m_height)
            follow(a.t, b.t, By::Slope, slope);
    }

    /// Halves [a, b], whose ends went different ways, down to where the ways part.
    void locate(double a, double b)
    {
        if (isOver())
            return;
        const double middle = m_line.rounded((a + b) / 2);
        if (b - a <= fineness(a, b) || middle <= a || middle >= b) {
            m_breaks.insert_or_assign(a, b);
            return;
        }
        const CurvePoint& m = at(middle);
        tell();
        const bool left = !sameWay(m_points.at(a), m);
        const bool right = !sameWay(m, m_points.at(b));
        const bool both = left && right;
        if (both && b - a < finest * (m_curve.to - m_curve.from)) {
            m_curve.dense = true;
            locate(a, middle);
            return;
        }
        if (left)
            locate(a, middle);
        if (right)
            locate(middle, b);
    }

    /// Follows what separates two runs of the same way to the half with more of it; if it melts
    /// away, the curve only bends there.
    void follow(double a, double b, By by, double whole)
    {
        for (int halvings = 0; !isOver(); ++halvings) {
            const double middle = m_line.rounded((a + b) / 2);
            const CurvePoint& left = m_points.at(a);
            const CurvePoint& right = m_points.at(b);
            const double gap = by == By::Value ? valueGap(left, right) : slopeGap(left, right);
            if (halvings >= 3 && gap < 0.4 * whole)
                return;
            if (b - a <= fineness(a, b) || middle <= a || middle >= b) {
                if (gap >= 0.4 * whole)
                    m_breaks.insert_or_assign(a, b);
                return;
            }
            const CurvePoint& m = at(middle);
            tell();
            if (!sameWay(left, m) || !sameWay(m, right)) { // another way in between
                if (!sameWay(left, m))
                    locate(a, middle);
                if (!sameWay(m, right))
                    locate(middle, b);
                return;
            }
            const double gapLeft = by == By::Value ? valueGap(left, m) : slopeGap(left, m);
            const double gapRight = by == By::Value ? valueGap(m, right) : slopeGap(m, right);
            (gapLeft >= gapRight ? b : a) = middle;
        }
    }

    /// More runs where a chord is visibly off the curve.
    void refine()
    {
        struct Stretch
        {
            double off;
            double a;
            double b;
            bool operator<(const Stretch& other) const { return off < other.off; }
        };
        std::priority_queue<Stretch> queue;
        const double narrow = finest * (m_curve.to - m_curve.from) / 2;
        const auto offer = [&](const CurvePoint& a, const CurvePoint& b) {
            if (b.t - a.t <= narrow || !sameWay(a, b) || !isNumber(a.value))
                return;
            const double width = b.t - a.t;
            const double off = std::max(slopeGap(a, b) * width / 8, valueGap(a, b) / 2);
            if (off > visible * m_height)
                queue.push({off, a.t, b.t});
        };
        const CurvePoint* before = nullptr;
        for (const auto& [t, point] : m_points) {
            if (before)
                offer(*before, point);
            before = &point;
        }
        while (!queue.empty() && !isOver()) {
            const Stretch widest = queue.top();
            queue.pop();
            const double middle = m_line.rounded((widest.a + widest.b) / 2);
            if (middle <= widest.a || middle >= widest.b)
                continue;
            const CurvePoint& m = at(middle);
            offer(m_points.at(widest.a), m);
            offer(m, m_points.at(widest.b));
            tell();
        }
    }

    void tell()
    {
        constexpr int between = 16;
        if (!m_told || m_curve.runs < m_toldAt + between)
            return;
        m_toldAt = m_curve.runs;
        publish();
        const double start = m_effort.coarse + 1.0;
        const double done = m_curve.runs < start
            ? 0.4 * m_curve.runs / start
            : 0.4 + 0.6 * (m_curve.runs - start) / std::max(m_effort.runs - start, 1.0);
        m_told(m_curve, std::min(done, 1.0));
    }

    void publish()
    {
        m_curve.points.clear();
        m_curve.breaks.clear();
        for (const auto& [t, point] : m_points)
            m_curve.points.push_back(point);
        m_curve.formulaKnown = m_runs.hasFormula() && formulaAgrees();
        for (CurvePoint& point : m_curve.points) {
            if (!m_curve.formulaKnown)
                point.formula = std::numeric_limits<double>::quiet_NaN();
        }
        for (const auto& [a, b] : m_breaks)
            addBreak(a, b);
    }

    /// One disagreement with the tape, and there is no formula to show. Where terms cancel, the
    /// tape's float32 is off by a part of what cancels.
    bool formulaAgrees() const
    {
        double steepest = 0;
        bool any = false;
        for (const CurvePoint& point : m_curve.points) {
            if (isNumber(point.slope))
                steepest = std::max(steepest, std::fabs(point.slope));
        }
        for (const CurvePoint& point : m_curve.points) {
            if (!isNumber(point.formula) || !isNumber(point.slope))
                continue;
            any = true;
            const double size = std::max(std::fabs(point.formula), std::fabs(point.slope));
            if (std::fabs(point.formula - point.slope) > 1e-4 * size + 2e-5 * steepest)
                return false;
        }
        return any;
    }

    void addBreak(double a, double b)
    {
        const auto right =
            std::lower_bound(m_curve.points.begin(), m_curve.points.end(), b,
                             [](const CurvePoint& point, double t) { return point.t < t; });
        const auto index = static_cast<std::size_t>(right - m_curve.points.begin());
        // A run that hit the very place has a break on either side.
        if (!m_curve.breaks.empty() && m_curve.breaks.back().right + 1 == index) {
            CurveBreak& before = m_curve.breaks.back();
            const CurvePoint& outer = m_curve.points[before.right - 1];
            if (b - outer.t <= 2.5 * fineness(a, b)) {
                const CurveBreak::Kind joined =
                    kindBetween(outer, *right, m_curve.points[index - 1]);
                before = {joined, m_curve.points[index - 1].t, index};
                return;
            }
        }
        const CurvePoint& left = m_curve.points[index - 1];
        m_curve.breaks.push_back({kindBetween(left, *right, left), (a + b) / 2, index});
    }

    CurveBreak::Kind kindBetween(const CurvePoint& a, const CurvePoint& b,
                                 const CurvePoint& middle) const
    {
        if (!isNumber(a.value) || !isNumber(b.value) || !isNumber(middle.value))
            return CurveBreak::Kind::Edge;
        const double noise = 2e-6 * (std::fabs(a.value) + std::fabs(b.value)) + 1e-7 * m_height;
        const double steps = std::fabs(b.t - a.t)
            * (isNumber(a.slope) && isNumber(b.slope)
                   ? std::max(std::fabs(a.slope), std::fabs(b.slope))
                   : 0);
        const double off =
            std::max(std::fabs(b.value - a.value), std::fabs(middle.value - a.value));
        // Where slopes grow without end, two ways cannot be told nearer than that.
        const bool isTooSteep = a.path != b.path && steps > 1e-3 * m_height;
        if (off > noise + 2 * steps || isTooSteep)
            return CurveBreak::Kind::Jump;
        if (slopeGap(a, b) > 1e-4 * (std::fabs(a.slope) + std::fabs(b.slope)))
            return CurveBreak::Kind::Kink;
        return CurveBreak::Kind::Switch;
    }

    Rerun& m_rerun;
    const SourceLine& m_line;
    Curve& m_curve;
    CurveRuns m_runs;
    const CurveRuns::Points& m_points;
    const CurveEffort& m_effort;
    const std::function<void(const Curve&, double)>& m_told;
    std::map<double, double> m_breaks; ///< left end to right end
    double m_height = 0;
    int m_toldAt = 0;
};

} // namespace

Curve sampleCurve(Rerun& rerun, FormulaBook& book, const SourceLine& line, double from, double to,
                  const CurveEffort& effort, const std::function<void(const Curve&, double)>& told)
{
    Curve curve;
    curve.from = from;
    curve.to = to;
    curve.recorded = line.recorded();
    CurveSampler(rerun, book, line, curve, effort, told).sample();
    return curve;
}

std::pair<double, double> customaryRange(const SourceLine& line)
{
    const double middle = line.recorded();
    const double half = std::fabs(middle) >= 0.5 ? 2 * std::fabs(middle) : 1;
    return {middle - half, middle + half};
}

CurveEffort effortFor(const Recording& recording, PassId pass)
{
    const int steps = std::min(recording.passFacts[static_cast<std::size_t>(pass.index)].endedAt,
                               recording.stepCount());
    CurveEffort effort;
    effort.runs = std::clamp(4'000'000 / std::max(steps, 1), 250, effort.runs);
    return effort;
}

} // namespace engine

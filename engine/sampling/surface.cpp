#include "engine/sampling/surface.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "engine/sampling/training.h"

namespace engine {
namespace {

constexpr int coarsest = 8; ///< stretches
constexpr int finestGrid = 64;
constexpr int mostDescent = 40;

const Node& sourceNode(const Recording& recording, PassId pass, const SourceEntry& entry)
{
    const GradientPass& record = recording.passes[static_cast<std::size_t>(pass.index)];
    return recording.graph.node(record.sources[static_cast<std::size_t>(entry.source)]);
}

std::optional<double> slopeOf(std::span<const std::optional<Tensor>> gradients,
                              const SourceEntry& entry)
{
    const auto s = static_cast<std::size_t>(entry.source);
    if (s >= gradients.size() || !gradients[s] || entry.entry >= gradients[s]->size())
        return std::nullopt;
    return gradients[s]->at(entry.entry);
}

class SurfaceSampler
{
public:
    SurfaceSampler(Rerun& rerun, Surface& surface, int runs,
                   const std::function<void(const Surface&, double)>& told)
        : m_rerun(rerun)
        , m_surface(surface)
        , m_left(runs)
        , m_most(runs)
        , m_told(told)
    {
    }

    void sample()
    {
        Surface& s = m_surface;
        if (!std::isfinite(valueAt(s.recordedX, s.recordedY)))
            return;
        s.recordedValue = m_last.target;
        grid(coarsest);
        walkDown();
        for (int n = 2 * coarsest; n <= finestGrid && !m_rerun.stopped(); n *= 2) {
            const int extra = (n + 1) * (n + 1) - (n / 2 + 1) * (n / 2 + 1);
            if (extra > m_left)
                break;
            grid(n);
        }
        s.finished = !m_rerun.stopped();
        tell(1);
    }

private:
    double valueAt(double x, double y)
    {
        m_last = m_rerun.run(withEntries(m_rerun.recording(), m_rerun.passId(),
                                         {{m_surface.across, x}, {m_surface.up, y}}));
        --m_left;
        return m_last.target;
    }

    /// n stretches each way; what the grid before has is taken over.
    void grid(int n)
    {
        Surface& s = m_surface;
        const auto side = static_cast<std::size_t>(n) + 1;
        std::vector<double> values(side * side);
        const bool halves = s.columns == n / 2 + 1;
        for (std::size_t row = 0; row < side && !m_rerun.stopped(); ++row) {
            for (std::size_t column = 0; column < side && !m_rerun.stopped(); ++column) {
                double& value = values[row * side + column];
                if (halves && row % 2 == 0 && column % 2 == 0) {
                    value = s.values[row / 2 * static_cast<std::size_t>(s.columns) + column / 2];
                    continue;
                }
                value = valueAt(s.xFrom + (s.xTo - s.xFrom) * static_cast<double>(column) / n,
                                s.yFrom + (s.yTo - s.yFrom) * static_cast<double>(row) / n);
            }
            tell(1 - static_cast<double>(m_left) / m_most);
        }
        if (m_rerun.stopped())
            return;
        s.columns = s.rows = static_cast<int>(side);
        s.values = std::move(values);
    }

    /// Steps against the gradient; one that does not lead lower is tried again half as long.
    void walkDown()
    {
        Surface& s = m_surface;
        double x = s.recordedX;
        double y = s.recordedY;
        double value = valueAt(x, y);
        double rate = 0;
        s.descent.push_back({x, y, value, -1});
        for (int i = 0; i < mostDescent && !m_rerun.stopped(); ++i) {
            const double gx = slopeOf(m_last.gradients, s.across).value_or(0);
            const double gy = slopeOf(m_last.gradients, s.up).value_or(0);
            const double length = std::hypot(gx / (s.xTo - s.xFrom), gy / (s.yTo - s.yFrom))
                * std::hypot(s.xTo - s.xFrom, s.yTo - s.yFrom);
            if (!(length > 0) || !std::isfinite(length))
                break;
            if (rate == 0) // the first step takes a tenth of the picture
                rate = 0.1
                    * std::min((s.xTo - s.xFrom) / std::max(std::fabs(gx), 1e-300),
                               (s.yTo - s.yFrom) / std::max(std::fabs(gy), 1e-300));
            bool lower = false;
            for (int halvings = 0; halvings < 6 && !m_rerun.stopped(); ++halvings) {
                const double there = valueAt(x - rate * gx, y - rate * gy);
                if (there < value) {
                    lower = true;
                    x -= rate * gx;
                    y -= rate * gy;
                    // Less than the eye can tell: it has arrived.
                    if (value - there < 1e-6 * std::fabs(s.recordedValue))
                        i = mostDescent;
                    value = there;
                    break;
                }
                rate /= 2;
            }
            if (!lower)
                break;
            s.descent.push_back({x, y, value, -1});
        }
    }

    void tell(double done)
    {
        if (m_told)
            m_told(m_surface, done);
    }

    Rerun& m_rerun;
    Surface& m_surface;
    int m_left;
    int m_most;
    const std::function<void(const Surface&, double)>& m_told;
    Outcome m_last;
};

} // namespace

Surface sampleSurface(Rerun& rerun, const SourceEntry& across, const SourceEntry& up,
                      const SurfaceRange& range, int runs,
                      const std::function<void(const Surface&, double)>& told)
{
    const Recording& recording = rerun.recording();
    Surface surface;
    surface.across = across;
    surface.up = up;
    surface.xFrom = range.xFrom;
    surface.xTo = range.xTo;
    surface.yFrom = range.yFrom;
    surface.yTo = range.yTo;
    surface.recordedX = sourceNode(recording, rerun.passId(), across).value.at(across.entry);
    surface.recordedY = sourceNode(recording, rerun.passId(), up).value.at(up.entry);
    surface.slopeX = slopeOf(rerun.pass().results, across);
    surface.slopeY = slopeOf(rerun.pass().results, up);
    surface.trained = trainedPath(recording, rerun.passId(), across, up);
    SurfaceSampler(rerun, surface, runs, told).sample();
    return surface;
}

std::vector<DescentPoint> trainedPath(const Recording& recording, PassId pass,
                                      const SourceEntry& across, const SourceEntry& up)
{
    const VariableId x = sourceNode(recording, pass, across).variable;
    const VariableId y = sourceNode(recording, pass, up).variable;
    std::vector<DescentPoint> path;
    if (!x.isValid() || !y.isValid())
        return path;
    const auto append = [&](NodeId atX, NodeId atY, double value, int step) {
        const double px = recording.graph.node(atX).value.at(across.entry);
        const double py = recording.graph.node(atY).value.at(up.entry);
        if (path.empty() || path.back().x != px || path.back().y != py)
            path.push_back({px, py, value, step});
    };
    for (std::size_t p = 0; p < recording.passes.size(); ++p) {
        const GradientPass& record = recording.passes[p];
        NodeId atX;
        NodeId atY;
        for (const NodeId source : record.sources) {
            const VariableId variable = recording.graph.node(source).variable;
            atX = variable == x ? source : atX;
            atY = variable == y ? source : atY;
        }
        if (atX.isValid() && atY.isValid())
            append(atX, atY, weightedTarget(recording, {static_cast<int>(p)}),
                   std::min(recording.passFacts[p].endedAt, recording.stepCount()));
    }
    NodeId lastX; // what the last step of the training made of them
    NodeId lastY;
    for (int i = 0; i < recording.graph.size(); ++i) {
        const VariableId variable = recording.graph.node({i}).variable;
        lastX = variable == x ? NodeId{i} : lastX;
        lastY = variable == y ? NodeId{i} : lastY;
    }
    const auto born = [&](NodeId node) {
        return recording.nodes[static_cast<std::size_t>(node.index)].bornAt;
    };
    if (!path.empty())
        append(lastX, lastY, std::numeric_limits<double>::quiet_NaN(),
               std::min(std::max(born(lastX), born(lastY)), recording.stepCount()));
    if (path.size() < 2)
        path.clear();
    return path;
}

SurfaceRange customaryRange(const Recording& recording, PassId pass, const SourceEntry& across,
                            const SourceEntry& up)
{
    const double x = sourceNode(recording, pass, across).value.at(across.entry);
    const double y = sourceNode(recording, pass, up).value.at(up.entry);
    SurfaceRange range{x, x, y, y};
    for (const DescentPoint& point : trainedPath(recording, pass, across, up)) {
        range.xFrom = std::min(range.xFrom, point.x);
        range.xTo = std::max(range.xTo, point.x);
        range.yFrom = std::min(range.yFrom, point.y);
        range.yTo = std::max(range.yTo, point.y);
    }
    const auto widen = [](double& from, double& to, double middle) {
        const double least = std::fabs(middle) >= 0.5 ? std::fabs(middle) * 1.5 : 1;
        const double margin = std::max(0.3 * (to - from), least - (to - from) / 2);
        from -= std::max(margin, 0.0);
        to += std::max(margin, 0.0);
    };
    widen(range.xFrom, range.xTo, x);
    widen(range.yFrom, range.yTo, y);
    return range;
}

} // namespace engine

#pragma once

#include <functional>
#include <vector>

#include "engine/sampling/line.h"
#include "engine/sampling/rerun.h"

namespace engine {

/// A place on the way down.
struct DescentPoint
{
    double x = 0;
    double y = 0;
    double value = 0;
    int step = -1; ///< of the recording: when the variables had these values; -1: computed here
};

/// The target over two entries of the sources.
struct Surface
{
    SourceEntry across;
    SourceEntry up;
    double xFrom = 0;
    double xTo = 0;
    double yFrom = 0;
    double yTo = 0;
    int columns = 0; ///< grid lines, at equal distances from edge to edge
    int rows = 0;
    std::vector<double> values; ///< row-major, the lowest row first; NaN where the run failed
    double recordedX = 0;
    double recordedY = 0;
    double recordedValue = 0;
    std::optional<double> slopeX; ///< of the recorded gradient; empty: None
    std::optional<double> slopeY;
    std::vector<DescentPoint> trained; ///< the values the program's own training gave, oldest first
    std::vector<DescentPoint> descent; ///< gradient descent from the recorded point, by runs
    bool finished = false;
};

struct SurfaceRange
{
    double xFrom = 0;
    double xTo = 0;
    double yFrom = 0;
    double yTo = 0;
};

/// Samples a grid, coarse first and then finer as long as `runs` allows, and walks down from the
/// recorded point. `told` is called after some runs, with the finest complete grid so far.
Surface sampleSurface(Rerun& rerun, const SourceEntry& across, const SourceEntry& up,
                      const SurfaceRange& range, int runs,
                      const std::function<void(const Surface&, double done)>& told = {});

/// Around the recorded point, and wide enough for the way that training took.
SurfaceRange customaryRange(const Recording& recording, PassId pass, const SourceEntry& across,
                            const SourceEntry& up);

/// Values that the two entries had at one gradient pass after the other, when they belong to
/// variables that were trained; empty when they stayed.
std::vector<DescentPoint> trainedPath(const Recording& recording, PassId pass,
                                      const SourceEntry& across, const SourceEntry& up);

} // namespace engine

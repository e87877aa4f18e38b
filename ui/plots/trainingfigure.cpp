#include <algorithm>
#include <cmath>

#include "ui/plots/samplefigureparts.h"

namespace ui {

namespace {

/// Lines by round; logarithmic where that shows more.
engine::PlotAxes roundsAxes(double top, double height,
                            const std::vector<engine::TrainingSeries>& series, const QString& name,
                            bool mayBeLogarithmic, const Theme& theme)
{
    engine::PlotAxes axes = plotAxes(top, height);
    axes.y.label = name.toStdString();
    axes.legend = series.size() > 1;
    double low = std::numeric_limits<double>::infinity();
    double high = 0;
    for (std::size_t i = 0; i < series.size(); ++i) {
        engine::PlotLine line = plotLine(seriesColor(i, theme), 1.8);
        line.label = series[i].name;
        for (std::size_t round = 0; round < series[i].values.size(); ++round) {
            line.x.push_back(static_cast<double>(round + 1));
            line.y.push_back(series[i].values[round]);
            if (std::isfinite(series[i].values[round])) {
                low = std::min(low, series[i].values[round]);
                high = std::max(high, series[i].values[round]);
            }
        }
        if (line.x.size() <= 40) {
            line.style.marker = "o";
            line.style.markerSize = 4;
        }
        axes.items.emplace_back(std::move(line));
    }
    axes.y.logarithmic = mayBeLogarithmic && low > 0 && high > 30 * low;
    return axes;
}

} // namespace

engine::Figure trainingFigure(const engine::Training& training, const PlotLook& look)
{
    engine::Figure figure;
    const auto name = [](const engine::TrainingSeries& series) {
        return QString::fromStdString(series.name);
    };
    figure.axes.push_back(
        roundsAxes(0, 0.34, {training.loss}, name(training.loss), true, look.theme));
    figure.axes.push_back(roundsAxes(0.34, 0.31, training.parameters,
                                     SampleFigures::tr("parameters"), false, look.theme));
    figure.axes.push_back(roundsAxes(0.65, 0.35, training.gradients,
                                     SampleFigures::tr("length of the gradient"), true,
                                     look.theme));
    for (engine::PlotAxes& axes : figure.axes) {
        const double rounds = static_cast<double>(training.passes.size());
        axes.x.from = 1 - 0.02 * rounds;
        axes.x.to = rounds + 0.02 * rounds;
    }
    figure.axes.back().x.label = SampleFigures::tr("round of the training").toStdString();
    return figure;
}

} // namespace ui

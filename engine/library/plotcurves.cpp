#include <algorithm>
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/plotaxes.h"
#include "engine/library/plotcolors.h"

namespace engine::library {

namespace {

std::vector<double> counted(std::size_t count)
{
    std::vector<double> numbers(count);
    for (std::size_t i = 0; i < count; ++i)
        numbers[i] = static_cast<double>(i);
    return numbers;
}

void requireSameLength(std::size_t x, std::size_t y)
{
    if (x != y)
        throw RaisedError("ValueError",
                          "x and y must have same first dimension, but have shapes ("
                              + std::to_string(x) + ",) and (" + std::to_string(y) + ",)");
}

/// `values` for each of `count` places; one value is for all.
std::vector<double> spread(std::vector<double> values, std::size_t count, const std::string& what)
{
    if (values.size() == 1)
        values.resize(count, values.front());
    if (values.size() != count)
        throw RaisedError("ValueError",
                          "shape mismatch: " + what + " has " + std::to_string(values.size())
                              + " entries for " + std::to_string(count) + " places");
    return values;
}

std::vector<double> column(const PlotMatrix& matrix, int which)
{
    std::vector<double> values;
    for (int row = 0; row < matrix.rows; ++row)
        values.push_back(matrix.at(row, which));
    return values;
}

Value plot(AxesState& state, PlotArguments& arguments)
{
    const auto label = arguments.take({"label"});
    std::vector<PlotLine> lines;
    for (std::size_t i = 0; i < arguments.count();) {
        // One group: y | y, format | x, y | x, y, format.
        std::vector<Value> data{arguments[i++]};
        if (lang::stringText(data.front()) != nullptr)
            throw RaisedError("ValueError", "plot() needs numbers before a format string");
        if (i < arguments.count() && lang::stringText(arguments[i]) == nullptr)
            data.push_back(arguments[i++]);
        LineFormat format;
        if (i < arguments.count() && lang::stringText(arguments[i]) != nullptr)
            format = parseLineFormat(*lang::stringText(arguments[i++]));
        const PlotMatrix y = arguments.matrix(data.back());
        for (int k = 0; k < y.columns; ++k) {
            PlotLine line;
            line.y = column(y, k);
            line.x =
                data.size() == 1 ? counted(line.y.size()) : alongX(state, arguments, data.front());
            // Points given as columns: x may have as many columns as y.
            if (data.size() == 2 && line.x.size() == y.values.size() && y.columns > 1)
                line.x = column(arguments.matrix(data.front()), k);
            requireSameLength(line.x.size(), line.y.size());
            PlotArguments keywords = arguments; // the same keywords hold for every line
            line.style = takeLineStyle(state, keywords, format);
            if (label)
                line.label = arguments.text(*label);
            lines.push_back(std::move(line));
        }
    }
    AxesState nobody;
    takeLineStyle(nobody, arguments, {});
    arguments.finish(arguments.count());
    std::vector<Value> artists;
    for (PlotLine& line : lines) {
        state.axes.items.emplace_back(std::move(line));
        artists.push_back(plotArtist("matplotlib.lines.Line2D"));
    }
    return lang::makeList(std::move(artists));
}

template <bool LogX, bool LogY>
Value plotLogarithmic(AxesState& state, PlotArguments& arguments)
{
    const Value result = plot(state, arguments);
    state.axes.x.logarithmic |= LogX;
    state.axes.y.logarithmic |= LogY;
    return result;
}

Value scatter(AxesState& state, PlotArguments& arguments)
{
    PlotPoints points;
    points.x = alongX(state, arguments, arguments.needed(0, "x"));
    points.y = arguments.numbers(arguments.needed(1, "y"));
    if (points.x.size() != points.y.size())
        throw RaisedError("ValueError", "x and y must be the same size");
    const auto areas = arguments.argument(2, "s");
    points.areas = areas ? arguments.numbers(*areas) : std::vector<double>{36};
    auto colors = arguments.argument(3, "c");
    if (const auto one = arguments.take({"color", "facecolor", "facecolors"}))
        colors = one;
    const std::string map = arguments.takeText({"cmap"}).value_or("viridis");
    if (!isColorMap(map))
        refusePlot("the colour map '" + map + "'");
    const auto low = arguments.takeNumber({"vmin"});
    const auto high = arguments.takeNumber({"vmax"});
    const bool isOne = !colors || lang::stringText(*colors) != nullptr;
    if (isOne) {
        points.colors = {colors ? arguments.color(*colors) : nextColor(state)};
    } else if (const auto names = arguments.texts(*colors)) {
        for (const std::string& name : *names)
            points.colors.push_back(arguments.color(lang::makeString(name)));
    } else {
        const PlotMatrix values = arguments.matrix(*colors);
        if (values.flat && values.values.size() == points.x.size()) {
            const auto [least, most] = finiteRange(values.values);
            const double from = low.value_or(least);
            const double span = high.value_or(most) - from;
            for (const double value : values.values)
                points.colors.push_back(colorMapAt(map, span > 0 ? (value - from) / span : 0.5));
        } else if (!values.flat && (values.columns == 3 || values.columns == 4)) {
            for (int row = 0; row < values.rows; ++row)
                points.colors.push_back({values.at(row, 0), values.at(row, 1), values.at(row, 2),
                                         values.columns == 4 ? values.at(row, 3) : 1.0});
        } else {
            points.colors = {arguments.color(*colors)};
        }
    }
    if (points.colors.size() != 1 && points.colors.size() != points.x.size())
        throw RaisedError("ValueError",
                          "'c' argument has " + std::to_string(points.colors.size())
                              + " elements, which is inconsistent with 'x' and 'y' with size "
                              + std::to_string(points.x.size()) + ".");
    if (points.areas.size() != 1 && points.areas.size() != points.x.size())
        throw RaisedError("ValueError",
                          "s must be a scalar, or float array-like with the same size as x and y");
    const double alpha = arguments.takeNumber({"alpha"}).value_or(1);
    for (PlotColor& color : points.colors)
        color.alpha *= alpha;
    points.marker = markerNamed(arguments.takeText({"marker"}).value_or("o"));
    points.label = arguments.takeText({"label"}).value_or("");
    for (const char* harmless : {"zorder", "edgecolors", "edgecolor", "linewidths", "linewidth"})
        arguments.take({harmless});
    arguments.finish(4);
    state.axes.items.emplace_back(std::move(points));
    return plotArtist("matplotlib.collections.PathCollection");
}

template <bool Horizontal>
Value bar(AxesState& state, PlotArguments& arguments)
{
    PlotBars bars;
    bars.horizontal = Horizontal;
    const Value places = arguments.needed(0, Horizontal ? "y" : "x");
    bars.positions = alongX(state, arguments, places);
    if (Horizontal && arguments.texts(places)) { // the words belong to the other axis
        std::swap(state.axes.x.ticks, state.axes.y.ticks);
        std::swap(state.axes.x.tickLabels, state.axes.y.tickLabels);
    }
    bars.heights = spread(arguments.numbers(arguments.needed(1, Horizontal ? "width" : "height")),
                          bars.positions.size(), Horizontal ? "width" : "height");
    if (const auto width = arguments.argument(2, Horizontal ? "height" : "width"))
        bars.width = arguments.number(*width);
    const auto bases = arguments.argument(3, Horizontal ? "left" : "bottom");
    bars.bases = spread(bases ? arguments.numbers(*bases) : std::vector<double>{0},
                        bars.positions.size(), "bottom");
    if (arguments.takeText({"align"}).value_or("center") == "edge") {
        for (double& position : bars.positions)
            position += bars.width / 2;
    }
    if (const auto labels = arguments.take({"tick_label"})) {
        PlotAxis& axis = Horizontal ? state.axes.y : state.axes.x;
        axis.ticks = bars.positions;
        axis.tickLabels = arguments.texts(*labels).value_or(std::vector<std::string>());
        axis.tickLabels.resize(bars.positions.size());
    }
    const auto color = arguments.takeColor({"color", "facecolor"});
    bars.fill = color ? *color : cycleColor(state.patches++);
    bars.fill.alpha *= arguments.takeNumber({"alpha"}).value_or(1);
    if (const auto edge = arguments.takeColor({"edgecolor", "ec"})) {
        bars.edge = *edge;
        bars.hasEdge = true;
    }
    bars.label = arguments.takeText({"label"}).value_or("");
    for (const char* harmless : {"zorder", "linewidth", "lw"})
        arguments.take({harmless});
    arguments.finish(4);
    const std::size_t count = bars.positions.size();
    state.axes.items.emplace_back(std::move(bars));
    return plotArtist("<BarContainer object of " + std::to_string(count) + " artists>");
}

Value hist(AxesState& state, PlotArguments& arguments)
{
    const std::vector<double> values = arguments.numbers(arguments.needed(0, "x"));
    const auto binsGiven = arguments.argument(1, "bins");
    std::vector<double> edges;
    const PlotMatrix bins =
        binsGiven ? arguments.matrix(*binsGiven) : PlotMatrix{1, 1, 1, true, {10}};
    auto [low, high] = finiteRange(values);
    if (const auto range = arguments.take({"range"})) {
        const std::vector<double> ends = arguments.numbers(*range);
        if (ends.size() != 2 || !(ends[0] < ends[1]))
            throw RaisedError("ValueError", "max must be larger than min in range parameter.");
        low = ends[0];
        high = ends[1];
    }
    if (bins.values.size() > 1) {
        edges = bins.values;
        if (!std::is_sorted(edges.begin(), edges.end()))
            throw RaisedError("ValueError", "`bins` must increase monotonically, when an array");
    } else {
        const int count = static_cast<int>(bins.values.empty() ? 0 : bins.values.front());
        if (count < 1 || count > 100000)
            throw RaisedError("ValueError", "`bins` must be positive, when an integer");
        if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
        for (int i = 0; i <= count; ++i)
            edges.push_back(low + (high - low) * i / count);
    }
    const std::size_t binCount = edges.size() - 1;
    std::vector<double> counts(binCount, 0);
    double total = 0;
    for (const double value : values) {
        if (!(value >= edges.front() && value <= edges.back()))
            continue;
        const auto above = static_cast<std::size_t>(
            std::upper_bound(edges.begin(), edges.end(), value) - edges.begin());
        ++counts[std::min(above - 1, binCount - 1)]; // the last bin has its right edge
        ++total;
    }
    if (arguments.takeTruth({"density"}, false)) {
        for (std::size_t i = 0; i < binCount; ++i)
            counts[i] /= std::max(total, 1.0) * (edges[i + 1] - edges[i]);
    }
    const auto color = arguments.takeColor({"color", "facecolor"});
    PlotColor fill = color ? *color : cycleColor(state.patches++);
    fill.alpha *= arguments.takeNumber({"alpha"}).value_or(1);
    const auto edge = arguments.takeColor({"edgecolor", "ec"});
    const std::string label = arguments.takeText({"label"}).value_or("");
    for (const char* harmless : {"zorder", "linewidth", "rwidth"})
        arguments.take({harmless});
    arguments.finish(2);
    for (std::size_t i = 0; i < binCount; ++i) {
        PlotBars bars; // a bar each: the bins may differ in width
        bars.positions = {(edges[i] + edges[i + 1]) / 2};
        bars.heights = {counts[i]};
        bars.bases = {0};
        bars.width = edges[i + 1] - edges[i];
        bars.fill = fill;
        bars.hasEdge = edge.has_value();
        bars.edge = edge.value_or(PlotColor());
        bars.label = i == 0 ? label : "";
        state.axes.items.emplace_back(std::move(bars));
    }
    return lang::makeTuple(
        {plotArray(counts), plotArray(edges),
         plotArtist("<BarContainer object of " + std::to_string(binCount) + " artists>")});
}

Value fillBetween(AxesState& state, PlotArguments& arguments)
{
    PlotBand band;
    band.x = arguments.numbers(arguments.needed(0, "x"));
    band.lower = spread(arguments.numbers(arguments.needed(1, "y1")), band.x.size(), "y1");
    const auto upper = arguments.argument(2, "y2");
    band.upper =
        spread(upper ? arguments.numbers(*upper) : std::vector<double>{0}, band.x.size(), "y2");
    if (const auto where = arguments.argument(3, "where")) {
        const std::vector<double> kept = spread(arguments.numbers(*where), band.x.size(), "where");
        for (std::size_t i = 0; i < kept.size(); ++i) {
            if (kept[i] == 0)
                band.lower[i] = band.upper[i] = std::nan("");
        }
    }
    const auto color = arguments.takeColor({"color", "facecolor"});
    band.fill = color ? *color : cycleColor(state.patches++);
    band.fill.alpha *= arguments.takeNumber({"alpha"}).value_or(1);
    band.label = arguments.takeText({"label"}).value_or("");
    for (const char* harmless : {"zorder", "linewidth", "lw", "edgecolor"})
        arguments.take({harmless});
    arguments.finish(4);
    state.axes.items.emplace_back(std::move(band));
    return plotArtist("matplotlib.collections.PolyCollection");
}

Value errorBar(AxesState& state, PlotArguments& arguments)
{
    PlotErrorBars bars;
    bars.line.x = alongX(state, arguments, arguments.needed(0, "x"));
    bars.line.y = arguments.numbers(arguments.needed(1, "y"));
    requireSameLength(bars.line.x.size(), bars.line.y.size());
    if (const auto errors = arguments.argument(2, "yerr"))
        bars.yError = spread(arguments.numbers(*errors), bars.line.x.size(), "yerr");
    if (const auto errors = arguments.argument(3, "xerr"))
        bars.xError = spread(arguments.numbers(*errors), bars.line.x.size(), "xerr");
    const auto format = arguments.argument(4, "fmt");
    bars.line.label = arguments.takeText({"label"}).value_or("");
    bars.capSize = arguments.takeNumber({"capsize"}).value_or(0);
    for (const char* harmless : {"ecolor", "elinewidth", "capthick"})
        arguments.take({harmless});
    bars.line.style = takeLineStyle(
        state, arguments, format ? parseLineFormat(arguments.text(*format)) : LineFormat());
    arguments.finish(5);
    state.axes.items.emplace_back(std::move(bars));
    return plotArtist("<ErrorbarContainer object of 3 artists>");
}

template <bool Horizontal>
Value reference(AxesState& state, PlotArguments& arguments)
{
    PlotReference line;
    line.horizontal = Horizontal;
    const auto at = arguments.argument(0, Horizontal ? "y" : "x");
    line.at = at ? arguments.number(*at) : 0;
    line.label = arguments.takeText({"label"}).value_or("");
    for (const char* end : {"xmin", "xmax", "ymin", "ymax"}) {
        if (arguments.take({end}))
            refusePlot(std::string("the keyword '") + end + "' of plt." + arguments.function()
                       + "()");
    }
    const int lines = state.lines;
    line.style = takeLineStyle(state, arguments, {});
    if (state.lines != lines) { // matplotlib's axhline is blue without taking a colour
        state.lines = lines;
        line.style.color = cycleColor(0);
    }
    arguments.finish(1);
    state.axes.items.emplace_back(std::move(line));
    return plotArtist("matplotlib.lines.Line2D");
}

} // namespace

std::vector<AxesFunction> curveFunctions()
{
    return {{"plot", plot},
            {"semilogx", plotLogarithmic<true, false>},
            {"semilogy", plotLogarithmic<false, true>},
            {"loglog", plotLogarithmic<true, true>},
            {"scatter", scatter},
            {"bar", bar<false>},
            {"barh", bar<true>},
            {"hist", hist},
            {"fill_between", fillBetween},
            {"errorbar", errorBar},
            {"axhline", reference<true>},
            {"axvline", reference<false>}};
}

} // namespace engine::library

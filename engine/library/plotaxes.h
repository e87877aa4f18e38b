#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/library/plotarguments.h"

namespace engine::library {

/// One plot while cells draw into it.
struct AxesState
{
    PlotAxes axes;
    int lines = 0; ///< how many took a colour of the cycle
    int patches = 0;
    std::vector<std::string> categories; ///< words along x, in the order they came
};

/// A function that draws into or sets up a plot, and gives what matplotlib gives.
struct AxesFunction
{
    const char* name;
    Value (*call)(AxesState&, PlotArguments&);
};

/// plot, scatter, bar, ...: the same names in plt and on an Axes.
std::vector<AxesFunction> curveFunctions();
/// imshow, contour, quiver, annotate, ...: the same names in plt and on an Axes.
std::vector<AxesFunction> gridFunctions();
/// xlabel, ylim, ...: plt.xlabel() is axes.set_xlabel().
std::vector<AxesFunction> settingFunctions();
/// legend, grid, axis, ...: the same names in plt and on an Axes.
std::vector<AxesFunction> axesFunctions();

/// What a drawing function gives back: something with a name, such as "matplotlib.lines.Line2D".
Value plotArtist(std::string qualifiedName);
/// matplotlib's Text; `place` is how it shows where it stands: "0.5, 1.0".
Value plotText(std::string place, const std::string& text);
/// Numbers as a NumPy array.
Value plotArray(const std::vector<double>& values);

/// A place along x of numbers or words; words become 0, 1, 2, ... and tick labels.
std::vector<double> alongX(AxesState& state, PlotArguments& arguments, const Value& value);
/// The colour of the next line of this plot.
PlotColor nextColor(AxesState& state);
/// The smallest and the largest finite number; 0 and 1 when there is none.
std::pair<double, double> finiteRange(std::span<const double> values);
/// About `count` round numbers that divide the range.
std::vector<double> roundLevels(double low, double high, int count);

/// What a format string such as "r--" or "go" says.
struct LineFormat
{
    std::optional<PlotColor> color;
    std::optional<LineStyle> line;
    std::string marker;
};
LineFormat parseLineFormat(const std::string& format);
LineStyle lineStyleNamed(const std::string& name);
/// Raises for signs that are no markers. "None" and "" give "".
std::string markerNamed(const std::string& name);
/// Takes the keywords of lines out of the arguments; `format` is what a format string said.
PlotStyle takeLineStyle(AxesState& state, PlotArguments& arguments, const LineFormat& format);

} // namespace engine::library

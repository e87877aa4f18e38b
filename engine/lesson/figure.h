#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace engine {

/// Red, green, blue and opacity, each from 0 to 1.
struct PlotColor
{
    double red = 0;
    double green = 0;
    double blue = 0;
    double alpha = 1;

    bool operator==(const PlotColor&) const = default;
};

enum class LineStyle { None, Solid, Dashed, Dotted, DashDot };

/// How a line and its points look. Widths and sizes in points (1/72 inch).
struct PlotStyle
{
    PlotColor color;
    LineStyle line = LineStyle::Solid;
    double lineWidth = 1.5;
    std::string marker; ///< matplotlib's sign: "o", "s", "^", "x", ...; empty: none
    double markerSize = 6;

    bool operator==(const PlotStyle&) const = default;
};

/// y over x, joined in the order given. NaN interrupts the line.
struct PlotLine
{
    std::vector<double> x;
    std::vector<double> y;
    PlotStyle style;
    std::string label;

    bool operator==(const PlotLine&) const = default;
};

/// Single points, each with its own area (points squared) and colour; a list of length 1 is for all.
struct PlotPoints
{
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> areas;
    std::vector<PlotColor> colors;
    std::string marker = "o";
    std::string label;

    bool operator==(const PlotPoints&) const = default;
};

/// Bars from `bases` on, `heights` long, centred at `positions`.
struct PlotBars
{
    std::vector<double> positions;
    std::vector<double> heights;
    std::vector<double> bases; ///< as many as heights
    double width = 0.8;
    bool horizontal = false;
    PlotColor fill;
    PlotColor edge;
    bool hasEdge = false;
    std::string label;

    bool operator==(const PlotBars&) const = default;
};

/// The area between two curves over the same x.
struct PlotBand
{
    std::vector<double> x;
    std::vector<double> lower;
    std::vector<double> upper;
    PlotColor fill;
    std::string label;

    bool operator==(const PlotBand&) const = default;
};

/// Points with bars that tell their uncertainty; a list is empty or as long as x.
struct PlotErrorBars
{
    PlotLine line;
    std::vector<double> xError;
    std::vector<double> yError;
    double capSize = 3;

    bool operator==(const PlotErrorBars&) const = default;
};

/// A line across the whole plot at one x or one y.
struct PlotReference
{
    double at = 0;
    bool horizontal = true;
    PlotStyle style;
    std::string label;

    bool operator==(const PlotReference&) const = default;
};

/// A grid of values as colours. The extents are the outer edges of the grid.
struct PlotImage
{
    int rows = 0;
    int columns = 0;
    std::vector<double> values; ///< row-major; row 0 lies at yFrom
    double xFrom = 0;
    double xTo = 1;
    double yFrom = 0;
    double yTo = 1;
    std::string colorMap = "viridis";
    double low = 0; ///< value of the first colour
    double high = 1;
    bool smooth = false;
    std::vector<PlotColor> pixels; ///< true-colour images: rows * columns, instead of values

    bool operator==(const PlotImage&) const = default;
};

/// Lines of equal value, or the bands between them.
struct PlotContours
{
    std::vector<double> x;      ///< of the columns, ascending
    std::vector<double> y;      ///< of the rows, ascending
    std::vector<double> values; ///< row-major
    std::vector<double> levels; ///< ascending
    bool filled = false;
    std::string colorMap = "viridis";
    std::optional<PlotColor> color; ///< one for all lines
    double lineWidth = 1.5;

    bool operator==(const PlotContours&) const = default;
};

/// Arrows from (x, y) by (u, v), in data units.
struct PlotArrows
{
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> u;
    std::vector<double> v;
    PlotColor color;

    bool operator==(const PlotArrows&) const = default;
};

/// Words at a point, with an arrow from them to another when `hasArrow`.
struct PlotNote
{
    std::string text;
    double x = 0; ///< of the words
    double y = 0;
    bool hasArrow = false;
    double toX = 0;
    double toY = 0;
    PlotColor color;
    double fontSize = 10; ///< points
    std::string horizontal = "left";   ///< left, center or right of the words is at x
    std::string vertical = "baseline"; ///< top, center, bottom or baseline is at y

    bool operator==(const PlotNote&) const = default;
};

using PlotItem = std::variant<PlotLine, PlotPoints, PlotBars, PlotBand, PlotErrorBars, PlotReference, PlotImage,
                              PlotContours, PlotArrows, PlotNote>;

/// One direction of a plot.
struct PlotAxis
{
    std::string label;
    std::optional<double> from; ///< unset: from the data
    std::optional<double> to;
    bool logarithmic = false;
    std::optional<std::vector<double>> ticks; ///< unset: chosen when drawn
    std::vector<std::string> tickLabels;      ///< as many as ticks, or empty

    bool operator==(const PlotAxis&) const = default;
};

/// One plot of a figure.
struct PlotAxes
{
    double left = 0; ///< the part of the figure it takes, 0 to 1; `top` counts from above
    double top = 0;
    double width = 1;
    double height = 1;
    std::string title;
    PlotAxis x;
    PlotAxis y;
    bool grid = false;
    bool legend = false;
    std::string legendPlace = "best"; ///< matplotlib's loc
    bool visible = true;              ///< axis('off')
    bool equalScale = false;
    bool colorBar = false;
    std::string colorBarLabel;
    std::vector<PlotItem> items;

    bool operator==(const PlotAxes&) const = default;
};

/// What a cell drew with matplotlib.pyplot: data and wishes; how it is drawn is the window's business.
struct Figure
{
    double width = 6; ///< inches
    double height = 4;
    std::string title;
    std::vector<PlotAxes> axes;

    bool operator==(const Figure&) const = default;
};

} // namespace engine

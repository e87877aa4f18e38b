#include <algorithm>
#include <cmath>
#include <tuple>

#include "engine/lang/objects.h"
#include "engine/library/plotaxes.h"
#include "engine/library/plotcolors.h"

namespace engine::library {

namespace {

/// The x of the columns or the y of the rows out of a list, or out of a grid as np.meshgrid makes
/// it.
std::vector<double> gridLine(const PlotMatrix& given, bool alongRows)
{
    if (given.flat)
        return given.values;
    std::vector<double> line;
    for (int i = 0; i < (alongRows ? given.columns : given.rows); ++i)
        line.push_back(alongRows ? given.at(0, i) : given.at(i, 0));
    return line;
}

std::string takeColorMap(PlotArguments& arguments)
{
    const std::string map = arguments.takeText({"cmap"}).value_or("viridis");
    if (!isColorMap(map)) {
        std::string known;
        for (const std::string& name : colorMapNames())
            known += (known.empty() ? "" : ", ") + name;
        refusePlot("the colour map '" + map + "'",
                   {"There are " + known + ", each also with _r at its end.",
                    "可用的有 " + known + "，名字后都可加 _r 表示反向。"});
    }
    return map;
}

/// Takes X, Y and Z, or Z alone, and gives Z; `x` and `y` get the places of columns and rows.
PlotMatrix takeGrid(PlotArguments& arguments, std::vector<double>& x, std::vector<double>& y)
{
    const bool placed = arguments.count() >= 3;
    if (arguments.count() != 1 && !placed)
        throw RaisedError("TypeError", arguments.function() + "() takes Z, or X, Y and Z");
    const PlotMatrix z = arguments.matrix(arguments[placed ? 2 : 0]);
    if (z.flat || z.depth != 1)
        throw RaisedError("TypeError",
                          "Input z must be 2D, not " + std::string(z.flat ? "1D" : "3D"));
    if (placed) {
        x = gridLine(arguments.matrix(arguments[0]), true);
        y = gridLine(arguments.matrix(arguments[1]), false);
    } else {
        for (int i = 0; i < z.columns; ++i)
            x.push_back(i);
        for (int i = 0; i < z.rows; ++i)
            y.push_back(i);
    }
    return z;
}

template <bool Filled>
Value contour(AxesState& state, PlotArguments& arguments)
{
    PlotContours contours;
    contours.filled = Filled;
    const PlotMatrix z = takeGrid(arguments, contours.x, contours.y);
    if (static_cast<int>(contours.x.size()) != z.columns
        || static_cast<int>(contours.y.size()) != z.rows)
        throw RaisedError("TypeError",
                          "Length of x (" + std::to_string(contours.x.size())
                              + ") must match number of columns in z (" + std::to_string(z.columns)
                              + ")");
    if (z.rows < 2 || z.columns < 2)
        throw RaisedError("TypeError",
                          "Input z must be at least a (2, 2) shaped array, but has shape ("
                              + std::to_string(z.rows) + ", " + std::to_string(z.columns) + ")");
    contours.values = z.values;
    // What lies the other way round is turned, so that drawing can count on ascending places.
    if (contours.x.front() > contours.x.back()) {
        std::reverse(contours.x.begin(), contours.x.end());
        for (int row = 0; row < z.rows; ++row)
            std::reverse(contours.values.begin() + row * z.columns,
                         contours.values.begin() + (row + 1) * z.columns);
    }
    if (contours.y.front() > contours.y.back()) {
        std::reverse(contours.y.begin(), contours.y.end());
        for (int row = 0; row < z.rows / 2; ++row)
            std::swap_ranges(contours.values.begin() + row * z.columns,
                             contours.values.begin() + (row + 1) * z.columns,
                             contours.values.begin() + (z.rows - 1 - row) * z.columns);
    }
    const auto levels = arguments.argument(arguments.count() >= 3 ? 3 : 1, "levels");
    const auto [low, high] = finiteRange(z.values);
    const PlotMatrix given = levels ? arguments.matrix(*levels) : PlotMatrix{1, 1, 1, true, {7}};
    contours.levels = given.values.size() > 1
        ? given.values
        : roundLevels(low, high, static_cast<int>(given.values.front()));
    if (!std::is_sorted(contours.levels.begin(), contours.levels.end()))
        throw RaisedError("ValueError", "Contour levels must be increasing");
    contours.colorMap = takeColorMap(arguments);
    if (const auto colors = arguments.take({"colors"}))
        contours.color = arguments.color(arguments.texts(*colors)
                                             ? lang::makeString(arguments.texts(*colors)->front())
                                             : *colors);
    if (const auto alpha = arguments.takeNumber({"alpha"}); alpha && contours.color)
        contours.color->alpha *= *alpha;
    if (const auto widths = arguments.take({"linewidths"}))
        contours.lineWidth = arguments.numbers(*widths).front();
    for (const char* harmless : {"zorder", "linestyles", "extend"})
        arguments.take({harmless});
    arguments.finish(4);
    state.axes.items.emplace_back(std::move(contours));
    return plotArtist("matplotlib.contour.QuadContourSet");
}

void takeColorRange(PlotArguments& arguments, PlotImage& image)
{
    const auto [low, high] = finiteRange(image.values);
    image.low = arguments.takeNumber({"vmin"}).value_or(low);
    image.high = arguments.takeNumber({"vmax"}).value_or(high);
}

Value showImage(AxesState& state, PlotArguments& arguments)
{
    PlotImage image;
    const PlotMatrix given = arguments.matrix(arguments.needed(0, "X"));
    if (given.flat || (given.depth != 1 && given.depth != 3 && given.depth != 4))
        throw RaisedError("TypeError", "Invalid shape for image data",
                          {"An image is (rows, columns), (rows, columns, 3) or (rows, columns, 4).",
                           "图像的形状应为 (行, 列)、(行, 列, 3) 或 (行, 列, 4)。"});
    image.rows = given.rows;
    image.columns = given.columns;
    if (given.depth == 1) {
        image.values = given.values;
    } else {
        const double most = finiteRange(given.values).second;
        const double scale =
            most > 1 ? 255 : 1; // bytes or parts of one, as imshow tells them apart by dtype
        const auto depth = static_cast<std::size_t>(given.depth);
        for (std::size_t i = 0; i < given.values.size(); i += depth) {
            image.pixels.push_back({given.values[i] / scale, given.values[i + 1] / scale,
                                    given.values[i + 2] / scale,
                                    depth == 4 ? given.values[i + 3] / scale : 1.0});
        }
    }
    image.colorMap = takeColorMap(arguments);
    takeColorRange(arguments, image);
    const bool fromAbove = arguments.takeText({"origin"}).value_or("upper") == "upper";
    image.xFrom = -0.5;
    image.xTo = image.columns - 0.5;
    image.yFrom = -0.5;
    image.yTo = image.rows - 0.5;
    if (const auto extent = arguments.take({"extent"})) {
        const std::vector<double> ends = arguments.numbers(*extent);
        if (ends.size() != 4)
            throw RaisedError("ValueError", "extent must be (left, right, bottom, top)");
        image.xFrom = ends[0];
        image.xTo = ends[1];
        image.yFrom = fromAbove ? ends[3] : ends[2]; // where row 0 is
        image.yTo = fromAbove ? ends[2] : ends[3];
    } else if (fromAbove) {
        state.axes.y.from = image.yTo;
        state.axes.y.to = image.yFrom;
    }
    const std::string interpolation = arguments.takeText({"interpolation"}).value_or("nearest");
    image.smooth = interpolation == "bilinear" || interpolation == "bicubic";
    state.axes.equalScale = arguments.takeText({"aspect"}).value_or("equal") == "equal";
    for (const char* harmless : {"zorder", "alpha"})
        arguments.take({harmless});
    arguments.finish(1);
    state.axes.items.emplace_back(std::move(image));
    return plotArtist("matplotlib.image.AxesImage");
}

/// Edges of cells of which the centres are known, or the edges themselves when there is one more.
std::pair<double, double> outerEdges(const std::vector<double>& places, int cells)
{
    if (static_cast<int>(places.size()) != cells || cells < 2)
        return {places.front(), places.back()};
    const double step = (places.back() - places.front()) / (cells - 1);
    return {places.front() - step / 2, places.back() + step / 2};
}

Value colorMesh(AxesState& state, PlotArguments& arguments)
{
    std::vector<double> x;
    std::vector<double> y;
    const PlotMatrix z = takeGrid(arguments, x, y);
    PlotImage image;
    image.rows = z.rows;
    image.columns = z.columns;
    image.values = z.values;
    std::tie(image.xFrom, image.xTo) = outerEdges(x, z.columns);
    std::tie(image.yFrom, image.yTo) = outerEdges(y, z.rows);
    if (arguments.count() < 3) { // without places the cells lie between whole numbers
        image.xFrom = image.yFrom = 0;
        image.xTo = z.columns;
        image.yTo = z.rows;
    }
    image.colorMap = takeColorMap(arguments);
    takeColorRange(arguments, image);
    image.smooth = arguments.takeText({"shading"}).value_or("auto") == "gouraud";
    for (const char* harmless : {"zorder", "alpha", "edgecolors"})
        arguments.take({harmless});
    arguments.finish(3);
    state.axes.items.emplace_back(std::move(image));
    return plotArtist("matplotlib.collections.QuadMesh");
}

Value quiver(AxesState& state, PlotArguments& arguments)
{
    PlotArrows arrows;
    const bool placed = arguments.count() >= 4;
    if (!placed && arguments.count() < 2)
        throw RaisedError("TypeError", "quiver() takes U and V, or X, Y, U and V");
    const PlotMatrix u = arguments.matrix(arguments[placed ? 2 : 0]);
    arrows.u = u.values;
    arrows.v = arguments.numbers(arguments[placed ? 3 : 1]);
    if (placed) {
        const PlotMatrix x = arguments.matrix(arguments[0]);
        const PlotMatrix y = arguments.matrix(arguments[1]);
        arrows.x = x.values;
        arrows.y = y.values;
        if (x.flat && y.flat && !u.flat) { // the places of a grid's columns and rows
            arrows.x.clear();
            arrows.y.clear();
            for (const double row : y.values) {
                for (const double place : x.values) {
                    arrows.x.push_back(place);
                    arrows.y.push_back(row);
                }
            }
        }
    } else {
        for (int row = 0; row < u.rows; ++row) {
            for (int column = 0; column < u.columns; ++column) {
                arrows.x.push_back(u.flat ? row : column);
                arrows.y.push_back(u.flat ? 0 : row);
            }
        }
    }
    if (arrows.x.size() != arrows.u.size() || arrows.y.size() != arrows.u.size()
        || arrows.v.size() != arrows.u.size())
        throw RaisedError("ValueError", "quiver(): X, Y, U and V must have the same size");
    arguments.take({"angles"});
    arguments.take({"scale_units"});
    double factor = 1;
    if (const auto scale = arguments.takeNumber({"scale"})) {
        factor = 1 / *scale;
    } else { // as matplotlib does: the mean arrow is about as long as arrows are apart
        double length = 0;
        for (std::size_t i = 0; i < arrows.u.size(); ++i)
            length += std::hypot(arrows.u[i], arrows.v[i]) / static_cast<double>(arrows.u.size());
        const auto [left, right] = finiteRange(arrows.x);
        const auto [bottom, top] = finiteRange(arrows.y);
        const double span = std::max({right - left, top - bottom, 1e-300});
        if (length > 0)
            factor =
                span / std::max(10.0, std::sqrt(static_cast<double>(arrows.u.size()))) / length;
    }
    for (std::size_t i = 0; i < arrows.u.size(); ++i) {
        arrows.u[i] *= factor;
        arrows.v[i] *= factor;
    }
    arrows.color = arguments.takeColor({"color"}).value_or(PlotColor{0, 0, 0, 1});
    arrows.color.alpha *= arguments.takeNumber({"alpha"}).value_or(1);
    for (const char* harmless : {"zorder", "width", "headwidth", "headlength", "pivot", "units"})
        arguments.take({harmless});
    arguments.finish(4);
    state.axes.items.emplace_back(std::move(arrows));
    return plotArtist("matplotlib.quiver.Quiver");
}

void takeTextLook(PlotArguments& arguments, PlotNote& note)
{
    note.color = arguments.takeColor({"color", "c"}).value_or(PlotColor{0, 0, 0, 1});
    note.fontSize = arguments.takeNumber({"fontsize", "size"}).value_or(10);
    note.horizontal = arguments.takeText({"ha", "horizontalalignment"}).value_or("left");
    note.vertical = arguments.takeText({"va", "verticalalignment"}).value_or("baseline");
    for (const char* harmless : {"zorder", "fontweight", "weight", "bbox", "rotation"})
        arguments.take({harmless});
}

Value text(AxesState& state, PlotArguments& arguments)
{
    PlotNote note;
    const Value x = arguments.needed(0, "x");
    const Value y = arguments.needed(1, "y");
    note.x = arguments.number(x);
    note.y = arguments.number(y);
    note.text = arguments.text(arguments.needed(2, "s"));
    takeTextLook(arguments, note);
    arguments.finish(3);
    state.axes.items.emplace_back(note);
    Interpreter& interpreter = arguments.interpreter();
    return plotText(interpreter.str(x) + ", " + interpreter.str(y), note.text);
}

Value annotate(AxesState& state, PlotArguments& arguments)
{
    PlotNote note;
    const auto words = arguments.argument(0, "text");
    note.text = arguments.text(words ? *words : arguments.needed(0, "s"));
    const auto pair = [&](const Value& value) {
        const std::vector<double> both = arguments.numbers(value);
        if (both.size() != 2)
            throw RaisedError("ValueError", "'xy' must be an (x, y) pair");
        return std::pair(both[0], both[1]);
    };
    std::tie(note.toX, note.toY) = pair(arguments.needed(1, "xy"));
    std::tie(note.x, note.y) = std::pair(note.toX, note.toY);
    const auto place = arguments.argument(2, "xytext");
    if (place)
        std::tie(note.x, note.y) = pair(*place);
    if (const auto coordinates = arguments.takeText({"textcoords", "xycoords"});
        coordinates && *coordinates != "data")
        refusePlot("textcoords='" + *coordinates + "' of plt.annotate()",
                   {"Give xytext in the plot's own x and y.", "请用图中的 x、y 坐标给出 xytext。"});
    note.hasArrow = arguments.take({"arrowprops"}).has_value() && place.has_value();
    takeTextLook(arguments, note);
    arguments.finish(3);
    state.axes.items.emplace_back(note);
    return plotArtist("matplotlib.text.Annotation");
}

} // namespace

std::vector<AxesFunction> gridFunctions()
{
    return {{"contour", contour<false>},
            {"contourf", contour<true>},
            {"imshow", showImage},
            {"pcolormesh", colorMesh},
            {"pcolor", colorMesh},
            {"quiver", quiver},
            {"text", text},
            {"annotate", annotate}};
}

} // namespace engine::library

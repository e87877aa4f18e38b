#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

#include "engine/lang/objects.h"
#include "engine/library/modules.h"
#include "engine/library/conversion.h"
#include "engine/library/plotaxes.h"

namespace engine::library {

namespace {

constexpr double dotsPerInch = 72; // of the notebook's inline figures

struct FigureState
{
    std::int64_t number = 1;
    double width = 6;
    double height = 4;
    std::string title;
    std::vector<std::shared_ptr<AxesState>> axes;
    std::shared_ptr<AxesState> current;

    Figure figure() const
    {
        Figure result{width, height, title, {}};
        for (const auto& one : axes)
            result.axes.push_back(one->axes);
        return result;
    }
    std::string text() const
    {
        const auto dots = [](double inches) { return std::to_string(static_cast<int>(inches * dotsPerInch)); };
        return "<Figure size " + dots(width) + "x" + dots(height) + " with " + std::to_string(axes.size()) + " Axes>";
    }
};

/// The figures under way, the last of which plt's functions draw into.
struct PyplotState
{
    std::vector<std::shared_ptr<FigureState>> figures;

    FigureState& figure()
    {
        if (figures.empty())
            newFigure(1);
        return *figures.back();
    }
    FigureState& newFigure(std::int64_t number)
    {
        figures.push_back(std::make_shared<FigureState>());
        figures.back()->number = number;
        return *figures.back();
    }
    std::shared_ptr<AxesState> axes()
    {
        FigureState& now = figure();
        if (!now.current) {
            now.axes.push_back(std::make_shared<AxesState>());
            now.current = now.axes.back();
        }
        return now.current;
    }
    /// Hands the figures to the cell's output; as in a notebook, they are closed then.
    void show(Interpreter& interpreter)
    {
        const auto shown = std::exchange(figures, {});
        for (const auto& figure : shown) {
            const bool hasPlot = !figure->axes.empty();
            interpreter.show(figure->text(), hasPlot ? std::make_shared<const Figure>(figure->figure()) : nullptr);
        }
    }
};

using State = std::shared_ptr<PyplotState>;
using Body = lang::NativeFunction::VariadicBody;

Value function(const std::string& name, Body body)
{
    return lang::makeValue<lang::NativeFunction>(name, std::move(body));
}

/// `call` on the axes that `axes` gives when it is called.
Value drawing(const std::string& name, const AxesFunction& call, std::function<std::shared_ptr<AxesState>()> axes)
{
    return function(name, [name, call = call.call, axes = std::move(axes)](Interpreter& interpreter, const std::vector<Value>& positional,
                                                                       const lang::KeywordArguments& keywords) {
        PlotArguments arguments(interpreter, name, positional, keywords);
        const std::shared_ptr<AxesState> state = axes();
        return call(*state, arguments);
    });
}

class AxesObject : public lang::Object
{
public:
    explicit AxesObject(std::shared_ptr<AxesState> state) : m_state(std::move(state)) {}

    const std::shared_ptr<AxesState>& state() const { return m_state; }
    std::string typeName() const override { return "AxesSubplot"; }
    std::string qualifiedTypeName() const override { return "matplotlib.axes._subplots.AxesSubplot"; }
    std::string repr(Interpreter&) const override
    {
        return "<AxesSubplot:" + (m_state->axes.title.empty() ? "" : "title={'center':'" + m_state->axes.title + "'}") + ">";
    }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override
    {
        const auto own = [state = m_state] { return state; };
        if (name == "set")
            return setter();
        if (name.rfind("set_", 0) == 0) {
            for (const AxesFunction& setting : settingFunctions()) {
                if (name.substr(4) == setting.name)
                    return drawing(name, setting, own);
            }
        }
        for (const auto& functions : {curveFunctions(), gridFunctions(), axesFunctions()}) {
            for (const AxesFunction& one : functions) {
                if (name == one.name)
                    return drawing(name, one, own);
            }
        }
        return std::nullopt;
    }
    std::vector<std::string> attributeNames() const override
    {
        std::vector<std::string> names{"set"};
        for (const AxesFunction& setting : settingFunctions())
            names.push_back(std::string("set_") + setting.name);
        for (const auto& functions : {curveFunctions(), gridFunctions(), axesFunctions()}) {
            for (const AxesFunction& one : functions)
                names.emplace_back(one.name);
        }
        return names;
    }

private:
    /// ax.set(xlabel=..., title=...): each keyword is the setting of that name.
    Value setter() const
    {
        return function("set", [state = m_state](Interpreter& interpreter, const std::vector<Value>& positional,
                                                 const lang::KeywordArguments& keywords) {
            PlotArguments(interpreter, "set", positional, {}).finish(0);
            for (const auto& [name, value] : keywords) {
                const auto settings = settingFunctions();
                const auto found = std::find_if(settings.begin(), settings.end(),
                                                [&name = name](const AxesFunction& one) { return name == one.name; });
                if (found == settings.end())
                    refusePlot("the keyword '" + name + "' of set()");
                PlotArguments arguments(interpreter, name, {value}, {});
                found->call(*state, arguments);
            }
            return Value::none();
        });
    }

    std::shared_ptr<AxesState> m_state;
};

/// What plt.subplots gives for several plots: an array of axes.
class AxesGrid : public lang::Object
{
public:
    AxesGrid(std::vector<Value> axes, std::vector<std::int64_t> extents)
        : m_axes(std::move(axes)), m_extents(std::move(extents))
    {
    }

    std::string typeName() const override { return "ndarray"; }
    std::string qualifiedTypeName() const override { return "numpy.ndarray"; }
    std::string repr(Interpreter& interpreter) const override
    {
        std::string text;
        for (std::int64_t i = 0; i < length(interpreter); ++i)
            text += (i == 0 ? "" : ",\n       ") + interpreter.repr(part(i));
        return "array([" + text + "], dtype=object)";
    }
    std::int64_t length(Interpreter&) const override { return m_extents.front(); }
    Value item(Interpreter& interpreter, const Value& key) override
    {
        const auto* pair = lang::tupleElements(key);
        if (pair == nullptr)
            return part(index(interpreter, key, 0));
        if (pair->size() > m_extents.size())
            throw RaisedError("IndexError", "too many indices for array: array is " + std::to_string(m_extents.size())
                                                + "-dimensional, but " + std::to_string(pair->size()) + " were indexed");
        const Value row = part(index(interpreter, pair->front(), 0));
        return pair->size() == 1 ? row : interpreter.item(row, (*pair)[1]);
    }
    std::unique_ptr<lang::Iterator> iterate(Interpreter& interpreter) override
    {
        std::vector<Value> parts;
        for (std::int64_t i = 0; i < length(interpreter); ++i)
            parts.push_back(part(i));
        return lang::makeList(std::move(parts)).asObject()->iterate(interpreter);
    }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override
    {
        const Value flat = lang::makeValue<AxesGrid>(m_axes, std::vector{static_cast<std::int64_t>(m_axes.size())});
        if (name == "flat")
            return flat;
        if (name == "flatten" || name == "ravel")
            return function(name, [flat](Interpreter&, const std::vector<Value>&, const lang::KeywordArguments&) { return flat; });
        if (name == "shape") {
            std::vector<Value> extents;
            for (const std::int64_t extent : m_extents)
                extents.push_back(Value::integer(extent));
            return lang::makeTuple(std::move(extents));
        }
        if (name == "size")
            return Value::integer(static_cast<std::int64_t>(m_axes.size()));
        return std::nullopt;
    }
    std::vector<std::string> attributeNames() const override { return {"flat", "flatten", "ravel", "shape", "size"}; }

private:
    std::int64_t index(Interpreter& interpreter, const Value& key, std::size_t axis) const
    {
        const std::int64_t extent = m_extents[axis];
        const std::int64_t at = toInteger(interpreter, key, "index");
        if (at < -extent || at >= extent)
            throw RaisedError("IndexError", "index " + std::to_string(at) + " is out of bounds for axis " + std::to_string(axis)
                                                + " with size " + std::to_string(extent));
        return at < 0 ? at + extent : at;
    }
    Value part(std::int64_t row) const
    {
        if (m_extents.size() == 1)
            return m_axes[static_cast<std::size_t>(row)];
        const auto first = m_axes.begin() + row * m_extents[1];
        return lang::makeValue<AxesGrid>(std::vector<Value>(first, first + m_extents[1]), std::vector{m_extents[1]});
    }

    std::vector<Value> m_axes;
    std::vector<std::int64_t> m_extents;
};

void placeInGrid(PlotAxes& axes, std::int64_t rows, std::int64_t columns, std::int64_t place)
{
    axes.width = 1.0 / static_cast<double>(columns);
    axes.height = 1.0 / static_cast<double>(rows);
    axes.left = static_cast<double>(place % columns) * axes.width;
    axes.top = static_cast<double>(place / columns) * axes.height;
}

void requireGrid(std::int64_t rows, std::int64_t columns)
{
    if (rows < 1 || columns < 1)
        throw RaisedError("ValueError", "Number of rows must be a positive integer, not " + std::to_string(std::min(rows, columns)));
    if (rows * columns > 100)
        refusePlot("more than 100 plots in a figure", {"Use a smaller grid.", "请使用较小的网格。"});
}

/// The plot at a place of a grid; the one that is there already, or a new one.
std::shared_ptr<AxesState> axesAt(FigureState& figure, std::int64_t rows, std::int64_t columns, std::int64_t place)
{
    auto fresh = std::make_shared<AxesState>();
    placeInGrid(fresh->axes, rows, columns, place);
    for (const auto& old : figure.axes) {
        if (old->axes.left == fresh->axes.left && old->axes.top == fresh->axes.top && old->axes.width == fresh->axes.width
            && old->axes.height == fresh->axes.height)
            return old;
    }
    figure.axes.push_back(fresh);
    return fresh;
}

class FigureObject : public lang::Object
{
public:
    explicit FigureObject(std::shared_ptr<FigureState> state) : m_state(std::move(state)) {}

    std::string typeName() const override { return "Figure"; }
    std::string qualifiedTypeName() const override { return "matplotlib.figure.Figure"; }
    std::string repr(Interpreter&) const override { return m_state->text(); }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;
    std::vector<std::string> attributeNames() const override
    {
        return {"add_subplot", "axes", "colorbar", "gca", "suptitle", "tight_layout"};
    }

private:
    std::shared_ptr<FigureState> m_state;
};

void takeSize(PlotArguments& arguments, FigureState& figure)
{
    if (const auto size = arguments.take({"figsize"})) {
        const std::vector<double> inches = arguments.numbers(*size);
        if (inches.size() != 2 || !(inches[0] > 0) || !(inches[1] > 0) || inches[0] > 100 || inches[1] > 100)
            throw RaisedError("ValueError", "figure size must be positive finite not " + arguments.interpreter().repr(*size));
        figure.width = inches[0];
        figure.height = inches[1];
    }
    for (const char* harmless : {"dpi", "facecolor", "edgecolor", "tight_layout", "constrained_layout"})
        arguments.take({harmless});
}

Value newSubplot(FigureState& figure, PlotArguments& arguments)
{
    std::int64_t rows = 1;
    std::int64_t columns = 1;
    std::int64_t place = 1;
    const auto whole = [&](std::size_t i) { return static_cast<std::int64_t>(arguments.number(arguments[i])); };
    if (arguments.count() == 1) { // 211: two rows, one column, the first
        const std::int64_t digits = whole(0);
        if (digits < 111 || digits > 999)
            throw RaisedError("ValueError", "Integer subplot specification must be a three-digit number, not "
                                                + std::to_string(digits));
        rows = digits / 100;
        columns = digits / 10 % 10;
        place = digits % 10;
    } else if (arguments.count() == 3) {
        rows = whole(0);
        columns = whole(1);
        place = whole(2);
    } else if (arguments.count() != 0) {
        throw RaisedError("TypeError", "subplot() takes 1 or 3 positional arguments but " + std::to_string(arguments.count())
                                           + " were given");
    }
    if (arguments.take({"projection"}))
        refusePlot("projections", {"Plots are flat: draw a contour or a colour map of z over x and y.",
                                   "只支持平面图：请画出 z 关于 x、y 的等高线图或颜色图。"});
    const auto title = arguments.take({"title"});
    for (const char* harmless : {"sharex", "sharey"})
        arguments.take({harmless});
    arguments.finish(3);
    requireGrid(rows, columns);
    if (place < 1 || place > rows * columns)
        throw RaisedError("ValueError", "num must be 1 <= num <= " + std::to_string(rows * columns) + ", not " + std::to_string(place));
    figure.current = axesAt(figure, rows, columns, place - 1);
    if (title)
        figure.current->axes.title = arguments.text(*title);
    return lang::makeValue<AxesObject>(figure.current);
}

Value colorBar(const std::shared_ptr<AxesState>& current, PlotArguments& arguments)
{
    std::shared_ptr<AxesState> axes = current;
    if (const auto given = arguments.take({"ax"})) {
        if (const auto* object = given->as<AxesObject>())
            axes = object->state();
    }
    axes->axes.colorBar = true;
    axes->axes.colorBarLabel = arguments.takeText({"label"}).value_or("");
    for (const char* harmless : {"mappable", "shrink", "fraction", "pad", "orientation", "ticks"})
        arguments.take({harmless});
    arguments.finish(1);
    return plotArtist("matplotlib.colorbar.Colorbar");
}

Value headline(FigureState& figure, PlotArguments& arguments)
{
    figure.title = arguments.text(arguments.needed(0, "t"));
    for (const char* harmless : {"fontsize", "y", "fontweight"})
        arguments.take({harmless});
    arguments.finish(1);
    return plotText("0.5, 0.98", figure.title);
}

std::optional<Value> FigureObject::attribute(Interpreter&, const std::string& name)
{
    const auto method = [&](Value (*body)(const std::shared_ptr<FigureState>&, PlotArguments&)) {
        return function(name, [state = m_state, name, body](Interpreter& interpreter, const std::vector<Value>& positional,
                                                            const lang::KeywordArguments& keywords) {
            PlotArguments arguments(interpreter, name, positional, keywords);
            return body(state, arguments);
        });
    };
    if (name == "add_subplot")
        return method([](const std::shared_ptr<FigureState>& state, PlotArguments& arguments) { return newSubplot(*state, arguments); });
    if (name == "suptitle")
        return method([](const std::shared_ptr<FigureState>& state, PlotArguments& arguments) { return headline(*state, arguments); });
    if (name == "gca")
        return method([](const std::shared_ptr<FigureState>& state, PlotArguments&) {
            if (!state->current)
                state->current = axesAt(*state, 1, 1, 0);
            return lang::makeValue<AxesObject>(state->current);
        });
    if (name == "colorbar")
        return method([](const std::shared_ptr<FigureState>& state, PlotArguments& arguments) {
            if (!state->current)
                state->current = axesAt(*state, 1, 1, 0);
            return colorBar(state->current, arguments);
        });
    if (name == "tight_layout" || name == "subplots_adjust")
        return method([](const std::shared_ptr<FigureState>&, PlotArguments&) { return Value::none(); });
    if (name == "axes") {
        std::vector<Value> axes;
        for (const auto& one : m_state->axes)
            axes.push_back(lang::makeValue<AxesObject>(one));
        return lang::makeList(std::move(axes));
    }
    return std::nullopt;
}

Value subplots(PyplotState& pyplot, PlotArguments& arguments)
{
    const auto rowsGiven = arguments.argument(0, "nrows");
    const auto columnsGiven = arguments.argument(1, "ncols");
    const auto rows = static_cast<std::int64_t>(rowsGiven ? arguments.number(*rowsGiven) : 1);
    const auto columns = static_cast<std::int64_t>(columnsGiven ? arguments.number(*columnsGiven) : 1);
    requireGrid(rows, columns);
    FigureState figure;
    takeSize(arguments, figure);
    const bool squeeze = arguments.takeTruth({"squeeze"}, true);
    for (const char* harmless : {"sharex", "sharey", "gridspec_kw", "num"})
        arguments.take({harmless});
    arguments.finish(2);
    pyplot.figures.push_back(std::make_shared<FigureState>(figure));
    const std::shared_ptr<FigureState> made = pyplot.figures.back();
    made->number = static_cast<std::int64_t>(pyplot.figures.size());
    std::vector<Value> axes;
    for (std::int64_t place = 0; place < rows * columns; ++place) {
        made->current = axesAt(*made, rows, columns, place);
        axes.push_back(lang::makeValue<AxesObject>(made->current));
    }
    const Value object = lang::makeValue<FigureObject>(made);
    if (axes.size() == 1 && squeeze)
        return lang::makeTuple({object, axes.front()});
    const bool oneRow = squeeze && (rows == 1 || columns == 1);
    const auto extents = oneRow ? std::vector{rows * columns} : std::vector{rows, columns};
    return lang::makeTuple({object, lang::makeValue<AxesGrid>(std::move(axes), extents)});
}

using PltBody = Value (*)(const State&, PlotArguments&);

struct PltFunction
{
    const char* name;
    PltBody call;
};

const PltFunction pltFunctions[] = {
    {"figure",
     [](const State& pyplot, PlotArguments& arguments) {
         const auto number = arguments.argument(0, "num");
         const std::int64_t wanted = number ? static_cast<std::int64_t>(arguments.number(*number))
                                            : static_cast<std::int64_t>(pyplot->figures.size()) + 1;
         auto& figures = pyplot->figures;
         const auto old =
             std::find_if(figures.begin(), figures.end(), [&](const auto& figure) { return figure->number == wanted; });
         if (old != figures.end())
             std::rotate(old, old + 1, figures.end());
         else
             pyplot->newFigure(wanted);
         takeSize(arguments, *figures.back());
         arguments.finish(1);
         return lang::makeValue<FigureObject>(figures.back());
     }},
    {"subplots", [](const State& pyplot, PlotArguments& arguments) { return subplots(*pyplot, arguments); }},
    {"subplot", [](const State& pyplot, PlotArguments& arguments) { return newSubplot(pyplot->figure(), arguments); }},
    {"suptitle", [](const State& pyplot, PlotArguments& arguments) { return headline(pyplot->figure(), arguments); }},
    {"colorbar", [](const State& pyplot, PlotArguments& arguments) { return colorBar(pyplot->axes(), arguments); }},
    {"gca", [](const State& pyplot, PlotArguments&) { return lang::makeValue<AxesObject>(pyplot->axes()); }},
    {"gcf",
     [](const State& pyplot, PlotArguments&) {
         pyplot->figure();
         return lang::makeValue<FigureObject>(pyplot->figures.back());
     }},
    {"sca",
     [](const State& pyplot, PlotArguments& arguments) {
         if (const auto* axes = arguments.needed(0, "ax").as<AxesObject>())
             pyplot->figure().current = axes->state();
         return Value::none();
     }},
    {"show",
     [](const State& pyplot, PlotArguments& arguments) {
         pyplot->show(arguments.interpreter());
         return Value::none();
     }},
    {"close",
     [](const State& pyplot, PlotArguments&) {
         pyplot->figures.clear();
         return Value::none();
     }},
    {"clf",
     [](const State& pyplot, PlotArguments&) {
         pyplot->figure().axes.clear();
         pyplot->figure().current = nullptr;
         return Value::none();
     }},
    {"savefig",
     [](const State&, PlotArguments&) -> Value {
         throw RaisedError("PermissionError", "plt.savefig() is not available: cells have no files",
                           {"Leave it out; the plot appears below the cell, and its menu saves it as PNG, SVG, PDF or CSV.",
                            "请去掉这一行；图会显示在单元格下方，可用它的菜单保存为 PNG、SVG、PDF 或 CSV。"});
     }},
};

/// Names notebooks call that change nothing here.
constexpr const char* harmlessFunctions[] = {"tight_layout", "subplots_adjust", "ion", "ioff", "draw", "pause"};

} // namespace

/// matplotlib.pyplot: cells draw into figures that are data; the window draws them. As in a notebook, a figure appears at plt.show() or
/// at the end of its cell.
Value makePyplot(Runtime& runtime)
{
    auto* module = new lang::Module("matplotlib.pyplot");
    const Value owner = Value::object(module);
    const State state = std::make_shared<PyplotState>();
    for (const auto& functions : {curveFunctions(), gridFunctions(), settingFunctions(), axesFunctions()}) {
        for (const AxesFunction& one : functions)
            module->define(one.name, drawing(one.name, one, [state] { return state->axes(); }));
    }
    for (const PltFunction& one : pltFunctions) {
        const std::string name = one.name;
        module->define(name, function(name, [state, name, call = one.call](Interpreter& interpreter, const std::vector<Value>& positional,
                                                                          const lang::KeywordArguments& keywords) {
                           PlotArguments arguments(interpreter, name, positional, keywords);
                           return call(state, arguments);
                       }));
    }
    for (const char* name : harmlessFunctions)
        module->define(name, function(name, [](Interpreter&, const std::vector<Value>&, const lang::KeywordArguments&) {
                           return Value::none();
                       }));
    runtime.atEndOfCell([state](Interpreter& interpreter) { state->show(interpreter); });
    return owner;
}

} // namespace engine::library

#include "engine/library/plotfigure.h"

#include <algorithm>
#include <utility>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"

namespace engine::library {

namespace {

constexpr double dotsPerInch = 72; // of the notebook's inline figures

class AxesObject : public lang::Object
{
public:
    explicit AxesObject(std::shared_ptr<AxesState> state)
        : m_state(std::move(state))
    {
    }

    const std::shared_ptr<AxesState>& state() const { return m_state; }
    std::string typeName() const override { return "AxesSubplot"; }
    std::string qualifiedTypeName() const override
    {
        return "matplotlib.axes._subplots.AxesSubplot";
    }
    std::string repr(Interpreter&) const override
    {
        return "<AxesSubplot:"
            + (m_state->axes.title.empty() ? "" : "title={'center':'" + m_state->axes.title + "'}")
            + ">";
    }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override
    {
        const auto own = [state = m_state] { return state; };
        if (name == "set")
            return setter();
        if (name.rfind("set_", 0) == 0) {
            for (const AxesFunction& setting : settingFunctions()) {
                if (name.substr(4) == setting.name)
                    return drawingOn(name, setting, own);
            }
        }
        for (const auto& functions : {curveFunctions(), gridFunctions(), axesFunctions()}) {
            for (const AxesFunction& one : functions) {
                if (name == one.name)
                    return drawingOn(name, one, own);
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
        return plotFunction(
            "set",
            [state = m_state](Interpreter& interpreter, const std::vector<Value>& positional,
                              const lang::KeywordArguments& keywords) {
                PlotArguments(interpreter, "set", positional, {}).finish(0);
                for (const auto& [name, value] : keywords) {
                    const auto settings = settingFunctions();
                    const auto found = std::find_if(
                        settings.begin(), settings.end(),
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
        : m_axes(std::move(axes))
        , m_extents(std::move(extents))
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
            throw RaisedError("IndexError",
                              "too many indices for array: array is "
                                  + std::to_string(m_extents.size()) + "-dimensional, but "
                                  + std::to_string(pair->size()) + " were indexed");
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
        const Value flat = lang::makeValue<AxesGrid>(
            m_axes, std::vector{static_cast<std::int64_t>(m_axes.size())});
        if (name == "flat")
            return flat;
        if (name == "flatten" || name == "ravel")
            return plotFunction(name,
                                [flat](Interpreter&, const std::vector<Value>&,
                                       const lang::KeywordArguments&) { return flat; });
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
    std::vector<std::string> attributeNames() const override
    {
        return {"flat", "flatten", "ravel", "shape", "size"};
    }

private:
    std::int64_t index(Interpreter& interpreter, const Value& key, std::size_t axis) const
    {
        const std::int64_t extent = m_extents[axis];
        const std::int64_t at = toInteger(interpreter, key, "index");
        if (at < -extent || at >= extent)
            throw RaisedError("IndexError",
                              "index " + std::to_string(at) + " is out of bounds for axis "
                                  + std::to_string(axis) + " with size " + std::to_string(extent));
        return at < 0 ? at + extent : at;
    }
    Value part(std::int64_t row) const
    {
        if (m_extents.size() == 1)
            return m_axes[static_cast<std::size_t>(row)];
        const auto first = m_axes.begin() + row * m_extents[1];
        return lang::makeValue<AxesGrid>(std::vector<Value>(first, first + m_extents[1]),
                                         std::vector{m_extents[1]});
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

class FigureObject : public lang::Object
{
public:
    explicit FigureObject(std::shared_ptr<FigureState> state)
        : m_state(std::move(state))
    {
    }

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

} // namespace

Figure FigureState::figure() const
{
    Figure result{width, height, title, {}};
    for (const auto& one : axes)
        result.axes.push_back(one->axes);
    return result;
}

std::string FigureState::text() const
{
    const auto dots = [](double inches) {
        return std::to_string(static_cast<int>(inches * dotsPerInch));
    };
    return "<Figure size " + dots(width) + "x" + dots(height) + " with "
        + std::to_string(axes.size()) + " Axes>";
}

Value makeFigureObject(std::shared_ptr<FigureState> figure)
{
    return lang::makeValue<FigureObject>(std::move(figure));
}

Value makeAxesObject(std::shared_ptr<AxesState> axes)
{
    return lang::makeValue<AxesObject>(std::move(axes));
}

Value makeAxesGrid(std::vector<Value> axes, std::vector<std::int64_t> extents)
{
    return lang::makeValue<AxesGrid>(std::move(axes), std::move(extents));
}

std::shared_ptr<AxesState> axesBehind(const Value& value)
{
    const auto* object = value.as<AxesObject>();
    return object != nullptr ? object->state() : nullptr;
}

Value plotFunction(const std::string& name, lang::NativeFunction::VariadicBody body)
{
    return lang::makeValue<lang::NativeFunction>(name, std::move(body));
}

Value drawingOn(const std::string& name, const AxesFunction& call,
                std::function<std::shared_ptr<AxesState>()> axes)
{
    return plotFunction(name,
                        [name, call = call.call, axes = std::move(axes)](
                            Interpreter& interpreter, const std::vector<Value>& positional,
                            const lang::KeywordArguments& keywords) {
                            PlotArguments arguments(interpreter, name, positional, keywords);
                            const std::shared_ptr<AxesState> state = axes();
                            return call(*state, arguments);
                        });
}

void requireGrid(std::int64_t rows, std::int64_t columns)
{
    if (rows < 1 || columns < 1)
        throw RaisedError("ValueError",
                          "Number of rows must be a positive integer, not "
                              + std::to_string(std::min(rows, columns)));
    if (rows * columns > 100)
        refusePlot("more than 100 plots in a figure",
                   {"Use a smaller grid.", "请使用较小的网格。"});
}

std::shared_ptr<AxesState> axesAt(FigureState& figure, std::int64_t rows, std::int64_t columns,
                                  std::int64_t place)
{
    auto fresh = std::make_shared<AxesState>();
    placeInGrid(fresh->axes, rows, columns, place);
    for (const auto& old : figure.axes) {
        if (old->axes.left == fresh->axes.left && old->axes.top == fresh->axes.top
            && old->axes.width == fresh->axes.width && old->axes.height == fresh->axes.height)
            return old;
    }
    figure.axes.push_back(fresh);
    return fresh;
}

void takeFigureSize(PlotArguments& arguments, FigureState& figure)
{
    if (const auto size = arguments.take({"figsize"})) {
        const std::vector<double> inches = arguments.numbers(*size);
        if (inches.size() != 2 || !(inches[0] > 0) || !(inches[1] > 0) || inches[0] > 100
            || inches[1] > 100)
            throw RaisedError("ValueError",
                              "figure size must be positive finite not "
                                  + arguments.interpreter().repr(*size));
        figure.width = inches[0];
        figure.height = inches[1];
    }
    for (const char* harmless :
         {"dpi", "facecolor", "edgecolor", "tight_layout", "constrained_layout"})
        arguments.take({harmless});
}

Value addSubplot(FigureState& figure, PlotArguments& arguments)
{
    std::int64_t rows = 1;
    std::int64_t columns = 1;
    std::int64_t place = 1;
    const auto whole = [&](std::size_t i) {
        return static_cast<std::int64_t>(arguments.number(arguments[i]));
    };
    if (arguments.count() == 1) { // 211: two rows, one column, the first
        const std::int64_t digits = whole(0);
        if (digits < 111 || digits > 999)
            throw RaisedError("ValueError",
                              "Integer subplot specification must be a three-digit number, not "
                                  + std::to_string(digits));
        rows = digits / 100;
        columns = digits / 10 % 10;
        place = digits % 10;
    } else if (arguments.count() == 3) {
        rows = whole(0);
        columns = whole(1);
        place = whole(2);
    } else if (arguments.count() != 0) {
        throw RaisedError("TypeError",
                          "subplot() takes 1 or 3 positional arguments but "
                              + std::to_string(arguments.count()) + " were given");
    }
    if (arguments.take({"projection"}))
        refusePlot("projections",
                   {"Plots are flat: draw a contour or a colour map of z over x and y.",
                    "只支持平面图：请画出 z 关于 x、y 的等高线图或颜色图。"});
    const auto title = arguments.take({"title"});
    for (const char* harmless : {"sharex", "sharey"})
        arguments.take({harmless});
    arguments.finish(3);
    requireGrid(rows, columns);
    if (place < 1 || place > rows * columns)
        throw RaisedError("ValueError",
                          "num must be 1 <= num <= " + std::to_string(rows * columns) + ", not "
                              + std::to_string(place));
    figure.current = axesAt(figure, rows, columns, place - 1);
    if (title)
        figure.current->axes.title = arguments.text(*title);
    return makeAxesObject(figure.current);
}

Value addColorBar(const std::shared_ptr<AxesState>& current, PlotArguments& arguments)
{
    std::shared_ptr<AxesState> axes = current;
    if (const auto given = arguments.take({"ax"})) {
        if (const auto behind = axesBehind(*given))
            axes = behind;
    }
    axes->axes.colorBar = true;
    axes->axes.colorBarLabel = arguments.takeText({"label"}).value_or("");
    for (const char* harmless : {"mappable", "shrink", "fraction", "pad", "orientation", "ticks"})
        arguments.take({harmless});
    arguments.finish(1);
    return plotArtist("matplotlib.colorbar.Colorbar");
}

Value setHeadline(FigureState& figure, PlotArguments& arguments)
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
        return plotFunction(name,
                            [state = m_state, name, body](Interpreter& interpreter,
                                                          const std::vector<Value>& positional,
                                                          const lang::KeywordArguments& keywords) {
                                PlotArguments arguments(interpreter, name, positional, keywords);
                                return body(state, arguments);
                            });
    };
    if (name == "add_subplot")
        return method([](const std::shared_ptr<FigureState>& state, PlotArguments& arguments) {
            return addSubplot(*state, arguments);
        });
    if (name == "suptitle")
        return method([](const std::shared_ptr<FigureState>& state, PlotArguments& arguments) {
            return setHeadline(*state, arguments);
        });
    if (name == "gca")
        return method([](const std::shared_ptr<FigureState>& state, PlotArguments&) {
            if (!state->current)
                state->current = axesAt(*state, 1, 1, 0);
            return makeAxesObject(state->current);
        });
    if (name == "colorbar")
        return method([](const std::shared_ptr<FigureState>& state, PlotArguments& arguments) {
            if (!state->current)
                state->current = axesAt(*state, 1, 1, 0);
            return addColorBar(state->current, arguments);
        });
    if (name == "tight_layout" || name == "subplots_adjust")
        return method(
            [](const std::shared_ptr<FigureState>&, PlotArguments&) { return Value::none(); });
    if (name == "axes") {
        std::vector<Value> axes;
        for (const auto& one : m_state->axes)
            axes.push_back(makeAxesObject(one));
        return lang::makeList(std::move(axes));
    }
    return std::nullopt;
}

} // namespace engine::library

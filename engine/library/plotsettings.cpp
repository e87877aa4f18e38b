#include <algorithm>
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/plotaxes.h"

namespace engine::library {

namespace {

/// Fonts and paddings that a plot may ask for and that change nothing here.
void passOverTextLook(PlotArguments& arguments)
{
    for (const char* harmless : {"fontsize", "size", "fontweight", "weight", "pad", "labelpad",
                                 "loc", "color", "rotation", "y"})
        arguments.take({harmless});
}

template <PlotAxis PlotAxes::*Axis>
Value label(AxesState& state, PlotArguments& arguments)
{
    (state.axes.*Axis).label =
        arguments.text(arguments.needed(0, Axis == &PlotAxes::x ? "xlabel" : "ylabel"));
    passOverTextLook(arguments);
    arguments.finish(1);
    return plotText(Axis == &PlotAxes::x ? "0.5, 0" : "0, 0.5", (state.axes.*Axis).label);
}

Value title(AxesState& state, PlotArguments& arguments)
{
    state.axes.title = arguments.text(arguments.needed(0, "label"));
    passOverTextLook(arguments);
    arguments.finish(1);
    return plotText("0.5, 1.0", state.axes.title);
}

template <PlotAxis PlotAxes::*Axis>
Value limits(AxesState& state, PlotArguments& arguments)
{
    PlotAxis& axis = state.axes.*Axis;
    constexpr bool isX = Axis == &PlotAxes::x;
    auto low = arguments.argument(0, isX ? "left" : "bottom");
    auto high = arguments.argument(1, isX ? "right" : "top");
    if (const auto other = arguments.take({isX ? "xmin" : "ymin"}))
        low = other;
    if (const auto other = arguments.take({isX ? "xmax" : "ymax"}))
        high = other;
    arguments.finish(2);
    if (low && !high && arguments.matrix(*low).values.size() == 2) { // one pair
        const std::vector<double> ends = arguments.numbers(*low);
        axis.from = ends[0];
        axis.to = ends[1];
    } else {
        if (low)
            axis.from = arguments.number(*low);
        if (high)
            axis.to = arguments.number(*high);
    }
    if (axis.from && axis.to && *axis.from == *axis.to)
        throw RaisedError("ValueError", "the limits of an axis must differ");
    return lang::makeTuple({Value::real(axis.from.value_or(0)), Value::real(axis.to.value_or(1))});
}

template <PlotAxis PlotAxes::*Axis>
Value scale(AxesState& state, PlotArguments& arguments)
{
    const std::string name = arguments.text(arguments.needed(0, "value"));
    arguments.finish(1);
    if (name != "linear" && name != "log")
        refusePlot("the scale '" + name + "'",
                   {"There are 'linear' and 'log'.", "可用的有 'linear' 和 'log'。"});
    (state.axes.*Axis).logarithmic = name == "log";
    return Value::none();
}

template <PlotAxis PlotAxes::*Axis>
Value ticks(AxesState& state, PlotArguments& arguments)
{
    PlotAxis& axis = state.axes.*Axis;
    if (const auto places = arguments.argument(0, "ticks")) {
        axis.ticks = arguments.numbers(*places);
        axis.tickLabels.clear();
    }
    if (const auto words = arguments.argument(1, "labels")) {
        axis.tickLabels.clear();
        for (const Value& word : arguments.interpreter().elements(*words))
            axis.tickLabels.push_back(arguments.text(word));
        if (!axis.ticks || axis.ticks->size() != axis.tickLabels.size())
            throw RaisedError("ValueError",
                              "The number of FixedLocator locations ("
                                  + std::to_string(axis.ticks ? axis.ticks->size() : 0)
                                  + ") does not match the number of labels ("
                                  + std::to_string(axis.tickLabels.size()) + ").");
    }
    passOverTextLook(arguments);
    arguments.finish(2);
    return lang::makeTuple(
        {plotArray(axis.ticks.value_or(std::vector<double>())), lang::makeList({})});
}

/// The label of an item that a legend lists; null for the others.
std::string* legendLabel(PlotItem& item)
{
    return std::visit(
        [](auto& one) -> std::string* {
            if constexpr (requires { one.label; })
                return &one.label;
            else if constexpr (requires { one.line.label; })
                return &one.line.label;
            else
                return nullptr;
        },
        item);
}

Value legend(AxesState& state, PlotArguments& arguments)
{
    auto labels = arguments.argument(arguments.count() >= 2 ? 1 : 0, "labels");
    arguments.take({"handles"});
    if (labels) {
        std::vector<Value> words = arguments.interpreter().elements(*labels);
        auto word = words.begin();
        for (PlotItem& item : state.axes.items) {
            if (std::string* label = legendLabel(item); label != nullptr && word != words.end())
                *label = arguments.text(*word++);
        }
    }
    if (const auto place = arguments.take({"loc"}))
        state.axes.legendPlace = arguments.text(*place);
    for (const char* harmless :
         {"fontsize", "frameon", "ncol", "title", "bbox_to_anchor", "framealpha"})
        arguments.take({harmless});
    arguments.finish(2);
    state.axes.legend = true;
    return plotArtist("matplotlib.legend.Legend");
}

Value grid(AxesState& state, PlotArguments& arguments)
{
    auto visible = arguments.argument(0, "b");
    if (const auto other = arguments.take({"visible"}))
        visible = other;
    for (const char* harmless :
         {"which", "axis", "alpha", "linestyle", "ls", "color", "linewidth", "lw", "zorder"})
        arguments.take({harmless});
    arguments.finish(1);
    state.axes.grid = !visible || arguments.interpreter().truth(*visible);
    return Value::none();
}

Value axis(AxesState& state, PlotArguments& arguments)
{
    PlotAxes& axes = state.axes;
    const auto what = arguments.argument(0, "option");
    arguments.finish(1);
    if (what && lang::stringText(*what) != nullptr) {
        const std::string& word = *lang::stringText(*what);
        if (word == "off" || word == "on")
            axes.visible = word == "on";
        else if (word == "equal" || word == "scaled" || word == "square" || word == "image")
            axes.equalScale = true;
        else if (word != "tight" && word != "auto")
            throw RaisedError("ValueError",
                              "Unrecognized string " + word + " to axis; try on or off");
    } else if (what) {
        const std::vector<double> ends = arguments.numbers(*what);
        if (ends.size() != 4)
            throw RaisedError("TypeError",
                              "the first argument to axis() must be an iterable of the form [xmin, "
                              "xmax, ymin, ymax]");
        axes.x.from = ends[0];
        axes.x.to = ends[1];
        axes.y.from = ends[2];
        axes.y.to = ends[3];
    }
    return lang::makeTuple(
        {Value::real(axes.x.from.value_or(0)), Value::real(axes.x.to.value_or(1)),
         Value::real(axes.y.from.value_or(0)), Value::real(axes.y.to.value_or(1))});
}

Value aspect(AxesState& state, PlotArguments& arguments)
{
    state.axes.equalScale = arguments.text(arguments.needed(0, "aspect")) != "auto";
    return Value::none();
}

Value clear(AxesState& state, PlotArguments& arguments)
{
    arguments.finish(0);
    const PlotAxes old = std::move(state.axes);
    state = {};
    state.axes.left = old.left;
    state.axes.top = old.top;
    state.axes.width = old.width;
    state.axes.height = old.height;
    return Value::none();
}

} // namespace

std::vector<AxesFunction> settingFunctions()
{
    return {{"xlabel", label<&PlotAxes::x>},
            {"ylabel", label<&PlotAxes::y>},
            {"title", title},
            {"xlim", limits<&PlotAxes::x>},
            {"ylim", limits<&PlotAxes::y>},
            {"xscale", scale<&PlotAxes::x>},
            {"yscale", scale<&PlotAxes::y>},
            {"xticks", ticks<&PlotAxes::x>},
            {"yticks", ticks<&PlotAxes::y>},
            {"aspect", aspect}};
}

std::vector<AxesFunction> axesFunctions()
{
    return {{"legend", legend}, {"grid", grid}, {"axis", axis}, {"cla", clear}};
}

} // namespace engine::library

#include <algorithm>
#include <memory>
#include <utility>

#include "engine/lang/objects.h"
#include "engine/library/modules.h"
#include "engine/library/plotfigure.h"

namespace engine::library {

namespace {

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
            interpreter.show(figure->text(),
                             hasPlot ? std::make_shared<const Figure>(figure->figure()) : nullptr);
        }
    }
};

using State = std::shared_ptr<PyplotState>;

Value subplots(PyplotState& pyplot, PlotArguments& arguments)
{
    const auto rowsGiven = arguments.argument(0, "nrows");
    const auto columnsGiven = arguments.argument(1, "ncols");
    const auto rows = static_cast<std::int64_t>(rowsGiven ? arguments.number(*rowsGiven) : 1);
    const auto columns =
        static_cast<std::int64_t>(columnsGiven ? arguments.number(*columnsGiven) : 1);
    requireGrid(rows, columns);
    FigureState figure;
    takeFigureSize(arguments, figure);
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
        axes.push_back(makeAxesObject(made->current));
    }
    const Value object = makeFigureObject(made);
    if (axes.size() == 1 && squeeze)
        return lang::makeTuple({object, axes.front()});
    const bool oneRow = squeeze && (rows == 1 || columns == 1);
    const auto extents = oneRow ? std::vector{rows * columns} : std::vector{rows, columns};
    return lang::makeTuple({object, makeAxesGrid(std::move(axes), extents)});
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
         const auto old = std::find_if(figures.begin(), figures.end(), [&](const auto& figure) {
             return figure->number == wanted;
         });
         if (old != figures.end())
             std::rotate(old, old + 1, figures.end());
         else
             pyplot->newFigure(wanted);
         takeFigureSize(arguments, *figures.back());
         arguments.finish(1);
         return makeFigureObject(figures.back());
     }},
    {"subplots",
     [](const State& pyplot, PlotArguments& arguments) { return subplots(*pyplot, arguments); }},
    {"subplot",
     [](const State& pyplot, PlotArguments& arguments) {
         return addSubplot(pyplot->figure(), arguments);
     }},
    {"suptitle",
     [](const State& pyplot, PlotArguments& arguments) {
         return setHeadline(pyplot->figure(), arguments);
     }},
    {"colorbar",
     [](const State& pyplot, PlotArguments& arguments) {
         return addColorBar(pyplot->axes(), arguments);
     }},
    {"gca", [](const State& pyplot, PlotArguments&) { return makeAxesObject(pyplot->axes()); }},
    {"gcf",
     [](const State& pyplot, PlotArguments&) {
         pyplot->figure();
         return makeFigureObject(pyplot->figures.back());
     }},
    {"sca",
     [](const State& pyplot, PlotArguments& arguments) {
         if (const auto axes = axesBehind(arguments.needed(0, "ax")))
             pyplot->figure().current = axes;
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
         throw RaisedError(
             "PermissionError", "plt.savefig() is not available: cells have no files",
             {"Leave it out; the plot appears below the cell, and its menu saves it as PNG, SVG, "
              "PDF or CSV.",
              "请去掉这一行；图会显示在单元格下方，可用它的菜单保存为 PNG、SVG、PDF 或 CSV。"});
     }},
};

/// Names notebooks call that change nothing here.
constexpr const char* harmlessFunctions[] = {
    "tight_layout", "subplots_adjust", "ion", "ioff", "draw", "pause"};

} // namespace

/// matplotlib.pyplot: cells draw into figures that are data; the window draws them. As in a
/// notebook, a figure appears at plt.show() or at the end of its cell.
Value makePyplot(Runtime& runtime)
{
    auto* module = new lang::Module("matplotlib.pyplot");
    const Value owner = Value::object(module);
    const State state = std::make_shared<PyplotState>();
    for (const auto& functions :
         {curveFunctions(), gridFunctions(), settingFunctions(), axesFunctions()}) {
        for (const AxesFunction& one : functions)
            module->define(one.name, drawingOn(one.name, one, [state] { return state->axes(); }));
    }
    for (const PltFunction& one : pltFunctions) {
        const std::string name = one.name;
        module->define(
            name,
            plotFunction(name,
                         [state, name, call = one.call](Interpreter& interpreter,
                                                        const std::vector<Value>& positional,
                                                        const lang::KeywordArguments& keywords) {
                             PlotArguments arguments(interpreter, name, positional, keywords);
                             return call(state, arguments);
                         }));
    }
    for (const char* name : harmlessFunctions)
        module->define(name,
                       plotFunction(name,
                                    [](Interpreter&, const std::vector<Value>&,
                                       const lang::KeywordArguments&) { return Value::none(); }));
    runtime.atEndOfCell([state](Interpreter& interpreter) { state->show(interpreter); });
    return owner;
}

} // namespace engine::library

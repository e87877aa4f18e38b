#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/lang/nativefunction.h"
#include "engine/library/plotaxes.h"

namespace engine::library {

/// One figure while cells draw into it.
struct FigureState
{
    std::int64_t number = 1;
    double width = 6; ///< inches
    double height = 4;
    std::string title;
    std::vector<std::shared_ptr<AxesState>> axes;
    std::shared_ptr<AxesState> current; ///< what plt's functions draw into

    Figure figure() const;
    std::string text() const; ///< "<Figure size 432x288 with 1 Axes>"
};

// What cells hold of plots.
Value makeFigureObject(std::shared_ptr<FigureState> figure);
Value makeAxesObject(std::shared_ptr<AxesState> axes);
/// An array of axes; one or two extents.
Value makeAxesGrid(std::vector<Value> axes, std::vector<std::int64_t> extents);
/// Null for anything but an axes object.
std::shared_ptr<AxesState> axesBehind(const Value& value);

Value plotFunction(const std::string& name, lang::NativeFunction::VariadicBody body);
/// `call` on the axes that `axes` gives when it is called.
Value drawingOn(const std::string& name, const AxesFunction& call,
                std::function<std::shared_ptr<AxesState>()> axes);

/// Raises unless there are that many rows and columns.
void requireGrid(std::int64_t rows, std::int64_t columns);
/// The plot at a place of a grid; the one that is there already, or a new one.
std::shared_ptr<AxesState> axesAt(FigureState& figure, std::int64_t rows, std::int64_t columns,
                                  std::int64_t place);
/// Takes figsize and what changes nothing here.
void takeFigureSize(PlotArguments& arguments, FigureState& figure);

// Functions of plt that figures have too.
Value addSubplot(FigureState& figure, PlotArguments& arguments);
Value addColorBar(const std::shared_ptr<AxesState>& current, PlotArguments& arguments);
Value setHeadline(FigureState& figure, PlotArguments& arguments);

} // namespace engine::library

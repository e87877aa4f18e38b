#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lesson/figure.h"

namespace engine::library {

/// A colour as matplotlib writes it: "r", "tab:blue", "C3", "steelblue", "#1f77b4", "0.5". Empty
/// when it is none.
std::optional<PlotColor> namedPlotColor(std::string_view name);

/// The colour that the n-th line of a plot gets when it asks for none.
PlotColor cycleColor(int n);

/// Whether there is a colour map of that name; "_r" at its end turns it round.
bool isColorMap(std::string_view name);
std::vector<std::string> colorMapNames();
/// The colour at `t` from 0 to 1 of a colour map that exists.
PlotColor colorMapAt(std::string_view name, double t);

} // namespace engine::library

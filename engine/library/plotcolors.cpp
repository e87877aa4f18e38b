#include "engine/library/plotcolors.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace engine::library {

namespace {

struct NamedColor
{
    std::string_view name;
    unsigned rgb;
};

/// CSS's names that plots use, matplotlib's letters and its "tab:" palette.
constexpr NamedColor namedColors[] = {
    {"b", 0x0000ff},           {"g", 0x007f00},         {"r", 0xff0000},
    {"c", 0x00bfbf},           {"m", 0xbf00bf},         {"y", 0xbfbf00},
    {"k", 0x000000},           {"w", 0xffffff},         {"tab:blue", 0x1f77b4},
    {"tab:orange", 0xff7f0e},  {"tab:green", 0x2ca02c}, {"tab:red", 0xd62728},
    {"tab:purple", 0x9467bd},  {"tab:brown", 0x8c564b}, {"tab:pink", 0xe377c2},
    {"tab:gray", 0x7f7f7f},    {"tab:grey", 0x7f7f7f},  {"tab:olive", 0xbcbd22},
    {"tab:cyan", 0x17becf},    {"black", 0x000000},     {"white", 0xffffff},
    {"red", 0xff0000},         {"green", 0x008000},     {"blue", 0x0000ff},
    {"yellow", 0xffff00},      {"cyan", 0x00ffff},      {"magenta", 0xff00ff},
    {"orange", 0xffa500},      {"purple", 0x800080},    {"brown", 0xa52a2a},
    {"pink", 0xffc0cb},        {"gray", 0x808080},      {"grey", 0x808080},
    {"lightgray", 0xd3d3d3},   {"lightgrey", 0xd3d3d3}, {"darkgray", 0xa9a9a9},
    {"darkgrey", 0xa9a9a9},    {"olive", 0x808000},     {"teal", 0x008080},
    {"navy", 0x000080},        {"maroon", 0x800000},    {"lime", 0x00ff00},
    {"gold", 0xffd700},        {"crimson", 0xdc143c},   {"coral", 0xff7f50},
    {"salmon", 0xfa8072},      {"tomato", 0xff6347},    {"orangered", 0xff4500},
    {"darkorange", 0xff8c00},  {"darkred", 0x8b0000},   {"darkgreen", 0x006400},
    {"darkblue", 0x00008b},    {"steelblue", 0x4682b4}, {"skyblue", 0x87ceeb},
    {"lightblue", 0xadd8e6},   {"royalblue", 0x4169e1}, {"dodgerblue", 0x1e90ff},
    {"indigo", 0x4b0082},      {"violet", 0xee82ee},    {"turquoise", 0x40e0d0},
    {"forestgreen", 0x228b22}, {"seagreen", 0x2e8b57},  {"lightgreen", 0x90ee90},
    {"chocolate", 0xd2691e},   {"slategray", 0x708090}, {"firebrick", 0xb22222},
    {"khaki", 0xf0e68c},       {"orchid", 0xda70d6},
};

constexpr unsigned cycle[] = {0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd,
                              0x8c564b, 0xe377c2, 0x7f7f7f, 0xbcbd22, 0x17becf};

PlotColor fromRgb(unsigned rgb)
{
    return {((rgb >> 16U) & 0xffU) / 255.0, ((rgb >> 8U) & 0xffU) / 255.0, (rgb & 0xffU) / 255.0,
            1.0};
}

std::optional<PlotColor> fromHex(std::string_view digits)
{
    std::string full;
    if (digits.size() == 3) {
        for (const char c : digits)
            full += std::string(2, c);
    } else {
        full = digits;
    }
    if (full.size() != 6 && full.size() != 8)
        return std::nullopt;
    unsigned number = 0;
    const auto [end, error] = std::from_chars(full.data(), full.data() + full.size(), number, 16);
    if (error != std::errc() || end != full.data() + full.size())
        return std::nullopt;
    if (full.size() == 6)
        return fromRgb(number);
    PlotColor color = fromRgb(number >> 8U);
    color.alpha = (number & 0xffU) / 255.0;
    return color;
}

using Stop = std::array<double, 3>;

constexpr Stop viridis[] = {{0.267, 0.005, 0.329}, {0.283, 0.141, 0.458}, {0.254, 0.265, 0.530},
                            {0.207, 0.372, 0.553}, {0.164, 0.471, 0.558}, {0.128, 0.567, 0.551},
                            {0.135, 0.659, 0.518}, {0.267, 0.749, 0.441}, {0.478, 0.821, 0.318},
                            {0.741, 0.873, 0.150}, {0.993, 0.906, 0.144}};
constexpr Stop plasma[] = {{0.050, 0.030, 0.528}, {0.294, 0.012, 0.631}, {0.492, 0.012, 0.658},
                           {0.659, 0.134, 0.588}, {0.798, 0.280, 0.470}, {0.901, 0.425, 0.360},
                           {0.973, 0.580, 0.254}, {0.992, 0.752, 0.156}, {0.940, 0.975, 0.131}};
constexpr Stop inferno[] = {{0.001, 0.000, 0.014}, {0.123, 0.047, 0.283}, {0.342, 0.062, 0.429},
                            {0.550, 0.126, 0.394}, {0.736, 0.216, 0.330}, {0.888, 0.351, 0.201},
                            {0.973, 0.557, 0.034}, {0.962, 0.817, 0.220}, {0.988, 0.998, 0.645}};
constexpr Stop magma[] = {{0.001, 0.000, 0.014}, {0.111, 0.065, 0.276}, {0.317, 0.072, 0.485},
                          {0.513, 0.148, 0.508}, {0.716, 0.215, 0.475}, {0.904, 0.319, 0.388},
                          {0.987, 0.536, 0.382}, {0.996, 0.766, 0.537}, {0.987, 0.991, 0.750}};
constexpr Stop bwr[] = {{0, 0, 1}, {1, 1, 1}, {1, 0, 0}};
constexpr Stop gray[] = {{0, 0, 0}, {1, 1, 1}};
constexpr Stop blues[] = {{0.969, 0.984, 1.000},
                          {0.776, 0.859, 0.937},
                          {0.420, 0.682, 0.839},
                          {0.129, 0.443, 0.710},
                          {0.031, 0.188, 0.420}};
constexpr Stop reds[] = {{1.000, 0.961, 0.941},
                         {0.988, 0.733, 0.631},
                         {0.984, 0.416, 0.290},
                         {0.796, 0.094, 0.114},
                         {0.404, 0.000, 0.051}};
constexpr Stop coolwarm[] = {{0.230, 0.299, 0.754},
                             {0.552, 0.690, 0.996},
                             {0.865, 0.865, 0.865},
                             {0.956, 0.598, 0.477},
                             {0.706, 0.016, 0.150}};
constexpr Stop redBlue[] = {{0.404, 0.000, 0.122},
                            {0.839, 0.376, 0.302},
                            {0.969, 0.969, 0.969},
                            {0.263, 0.576, 0.765},
                            {0.020, 0.188, 0.380}};
constexpr Stop jet[] = {{0, 0, 0.5}, {0, 0, 1}, {0, 1, 1},  {0.5, 1, 0.5},
                        {1, 1, 0},   {1, 0, 0}, {0.5, 0, 0}};
constexpr Stop hot[] = {{0.04, 0, 0}, {1, 0, 0}, {1, 1, 0}, {1, 1, 1}};

struct NamedMap
{
    std::string_view name;
    std::span<const Stop> stops;
    bool turned = false;
};

const NamedMap maps[] = {{"viridis", viridis},   {"plasma", plasma}, {"inferno", inferno},
                         {"magma", magma},       {"gray", gray},     {"Greys", gray, true},
                         {"binary", gray, true}, {"Blues", blues},   {"Reds", reds},
                         {"coolwarm", coolwarm}, {"bwr", bwr},       {"RdBu", redBlue},
                         {"jet", jet},           {"hot", hot}};

const NamedMap* mapNamed(std::string_view name, bool& turned)
{
    turned = name.size() > 2 && name.substr(name.size() - 2) == "_r";
    if (turned)
        name.remove_suffix(2);
    const auto* found = std::find_if(std::begin(maps), std::end(maps),
                                     [&](const NamedMap& map) { return map.name == name; });
    if (found == std::end(maps))
        return nullptr;
    turned = turned != found->turned;
    return found;
}

} // namespace

std::optional<PlotColor> namedPlotColor(std::string_view name)
{
    if (!name.empty() && name[0] == '#')
        return fromHex(name.substr(1));
    if (name.size() == 2 && name[0] == 'C' && name[1] >= '0' && name[1] <= '9')
        return cycleColor(name[1] - '0');
    for (const NamedColor& color : namedColors) {
        if (color.name == name)
            return fromRgb(color.rgb);
    }
    double shade = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), shade);
    if (!name.empty() && error == std::errc() && end == name.data() + name.size() && shade >= 0
        && shade <= 1)
        return PlotColor{shade, shade, shade, 1};
    return std::nullopt;
}

PlotColor cycleColor(int n)
{
    return fromRgb(cycle[static_cast<std::size_t>(n) % std::size(cycle)]);
}

bool isColorMap(std::string_view name)
{
    bool turned = false;
    return mapNamed(name, turned) != nullptr;
}

std::vector<std::string> colorMapNames()
{
    std::vector<std::string> names;
    for (const NamedMap& map : maps)
        names.emplace_back(map.name);
    return names;
}

PlotColor colorMapAt(std::string_view name, double t)
{
    bool turned = false;
    const NamedMap* map = mapNamed(name, turned);
    if (map == nullptr || std::isnan(t))
        return {0.5, 0.5, 0.5, 1};
    t = std::clamp(turned ? 1 - t : t, 0.0, 1.0) * static_cast<double>(map->stops.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(t), map->stops.size() - 2);
    const double part = t - static_cast<double>(below);
    const Stop& from = map->stops[below];
    const Stop& to = map->stops[below + 1];
    return {from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1]),
            from[2] + part * (to[2] - from[2]), 1};
}

} // namespace engine::library

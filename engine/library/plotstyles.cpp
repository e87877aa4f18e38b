#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/lang/objects.h"
#include "engine/library/arrayobject.h"
#include "engine/library/plotaxes.h"
#include "engine/library/plotcolors.h"

namespace engine::library {

namespace {

/// Something matplotlib draws, as a cell sees it: it has a name and nothing else.
class ArtistObject : public lang::Object
{
public:
    explicit ArtistObject(std::string name)
        : m_name(std::move(name))
    {
    }

    std::string typeName() const override { return m_name.substr(m_name.rfind('.') + 1); }
    std::string qualifiedTypeName() const override { return m_name; }
    std::string repr(Interpreter& interpreter) const override
    {
        if (m_name.front() == '<') // a container: its text is all there is
            return m_name;
        // matplotlib's own objects show as "<matplotlib.lines.Line2D at 0x...>".
        std::string text = interpreter.defaultRepr(*this);
        const std::size_t object = text.find(" object at ");
        const std::size_t at = text.find("0x");
        return object == std::string::npos || at == std::string::npos
            ? text
            : "<" + m_name + " at " + text.substr(at);
    }

private:
    std::string m_name;
};

class TextArtist : public ArtistObject
{
public:
    TextArtist(std::string place, std::string text)
        : ArtistObject("matplotlib.text.Text")
        , m_place(std::move(place))
        , m_text(std::move(text))
    {
    }
    std::string repr(Interpreter& interpreter) const override
    {
        return "Text(" + m_place + ", " + interpreter.repr(lang::makeString(m_text)) + ")";
    }

private:
    std::string m_place;
    std::string m_text;
};

struct NamedLine
{
    std::string_view sign;
    std::string_view word;
    LineStyle style;
};

// Longer signs first: "--" begins like "-".
constexpr NamedLine lineStyles[] = {{"--", "dashed", LineStyle::Dashed},
                                    {"-.", "dashdot", LineStyle::DashDot},
                                    {"-", "solid", LineStyle::Solid},
                                    {":", "dotted", LineStyle::Dotted}};

constexpr std::string_view markers = ".,ov^<>sp*hH+xXDd|_1234P8";
constexpr std::string_view colorLetters = "bgrcmykw";

} // namespace

Value plotArtist(std::string qualifiedName)
{
    return lang::makeValue<ArtistObject>(std::move(qualifiedName));
}

Value plotText(std::string place, const std::string& text)
{
    return lang::makeValue<TextArtist>(std::move(place), text);
}

Value plotArray(const std::vector<double>& values)
{
    return makeArray(Tensor::of<double>(Shape{static_cast<std::int64_t>(values.size())}, values));
}

std::vector<double> alongX(AxesState& state, PlotArguments& arguments, const Value& value)
{
    const auto words = arguments.texts(value);
    if (!words)
        return arguments.numbers(value);
    std::vector<double> places;
    for (const std::string& word : *words) {
        const auto known = std::find(state.categories.begin(), state.categories.end(), word);
        places.push_back(static_cast<double>(known - state.categories.begin()));
        if (known == state.categories.end())
            state.categories.push_back(word);
    }
    std::vector<double> ticks;
    for (std::size_t i = 0; i < state.categories.size(); ++i)
        ticks.push_back(static_cast<double>(i));
    state.axes.x.ticks = ticks;
    state.axes.x.tickLabels = state.categories;
    return places;
}

PlotColor nextColor(AxesState& state)
{
    return cycleColor(state.lines++);
}

std::pair<double, double> finiteRange(std::span<const double> values)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    return low > high ? std::pair(0.0, 1.0) : std::pair(low, high);
}

std::vector<double> roundLevels(double low, double high, int count)
{
    if (!(high > low))
        return {low};
    const double raw = (high - low) / std::max(count, 1);
    const double decade = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * decade;
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (raw <= factor * decade * (1 + 1e-9)) {
            step = factor * decade;
            break;
        }
    }
    std::vector<double> levels;
    const double first = std::floor(low / step);
    for (int i = 0; (first + i) * step < high + step * (1 - 1e-9) && i < 1000; ++i)
        levels.push_back((first + i) * step);
    return levels;
}

LineStyle lineStyleNamed(const std::string& name)
{
    for (const NamedLine& line : lineStyles) {
        if (line.sign == name || line.word == name)
            return line.style;
    }
    if (name.empty() || name == " " || name == "None" || name == "none")
        return LineStyle::None;
    throw RaisedError(
        "ValueError",
        "'" + name
            + "' is not a valid value for ls; supported values are '-', '--', '-.', ':', "
              "'None', ' ', '', 'solid', 'dashed', 'dashdot', 'dotted'");
}

std::string markerNamed(const std::string& name)
{
    if (name.empty() || name == " " || name == "None" || name == "none")
        return "";
    if (name.size() == 1 && markers.find(name[0]) != std::string_view::npos)
        return name;
    throw RaisedError("ValueError", "Unrecognized marker style '" + name + "'");
}

LineFormat parseLineFormat(const std::string& format)
{
    LineFormat result;
    if (const auto whole = namedPlotColor(format); whole && format.size() > 1) {
        result.color = whole;
        return result;
    }
    for (std::size_t i = 0; i < format.size();) {
        const std::string_view rest = std::string_view(format).substr(i);
        const auto* line =
            std::find_if(std::begin(lineStyles), std::end(lineStyles), [&](const NamedLine& style) {
                return rest.substr(0, style.sign.size()) == style.sign;
            });
        if (line != std::end(lineStyles) && !result.line) {
            result.line = line->style;
            i += line->sign.size();
        } else if (rest.size() > 1 && rest[0] == 'C' && rest[1] >= '0' && rest[1] <= '9'
                   && !result.color) {
            result.color = cycleColor(rest[1] - '0');
            i += 2;
        } else if (colorLetters.find(rest[0]) != std::string_view::npos && !result.color) {
            result.color = namedPlotColor(rest.substr(0, 1));
            ++i;
        } else if (markers.find(rest[0]) != std::string_view::npos && result.marker.empty()) {
            result.marker = rest.substr(0, 1);
            ++i;
        } else {
            throw RaisedError(
                "ValueError",
                "Unrecognized character " + std::string(rest.substr(0, 1)) + " in format string",
                {"A format string is a colour, a marker and a line style, each at most once: "
                 "'r--', 'go', 'k^:'.",
                 "格式字符串由颜色、标记和线型组成，各至多一个：'r--'、'go'、'k^:'。"});
        }
    }
    if (!result.line && !result.marker.empty())
        result.line = LineStyle::None;
    return result;
}

PlotStyle takeLineStyle(AxesState& state, PlotArguments& arguments, const LineFormat& format)
{
    PlotStyle style;
    style.line = format.line.value_or(LineStyle::Solid);
    style.marker = format.marker;
    if (const auto name = arguments.takeText({"linestyle", "ls"}))
        style.line = lineStyleNamed(*name);
    if (const auto name = arguments.takeText({"marker"}))
        style.marker = markerNamed(*name);
    style.lineWidth = arguments.takeNumber({"linewidth", "lw"}).value_or(style.lineWidth);
    style.markerSize = arguments.takeNumber({"markersize", "ms"}).value_or(style.markerSize);
    const auto color = arguments.takeColor({"color", "c"});
    style.color = color ? *color : format.color ? *format.color : nextColor(state);
    if (const auto alpha = arguments.takeNumber({"alpha"}))
        style.color.alpha *= *alpha;
    for (const char* harmless :
         {"zorder", "markerfacecolor", "mfc", "markeredgecolor", "mec", "clip_on"})
        arguments.take({harmless});
    return style;
}

} // namespace engine::library

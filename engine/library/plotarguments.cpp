#include "engine/library/plotarguments.h"

#include <algorithm>
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/plotcolors.h"

namespace engine::library {

PlotArguments::PlotArguments(Interpreter& interpreter, std::string function,
                             std::vector<Value> positional, lang::KeywordArguments keywords)
    : m_interpreter(interpreter)
    , m_function(std::move(function))
    , m_positional(std::move(positional))
    , m_keywords(std::move(keywords))
{
}

std::optional<Value> PlotArguments::take(std::initializer_list<const char*> names)
{
    std::optional<Value> taken;
    for (const char* name : names) {
        const auto found = std::find_if(m_keywords.begin(), m_keywords.end(),
                                        [&](const auto& keyword) { return keyword.first == name; });
        if (found == m_keywords.end())
            continue;
        if (!found->second.isNone())
            taken = found->second;
        m_keywords.erase(found);
    }
    return taken;
}

std::optional<Value> PlotArguments::argument(std::size_t place, const char* name)
{
    if (place < m_positional.size())
        return m_positional[place].isNone() ? std::nullopt : std::optional(m_positional[place]);
    return take({name});
}

Value PlotArguments::needed(std::size_t place, const char* name)
{
    const std::optional<Value> value = argument(place, name);
    if (!value)
        throw RaisedError("TypeError",
                          m_function + "() missing 1 required positional argument: '" + name + "'");
    return *value;
}

std::optional<std::string> PlotArguments::takeText(std::initializer_list<const char*> names)
{
    const auto value = take(names);
    return value ? std::optional(text(*value)) : std::nullopt;
}

std::optional<double> PlotArguments::takeNumber(std::initializer_list<const char*> names)
{
    const auto value = take(names);
    return value ? std::optional(number(*value)) : std::nullopt;
}

std::optional<PlotColor> PlotArguments::takeColor(std::initializer_list<const char*> names)
{
    const auto value = take(names);
    return value ? std::optional(color(*value)) : std::nullopt;
}

bool PlotArguments::takeTruth(std::initializer_list<const char*> names, bool otherwise)
{
    const auto value = take(names);
    return value ? m_interpreter.truth(*value) : otherwise;
}

void PlotArguments::finish(std::size_t most) const
{
    if (m_positional.size() > most)
        throw RaisedError("TypeError",
                          m_function + "() takes at most " + std::to_string(most)
                              + " positional arguments but " + std::to_string(m_positional.size())
                              + " were given");
    if (!m_keywords.empty())
        refusePlot("the keyword '" + m_keywords.front().first + "' of plt." + m_function + "()");
}

std::vector<double> PlotArguments::numbers(const Value& value) const
{
    return matrix(value).values;
}

double PlotArguments::number(const Value& value) const
{
    const std::vector<double> all = numbers(value);
    if (all.size() != 1)
        throw RaisedError("TypeError", "only size-1 arrays can be converted to Python scalars");
    return all.front();
}

PlotMatrix PlotArguments::matrix(const Value& value) const
{
    const Tensor* behind = tensorBehind(value);
    const Tensor tensor = behind != nullptr ? *behind : Runtime::translatingErrors([&] {
        return toPlainTensor(m_interpreter, value, DType::Int64, DType::Float64);
    });
    if (tensor.rank() > 3)
        throw RaisedError("ValueError",
                          m_function
                              + ": x and y can be no greater than 2D, but have shape of rank "
                              + std::to_string(tensor.rank()));
    m_interpreter.spend(tensor.size());
    PlotMatrix matrix;
    matrix.flat = tensor.rank() < 2;
    matrix.rows = tensor.rank() == 0 ? 1 : static_cast<int>(tensor.shape()[0]);
    matrix.columns = matrix.flat ? 1 : static_cast<int>(tensor.shape()[1]);
    matrix.depth = tensor.rank() == 3 ? static_cast<int>(tensor.shape()[2]) : 1;
    matrix.values.reserve(static_cast<std::size_t>(tensor.size()));
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        matrix.values.push_back(tensor.at(i));
    return matrix;
}

std::string PlotArguments::text(const Value& value) const
{
    return m_interpreter.str(value);
}

std::optional<std::vector<std::string>> PlotArguments::texts(const Value& value) const
{
    const auto* elements = lang::listElements(value);
    if (elements == nullptr)
        elements = lang::tupleElements(value);
    if (elements == nullptr || elements->empty())
        return std::nullopt;
    std::vector<std::string> all;
    for (const Value& element : *elements) {
        const std::string* one = lang::stringText(element);
        if (one == nullptr)
            return std::nullopt;
        all.push_back(*one);
    }
    return all;
}

PlotColor PlotArguments::color(const Value& value) const
{
    if (const std::string* name = lang::stringText(value)) {
        if (const auto known = namedPlotColor(*name))
            return *known;
        throw RaisedError(
            "ValueError", "'" + *name + "' is not a valid value for color",
            {"Colours are written 'r', 'tab:blue', 'C0', 'steelblue', '#1f77b4' or '0.5'.",
             "颜色可以写成 'r'、'tab:blue'、'C0'、'steelblue'、'#1f77b4' 或 '0.5'。"});
    }
    const std::vector<double> parts = numbers(value);
    if (parts.size() != 3 && parts.size() != 4)
        throw RaisedError("ValueError",
                          "RGBA values should be within 0-1 range and have 3 or 4 of them");
    return {parts[0], parts[1], parts[2], parts.size() == 4 ? parts[3] : 1.0};
}

void refusePlot(const std::string& what, BilingualText hint)
{
    if (hint.empty())
        hint = {"Leave it out: the rest of the plot is drawn without it.",
                "请去掉它：其余部分照常绘制。"};
    throw RaisedError("NotImplementedError", "Tapedeck does not draw " + what, std::move(hint));
}

} // namespace engine::library

#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lesson/figure.h"
#include "engine/library/runtime.h"

namespace engine::library {

/// Numbers of a list, array or tensor with one or two axes.
struct PlotMatrix
{
    int rows = 0;
    int columns = 0;
    int depth = 1; ///< of a third axis: the channels of an image
    bool flat = false; ///< had one axis; then `columns` is 1
    std::vector<double> values; ///< row-major

    double at(int row, int column) const
    {
        return values[static_cast<std::size_t>(row * columns + column)];
    }
};

/// The arguments of one call of a drawing function: taken one by one; what nobody took is an error
/// that names it.
class PlotArguments
{
public:
    PlotArguments(Interpreter& interpreter, std::string function, std::vector<Value> positional,
                  lang::KeywordArguments keywords);

    Interpreter& interpreter() const { return m_interpreter; }
    const std::string& function() const { return m_function; }
    std::size_t count() const { return m_positional.size(); }
    const Value& operator[](std::size_t i) const { return m_positional[i]; }

    /// The keyword argument of one of these names, which mean the same; None counts as not given.
    std::optional<Value> take(std::initializer_list<const char*> names);
    /// The positional argument at `place`, else the keyword `name`.
    std::optional<Value> argument(std::size_t place, const char* name);
    /// The same, but it has to be there.
    Value needed(std::size_t place, const char* name);
    std::optional<std::string> takeText(std::initializer_list<const char*> names);
    std::optional<double> takeNumber(std::initializer_list<const char*> names);
    std::optional<PlotColor> takeColor(std::initializer_list<const char*> names);
    bool takeTruth(std::initializer_list<const char*> names, bool otherwise);
    /// Raises for keywords that nobody took and for more than `most` positional arguments.
    void finish(std::size_t most) const;

    std::vector<double> numbers(const Value& value) const;
    double number(const Value& value) const;
    PlotMatrix matrix(const Value& value) const;
    std::string text(const Value& value) const;
    /// Texts, when the value is a list or tuple of nothing else.
    std::optional<std::vector<std::string>> texts(const Value& value) const;
    PlotColor color(const Value& value) const;

private:
    Interpreter& m_interpreter;
    std::string m_function;
    std::vector<Value> m_positional;
    lang::KeywordArguments m_keywords;
};

/// What is not supported says so by name.
[[noreturn]] void refusePlot(const std::string& what, BilingualText hint = {});

} // namespace engine::library

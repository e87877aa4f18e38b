#pragma once

#include <string>

#include "engine/lang/value.h"

namespace engine::lang {

/// The parts of `[[fill]align][sign][#][0][width][,][.precision][type]`.
struct FormatSpecification
{
    std::string fill = " ";
    char align = 0;
    char sign = '-';
    bool alternate = false;
    std::size_t width = 0;
    char grouping = 0;
    int precision = -1;
    char type = 0;

    /// Raises ValueError for what is no specification.
    static FormatSpecification parse(const std::string& text);
};

std::string formatInteger(const Value& whole, const std::string& specification);
std::string formatReal(double value, FormatSpecification specification);
std::string formatString(const std::string& text, const std::string& specification);

/// `text % arguments`
std::string percentFormat(Interpreter& interpreter, const std::string& text,
                          const Value& arguments);
/// text.format(*positional, **keywords)
std::string braceFormat(Interpreter& interpreter, const std::string& text,
                        const std::vector<Value>& positional, const KeywordArguments& keywords);

} // namespace engine::lang

#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/lesson/figure.h"

namespace engine {

/// Something a cell produced, as a notebook stores it.
struct Output
{
    enum class Kind {
        Stdout, ///< print()
        Stderr, ///< warnings of the library, tf.print()
        Result, ///< the value of the cell's last expression ("Out[n]")
        Error   ///< the exception that ended the cell
    };

    Kind kind = Kind::Stdout;
    std::string text;                   ///< for Error: the traceback as plain text
    int executionCount = 0;             ///< for Result; 0: shown by display(), not as Out[n]
    std::string errorName;              ///< for Error: "NameError"
    std::string errorValue;             ///< for Error: the message
    std::vector<std::string> traceback; ///< for Error: the lines of `text`
    std::shared_ptr<const Figure> figure;     ///< for Result: a plot of this run; `text` says its size
    std::map<std::string, std::string> media; ///< for Result: pictures by MIME type, as a notebook stores them (PNG in base64)

    /// Figures are compared by what they show.
    bool operator==(const Output& other) const
    {
        const bool sameFigure = figure == other.figure || (figure && other.figure && *figure == *other.figure);
        return sameFigure && kind == other.kind && text == other.text && executionCount == other.executionCount
            && errorName == other.errorName && errorValue == other.errorValue && traceback == other.traceback
            && media == other.media;
    }
};

} // namespace engine

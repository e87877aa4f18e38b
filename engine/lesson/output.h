#pragma once

#include <string>
#include <vector>

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

    bool operator==(const Output&) const = default;
};

} // namespace engine

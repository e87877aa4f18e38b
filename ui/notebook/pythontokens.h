#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace ui {

/// A stretch of one line of Python that is coloured alike.
struct PythonToken
{
    enum class Kind { Keyword, Builtin, Number, String, Comment, Definition, Call };

    int start = 0;
    int length = 0;
    Kind kind = Kind::Keyword;

    bool operator==(const PythonToken&) const = default;
};

/// Splits one line for colouring. `state` says how the line before ended (0: outside of any string)
/// and is updated.
std::vector<PythonToken> pythonTokens(QStringView line, int& state);

/// Position of the bracket that belongs to the one at `position`; brackets in strings and comments
/// do not count.
std::optional<int> matchingBracket(const QString& text, int position);

} // namespace ui

#pragma once

#include <QString>

#include <optional>

namespace ui {

/// What a TeX command without arguments stands for.
struct MathSymbol
{
    enum class Kind {
        Letter, ///< slanted: α
        Ordinary, ///< upright: ∂, ∞
        Name, ///< a function's name, kept apart from its argument: log
        Binary, ///< with space on both sides: ×
        Relation, ///< the same: ≤
        Open,
        Close,
        Space,
    };

    QString text;
    Kind kind = Kind::Ordinary;
};

/// `name` without the backslash.
std::optional<MathSymbol> mathSymbol(const QString& name);

/// The combining mark of an accent command ("hat", "bar"), or null.
QChar accentMark(const QString& name);

/// The raised or lowered form of all of `text` in Unicode, or empty when a character has none.
QString raised(const QString& text);
QString lowered(const QString& text);

/// ℝ for R; the letter itself when there is no such form.
QString doubleStruck(const QString& letter);
QString scriptLetter(const QString& letter);

} // namespace ui

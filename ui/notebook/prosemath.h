#pragma once

#include <QString>

#include <vector>

namespace ui {

/// Markdown whose formulas were taken out, so that Markdown cannot take x_1 and y_2 for emphasis.
struct ProseMath
{
    struct Formula
    {
        QString tex;
        bool display = false; ///< written as $$...$$ or an environment on lines of its own
    };

    QString markdown; ///< with placeholder(i) where formula i was
    std::vector<Formula> formulas;

    static QString placeholder(int index);
};

/// Finds $...$, $$...$$ and environments such as align as Jupyter and Pandoc do: not in code, not
/// after a backslash, and "$5 and $6" is money.
ProseMath takeOutMath(const QString& markdown);

} // namespace ui

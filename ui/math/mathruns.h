#pragma once

#include "ui/math/plainmath.h"

namespace ui {

/// Adds to the end, joining what is set alike.
void append(std::vector<MathRun>& runs, const MathRun& run);
void append(std::vector<MathRun>& runs, const std::vector<MathRun>& more);

std::vector<MathRun> upright(const QString& text);
std::vector<MathRun> slanted(const QString& text);
QString textOf(const std::vector<MathRun>& runs);
/// Latin and Greek letters slant in formulas, Chinese does not.
bool isSlantedLetter(QChar c);
/// In brackets when it could be misread above or below a fraction's slash.
std::vector<MathRun> bracketedIfNeeded(const std::vector<MathRun>& runs, bool denominator);

} // namespace ui

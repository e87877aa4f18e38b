#pragma once

#include <QByteArray>

#include <vector>

#include "ui/math/formula.h"

namespace ui {

/// Typeset formulas as bytes: those of the lessons that come with the program are made while it is
/// built, and lie in it as the resource shippedFormulas().
QByteArray packFormulas(const std::vector<Formula>& formulas);
/// Nothing when the bytes are not what packFormulas() gives.
std::vector<FormulaPointer> unpackFormulas(const QByteArray& bytes);
QString shippedFormulas();

} // namespace ui

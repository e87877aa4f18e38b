#pragma once

#include <QString>

#include <compare>
#include <set>

namespace engine {
struct Lesson;
struct Recording;
} // namespace engine

namespace ui {

struct WantedFormula
{
    QString tex;
    bool display = false;
    bool operator<(const WantedFormula& other) const
    {
        return tex != other.tex ? tex < other.tex : display < other.display;
    }
};

/// The formulas in the lesson's prose.
std::set<WantedFormula> formulasInProse(const engine::Lesson& lesson);
/// The formulas of its gradients, as stage and inspector show them once it ran.
std::set<WantedFormula> formulasOfGradients(const engine::Recording& recording);

} // namespace ui

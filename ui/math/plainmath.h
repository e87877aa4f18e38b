#pragma once

#include <QString>

#include <utility>
#include <vector>

namespace ui {

/// A stretch of a formula set alike.
struct MathRun
{
    enum class Script { Normal, Raised, Lowered };

    QString text;
    bool italic = false;
    bool bold = false;
    Script script = Script::Normal;

    bool operator==(const MathRun&) const = default;
};

/// Turns the TeX that lessons use into lines of readable Unicode: x^T becomes xᵀ, \frac{a}{b} a/b,
/// a matrix [1 2; 3 4]. Whatever it does not know it shows by its name, so nothing is lost. Stands
/// in until formulas are typeset.
class PlainMath
{
public:
    explicit PlainMath(const QString& tex);

    const std::vector<MathRun>& runs() const& { return m_runs; }
    std::vector<MathRun> runs() && { return std::move(m_runs); }
    /// In characters only: "x_i^2" where Unicode has no raised or lowered form.
    QString text() const;

private:
    std::vector<MathRun> m_runs;
};

} // namespace ui

#pragma once

#include <QString>

#include <memory>
#include <optional>
#include <vector>

#include "engine/sampling/line.h"
#include "engine/sampling/training.h"
#include "ui/plots/samplefigures.h"

namespace ui {

/// What of a recording can be plotted, and what is chosen of it. Holds no widgets.
class PlotChoice
{
public:
    void setRecording(std::shared_ptr<const engine::Recording> recording);
    const std::shared_ptr<const engine::Recording>& recording() const { return m_recording; }

    /// A gradient: what a source of a pass got.
    struct Gradient
    {
        engine::PassId pass;
        int source = 0;
        bool operator==(const Gradient&) const = default;
    };
    /// Those to choose from, when `pass` is shown: all, or only that pass's when there are many.
    std::vector<Gradient> gradients(engine::PassId pass) const;
    /// The pass on display at step k, or the one nearest to it that ended.
    std::optional<engine::PassId> passNear(int k) const;
    /// The gradient that has to do with a node: it is a source or target, or between them.
    std::optional<Gradient> gradientOf(engine::NodeId node, int k) const;

    std::optional<Gradient> chosen; ///< empty: there is none
    /// Entries of the pass's sources; those of the chosen source alone when `ownOnly`.
    std::vector<engine::SourceEntry> entries(bool ownOnly) const;
    std::optional<engine::SourceEntry> across; ///< empty: along the gradient
    std::optional<engine::SourceEntry> up;
    /// Chooses the gradient, and entries of its source.
    void choose(const Gradient& gradient);

    const engine::GradientPass& pass() const;
    /// Empty when nothing is chosen, or there is no direction to go.
    std::optional<engine::SourceLine> line() const;

    const std::vector<engine::Training>& trainings() const { return m_trainings; }

    QString gradientName(const Gradient& gradient) const; ///< "∂y/∂x"
    QString entryName(const engine::SourceEntry& entry) const; ///< "x[0, 1]"
    SampleWords words(const engine::Curve* curve) const;

private:
    int endOf(engine::PassId pass) const;
    QString labelOf(engine::NodeId node, engine::PassId pass) const;
    QString targetName(engine::PassId pass) const;
    bool isNumeric(engine::NodeId node) const;
    bool hasSlope(const engine::SourceEntry& entry) const;

    std::shared_ptr<const engine::Recording> m_recording;
    std::vector<engine::Training> m_trainings;
};

} // namespace ui

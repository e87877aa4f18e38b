#pragma once

#include <QObject>

#include <memory>

#include "engine/sampling/curve.h"
#include "engine/sampling/surface.h"
#include "ui/runner/jobthread.h"

namespace ui {

/// Samples plots on a thread of its own by running a recording's cells again. What was asked for
/// before is dropped.
class PlotRunner : public QObject
{
    Q_OBJECT
public:
    explicit PlotRunner(QObject* parent = nullptr);

    void sample(std::shared_ptr<const engine::Recording> recording, engine::PassId pass,
                const engine::SourceLine& line, double from, double to);
    void sample(std::shared_ptr<const engine::Recording> recording, engine::PassId pass,
                const engine::SourceEntry& across, const engine::SourceEntry& up,
                const engine::SurfaceRange& range);
    /// Ends what is running; nothing more is told.
    void cancel();

signals:
    // Several times while it is under way; the last time `done` is 1.
    void curveSampled(std::shared_ptr<const engine::Curve> curve, double done);
    void surfaceSampled(std::shared_ptr<const engine::Surface> surface, double done);

private:
    struct Formulas;
    std::shared_ptr<Formulas> m_formulas; ///< touched on the thread only
    JobThread m_thread; ///< last: it is waited for first
};

} // namespace ui

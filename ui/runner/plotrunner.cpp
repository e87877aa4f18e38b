#include "ui/runner/plotrunner.h"

#include <QElapsedTimer>

namespace ui {

namespace {

constexpr qint64 betweenReports = 120; ///< milliseconds

/// Says when it is time to show something new.
class Pace
{
public:
    Pace() { m_timer.start(); }
    bool isTime()
    {
        if (m_timer.elapsed() < betweenReports)
            return false;
        m_timer.restart();
        return true;
    }

private:
    QElapsedTimer m_timer;
};

} // namespace

/// The formulas of the recording that was plotted last: they take a while to find.
struct PlotRunner::Formulas
{
    engine::FormulaBook& of(const std::shared_ptr<const engine::Recording>& wanted)
    {
        if (recording != wanted) {
            book.reset();
            recording = wanted;
            book = std::make_unique<engine::FormulaBook>(*recording);
        }
        return *book;
    }

    std::shared_ptr<const engine::Recording> recording;
    std::unique_ptr<engine::FormulaBook> book;
};

PlotRunner::PlotRunner(QObject* parent)
    : QObject(parent)
    , m_formulas(std::make_shared<Formulas>())
{
}

void PlotRunner::sample(std::shared_ptr<const engine::Recording> recording, engine::PassId pass,
                        const engine::SourceLine& line, double from, double to)
{
    m_thread.start([=, this, formulas = m_formulas](const engine::lang::StopFlag& stop,
                                                    const JobThread::Tell& tell) {
        engine::Rerun rerun(recording, pass, stop);
        const auto show = [&](engine::Curve curve, double done) {
            const auto shared = std::make_shared<const engine::Curve>(std::move(curve));
            tell([this, shared, done] { emit curveSampled(shared, done); });
        };
        Pace pace;
        show(engine::sampleCurve(rerun, formulas->of(recording), line, from, to,
                                 engine::effortFor(*recording, pass),
                                 [&](const engine::Curve& curve, double done) {
                                     if (pace.isTime())
                                         show(curve, std::min(done, 0.99));
                                 }),
             1);
    });
}

void PlotRunner::sample(std::shared_ptr<const engine::Recording> recording, engine::PassId pass,
                        const engine::SourceEntry& across, const engine::SourceEntry& up,
                        const engine::SurfaceRange& range)
{
    m_thread.start([=, this](const engine::lang::StopFlag& stop, const JobThread::Tell& tell) {
        engine::Rerun rerun(recording, pass, stop);
        const auto show = [&](engine::Surface surface, double done) {
            const auto shared = std::make_shared<const engine::Surface>(std::move(surface));
            tell([this, shared, done] { emit surfaceSampled(shared, done); });
        };
        Pace pace;
        show(engine::sampleSurface(rerun, across, up, range,
                                   engine::effortFor(*recording, pass).runs,
                                   [&](const engine::Surface& surface, double done) {
                                       if (pace.isTime())
                                           show(surface, std::min(done, 0.99));
                                   }),
             1);
    });
}

void PlotRunner::cancel()
{
    m_thread.cancel();
}

} // namespace ui

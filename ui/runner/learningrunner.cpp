#include "ui/runner/learningrunner.h"

#include <QThread>

namespace ui {

/// The thread. Each request has a stop flag of its own, so that ending one leaves the next alone.
struct LearningRunner::Worker : QThread
{
    Worker()
    {
        setStackSize(64U * 1024U * 1024U); // the interpreter and the parser recurse
        mailbox.moveToThread(this);
        QThread::start();
    }
    ~Worker() override
    {
        if (flag)
            flag->request();
        quit();
        wait();
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    QObject mailbox;
    std::shared_ptr<engine::lang::StopFlag> flag; ///< of the latest request; the GUI thread's
};

LearningRunner::LearningRunner(QObject* parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>())
{
}

LearningRunner::~LearningRunner() = default;

void LearningRunner::start(Job job)
{
    cancel();
    const int request = m_latest;
    const auto flag = std::make_shared<engine::lang::StopFlag>();
    m_worker->flag = flag;
    const auto work = [this, job = std::move(job), flag, request] {
        const Report report = job(*flag);
        const auto tell = [this, report, request] {
            if (request == m_latest)
                report();
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(&m_worker->mailbox, work, Qt::QueuedConnection);
}

void LearningRunner::cancel()
{
    ++m_latest;
    if (m_worker->flag)
        m_worker->flag->request();
}

void LearningRunner::judge(const engine::Lesson& lesson, int cell,
                           const engine::Prediction& prediction,
                           const engine::LearnerAnswer& answer)
{
    start([=, this](const engine::lang::StopFlag& stop) -> Report {
        const engine::Verdict verdict =
            engine::judge(lesson, static_cast<std::size_t>(cell), prediction, answer, stop);
        return [this, cell, verdict] { emit judged(cell, verdict); };
    });
}

void LearningRunner::attempt(const engine::Lesson& lesson, int cell,
                             const engine::Exercise& exercise, const std::string& code)
{
    start([=, this](const engine::lang::StopFlag& stop) -> Report {
        const auto run = std::make_shared<const engine::ExerciseRun>(
            engine::runExercise(lesson, static_cast<std::size_t>(cell), exercise, code, stop));
        return [this, cell, run] { emit attempted(cell, run); };
    });
}

void LearningRunner::checkGradient(std::shared_ptr<const engine::Recording> recording,
                                   engine::PassId pass, int source)
{
    start([=, this](const engine::lang::StopFlag& /*stop*/) -> Report {
        engine::FormulaBook book(*recording);
        const auto check = engine::checkGradient(*recording, book, pass, source);
        return [this, check] { emit gradientChecked(check); };
    });
}

} // namespace ui

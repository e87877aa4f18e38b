#include "ui/runner/runner.h"

#include <mutex>

#include "engine/lang/limits.h"
#include "engine/recording/recording.h"
#include "engine/recording/session.h"

namespace ui {

/// The thread with the session on its stack. Requests reach it as queued calls on `mailbox`; Stop
/// reaches it through the flag.
struct Runner::Worker : QThread
{
    Worker()
    {
        setStackSize(64U * 1024U * 1024U); // the interpreter and the parser recurse
        mailbox.moveToThread(this);
        start();
    }
    ~Worker() override
    {
        stop();
        quit();
        wait();
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void run() override
    {
        engine::Session theSession(stopFlag);
        session = &theSession;
        exec();
        session = nullptr;
    }

    void stop()
    {
        const std::lock_guard lock(mutex);
        stopThrough = lastRequest;
        stopFlag.request();
    }

    /// A stop belongs to the requests made before it, also to those that have not begun.
    void begin(int request)
    {
        const std::lock_guard lock(mutex);
        if (request > stopThrough)
            stopFlag.clear();
    }

    QObject mailbox;
    engine::Session* session = nullptr; ///< touched on this thread only
    engine::lang::StopFlag stopFlag;
    std::mutex mutex; ///< guards stopThrough together with the flag
    int stopThrough = 0; ///< the last request that was stopped

    // The GUI thread's.
    int lastRequest = 0;
    int pending = 0;
    int restarts = 0;
};

Runner::Runner(QObject* parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>())
{
}

Runner::~Runner() = default;

void Runner::run(const engine::Lesson& lesson, int throughCell)
{
    start(lesson, throughCell, false, {});
}

void Runner::runLive(const engine::Lesson& lesson, int throughCell,
                     std::vector<engine::GivenValue> given)
{
    start(lesson, throughCell, true, std::move(given));
}

void Runner::start(const engine::Lesson& lesson, int throughCell, bool isLive,
                   std::vector<engine::GivenValue> given)
{
    Worker* worker = m_worker.get();
    ++worker->lastRequest;
    ++worker->pending;
    if (!isLive)
        emit started();

    const auto work = [this, worker, lesson, throughCell, isLive, given = std::move(given),
                       request = worker->lastRequest, restarts = worker->restarts] {
        worker->begin(request);
        // What a forgotten session still says is not told.
        const engine::Session::CellFinished cellRan =
            [this, worker, restarts](int cell, std::shared_ptr<const engine::Recording> recording) {
                const auto tell = [this, worker, cell, recording = std::move(recording), restarts] {
                    if (restarts == worker->restarts)
                        emit cellFinished(cell, recording);
                };
                QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
            };
        engine::Session::Options options;
        options.throughCell = throughCell;
        options.seed = lesson.seed;
        options.given = given;
        auto recording = worker->session->run(lesson, options,
                                              isLive ? engine::Session::CellFinished() : cellRan);
        const auto tell = [this, worker, recording = std::move(recording), restarts, isLive] {
            --worker->pending;
            const auto told = restarts == worker->restarts ? recording : nullptr;
            if (isLive)
                emit liveFinished(told);
            else
                emit finished(told);
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(&worker->mailbox, work, Qt::QueuedConnection);
}

void Runner::stop()
{
    if (isRunning())
        m_worker->stop();
}

void Runner::restart()
{
    stop();
    Worker* worker = m_worker.get();
    ++worker->restarts;
    QMetaObject::invokeMethod(
        &worker->mailbox, [worker] { worker->session->restart(); }, Qt::QueuedConnection);
}

bool Runner::isRunning() const
{
    return m_worker->pending > 0;
}

} // namespace ui

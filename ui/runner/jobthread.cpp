#include "ui/runner/jobthread.h"

#include <QThread>

namespace ui {

/// The thread. Each request has a stop flag of its own, so that ending one leaves the next alone.
struct JobThread::Worker : QThread
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

JobThread::JobThread(QObject* parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>())
{
}

JobThread::~JobThread() = default;

void JobThread::start(Job job)
{
    cancel();
    const int request = m_latest;
    const auto flag = std::make_shared<engine::lang::StopFlag>();
    m_worker->flag = flag;
    const auto work = [this, job = std::move(job), flag, request] {
        const Tell tell = [this, request](Report report) {
            const auto deliver = [this, report = std::move(report), request] {
                if (request == m_latest)
                    report();
            };
            QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
        };
        if (!flag->requested())
            job(*flag, tell);
    };
    QMetaObject::invokeMethod(&m_worker->mailbox, work, Qt::QueuedConnection);
}

void JobThread::cancel()
{
    ++m_latest;
    if (m_worker->flag)
        m_worker->flag->request();
}

} // namespace ui

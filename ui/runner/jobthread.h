#pragma once

#include <QObject>

#include <functional>
#include <memory>

#include "engine/lang/limits.h"

namespace ui {

/// A thread for work of which only the latest request counts: a new one ends the one under way, and
/// nothing more is told about it.
class JobThread : public QObject
{
    Q_OBJECT
public:
    explicit JobThread(QObject* parent = nullptr);
    ~JobThread() override; ///< stops what is running and waits

    using Report = std::function<void()>; ///< runs on the thread of this object
    using Tell = std::function<void(Report)>;
    using Job = std::function<void(const engine::lang::StopFlag& stop, const Tell& tell)>;
    void start(Job job);
    /// Ends what is running; nothing more is told about it.
    void cancel();

private:
    struct Worker;
    std::unique_ptr<Worker> m_worker;
    int m_latest = 0; ///< the request whose reports count
};

} // namespace ui

#pragma once

#include <QObject>
#include <QThread>

#include <memory>
#include <vector>

#include "engine/lesson/lesson.h"
#include "engine/tape/givenvalue.h"

namespace engine {
struct Recording;
}

namespace ui {

/// Runs cells on a background thread, one request at a time. The only class besides
/// MathTypesetter that knows about threads: the lesson goes over by value, a sealed Recording comes
/// back.
class Runner : public QObject
{
    Q_OBJECT
public:
    explicit Runner(QObject* parent = nullptr);
    ~Runner() override; ///< stops what is running and waits

    /// Runs the stale cells up to and including `throughCell` (-1: all). A request while another is
    /// running waits for it.
    void run(const engine::Lesson& lesson, int throughCell);
    /// The same for values that move: nothing is told but liveFinished(), at the end.
    /// `given`: put in place of what the program gives these nodes.
    void runLive(const engine::Lesson& lesson, int throughCell,
                 std::vector<engine::GivenValue> given = {});
    /// Ends what is running; cellFinished() still comes for what was recorded so far.
    void stop();
    /// Stops what is running and forgets the session: the next run starts from the first cell. The
    /// stopped requests still end with finished(), without a recording.
    void restart();
    bool isRunning() const; ///< a request has not come to finished() yet

signals:
    void started();
    /// A cell ran (or failed); the recording covers everything up to and including it.
    void cellFinished(int cell, std::shared_ptr<const engine::Recording> recording);
    /// All requested cells are done, or one failed or was stopped. The recording may be the one
    /// already seen when nothing was stale.
    void finished(std::shared_ptr<const engine::Recording> recording);
    /// The same for runLive(). Null when the session was forgotten meanwhile.
    void liveFinished(std::shared_ptr<const engine::Recording> recording);

private:
    struct Worker;
    void start(const engine::Lesson& lesson, int throughCell, bool isLive,
               std::vector<engine::GivenValue> given);
    std::unique_ptr<Worker> m_worker;
};

} // namespace ui

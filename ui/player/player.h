#pragma once

#include <QObject>
#include <QTimer>

#include <memory>
#include <set>

#include "engine/recording/questions.h"

namespace engine {
struct Recording;
}

namespace ui {

/// Where "now" is: the recording being looked at, the step, and how it moves. Holds no widgets;
/// every view listens to stepChanged() and asks the Recording what is true there.
class Player : public QObject
{
    Q_OBJECT
public:
    explicit Player(QObject* parent = nullptr);

    /// Loads a recording and stands at `step`. Stops playing.
    void setRecording(std::shared_ptr<const engine::Recording> recording, int step);
    const std::shared_ptr<const engine::Recording>& recording() const { return m_recording; }

    int step() const { return m_step; }
    int stepCount() const;
    bool isPlaying() const { return m_timer.isActive(); }
    engine::Granularity granularity() const { return m_granularity; }
    double speed() const { return m_speed; } ///< stops per second
    /// Steps the user marked; forgotten with the recording.
    const std::set<int>& marks() const { return m_marks; }
    /// The take that step() is in, or -1.
    int take() const;

public slots:
    void seek(int step); ///< clamped
    void stepForward(); ///< to the next stop at the current granularity; pauses
    void stepBack();
    void stepOver(); ///< as stepForward(), but over the loop, call or pass that begins here
    void runTo(engine::NodeId node); ///< to where it is computed
    void runToGradient(engine::NodeId node); ///< to where its gradient is complete, in the take's
                                             ///< next pass through it
    void runTo(const engine::SourceSpan& line); ///< to where a statement in it begins next
    void toggleMark(); ///< at step()
    void toNextMark();
    void toPreviousMark();
    void toStart(); ///< of the recording
    void toEnd();
    void toPictureStart(); ///< of the take; when already there, of the take before
    void toPictureEnd(); ///< of the take; when already there, of the take after
    void play(); ///< from the start of the take when standing at its end
    void pause();
    void togglePlay();
    void setGranularity(engine::Granularity granularity);
    void setSpeed(double stopsPerSecond); ///< clamped to 0.25 .. 32

signals:
    void recordingChanged(); ///< always followed by stepChanged()
    void stepChanged(int step);
    void playingChanged(bool playing);
    void granularityChanged(engine::Granularity granularity);
    void marksChanged();
    void speedChanged(double stopsPerSecond);

private:
    void advance();

    std::shared_ptr<const engine::Recording> m_recording;
    QTimer m_timer;
    std::set<int> m_marks;
    int m_step = 0;
    double m_speed = 1.5;
    engine::Granularity m_granularity = engine::Granularity::Contribution;
};

} // namespace ui

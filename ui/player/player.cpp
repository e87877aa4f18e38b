#include "ui/player/player.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/recording/recording.h"
#include "engine/recording/stepping.h"

namespace ui {
namespace {

// Step `firstStep` of a later take is still the end of the take before it: a take's own picture
// begins with the step that begins it.
int takeStart(const engine::Recording& recording, int take)
{
    return take == 0 ? 0 : recording.takes[static_cast<std::size_t>(take)].firstStep + 1;
}

int interval(double stopsPerSecond)
{
    return static_cast<int>(std::lround(1000.0 / stopsPerSecond));
}

} // namespace

Player::Player(QObject* parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(interval(m_speed));
    connect(&m_timer, &QTimer::timeout, this, &Player::advance);
}

void Player::setRecording(std::shared_ptr<const engine::Recording> recording, int step)
{
    pause();
    if (recording != m_recording && !m_marks.empty()) {
        m_marks.clear();
        emit marksChanged();
    }
    m_recording = std::move(recording);
    m_step = std::clamp(step, 0, stepCount());
    emit recordingChanged();
    emit stepChanged(m_step);
}

int Player::stepCount() const
{
    return m_recording ? m_recording->stepCount() : 0;
}

int Player::take() const
{
    return m_recording ? engine::takeAt(*m_recording, m_step) : -1;
}

void Player::seek(int step)
{
    const int clamped = std::clamp(step, 0, stepCount());
    if (clamped == m_step)
        return;
    m_step = clamped;
    emit stepChanged(m_step);
}

void Player::stepForward()
{
    pause();
    if (m_step < stepCount())
        seek(engine::nextStop(*m_recording, m_step, m_granularity));
}

void Player::stepBack()
{
    pause();
    if (m_step > 0)
        seek(engine::previousStop(*m_recording, m_step, m_granularity));
}

void Player::stepOver()
{
    pause();
    if (m_step < stepCount())
        seek(engine::stepOver(*m_recording, m_step, m_granularity));
}

void Player::runTo(engine::NodeId node)
{
    pause();
    if (m_recording && node.isValid())
        seek(m_recording->nodes[static_cast<std::size_t>(node.index)].bornAt);
}

void Player::runToGradient(engine::NodeId node)
{
    const int current = take();
    if (current < 0 || !node.isValid())
        return;
    pause();
    int found = -1;
    for (const engine::PassId pass : m_recording->takes[static_cast<std::size_t>(current)].passes) {
        const engine::PassFacts& facts =
            m_recording->passFacts[static_cast<std::size_t>(pass.index)];
        const std::span<const int> arrivals = facts.arrivals.at(node);
        int at = -1;
        if (!arrivals.empty())
            at = facts.arrivedAt[static_cast<std::size_t>(arrivals.back())];
        else if (engine::gradientAt(*m_recording, pass, node, facts.beganAt).isTarget)
            at = facts.beganAt;
        // The next one ahead; when none is, the first.
        if (at > 0 && (found < 0 || (found <= m_step && at > m_step)))
            found = at;
    }
    if (found > 0)
        seek(found);
}

void Player::runTo(const engine::SourceSpan& line)
{
    pause();
    const int step = m_recording ? engine::nextStatementIn(*m_recording, line, m_step) : -1;
    if (step >= 0)
        seek(step);
}

void Player::toggleMark()
{
    if (!m_recording || m_recording->steps.empty())
        return;
    if (m_marks.erase(m_step) == 0)
        m_marks.insert(m_step);
    emit marksChanged();
}

void Player::toNextMark()
{
    if (m_marks.empty())
        return;
    pause();
    const auto next = m_marks.upper_bound(m_step);
    seek(next == m_marks.end() ? *m_marks.begin() : *next);
}

void Player::toPreviousMark()
{
    if (m_marks.empty())
        return;
    pause();
    const auto here = m_marks.lower_bound(m_step);
    seek(here == m_marks.begin() ? *m_marks.rbegin() : *std::prev(here));
}

void Player::toStart()
{
    pause();
    seek(0);
}

void Player::toEnd()
{
    pause();
    seek(stepCount());
}

void Player::toPictureStart()
{
    pause();
    const int current = take();
    if (current < 0)
        return;
    const int start = takeStart(*m_recording, current);
    seek(m_step == start && current > 0 ? takeStart(*m_recording, current - 1) : start);
}

void Player::toPictureEnd()
{
    pause();
    const int current = take();
    if (current < 0)
        return;
    const int end = engine::takeEnd(*m_recording, current);
    const bool hasNext = current + 1 < static_cast<int>(m_recording->takes.size());
    seek(m_step == end && hasNext ? engine::takeEnd(*m_recording, current + 1) : end);
}

void Player::play()
{
    const int current = take();
    if (current < 0 || isPlaying())
        return;
    if (m_step == engine::takeEnd(*m_recording, current))
        seek(takeStart(*m_recording, current));
    if (m_step == stepCount())
        return;
    m_timer.start();
    emit playingChanged(true);
}

void Player::pause()
{
    if (!isPlaying())
        return;
    m_timer.stop();
    emit playingChanged(false);
}

void Player::togglePlay()
{
    if (isPlaying())
        pause();
    else
        play();
}

void Player::setGranularity(engine::Granularity granularity)
{
    if (granularity == m_granularity)
        return;
    m_granularity = granularity;
    emit granularityChanged(m_granularity);
}

void Player::setSpeed(double stopsPerSecond)
{
    const double clamped = std::clamp(stopsPerSecond, 0.25, 32.0);
    if (clamped == m_speed)
        return;
    m_speed = clamped;
    m_timer.setInterval(interval(m_speed));
    emit speedChanged(m_speed);
}

void Player::advance()
{
    seek(engine::nextStop(*m_recording, m_step, m_granularity));
    if (m_step >= stepCount())
        pause();
}

} // namespace ui

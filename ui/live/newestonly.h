#pragma once

#include <functional>

namespace ui {

/// One piece of work at a time, and of what is asked for meanwhile only the newest: older requests
/// are dropped, not queued. `start` begins the work on whatever is newest when it is called.
class NewestOnly
{
public:
    explicit NewestOnly(std::function<void()> start)
        : m_start(std::move(start))
    {
    }

    void request()
    {
        m_isWanted = true;
        if (!m_isUnderWay)
            begin();
    }
    /// The work that was begun is over. Begins the next one when it was asked for meanwhile; false:
    /// nothing is under way any more.
    bool done()
    {
        m_isUnderWay = false;
        if (m_isWanted)
            begin();
        return m_isUnderWay;
    }
    void clear() { m_isWanted = m_isUnderWay = false; }
    bool isUnderWay() const { return m_isUnderWay; }
    /// Newer work waits: what is under way is already out of date.
    bool isSuperseded() const { return m_isUnderWay && m_isWanted; }

private:
    void begin()
    {
        m_isWanted = false;
        m_isUnderWay = true;
        m_start();
    }

    std::function<void()> m_start;
    bool m_isWanted = false;
    bool m_isUnderWay = false;
};

} // namespace ui

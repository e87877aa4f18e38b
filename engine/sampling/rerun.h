#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "engine/lang/limits.h"
#include "engine/recording/recording.h"
#include "engine/tape/eagercontext.h"

namespace engine {

/// What a run with other values gave, up to the end of one gradient pass.
struct Outcome
{
    bool reached = false; ///< the pass came up and ended
    std::optional<Diagnostic> failure; ///< why it did not
    double target = std::numeric_limits<double>::quiet_NaN(); ///< the sum of the pass's targets,
                                                              ///< weighted by its recorded seeds
    std::vector<std::optional<Tensor>> gradients; ///< one a source of the pass

    struct Laps
    {
        SourceSpan loop;
        int count = 0; ///< of all its turns together
    };
    std::vector<Laps> laps; ///< loops that ended after the first given value was there
    struct Branch
    {
        SourceSpan condition;
        bool truth = false; ///< the last time
    };
    std::vector<Branch> branches;
    /// Equal for runs that went the same way: the same operations on the same nodes, the same
    /// branches.
    std::uint64_t path = 0;
};

/// Runs the cells of a Recording again, from the first one, with other values in the place of a
/// few: control flow follows them. Touches neither the recording nor anyone's session. Each run is
/// stopped once the pass has ended; belongs to one thread.
class Rerun
{
public:
    /// `stop` ends the run under way, and those after it at once.
    Rerun(std::shared_ptr<const Recording> recording, PassId pass, const lang::StopFlag& stop);

    /// Asked about the nodes of a run that reached the pass's end, while they are there.
    using AtEnd = std::function<void(const Graph& graph, const Outcome& outcome)>;
    Outcome run(std::vector<GivenValue> given, const AtEnd& atEnd = {});

    const Recording& recording() const { return *m_recording; }
    const GradientPass& pass() const
    {
        return m_recording->passes[static_cast<std::size_t>(m_pass.index)];
    }
    PassId passId() const { return m_pass; }
    bool stopped() const { return m_stop.requested(); }
    int runs() const { return m_runs; }

private:
    std::shared_ptr<const Recording> m_recording;
    PassId m_pass;
    const lang::StopFlag& m_stop;
    lang::Limits m_limits; ///< a few times what the first run took, so that one that does not end
                           ///< is soon given up
    int m_runs = 0;
};

} // namespace engine

#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/lang/limits.h"
#include "engine/lesson/lesson.h"
#include "engine/recording/recording.h"
#include "engine/tape/givenvalue.h"

namespace engine {

/// The live run of a notebook, up to the last cell run. A notebook means what a run from its first
/// cell gives, so run() first runs the stale cells above; when a cell that already ran was changed,
/// the session starts anew. Lives on one thread; only StopFlag is touched from others.
class Session
{
public:
    explicit Session(const lang::StopFlag& stop, lang::Limits limits = {});
    ~Session();

    struct Options
    {
        int throughCell = -1; ///< index of the last cell to run; -1: all
        bool allowErrors = false; ///< go on with the next cell after a failing one
        std::uint64_t seed = 0;
        std::vector<GivenValue> given; ///< put in place of what the program gives these nodes
    };
    /// Called after each cell that ran, on this thread, with the Recording so far.
    using CellFinished = std::function<void(int cell, std::shared_ptr<const Recording>)>;

    /// Runs code cells up to `throughCell`, skipping those whose run is still valid. Ends at the
    /// first failure unless allowed.
    std::shared_ptr<const Recording> run(const Lesson& lesson, const Options& options,
                                         const CellFinished& cellFinished = {});

    /// The number of leading cells of `lesson` whose last run is still what the notebook means.
    int validCells(const Lesson& lesson) const;
    void restart();

private:
    struct Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace engine

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "engine/recording/recording.h"

namespace engine {

/// Runs the recorded part of a gradient pass again with another vector fed in at the targets, or
/// forwards with a direction at a source: the same operations, rules and tape, in a graph of their
/// own. Every call counts what it executed.
class SeedReplay
{
public:
    /// The recording must outlive it. Asks for a problem() first.
    SeedReplay(const Recording& recording, PassId pass);

    /// Why the pass cannot be run again, or not faithfully; empty when it can.
    const BilingualText& problem() const { return m_problem; }
    const GradientPass& pass() const
    {
        return m_recording.passes[static_cast<std::size_t>(m_pass.index)];
    }

    struct Backward
    {
        std::vector<std::optional<Tensor>> gradients; ///< one a source: seed · Jacobian
        int operations = 0; ///< tensor operations that the sweep executed
        int rules = 0;
    };
    /// One seed a target, of its dtype and shape.
    Backward backward(const std::vector<Tensor>& seeds) const;

    struct Forward
    {
        std::vector<std::optional<Tensor>> targets; ///< Jacobian · direction; empty: does not move
        int operations =
            0; ///< tensor operations that carried the tangents, without the program's own
    };
    Forward forward(int source, const Tensor& direction) const;

    /// How many operations of the program itself lie between.
    int programOperations() const { return static_cast<int>(m_order.size()); }
    const Tensor& target(int index) const;
    const Tensor& source(int index) const;

private:
    struct Rerun;
    void run(Rerun& rerun) const;

    const Recording& m_recording;
    PassId m_pass;
    std::vector<NodeId> m_order; ///< recorded operations that depend on a source, as they ran
    BilingualText m_problem;
};

/// As `like`, but 0, with 1 at one entry.
Tensor oneHot(const Tensor& like, std::int64_t entry);
/// As `like`, with these numbers in row-major order.
Tensor filled(const Tensor& like, const std::vector<double>& numbers);

} // namespace engine

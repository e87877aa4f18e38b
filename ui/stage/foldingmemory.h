#pragma once

#include <QString>

#include <map>

#include "engine/recording/groups.h"
#include "ui/stage/folding.h"

namespace engine {
struct Recording;
}

namespace ui {

/// Which groups the user opened or closed, by what they are in the program: after an edit and a new
/// run the same loop and the same call are as they were left.
class FoldingMemory
{
public:
    /// What the user changed `before` into.
    void remember(const engine::Recording& recording, const engine::Groups& groups,
                  const Folding& before, const Folding& after);
    /// The default, but for what the user chose.
    Folding foldingFor(const engine::Recording& recording, const engine::Groups& groups) const;
    void clear() { m_chosen.clear(); }

private:
    std::map<QString, int> m_chosen; ///< as in Folding::open; -1: all laps
};

} // namespace ui

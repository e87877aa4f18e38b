#include "ui/stage/takeindex.h"

namespace ui {

TakeIndex::TakeIndex(const engine::Recording& recording, const engine::Take& take)
{
    for (const engine::Binding& binding : recording.bindings) {
        if (binding.bornAt <= take.stepEnd)
            names[binding.node.index].push_back(QString::fromStdString(binding.name));
    }
    for (const engine::WatchFact& watch : recording.watches)
        watched.insert(watch.node.index);
    for (const engine::PassId pass : take.passes) {
        const engine::GradientPass& facts = recording.passes[static_cast<std::size_t>(pass.index)];
        for (std::size_t i = 0; i < facts.targets.size() && i < facts.seeds.size(); ++i)
            seeds[facts.targets[i].index].push_back(facts.seeds[i]);
        for (std::size_t i = 0; i < facts.contributions.size(); ++i)
            arrivals[facts.contributions[i].to.index].emplace_back(pass, static_cast<int>(i));
    }
}

} // namespace ui

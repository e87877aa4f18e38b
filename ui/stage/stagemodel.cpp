#include "ui/stage/stagemodel.h"

#include <algorithm>

#include "ui/stage/stagebuilder.h"

namespace ui {

int StageModel::boxOf(engine::NodeId node) const
{
    const auto end = boxes.begin() + nodeBoxes;
    const auto found =
        std::lower_bound(boxes.begin(), end, node,
                         [](const StageBox& box, engine::NodeId id) { return box.node < id; });
    return found != end && found->node == node ? static_cast<int>(found - boxes.begin()) : -1;
}

int StageModel::boxShowing(engine::NodeId node) const
{
    if (const int own = boxOf(node); own >= 0)
        return own;
    for (std::size_t i = static_cast<std::size_t>(nodeBoxes); i < boxes.size(); ++i) {
        const StageBox& box = boxes[i];
        if (box.kind == BoxKind::Group
            && std::binary_search(box.card->members.begin(), box.card->members.end(), node))
            return static_cast<int>(i);
    }
    return -1;
}

StageModel buildStageModel(const engine::Recording& recording, int take)
{
    auto groups = std::make_shared<const engine::Groups>(engine::groupsOf(recording, take));
    const Folding folding = defaultFolding(*groups);
    return buildStageModel(recording, take, std::move(groups), folding);
}

StageModel buildStageModel(const engine::Recording& recording, int take, const Folding& folding)
{
    return buildStageModel(
        recording, take, std::make_shared<const engine::Groups>(engine::groupsOf(recording, take)),
        folding);
}

StageModel buildStageModel(const engine::Recording& recording, int take,
                           std::shared_ptr<const engine::Groups> groups, const Folding& folding)
{
    if (take < 0 || take >= static_cast<int>(recording.takes.size()))
        return {};
    return StageBuilder(recording, take, std::move(groups), folding).build();
}

} // namespace ui

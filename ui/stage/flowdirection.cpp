#include "ui/stage/flowdirection.h"

#include <algorithm>
#include <map>

namespace ui {

std::vector<int> ranksOf(const StageModel& model)
{
    std::vector<int> result(model.boxes.size(), 0);
    for (const StageEdge& edge : model.edges) { // consumers ascend, so producers are final
        int& rank = result[static_cast<std::size_t>(edge.to)];
        rank = std::max(rank, result[static_cast<std::size_t>(edge.from)] + 1);
    }
    return result;
}

FlowDirection bestDirection(const StageModel& model, double aspect,
                            std::optional<FlowDirection> present)
{
    constexpr double gap = 70;
    std::map<int, std::pair<QSizeF, QSizeF>> layers; // sums and maxima of the boxes in a rank
    std::vector<int> rank = ranksOf(model);
    std::vector<int> firstUse(model.boxes.size(), -1);
    std::vector<bool> isLeaf(model.boxes.size(), true);
    for (const StageEdge& edge : model.edges) {
        isLeaf[static_cast<std::size_t>(edge.to)] = false;
        int& first = firstUse[static_cast<std::size_t>(edge.from)];
        const int use = rank[static_cast<std::size_t>(edge.to)];
        first = first < 0 ? use : std::min(first, use);
    }
    for (std::size_t i = 0; i < rank.size(); ++i) { // a leaf stands right before its first user
        if (isLeaf[i] && firstUse[i] > 0)
            rank[i] = firstUse[i] - 1;
    }
    for (std::size_t i = 0; i < model.boxes.size(); ++i) {
        auto& [sum, most] = layers[rank[i]];
        const QSizeF size = model.boxes[i].size;
        sum += QSizeF(size.width() + 30, size.height() + 30);
        most = most.expandedTo(size);
    }
    QSizeF across;
    QSizeF down;
    for (const auto& [r, layer] : layers) {
        across = {across.width() + layer.second.width() + gap,
                  std::max(across.height(), layer.first.height())};
        down = {std::max(down.width(), layer.first.width()),
                down.height() + layer.second.height() + gap};
    }
    const auto scale = [aspect](QSizeF size) {
        return std::min(aspect / std::max(size.width(), 1.0), 1 / std::max(size.height(), 1.0));
    };
    constexpr double habit = 1.3;
    const double favour = !present ? 1 : *present == FlowDirection::LeftToRight ? habit : 1 / habit;
    return scale(across) * favour >= scale(down) ? FlowDirection::LeftToRight
                                                 : FlowDirection::TopDown;
}

} // namespace ui

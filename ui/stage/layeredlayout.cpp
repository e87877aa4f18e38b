#include "ui/stage/layeredlayout.h"

#include <algorithm>

namespace ui {
namespace {

constexpr double betweenLayers = 90;
constexpr double betweenBoxes = 34;

std::vector<int> layersOf(const StageModel& model)
{
    std::vector<int> layer(model.boxes.size(), 0);
    for (const StageEdge& edge : model.edges) {
        int& own = layer[static_cast<std::size_t>(edge.to)];
        own = std::max(own, layer[static_cast<std::size_t>(edge.from)] + 1);
    }
    // A leaf stands right before its first user, not at the far end of the picture.
    std::vector<bool> hasInputs(model.boxes.size(), false);
    for (const StageEdge& edge : model.edges)
        hasInputs[static_cast<std::size_t>(edge.to)] = true;
    std::vector<int> firstUse(model.boxes.size(), -1);
    for (const StageEdge& edge : model.edges) {
        int& use = firstUse[static_cast<std::size_t>(edge.from)];
        const int at = layer[static_cast<std::size_t>(edge.to)];
        use = use < 0 ? at : std::min(use, at);
    }
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (!hasInputs[i] && firstUse[i] > 0)
            layer[i] = firstUse[i] - 1;
    }
    return layer;
}

} // namespace

Placement layeredPlacement(const StageModel& model)
{
    const bool isAcross = model.direction == FlowDirection::LeftToRight;
    const auto along = [&](QSizeF size) { return isAcross ? size.width() : size.height(); };
    const auto beside = [&](QSizeF size) { return isAcross ? size.height() : size.width(); };
    const std::vector<int> layer = layersOf(model);

    // Depth-first from the last results, operands in order: the order in which boxes are met is
    // their order in a layer.
    std::vector<std::vector<int>> inputs(model.boxes.size());
    std::vector<bool> isUsed(model.boxes.size(), false);
    for (const StageEdge& edge : model.edges) {
        inputs[static_cast<std::size_t>(edge.to)].push_back(edge.from);
        isUsed[static_cast<std::size_t>(edge.from)] = true;
    }
    std::vector<std::vector<int>> rows;
    std::vector<bool> isPlaced(model.boxes.size(), false);
    std::vector<int> open;
    for (std::size_t i = model.boxes.size(); i-- > 0;) {
        if (!isUsed[i])
            open.insert(open.begin(), static_cast<int>(i));
    }
    std::reverse(open.begin(), open.end());
    while (!open.empty()) {
        const auto box = static_cast<std::size_t>(open.back());
        open.pop_back();
        if (isPlaced[box])
            continue;
        isPlaced[box] = true;
        const auto row = static_cast<std::size_t>(layer[box]);
        rows.resize(std::max(rows.size(), row + 1));
        rows[row].push_back(static_cast<int>(box));
        open.insert(open.end(), inputs[box].rbegin(), inputs[box].rend());
    }

    Placement placement;
    placement.centres.resize(model.boxes.size());
    placement.bends.resize(model.edges.size());
    double position = 0;
    for (const std::vector<int>& row : rows) {
        double thickness = 0;
        double length = -betweenBoxes;
        for (const int box : row) {
            const QSizeF size = model.boxes[static_cast<std::size_t>(box)].size;
            thickness = std::max(thickness, along(size));
            length += beside(size) + betweenBoxes;
        }
        double offset = -length / 2;
        for (const int box : row) {
            const QSizeF size = model.boxes[static_cast<std::size_t>(box)].size;
            const double a = position + thickness / 2;
            const double b = offset + beside(size) / 2;
            placement.centres[static_cast<std::size_t>(box)] =
                isAcross ? QPointF(a, b) : QPointF(b, a);
            offset += beside(size) + betweenBoxes;
        }
        position += thickness + betweenLayers;
    }
    return placement;
}

} // namespace ui

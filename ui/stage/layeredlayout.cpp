#include "ui/stage/layeredlayout.h"

#include <algorithm>
#include <map>

namespace ui {
namespace {

constexpr double betweenLayers = 90;
constexpr double betweenBoxes = 34;
constexpr double aroundGroup = 22;
constexpr double tabOfGroup = 12; ///< and its name stands above it

/// One thing to place: a box, or an open group with what is in it.
struct Item
{
    QSizeF size;
    std::vector<std::pair<int, QPointF>> boxes; ///< (box, centre from the item's top left)
    bool isLeaf = true; ///< nothing of this level goes into it
};

/// Lays out one level after the other, the innermost groups first: what is in a group stays
/// together, and its outline cuts through nothing else.
class Layers
{
public:
    explicit Layers(const StageModel& model)
        : m_model(model)
        , m_isAcross(model.direction == FlowDirection::LeftToRight)
        , m_boxes(model.frames.size() + 1)
        , m_children(model.frames.size() + 1)
    {
        for (std::size_t i = 0; i < model.boxes.size(); ++i)
            m_boxes[levelOf(model.boxes[i].frame)].push_back(static_cast<int>(i));
        for (std::size_t f = 0; f < model.frames.size(); ++f)
            m_children[levelOf(model.frames[f].parent)].push_back(static_cast<int>(f));
        m_edges.resize(model.frames.size() + 1);
        for (const StageEdge& edge : model.edges)
            addEdge(edge);
    }

    Placement place()
    {
        std::vector<Item> done(m_model.frames.size());
        for (std::size_t f = m_model.frames.size(); f-- > 0;) // inner ones come after outer ones
            done[f] = level(static_cast<int>(f), done);
        Placement placement;
        placement.centres.resize(m_model.boxes.size());
        placement.bends.resize(m_model.edges.size());
        for (const auto& [box, centre] : level(-1, done).boxes)
            placement.centres[static_cast<std::size_t>(box)] = centre;
        return placement;
    }

private:
    static std::size_t levelOf(int frame) { return static_cast<std::size_t>(frame + 1); }
    double along(QSizeF size) const { return m_isAcross ? size.width() : size.height(); }
    double beside(QSizeF size) const { return m_isAcross ? size.height() : size.width(); }

    /// An item is known by its box, or by -2 - frame.
    static int itemOfFrame(int frame) { return -2 - frame; }

    /// The edge counts at the level of the innermost group around both its ends.
    void addEdge(const StageEdge& edge)
    {
        int fromFrame = m_model.boxes[static_cast<std::size_t>(edge.from)].frame;
        int toFrame = m_model.boxes[static_cast<std::size_t>(edge.to)].frame;
        int from = edge.from;
        int to = edge.to;
        while (fromFrame != toFrame) { // a parent's index is smaller
            int& inner = fromFrame > toFrame ? fromFrame : toFrame;
            (fromFrame > toFrame ? from : to) = itemOfFrame(inner);
            inner = m_model.frames[static_cast<std::size_t>(inner)].parent;
        }
        if (from != to)
            m_edges[levelOf(fromFrame)].emplace_back(from, to);
    }

    Item level(int frame, std::vector<Item>& done) const
    {
        std::vector<Item> items;
        std::map<int, int> indexOf;
        for (const int box : m_boxes[levelOf(frame)]) {
            const QSizeF size = m_model.boxes[static_cast<std::size_t>(box)].size;
            indexOf[box] = static_cast<int>(items.size());
            items.push_back({size, {{box, QPointF(size.width() / 2, size.height() / 2)}}, true});
        }
        for (const int child : m_children[levelOf(frame)]) {
            indexOf[itemOfFrame(child)] = static_cast<int>(items.size());
            items.push_back(std::move(done[static_cast<std::size_t>(child)]));
        }
        std::vector<std::pair<int, int>> edges;
        for (const auto& [from, to] : m_edges[levelOf(frame)])
            edges.emplace_back(indexOf.at(from), indexOf.at(to));
        Item whole = arranged(items, edges);
        if (frame >= 0) {
            for (auto& [box, centre] : whole.boxes)
                centre += QPointF(aroundGroup, aroundGroup + tabOfGroup);
            whole.size += QSizeF(2 * aroundGroup, 2 * aroundGroup + tabOfGroup);
        }
        return whole;
    }

    /// By longest paths; what a circle of groups holds up goes after the rest.
    static std::vector<int> layersOf(std::vector<Item>& items,
                                     const std::vector<std::pair<int, int>>& edges)
    {
        std::vector<std::vector<int>> users(items.size());
        std::vector<int> waiting(items.size(), 0);
        for (const auto& [from, to] : edges) {
            users[static_cast<std::size_t>(from)].push_back(to);
            ++waiting[static_cast<std::size_t>(to)];
            items[static_cast<std::size_t>(to)].isLeaf = false;
        }
        std::vector<int> layer(items.size(), 0);
        std::vector<int> ready;
        std::size_t placed = 0;
        std::vector<bool> isDone(items.size(), false);
        for (std::size_t i = items.size(); i-- > 0;) {
            if (waiting[i] == 0)
                ready.push_back(static_cast<int>(i));
        }
        std::size_t next = 0;
        while (placed < items.size()) {
            if (ready.empty()) {
                while (isDone[next])
                    ++next;
                ready.push_back(static_cast<int>(next));
            }
            const auto item = static_cast<std::size_t>(ready.back());
            ready.pop_back();
            if (isDone[item])
                continue;
            isDone[item] = true;
            ++placed;
            for (const int user : users[item]) {
                const auto u = static_cast<std::size_t>(user);
                if (!isDone[u])
                    layer[u] = std::max(layer[u], layer[item] + 1);
                if (--waiting[u] == 0)
                    ready.push_back(user);
            }
        }
        // A leaf stands right before its first user, not at the far end of the picture.
        for (std::size_t i = 0; i < items.size(); ++i) {
            int first = -1;
            for (const int user : users[i]) {
                const int at = layer[static_cast<std::size_t>(user)];
                first = first < 0 ? at : std::min(first, at);
            }
            if (items[i].isLeaf && first > 0)
                layer[i] = first - 1;
        }
        return layer;
    }

    Item arranged(std::vector<Item>& items, const std::vector<std::pair<int, int>>& edges) const
    {
        const std::vector<int> layer = layersOf(items, edges);
        std::vector<std::vector<int>> inputs(items.size());
        std::vector<bool> isUsed(items.size(), false);
        for (const auto& [from, to] : edges) {
            inputs[static_cast<std::size_t>(to)].push_back(from);
            isUsed[static_cast<std::size_t>(from)] = true;
        }
        // Depth-first from the last results, operands in order: the order in which items are met is
        // their order in a layer.
        std::vector<int> open;
        for (std::size_t i = 0; i < items.size(); ++i) // taken last: by then only circles are left
            open.push_back(static_cast<int>(i));
        for (std::size_t i = items.size(); i-- > 0;) {
            if (!isUsed[i])
                open.push_back(static_cast<int>(i));
        }
        std::vector<std::vector<int>> rows;
        std::vector<bool> isPlaced(items.size(), false);
        while (!open.empty()) {
            const auto item = static_cast<std::size_t>(open.back());
            open.pop_back();
            if (isPlaced[item])
                continue;
            isPlaced[item] = true;
            const auto row = static_cast<std::size_t>(layer[item]);
            rows.resize(std::max(rows.size(), row + 1));
            rows[row].push_back(static_cast<int>(item));
            open.insert(open.end(), inputs[item].rbegin(), inputs[item].rend());
        }
        return joined(items, rows);
    }

    Item joined(const std::vector<Item>& items, const std::vector<std::vector<int>>& rows) const
    {
        double longest = 0;
        std::vector<double> lengths;
        for (const std::vector<int>& row : rows) {
            double length = row.empty() ? 0 : -betweenBoxes;
            for (const int item : row)
                length += beside(items[static_cast<std::size_t>(item)].size) + betweenBoxes;
            lengths.push_back(length);
            longest = std::max(longest, length);
        }
        Item whole;
        double position = 0;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            double thickness = 0;
            for (const int item : rows[r])
                thickness = std::max(thickness, along(items[static_cast<std::size_t>(item)].size));
            double offset = (longest - lengths[r]) / 2;
            for (const int index : rows[r]) {
                const Item& item = items[static_cast<std::size_t>(index)];
                const double a = position + (thickness - along(item.size)) / 2;
                const QPointF corner = m_isAcross ? QPointF(a, offset) : QPointF(offset, a);
                for (const auto& [box, centre] : item.boxes)
                    whole.boxes.emplace_back(box, corner + centre);
                offset += beside(item.size) + betweenBoxes;
            }
            position += thickness + betweenLayers;
        }
        const double depth = std::max(position - betweenLayers, 0.0);
        whole.size = m_isAcross ? QSizeF(depth, longest) : QSizeF(longest, depth);
        return whole;
    }

    const StageModel& m_model;
    bool m_isAcross;
    std::vector<std::vector<int>> m_boxes; ///< by level: 0 is outside all groups
    std::vector<std::vector<int>> m_children; ///< frames, by level
    std::vector<std::vector<std::pair<int, int>>> m_edges; ///< between items, by level
};

} // namespace

Placement layeredPlacement(const StageModel& model)
{
    return Layers(model).place();
}

} // namespace ui

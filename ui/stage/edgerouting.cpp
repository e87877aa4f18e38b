#include "ui/stage/edgerouting.h"

#include <algorithm>
#include <cmath>

#include "ui/stage/edgedetour.h"
#include "ui/stage/sampledpath.h"

namespace ui {
namespace {

constexpr double portPitch = 32;
constexpr double margin = 26;
/// Past this nothing is routed around anything: each way is compared with every box.
constexpr std::size_t mostAvoided = 700;

/// Half the extent of a box across a direction.
double reach(QSizeF size, QPointF direction)
{
    return std::abs(direction.x()) * size.width() / 2 + std::abs(direction.y()) * size.height() / 2;
}

class Router
{
public:
    explicit Router(StageModel& model)
        : m_model(model)
        , m_isAcross(model.direction == FlowDirection::LeftToRight)
        , m_starts(model.edges.size())
        , m_ends(model.edges.size())
    {
    }

    void route(const Placement& placement)
    {
        for (StageFrame& frame : m_model.frames)
            frame.rect = QRectF();
        for (std::size_t i = 0; i < m_model.boxes.size(); ++i) {
            StageBox& box = m_model.boxes[i];
            box.rect = QRectF(QPointF(), box.size);
            box.rect.moveCenter(placement.centres[i]);
            box.rect.moveTo(std::round(box.rect.x()), std::round(box.rect.y()));
        }
        keepOperandOrder(placement);
        spreadPorts();
        for (std::size_t i = 0; i < m_model.edges.size(); ++i) {
            StageEdge& edge = m_model.edges[i];
            edge.path = pathFor(i, placement.bends[i]);
        }
        placeFrames(placement);
        for (StageEdge& edge : m_model.edges) {
            if (edge.contributions.empty())
                continue;
            const double side = placeLabel(edge);
            edge.back = beside(edge.path, side).toReversed();
        }
        placeTabs();
        moveToOrigin();
    }

private:
    QRectF rect(int box) const { return m_model.boxes[static_cast<std::size_t>(box)].rect; }
    double across(QPointF p) const { return m_isAcross ? p.y() : p.x(); }

    /// Clusters make dot swap operands now and then. A constant used once is moved to its own side
    /// of the other operands, where there is room.
    void keepOperandOrder(const Placement& placement)
    {
        if (placement.frames.empty() || m_model.boxes.size() > mostAvoided)
            return;
        std::vector<int> entering(m_model.boxes.size(), 0);
        std::vector<int> leaving(m_model.boxes.size(), 0);
        for (const StageEdge& edge : m_model.edges) {
            ++entering[static_cast<std::size_t>(edge.to)];
            ++leaving[static_cast<std::size_t>(edge.from)];
        }
        for (const StageEdge& edge : m_model.edges) {
            const auto from = static_cast<std::size_t>(edge.from);
            StageBox& box = m_model.boxes[from];
            if (entering[from] > 0 || leaving[from] != 1
                || (box.kind != BoxKind::Constant && !box.isAlias))
                continue;
            for (const StageEdge& other : m_model.edges) {
                if (other.to != edge.to || other.slot == edge.slot || other.from == edge.from)
                    continue;
                const double side = edge.slot < other.slot ? -1 : 1;
                if (side * (across(box.rect.center()) - across(rect(other.from).center())) < 0)
                    moveAcross(edge.from, rect(edge.to), rect(other.from), side, placement);
            }
        }
    }

    void moveAcross(int box, const QRectF& consumer, const QRectF& sibling, double side,
                    const Placement& placement)
    {
        StageBox& moved = m_model.boxes[static_cast<std::size_t>(box)];
        const auto extent = [&](const QRectF& r) { return m_isAcross ? r.height() : r.width(); };
        const double beyond = side < 0
            ? std::min(across(consumer.center()) - extent(consumer) / 2, across(sibling.center()))
            : std::max(across(consumer.center()) + extent(consumer) / 2, across(sibling.center()));
        for (const double distance : {4.0, 16.0, 40.0, 70.0}) {
            QPointF centre = moved.rect.center();
            const double place = beyond + side * (extent(moved.rect) / 2 + distance);
            m_isAcross ? centre.setY(place) : centre.setX(place);
            QRectF candidate = moved.rect;
            candidate.moveCenter(centre);
            const QRectF room = candidate.adjusted(-14, -14, 14, 14);
            bool isFree = true;
            for (std::size_t b = 0; b < m_model.boxes.size() && isFree; ++b)
                isFree = static_cast<int>(b) == box || !m_model.boxes[b].rect.intersects(room);
            for (std::size_t f = 0; f < placement.frames.size() && isFree; ++f) {
                const QRectF frame = placement.frames[f];
                isFree = isWithin(moved.frame, static_cast<int>(f))
                    ? frame.isEmpty() || frame.contains(candidate)
                    : !frame.intersects(room);
            }
            if (!isFree)
                continue;
            moved.rect.moveTo(std::round(candidate.x()), std::round(candidate.y()));
            return;
        }
    }

    /// Gives each edge its own place on the producer's and on the consumer's side.
    void spreadPorts()
    {
        std::vector<std::vector<std::size_t>> leaving(m_model.boxes.size());
        std::vector<std::vector<std::size_t>> entering(m_model.boxes.size());
        for (std::size_t i = 0; i < m_model.edges.size(); ++i) {
            leaving[static_cast<std::size_t>(m_model.edges[i].from)].push_back(i);
            entering[static_cast<std::size_t>(m_model.edges[i].to)].push_back(i);
        }
        for (std::size_t b = 0; b < m_model.boxes.size(); ++b) {
            for (std::size_t n = 0; n < entering[b].size();
                 ++n) // edges are in operand order already
                m_ends[entering[b][n]] = port(m_model.boxes[b].rect, n, entering[b].size(), false);
        }
        for (std::size_t b = 0; b < m_model.boxes.size(); ++b) {
            std::stable_sort(leaving[b].begin(), leaving[b].end(),
                             [&](std::size_t x, std::size_t y) {
                                 return across(m_ends[x]) < across(m_ends[y]);
                             });
            for (std::size_t n = 0; n < leaving[b].size(); ++n)
                m_starts[leaving[b][n]] = port(m_model.boxes[b].rect, n, leaving[b].size(), true);
        }
    }

    QPointF port(const QRectF& box, std::size_t index, std::size_t count, bool isExit) const
    {
        const double side = m_isAcross ? box.height() : box.width();
        const double pitch = std::min(portPitch, (side - 14) / static_cast<double>(count));
        const double offset =
            (static_cast<double>(index) - static_cast<double>(count - 1) / 2) * pitch;
        if (m_isAcross)
            return {isExit ? box.right() : box.left(), box.center().y() + offset};
        return {box.center().x() + offset, isExit ? box.bottom() : box.top()};
    }

    QPointF along(double length) const
    {
        return m_isAcross ? QPointF(length, 0) : QPointF(0, length);
    }

    QPainterPath pathFor(std::size_t index, const std::vector<QPointF>& bends) const
    {
        const QPointF start = m_starts[index];
        const QPointF end = m_ends[index];
        const double distance = m_isAcross ? end.x() - start.x() : end.y() - start.y();
        QPainterPath path(start);
        path.cubicTo(start + along(distance * 0.5), end - along(distance * 0.5), end);
        const StageEdge& edge = m_model.edges[index];
        if (m_model.boxes.size() > mostAvoided || !hitsABox(edge, path))
            return path;
        if (bends.size() >= 4) {
            path = alongBends(start, end, bends, m_isAcross);
            if (!hitsABox(edge, path))
                return path;
        }
        if (const auto way = wayAround(start, end, obstacles(edge), clearance(edge), m_isAcross))
            return *way;
        // Rather close to a box, or a tight turn, than behind it.
        constexpr double close = 3;
        for (const double shortest : {60.0, 20.0, 6.0}) {
            if (bends.size() < 4 || !hitsABox(edge, path, close))
                break;
            path = alongBends(start, end, bends, m_isAcross, shortest);
        }
        return path;
    }

    /// The gradient's way beside it is to be free too.
    static double clearance(const StageEdge& edge)
    {
        return edge.contributions.empty() ? 6 : besideDistance + 8;
    }

    std::vector<QRectF> obstacles(const StageEdge& edge) const
    {
        std::vector<QRectF> boxes;
        for (std::size_t b = 0; b < m_model.boxes.size(); ++b) {
            if (static_cast<int>(b) != edge.from && static_cast<int>(b) != edge.to)
                boxes.push_back(m_model.boxes[b].rect);
        }
        return boxes;
    }

    bool hitsABox(const StageEdge& edge, const QPainterPath& path) const
    {
        return hitsABox(edge, path, clearance(edge));
    }

    bool hitsABox(const StageEdge& edge, const QPainterPath& path, double room) const
    {
        for (std::size_t b = 0; b < m_model.boxes.size(); ++b) {
            const int box = static_cast<int>(b);
            if (box != edge.from && box != edge.to && comesNear(path, rect(box), room))
                return true;
        }
        return false;
    }

    /// A parallel of the path, on the right hand of its direction for side 1, on the left for -1.
    static QPainterPath beside(const QPainterPath& path, double side)
    {
        const SampledPath points(path);
        const int pieces = std::clamp(static_cast<int>(points.length() / 6), 12, 160);
        QPainterPath result;
        for (int i = 0; i <= pieces; ++i) {
            const double t = static_cast<double>(i) / pieces;
            const QPointF point = points.at(t) + points.normalAt(t) * besideDistance * side;
            if (i == 0)
                result.moveTo(point);
            else
                result.lineTo(point);
        }
        return result;
    }

    /// Finds the label a place beside the forward edge where it covers least, and says on which
    /// side: the gradient runs there too.
    double placeLabel(StageEdge& edge)
    {
        const bool isLarge = m_model.boxes.size() > mostAvoided;
        constexpr double places[] = {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74};
        const double preferred = sideOf(edge);
        double best = -1;
        double bestSide = preferred;
        const SampledPath path(edge.path);
        for (const double side : {preferred, -preferred}) {
            for (const double t : places) {
                const QPointF normal = path.normalAt(t) * side;
                const QPointF centre = path.at(t) + normal * (reach(edge.labelSize, normal) + 5);
                QRectF candidate(QPointF(), edge.labelSize);
                candidate.moveCenter(centre);
                const double cost = (isLarge ? 0 : covered(edge, candidate)) + std::abs(t - 0.5)
                    + (side == preferred ? 0 : 4);
                if (best < 0 || cost < best) {
                    best = cost;
                    bestSide = side;
                    edge.label = candidate;
                }
            }
        }
        return bestSide;
    }

    /// The outer side for the first and the last operand, so that two edges side by side do not
    /// share the room between them.
    double sideOf(const StageEdge& edge) const
    {
        const auto isSibling = [&](const StageEdge& other) {
            return other.to == edge.to && other.slot > edge.slot;
        };
        const bool isLast = m_model.boxes.size() > mostAvoided
            || std::none_of(m_model.edges.begin(), m_model.edges.end(), isSibling);
        const double towardsLast = m_isAcross ? 1 : -1;
        return isLast ? towardsLast : -towardsLast;
    }

    double covered(const StageEdge& edge, const QRectF& label) const
    {
        double cost = 0;
        const QRectF grown = label.adjusted(-5, -5, 5, 5);
        for (const StageBox& box : m_model.boxes) {
            const QRectF both = box.rect.intersected(grown);
            cost += both.isEmpty() ? 0 : 20 + both.width() * both.height() / 10;
        }
        for (const StageFrame& frame : m_model.frames) { // its name stands on its upper edge
            const QRectF tab = tabOf(frame, false);
            cost += !frame.rect.isEmpty() && tab.intersects(grown) ? 25 : 0;
        }
        for (const StageEdge& other : m_model.edges) {
            if (&other == &edge)
                continue;
            if (other.label.intersects(grown))
                cost += 15;
            if (!other.path.boundingRect().intersects(grown))
                continue;
            const SampledPath points(other.path);
            for (int i = 1; i < 24; ++i)
                cost += grown.contains(points.at(i / 24.0)) ? 1 : 0;
        }
        return cost;
    }

    /// A frame is drawn only where it holds its own boxes and no others.
    void placeFrames(const Placement& placement)
    {
        constexpr double padding = 18;
        for (std::size_t f = m_model.frames.size(); f-- > 0;) { // inner ones first
            StageFrame& frame = m_model.frames[f];
            QRectF rect = frame.rect;
            for (const StageBox& box : m_model.boxes) {
                if (box.frame == static_cast<int>(f))
                    rect |= box.rect.adjusted(-padding, -padding, padding, padding);
            }
            if (f < placement.frames.size() && !placement.frames[f].isEmpty())
                rect |= placement.frames[f].adjusted(2, 2, -2, -2);
            frame.rect = rect;
            if (frame.parent >= 0 && !rect.isEmpty())
                m_model.frames[static_cast<std::size_t>(frame.parent)].rect |=
                    rect.adjusted(-padding + 4, -padding + 2, padding - 4, padding - 4);
        }
        for (StageFrame& frame : m_model.frames) {
            const auto index = static_cast<int>(&frame - m_model.frames.data());
            const bool cuts =
                std::any_of(m_model.boxes.begin(), m_model.boxes.end(), [&](const StageBox& box) {
                    return box.rect.intersects(frame.rect) && !isWithin(box.frame, index);
                });
            if (cuts)
                frame.rect = QRectF();
        }
    }

    /// About where the name of a group stands; how long it is depends on the language.
    static QRectF tabOf(const StageFrame& frame, bool isAtRight)
    {
        const double width = std::min(frame.rect.width() - 24, 170.0);
        return {isAtRight ? frame.rect.right() - 12 - width : frame.rect.left() + 12,
                frame.rect.top() - 10, width, 20};
    }

    void placeTabs()
    {
        const auto isCovered = [&](const QRectF& tab) {
            return std::any_of(m_model.edges.begin(), m_model.edges.end(),
                               [&](const StageEdge& edge) { return edge.label.intersects(tab); });
        };
        for (StageFrame& frame : m_model.frames)
            frame.isTabAtRight = isCovered(tabOf(frame, false)) && !isCovered(tabOf(frame, true));
    }

    bool isWithin(int frame, int ancestor) const
    {
        while (frame > ancestor)
            frame = m_model.frames[static_cast<std::size_t>(frame)].parent;
        return frame == ancestor;
    }

    void moveToOrigin()
    {
        QRectF all;
        for (const StageFrame& frame : m_model.frames)
            all |= frame.rect.adjusted(0, -10, 0, 0);
        for (const StageBox& box : m_model.boxes)
            all |= box.rect;
        for (const StageEdge& edge : m_model.edges)
            all |= edge.path.boundingRect() | edge.back.boundingRect() | edge.label;
        all.adjust(-margin, -margin, margin, margin);
        const QPointF shift(-std::floor(all.x()), -std::floor(all.y()));
        for (StageBox& box : m_model.boxes)
            box.rect.translate(shift);
        for (StageFrame& frame : m_model.frames) {
            if (!frame.rect.isEmpty())
                frame.rect.translate(shift);
        }
        for (StageEdge& edge : m_model.edges) {
            edge.path.translate(shift);
            edge.back.translate(shift);
            edge.label.translate(shift);
            constexpr double arrow = 14;
            edge.extent = (edge.path.boundingRect() | edge.back.boundingRect() | edge.label)
                              .adjusted(-arrow, -arrow, arrow, arrow);
        }
        m_model.bounds = QRectF(0, 0, std::ceil(all.width()), std::ceil(all.height()));
    }

    StageModel& m_model;
    bool m_isAcross;
    std::vector<QPointF> m_starts;
    std::vector<QPointF> m_ends;
};

} // namespace

int hiddenEdges(const StageModel& model)
{
    constexpr double inside = -2;
    int count = 0;
    for (const StageEdge& edge : model.edges) {
        for (std::size_t b = 0; b < model.boxes.size(); ++b) {
            const int box = static_cast<int>(b);
            const QRectF& rect = model.boxes[b].rect;
            if (box != edge.from && box != edge.to
                && (comesNear(edge.path, rect, inside) || comesNear(edge.back, rect, inside))) {
                ++count;
                break;
            }
        }
    }
    return count;
}

void arrange(StageModel& model, const Placement& placement)
{
    Router(model).route(placement);
    model.isArranged = true;
    if (model.placement.get() != &placement)
        model.placement = std::make_shared<const Placement>(placement);
}

} // namespace ui

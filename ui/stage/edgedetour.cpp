#include "ui/stage/edgedetour.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

#include "ui/stage/sampledpath.h"

namespace ui {
namespace {

/// Down to the level of `around`, along its side, and on to the end.
QPainterPath past(QPointF start, QPointF end, const QRectF& around, bool isLeft)
{
    const double x = isLeft ? around.left() : around.right();
    const double top = std::clamp(around.top(), start.y() + 6, end.y() - 12);
    const double bottom = std::clamp(around.bottom(), top + 6, end.y() - 6);
    QPainterPath path(start);
    const double down = (top - start.y()) / 2;
    path.cubicTo({start.x(), start.y() + down}, {x, top - down}, {x, top});
    path.lineTo(x, bottom);
    const double on = (end.y() - bottom) / 2;
    path.cubicTo({x, bottom + on}, {end.x(), end.y() - on}, end);
    return path;
}

/// Whether another way can run beside it: no bend is tighter than that needs.
bool isSmooth(const QPainterPath& path)
{
    constexpr int pieces = 80;
    constexpr double tightest = 10; // radius
    const SampledPath points(path);
    const auto at = [&](int n) { return points.at(static_cast<double>(n) / pieces); };
    for (int i = 2; i <= pieces; ++i) {
        const QLineF before(at(i - 2), at(i - 1));
        const QLineF after(at(i - 1), at(i));
        const double turn = std::abs(std::remainder(before.angleTo(after), 360.0)) * M_PI / 180;
        if (turn > 0.05 && after.length() / turn < tightest)
            return false;
    }
    return true;
}

std::optional<QPainterPath> wayOnSide(QPointF start, QPointF end,
                                      const std::vector<QRectF>& obstacles, double clearance,
                                      bool isLeft)
{
    QRectF around;
    QPainterPath path(start);
    path.cubicTo({start.x(), (start.y() + end.y()) / 2}, {end.x(), (start.y() + end.y()) / 2}, end);
    constexpr int mostTries = 6;
    for (int i = 0; i < mostTries; ++i) {
        bool isFree = true;
        for (const QRectF& box : obstacles) {
            // Before and behind a box less room will do: the way is only passing there.
            const double along = std::min(clearance, 7.0);
            const QRectF wide = box.adjusted(along - clearance, 0, clearance - along, 0);
            if (!comesNear(path, wide, along))
                continue;
            constexpr double spare = 2;
            around |=
                box.adjusted(-clearance - spare, -along - spare, clearance + spare, along + spare);
            isFree = false;
        }
        if (isFree)
            return isSmooth(path) ? std::optional(path) : std::nullopt;
        path = past(start, end, around, isLeft);
    }
    return {};
}

} // namespace

bool comesNear(const QPainterPath& path, const QRectF& box, double clearance)
{
    const QRectF grown = box.adjusted(-clearance, -clearance, clearance, clearance);
    if (!path.boundingRect().intersects(grown))
        return false;
    constexpr int pieces = 40;
    const SampledPath points(path);
    for (int i = 1; i < pieces; ++i) {
        if (grown.contains(points.at(static_cast<double>(i) / pieces)))
            return true;
    }
    return false;
}

QPainterPath alongBends(QPointF start, QPointF end, std::vector<QPointF> points, bool isAcross,
                        double shortest)
{
    const auto along = [isAcross](double length) {
        return isAcross ? QPointF(length, 0) : QPointF(0, length);
    };
    const auto length = [&](std::size_t from, std::size_t to) {
        return std::abs(isAcross ? points[to].x() - points[from].x()
                                 : points[to].y() - points[from].y());
    };
    while (points.size() >= 7 && length(points.size() - 4, points.size() - 1) < shortest)
        points.erase(points.end() - 5, points.end() - 2);
    while (points.size() >= 7 && length(0, 3) < shortest)
        points.erase(points.begin() + 2, points.begin() + 5);
    const std::size_t last = points.size() - 1;
    points.front() = start;
    points[last] = end;
    points[1] = start + along(std::min(50.0, length(0, 3) / 2));
    points[last - 1] = end - along(std::min(50.0, length(last - 3, last) / 2));
    QPainterPath path(start);
    for (std::size_t i = 1; i + 2 <= last; i += 3)
        path.cubicTo(points[i], points[i + 1], points[i + 2]);
    return path;
}

std::optional<QPainterPath> wayAround(QPointF start, QPointF end,
                                      const std::vector<QRectF>& obstacles, double clearance,
                                      bool isAcross)
{
    const auto turned = [isAcross](QPointF p) { return isAcross ? p.transposed() : p; };
    std::vector<QRectF> boxes;
    for (const QRectF& box : obstacles)
        boxes.push_back(isAcross ? QRectF(box.y(), box.x(), box.height(), box.width()) : box);
    constexpr double longest = 1.4; // of the direct way; then that is the lesser evil
    const double direct = QLineF(start, end).length();
    std::optional<QPainterPath> best;
    for (const bool isLeft : {true, false}) {
        const auto way = wayOnSide(turned(start), turned(end), boxes, clearance, isLeft);
        if (way && way->length() <= longest * direct && (!best || way->length() < best->length()))
            best = way;
    }
    if (!best || !isAcross)
        return best;
    QPainterPath path = *best;
    for (int i = 0; i < path.elementCount(); ++i)
        path.setElementPositionAt(i, best->elementAt(i).y, best->elementAt(i).x);
    return path;
}

} // namespace ui

#include "ui/plots/contourlines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ui {

std::vector<std::pair<QPointF, QPointF>> contourLines(const engine::PlotContours& contours,
                                                      double level)
{
    std::vector<std::pair<QPointF, QPointF>> pieces;
    const std::size_t columns = contours.x.size();
    const std::size_t rows = contours.y.size();
    const auto value = [&](std::size_t row, std::size_t column) {
        return contours.values[row * columns + column];
    };
    for (std::size_t row = 0; row + 1 < rows; ++row) {
        for (std::size_t column = 0; column + 1 < columns; ++column) {
            // Corners in turn: the edge i leads from corner i to corner i + 1.
            const std::array<double, 4> values{value(row, column), value(row, column + 1),
                                               value(row + 1, column + 1), value(row + 1, column)};
            if (!std::all_of(values.begin(), values.end(),
                             [](double one) { return std::isfinite(one); }))
                continue;
            const std::array<QPointF, 4> corners{
                QPointF(contours.x[column], contours.y[row]),
                QPointF(contours.x[column + 1], contours.y[row]),
                QPointF(contours.x[column + 1], contours.y[row + 1]),
                QPointF(contours.x[column], contours.y[row + 1])};
            std::vector<std::pair<int, QPointF>> crossings; // edge, place
            for (std::size_t i = 0; i < 4; ++i) {
                const std::size_t next = (i + 1) % 4;
                if ((values[i] >= level) == (values[next] >= level))
                    continue;
                const double part = (level - values[i]) / (values[next] - values[i]);
                crossings.emplace_back(static_cast<int>(i),
                                       corners[i] + part * (corners[next] - corners[i]));
            }
            if (crossings.size() == 2) {
                pieces.emplace_back(crossings[0].second, crossings[1].second);
            } else if (crossings.size() == 4) { // a saddle
                const double middle = (values[0] + values[1] + values[2] + values[3]) / 4;
                const bool joinsFirst =
                    (middle >= level) == (values[0] >= level); // corner 0 is joined to corner 2
                pieces.emplace_back(crossings[0].second, crossings[joinsFirst ? 1 : 3].second);
                pieces.emplace_back(crossings[2].second, crossings[joinsFirst ? 3 : 1].second);
            }
        }
    }
    return pieces;
}

double valueBetween(const engine::PlotContours& contours, double x, double y)
{
    const auto cell = [](const std::vector<double>& places, double at) {
        const auto above = std::upper_bound(places.begin(), places.end(), at) - places.begin();
        return std::clamp<std::ptrdiff_t>(above - 1, 0,
                                          static_cast<std::ptrdiff_t>(places.size()) - 2);
    };
    if (x < contours.x.front() || x > contours.x.back() || y < contours.y.front()
        || y > contours.y.back())
        return std::numeric_limits<double>::quiet_NaN();
    const auto column = static_cast<std::size_t>(cell(contours.x, x));
    const auto row = static_cast<std::size_t>(cell(contours.y, y));
    const double right = (x - contours.x[column]) / (contours.x[column + 1] - contours.x[column]);
    const double up = (y - contours.y[row]) / (contours.y[row + 1] - contours.y[row]);
    const auto value = [&](std::size_t i, std::size_t j) {
        return contours.values[i * contours.x.size() + j];
    };
    return (1 - up) * ((1 - right) * value(row, column) + right * value(row, column + 1))
        + up * ((1 - right) * value(row + 1, column) + right * value(row + 1, column + 1));
}

} // namespace ui

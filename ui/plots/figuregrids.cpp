#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

#include "engine/library/plotcolors.h"
#include "ui/plots/contourlines.h"
#include "ui/plots/figureitems.h"

// Grids of values: images, contour lines and the bands between them.

namespace ui {

namespace {

class GridDrawer
{
public:
    explicit GridDrawer(PlotPlace& place)
        : m_place(place)
        , m_x(place.rect.axis(QCPAxis::atBottom))
        , m_y(place.rect.axis(QCPAxis::atLeft))
    {
    }

    void draw(const engine::PlotImage& image)
    {
        if (image.rows == 0 || image.columns == 0)
            return;
        if (!image.pixels.empty()) {
            pixels(image);
            return;
        }
        auto* map = new QCPColorMap(m_x, m_y);
        const double stepX = (image.xTo - image.xFrom) / image.columns;
        const double stepY = (image.yTo - image.yFrom) / image.rows;
        map->data()->setSize(image.columns, image.rows);
        map->data()->setRange(QCPRange(std::min(image.xFrom, image.xTo) + std::fabs(stepX) / 2,
                                       std::max(image.xFrom, image.xTo) - std::fabs(stepX) / 2),
                              QCPRange(std::min(image.yFrom, image.yTo) + std::fabs(stepY) / 2,
                                       std::max(image.yFrom, image.yTo) - std::fabs(stepY) / 2));
        for (int row = 0; row < image.rows; ++row) {
            for (int column = 0; column < image.columns; ++column)
                map->data()->setCell(
                    stepX > 0 ? column : image.columns - 1 - column,
                    stepY > 0 ? row : image.rows - 1 - row,
                    image.values[static_cast<std::size_t>(row * image.columns + column)]);
        }
        colour(*map, image.colorMap, image.low, image.high);
        map->setInterpolate(image.smooth);
        map->setTightBoundary(false);
    }

    void draw(const engine::PlotContours& contours)
    {
        const double low = contours.levels.front();
        const double high = contours.levels.back();
        if (contours.filled) {
            bands(contours);
            return;
        }
        for (const double level : contours.levels) {
            auto* curve = new QCPCurve(m_x, m_y);
            QVector<double> x;
            QVector<double> y;
            for (const auto& [from, to] : contourLines(contours, level)) {
                x << from.x() << to.x() << std::nan("");
                y << from.y() << to.y() << std::nan("");
            }
            curve->setData(x, y);
            const engine::PlotColor color = contours.color
                ? *contours.color
                : engine::library::colorMapAt(contours.colorMap,
                                              high > low ? (level - low) / (high - low) : 0.5);
            curve->setPen(QPen(shownColor(color, look().theme), contours.lineWidth * look().scale));
        }
    }

private:
    const PlotLook& look() const { return m_place.look; }

    void anchor(QCPItemPosition* position, double x, double y) const
    {
        position->setAxes(m_x, m_y);
        position->setAxisRect(&m_place.rect);
        position->setType(QCPItemPosition::ptPlotCoords);
        position->setCoords(x, y);
    }

    void pixels(const engine::PlotImage& image)
    {
        QImage picture(image.columns, image.rows, QImage::Format_ARGB32);
        for (int row = 0; row < image.rows; ++row) {
            for (int column = 0; column < image.columns; ++column) {
                const engine::PlotColor& color =
                    image.pixels[static_cast<std::size_t>(row * image.columns + column)];
                const auto part = [](double value) {
                    return static_cast<float>(std::clamp(value, 0.0, 1.0));
                };
                picture.setPixelColor(column, row,
                                      QColor::fromRgbF(part(color.red), part(color.green),
                                                       part(color.blue), part(color.alpha)));
            }
        }
        auto* item = new QCPItemPixmap(&m_place.plot);
        item->setPixmap(QPixmap::fromImage(
            picture.mirrored(false, image.yFrom < image.yTo && !m_y->rangeReversed())));
        item->setScaled(true, Qt::IgnoreAspectRatio,
                        image.smooth ? Qt::SmoothTransformation : Qt::FastTransformation);
        anchor(item->topLeft, image.xFrom,
               m_y->rangeReversed() ? std::min(image.yFrom, image.yTo)
                                    : std::max(image.yFrom, image.yTo));
        anchor(item->bottomRight, image.xTo,
               m_y->rangeReversed() ? std::max(image.yFrom, image.yTo)
                                    : std::min(image.yFrom, image.yTo));
        item->setClipToAxisRect(true);
        item->setClipAxisRect(&m_place.rect);
    }

    void colour(QCPColorMap& map, const std::string& name, double low, double high)
    {
        QCPColorGradient gradient;
        gradient.clearColorStops();
        constexpr int stops = 32;
        for (int i = 0; i <= stops; ++i) {
            const double t = static_cast<double>(i) / stops;
            const engine::PlotColor color = engine::library::colorMapAt(name, t);
            gradient.setColorStopAt(t,
                                    QColor::fromRgbF(static_cast<float>(color.red),
                                                     static_cast<float>(color.green),
                                                     static_cast<float>(color.blue)));
        }
        gradient.setNanHandling(QCPColorGradient::nhTransparent);
        map.setGradient(gradient);
        map.setDataRange(QCPRange(low, high > low ? high : low + 1));
        m_place.colors = &map;
    }

    /// The value between the points, cut into the steps of the levels, on a fine grid.
    void bands(const engine::PlotContours& contours)
    {
        constexpr int fine = 300;
        const auto& levels = contours.levels;
        auto* map = new QCPColorMap(m_x, m_y);
        map->data()->setSize(fine, fine);
        const double stepX = (contours.x.back() - contours.x.front()) / fine;
        const double stepY = (contours.y.back() - contours.y.front()) / fine;
        map->data()->setRange(
            QCPRange(contours.x.front() + stepX / 2, contours.x.back() - stepX / 2),
            QCPRange(contours.y.front() + stepY / 2, contours.y.back() - stepY / 2));
        for (int column = 0; column < fine; ++column) {
            for (int row = 0; row < fine; ++row) {
                const double value =
                    valueBetween(contours, contours.x.front() + (column + 0.5) * stepX,
                                 contours.y.front() + (row + 0.5) * stepY);
                const auto above = std::upper_bound(levels.begin(), levels.end(), value);
                const bool outside = std::isnan(value) || above == levels.begin()
                    || (above == levels.end() && value > levels.back());
                const auto upper = std::min(above, levels.end() - 1);
                map->data()->setCell(column, row,
                                     outside || levels.size() < 2 ? std::nan("")
                                                                  : (*(upper - 1) + *upper) / 2);
            }
        }
        colour(*map, contours.colorMap, levels.front(), levels.back());
        map->setInterpolate(false);
    }

    PlotPlace& m_place;
    QCPAxis* m_x;
    QCPAxis* m_y;
};

} // namespace

void drawImage(PlotPlace& place, const engine::PlotImage& image)
{
    GridDrawer(place).draw(image);
}

void drawContours(PlotPlace& place, const engine::PlotContours& contours)
{
    GridDrawer(place).draw(contours);
}

} // namespace ui

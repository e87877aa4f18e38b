#include "ui/stage/valueimage.h"

#include <QRectF>

#include <algorithm>
#include <cmath>

#include "ui/window/theme.h"

namespace ui {
namespace {

constexpr std::int64_t smallestPicture = 8; ///< pixels a side
constexpr std::int64_t largestPicture = 512;
constexpr int mostPictures = 3;
constexpr int mostInGrid = 6;
constexpr double betweenPictures = 6;
constexpr double rowOfStrip = 10;
constexpr double heightOfStrip = 26;
constexpr std::int64_t finestStrip = 96; ///< cells along it
constexpr std::int64_t mostSampled = 4096;

bool isPictureSized(std::int64_t height, std::int64_t width)
{
    return std::min(height, width) >= smallestPicture && std::max(height, width) <= largestPicture
        && height <= 2 * width && width <= 2 * height;
}

bool areChannels(std::int64_t extent)
{
    return extent == 1 || extent == 3 || extent == 4;
}

int level(double value, double low, double high)
{
    return std::isnan(value) ? 0 : std::clamp(qRound((value - low) / (high - low) * 255), 0, 255);
}

} // namespace

ValueImage::ValueImage(const engine::Shape& shape)
{
    const int rank = shape.rank();
    const std::int64_t elements = shape.elementCount();
    if (elements == 0 || rank == 0)
        return;
    m_count = 1;
    const auto extent = [&](int fromEnd) { return shape[rank - fromEnd]; };
    const bool hasChannels =
        rank >= 3 && rank <= 4 && areChannels(extent(1)) && isPictureSized(extent(3), extent(2));
    const bool isPlain = rank >= 2 && rank <= 3 && isPictureSized(extent(2), extent(1));
    if (hasChannels || isPlain) {
        m_kind = Kind::Pictures;
        m_channels = hasChannels ? extent(1) : 1;
        m_height = extent(hasChannels ? 3 : 2);
        m_width = extent(hasChannels ? 2 : 1);
        m_count = elements / (m_height * m_width * m_channels);
        m_shown = static_cast<int>(std::min<std::int64_t>(m_count, mostPictures));
        return;
    }
    m_width = extent(1);
    m_height = elements / m_width;
    if (m_width > mostInGrid || m_height > mostInGrid)
        m_kind = Kind::Strip;
}

QSizeF ValueImage::size(double gridWidth, double largestSide) const
{
    if (m_kind == Kind::Strip)
        return {gridWidth, m_height == 1 ? rowOfStrip : heightOfStrip};
    if (m_kind == Kind::None)
        return {};
    const double side = m_shown > 1 ? largestSide * 0.6 : largestSide;
    const double scale = side / static_cast<double>(std::max(m_height, m_width));
    return {m_shown * static_cast<double>(m_width) * scale + (m_shown - 1) * betweenPictures,
            static_cast<double>(m_height) * scale};
}

QRectF ValueImage::picture(int index, const QRectF& area) const
{
    if (m_kind == Kind::Strip)
        return area;
    const double width = (area.width() - (m_shown - 1) * betweenPictures) / m_shown;
    return {area.left() + index * (width + betweenPictures), area.top(), width, area.height()};
}

QImage ValueImage::strip(const engine::Tensor& tensor, const Theme& theme) const
{
    const std::int64_t columns = std::min(m_width, finestStrip);
    const std::int64_t rows = std::min(m_height, finestStrip / 4);
    QImage image(static_cast<int>(columns), static_cast<int>(rows), QImage::Format_ARGB32);
    const double largest = largestMagnitude(tensor);
    for (std::int64_t y = 0; y < rows; ++y) {
        for (std::int64_t x = 0; x < columns; ++x) {
            // The mean of a few elements of the cell: of all would cost too much for a large one.
            const std::int64_t top = y * m_height / rows;
            const std::int64_t left = x * m_width / columns;
            const std::int64_t tall = std::max<std::int64_t>((y + 1) * m_height / rows - top, 1);
            const std::int64_t wide = std::max<std::int64_t>((x + 1) * m_width / columns - left, 1);
            double sum = 0;
            int taken = 0;
            for (std::int64_t i = 0; i < std::min<std::int64_t>(tall, 3); ++i) {
                for (std::int64_t j = 0; j < std::min<std::int64_t>(wide, 3); ++j, ++taken)
                    sum += tensor.at((top + i * tall / 3 % tall) * m_width + left
                                     + j * wide / 3 % wide);
            }
            image.setPixelColor(static_cast<int>(x), static_cast<int>(y),
                                heatColor(largest > 0 ? sum / taken / largest : 0, theme));
        }
    }
    return image;
}

QImage ValueImage::image(const engine::Tensor& tensor, int index, bool isGradient,
                         const Theme& theme) const
{
    if (m_kind == Kind::None || tensor.size() == 0)
        return {};
    if (m_kind == Kind::Strip)
        return strip(tensor, theme);
    const std::int64_t pixels = m_height * m_width;
    const std::int64_t begin = index * pixels * m_channels;
    double low = 0;
    double high = 0;
    for (std::int64_t i = 0; i < pixels * m_channels; ++i) {
        const double value = tensor.at(begin + i);
        low = std::isfinite(value) ? std::min(low, value) : low;
        high = std::isfinite(value) ? std::max(high, value) : high;
    }
    const bool isSigned = isGradient || low < 0;
    const bool isPhoto = m_channels >= 3;
    const double largest = std::max(-low, high);
    if (!isSigned) // as numbers of photographs are: 0..1 or 0..255
        high = isPhoto || engine::isInteger(tensor.dtype()) ? (high > 1 ? 255 : 1)
                                                            : (high > 0 ? high : 1);
    QImage image(static_cast<int>(m_width), static_cast<int>(m_height), QImage::Format_ARGB32);
    for (std::int64_t p = 0; p < pixels; ++p) {
        const std::int64_t at = begin + p * m_channels;
        QColor colour;
        if (isSigned) {
            double strongest = tensor.at(at);
            for (std::int64_t c = 1; c < m_channels; ++c) {
                const double value = tensor.at(at + c);
                strongest = std::abs(value) > std::abs(strongest) ? value : strongest;
            }
            colour = heatColor(largest > 0 ? strongest / largest : 0, theme);
        } else if (isPhoto) {
            colour = QColor(level(tensor.at(at), low, high), level(tensor.at(at + 1), low, high),
                            level(tensor.at(at + 2), low, high));
        } else {
            const int grey = level(tensor.at(at), low, high);
            colour = QColor(grey, grey, grey);
        }
        image.setPixelColor(static_cast<int>(p % m_width), static_cast<int>(p / m_width), colour);
    }
    return image;
}

std::int64_t ValueImage::elementAt(QPointF point, const QRectF& area) const
{
    if (m_kind != Kind::Pictures)
        return -1;
    for (int index = 0; index < m_shown; ++index) {
        const QRectF its = picture(index, area);
        if (!its.contains(point))
            continue;
        const auto x = std::min(static_cast<std::int64_t>((point.x() - its.left()) / its.width()
                                                          * static_cast<double>(m_width)),
                                m_width - 1);
        const auto y = std::min(static_cast<std::int64_t>((point.y() - its.top()) / its.height()
                                                          * static_cast<double>(m_height)),
                                m_height - 1);
        return ((index * m_height + y) * m_width + x) * m_channels;
    }
    return -1;
}

QRectF ValueImage::cellOf(std::int64_t element, const QRectF& area) const
{
    const std::int64_t pixels = m_height * m_width;
    if (m_kind != Kind::Pictures || element < 0 || element / m_channels >= pixels * m_shown)
        return {};
    const std::int64_t pixel = element / m_channels;
    const QRectF its = picture(static_cast<int>(pixel / pixels), area);
    const double w = its.width() / static_cast<double>(m_width);
    const double h = its.height() / static_cast<double>(m_height);
    return {its.left() + static_cast<double>(pixel % pixels % m_width) * w,
            its.top() + static_cast<double>(pixel % pixels / m_width) * h, w, h};
}

QColor heatColor(double share, const Theme& theme)
{
    constexpr double strongest = 0.45; // of the way to the colour
    if (!std::isfinite(share))
        return theme.errorSoft;
    const QColor towards = share < 0 ? theme.selection : theme.watched;
    const double way = strongest * std::sqrt(std::min(std::abs(share), 1.0));
    const auto mixed = [&](int from, int to) { return qRound(from + (to - from) * way); };
    return {mixed(theme.surface.red(), towards.red()),
            mixed(theme.surface.green(), towards.green()),
            mixed(theme.surface.blue(), towards.blue())};
}

double largestMagnitude(const engine::Tensor& tensor)
{
    const std::int64_t stride = std::max<std::int64_t>(tensor.size() / mostSampled, 1);
    double largest = 0;
    for (std::int64_t i = 0; i < tensor.size(); i += stride) {
        const double value = std::abs(tensor.at(i));
        largest = std::isfinite(value) ? std::max(largest, value) : largest;
    }
    return largest;
}

} // namespace ui

#pragma once

#include <QColor>
#include <QImage>
#include <QSizeF>

#include <cstdint>

#include "engine/tensor/tensor.h"

namespace ui {

struct Theme;

/// How a tensor too large for a grid of numbers is shown: something that has the shape of pictures
/// as pictures (the first few of a batch), anything else as a strip of colours under the grid's
/// first and last numbers. A function of the shape alone, like ValueGrid.
class ValueImage
{
public:
    enum class Kind { None, Strip, Pictures };

    ValueImage() = default;
    explicit ValueImage(const engine::Shape& shape);

    Kind kind() const { return m_kind; }
    /// How much room it wants; `gridWidth` is that of the grid above a strip.
    QSizeF size(double gridWidth, double largestSide = 112) const;
    int shownPictures() const { return m_shown; }
    std::int64_t hiddenPictures() const { return m_count - m_shown; }
    /// Where picture `index` is within an area of that size.
    QRectF picture(int index, const QRectF& area) const;
    /// Picture `index`, or the strip. A gradient and what has negative entries is coloured by sign
    /// and magnitude, other pictures look as a viewer of photographs shows them.
    QImage image(const engine::Tensor& tensor, int index, bool isGradient,
                 const Theme& theme) const;
    /// The element (of the first channel) under a point within `area`, or -1.
    std::int64_t elementAt(QPointF point, const QRectF& area) const;
    /// Where an element of a shown picture is within `area`; empty when it is not shown.
    QRectF cellOf(std::int64_t element, const QRectF& area) const;

private:
    QImage strip(const engine::Tensor& tensor, const Theme& theme) const;

    Kind m_kind = Kind::None;
    std::int64_t m_count = 0; ///< pictures
    int m_shown = 0;
    std::int64_t m_height = 0; ///< of a picture; of a strip: rows
    std::int64_t m_width = 0;
    std::int64_t m_channels = 1;
};

/// Green for positive, purple for negative, stronger the larger: `share` is the value over the
/// largest magnitude. Text on it stays readable.
QColor heatColor(double share, const Theme& theme);
/// The largest magnitude of a tensor's finite entries, of a large one's a regular sample.
double largestMagnitude(const engine::Tensor& tensor);

} // namespace ui

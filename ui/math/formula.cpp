#include "ui/math/formula.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace ui {
namespace {

/// A colour that the author chose for white paper, where light text says that the paper is dark.
QColor onPaperOf(const QColor& text, const QColor& chosen)
{
    if (text.lightnessF() < 0.5F || chosen.lightnessF() > 0.65F)
        return chosen;
    return QColor::fromHslF(chosen.hslHueF(), chosen.hslSaturationF(), 0.72F, chosen.alphaF());
}

} // namespace

void paint(QPainter& painter, const Formula& formula, QPointF origin, qreal em, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(origin);
    painter.scale(em, em);
    for (const Formula::Shape& shape : formula.shapes) {
        const QColor ink = shape.color.isValid() ? onPaperOf(color, shape.color) : color;
        if (shape.strokeWidth > 0) {
            QPen pen(ink, shape.strokeWidth, shape.strokeStyle, Qt::FlatCap, Qt::MiterJoin);
            painter.strokePath(shape.path, pen);
        } else {
            painter.fillPath(shape.path, ink);
        }
    }
    painter.restore();
}

qreal formulaEm(const QFont& font)
{
    constexpr qreal xHeight = 0.442; // of the font that MathJax draws with, in em
    constexpr qreal largest = 1.18; // letters with a high x would make capitals and figures too big
    return std::min(QFontMetricsF(font).xHeight() / xHeight, largest * QFontInfo(font).pixelSize());
}

} // namespace ui

#include "ui/stage/drawfitted.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace ui {

void drawFitted(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text,
                QFont font)
{
    // Made bold, the strokes of small Chinese characters run together.
    constexpr char16_t firstIdeograph = u'\u2e80';
    if (std::any_of(text.begin(), text.end(),
                    [](QChar character) { return character >= firstIdeograph; }))
        font.setBold(false);
    QFontMetricsF metrics(font);
    while (metrics.horizontalAdvance(text) > rect.width() + 0.5 && font.pixelSize() > 9) {
        font.setPixelSize(font.pixelSize() - 1);
        metrics = QFontMetricsF(font);
    }
    const QString shown = metrics.horizontalAdvance(text) > rect.width() + 0.5
        ? metrics.elidedText(text, Qt::ElideRight, rect.width())
        : text;
    const double width = metrics.horizontalAdvance(shown);
    double x = rect.left();
    if (alignment & Qt::AlignHCenter)
        x = rect.center().x() - width / 2;
    else if (alignment & Qt::AlignRight)
        x = rect.right() - width;
    painter.setFont(font);
    painter.drawText(QPointF(x, rect.center().y() + metrics.capHeight() / 2), shown);
}

} // namespace ui

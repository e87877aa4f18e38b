#include "ui/window/themedicon.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include "ui/window/theme.h"

namespace ui {
namespace {

QPixmap paint(QSvgRenderer& renderer, const QColor& color, int pixels)
{
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    return pixmap;
}

} // namespace

QIcon themedIcon(const QString& name, const Theme& theme)
{
    QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(name));
    QColor disabled = theme.textMuted;
    disabled.setAlphaF(0.45F);
    QIcon icon;
    for (const int pixels : {16, 20, 24, 32, 40, 48}) { // for screens of any density
        icon.addPixmap(paint(renderer, theme.text, pixels), QIcon::Normal);
        icon.addPixmap(paint(renderer, disabled, pixels), QIcon::Disabled);
    }
    return icon;
}

} // namespace ui

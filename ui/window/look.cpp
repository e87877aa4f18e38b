#include "ui/window/look.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

#include "ui/window/theme.h"
#include "ui/window/themepalette.h"

namespace ui {

bool systemIsDark()
{
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

void applyLook(const Theme& theme, double pointSize)
{
    if (QApplication::style()->name() != QLatin1String("fusion"))
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteOf(theme));
    QApplication::setFont(Theme::uiFont(pointSize));
    QToolTip::setPalette(paletteOf(theme));
}

} // namespace ui

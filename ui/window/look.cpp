#include "ui/window/look.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

#include "ui/window/theme.h"
#include "ui/window/themepalette.h"

namespace ui {
namespace {

QString styleSheetOf(const Theme& theme)
{
    return QStringLiteral(
               "QToolBar { border: 0; border-bottom: 1px solid %1; background: %2; spacing: 2px; "
               "padding: 3px 6px; }"
               "QToolTip { border: 1px solid %1; background: %3; color: %4; padding: 3px; }"
               "QMainWindow::separator, QSplitter::handle { background: %1; }"
               "QSplitter::handle:hover { background: %5; }")
        .arg(theme.border.name(), theme.window.name(), theme.surface.name(), theme.text.name(),
             theme.accent.name());
}

} // namespace

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
    qApp->setStyleSheet(styleSheetOf(theme));
}

} // namespace ui

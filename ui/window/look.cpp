#include "ui/window/look.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

#include "ui/window/theme.h"

namespace ui {
namespace {

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.surface);
    palette.setColor(QPalette::AlternateBase, theme.surfaceAlt);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.textMuted);
    palette.setColor(QPalette::Button, theme.surfaceAlt);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.error);
    palette.setColor(QPalette::ToolTipBase, theme.surface);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.accentText);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.selection);
    palette.setColor(QPalette::Light, theme.surface.lighter(theme.dark ? 140 : 100));
    palette.setColor(QPalette::Midlight, theme.surfaceAlt);
    palette.setColor(QPalette::Mid, theme.border);
    palette.setColor(QPalette::Dark, theme.border.darker(theme.dark ? 110 : 125));
    palette.setColor(QPalette::Shadow, theme.dark ? QColor(Qt::black) : theme.border.darker(150));
    QColor faint = theme.textMuted;
    faint.setAlphaF(0.6F);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, theme.border);
    return palette;
}

QString styleSheetOf(const Theme& theme)
{
    return QStringLiteral("QToolBar { border: 0; border-bottom: 1px solid %1; background: %2; spacing: 2px; padding: 3px 6px; }"
                          "QToolTip { border: 1px solid %1; background: %3; color: %4; padding: 3px; }"
                          "QMainWindow::separator, QSplitter::handle { background: %1; }"
                          "QSplitter::handle:hover { background: %5; }")
        .arg(theme.border.name(), theme.window.name(), theme.surface.name(), theme.text.name(), theme.accent.name());
}

} // namespace

bool systemIsDark()
{
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
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

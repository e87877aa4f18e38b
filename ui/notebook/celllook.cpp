#include "ui/notebook/celllook.h"

#include <QFontMetrics>

namespace ui {

int CellLook::promptWidth() const
{
    return QFontMetrics(promptFont()).horizontalAdvance(QStringLiteral("Out[99]"))
        + pixels(narrow ? 18 : 24);
}

int CellLook::textIndent() const
{
    return pixels(16) + (narrow ? 0 : promptWidth());
}

QPalette CellLook::palette(const QColor& background) const
{
    QPalette palette;
    palette.setColor(QPalette::Window, background);
    palette.setColor(QPalette::Base, background);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.textMuted);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.accentText);
    palette.setColor(QPalette::Button, theme.surfaceAlt);
    palette.setColor(QPalette::ButtonText, theme.text);
    return palette;
}

} // namespace ui

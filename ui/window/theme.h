#pragma once

#include <QColor>
#include <QFont>

namespace ui {

/// The colours and fonts of one look. Text on its surface has a contrast of at least 4.5:1, and no
/// state is told by colour alone. The hues are safe for colour-blind readers: blue forward, orange
/// backward, green watched.
struct Theme
{
    bool dark = false;

    QColor window; ///< behind everything
    QColor surface; ///< cells, cards, nodes
    QColor surfaceAlt; ///< code, headers, alternate rows
    QColor text;
    QColor textMuted;
    QColor border;
    QColor accent; ///< buttons, focus, links
    QColor accentText; ///< on accent
    QColor forward; ///< values and forward edges
    QColor forwardSoft; ///< fill behind forward things
    QColor gradient; ///< gradients and backward edges
    QColor gradientSoft;
    QColor watched; ///< sources, watch marks
    QColor watchedSoft;
    QColor current; ///< outline of what the current step is about
    QColor currentSoft; ///< fill behind the current line, row, node
    QColor selection; ///< outline of what the user selected
    QColor error;
    QColor errorSoft;
    // Code.
    QColor keyword;
    QColor number;
    QColor string;
    QColor comment;
    QColor function;

    static const Theme& light();
    static const Theme& night();
    static const Theme& of(bool dark) { return dark ? night() : light(); }

    /// Families with Chinese glyphs named explicitly, so that the look does not depend on the
    /// system's language.
    static QFont uiFont(qreal pointSize);
    static QFont monoFont(qreal pointSize);
};

} // namespace ui

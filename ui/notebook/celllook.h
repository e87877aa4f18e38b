#pragma once

#include <QFont>
#include <QPalette>

#include "engine/lesson/bilingualtext.h"
#include "ui/window/theme.h"

namespace ui {

class MathTypesetter;

/// How cells look: colours, text size, the language of the engine's texts, and who typesets
/// formulas.
struct CellLook
{
    Theme theme = Theme::light();
    qreal scale = 1;
    engine::Language language = engine::Language::English;
    MathTypesetter* typesetter = nullptr; ///< without one, formulas stay plain text
    bool narrow = false; ///< little width: prose begins at the left, margins are small
    QString folder = {}; ///< where the lesson is, for its pictures; empty: nowhere

    QFont proseFont() const { return Theme::uiFont(11 * scale); }
    QFont smallFont() const { return Theme::uiFont(9 * scale); }
    QFont codeFont() const { return Theme::monoFont(11 * scale); }
    QFont outputFont() const { return Theme::monoFont(10 * scale); }
    QFont promptFont() const { return Theme::monoFont(8.5 * scale); }
    int promptWidth() const; ///< of the column in which "In [12]" and "Out[12]" stand
    int textIndent() const; ///< prose stands in line with the code where there is room for that
    int pixels(int length) const { return qRound(length * scale); }
    /// For text on `background`.
    QPalette palette(const QColor& background) const;
};

} // namespace ui

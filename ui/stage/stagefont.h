#pragma once

#include <QFont>

#include "ui/window/theme.h"

namespace ui {

/// A font of the picture. Sizes are in scene units and unhinted, so that a box measured once holds
/// its text at every zoom, on every device and in every file format.
inline QFont stageFont(int size, bool bold = false, bool mono = false)
{
    QFont font = mono ? Theme::monoFont(10) : Theme::uiFont(10);
    font.setPixelSize(size);
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setKerning(false);
    // Any spacing at all turns ligatures off: "float32" copied from a PDF shall not begin with
    // U+FB02.
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.02);
    return font;
}

} // namespace ui

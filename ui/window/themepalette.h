#pragma once

#include <QPalette>

#include "ui/window/theme.h"

namespace ui {

/// The theme for Qt's own widgets (combo boxes, tables, text views).
QPalette paletteOf(const Theme& theme);

} // namespace ui

#pragma once

#include <QIcon>

namespace ui {

struct Theme;

/// The icon resources/icons/<name>.svg in the theme's text colour (muted where disabled). The files
/// are drawn in black.
QIcon themedIcon(const QString& name, const Theme& theme);

} // namespace ui

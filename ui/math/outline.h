#pragma once

#include <QPainterPath>
#include <QStringView>

#include <optional>

namespace ui {

/// The outline that SVG path data describe; nothing when they are not well formed. Knows the
/// commands with absolute coordinates that fonts use: M L H V Q T C S Z.
std::optional<QPainterPath> outlineOf(QStringView data);

} // namespace ui

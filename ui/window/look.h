#pragma once

namespace ui {

struct Theme;

/// Gives the whole program the theme's colours: Fusion style, palette, and the few things only a
/// style sheet reaches.
void applyLook(const Theme& theme, double pointSize);

/// Whether the system's own colours are dark. Only meaningful before applyLook().
bool systemIsDark();

} // namespace ui

#pragma once

namespace ui {

struct Theme;

/// Gives the whole program the theme's colours: Fusion style and palette. No style sheet, for under
/// one the palettes that views set for themselves no longer count.
void applyLook(const Theme& theme, double pointSize);

/// Whether the system's own colours are dark. Only meaningful before applyLook().
bool systemIsDark();

} // namespace ui

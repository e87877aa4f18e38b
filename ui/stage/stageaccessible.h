#pragma once

namespace ui {

class StageView;

/// Makes the boxes of every StageView known to screen readers: one child a node, with name, role,
/// value and description. Doing it again does nothing.
void installStageAccessibility();

/// Tells the screen reader that the keyboard is now on this box.
void announceStageFocus(StageView* view, int box);

} // namespace ui

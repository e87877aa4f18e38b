#pragma once

class QTextCursor;

namespace ui {

// What the keys of a Python editor do to the text, each as one step of undo.

constexpr int indentWidth = 4;

/// Breaks the line and indents the new one as Python needs it there.
void breakLine(QTextCursor cursor);
/// Tab: up to the next multiple of four columns, or all selected lines by four.
void indent(QTextCursor cursor);
/// Shift+Tab: the selected lines, or the cursor's, back by up to four columns.
void dedent(QTextCursor cursor);
/// Backspace in the indentation: back to the column the indentation before it had. False when the
/// cursor is not there.
bool deleteIndent(QTextCursor cursor);
/// Puts "# " before the selected lines, or takes it away when all of them have it.
void toggleComment(QTextCursor cursor);

} // namespace ui

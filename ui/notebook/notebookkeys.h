#pragma once

#include <QKeyCombination>
#include <QString>

#include <vector>

class QKeyEvent;

namespace ui {

/// What a key means to the cells that are selected but not edited.
enum class NotebookCommand {
    Edit,
    InsertAbove,
    InsertBelow,
    Previous,
    Next,
    ExtendUp,
    ExtendDown,
    SelectAll,
    Cut,
    Copy,
    Paste,
    PasteAbove,
    Delete,
    Undo,
    Redo,
    MoveUp,
    MoveDown,
    Merge,
    Split,
    ToText,
    ToCode,
    ToRaw,
    FoldOutputs,
    Stop,
    Restart,
    Leave,
};

struct NotebookKey
{
    NotebookCommand command;
    QKeyCombination key;
    const char* meaning; ///< null: another key for the same
    bool isDouble = false; ///< pressed twice
    bool inText = false; ///< means the same while the cell is edited
};

/// The one list of the keys of command mode: cells act by it, and the shortcut sheet and the menu
/// are written from it.
const std::vector<NotebookKey>& notebookKeys();
/// The entry for a key that was pressed, or null.
const NotebookKey* notebookKey(const QKeyEvent* event);
/// "D, D"
QString notebookKeyText(const NotebookKey& key);

/// Enter with these modifiers runs cells, from within the text too.
struct RunKey
{
    Qt::KeyboardModifiers modifiers;
    const char* meaning;
};
const std::vector<RunKey>& runKeys();

/// In the user's language.
QString notebookKeyMeaning(const char* meaning);

} // namespace ui

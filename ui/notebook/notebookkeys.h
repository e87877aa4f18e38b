#pragma once

#include <QString>

#include <vector>

namespace ui {

/// What a key means to a cell that is selected but not edited.
enum class NotebookCommand {
    Edit,
    InsertAbove,
    InsertBelow,
    Previous,
    Next,
    Delete,
    UndoDelete,
    Stop,
    Restart,
    Leave,
};

struct NotebookKey
{
    NotebookCommand command;
    Qt::Key key;
    bool isDouble; ///< pressed twice
    const char* meaning;
};

/// The one list of the keys of command mode: cells act by it, and the shortcut sheet is written
/// from it.
const std::vector<NotebookKey>& notebookKeys();

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

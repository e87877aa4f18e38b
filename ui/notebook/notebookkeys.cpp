#include "ui/notebook/notebookkeys.h"

#include <QCoreApplication>

namespace ui {

const std::vector<NotebookKey>& notebookKeys()
{
    using Command = NotebookCommand;
    static const std::vector<NotebookKey> keys = {
        {Command::Edit, Qt::Key_Return, false,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Edit the cell")},
        {Command::Edit, Qt::Key_Enter, false, nullptr},
        {Command::Previous, Qt::Key_Up, false,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "To the cell above")},
        {Command::Previous, Qt::Key_K, false, nullptr},
        {Command::Next, Qt::Key_Down, false,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "To the cell below")},
        {Command::Next, Qt::Key_J, false, nullptr},
        {Command::InsertAbove, Qt::Key_A, false,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Insert a cell above")},
        {Command::InsertBelow, Qt::Key_B, false,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Insert a cell below")},
        {Command::Delete, Qt::Key_D, true,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Delete the cell")},
        {Command::UndoDelete, Qt::Key_Z, false,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Bring the deleted cell back")},
        {Command::Stop, Qt::Key_I, true, QT_TRANSLATE_NOOP("ui::NotebookKeys", "Stop the run")},
        {Command::Restart, Qt::Key_0, true,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Forget all results and begin anew")},
        {Command::Leave, Qt::Key_Escape, false,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Leave the text of the cell, or the selection")},
    };
    return keys;
}

const std::vector<RunKey>& runKeys()
{
    static const std::vector<RunKey> keys = {
        {Qt::ShiftModifier,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Run the cell and go to the next")},
        {Qt::ControlModifier, QT_TRANSLATE_NOOP("ui::NotebookKeys", "Run the cell and stay")},
        {Qt::AltModifier,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Run the cell and insert one below")},
        {Qt::ControlModifier | Qt::ShiftModifier,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Run all cells")},
    };
    return keys;
}

QString notebookKeyMeaning(const char* meaning)
{
    return QCoreApplication::translate("ui::NotebookKeys", meaning);
}

} // namespace ui

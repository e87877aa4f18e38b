#include "ui/notebook/notebookkeys.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QKeySequence>

#include <algorithm>

namespace ui {

const std::vector<NotebookKey>& notebookKeys()
{
    using Command = NotebookCommand;
    static const std::vector<NotebookKey> keys = {
        {Command::Edit, Qt::Key_Return, QT_TRANSLATE_NOOP("ui::NotebookKeys", "Edit the cell")},
        {Command::Edit, Qt::Key_Enter, nullptr},
        {Command::Previous, Qt::Key_Up, QT_TRANSLATE_NOOP("ui::NotebookKeys", "To the cell above")},
        {Command::Previous, Qt::Key_K, nullptr},
        {Command::Next, Qt::Key_Down, QT_TRANSLATE_NOOP("ui::NotebookKeys", "To the cell below")},
        {Command::Next, Qt::Key_J, nullptr},
        {Command::ExtendUp, Qt::SHIFT | Qt::Key_Up,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Select the cell above as well")},
        {Command::ExtendUp, Qt::SHIFT | Qt::Key_K, nullptr},
        {Command::ExtendDown, Qt::SHIFT | Qt::Key_Down,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Select the cell below as well")},
        {Command::ExtendDown, Qt::SHIFT | Qt::Key_J, nullptr},
        {Command::SelectAll, Qt::CTRL | Qt::Key_A,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Select all cells")},
        {Command::InsertAbove, Qt::Key_A,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Insert a cell above")},
        {Command::InsertBelow, Qt::Key_B,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Insert a cell below")},
        {Command::Cut, Qt::Key_X, QT_TRANSLATE_NOOP("ui::NotebookKeys", "Cut the cell")},
        {Command::Copy, Qt::Key_C, QT_TRANSLATE_NOOP("ui::NotebookKeys", "Copy the cell")},
        {Command::Paste, Qt::Key_V, QT_TRANSLATE_NOOP("ui::NotebookKeys", "Paste below")},
        {Command::PasteAbove, Qt::SHIFT | Qt::Key_V,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Paste above")},
        {Command::Delete, Qt::Key_D, QT_TRANSLATE_NOOP("ui::NotebookKeys", "Delete the cell"),
         true},
        {Command::Undo, Qt::Key_Z,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Undo what was done to cells")},
        {Command::Redo, Qt::SHIFT | Qt::Key_Z,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Do it again")},
        {Command::MoveUp, Qt::CTRL | Qt::SHIFT | Qt::Key_Up,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Move the cell up")},
        {Command::MoveUp, Qt::ALT | Qt::Key_Up, nullptr},
        {Command::MoveDown, Qt::CTRL | Qt::SHIFT | Qt::Key_Down,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Move the cell down")},
        {Command::MoveDown, Qt::ALT | Qt::Key_Down, nullptr},
        {Command::Split, Qt::CTRL | Qt::SHIFT | Qt::Key_Minus,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Split the cell at the caret"), false, true},
        {Command::Split, Qt::CTRL | Qt::SHIFT | Qt::Key_Underscore, nullptr, false, true},
        {Command::Merge, Qt::SHIFT | Qt::Key_M,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Merge with the cell below")},
        {Command::ToText, Qt::Key_M, QT_TRANSLATE_NOOP("ui::NotebookKeys", "Make it text")},
        {Command::ToCode, Qt::Key_Y, QT_TRANSLATE_NOOP("ui::NotebookKeys", "Make it code")},
        {Command::ToRaw, Qt::Key_R, QT_TRANSLATE_NOOP("ui::NotebookKeys", "Make it raw text")},
        {Command::FoldOutputs, Qt::Key_O,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Fold or unfold the outputs")},
        {Command::Stop, Qt::Key_I, QT_TRANSLATE_NOOP("ui::NotebookKeys", "Stop the run"), true},
        {Command::Restart, Qt::Key_0,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Forget all results and begin anew"), true},
        {Command::Leave, Qt::Key_Escape,
         QT_TRANSLATE_NOOP("ui::NotebookKeys", "Leave the text of the cell, or the selection")},
    };
    return keys;
}

const NotebookKey* notebookKey(const QKeyEvent* event)
{
    const QKeyCombination pressed(event->modifiers() & ~Qt::KeypadModifier,
                                  static_cast<Qt::Key>(event->key()));
    const auto found =
        std::find_if(notebookKeys().begin(), notebookKeys().end(),
                     [pressed](const NotebookKey& each) { return each.key == pressed; });
    return found == notebookKeys().end() ? nullptr : &*found;
}

QString notebookKeyText(const NotebookKey& key)
{
    const QString text = QKeySequence(key.key).toString(QKeySequence::NativeText);
    return key.isDouble ? text + QStringLiteral(", ") + text : text;
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

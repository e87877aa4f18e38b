#include "ui/player/deckkeys.h"

#include <QCoreApplication>
#include <QKeySequence>

#include <algorithm>

namespace ui {

const std::vector<DeckKey>& deckKeys()
{
    static const std::vector<DeckKey> keys = {
        {DeckCommand::TogglePlay, Qt::Key_Space,
         QT_TRANSLATE_NOOP("ui::DeckKeys", "Play or pause")},
        {DeckCommand::StepForward, Qt::Key_Right,
         QT_TRANSLATE_NOOP("ui::DeckKeys", "Step forward")},
        {DeckCommand::StepBack, Qt::Key_Left, QT_TRANSLATE_NOOP("ui::DeckKeys", "Step back")},
        {DeckCommand::StepOver, Qt::Key_O,
         QT_TRANSLATE_NOOP("ui::DeckKeys", "Step over a loop or a call")},
        {DeckCommand::NextChapter, Qt::SHIFT | Qt::Key_Right,
         QT_TRANSLATE_NOOP("ui::DeckKeys", "To the next chapter: a cell or a gradient pass")},
        {DeckCommand::PreviousChapter, Qt::SHIFT | Qt::Key_Left,
         QT_TRANSLATE_NOOP("ui::DeckKeys", "To the chapter before")},
        {DeckCommand::ToStart, Qt::Key_Home, QT_TRANSLATE_NOOP("ui::DeckKeys", "To the start")},
        {DeckCommand::ToEnd, Qt::Key_End, QT_TRANSLATE_NOOP("ui::DeckKeys", "To the end")},
        {DeckCommand::ToPictureStart, Qt::SHIFT | Qt::Key_Home,
         QT_TRANSLATE_NOOP("ui::DeckKeys", "To where this picture begins")},
        {DeckCommand::ToPictureEnd, Qt::SHIFT | Qt::Key_End,
         QT_TRANSLATE_NOOP("ui::DeckKeys", "To where this picture is complete")},
        {DeckCommand::Slower, Qt::Key_BracketLeft, QT_TRANSLATE_NOOP("ui::DeckKeys", "Slower")},
        {DeckCommand::Faster, Qt::Key_BracketRight, QT_TRANSLATE_NOOP("ui::DeckKeys", "Faster")},
        {DeckCommand::ToggleMark, Qt::Key_M, QT_TRANSLATE_NOOP("ui::DeckKeys", "Mark this step")},
        {DeckCommand::NextMark, Qt::Key_N, QT_TRANSLATE_NOOP("ui::DeckKeys", "To the next mark")},
        {DeckCommand::PreviousMark, Qt::SHIFT | Qt::Key_N,
         QT_TRANSLATE_NOOP("ui::DeckKeys", "To the mark before")},
    };
    return keys;
}

QString meaningOf(const DeckKey& key)
{
    return QCoreApplication::translate("ui::DeckKeys", key.meaning);
}

QString keyText(DeckCommand command)
{
    const auto found =
        std::find_if(deckKeys().begin(), deckKeys().end(),
                     [command](const DeckKey& key) { return key.command == command; });
    return found == deckKeys().end() ? QString()
                                     : QKeySequence(found->key).toString(QKeySequence::NativeText);
}

} // namespace ui

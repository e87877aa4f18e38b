#pragma once

#include <QKeyCombination>
#include <QString>

#include <vector>

namespace ui {

/// What a key means to the deck and to the views that pass their keys on to it.
enum class DeckCommand {
    TogglePlay,
    StepBack,
    StepForward,
    StepOver,
    PreviousChapter,
    NextChapter,
    ToStart,
    ToEnd,
    ToPictureStart,
    ToPictureEnd,
    Slower,
    Faster,
    ToggleMark,
    NextMark,
    PreviousMark,
};

struct DeckKey
{
    DeckCommand command;
    QKeyCombination key;
    const char* meaning; ///< for DeckKeys::meaning()
};

/// The one list of the deck's keys: it acts by it, and tooltips and the shortcut sheet are written
/// from it.
const std::vector<DeckKey>& deckKeys();
/// In the user's language: "Step over a loop or a call".
QString meaningOf(const DeckKey& key);
/// As it stands in tooltips: "Shift+Right".
QString keyText(DeckCommand command);

} // namespace ui

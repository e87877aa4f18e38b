#pragma once

#include <string>
#include <utility>

#include "engine/lesson/bilingualtext.h"
#include "engine/recording/recording.h"

namespace engine {

/// The one sentence of step `index` (0 <= index < stepCount()): caption, screen reader's text and
/// line in the handout.
std::string sentence(const Recording& recording, int index, Language language);

class FormulaBook;
/// The same for many steps of one recording, the book's: what it worked out serves the next one.
std::string sentence(FormulaBook& formulas, int index, Language language);

/// The sentence shown at step k: of the step that led there, or of "nothing has happened yet" at 0.
std::string sentenceAt(const Recording& recording, int k, Language language);

/// A line of algebra: the same in both languages, unless there are words in it.
struct RuleLine : BilingualText
{
    RuleLine() = default;
    RuleLine(const char* both)
        : BilingualText{both, both}
    {
    }
    RuleLine(std::string inEnglish, std::string inChinese)
        : BilingualText{std::move(inEnglish), std::move(inChinese)}
    {
    }
};

/// What the operation computes and how its gradient rule reads, for the inspector: "y = a·b" / "ā
/// += ȳ·b".
struct RuleText
{
    BilingualText operation; ///< "matrix product"
    std::string forward; ///< "C = A B"
    RuleLine backward; ///< "Ā += C̄ Bᵀ,  B̄ += Aᵀ C̄"; empty when nothing flows back
    BilingualText explanation;
};
RuleText ruleText(Op op);

/// Why the operation is on no tape, or empty.
BilingualText unrecordedText(Unrecorded reason);
/// Why the gradient is None.
BilingualText noGradientText(NoGradient reason);

} // namespace engine

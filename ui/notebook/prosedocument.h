#pragma once

#include <QString>

#include <vector>

#include "ui/notebook/celllook.h"
#include "ui/notebook/prosemath.h"

class QTextDocument;

namespace ui {

/// Fills `document` with the Markdown, typeset in the look's fonts and colours, formulas in place.
/// Returns the formulas that are not typeset yet and stand there as plain text.
std::vector<ProseMath::Formula> setProse(QTextDocument& document, const QString& markdown,
                                         const CellLook& look);

} // namespace ui

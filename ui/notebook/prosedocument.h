#pragma once

#include <QString>

#include "ui/notebook/celllook.h"

class QTextDocument;

namespace ui {

/// Fills `document` with the Markdown, typeset in the look's fonts and colours, formulas in place.
void setProse(QTextDocument& document, const QString& markdown, const CellLook& look);

} // namespace ui

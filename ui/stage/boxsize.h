#pragma once

#include <QFont>

#include "ui/stage/stagemodel.h"
#include "ui/stage/takeindex.h"

namespace ui {

/// Fills in what a box shows and how large each part is, for the longest text any step of the take
/// puts there, so that nothing has to move while playing. Expects node, kind, isAlias, isImported
/// and hasSlot.
void sizeBox(StageBox& box, const engine::Recording& recording, const engine::Take& take,
             const TakeIndex& index);

/// The same for a closed group and for a ghost.
void sizeCard(StageBox& box, const engine::Recording& recording, const engine::Take& take);
void sizeGhost(StageBox& box);

/// Grid and size of the label that the edge's contributions carry. Expects `contributions`.
void sizeLabel(StageEdge& edge);

/// How large a value is with its strip or as pictures; an area of this size is `valueArea`.
QSizeF contentSize(const StageBox& box);
/// The element shown at a point of the picture within the value or the slot at `area`, or -1.
std::int64_t elementAt(const StageBox& box, const QRectF& area, QPointF point);
/// Where an element is shown within `area`; empty when it is not.
QRectF cellAt(const StageBox& box, const QRectF& area, std::int64_t element);

/// "float32 (4, 1)".
QString typeText(const engine::Tensor& tensor);
/// "reduce_sum".
QString operationText(engine::Op op);

/// What stands in the badge of an operation, and how large.
QString symbolText(engine::Op op);
QFont symbolFont(engine::Op op);
double badgeWidth(engine::Op op);

/// Font sizes shared by measuring and painting.
namespace stagesize {
constexpr int title = 16;
constexpr int subtitle = 11;
constexpr int label = 12;
constexpr int status = 11;
constexpr int number = 14;
constexpr int scalar = 20;
constexpr int contribution = 12;
constexpr int sumLine = 10; ///< "sum of 3 of 10" above a contribution
constexpr double sumLineHeight = 14;
constexpr int row = 14; ///< of a closed group
constexpr double rowHeight = 22;
constexpr double gradientRow = 20;
constexpr double opener = 18; ///< the mark that a card opens
constexpr double padding = 11;
constexpr double badge = 30;
constexpr double eye = 24;
constexpr double dot = 12; ///< pitch of the "2 of 3" dots
constexpr int mostDots = 6;
constexpr double aboveStrip = 4;
constexpr double labelPicture = 44; ///< side of a contribution that is a picture
} // namespace stagesize

} // namespace ui

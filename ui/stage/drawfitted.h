#pragma once

#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace ui {

/// Draws `text` in `rect`, made smaller when too wide for it, and cut with "…" when it would become
/// unreadable.
void drawFitted(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text,
                QFont font);

} // namespace ui

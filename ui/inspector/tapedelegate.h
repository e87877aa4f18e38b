#pragma once

#include <QStyledItemDelegate>

#include "ui/window/theme.h"

namespace ui {

class Selection;

/// Paints a row of the tape: the current step's filled and with an arrow, the selected node's
/// outlined.
class TapeDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    TapeDelegate(const Theme& theme, const Selection& selection, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintText(QPainter* painter, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const;
    void paintOutline(QPainter* painter, const QRect& cell, const QModelIndex& index) const;

    const Theme& m_theme;
    const Selection& m_selection;
};

} // namespace ui

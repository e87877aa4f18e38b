#include "ui/inspector/tapedelegate.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/inspector/tapemodel.h"
#include "ui/player/selection.h"

namespace ui {

TapeDelegate::TapeDelegate(const Theme& theme, const Selection& selection, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_selection(selection)
{
}

QSize TapeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.rwidth() += index.column() == TapeModel::Number ? 24 : 12;
    return size;
}

void TapeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const auto* model = qobject_cast<const TapeModel*>(index.model());
    const bool isCurrent = model && model->currentRow() == index.row();
    const QColor fill = isCurrent ? m_theme.currentSoft
        : index.row() % 2 == 1    ? m_theme.surfaceAlt
                                  : m_theme.surface;
    painter->fillRect(option.rect, fill);
    if (isCurrent) {
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                          m_theme.current);
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1),
                          m_theme.current);
    }
    if (isCurrent && index.column() == TapeModel::Number) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QPointF at(option.rect.left() + 5, option.rect.center().y() + 0.5);
        QPainterPath arrow(at + QPointF(8, 0));
        arrow.lineTo(at + QPointF(0, -5));
        arrow.lineTo(at + QPointF(0, 5));
        arrow.closeSubpath();
        painter->fillPath(arrow, m_theme.current);
        painter->restore();
    }
    paintText(painter, option, index);
    paintOutline(painter, option.rect, index);
}

void TapeDelegate::paintText(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    QColor ink = m_theme.text;
    QFont font = option.font;
    switch (index.column()) {
    case TapeModel::Number:
        ink = m_theme.textMuted;
        break;
    case TapeModel::Name:
        font.setBold(true);
        break;
    case TapeModel::Value:
        ink = m_theme.forward;
        break;
    case TapeModel::Adjoint:
        ink = m_theme.gradient;
        break;
    default:
        break;
    }
    if (index.column() != TapeModel::Name && index.column() != TapeModel::Number) {
        const QFont mono = Theme::monoFont(font.pointSizeF());
        font.setFamilies(mono.families());
    }
    painter->setFont(font);
    QRect room = option.rect.adjusted(6, 0, -6, 0);
    const QFontMetrics metrics(font);
    const QString arrived = index.data(TapeModel::arrivedRole).toString();
    if (!arrived.isEmpty()) {
        // How many of the contributions are in, in its own corner so that the running sum keeps its
        // place.
        painter->setPen(m_theme.textMuted);
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, arrived);
        room.adjust(0, 0, -metrics.horizontalAdvance(arrived) - 8, 0);
    }
    painter->setPen(ink);
    const auto alignment = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt());
    painter->drawText(room, alignment,
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, room.width()));
}

void TapeDelegate::paintOutline(QPainter* painter, const QRect& cell,
                                const QModelIndex& index) const
{
    const auto* model = qobject_cast<const TapeModel*>(index.model());
    if (!model || !m_selection.node().isValid() || model->nodeOf(index.row()) != m_selection.node())
        return;
    constexpr int width = 2;
    const QColor color = m_theme.selection;
    painter->fillRect(QRect(cell.left(), cell.top(), cell.width(), width), color);
    painter->fillRect(QRect(cell.left(), cell.bottom() - width + 1, cell.width(), width), color);
    if (index.column() == 0)
        painter->fillRect(QRect(cell.left(), cell.top(), width, cell.height()), color);
    if (index.column() == TapeModel::ColumnCount - 1)
        painter->fillRect(QRect(cell.right() - width + 1, cell.top(), width, cell.height()), color);
}

} // namespace ui

#include "ui/player/granularitybox.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace ui {
namespace {

constexpr int explanationRole = Qt::UserRole + 1;
constexpr int gap = 16;

/// The word in a column, its explanation muted beside it.
class ExplainingDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static int wordWidth(const QAbstractItemModel& model, const QFontMetrics& metrics)
    {
        int widest = 0;
        for (int row = 0; row < model.rowCount(); ++row)
            widest =
                std::max(widest, metrics.horizontalAdvance(model.index(row, 0).data().toString()));
        return widest;
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int width = wordWidth(*index.model(), option.fontMetrics) + gap
            + option.fontMetrics.horizontalAdvance(index.data(explanationRole).toString()) + 24;
        return {width, option.fontMetrics.height() + 10};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        painter->fillRect(option.rect,
                          option.palette.brush(isSelected ? QPalette::Highlight : QPalette::Base));
        painter->setFont(option.font);
        painter->setPen(
            option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
        const QRect text = option.rect.adjusted(8, 0, -8, 0);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
        if (!isSelected)
            painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(
            text.adjusted(wordWidth(*index.model(), option.fontMetrics) + gap, 0, 0, 0),
            Qt::AlignVCenter | Qt::AlignLeft, index.data(explanationRole).toString());
    }
};

} // namespace

GranularityBox::GranularityBox(QWidget* parent)
    : QComboBox(parent)
{
    setFocusPolicy(Qt::TabFocus);
    for (int i = 0; i < 5; ++i)
        addItem({});
    setItemDelegate(new ExplainingDelegate(this));
    retranslate();
}

void GranularityBox::showPopup()
{
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + 4);
    QComboBox::showPopup();
}

void GranularityBox::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QComboBox::changeEvent(event);
}

void GranularityBox::retranslate()
{
    const auto fill = [this](int row, const QString& word, const QString& explanation) {
        setItemText(row, word);
        setItemData(row, explanation, explanationRole);
        setItemData(row, explanation, Qt::AccessibleDescriptionRole);
    };
    fill(0, tr("Cell"), tr("a whole cell at a time"));
    fill(1, tr("Line"), tr("one line of code at a time; a gradient pass is one step"));
    fill(2, tr("Expression"), tr("each part of a line as it gets its value"));
    fill(3, tr("Operation"), tr("each operation of the graph; backward, each node's rule"));
    fill(4, tr("Contribution"), tr("operations, and backward each piece of gradient that arrives"));
    setAccessibleName(tr("Granularity"));
    setToolTip(tr("How far one step goes"));
}

} // namespace ui

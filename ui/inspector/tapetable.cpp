#include "ui/inspector/tapetable.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <array>

#include "ui/inspector/tapedelegate.h"
#include "ui/inspector/tapemodel.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/window/themepalette.h"

namespace ui {

TapeTable::TapeTable(Player* player, Selection* selection, QWidget* parent)
    : QTableView(parent)
    , m_model(new TapeModel(player, this))
    , m_selection(selection)
{
    setModel(m_model);
    setItemDelegate(new TapeDelegate(m_theme, *selection, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setMinimumSectionSize(20);
    setAccessibleName(tr("Tape"));
    setTheme(m_theme);

    connect(this, &QTableView::clicked, this,
            [this](const QModelIndex& index) { selectRow(index.row()); });
    connect(selection, &Selection::changed, this, [this](engine::NodeId node) {
        if (const int row = m_model->rowOf(node); row >= 0)
            scrollTo(m_model->index(row, 0));
        viewport()->update();
    });
    connect(player, &Player::stepChanged, this, &TapeTable::followStep);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TapeTable::fitColumns);
    followStep();
}

void TapeTable::setTheme(const Theme& theme)
{
    m_theme = theme;
    setPalette(paletteOf(theme));
    const QFont font = Theme::uiFont(10);
    setFont(font);
    horizontalHeader()->setFont(Theme::uiFont(9));
    verticalHeader()->setDefaultSectionSize(QFontMetrics(font).height() + 10);
    horizontalHeader()->setStyleSheet(
        QStringLiteral("QHeaderView::section { background: %1; color: %2; border: 0; "
                       "border-bottom: 1px solid %3; padding: 4px 3px; }")
            .arg(theme.window.name(), theme.textMuted.name(), theme.border.name()));
    viewport()->update();
}

void TapeTable::followStep()
{
    if (m_model->currentRow() >= 0)
        scrollTo(m_model->index(m_model->currentRow(), 0));
}

void TapeTable::selectRow(int row)
{
    if (m_model->isThere(row))
        m_selection->select(m_model->nodeOf(row));
}

void TapeTable::fitColumns()
{
    // Shares of the width: the columns must not follow their contents, or they would move while
    // playing.
    const int largest = std::max(m_model->nodeOf(m_model->rowCount() - 1).index, 10);
    const int number = fontMetrics().horizontalAdvance(QString::number(largest)) + 24;
    setColumnWidth(TapeModel::Number, number);
    constexpr std::array shares{0.18, 0.27, 0.275};
    const int available = viewport()->width() - number;
    int rest = available;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const int width = static_cast<int>(available * shares[i]);
        setColumnWidth(TapeModel::Name + static_cast<int>(i), width);
        rest -= width;
    }
    setColumnWidth(TapeModel::Adjoint, rest);
}

void TapeTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_model->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(m_theme.textMuted);
    painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     tr("Nothing is on a tape in this part of the recording."));
}

void TapeTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void TapeTable::keyPressEvent(QKeyEvent* event)
{
    const bool isPlain = event->modifiers() == Qt::NoModifier;
    if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        selectRow(currentIndex().row());
    } else if (isPlain && event->key() == Qt::Key_Escape) {
        m_selection->clear();
    } else {
        QTableView::keyPressEvent(event);
    }
}

void TapeTable::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Tape"));
        m_model->retranslate();
    }
    QTableView::changeEvent(event);
}

} // namespace ui

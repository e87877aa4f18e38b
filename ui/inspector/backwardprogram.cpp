#include "ui/inspector/backwardprogram.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include "ui/inspector/backwardmodel.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/window/themepalette.h"

namespace ui {

BackwardProgram::BackwardProgram(Player* player, Selection* selection, QWidget* parent)
    : QTableView(parent)
    , m_model(new BackwardModel(player, this))
    , m_player(player)
    , m_selection(selection)
{
    setModel(m_model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(20);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setAccessibleName(tr("Backward program"));
    setTheme(m_theme);
    connect(this, &QTableView::clicked, this,
            [this](const QModelIndex& index) { goTo(index.row()); });
    connect(player, &Player::stepChanged, this, &BackwardProgram::followStep);
    followStep();
}

void BackwardProgram::setTheme(const Theme& theme)
{
    m_theme = theme;
    setPalette(paletteOf(theme));
    m_model->setTheme(theme);
    horizontalHeader()->setFont(Theme::uiFont(9));
    // A bar over a capital letter needs room above the line.
    verticalHeader()->setDefaultSectionSize(QFontMetrics(Theme::monoFont(10)).height() + 12);
    horizontalHeader()->setStyleSheet(
        QStringLiteral("QHeaderView::section { background: %1; color: %2; border: 0; "
                       "border-bottom: 1px solid %3; padding: 4px 6px; }")
            .arg(theme.window.name(), theme.textMuted.name(), theme.border.name()));
    viewport()->update();
}

void BackwardProgram::followStep()
{
    if (m_model->currentRow() >= 0)
        scrollTo(m_model->index(m_model->currentRow(), 0));
}

void BackwardProgram::goTo(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    const engine::BackwardLine line = m_model->line(row);
    if (line.firesAt != engine::never) {
        m_player->pause();
        m_player->seek(line.firesAt);
    }
    m_selection->select(line.node);
}

void BackwardProgram::fitColumns()
{
    const int number = fontMetrics().horizontalAdvance(QString::number(m_model->rowCount())) + 26;
    const int rest = viewport()->width() - number;
    setColumnWidth(BackwardModel::Mark, number);
    setColumnWidth(BackwardModel::Code, rest * 3 / 5);
    setColumnWidth(BackwardModel::Amount, rest - rest * 3 / 5);
}

void BackwardProgram::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_model->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(m_theme.textMuted);
    painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     tr("No gradient is asked for in this part of the recording."));
}

void BackwardProgram::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void BackwardProgram::keyPressEvent(QKeyEvent* event)
{
    const bool isPlain = event->modifiers() == Qt::NoModifier;
    if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        goTo(currentIndex().row());
    else if (isPlain && event->key() == Qt::Key_Escape)
        m_selection->clear();
    else
        QTableView::keyPressEvent(event);
}

void BackwardProgram::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Backward program"));
        m_model->retranslate();
    }
    QTableView::changeEvent(event);
}

} // namespace ui

#include "ui/inspector/backwardmodel.h"

#include <algorithm>

#include "ui/player/player.h"

namespace ui {

BackwardModel::BackwardModel(Player* player, QObject* parent)
    : QAbstractTableModel(parent)
    , m_player(player)
{
    connect(player, &Player::stepChanged, this, &BackwardModel::takeStep);
    takeStep();
}

int BackwardModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int BackwardModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool BackwardModel::hasRun(int row) const
{
    return line(row).firesAt <= m_player->step();
}

void BackwardModel::takeStep()
{
    const auto& recording = m_player->recording();
    const int k = m_player->step();
    engine::PassId pass;
    if (recording && m_player->take() >= 0) {
        const std::vector<engine::PassId>& passes =
            recording->takes[static_cast<std::size_t>(m_player->take())].passes;
        pass = engine::passAt(*recording, k)
                   .value_or(passes.empty() ? engine::PassId() : passes.front());
    }
    if (recording != m_recording || pass != m_pass) {
        beginResetModel();
        m_recording = recording;
        m_pass = pass;
        m_lines = recording ? engine::backwardProgram(*recording, pass)
                            : std::vector<engine::BackwardLine>();
        m_currentRow = -1;
        endResetModel();
    }
    const auto next = std::partition_point(m_lines.begin(), m_lines.end(),
                                           [k](const auto& each) { return each.firesAt <= k; });
    const bool isNow = next != m_lines.begin() && std::prev(next)->firesAt == k;
    m_currentRow = isNow ? static_cast<int>(next - m_lines.begin()) - 1 : -1;
    if (!m_lines.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QString BackwardModel::amount(const engine::BackwardLine& line) const
{
    const engine::GradientPass& pass = m_recording->passes[static_cast<std::size_t>(m_pass.index)];
    if (line.contribution < 0)
        return {};
    const engine::Contribution& contribution =
        pass.contributions[static_cast<std::size_t>(line.contribution)];
    const QString sum = QString::fromStdString(engine::shortValue(contribution.sum));
    if (contribution.ordinal == 1)
        return sum;
    return QStringLiteral("+ %1 → %2")
        .arg(QString::fromStdString(engine::shortValue(contribution.amount)), sum);
}

QVariant BackwardModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const engine::BackwardLine& it = line(index.row());
    const bool isDone = hasRun(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Mark)
            return index.row() == m_currentRow ? QStringLiteral("▶")
                                               : QString::number(index.row() + 1);
        if (index.column() == Code)
            return QString::fromStdString(it.code);
        return isDone ? amount(it) : QString();
    case Qt::ForegroundRole:
        if (!isDone || index.column() == Mark)
            return m_theme.textMuted;
        return index.column() == Amount ? m_theme.gradient : m_theme.text;
    case Qt::BackgroundRole:
        return index.row() == m_currentRow ? m_theme.currentSoft
            : it.beginsRule                ? m_theme.surface
                                           : m_theme.surfaceAlt;
    case Qt::FontRole: {
        QFont font = index.column() == Mark ? Theme::uiFont(9) : Theme::monoFont(10);
        font.setBold(index.row() == m_currentRow && index.column() != Mark);
        return font;
    }
    case Qt::ToolTipRole:
        return index.column() == Amount ? data(index, Qt::DisplayRole)
                                        : QString::fromStdString(it.code);
    case Qt::AccessibleTextRole:
        return isDone ? tr("done: %1").arg(data(index, Qt::DisplayRole).toString())
                      : data(index, Qt::DisplayRole);
    default:
        return {};
    }
}

QVariant BackwardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Code ? tr("Backward program") : section == Amount ? tr("Arrives") : QString();
}

void BackwardModel::setTheme(const Theme& theme)
{
    m_theme = theme;
    retranslate();
}

void BackwardModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_lines.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace ui

#include "ui/inspector/tapemodel.h"

#include <algorithm>
#include <unordered_map>

#include "engine/tensor/numpytext.h"
#include "ui/inspector/nodereport.h"
#include "ui/player/player.h"

namespace ui {
namespace {

QString wholeText(const engine::Tensor& tensor)
{
    return QString::fromStdString(engine::numpyStr(tensor));
}

/// As in the picture: all forward work, and of a pass's own operations only those that a later pass
/// goes back through (an outer tape recorded them), with what they need.
std::vector<bool> shownNodes(const engine::Recording& recording, int take)
{
    std::vector<bool> isShown(static_cast<std::size_t>(recording.graph.size()), false);
    const engine::Take& data = recording.takes[static_cast<std::size_t>(take)];
    for (const engine::PassId pass : data.passes) {
        for (const engine::Firing& firing :
             recording.passes[static_cast<std::size_t>(pass.index)].firings)
            isShown[static_cast<std::size_t>(firing.node.index)] = true;
    }
    for (auto id = data.nodes.rbegin(); id != data.nodes.rend(); ++id) {
        const engine::Node& node = recording.graph.node(*id);
        const bool isOnDemand = node.isBackward() || node.op == engine::Op::Gradient;
        if (isOnDemand && !isShown[static_cast<std::size_t>(id->index)])
            continue;
        isShown[static_cast<std::size_t>(id->index)] = true;
        for (const engine::NodeId input : node.inputs)
            isShown[static_cast<std::size_t>(input.index)] = true;
    }
    return isShown;
}

} // namespace

TapeModel::TapeModel(Player* player, QObject* parent)
    : QAbstractTableModel(parent)
    , m_player(player)
{
    connect(player, &Player::stepChanged, this, &TapeModel::takeStep);
    takeStep();
}

int TapeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TapeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

engine::NodeId TapeModel::nodeOf(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].node
                                        : engine::NodeId{};
}

int TapeModel::rowOf(engine::NodeId node) const
{
    const auto found =
        std::lower_bound(m_rows.begin(), m_rows.end(), node,
                         [](const Row& row, engine::NodeId id) { return row.node < id; });
    return found != m_rows.end() && found->node == node ? static_cast<int>(found - m_rows.begin())
                                                        : -1;
}

void TapeModel::takeStep()
{
    const int take = m_player->take();
    if (m_recording != m_player->recording() || take != m_take)
        reload(take);
    const engine::NodeId current =
        m_recording ? currentNode(*m_recording, m_player->step()) : engine::NodeId{};
    m_currentRow = rowOf(current);
    if (m_currentRow >= 0 && !isThere(m_currentRow))
        m_currentRow = -1;
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void TapeModel::reload(int take)
{
    beginResetModel();
    m_recording = m_player->recording();
    m_take = take;
    m_rows.clear();
    if (m_recording && take >= 0) {
        std::unordered_map<int, int> watchedAt;
        for (const engine::WatchFact& watch : m_recording->watches) {
            const auto [place, isNew] = watchedAt.emplace(watch.node.index, watch.at);
            if (!isNew)
                place->second = std::min(place->second, watch.at);
        }
        const std::vector<bool> isShown = shownNodes(*m_recording, take);
        for (const engine::NodeId node : m_recording->takes[static_cast<std::size_t>(take)].nodes) {
            if (!isShown[static_cast<std::size_t>(node.index)])
                continue;
            const int bornAt = m_recording->nodes[static_cast<std::size_t>(node.index)].bornAt;
            const auto watch = watchedAt.find(node.index);
            if (engine::isRecorded(*m_recording, node))
                m_rows.push_back({node, bornAt});
            else if (watch != watchedAt.end())
                m_rows.push_back({node, std::max(bornAt, watch->second)});
        }
    }
    endResetModel();
}

bool TapeModel::isThere(int row) const
{
    return row >= 0 && row < rowCount()
        && m_rows[static_cast<std::size_t>(row)].since <= m_player->step();
}

QVariant TapeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter
                                | (index.column() == Number ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::DisplayRole && index.column() == Number)
        return nodeOf(index.row()).index;
    if (!isThere(index.row()))
        return {};
    if (index.column() == Adjoint)
        return adjoint(index.row(), role);
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == Qt::ToolTipRole && index.column() == Value)
        return wholeText(m_recording->graph.node(nodeOf(index.row())).value);
    if (role == Qt::ToolTipRole)
        return text(index.row(), index.column());
    return {};
}

QString TapeModel::text(int row, int column) const
{
    const engine::NodeId node = nodeOf(row);
    const int k = m_player->step();
    switch (column) {
    case Name:
        return QString::fromStdString(engine::nameAt(*m_recording, node, k));
    case Operation:
        // What made a watched number is not on the tape; that it is watched is.
        return engine::isRecorded(*m_recording, node)
            ? QString::fromStdString(applicationText(*m_recording, node, k))
            : tr("watched");
    case Value:
        return QString::fromStdString(engine::shortValue(m_recording->graph.node(node).value));
    default:
        return {};
    }
}

QVariant TapeModel::adjoint(int row, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != phaseRole
        && role != arrivedRole)
        return {};
    const int k = m_player->step();
    const auto pass = engine::passAt(*m_recording, k);
    if (!pass)
        return {};
    const engine::GradientState state = engine::gradientAt(*m_recording, *pass, nodeOf(row), k);
    if (role == phaseRole)
        return static_cast<int>(state.phase);
    if (role == arrivedRole) {
        return state.phase == engine::GradientPhase::Arriving
            ? QStringLiteral("%1/%2").arg(state.arrived).arg(state.expected)
            : QString();
    }
    if (state.sum && role == Qt::ToolTipRole)
        return wholeText(*state.sum);
    if (state.sum)
        return QString::fromStdString(engine::shortValue(*state.sum));
    return state.phase == engine::GradientPhase::OffPath ? QStringLiteral("–") : QString();
}

QVariant TapeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter
                                | (section == Number ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("No.");
    case Name:
        return tr("Name");
    case Operation:
        return tr("Operation");
    case Value:
        return tr("Value");
    case Adjoint:
        return tr("Adjoint");
    default:
        return {};
    }
}

void TapeModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace ui

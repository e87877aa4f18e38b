#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "engine/recording/questions.h"
#include "ui/window/theme.h"

namespace ui {

class Player;

/// The tape (Wengert list) of the current take at the current step. There is a row from the start
/// for every node that will be on it, so that nothing moves while playing; it stays blank but for
/// its number until the node is there.
class TapeModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Number, Name, Operation, Value, Adjoint, ColumnCount };
    /// How far the adjoint is: an int(engine::GradientPhase), invalid before a pass.
    static constexpr int phaseRole = Qt::UserRole + 1;
    /// "1/2" while contributions are arriving, else empty.
    static constexpr int arrivedRole = Qt::UserRole + 2;

    explicit TapeModel(Player* player, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    engine::NodeId nodeOf(int row) const;
    int rowOf(engine::NodeId node) const; ///< -1 when it is not on the tape
    bool isThere(int row) const; ///< at the current step
    int currentRow() const { return m_currentRow; }

    void retranslate();

private:
    void takeStep();
    void reload(int take);
    QString text(int row, int column) const;
    QVariant adjoint(int row, int role) const;

    struct Row
    {
        engine::NodeId node;
        int since = 0; ///< first step at which it is on the tape
    };

    Player* m_player;
    std::shared_ptr<const engine::Recording> m_recording;
    std::vector<Row> m_rows;
    int m_take = -1;
    int m_currentRow = -1;
};

} // namespace ui

#pragma once

#include <QAbstractTableModel>

#include <memory>
#include <vector>

#include "engine/recording/backwardprogram.h"
#include "engine/recording/questions.h"
#include "ui/window/theme.h"

namespace ui {

class Player;

/// The backward program of the pass on display (before one has begun: of the take's first) at the
/// current step. All lines are there from the start; the ones that have run are told apart.
class BackwardModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Mark, Code, Amount, ColumnCount };

    explicit BackwardModel(Player* player, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setTheme(const Theme& theme);
    engine::PassId pass() const { return m_pass; }
    const engine::BackwardLine& line(int row) const
    {
        return m_lines[static_cast<std::size_t>(row)];
    }
    bool hasRun(int row) const;
    /// The line that this step ran, else -1.
    int currentRow() const { return m_currentRow; }
    void retranslate();

private:
    void takeStep();
    QString amount(const engine::BackwardLine& line) const;

    Player* m_player;
    Theme m_theme = Theme::light();
    std::shared_ptr<const engine::Recording> m_recording;
    engine::PassId m_pass;
    std::vector<engine::BackwardLine> m_lines;
    int m_currentRow = -1;
};

} // namespace ui

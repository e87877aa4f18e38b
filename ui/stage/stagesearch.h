#pragma once

#include <QFrame>

#include <vector>

#include "ui/stage/stagemodel.h"
#include "ui/window/theme.h"

class QLabel;
class QLineEdit;

namespace ui {

/// The nodes of a picture, also those in closed groups, that are there at k and whose name,
/// operation, value or line of code has `text` in it; ascending. Upper and lower case are the same.
std::vector<engine::NodeId> searchStage(const engine::Recording& recording, const StageModel& model,
                                        int k, const QString& text);

/// The field in the corner of the stage: says how many hits there are, Enter goes to the next,
/// Shift+Enter back, Escape closes.
class StageSearch : public QFrame
{
    Q_OBJECT
public:
    explicit StageSearch(QWidget* parent);

    void setTheme(const Theme& theme);
    void open();
    void close();
    QString text() const;
    void setHits(std::vector<engine::NodeId> hits);
    int hitCount() const { return static_cast<int>(m_hits.size()); }

signals:
    void textChanged(const QString& text);
    void hitReached(engine::NodeId node);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void go(int direction);
    void showCount();
    void retranslate();

    QLineEdit* m_field;
    QLabel* m_count;
    std::vector<engine::NodeId> m_hits;
    int m_current = -1;
};

} // namespace ui

#pragma once

#include <QAbstractButton>

#include "ui/notebook/celllook.h"

namespace ui {

/// How what a cell shows relates to what it says now.
enum class Freshness {
    NotRun,
    Saved, ///< outputs from the file
    Fresh,
    Stale, ///< the cell or one above it changed since
};

enum class Activity { Idle, Queued, Running };

/// "In [3]:" beside a code cell, with its stale mark; pressing it runs the cell, or stops it while
/// it runs.
class CellPrompt : public QAbstractButton
{
    Q_OBJECT
public:
    explicit CellPrompt(QWidget* parent = nullptr);

    void setLook(const CellLook& look);
    void setState(int executionCount, Freshness freshness, Activity activity);
    void setPlaying(bool playing); ///< the player stands in this cell
    QSize sizeHint() const override;

    /// "In [3]:", "In [*]:"
    QString prompt() const;
    /// "stale", "saved" or empty.
    QString mark() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateTexts();
    void paintMark(QPainter& painter, const QRectF& area) const;
    void paintIcon(QPainter& painter, QPointF middle) const;

    CellLook m_look;
    int m_executionCount = 0;
    Freshness m_freshness = Freshness::NotRun;
    Activity m_activity = Activity::Idle;
    bool m_playing = false;
};

} // namespace ui

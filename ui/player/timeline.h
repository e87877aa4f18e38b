#pragma once

#include <QPixmap>
#include <QWidget>

#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "ui/player/chapters.h"
#include "ui/window/theme.h"

namespace ui {

class Player;

/// The whole recording as a strip: a block for every cell run, passes raised and hatched in it,
/// ticks at the stops of the current granularity, and the playhead. Everything but the playhead is
/// painted once into a picture of the strip's width, so its cost does not depend on the number of
/// steps.
class Timeline : public QWidget
{
    Q_OBJECT
public:
    explicit Timeline(Player* player, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setLanguage(engine::Language language);

    const Player& player() const { return *m_player; }
    void seek(int step);
    const std::vector<Chapter>& chapters() const { return m_chapters; }
    /// "Step k of n".
    QString valueText() const;

    qreal xOf(int step) const;
    int stepAtX(qreal x) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void takeRecording();
    void findStops();
    void moveTo(int step);
    void invalidate();
    void describe();
    void preview(const QPoint& globalPosition);

    QRectF track() const;
    QRectF blockOf(const Chapter& chapter) const;
    void renderStrip();
    void paintCell(QPainter& painter, const Chapter& chapter, int currentTake) const;
    void paintPass(QPainter& painter, const Chapter& chapter, int currentTake) const;
    void paintTicks(QPainter& painter) const;
    void paintFailures(QPainter& painter) const;
    void paintPlayed(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintPlayhead(QPainter& painter) const;

    Player* m_player;
    Theme m_theme = Theme::light();
    engine::Language m_language = engine::Language::English;
    std::vector<Chapter> m_chapters;
    std::vector<int> m_stops;
    std::vector<int> m_failures;
    QPixmap m_strip;
    int m_stripTake = -1;
    int m_hoverStep = -1;
    int m_wheel = 0;
    bool m_dragging = false;
};

} // namespace ui

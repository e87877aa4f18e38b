#pragma once

#include <qcustomplot.h>

#include <optional>

#include "ui/plots/figuredrawing.h"

class QLabel;

namespace ui {

/// QCustomPlot with the values under the pointer. Leaves the wheel to what is around it until it
/// has the focus.
class PlotWidget : public QCustomPlot
{
    Q_OBJECT
public:
    explicit PlotWidget(QWidget* parent = nullptr);

    void setLook(const PlotLook& look);
    /// Always the wheel, and only along x (which all plots share) when `sharesX`.
    void setExplores(bool explores, bool sharesX);
    /// After the figure was drawn: ties the plots' x together.
    void figureDrawn();
    /// A line across all plots; NaN: none.
    void setMarker(double x);
    /// Whether a button is down in it: it must not be built anew then.
    bool isHeld() const { return m_isHeld; }

signals:
    /// The user moved or zoomed; ranges of the first plot.
    void rangesChanged(const QCPRange& x, const QCPRange& y);
    void hovered(double x); ///< a point of a line, when one is near
    void left();
    void released();

protected:
    void wheelEvent(QWheelEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void drawMarker();
    void tellRanges();

    QLabel* m_value;
    PlotLook m_look;
    bool m_explores = false;
    bool m_sharesX = false;
    bool m_isHeld = false;
    double m_marker;
    QList<QCPItemStraightLine*> m_markers;
    QCPRange m_toldX;
    QCPRange m_toldY;
};

} // namespace ui

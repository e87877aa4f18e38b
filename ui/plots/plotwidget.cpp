#include "ui/plots/plotwidget.h"

#include <QLabel>

#include <cmath>

namespace ui {

namespace {

/// The point of a graph or curve that is near the pointer, when there is one.
std::optional<QPointF> nearPoint(QCustomPlot& plot, const QPointF& at, QString& name)
{
    constexpr double reach = 9; // pixels
    std::optional<QPointF> nearest;
    double best = reach;
    const auto offer = [&](QCPAbstractPlottable& plottable, double key, double value) {
        const QPointF place = plottable.coordsToPixels(key, value);
        const double distance = QLineF(place, at).length();
        if (distance < best) {
            best = distance;
            nearest = QPointF(key, value);
            name = plottable.name();
        }
    };
    const QCPAxisRect* const rect = plot.axisRectAt(at);
    for (int i = 0; i < plot.plottableCount(); ++i) {
        QCPAbstractPlottable* plottable = plot.plottable(i);
        if (plottable->keyAxis()->axisRect() != rect)
            continue;
        if (auto* graph = qobject_cast<QCPGraph*>(plottable)) {
            for (const QCPGraphData& data : *graph->data())
                offer(*graph, data.key, data.value);
        } else if (auto* curve = qobject_cast<QCPCurve*>(plottable)) {
            for (const QCPCurveData& data : *curve->data())
                offer(*curve, data.key, data.value);
        }
    }
    return nearest;
}

} // namespace

PlotWidget::PlotWidget(QWidget* parent)
    : QCustomPlot(parent)
    , m_value(new QLabel(this))
    , m_marker(std::nan(""))
{
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    setFocusPolicy(Qt::ClickFocus);
    setMouseTracking(true);
    setContextMenuPolicy(Qt::NoContextMenu); // the view has it
    m_value->hide();
    m_value->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_value->setMargin(3);
    m_value->setAutoFillBackground(true);
}

void PlotWidget::setLook(const PlotLook& look)
{
    m_look = look;
    QPalette palette;
    palette.setColor(QPalette::Window, look.theme.surfaceAlt);
    palette.setColor(QPalette::WindowText, look.theme.text);
    m_value->setPalette(palette);
    m_value->setFont(Theme::monoFont(8.5 * look.scale));
}

void PlotWidget::setExplores(bool explores, bool sharesX)
{
    m_explores = explores;
    m_sharesX = sharesX;
}

void PlotWidget::figureDrawn()
{
    m_markers.clear(); // went with the items
    if (m_sharesX) {
        const QList<QCPAxisRect*> rects = axisRects();
        for (QCPAxisRect* rect : rects) {
            rect->setRangeZoom(Qt::Horizontal);
            rect->setRangeDrag(Qt::Horizontal);
            QCPAxis* const own = rect->axis(QCPAxis::atBottom);
            for (QCPAxisRect* other : rects) {
                if (other == rect)
                    continue;
                QCPAxis* const axis = other->axis(QCPAxis::atBottom);
                connect(own, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), axis,
                        [axis](const QCPRange& range) {
                            if (axis->range() != range)
                                axis->setRange(range);
                        });
            }
        }
    }
    if (axisRectCount() > 0) {
        const QCPAxisRect* rect = axisRect(0);
        m_toldX = rect->axis(QCPAxis::atBottom)->range();
        m_toldY = rect->axis(QCPAxis::atLeft)->range();
    }
    drawMarker();
}

void PlotWidget::setMarker(double x)
{
    if (m_marker == x || (std::isnan(m_marker) && std::isnan(x)))
        return;
    m_marker = x;
    drawMarker();
    replot(QCustomPlot::rpQueuedReplot);
}

void PlotWidget::drawMarker()
{
    for (QCPItemStraightLine* line : m_markers)
        removeItem(line);
    m_markers.clear();
    if (std::isnan(m_marker))
        return;
    for (QCPAxisRect* rect : axisRects()) {
        auto* line = new QCPItemStraightLine(this);
        for (QCPItemPosition* point : {line->point1, line->point2}) {
            point->setAxes(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
            point->setAxisRect(rect);
            point->setTypeX(QCPItemPosition::ptPlotCoords);
            point->setTypeY(QCPItemPosition::ptAxisRectRatio);
        }
        line->point1->setCoords(m_marker, 0);
        line->point2->setCoords(m_marker, 1);
        line->setClipToAxisRect(true);
        line->setClipAxisRect(rect);
        line->setPen(QPen(m_look.theme.current, 1.5 * m_look.scale));
        m_markers.append(line);
    }
}

void PlotWidget::tellRanges()
{
    if (axisRectCount() == 0)
        return;
    const QCPAxisRect* rect = axisRect(0);
    const QCPRange x = rect->axis(QCPAxis::atBottom)->range();
    const QCPRange y = rect->axis(QCPAxis::atLeft)->range();
    if (x == m_toldX && y == m_toldY)
        return;
    m_toldX = x;
    m_toldY = y;
    emit rangesChanged(x, y);
}

void PlotWidget::wheelEvent(QWheelEvent* event)
{
    if (!m_explores && !hasFocus()) {
        event->ignore();
        return;
    }
    QCustomPlot::wheelEvent(event);
    tellRanges();
}

void PlotWidget::mousePressEvent(QMouseEvent* event)
{
    m_isHeld = true;
    QCustomPlot::mousePressEvent(event);
}

void PlotWidget::mouseReleaseEvent(QMouseEvent* event)
{
    QCustomPlot::mouseReleaseEvent(event);
    m_isHeld = false;
    tellRanges();
    emit released();
}

void PlotWidget::mouseMoveEvent(QMouseEvent* event)
{
    QCustomPlot::mouseMoveEvent(event);
    QCPAxisRect* rect = axisRectAt(event->position());
    if (rect == nullptr || !rect->rect().contains(event->position().toPoint())) {
        m_value->hide();
        return;
    }
    QString name;
    const auto point = nearPoint(*this, event->position(), name);
    const double x =
        point ? point->x() : rect->axis(QCPAxis::atBottom)->pixelToCoord(event->position().x());
    const double y =
        point ? point->y() : rect->axis(QCPAxis::atLeft)->pixelToCoord(event->position().y());
    QString text = QStringLiteral("x = %1  y = %2").arg(x, 0, 'g', 5).arg(y, 0, 'g', 5);
    for (int i = 0; i < plottableCount(); ++i) {
        if (auto* map = qobject_cast<QCPColorMap*>(plottable(i));
            map != nullptr && map->keyAxis()->axisRect() == rect)
            text += QStringLiteral("  value = %1").arg(map->data()->data(x, y), 0, 'g', 5);
    }
    m_value->setText(name.isEmpty() ? text : name + QStringLiteral(": ") + text);
    m_value->adjustSize();
    m_value->move(rect->right() - m_value->width() - 2, rect->bottom() - m_value->height() - 2);
    m_value->show();
    if (point && event->buttons() == Qt::NoButton)
        emit hovered(point->x());
}

void PlotWidget::leaveEvent(QEvent* event)
{
    m_value->hide();
    QCustomPlot::leaveEvent(event);
    emit left();
}

} // namespace ui

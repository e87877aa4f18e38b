#include "ui/plots/figureview.h"

#include <qcustomplot.h>

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>
#include <optional>

#include "ui/plots/figureexport.h"
#include "ui/plots/figureitems.h"

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
    for (int i = 0; i < plot.plottableCount(); ++i) {
        QCPAbstractPlottable* plottable = plot.plottable(i);
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

/// QCustomPlot that leaves the wheel to the notebook until it has the focus.
class FigureView::Plot : public QCustomPlot
{
public:
    explicit Plot(QWidget* parent)
        : QCustomPlot(parent)
        , m_value(new QLabel(this))
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

    void setValueLook(const PlotLook& look)
    {
        QPalette palette;
        palette.setColor(QPalette::Window, look.theme.surfaceAlt);
        palette.setColor(QPalette::WindowText, look.theme.text);
        m_value->setPalette(palette);
        m_value->setFont(Theme::monoFont(8.5 * look.scale));
    }

protected:
    void wheelEvent(QWheelEvent* event) override
    {
        if (hasFocus())
            QCustomPlot::wheelEvent(event);
        else
            event->ignore();
    }
    void mouseMoveEvent(QMouseEvent* event) override
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
    }
    void leaveEvent(QEvent* event) override
    {
        m_value->hide();
        QCustomPlot::leaveEvent(event);
    }

private:
    QLabel* m_value;
};

FigureView::FigureView(std::shared_ptr<const engine::Figure> figure, const PlotLook& look,
                       QWidget* parent)
    : QWidget(parent)
    , m_figure(std::move(figure))
    , m_look(look)
    , m_plot(new Plot(this))
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::TabFocus);
    setFocusProxy(m_plot);
    QStringList words;
    for (const engine::PlotAxes& axes : m_figure->axes)
        words << plotWords(axes.title) << plotWords(axes.y.label);
    words.removeAll(QString());
    setAccessibleName(words.isEmpty() ? tr("Plot")
                                      : tr("Plot: %1").arg(words.join(QStringLiteral(", "))));
    redraw();
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &FigureView::redraw);
}

FigureView::~FigureView() = default;

QSize FigureView::sizeHint() const
{
    const double dots = figureDotsPerInch * m_look.scale;
    return QSize(qRound(m_figure->width * dots), qRound(m_figure->height * dots));
}

int FigureView::heightForWidth(int width) const
{
    const QSize wish = sizeHint();
    return width >= wish.width() ? wish.height()
                                 : qRound(width * m_figure->height / m_figure->width);
}

void FigureView::redraw()
{
    drawFigure(*m_plot, *m_figure, m_look);
    m_plot->setValueLook(m_look);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void FigureView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const QSize wish = sizeHint();
    m_plot->setGeometry(0, 0, qMin(width(), wish.width()), qMin(height(), wish.height()));
}

void FigureView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Home || event->key() == Qt::Key_0)
        redraw();
    else
        QWidget::keyPressEvent(event);
}

void FigureView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("Show the whole plot"), this, &FigureView::redraw);
    menu.addAction(tr("Copy as picture"), this, &FigureView::copy);
    menu.addAction(tr("Save plot…"), this, &FigureView::save);
    menu.exec(event->globalPos());
}

void FigureView::copy()
{
    QGuiApplication::clipboard()->setImage(figureImage(*m_figure, m_look, 2));
}

void FigureView::save()
{
    struct Choice
    {
        QString filter;
        QString suffix;
        FigureFormat format;
    };
    const std::vector<Choice> choices{
        {tr("PNG picture (*.png)"), QStringLiteral(".png"), FigureFormat::Png},
        {tr("SVG drawing (*.svg)"), QStringLiteral(".svg"), FigureFormat::Svg},
        {tr("PDF document (*.pdf)"), QStringLiteral(".pdf"), FigureFormat::Pdf},
        {tr("Values (*.csv)"), QStringLiteral(".csv"), FigureFormat::Csv}};
    QStringList filters;
    for (const Choice& choice : choices)
        filters << choice.filter;
    QString filter = filters.front();
    QString path =
        QFileDialog::getSaveFileName(this, tr("Save plot"), tr("plot") + QStringLiteral(".png"),
                                     filters.join(QStringLiteral(";;")), &filter);
    if (path.isEmpty())
        return;
    // The name says the format; without a known ending, the chosen filter does.
    auto chosen = std::find_if(choices.begin(), choices.end(), [&](const Choice& choice) {
        return path.endsWith(choice.suffix, Qt::CaseInsensitive);
    });
    if (chosen == choices.end()) {
        chosen = std::find_if(choices.begin(), choices.end(),
                              [&](const Choice& choice) { return choice.filter == filter; });
        path += chosen->suffix;
    }
    const QString problem = saveFigure(*m_figure, m_look, chosen->format, path);
    if (!problem.isEmpty())
        QMessageBox::warning(this, tr("The plot was not saved."), problem);
}

} // namespace ui

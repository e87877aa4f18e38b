#include "ui/plots/figureview.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>

#include "ui/math/mathtypesetter.h"
#include "ui/plots/figureexport.h"
#include "ui/plots/figureitems.h"
#include "ui/plots/plotwidget.h"

namespace ui {

FigureView::FigureView(std::shared_ptr<const engine::Figure> figure, const PlotLook& look,
                       QWidget* parent)
    : QWidget(parent)
    , m_figure(std::move(figure))
    , m_look(look)
    , m_plot(new PlotWidget(this))
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::TabFocus);
    setFocusProxy(m_plot);
    nameIt();
    awaitFormulas();
    redraw();
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &FigureView::showWhole);
    const auto catchUp = [this] {
        if (m_awaitsRelease)
            redraw();
    };
    connect(m_plot, &PlotWidget::released, this, catchUp);
}

FigureView::~FigureView() = default;

/// Formulas are typeset on a thread of their own; the plot is drawn again once they are there.
void FigureView::awaitFormulas()
{
    if (m_look.typesetter)
        connect(m_look.typesetter, &MathTypesetter::ready, this, &FigureView::redraw,
                Qt::UniqueConnection);
}

void FigureView::nameIt()
{
    QStringList words;
    for (const engine::PlotAxes& axes : m_figure->axes)
        words << plotWords(axes.title) << plotWords(axes.y.label);
    words.removeAll(QString());
    setAccessibleName(words.isEmpty() ? tr("Plot")
                                      : tr("Plot: %1").arg(words.join(QStringLiteral(", "))));
}

void FigureView::setFigure(std::shared_ptr<const engine::Figure> figure, const PlotLook& look)
{
    m_figure = std::move(figure);
    m_look = look;
    nameIt();
    awaitFormulas();
    redraw();
}

void FigureView::setFills(bool fills)
{
    m_fills = fills;
    QSizePolicy policy(fills ? QSizePolicy::Expanding : QSizePolicy::Preferred,
                       fills ? QSizePolicy::Expanding : QSizePolicy::Preferred);
    policy.setHeightForWidth(!fills);
    setSizePolicy(policy);
    place();
}

QSize FigureView::sizeHint() const
{
    if (m_fills)
        return QSize(240, 260);
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
    m_awaitsRelease = m_plot->isHeld(); // QCustomPlot goes on with what was pressed
    if (m_awaitsRelease)
        return;
    m_plot->setLook(m_look);
    drawFigure(*m_plot, *m_figure, m_look);
    m_plot->figureDrawn();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void FigureView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

void FigureView::place()
{
    const QSize wish = m_fills ? size() : sizeHint();
    m_plot->setGeometry(QRect(QPoint(), wish.boundedTo(size())));
}

void FigureView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Home || event->key() == Qt::Key_0)
        showWhole();
    else
        QWidget::keyPressEvent(event);
}

void FigureView::showWhole()
{
    redraw();
    emit wholeRequested();
}

void FigureView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("Show the whole plot"), this, &FigureView::showWhole);
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

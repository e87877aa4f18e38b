#include "ui/plots/figuredrawing.h"

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <utility>

#include "ui/plots/figureitems.h"
#include "ui/plots/plottext.h"

namespace ui {

namespace {

void setUp(QCPAxis& axis, const engine::PlotAxis& wish, const PlotLook& look, double from,
           double to)
{
    const Theme& theme = look.theme;
    axis.setScaleType(wish.logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (wish.ticks) {
        const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
        for (std::size_t i = 0; i < wish.ticks->size(); ++i) {
            const double at = (*wish.ticks)[i];
            ticker->addTick(
                at, wish.tickLabels.empty() ? QString::number(at) : plotWords(wish.tickLabels[i]));
        }
        axis.setTicker(ticker);
    } else if (wish.logarithmic) {
        axis.setTicker(QSharedPointer<QCPAxisTickerLog>(new QCPAxisTickerLog));
        axis.setNumberFormat(QStringLiteral("eb"));
        axis.setNumberPrecision(0);
    }
    axis.setRange(std::min(from, to), std::max(from, to));
    axis.setRangeReversed(from > to);
    axis.setLabel(plotWords(wish.label));
    axis.setLabelFont(Theme::uiFont(10 * look.scale));
    axis.setTickLabelFont(Theme::uiFont(8.5 * look.scale));
    axis.setLabelColor(theme.text);
    axis.setTickLabelColor(theme.textMuted);
    const QPen line(theme.border.darker(theme.dark ? 70 : 140), 1);
    axis.setBasePen(line);
    axis.setTickPen(line);
    axis.setSubTickPen(line);
    axis.setTickLengthIn(0);
    axis.setTickLengthOut(static_cast<int>(4 * look.scale));
    axis.setSubTickLength(0, wish.logarithmic ? static_cast<int>(2 * look.scale) : 0);
    axis.setTickLabelPadding(static_cast<int>(3 * look.scale));
    axis.setLabelPadding(static_cast<int>(4 * look.scale));
    axis.grid()->setPen(QPen(theme.border, 1));
    axis.grid()->setZeroLinePen(Qt::NoPen);
    if (PlotText::hasFormula(wish.label))
        new TexAxisLabel(axis, wish.label, look); // the plot's, as all items
}

/// The range of one axis: the author's, else the data's with a margin.
std::pair<double, double> rangeOf(const engine::PlotAxis& axis, double low, double high, bool tight,
                                  bool fromLow)
{
    if (axis.logarithmic) {
        low = std::log10(low);
        high = std::log10(high);
    }
    if (!(high > low)) {
        const double room = low == 0 ? 0.055 : 0.05 * std::fabs(low);
        low -= room;
        high += room;
    } else if (!tight) {
        const double room = 0.05 * (high - low);
        low -= fromLow ? 0 : room;
        high += room;
    }
    if (axis.logarithmic) {
        low = std::pow(10, low);
        high = std::pow(10, high);
    }
    return {axis.from.value_or(low), axis.to.value_or(high)};
}

/// The corner of the plot where the fewest points are.
Qt::Alignment emptiestCorner(const engine::PlotAxes& axes)
{
    const PlotExtent extent = extentOf(axes);
    const std::array<Qt::Alignment, 4> corners{
        Qt::AlignTop | Qt::AlignRight, Qt::AlignTop | Qt::AlignLeft,
        Qt::AlignBottom | Qt::AlignLeft, Qt::AlignBottom | Qt::AlignRight};
    std::array<int, 4> points{};
    const auto count = [&](const std::vector<double>& x, const std::vector<double>& y) {
        for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
            // About the size of a legend, as parts of the plot.
            const double across = (x[i] - extent.xFrom) / (extent.xTo - extent.xFrom);
            const double up = (y[i] - extent.yFrom) / (extent.yTo - extent.yFrom);
            if ((across < 0.4 || across > 0.6) && (up < 0.35 || up > 0.65))
                ++points[up > 0.5 ? (across > 0.5 ? 0U : 1U) : (across > 0.5 ? 3U : 2U)];
        }
    };
    for (const engine::PlotItem& item : axes.items) {
        if (const auto* line = std::get_if<engine::PlotLine>(&item))
            count(line->x, line->y);
        else if (const auto* dots = std::get_if<engine::PlotPoints>(&item))
            count(dots->x, dots->y);
        else if (const auto* bars = std::get_if<engine::PlotBars>(&item))
            count(bars->positions, bars->heights);
    }
    return corners[static_cast<std::size_t>(std::min_element(points.begin(), points.end())
                                            - points.begin())];
}

Qt::Alignment legendAlignment(const engine::PlotAxes& axes)
{
    const std::string& place = axes.legendPlace;
    if (place == "best" || place == "0")
        return emptiestCorner(axes);
    const auto says = [&](const char* word) { return place.find(word) != std::string::npos; };
    const Qt::Alignment up = says("lower") ? Qt::AlignBottom
        : says("upper")                    ? Qt::AlignTop
                                           : Qt::AlignVCenter;
    const Qt::Alignment across = says("left") ? Qt::AlignLeft
        : says("right")                       ? Qt::AlignRight
                                              : Qt::AlignHCenter;
    return up | across;
}

QCPLegend* makeLegend(QCPAxisRect& rect, const engine::PlotAxes& axes, const PlotLook& look)
{
    auto* legend = new QCPLegend;
    rect.insetLayout()->addElement(legend, legendAlignment(axes));
    rect.insetLayout()->setMargins(QMargins(8, 8, 8, 8));
    legend->setLayer(QStringLiteral("legend"));
    legend->setFont(Theme::uiFont(9 * look.scale));
    legend->setTextColor(look.theme.text);
    QColor ground = look.theme.surface;
    ground.setAlphaF(0.85F);
    legend->setBrush(ground);
    legend->setBorderPen(QPen(look.theme.border));
    return legend;
}

QCPTextElement* heading(QCustomPlot& plot, const std::string& words, double points,
                        const PlotLook& look)
{
    const QFont font = Theme::uiFont(points * look.scale);
    auto* element = PlotText::hasFormula(words) ? new TexHeading(&plot, words, font, look)
                                                : new QCPTextElement(&plot, plotWords(words), font);
    element->setTextColor(look.theme.text);
    element->setMargins(QMargins(0, 4, 0, 2));
    return element;
}

QCPAxisRect* drawAxes(QCustomPlot& plot, QCPLayoutInset& page, const engine::PlotAxes& axes,
                      const PlotLook& look)
{
    auto* cell = new QCPLayoutGrid;
    page.addElement(cell, QRectF(axes.left, axes.top, axes.width, axes.height));
    cell->setMargins(QMargins(8, 6, 12, 6));
    cell->setRowSpacing(2);
    int row = 0;
    if (!axes.title.empty())
        cell->addElement(row++, 0, heading(plot, axes.title, 11, look));
    auto* rect = new QCPAxisRect(&plot, true);
    cell->addElement(row, 0, rect);
    rect->setBackground(QBrush(look.theme.surface));
    rect->setupFullAxesBox(true);

    const PlotExtent extent = extentOf(axes);
    const double xLow = extent.any ? extent.xFrom : (axes.x.logarithmic ? 0.1 : 0);
    const double xHigh = extent.any ? extent.xTo : 1;
    const double yLow = extent.any ? extent.yFrom : (axes.y.logarithmic ? 0.1 : 0);
    const double yHigh = extent.any ? extent.yTo : 1;
    const auto [left, right] = rangeOf(axes.x, xLow, xHigh, extent.tight, false);
    const auto [bottom, top] =
        rangeOf(axes.y, yLow, yHigh, extent.tight, extent.startsAtZero && yLow == 0);
    setUp(*rect->axis(QCPAxis::atBottom), axes.x, look, left, right);
    setUp(*rect->axis(QCPAxis::atLeft), axes.y, look, bottom, top);
    for (const auto side : {QCPAxis::atTop, QCPAxis::atRight}) {
        rect->axis(side)->setBasePen(rect->axis(QCPAxis::atBottom)->basePen());
        rect->axis(side)->setTicks(false);
        rect->axis(side)->setTickLabels(false);
    }
    for (QCPAxis* axis : rect->axes()) {
        axis->setVisible(axes.visible);
        axis->grid()->setVisible(axes.grid && axes.visible);
        axis->setLayer(QStringLiteral("axes"));
        axis->grid()->setLayer(QStringLiteral("grid"));
    }

    PlotPlace place{plot, *rect, axes.legend ? makeLegend(*rect, axes, look) : nullptr, look,
                    nullptr};
    for (const engine::PlotItem& item : axes.items)
        drawItem(place, item);
    if (axes.equalScale)
        rect->axis(QCPAxis::atBottom)->setProperty("equalScale", true);
    if (axes.colorBar && place.colors != nullptr) {
        auto* scale = new QCPColorScale(&plot);
        cell->addElement(row, 1, scale);
        scale->setType(QCPAxis::atRight);
        scale->setBarWidth(static_cast<int>(14 * look.scale));
        // The scale comes with a range and colours of its own, which the map would take.
        scale->setDataRange(place.colors->dataRange());
        scale->setGradient(place.colors->gradient());
        place.colors->setColorScale(scale);
        scale->axis()->setTickLabelFont(Theme::uiFont(8.5 * look.scale));
        scale->axis()->setTickLabelColor(look.theme.textMuted);
        scale->axis()->setLabelColor(look.theme.text);
        scale->axis()->setLabelFont(Theme::uiFont(10 * look.scale));
        scale->axis()->setLabel(plotWords(axes.colorBarLabel));
        auto* group = new QCPMarginGroup(&plot);
        rect->setMarginGroup(QCP::msBottom | QCP::msTop, group);
        scale->setMarginGroup(QCP::msBottom | QCP::msTop, group);
    }
    return rect;
}

/// The same x stands above the same x, and its numbers only below the lowest plot.
void alignStack(QCustomPlot& plot, const std::vector<QCPAxisRect*>& rects)
{
    if (rects.empty())
        return;
    auto* const margins = new QCPMarginGroup(&plot);
    for (QCPAxisRect* rect : rects) {
        rect->setMarginGroup(QCP::msLeft | QCP::msRight, margins);
        rect->axis(QCPAxis::atBottom)->setTickLabels(rect == rects.back());
    }
    margins->setParent(rects.front()); // goes with them
}

} // namespace

void drawFigure(QCustomPlot& plot, const engine::Figure& figure, const PlotLook& look)
{
    plot.clearPlottables();
    plot.clearItems();
    plot.plotLayout()->clear();
    plot.setAutoAddPlottableToLegend(false);
    plot.setBackground(look.theme.window);
    int row = 0;
    if (!figure.title.empty())
        plot.plotLayout()->addElement(row++, 0, heading(plot, figure.title, 13, look));
    auto* page = new QCPLayoutInset;
    plot.plotLayout()->addElement(row, 0, page);
    plot.plotLayout()->setRowSpacing(0);
    page->setMargins(QMargins(0, 0, 0, 0));
    std::vector<QCPAxisRect*> rects;
    for (const engine::PlotAxes& axes : figure.axes)
        rects.push_back(drawAxes(plot, *page, axes, look));
    if (look.stacked)
        alignStack(plot, rects);
    // One unit of x as long as one of y: known once the layout is.
    QObject::disconnect(&plot, &QCustomPlot::afterLayout, nullptr, nullptr);
    QObject::connect(&plot, &QCustomPlot::afterLayout, &plot, [&plot] {
        for (QCPAxisRect* rect : plot.axisRects()) {
            QCPAxis* x = rect->axis(QCPAxis::atBottom);
            QCPAxis* y = rect->axis(QCPAxis::atLeft);
            if (!x->property("equalScale").toBool() || rect->width() < 1 || rect->height() < 1)
                continue;
            const double unitX = x->range().size() / rect->width();
            const double unitY = y->range().size() / rect->height();
            if (unitX < unitY * (1 - 1e-9))
                x->setScaleRatio(y, 1);
            else if (unitY < unitX * (1 - 1e-9))
                y->setScaleRatio(x, 1);
        }
    });
}

std::string figureTable(const engine::Figure& figure)
{
    std::ostringstream table;
    table.precision(17);
    const auto columns =
        [&](const std::string& label,
            std::initializer_list<std::pair<const char*, const std::vector<double>*>> all) {
            if (!label.empty())
                table << "# " << label << "\n";
            std::size_t rows = 0;
            bool first = true;
            for (const auto& [name, values] : all) {
                table << (first ? "" : ",") << name;
                rows = std::max(rows, values->size());
                first = false;
            }
            table << "\n";
            for (std::size_t i = 0; i < rows; ++i) {
                first = true;
                for (const auto& [name, values] : all) {
                    table << (first ? "" : ",");
                    if (i < values->size())
                        table << (*values)[i];
                    first = false;
                }
                table << "\n";
            }
            table << "\n";
        };
    for (const engine::PlotAxes& axes : figure.axes) {
        for (const engine::PlotItem& item : axes.items) {
            if (const auto* line = std::get_if<engine::PlotLine>(&item))
                columns(line->label, {{"x", &line->x}, {"y", &line->y}});
            else if (const auto* points = std::get_if<engine::PlotPoints>(&item))
                columns(points->label, {{"x", &points->x}, {"y", &points->y}});
            else if (const auto* bars = std::get_if<engine::PlotBars>(&item))
                columns(bars->label,
                        {{"position", &bars->positions},
                         {"base", &bars->bases},
                         {"height", &bars->heights}});
            else if (const auto* band = std::get_if<engine::PlotBand>(&item))
                columns(band->label,
                        {{"x", &band->x}, {"lower", &band->lower}, {"upper", &band->upper}});
            else if (const auto* errors = std::get_if<engine::PlotErrorBars>(&item))
                columns(errors->line.label,
                        {{"x", &errors->line.x},
                         {"y", &errors->line.y},
                         {"x error", &errors->xError},
                         {"y error", &errors->yError}});
            else if (const auto* image = std::get_if<engine::PlotImage>(&item))
                columns("", {{"value", &image->values}});
            else if (const auto* contours = std::get_if<engine::PlotContours>(&item))
                columns("",
                        {{"x", &contours->x}, {"y", &contours->y}, {"value", &contours->values}});
            else if (const auto* arrows = std::get_if<engine::PlotArrows>(&item))
                columns(
                    "",
                    {{"x", &arrows->x}, {"y", &arrows->y}, {"u", &arrows->u}, {"v", &arrows->v}});
        }
    }
    return table.str();
}

} // namespace ui

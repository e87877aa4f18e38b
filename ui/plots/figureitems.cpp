#include "ui/plots/figureitems.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "ui/math/plainmath.h"
#include "ui/plots/plottext.h"

namespace ui {

namespace {

QVector<double> numbers(const std::vector<double>& values)
{
    return QVector<double>(values.begin(), values.end());
}

QPen penOf(const engine::PlotStyle& style, const PlotLook& look)
{
    if (style.line == engine::LineStyle::None)
        return Qt::NoPen;
    QPen pen(shownColor(style.color, look.theme), style.lineWidth * look.scale * 1.1);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    switch (style.line) {
    case engine::LineStyle::None:
    case engine::LineStyle::Solid:
        break;
    case engine::LineStyle::Dashed:
        pen.setDashPattern({3.7, 1.6});
        break;
    case engine::LineStyle::Dotted:
        pen.setDashPattern({1, 1.65});
        break;
    case engine::LineStyle::DashDot:
        pen.setDashPattern({6.4, 1.6, 1, 1.6});
        break;
    }
    return pen;
}

QCPScatterStyle scatterOf(const std::string& marker, double size, const QColor& color,
                          const PlotLook& look)
{
    using Style = QCPScatterStyle;
    static const std::map<std::string, std::pair<Style::ScatterShape, bool>> shapes{
        // filled?
        {".", {Style::ssDisc, true}},     {",", {Style::ssDot, true}},
        {"o", {Style::ssCircle, true}},   {"v", {Style::ssTriangleInverted, true}},
        {"^", {Style::ssTriangle, true}}, {"<", {Style::ssTriangle, true}},
        {">", {Style::ssTriangle, true}}, {"s", {Style::ssSquare, true}},
        {"p", {Style::ssDiamond, true}},  {"*", {Style::ssStar, false}},
        {"h", {Style::ssDiamond, true}},  {"H", {Style::ssDiamond, true}},
        {"+", {Style::ssPlus, false}},    {"x", {Style::ssCross, false}},
        {"X", {Style::ssCross, false}},   {"D", {Style::ssDiamond, true}},
        {"d", {Style::ssDiamond, true}},  {"P", {Style::ssPlus, false}}};
    const auto known = shapes.find(marker);
    if (marker.empty())
        return Style::ssNone;
    const auto [shape, filled] =
        known == shapes.end() ? std::pair(Style::ssPlus, false) : known->second;
    const double pixels = (marker == "." ? size / 2 : size) * look.scale * 1.1;
    return QCPScatterStyle(shape, QPen(color, filled ? 1 : 1.5 * look.scale),
                           filled ? QBrush(color) : QBrush(Qt::NoBrush), pixels);
}

class ItemDrawer
{
public:
    explicit ItemDrawer(PlotPlace& place)
        : m_place(place)
        , m_x(place.rect.axis(QCPAxis::atBottom))
        , m_y(place.rect.axis(QCPAxis::atLeft))
    {
    }

    void operator()(const engine::PlotLine& line)
    {
        const QPen pen = penOf(line.style, look());
        const QCPScatterStyle scatter =
            scatterOf(line.style.marker, line.style.markerSize,
                      shownColor(line.style.color, look().theme), look());
        if (std::is_sorted(line.x.begin(), line.x.end())) {
            auto* graph = new QCPGraph(m_x, m_y);
            graph->setData(numbers(line.x), numbers(line.y), true);
            // Thinning out points of one pixel would close gaps.
            graph->setAdaptiveSampling(std::none_of(line.y.begin(), line.y.end(),
                                                    [](double y) { return std::isnan(y); }));
            graph->setPen(pen);
            graph->setLineStyle(pen.style() == Qt::NoPen ? QCPGraph::lsNone : QCPGraph::lsLine);
            graph->setScatterStyle(scatter);
            list(graph, line.label);
        } else { // a path that turns back
            auto* curve = new QCPCurve(m_x, m_y);
            curve->setData(numbers(line.x), numbers(line.y));
            curve->setPen(pen);
            curve->setLineStyle(pen.style() == Qt::NoPen ? QCPCurve::lsNone : QCPCurve::lsLine);
            curve->setScatterStyle(scatter);
            list(curve, line.label);
        }
    }

    void operator()(const engine::PlotPoints& points)
    {
        // A graph has one look: points are gathered by theirs, with colours and sizes in fine
        // steps.
        std::map<std::pair<QRgb, int>, std::pair<QVector<double>, QVector<double>>> groups;
        for (std::size_t i = 0; i < points.x.size(); ++i) {
            const QColor color =
                shownColor(points.colors[points.colors.size() == 1 ? 0 : i], look().theme);
            const double area = points.areas[points.areas.size() == 1 ? 0 : i];
            const QRgb coarse =
                points.colors.size() == 1 ? color.rgba() : color.rgba() & 0xfffcfcfcU;
            auto& group = groups[{coarse, qRound(4 * std::sqrt(std::max(area, 0.0)))}];
            group.first.append(points.x[i]);
            group.second.append(points.y[i]);
        }
        bool first = true;
        for (const auto& [key, group] : groups) {
            auto* graph = new QCPGraph(m_x, m_y);
            graph->setData(group.first, group.second);
            graph->setLineStyle(QCPGraph::lsNone);
            graph->setScatterStyle(
                scatterOf(points.marker, key.second / 4.0, QColor::fromRgba(key.first), look()));
            list(graph, first ? points.label : "");
            first = false;
        }
    }

    void operator()(const engine::PlotBars& bars)
    {
        // A set of bars has one base; bars on others' shoulders are sets of their own.
        bool first = true;
        for (std::size_t begin = 0; begin < bars.positions.size();) {
            std::size_t end = begin;
            while (end < bars.positions.size() && bars.bases[end] == bars.bases[begin])
                ++end;
            auto* set = bars.horizontal ? new QCPBars(m_y, m_x) : new QCPBars(m_x, m_y);
            QVector<double> positions;
            QVector<double> heights;
            for (std::size_t i = begin; i < end; ++i) {
                positions.append(bars.positions[i]);
                heights.append(bars.heights[i]);
            }
            set->setData(positions, heights);
            set->setBaseValue(bars.bases[begin]);
            set->setWidthType(QCPBars::wtPlotCoords);
            set->setWidth(bars.width);
            set->setBrush(shownColor(bars.fill, look().theme));
            set->setPen(bars.hasEdge ? QPen(shownColor(bars.edge, look().theme), 1)
                                     : QPen(Qt::NoPen));
            list(set, first ? bars.label : "");
            first = false;
            begin = end;
        }
    }

    void operator()(const engine::PlotBand& band)
    {
        auto* lower = new QCPGraph(m_x, m_y);
        auto* upper = new QCPGraph(m_x, m_y);
        lower->setData(numbers(band.x), numbers(band.lower));
        upper->setData(numbers(band.x), numbers(band.upper));
        for (QCPGraph* graph : {lower, upper})
            graph->setPen(Qt::NoPen);
        upper->setBrush(shownColor(band.fill, look().theme));
        upper->setChannelFillGraph(lower);
        list(upper, band.label);
    }

    void operator()(const engine::PlotErrorBars& bars)
    {
        (*this)(bars.line);
        QCPAbstractPlottable* line = m_place.plot.plottable(m_place.plot.plottableCount() - 1);
        for (const bool upright : {true, false}) {
            const std::vector<double>& errors = upright ? bars.yError : bars.xError;
            if (errors.empty())
                continue;
            auto* drawn = new QCPErrorBars(m_x, m_y);
            drawn->setDataPlottable(line);
            drawn->setErrorType(upright ? QCPErrorBars::etValueError : QCPErrorBars::etKeyError);
            drawn->setData(numbers(errors));
            drawn->setPen(
                QPen(shownColor(bars.line.style.color, look().theme), 1.3 * look().scale));
            drawn->setWhiskerWidth(std::max(2 * bars.capSize, 0.01) * look().scale);
            drawn->setSymbolGap(0);
        }
    }

    void operator()(const engine::PlotReference& line)
    {
        auto* drawn = new QCPItemStraightLine(&m_place.plot);
        anchor(drawn->point1, line.horizontal ? 0 : line.at, line.horizontal ? line.at : 0);
        anchor(drawn->point2, line.horizontal ? 1 : line.at, line.horizontal ? line.at : 1);
        if (line.horizontal) { // anywhere along x, also where x is logarithmic
            for (QCPItemPosition* point : {drawn->point1, drawn->point2}) {
                point->setTypeX(QCPItemPosition::ptAxisRectRatio);
                point->setAxisRect(&m_place.rect);
            }
            drawn->point1->setCoords(0, line.at);
            drawn->point2->setCoords(1, line.at);
        } else {
            for (QCPItemPosition* point : {drawn->point1, drawn->point2}) {
                point->setTypeY(QCPItemPosition::ptAxisRectRatio);
                point->setAxisRect(&m_place.rect);
            }
            drawn->point1->setCoords(line.at, 0);
            drawn->point2->setCoords(line.at, 1);
        }
        clip(drawn);
        drawn->setPen(penOf(line.style, look()));
        if (!line.label
                 .empty()) { // items are not listed in legends; an empty graph of that look is
            auto* listed = new QCPGraph(m_x, m_y);
            listed->setPen(drawn->pen());
            list(listed, line.label);
        }
    }

    void operator()(const engine::PlotImage& image) { drawImage(m_place, image); }
    void operator()(const engine::PlotContours& contours) { drawContours(m_place, contours); }

    void operator()(const engine::PlotArrows& arrows)
    {
        for (std::size_t i = 0; i < arrows.x.size(); ++i)
            arrow(arrows.x[i], arrows.y[i], arrows.x[i] + arrows.u[i], arrows.y[i] + arrows.v[i],
                  arrows.color, 1.5);
    }

    void operator()(const engine::PlotNote& note)
    {
        if (note.hasArrow)
            arrow(note.x, note.y, note.toX, note.toY, note.color, 1);
        const QFont font = Theme::uiFont(note.fontSize * look().scale * 0.9);
        auto* words = PlotText::hasFormula(note.text)
            ? new TexNote(&m_place.plot, note.text, font, look())
            : new QCPItemText(&m_place.plot);
        anchor(words->position, note.x, note.y);
        clip(words);
        words->setText(plotWords(note.text));
        words->setFont(font);
        words->setColor(shownColor(note.color, look().theme));
        words->setPadding(QMargins(2, 1, 2, 1));
        if (note.hasArrow)
            words->setBrush(look().theme.surface);
        const Qt::Alignment across = note.horizontal == "center" ? Qt::AlignHCenter
            : note.horizontal == "right"                         ? Qt::AlignRight
                                                                 : Qt::AlignLeft;
        const Qt::Alignment up = note.vertical == "top" ? Qt::AlignTop
            : note.vertical == "center"                 ? Qt::AlignVCenter
                                                        : Qt::AlignBottom;
        words->setPositionAlignment(across | up);
    }

private:
    const PlotLook& look() const { return m_place.look; }

    void list(QCPAbstractPlottable* plottable, const std::string& label)
    {
        plottable->setName(plotWords(label));
        // As in matplotlib, what has no label or one that begins with "_" is not listed.
        if (m_place.legend != nullptr && !label.empty() && label[0] != '_')
            PlotText::hasFormula(label)
                ? m_place.legend->addItem(
                    new TexLegendItem(m_place.legend, plottable, label, look()))
                : plottable->addToLegend(m_place.legend);
    }

    void anchor(QCPItemPosition* position, double x, double y) const
    {
        position->setAxes(m_x, m_y);
        position->setAxisRect(&m_place.rect);
        position->setType(QCPItemPosition::ptPlotCoords);
        position->setCoords(x, y);
    }
    void clip(QCPAbstractItem* item) const
    {
        item->setClipToAxisRect(true);
        item->setClipAxisRect(&m_place.rect);
    }

    void arrow(double fromX, double fromY, double toX, double toY, const engine::PlotColor& color,
               double width)
    {
        auto* line = new QCPItemLine(&m_place.plot);
        anchor(line->start, fromX, fromY);
        anchor(line->end, toX, toY);
        clip(line);
        line->setPen(QPen(shownColor(color, look().theme), width * look().scale));
        line->setHead(
            QCPLineEnding(QCPLineEnding::esSpikeArrow, 7 * look().scale, 9 * look().scale));
    }

    PlotPlace& m_place;
    QCPAxis* m_x;
    QCPAxis* m_y;
};

} // namespace

void drawItem(PlotPlace& place, const engine::PlotItem& item)
{
    std::visit(ItemDrawer(place), item);
}

QColor shownColor(const engine::PlotColor& color, const Theme& theme)
{
    const auto part = [](double value) { return static_cast<float>(std::clamp(value, 0.0, 1.0)); };
    QColor shown = QColor::fromRgbF(part(color.red), part(color.green), part(color.blue));
    if (theme.dark) {
        if (shown == Qt::black)
            shown = theme.text;
        else if (shown == Qt::white)
            shown = theme.surface;
        else if (shown.lightnessF() < 0.35F) // navy on a dark ground
            shown = QColor::fromHslF(std::max(shown.hslHueF(), 0.0F), shown.hslSaturationF(), 0.6F);
    }
    shown.setAlphaF(part(color.alpha));
    return shown;
}

QString plotWords(const std::string& text)
{
    const QString all = QString::fromStdString(text);
    const QStringList parts = all.split(u'$');
    if (parts.size() % 2 == 0) // a dollar without its partner is a dollar
        return all;
    QString words;
    for (qsizetype i = 0; i < parts.size(); ++i)
        words += i % 2 == 0 ? parts[i] : PlainMath(parts[i]).text();
    return words;
}

} // namespace ui

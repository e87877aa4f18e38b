#pragma once

#include <QColor>

#include "engine/lesson/figure.h"
#include "ui/plots/figuredrawing.h"

class QCPAxisRect;
class QCPColorMap;
class QCPLegend;
class QCustomPlot;

namespace ui {

/// One plot of a figure under construction.
struct PlotPlace
{
    QCustomPlot& plot;
    QCPAxisRect& rect;
    QCPLegend* legend; ///< null: nothing is listed
    const PlotLook& look;
    QCPColorMap* colors = nullptr; ///< the newest grid of colours, for the colour bar
};

void drawItem(PlotPlace& place, const engine::PlotItem& item);
void drawImage(PlotPlace& place, const engine::PlotImage& image);
void drawContours(PlotPlace& place, const engine::PlotContours& contours);

/// On a dark ground black is drawn light and white dark.
QColor shownColor(const engine::PlotColor& color, const Theme& theme);

/// TeX between dollar signs as plain Unicode.
QString plotWords(const std::string& text);

struct PlotExtent
{
    double xFrom = 0;
    double xTo = 0;
    double yFrom = 0;
    double yTo = 0;
    bool any = false;
    bool tight = true; ///< drawn to the very edge: images
    bool startsAtZero = false; ///< bars stand on the axis

    void include(double x, double y);
};

/// What the items cover; on a logarithmic axis only what is positive.
PlotExtent extentOf(const engine::PlotAxes& axes);

} // namespace ui

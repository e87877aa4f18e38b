// Figures as QCustomPlot draws them, read back from its graphs, ranges and labels.
#include <QTest>

#include <qcustomplot.h>

#include <cmath>

#include "ui/plots/contourlines.h"
#include "ui/plots/figuredrawing.h"
#include "ui/plots/figureexport.h"
#include "ui/plots/figureview.h"

using namespace engine;
using namespace ui;

namespace {

Figure parabola()
{
    PlotLine line;
    for (int i = -10; i <= 10; ++i) {
        line.x.push_back(i);
        line.y.push_back(i * i);
    }
    line.label = "$x^2$";
    PlotAxes axes;
    axes.items.emplace_back(line);
    axes.x.label = "x";
    axes.y.label = "$y$ 值";
    axes.title = "一条抛物线";
    axes.legend = true;
    Figure figure;
    figure.axes.push_back(axes);
    return figure;
}

} // namespace

class TestPlots : public QObject
{
    Q_OBJECT
private slots:
    void linesKeepTheirData()
    {
        QCustomPlot plot;
        drawFigure(plot, parabola(), {});
        QCOMPARE(plot.graphCount(), 1);
        QCOMPARE(plot.graph(0)->dataCount(), 21);
        QCOMPARE(plot.graph(0)->data()->at(0)->value, 100.0);
        QCOMPARE(plot.graph(0)->name(), QStringLiteral("x²"));
        QCPAxis* x = plot.axisRect()->axis(QCPAxis::atBottom);
        QCPAxis* y = plot.axisRect()->axis(QCPAxis::atLeft);
        QCOMPARE(x->label(), QStringLiteral("x"));
        QCOMPARE(y->label(), QStringLiteral("y 值"));
        QCOMPARE(x->range().lower, -11.0); // five per cent beyond the data on each side
        QCOMPARE(x->range().upper, 11.0);
        QCOMPARE(y->range().lower, -5.0);
        QCOMPARE(y->range().upper, 105.0);
    }

    void pathsThatTurnBackKeepTheirOrder()
    {
        Figure figure = parabola();
        std::get<PlotLine>(figure.axes[0].items[0]).x = {2, 1, 3};
        std::get<PlotLine>(figure.axes[0].items[0]).y = {0, 5, 7};
        QCustomPlot plot;
        drawFigure(plot, figure, {});
        const auto* curve = qobject_cast<QCPCurve*>(plot.plottable(0));
        QVERIFY(curve != nullptr);
        QCOMPARE(curve->data()->at(1)->key, 1.0);
    }

    void contoursOfACircleLieOnIt()
    {
        PlotContours contours;
        for (int i = 0; i <= 60; ++i)
            contours.x.push_back(-2 + i / 15.0);
        contours.y = contours.x;
        for (const double y : contours.y) {
            for (const double x : contours.x)
                contours.values.push_back(x * x + y * y);
        }
        double length = 0;
        for (const auto& [from, to] : contourLines(contours, 1.0)) {
            QVERIFY(std::fabs(std::hypot(from.x(), from.y()) - 1) < 2e-3);
            length += std::hypot(to.x() - from.x(), to.y() - from.y());
        }
        QVERIFY(std::fabs(length - 2 * M_PI) < 0.01);
        QVERIFY(contourLines(contours, 100.0).empty());
    }

    void imagesAreTight()
    {
        PlotImage image;
        image.rows = 2;
        image.columns = 3;
        image.values = {0, 1, 2, 3, 4, 5};
        image.high = 5;
        image.xFrom = image.yFrom = -0.5;
        image.xTo = 2.5;
        image.yTo = 1.5;
        PlotAxes axes;
        axes.items.emplace_back(image);
        axes.colorBar = true;
        Figure figure;
        figure.axes.push_back(axes);
        QCustomPlot plot;
        drawFigure(plot, figure, {});
        auto* map = qobject_cast<QCPColorMap*>(plot.plottable(0));
        QVERIFY(map != nullptr);
        QCOMPARE(map->data()->data(2, 1), 5.0);
        QCOMPARE(map->dataRange().upper, 5.0);
        QCOMPARE(plot.axisRect()->axis(QCPAxis::atBottom)->range().lower, -0.5);
        QVERIFY(map->colorScale() != nullptr);
    }

    void exports()
    {
        const Figure figure = parabola();
        const QImage image = figureImage(figure, {}, 2);
        QCOMPARE(image.width(), qRound(2 * figure.width * figureDotsPerInch));
        QVERIFY(figureSvg(figure, {}).contains("</svg>"));
        QVERIFY(figureTable(figure).find("-10,100\n") != std::string::npos);
        std::vector<Output> outputs(1);
        outputs[0].figure = std::make_shared<const Figure>(figure);
        addPictures(outputs);
        QVERIFY(QByteArray::fromBase64(QByteArray::fromStdString(outputs[0].media["image/png"])).startsWith("\x89PNG"));
    }

    void aViewTakesTheWidthItGets()
    {
        const FigureView view(std::make_shared<const Figure>(parabola()), {});
        const QSize wish = view.sizeHint();
        QCOMPARE(view.heightForWidth(wish.width()), wish.height());
        QCOMPARE(view.heightForWidth(wish.width() / 2), wish.height() / 2);
        QVERIFY(view.accessibleName().contains(QStringLiteral("一条抛物线")));
    }
};

QTEST_MAIN(TestPlots)
#include "tst_plots.moc"

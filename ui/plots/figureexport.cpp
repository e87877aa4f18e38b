#include "ui/plots/figureexport.h"

#include <qcustomplot.h>

#include <QBuffer>
#include <QCoreApplication>
#include <QSaveFile>
#include <QSvgGenerator>

#include "ui/plots/figureitems.h"

namespace ui {

namespace {

QSize sizeOf(const engine::Figure& figure)
{
    return QSize(qRound(figure.width * figureDotsPerInch),
                 qRound(figure.height * figureDotsPerInch));
}

/// A plot of its own for one picture.
std::unique_ptr<QCustomPlot> drawn(const engine::Figure& figure, const PlotLook& look)
{
    auto plot = std::make_unique<QCustomPlot>();
    plot->setAttribute(Qt::WA_DontShowOnScreen);
    plot->resize(sizeOf(figure));
    plot->setViewport(QRect(QPoint(), sizeOf(figure)));
    PlotLook patient = look;
    patient.waits = true;
    drawFigure(*plot, figure, patient);
    plot->replot(QCustomPlot::rpImmediateRefresh);
    plot->replot(QCustomPlot::rpImmediateRefresh); // once more with the margins that the first told
    return plot;
}

QString accessibleText(const engine::Figure& figure)
{
    QStringList words;
    if (!figure.title.empty())
        words << plotWords(figure.title);
    for (const engine::PlotAxes& axes : figure.axes) {
        for (const std::string* text : {&axes.title, &axes.x.label, &axes.y.label}) {
            if (!text->empty())
                words << plotWords(*text);
        }
    }
    return words.isEmpty() ? QCoreApplication::translate("ui::FigureView", "Plot")
                           : words.join(QStringLiteral(", "));
}

} // namespace

QImage figureImage(const engine::Figure& figure, const PlotLook& look, double pixelRatio)
{
    const auto plot = drawn(figure, look);
    return plot->toPixmap(plot->width(), plot->height(), pixelRatio).toImage();
}

QByteArray figureSvg(const engine::Figure& figure, const PlotLook& look)
{
    const auto plot = drawn(figure, look);
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(plot->size());
    generator.setViewBox(QRect(QPoint(), plot->size()));
    generator.setTitle(accessibleText(figure));
    QCPPainter painter;
    painter.begin(&generator);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.fillRect(QRect(QPoint(), plot->size()), look.theme.window);
    plot->toPainter(&painter, plot->width(), plot->height());
    painter.end();
    return buffer.data();
}

QString saveFigure(const engine::Figure& figure, const PlotLook& look, FigureFormat format,
                   const QString& path)
{
    QByteArray bytes;
    switch (format) {
    case FigureFormat::Png: {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        figureImage(figure, look, 2).save(&buffer, "PNG");
        break;
    }
    case FigureFormat::Svg:
        bytes = figureSvg(figure, look);
        break;
    case FigureFormat::Csv:
        bytes = QByteArray::fromStdString(figureTable(figure));
        break;
    case FigureFormat::Pdf: {
        const auto plot = drawn(figure, look);
        return plot->savePdf(path, plot->width(), plot->height(), QCP::epNoCosmetic,
                             QCoreApplication::applicationName(), accessibleText(figure))
            ? QString()
            : QCoreApplication::translate("ui::FigureView", "The file %1 could not be written.")
                  .arg(path);
    }
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return QCoreApplication::translate("ui::FigureView", "The file %1 could not be written: %2")
            .arg(path, file.errorString());
    return {};
}

void addPictures(std::vector<engine::Output>& outputs, MathTypesetter* typesetter)
{
    for (engine::Output& output : outputs) {
        if (!output.figure || !output.media.empty())
            continue;
        PlotLook look;
        look.typesetter = typesetter;
        look.theme.window = Qt::white; // as other readers of the notebook show it
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        figureImage(*output.figure, look, 1).save(&buffer, "PNG");
        output.media["image/png"] = png.toBase64().toStdString() + "\n";
        output.media["image/svg+xml"] = figureSvg(*output.figure, look).toStdString();
    }
}

} // namespace ui

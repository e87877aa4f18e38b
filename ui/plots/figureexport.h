#pragma once

#include <QImage>
#include <QString>

#include <memory>
#include <vector>

#include "engine/lesson/output.h"
#include "ui/plots/figuredrawing.h"

namespace ui {

enum class FigureFormat { Png, Svg, Pdf, Csv };

QImage figureImage(const engine::Figure& figure, const PlotLook& look, double pixelRatio);
QByteArray figureSvg(const engine::Figure& figure, const PlotLook& look);

/// Writes a figure to a file. Gives what went wrong, in the interface's language, or an empty text.
QString saveFigure(const engine::Figure& figure, const PlotLook& look, FigureFormat format,
                   const QString& path);

/// Gives each output that has a figure its pictures, as a notebook stores them: image/png and
/// image/svg+xml. Needs a QApplication, but no display.
void addPictures(std::vector<engine::Output>& outputs, MathTypesetter* typesetter = nullptr);

} // namespace ui

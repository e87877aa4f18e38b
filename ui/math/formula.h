#pragma once

#include <QColor>
#include <QPainterPath>
#include <QString>

#include <memory>
#include <vector>

class QPainter;

namespace ui {

/// A typeset formula: a picture without a size and mostly without a colour, so that it serves every
/// text size, theme and device. Never changes; shared by all that show it, also across threads.
struct Formula
{
    struct Shape
    {
        QPainterPath path; ///< in em, y downwards, the baseline at y = 0
        QColor color; ///< invalid: that of the text around the formula
        qreal strokeWidth = 0; ///< in em; 0: filled
        Qt::PenStyle strokeStyle = Qt::SolidLine;
    };

    QString tex;
    bool display =
        false; ///< set as a paragraph of its own, with tall fractions and limits above and below
    std::vector<Shape> shapes;
    qreal width = 0; ///< in em
    qreal height = 0; ///< above the baseline, in em
    qreal depth = 0; ///< below the baseline, in em
    QString plainText; ///< readable Unicode: for screen readers and wherever only characters go
    QString error; ///< what is wrong with the TeX, in English; nothing can be painted then

    bool isValid() const { return error.isEmpty(); }
};

using FormulaPointer = std::shared_ptr<const Formula>;

/// Paints with the left end of the formula's baseline at `origin`; an em is `em` units of the
/// painter. Everything but what the TeX colours itself gets `color`.
void paint(QPainter& painter, const Formula& formula, QPointF origin, qreal em,
           const QColor& color);

/// The em at which the formula's x is as high as the letters of `font`, in pixels.
qreal formulaEm(const QFont& font);

} // namespace ui

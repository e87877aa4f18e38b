#pragma once

#include <qcustomplot.h>

#include <string>
#include <vector>

#include "ui/math/formula.h"
#include "ui/plots/figuredrawing.h"

namespace ui {

/// Words with TeX between dollar signs, on one line. Formulas that are not typeset (yet) are set in
/// plain characters.
class PlotText
{
public:
    PlotText(const std::string& text, const QFont& font, const PlotLook& look);

    /// Whether there is a formula at all; other words QCustomPlot sets itself.
    static bool hasFormula(const std::string& text);

    QSizeF size() const { return {m_width, m_ascent + m_descent}; }
    void paint(QPainter& painter, const QPointF& topLeft, const QColor& color) const;

private:
    struct Run
    {
        QString words;
        FormulaPointer formula;
        qreal width = 0;
    };
    std::vector<Run> m_runs;
    QFont m_font;
    qreal m_em = 0;
    qreal m_width = 0;
    qreal m_ascent = 0;
    qreal m_descent = 0;
};

/// A heading.
class TexHeading : public QCPTextElement
{
    Q_OBJECT
public:
    TexHeading(QCustomPlot* plot, const std::string& text, const QFont& font, const PlotLook& look);

protected:
    void draw(QCPPainter* painter) override;
    QSize minimumOuterSizeHint() const override;
    QSize maximumOuterSizeHint() const override;

private:
    PlotText m_words;
    QColor m_color;
};

/// An axis' label, drawn where the axis keeps room for one. The axis needs a label of its own,
/// which this one covers.
class TexAxisLabel : public QCPAbstractItem
{
    Q_OBJECT
public:
    TexAxisLabel(QCPAxis& axis, const std::string& text, const PlotLook& look);

    double selectTest(const QPointF& pos, bool onlySelectable, QVariant* details) const override;

protected:
    void draw(QCPPainter* painter) override;

private:
    QCPAxis& m_axis;
    PlotText m_words;
    QColor m_color;
};

/// A line of a legend.
class TexLegendItem : public QCPPlottableLegendItem
{
    Q_OBJECT
public:
    TexLegendItem(QCPLegend* legend, QCPAbstractPlottable* plottable, const std::string& text,
                  const PlotLook& look);

protected:
    void draw(QCPPainter* painter) override;
    QSize minimumOuterSizeHint() const override;

private:
    PlotText m_words;
};

/// Words at a point, aligned as a QCPItemText is.
class TexNote : public QCPItemText
{
    Q_OBJECT
public:
    TexNote(QCustomPlot* plot, const std::string& text, const QFont& font, const PlotLook& look);

protected:
    void draw(QCPPainter* painter) override;

private:
    PlotText m_words;
};

} // namespace ui

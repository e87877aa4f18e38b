#include "ui/plots/plottext.h"

#include <algorithm>
#include <cmath>

#include "ui/math/mathtypesetter.h"
#include "ui/math/plainmath.h"
#include "ui/plots/figureitems.h"

namespace ui {

PlotText::PlotText(const std::string& text, const QFont& font, const PlotLook& look)
    : m_font(font)
    , m_em(formulaEm(font))
{
    const QFontMetricsF metrics(font);
    m_ascent = metrics.ascent();
    m_descent = metrics.descent();
    const QStringList parts = QString::fromStdString(text).split(u'$');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        Run run;
        if (i % 2 == 1 && look.typesetter) {
            run.formula = look.waits ? look.typesetter->typesetNow(parts[i], false)
                                     : look.typesetter->typeset(parts[i], false);
            if (run.formula && !run.formula->isValid())
                run.formula.reset();
        }
        if (run.formula) {
            run.width = run.formula->width * m_em;
            m_ascent = std::max(m_ascent, run.formula->height * m_em);
            m_descent = std::max(m_descent, run.formula->depth * m_em);
        } else {
            run.words = i % 2 == 1 ? PlainMath(parts[i]).text() : parts[i];
            run.width = metrics.horizontalAdvance(run.words);
        }
        m_width += run.width;
        m_runs.push_back(std::move(run));
    }
}

bool PlotText::hasFormula(const std::string& text)
{
    const auto dollars = std::count(text.begin(), text.end(), '$');
    return dollars > 0 && dollars % 2 == 0;
}

void PlotText::paint(QPainter& painter, const QPointF& topLeft, const QColor& color) const
{
    painter.setFont(m_font);
    painter.setPen(color);
    QPointF at(topLeft.x(), topLeft.y() + m_ascent);
    for (const Run& run : m_runs) {
        if (run.formula)
            ui::paint(painter, *run.formula, at, m_em, color);
        else
            painter.drawText(at, run.words);
        at.rx() += run.width;
    }
}

TexHeading::TexHeading(QCustomPlot* plot, const std::string& text, const QFont& font,
                       const PlotLook& look)
    : QCPTextElement(plot, plotWords(text), font)
    , m_words(text, font, look)
    , m_color(look.theme.text)
{
}

void TexHeading::draw(QCPPainter* painter)
{
    const QSizeF size = m_words.size();
    const QPointF middle = QRectF(rect()).center();
    m_words.paint(*painter, middle - QPointF(size.width() / 2, size.height() / 2), m_color);
}

QSize TexHeading::minimumOuterSizeHint() const
{
    const QSizeF size = m_words.size();
    return QSize(qCeil(size.width()), qCeil(size.height()))
        + QSize(margins().left() + margins().right(), margins().top() + margins().bottom());
}

QSize TexHeading::maximumOuterSizeHint() const
{
    return QSize(QWIDGETSIZE_MAX, minimumOuterSizeHint().height());
}

TexAxisLabel::TexAxisLabel(QCPAxis& axis, const std::string& text, const PlotLook& look)
    : QCPAbstractItem(axis.parentPlot())
    , m_axis(axis)
    , m_words(text, axis.labelFont(), look)
    , m_color(look.theme.text)
{
    // The axis keeps a line's height free; a tall formula takes more.
    const double line = QFontMetricsF(axis.labelFont()).height();
    axis.setLabelPadding(axis.labelPadding()
                         + qCeil(std::max(m_words.size().height() - line, 0.0)));
    axis.setLabelColor(Qt::transparent);
    setClipToAxisRect(false);
    setLayer(axis.layer());
    setSelectable(false);
}

double TexAxisLabel::selectTest(const QPointF& /*pos*/, bool /*onlySelectable*/,
                                QVariant* /*details*/) const
{
    return -1;
}

void TexAxisLabel::draw(QCPPainter* painter)
{
    const QRectF inner(m_axis.axisRect()->rect());
    const QRectF outer(m_axis.axisRect()->outerRect());
    const QSizeF size = m_words.size();
    painter->save();
    if (m_axis.orientation() == Qt::Horizontal) {
        m_words.paint(*painter,
                      {inner.center().x() - size.width() / 2, outer.bottom() - size.height()},
                      m_color);
    } else {
        painter->translate(outer.left(), inner.center().y() + size.width() / 2);
        painter->rotate(-90);
        m_words.paint(*painter, {0, 0}, m_color);
    }
    painter->restore();
}

TexLegendItem::TexLegendItem(QCPLegend* legend, QCPAbstractPlottable* plottable,
                             const std::string& text, const PlotLook& look)
    : QCPPlottableLegendItem(legend, plottable)
    , m_words(text, legend->font(), look)
{
}

void TexLegendItem::draw(QCPPainter* painter)
{
    if (!mPlottable)
        return;
    const QSize icon = mParentLegend->iconSize();
    const QSizeF text = m_words.size();
    const double height = std::max(text.height(), static_cast<double>(icon.height()));
    m_words.paint(*painter,
                  QPointF(mRect.topLeft())
                      + QPointF(icon.width() + mParentLegend->iconTextPadding(),
                                (height - text.height()) / 2),
                  getTextColor());
    // The sign beside it is drawn by the item that this one is; without its words.
    const QString name = mPlottable->name();
    mPlottable->setName(QString());
    QCPPlottableLegendItem::draw(painter);
    mPlottable->setName(name);
}

QSize TexLegendItem::minimumOuterSizeHint() const
{
    const QSize icon = mParentLegend->iconSize();
    const QSizeF text = m_words.size();
    return QSize(icon.width() + mParentLegend->iconTextPadding() + qCeil(text.width()),
                 std::max(qCeil(text.height()), icon.height()))
        + QSize(margins().left() + margins().right(), margins().top() + margins().bottom());
}

TexNote::TexNote(QCustomPlot* plot, const std::string& text, const QFont& font,
                 const PlotLook& look)
    : QCPItemText(plot)
    , m_words(text, font, look)
{
    setText(plotWords(text));
    setFont(font);
}

void TexNote::draw(QCPPainter* painter)
{
    const QPointF at = position->pixelPosition();
    const QSizeF words = m_words.size();
    const QMarginsF room(padding());
    const QSizeF size = words + QSizeF(room.left() + room.right(), room.top() + room.bottom());
    const Qt::Alignment alignment = positionAlignment();
    const double x = alignment & Qt::AlignHCenter ? at.x() - size.width() / 2
        : alignment & Qt::AlignRight              ? at.x() - size.width()
                                                  : at.x();
    const double y = alignment & Qt::AlignVCenter ? at.y() - size.height() / 2
        : alignment & Qt::AlignBottom             ? at.y() - size.height()
                                                  : at.y();
    if (brush().style() != Qt::NoBrush)
        painter->fillRect(QRectF(QPointF(x, y), size), brush());
    m_words.paint(*painter, {x + room.left(), y + room.top()}, color());
}

} // namespace ui

#include "ui/math/formulalabel.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>

#include "ui/math/mathtypesetter.h"
#include "ui/math/plainmath.h"

namespace ui {
namespace {

constexpr qreal edge = 1; // antialiased edges reach past the box, in pixels
constexpr qreal smallest = 0.6; // of the size that fits the text

} // namespace

FormulaLabel::FormulaLabel(MathTypesetter* typesetter, QWidget* parent)
    : QLabel(parent)
    , m_typesetter(typesetter)
{
    setTextFormat(Qt::PlainText);
    connect(m_typesetter, &MathTypesetter::ready, this, [this] {
        if (!m_formula)
            ask();
    });
}

void FormulaLabel::setTex(const QString& tex, bool display, const QString& plainText)
{
    m_tex = tex;
    m_display = display;
    m_formula = nullptr;
    setText(plainText.isEmpty() ? PlainMath(tex).text() : plainText);
    ask();
}

void FormulaLabel::ask()
{
    if (m_tex.isEmpty())
        return;
    const FormulaPointer formula = m_typesetter->typeset(m_tex, m_display);
    if (!formula || !formula->isValid())
        return;
    m_formula = formula;
    updateGeometry();
    update();
}

QSizeF FormulaLabel::extent(qreal em) const
{
    return {m_formula->width * em + 2 * edge,
            (m_formula->height + m_formula->depth) * em + 2 * edge};
}

QSize FormulaLabel::sizeHint() const
{
    if (!m_formula)
        return QLabel::sizeHint();
    const QSizeF size = extent(formulaEm(font())).grownBy(QMarginsF(contentsMargins()));
    return {static_cast<int>(std::ceil(size.width())), static_cast<int>(std::ceil(size.height()))};
}

QSize FormulaLabel::minimumSizeHint() const
{
    if (!m_formula)
        return QLabel::minimumSizeHint();
    const QSizeF size = extent(formulaEm(font()) * smallest).grownBy(QMarginsF(contentsMargins()));
    return {static_cast<int>(std::ceil(size.width())), sizeHint().height()};
}

void FormulaLabel::paintEvent(QPaintEvent* event)
{
    if (!m_formula) {
        QLabel::paintEvent(event);
        return;
    }
    const QRectF area = contentsRect();
    qreal em = formulaEm(font());
    if (const QSizeF natural = extent(em); natural.width() > area.width())
        em *= std::max(smallest, area.width() / natural.width());
    const QSizeF size = extent(em);
    const QRect box =
        QStyle::alignedRect(layoutDirection(), alignment(), size.toSize(), area.toRect());
    QPainter painter(this);
    paint(painter, *m_formula,
          QPointF(box.left() + edge, box.top() + edge + m_formula->height * em), em,
          palette().color(foregroundRole()));
}

void FormulaLabel::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_tex.isEmpty())
        return;
    QMenu menu(this);
    menu.addAction(tr("Copy as LaTeX"), this,
                   [this] { QGuiApplication::clipboard()->setText(m_tex); });
    menu.addAction(tr("Copy as text"), this,
                   [this] { QGuiApplication::clipboard()->setText(text()); });
    menu.exec(event->globalPos());
}

} // namespace ui

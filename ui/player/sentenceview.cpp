#include "ui/player/sentenceview.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include <algorithm>
#include <array>

namespace ui {
namespace {

constexpr int lineCount = 2;
constexpr int gap = 12;

struct SetText
{
    qreal height = 0;
    bool fits = true;
};

/// Breaks `text` into at most two lines and, with a painter, draws them; the last one is elided
/// when the text is longer.
SetText setText(const QString& text, const QFont& font, qreal width, QPainter* painter, QPointF at)
{
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    const QFontMetricsF metrics(font);
    SetText result;
    layout.beginLayout();
    for (int i = 0; i < lineCount; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const bool isLast = i == lineCount - 1;
        const bool isCut = isLast && line.textStart() + line.textLength() < text.size();
        if (painter && isCut) {
            const QString rest = text.mid(line.textStart());
            painter->drawText(QPointF(at.x(), at.y() + result.height + metrics.ascent()),
                              metrics.elidedText(rest, Qt::ElideRight, width));
        } else if (painter) {
            painter->drawText(QPointF(at.x(), at.y() + result.height + metrics.ascent()),
                              text.mid(line.textStart(), line.textLength()));
        }
        result.height += metrics.height();
        result.fits = !isCut;
    }
    layout.endLayout();
    return result;
}

} // namespace

SentenceView::SentenceView(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void SentenceView::setSentence(const QString& sentence, Phase phase)
{
    m_phase = phase;
    setText(sentence);
    setToolTip(sentence);
    announce();
    update();
}

void SentenceView::setTheme(const Theme& theme)
{
    m_theme = theme;
    update();
}

QString SentenceView::phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Ready:
        return tr("Ready");
    case Phase::Code:
        return tr("Code");
    case Phase::Done:
        return tr("Done");
    case Phase::Recording:
        return tr("Recording");
    case Phase::Backward:
        return tr("Backward");
    case Phase::Output:
        return tr("Output");
    case Phase::Failed:
        return tr("Failed");
    }
    return {};
}

void SentenceView::describe()
{
    setAccessibleName(text());
    setAccessibleDescription(phaseName(m_phase));
}

/// Each step is announced, also when it says the same as the one before: to set the name is the
/// event.
void SentenceView::announce()
{
    describe();
    emit announced(accessibleName());
}

qreal SentenceView::pointSize() const
{
    return std::clamp(width() / 50.0, 14.0, 22.0);
}

/// Then the tag is only its mark, to leave the words more room.
bool SentenceView::isNarrow() const
{
    return width() < 600;
}

int SentenceView::tagWidth() const
{
    const qreal lineHeight = QFontMetricsF(Theme::uiFont(pointSize())).height();
    if (isNarrow())
        return static_cast<int>(lineHeight * 1.1);
    constexpr std::array all{Phase::Ready,  Phase::Code,   Phase::Recording, Phase::Backward,
                             Phase::Output, Phase::Failed, Phase::Done};
    const QFontMetricsF metrics(Theme::uiFont(pointSize() * 0.7));
    qreal widest = 0;
    for (const Phase phase : all)
        widest = std::max(widest, metrics.horizontalAdvance(phaseName(phase)));
    return static_cast<int>(widest + metrics.height() * 1.9);
}

QSize SentenceView::sizeHint() const
{
    const QFontMetricsF metrics(Theme::uiFont(pointSize()));
    return {480, static_cast<int>(metrics.height() * lineCount) + 8};
}

QSize SentenceView::minimumSizeHint() const
{
    return {220, sizeHint().height()};
}

void SentenceView::paintTag(QPainter& painter, const QRectF& tag) const
{
    QColor ink = m_theme.textMuted;
    QColor fill = m_theme.surfaceAlt;
    switch (m_phase) {
    case Phase::Recording:
        ink = m_theme.forward;
        fill = m_theme.forwardSoft;
        break;
    case Phase::Backward:
        ink = m_theme.gradient;
        fill = m_theme.gradientSoft;
        break;
    case Phase::Failed:
        ink = m_theme.error;
        fill = m_theme.errorSoft;
        break;
    case Phase::Output:
        ink = m_theme.watched;
        fill = m_theme.watchedSoft;
        break;
    case Phase::Ready:
    case Phase::Code:
    case Phase::Done:
        break;
    }
    painter.setPen(QPen(ink, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);

    // The mark tells the phases apart without colour.
    const qreal side = tag.height() * 0.2;
    const QPointF c(tag.left() + tag.height() * 0.55, tag.center().y());
    QPainterPath mark;
    switch (m_phase) {
    case Phase::Recording:
        mark.addEllipse(c, side, side);
        break;
    case Phase::Backward:
        mark.addPolygon(QPolygonF({{c.x() + side, c.y() - side * 1.2},
                                   {c.x() - side, c.y()},
                                   {c.x() + side, c.y() + side * 1.2}}));
        mark.closeSubpath();
        break;
    case Phase::Failed:
        mark.addPolygon(QPolygonF({{c.x(), c.y() - side * 1.3},
                                   {c.x() + side * 1.2, c.y() + side},
                                   {c.x() - side * 1.2, c.y() + side}}));
        mark.closeSubpath();
        break;
    case Phase::Output:
        mark.addRect(QRectF(c.x() - side, c.y() - side, side * 2, side * 0.6));
        mark.addRect(QRectF(c.x() - side, c.y() + side * 0.4, side * 1.4, side * 0.6));
        break;
    case Phase::Done:
        mark.addRect(QRectF(c.x() - side, c.y() - side, side * 2, side * 2));
        break;
    case Phase::Code:
        mark.addPolygon(QPolygonF({{c.x() - side, c.y() - side * 1.2},
                                   {c.x() + side, c.y()},
                                   {c.x() - side, c.y() + side * 1.2}}));
        mark.closeSubpath();
        break;
    case Phase::Ready:
        mark.addEllipse(c, side, side);
        mark.addEllipse(c, side * 0.5, side * 0.5);
        break;
    }
    painter.fillPath(mark, ink);

    if (isNarrow())
        return;
    painter.setFont(Theme::uiFont(pointSize() * 0.7));
    painter.setPen(ink);
    painter.drawText(tag.adjusted(tag.height() * 0.95, 0, -4, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     phaseName(m_phase));
}

void SentenceView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal size = pointSize();
    const qreal lineHeight = QFontMetricsF(Theme::uiFont(size)).height();
    const int tag = tagWidth();
    paintTag(painter, QRectF(0, (height() - lineHeight) / 2, tag, lineHeight));

    const qreal left = tag + gap;
    const qreal available = width() - left;
    QFont font = Theme::uiFont(size);
    SetText block;
    for (const qreal scale : {1.0, 0.92, 0.84, 0.76, 0.68}) {
        font = Theme::uiFont(size * scale);
        block = ui::setText(text(), font, available, nullptr, {});
        if (block.fits)
            break;
    }
    painter.setPen(m_theme.text);
    painter.setFont(font);
    ui::setText(text(), font, available, &painter, QPointF(left, (height() - block.height) / 2));
}

void SentenceView::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    updateGeometry();
}

void SentenceView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        describe();
        update();
    }
    QLabel::changeEvent(event);
}

} // namespace ui

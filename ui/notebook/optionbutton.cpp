#include "ui/notebook/optionbutton.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

#include "ui/notebook/proseview.h"

namespace ui {

OptionButton::OptionButton(int number, const QString& markdown, QWidget* parent)
    : QAbstractButton(parent)
    , m_number(number)
    , m_markdown(markdown)
    , m_digit(new QLabel(this))
    , m_text(new ProseView(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    // A button would be as wide as it wishes; its words can break.
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_text->setFocusPolicy(Qt::NoFocus);
    m_text->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_digit->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_digit->setAlignment(Qt::AlignCenter);
    m_text->viewport()->setAutoFillBackground(false);
    m_text->setMarkdownSource(markdown);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_digit, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    describe();
}

void OptionButton::setLook(const CellLook& look)
{
    m_look = look;
    CellLook inside = look;
    inside.theme.window = Qt::transparent;
    m_text->setLook(inside);
    layout()->setContentsMargins(look.pixels(8), look.pixels(3), look.pixels(8), look.pixels(3));
    m_digit->setFont(look.smallFont());
    m_digit->setFixedWidth(look.pixels(18));
    m_digit->setFixedHeight(look.pixels(26));
    QPalette palette = look.palette(look.theme.surface);
    palette.setColor(QPalette::WindowText, look.theme.textMuted);
    m_digit->setPalette(palette);
    describe();
    update();
}

void OptionButton::setMark(Mark mark)
{
    m_mark = mark;
    describe();
    update();
}

void OptionButton::describe()
{
    m_digit->setText(m_mark == Mark::Right     ? QStringLiteral("✓")
                         : m_mark == Mark::Wrong ? QStringLiteral("✗")
                                                 : QString::number(m_number));
    const QString text = m_text->accessibleDescription().isEmpty() ? m_markdown
                                                                   : m_text->accessibleDescription();
    const QString name = tr("Option %1: %2").arg(m_number).arg(text.trimmed());
    setAccessibleName(m_mark == Mark::Right       ? tr("%1 (right)").arg(name)
                          : m_mark == Mark::Wrong ? tr("%1 (wrong)").arg(name)
                                                  : name);
}

QSize OptionButton::sizeHint() const
{
    return layout()->sizeHint();
}

void OptionButton::changeEvent(QEvent* event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        describe();
}

void OptionButton::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void OptionButton::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void OptionButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        focusNextPrevChild(event->key() == Qt::Key_Down);
    else
        QAbstractButton::keyPressEvent(event);
}

void OptionButton::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = m_look.theme;
    QColor fill = theme.surface;
    QColor line = theme.border;
    if (m_mark == Mark::Right) {
        fill = theme.watchedSoft;
        line = theme.watched;
    } else if (m_mark == Mark::Wrong) {
        fill = theme.errorSoft;
        line = theme.error;
    } else if (isEnabled() && (underMouse() || isDown())) {
        fill = theme.surfaceAlt;
    }
    if (hasFocus())
        line = theme.accent;
    painter.setBrush(fill);
    painter.setPen(QPen(line, hasFocus() ? 2 : 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
}

void OptionButton::focusInEvent(QFocusEvent* event)
{
    QAbstractButton::focusInEvent(event);
    update();
}

void OptionButton::focusOutEvent(QFocusEvent* event)
{
    QAbstractButton::focusOutEvent(event);
    update();
}

} // namespace ui

#include "ui/notebook/numberpopover.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace ui {

NumberPopover::NumberPopover(QWidget* window)
    : QFrame(window)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_field(new QLineEdit)
    , m_low(new QLabel)
    , m_high(new QLabel)
    , m_problem(new QLabel)
{
    setObjectName(QStringLiteral("numberPopover"));
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(10, 8, 10, 8);
    grid->setHorizontalSpacing(8);
    grid->addWidget(m_low, 0, 0);
    grid->addWidget(m_slider, 0, 1);
    grid->addWidget(m_high, 0, 2);
    grid->addWidget(m_field, 0, 3);
    grid->addWidget(m_problem, 1, 0, 1, 4);
    grid->setColumnStretch(1, 1);
    m_problem->setWordWrap(true);
    m_problem->hide();
    hide();
    connect(m_slider, &QSlider::valueChanged, this, &NumberPopover::slide);
    connect(m_slider, &QSlider::sliderPressed, this, [this] { m_isSliding = false; });
    connect(m_slider, &QSlider::sliderReleased, this, [this] { m_isSliding = false; });
    connect(m_field, &QLineEdit::returnPressed, this, &NumberPopover::takeTyped);
    connect(m_field, &QLineEdit::textEdited, m_problem, &QWidget::hide);
    retranslate();
}

void NumberPopover::setLook(const CellLook& look)
{
    setPalette(look.palette(look.theme.surface));
    setFont(look.smallFont());
    m_field->setFont(look.codeFont());
    m_field->setFixedWidth(look.pixels(96));
    m_slider->setMinimumWidth(look.pixels(170));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, look.theme.textMuted);
    m_low->setPalette(muted);
    m_high->setPalette(muted);
    muted.setColor(QPalette::WindowText, look.theme.error);
    m_problem->setPalette(muted);
    // The frame tells it from what lies below in both themes.
    setStyleSheet(QStringLiteral("#numberPopover { background: %1; border: 1.5px solid %2; "
                                 "border-radius: 6px; }")
                      .arg(look.theme.surface.name(), look.theme.accent.name()));
}

void NumberPopover::open(const QRect& anchor, const QString& text, bool mayBeNegative)
{
    const auto number = engine::lang::NumberText::of(text.toStdString());
    if (!number)
        return;
    m_mayBeNegative = mayBeNegative;
    m_text = text;
    m_problem->hide();
    setRange(*number);
    m_field->setText(text);
    place(anchor);
    show();
    raise();
    qApp->installEventFilter(this);
}

void NumberPopover::place(const QRect& anchor)
{
    const QRect room = parentWidget()->rect().adjusted(6, 6, -6, -6);
    resize(sizeHint().boundedTo(room.size()));
    QPoint at(anchor.left() - 12, anchor.bottom() + 7);
    if (at.y() + height() > room.bottom())
        at.setY(anchor.top() - 7 - height());
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
    move(at);
}

void NumberPopover::setRange(const engine::lang::NumberText& number)
{
    const engine::lang::SliderRange range = engine::lang::sliderRange(number, m_mayBeNegative);
    m_origin = number;
    m_finer = range.finer;
    const double unit = number.unit(m_finer);
    const auto units = [&](double value) {
        return static_cast<int>(std::lround((value - number.value()) / unit));
    };
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(units(range.low), units(range.high));
    m_slider->setValue(0);
    m_slider->setPageStep(std::max(1, (m_slider->maximum() - m_slider->minimum()) / 20));
    m_low->setText(QString::number(range.low));
    m_high->setText(QString::number(range.high));
}

void NumberPopover::setText(const QString& text)
{
    const auto number = engine::lang::NumberText::of(text.toStdString());
    if (!number || text == m_text)
        return;
    m_text = text;
    m_field->setText(text);
    m_problem->hide();
    const double units = (number->value() - m_origin->value()) / m_origin->unit(m_finer);
    const QSignalBlocker quiet(m_slider);
    if (units < m_slider->minimum() || units > m_slider->maximum())
        setRange(*number);
    else
        m_slider->setValue(static_cast<int>(std::lround(units)));
}

void NumberPopover::slide(int position)
{
    const QString text =
        QString::fromStdString(m_origin->moved(position, m_finer, m_mayBeNegative));
    if (text == m_text)
        return;
    const bool continues = m_slider->isSliderDown() && m_isSliding;
    m_isSliding = m_slider->isSliderDown();
    m_text = text;
    m_field->setText(text);
    emit changed(text, continues);
}

void NumberPopover::takeTyped()
{
    const auto typed =
        engine::lang::typedNumber(m_field->text().toStdString(), *m_origin, m_mayBeNegative);
    if (!typed || !engine::lang::NumberText::of(*typed)) {
        m_problem->setText(m_mayBeNegative
                               ? tr("Write one number, such as 0.5, -3 or 2e-4.")
                               : tr("Write one number that is not negative, such as 0.5 or 2e-4."));
        m_problem->show();
        resize(sizeHint());
        m_field->selectAll();
        return;
    }
    const QString text = QString::fromStdString(*typed);
    if (text == m_text)
        return;
    setText(text);
    emit changed(text, false);
}

void NumberPopover::takeFocus()
{
    m_field->setFocus(Qt::OtherFocusReason);
    m_field->selectAll();
}

bool NumberPopover::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* const widget = qobject_cast<QWidget*>(watched);
        if (widget && widget != this && !isAncestorOf(widget))
            hide();
    }
    return QFrame::eventFilter(watched, event);
}

void NumberPopover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        emit left();
        hide();
    } else if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QFrame::keyPressEvent(event);
}

void NumberPopover::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    qApp->removeEventFilter(this);
}

void NumberPopover::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void NumberPopover::retranslate()
{
    setAccessibleName(tr("Change a number"));
    m_slider->setAccessibleName(tr("Slide the number"));
    m_field->setAccessibleName(tr("The number"));
}

} // namespace ui

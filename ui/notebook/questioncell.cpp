#include "ui/notebook/questioncell.h"

#include <QAccessible>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

#include "ui/notebook/celleditor.h"
#include "ui/notebook/flowlayout.h"
#include "ui/notebook/panel.h"
#include "ui/notebook/proseview.h"

namespace ui {

QuestionCell::QuestionCell(const engine::Cell& cell, QWidget* parent)
    : CellWidget(cell, parent)
    , m_source(new CellEditor)
    , m_sourcePanel(new Panel(m_source))
    , m_card(new QWidget)
    , m_heading(new QLabel)
    , m_ask(new ProseView)
    , m_answer(new QVBoxLayout)
    , m_buttons(new FlowLayout)
    , m_feedback(new ProseView)
{
    m_source->setPlainText(QString::fromStdString(cell.source));
    m_source->setFocusPolicy(Qt::ClickFocus);
    m_source->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_sourcePanel->hide();
    m_feedback->hide();
    m_heading->setWordWrap(true);
    m_ask->installEventFilter(this);
    m_heading->installEventFilter(this);
    connect(m_ask, &ProseView::doubleClicked, this, &QuestionCell::editSource);

    auto* inside = new QVBoxLayout(m_card);
    inside->addWidget(m_heading);
    inside->addWidget(m_ask);
    inside->addLayout(m_answer);
    inside->addLayout(m_buttons);
    inside->addWidget(m_feedback);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_sourcePanel);
    column->addWidget(m_card);
}

void QuestionCell::load()
{
    if (!std::exchange(m_isWatched, true))
        watchEditor(); // needs the subclass
    read();
    retranslate();
}

void QuestionCell::setLook(const CellLook& look)
{
    CellWidget::setLook(look);
    m_inside = look;
    m_inside.theme.window = look.theme.surface;
    placeText();
    m_card->layout()->setContentsMargins(look.pixels(14), look.pixels(8), look.pixels(10),
                                         look.pixels(10));
    m_card->layout()->setSpacing(look.pixels(5));
    m_answer->setSpacing(look.pixels(4));
    m_buttons->setSpacing(look.pixels(6));
    QFont bold = look.smallFont();
    bold.setBold(true);
    m_heading->setFont(bold);
    QPalette palette = look.palette(look.theme.surface);
    palette.setColor(QPalette::WindowText, look.theme.accent);
    m_heading->setPalette(palette);
    m_sourcePanel->setLook(look);
    m_source->setFont(Theme::monoFont(10.5 * look.scale));
    m_source->setPalette(look.palette(look.theme.surface));
    m_source->setCursorWidth(2);
    m_ask->setLook(m_inside);
    CellLook said = m_inside;
    said.theme.window = Qt::transparent;
    m_feedback->setLook(said);
    m_feedback->viewport()->setAutoFillBackground(false);
    for (QPushButton* button : findChildren<QPushButton*>())
        button->setFont(look.smallFont());
    lookChanged(m_inside);
    update();
}

void QuestionCell::placeText()
{
    layout()->setContentsMargins(look().textIndent(), look().pixels(6), look().pixels(8),
                                 look().pixels(6));
}

QPushButton* QuestionCell::addButton()
{
    auto* button = new QPushButton;
    button->setAutoDefault(false);
    m_buttons->addWidget(button);
    button->installEventFilter(this);
    return button;
}

void QuestionCell::setHeading(const QString& heading)
{
    m_heading->setText(heading);
}

void QuestionCell::setAsked(const std::string& markdown)
{
    m_ask->setMarkdownSource(QString::fromStdString(markdown));
}

void QuestionCell::say(const QString& markdown, Tone tone)
{
    m_feedbackText = markdown;
    m_tone = tone;
    m_feedback->setMarkdownSource(markdown);
    m_feedback->setVisible(!markdown.isEmpty());
    m_feedback->setAccessibleName(m_feedback->accessibleDescription());
    if (!markdown.isEmpty() && isVisible()) {
        QAccessibleEvent event(m_feedback, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
        emit said();
    }
    update();
}

void QuestionCell::sayError(int line, const engine::BilingualText& text)
{
    say(tr("Line %1 of this block: %2")
            .arg(line)
            .arg(QString::fromStdString(text.in(look().language))),
        Tone::Bad);
}

void QuestionCell::beginEdit(Caret caret)
{
    if (showsSource())
        CellWidget::beginEdit(caret);
    else
        focusAnswer();
}

void QuestionCell::endEdit()
{
    if (showsSource()) {
        m_sourcePanel->hide();
        m_card->show();
        load();
        setLook(look());
    }
    CellWidget::endEdit();
}

void QuestionCell::refresh()
{
    if (showsSource() || !isEdited())
        return;
    load();
    setLook(look());
}

void QuestionCell::editSource()
{
    m_card->hide();
    m_sourcePanel->show();
    m_source->fit();
    CellWidget::beginEdit(Caret::Start);
}

bool QuestionCell::showsSource() const
{
    return !m_sourcePanel->isHidden();
}

bool QuestionCell::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_heading && event->type() == QEvent::MouseButtonDblClick)
        editSource();
    if (auto* button = qobject_cast<QPushButton*>(watched);
        button && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            button->click();
            return true;
        }
    }
    if (watched == m_ask && event->type() == QEvent::FocusIn)
        emit focusGained();
    return CellWidget::eventFilter(watched, event);
}

void QuestionCell::paintEvent(QPaintEvent* event)
{
    if (!m_card->isHidden()) {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme& theme = look().theme;
        const QRectF card = QRectF(m_card->geometry()).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(theme.border);
        painter.setBrush(theme.surface);
        painter.drawRoundedRect(card, 6, 6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        painter.drawRoundedRect(QRectF(card.left(), card.top(), look().pixels(4), card.height()), 2,
                                2);
        if (!m_feedback->isHidden()) {
            const QRect said(m_feedback->mapTo(this, QPoint()), m_feedback->size());
            painter.setBrush(m_tone == Tone::Good      ? theme.watchedSoft
                                 : m_tone == Tone::Bad ? theme.errorSoft
                                                       : theme.surfaceAlt);
            painter.drawRoundedRect(said.adjusted(-look().pixels(4), 0, look().pixels(4), 0), 4, 4);
        }
    }
    CellWidget::paintEvent(event);
}

void QuestionCell::changeEvent(QEvent* event)
{
    CellWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace ui

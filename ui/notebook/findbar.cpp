#include "ui/notebook/findbar.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace ui {
namespace {

QToolButton* button(const QString& text)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

FindBar::FindBar(QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit)
    , m_with(new QLineEdit)
    , m_count(new QLabel)
    , m_case(button(QStringLiteral("Aa")))
    , m_previous(button(QStringLiteral("▲")))
    , m_next(button(QStringLiteral("▼")))
    , m_close(button(QStringLiteral("✕")))
    , m_replace(button({}))
    , m_replaceAll(button({}))
{
    m_case->setCheckable(true);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(0);
    for (QWidget* each : {static_cast<QWidget*>(m_case), static_cast<QWidget*>(m_previous),
                          static_cast<QWidget*>(m_next), static_cast<QWidget*>(m_close)})
        tools->addWidget(each);
    auto* replacing = new QHBoxLayout;
    replacing->setSpacing(0);
    replacing->addWidget(m_replace);
    replacing->addWidget(m_replaceAll);
    auto* grid = new QGridLayout(this);
    grid->addWidget(m_field, 0, 0);
    grid->addWidget(m_count, 0, 1);
    grid->addLayout(tools, 0, 2);
    grid->addWidget(m_with, 1, 0, 1, 2);
    grid->addLayout(replacing, 1, 2);
    grid->setColumnStretch(0, 1);

    connect(m_field, &QLineEdit::textChanged, this, &FindBar::wantedChanged);
    connect(m_case, &QToolButton::toggled, this, &FindBar::wantedChanged);
    connect(m_previous, &QToolButton::clicked, this, [this] { emit stepRequested(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { emit stepRequested(1); });
    connect(m_close, &QToolButton::clicked, this, &FindBar::closed);
    connect(m_replace, &QToolButton::clicked, this, &FindBar::replaceRequested);
    connect(m_replaceAll, &QToolButton::clicked, this, &FindBar::replaceAllRequested);
    retranslate();
}

void FindBar::setLook(const CellLook& look)
{
    m_look = look;
    const QPalette palette = look.palette(look.theme.window);
    setPalette(palette);
    layout()->setContentsMargins(look.pixels(12), look.pixels(6), look.pixels(8), look.pixels(6));
    static_cast<QGridLayout*>(layout())->setSpacing(look.pixels(4));
    for (QLineEdit* field : {m_field, m_with}) {
        field->setFont(look.codeFont());
        field->setPalette(look.palette(look.theme.surface));
    }
    for (QToolButton* each : findChildren<QToolButton*>()) {
        each->setFont(look.smallFont());
        each->setPalette(palette);
    }
    m_count->setFont(look.smallFont());
    update();
}

void FindBar::setWanted(const QString& text)
{
    m_field->setText(text);
    m_field->selectAll();
}

QString FindBar::wanted() const
{
    return m_field->text();
}

QString FindBar::replacement() const
{
    return m_with->text();
}

Qt::CaseSensitivity FindBar::caseSensitivity() const
{
    return m_case->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive;
}

void FindBar::showCount(int current, int count)
{
    m_shown = current;
    m_total = count;
    m_count->setText(wanted().isEmpty() ? QString()
                         : count == 0   ? tr("not found")
                         : current < 0  ? tr("%n found", nullptr, count)
                                        : tr("%1 of %2").arg(current + 1).arg(count));
    QPalette palette = m_look.palette(m_look.theme.window);
    palette.setColor(QPalette::WindowText,
                     count == 0 ? m_look.theme.error : m_look.theme.textMuted);
    m_count->setPalette(palette);
    for (QToolButton* each : {m_previous, m_next, m_replace, m_replaceAll})
        each->setEnabled(count > 0);
}

void FindBar::focusField()
{
    m_field->setFocus();
    m_field->selectAll();
}

void FindBar::retranslate()
{
    m_field->setPlaceholderText(tr("Find in the notebook"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_with->setPlaceholderText(tr("Replace with"));
    m_with->setAccessibleName(m_with->placeholderText());
    m_case->setToolTip(tr("Tell capitals from small letters"));
    m_previous->setToolTip(tr("The match before (Shift+Enter)"));
    m_next->setToolTip(tr("The next match (Enter)"));
    m_close->setToolTip(tr("Close (Esc)"));
    for (QToolButton* each : {m_case, m_previous, m_next, m_close})
        each->setAccessibleName(each->toolTip());
    m_replace->setText(tr("Replace"));
    m_replaceAll->setText(tr("All"));
    m_replaceAll->setToolTip(tr("Replace every match"));
    m_replaceAll->setAccessibleName(m_replaceAll->toolTip());
    showCount(m_shown, m_total);
}

void FindBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        emit closed();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_with->hasFocus())
            emit replaceRequested();
        else
            emit stepRequested(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void FindBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.window);
    painter.setPen(m_look.theme.border);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace ui

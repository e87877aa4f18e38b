#include "ui/notebook/fixview.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {
namespace {

/// A card with a bar on its left in the colour of gradients.
class Card : public QWidget
{
public:
    explicit Card(const Theme& theme)
        : m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.gradientSoft);
        painter.drawRoundedRect(rect(), 4, 4);
        painter.fillRect(QRect(0, 0, 3, height()), m_theme.gradient);
    }

private:
    Theme m_theme;
};

QLabel* label(const QString& text, const QFont& font, const QPalette& palette)
{
    auto* result = new QLabel(text);
    result->setWordWrap(true);
    result->setFont(font);
    result->setPalette(palette);
    result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    result->setSizePolicy(policy);
    return result;
}

/// One line of the change: its sign, and its code on a ground of its own.
QString lineHtml(const engine::DiffLine& line, const Theme& theme)
{
    const bool isAdded = line.kind == engine::DiffLine::Kind::Added;
    const bool isSame = line.kind == engine::DiffLine::Kind::Same;
    const QColor ground = isSame ? theme.surface : isAdded ? theme.watchedSoft : theme.errorSoft;
    const QColor ink = isSame ? theme.textMuted : isAdded ? theme.watched : theme.error;
    const QString sign = isSame ? QStringLiteral("&nbsp;")
        : isAdded               ? QStringLiteral("+")
                                : QStringLiteral("−");
    QString code = QString::fromStdString(line.text).toHtmlEscaped();
    qsizetype indent = 0;
    while (indent < code.size() && code[indent] == u' ')
        ++indent;
    code = QStringLiteral("&nbsp;").repeated(indent) + code.mid(indent); // the rest may break
    return QStringLiteral("<tr><td bgcolor='%1' width='16' style='color:%2'><b>%3</b></td>"
                          "<td bgcolor='%1' style='color:%4'>%5</td></tr>")
        .arg(ground.name(), ink.name(), sign, (isSame ? theme.textMuted : theme.text).name(), code);
}

} // namespace

FixView::FixView(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    setVisible(false);
}

QString FixView::changeText(const std::vector<engine::DiffLine>& change)
{
    QString text;
    for (const engine::DiffLine& line : change)
        text += (line.kind == engine::DiffLine::Kind::Added         ? u'+'
                     : line.kind == engine::DiffLine::Kind::Removed ? u'-'
                                                                    : u' ')
            + QString::fromStdString(line.text) + u'\n';
    return text;
}

void FixView::setHelp(const std::vector<Help>& help)
{
    if (help == m_help) // as after most runs while a number is dragged
        return;
    m_help = help;
    rebuild();
}

void FixView::setLook(const CellLook& look)
{
    m_look = look;
    rebuild();
}

void FixView::rebuild()
{
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_layout->setContentsMargins(m_look.promptWidth() + m_look.pixels(8), 0, 0, 0);
    m_layout->setSpacing(m_look.pixels(6));
    for (const Help& help : m_help)
        m_layout->addWidget(row(help));
    setVisible(!m_help.empty());
}

QWidget* FixView::row(const Help& help)
{
    const Theme& theme = m_look.theme;
    auto* card = new Card(theme);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(m_look.pixels(12), m_look.pixels(8), m_look.pixels(10),
                               m_look.pixels(8));
    layout->setSpacing(m_look.pixels(6));
    const QPalette palette = m_look.palette(theme.gradientSoft);
    const QString why = QString::fromStdString(help.why.in(m_look.language));
    //: "∂y/∂x is None" and the reason
    const QString text = why.isEmpty() ? help.title : tr("%1: %2.").arg(help.title, why);
    QLabel* const reason = label(text.toHtmlEscaped(), m_look.proseFont(), palette);
    layout->addWidget(reason);
    if (help.fix) {
        QString what = QString::fromStdString(help.fix->what.in(m_look.language));
        if (!help.changedCell.isEmpty())
            what = tr("In %1: %2").arg(help.changedCell, what);
        layout->addWidget(label(what, m_look.proseFont(), palette));
        QString rows;
        for (const engine::DiffLine& line : help.change)
            rows += lineHtml(line, theme);
        QLabel* const change =
            label(QStringLiteral("<table width='100%' cellspacing='0' cellpadding='2'>%1</table>")
                      .arg(rows),
                  m_look.outputFont(), palette);
        change->setAccessibleName(tr("Suggested change"));
        change->setAccessibleDescription(changeText(help.change));
        layout->addWidget(change);
    }
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(m_look.pixels(8));
    if (help.fix) {
        auto* const attempt = new QPushButton(tr("Try it"));
        attempt->setObjectName(QStringLiteral("tryFix"));
        attempt->setFont(m_look.smallFont());
        attempt->setToolTip(
            tr("Makes this change and runs the cell. Ctrl+Z in the cell takes it back."));
        connect(attempt, &QPushButton::clicked, this,
                [this, fix = *help.fix] { emit fixRequested(fix); });
        buttons->addWidget(attempt);
    }
    if (help.place.isValid()) {
        auto* const show = new QPushButton(tr("Show the place"));
        show->setObjectName(QStringLiteral("showPlace"));
        show->setFont(m_look.smallFont());
        show->setToolTip(
            tr("Selects the code at which the way back is cut, and marks it in the picture."));
        connect(show, &QPushButton::clicked, this,
                [this, place = help.place, at = help.at] { emit placeRequested(place, at); });
        buttons->addWidget(show);
    }
    buttons->addStretch(1);
    layout->addLayout(buttons);
    return card;
}

void FixView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rebuild();
}

} // namespace ui

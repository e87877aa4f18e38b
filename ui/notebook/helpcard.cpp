#include "ui/notebook/helpcard.h"

#include <QLabel>
#include <QTextDocumentFragment>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

QString code(const QString& text)
{
    QString html = text.toHtmlEscaped();
    html.replace(u'\n', QStringLiteral("<br>"));
    return QStringLiteral("<span style='font-family:monospace; white-space:pre-wrap'>%1</span>")
        .arg(html);
}

/// The parameters of "(a, b=[1, 2])".
QStringList parametersOf(const QString& signature)
{
    QStringList parameters;
    QString part;
    int depth = 0;
    for (const QChar c : signature.mid(1, signature.size() - 2)) {
        depth += QStringLiteral("([{").contains(c) ? 1 : QStringLiteral(")]}").contains(c) ? -1 : 0;
        if (c == u',' && depth == 0) {
            parameters << part.trimmed();
            part.clear();
        } else {
            part += c;
        }
    }
    if (!part.trimmed().isEmpty())
        parameters << part.trimmed();
    return parameters;
}

} // namespace

HelpCard::HelpCard(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel)
{
    setFrameStyle(QFrame::Box | QFrame::Plain);
    setAutoFillBackground(true);
    setFocusPolicy(Qt::NoFocus);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::LinksAccessibleByMouse);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_text);
    connect(m_text, &QLabel::linkActivated, this, [this] {
        hide();
        emit exampleWanted(m_example);
    });
    hide();
}

void HelpCard::setLook(const CellLook& look)
{
    m_look = look;
    const QPalette palette = look.palette(look.theme.surface);
    QPalette frame = palette;
    frame.setColor(QPalette::WindowText, look.theme.border);
    setPalette(frame);
    m_text->setPalette(palette);
    m_text->setFont(look.smallFont());
    layout()->setContentsMargins(look.pixels(10), look.pixels(7), look.pixels(10), look.pixels(8));
}

void HelpCard::showPage(const engine::NamePage& page, const QRect& at)
{
    const auto in = [this](const engine::BilingualText& text) {
        return QString::fromStdString(text.in(m_look.language)).toHtmlEscaped();
    };
    const QString name =
        QString::fromStdString(page.help.path.empty() ? page.help.name : page.help.path);
    QString html = QStringLiteral("<b>%1</b>%2")
                       .arg(code(name), code(QString::fromStdString(page.help.signature)));
    if (!page.help.summary.empty())
        html += QStringLiteral("<p>%1</p>").arg(in(page.help.summary));
    if (!page.operation.empty()) {
        html +=
            QStringLiteral("<p>%1 %2<br>%3 %4</p>")
                .arg(tr("Computes:"), code(QString::fromStdString(page.operation)), tr("Gradient:"),
                     page.gradient.empty()
                         ? tr("none flows back")
                         : code(QString::fromStdString(page.gradient.in(m_look.language))));
        html += QStringLiteral("<p>%1</p>").arg(in(page.explanation));
    }
    if (!page.example.empty()) {
        html += QStringLiteral("<p>%1<br>%2</p>")
                    .arg(tr("Example:"), code(QString::fromStdString(page.example)));
        if (!page.exampleResult.empty())
            html += QStringLiteral("<p>%1<br>%2</p>")
                        .arg(tr("It gives:"),
                             code(QString::fromStdString(page.exampleResult).trimmed()));
        html += QStringLiteral("<p><a href='try' style='color:%1'>%2</a></p>")
                    .arg(m_look.theme.accent.name(), tr("Try it in a cell below"));
    }
    m_example = QString::fromStdString(page.example);
    m_text->setText(html);
    place(at, false);
}

void HelpCard::showCall(const engine::CallHelp& call, const QRect& at)
{
    const QStringList parameters = parametersOf(QString::fromStdString(call.function.signature));
    QStringList shown;
    int index = 0;
    for (const QString& parameter : parameters) {
        const bool isHere = parameter != u'*'
            && (index == call.argument
                || (parameter.startsWith(u'*') && index <= call.argument && parameter != u'*'));
        shown << (isHere ? QStringLiteral("<b><u>%1</u></b>").arg(code(parameter))
                         : code(parameter));
        index += parameter == u'*' ? 0 : 1;
    }
    QString html = code(QString::fromStdString(call.function.name)) + u'('
        + shown.join(QStringLiteral(", ")) + u')';
    if (!call.function.summary.empty())
        html += QStringLiteral("<br>")
            + QString::fromStdString(call.function.summary.in(m_look.language)).toHtmlEscaped();
    m_example.clear();
    m_text->setText(html);
    place(at, true);
}

QString HelpCard::text() const
{
    return QTextDocumentFragment::fromHtml(m_text->text()).toPlainText();
}

void HelpCard::leaveEvent(QEvent* event)
{
    QFrame::leaveEvent(event);
    hide();
}

void HelpCard::place(const QRect& at, bool above)
{
    const QWidget* const area = parentWidget();
    const QMargins margins = layout()->contentsMargins();
    const int widest = std::min(m_look.pixels(440), area->width() - 8);
    const int inside = widest - margins.left() - margins.right() - 2 * frameWidth();
    m_text->setFixedWidth(inside);
    m_text->setFixedHeight(m_text->heightForWidth(inside));
    setFixedWidth(widest);
    adjustSize();
    const int over = at.top() - height() - 4;
    const int under = at.bottom() + 4;
    const bool goesOver = above ? over >= 0 : under + height() > area->height() && over >= 0;
    move(std::clamp(at.left(), 0, std::max(0, area->width() - width())),
         goesOver ? over : std::min(under, std::max(0, area->height() - height())));
    raise();
    show();
}

} // namespace ui

#include "ui/notebook/completionlist.h"

#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

constexpr int mostRows = 9;

/// One letter says what it is, so that colour need not.
QString badge(engine::NameHelp::Kind kind)
{
    using Kind = engine::NameHelp::Kind;
    switch (kind) {
    case Kind::Keyword:
        return QStringLiteral("k");
    case Kind::Name:
    case Kind::Value:
        return QStringLiteral("v");
    case Kind::Module:
        return QStringLiteral("m");
    case Kind::Function:
        return QStringLiteral("f");
    case Kind::Class:
        return QStringLiteral("c");
    case Kind::Argument:
        return QStringLiteral("=");
    }
    return {};
}

} // namespace

CompletionList::CompletionList(QWidget* parent)
    : QFrame(parent)
    , m_list(new QListWidget)
    , m_about(new QLabel)
{
    setFrameStyle(QFrame::Box | QFrame::Plain);
    setAutoFillBackground(true);
    setFocusPolicy(Qt::NoFocus);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_about->setWordWrap(true);
    m_about->setTextFormat(Qt::RichText);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addWidget(m_list);
    column->addWidget(m_about);
    connect(m_list, &QListWidget::currentRowChanged, this, &CompletionList::describe);
    connect(m_list, &QListWidget::itemClicked, this, &CompletionList::accepted);
    hide();
}

void CompletionList::setLook(const CellLook& look)
{
    m_look = look;
    const QPalette palette = look.palette(look.theme.surface);
    QPalette frame = palette;
    frame.setColor(QPalette::WindowText, look.theme.border);
    setPalette(frame);
    m_list->setPalette(palette);
    m_list->setFont(look.codeFont());
    QPalette muted = look.palette(look.theme.surfaceAlt);
    muted.setColor(QPalette::WindowText, look.theme.text);
    m_about->setPalette(muted);
    m_about->setAutoFillBackground(true);
    m_about->setFont(look.smallFont());
    m_about->setContentsMargins(look.pixels(8), look.pixels(4), look.pixels(8), look.pixels(5));
    layout()->setContentsMargins(1, 1, 1, 1);
}

void CompletionList::setNames(const std::vector<engine::NameHelp>& names)
{
    m_names = names;
    m_list->clear();
    for (const engine::NameHelp& name : names) {
        auto* item = new QListWidgetItem(
            badge(name.kind) + QStringLiteral("  ") + QString::fromStdString(name.name), m_list);
        item->setData(Qt::AccessibleTextRole, QString::fromStdString(name.name));
    }
    m_list->setCurrentRow(0);
    describe();
}

void CompletionList::showAt(const QRect& caret)
{
    const QWidget* const area = parentWidget();
    const int rows = std::clamp(count(), 1, mostRows);
    m_list->setFixedHeight(rows * m_list->sizeHintForRow(0) + 4);
    setFixedWidth(std::min(m_look.pixels(380), area->width() - 8));
    m_about->setFixedWidth(width() - 2);
    m_about->setFixedHeight(std::max(0, m_about->heightForWidth(width() - 2)));
    adjustSize();
    const int below = caret.bottom() + 3;
    const int y =
        below + height() <= area->height() ? below : std::max(0, caret.top() - height() - 3);
    move(std::clamp(caret.left() - m_look.pixels(24), 0, std::max(0, area->width() - width())), y);
    raise();
    show();
}

bool CompletionList::takeKey(int key)
{
    const int last = m_list->count() - 1;
    const int row = m_list->currentRow();
    switch (key) {
    case Qt::Key_Up:
        m_list->setCurrentRow(row <= 0 ? last : row - 1);
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow(row >= last ? 0 : row + 1);
        return true;
    case Qt::Key_PageUp:
        m_list->setCurrentRow(std::max(0, row - mostRows));
        return true;
    case Qt::Key_PageDown:
        m_list->setCurrentRow(std::min(last, row + mostRows));
        return true;
    default:
        return false;
    }
}

const engine::NameHelp* CompletionList::chosen() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < count() ? &m_names[static_cast<std::size_t>(row)] : nullptr;
}

void CompletionList::describe()
{
    const engine::NameHelp* const name = chosen();
    if (!name) {
        m_about->clear();
        return;
    }
    QString signature = QString::fromStdString(name->signature);
    if (name->kind == engine::NameHelp::Kind::Argument)
        signature = QString::fromStdString(name->name) + signature;
    else if (!signature.isEmpty())
        signature.prepend(QString::fromStdString(name->name));
    const QString summary = QString::fromStdString(name->summary.in(m_look.language));
    QString html;
    if (!signature.isEmpty())
        html = QStringLiteral("<span style='font-family:monospace'>%1</span>")
                   .arg(signature.toHtmlEscaped());
    if (!summary.isEmpty())
        html += (html.isEmpty() ? QString() : QStringLiteral("<br>")) + summary.toHtmlEscaped();
    m_about->setText(html);
    m_about->setVisible(!html.isEmpty());
    if (isVisible()) {
        m_about->setFixedHeight(html.isEmpty() ? 0
                                               : std::max(0, m_about->heightForWidth(width() - 2)));
        adjustSize();
    }
}

} // namespace ui

#include "ui/notebook/prosecell.h"

#include <QEvent>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "engine/lesson/question.h"
#include "ui/notebook/celleditor.h"
#include "ui/notebook/notebookkeys.h"
#include "ui/notebook/panel.h"
#include "ui/notebook/proseview.h"

namespace ui {

ProseCell::ProseCell(const engine::Cell& cell, QWidget* parent)
    : CellWidget(cell, parent)
    , m_editor(new CellEditor)
    , m_panel(new Panel(m_editor))
    , m_view(new ProseView)
{
    m_editor->setPlainText(QString::fromStdString(cell.source));
    m_editor->setFocusPolicy(Qt::ClickFocus);
    m_editor->setTabChangesFocus(false);
    m_editor->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_view->setAttachments(cell.notebookJson);
    watchEditor();

    auto* column = new QVBoxLayout(this);
    column->addWidget(m_panel);
    column->addWidget(m_view);
    m_panel->hide();
    m_view->installEventFilter(this);
    connect(m_view, &ProseView::doubleClicked, this, [this] { beginEdit(Caret::Keep); });
}

void ProseCell::setLook(const CellLook& look)
{
    CellWidget::setLook(look);
    placeText();
    m_panel->setLook(look);
    m_editor->setFont(Theme::monoFont(10.5 * look.scale));
    m_editor->setPalette(look.palette(look.theme.surface));
    m_editor->setCursorWidth(2);
    CellLook bare = look; // the cell's own background, which shows the selection
    bare.theme.window = Qt::transparent;
    m_view->setLook(bare);
    m_view->viewport()->setAutoFillBackground(false);
    render();
}

void ProseCell::placeText()
{
    layout()->setContentsMargins(look().textIndent(), look().pixels(4), look().pixels(8),
                                 look().pixels(4));
}

void ProseCell::beginEdit(Caret caret)
{
    m_view->hide();
    m_panel->show();
    m_editor->fit();
    CellWidget::beginEdit(caret);
}

void ProseCell::endEdit()
{
    if (showsSource()) {
        render();
        m_panel->hide();
        m_view->show();
    }
    CellWidget::endEdit();
}

void ProseCell::refresh()
{
    if (!showsSource())
        render();
}

bool ProseCell::showsSource() const
{
    return !m_panel->isHidden();
}

QString ProseCell::kindName() const
{
    return kind() == engine::CellKind::Raw  ? tr("Raw text")
        : kind() == engine::CellKind::Claim ? tr("Claim")
                                            : tr("Text");
}

bool ProseCell::eventFilter(QObject* watched, QEvent* event)
{
    // A click on the text selects the cell; keys pressed there are the notebook's, unless words of
    // it are selected.
    if (watched == m_view && event->type() == QEvent::FocusIn) {
        emit focusGained();
    } else if (watched == m_view && event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->modifiers() == Qt::NoModifier || CellEditor::isRunKey(key)
            || (notebookKey(key) && !m_view->textCursor().hasSelection())) {
            keyPressEvent(key);
            return key->isAccepted();
        }
    }
    return CellWidget::eventFilter(watched, event);
}

/// Each line with its mark; a gradient as it is written on paper.
QString ProseCell::claimMarkdown(const QString& block)
{
    QString markdown = QStringLiteral("*") + tr("Claimed and checked:") + QStringLiteral("*\n");
    const auto read = engine::readClaim(block.toStdString());
    const auto* const claim = std::get_if<engine::Claim>(&read);
    if (!claim)
        return markdown + QStringLiteral("\n~~~\n") + block + QStringLiteral("\n~~~");
    for (const engine::Stated& line : claim->lines) {
        engine::GradientName name;
        std::string formula;
        const auto code = [](const std::string& text) {
            return QStringLiteral("`%1`").arg(QString::fromStdString(text));
        };
        markdown += QStringLiteral("\n✓ ");
        if (engine::readGradientClaim(line.text, name, formula))
            markdown +=
                QStringLiteral("∂%1/∂%2 = ")
                    .arg(QString::fromStdString(name.target), QString::fromStdString(name.source))
                + code(formula);
        else
            markdown += code(line.text);
        markdown += u'\n';
    }
    return markdown;
}

void ProseCell::render()
{
    const QString text = m_editor->text();
    if (text.trimmed().isEmpty())
        m_view->setMarkdownSource(u'*' + tr("Empty text; press Enter to write") + u'*');
    else if (kind() == engine::CellKind::Claim)
        m_view->setMarkdownSource(claimMarkdown(text));
    else if (kind() == engine::CellKind::Raw)
        m_view->setMarkdownSource(QStringLiteral("~~~\n") + text + QStringLiteral("\n~~~"));
    else
        m_view->setMarkdownSource(text);
}

} // namespace ui

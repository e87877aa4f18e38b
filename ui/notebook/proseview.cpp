#include "ui/notebook/proseview.h"

#include <QAbstractTextDocumentLayout>
#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>

#include <cmath>
#include <memory>

#include "ui/math/formulaobject.h"
#include "ui/math/mathtypesetter.h"
#include "ui/notebook/prosedocument.h"

namespace ui {

ProseView::ProseView(QWidget* parent)
    : QTextBrowser(parent)
{
    setAccessibleName(tr("Lesson text"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::ClickFocus);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        if (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"))
            QDesktopServices::openUrl(url);
        else
            emit linkFollowed(url);
    });
}

void ProseView::setMarkdownSource(const QString& markdown)
{
    m_markdown = markdown;
    render();
}

void ProseView::setLook(const CellLook& look)
{
    disconnect(m_typesetting);
    if (look.typesetter)
        m_typesetting =
            connect(look.typesetter, &MathTypesetter::ready, this, &ProseView::renderWhenTypeset);
    m_look = look;
    setPalette(look.palette(look.theme.window));
    setFont(look.proseFont());
    render();
}

void ProseView::render()
{
    m_plain = setProse(*document(), m_markdown, m_look);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    setAccessibleDescription(FormulaObject::textOf(all, FormulaObject::Writing::Plain));
    fit();
}

/// Once all formulas are there, so that the text moves only once.
void ProseView::renderWhenTypeset()
{
    if (m_plain.empty())
        return;
    std::erase_if(m_plain, [this](const ProseMath::Formula& formula) {
        return m_look.typesetter->typeset(formula.tex, formula.display) != nullptr;
    });
    if (m_plain.empty())
        render();
}

QMimeData* ProseView::createMimeDataFromSelection() const
{
    const QTextCursor selection = textCursor();
    if (!selection.selectedText().contains(QChar::ObjectReplacementCharacter))
        return QTextBrowser::createMimeDataFromSelection();
    auto* copied = new QMimeData;
    copied->setText(FormulaObject::textOf(selection, FormulaObject::Writing::Tex));
    return copied;
}

void ProseView::contextMenuEvent(QContextMenuEvent* event)
{
    const std::unique_ptr<QMenu> menu(createStandardContextMenu(event->pos()));
    const FormulaPointer formula =
        FormulaObject::formulaOf(document()->documentLayout()->formatAt(event->pos()));
    if (formula) {
        auto* copy = new QAction(tr("Copy formula as TeX"), menu.get());
        connect(copy, &QAction::triggered, this,
                [formula] { QGuiApplication::clipboard()->setText(formula->tex); });
        menu->insertAction(menu->actions().value(0), copy);
    }
    menu->exec(event->globalPos());
}

QSize ProseView::sizeHint() const
{
    return {QTextBrowser::sizeHint().width(), height()};
}

QSize ProseView::minimumSizeHint() const
{
    return {0, height()};
}

void ProseView::fit()
{
    document()->setTextWidth(viewport()->width());
    setFixedHeight(
        std::max(m_look.pixels(24), static_cast<int>(std::ceil(document()->size().height()))));
}

void ProseView::mouseDoubleClickEvent(QMouseEvent*)
{
    emit doubleClicked();
}

void ProseView::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    fit();
}

void ProseView::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

} // namespace ui

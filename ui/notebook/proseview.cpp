#include "ui/notebook/proseview.h"

#include <QDesktopServices>
#include <QMouseEvent>
#include <QUrl>

#include <cmath>

#include "ui/notebook/prosedocument.h"

namespace ui {

ProseView::ProseView(QWidget* parent)
    : QTextBrowser(parent)
{
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
    m_look = look;
    setPalette(look.palette(look.theme.window));
    setFont(look.proseFont());
    render();
}

void ProseView::render()
{
    setProse(*document(), m_markdown, m_look);
    fit();
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

#include "ui/notebook/proseview.h"

#include <QAbstractTextDocumentLayout>
#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextImageFormat>
#include <QUrl>

#include <algorithm>
#include <cmath>
#include <memory>

#include "engine/lesson/notebook.h"
#include "ui/math/formulaobject.h"
#include "ui/math/mathtypesetter.h"
#include "ui/math/plainmath.h"
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

/// The place nearest to a point in a formula's right half is behind the formula, so both sides
/// count.
FormulaPointer ProseView::formulaAt(const QPoint& point) const
{
    const QTextCursor nearest = cursorForPosition(point);
    for (const int begin : {nearest.position(), nearest.position() - 1}) {
        if (begin < 0 || begin + 1 >= document()->characterCount())
            continue;
        QTextCursor before(document());
        before.setPosition(begin);
        QTextCursor behind(document());
        behind.setPosition(begin + 1);
        const FormulaPointer formula = FormulaObject::formulaOf(behind.charFormat());
        if (formula && point.x() >= cursorRect(before).left()
            && point.x() <= cursorRect(behind).left())
            return formula;
    }
    return {};
}

void ProseView::contextMenuEvent(QContextMenuEvent* event)
{
    const std::unique_ptr<QMenu> menu(createStandardContextMenu(event->pos()));
    const FormulaPointer formula = formulaAt(event->pos());
    if (formula) {
        QAction* const before = menu->actions().value(0);
        const auto offer = [&](const QString& name, const QString& text) {
            auto* copy = new QAction(name, menu.get());
            connect(copy, &QAction::triggered, this,
                    [text] { QGuiApplication::clipboard()->setText(text); });
            menu->insertAction(before, copy);
        };
        offer(tr("Copy formula as LaTeX"), formula->tex);
        offer(tr("Copy formula as text"), PlainMath(formula->tex).text());
        menu->insertSeparator(before);
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

QVariant ProseView::loadResource(int type, const QUrl& name)
{
    if (type != QTextDocument::ImageResource)
        return QTextBrowser::loadResource(type, name);
    QByteArray bytes;
    if (name.scheme() == QLatin1String("attachment")) {
        bytes = QByteArray::fromStdString(
            engine::attachedPicture(m_attachments, name.path().toStdString()));
    } else if (name.scheme() == QLatin1String("data")) {
        return QTextBrowser::loadResource(type, name);
    } else if ((name.isRelative() || name.isLocalFile()) && !m_look.folder.isEmpty()) {
        const QString path = name.isRelative() ? name.path() : name.toLocalFile();
        QFile file(QDir(m_look.folder).filePath(path));
        if (file.open(QIODevice::ReadOnly))
            bytes = file.readAll();
    }
    QImage picture;
    if (picture.loadFromData(bytes))
        return picture;
    return {};
}

/// No picture is wider than the text; one that is not there gives its place to what it shows, in
/// words.
void ProseView::fitPictures()
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            if (!fragment.charFormat().isImageFormat())
                continue;
            QTextImageFormat format = fragment.charFormat().toImageFormat();
            // The document shows a copy in the size at hand; the picture itself is kept beside it.
            const QUrl url(format.name());
            const QUrl kept(QStringLiteral("original:") + format.name());
            auto picture = document()->resource(QTextDocument::ImageResource, kept).value<QImage>();
            if (picture.isNull()) {
                picture = document()->resource(QTextDocument::ImageResource, url).value<QImage>();
                document()->addResource(QTextDocument::ImageResource, kept, picture);
            }
            QTextCursor cursor(document());
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            if (picture.isNull()) {
                QTextCharFormat words;
                words.setForeground(m_look.theme.textMuted);
                words.setFontItalic(true);
                const QString shows = format.stringProperty(QTextFormat::ImageAltText);
                cursor.insertText(
                    QStringLiteral("[%1]").arg(
                        shows.isEmpty() ? tr("Picture: %1").arg(format.name()) : shows),
                    words);
                fitPictures(); // the blocks have changed
                return;
            }
            const int widest = std::max(40, viewport()->width() - m_look.pixels(12));
            const int width = std::min(widest, qRound(picture.width() * m_look.scale));
            if (format.width() == width)
                continue;
            format.setWidth(width);
            format.setHeight(qreal(picture.height()) * width / std::max(1, picture.width()));
            cursor.setCharFormat(format);
            QTextBlockFormat line = block.blockFormat(); // leading in proportion would be a gap
            line.setLineHeight(0, QTextBlockFormat::SingleHeight);
            cursor.setBlockFormat(line);
            const qreal ratio = devicePixelRatioF(); // the document would scale it coarsely
            QImage fitting = picture.scaledToWidth(qRound(width * ratio), Qt::SmoothTransformation);
            fitting.setDevicePixelRatio(ratio);
            document()->addResource(QTextDocument::ImageResource, url, fitting);
        }
    }
}

QRect ProseView::headingRect(int ordinal) const
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() > 0 && ordinal-- == 0)
            return document()->documentLayout()->blockBoundingRect(block).toAlignedRect();
    }
    return {};
}

void ProseView::fit()
{
    fitPictures();
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

// How NotebookView looks: colours, sizes, languages.

#include <QEvent>
#include <QScrollArea>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>

#include "ui/notebook/cellwidget.h"
#include "ui/notebook/codeassistant.h"
#include "ui/notebook/findbar.h"
#include "ui/notebook/headinglist.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/pagebar.h"
#include "ui/player/player.h"

namespace ui {

void NotebookView::setTheme(const Theme& theme)
{
    m_look.theme = theme;
    applyLook();
}

void NotebookView::setTypesetter(MathTypesetter* typesetter)
{
    m_look.typesetter = typesetter;
    applyLook();
}

void NotebookView::setFolder(const QString& folder)
{
    m_look.folder = folder;
    applyLook();
}

void NotebookView::setLanguage(engine::Language language)
{
    m_look.language = language;
    applyLook();
    if (m_player->recording())
        updateHelp(*m_player->recording());
}

void NotebookView::setTextScale(qreal scale)
{
    m_look.scale = std::clamp(scale, 0.6, 3.0);
    applyLook();
}

/// By the whole width: the room inside depends on a scroll bar, which depends on the indents.
bool NotebookView::isNarrow() const
{
    return width() < m_look.pixels(520);
}

void NotebookView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (isNarrow() == m_look.narrow)
        return;
    m_look.narrow = isNarrow();
    for (CellWidget* cell : m_cells)
        cell->setNarrow(m_look.narrow);
}

void NotebookView::applyLook()
{
    m_look.narrow = isNarrow();
    const QPalette palette = m_look.palette(m_look.theme.window);
    setPalette(palette);
    m_scroll->setPalette(palette);
    m_scroll->widget()->setAutoFillBackground(true);
    m_scroll->widget()->setPalette(palette);
    m_column->setContentsMargins(m_look.pixels(4), m_look.pixels(8), m_look.pixels(4),
                                 m_look.pixels(40));
    m_pageBar->setLook(m_look);
    m_findBar->setLook(m_look);
    m_assistant->setLook(m_look);
    m_headings->setLook(m_look);
    for (CellWidget* cell : m_cells)
        cell->setLook(m_look);
}

void NotebookView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Notebook"));
}

void NotebookView::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() == Qt::ControlModifier && event->angleDelta().y() != 0) {
        setTextScale(m_look.scale * (event->angleDelta().y() > 0 ? 1.1 : 1 / 1.1));
        emit textScaleChanged(m_look.scale);
        event->accept();
        return;
    }
    QWidget::wheelEvent(event);
}

} // namespace ui

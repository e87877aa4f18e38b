// NotebookView's headings: the outline, and where links lead.

#include <QSignalBlocker>

#include "engine/learning/lessonlinks.h"
#include "ui/notebook/headinglist.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/prosecell.h"
#include "ui/notebook/proseview.h"

namespace ui {

void NotebookView::setOutlineVisible(bool visible)
{
    if (visible == !m_headings->isHidden())
        return;
    m_headings->setVisible(visible);
    updateOutline();
    emit outlineVisibleChanged(visible);
}

void NotebookView::updateOutline()
{
    if (m_headings->isHidden())
        return;
    m_headings->setHeadings(engine::headingList(lesson()));
    m_headings->setCurrentCell(m_current);
}

bool NotebookView::goToAnchor(const QString& anchor)
{
    for (const engine::Heading& heading : engine::headingList(lesson())) {
        if (heading.anchor != anchor.toStdString())
            continue;
        goToHeading(heading);
        return true;
    }
    return false;
}

void NotebookView::goToHeading(const engine::Heading& heading)
{
    if (heading.cell >= cellCount())
        return;
    selectCell(heading.cell);
    if (const auto* prose = qobject_cast<const ProseCell*>(cellWidget(heading.cell)))
        scrollTo(prose->view(), prose->view()->headingRect(heading.ordinal), true);
    m_headings->setCurrentCell(heading.cell);
}

} // namespace ui

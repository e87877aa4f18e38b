// NotebookView's lesson side: pages, and the questions between the cells.

#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/notebook/exercisecell.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/pagebar.h"
#include "ui/notebook/predictcell.h"

namespace ui {

CellWidget* NotebookView::makeQuestion(const engine::Cell& cell)
{
    if (cell.kind == engine::CellKind::Exercise) {
        auto* exercise = new ExerciseCell(cell);
        connect(
            exercise, &ExerciseCell::attempted, this,
            [this, exercise](const std::string& code) { emit attempted(indexOf(exercise), code); });
        connect(exercise, &ExerciseCell::progressed, this,
                [this, exercise] { emit progressed(indexOf(exercise)); });
        followTalk(exercise);
        return exercise;
    }
    auto* question = new PredictCell(cell);
    followTalk(question);
    connect(question, &PredictCell::answered, this,
            [this, question](const engine::LearnerAnswer& answer) {
                emit answered(indexOf(question), answer);
            });
    connect(question, &PredictCell::progressed, this,
            [this, question] { emit progressed(indexOf(question)); });
    connect(question, &PredictCell::seeRequested, this,
            [this, question](int step) { emit seeRequested(indexOf(question), step); });
    return question;
}

/// What is said about an answer stands below it; once it is laid out, it is brought into sight.
void NotebookView::followTalk(QuestionCell* question)
{
    connect(
        question, &QuestionCell::said, this,
        [this, question] {
            if (question->isCurrent() && question->isVisible())
                showEnd(question);
        },
        Qt::QueuedConnection);
}

int NotebookView::answeringCell(int cell) const
{
    const auto* question = qobject_cast<const PredictCell*>(cellWidget(cell));
    if (!question || !question->prediction())
        return -1;
    int ordinal = question->prediction()->after;
    for (int i = ordinal > 0 ? 0 : cell; i < cellCount(); ++i) {
        if (cellWidget(i)->isCode() && --ordinal <= 0)
            return i;
    }
    return -1;
}

int NotebookView::openQuestion(int throughCell) const
{
    for (int i = 0; i < std::min(throughCell, cellCount()); ++i) {
        const auto* question = qobject_cast<const PredictCell*>(cellWidget(i));
        const int answering = question && !question->isSettled() ? answeringCell(i) : -1;
        if (answering > i && answering <= throughCell)
            return i;
    }
    return -1;
}

void NotebookView::keepQuestionInSight()
{
    auto* const question =
        m_current < 0 ? nullptr : qobject_cast<QuestionCell*>(cellWidget(m_current));
    if (!question || question->isSettled() || !question->isAncestorOf(focusWidget()))
        return;
    QMetaObject::invokeMethod( // once the outputs are laid out
        question,
        [this, question] {
            if (question->isCurrent())
                showWhole(question);
        },
        Qt::QueuedConnection);
}

int NotebookView::pageOf(int cell) const
{
    const auto page =
        std::find_if(m_pages.begin(), m_pages.end(), [cell](const engine::LessonPage& each) {
            return each.first <= cell && cell < each.end;
        });
    return page == m_pages.end() ? 0 : static_cast<int>(page - m_pages.begin());
}

void NotebookView::setNextLesson(const QString& title)
{
    m_pageBar->setNextLesson(title);
}

void NotebookView::setPaged(bool paged)
{
    if (m_paged == paged)
        return;
    m_paged = paged;
    m_page = pageOf(std::max(m_current, 0));
    arrangePages();
    if (paged)
        showPage(m_page);
    else if (m_current >= 0)
        selectCell(m_current);
}

/// The pages of the cells as they are now, and of these only the current one in lesson mode.
void NotebookView::arrangePages()
{
    m_pages = engine::pagesOf(lesson());
    m_page = std::clamp(m_page, 0, std::max(pageCount() - 1, 0));
    m_pageBar->setVisible(m_paged && pageCount() > 1);
    m_pageBar->setPage(m_page, pageCount());
    for (int i = 0; i < cellCount(); ++i) {
        // Claims are there for authors; a page shows what a learner needs.
        const bool isHere = pageOf(i) == m_page && cellWidget(i)->kind() != engine::CellKind::Claim;
        cellWidget(i)->setVisible(!m_paged || isHere);
    }
}

void NotebookView::showPage(int page)
{
    if (m_pages.empty())
        return;
    m_page = std::clamp(page, 0, pageCount() - 1);
    const engine::LessonPage& here = m_pages[static_cast<std::size_t>(m_page)];
    if (m_current < here.first || m_current >= here.end) {
        // What there is to do on it comes last, or before its claims.
        int cell = here.end - 1;
        while (cell > here.first && cellWidget(cell)->kind() == engine::CellKind::Claim)
            --cell;
        // Before the old page is hidden: a cell that is hidden while it has the keyboard would hand
        // it to any other.
        const bool hadFocus = isAncestorOf(focusWidget());
        setCurrent(cell);
        cellWidget(cell)->show();
        if (hadFocus)
            cellWidget(cell)->setFocus();
    }
    arrangePages();
    m_column->activate();
    m_scroll->verticalScrollBar()->setValue(0);
    emit pageShown(m_page, pageCount());
}

} // namespace ui

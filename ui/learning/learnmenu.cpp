#include "ui/learning/learnmenu.h"

#include <QAction>
#include <QMenu>

namespace ui {
namespace {

QAction* action(QWidget* window, const QKeySequence& key = {})
{
    auto* result = new QAction(window);
    result->setShortcut(key);
    window->addAction(result);
    return result;
}

} // namespace

LearnMenu::LearnMenu(QWidget* window)
    : lessons(action(window, QKeySequence(Qt::CTRL | Qt::Key_L)))
    , paged(action(window))
    , nextPage(action(window, QKeySequence(Qt::ALT | Qt::Key_PageDown)))
    , previousPage(action(window, QKeySequence(Qt::ALT | Qt::Key_PageUp)))
    , quiz(action(window))
    , byHand(action(window))
    , check(action(window))
    , exportProgress(action(window))
    , eraseProgress(action(window))
    , m_menu(new QMenu(window))
{
    paged->setCheckable(true);
    m_menu->addAction(lessons);
    m_menu->addSeparator();
    m_menu->addActions({paged, previousPage, nextPage});
    m_menu->addSeparator();
    m_menu->addActions({quiz, byHand, check});
    m_menu->addSeparator();
    m_menu->addActions({exportProgress, eraseProgress});
    retranslate();
}

void LearnMenu::retranslate()
{
    m_menu->setTitle(tr("&Learn"));
    lessons->setText(tr("&Lessons and progress…"));
    paged->setText(tr("&One page at a time"));
    previousPage->setText(tr("Page &before"));
    nextPage->setText(tr("&Next page"));
    quiz->setText(tr("&Quiz me on this run…"));
    byHand->setText(tr("&You be the tape…"));
    check->setText(tr("&Check a gradient three ways…"));
    exportProgress->setText(tr("&Export progress…"));
    eraseProgress->setText(tr("E&rase progress…"));
}

} // namespace ui

#include "ui/window/actions.h"

#include <QMenuBar>
#include <QToolBar>

#include <algorithm>
#include <vector>

#include "ui/notebook/notebookkeys.h"
#include "ui/window/settings.h"
#include "ui/window/themedicon.h"

namespace ui {
namespace {

QAction* action(QWidget* window, const QList<QKeySequence>& keys = {})
{
    auto* result = new QAction(window);
    result->setShortcuts(keys);
    window->addAction(result);
    return result;
}

QAction* choice(QActionGroup* group, const QVariant& data)
{
    auto* result = new QAction(group);
    result->setCheckable(true);
    result->setData(data);
    return result;
}

QAction* toggle(QWidget* window, bool checked, const QList<QKeySequence>& keys = {})
{
    QAction* result = action(window, keys);
    result->setCheckable(true);
    result->setChecked(checked);
    return result;
}

/// The name a button has is the menu's text without its mnemonic; the tip adds the key.
void name(QAction* action, const QString& text, const QString& tip = {},
          const QString& keyName = {})
{
    const QString key =
        keyName.isEmpty() ? action->shortcut().toString(QKeySequence::NativeText) : keyName;
    action->setText(keyName.isEmpty() ? text : text + QLatin1Char('\t') + keyName);
    if (!tip.isEmpty())
        action->setToolTip(key.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, key));
}

} // namespace

Actions::Actions(QWidget* window)
    : newNotebook(action(window, {QKeySequence::New}))
    , open(action(window, {QKeySequence::Open}))
    , lessons(new QMenu(window))
    , recent(new QMenu(window))
    , save(action(window, {QKeySequence::Save}))
    , saveAs(action(window, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}))
    , exportPicture(action(window, {QKeySequence(Qt::CTRL | Qt::Key_E)}))
    , quit(action(window, {QKeySequence(Qt::CTRL | Qt::Key_Q)}))
    , cellCommands(new QActionGroup(window))
    , find(action(window)) // Ctrl+F is found by where the keyboard is
    , outline(toggle(window, false, {QKeySequence(Qt::CTRL | Qt::Key_3)}))
    , runCell(action(window)) // Shift+Enter is the cell's own
    , runAbove(action(window))
    , runAll(action(window, {QKeySequence(Qt::Key_F5)}))
    , stop(action(window, {QKeySequence(Qt::CTRL | Qt::Key_Period)}))
    , restart(action(window, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)}))
    , pin(toggle(window, false, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)}))
    , play(action(window, {QKeySequence(Qt::Key_F8)}))
    , stepForward(action(window, {QKeySequence(Qt::Key_F9)}))
    , stepBack(action(window, {QKeySequence(Qt::Key_F7)}))
    , toStart(action(window, {QKeySequence(Qt::ALT | Qt::Key_Home)}))
    , toEnd(action(window, {QKeySequence(Qt::ALT | Qt::Key_End)}))
    , faster(action(window))
    , slower(action(window))
    , theme(new QActionGroup(window))
    , themeSystem(choice(theme, static_cast<int>(ThemeChoice::System)))
    , themeLight(choice(theme, static_cast<int>(ThemeChoice::Light)))
    , themeDark(choice(theme, static_cast<int>(ThemeChoice::Dark)))
    , language(new QActionGroup(window))
    , languageSystem(choice(language, QString()))
    , languageEnglish(choice(language, QStringLiteral("en")))
    , languageChinese(choice(language, QStringLiteral("zh_CN")))
    , largerText(action(
          window, {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)}))
    , smallerText(action(window, {QKeySequence(Qt::CTRL | Qt::Key_Minus)}))
    , normalText(action(window, {QKeySequence(Qt::CTRL | Qt::Key_0)}))
    , showNotebook(toggle(window, true, {QKeySequence(Qt::CTRL | Qt::Key_1)}))
    , showDetails(toggle(window, true, {QKeySequence(Qt::CTRL | Qt::Key_2)}))
    , showPlot(action(window, {QKeySequence(Qt::CTRL | Qt::Key_G)}))
    , fit(action(window, {QKeySequence(Qt::CTRL | Qt::Key_9)}))
    , legend(action(window, {}))
    , reducedMotion(toggle(window, false))
    , fullScreen(toggle(window, false, {QKeySequence(Qt::Key_F11)}))
    , shortcuts(action(window, {QKeySequence(Qt::Key_F1)}))
    , about(action(window))
    , m_fileMenu(new QMenu(window))
    , m_editMenu(new QMenu(window))
    , m_runMenu(new QMenu(window))
    , m_playMenu(new QMenu(window))
    , m_viewMenu(new QMenu(window))
    , m_themeMenu(new QMenu(window))
    , m_languageMenu(new QMenu(window))
    , m_textMenu(new QMenu(window))
    , m_panelsMenu(new QMenu(window))
    , m_helpMenu(new QMenu(window))
{
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    stop->setEnabled(false);
    pin->setEnabled(false);

    m_fileMenu->addActions({newNotebook, open});
    m_fileMenu->addMenu(lessons);
    m_fileMenu->addMenu(recent);
    m_fileMenu->addSeparator();
    m_fileMenu->addActions({save, saveAs});
    m_fileMenu->addSeparator();
    m_fileMenu->addAction(exportPicture);
    m_fileMenu->addSeparator();
    m_fileMenu->addAction(quit);

    using Command = NotebookCommand;
    for (const std::vector<Command>& part :
         {std::vector<Command>{Command::Undo, Command::Redo},
          {Command::Cut, Command::Copy, Command::Paste, Command::Delete},
          {Command::InsertAbove, Command::InsertBelow, Command::MoveUp, Command::MoveDown,
           Command::Split, Command::Merge},
          {Command::ToText, Command::ToCode, Command::ToRaw},
          {Command::FoldOutputs}}) {
        for (const Command command : part) {
            auto* const each = new QAction(cellCommands);
            each->setData(static_cast<int>(command));
            m_editMenu->addAction(each);
        }
        m_editMenu->addSeparator();
    }
    m_editMenu->addAction(find);

    m_runMenu->addActions({runCell, runAbove, runAll});
    m_runMenu->addSeparator();
    m_runMenu->addActions({stop, restart});
    m_runMenu->addSeparator();
    m_runMenu->addAction(pin);

    m_playMenu->addActions({play, stepBack, stepForward});
    m_playMenu->addSeparator();
    m_playMenu->addActions({toStart, toEnd});
    m_playMenu->addSeparator();
    m_playMenu->addActions({slower, faster});

    m_themeMenu->addActions(theme->actions());
    m_languageMenu->addActions(language->actions());
    m_textMenu->addActions({largerText, smallerText, normalText});
    m_panelsMenu->addActions({showNotebook, outline, showDetails});
    m_viewMenu->addAction(showPlot);
    m_viewMenu->addAction(fit);
    legend->setCheckable(true);
    m_viewMenu->addAction(legend);
    m_viewMenu->addMenu(m_panelsMenu);
    m_viewMenu->addMenu(m_textMenu);
    m_viewMenu->addAction(fullScreen);
    m_viewMenu->addSeparator();
    m_viewMenu->addMenu(m_themeMenu);
    m_viewMenu->addMenu(m_languageMenu);
    m_viewMenu->addAction(reducedMotion);

    m_helpMenu->addActions({shortcuts, about});
    retranslate();
}

void Actions::fillMenuBar(QMenuBar* bar)
{
    for (QMenu* menu : menus())
        bar->addMenu(menu);
}

void Actions::fillToolBar(QToolBar* bar) const
{
    bar->addAction(open);
    bar->addSeparator();
    bar->addActions({runCell, runAll, stop, restart, pin});
}

void Actions::retranslate()
{
    m_fileMenu->setTitle(tr("&File"));
    name(newNotebook, tr("&New notebook"));
    name(open, tr("&Open…"), tr("Open a lesson or notebook"));
    lessons->setTitle(tr("Open &lesson"));
    name(save, tr("&Save"));
    name(saveAs, tr("Save &as…"));
    name(exportPicture, tr("&Export picture…"), tr("Save the picture of this step"));
    name(quit, tr("&Quit"));

    recent->setTitle(tr("Open &recent"));
    m_editMenu->setTitle(tr("&Edit"));
    for (QAction* each : cellCommands->actions()) {
        const auto key = std::find_if(
            notebookKeys().begin(), notebookKeys().end(), [each](const NotebookKey& one) {
                return static_cast<int>(one.command) == each->data().toInt();
            });
        name(each, notebookKeyMeaning(key->meaning), {}, notebookKeyText(*key));
    }
    name(find, tr("&Find and replace…"), {},
         QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText));
    name(outline, tr("&Outline of the lesson"));

    m_runMenu->setTitle(tr("&Run"));
    name(runCell, tr("Run &cell"), tr("Run this cell, and the changed ones above it"),
         tr("Shift+Enter"));
    name(runAbove, tr("Run all a&bove"), tr("Run the cells above this one"));
    name(runAll, tr("Run &all"), tr("Run all cells"));
    name(stop, tr("&Stop"), tr("Stop the running cell"));
    name(restart, tr("&Restart"), tr("Forget all results and begin anew"));

    name(pin, tr("&Pin this run"), tr("Keep this run beside the next ones, and see what differs"));

    m_playMenu->setTitle(tr("&Play"));
    name(play, tr("&Play or pause"));
    name(stepForward, tr("Step &forward"));
    name(stepBack, tr("Step &back"));
    name(toStart, tr("To the &start"));
    name(toEnd, tr("To the &end"));
    name(faster, tr("F&aster"));
    name(slower, tr("S&lower"));

    m_viewMenu->setTitle(tr("&View"));
    m_themeMenu->setTitle(tr("&Theme"));
    name(themeSystem, tr("As the &system"));
    name(themeLight, tr("&Light"));
    name(themeDark, tr("&Dark"));
    // Each language names itself, so that whoever ended up in the wrong one finds the way back.
    m_languageMenu->setTitle(QStringLiteral("&Language / 语言"));
    name(languageSystem, tr("As the &system"));
    name(languageEnglish, QStringLiteral("English"));
    name(languageChinese, QStringLiteral("简体中文"));
    m_textMenu->setTitle(tr("Te&xt size"));
    name(largerText, tr("&Larger"));
    name(smallerText, tr("&Smaller"));
    name(normalText, tr("&Normal"));
    m_panelsMenu->setTitle(tr("&Panels"));
    name(showNotebook, tr("&Notebook"));
    name(showDetails, tr("&Inspector and tape"));
    name(showPlot, tr("&Plot the slope"), tr("The target as a curve, with the gradient as its slope"));
    name(fit, tr("&Fit the graph"));
    name(legend, tr("&Legend of the picture"));
    name(reducedMotion, tr("&Reduce motion"));
    name(fullScreen, tr("F&ull screen"));

    m_helpMenu->setTitle(tr("&Help"));
    name(shortcuts, tr("&Keyboard shortcuts"));
    name(about, tr("&About Tapedeck"));

    runCell->setIconText(tr("Run"));
    runAll->setIconText(tr("Run all"));
    stop->setIconText(tr("Stop"));
    restart->setIconText(tr("Restart"));
    pin->setIconText(tr("Pin"));
    open->setIconText(tr("Open"));
}

void Actions::setTheme(const Theme& look)
{
    open->setIcon(themedIcon(QStringLiteral("open"), look));
    runCell->setIcon(themedIcon(QStringLiteral("run-cell"), look));
    runAll->setIcon(themedIcon(QStringLiteral("run-all"), look));
    stop->setIcon(themedIcon(QStringLiteral("stop"), look));
    restart->setIcon(themedIcon(QStringLiteral("restart"), look));
    pin->setIcon(themedIcon(QStringLiteral("pin"), look));
}

} // namespace ui

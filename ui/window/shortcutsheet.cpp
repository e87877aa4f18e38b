#include "ui/window/shortcutsheet.h"

#include <QCoreApplication>
#include <QKeySequence>
#include <QMenu>
#include <QStringList>

#include "ui/notebook/notebookkeys.h"
#include "ui/player/deckkeys.h"
#include "ui/window/actions.h"

namespace ui {
namespace {

/// Only for its translations.
struct Sheet
{
    Q_DECLARE_TR_FUNCTIONS(ui::ShortcutSheet)
};

using Row = std::pair<QString, QString>; ///< keys, what they do
using Rows = std::vector<Row>;

QString textOf(QKeyCombination key)
{
    return QKeySequence(key).toString(QKeySequence::NativeText);
}

QString table(const QString& title, const Rows& rows)
{
    QString html = QStringLiteral("<h3>%1</h3><table cellpadding='3'>").arg(title.toHtmlEscaped());
    for (const auto& [keys, meaning] : rows)
        html += QStringLiteral("<tr><td width='170'><b>%1</b></td><td>%2</td></tr>")
                    .arg(keys.toHtmlEscaped(), meaning.toHtmlEscaped());
    return html + QStringLiteral("</table>");
}

QString plainText(QString text)
{
    text =
        text.section(QLatin1Char('\t'), 0, 0).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    // "运行(R)": the mnemonic of a Chinese menu is no part of the name.
    if (const qsizetype bracket = text.lastIndexOf(QLatin1Char('('));
        bracket > 0 && text.endsWith(QLatin1Char(')')) && text.size() - bracket == 3)
        text.truncate(bracket);
    return text;
}

void addActions(Rows& rows, const QMenu& menu)
{
    for (const QAction* action : menu.actions()) {
        if (action->menu()) {
            addActions(rows, *action->menu());
            continue;
        }
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            rows.emplace_back(keys.join(QStringLiteral(", ")), plainText(action->text()));
    }
}

Rows cellRows()
{
    Rows rows;
    for (const RunKey& key : runKeys())
        rows.emplace_back(textOf(QKeyCombination(key.modifiers, Qt::Key_Return)),
                          notebookKeyMeaning(key.meaning));
    for (const NotebookKey& key : notebookKeys()) {
        const QString text =
            key.isDouble ? textOf(key.key) + u' ' + textOf(key.key) : textOf(key.key);
        if (key.meaning)
            rows.emplace_back(text, notebookKeyMeaning(key.meaning));
        else if (!rows.back().first.split(QStringLiteral(", ")).contains(text)) // another key for
                                                                                // it
            rows.back().first += QStringLiteral(", ") + text;
    }
    rows.emplace_back(
        textOf(Qt::ALT | Qt::Key_Up) + QStringLiteral(", ") + textOf(Qt::ALT | Qt::Key_Down),
        Sheet::tr("Step the number at the caret by its last digit, with Shift by ten"));
    return rows;
}

Rows deckRows()
{
    Rows rows;
    for (const DeckKey& key : deckKeys())
        rows.emplace_back(textOf(key.key), meaningOf(key));
    return rows;
}

} // namespace

std::vector<std::pair<QKeyCombination, QString>> stageKeys()
{
    return {
        {Qt::Key_Up, Sheet::tr("To the neighbours of the selected node (in the picture)")},
        {Qt::Key_Down, Sheet::tr("To the neighbours of the selected node (in the picture)")},
        {Qt::Key_Return, Sheet::tr("Open the selected group; a loop gives out its next lap")},
        {Qt::SHIFT | Qt::Key_Return, Sheet::tr("Open all laps")},
        {Qt::Key_Backspace, Sheet::tr("Close the group around the selection")},
        {Qt::CTRL | Qt::Key_F, Sheet::tr("Search")},
        {Qt::Key_F, Sheet::tr("Fit all")},
        {Qt::SHIFT | Qt::Key_F, Sheet::tr("Fit the selected node and its neighbours")},
        {Qt::Key_Plus, Sheet::tr("Zoom in")},
        {Qt::Key_Minus, Sheet::tr("Zoom out")},
        {Qt::Key_J, Sheet::tr("Follow the step")},
        {Qt::Key_I, Sheet::tr("Only the way of the gradient")},
        {Qt::Key_H, Sheet::tr("Colour numbers by size and sign")},
        {Qt::Key_D, Sheet::tr("Left to right or top down")},
        {Qt::Key_L, Sheet::tr("Legend")},
        {Qt::Key_Escape, Sheet::tr("Select nothing")},
    };
}

QString shortcutSheet(const Actions& actions)
{
    Rows stage;
    for (const auto& [key, meaning] : stageKeys()) {
        if (!stage.empty() && stage.back().second == meaning)
            stage.back().first += QStringLiteral(", ") + textOf(key);
        else
            stage.emplace_back(textOf(key), meaning);
    }
    QString html = table(Sheet::tr("In a cell"), cellRows())
        + table(Sheet::tr("In the picture and the deck"), deckRows())
        + table(Sheet::tr("In the picture"), stage);
    for (const QMenu* menu : actions.menus()) {
        Rows rows;
        addActions(rows, *menu);
        if (!rows.empty())
            html += table(plainText(menu->title()), rows);
    }
    return html;
}

} // namespace ui

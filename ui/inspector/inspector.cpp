#include "ui/inspector/inspector.h"

#include <QEvent>
#include <QScrollBar>
#include <QUrl>

#include "engine/recording/recording.h"
#include "ui/inspector/nodehtml.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/window/themepalette.h"

namespace ui {

Inspector::Inspector(Player* player, Selection* selection, QWidget* parent)
    : QTextBrowser(parent)
    , m_player(player)
    , m_selection(selection)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Inspector"));
    document()->setDocumentMargin(12);
    setTheme(m_theme);
    connect(player, &Player::stepChanged, this, &Inspector::refresh);
    connect(selection, &Selection::changed, this, &Inspector::refresh);
    connect(this, &QTextBrowser::anchorClicked, this, &Inspector::follow);
}

void Inspector::setTheme(const Theme& theme)
{
    m_theme = theme;
    setPalette(paletteOf(theme));
    document()->setDefaultFont(Theme::uiFont(10.5));
    refresh();
}

void Inspector::setLanguage(engine::Language language)
{
    m_language = language;
    refresh();
}

void Inspector::refresh()
{
    const auto& recording = m_player->recording();
    const int k = m_player->step();
    m_node = {};
    m_span = {};
    if (recording)
        m_node = m_selection->node().isValid() ? m_selection->node() : currentNode(*recording, k);
    m_isStale = !isVisible();
    if (m_isStale)
        return;

    const NodeHtml html(m_theme, m_language);
    const int scroll = verticalScrollBar()->value();
    if (!m_node.isValid()) {
        setHtml(html.note(tr("Select a node to see what it is, where it comes from and which "
                             "gradient has reached it.")));
        return;
    }
    const NodeReport report = reportOn(*recording, m_node, k);
    m_span = report.span;
    setHtml(report.isBorn ? html.page(report)
                          : html.note(tr("The selected node does not exist yet at this step.")));
    verticalScrollBar()->setValue(scroll);
}

void Inspector::follow(const QUrl& link)
{
    if (link.scheme() == QLatin1String("node"))
        m_selection->select({link.path().toInt()});
    else if (link.scheme() == QLatin1String("source") && m_span.isValid())
        emit sourceRequested(m_span);
}

void Inspector::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Inspector"));
        refresh();
    }
    QTextBrowser::changeEvent(event);
}

void Inspector::showEvent(QShowEvent* event)
{
    QTextBrowser::showEvent(event);
    if (m_isStale)
        refresh();
}

} // namespace ui

#include "ui/inspector/inspector.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollBar>
#include <QUrl>

#include "engine/recording/formulas.h"
#include "engine/recording/recording.h"
#include "ui/inspector/formulahtml.h"
#include "ui/inspector/nodehtml.h"
#include "ui/math/mathtypesetter.h"
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

Inspector::~Inspector() = default;

void Inspector::setTypesetter(MathTypesetter* typesetter)
{
    m_typesetter = typesetter;
    connect(typesetter, &MathTypesetter::ready, this, [this] {
        if (m_awaitsFormulas)
            refresh();
    });
    refresh();
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
    m_copies = {};
    m_awaitsFormulas = false;
    if (!report.isBorn) {
        setHtml(html.note(tr("The selected node does not exist yet at this step.")));
        return;
    }
    const FormulaReport formulas = formulasAt(recording, k);
    setHtml(html.page(report,
                      {m_formulas->value(formulas), m_formulas->gradient(formulas),
                       m_formulas->derivation(formulas)}));
    m_awaitsFormulas = !m_formulas->typesetInto(*document(), m_typesetter);
    verticalScrollBar()->setValue(scroll);
}

FormulaReport Inspector::formulasAt(const std::shared_ptr<const engine::Recording>& recording,
                                    int k)
{
    if (m_recording != recording) {
        m_book = std::make_unique<engine::FormulaBook>(*recording);
        m_recording = recording;
    }
    FormulaReport report = formulasOf(*m_book, m_node, k);
    const engine::NodeFormula& copied = report.gradient.checked ? report.gradient : report.value;
    if (copied.checked)
        m_copies = {QString::fromStdString(copied.left.latex + " = " + copied.formula.latex),
                    QString::fromStdString(copied.formula.code),
                    QString::fromStdString(copied.left.text + " = " + copied.formula.text)};
    m_formulas = std::make_unique<FormulaHtml>(m_theme, m_language, m_showsEntries);
    return report;
}

void Inspector::copyFormula(const QString& as)
{
    const QString text = as == QLatin1String("latex") ? m_copies.latex
        : as == QLatin1String("code")                 ? m_copies.code
                                                      : m_copies.text;
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void Inspector::contextMenuEvent(QContextMenuEvent* event)
{
    const std::unique_ptr<QMenu> menu(createStandardContextMenu(event->pos()));
    if (!m_copies.text.isEmpty()) {
        menu->addSeparator();
        menu->addAction(tr("Copy formula as LaTeX"), this,
                        [this] { copyFormula(QStringLiteral("latex")); });
        menu->addAction(tr("Copy formula as cell code"), this,
                        [this] { copyFormula(QStringLiteral("code")); })
            ->setEnabled(!m_copies.code.isEmpty());
        menu->addAction(tr("Copy formula as text"), this,
                        [this] { copyFormula(QStringLiteral("text")); });
    }
    menu->exec(event->globalPos());
}

void Inspector::follow(const QUrl& link)
{
    if (link.scheme() == QLatin1String("node"))
        m_selection->select({link.path().toInt()});
    else if (link.scheme() == QLatin1String("source") && m_span.isValid())
        emit sourceRequested(m_span);
    else if (link.scheme() == QLatin1String("copy"))
        copyFormula(link.path());
    else if (link.scheme() == QLatin1String("entries")) {
        m_showsEntries = !m_showsEntries;
        refresh();
    }
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

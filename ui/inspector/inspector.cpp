#include "ui/inspector/inspector.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QUrl>

#include "engine/recording/formulas.h"
#include "engine/recording/recording.h"
#include "ui/inspector/formulahtml.h"
#include "ui/inspector/nodehtml.h"
#include "ui/inspector/numberhtml.h"
#include "ui/math/formulaobject.h"
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
    // A long word of the code breaks rather than make all of it wider than the column.
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setAccessibleName(tr("Inspector"));
    document()->setDocumentMargin(12);
    setTheme(m_theme);
    connect(player, &Player::stepChanged, this, &Inspector::refresh);
    connect(selection, &Selection::changed, this, &Inspector::refresh);
    connect(selection, &Selection::numberChanged, this, &Inspector::refresh);
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
    if (recording != m_recording) {
        m_recording = recording;
        m_book.reset();
        m_visits.clear();
        m_reasons.clear();
        m_programs.clear();
    }
    m_node = {};
    m_span = {};
    m_formulas.reset();
    m_copies = {};
    if (recording)
        m_node = m_selection->node().isValid() ? m_selection->node()
                                               : currentNode(*recording, m_player->step());
    m_isStale = !isVisible();
    if (m_isStale)
        return;
    if (!m_node.isValid())
        showPage(NodeHtml(m_theme, m_language)
                     .note(tr("Select a node to see what it is, where it comes from and which "
                              "gradient has reached it.")));
    else if (m_selection->number().isValid())
        showPage(NumberHtml(m_theme, *recording, m_player->step()).page(m_selection->number()));
    else
        showPage(nodePage());
}

void Inspector::showPage(const QString& html)
{
    const int scroll = verticalScrollBar()->value();
    m_awaitsFormulas = false;
    setHtml(html);
    if (m_formulas)
        m_awaitsFormulas = !m_formulas->typesetInto(*document(), m_typesetter);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    setAccessibleDescription(FormulaObject::textOf(all, FormulaObject::Writing::Plain));
    verticalScrollBar()->setValue(scroll);
}

QString Inspector::nodePage()
{
    NodeHtml html(m_theme, m_language);
    NodeReport report = reportOn(*m_recording, m_node, m_player->step());
    m_span = report.span;
    if (!report.isBorn)
        return html.note(tr("The selected node does not exist yet at this step."));
    if (report.hasPass)
        report.backwardCode = backwardCode(report.pass);
    const FormulaReport formulas = formulasAt(m_player->step());
    const NodeHtml::Formulas shown{m_formulas->value(formulas), m_formulas->gradient(formulas),
                                   m_formulas->derivation(formulas)};
    if (report.noneSource < 0)
        return html.page(report, shown);
    const engine::NoneReason* reason = reasonFor(report.pass, report.noneSource);
    if (reason->fix && !reason->fix->edits.empty()) {
        const int cell = reason->fix->edits.front().span.cell;
        for (const engine::CellRun& run : m_recording->cellRuns) {
            if (run.cell == cell)
                html.setChange(
                    engine::diff(run.source, engine::applied(*reason->fix, cell, run.source)));
        }
    }
    return html.page(report, shown, reason);
}

const engine::NoneReason* Inspector::reasonFor(engine::PassId pass, int source)
{
    const std::pair key(pass.index, source);
    auto found = m_reasons.find(key);
    if (found == m_reasons.end())
        found = m_reasons.emplace(key, engine::whyNone(*m_recording, pass, source)).first;
    return &found->second;
}

/// What the shown node's rule does, in the program's own names.
std::vector<std::string> Inspector::backwardCode(engine::PassId pass)
{
    auto found = m_programs.find(pass.index);
    if (found == m_programs.end())
        found = m_programs.emplace(pass.index, engine::backwardProgram(*m_recording, pass)).first;
    std::vector<std::string> lines;
    for (const engine::BackwardLine& line : found->second) {
        if (line.from == m_node)
            lines.push_back(line.code);
    }
    return lines;
}

void Inspector::remember()
{
    const Visit here{m_node, m_selection->number()};
    if (m_visits.empty() || !(m_visits.back() == here))
        m_visits.push_back(here);
}

void Inspector::goBack()
{
    const Visit before = m_visits.empty() ? Visit{m_node, {}} : m_visits.back();
    if (!m_visits.empty())
        m_visits.pop_back();
    if (before.number.isValid())
        m_selection->selectNumber(before.number);
    else
        m_selection->select(before.node);
}

FormulaReport Inspector::formulasAt(int k)
{
    if (!m_book)
        m_book = std::make_unique<engine::FormulaBook>(*m_recording);
    FormulaReport report = formulasOf(*m_book, m_node, k);
    const engine::NodeFormula& copied = report.gradient.checked ? report.gradient : report.value;
    if (copied.checked)
        m_copies = {QString::fromStdString(copied.left.latex + " = " + copied.formula.latex),
                    QString::fromStdString(copied.formula.code),
                    QString::fromStdString(copied.left.text + " = " + copied.formula.text)};
    m_formulas = std::make_unique<FormulaHtml>(m_theme, m_language, m_showsEntries);
    return report;
}

QMimeData* Inspector::createMimeDataFromSelection() const
{
    const QTextCursor selection = textCursor();
    if (!selection.selectedText().contains(QChar::ObjectReplacementCharacter))
        return QTextBrowser::createMimeDataFromSelection();
    auto* copied = new QMimeData;
    copied->setText(FormulaObject::textOf(selection, FormulaObject::Writing::Plain));
    return copied;
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
    const QString scheme = link.scheme();
    if (scheme == QLatin1String("back"))
        return goBack();
    if (scheme == QLatin1String("change")) {
        const QPoint at = mapFromGlobal(QCursor::pos());
        emit changeRequested(m_selection->number(),
                             QRect(rect().contains(at) ? at : rect().center(), QSize(1, 1))
                                 .adjusted(-20, -8, 20, 8));
        return;
    }
    if (scheme == QLatin1String("source")) {
        if (m_span.isValid())
            emit sourceRequested(m_span);
        return;
    }
    if (scheme == QLatin1String("code")) {
        const auto index = static_cast<std::size_t>(link.path().toInt());
        if (m_recording && index < m_recording->nodes.size())
            emit sourceRequested(m_recording->nodes[index].span);
        return;
    }
    if (scheme == QLatin1String("slope")) {
        emit slopeRequested(m_node);
        return;
    }
    if (scheme == QLatin1String("copy"))
        return copyFormula(link.path());
    if (scheme == QLatin1String("entries")) {
        m_showsEntries = !m_showsEntries;
        return refresh();
    }
    const NodeReport report =
        m_recording ? reportOn(*m_recording, m_node, m_player->step()) : NodeReport();
    if (scheme == QLatin1String("try") || scheme == QLatin1String("place")) {
        if (report.noneSource < 0)
            return;
        const engine::NoneReason& reason = *reasonFor(report.pass, report.noneSource);
        if (scheme == QLatin1String("place"))
            emit sourceRequested(reason.place);
        else if (reason.fix)
            emit fixRequested(
                *reason.fix,
                m_recording->passFacts[static_cast<std::size_t>(report.pass.index)].cell);
        return;
    }
    remember();
    if (const ChosenNumber number = NumberHtml::numberAt(scheme, link.path()); number.isValid())
        m_selection->selectNumber(number);
    else if (scheme == QLatin1String("node"))
        m_selection->select({link.path().toInt()});
}

void Inspector::keyPressEvent(QKeyEvent* event)
{
    const bool isBack = event->matches(QKeySequence::Back)
        || (event->key() == Qt::Key_Backspace && event->modifiers() == Qt::NoModifier);
    if (isBack && (!m_visits.empty() || m_selection->number().isValid()))
        goBack();
    else if (event->key() == Qt::Key_Escape)
        m_selection->clear();
    else
        QTextBrowser::keyPressEvent(event);
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

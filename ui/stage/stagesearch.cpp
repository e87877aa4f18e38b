#include "ui/stage/stagesearch.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include "ui/stage/boxsize.h"
#include "ui/stage/stagestate.h"

namespace ui {
namespace {

QString lineOf(const engine::Recording& recording, engine::NodeId node)
{
    const engine::NodeFacts& facts = recording.nodes[static_cast<std::size_t>(node.index)];
    const engine::CellRun* const run = engine::sourceOf(recording, facts.span, facts.cellRun);
    if (!run || !facts.span.isValid())
        return {};
    const std::string_view line = engine::lineAt(run->source, facts.span.begin);
    return QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size()));
}

bool matches(const engine::Recording& recording, engine::NodeId node, int k, const QString& text)
{
    const engine::Node& it = recording.graph.node(node);
    const QString texts[] = {
        QString::fromStdString(engine::labelAt(recording, node, k)), operationText(it.op),
        QString::fromStdString(engine::shortValue(it.value)), lineOf(recording, node)};
    return std::any_of(std::begin(texts), std::end(texts), [&](const QString& each) {
        return each.contains(text, Qt::CaseInsensitive);
    });
}

} // namespace

std::vector<engine::NodeId> searchStage(const engine::Recording& recording, const StageModel& model,
                                        int k, const QString& text)
{
    std::vector<engine::NodeId> hits;
    if (text.trimmed().isEmpty())
        return hits;
    const auto consider = [&](engine::NodeId node, bool isImported) {
        if ((isImported || engine::isBorn(recording, node, k))
            && matches(recording, node, k, text.trimmed()))
            hits.push_back(node);
    };
    for (const StageBox& box : model.boxes) {
        if (box.card) {
            for (const engine::NodeId member : box.card->members)
                consider(member, false);
        } else if (!box.ghost && !box.isAlias) {
            consider(box.node, box.isImported);
        }
    }
    std::sort(hits.begin(), hits.end());
    return hits;
}

StageSearch::StageSearch(QWidget* parent)
    : QFrame(parent)
    , m_field(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(190);
    m_field->installEventFilter(this);
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 4, 8, 4);
    layout->addWidget(m_field);
    layout->addWidget(m_count);
    connect(m_field, &QLineEdit::textChanged, this, &StageSearch::textChanged);
    retranslate();
    hide();
}

void StageSearch::setTheme(const Theme& theme)
{
    setStyleSheet(QStringLiteral("ui--StageSearch { background: %1; border: 1px solid %2; "
                                 "border-radius: 5px; } QLabel { color: %3; } QLineEdit { "
                                 "background: %4; color: %5; border: 1px solid %2; border-radius: "
                                 "3px; padding: 2px; }")
                      .arg(theme.surfaceAlt.name(), theme.border.name(), theme.textMuted.name(),
                           theme.surface.name(), theme.text.name()));
    m_field->setFont(Theme::uiFont(10));
    m_count->setFont(Theme::uiFont(9));
}

void StageSearch::open()
{
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    emit textChanged(m_field->text());
}

void StageSearch::close()
{
    hide();
    emit closed();
}

QString StageSearch::text() const
{
    return m_field->text();
}

void StageSearch::setHits(std::vector<engine::NodeId> hits)
{
    if (hits == m_hits && m_current >= 0)
        return;
    m_hits = std::move(hits);
    m_current = -1;
    showCount();
}

void StageSearch::go(int direction)
{
    if (m_hits.empty())
        return;
    const int count = hitCount();
    m_current =
        m_current < 0 ? (direction > 0 ? 0 : count - 1) : (m_current + direction + count) % count;
    showCount();
    emit hitReached(m_hits[static_cast<std::size_t>(m_current)]);
}

void StageSearch::showCount()
{
    if (m_field->text().trimmed().isEmpty())
        m_count->clear();
    else if (m_current >= 0)
        m_count->setText(tr("%1 of %2").arg(m_current + 1).arg(hitCount()));
    else
        m_count->setText(m_hits.empty() ? tr("no hit") : tr("hits: %1").arg(hitCount()));
    adjustSize();
    if (parentWidget())
        move(parentWidget()->width() - width() - 12, 10);
}

void StageSearch::retranslate()
{
    m_field->setPlaceholderText(tr("Name, operation, value or code"));
    m_field->setAccessibleName(tr("Search the graph"));
    showCount();
}

bool StageSearch::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Down:
            go(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
            return true;
        case Qt::Key_Up:
            go(-1);
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void StageSearch::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace ui

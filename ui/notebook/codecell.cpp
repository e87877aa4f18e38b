#include "ui/notebook/codecell.h"

#include <QGridLayout>

#include "engine/lesson/notebook.h"
#include "ui/notebook/fixview.h"
#include "ui/notebook/outputview.h"
#include "ui/notebook/panel.h"
#include "ui/notebook/sourceoffsets.h"

namespace ui {

CodeCell::CodeCell(const engine::Cell& cell, QWidget* parent)
    : CellWidget(cell, parent)
    , m_prompt(new CellPrompt)
    , m_editor(new CodeEditor)
    , m_panel(new Panel(m_editor))
    , m_outputs(new OutputView)
    , m_help(new FixView)
    , m_executionCount(cell.storedExecutionCount)
{
    m_editor->setPlainText(QString::fromStdString(cell.source));
    m_outputs->setOutputs(cell.storedOutputs, {});
    m_outputs->setFolded(engine::hasFoldedOutputs(cell));
    watchEditor();

    auto* grid = new QGridLayout(this);
    grid->addWidget(m_prompt, 0, 0, Qt::AlignTop);
    grid->addWidget(m_panel, 0, 1);
    grid->addWidget(m_outputs, 1, 0, 1, 2);
    grid->addWidget(m_help, 2, 0, 1, 2);
    grid->setColumnStretch(1, 1);

    connect(m_prompt, &QAbstractButton::clicked, this, [this] {
        if (m_activity == Activity::Idle)
            emit runClicked();
        else
            emit stopClicked();
    });
    connect(m_editor, &CodeEditor::clickedAt, this,
            [this](int position) { emit codeClicked(utf8Offset(m_editor->text(), position)); });
    connect(m_outputs, &OutputView::foldedChanged, this, [this](bool isFolded) {
        engine::setFoldedOutputs(authored(), isFolded);
        emit folded();
    });
    connect(m_outputs, &OutputView::failurePlaceClicked, this, &CodeCell::failurePlaceClicked);
    updatePrompt();
}

void CodeCell::setLook(const CellLook& look)
{
    CellWidget::setLook(look);
    auto* grid = static_cast<QGridLayout*>(layout());
    const int beside = look.pixels(look.narrow ? 4 : 8);
    grid->setContentsMargins(beside, look.pixels(4), beside, look.pixels(4));
    grid->setHorizontalSpacing(look.pixels(8));
    grid->setVerticalSpacing(look.pixels(6));
    m_prompt->setLook(look);
    m_editor->setLook(look);
    m_panel->setLook(look);
    m_outputs->setLook(look);
    m_help->setLook(look);
}

void CodeCell::placeText()
{
    setLook(look());
}

void CodeCell::replaceSource(const std::string& source)
{
    const QString before = m_editor->text();
    const QString after = QString::fromStdString(source);
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype same = 0;
    while (same < shorter && before[same] == after[same])
        ++same;
    qsizetype sameEnd = 0;
    while (sameEnd < shorter - same
           && before[before.size() - 1 - sameEnd] == after[after.size() - 1 - sameEnd])
        ++sameEnd;
    if (same == before.size() && same == after.size())
        return;
    QTextCursor cursor(m_editor->document());
    cursor.beginEditBlock();
    cursor.setPosition(static_cast<int>(same));
    cursor.setPosition(static_cast<int>(before.size() - sameEnd), QTextCursor::KeepAnchor);
    cursor.insertText(after.mid(same, after.size() - same - sameEnd));
    cursor.endEditBlock();
}

void CodeCell::showRun(const engine::CellRun& run)
{
    const bool isShown = m_run && m_run->outputs == run.outputs && !m_run->failure && !run.failure;
    m_run = run;
    m_executionCount = run.executionCount;
    if (!isShown)
        m_outputs->setOutputs(run.outputs, run.failure);
    updatePrompt();
}

bool CodeCell::changedSinceRun() const
{
    return m_run ? source() != m_run->source : isEdited();
}

void CodeCell::setActivity(Activity activity)
{
    m_activity = activity;
    updatePrompt();
}

void CodeCell::setFreshness(Freshness freshness)
{
    m_freshness = freshness;
    m_outputs->setStale(freshness == Freshness::Stale);
    updatePrompt();
}

bool CodeCell::hasOutputs() const
{
    return !m_outputs->isEmpty();
}

QString CodeCell::kindName() const
{
    return tr("Code");
}

void CodeCell::updatePrompt()
{
    m_prompt->setState(m_executionCount, m_freshness, m_activity);
}

} // namespace ui

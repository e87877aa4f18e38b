// NotebookView's help with gradients that are None: what is said below a cell, and trying the
// change.

#include "engine/recording/questions.h"
#include "ui/notebook/codecell.h"
#include "ui/notebook/fixview.h"
#include "ui/notebook/notebookview.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"

namespace ui {
namespace {

constexpr std::size_t mostOfOneCell = 3;

/// "∂y/∂x"
QString gradientText(const engine::Recording& recording, const engine::GradientPass& pass,
                     std::size_t source, int k)
{
    QString targets;
    for (const engine::NodeId target : pass.targets)
        targets += (targets.isEmpty() ? QString() : QStringLiteral(", "))
            + QString::fromStdString(engine::labelAt(recording, target, k));
    return QStringLiteral("∂%1/∂%2").arg(
        targets, QString::fromStdString(engine::labelAt(recording, pass.sources[source], k)));
}

void addChange(FixView::Help& help, const engine::Recording& recording, int cell)
{
    if (!help.fix || help.fix->edits.empty())
        return;
    const int changed = help.fix->edits.front().span.cell;
    for (const engine::CellRun& run : recording.cellRuns) {
        if (run.cell != changed)
            continue;
        help.change = engine::diff(run.source, engine::applied(*help.fix, changed, run.source));
        help.changedCell =
            changed == cell ? QString() : QStringLiteral("In [%1]").arg(run.executionCount);
    }
}

} // namespace

std::vector<FixView::Help> NotebookView::helpFor(const engine::Recording& recording,
                                                 int cellRun) const
{
    std::vector<FixView::Help> all;
    const engine::CellRun& run = recording.cellRuns[static_cast<std::size_t>(cellRun)];
    if (const auto fix = engine::fixForFailure(recording, cellRun)) {
        FixView::Help help;
        help.title = tr("The tape is used up");
        help.why = {"after one question a tape forgets what it recorded, unless it is persistent",
                    "回答一次之后，梯度带就会忘掉记录，除非它是持久的"};
        help.place = run.failure->span;
        help.fix = fix;
        addChange(help, recording, run.cell);
        all.push_back(std::move(help));
    }
    for (std::size_t pass = 0; pass < recording.passes.size(); ++pass) {
        const engine::PassFacts& facts = recording.passFacts[pass];
        if (facts.cellRun != cellRun)
            continue;
        const auto& results = recording.passes[pass].results;
        for (std::size_t source = 0; source < results.size() && all.size() < mostOfOneCell;
             ++source) {
            if (results[source])
                continue;
            const engine::NoneReason reason =
                engine::whyNone(recording, {static_cast<int>(pass)}, static_cast<int>(source));
            FixView::Help help;
            help.title =
                tr("%1 is None")
                    .arg(gradientText(recording, recording.passes[pass], source, facts.beganAt));
            help.why = reason.why;
            help.place = reason.place;
            help.at = reason.at;
            help.fix = reason.fix;
            addChange(help, recording, run.cell);
            // A loop asks the same again and again.
            const bool isTold =
                std::any_of(all.begin(), all.end(), [&](const FixView::Help& other) {
                    return other.title == help.title && other.why == help.why;
                });
            if (!isTold)
                all.push_back(std::move(help));
        }
    }
    return all;
}

void NotebookView::updateHelp(const engine::Recording& recording)
{
    for (int i = 0; i < cellCount(); ++i) {
        CodeCell* code = codeCell(i);
        if (!code)
            continue;
        std::vector<FixView::Help> help;
        for (std::size_t run = recording.cellRuns.size();
             run-- > 0 && code->recordedIndex() >= 0;) {
            if (recording.cellRuns[run].cell != code->recordedIndex())
                continue;
            help = helpFor(recording, static_cast<int>(run));
            break;
        }
        code->help()->setHelp(help);
    }
}

void NotebookView::tryFix(const engine::Fix& fix, CodeCell* asking)
{
    for (int i = 0; i < cellCount(); ++i) {
        CodeCell* code = codeCell(i);
        if (!code || code->recordedIndex() < 0)
            continue;
        // Only what still stands as it ran can be changed by place.
        const std::string before = code->source();
        if (code->run() && code->run()->source == before)
            code->replaceSource(engine::applied(fix, code->recordedIndex(), before));
    }
    rememberOrder();
    setCurrent(indexOf(asking));
    emit runRequested(indexOf(asking));
}

void NotebookView::applyFix(const engine::Fix& fix, int askingCell)
{
    if (CodeCell* asking = codeCell(indexOfRecorded(askingCell)))
        tryFix(fix, asking);
}

} // namespace ui

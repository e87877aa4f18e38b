#include "ui/player/chapters.h"

#include <algorithm>

#include "engine/recording/questions.h"

namespace ui {

std::vector<Chapter> chaptersOf(const engine::Recording& recording)
{
    std::vector<Chapter> chapters;
    for (std::size_t i = 0; i < recording.cellRuns.size(); ++i) {
        const engine::CellRun& run = recording.cellRuns[i];
        chapters.push_back(
            {Chapter::Kind::Cell, run.firstStep + 1, run.stepEnd, static_cast<int>(i)});
    }
    for (std::size_t i = 0; i < recording.passFacts.size(); ++i) {
        const engine::PassFacts& facts = recording.passFacts[i];
        if (facts.beganAt == engine::never)
            continue;
        const int cellEnd = recording.cellRuns[static_cast<std::size_t>(facts.cellRun)].stepEnd;
        chapters.push_back({Chapter::Kind::Pass, facts.beganAt, std::min(facts.endedAt, cellEnd),
                            static_cast<int>(i)});
    }
    std::stable_sort(chapters.begin(), chapters.end(),
                     [](const Chapter& a, const Chapter& b) { return a.start < b.start; });
    return chapters;
}

int nextChapter(const std::vector<Chapter>& chapters, int k, int stepCount)
{
    const auto next =
        std::upper_bound(chapters.begin(), chapters.end(), k,
                         [](int step, const Chapter& chapter) { return step < chapter.start; });
    return next == chapters.end() ? stepCount : next->start;
}

int previousChapter(const std::vector<Chapter>& chapters, int k)
{
    const auto next =
        std::lower_bound(chapters.begin(), chapters.end(), k,
                         [](const Chapter& chapter, int step) { return chapter.start < step; });
    return next == chapters.begin() ? 0 : std::prev(next)->start;
}

Phase phaseAt(const engine::Recording& recording, int k)
{
    const engine::Step* step = engine::stepAt(recording, k);
    if (!step)
        return Phase::Ready;
    switch (step->kind) {
    case engine::StepKind::Failed:
        return Phase::Failed;
    case engine::StepKind::CellEnded: {
        const bool hasFailed = step->cellRun >= 0
            && recording.cellRuns[static_cast<std::size_t>(step->cellRun)].failure;
        return hasFailed ? Phase::Failed : Phase::Done;
    }
    case engine::StepKind::OutputWritten:
        return Phase::Output;
    case engine::StepKind::TapeClosed:
        return Phase::Recording;
    default:
        break;
    }
    // Neither outlives its cell, though one that failed in the middle of it never ended.
    const auto inPass = [k, step](const engine::PassFacts& facts) {
        return facts.beganAt <= k && k <= facts.endedAt && facts.cellRun == step->cellRun;
    };
    if (std::any_of(recording.passFacts.begin(), recording.passFacts.end(), inPass))
        return Phase::Backward;
    const auto isOpen = [k, step](const engine::TapeFacts& tape) {
        return tape.openedAt <= k && k < tape.closedAt && tape.cellRun == step->cellRun;
    };
    return std::any_of(recording.tapes.begin(), recording.tapes.end(), isOpen) ? Phase::Recording
                                                                               : Phase::Code;
}

} // namespace ui

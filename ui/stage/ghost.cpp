#include "ui/stage/ghost.h"

#include "ui/stage/groupcard.h"

namespace ui {
namespace {

constexpr int longestCondition = 30;
constexpr int longestCode = 28;
/// How far before its branch a condition's value may stand.
constexpr int nearSteps = 200;

} // namespace

std::vector<Ghost> ghostsOf(const engine::Recording& recording, const engine::Take& take)
{
    std::vector<Ghost> ghosts;
    const auto step = [&](int i) -> const engine::Step& {
        return recording.steps[static_cast<std::size_t>(i)];
    };
    for (int i = take.firstStep; i < take.stepEnd; ++i) {
        const engine::Step& branch = step(i);
        if (branch.kind != engine::StepKind::BranchTaken || !branch.otherSpan().isValid()
            || branch.otherSpan().end <= branch.otherSpan().begin)
            continue;
        Ghost ghost;
        ghost.step = i;
        ghost.truth = branch.truth;
        ghost.condition = codeText(recording, branch.span, branch.cellRun, longestCondition);
        ghost.code = codeText(recording, branch.otherSpan(), branch.cellRun, longestCode);
        ghost.value = branch.truth ? QStringLiteral("True") : QStringLiteral("False");
        for (int j = i - 1; j >= take.firstStep && j > i - nearSteps; --j) {
            if (step(j).kind != engine::StepKind::ExpressionEvaluated
                || step(j).span != branch.span)
                continue;
            ghost.decider = step(j).node;
            ghost.value = QString::fromStdString(step(j).text());
            break;
        }
        ghosts.push_back(std::move(ghost));
    }
    return ghosts;
}

} // namespace ui

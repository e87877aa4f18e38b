#include "engine/recording/stepping.h"

#include <algorithm>

namespace engine {

int stepOver(const Recording& recording, int k, Granularity granularity)
{
    const int next = nextStop(recording, k, granularity);
    const int take = takeAt(recording, next);
    if (take < 0)
        return next;
    const Groups groups = groupsOf(recording, take);
    int home = groups.atStep(k - 1);
    while (home >= 0 && groups.at(home).firstStep == k - 1)
        home = groups.at(home).parent; // it only begins here
    int stop = next;
    while (stop < recording.stepCount()) {
        const int group = groups.atStep(stop - 1);
        if (group < 0 || group == home || !(home < 0 || groups.isInside(group, home)))
            break;
        // Everything in the outermost group below home is passed at once.
        int outermost = group;
        while (groups.at(outermost).parent != home)
            outermost = groups.at(outermost).parent;
        // The first step of a group is a place to stop before going over it.
        if (groups.at(outermost).firstStep == stop - 1 && groups.at(outermost).firstStep > k - 1)
            break;
        const int end = groups.at(outermost).stepEnd;
        stop = std::max(nextStop(recording, std::max(end - 1, stop), granularity), stop + 1);
        if (takeAt(recording, stop) != take)
            break;
    }
    return std::min(stop, recording.stepCount());
}

int nextStatementIn(const Recording& recording, const SourceSpan& span, int k)
{
    const auto isIt = [&](int i) {
        const Step& step = recording.steps[static_cast<std::size_t>(i)];
        return step.kind == StepKind::StatementBegan && span.contains(step.span);
    };
    for (int i = k; i < recording.stepCount(); ++i) {
        if (isIt(i))
            return i + 1;
    }
    for (int i = 0; i < k && i < recording.stepCount(); ++i) {
        if (isIt(i))
            return i + 1;
    }
    return -1;
}

} // namespace engine

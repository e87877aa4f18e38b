#include "app/diagnostictext.h"

#include "engine/recording/traceback.h"

namespace app {

std::string diagnosticText(const engine::Recording& recording, const engine::CellRun& run,
                           engine::Language language)
{
    std::string text;
    for (const std::string& line : engine::tracebackLines(*run.failure, recording.cellRuns))
        text += line + "\n";
    if (!run.failure->hint.empty())
        text += (language == engine::Language::Chinese ? "提示：" : "Hint: ")
            + run.failure->hint.in(language) + "\n";
    return text;
}

} // namespace app

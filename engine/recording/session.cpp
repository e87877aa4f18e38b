#include "engine/recording/session.h"

#include <string>
#include <utility>
#include <vector>

#include "engine/lang/interpreter.h"
#include "engine/library/modules.h"
#include "engine/recording/recorder.h"
#include "engine/tensor/memorybudget.h"

namespace engine {

struct Session::Implementation
{
    /// Everything that lives and dies with one run from the first cell.
    struct Run
    {
        Run(const lang::StopFlag& stop, const lang::Limits& limits, const Options& options)
            : seed(options.seed)
            , given(options.given)
            , random(options.seed)
            , context(recorder)
            , interpreter(limits, stop, recorder)
            , runtime(interpreter, context, random)
            , budget(limits.memoryBytes, context.bytes())
        {
            recorder.attach(interpreter, context);
            context.give(given);
            library::registerModules(interpreter, runtime, seed);
        }

        std::uint64_t seed;
        std::vector<GivenValue> given;
        Recorder recorder;
        RandomSource random;
        EagerContext context;
        lang::Interpreter interpreter;
        library::Runtime runtime;
        MemoryBudget budget;
        /// The code cells that ran: where in the lesson they stood, and what they said.
        std::vector<std::pair<int, std::string>> ran;
        bool lastFailed = false;
        int executionCount = 0;
        std::shared_ptr<const Recording> recording = std::make_shared<Recording>();
    };

    const lang::StopFlag& stop;
    lang::Limits limits;
    std::unique_ptr<Run> run;

    /// How many code cells from the first on still mean what they meant when they ran.
    std::size_t validRuns(const Lesson& lesson) const
    {
        if (!run)
            return 0;
        std::size_t valid = 0;
        for (std::size_t i = 0; i < lesson.cells.size(); ++i) {
            if (!lesson.cells[i].isCode())
                continue;
            if (valid == run->ran.size()
                || run->ran[valid] != std::pair(static_cast<int>(i), lesson.cells[i].source))
                break;
            ++valid;
        }
        return valid;
    }
};

Session::Session(const lang::StopFlag& stop, lang::Limits limits)
    : m_implementation(new Implementation{stop, limits, nullptr})
{
}

Session::~Session() = default;

std::shared_ptr<const Recording> Session::run(const Lesson& lesson, const Options& options,
                                              const CellFinished& cellFinished)
{
    auto& run = m_implementation->run;
    std::size_t valid = m_implementation->validRuns(lesson);
    // A failed last cell is run again; that and any change above start from the first cell, so that
    // nothing hidden is left over.
    if (!run || valid < run->ran.size() || run->lastFailed || run->seed != options.seed
        || run->given != options.given) {
        run = std::make_unique<Implementation::Run>(m_implementation->stop,
                                                    m_implementation->limits, options);
        valid = 0;
    }
    const MemoryBudget::Use budget(run->budget);
    std::size_t codeCell = 0;
    bool isSealed = true;
    for (std::size_t i = 0; i < lesson.cells.size(); ++i) {
        const Cell& cell = lesson.cells[i];
        if (options.throughCell >= 0 && static_cast<int>(i) > options.throughCell)
            break;
        if (!cell.isCode() || codeCell++ < valid)
            continue;
        const int index = static_cast<int>(i);
        ++run->executionCount;
        run->recorder.beginCell(index, run->executionCount, cell.source);
        const auto failure = run->interpreter.run(cell.source, index, run->executionCount);
        run->runtime.cellEnded();
        run->recorder.endCell();
        run->ran.emplace_back(index, cell.source);
        run->lastFailed = failure.has_value();
        isSealed = static_cast<bool>(cellFinished);
        if (cellFinished) {
            run->recording = run->recorder.seal(run->seed, run->given);
            cellFinished(index, run->recording);
        }
        if (failure && (!options.allowErrors || failure->kind == "Stopped"))
            break;
    }
    if (!isSealed)
        run->recording = run->recorder.seal(run->seed, run->given);
    return run->recording;
}

int Session::validCells(const Lesson& lesson) const
{
    const std::size_t valid = m_implementation->validRuns(lesson);
    std::size_t codeCells = 0;
    for (std::size_t i = 0; i < lesson.cells.size(); ++i) {
        if (lesson.cells[i].isCode() && codeCells++ == valid)
            return static_cast<int>(i);
    }
    return static_cast<int>(lesson.cells.size());
}

void Session::restart()
{
    m_implementation->run.reset();
}

} // namespace engine

// The fix for a failure that is about a tape.
#include "engine/recording/fixcode.h"
#include "engine/recording/questions.h"
#include "engine/recording/whynone.h"

namespace engine {

using lang::ast::Expression;
using lang::ast::Statement;

std::optional<Fix> fixForFailure(const Recording& recording, int cellRun)
{
    const CellRun& run = recording.cellRuns[static_cast<std::size_t>(cellRun)];
    if (!run.failure || run.failure->kind != "RuntimeError"
        || !run.failure->message.starts_with("A non-persistent GradientTape can only be used"))
        return {};
    const CellRun* owner = sourceOf(recording, run.failure->span, cellRun);
    const auto asked = owner
        ? CodeTree::of(recording, static_cast<int>(owner - recording.cellRuns.data()))
        : nullptr;
    const Expression* call = asked ? asked->callAt(run.failure->span) : nullptr;
    if (!call || call->children.front()->kind != Expression::Kind::Attribute)
        return {};
    const std::string tape = dottedName(*call->children.front()->children.front());
    for (int each = cellRun; each >= 0 && !tape.empty(); --each) {
        const auto code = CodeTree::of(recording, each);
        const Expression* maker = nullptr;
        if (code)
            forEachStatement(code->body(), [&](const Statement& statement) {
                for (const lang::ast::WithItem& item : statement.items) {
                    if (item.target && dottedName(*item.target) == tape
                        && item.manager->kind == Expression::Kind::Call)
                        maker = item.manager.get();
                }
                if (statement.kind == Statement::Kind::Assign
                    && dottedName(*statement.targets.front()) == tape
                    && statement.value->kind == Expression::Kind::Call)
                    maker = statement.value.get();
            });
        if (!maker)
            continue;
        Fix fix;
        fix.what = {"Make a tape that may be asked more than once:",
                    "创建一条可以多次求梯度的梯度带："};
        const std::string text =
            std::string(maker->arguments.empty() ? "" : ", ") + "persistent=True";
        const int cell = recording.cellRuns[static_cast<std::size_t>(each)].cell;
        fix.edits.push_back({emptyAt(cell, maker->span.end - 1), text});
        return fix;
    }
    return {};
}

} // namespace engine

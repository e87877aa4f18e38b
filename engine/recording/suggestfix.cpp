#include "engine/recording/suggestion.h"

#include <algorithm>
#include <set>

#include "engine/recording/fixcode.h"
#include "engine/recording/questions.h"

namespace engine {

using lang::ast::Statement;

Suggestion::Code Suggestion::codeOf(const SourceSpan& span, int cellRun)
{
    const CellRun* owner = span.isValid() ? sourceOf(m_recording, span, cellRun) : nullptr;
    return owner ? CodeTree::of(m_recording, static_cast<int>(owner - m_recording.cellRuns.data()))
                 : nullptr;
}

/// The `with` that opened the tape, what it calls the tape, and what the source is called there.
bool Suggestion::findTape()
{
    if (m_tape.openedAt == never)
        return false;
    const SourceSpan span = m_recording.steps[static_cast<std::size_t>(m_tape.openedAt) - 1].span;
    m_tapeCode = codeOf(span, m_tape.cellRun);
    const Statement* statement = m_tapeCode ? m_tapeCode->statementAt(span) : nullptr;
    if (!statement || statement->kind != Statement::Kind::With || statement->body.empty())
        return false;
    for (const lang::ast::WithItem& item : statement->items) {
        if (item.manager->span.contains(span) || item.manager->span == span
            || statement->items.size() == 1)
            m_tapeName = item.target ? dottedName(*item.target) : std::string();
    }
    m_with = statement;
    // A name as the code has it: what a variable is called in captions may not be one.
    const auto& bindings =
        m_recording.nodes[static_cast<std::size_t>(m_reason.source.index)].bindings;
    const bool isVariable = m_recording.graph.node(m_reason.source).variable.isValid();
    m_sourceName = bindings.empty() ? std::string()
        : isVariable ? m_recording.bindings[static_cast<std::size_t>(bindings.back())].name
                     : nameAt(m_recording, m_reason.source, m_facts.beganAt);
    return !m_tapeName.empty() && m_tapeCode->isFirstOnLine(m_with->body.front());
}

std::string Suggestion::tensorflow() const
{
    for (const CellRun& run : m_recording.cellRuns) {
        const Code code =
            CodeTree::of(m_recording, static_cast<int>(&run - m_recording.cellRuns.data()));
        std::string name;
        if (code)
            forEachStatement(code->body(), [&name](const Statement& statement) {
                for (const lang::ast::ImportedName& import : statement.imports) {
                    if (statement.kind == Statement::Kind::Import && import.name == "tensorflow")
                        name = import.alias.empty() ? import.name : import.alias;
                }
            });
        if (!name.empty())
            return name;
    }
    return "tf";
}

Edit Suggestion::insertBefore(const CodeTree& code, const Statement& statement,
                              const std::string& line) const
{
    return {emptyAt(cellOf(code), code.lineBegin(statement.span.begin)),
            code.indentation(statement) + line + "\n"};
}

Edit Suggestion::insertAfter(const CodeTree& code, const Statement& statement,
                             const std::string& line) const
{
    const int at = code.nextLine(std::max(statement.span.end - 1, statement.span.begin));
    const bool isLast = code.source().empty()
        || (at == static_cast<int>(code.source().size()) && code.source().back() != '\n');
    const std::string text = code.indentation(statement) + line;
    return {emptyAt(cellOf(code), at), isLast ? "\n" + text : text + "\n"};
}

Edit Suggestion::removeLine(const CodeTree& code, const Statement& statement) const
{
    return {{cellOf(code), code.lineBegin(statement.span.begin),
             code.nextLine(std::max(statement.span.end - 1, statement.span.begin))},
            {}};
}

std::optional<Fix> Suggestion::watch()
{
    if (!findTape() || m_sourceName.empty())
        return {};
    Fix fix;
    fix.what = {"Let the tape watch " + m_sourceName + ":", "让梯度带监视 " + m_sourceName + "："};
    int named = never;
    for (const int index :
         m_recording.nodes[static_cast<std::size_t>(m_reason.source.index)].bindings)
        named = std::min(named, m_recording.bindings[static_cast<std::size_t>(index)].bornAt);
    if (named < m_tape.openedAt) {
        fix.edits.push_back(insertBefore(*m_tapeCode, m_with->body.front(), watchLine()));
        return fix;
    }
    // It came into being under the tape: watched as soon as it has its name.
    const NodeFacts& facts = m_recording.nodes[static_cast<std::size_t>(m_reason.source.index)];
    const Code code = codeOf(facts.span, facts.cellRun);
    const Statement* birth = code ? code->statementAt(facts.span) : nullptr;
    if (!birth || birth->kind != Statement::Kind::Assign || !code->isFirstOnLine(*birth))
        return {};
    fix.edits.push_back(insertAfter(*code, *birth, watchLine()));
    return fix;
}

std::optional<Fix> Suggestion::watchEarlier()
{
    if (!findTape() || m_sourceName.empty())
        return {};
    Fix fix;
    fix.what = {"Watch " + m_sourceName + " before it is used:",
                "在用到 " + m_sourceName + " 之前就监视它："};
    fix.edits.push_back(insertBefore(*m_tapeCode, m_with->body.front(), watchLine()));
    for (const WatchFact& watched : m_recording.watches) {
        if (watched.tape != m_pass.tape || watched.node != m_reason.source
            || watched.at > m_facts.beganAt)
            continue;
        const SourceSpan span = m_recording.steps[static_cast<std::size_t>(watched.at) - 1].span;
        const Code code = codeOf(span, m_tape.cellRun);
        const Statement* late = code ? code->statementAt(span) : nullptr;
        if (late && late->kind == Statement::Kind::Expression && code->isFirstOnLine(*late)
            && cellOf(*code) == cellOf(*m_tapeCode) && m_with->body.size() > 1
            && late->span.begin > m_with->body.front().span.begin)
            fix.edits.push_back(removeLine(*code, *late));
        break;
    }
    return fix;
}

std::optional<Fix> Suggestion::moveUnderTape()
{
    if (!findTape())
        return {};
    Fix fix;
    fix.what = {"Compute it under the tape:", "在梯度带之下计算："};
    const std::string indentation = m_tapeCode->indentation(m_with->body.front());
    std::string before;
    std::string after;
    std::set<std::pair<int, int>> moved;
    for (const NodeId lost : m_way.lost) {
        const NodeFacts& facts = m_recording.nodes[static_cast<std::size_t>(lost.index)];
        if (facts.bornAt >= m_tape.openedAt && facts.bornAt < m_tape.closedAt)
            continue;
        const Code code = codeOf(facts.span, facts.cellRun);
        const Statement* statement = code ? code->statementAt(facts.span) : nullptr;
        // Only simple statements beside the `with`: out of a loop or a function nothing can be
        // moved.
        if (!statement || !code->isFirstOnLine(*statement)
            || (statement->kind != Statement::Kind::Assign
                && statement->kind != Statement::Kind::AugmentedAssign)
            || code->indentation(*statement) != m_tapeCode->indentation(*m_with)
            || code->text(statement->span).find('\n') != std::string::npos)
            return {};
        if (!moved.emplace(code->cellRun(), statement->span.begin).second)
            continue;
        fix.edits.push_back(removeLine(*code, *statement));
        const std::string line = indentation + code->text(statement->span) + "\n";
        (facts.bornAt < m_tape.openedAt ? before : after) += line;
    }
    if (moved.empty())
        return {};
    if (m_pass.reasons.size() == 1 && m_pass.reasons.front() == NoGradient::NotWatched
        && m_recording.graph.node(m_reason.source).op != Op::Variable && !m_sourceName.empty())
        before = indentation + watchLine() + "\n" + before;
    const int cell = cellOf(*m_tapeCode);
    if (!before.empty())
        fix.edits.push_back(
            {emptyAt(cell, m_tapeCode->lineBegin(m_with->body.front().span.begin)), before});
    if (!after.empty()) {
        const Statement& last = m_with->body.back();
        const int at = m_tapeCode->nextLine(std::max(last.span.end - 1, last.span.begin));
        fix.edits.push_back({emptyAt(cell, at), after});
    }
    return fix;
}

std::optional<Fix> Suggestion::make()
{
    switch (m_reason.cause) {
    case NoneCause::NotWatched:
        return watch();
    case NoneCause::WatchedLate:
        return watchEarlier();
    case NoneCause::ComputedOutside:
        return moveUnderTape();
    case NoneCause::LeftTape:
        return keepTensor();
    case NoneCause::IntegerType:
        return useFloats();
    case NoneCause::VariableReplaced:
        return assignInstead();
    case NoneCause::AssignedInside:
        return rebindInstead();
    case NoneCause::StopGradient:
        return dropStopGradient();
    case NoneCause::NotConnected:
    case NoneCause::NoRule:
        return askForZeros();
    }
    return {};
}

std::optional<Fix> suggestFix(const Recording& recording, const NoneReason& reason,
                              const WayFacts& way)
{
    return Suggestion(recording, reason, way).make();
}

} // namespace engine

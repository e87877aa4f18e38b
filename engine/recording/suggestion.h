#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/recording/fixcode.h"
#include "engine/recording/suggestfix.h"

namespace engine {

/// Works out the change that mends one None, by its cause.
class Suggestion
{
public:
    Suggestion(const Recording& recording, const NoneReason& reason, const WayFacts& way)
        : m_recording(recording)
        , m_reason(reason)
        , m_way(way)
        , m_pass(recording.passes[static_cast<std::size_t>(reason.pass.index)])
        , m_facts(recording.passFacts[static_cast<std::size_t>(reason.pass.index)])
        , m_tape(recording.tapes[static_cast<std::size_t>(m_pass.tape.index)])
    {
    }

    std::optional<Fix> make();

private:
    std::optional<Fix> watch();
    std::optional<Fix> watchEarlier();
    std::optional<Fix> moveUnderTape();
    std::optional<Fix> keepTensor();
    std::optional<Fix> useFloats();
    std::optional<Fix> assignInstead();
    std::optional<Fix> rebindInstead();
    std::optional<Fix> dropStopGradient();
    std::optional<Fix> askForZeros();

    using Code = std::shared_ptr<const CodeTree>;
    Code codeOf(const SourceSpan& span, int cellRun);
    int cellOf(const CodeTree& code) const
    {
        return m_recording.cellRuns[static_cast<std::size_t>(code.cellRun())].cell;
    }
    bool findTape();
    std::string tensorflow() const;
    std::string watchLine() const { return m_tapeName + ".watch(" + m_sourceName + ")"; }
    Edit insertBefore(const CodeTree& code, const lang::ast::Statement& statement,
                      const std::string& line) const;
    Edit insertAfter(const CodeTree& code, const lang::ast::Statement& statement,
                     const std::string& line) const;
    Edit removeLine(const CodeTree& code, const lang::ast::Statement& statement) const;

    const Recording& m_recording;
    const NoneReason& m_reason;
    const WayFacts& m_way;
    const GradientPass& m_pass;
    const PassFacts& m_facts;
    const TapeFacts& m_tape;
    Code m_tapeCode;
    const lang::ast::Statement* m_with = nullptr;
    std::string m_tapeName;
    std::string m_sourceName;
};

} // namespace engine

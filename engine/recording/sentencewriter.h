#pragma once

#include <algorithm>
#include <string>

#include "engine/lesson/bilingualtext.h"
#include "engine/lesson/sourcespan.h"
#include "engine/recording/formulas.h"
#include "engine/recording/questions.h"

namespace engine {

/// Writes the sentence of one step in one language. Every text stands in both languages side by
/// side.
class SentenceWriter
{
public:
    SentenceWriter(FormulaBook& formulas, int index, Language language)
        : m_formulas(formulas)
        , m_recording(formulas.recording())
        , m_step(m_recording.steps[static_cast<std::size_t>(index)])
        , m_k(index + 1)
        , m_language(language)
    {
    }

    std::string write() const;

private:
    std::string pick(const std::string& english, const std::string& chinese) const
    {
        return m_language == Language::Chinese ? chinese : english;
    }

    const CellRun& run() const
    {
        return m_recording.cellRuns[static_cast<std::size_t>(m_step.cellRun)];
    }
    std::string cellName() const { return "In [" + std::to_string(run().executionCount) + "]"; }
    /// Where the code of the step stands: a function may have been defined in an earlier cell.
    std::string ownerSource() const
    {
        const CellRun* owner = sourceOf(m_recording, m_step.span, m_step.cellRun);
        return owner ? owner->source : std::string();
    }
    int line() const { return positionAt(ownerSource(), m_step.span.begin).line; }

    /// The code of the step, on one line and shortened.
    std::string code() const
    {
        const std::string source = ownerSource();
        const auto begin = static_cast<std::size_t>(std::max(m_step.span.begin, 0));
        if (begin >= source.size())
            return {};
        std::string text = source.substr(
            begin, static_cast<std::size_t>(std::max(m_step.span.end - m_step.span.begin, 0)));
        if (const auto end = text.find('\n'); end != std::string::npos)
            text = text.substr(0, end) + " …";
        constexpr std::size_t longest = 70;
        if (text.size() > longest) {
            std::size_t cut = longest;
            while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U)
                --cut;
            text = text.substr(0, cut) + "…";
        }
        return text;
    }

    std::string label(NodeId node) const
    {
        const std::string name = nameAt(m_recording, node, m_k);
        if (name.empty())
            return expressionAt(m_recording, node, m_k);
        // A variable goes on through all laps.
        const bool isVariable = m_recording.graph.node(node).op == Op::Variable;
        return isVariable ? name : name + lapOf(node);
    }
    std::string value(NodeId node) const { return shortValue(m_recording.graph.node(node).value); }

    std::string tapeName(TapeId tape) const
    {
        const std::string& name = m_recording.tapes[static_cast<std::size_t>(tape.index)].name;
        // In Chinese a Latin name is set off with blanks from the characters around it.
        return name.empty() ? pick("the tape", "梯度带")
                            : pick("tape " + name, "梯度带 " + name + " ");
    }
    /// At the beginning of a sentence.
    std::string capitalTape(TapeId tape) const
    {
        std::string text = tapeName(tape);
        if (m_language == Language::English)
            text.front() = 'T';
        return text;
    }

    const GradientPass& pass() const
    {
        return m_recording.passes[static_cast<std::size_t>(m_step.pass.index)];
    }
    std::string targets() const
    {
        std::string text;
        for (const NodeId target : pass().targets)
            text += (text.empty() ? "" : ", ") + label(target);
        return text;
    }
    std::string sources() const
    {
        std::string text;
        for (const NodeId source : pass().sources)
            text += (text.empty() ? "" : ", ") + label(source);
        return text;
    }

    std::string expressionEvaluated() const;
    std::string outputWritten() const;
    std::string operationRan() const;
    std::string nameBound() const;
    std::string ruleFired() const;
    std::string lapOf(NodeId node) const;
    std::string cellEnded() const;
    std::string branchTaken() const;
    std::string passBegan() const;
    std::string contributionArrived() const;
    std::string gradient() const;
    std::string passEnded() const;
    std::string fraction(NodeId source) const;
    std::string sourceFormula(std::size_t source) const;

    FormulaBook& m_formulas;
    const Recording& m_recording;
    const Step& m_step;
    int m_k;
    Language m_language;
};

} // namespace engine

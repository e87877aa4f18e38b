#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "engine/lang/interpreter.h"
#include "engine/lang/observer.h"
#include "engine/recording/recording.h"
#include "engine/tape/eagercontext.h"
#include "engine/tape/tapeobserver.h"

namespace engine {

/// Listens to the interpreter and to the tape while cells run and writes down, step by step, what a
/// Recording needs. seal() makes a Recording of everything so far.
class Recorder : public lang::EvaluationObserver, public TapeObserver
{
public:
    /// Past this many steps the inner steps of long runs (statements, expressions, laps, names of
    /// plain values) are left out.
    static constexpr int detailedSteps = 60'000;

    /// Both are only asked, and must outlive the recorder's use.
    void attach(const lang::Interpreter& interpreter, const EagerContext& context);

    void beginCell(int cell, int executionCount, const std::string& source);
    void endCell();

    std::shared_ptr<const Recording> seal(std::uint64_t seed,
                                          const std::vector<GivenValue>& given = {}) const;

    // lang::EvaluationObserver
    void statementBegan(const SourceSpan& span) override;
    void expressionEvaluated(const SourceSpan& span, const lang::Value& value) override;
    void nameBound(const SourceSpan& span, const std::string& name,
                   const lang::Value& value) override;
    void lapBegan(const SourceSpan& span, int lap) override;
    void loopEnded(const SourceSpan& span, int laps) override;
    void branchTaken(const SourceSpan& condition, bool truth, const SourceSpan& taken,
                     const SourceSpan& notTaken) override;
    void functionEntered(const SourceSpan& call, const std::string& name) override;
    void functionLeft(const SourceSpan& call, const std::string& name,
                      const lang::Value& value) override;
    void outputWritten(const SourceSpan& span, Output::Kind kind, const std::string& text) override;
    void figureShown(const SourceSpan& span, const std::string& text,
                     std::shared_ptr<const Figure> figure) override;
    void failed(const Diagnostic& diagnostic) override;

    // TapeObserver
    void operationRan(NodeId node) override;
    void tapeOpened(TapeId tape) override;
    void tapeClosed(TapeId tape) override;
    void tensorWatched(TapeId tape, NodeId node) override;
    void variableAssigned(NodeId newLeaf) override;
    void passBegan(PassId pass) override;
    void ruleFired(PassId pass, int firing) override;
    void contributionArrived(PassId pass, int contribution) override;
    void sourceCompleted(PassId pass, int source) override;
    void passEnded(PassId pass) override;

private:
    Step& push(StepKind kind, const SourceSpan& span);
    /// Inner steps: null when the recording is already long.
    Step* pushInner(StepKind kind, const SourceSpan& span);
    int now() const { return m_recording.stepCount(); }
    /// Gives facts to nodes that came since; they are born at step `bornAt`.
    void noticeNodes(int bornAt);
    TapeFacts& tapeFacts(TapeId tape);
    PassFacts& passFacts(PassId pass);
    void endBindings(int depth);

    const lang::Interpreter* m_interpreter = nullptr;
    const EagerContext* m_context = nullptr;
    Recording m_recording; ///< without graph and passes, which seal() copies from the context
    std::map<std::pair<int, std::string>, int>
        m_bound; ///< (depth, name) -> index of the living binding
    std::map<std::string, int> m_bearers; ///< by name: how many things were given it
    int m_cell = -1; ///< the one that runs
    int m_cellRun = -1;
    int m_depth = 0;
};

} // namespace engine

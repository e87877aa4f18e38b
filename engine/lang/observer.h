#pragma once

#include <memory>
#include <string>

#include "engine/lang/value.h"
#include "engine/lesson/diagnostic.h"
#include "engine/lesson/output.h"
#include "engine/lesson/sourcespan.h"

namespace engine::lang {

/// Is told what the interpreter does, in order, while it does it. All spans point into the cell's source.
class EvaluationObserver
{
public:
    virtual ~EvaluationObserver() = default;

    /// A statement is about to run. Compound statements (`with`, `if`, `def`, ...) report their header: up to the colon.
    virtual void statementBegan(const SourceSpan& /*span*/) {}
    /// An expression other than a plain literal or name has its value (calls, operators, subscripts, attributes, displays).
    virtual void expressionEvaluated(const SourceSpan& /*span*/, const Value& /*value*/) {}
    /// A name (or `a.b`, `a[i]` as written) was bound; `span` is the target.
    virtual void nameBound(const SourceSpan& /*span*/, const std::string& /*name*/, const Value& /*value*/) {}
    /// A `while` or `for` begins its n-th lap, n from 1. `span` is the loop's header.
    virtual void lapBegan(const SourceSpan& /*span*/, int /*lap*/) {}
    /// The loop is over after `laps` laps.
    virtual void loopEnded(const SourceSpan& /*span*/, int /*laps*/) {}
    /// An `if`/`elif` condition was decided. `condition` is the condition's span, `taken` the block that runs now and `notTaken` the one
    /// that does not (invalid when there is no such block).
    virtual void branchTaken(const SourceSpan& /*condition*/, bool /*truth*/, const SourceSpan& /*taken*/,
                             const SourceSpan& /*notTaken*/)
    {
    }
    /// A function of the learner's is entered (`call` is the calling expression) and left with a value.
    virtual void functionEntered(const SourceSpan& /*call*/, const std::string& /*name*/) {}
    virtual void functionLeft(const SourceSpan& /*call*/, const std::string& /*name*/, const Value& /*value*/) {}
    /// Text was printed, a warning given, or the cell's last expression displayed.
    virtual void outputWritten(const SourceSpan& /*span*/, Output::Kind /*kind*/, const std::string& /*text*/) {}
    /// A plot is shown; `text` says its size, as a notebook keeps it. Null: a figure without plots.
    virtual void figureShown(const SourceSpan& /*span*/, const std::string& /*text*/, std::shared_ptr<const Figure> /*figure*/) {}
    /// A line for IPython or the shell (`%matplotlib inline`, `!pip install`) that is passed over.
    virtual void lineIgnored(const SourceSpan& /*span*/) {}
    virtual void failed(const Diagnostic& /*diagnostic*/) {}
};

} // namespace engine::lang

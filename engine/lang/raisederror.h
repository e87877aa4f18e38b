#pragma once

#include <exception>
#include <string>
#include <vector>

#include "engine/lang/value.h"
#include "engine/lesson/bilingualtext.h"
#include "engine/lesson/diagnostic.h"
#include "engine/lesson/sourcespan.h"

namespace engine::lang {

/// A Python exception on its way up, as a C++ exception. The innermost code that knows the place
/// sets `span`; the interpreter sets it to the expression being evaluated when it is still unset.
class RaisedError : public std::exception
{
public:
    RaisedError(std::string errorKind, std::string errorMessage, BilingualText errorHint = {})
        : kind(std::move(errorKind))
        , message(std::move(errorMessage))
        , hint(std::move(errorHint))
    {
    }
    const char* what() const noexcept override { return message.c_str(); }

    std::string kind; ///< class name: "TypeError", "InvalidArgumentError"
    std::string message; ///< str(exception)
    BilingualText hint;
    bool endsRun = false; ///< a limit of the run was reached: no `except` catches it
    SourceSpan span;
    Value value; ///< the exception's argument where it is not `message`
    Value exception; ///< the exception object when the learner's code raised it
    std::vector<Diagnostic::Frame>
        frames; ///< the calls under way where it was raised; the interpreter fills it in
    std::vector<Diagnostic::Frame> earlierFrames; ///< where it had been raised before `raise e`
};

/// The name in `known` that `wrong` is most likely a misspelling of, or empty.
std::string nearestName(const std::string& wrong, const std::vector<std::string>& known);

/// "Did you mean `near`?" in both languages, or empty.
BilingualText didYouMean(const std::string& wrong, const std::vector<std::string>& known);

} // namespace engine::lang

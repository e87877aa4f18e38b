#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lang/limits.h"
#include "engine/lang/observer.h"
#include "engine/lang/value.h"
#include "engine/lesson/diagnostic.h"

namespace engine::lang {

/// Evaluates cells one after the other in one namespace, within Limits, and tells an EvaluationObserver what it does. It can do nothing
/// but compute: a cell reaches only the built-ins and the modules registered here.
class Interpreter
{
public:
    Interpreter(Limits limits, const StopFlag& stop, EvaluationObserver& observer);
    ~Interpreter();
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;

    /// Makes `import name` work. Dotted names ("numpy.random") too.
    void registerModule(const std::string& name, Value module);

    /// Runs one cell; empty when it ran to its end. After a failure the names bound so far stay, and the next cell can run.
    /// The steps and output limits start anew for each cell. The number shown as In[n]/Out[n] is `executionCount`.
    std::optional<Diagnostic> run(std::string_view source, int cell, int executionCount);

    /// The expression being evaluated: what an operation executed now belongs to.
    SourceSpan currentSpan() const;
    const Limits& limits() const;

    /// Throws the message for Stop, or counts `steps` more and throws when that is over the limit. Long native loops call it.
    void spend(std::int64_t steps = 1);
    /// Ends the run as a limit does: with `kind` and `message`, plus the diagnosis of the loop under way (which loop, how many laps, its
    /// condition, what did not change) when there is one. The learner's `except` does not catch it.
    [[noreturn]] void limitReached(const std::string& kind, const std::string& message, BilingualText hint);

    void write(Output::Kind kind, const std::string& text);
    /// Puts a plot into the cell's output.
    void show(const std::string& text, std::shared_ptr<const Figure> figure);

    // The operations of the language on any value; they raise what Python raises.
    std::string repr(const Value& value);
    std::string str(const Value& value);
    std::string format(const Value& value, const std::string& specification);
    std::string display(const Value& value); ///< as IPython shows the last expression of a cell
    bool truth(const Value& value);
    bool equals(const Value& left, const Value& right);
    Value binary(BinaryOperator op, const Value& left, const Value& right);
    Value unary(UnaryOperator op, const Value& operand);
    Value compare(CompareOperator op, const Value& left, const Value& right);
    Value attribute(const Value& object, const std::string& name);
    Value item(const Value& object, const Value& key);
    Value inPlace(BinaryOperator op, const Value& left, const Value& right);
    void setAttribute(const Value& object, const std::string& name, const Value& value);
    void deleteAttribute(const Value& object, const std::string& name);
    void setItem(const Value& object, const Value& key, const Value& value);
    void deleteItem(const Value& object, const Value& key);
    Value call(const Value& function, const std::vector<Value>& positional, const KeywordArguments& keywords = {});
    std::vector<Value> elements(const Value& iterable); ///< all of them, in order
    std::unique_ptr<Iterator> iterate(const Value& iterable);
    /// id(x), the same in every run: objects are numbered in the order in which they are asked for.
    std::int64_t identity(const Value& value);
    std::string defaultRepr(const Object& object); ///< "<T object at 0x...>"
    std::string typeName(const Value& value);          ///< "int", "list", "EagerTensor"
    std::string qualifiedTypeName(const Value& value); ///< in messages: "int", "tensorflow.python.framework.ops.EagerTensor"

    /// The value of a global name, when bound.
    std::optional<Value> global(const std::string& name) const;
    std::vector<std::pair<std::string, Value>> globals() const;

    struct Implementation;
    Implementation& implementation() { return *m_implementation; } ///< for engine/lang's own sources

private:
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace engine::lang

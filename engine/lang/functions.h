#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/lang/memory.h"
#include "engine/lang/nativefunction.h"
#include "engine/lang/value.h"

namespace engine::lang {

class ClassObject;
class RaisedError;
struct Code;
struct Frame;

/// A variable shared between a function and the functions defined in it.
class CellObject : public Object, public CycleMember
{
public:
    explicit CellObject(Registry registry)
        : Object(ObjectTag::Cell)
        , CycleMember(std::move(registry))
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Cell; }
    Value value = Value::unbound();
    Value self() override { return Value::object(this); }
    void letGo() override { value = Value::unbound(); }
    std::string typeName() const override { return "cell"; }
};

/// def and lambda.
class FunctionObject : public Object
{
public:
    FunctionObject()
        : Object(ObjectTag::Function)
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Function; }
    std::shared_ptr<const Code> code;
    std::vector<Value> defaults; ///< one per parameter that has one, in order
    std::vector<Value> closure; ///< a CellObject for each free variable of the code
    ClassObject* definingClass =
        nullptr; ///< for super(); the class owns its functions and takes this back when it goes
    std::vector<std::pair<std::string, Value>> attributes;

    std::string typeName() const override { return "function"; }
    std::string repr(Interpreter&) const override;
    bool isCallable() const override { return true; }
    Value call(Interpreter&, const std::vector<Value>& positional,
               const KeywordArguments& keywords) override;
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;
    void setAttribute(Interpreter&, const std::string& name, const Value& value) override;
};

/// What iter(), zip(), map() ... give: an Iterator with an identity.
class IteratorObject : public Object
{
public:
    IteratorObject(std::string name, std::unique_ptr<Iterator> iterator)
        : Object(ObjectTag::Iterator)
        , m_name(std::move(name))
        , m_iterator(std::move(iterator))
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Iterator; }
    std::optional<Value> next(Interpreter& interpreter) { return m_iterator->next(interpreter); }
    std::string typeName() const override { return m_name; }
    std::unique_ptr<Iterator> iterate(Interpreter&) override;

private:
    std::string m_name;
    std::unique_ptr<Iterator> m_iterator;
};

/// Frames of generators that went while a `try` or `with` of theirs was open: the interpreter
/// closes them before its next instruction.
struct DroppedFrames
{
    explicit DroppedFrames(std::function<void()> hasSome);
    ~DroppedFrames();
    std::vector<std::unique_ptr<Frame>> frames;
    std::function<void()> notify; ///< empty when the interpreter is gone
};

/// A function that yields: its frame is kept here between two values.
class GeneratorObject : public Object
{
public:
    GeneratorObject(std::unique_ptr<Frame> frame, std::shared_ptr<DroppedFrames> dropped);
    ~GeneratorObject() override;
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Generator; }
    std::unique_ptr<Frame> frame; ///< null while it runs and when it is finished
    Value returned;
    bool running = false;

    std::optional<Value> next(Interpreter& interpreter);
    /// Puts its frame on top, to go on with `sent` as the value of its yield; false at its end.
    bool proceed(Interpreter& interpreter, Value sent);
    /// Goes on with `sent` as the value of its yield, or with `thrown` raised there.
    std::optional<Value> resume(Interpreter& interpreter, Value sent, const RaisedError* thrown);
    void close(Interpreter& interpreter);
    std::string typeName() const override { return "generator"; }
    std::string repr(Interpreter&) const override;
    std::unique_ptr<Iterator> iterate(Interpreter&) override;

private:
    GeneratorObject* delegate() const;
    const std::shared_ptr<DroppedFrames> m_dropped;
};

/// StopIteration with the value a generator returned.
RaisedError stopIteration(const Value& value);

/// An Iterator over a Value that keeps it alive.
std::unique_ptr<Iterator> iteratorOver(Value generatorOrIterator);

/// A function bound to its instance.
class BoundMethod : public Object
{
public:
    BoundMethod(Value object, Value method)
        : Object(ObjectTag::BoundMethod)
        , self(std::move(object))
        , function(std::move(method))
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::BoundMethod; }
    const Value self;
    const Value function;
    std::string typeName() const override;
    std::string repr(Interpreter&) const override;
    bool isCallable() const override { return true; }
    Value call(Interpreter&, const std::vector<Value>& positional,
               const KeywordArguments& keywords) override;
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;
};

} // namespace engine::lang

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/lang/memory.h"
#include "engine/lang/nativefunction.h"
#include "engine/lang/value.h"

namespace engine::lang {

class ClassObject;
struct Code;
struct Frame;

/// A variable shared between a function and the functions defined in it.
class CellObject : public Object, public CycleMember
{
public:
    using CycleMember::CycleMember;
    Value value = Value::unbound();
    Value self() override { return Value::object(this); }
    void letGo() override { value = Value::unbound(); }
    std::string typeName() const override { return "cell"; }
};

/// def and lambda.
class FunctionObject : public Object
{
public:
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
        : m_name(std::move(name))
        , m_iterator(std::move(iterator))
    {
    }
    std::optional<Value> next(Interpreter& interpreter) { return m_iterator->next(interpreter); }
    std::string typeName() const override { return m_name; }
    std::unique_ptr<Iterator> iterate(Interpreter&) override;

private:
    std::string m_name;
    std::unique_ptr<Iterator> m_iterator;
};

/// A function that yields: its frame is kept here between two values.
class GeneratorObject : public Object
{
public:
    explicit GeneratorObject(std::unique_ptr<Frame> frame);
    ~GeneratorObject() override;
    std::unique_ptr<Frame> frame; ///< null while it runs and when it is finished
    Value returned;
    bool running = false;

    std::optional<Value> next(Interpreter& interpreter);
    std::string typeName() const override { return "generator"; }
    std::string repr(Interpreter&) const override;
    std::unique_ptr<Iterator> iterate(Interpreter&) override;
};

/// An Iterator over a Value that keeps it alive.
std::unique_ptr<Iterator> iteratorOver(Value generatorOrIterator);

/// A method in C++ of a built-in type, not yet bound to its object.
struct Method
{
    using Body = Value (*)(Interpreter&, const Value& self, const std::vector<Value>& arguments,
                           const KeywordArguments& keywords);
    std::string_view name;
    int least = 0;
    int most = 0; ///< -1: any number
    Body body = nullptr;
    bool takesKeywords = false;
};

class BuiltinMethod : public Object
{
public:
    BuiltinMethod(Value self, const Method& method, std::string ownerName)
        : m_self(std::move(self))
        , m_method(method)
        , m_ownerName(std::move(ownerName))
    {
    }
    std::string typeName() const override { return "builtin_function_or_method"; }
    std::string repr(Interpreter&) const override;
    bool isCallable() const override { return true; }
    Value call(Interpreter&, const std::vector<Value>& positional,
               const KeywordArguments& keywords) override;

private:
    Value m_self;
    Method m_method;
    std::string m_ownerName;
};

/// The bound method called `name` in `methods`, if any.
std::optional<Value> bindMethod(Object& self, std::span<const Method> methods,
                                const std::string& name);
std::vector<std::string> methodNames(std::span<const Method> methods);

/// A Python function bound to its instance.
class BoundMethod : public Object
{
public:
    BoundMethod(Value object, Value method)
        : self(std::move(object))
        , function(std::move(method))
    {
    }
    const Value self;
    const Value function;
    std::string typeName() const override { return "method"; }
    std::string repr(Interpreter&) const override;
    bool isCallable() const override { return true; }
    Value call(Interpreter&, const std::vector<Value>& positional,
               const KeywordArguments& keywords) override;
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;
};

} // namespace engine::lang

#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/lang/interpreter.h"
#include "engine/lang/memory.h"
#include "engine/lang/nativefunction.h"
#include "engine/lang/value.h"

namespace engine::lang {

class RaisedError;

/// int, str, tf.Variable...: a type whose instances are made in C++.
class NativeClass : public Object
{
public:
    NativeClass(std::string className, Value construct, std::vector<std::string> typeNames)
        : Object(ObjectTag::NativeClass)
        , name(std::move(className))
        , instanceTypeNames(std::move(typeNames))
        , m_construct(std::move(construct))
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::NativeClass; }
    const std::string name;
    const std::vector<std::string> instanceTypeNames;
    void define(std::span<const NativeRow> methods);
    void defineStatic(const std::string& method,
                      Value function); ///< of the class, not of instances
    const Value* find(const std::string& method) const; ///< null when there is none
    const Value& constructor() const { return m_construct; } ///< what a call of the class calls

    std::string typeName() const override { return "type"; }
    std::string repr(Interpreter&) const override { return "<class '" + name + "'>"; }
    bool isCallable() const override { return true; }
    Value call(Interpreter&, const std::vector<Value>& positional,
               const KeywordArguments& keywords) override;
    std::optional<Value> attribute(Interpreter&, const std::string& attributeName) override;
    std::optional<Value> compare(Interpreter&, CompareOperator op, const Value& other) override;
    std::vector<std::string> attributeNames() const override;
    std::optional<std::string> hashKey(Interpreter&) const override { return "type" + name; }

private:
    Value m_construct;
    std::unordered_map<std::string, Value> m_methods;
    std::unordered_map<std::string, Value> m_statics;
};

/// @property, @staticmethod, @classmethod around a function.
class DescriptorObject : public Object
{
public:
    enum class Kind { Property, Static, Class };
    DescriptorObject(Kind k, Value wrapped)
        : Object(ObjectTag::Descriptor)
        , kind(k)
        , function(std::move(wrapped))
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Descriptor; }
    const Kind kind;
    const Value function;
    Value setter;
    std::string typeName() const override
    {
        return kind == Kind::Property ? "property"
            : kind == Kind::Static    ? "staticmethod"
                                      : "classmethod";
    }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override; ///< `setter`
};

Value objectInit();
bool isMethod(const Value& member);

/// A class of the learner's, or a built-in exception class.
class ClassObject : public Object
{
public:
    ClassObject(std::string className, std::vector<Value> baseClasses);
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Class; }
    ~ClassObject() override;
    std::string name;
    std::string
        baseName; ///< of exception classes made by name, until the interpreter knows the base
    std::string module; ///< of a module's class: what stands before the name in its repr
    bool isBuiltin = false;
    bool isException = false; ///< derives from BaseException
    int generation = 0; ///< the longest way to a class without bases
    std::vector<Value> bases;
    std::vector<std::pair<std::string, Value>> members;

    const Value* find(const std::string& member) const; ///< here or in a base
    const Value* findAfter(const ClassObject* owner,
                           const std::string& member) const; ///< for super()
    std::vector<const ClassObject*> resolutionOrder() const;
    bool derivesFrom(const ClassObject* other) const;
    bool derivesFrom(const std::string& className) const; ///< by name, along exception classes
    void define(const std::string& member, Value value);
    /// A new object, before its __init__.
    Value instantiate(Interpreter::Implementation& implementation, Arguments arguments);

    std::string typeName() const override { return "type"; }
    std::string repr(Interpreter&) const override;
    bool isCallable() const override { return true; }
    Value call(Interpreter&, const std::vector<Value>& positional,
               const KeywordArguments& keywords) override;
    std::optional<Value> attribute(Interpreter&, const std::string& attributeName) override;
    void setAttribute(Interpreter&, const std::string& attributeName, const Value& value) override;
    std::vector<std::string> attributeNames() const override;
};

/// What an exception has that other objects do not.
struct ExceptionState
{
    std::vector<Value> arguments; ///< args
    Value cause;
    Value context;
    bool isContextSuppressed = false; ///< `raise ... from None`
    std::shared_ptr<RaisedError> origin; ///< once it was raised: its place and hint
};

/// An object of such a class. Special methods give the operators their meaning.
class Instance : public Object, public CycleMember
{
public:
    Instance(Registry registry, Value classValue);
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Instance; }
    Value self() override { return Value::object(this); }
    void letGo() override
    {
        attributes.clear();
        exception.reset();
    }
    ClassObject& classObject() const { return *m_class.as<ClassObject>(); }
    const Value& classValue() const { return m_class; }
    std::unique_ptr<ExceptionState> exception; ///< null when it is not one
    std::vector<std::pair<std::string, Value>> attributes;

    std::string typeName() const override { return classObject().name; }
    std::string repr(Interpreter&) const override;
    std::string str(Interpreter&) const override;
    std::string format(Interpreter&, const std::string& specification) const override;
    bool truth(Interpreter&) const override;
    std::optional<std::string> hashKey(Interpreter&) const override;
    std::optional<std::uint64_t> ownHash(Interpreter&) const; ///< of __hash__
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;
    void setAttribute(Interpreter&, const std::string& name, const Value& value) override;
    void store(const std::string& name, const Value& value); ///< without asking __setattr__
    std::vector<std::string> attributeNames() const override;
    Value item(Interpreter&, const Value& key) override;
    void setItem(Interpreter&, const Value& key, const Value& value) override;
    void deleteItem(Interpreter&, const Value& key) override;
    std::int64_t length(Interpreter&) const override;
    std::unique_ptr<Iterator> iterate(Interpreter&) override;
    bool contains(Interpreter&, const Value& value) override;
    std::optional<Value> binary(Interpreter&, BinaryOperator op, const Value& other,
                                bool reflected) override;
    std::optional<Value> inPlace(Interpreter&, BinaryOperator op, const Value& other) override;
    std::optional<Value> unary(Interpreter&, UnaryOperator op) override;
    std::optional<Value> compare(Interpreter&, CompareOperator op, const Value& other) override;
    bool isCallable() const override;
    Value call(Interpreter&, const std::vector<Value>& positional,
               const KeywordArguments& keywords) override;
    bool isContextManager() const override;
    Value enter(Interpreter&) override;
    void exit(Interpreter&, bool failed) override;
    /// Whether __exit__ says that `exception` (None when there is none) is dealt with.
    bool exitWith(Interpreter&, const Value& raised);
    std::optional<double> toFloat(Interpreter&) const override;
    std::optional<std::int64_t> toInt(Interpreter&) const override;
    std::optional<std::int64_t> toIndex(Interpreter&) const override;
    std::optional<Value> absolute(Interpreter&) override;

private:
    std::optional<Value> exceptionAttribute(Interpreter& interpreter, const std::string& name);
    std::optional<Value> special(Interpreter& interpreter, const char* name,
                                 const std::vector<Value>& others = {}) const;
    Value m_class;
};

inline ExceptionState& exceptionIn(const Value& exception)
{
    return *exception.as<Instance>()->exception;
}

} // namespace engine::lang

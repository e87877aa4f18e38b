#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::lang {

class Object;

/// Which of the language's own classes an object is, so that asking costs a comparison; Other for those that modules bring.
enum class ObjectTag : std::uint8_t {
    Other, BigInt, String, List, Tuple, Dict, Set, Range, Slice, Function, NativeFunction, BoundMethod, Iterator, Generator, Class,
    NativeClass, Instance, Cell, Descriptor
};

/// What a name of the cell language can be bound to: None, a bool, an int or a float inline, everything else a counted reference to an
/// Object.
class Value
{
public:
    enum class Kind : std::uint8_t { None, Bool, Int, Float, Object };

    Value() = default;
    static Value none() { return {}; }
    static Value boolean(bool value) { return Value(Kind::Bool, value ? 1 : 0); }
    static Value integer(std::int64_t value) { return Value(Kind::Int, value); }
    static Value real(double value)
    {
        Value result(Kind::Float, 0);
        result.m_float = value;
        return result;
    }
    static Value object(Object* object); ///< shares; the first Value of a `new` object owns it

    Value(const Value& other);
    [[gnu::always_inline]] Value(Value&& other) noexcept : m_kind(other.m_kind), m_int(other.m_int) { other.m_kind = Kind::None; }
    Value& operator=(const Value& other)
    {
        Value copy(other);
        std::swap(m_kind, copy.m_kind);
        std::swap(m_int, copy.m_int);
        return *this;
    }
    [[gnu::always_inline]] Value& operator=(Value&& other) noexcept
    {
        std::swap(m_kind, other.m_kind);
        std::swap(m_int, other.m_int);
        return *this;
    }
    ~Value();

    Kind kind() const { return m_kind; }
    bool isNone() const { return m_kind == Kind::None; }
    bool isBool() const { return m_kind == Kind::Bool; }
    bool isInt() const { return m_kind == Kind::Int; }
    bool isFloat() const { return m_kind == Kind::Float; }
    bool isObject() const { return m_kind == Kind::Object; }

    bool asBool() const { return m_int != 0; }        ///< only when isBool()
    std::int64_t asInt() const { return m_int; }      ///< only when isInt()
    double asFloat() const { return m_float; }        ///< only when isFloat()
    Object* asObject() const { return m_object; }     ///< only when isObject()

    /// The object as a T, or null when this is something else.
    template <class T>
    T* as() const;

    /// A local variable before its first assignment; the language's own bookkeeping, never seen by a cell.
    static Value unbound() { return object(nullptr); }
    bool isUnbound() const { return m_kind == Kind::Object && m_object == nullptr; }

    /// The same object or equal inline value: Python's `is`.
    bool isSame(const Value& other) const;

private:
    Value(Kind kind, std::int64_t value) : m_kind(kind), m_int(value) {}

    Kind m_kind = Kind::None;
    union { // values other than numbers are copied as m_int
        std::int64_t m_int = 0;
        double m_float;
        Object* m_object;
    };
};

template <class T, class... Arguments>
Value makeValue(Arguments&&... arguments)
{
    return Value::object(new T(std::forward<Arguments>(arguments)...));
}

enum class BinaryOperator { Add, Subtract, Multiply, Divide, FloorDivide, Modulo, Power, Matmul, BitAnd, BitOr, BitXor, ShiftLeft, ShiftRight };
enum class UnaryOperator { Negative, Positive, Invert };
enum class CompareOperator { Less, LessEqual, Equal, NotEqual, Greater, GreaterEqual };

/// "+", "//", "@", ... as written between two operands.
std::string_view symbol(BinaryOperator op);
std::string_view symbol(CompareOperator op);

class Interpreter;

/// What `for` pulls from. next() is empty at the end.
class Iterator
{
public:
    virtual ~Iterator() = default;
    virtual std::optional<Value> next(Interpreter& interpreter) = 0;
};

/// Named arguments of a call, in the order written.
using KeywordArguments = std::vector<std::pair<std::string, Value>>;

/// Anything with an identity. A type says what it can do by overriding; what it leaves alone fails as it does in Python (TypeError,
/// AttributeError). Functions that can fail throw RaisedError. Only the thread of the run touches objects.
class Object
{
public:
    explicit Object(ObjectTag tag = ObjectTag::Other) : m_tag(tag) {}
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    virtual ~Object() = default;

    ObjectTag tag() const { return m_tag; }
    bool isSharedBeyond(int references) const { return m_references > references; }

    virtual std::string typeName() const = 0;      ///< type(x).__name__: "list", "EagerTensor"
    virtual std::string qualifiedTypeName() const; ///< as in repr(type(x)); typeName() unless overridden
    /// As in messages: qualified for types that are written in C in Python, otherwise typeName().
    virtual std::string messageTypeName() const;

    virtual std::string repr(Interpreter& interpreter) const; ///< "<typeName object at 0x...>" unless overridden
    virtual std::string str(Interpreter& interpreter) const;  ///< repr() unless overridden
    /// format(x, specification); with an empty specification str() unless overridden.
    virtual std::string format(Interpreter& interpreter, const std::string& specification) const;
    /// Truth of `if x:`. True unless overridden.
    virtual bool truth(Interpreter& interpreter) const;
    /// Text that identifies an equal key among keys of any type; empty when unhashable.
    virtual std::optional<std::string> hashKey(Interpreter& interpreter) const;
    /// What to say when it is not hashable.
    virtual std::string unhashableMessage() const;

    /// Empty: no such attribute (the interpreter raises AttributeError and suggests a near one of attributeNames()).
    virtual std::optional<Value> attribute(Interpreter& interpreter, const std::string& name);
    virtual void setAttribute(Interpreter& interpreter, const std::string& name, const Value& value);
    virtual std::vector<std::string> attributeNames() const { return {}; }

    virtual Value item(Interpreter& interpreter, const Value& key);
    virtual void setItem(Interpreter& interpreter, const Value& key, const Value& value);
    virtual void deleteItem(Interpreter& interpreter, const Value& key);
    virtual std::int64_t length(Interpreter& interpreter) const;
    virtual std::unique_ptr<Iterator> iterate(Interpreter& interpreter);
    virtual bool contains(Interpreter& interpreter, const Value& value);

    /// Tried left operand first, then right operand with reflected = true (`self` is then the right one). When the right operand's
    /// operatorPriority() is higher it is tried first. Empty means "I do not know how" (NotImplemented).
    virtual std::optional<Value> binary(Interpreter& interpreter, BinaryOperator op, const Value& other, bool reflected);
    /// `self op= other`; empty: fall back on binary().
    virtual std::optional<Value> inPlace(Interpreter& interpreter, BinaryOperator op, const Value& other);
    virtual std::optional<Value> unary(Interpreter& interpreter, UnaryOperator op);
    /// Reflected comparisons arrive mirrored (a < b is asked of b as b > a). The result need not be a bool.
    virtual std::optional<Value> compare(Interpreter& interpreter, CompareOperator op, const Value& other);
    virtual int operatorPriority() const { return 0; }

    virtual bool isCallable() const { return false; }
    virtual Value call(Interpreter& interpreter, const std::vector<Value>& positional, const KeywordArguments& keywords);

    /// `with x as y`: enter() gives y. exit() is told whether an exception is leaving the block.
    virtual bool isContextManager() const { return false; }
    virtual Value enter(Interpreter& interpreter);
    virtual void exit(Interpreter& interpreter, bool failed);

    /// float(x), int(x), abs(x): empty when Python would raise TypeError.
    virtual std::optional<double> toFloat(Interpreter& interpreter) const;
    virtual std::optional<std::int64_t> toInt(Interpreter& interpreter) const;
    /// An exact integer usable as an index (__index__), so that NumPy and TensorFlow integers index lists.
    virtual std::optional<std::int64_t> toIndex(Interpreter& interpreter) const;
    virtual std::optional<Value> absolute(Interpreter& interpreter);

private:
    friend class Value;
    friend class Interpreter;
    static void destroy(Object* object);
    int m_references = 0;
    const ObjectTag m_tag;
    std::uint32_t m_identity = 0; ///< given by the interpreter when id() or a default repr asks
};

inline Value Value::object(Object* object)
{
    Value result;
    result.m_kind = Kind::Object;
    result.m_object = object;
    if (object != nullptr)
        ++object->m_references;
    return result;
}

[[gnu::always_inline]] inline Value::Value(const Value& other) : m_kind(other.m_kind), m_int(other.m_int)
{
    if (m_kind == Kind::Object && m_object != nullptr)
        ++m_object->m_references;
}

[[gnu::always_inline]] inline Value::~Value()
{
    if (m_kind == Kind::Object && m_object != nullptr && --m_object->m_references == 0)
        Object::destroy(m_object);
}

template <class T>
T* Value::as() const
{
    if (!isObject() || m_object == nullptr)
        return nullptr;
    if constexpr (requires { T::isTag(ObjectTag::Other); })
        return T::isTag(m_object->tag()) ? static_cast<T*>(m_object) : nullptr;
    else
        return dynamic_cast<T*>(m_object);
}

} // namespace engine::lang

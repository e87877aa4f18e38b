#include "engine/lang/value.h"

#include <array>
#include <cstring>

#include "engine/lang/interpreter.h"
#include "engine/lang/raisederror.h"

namespace engine::lang {

namespace {

/// Objects whose last reference went away inside another object's destructor wait here, so that a
/// list nested a million deep is taken apart by a loop instead of a million nested calls. Per
/// thread because only the thread of a run touches its objects.
struct Graveyard
{
    int depth = 0;
    std::vector<Object*> waiting;
};

Graveyard& graveyard()
{
    thread_local Graveyard instance;
    return instance;
}

[[noreturn]] void typeError(std::string message)
{
    throw RaisedError("TypeError", std::move(message));
}

} // namespace

void Object::destroy(Object* object)
{
    Graveyard& yard = graveyard();
    if (yard.depth > 50) {
        yard.waiting.push_back(object);
        return;
    }
    ++yard.depth;
    delete object;
    --yard.depth;
    while (yard.depth == 0 && !yard.waiting.empty()) {
        Object* const next = yard.waiting.back();
        yard.waiting.pop_back();
        ++yard.depth;
        delete next;
        --yard.depth;
    }
}

bool Value::isSame(const Value& other) const
{
    if (m_kind != other.m_kind)
        return false;
    switch (m_kind) {
    case Kind::None:
        return true;
    case Kind::Bool:
    case Kind::Int:
        return m_int == other.m_int;
    case Kind::Float:
        return std::memcmp(&m_float, &other.m_float, sizeof m_float) == 0;
    case Kind::Object:
        return m_object == other.m_object;
    }
    return false;
}

std::string_view symbol(BinaryOperator op)
{
    static constexpr std::array<std::string_view, 13> symbols = {
        "+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>"};
    return symbols.at(static_cast<std::size_t>(op));
}

std::string_view symbol(CompareOperator op)
{
    static constexpr std::array<std::string_view, 6> symbols = {"<", "<=", "==", "!=", ">", ">="};
    return symbols.at(static_cast<std::size_t>(op));
}

std::string Object::messageTypeName() const
{
    return typeName();
}

std::string Object::qualifiedTypeName() const
{
    return typeName();
}

std::string Object::repr(Interpreter& interpreter) const
{
    return interpreter.defaultRepr(*this);
}

std::string Object::str(Interpreter& interpreter) const
{
    return repr(interpreter);
}

std::string Object::format(Interpreter& interpreter, const std::string& specification) const
{
    if (!specification.empty())
        typeError("unsupported format string passed to " + messageTypeName() + ".__format__");
    return str(interpreter);
}

bool Object::truth(Interpreter& /*interpreter*/) const
{
    return true;
}

std::optional<std::string> Object::hashKey(Interpreter& /*interpreter*/) const
{
    const void* const address = this;
    std::string key(1 + sizeof address, 'o');
    std::memcpy(key.data() + 1, &address, sizeof address);
    return key;
}

std::string Object::unhashableMessage() const
{
    return "unhashable type: '" + typeName() + "'";
}

std::optional<Value> Object::attribute(Interpreter& /*interpreter*/, const std::string& /*name*/)
{
    return {};
}

void Object::setAttribute(Interpreter& interpreter, const std::string& name, const Value& /*value*/)
{
    if (attribute(interpreter, name))
        throw RaisedError("AttributeError",
                          "'" + messageTypeName() + "' object attribute '" + name
                              + "' is read-only");
    throw RaisedError("AttributeError",
                      "'" + messageTypeName() + "' object has no attribute '" + name + "'",
                      didYouMean(name, attributeNames()));
}

Value Object::item(Interpreter& /*interpreter*/, const Value& /*key*/)
{
    typeError("'" + messageTypeName() + "' object is not subscriptable");
}

void Object::setItem(Interpreter& /*interpreter*/, const Value& /*key*/, const Value& /*value*/)
{
    typeError("'" + messageTypeName() + "' object does not support item assignment");
}

void Object::deleteItem(Interpreter& /*interpreter*/, const Value& /*key*/)
{
    typeError("'" + messageTypeName() + "' object doesn't support item deletion");
}

std::int64_t Object::length(Interpreter& /*interpreter*/) const
{
    typeError("object of type '" + messageTypeName() + "' has no len()");
}

std::unique_ptr<Iterator> Object::iterate(Interpreter& /*interpreter*/)
{
    typeError("'" + messageTypeName() + "' object is not iterable");
}

bool Object::contains(Interpreter& interpreter, const Value& value)
{
    std::unique_ptr<Iterator> iterator;
    try {
        iterator = iterate(interpreter);
    } catch (const RaisedError& error) {
        if (error.message != "'" + messageTypeName() + "' object is not iterable")
            throw;
        typeError("argument of type '" + messageTypeName() + "' is not iterable");
    }
    while (const auto element = iterator->next(interpreter)) {
        interpreter.spend();
        if (element->isSame(value) || interpreter.equals(*element, value))
            return true;
    }
    return false;
}

std::optional<Value> Object::binary(Interpreter& /*interpreter*/, BinaryOperator /*op*/,
                                    const Value& /*other*/, bool /*reflected*/)
{
    return {};
}

std::optional<Value> Object::inPlace(Interpreter& /*interpreter*/, BinaryOperator /*op*/,
                                     const Value& /*other*/)
{
    return {};
}

std::optional<Value> Object::unary(Interpreter& /*interpreter*/, UnaryOperator /*op*/)
{
    return {};
}

std::optional<Value> Object::compare(Interpreter& /*interpreter*/, CompareOperator /*op*/,
                                     const Value& /*other*/)
{
    return {};
}

Value Object::call(Interpreter& /*interpreter*/, const std::vector<Value>& /*positional*/,
                   const KeywordArguments& /*keywords*/)
{
    typeError("'" + messageTypeName() + "' object is not callable");
}

Value Object::enter(Interpreter& /*interpreter*/)
{
    throw RaisedError("AttributeError", "__enter__");
}
void Object::exit(Interpreter& /*interpreter*/, bool /*failed*/) { }
std::optional<double> Object::toFloat(Interpreter& /*interpreter*/) const
{
    return {};
}
std::optional<std::int64_t> Object::toInt(Interpreter& /*interpreter*/) const
{
    return {};
}
std::optional<std::int64_t> Object::toIndex(Interpreter& /*interpreter*/) const
{
    return {};
}
std::optional<Value> Object::absolute(Interpreter& /*interpreter*/)
{
    return {};
}

} // namespace engine::lang

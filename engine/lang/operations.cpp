#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

namespace {

CompareOperator mirrored(CompareOperator op)
{
    using C = CompareOperator;
    switch (op) {
    case C::Less:
        return C::Greater;
    case C::LessEqual:
        return C::GreaterEqual;
    case C::Greater:
        return C::Less;
    case C::GreaterEqual:
        return C::LessEqual;
    case C::Equal:
    case C::NotEqual:
        break;
    }
    return op;
}

bool isSequence(const Value& value)
{
    return stringText(value) != nullptr || value.as<SequenceObject>() != nullptr;
}

[[noreturn]] void unsupported(Interpreter& interpreter, BinaryOperator op, const Value& left,
                              const Value& right, bool inPlace)
{
    const std::string l = interpreter.qualifiedTypeName(left);
    const std::string r = interpreter.qualifiedTypeName(right);
    BilingualText hint;
    const bool none = left.isNone() || right.isNone();
    if (none)
        hint = {"One side is None: was a `return` forgotten, or is a gradient not connected?",
                "其中一边是 None：是不是忘了 `return`，或者梯度没有连接？"};
    if (op == BinaryOperator::Add && stringText(left) != nullptr && !none)
        hint = {"Turn the other value into text first: `str(x)`, or use an f-string.",
                "请先把另一个值转成文字：`str(x)`，或使用 f 字符串。"};
    if (op == BinaryOperator::Add && isSequence(left))
        throw RaisedError("TypeError", "can only concatenate " + l + " (not \"" + r + "\") to " + l,
                          hint);
    if (op == BinaryOperator::Multiply && (isSequence(left) || isSequence(right)))
        throw RaisedError("TypeError",
                          "can't multiply sequence by non-int of type '"
                              + (isSequence(left) ? r : l) + "'",
                          hint);
    std::string text = std::string(symbol(op)) + (inPlace ? "=" : "");
    if (op == BinaryOperator::Power)
        text = inPlace ? "**=" : "** or pow()";
    throw RaisedError("TypeError",
                      "unsupported operand type(s) for " + text + ": '" + l + "' and '" + r + "'",
                      hint);
}

std::optional<Value> tryBinary(Interpreter& interpreter, BinaryOperator op, const Value& left,
                               const Value& right)
{
    if (isNumber(left) && isNumber(right))
        return numberBinary(interpreter, op, left, right);
    Object* const l = left.isObject() ? left.asObject() : nullptr;
    Object* const r = right.isObject() ? right.asObject() : nullptr;
    const bool rightFirst =
        r != nullptr && r->operatorPriority() > (l != nullptr ? l->operatorPriority() : 0);
    if (rightFirst)
        if (auto value = r->binary(interpreter, op, left, true))
            return value;
    if (l != nullptr)
        if (auto value = l->binary(interpreter, op, right, false))
            return value;
    const auto* instance = left.as<Instance>();
    const auto* other = right.as<Instance>();
    const bool sameClass = instance != nullptr && other != nullptr
        && &instance->classObject() == &other->classObject(); // then __radd__ would know no more
    if (r != nullptr && !rightFirst && !sameClass)
        return r->binary(interpreter, op, left, true);
    return {};
}

} // namespace

Value Interpreter::binary(BinaryOperator op, const Value& left, const Value& right)
{
    m_implementation->heedStop();
    if (auto value = tryBinary(*this, op, left, right))
        return charged(*this, std::move(*value));
    unsupported(*this, op, left, right, false);
}

Value Interpreter::inPlace(BinaryOperator op, const Value& left, const Value& right)
{
    m_implementation->heedStop();
    if (left.isObject())
        if (auto value = left.asObject()->inPlace(*this, op, right))
            return std::move(*value);
    if (auto value = tryBinary(*this, op, left, right))
        return charged(*this, std::move(*value));
    unsupported(*this, op, left, right, true);
}

Value Interpreter::unary(UnaryOperator op, const Value& operand)
{
    if (auto value = numberUnary(op, operand))
        return *value;
    if (operand.isObject())
        if (auto value = operand.asObject()->unary(*this, op))
            return std::move(*value);
    const char* const text = op == UnaryOperator::Negative ? "-"
        : op == UnaryOperator::Positive                    ? "+"
                                                           : "~";
    throw RaisedError("TypeError",
                      std::string("bad operand type for unary ") + text + ": '"
                          + qualifiedTypeName(operand) + "'");
}

Value Interpreter::compare(CompareOperator op, const Value& left, const Value& right)
{
    if (isNumber(left) && isNumber(right))
        return Value::boolean(numberCompare(op, left, right));
    m_implementation->heedStop();
    Object* const l = left.isObject() ? left.asObject() : nullptr;
    Object* const r = right.isObject() ? right.asObject() : nullptr;
    const bool rightFirst =
        r != nullptr && r->operatorPriority() > (l != nullptr ? l->operatorPriority() : 0);
    if (rightFirst)
        if (auto value = r->compare(*this, mirrored(op), left))
            return std::move(*value);
    if (l != nullptr)
        if (auto value = l->compare(*this, op, right))
            return std::move(*value);
    if (r != nullptr && !rightFirst)
        if (auto value = r->compare(*this, mirrored(op), left))
            return std::move(*value);
    if (op == CompareOperator::Equal)
        return Value::boolean(left.isSame(right));
    if (op == CompareOperator::NotEqual)
        return Value::boolean(!left.isSame(right));
    throw RaisedError("TypeError",
                      "'" + std::string(symbol(op)) + "' not supported between instances of '"
                          + qualifiedTypeName(left) + "' and '" + qualifiedTypeName(right) + "'");
}

bool Interpreter::equals(const Value& left, const Value& right)
{
    return truth(compare(CompareOperator::Equal, left, right));
}

bool Interpreter::truth(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::None:
        return false;
    case Value::Kind::Bool:
        return value.asBool();
    case Value::Kind::Int:
        return value.asInt() != 0;
    case Value::Kind::Float:
        return value.asFloat() != 0;
    case Value::Kind::Object:
        return value.asObject()->truth(*this);
    }
    return false;
}

std::vector<std::string> Interpreter::Implementation::attributeNames(const Value& value)
{
    if (const auto* type = methodsOf(value))
        return type->attributeNames();
    return value.isObject() ? value.asObject()->attributeNames() : std::vector<std::string>();
}

Value Interpreter::attribute(const Value& object, const std::string& name)
{
    Implementation& m = *m_implementation;
    if (const auto* type = m.methodsOf(object)) {
        if (const Value* method = type->find(name))
            return makeValue<BoundMethod>(object, *method);
        if (name == "real" && isNumber(object))
            return *numberUnary(UnaryOperator::Positive, object);
        if (name == "imag" && isNumber(object))
            return object.isFloat() ? Value::real(0) : Value::integer(0);
    } else if (object.isObject()) {
        if (auto value = object.asObject()->attribute(*this, name))
            return std::move(*value);
    }
    if (name == "__class__")
        return m.typeOf(object);
    const std::vector<std::string> known = m.attributeNames(object);
    BilingualText hint = didYouMean(name, known);
    if (object.isNone() && hint.empty())
        hint = {"The value is None: was a `return` forgotten, or is a gradient not connected?",
                "这个值是 None：是不是忘了 `return`，或者梯度没有连接？"};
    if (auto* module = object.as<Module>()) {
        for (const std::string& part : known) { // tf.log is in tf.math
            const auto member = module->attribute(*this, part);
            auto* submodule = member ? member->as<Module>() : nullptr;
            if (submodule && submodule->attribute(*this, name)) {
                hint = {"`" + submodule->name() + "` has it: write " + part + "." + name
                            + " after the dot.",
                        "它在 `" + submodule->name() + "` 里：请在点号后写 " + part + "." + name
                            + "。"};
                break;
            }
        }
        if (hint.empty()) {
            std::string list;
            for (std::size_t i = 0; i < known.size() && i < 12; ++i)
                list += (i > 0 ? ", " : "") + known[i];
            list += known.size() > 12 ? ", ..." : "";
            hint = {"Tapedeck's `" + module->name() + "` does not have it. It has: " + list,
                    "Tapedeck 的 `" + module->name() + "` 里没有它。它有：" + list};
        }
        throw RaisedError("AttributeError",
                          "module '" + module->name() + "' has no attribute '" + name + "'", hint);
    }
    std::string owner = "'" + qualifiedTypeName(object) + "' object";
    if (const auto* type = object.as<ClassObject>())
        owner = "type object '" + type->name + "'";
    else if (const auto* native = object.as<NativeClass>())
        owner = "type object '" + native->name + "'";
    throw RaisedError("AttributeError", owner + " has no attribute '" + name + "'", hint);
}

void Interpreter::setAttribute(const Value& object, const std::string& name, const Value& value)
{
    if (!object.isObject())
        throw RaisedError("AttributeError",
                          "'" + qualifiedTypeName(object) + "' object has no attribute '" + name
                              + "'");
    object.asObject()->setAttribute(*this, name, value);
}

void Interpreter::deleteAttribute(const Value& object, const std::string& name)
{
    auto* instance = object.as<Instance>();
    if (instance != nullptr && instance->classObject().find("__delattr__") != nullptr) {
        call(attribute(object, "__delattr__"), {makeString(name)});
        return;
    }
    if (instance != nullptr)
        for (auto at = instance->attributes.begin(); at != instance->attributes.end(); ++at)
            if (at->first == name) {
                const Value removed = std::move(at->second); // goes when the object is in order
                instance->attributes.erase(at);
                return;
            }
    throw RaisedError("AttributeError", name);
}

Value Interpreter::item(const Value& object, const Value& key)
{
    if (!object.isObject())
        throw RaisedError("TypeError",
                          "'" + qualifiedTypeName(object) + "' object is not subscriptable");
    m_implementation->heedStop();
    Value value = object.asObject()->item(*this, key);
    return key.as<SliceObject>() != nullptr ? charged(*this, std::move(value)) : value;
}

void Interpreter::setItem(const Value& object, const Value& key, const Value& value)
{
    if (!object.isObject())
        throw RaisedError("TypeError",
                          "'" + qualifiedTypeName(object)
                              + "' object does not support item assignment");
    object.asObject()->setItem(*this, key, value);
}

void Interpreter::deleteItem(const Value& object, const Value& key)
{
    if (!object.isObject())
        throw RaisedError("TypeError",
                          "'" + qualifiedTypeName(object)
                              + "' object doesn't support item deletion");
    object.asObject()->deleteItem(*this, key);
}

std::unique_ptr<Iterator> Interpreter::iterate(const Value& iterable)
{
    if (!iterable.isObject())
        throw RaisedError(
            "TypeError", "'" + qualifiedTypeName(iterable) + "' object is not iterable",
            iterable.isInt() ? BilingualText{"To count up to a number write `range(n)`.",
                                             "要从 0 数到某个数，请写 `range(n)`。"}
                             : BilingualText{});
    return iterable.asObject()->iterate(*this);
}

std::vector<Value> Interpreter::elements(const Value& iterable)
{
    if (const auto* sequence = iterable.as<SequenceObject>()) {
        std::vector<Value> copy;
        copy.reserve(sequence->elements.size());
        extendBy(*this, copy, sequence->elements);
        return copy;
    }
    if (const auto* range = iterable.as<RangeObject>())
        checkAllocation(*this, range->count(), sizeof(Value));
    std::vector<Value> result;
    const auto iterator = iterate(iterable);
    while (auto value = iterator->next(*this)) {
        spend();
        result.push_back(std::move(*value));
        if ((result.size() & 0xFFFFU) == 0)
            checkAllocation(*this, static_cast<std::int64_t>(result.size()), sizeof(Value));
    }
    return result;
}

std::string Interpreter::typeName(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::None:
        return "NoneType";
    case Value::Kind::Bool:
        return "bool";
    case Value::Kind::Int:
        return "int";
    case Value::Kind::Float:
        return "float";
    case Value::Kind::Object:
        return value.asObject()->typeName();
    }
    return {};
}

std::string Interpreter::qualifiedTypeName(const Value& value)
{
    return value.isObject() ? value.asObject()->messageTypeName() : typeName(value);
}

std::string Interpreter::defaultRepr(const Object& object)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    // Reading the number of a const object names it, which is no change that anyone else can see.
    const std::int64_t id = identity(Value::object(const_cast<Object*>(&object)));
    std::string address;
    for (int shift = 44; shift >= 0; shift -= 4)
        address += digits[static_cast<std::size_t>((id >> shift) & 15)];
    return "<" + object.qualifiedTypeName() + " object at 0x" + address + ">";
}

std::string Interpreter::repr(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::None:
        return "None";
    case Value::Kind::Bool:
        return value.asBool() ? "True" : "False";
    case Value::Kind::Int:
        return std::to_string(value.asInt());
    case Value::Kind::Float:
        return floatRepr(value.asFloat());
    case Value::Kind::Object:
        return value.asObject()->repr(*this);
    }
    return {};
}

std::string Interpreter::str(const Value& value)
{
    return value.isObject() ? value.asObject()->str(*this) : repr(value);
}

} // namespace engine::lang

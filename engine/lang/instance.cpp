#include <array>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

std::optional<Value> DescriptorObject::attribute(Interpreter& /*interpreter*/,
                                                 const std::string& name)
{
    if (name != "setter")
        return {};
    const Value self = Value::object(this);
    return makeValue<NativeFunction>("setter", "function, /", [self](Interpreter&, Arguments a) {
        self.as<DescriptorObject>()->setter = a[0];
        return self;
    });
}

Instance::Instance(Registry registry, Value classValue)
    : Object(ObjectTag::Instance)
    , CycleMember(std::move(registry))
    , m_class(std::move(classValue))
{
    if (classObject().isException)
        exception = std::make_unique<ExceptionState>();
}

/// Calls a special method; empty when the class has none or it returns NotImplemented.
std::optional<Value> Instance::special(Interpreter& interpreter, const char* name,
                                       const std::vector<Value>& others) const
{
    const Value* method = classObject().find(name);
    if (method == nullptr || method->isNone())
        return {};
    std::vector<Value> all = {
        Value::object(const_cast<Instance*>(this))}; // methods take self as it is
    all.insert(all.end(), others.begin(), others.end());
    Value result = interpreter.call(*method, all);
    if (interpreter.typeName(result) == "NotImplementedType")
        return {};
    return result;
}

std::string Instance::repr(Interpreter& interpreter) const
{
    if (const auto text = special(interpreter, "__repr__"))
        return interpreter.str(*text);
    if (exception) {
        std::string list;
        for (const Value& argument : exception->arguments)
            list += (list.empty() ? "" : ", ") + interpreter.repr(argument);
        return classObject().name + "(" + list + ")";
    }
    std::string text = interpreter.defaultRepr(*this);
    return text.insert(1, "__main__.");
}

std::string Instance::str(Interpreter& interpreter) const
{
    if (const auto text = special(interpreter, "__str__"))
        return interpreter.str(*text);
    if (!exception || classObject().find("__repr__") != nullptr)
        return repr(interpreter);
    const std::vector<Value>& arguments = exception->arguments;
    if (arguments.size() == 1)
        return classObject().derivesFrom("KeyError") ? interpreter.repr(arguments[0])
                                                     : interpreter.str(arguments[0]);
    return arguments.empty() ? "" : interpreter.repr(makeTuple(arguments));
}

std::string Instance::format(Interpreter& interpreter, const std::string& specification) const
{
    if (const auto text = special(interpreter, "__format__", {makeString(specification)}))
        return interpreter.str(*text);
    return Object::format(interpreter, specification);
}

bool Instance::truth(Interpreter& interpreter) const
{
    if (const auto value = special(interpreter, "__bool__"))
        return interpreter.truth(*value);
    if (const auto value = special(interpreter, "__len__"))
        return interpreter.truth(*value);
    return true;
}

std::optional<std::uint64_t> Instance::ownHash(Interpreter& interpreter) const
{
    const auto value = special(interpreter, "__hash__");
    if (value && !isWhole(*value))
        throw RaisedError("TypeError", "__hash__ method should return an integer");
    return value ? std::optional(hashOf(interpreter, *value)) : std::nullopt;
}

std::optional<std::string> Instance::hashKey(Interpreter& interpreter) const
{
    if (classObject().find("__hash__") != nullptr) // None
        return {};
    return Object::hashKey(interpreter);
}

std::optional<Value> Instance::attribute(Interpreter& interpreter, const std::string& name)
{
    const Value* member = classObject().find(name);
    const auto* wrapped = member != nullptr ? member->as<DescriptorObject>() : nullptr;
    if (wrapped != nullptr && wrapped->kind == DescriptorObject::Kind::Property)
        return interpreter.call(wrapped->function, {Value::object(this)});
    for (const auto& [key, value] : attributes)
        if (key == name)
            return value;
    if (wrapped != nullptr)
        return wrapped->kind == DescriptorObject::Kind::Static
            ? wrapped->function
            : makeValue<BoundMethod>(m_class, wrapped->function);
    if (member != nullptr)
        return isMethod(*member) ? makeValue<BoundMethod>(Value::object(this), *member) : *member;
    if (exception)
        if (auto value = exceptionAttribute(interpreter, name))
            return value;
    if (name == "__class__")
        return m_class;
    if (name == "__dict__") {
        std::vector<std::pair<Value, Value>> entries;
        for (const auto& [key, value] : attributes)
            entries.emplace_back(makeString(key), value);
        return makeDict(interpreter, entries);
    }
    return special(interpreter, "__getattr__", {makeString(name)});
}

std::optional<Value> Instance::exceptionAttribute(Interpreter& interpreter, const std::string& name)
{
    const std::vector<Value>& arguments = exception->arguments;
    if (name == "args")
        return makeTuple(arguments);
    if (name == "__cause__")
        return exception->cause;
    if (name == "__context__")
        return exception->context;
    if (name == "__traceback__")
        return interpreter.implementation().tracebackOf(Value::object(this));
    if (name == "value" && classObject().derivesFrom("StopIteration"))
        return arguments.empty() ? Value() : arguments[0];
    return {};
}

void Instance::setAttribute(Interpreter& interpreter, const std::string& name, const Value& value)
{
    if (const Value* member = classObject().find(name)) {
        if (const auto* wrapped = member->as<DescriptorObject>();
            wrapped != nullptr && wrapped->kind == DescriptorObject::Kind::Property) {
            if (wrapped->setter.isNone())
                throw RaisedError("AttributeError", "can't set attribute");
            interpreter.call(wrapped->setter, {Value::object(this), value});
            return;
        }
    }
    if (classObject().find("__setattr__") != nullptr)
        special(interpreter, "__setattr__", {makeString(name), value});
    else
        store(name, value);
}

void Instance::store(const std::string& name, const Value& value)
{
    for (auto& [key, old] : attributes) {
        if (key == name) {
            old = value;
            return;
        }
    }
    attributes.emplace_back(name, value);
}

std::vector<std::string> Instance::attributeNames() const
{
    std::vector<std::string> names = classObject().attributeNames();
    for (const auto& [key, value] : attributes)
        names.push_back(key);
    return names;
}

Value Instance::item(Interpreter& interpreter, const Value& key)
{
    if (auto value = special(interpreter, "__getitem__", {key}))
        return std::move(*value);
    return Object::item(interpreter, key);
}

void Instance::setItem(Interpreter& interpreter, const Value& key, const Value& value)
{
    if (!special(interpreter, "__setitem__", {key, value}))
        Object::setItem(interpreter, key, value);
}

void Instance::deleteItem(Interpreter& interpreter, const Value& key)
{
    if (!special(interpreter, "__delitem__", {key}))
        Object::deleteItem(interpreter, key);
}

std::int64_t Instance::length(Interpreter& interpreter) const
{
    if (const auto value = special(interpreter, "__len__")) {
        if (const auto length = indexOf(interpreter, *value))
            return *length;
        throw RaisedError("TypeError",
                          "'" + interpreter.typeName(*value)
                              + "' object cannot be interpreted as an integer");
    }
    return Object::length(interpreter);
}

namespace {

class NextIterator : public Iterator ///< calls __next__ until StopIteration
{
public:
    explicit NextIterator(Value source)
        : m_source(std::move(source))
    {
    }
    std::optional<Value> next(Interpreter& interpreter) override
    {
        try {
            return interpreter.call(interpreter.attribute(m_source, "__next__"), {});
        } catch (const RaisedError& error) {
            if (error.kind == "StopIteration")
                return {};
            throw;
        }
    }

private:
    Value m_source;
};

class ItemIterator : public Iterator ///< calls __getitem__ with 0, 1, 2... until IndexError
{
public:
    explicit ItemIterator(Value source)
        : m_source(std::move(source))
    {
    }
    std::optional<Value> next(Interpreter& interpreter) override
    {
        try {
            return interpreter.item(m_source, Value::integer(m_at++));
        } catch (const RaisedError& error) {
            if (error.kind == "IndexError")
                return {};
            throw;
        }
    }

private:
    Value m_source;
    std::int64_t m_at = 0;
};

/// "add" of __add__, __radd__, __iadd__
const char* methodName(BinaryOperator op)
{
    static constexpr std::array<const char*, 13> names = {
        "add",    "sub", "mul", "truediv", "floordiv", "mod",   "pow",
        "matmul", "and", "or",  "xor",     "lshift",   "rshift"};
    return names.at(static_cast<std::size_t>(op));
}

} // namespace

std::unique_ptr<Iterator> Instance::iterate(Interpreter& interpreter)
{
    if (const auto iterator = special(interpreter, "__iter__")) {
        const auto* instance = iterator->as<Instance>();
        if (instance != nullptr && instance->classObject().find("__next__") != nullptr)
            return std::make_unique<NextIterator>(*iterator);
        return interpreter.iterate(*iterator);
    }
    if (classObject().find("__getitem__") != nullptr)
        return std::make_unique<ItemIterator>(Value::object(this));
    return Object::iterate(interpreter);
}

bool Instance::contains(Interpreter& interpreter, const Value& value)
{
    if (const auto result = special(interpreter, "__contains__", {value}))
        return interpreter.truth(*result);
    return Object::contains(interpreter, value);
}

std::optional<Value> Instance::binary(Interpreter& interpreter, BinaryOperator op,
                                      const Value& other, bool reflected)
{
    return special(interpreter,
                   (std::string(reflected ? "__r" : "__") + methodName(op) + "__").c_str(),
                   {other});
}

std::optional<Value> Instance::inPlace(Interpreter& interpreter, BinaryOperator op,
                                       const Value& other)
{
    return special(interpreter, (std::string("__i") + methodName(op) + "__").c_str(), {other});
}

std::optional<Value> Instance::unary(Interpreter& interpreter, UnaryOperator op)
{
    return special(interpreter,
                   op == UnaryOperator::Negative       ? "__neg__"
                       : op == UnaryOperator::Positive ? "__pos__"
                                                       : "__invert__");
}

std::optional<Value> Instance::compare(Interpreter& interpreter, CompareOperator op,
                                       const Value& other)
{
    static constexpr std::array<const char*, 6> names = {"__lt__", "__le__", "__eq__",
                                                         "__ne__", "__gt__", "__ge__"};
    if (auto result = special(interpreter, names.at(static_cast<std::size_t>(op)), {other}))
        return result;
    if (op == CompareOperator::NotEqual)
        if (const auto equal = special(interpreter, "__eq__", {other}))
            return Value::boolean(!interpreter.truth(*equal));
    return {};
}

bool Instance::isCallable() const
{
    return classObject().find("__call__") != nullptr;
}

Value Instance::call(Interpreter& interpreter, const std::vector<Value>& positional,
                     const KeywordArguments& keywords)
{
    const Value* method = classObject().find("__call__");
    if (method == nullptr)
        return Object::call(interpreter, positional, keywords);
    std::vector<Value> all = {Value::object(this)};
    all.insert(all.end(), positional.begin(), positional.end());
    return interpreter.call(*method, all, keywords);
}

bool Instance::isContextManager() const
{
    return classObject().find("__enter__") != nullptr && classObject().find("__exit__") != nullptr;
}

Value Instance::enter(Interpreter& interpreter)
{
    return *special(interpreter, "__enter__");
}

void Instance::exit(Interpreter& interpreter, bool /*failed*/)
{
    exitWith(interpreter, {});
}

bool Instance::exitWith(Interpreter& interpreter, const Value& raised)
{
    const auto* instance = raised.as<Instance>();
    const auto result = instance == nullptr
        ? special(interpreter, "__exit__", {{}, {}, {}})
        : special(
            interpreter, "__exit__",
            {instance->classValue(), raised, interpreter.implementation().tracebackOf(raised)});
    return result && interpreter.truth(*result);
}

std::optional<double> Instance::toFloat(Interpreter& interpreter) const
{
    const auto value = special(interpreter, "__float__");
    return value && isNumber(*value) ? std::optional(floatOf(*value)) : std::nullopt;
}

std::optional<std::int64_t> Instance::toInt(Interpreter& interpreter) const
{
    auto value = special(interpreter, "__int__");
    if (!value)
        value = special(interpreter, "__index__");
    return value && isIntegral(*value) ? std::optional(integralOf(*value)) : std::nullopt;
}

std::optional<std::int64_t> Instance::toIndex(Interpreter& interpreter) const
{
    const auto value = special(interpreter, "__index__");
    return value && isIntegral(*value) ? std::optional(integralOf(*value)) : std::nullopt;
}

std::optional<Value> Instance::absolute(Interpreter& interpreter)
{
    return special(interpreter, "__abs__");
}

} // namespace engine::lang

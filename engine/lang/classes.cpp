#include "engine/lang/classes.h"

#include <algorithm>
#include <array>

#include "engine/lang/implementation.h"

namespace engine::lang {

Value makeNativeClass(const std::string& name, Value constructFunction,
                      const std::vector<std::string>& instanceTypeNames)
{
    return makeValue<NativeClass>(name, std::move(constructFunction), instanceTypeNames);
}

Value NativeClass::call(Interpreter& interpreter, const std::vector<Value>& positional,
                        const KeywordArguments& keywords)
{
    if (m_construct.isNone())
        throw RaisedError("TypeError", "cannot create '" + name + "' instances");
    return charged(interpreter, interpreter.call(m_construct, positional, keywords));
}

void NativeClass::define(std::span<const NativeRow> methods)
{
    for (const NativeRow& row : methods) {
        const std::string signature = std::string("self, ") + row.signature;
        Value method = makeValue<NativeFunction>(row.name, signature, row.body);
        method.as<NativeFunction>()->setMethod();
        m_methods[row.name] = std::move(method);
    }
}

void NativeClass::defineStatic(const std::string& method, Value function)
{
    m_statics[method] = std::move(function);
}

const Value* NativeClass::find(const std::string& method) const
{
    const auto found = m_methods.find(method);
    return found == m_methods.end() ? nullptr : &found->second;
}

std::vector<std::string> NativeClass::attributeNames() const
{
    std::vector<std::string> names;
    for (const auto* members : {&m_methods, &m_statics})
        for (const auto& [method, value] : *members)
            names.push_back(method);
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<Value> NativeClass::attribute(Interpreter& /*interpreter*/,
                                            const std::string& attributeName)
{
    if (const Value* method = find(attributeName))
        return *method;
    if (const auto found = m_statics.find(attributeName); found != m_statics.end())
        return found->second;
    if (attributeName == "__name__" || attributeName == "__qualname__")
        return makeString(name.substr(name.rfind('.') + 1));
    return {};
}

std::optional<Value> NativeClass::compare(Interpreter& /*interpreter*/, CompareOperator op,
                                          const Value& other)
{
    const auto* type = other.as<NativeClass>();
    if (type == nullptr || (op != CompareOperator::Equal && op != CompareOperator::NotEqual))
        return {};
    const bool same = type == this || type->name == name
        || (!instanceTypeNames.empty() && type->instanceTypeNames == instanceTypeNames);
    return Value::boolean(same == (op == CompareOperator::Equal));
}

namespace {

FunctionObject* functionIn(const Value& member)
{
    const auto* wrapped = member.as<DescriptorObject>();
    return (wrapped != nullptr ? wrapped->function : member).as<FunctionObject>();
}

} // namespace

ClassObject::ClassObject(std::string className, std::vector<Value> baseClasses)
    : Object(ObjectTag::Class)
    , name(std::move(className))
    , bases(std::move(baseClasses))
{
    for (const Value& base : bases) {
        if (const auto* type = base.as<ClassObject>()) {
            isException = isException || type->isException;
            generation = std::max(generation, type->generation + 1);
        }
    }
    if (generation > 100)
        throw RaisedError(
            "RecursionError", "maximum recursion depth exceeded",
            {"A class may derive from a class that derives from a class... 100 times.",
             "类的继承最多可以有 100 层。"});
}

ClassObject::~ClassObject()
{
    for (const auto& [key, value] : members)
        if (auto* function = functionIn(value);
            function != nullptr && function->definingClass == this)
            function->definingClass = nullptr;
}

std::vector<const ClassObject*> ClassObject::resolutionOrder() const
{
    // Depth first, a class after all its subclasses: C3 for every hierarchy that notebooks contain.
    std::vector<const ClassObject*> order = {this};
    for (const Value& base : bases) {
        if (const auto* type = base.as<ClassObject>()) {
            for (const ClassObject* ancestor : type->resolutionOrder()) {
                std::erase(order, ancestor);
                order.push_back(ancestor);
            }
        }
    }
    return order;
}

const Value* ClassObject::find(const std::string& member) const
{
    for (const auto& [key, value] : members)
        if (key == member)
            return &value;
    if (bases.size() == 1) {
        const auto* base = bases[0].as<ClassObject>();
        return base != nullptr ? base->find(member) : nullptr;
    }
    return bases.empty() ? nullptr : findAfter(this, member);
}

const Value* ClassObject::findAfter(const ClassObject* owner, const std::string& member) const
{
    bool after = false;
    for (const ClassObject* type : resolutionOrder()) {
        if (after)
            for (const auto& [key, value] : type->members)
                if (key == member)
                    return &value;
        after = after || type == owner;
    }
    return nullptr;
}

bool ClassObject::derivesFrom(const ClassObject* other) const
{
    if (this == other)
        return true;
    return std::any_of(bases.begin(), bases.end(), [other](const Value& base) {
        const auto* type = base.as<ClassObject>();
        return type != nullptr && type->derivesFrom(other);
    });
}

bool ClassObject::derivesFrom(const std::string& className) const
{
    if (isBuiltin && name == className)
        return true;
    return std::any_of(bases.begin(), bases.end(), [&](const Value& base) {
        const auto* type = base.as<ClassObject>();
        return type != nullptr && type->derivesFrom(className);
    });
}

void ClassObject::define(const std::string& member, Value value)
{
    for (auto& [key, old] : members) {
        if (key == member) {
            old = std::move(value);
            return;
        }
    }
    members.emplace_back(member, std::move(value));
}

std::string ClassObject::repr(Interpreter& /*interpreter*/) const
{
    const std::string before = module.empty() ? "" : module + ".";
    return "<class '" + (isBuiltin ? before : std::string("__main__.")) + name + "'>";
}

Value ClassObject::instantiate(Interpreter::Implementation& implementation, Arguments arguments)
{
    Value value = makeValue<Instance>(implementation.cycleMembers, Value::object(this));
    if (isException)
        exceptionIn(value).arguments.assign(arguments.begin(), arguments.end());
    return value;
}

Value ClassObject::call(Interpreter& interpreter, const std::vector<Value>& positional,
                        const KeywordArguments& keywords)
{
    Value value = instantiate(interpreter.implementation(), positional);
    if (const Value* init = find("__init__")) {
        std::vector<Value> arguments = {value};
        arguments.insert(arguments.end(), positional.begin(), positional.end());
        const Value result = interpreter.call(*init, arguments, keywords);
        if (!result.isNone())
            throw RaisedError("TypeError",
                              "__init__() should return None, not '" + interpreter.typeName(result)
                                  + "'");
    } else if (!isException && (!positional.empty() || !keywords.empty())) {
        throw RaisedError("TypeError", name + "() takes no arguments",
                          {"Give the class an `__init__` that takes them.",
                           "请为这个类定义接收参数的 `__init__`。"});
    }
    return value;
}

std::optional<Value> ClassObject::attribute(Interpreter& /*interpreter*/,
                                            const std::string& attributeName)
{
    if (const Value* member = find(attributeName)) {
        if (const auto* wrapped = member->as<DescriptorObject>())
            return wrapped->kind == DescriptorObject::Kind::Class
                ? makeValue<BoundMethod>(Value::object(this), wrapped->function)
                : wrapped->kind == DescriptorObject::Kind::Static ? wrapped->function
                                                                  : *member;
        return *member;
    }
    if (attributeName == "__name__" || attributeName == "__qualname__")
        return makeString(name);
    if (attributeName == "__doc__")
        return Value();
    if (attributeName == "__init__" && !bases.empty())
        return objectInit();
    return {};
}

void ClassObject::setAttribute(Interpreter& interpreter, const std::string& attributeName,
                               const Value& value)
{
    if (isBuiltin)
        return Object::setAttribute(interpreter, attributeName, value);
    define(attributeName, value);
}

std::vector<std::string> ClassObject::attributeNames() const
{
    std::vector<std::string> names;
    for (const ClassObject* type : resolutionOrder())
        for (const auto& [key, value] : type->members)
            names.push_back(key);
    return names;
}

/// Whether reading it from an instance binds it.
bool isMethod(const Value& member)
{
    const auto* native = member.as<NativeFunction>();
    return member.as<FunctionObject>() != nullptr || (native != nullptr && native->isMethod());
}

/// What object.__init__ and Exception.__init__ do.
Value objectInit()
{
    return makeValue<NativeFunction>(
        "__init__", "self, *args, **kwargs", [](Interpreter&, Arguments a) {
            if (auto* instance = a[0].as<Instance>(); instance != nullptr && instance->exception)
                instance->exception->arguments = *tupleElements(a[1]);
            return Value();
        });
}

namespace {

class SuperObject : public Object
{
public:
    SuperObject(Value instance, Value owner)
        : m_instance(std::move(instance))
        , m_owner(std::move(owner))
    {
    }
    std::string typeName() const override { return "super"; }
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override
    {
        const auto* instance = m_instance.as<Instance>();
        const ClassObject* type =
            instance != nullptr ? &instance->classObject() : m_instance.as<ClassObject>();
        const Value* member = type->findAfter(m_owner.as<ClassObject>(), name);
        if (member != nullptr) {
            const auto* wrapped = member->as<DescriptorObject>();
            if (wrapped != nullptr && wrapped->kind == DescriptorObject::Kind::Static)
                return wrapped->function;
            if (wrapped != nullptr)
                return wrapped->kind == DescriptorObject::Kind::Property
                    ? interpreter.call(wrapped->function, {m_instance})
                    : makeValue<BoundMethod>(Value::object(const_cast<ClassObject*>(type)),
                                             wrapped->function);
            return isMethod(*member) ? makeValue<BoundMethod>(m_instance, *member) : *member;
        }
        if (name == "__init__")
            return makeValue<BoundMethod>(m_instance, objectInit());
        if (name == "__setattr__" && instance != nullptr) {
            const Value self = m_instance;
            return makeValue<NativeFunction>(
                name, "name, value, /", [self](Interpreter&, Arguments a) {
                    self.as<Instance>()->store(*stringText(a[0]), a[1]);
                    return Value();
                });
        }
        return {};
    }

private:
    Value m_instance;
    Value m_owner;
};

} // namespace

void Interpreter::Implementation::super(Frame& frame)
{
    auto* function = frame.function.as<FunctionObject>();
    if (function == nullptr || function->definingClass == nullptr || frame.code->parameters.empty())
        throw RaisedError(
            "RuntimeError", "super(): no arguments",
            {"`super()` belongs into a method of a class.", "`super()` 只能写在类的方法里。"});
    const Value first = frame.code->isCell[0] ? slotCell(frame, 0) : frame.slots[0];
    frame.stack.push_back(makeValue<SuperObject>(first, Value::object(function->definingClass)));
}

void Interpreter::Implementation::makeClass(Frame& frame, const Code& body)
{
    std::vector<Value> bases;
    for (const Value& base : *tupleElements(frame.stack.back())) {
        const auto* native = base.as<NativeClass>();
        if (base.as<ClassObject>() == nullptr && (native == nullptr || native->name != "object"))
            throw RaisedError(
                "TypeError", "a class cannot derive from " + self.repr(base),
                {"Derive from a class written with `class`, from an exception, or from nothing.",
                 "只能继承用 `class` 写的类、异常类，或不继承。"});
        if (native == nullptr)
            bases.push_back(base);
    }
    HashTable names;
    auto inner = newFrame(body);
    for (const Code::Free& free : body.freeVariables)
        inner->slots[static_cast<std::size_t>(free.slot)] =
            frame.slots[static_cast<std::size_t>(free.outerSlot)];
    for (std::size_t i = 0; i < inner->slots.size(); ++i)
        if (body.isCell[i] && inner->slots[i].isUnbound())
            inner->slots[i] = makeValue<CellObject>(cycleMembers);
    inner->names = &names;
    if (frames.size() >= static_cast<std::size_t>(limits.depth))
        throw RaisedError("RecursionError", "maximum recursion depth exceeded");
    const std::size_t base = frames.size();
    frames.push_back(std::move(inner));
    execute(base);
    static constexpr std::array unknownHooks = {
        "__new__",      "__del__",           "__get__",          "__set__",
        "__set_name__", "__init_subclass__", "__getattribute__", "__class_getitem__"};
    Value value = makeValue<ClassObject>(body.name, std::move(bases));
    for (const auto& entry : names.entries()) {
        if (!entry.alive)
            continue;
        const std::string& member = *stringText(entry.key);
        if (std::find(unknownHooks.begin(), unknownHooks.end(), member) != unknownHooks.end())
            throw RaisedError(
                "NotImplementedError", member + " is not supported in cells",
                {"Nothing would call it. Use `__init__`, properties and plain methods.",
                 "不会有代码调用它。请使用 `__init__`、property 和普通方法。"});
        value.as<ClassObject>()->define(*stringText(entry.key), entry.value);
        if (auto* function = functionIn(entry.value))
            function->definingClass = value.as<ClassObject>();
    }
    auto* type = value.as<ClassObject>();
    const auto own = [&names, this](const char* name) {
        return names.find(self, makeString(name)) != nullptr;
    };
    if (own("__eq__") && !own("__hash__"))
        type->define("__hash__", {}); // equal objects must not have different hashes
    frame.stack.back() = std::move(value);
}

} // namespace engine::lang

#include <algorithm>
#include <array>

#include "engine/lang/implementation.h"
#include "engine/lang/utf8.h"

namespace engine::lang {

namespace {

/// `!a`: characters beyond ASCII as escapes.
std::string asciiOnly(const std::string& text)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string result;
    for (const std::string_view character : utf8::characters(text)) {
        const unsigned code = utf8::codePointAt(character, 0);
        if (code < 0x80) {
            result += character;
            continue;
        }
        result += code < 0x100 ? "\\x" : code < 0x10000 ? "\\u" : "\\U";
        for (int shift = code < 0x100 ? 4 : code < 0x10000 ? 12 : 28; shift >= 0; shift -= 4)
            result += digits[(code >> static_cast<unsigned>(shift)) & 15U];
    }
    return result;
}

} // namespace

Value& Interpreter::Implementation::slotCell(Frame& frame, int slot)
{
    return static_cast<CellObject*>(frame.slots[static_cast<std::size_t>(slot)].asObject())->value;
}

std::string Interpreter::Implementation::sourceText(const SourceSpan& span) const
{
    const auto source = sources.find(span.cell);
    if (source == sources.end())
        return {};
    return source->second->substr(static_cast<std::size_t>(span.begin),
                                  static_cast<std::size_t>(span.end - span.begin));
}

std::vector<std::string> Interpreter::Implementation::knownNames(const Frame& frame) const
{
    std::vector<std::string> names;
    for (const std::string& name : frame.code->slotNames)
        names.push_back(name);
    for (const Global& global : globals)
        if (!global.value.isUnbound() || !global.builtin.isUnbound())
            names.push_back(global.name);
    return names;
}

void Interpreter::Implementation::unboundName(const Frame& frame, const Instruction& instruction)
{
    const auto index = static_cast<std::size_t>(instruction.argument);
    const bool global = instruction.op == Op::LoadGlobal || instruction.op == Op::DeleteGlobal;
    const bool local =
        !global && instruction.op != Op::LoadName && instruction.op != Op::DeleteName;
    if (local) {
        const std::string& name = frame.code->slotNames[index];
        const bool free =
            std::any_of(frame.code->freeVariables.begin(), frame.code->freeVariables.end(),
                        [&](const Code::Free& f) { return f.slot == instruction.argument; });
        if (free)
            throw RaisedError("NameError",
                              "free variable '" + name
                                  + "' referenced before assignment in enclosing scope");
        throw RaisedError(
            "UnboundLocalError", "local variable '" + name + "' referenced before assignment",
            {"`" + name
                 + "` is assigned somewhere in this function, so it is a local name here, and it "
                   "has no value yet.",
             "`" + name + "` 在这个函数里被赋值，因此它是局部名字，而此处它还没有值。"});
    }
    const std::string& name = global ? globals[index].name : frame.code->names[index];
    BilingualText hint = didYouMean(name, knownNames(frame));
    if (hint.empty() && modules.contains(name))
        hint = {"Import it first: `import " + name + "`.", "请先导入它：`import " + name + "`。"};
    else if (hint.empty())
        hint = {"The name has no value here. Was the cell that defines it run?",
                "这个名字在此处没有值。定义它的单元格运行过了吗？"};
    throw RaisedError("NameError", "name '" + name + "' is not defined", hint);
}

void Interpreter::Implementation::loadName(Frame& frame, int name)
{
    const std::string& text = frame.code->names[static_cast<std::size_t>(name)];
    if (const Value* value = frame.names->find(self, makeString(text))) {
        frame.stack.push_back(*value);
        return;
    }
    const Global& global = globals[static_cast<std::size_t>(globalSlot(text))];
    if (global.value.isUnbound() && global.builtin.isUnbound())
        unboundName(frame, {Op::LoadName, name});
    frame.stack.push_back(global.value.isUnbound() ? global.builtin : global.value);
}

void Interpreter::Implementation::buildDict(Frame& frame, int pairs)
{
    auto* dict = new DictObject;
    Value value = Value::object(dict);
    const std::size_t begin = frame.stack.size() - static_cast<std::size_t>(pairs) * 2;
    for (std::size_t i = begin; i < frame.stack.size(); i += 2)
        dict->table.set(self, frame.stack[i], frame.stack[i + 1]);
    frame.stack.resize(begin);
    frame.stack.push_back(std::move(value));
}

void Interpreter::Implementation::buildSet(Frame& frame, int count)
{
    auto* set = new SetObject;
    Value value = Value::object(set);
    if (count < 0) { // from the list on top
        const Value list = frame.pop();
        for (const Value& element : *listElements(list))
            set->table.set(self, element, {});
        if (count < -1) { // of constants: CPython makes it of a frozen set that it built anew
            Value frozen = makeValue<SetObject>();
            for (const Value& element : set->ordered(self))
                frozen.as<SetObject>()->table.set(self, element, {});
            value = count == -2 ? copyOfSet(self, frozen) : frozen; // -3: `for` takes it as it is
        }
    } else {
        const std::size_t begin = frame.stack.size() - static_cast<std::size_t>(count);
        for (std::size_t i = begin; i < frame.stack.size(); ++i)
            set->table.set(self, frame.stack[i], {});
        frame.stack.resize(begin);
    }
    frame.stack.push_back(std::move(value));
}

void Interpreter::Implementation::mergeDict(Frame& frame, bool isCall)
{
    const Value mapping = frame.pop();
    const auto entries = dictEntries(mapping);
    if (!entries)
        throw RaisedError(
            "TypeError",
            isCall ? "argument after ** must be a mapping, not " + self.qualifiedTypeName(mapping)
                   : "'" + self.qualifiedTypeName(mapping) + "' object is not a mapping");
    auto& table = frame.stack.back().as<DictObject>()->table;
    for (const auto& [key, value] : *entries) {
        if (isCall && stringText(key) == nullptr)
            throw RaisedError("TypeError", "keywords must be strings");
        if (isCall && table.find(self, key) != nullptr)
            throw RaisedError(
                "TypeError", "got multiple values for keyword argument '" + *stringText(key) + "'");
        table.set(self, key, value);
        self.spend();
    }
}

void Interpreter::Implementation::unpack(Frame& frame, int count)
{
    const Value value = frame.pop();
    if (const auto* sequence = value.as<SequenceObject>();
        sequence != nullptr && sequence->elements.size() == static_cast<std::size_t>(count)) {
        for (auto element = sequence->elements.rbegin(); element != sequence->elements.rend();
             ++element)
            frame.stack.push_back(*element);
        return;
    }
    std::unique_ptr<Iterator> iterator;
    try {
        iterator = self.iterate(value);
    } catch (const RaisedError& error) {
        if (error.message == "'" + self.qualifiedTypeName(value) + "' object is not iterable")
            throw RaisedError("TypeError",
                              "cannot unpack non-iterable " + self.qualifiedTypeName(value)
                                  + " object",
                              error.hint);
        throw;
    }
    std::vector<Value> elements;
    const auto wanted = static_cast<std::size_t>(count);
    while (auto element = iterator->next(self)) {
        if (elements.size() == wanted)
            throw RaisedError("ValueError",
                              "too many values to unpack (expected " + std::to_string(count) + ")",
                              {"The right side has more values than there are names on the left.",
                               "右边的值比左边的名字多。"});
        elements.push_back(std::move(*element));
    }
    if (elements.size() < wanted)
        throw RaisedError("ValueError",
                          "not enough values to unpack (expected " + std::to_string(count)
                              + ", got " + std::to_string(elements.size()) + ")",
                          {"The right side has fewer values than there are names on the left.",
                           "右边的值比左边的名字少。"});
    for (auto element = elements.rbegin(); element != elements.rend(); ++element)
        frame.stack.push_back(std::move(*element));
}

void Interpreter::Implementation::unpackStarred(Frame& frame, int before, int after)
{
    std::vector<Value> elements = self.elements(frame.pop());
    const auto least = static_cast<std::size_t>(before + after);
    if (elements.size() < least)
        throw RaisedError("ValueError",
                          "not enough values to unpack (expected at least " + std::to_string(least)
                              + ", got " + std::to_string(elements.size()) + ")");
    for (auto i = elements.size(); i > elements.size() - static_cast<std::size_t>(after); --i)
        frame.stack.push_back(elements[i - 1]);
    frame.stack.push_back(makeList({elements.begin() + before, elements.end() - after}));
    for (auto i = static_cast<std::size_t>(before); i > 0; --i)
        frame.stack.push_back(elements[i - 1]);
}

void Interpreter::Implementation::formatValue(Frame& frame, int conversion)
{
    const Value specification = frame.pop();
    Value& value = frame.stack.back();
    const std::string text = specification.isNone() ? std::string() : *stringText(specification);
    if (conversion == 'r' || conversion == 'a')
        value = makeString(conversion == 'r' ? self.repr(value) : asciiOnly(self.repr(value)));
    else if (conversion == 's')
        value = makeString(self.str(value));
    value = makeString(self.format(value, text));
}

void Interpreter::Implementation::lap(Frame& frame)
{
    Frame::Loop& loop = frame.loops.back();
    ++loop.laps;
    const auto laps = static_cast<std::uint64_t>(loop.laps);
    const auto isPowerOfTwo = [](std::uint64_t value) { return (value & (value - 1)) == 0; };
    if (laps >= 16 && loop.info->condition.isValid()
        && (isPowerOfTwo(laps) || isPowerOfTwo(laps - 1)))
        takeSnapshot(frame, loop);
    observer.lapBegan(loop.info->header, static_cast<int>(loop.laps));
}

Value Interpreter::Implementation::findModule(const std::string& name)
{
    if (const auto known = modules.find(name); known != modules.end())
        return known->second;
    std::string list;
    std::vector<std::string> names;
    for (const auto& [moduleName, module] : modules) {
        names.push_back(moduleName);
        list += (list.empty() ? "" : ", ") + moduleName;
    }
    const auto dot = name.rfind('.');
    if (dot != std::string::npos) { // a module that is an attribute of its parent
        const Value parent = findModule(name.substr(0, dot));
        const auto member = parent.asObject()->attribute(self, name.substr(dot + 1));
        if (member && member->as<Module>() != nullptr)
            return *member;
    }
    BilingualText hint = didYouMean(name, names);
    static constexpr std::array absent = {"threading",  "multiprocessing", "asyncio", "concurrent",
                                          "subprocess", "socket",          "urllib",  "requests",
                                          "io",         "pathlib",         "shutil",  "ctypes",
                                          "pickle"};
    if (std::find(absent.begin(), absent.end(), name.substr(0, name.find('.'))) != absent.end())
        hint = {"Cells can only compute: no threads, processes, network, files or foreign code.",
                "单元格只能计算：没有线程、进程、网络、文件和外部代码。"};
    hint.english += std::string(hint.empty() ? "" : " ") + "Cells can import: " + list + ".";
    hint.chinese += "单元格可以导入：" + list + "。";
    throw RaisedError("ModuleNotFoundError", "No module named '" + name + "'", hint);
}

void Interpreter::Implementation::importModule(Frame& frame, const std::string& name, bool top)
{
    Value module = findModule(name);
    frame.stack.push_back(top && name.find('.') != std::string::npos
                              ? findModule(name.substr(0, name.find('.')))
                              : module);
}

void Interpreter::Implementation::importFrom(Frame& frame, const std::string& name)
{
    auto* module = frame.stack.back().as<Module>();
    auto member = module->attribute(self, name);
    if (!member) {
        const std::string& moduleName = module->name();
        if (const auto sub = modules.find(moduleName + "." + name); sub != modules.end())
            member = sub->second;
        else
            throw RaisedError("ImportError",
                              "cannot import name '" + name + "' from '" + moduleName
                                  + "' (unknown location)",
                              didYouMean(name, module->attributeNames()));
    }
    frame.stack.push_back(std::move(*member));
}

void Interpreter::Implementation::importStar(Frame& frame)
{
    const Value module = frame.stack.back();
    for (const std::string& name : module.asObject()->attributeNames()) {
        if (name.starts_with("_"))
            continue;
        const auto slot = static_cast<std::size_t>(globalSlot(name));
        if (globals[slot].value.isUnbound())
            bindingOrder.push_back(static_cast<int>(slot));
        globals[slot].value = *module.asObject()->attribute(self, name);
    }
}

void Interpreter::Implementation::withEnter(Frame& frame)
{
    const Value manager = frame.pop();
    if (!manager.isObject() || !manager.asObject()->isContextManager())
        throw RaisedError("AttributeError", "__enter__",
                          {"`with` needs a context manager such as `tf.GradientTape()`; this is a "
                               + self.qualifiedTypeName(manager) + ".",
                           "`with` 需要上下文管理器，例如 `tf.GradientTape()`；这里是 "
                               + self.qualifiedTypeName(manager) + "。"});
    Value entered = manager.asObject()->enter(self);
    frame.managers.push_back(manager);
    frame.stack.push_back(std::move(entered));
}

void Interpreter::Implementation::withExitFailed(Frame& frame)
{
    const Value exception = frame.pop();
    const Value manager = std::move(frame.managers.back());
    frame.managers.pop_back();
    if (auto* instance = manager.as<Instance>()) {
        if (instance->exitWith(self, exception))
            return;
    } else {
        manager.asObject()->exit(self, true);
    }
    throw errorOf(exception);
}

void Interpreter::Implementation::display(const Value& value)
{
    if (!value.isNone())
        self.write(Output::Kind::Result, self.display(value));
}

Value Interpreter::Implementation::contains(const Value& element, const Value& container)
{
    if (!container.isObject())
        throw RaisedError("TypeError",
                          "argument of type '" + self.qualifiedTypeName(container)
                              + "' is not iterable");
    return Value::boolean(container.asObject()->contains(self, element));
}

Value Interpreter::Implementation::getIterator(const Value& value)
{
    if (value.as<IteratorObject>() != nullptr || value.as<GeneratorObject>() != nullptr)
        return value;
    return makeValue<IteratorObject>(self.typeName(value) + "_iterator", self.iterate(value));
}

void Interpreter::Implementation::assertFail(Frame& frame, bool message)
{
    throw RaisedError("AssertionError", message ? self.str(frame.pop()) : std::string());
}

} // namespace engine::lang

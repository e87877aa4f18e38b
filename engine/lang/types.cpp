#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

namespace {

class NotImplementedObject : public Object
{
public:
    std::string typeName() const override { return "NotImplementedType"; }
    std::string repr(Interpreter&) const override { return "NotImplemented"; }
};

/// Text without blanks around it and without underscores between digits.
std::string numberText(const std::string& text)
{
    static constexpr std::string_view blanks = " \t\n\r\v\f";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string::npos)
        return {};
    std::string result;
    const std::string core = text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
    for (std::size_t i = 0; i < core.size(); ++i) {
        const bool between = i > 0 && i + 1 < core.size() && std::isdigit(core[i - 1]) != 0
            && std::isdigit(core[i + 1]) != 0;
        if (core[i] != '_' || !between)
            result += core[i];
    }
    return result;
}

Value integerFromText(Interpreter& interpreter, const Value& value, int base)
{
    std::string text = numberText(*stringText(value));
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.erase(0, 1);
    if (text.size() > 2 && text[0] == '0') {
        const char mark = static_cast<char>(text[1] | 0x20);
        const int marked = mark == 'x' ? 16 : mark == 'b' ? 2 : mark == 'o' ? 8 : 0;
        if (marked != 0 && (base == marked || base == 0)) {
            base = marked;
            text.erase(0, 2);
        }
    }
    const int inBase = base == 0 ? 10 : base;
    const auto isDigit = [inBase](char c) {
        const int digit = std::isdigit(c) != 0 ? c - '0'
            : std::isalpha(c) != 0             ? (c | 0x20) - 'a' + 10
                                               : 99;
        return digit < inBase;
    };
    if (text.empty() || !std::all_of(text.begin(), text.end(), isDigit))
        throw RaisedError("ValueError",
                          "invalid literal for int() with base " + std::to_string(base) + ": "
                              + interpreter.repr(value),
                          text.find('.') != std::string::npos
                              ? BilingualText{"The text is not a whole number; try `float(...)`.",
                                              "这段文字不是整数；请试试 `float(...)`。"}
                              : BilingualText{});
    const Value number = wholeFromDigits(text, inBase);
    return negative ? wholeNegative(number) : number;
}

Value makeInt(Interpreter& interpreter, Arguments a)
{
    const Value& value = a[0];
    if (stringText(value) != nullptr) {
        const std::int64_t base = a[1].isNone() ? 10 : wholeArgument(interpreter, a[1]);
        if (base < 0 || base == 1 || base > 36)
            throw RaisedError("ValueError", "int() base must be >= 2 and <= 36, or 0");
        return integerFromText(interpreter, value, static_cast<int>(base));
    }
    if (!a[1].isNone())
        throw RaisedError("TypeError", "int() can't convert non-string with explicit base");
    if (isWhole(value))
        return *numberUnary(UnaryOperator::Positive, value);
    if (value.isFloat()) {
        if (std::isnan(value.asFloat()))
            throw RaisedError("ValueError", "cannot convert float NaN to integer");
        if (std::isinf(value.asFloat()))
            throw RaisedError("OverflowError", "cannot convert float infinity to integer");
        return wholeFromDouble(value.asFloat());
    }
    if (value.isObject()) {
        if (const auto number = value.asObject()->toInt(interpreter))
            return Value::integer(*number);
        if (const auto number = value.asObject()->toIndex(interpreter))
            return Value::integer(*number);
    }
    throw RaisedError("TypeError",
                      "int() argument must be a string, a bytes-like object or a number, not '"
                          + interpreter.qualifiedTypeName(value) + "'");
}

Value makeFloat(Interpreter& interpreter, Arguments a)
{
    const Value& value = a[0];
    if (isNumber(value))
        return Value::real(floatOf(value));
    if (const std::string* original = stringText(value)) {
        std::string text = numberText(*original);
        if (text.starts_with('+') && text.size() > 1 && text[1] != '-')
            text.erase(0, 1);
        double number = 0;
        const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool named =
            text.find_first_of("nN(") != std::string::npos && text.find('(') != std::string::npos;
        if (result.ec == std::errc::result_out_of_range)
            return Value::real(text.find("e-") != std::string::npos ? 0.0
                                   : text[0] == '-'                 ? -HUGE_VAL
                                                                    : HUGE_VAL);
        if (text.empty() || named || result.ec != std::errc()
            || result.ptr != text.data() + text.size())
            throw RaisedError("ValueError",
                              "could not convert string to float: " + interpreter.repr(value));
        return Value::real(number);
    }
    if (value.isObject())
        if (const auto number = value.asObject()->toFloat(interpreter))
            return Value::real(*number);
    throw RaisedError("TypeError",
                      "float() argument must be a string or a number, not '"
                          + interpreter.qualifiedTypeName(value) + "'");
}

Value makeDictFrom(Interpreter& interpreter, Arguments a)
{
    Value dict = makeDict(interpreter, {});
    KeywordArguments keywords;
    for (const auto entries = dictEntries(a[1]); const auto& [key, value] : *entries)
        keywords.emplace_back(*stringText(key), value);
    std::vector<Value> positional;
    if (!a[0].isUnbound())
        positional.push_back(a[0]);
    interpreter.call(interpreter.attribute(dict, "update"), positional, keywords);
    return dict;
}

Value makeSet(Interpreter& interpreter, Arguments a)
{
    if (a[0].as<SetObject>() != nullptr)
        return copyOfSet(interpreter, a[0]);
    Value set = makeValue<SetObject>();
    if (!a[0].isUnbound())
        for (const Value& element : interpreter.elements(a[0])) {
            interpreter.spend();
            set.as<SetObject>()->table.set(interpreter, element, {});
        }
    return set;
}

Value makeSliceFrom(Interpreter&, Arguments a)
{
    return a[1].isUnbound() ? makeSlice({}, a[0], {}) : makeSlice(a[0], a[1], a[2]);
}

Value typeFunction(Interpreter& interpreter, Arguments a)
{
    if (tupleElements(a[0])->size() != 1)
        throw RaisedError("TypeError", "type() takes 1 argument",
                          {"Write classes with `class`.", "请用 `class` 定义类。"});
    return interpreter.implementation().typeOf(tupleElements(a[0])->front());
}

Value makeObject(Interpreter& interpreter, Arguments)
{
    return makeValue<Instance>(interpreter.implementation().cycleMembers,
                               makeValue<ClassObject>("object", std::vector<Value>()));
}

template <DescriptorObject::Kind kind>
Value makeDescriptor(Interpreter&, Arguments a)
{
    return makeValue<DescriptorObject>(kind, a[0]);
}

std::vector<Value> elementsOrNone(Interpreter& i, Arguments a)
{
    return a[0].isUnbound() ? std::vector<Value>() : i.elements(a[0]);
}

struct TypeRow
{
    NativeRow construct; ///< its name is the type's
    std::vector<std::string> instances; ///< typeName() of its instances
    std::span<const NativeRow> methods;
};

constexpr NativeRow descriptors[] = {
    {"property", "fget, /", makeDescriptor<DescriptorObject::Kind::Property>},
    {"staticmethod", "function, /", makeDescriptor<DescriptorObject::Kind::Static>},
    {"classmethod", "function, /", makeDescriptor<DescriptorObject::Kind::Class>},
};

} // namespace

Value Interpreter::Implementation::typeOf(const Value& value)
{
    if (const auto* instance = value.as<Instance>())
        return instance->classValue();
    const std::string qualified = self.qualifiedTypeName(value);
    Value& type = types[qualified];
    if (type.isNone())
        type = makeNativeClass(qualified, {}, {self.typeName(value)});
    return type;
}

/// The type with the methods of a value that is not of a class of its own; null when it has none.
const NativeClass* Interpreter::Implementation::methodsOf(const Value& value)
{
    const char* name = nullptr;
    if (value.isFloat())
        name = "float";
    else if (isWhole(value))
        name = "int";
    else if (value.isObject() && value.asObject() != nullptr)
        switch (value.asObject()->tag()) {
        case ObjectTag::String:
            return stringType.as<NativeClass>();
        case ObjectTag::List:
            return listType.as<NativeClass>();
        case ObjectTag::Tuple:
            name = "tuple";
            break;
        case ObjectTag::Dict:
            return dictType.as<NativeClass>();
        case ObjectTag::Set:
            name = "set";
            break;
        case ObjectTag::Generator:
            name = "generator";
            break;
        default:
            break;
        }
    return name == nullptr ? nullptr : types.at(name).as<NativeClass>();
}

void defineTypes(Interpreter::Implementation& m)
{
    const TypeRow rows[] = {
        {{"int", "x=0, base=None", makeInt}, {"int", "bool"}, numberMethods(false)},
        {{"float", "x=0.0, /", makeFloat}, {"float"}, numberMethods(true)},
        {{"bool", "x=False, /",
          [](Interpreter& i, Arguments a) { return Value::boolean(i.truth(a[0])); }},
         {"bool"},
         {}},
        {{"str", "object='', /",
          [](Interpreter& i, Arguments a) { return makeString(i.str(a[0])); }},
         {"str"},
         stringMethods()},
        {{"list", "iterable=?, /",
          [](Interpreter& i, Arguments a) { return makeList(elementsOrNone(i, a)); }},
         {"list"},
         listMethods()},
        {{"tuple", "iterable=?, /",
          [](Interpreter& i, Arguments a) { return makeTuple(elementsOrNone(i, a)); }},
         {"tuple"},
         tupleMethods()},
        {{"set", "iterable=?, /", makeSet}, {"set"}, setMethods()},
        {{"dict", "other=?, **kwargs", makeDictFrom}, {"dict"}, dictMethods()},
        {{"slice", "start, stop=?, step=None, /", makeSliceFrom}, {"slice"}, {}},
        {{"type", "*args", typeFunction}, {"type"}, {}},
        {{"object", "/", makeObject}, {}, {}},
    };
    for (const TypeRow& row : rows) {
        const std::string name = row.construct.name;
        Value type = makeNativeClass(
            name, makeValue<NativeFunction>(name, row.construct.signature, row.construct.body),
            row.instances);
        type.as<NativeClass>()->define(row.methods);
        m.types[name] = type;
        m.defineBuiltin(name, std::move(type));
    }
    m.types["generator"] = makeNativeClass("generator", {}, {"generator"});
    m.types["generator"].as<NativeClass>()->define(generatorMethods());
    m.types["dict"].as<NativeClass>()->defineStatic("fromkeys", makeDictFromKeys());
    m.stringType = m.types["str"];
    m.listType = m.types["list"];
    m.dictType = m.types["dict"];
    m.defineBuiltins(descriptors);
    m.defineBuiltin("NotImplemented", makeValue<NotImplementedObject>());
    m.defineBuiltin("Ellipsis", makeEllipsis());
}

} // namespace engine::lang

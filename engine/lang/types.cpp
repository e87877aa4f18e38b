#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

namespace {

using Arguments = std::span<const Value>;

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
        if ((base == 16 && mark == 'x') || (base == 2 && mark == 'b') || (base == 8 && mark == 'o'))
            text.erase(0, 2);
    }
    std::int64_t number = 0;
    if (negative)
        text.insert(0, 1, '-');
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (result.ec == std::errc::result_out_of_range)
        raiseIntOverflow();
    if (text.empty() || result.ec != std::errc() || result.ptr != text.data() + text.size()
        || (negative && text.size() > 1 && text[1] == '-'))
        throw RaisedError("ValueError",
                          "invalid literal for int() with base " + std::to_string(base) + ": "
                              + interpreter.repr(value),
                          text.find('.') != std::string::npos
                              ? BilingualText{"The text is not a whole number; try `float(...)`.",
                                              "这段文字不是整数；请试试 `float(...)`。"}
                              : BilingualText{});
    return Value::integer(number);
}

Value makeInt(Interpreter& interpreter, Arguments a)
{
    const Value& value = a[0];
    if (stringText(value) != nullptr)
        return integerFromText(
            interpreter, value,
            a[1].isNone() ? 10 : static_cast<int>(indexOf(interpreter, a[1]).value_or(10)));
    if (isIntegral(value))
        return Value::integer(integralOf(value));
    if (value.isFloat()) {
        const double real = value.asFloat();
        if (std::isnan(real))
            throw RaisedError("ValueError", "cannot convert float NaN to integer");
        if (std::isinf(real))
            throw RaisedError("OverflowError", "cannot convert float infinity to integer");
        if (std::fabs(real) >= 9.2233720368547758e18)
            raiseIntOverflow();
        return Value::integer(static_cast<std::int64_t>(real));
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

Value makeDictFrom(Interpreter& interpreter, const std::vector<Value>& a,
                   const KeywordArguments& keywords)
{
    Value dict = makeDict(interpreter, {});
    interpreter.call(*dict.asObject()->attribute(interpreter, "update"), a, keywords);
    return dict;
}

Value typeFunction(Interpreter& interpreter, const std::vector<Value>& a, const KeywordArguments&)
{
    if (a.size() != 1)
        throw RaisedError("TypeError", "type() takes 1 argument",
                          {"Write classes with `class`.", "请用 `class` 定义类。"});
    return interpreter.implementation().typeOf(a[0]);
}

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

void defineTypes(Interpreter::Implementation& m)
{
    const auto add = [&m](const std::string& name, Value construct,
                          std::vector<std::string> instances) {
        m.types[name] = makeNativeClass(name, std::move(construct), instances);
        m.defineBuiltin(name, m.types[name]);
    };
    const auto native = [](const char* name, std::vector<Parameter> parameters,
                           NativeFunction::Body body) {
        return makeValue<NativeFunction>(name, std::move(parameters), std::move(body));
    };
    const auto empty = [](const char* name) { return Parameter::optional(name, Value::unbound()); };
    const auto listOf = [](Interpreter& i, const Value& v) {
        return v.isUnbound() ? std::vector<Value>() : i.elements(v);
    };
    add("int",
        native("int", {Parameter::optional("x", Value::integer(0)), Parameter::optional("base")},
               makeInt),
        {"int", "bool"});
    add("float", native("float", {Parameter::optional("x", Value::real(0))}, makeFloat), {"float"});
    add("bool",
        native("bool", {Parameter::optional("x")},
               [](Interpreter& i, Arguments a) { return Value::boolean(i.truth(a[0])); }),
        {"bool"});
    add("str",
        native("str", {Parameter::optional("object", makeString(""))},
               [](Interpreter& i, Arguments a) { return makeString(i.str(a[0])); }),
        {"str"});
    add("list",
        native("list", {empty("iterable")},
               [listOf](Interpreter& i, Arguments a) { return makeList(listOf(i, a[0])); }),
        {"list"});
    add("tuple",
        native("tuple", {empty("iterable")},
               [listOf](Interpreter& i, Arguments a) { return makeTuple(listOf(i, a[0])); }),
        {"tuple"});
    add("set",
        native("set", {empty("iterable")},
               [listOf](Interpreter& i, Arguments a) {
                   Value set = makeValue<SetObject>();
                   for (const Value& element : listOf(i, a[0]))
                       set.as<SetObject>()->table.set(i, element, {});
                   return set;
               }),
        {"set"});
    add("dict", makeValue<NativeFunction>("dict", makeDictFrom), {"dict"});
    add("slice",
        makeValue<NativeFunction>(
            "slice",
            [](Interpreter&, const std::vector<Value>& a, const KeywordArguments&) {
                if (a.empty() || a.size() > 3)
                    throw RaisedError("TypeError", "slice expected at least 1 argument, got 0");
                return a.size() == 1 ? makeSlice({}, a[0], {})
                                     : makeSlice(a[0], a[1], a.size() > 2 ? a[2] : Value());
            }),
        {"slice"});
    add("type", makeValue<NativeFunction>("type", typeFunction), {"type"});
    add("object",
        makeValue<NativeFunction>(
            "object",
            [](Interpreter& i, const std::vector<Value>&, const KeywordArguments&) {
                return makeValue<Instance>(i.implementation().cycleMembers,
                                           makeValue<ClassObject>("object", std::vector<Value>()));
            }),
        {});
    const auto descriptor = [&m](const char* name, DescriptorObject::Kind kind) {
        m.defineBuiltin(
            name,
            makeValue<NativeFunction>(name, std::vector<Parameter>{Parameter::needed("function")},
                                      [kind](Interpreter&, Arguments a) {
                                          return makeValue<DescriptorObject>(kind, a[0]);
                                      }));
    };
    descriptor("property", DescriptorObject::Kind::Property);
    descriptor("staticmethod", DescriptorObject::Kind::Static);
    descriptor("classmethod", DescriptorObject::Kind::Class);
    m.defineBuiltin("NotImplemented", makeValue<NotImplementedObject>());
    m.defineBuiltin("Ellipsis", makeEllipsis());
}

} // namespace engine::lang

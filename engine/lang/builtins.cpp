#include <algorithm>
#include <cmath>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"
#include "engine/lang/utf8.h"

namespace engine::lang {

namespace {

using Arguments = std::span<const Value>;

Value print(Interpreter& interpreter, const std::vector<Value>& positional,
            const KeywordArguments& keywords)
{
    std::string separator = " ";
    std::string end = "\n";
    for (const auto& [name, value] : keywords) {
        if (name == "flush" || name == "file")
            continue;
        if (name != "sep" && name != "end")
            throw RaisedError("TypeError",
                              "'" + name + "' is an invalid keyword argument for print()",
                              didYouMean(name, {"sep", "end", "flush"}));
        if (!value.isNone() && stringText(value) == nullptr)
            throw RaisedError("TypeError",
                              name + " must be None or a string, not "
                                  + interpreter.qualifiedTypeName(value));
        if (!value.isNone())
            (name == "sep" ? separator : end) = *stringText(value);
    }
    std::string text;
    for (std::size_t i = 0; i < positional.size(); ++i)
        text += (i > 0 ? separator : std::string()) + interpreter.str(positional[i]);
    interpreter.write(Output::Kind::Stdout, text + end);
    return {};
}

Value lengthOf(Interpreter& interpreter, Arguments a)
{
    if (!a[0].isObject())
        throw RaisedError("TypeError",
                          "object of type '" + interpreter.qualifiedTypeName(a[0])
                              + "' has no len()");
    return Value::integer(a[0].asObject()->length(interpreter));
}

Value absolute(Interpreter& interpreter, Arguments a)
{
    if (isIntegral(a[0]))
        return integralOf(a[0]) < 0 ? *numberUnary(UnaryOperator::Negative, a[0])
                                    : Value::integer(integralOf(a[0]));
    if (a[0].isFloat())
        return Value::real(std::fabs(a[0].asFloat()));
    if (a[0].isObject())
        if (auto value = a[0].asObject()->absolute(interpreter))
            return std::move(*value);
    throw RaisedError("TypeError",
                      "bad operand type for abs(): '" + interpreter.qualifiedTypeName(a[0]) + "'");
}

Value roundValue(Interpreter& interpreter, Arguments a)
{
    const bool whole = a[1].isNone();
    const auto digits = whole ? std::optional<std::int64_t>(0) : indexOf(interpreter, a[1]);
    if (!digits)
        throw RaisedError("TypeError",
                          "'" + interpreter.qualifiedTypeName(a[1])
                              + "' object cannot be interpreted as an integer");
    if (isIntegral(a[0])) {
        if (*digits >= 0)
            return Value::integer(integralOf(a[0]));
        return Value::integer(static_cast<std::int64_t>(
            roundTo(static_cast<double>(integralOf(a[0])), static_cast<int>(*digits))));
    }
    std::optional<double> number;
    if (a[0].isFloat())
        number = a[0].asFloat();
    else if (a[0].isObject() && stringText(a[0]) == nullptr)
        number = a[0].asObject()->toFloat(interpreter);
    if (!number)
        throw RaisedError("TypeError",
                          "type " + interpreter.qualifiedTypeName(a[0])
                              + " doesn't define __round__ method");
    if (!whole)
        return Value::real(
            roundTo(*number, static_cast<int>(std::clamp<std::int64_t>(*digits, -400, 400))));
    return interpreter.call(interpreter.implementation().types.at("int"),
                            {Value::real(std::nearbyint(*number))});
}

Value power(Interpreter& interpreter, Arguments a)
{
    if (a[2].isNone())
        return interpreter.binary(BinaryOperator::Power, a[0], a[1]);
    if (!isIntegral(a[0]) || !isIntegral(a[1]) || !isIntegral(a[2]))
        throw RaisedError("TypeError",
                          "pow() 3rd argument not allowed unless all arguments are integers");
    const std::int64_t modulus = integralOf(a[2]);
    if (modulus == 0)
        throw RaisedError("ValueError", "pow() 3rd argument cannot be 0");
    Value base = *numberBinary(BinaryOperator::Modulo, a[0], a[2]);
    Value result = *numberBinary(BinaryOperator::Modulo, Value::integer(1), a[2]);
    for (std::int64_t e = integralOf(a[1]); e > 0; e >>= 1) {
        if ((e & 1) != 0)
            result = *numberBinary(BinaryOperator::Modulo,
                                   *numberBinary(BinaryOperator::Multiply, result, base), a[2]);
        if (e > 1)
            base = *numberBinary(BinaryOperator::Modulo,
                                 *numberBinary(BinaryOperator::Multiply, base, base), a[2]);
    }
    return result;
}

const std::string& nameArgument(Interpreter& interpreter, const Value& value, const char* function)
{
    const std::string* text = stringText(value);
    if (text == nullptr)
        throw RaisedError("TypeError", std::string(function) + "(): attribute name must be string");
    static_cast<void>(interpreter);
    return *text;
}

std::optional<Value> tryAttribute(Interpreter& interpreter, const Value& object,
                                  const std::string& name)
{
    try {
        return interpreter.attribute(object, name);
    } catch (const RaisedError& error) {
        if (error.kind == "AttributeError")
            return {};
        throw;
    }
}

Value getAttribute(Interpreter& interpreter, const std::vector<Value>& a, const KeywordArguments&)
{
    if (a.size() < 2 || a.size() > 3)
        throw RaisedError("TypeError",
                          "getattr expected 2 or 3 arguments, got " + std::to_string(a.size()));
    const std::string& name = nameArgument(interpreter, a[1], "getattr");
    if (a.size() == 2)
        return interpreter.attribute(a[0], name);
    return tryAttribute(interpreter, a[0], name).value_or(a[2]);
}

} // namespace

bool Interpreter::Implementation::isInstance(const Value& value, const Value& type)
{
    if (const auto* several = tupleElements(type))
        return std::any_of(several->begin(), several->end(),
                           [&](const Value& t) { return isInstance(value, t); });
    if (const auto* native = type.as<NativeClass>()) {
        const std::string name = self.typeName(value);
        const auto& names = native->instanceTypeNames;
        return native->name == "object"
            || std::find(names.begin(), names.end(), name) != names.end();
    }
    if (const auto* wanted = type.as<ClassObject>()) {
        const auto* instance = value.as<Instance>();
        return instance != nullptr
            && (instance->classObject().derivesFrom(wanted)
                || (wanted->isBuiltin && instance->classObject().derivesFrom(wanted->name)));
    }
    throw RaisedError("TypeError", "isinstance() arg 2 must be a type or tuple of types");
}

void defineBuiltinFunctions(Interpreter::Implementation& m)
{
    const auto define = [&m](const std::string& name, std::vector<Parameter> parameters,
                             NativeFunction::Body body) {
        m.defineBuiltin(name,
                        makeValue<NativeFunction>(name, std::move(parameters), std::move(body)));
    };
    const auto needed = [](const char* name) { return Parameter::needed(name); };
    m.defineBuiltin("print", makeValue<NativeFunction>("print", print));
    m.defineBuiltin("getattr", makeValue<NativeFunction>("getattr", getAttribute));
    define("len", {needed("obj")}, lengthOf);
    define("abs", {needed("x")}, absolute);
    define("round", {needed("number"), Parameter::optional("ndigits")}, roundValue);
    define("pow", {needed("base"), needed("exp"), Parameter::optional("mod")}, power);
    define("divmod", {needed("x"), needed("y")}, [](Interpreter& i, Arguments a) {
        return makeTuple({i.binary(BinaryOperator::FloorDivide, a[0], a[1]),
                          i.binary(BinaryOperator::Modulo, a[0], a[1])});
    });
    define("repr", {needed("obj")},
           [](Interpreter& i, Arguments a) { return makeString(i.repr(a[0])); });
    define("format", {needed("value"), Parameter::optional("format_spec", makeString(""))},
           [](Interpreter& i, Arguments a) { return makeString(i.format(a[0], i.str(a[1]))); });
    define("id", {needed("obj")},
           [](Interpreter& i, Arguments a) { return Value::integer(i.identity(a[0])); });
    define("callable", {needed("obj")}, [](Interpreter&, Arguments a) {
        return Value::boolean(a[0].isObject() && a[0].asObject()->isCallable());
    });
    define("isinstance", {needed("obj"), needed("class_or_tuple")},
           [](Interpreter& i, Arguments a) {
               return Value::boolean(i.implementation().isInstance(a[0], a[1]));
           });
    define("issubclass", {needed("cls"), needed("class_or_tuple")}, [](Interpreter&, Arguments a) {
        const auto* type = a[0].as<ClassObject>();
        const auto* base = a[1].as<ClassObject>();
        return Value::boolean(a[0].isSame(a[1])
                              || (type != nullptr && base != nullptr && type->derivesFrom(base)));
    });
    define("hasattr", {needed("obj"), needed("name")}, [](Interpreter& i, Arguments a) {
        return Value::boolean(tryAttribute(i, a[0], nameArgument(i, a[1], "hasattr")).has_value());
    });
    define("setattr", {needed("obj"), needed("name"), needed("value")},
           [](Interpreter& i, Arguments a) {
               i.setAttribute(a[0], nameArgument(i, a[1], "setattr"), a[2]);
               return Value();
           });
    define("chr", {needed("i")}, [](Interpreter& i, Arguments a) {
        const std::int64_t code = indexOf(i, a[0]).value_or(-1);
        if (code < 0 || code > 0x10FFFF)
            throw RaisedError("ValueError", "chr() arg not in range(0x110000)");
        std::string text;
        utf8::append(text, static_cast<unsigned>(code));
        return makeString(std::move(text));
    });
    define("ord", {needed("c")}, [](Interpreter& i, Arguments a) {
        const std::string* text = stringText(a[0]);
        if (text == nullptr)
            throw RaisedError("TypeError",
                              "ord() expected string of length 1, but " + i.qualifiedTypeName(a[0])
                                  + " found");
        if (utf8::length(*text) != 1)
            throw RaisedError("TypeError",
                              "ord() expected a character, but string of length "
                                  + std::to_string(utf8::length(*text)) + " found");
        return Value::integer(utf8::codePointAt(*text, 0));
    });
    for (const char* name : {"input", "open", "eval", "exec", "compile", "globals", "locals",
                             "__import__", "breakpoint"}) {
        m.defineBuiltin(name,
                        makeValue<NativeFunction>(
                            name,
                            [name = std::string(name)](Interpreter&, const std::vector<Value>&,
                                                       const KeywordArguments&) -> Value {
                                throw RaisedError(
                                    "NotImplementedError", name + "() is not available in cells",
                                    {"Cells can only compute: no files, no input, no foreign code.",
                                     "单元格只能计算：没有文件、输入或外部代码。"});
                            }));
    }
}

} // namespace engine::lang

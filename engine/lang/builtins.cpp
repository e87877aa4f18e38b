#include <algorithm>
#include <cmath>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"
#include "engine/lang/utf8.h"

namespace engine::lang {

namespace {

Value print(Interpreter& i, Arguments a)
{
    const auto text = [&i](const Value& value, const char* name, const char* otherwise) {
        if (!value.isNone() && stringText(value) == nullptr)
            throw RaisedError("TypeError",
                              std::string(name) + " must be None or a string, not "
                                  + i.qualifiedTypeName(value));
        return value.isNone() ? otherwise : *stringText(value);
    };
    const std::string separator = text(a[1], "sep", " ");
    std::string line;
    for (const Value& value : *tupleElements(a[0])) {
        if (&value != tupleElements(a[0])->data())
            line += separator;
        line += i.str(value);
    }
    i.write(Output::Kind::Stdout, line + text(a[2], "end", "\n"));
    return {};
}

Value length(Interpreter& i, Arguments a)
{
    if (!a[0].isObject())
        throw RaisedError("TypeError",
                          "object of type '" + i.qualifiedTypeName(a[0]) + "' has no len()");
    return Value::integer(a[0].asObject()->length(i));
}

Value absolute(Interpreter& i, Arguments a)
{
    if (a[0].isFloat())
        return Value::real(std::fabs(a[0].asFloat()));
    if (isWhole(a[0]))
        return *numberUnary(isNegative(a[0]) ? UnaryOperator::Negative : UnaryOperator::Positive,
                            a[0]);
    if (a[0].isObject())
        if (auto value = a[0].asObject()->absolute(i))
            return std::move(*value);
    throw RaisedError("TypeError",
                      "bad operand type for abs(): '" + i.qualifiedTypeName(a[0]) + "'");
}

/// An int rounded half to even at 10 ** digits.
Value roundWhole(Interpreter& i, const Value& value, std::int64_t digits)
{
    using B = BinaryOperator;
    const auto compute = [&i](B op, const Value& l, const Value& r) {
        return *numberBinary(i, op, l, r);
    };
    const Value unit = compute(B::Power, Value::integer(10), Value::integer(-digits));
    const Value rest = compute(B::Modulo, value, unit);
    const Value down = compute(B::Subtract, value, rest);
    const Value twice = compute(B::Add, rest, rest);
    const bool odd =
        i.truth(compute(B::Modulo, compute(B::FloorDivide, down, unit), Value::integer(2)));
    const bool up = numberCompare(CompareOperator::Greater, twice, unit)
        || (odd && numberCompare(CompareOperator::Equal, twice, unit));
    return up ? compute(B::Add, down, unit) : down;
}

Value roundValue(Interpreter& i, Arguments a)
{
    const bool whole = a[1].isNone();
    if (const auto* instance = a[0].as<Instance>();
        instance != nullptr && instance->classObject().find("__round__") != nullptr) {
        const Value method = i.attribute(a[0], "__round__");
        return whole ? i.call(method, {}) : i.call(method, {a[1]});
    }
    const std::int64_t digits = whole ? 0 : wholeArgument(i, a[1]);
    if (isWhole(a[0]))
        return digits >= 0 ? *numberUnary(UnaryOperator::Positive, a[0])
                           : roundWhole(i, a[0], std::max<std::int64_t>(digits, -1000));
    std::optional<double> number;
    if (a[0].isFloat())
        number = a[0].asFloat();
    else if (a[0].isObject() && stringText(a[0]) == nullptr)
        number = a[0].asObject()->toFloat(i);
    if (!number)
        throw RaisedError("TypeError",
                          "type " + i.qualifiedTypeName(a[0]) + " doesn't define __round__ method");
    if (whole)
        return i.call(i.implementation().types.at("int"), {Value::real(std::nearbyint(*number))});
    return Value::real(
        roundTo(*number, static_cast<int>(std::clamp<std::int64_t>(digits, -400, 400))));
}

Value power(Interpreter& i, Arguments a)
{
    if (a[2].isNone())
        return i.binary(BinaryOperator::Power, a[0], a[1]);
    if (!isWhole(a[0]) || !isIntegral(a[1]) || !isWhole(a[2]))
        throw RaisedError("TypeError",
                          "pow() 3rd argument not allowed unless all arguments are integers");
    if (!i.truth(a[2]))
        throw RaisedError("ValueError", "pow() 3rd argument cannot be 0");
    if (isNegative(a[1]))
        throw RaisedError("ValueError", "base is not invertible for the given modulus");
    const auto reduced = [&](const Value& l, const Value& r) {
        return *numberBinary(i, BinaryOperator::Modulo,
                             *numberBinary(i, BinaryOperator::Multiply, l, r), a[2]);
    };
    const Value one = Value::integer(1);
    Value base = reduced(a[0], one);
    Value result = reduced(one, one);
    for (std::int64_t e = integralOf(a[1]); e > 0; e >>= 1) {
        if ((e & 1) != 0)
            result = reduced(result, base);
        if (e > 1)
            base = reduced(base, base);
    }
    return result;
}

Value divide(Interpreter& i, Arguments a)
{
    return makeTuple({i.binary(BinaryOperator::FloorDivide, a[0], a[1]),
                      i.binary(BinaryOperator::Modulo, a[0], a[1])});
}

const std::string& nameArgument(const Value& value, const char* function)
{
    if (const std::string* text = stringText(value))
        return *text;
    throw RaisedError("TypeError", std::string(function) + "(): attribute name must be string");
}

std::optional<Value> tryAttribute(Interpreter& i, const Value& object, const std::string& name)
{
    try {
        return i.attribute(object, name);
    } catch (const RaisedError& error) {
        if (error.kind == "AttributeError")
            return {};
        throw;
    }
}

Value getAttribute(Interpreter& i, Arguments a)
{
    const std::string& name = nameArgument(a[1], "getattr");
    return a[2].isUnbound() ? i.attribute(a[0], name) : tryAttribute(i, a[0], name).value_or(a[2]);
}

Value hasAttribute(Interpreter& i, Arguments a)
{
    return Value::boolean(tryAttribute(i, a[0], nameArgument(a[1], "hasattr")).has_value());
}

Value setAttribute(Interpreter& i, Arguments a)
{
    i.setAttribute(a[0], nameArgument(a[1], "setattr"), a[2]);
    return {};
}

Value deleteAttribute(Interpreter& i, Arguments a)
{
    i.deleteAttribute(a[0], nameArgument(a[1], "delattr"));
    return {};
}

Value isSubclass(Interpreter&, Arguments a)
{
    const auto* type = a[0].as<ClassObject>();
    const auto derives = [&](const Value& base) {
        return a[0].isSame(base)
            || (type != nullptr && base.as<ClassObject>() != nullptr
                && type->derivesFrom(base.as<ClassObject>()));
    };
    const auto* several = tupleElements(a[1]);
    return Value::boolean(several != nullptr
                              ? std::any_of(several->begin(), several->end(), derives)
                              : derives(a[1]));
}

Value character(Interpreter& i, Arguments a)
{
    const std::int64_t code = wholeArgument(i, a[0]);
    if (code < 0 || code > 0x10FFFF)
        throw RaisedError("ValueError", "chr() arg not in range(0x110000)");
    std::string text;
    utf8::append(text, static_cast<unsigned>(code));
    return makeString(std::move(text));
}

Value codeOf(Interpreter& i, Arguments a)
{
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
}

template <int base>
Value inBase(Interpreter& i, Arguments a)
{
    const Value whole = isWhole(a[0]) ? a[0] : Value::integer(wholeArgument(i, a[0]));
    const char* const prefix = base == 2 ? "0b" : base == 8 ? "0o" : "0x";
    return makeString((isNegative(whole) ? "-" : "") + (prefix + wholeDigits(whole, base)));
}

Value directory(Interpreter& i, Arguments a)
{
    std::vector<std::string> names =
        a[0].isObject() ? i.implementation().attributeNames(a[0]) : std::vector<std::string>();
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::vector<Value> values;
    for (const std::string& name : names)
        values.push_back(makeString(name));
    return makeList(std::move(values));
}

Value variables(Interpreter& i, Arguments a)
{
    return i.attribute(a[0], "__dict__");
}

constexpr NativeRow functions[] = {
    {"print", "*values, sep=None, end=None, file=None, flush=False", print},
    {"len", "obj, /", length},
    {"abs", "x, /", absolute},
    {"round", "number, ndigits=None", roundValue},
    {"pow", "base, exp, mod=None", power},
    {"divmod", "x, y, /", divide},
    {"repr", "obj, /", [](Interpreter& i, Arguments a) { return makeString(i.repr(a[0])); }},
    {"format", "value, format_spec='', /",
     [](Interpreter& i, Arguments a) { return makeString(i.format(a[0], i.str(a[1]))); }},
    {"id", "obj, /", [](Interpreter& i, Arguments a) { return Value::integer(i.identity(a[0])); }},
    {"hash", "obj, /",
     [](Interpreter& i, Arguments a) {
         return Value::integer(static_cast<std::int64_t>(hashOf(i, a[0])));
     }},
    {"callable", "obj, /",
     [](Interpreter&, Arguments a) {
         return Value::boolean(a[0].isObject() && a[0].asObject()->isCallable());
     }},
    {"isinstance", "obj, class_or_tuple, /",
     [](Interpreter& i, Arguments a) {
         return Value::boolean(i.implementation().isInstance(a[0], a[1]));
     }},
    {"issubclass", "cls, class_or_tuple, /", isSubclass},
    {"getattr", "object, name, default=?, /", getAttribute},
    {"hasattr", "obj, name, /", hasAttribute},
    {"setattr", "obj, name, value, /", setAttribute},
    {"delattr", "obj, name, /", deleteAttribute},
    {"chr", "i, /", character},
    {"ord", "c, /", codeOf},
    {"bin", "number, /", inBase<2>},
    {"oct", "number, /", inBase<8>},
    {"hex", "number, /", inBase<16>},
    {"dir", "object, /", directory},
    {"vars", "object, /", variables},
};

} // namespace

bool Interpreter::Implementation::isInstance(const Value& value, const Value& type)
{
    const NativeCall call(*this);
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
    m.defineBuiltins(functions);
    for (const char* name :
         {"input", "open", "eval", "exec", "compile", "globals", "locals", "__import__",
          "breakpoint", "frozenset", "bytes", "bytearray", "memoryview", "complex", "help"}) {
        m.defineBuiltin(name,
                        makeValue<NativeFunction>(
                            name, "*args, **kwargs",
                            [name = std::string(name)](Interpreter&, Arguments) -> Value {
                                throw RaisedError(
                                    "NotImplementedError", name + "() is not available in cells",
                                    {"Cells can only compute: no files, no input, no foreign code.",
                                     "单元格只能计算：没有文件、输入或外部代码。"});
                            }));
    }
}

} // namespace engine::lang

#include "engine/library/variableobject.h"

#include <array>

#include "engine/lang/objects.h"
#include "engine/library/arrayobject.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/subscript.h"
#include "engine/library/tensorobject.h"
#include "engine/library/typeobjects.h"
#include "engine/tensor/evaluate.h"
#include "engine/tensor/numpytext.h"

namespace engine::library {

VariableObject::VariableObject(Runtime& runtime, VariableId variable, std::string shownName)
    : m_runtime(runtime)
    , m_variable(variable)
    , m_shownName(std::move(shownName))
{
}

std::string VariableObject::repr(Interpreter&) const
{
    // Showing it reads it: under an active tape that watches it (behaviour 1.1.4).
    m_runtime.context().read(m_variable);
    return variableRepr(contents(), m_shownName);
}

std::string VariableObject::unhashableMessage() const
{
    return "Variable is unhashable. Instead, use tensor.ref() as the key.";
}

bool VariableObject::truth(Interpreter&) const
{
    return arrayTruth(m_runtime.context().read(m_variable).value);
}

std::optional<Value> VariableObject::attribute(Interpreter&, const std::string& name)
{
    if (name == "shape")
        return lang::makeValue<TensorShapeObject>(contents().shape());
    if (name == "dtype")
        return lang::makeValue<DTypeObject>(contents().dtype());
    if (name == "name")
        return lang::makeString(m_runtime.context().variable(m_variable).name);
    if (name == "trainable")
        return Value::boolean(m_runtime.context().variable(m_variable).trainable);
    const auto method = [&](lang::NativeFunction::Body body) {
        return lang::makeValue<lang::NativeFunction>(name, std::vector<lang::Parameter>{},
                                                     std::move(body));
    };
    Runtime& runtime = m_runtime;
    const VariableId variable = m_variable;
    if (name == "numpy")
        return method([&runtime, variable](Interpreter&, std::span<const Value>) {
            return makeArray(runtime.context().read(variable).value);
        });
    if (name == "read_value" || name == "value")
        return method([&runtime, variable](Interpreter&, std::span<const Value>) {
            return wrap(runtime, runtime.execute(Op::Identity, {runtime.context().read(variable)}));
        });
    if (name == "ref")
        return method([self = Value::object(this), variable](Interpreter&, std::span<const Value>) {
            return lang::makeValue<ReferenceObject>(self,
                                                    "variable " + std::to_string(variable.index));
        });
    if (name == "assign")
        return assignMethod(name, Assign::Replace);
    if (name == "assign_add")
        return assignMethod(name, Assign::Add);
    if (name == "assign_sub")
        return assignMethod(name, Assign::Subtract);
    return {};
}

std::vector<std::string> VariableObject::attributeNames() const
{
    return {"assign",     "assign_add", "assign_sub", "dtype",     "name", "numpy",
            "read_value", "ref",        "shape",      "trainable", "value"};
}

std::optional<Value> VariableObject::assignMethod(const std::string& name, Assign how)
{
    using lang::Parameter;
    const char* parameter = how == Assign::Replace ? "value" : "delta";
    Runtime& runtime = m_runtime;
    const VariableId variable = m_variable;
    return lang::makeValue<lang::NativeFunction>(
        name,
        std::vector<Parameter>{Parameter::needed(parameter), Parameter::optional("use_locking"),
                               Parameter::optional("name"),
                               Parameter::optional("read_value", Value::boolean(true))},
        [&runtime, variable, how](Interpreter& interpreter, std::span<const Value> arguments) {
            return VariableObject(runtime, variable, "UnreadVariable")
                .assign(interpreter, how, arguments[0]);
        });
}

Value VariableObject::assign(Interpreter& interpreter, Assign how, const Value& value)
{
    const Tensor old = contents();
    const Tensor given = toTensor(m_runtime, interpreter, value, Wanted{old.dtype(), {}}).value;
    if (given.shape() != old.shape())
        throw RaisedError(
            "ValueError",
            "Cannot assign to variable " + m_runtime.context().variable(m_variable).name
                + " due to variable shape " + old.shape().tupleText() + " and value shape "
                + given.shape().tupleText() + " are incompatible",
            {"A variable keeps its shape for life: reshape the value, or make a new variable.",
             "变量的形状不能改变：请改变值的形状，或新建一个变量。"});
    Tensor next = given;
    if (how != Assign::Replace)
        next = evaluate(how == Assign::Add ? Op::Add : Op::Subtract, std::array{old, given});
    m_runtime.context().assign(m_variable, std::move(next));
    return lang::makeValue<VariableObject>(m_runtime, m_variable, "UnreadVariable");
}

namespace {

/// v[...]: a tensor like any other, but with assign(), which writes into the variable.
class VariableSlice : public TensorObject
{
public:
    VariableSlice(Runtime& runtime, TracedTensor tensor, VariableId variable, SliceAttributes slice)
        : TensorObject(runtime, std::move(tensor))
        , m_runtime(runtime)
        , m_variable(variable)
        , m_slice(std::move(slice))
    {
    }

    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override
    {
        const bool add = name == "assign_add";
        const bool subtract = name == "assign_sub";
        if (name != "assign" && !add && !subtract)
            return TensorObject::attribute(interpreter, name);
        return lang::makeValue<lang::NativeFunction>(
            name, signature("value, use_locking=False, name=None, read_value=True"),
            [&runtime = m_runtime, variable = m_variable, slice = m_slice, add,
             subtract](Interpreter& inner, std::span<const Value> arguments) {
                const Tensor old = runtime.context().contents(variable);
                Tensor given =
                    toTensor(runtime, inner, arguments[0], Wanted{old.dtype(), {}}).value;
                Runtime::translatingErrors([&] {
                    if (add || subtract)
                        given = evaluate(
                            add ? Op::Add : Op::Subtract,
                            std::array{evaluate(Op::Slice, std::array{old}, slice), given});
                    runtime.context().assign(variable, withSlice(old, slice, given));
                });
                return lang::makeValue<VariableObject>(runtime, variable, "UnreadVariable");
            });
    }

private:
    Runtime& m_runtime;
    VariableId m_variable;
    SliceAttributes m_slice;
};

} // namespace

Value VariableObject::item(Interpreter& interpreter, const Value& key)
{
    const TracedTensor whole = read();
    if (auto rows = masked(m_runtime, interpreter, whole, key))
        return wrap(m_runtime, std::move(*rows));
    const auto slice =
        resolveSubscript(interpreter, whole.value.shape(), key, SubscriptErrors::TensorFlow);
    return lang::makeValue<VariableSlice>(m_runtime, m_runtime.execute(Op::Slice, {whole}, slice),
                                          m_variable, slice);
}

void VariableObject::setItem(Interpreter&, const Value&, const Value&)
{
    throw RaisedError("TypeError", "'ResourceVariable' object does not support item assignment",
                      {"Use v[...].assign(value).", "请使用 v[...].assign(value)。"});
}

std::int64_t VariableObject::length(Interpreter&) const
{
    throw RaisedError("TypeError", "object of type 'ResourceVariable' has no len()",
                      {"Use v.shape[0].", "请使用 v.shape[0]。"});
}

std::unique_ptr<lang::Iterator> VariableObject::iterate(Interpreter&)
{
    throw RaisedError("TypeError", "'Variable' object is not iterable.",
                      {"Take slices of it, as v[0], or iterate over v.read_value().",
                       "请用切片 v[0]，或遍历 v.read_value()。"});
}

std::optional<Value> VariableObject::binary(Interpreter& interpreter, lang::BinaryOperator op,
                                            const Value& other, bool reflected)
{
    return tensorBinary(m_runtime, interpreter, read(), op, other, reflected);
}

std::optional<Value> VariableObject::inPlace(Interpreter&, lang::BinaryOperator op, const Value&)
{
    const std::string symbol(lang::symbol(op));
    const bool add = op == lang::BinaryOperator::Add;
    const bool subtract = op == lang::BinaryOperator::Subtract;
    if (op == lang::BinaryOperator::Matmul || op == lang::BinaryOperator::FloorDivide
        || op == lang::BinaryOperator::Modulo)
        return {};
    const std::string method = add ? "assign_add" : "assign_sub";
    const std::string what = "Variable " + symbol + "= value not supported. Use ";
    const std::string call =
        add || subtract ? "v." + method + "(value)" : "v.assign(v " + symbol + " value)";
    const BilingualText hint{"`" + call + "` changes the variable; `v = v " + symbol
                                 + " value` would make v a plain tensor.",
                             "`" + call + "` 会修改变量；`v = v " + symbol
                                 + " value` 会把 v 变成普通张量。"};
    if (add || subtract)
        throw RaisedError("RuntimeError",
                          what + "variable." + method
                              + "(value) to modify the variable value and variable = variable "
                              + symbol + " value to get a new Tensor object.",
                          hint);
    throw RaisedError("RuntimeError",
                      what + "`var.assign(var " + symbol
                          + " value)` to modify the variable or `var = var " + symbol
                          + " value` to get a new Tensor object.",
                      hint);
}

std::optional<Value> VariableObject::unary(Interpreter&, lang::UnaryOperator op)
{
    return tensorUnary(m_runtime, read(), op);
}

std::optional<Value> VariableObject::compare(Interpreter& interpreter, lang::CompareOperator op,
                                             const Value& other)
{
    return tensorCompare(m_runtime, interpreter, read(), op, other);
}

std::optional<double> VariableObject::toFloat(Interpreter&) const
{
    return onlyElement(m_runtime.context().read(m_variable).value);
}

std::optional<std::int64_t> VariableObject::toInt(Interpreter&) const
{
    const Tensor& value = contents();
    onlyElement(value);
    return value.intAt(0);
}

std::optional<Value> VariableObject::absolute(Interpreter&)
{
    return wrap(m_runtime, m_runtime.execute(Op::Abs, {read()}));
}

Value makeVariable(Runtime& runtime, Interpreter& interpreter, const Value& initial, bool trainable,
                   const std::string& name, std::optional<DType> dtype)
{
    Tensor value =
        toPlainTensor(interpreter, initial, DType::Int32, DType::Float32, Wanted{dtype, {}});
    const VariableId variable = runtime.context().makeVariable(
        std::move(value), (name.empty() ? "Variable" : name) + ":0", trainable);
    return lang::makeValue<VariableObject>(runtime, variable,
                                           runtime.context().variable(variable).name);
}

} // namespace engine::library

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/structure.h"
#include "engine/library/tensorobject.h"
#include "engine/library/variableobject.h"

namespace engine::library {

namespace {

/// tf.autodiff.ForwardAccumulator: forward mode. `acc.jvp(y)` is J v for the primals' tangents v.
class AccumulatorObject : public lang::Object
{
public:
    AccumulatorObject(Runtime& runtime, AccumulatorId accumulator)
        : m_runtime(runtime)
        , m_accumulator(accumulator)
    {
    }

    std::string typeName() const override { return "ForwardAccumulator"; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.eager.forwardprop.ForwardAccumulator";
    }
    std::vector<std::string> attributeNames() const override { return {"jvp"}; }
    bool isContextManager() const override { return true; }
    Value enter(Interpreter&) override
    {
        m_runtime.context().enter(m_accumulator);
        return Value::object(this);
    }
    void exit(Interpreter&, bool) override { m_runtime.context().leave(m_accumulator); }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override
    {
        if (name != "jvp")
            return {};
        return lang::makeValue<lang::NativeFunction>(
            name, signature("primals, unconnected_gradients=None"),
            [self = Value::object(this)](Interpreter& interpreter,
                                         std::span<const Value> arguments) {
                return self.as<AccumulatorObject>()->jvp(interpreter, arguments);
            });
    }

private:
    Value jvp(Interpreter& interpreter, std::span<const Value> arguments)
    {
        const std::string unconnected = interpreter.str(arguments[1]);
        const bool zero = unconnected == "zero" || unconnected == "UnconnectedGradients.ZERO";
        std::vector<Value> tangents;
        forEachLeaf(arguments[0], [&](const Value& leaf) {
            const Tensor* value = tensorBehind(leaf);
            if (!value || !nodeBehind(leaf).isValid())
                throw RaisedError("ValueError", "jvp needs tensors, got " + interpreter.repr(leaf));
            if (const auto tangent = m_runtime.context().tangent(m_accumulator, nodeBehind(leaf)))
                tangents.push_back(wrap(m_runtime, *tangent));
            else if (zero)
                tangents.push_back(
                    wrap(m_runtime,
                         m_runtime.leaf(Op::Zeros, Tensor::zeros(value->dtype(), value->shape()))));
            else
                tangents.push_back(Value::none());
        });
        return withLeaves(interpreter, arguments[0], tangents);
    }

    Runtime& m_runtime;
    AccumulatorId m_accumulator;
};

Value makeAccumulator(const Call& call)
{
    std::vector<Value> primals;
    std::vector<Value> tangents;
    forEachLeaf(call[0], [&](const Value& leaf) { primals.push_back(leaf); });
    // A list of numbers can be one tangent: the primals' structure decides.
    if (primals.size() == 1 && !lang::listElements(call[0]) && !lang::tupleElements(call[0]))
        tangents.push_back(call[1]);
    else
        forEachLeaf(call[1], [&](const Value& leaf) { tangents.push_back(leaf); });
    if (primals.size() != tangents.size())
        throw RaisedError("ValueError",
                          "The two structures don't have the same number of elements.");
    EagerContext& context = call.runtime().context();
    const AccumulatorId accumulator = context.makeAccumulator();
    for (std::size_t i = 0; i < primals.size(); ++i) {
        const Tensor* primal = tensorBehind(primals[i]);
        if (!primal || !nodeBehind(primals[i]).isValid())
            throw RaisedError("ValueError",
                              "ForwardAccumulator needs tensors or variables as primals, got "
                                  + call.interpreter().repr(primals[i]));
        const TracedTensor tangent =
            toTensor(call.runtime(), call.interpreter(), tangents[i], Wanted{primal->dtype(), {}});
        if (tangent.value.shape() != primal->shape())
            throw RaisedError("ValueError",
                              "Expected shape " + primal->shape().tupleText()
                                  + " for the tangent, got " + tangent.value.shape().tupleText());
        context.setTangent(accumulator, nodeBehind(primals[i]), tangent);
    }
    return lang::makeValue<AccumulatorObject>(call.runtime(), accumulator);
}

/// What grad_fn returned, one an argument: a single tensor, or a list or tuple.
std::vector<std::optional<TracedTensor>> amounts(Runtime& runtime, Interpreter& interpreter,
                                                 const Value& returned, std::size_t count)
{
    const auto* elements = lang::listElements(returned);
    elements = elements ? elements : lang::tupleElements(returned);
    const std::vector<Value> each = elements ? *elements : std::vector<Value>{returned};
    if (each.size() != count)
        throw RaisedError("ValueError",
                          "custom_gradient function expected to return " + std::to_string(count)
                              + " gradients but returned " + std::to_string(each.size())
                              + " instead.");
    std::vector<std::optional<TracedTensor>> result;
    for (const Value& value : each)
        result.push_back(value.isNone() ? std::nullopt
                                        : std::optional(toTensor(runtime, interpreter, value)));
    return result;
}

/// The decorated function: runs f, then stands for it as one operation whose rule is the grad_fn
/// that f returned.
Value callCustom(Runtime& runtime, Interpreter& interpreter, const Value& function,
                 const std::vector<Value>& positional, const lang::KeywordArguments& keywords)
{
    std::vector<TracedTensor> inputs;
    std::vector<Value> arguments;
    for (const Value& value : positional) {
        inputs.push_back(toTensor(runtime, interpreter, value));
        arguments.push_back(wrap(runtime, inputs.back()));
    }
    const Value returned = interpreter.call(function, arguments, keywords);
    const auto* pair = lang::tupleElements(returned);
    if (!pair || pair->size() != 2)
        throw RaisedError(
            "TypeError",
            "a function decorated with tf.custom_gradient must return (result, grad_fn)",
            {"Return two things: `return y, grad`.", "请返回两个值：`return y, grad`。"});
    const TracedTensor value = toTensor(runtime, interpreter, pair->front());
    const Value rule = pair->back();
    const TracedTensor result = runtime.context().executeCustom(
        inputs, value.value,
        [&runtime, &interpreter, rule, count = inputs.size()](const TracedTensor& upstream) {
            return amounts(runtime, interpreter, interpreter.call(rule, {wrap(runtime, upstream)}),
                           count);
        });
    return wrap(runtime, result);
}

} // namespace

void defineAutodiff(Runtime& runtime, lang::Module& tf)
{
    auto* autodiff = new lang::Module("tensorflow.autodiff");
    tf.define("autodiff", Value::object(autodiff));
    define(runtime, {autodiff}, "ForwardAccumulator", "primals, tangents", makeAccumulator);
    tf.function("custom_gradient", signature("f"),
                [&runtime](Interpreter&, std::span<const Value> decorated) {
                    const Value function = decorated[0];
                    return lang::makeValue<lang::NativeFunction>(
                        "decorated",
                        [&runtime, function](Interpreter& interpreter,
                                             const std::vector<Value>& positional,
                                             const lang::KeywordArguments& keywords) {
                            return callCustom(runtime, interpreter, function, positional, keywords);
                        });
                });
}

} // namespace engine::library

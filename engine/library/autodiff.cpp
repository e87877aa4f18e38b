#include <algorithm>

#include "engine/lang/code.h"
#include "engine/lang/functions.h"
#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/structure.h"
#include "engine/library/tensorobject.h"
#include "engine/library/variableobject.h"
#include "engine/tensor/evaluate.h"

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

/// The leaves of what grad_fn returned: `count` of them, None where nothing flows.
std::vector<std::optional<TracedTensor>> amounts(Runtime& runtime, Interpreter& interpreter,
                                                 const Value& returned, std::size_t count)
{
    std::vector<std::optional<TracedTensor>> result;
    forEachLeaf(returned, [&](const Value& leaf) {
        result.push_back(leaf.isNone() ? std::nullopt
                                       : std::optional(toTensor(runtime, interpreter, leaf)));
    });
    if (result.size() != count) // TensorFlow 2.5 hands the parts of the sentence over as a tuple
        throw RaisedError("ValueError",
                          "('custom_gradient function expected to return', " + std::to_string(count)
                              + ", 'gradients but returned', " + std::to_string(result.size())
                              + ", 'instead.')",
                          {"grad_fn returns one gradient for each argument.",
                           "grad_fn 要为每个参数返回一个梯度。"});
    return result;
}

/// One call of a function decorated with tf.custom_gradient.
class CustomCall
{
public:
    CustomCall(Runtime& runtime, Interpreter& interpreter, const Value& function)
        : m_runtime(runtime)
        , m_interpreter(interpreter)
        , m_function(function)
    {
    }

    /// Runs the function, then stands for it as one operation whose rule is the grad_fn that it
    /// returned.
    Value run(const std::vector<Value>& positional, const lang::KeywordArguments& keywords)
    {
        std::vector<Value> arguments;
        for (const Value& value : positional) {
            m_inputs.push_back(toTensor(m_runtime, m_interpreter, value));
            arguments.push_back(wrap(m_runtime, m_inputs.back()));
        }
        m_argumentCount = m_inputs.size();
        const Value returned = callNoting(positional, arguments, keywords);
        const auto* pair = lang::tupleElements(returned);
        if (!pair || pair->size() != 2)
            throw RaisedError(
                "TypeError",
                "a function decorated with tf.custom_gradient must return (result, grad_fn)",
                {"Return two things: `return y, grad`.", "请返回两个值：`return y, grad`。"});
        m_rule = pair->back();
        checkTakesVariables();
        std::vector<TracedTensor> results;
        forEachLeaf(pair->front(), [&](const Value& leaf) {
            results.push_back(toTensor(m_runtime, m_interpreter, leaf));
        });
        if (results.size() == 1)
            return withLeaves(m_interpreter, pair->front(),
                              {wrap(m_runtime, operation(results.front().value, {}))});
        return severalResults(pair->front(), results);
    }

private:
    Value callNoting(const std::vector<Value>& positional, const std::vector<Value>& arguments,
                     const lang::KeywordArguments& keywords)
    {
        const EagerContext::ReadNotes notes(m_runtime.context());
        const Value returned = m_interpreter.call(m_function, arguments, keywords);
        for (const VariableId variable : notes.variables()) {
            const bool isArgument =
                std::any_of(positional.begin(), positional.end(), [&](const Value& value) {
                    const auto* given = value.as<VariableObject>();
                    return given && given->variable() == variable;
                });
            if (isArgument)
                continue;
            m_inputs.push_back(m_runtime.context().read(variable));
            m_variables.push_back(lang::makeValue<VariableObject>(
                m_runtime, variable, m_runtime.context().variable(variable).name));
        }
        return returned;
    }

    void checkTakesVariables() const
    {
        const auto* rule = m_rule.as<lang::FunctionObject>();
        if (m_variables.empty() || !rule || rule->code->hasDoubleStar)
            return;
        for (const auto& parameter : rule->code->parameters) {
            if (parameter.name == "variables")
                return;
        }
        throw RaisedError(
            "TypeError",
            "@tf.custom_gradient grad_fn must accept keyword argument 'variables', since function "
            "uses variables: "
                + m_interpreter.repr(lang::makeList(m_variables)),
            {"Write `def grad(dy, variables=None):` and return (gradients of the arguments, list "
             "of "
             "gradients of the variables).",
             "请写成 `def grad(dy, variables=None):`，并返回（参数的梯度, 变量梯度的列表）。"});
    }

    /// The operation with the result `value`. `shapes`: of the results that are joined in it.
    TracedTensor operation(const Tensor& value, const std::vector<Shape>& shapes)
    {
        return m_runtime.context().executeCustom(
            m_inputs, value, [call = *this, shapes](const TracedTensor& upstream) {
                return call.pullBack(upstream, shapes);
            });
    }

    std::vector<std::optional<TracedTensor>> pullBack(const TracedTensor& upstream,
                                                      const std::vector<Shape>& shapes) const
    {
        std::vector<Value> arguments;
        if (shapes.empty())
            arguments.push_back(wrap(m_runtime, upstream));
        std::int64_t start = 0;
        for (const Shape& shape : shapes) {
            arguments.push_back(wrap(m_runtime, piece(upstream, start, shape)));
            start += shape.elementCount();
        }
        if (m_variables.empty())
            return amounts(m_runtime, m_interpreter, m_interpreter.call(m_rule, arguments),
                           m_inputs.size());
        const Value returned =
            m_interpreter.call(m_rule, arguments, {{"variables", lang::makeList(m_variables)}});
        const std::vector<Value> parts = m_interpreter.elements(returned);
        if (parts.size() != 2)
            throw RaisedError(
                "ValueError",
                "grad_fn must return (gradients of the arguments, gradients of the variables)");
        auto all = amounts(m_runtime, m_interpreter, parts[0], m_argumentCount);
        const std::vector<Value> ofVariables = m_interpreter.elements(parts[1]);
        if (ofVariables.size() != m_variables.size())
            throw RaisedError(
                "ValueError",
                "Must return gradient for each variable from @custom_gradient grad_fn.");
        const auto more = amounts(m_runtime, m_interpreter, parts[1], m_variables.size());
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    TracedTensor piece(const TracedTensor& joined, std::int64_t start, const Shape& shape) const
    {
        SliceAttributes part;
        part.axes.push_back({start, 1, shape.elementCount(), false});
        part.inputShape = joined.value.shape();
        part.resultShape = Shape{shape.elementCount()};
        const TracedTensor flat = m_runtime.execute(Op::Slice, {joined}, part);
        return m_runtime.execute(Op::Reshape, {flat}, ShapeAttributes{shape});
    }

    /// The results stand one after the other in the operation's one result, and are cut out of it:
    /// so grad_fn is called once, with what arrives at each of them.
    Value severalResults(const Value& structure, const std::vector<TracedTensor>& results)
    {
        std::vector<Tensor> flat;
        std::vector<Shape> shapes;
        for (const TracedTensor& result : results) {
            shapes.push_back(result.value.shape());
            flat.push_back(result.value.withShape(Shape{result.value.size()}));
        }
        const Tensor joined = Runtime::translatingErrors(
            [&] { return evaluate(Op::Concat, flat, AxisAttributes{0}); });
        const TracedTensor whole = operation(joined, shapes);
        std::vector<Value> leaves;
        std::int64_t start = 0;
        for (const Shape& shape : shapes) {
            leaves.push_back(wrap(m_runtime, piece(whole, start, shape)));
            start += shape.elementCount();
        }
        return withLeaves(m_interpreter, structure, leaves);
    }

    Runtime& m_runtime;
    Interpreter& m_interpreter;
    Value m_function;
    Value m_rule;
    std::vector<TracedTensor> m_inputs; ///< the arguments, then the variables
    std::size_t m_argumentCount = 0;
    std::vector<Value> m_variables; ///< read by the function and not among its arguments
};

} // namespace

void defineAutodiff(Runtime& runtime, lang::Module& tf)
{
    auto* autodiff = new lang::Module("tensorflow.autodiff");
    tf.define("autodiff", Value::object(autodiff));
    define(runtime, {autodiff}, "ForwardAccumulator", "primals, tangents", makeAccumulator);
    tf.function(
        "custom_gradient", signature("f"),
        [&runtime](Interpreter&, std::span<const Value> decorated) {
            const Value function = decorated[0];
            return lang::makeValue<lang::NativeFunction>(
                "decorated",
                [&runtime, function](Interpreter& interpreter, const std::vector<Value>& positional,
                                     const lang::KeywordArguments& keywords) {
                    return CustomCall(runtime, interpreter, function).run(positional, keywords);
                });
        });
}

} // namespace engine::library

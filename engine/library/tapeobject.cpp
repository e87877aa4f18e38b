#include "engine/library/tapeobject.h"

#include <algorithm>
#include <functional>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/indexedslices.h"
#include "engine/library/structure.h"
#include "engine/library/tensorobject.h"
#include "engine/library/variableobject.h"

namespace engine::library {
namespace {

using lang::NativeFunction;
using lang::Parameter;
using Arguments = std::span<const Value>;

std::optional<GradientSource> sourceOf(const Value& value)
{
    if (const auto* tensor = value.as<TensorObject>())
        return GradientSource{tensor->tensor(), {}};
    if (auto* variable = value.as<VariableObject>())
        return GradientSource{{variable->contents(), variable->leaf()}, variable->variable()};
    return {};
}

RaisedError notATensor(Interpreter& interpreter, const Value& value)
{
    const std::string type =
        value.isObject() ? value.asObject()->qualifiedTypeName() : interpreter.typeName(value);
    return {"ValueError", "Passed in object of type <class '" + type + "'>, not tf.Tensor",
            {"Make it a tensor first: x = tf.constant(...), or a tf.Variable, which is watched by "
             "itself.",
             "请先把它变成张量：x = tf.constant(...)，或使用会被自动跟踪的 tf.Variable。"}};
}

void warnDType(Runtime& runtime, const std::string& what, DType dtype)
{
    runtime.warn("dtype of " + what,
                 "The dtype of the " + what + " tensor must be floating (e.g. tf.float32)"
                     + (what == "watched" ? "" : " when calling GradientTape.gradient")
                     + ", got tf." + std::string(name(dtype)),
                 5);
}

/// Collects the leaves of a target or source argument.
std::vector<GradientSource> flatSources(Runtime& runtime, Interpreter& interpreter,
                                        const Value& structure, const std::string& what)
{
    std::vector<GradientSource> flat;
    forEachLeaf(structure, [&](const Value& leaf) {
        if (leaf.isNone() && what == "target")
            throw RaisedError(
                "TypeError", "Cannot convert value None to a TensorFlow DType.",
                {"The target is None: does the function that computes it `return` a value?",
                 "目标是 None：计算它的函数是否用 `return` 返回了值？"});
        const auto source = sourceOf(leaf);
        if (!source)
            throw notATensor(interpreter, leaf);
        if (!isFloating(source->tensor.value.dtype()))
            warnDType(runtime, what, source->tensor.value.dtype());
        flat.push_back(*source);
    });
    return flat;
}

bool zeroWhenUnconnected(Interpreter& interpreter, const Value& value)
{
    const std::string* text = lang::stringText(value);
    const std::string shown = text ? *text : interpreter.str(value);
    if (shown == "zero" || shown == "UnconnectedGradients.ZERO")
        return true;
    if (value.isNone() || shown == "none" || shown == "UnconnectedGradients.NONE")
        return false;
    throw RaisedError("ValueError", "Unknown value for unconnected_gradients: '" + shown + "'");
}

/// One entry a target: for a single target the argument is one array-like as a whole, for several a
/// structure like theirs.
std::vector<std::optional<TracedTensor>>
outputGradientsOf(Runtime& runtime, Interpreter& interpreter, const Value& target,
                  const Value& argument, const std::vector<GradientSource>& targets)
{
    std::vector<std::optional<TracedTensor>> result;
    if (argument.isNone())
        return result;
    const auto add = [&](const Value& value) {
        const std::size_t i = result.size();
        const DType dtype = i < targets.size() ? targets[i].tensor.value.dtype() : DType::Float32;
        result.push_back(value.isNone()
                             ? std::nullopt
                             : std::optional(toTensor(runtime, interpreter, value, {{}, dtype})));
    };
    if (sourceOf(target)) {
        add(argument);
    } else if (const auto entries = lang::dictEntries(argument)) {
        forEachLeaf(argument, add);
    } else {
        for (const Value& element : interpreter.elements(argument))
            add(element);
    }
    return result;
}

/// None, or zeros like `like` when asked for.
Value resultValue(Runtime& runtime, const std::optional<TracedTensor>& result, const Tensor& like,
                  bool zero)
{
    if (result)
        return wrap(runtime, *result);
    if (!zero)
        return Value::none();
    return wrap(runtime, runtime.leaf(Op::Zeros, Tensor::zeros(like.dtype(), like.shape())));
}

Value gradient(Runtime& runtime, Interpreter& interpreter, TapeId tape, Arguments arguments)
{
    const GradientTape& state = runtime.context().tape(tape);
    const bool zero = zeroWhenUnconnected(interpreter, arguments[3]);
    if (state.isPersistent() && state.recording)
        runtime.warn("gradient inside a persistent tape",
                     "Calling GradientTape.gradient on a persistent tape inside its context is "
                     "significantly less efficient than calling it "
                     "outside the context (it causes the gradient ops to be recorded on the tape, "
                     "leading to increased CPU and memory usage). "
                     "Only call GradientTape.gradient inside the context if you actually want to "
                     "trace the gradient in order to compute "
                     "higher order derivatives.");
    const std::vector<GradientSource> targets =
        flatSources(runtime, interpreter, arguments[0], "target");
    const std::vector<GradientSource> sources =
        flatSources(runtime, interpreter, arguments[1], "source");
    const auto outputGradients =
        outputGradientsOf(runtime, interpreter, arguments[0], arguments[2], targets);
    const auto results = Runtime::translatingErrors(
        [&] { return runtime.context().gradient(tape, targets, sources, outputGradients); });

    const auto rows = runtime.context().gradientRows();
    std::vector<Value> flat;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i] && rows[i])
            flat.push_back(lang::makeValue<IndexedSlicesObject>(runtime, *rows[i], *results[i]));
        else
            flat.push_back(resultValue(runtime, results[i], sources[i].tensor.value, zero));
    }
    return withLeaves(interpreter, arguments[1], flat);
}

/// tape.jacobian(target, sources, unconnected_gradients, parallel_iterations,
/// experimental_use_pfor).
Value jacobian(const Call& call, TapeId tape)
{
    Runtime& runtime = call.runtime();
    const GradientTape& state = runtime.context().tape(tape);
    const bool zero = zeroWhenUnconnected(call.interpreter(), call[2]);
    const auto target = sourceOf(call[0]);
    if (!target)
        throw RaisedError(
            "AttributeError",
            "'" + call.interpreter().typeName(call[0]) + "' object has no attribute 'shape'",
            {"jacobian takes one tensor as its target.", "jacobian 的目标必须是一个张量。"});
    if (!call.truth(4) && !state.isPersistent())
        throw RaisedError("RuntimeError",
                          "GradientTape must be created with persistent=True to compute the "
                          "jacobian with eager execution enabled and with  experimental_use_pfor "
                          "set to False.");
    const std::vector<GradientSource> sources =
        flatSources(runtime, call.interpreter(), call[1], "source");
    const auto results = Runtime::translatingErrors(
        [&] { return runtime.context().jacobian(tape, *target, sources); });
    Shape shape = target->tensor.value.shape();
    std::vector<Value> flat;
    for (std::size_t i = 0; i < results.size(); ++i) {
        Shape whole = shape;
        for (const std::int64_t extent : sources[i].tensor.value.shape())
            whole.append(extent);
        const Tensor like = Tensor::zeros(sources[i].tensor.value.dtype(), whole);
        flat.push_back(resultValue(runtime, results[i], like, zero));
    }
    return withLeaves(call.interpreter(), call[1], flat);
}

Value batchJacobian(const Call& call, TapeId tape)
{
    Runtime& runtime = call.runtime();
    const auto target = sourceOf(call[0]);
    const auto source = sourceOf(call[1]);
    if (!target || !source)
        throw notATensor(call.interpreter(), target ? call[1] : call[0]);
    const Shape& y = target->tensor.value.shape();
    const Shape& x = source->tensor.value.shape();
    if (y.rank() < 2 || x.rank() < 2 || y[0] != x[0])
        throw RaisedError("ValueError",
                          "Need first dimension of target shape (" + y.tupleText()
                              + ") and source shape (" + x.tupleText() + ") to match.");
    const auto result = Runtime::translatingErrors(
        [&] { return runtime.context().batchJacobian(tape, *target, *source); });
    Shape whole = y;
    for (int axis = 1; axis < x.rank(); ++axis)
        whole.append(x[axis]);
    return resultValue(runtime, result, Tensor::zeros(source->tensor.value.dtype(), whole), true);
}

/// The object of tape.stop_recording(): a `with` block the tape does not see.
class StopRecordingObject : public lang::Object
{
public:
    StopRecordingObject(Runtime& runtime, TapeId tape)
        : m_runtime(runtime)
        , m_tape(tape)
    {
    }
    std::string typeName() const override { return "_GeneratorContextManager"; }
    bool isContextManager() const override { return true; }
    Value enter(Interpreter&) override
    {
        Runtime::translatingErrors([&] { m_runtime.context().stopRecording(m_tape); });
        return Value::none();
    }
    void exit(Interpreter&, bool) override { m_runtime.context().resumeRecording(m_tape); }

private:
    Runtime& m_runtime;
    TapeId m_tape;
};

void watch(Runtime& runtime, Interpreter& interpreter, TapeId tape, const Value& structure)
{
    if (!runtime.context().tape(tape).everEntered)
        throw RaisedError(
            "AttributeError", "'NoneType' object has no attribute 'watch'",
            {"The tape watches only after `with tf.GradientTape() as t:` was entered.",
             "进入 `with tf.GradientTape() as t:` 之后才能 watch。"});
    forEachLeaf(structure, [&](const Value& leaf) {
        const auto source = sourceOf(leaf);
        if (!source)
            throw notATensor(interpreter, leaf);
        if (!isFloating(source->tensor.value.dtype()))
            warnDType(runtime, "watched", source->tensor.value.dtype());
        if (source->variable.isValid())
            runtime.context().watch(tape, source->variable);
        else
            runtime.context().watch(tape, source->tensor.node);
    });
}

} // namespace

std::optional<Value> TapeObject::attribute(Interpreter&, const std::string& name)
{
    const auto method = [&](std::vector<Parameter> parameters, NativeFunction::Body body) {
        return lang::makeValue<NativeFunction>(name, std::move(parameters), std::move(body));
    };
    Runtime& runtime = m_runtime;
    const TapeId tape = m_tape;
    if (name == "gradient")
        return method({Parameter::needed("target"), Parameter::needed("sources"),
                       Parameter::optional("output_gradients"),
                       Parameter::optional("unconnected_gradients")},
                      [&runtime, tape](Interpreter& interpreter, Arguments arguments) {
                          return gradient(runtime, interpreter, tape, arguments);
                      });
    if (name == "jacobian")
        return method(signature("target, sources, unconnected_gradients=None, "
                                "parallel_iterations=None, experimental_use_pfor=True"),
                      [&runtime, tape](Interpreter& interpreter, Arguments arguments) {
                          return jacobian(Call(runtime, interpreter, arguments), tape);
                      });
    if (name == "batch_jacobian")
        return method(signature("target, source, unconnected_gradients=None, "
                                "parallel_iterations=None, experimental_use_pfor=True"),
                      [&runtime, tape](Interpreter& interpreter, Arguments arguments) {
                          return batchJacobian(Call(runtime, interpreter, arguments), tape);
                      });
    if (name == "watch")
        return method({Parameter::needed("tensor")},
                      [&runtime, tape](Interpreter& interpreter, Arguments arguments) {
                          watch(runtime, interpreter, tape, arguments[0]);
                          return Value::none();
                      });
    if (name == "reset")
        return method({}, [&runtime, tape](Interpreter&, Arguments) {
            runtime.context().reset(tape);
            return Value::none();
        });
    if (name == "stop_recording")
        return method({}, [&runtime, tape](Interpreter&, Arguments) {
            return lang::makeValue<StopRecordingObject>(runtime, tape);
        });
    if (name == "watched_variables")
        return method({}, [&runtime, tape](Interpreter&, Arguments) {
            std::vector<VariableId> watched = runtime.context().tape(tape).watchedVariables();
            std::sort(watched.begin(), watched.end()); // in order of construction
            std::vector<Value> variables;
            for (const VariableId variable : watched)
                variables.push_back(lang::makeValue<VariableObject>(
                    runtime, variable, runtime.context().variable(variable).name));
            return lang::makeTuple(std::move(variables));
        });
    return {};
}

std::vector<std::string> TapeObject::attributeNames() const
{
    return {"batch_jacobian", "gradient", "jacobian",         "reset",
            "stop_recording", "watch",    "watched_variables"};
}

Value TapeObject::enter(Interpreter&)
{
    Runtime::translatingErrors([&] { m_runtime.context().enter(m_tape); });
    return Value::object(this);
}

void TapeObject::exit(Interpreter&, bool)
{
    m_runtime.context().leave(m_tape);
}

} // namespace engine::library

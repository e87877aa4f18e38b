#include "engine/library/tapeobject.h"

#include <algorithm>
#include <functional>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/tensorobject.h"
#include "engine/library/variableobject.h"

namespace engine::library {
namespace {

using lang::NativeFunction;
using lang::Parameter;
using Arguments = std::span<const Value>;

/// Visits the leaves of nested lists, tuples and dicts in TensorFlow's flat order (dicts by sorted
/// key).
void forEachLeaf(const Value& structure, const std::function<void(const Value&)>& visit)
{
    const auto* elements = lang::listElements(structure);
    elements = elements ? elements : lang::tupleElements(structure);
    if (elements) {
        for (const Value& element : *elements)
            forEachLeaf(element, visit);
    } else if (auto entries = lang::dictEntries(structure)) {
        const auto key = [](const auto& entry) {
            return lang::stringText(entry.first) ? *lang::stringText(entry.first) : std::string();
        };
        std::stable_sort(entries->begin(), entries->end(),
                         [&](const auto& a, const auto& b) { return key(a) < key(b); });
        for (const auto& [name, value] : *entries)
            forEachLeaf(value, visit);
    } else {
        visit(structure);
    }
}

/// The same structure with each leaf replaced; leaves are taken in the caller's order, so dicts
/// keep their keys.
Value mapLeaves(Interpreter& interpreter, const Value& structure,
                const std::function<Value(const Value&)>& replace)
{
    const auto mapAll = [&](const std::vector<Value>& elements) {
        std::vector<Value> mapped;
        for (const Value& element : elements)
            mapped.push_back(mapLeaves(interpreter, element, replace));
        return mapped;
    };
    if (const auto* elements = lang::listElements(structure))
        return lang::makeList(mapAll(*elements));
    if (const auto* elements = lang::tupleElements(structure))
        return lang::makeTuple(mapAll(*elements));
    if (auto entries = lang::dictEntries(structure)) {
        for (auto& [name, value] : *entries)
            value = mapLeaves(interpreter, value, replace);
        return lang::makeDict(interpreter, *entries);
    }
    return replace(structure);
}

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
    return {"ValueError",
            "Passed in object of type <class '" + interpreter.qualifiedTypeName(value)
                + "'>, not tf.Tensor",
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

    // Results stand in flat order; hand them out to the caller's structure, the same source by its
    // position.
    std::vector<Value> flat;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i])
            flat.push_back(wrap(runtime, *results[i]));
        else if (zero)
            flat.push_back(wrap(runtime,
                                runtime.leaf(Op::Zeros,
                                             Tensor::zeros(sources[i].tensor.value.dtype(),
                                                           sources[i].tensor.value.shape()))));
        else
            flat.push_back(Value::none());
    }
    std::vector<std::pair<Value, Value>> bySource;
    std::size_t next = 0;
    forEachLeaf(arguments[1],
                [&](const Value& leaf) { bySource.emplace_back(leaf, flat[next++]); });
    return mapLeaves(interpreter, arguments[1], [&](const Value& leaf) {
        const auto it = std::find_if(bySource.begin(), bySource.end(),
                                     [&](const auto& entry) { return entry.first.isSame(leaf); });
        return it->second;
    });
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
    return {"gradient", "reset", "stop_recording", "watch", "watched_variables"};
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

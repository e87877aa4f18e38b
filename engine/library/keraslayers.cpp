#include <algorithm>

#include "engine/lang/implementation.h"
#include "engine/lang/objects.h"
#include "engine/library/arrayobject.h"
#include "engine/library/conversion.h"
#include "engine/library/keras.h"
#include "engine/library/tensorobject.h"
#include "engine/library/variableobject.h"

namespace engine::library {

namespace {

constexpr const char* trainingNames[] = {"compile",        "fit",  "evaluate",     "predict",
                                         "train_on_batch", "save", "save_weights", "load_weights",
                                         "summary"};

/// What Keras does behind the learner's back: the loop is what there is to see here.
void refuseTraining(const std::string& kind, const std::string& name)
{
    if (std::find(std::begin(trainingNames), std::end(trainingNames), name)
        == std::end(trainingNames))
        return;
    const std::string what = kind + "." + name + "() is not available in cells";
    if (name == "summary")
        throw RaisedError("NotImplementedError", what,
                          {"Look at the variables: [(v.name, v.shape) for v in "
                           "model.trainable_variables], after the first call.",
                           "请在第一次调用之后查看变量：[(v.name, v.shape) for v in "
                           "model.trainable_variables]。"});
    if (name.find("save") != std::string::npos || name == "load_weights")
        throw RaisedError("NotImplementedError", what,
                          {"Cells have no files: keep model.get_weights() in a variable.",
                           "单元格不能读写文件：请把 model.get_weights() 存入变量。"});
    throw RaisedError("NotImplementedError", what,
                      {"Write the training loop: with tf.GradientTape() as tape: ..., "
                       "tape.gradient(...), optimizer.apply_gradients(...).",
                       "请写出训练循环：with tf.GradientTape() as tape: ...，"
                       "tape.gradient(...)，optimizer.apply_gradients(...)。"});
}

class SequentialObject : public LayerObject
{
public:
    explicit SequentialObject(Runtime& runtime)
        : LayerObject(runtime, "Sequential", "sequential")
    {
    }
    std::vector<Value> layers;

    Value apply(Interpreter& interpreter, const Value& x, bool training) override
    {
        Value y = x;
        for (const Value& layer : layers) {
            if (auto* own = layer.as<LayerObject>())
                y = own->apply(interpreter, y, training);
            else
                y = interpreter.call(layer, {y});
        }
        return y;
    }
    std::vector<Value> variables() const override
    {
        std::vector<Value> all;
        for (const Value& layer : layers)
            collectVariables(layer, false, all);
        return all;
    }
    std::vector<Value> penalties(Interpreter& interpreter) const override
    {
        std::vector<Value> all;
        for (const Value& layer : layers)
            collectPenalties(interpreter, layer, all);
        return all;
    }
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override
    {
        if (name == "layers")
            return lang::makeList(layers);
        refuseTraining("Sequential", name);
        if (name != "add")
            return LayerObject::attribute(interpreter, name);
        return lang::makeValue<lang::NativeFunction>(
            name, signature("layer"),
            [self = Value::object(this)](Interpreter&, std::span<const Value> arguments) {
                self.as<SequentialObject>()->layers.push_back(arguments[0]);
                return Value::none();
            });
    }
    std::vector<std::string> attributeNames() const override
    {
        auto names = LayerObject::attributeNames();
        names.insert(names.end(), {"add", "layers"});
        return names;
    }
};

} // namespace

Value LayerObject::call(Interpreter& interpreter, const std::vector<Value>& positional,
                        const lang::KeywordArguments& keywords)
{
    if (positional.size() != 1)
        throw RaisedError("TypeError",
                          "__call__() missing 1 required positional argument: 'inputs'");
    bool training = false;
    for (const auto& [name, value] : keywords)
        training = training || (name == "training" && interpreter.truth(value));
    // A layer is a named step of its own for whoever watches, like a call of the learner's.
    lang::EvaluationObserver& observer = interpreter.implementation().observer;
    const SourceSpan call = interpreter.currentSpan();
    observer.functionEntered(call, m_name);
    try {
        const Value result = apply(interpreter, positional[0], training);
        observer.functionLeft(call, m_name, result);
        return result;
    } catch (...) {
        observer.functionLeft(call, m_name, Value());
        throw;
    }
}

std::optional<Value> LayerObject::attribute(Interpreter& running, const std::string& name)
{
    if (name == "losses")
        return lang::makeList(penalties(running));
    if (name == "name")
        return lang::makeString(m_name);
    if (name == "built")
        return Value::boolean(!variables().empty());
    if (name == "trainable_variables" || name == "trainable_weights" || name == "variables"
        || name == "weights")
        return lang::makeList(variables());
    if (name == "get_weights")
        return lang::makeValue<lang::NativeFunction>(
            name, signature(""),
            [self = Value::object(this)](Interpreter&, std::span<const Value>) {
                std::vector<Value> arrays;
                for (const Value& variable : self.as<LayerObject>()->variables())
                    arrays.push_back(makeArray(variable.as<VariableObject>()->contents()));
                return lang::makeList(std::move(arrays));
            });
    if (name == "set_weights")
        return lang::makeValue<lang::NativeFunction>(
            name, signature("weights"),
            [self = Value::object(this)](Interpreter& interpreter,
                                         std::span<const Value> arguments) {
                const std::vector<Value> given = interpreter.elements(arguments[0]);
                const std::vector<Value> own = self.as<LayerObject>()->variables();
                if (given.size() != own.size())
                    throw RaisedError(
                        "ValueError",
                        "You called `set_weights(weights)` on a layer with a weight list of length "
                            + std::to_string(given.size()) + ", but the layer was expecting "
                            + std::to_string(own.size()) + " weights.");
                for (std::size_t i = 0; i < own.size(); ++i)
                    interpreter.call(interpreter.attribute(own[i], "assign"), {given[i]});
                return Value::none();
            });
    return {};
}

std::vector<std::string> LayerObject::attributeNames() const
{
    return {"built",
            "get_weights",
            "losses",
            "name",
            "set_weights",
            "trainable_variables",
            "trainable_weights",
            "variables",
            "weights"};
}

void collectVariables(const Value& value, bool onlyTrainable, std::vector<Value>& found)
{
    const auto add = [&](const Value& variable) {
        const auto* object = variable.as<VariableObject>();
        const bool known = std::any_of(found.begin(), found.end(), [&](const Value& other) {
            return other.as<VariableObject>()->variable() == object->variable();
        });
        if (!known && (!onlyTrainable || object->isTrainable()))
            found.push_back(variable);
    };
    if (value.as<VariableObject>()) {
        add(value);
    } else if (const auto* layer = value.as<LayerObject>()) {
        for (const Value& variable : layer->variables())
            add(variable);
    } else {
        forEachPart(value,
                    [&](const Value& part) { collectVariables(part, onlyTrainable, found); });
    }
}

void forEachPart(const Value& value, const std::function<void(const Value&)>& visit)
{
    if (const auto* elements =
            lang::listElements(value) ? lang::listElements(value) : lang::tupleElements(value)) {
        for (const Value& element : *elements)
            visit(element);
    } else if (const auto entries = lang::dictEntries(value)) {
        for (const auto& [key, entry] : *entries)
            visit(entry);
    } else if (const auto attributes = lang::instanceAttributes(value)) {
        for (const auto& [name, attribute] : *attributes)
            visit(attribute);
    }
}

void collectPenalties(Interpreter& interpreter, const Value& value, std::vector<Value>& found)
{
    if (const auto* layer = value.as<LayerObject>()) {
        const std::vector<Value> own = layer->penalties(interpreter);
        found.insert(found.end(), own.begin(), own.end());
    } else {
        forEachPart(value, [&](const Value& part) { collectPenalties(interpreter, part, found); });
    }
}

std::function<TracedTensor(const TracedTensor&)>
activationOf(Runtime& runtime, Interpreter& interpreter, const Value& value)
{
    if (value.isNone())
        return {};
    const std::string* name = lang::stringText(value);
    if (!name)
        return [&runtime, &interpreter, value](const TracedTensor& x) {
            return toTensor(runtime, interpreter, interpreter.call(value, {wrap(runtime, x)}));
        };
    if (*name == "linear")
        return {};
    if (*name == "softmax")
        return [&runtime](const TracedTensor& x) {
            return runtime.execute(Op::Softmax, {x}, AxisAttributes{x.value.rank() - 1});
        };
    if (*name == "exponential")
        return [&runtime](const TracedTensor& x) { return runtime.execute(Op::Exp, {x}); };
    if (*name == "gelu")
        return [&runtime](const TracedTensor& x) {
            return runtime.execute(Op::Gelu, {x}, NumberAttributes{0});
        };
    for (const Op op : {Op::Relu, Op::Sigmoid, Op::Tanh, Op::Elu, Op::Selu, Op::Softplus,
                        Op::Softsign, Op::Swish}) {
        if (pythonName(op) == *name)
            return [&runtime, op](const TracedTensor& x) { return runtime.execute(op, {x}); };
    }
    throw RaisedError("ValueError", "Unknown activation function: " + *name);
}

namespace {

/// tf.Module, tf.keras.layers.Layer, tf.keras.Model: what a learner's class derives from.
void defineBaseClasses(Runtime& runtime, lang::Module& tf, lang::Module& keras,
                       lang::Module& layers)
{
    const auto property = [&runtime](const char* name, bool onlyTrainable, bool tuple) {
        return std::pair<std::string, Value>(
            name,
            lang::makeValue<lang::NativeFunction>(
                name, signature("self"),
                [&runtime, onlyTrainable, tuple](Interpreter&, std::span<const Value> arguments) {
                    std::vector<Value> found;
                    collectVariables(arguments[0], onlyTrainable, found);
                    return tuple ? lang::makeTuple(std::move(found))
                                 : lang::makeList(std::move(found));
                }));
    };
    tf.define("Module",
              lang::makeBaseClass(
                  "tensorflow.python.module.module.Module",
                  {property("trainable_variables", true, true), property("variables", false, true)},
                  {}));
    const Value callLayer = lang::makeValue<lang::NativeFunction>(
        "__call__",
        [](Interpreter& interpreter, const std::vector<Value>& positional,
           const lang::KeywordArguments& keywords) {
            const Value self = positional.at(0);
            const std::vector<Value> rest(positional.begin() + 1, positional.end());
            const auto attributes = lang::instanceAttributes(self);
            const bool built = attributes
                && std::any_of(attributes->begin(), attributes->end(),
                               [](const auto& entry) { return entry.first == "built"; });
            if (!built && !rest.empty()) {
                self.asObject()->setAttribute(interpreter, "built", Value::boolean(true));
                if (const auto build = self.asObject()->attribute(interpreter, "build"))
                    interpreter.call(*build, {interpreter.attribute(rest.front(), "shape")});
            }
            return interpreter.call(interpreter.attribute(self, "call"), rest, keywords);
        });
    const auto addWeight = std::pair<std::string, Value>(
        "add_weight",
        lang::makeValue<lang::NativeFunction>(
            "add_weight", signature("self"), [&runtime](Interpreter&, std::span<const Value>) {
                return lang::makeValue<lang::NativeFunction>(
                    "add_weight",
                    signature("name=None, shape=None, dtype=None, initializer='glorot_uniform', "
                              "trainable=True"),
                    [&runtime](Interpreter& interpreter, std::span<const Value> arguments) {
                        const Call call(runtime, interpreter, arguments);
                        const std::string name = (call.given(0) ? call.text(0) : "Variable") + ":0";
                        const Shape shape =
                            call.given(1) ? toShape(interpreter, arguments[1]) : Shape{};
                        const VariableId id = runtime.context().makeVariable(
                            initialized(runtime, interpreter, arguments[3], shape), name,
                            call.truth(4));
                        return lang::makeValue<VariableObject>(runtime, id, name);
                    });
            }));
    const auto losses = std::pair<std::string, Value>(
        "losses",
        lang::makeValue<lang::NativeFunction>(
            "losses", signature("self"),
            [](Interpreter& interpreter, std::span<const Value> arguments) {
                std::vector<Value> found;
                collectPenalties(interpreter, arguments[0], found);
                return lang::makeList(std::move(found));
            }));
    std::vector<std::pair<std::string, Value>> properties{
        property("trainable_variables", true, false),
        property("trainable_weights", true, false),
        property("variables", false, false),
        property("weights", false, false),
        addWeight,
        losses};
    layers.define("Layer",
                  lang::makeBaseClass("tensorflow.python.keras.engine.base_layer.Layer", properties,
                                      callLayer));
    for (const std::string name : trainingNames)
        properties.emplace_back(
            name,
            lang::makeValue<lang::NativeFunction>(name, signature("self"),
                                                  [name](Interpreter&, std::span<const Value>) {
                                                      refuseTraining("Model", name);
                                                      return Value::none();
                                                  }));
    keras.define("Model",
                 lang::makeBaseClass("tensorflow.python.keras.engine.training.Model", properties,
                                     callLayer));
}

} // namespace

void defineLayers(Runtime& runtime, lang::Module& tf, lang::Module& keras)
{
    auto* layers = new lang::Module("tensorflow.keras.layers");
    keras.define("layers", Value::object(layers));
    defineBaseClasses(runtime, tf, keras, *layers);
    defineKernelLayers(runtime, *layers);
    defineFunctionLayers(runtime, *layers);
    const auto sequential = [](const Call& call) {
        const Value model = lang::makeValue<SequentialObject>(call.runtime());
        if (call.given(0))
            model.as<SequentialObject>()->layers = call.interpreter().elements(call[0]);
        return model;
    };
    auto* models = new lang::Module("tensorflow.keras.models");
    keras.define("models", Value::object(models));
    define(runtime, {&keras, models}, "Sequential", "layers=None, name=None", sequential);
}

} // namespace engine::library

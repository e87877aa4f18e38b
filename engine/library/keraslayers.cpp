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

Value variableOf(Runtime& runtime, Tensor value, const std::string& name)
{
    const VariableId id = runtime.context().makeVariable(std::move(value), name + ":0", true);
    return lang::makeValue<VariableObject>(runtime, id, name + ":0");
}

class DenseObject : public LayerObject
{
public:
    struct Settings
    {
        std::int64_t units = 1;
        Value activation;
        bool useBias = true;
        Value kernelInitializer;
        Value biasInitializer;
    };
    DenseObject(Runtime& runtime, std::string name, Settings settings)
        : LayerObject(runtime, "Dense", std::move(name))
        , m_settings(std::move(settings))
    {
    }

    void build(Interpreter& interpreter, std::int64_t inputs)
    {
        const Shape kernel{inputs, m_settings.units};
        m_variables = {variableOf(
            m_runtime, initialized(m_runtime, interpreter, m_settings.kernelInitializer, kernel),
            m_name + "/kernel")};
        if (m_settings.useBias)
            m_variables.push_back(
                variableOf(m_runtime,
                           initialized(m_runtime, interpreter, m_settings.biasInitializer,
                                       Shape{m_settings.units}),
                           m_name + "/bias"));
    }

    Value apply(Interpreter& interpreter, const Value& value, bool) override
    {
        const TracedTensor x = toTensor(m_runtime, interpreter, value, Wanted{{}, DType::Float32});
        if (x.value.rank() < 2)
            throw RaisedError(
                "ValueError",
                "Input 0 of layer " + m_name
                    + " is incompatible with the layer: : expected min_ndim=2, found ndim="
                    + std::to_string(x.value.rank())
                    + ". Full shape received: " + x.value.shape().tupleText(),
                {"A layer takes a batch: one row an example.", "层的输入是一批样本：每行一个。"});
        if (m_variables.empty())
            build(interpreter, x.value.shape()[x.value.rank() - 1]);
        TracedTensor y = m_runtime.execute(
            Op::Matmul, {x, m_variables[0].as<VariableObject>()->read()}, MatmulAttributes{});
        if (m_settings.useBias)
            y = m_runtime.execute(Op::Add, {y, m_variables[1].as<VariableObject>()->read()});
        const auto activation = activationOf(m_runtime, interpreter, m_settings.activation);
        return wrap(m_runtime, activation ? activation(y) : y);
    }
    std::vector<Value> variables() const override { return m_variables; }
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override
    {
        if (name == "units")
            return Value::integer(m_settings.units);
        if (name == "kernel" && !m_variables.empty())
            return m_variables[0];
        if (name == "bias" && !m_variables.empty())
            return m_settings.useBias ? m_variables[1] : Value::none();
        return LayerObject::attribute(interpreter, name);
    }

private:
    Settings m_settings;
    std::vector<Value> m_variables;
};

/// Flatten, Dropout, Activation: a function without variables.
class FunctionLayer : public LayerObject
{
public:
    using Function = std::function<TracedTensor(Interpreter&, const TracedTensor&, bool training)>;
    FunctionLayer(Runtime& runtime, const std::string& kind, Function function)
        : LayerObject(runtime, kind, kind)
        , m_function(std::move(function))
    {
    }
    Value apply(Interpreter& interpreter, const Value& x, bool training) override
    {
        return wrap(m_runtime,
                    m_function(interpreter, toTensor(m_runtime, interpreter, x), training));
    }

private:
    Function m_function;
};

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
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override
    {
        if (name == "layers")
            return lang::makeList(layers);
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

/// What is left of a first layer's input_shape or input_dim: the number of inputs, or 0.
std::int64_t inputsOf(const Call& call, std::size_t shape, std::size_t dimension)
{
    if (call.given(dimension))
        return call.integer(dimension, "input_dim");
    if (!call.given(shape))
        return 0;
    const auto extents = toExtents(call.interpreter(), call[shape]);
    return extents.empty() ? 0 : extents.back();
}

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

std::optional<Value> LayerObject::attribute(Interpreter&, const std::string& name)
{
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
    } else if (const auto* elements = lang::listElements(value) ? lang::listElements(value)
                                                                : lang::tupleElements(value)) {
        for (const Value& element : *elements)
            collectVariables(element, onlyTrainable, found);
    } else if (const auto entries = lang::dictEntries(value)) {
        for (const auto& [key, entry] : *entries)
            collectVariables(entry, onlyTrainable, found);
    } else if (const auto attributes = lang::instanceAttributes(value)) {
        for (const auto& [name, attribute] : *attributes)
            collectVariables(attribute, onlyTrainable, found);
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
    for (const Op op : {Op::Relu, Op::Sigmoid, Op::Tanh, Op::Elu, Op::Selu, Op::Softplus,
                        Op::Softsign, Op::Swish, Op::Exp}) {
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
    const std::vector<std::pair<std::string, Value>> properties{
        property("trainable_variables", true, false), property("trainable_weights", true, false),
        property("variables", false, false), property("weights", false, false), addWeight};
    layers.define("Layer",
                  lang::makeBaseClass("tensorflow.python.keras.engine.base_layer.Layer", properties,
                                      callLayer));
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
    define(runtime, {layers}, "Dense",
           "units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
           "bias_initializer='zeros', kernel_regularizer=None, "
           "bias_regularizer=None, input_shape=None, input_dim=None, name=None",
           [](const Call& call) {
               const Value layer = lang::makeValue<DenseObject>(
                   call.runtime(), call.given(9) ? call.text(9) : call.runtime().layerName("dense"),
                   DenseObject::Settings{call.integer(0, "units"), call[1], call.truth(2), call[3],
                                         call[4]});
               if (const std::int64_t inputs = inputsOf(call, 7, 8))
                   layer.as<DenseObject>()->build(call.interpreter(), inputs);
               return layer;
           });
    define(runtime, {layers}, "Flatten", "input_shape=None, name=None", [](const Call& call) {
        return lang::makeValue<FunctionLayer>(
            call.runtime(), "Flatten",
            [&runtime = call.runtime()](Interpreter&, const TracedTensor& x, bool) {
                const std::int64_t rows = x.value.rank() == 0 ? 1 : x.value.shape()[0];
                return runtime.execute(
                    Op::Reshape, {x},
                    ShapeAttributes{Shape{rows, rows == 0 ? 0 : x.value.size() / rows}});
            });
    });
    define(runtime, {layers}, "Activation", "activation, name=None", [](const Call& call) {
        return lang::makeValue<FunctionLayer>(
            call.runtime(), "Activation",
            [&runtime = call.runtime(), activation = call[0]](Interpreter& interpreter,
                                                              const TracedTensor& x, bool) {
                const auto function = activationOf(runtime, interpreter, activation);
                return function ? function(x) : x;
            });
    });
    define(runtime, {layers}, "ReLU", "name=None", [](const Call& call) {
        return lang::makeValue<FunctionLayer>(
            call.runtime(), "ReLU",
            [&runtime = call.runtime()](Interpreter&, const TracedTensor& x, bool) {
                return runtime.execute(Op::Relu, {x});
            });
    });
    define(runtime, {layers}, "Dropout", "rate, name=None", [](const Call& call) {
        return lang::makeValue<FunctionLayer>(
            call.runtime(), "Dropout",
            [&runtime = call.runtime(),
             rate = call.number(0, "rate")](Interpreter&, const TracedTensor& x, bool training) {
                if (!training || rate == 0)
                    return x;
                const DType dtype = x.value.dtype();
                const auto scalar = [&](double value) {
                    return runtime.leaf(Op::Constant, Tensor::full(dtype, Shape{}, value));
                };
                const TracedTensor drawn = runtime.leaf(
                    Op::RandomUniform, runtime.random().uniform(dtype, x.value.shape(), 0, 1));
                const TracedTensor kept = runtime.execute(Op::GreaterEqual, {drawn, scalar(rate)});
                return runtime.execute(
                    Op::Where,
                    {kept, runtime.execute(Op::Multiply, {x, scalar(1 / (1 - rate))}), scalar(0)});
            });
    });
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

// tf.keras.layers without variables, and regularizers.
#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/keras.h"
#include "engine/library/tensorobject.h"
#include "engine/library/windows.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {
namespace {

class FunctionLayer : public LayerObject
{
public:
    FunctionLayer(Runtime& runtime, const std::string& kind, std::string name,
                  LayerFunction function)
        : LayerObject(runtime, kind, std::move(name))
        , m_function(std::move(function))
    {
    }
    Value apply(Interpreter& interpreter, const Value& x, bool training) override
    {
        return wrap(m_runtime,
                    m_function(interpreter, toTensor(m_runtime, interpreter, x), training));
    }

private:
    LayerFunction m_function;
};

bool isSmall(char c)
{
    return c >= 'a' && c <= 'z';
}

/// "MaxPooling2D" as Keras names such a layer: "max_pooling2d"; "ReLU" is "re_lu".
std::string snakeCase(const std::string& kind)
{
    std::string name;
    for (std::size_t i = 0; i < kind.size(); ++i) {
        const bool capital = kind[i] >= 'A' && kind[i] <= 'Z';
        const bool startsWord = i + 1 < kind.size() && isSmall(kind[i + 1]);
        if (capital && i > 0 && (startsWord || isSmall(kind[i - 1])))
            name += '_';
        name += capital ? static_cast<char>(kind[i] - 'A' + 'a') : kind[i];
    }
    return name;
}

/// kind(parameters, name=None): a layer that does what `make` gives to its input.
void defineLayer(Runtime& runtime, lang::Module& layers, const std::string& kind,
                 const std::string& parameters,
                 const std::function<LayerFunction(const Call&)>& make,
                 const std::string& alias = {})
{
    const std::size_t last = signature(parameters).size();
    const std::string all = parameters + (parameters.empty() ? "" : ", ") + "name=None";
    for (const std::string& name : {kind, alias}) {
        if (!name.empty())
            define(runtime, {&layers}, name.c_str(), all.c_str(),
                   [kind, last, make](const Call& call) {
                       return makeFunctionLayer(call.runtime(), kind, call[last], make(call));
                   });
    }
}

void defineShapeLayers(Runtime& runtime, lang::Module& layers)
{
    defineLayer(runtime, layers, "Flatten", "input_shape=None", [](const Call& call) {
        return [&runtime = call.runtime()](Interpreter&, const TracedTensor& x, bool) {
            const std::int64_t rows = x.value.rank() == 0 ? 1 : x.value.shape()[0];
            return runtime.execute(
                Op::Reshape, {x},
                ShapeAttributes{Shape{rows, rows == 0 ? 0 : x.value.size() / rows}});
        };
    });
    defineLayer(runtime, layers, "Reshape", "target_shape, input_shape=None", [](const Call& call) {
        return [&runtime = call.runtime(), target = toExtents(call.interpreter(), call[0])](
                   Interpreter&, const TracedTensor& x, bool) {
            std::vector<std::int64_t> extents{x.value.rank() == 0 ? 1 : x.value.shape()[0]};
            extents.insert(extents.end(), target.begin(), target.end());
            const auto shape = Runtime::translatingErrors(
                [&] { return resolveReshape(x.value.shape(), extents); });
            return runtime.execute(Op::Reshape, {x}, shape);
        };
    });
}

void defineActivationLayers(Runtime& runtime, lang::Module& layers)
{
    defineLayer(runtime, layers, "Activation", "activation", [](const Call& call) {
        return [&runtime = call.runtime(), activation = call[0]](Interpreter& interpreter,
                                                                 const TracedTensor& x, bool) {
            const auto function = activationOf(runtime, interpreter, activation);
            return function ? function(x) : x;
        };
    });
    defineLayer(runtime, layers, "ReLU", "", [](const Call& call) {
        return [&runtime = call.runtime()](Interpreter&, const TracedTensor& x, bool) {
            return runtime.execute(Op::Relu, {x});
        };
    });
    defineLayer(runtime, layers, "LeakyReLU", "alpha=0.3", [](const Call& call) {
        return [&runtime = call.runtime(),
                alpha = call.number(0, "alpha")](Interpreter&, const TracedTensor& x, bool) {
            return runtime.execute(Op::LeakyRelu, {x}, NumberAttributes{alpha});
        };
    });
    defineLayer(runtime, layers, "Softmax", "axis=-1", [](const Call& call) {
        return [&runtime = call.runtime(),
                axis = call.integer(0, "axis")](Interpreter&, const TracedTensor& x, bool) {
            const auto attributes = Runtime::translatingErrors(
                [&] { return resolveAxis(x.value.shape(), axis, Op::Softmax); });
            return runtime.execute(Op::Softmax, {x}, attributes);
        };
    });
    defineLayer(
        runtime, layers, "Dropout", "rate, noise_shape=None, seed=None", [](const Call& call) {
            const double rate = call.number(0, "rate");
            if (rate < 0 || rate >= 1)
                throw RaisedError("ValueError",
                                  "Invalid value " + call.text(0)
                                      + " received for `rate`, expected a value between 0 and 1.");
            return [&runtime = call.runtime(), rate](Interpreter&, const TracedTensor& x,
                                                     bool training) {
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
            };
        });
}

/// Pooling as tf.keras says it: strides as long as the window where they are not given.
LayerFunction poolingOf(const Call& call, Op op, int sides)
{
    checkChannelsLast(call, 3, "channels_last", op);
    const auto along = [&](std::size_t i) {
        return sides == 1 ? alongSequence(call, i) : rowsAndColumns(call, i);
    };
    const std::array<int, 2> window = along(0);
    const Walk walk{call.given(1) ? along(1) : window, {1, 1}, isSame(call.text(2))};
    return [&runtime = call.runtime(), op, sides, window, walk](Interpreter&, const TracedTensor& x,
                                                                bool) {
        if (sides == 2)
            return pooled(runtime, op, x, window, walk);
        return asSequences(runtime, pooled(runtime, op, asImages(runtime, x), window, walk));
    };
}

void definePoolingLayers(Runtime& runtime, lang::Module& layers)
{
    struct Row
    {
        const char* kind;
        const char* alias;
        Op op;
        int sides;
    };
    for (const auto& [kind, alias, op, sides] :
         {Row{"MaxPooling2D", "MaxPool2D", Op::MaxPool, 2},
          Row{"AveragePooling2D", "AvgPool2D", Op::AvgPool, 2},
          Row{"MaxPooling1D", "MaxPool1D", Op::MaxPool, 1},
          Row{"AveragePooling1D", "AvgPool1D", Op::AvgPool, 1}}) {
        defineLayer(
            runtime, layers, kind, "pool_size=2, strides=None, padding='valid', data_format=None",
            [op = op, sides = sides](const Call& call) { return poolingOf(call, op, sides); },
            alias);
    }
    for (const auto& [kind, alias, op, sides] :
         {Row{"GlobalAveragePooling2D", "GlobalAvgPool2D", Op::ReduceMean, 2},
          Row{"GlobalMaxPooling2D", "GlobalMaxPool2D", Op::ReduceMax, 2},
          Row{"GlobalAveragePooling1D", "GlobalAvgPool1D", Op::ReduceMean, 1},
          Row{"GlobalMaxPooling1D", "GlobalMaxPool1D", Op::ReduceMax, 1}}) {
        const ReduceAttributes middle{sides == 1 ? std::vector{1} : std::vector{1, 2}, false};
        const auto make = [op = op, middle](const Call& call) {
            return
                [&runtime = call.runtime(), op, middle](Interpreter&, const TracedTensor& x, bool) {
                    const auto rank = static_cast<int>(middle.axes.size()) + 2;
                    if (x.value.rank() != rank)
                        throw RaisedError("ValueError",
                                          "expected ndim=" + std::to_string(rank)
                                              + ", found ndim=" + std::to_string(x.value.rank())
                                              + ". Full shape received: "
                                              + x.value.shape().tupleText());
                    return runtime.execute(op, {x}, middle);
                };
        };
        defineLayer(runtime, layers, kind, "", make, alias);
    }
}

/// l1·Σ|x| + l2·Σx².
class RegularizerObject : public lang::Object
{
public:
    RegularizerObject(Runtime& runtime, std::string kind, double l1, double l2)
        : m_runtime(runtime)
        , m_kind(std::move(kind))
        , m_l1(l1)
        , m_l2(l2)
    {
    }
    std::string typeName() const override { return m_kind; }
    bool isCallable() const override { return true; }
    Value call(Interpreter& interpreter, const std::vector<Value>& positional,
               const lang::KeywordArguments&) override
    {
        if (positional.size() != 1)
            throw RaisedError("TypeError",
                              "__call__() missing 1 required positional argument: 'x'");
        const TracedTensor x = toTensor(m_runtime, interpreter, positional[0]);
        std::optional<TracedTensor> sum;
        const auto add = [&](Op op, double weight) {
            if (weight == 0)
                return;
            const TracedTensor total = m_runtime.execute(
                Op::ReduceSum, {m_runtime.execute(op, {x})}, Runtime::translatingErrors([&] {
                    return resolveReduction(x.value.shape(), {}, false);
                }));
            const TracedTensor factor =
                m_runtime.leaf(Op::Constant, Tensor::full(x.value.dtype(), Shape{}, weight));
            const TracedTensor part = m_runtime.execute(Op::Multiply, {factor, total});
            sum = sum ? m_runtime.execute(Op::Add, {*sum, part}) : part;
        };
        add(Op::Abs, m_l1);
        add(Op::Square, m_l2);
        if (!sum)
            sum = m_runtime.leaf(Op::Zeros, Tensor::zeros(x.value.dtype(), Shape{}));
        return wrap(m_runtime, *sum);
    }

private:
    Runtime& m_runtime;
    std::string m_kind;
    double m_l1;
    double m_l2;
};

} // namespace

std::string layerNameOf(Runtime& runtime, const std::string& kind, const Value& given)
{
    const std::string* const text = lang::stringText(given);
    return text ? *text : runtime.layerName(snakeCase(kind));
}

Value makeFunctionLayer(Runtime& runtime, const std::string& kind, const Value& name,
                        LayerFunction function)
{
    return lang::makeValue<FunctionLayer>(runtime, kind, layerNameOf(runtime, kind, name),
                                          std::move(function));
}

void defineFunctionLayers(Runtime& runtime, lang::Module& layers)
{
    defineShapeLayers(runtime, layers);
    defineActivationLayers(runtime, layers);
    definePoolingLayers(runtime, layers);
    for (const char* name : {"BatchNormalization", "LayerNormalization"})
        layers.refuse(name,
                      {"Write the layer with tf.nn.moments and tf.nn.batch_normalization, so that "
                       "its steps are on the tape.",
                       "请用 tf.nn.moments 和 tf.nn.batch_normalization 写出这一层，"
                       "让每一步都记录在梯度带上。"});
    for (const char* name : {"LSTM", "GRU", "SimpleRNN", "RNN", "LSTMCell", "GRUCell",
                             "SimpleRNNCell", "Bidirectional", "TimeDistributed"})
        layers.refuse(name,
                      {"Write the recurrence as a loop over the steps with tf.matmul and tf.tanh.",
                       "请用 tf.matmul 和 tf.tanh 写出沿时间步的循环。"});
    for (const char* name : {"ELU", "PReLU", "ThresholdedReLU"})
        layers.refuse(name,
                      {"Use Activation('elu'), LeakyReLU() or a function of your own in the list.",
                       "请使用 Activation('elu')、LeakyReLU()，或把自己的函数放入列表。"});
    for (const char* name : {"ZeroPadding2D", "UpSampling2D", "Cropping2D", "GaussianNoise",
                             "GaussianDropout", "AlphaDropout", "Permute", "RepeatVector"})
        layers.refuse(name,
                      {"Put a function in the list: a Sequential model calls it. tf.pad, "
                       "tf.transpose and tf.random.normal do the work.",
                       "请把函数放入列表：Sequential 模型会调用它。可以用 tf.pad、tf.transpose 和 "
                       "tf.random.normal。"});
    layers.refuse("Embedding",
                  {"Keep the table in a tf.Variable and use tf.nn.embedding_lookup.",
                   "请用 tf.Variable 存放向量表，并使用 tf.nn.embedding_lookup。"});
    layers.refuse("Lambda",
                  {"Put the function itself in the list: a Sequential model calls it.",
                   "请把函数本身放入列表：Sequential 模型会调用它。"});
    for (const char* name : {"Input", "InputLayer"})
        layers.refuse(
            name,
            {"Give the first layer its number of inputs, such as Dense(1, "
             "input_shape=(2,)), or call the model once.",
             "请给第一层输入的个数，例如 Dense(1, input_shape=(2,))，或先调用一次模型。"});
    for (const char* name :
         {"Add", "Subtract", "Multiply", "Average", "Concatenate", "Dot", "Maximum", "Minimum"})
        layers.refuse(name,
                      {"Use the operation itself in a function or in the call method of a "
                       "tf.keras.Model: a + b, tf.concat([a, b], axis).",
                       "请在函数或 tf.keras.Model 的 call 方法里直接运算：a + b、"
                       "tf.concat([a, b], axis)。"});
}

void defineRegularizers(Runtime& runtime, lang::Module& regularizers)
{
    struct Row
    {
        const char* name;
        const char* parameters;
        int first; ///< which of l1 and l2 the first argument is
    };
    for (const auto& [name, parameters, first] :
         {Row{"L1", "l1=0.01", 1}, Row{"l1", "l1=0.01", 1}, Row{"L2", "l2=0.01", 2},
          Row{"l2", "l2=0.01", 2}, Row{"L1L2", "l1=0.0, l2=0.0", 0},
          Row{"l1_l2", "l1=0.01, l2=0.01", 0}})
        define(runtime, {&regularizers}, name, parameters, [first = first](const Call& call) {
            const double one = call.number(0, "factor");
            const double two = first == 0 ? call.number(1, "factor") : one;
            return lang::makeValue<RegularizerObject>(call.runtime(),
                                                      first == 0       ? "L1L2"
                                                          : first == 1 ? "L1"
                                                                       : "L2",
                                                      first == 2 ? 0 : one, first == 1 ? 0 : two);
        });
}

Value regularizerOf(Runtime& runtime, const Value& value)
{
    const std::string* const name = lang::stringText(value);
    if (!name)
        return value;
    const bool both = *name == "l1_l2";
    if (!both && *name != "l1" && *name != "l2")
        throw RaisedError("ValueError", "Unknown regularizer: " + *name,
                          {"Use 'l1', 'l2', 'l1_l2', or tf.keras.regularizers.L2(0.01).",
                           "请使用 'l1'、'l2'、'l1_l2' 或 tf.keras.regularizers.L2(0.01)。"});
    return lang::makeValue<RegularizerObject>(runtime,
                                              both                ? "L1L2"
                                                  : *name == "l1" ? "L1"
                                                                  : "L2",
                                              *name == "l2" ? 0 : 0.01, *name == "l1" ? 0 : 0.01);
}

} // namespace engine::library

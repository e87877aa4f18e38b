// tf.keras.activations, utils and backend, and what of tf.keras is refused.
#include <algorithm>

#include "engine/lang/objects.h"
#include "engine/library/arrayobject.h"
#include "engine/library/conversion.h"
#include "engine/library/keras.h"
#include "engine/library/tensorobject.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {
namespace {

void defineActivations(Runtime& runtime, lang::Module& activations)
{
    for (const char* name : {"relu", "sigmoid", "tanh", "elu", "selu", "softplus", "softsign",
                             "swish", "exponential", "gelu", "linear"})
        define(runtime, {&activations}, name, "x", [name](const Call& call) {
            const auto function =
                activationOf(call.runtime(), call.interpreter(), lang::makeString(name));
            const TracedTensor x = call.tensor(0);
            return call.result(function ? function(x) : x);
        });
    define(runtime, {&activations}, "softmax", "x, axis=-1", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        return call.result(call.run(
            Op::Softmax, {x}, resolveAxis(x.value.shape(), call.integer(1, "axis"), Op::Softmax)));
    });
}

/// One row an entry, with 1 in the column of its class: an array, not a tensor.
Value toCategorical(const Call& call)
{
    Tensor classes = castTo(
        toPlainTensor(call.interpreter(), call[0], DType::Int64, DType::Float64), DType::Int64);
    const Shape& shape = classes.shape();
    if (shape.rank() > 1 && shape[shape.rank() - 1] == 1)
        classes = classes.withShape(
            Shape(std::span(shape.begin(), static_cast<std::size_t>(shape.rank() - 1))));
    std::int64_t most = 0;
    for (std::int64_t i = 0; i < classes.size(); ++i) {
        if (classes.intAt(i) < 0)
            throw RaisedError("ValueError", "to_categorical() takes class numbers from 0 on");
        most = std::max(most, classes.intAt(i) + 1);
    }
    OneHotAttributes attributes;
    attributes.depth = call.given(1) ? call.integer(1, "num_classes") : most;
    if (attributes.depth < most)
        throw RaisedError("IndexError",
                          "index " + std::to_string(most - 1)
                              + " is out of bounds for axis 1 with "
                                "size "
                              + std::to_string(attributes.depth));
    attributes.on = 1;
    attributes.off = 0;
    attributes.axis = classes.rank();
    attributes.dtype = toDType(call.interpreter(), call[2]).value_or(DType::Float32);
    return makeArray(evaluate(Op::OneHot, std::array{classes}, attributes));
}

} // namespace

void defineKerasTools(Runtime& runtime, lang::Module& keras)
{
    const auto part = [&](const char* name) {
        auto* module = new lang::Module(std::string("tensorflow.keras.") + name);
        keras.define(name, Value::object(module));
        return module;
    };
    defineActivations(runtime, *part("activations"));
    defineRegularizers(runtime, *part("regularizers"));
    lang::Module* const utils = part("utils");
    define(runtime, {utils}, "to_categorical", "y, num_classes=None, dtype='float32'",
           toCategorical);
    define(runtime, {utils}, "set_random_seed", "seed", [](const Call& call) {
        call.runtime().random().reseed(static_cast<std::uint64_t>(call.integer(0, "seed")));
        return Value::none();
    });
    lang::Module* const backend = part("backend");
    define(runtime, {backend}, "clear_session", "", [](const Call& call) {
        call.runtime().restartLayerNames();
        return Value::none();
    });
    define(runtime, {backend}, "epsilon", "", [](const Call&) { return Value::real(1e-7); });
    define(runtime, {backend}, "floatx", "",
           [](const Call&) { return lang::makeString("float32"); });
    keras.refuse("Input",
                 {"Give the first layer its number of inputs, such as Dense(1, input_shape=(2,)), "
                  "or call the model once.",
                  "请给第一层输入的个数，例如 Dense(1, input_shape=(2,))，或先调用一次模型。"});
    for (const char* name : {"datasets", "applications", "preprocessing"})
        keras.refuse(name,
                     {"Cells have no files and no network: make the data with tf.random.normal, or "
                      "write a few rows into the notebook.",
                      "单元格没有文件和网络：请用 tf.random.normal 生成数据，"
                      "或把少量数据写进笔记本。"});
    for (const char* name :
         {"callbacks", "wrappers", "estimator", "experimental", "mixed_precision", "constraints"})
        keras.refuse(name,
                     {"Write the training loop with tf.GradientTape: it can do this between steps.",
                      "请用 tf.GradientTape 写出训练循环：可以在步与步之间完成这件事。"});
}

} // namespace engine::library

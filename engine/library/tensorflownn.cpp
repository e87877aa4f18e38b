#include <algorithm>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/windows.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {

namespace {

void defineActivations(Runtime& runtime, TensorflowModules& m)
{
    for (const auto& [name, op] :
         {std::pair{"softmax", Op::Softmax}, {"log_softmax", Op::LogSoftmax}})
        define(runtime, {m.nn, m.math}, name, "logits, axis=-1, name=None",
               [op = op](const Call& call) {
                   const TracedTensor x = call.tensor(0);
                   return call.result(call.run(
                       op, {x},
                       AxisAttributes{call.given(1) ? call.axis(1, x.value.rank(), "Softmax")
                                                    : x.value.rank() - 1}));
               });
    define(runtime, {m.nn}, "leaky_relu", "features, alpha=0.2, name=None", [](const Call& call) {
        return call.result(
            call.run(Op::LeakyRelu, {call.tensor(0)}, NumberAttributes{call.number(1, "alpha")}));
    });
    define(runtime, {m.nn}, "gelu", "features, approximate=False, name=None", [](const Call& call) {
        return call.result(
            call.run(Op::Gelu, {call.tensor(0)}, NumberAttributes{call.truth(1) ? 1.0 : 0.0}));
    });
    define(runtime, {m.nn}, "dropout", "x, rate, noise_shape=None, seed=None, name=None",
           [&runtime](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const double rate = call.number(1, "rate");
               if (rate < 0 || rate >= 1)
                   throw RaisedError(
                       "ValueError",
                       "rate must be a scalar tensor or a float in the range [0, 1), got "
                           + call.text(1));
               const TracedTensor drawn =
                   runtime.leaf(Op::RandomUniform,
                                runtime.random().uniform(x.value.dtype(), x.value.shape(), 0, 1));
               const TracedTensor kept =
                   call.run(Op::GreaterEqual, {drawn, call.scalar(rate, x.value.dtype())});
               const TracedTensor scaled =
                   call.run(Op::Multiply, {x, call.scalar(1 / (1 - rate), x.value.dtype())});
               return call.result(
                   call.run(Op::Where, {kept, scaled, call.scalar(0, x.value.dtype())}));
           });
    define(runtime, {m.nn}, "bias_add", "value, bias, data_format=None, name=None",
           [](const Call& call) { return call.result(call.run(Op::Add, call.pair(0, 1))); });
    define(runtime, {m.nn}, "l2_loss", "t, name=None",
           [](const Call& call) { return call.result(call.run(Op::L2Loss, {call.tensor(0)})); });
    define(runtime, {m.nn, m.math}, "l2_normalize", "x, axis=None, epsilon=1e-12, name=None",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const auto kept =
                   resolveReduction(x.value.shape(), toAxes(call.interpreter(), call[1]), true);
               const TracedTensor sum = call.run(Op::ReduceSum, {call.run(Op::Square, {x})}, kept);
               const TracedTensor safe = call.run(
                   Op::Maximum, {sum, call.scalar(call.number(2, "epsilon"), x.value.dtype())});
               return call.result(call.run(Op::Multiply, {x, call.run(Op::Rsqrt, {safe})}));
           });
    define(runtime, {m.nn}, "moments", "x, axes, shift=None, keepdims=False, name=None",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const ReduceAttributes reduction = call.reduction(1, 3, x.value.shape());
               return lang::makeTuple({call.result(call.run(Op::ReduceMean, {x}, reduction)),
                                       call.result(call.run(Op::ReduceVariance, {x}, reduction))});
           });
}

/// One class number for each row of logits.
void checkLabels(const Shape& labels, const Shape& logits)
{
    const BilingualText hint{"A label is a class number: one for each row of logits. Labels with a "
                             "1 in the class's column go to softmax_cross_entropy_with_logits.",
                             "标签是类别编号：logits 的每行一个。独热标签请使用 "
                             "softmax_cross_entropy_with_logits。"};
    if (labels.rank() != logits.rank() - 1)
        throw RaisedError("ValueError",
                          "Rank mismatch: Rank of labels (received " + std::to_string(labels.rank())
                              + ") should equal rank of logits minus 1 (received "
                              + std::to_string(logits.rank()) + ").",
                          hint);
    if (!std::equal(labels.begin(), labels.end(), logits.begin()))
        throw RaisedError("ValueError",
                          "Shape mismatch: The shape of labels (received " + labels.tupleText()
                              + ") should equal the shape of logits except for the last dimension "
                                "(received "
                              + logits.tupleText() + ").",
                          hint);
}

void defineCrossEntropies(Runtime& runtime, TensorflowModules& m)
{
    define(runtime, {m.nn}, "softmax_cross_entropy_with_logits",
           "labels, logits, axis=-1, name=None", [](const Call& call) {
               const TracedTensor logits = call.tensor(1);
               TracedTensor labels = call.tensorLike(0, logits.value.dtype());
               if (labels.value.dtype() != logits.value.dtype())
                   labels = call.run(Op::Cast, {labels}, CastAttributes{logits.value.dtype()});
               return call.result(call.run(Op::SoftmaxCrossEntropy, {labels, logits}));
           });
    define(runtime, {m.nn}, "sparse_softmax_cross_entropy_with_logits", "labels, logits, name=None",
           [](const Call& call) {
               const TracedTensor labels = call.tensor(0);
               const TracedTensor logits = call.tensor(1);
               checkLabels(labels.value.shape(), logits.value.shape());
               return call.result(call.run(Op::SparseSoftmaxCrossEntropy, {labels, logits}));
           });
    define(runtime, {m.nn}, "sigmoid_cross_entropy_with_logits",
           "labels=None, logits=None, name=None", [](const Call& call) {
               const TracedTensor logits = call.tensor(1);
               const TracedTensor labels = call.tensorLike(0, logits.value.dtype());
               if (labels.value.shape() != logits.value.shape())
                   throw RaisedError("ValueError",
                                     "logits and labels must have the same shape ("
                                         + logits.value.shape().tupleText() + " vs "
                                         + labels.value.shape().tupleText() + ")");
               return call.result(call.run(Op::SigmoidCrossEntropy, {labels, logits}));
           });
}

void defineImages(Runtime& runtime, TensorflowModules& m, lang::Module& image)
{
    define(runtime, {m.nn}, "conv2d",
           "input, filters, strides, padding, data_format='NHWC', dilations=None, name=None",
           [](const Call& call) {
               checkChannelsLast(call, 4, "NHWC", Op::Conv2D);
               const auto operands = call.pair(0, 1);
               return call.result(
                   convolved(call.runtime(), operands[0], operands[1],
                             {rowsAndColumns(call, 2),
                              call.given(5) ? rowsAndColumns(call, 5) : std::array{1, 1},
                              isSame(call.text(3))}));
           });
    define(runtime, {m.nn}, "conv1d",
           "input, filters, stride, padding, data_format='NWC', dilations=None, name=None",
           [](const Call& call) {
               checkChannelsLast(call, 4, "NWC", Op::Conv2D);
               const auto operands = call.pair(0, 1);
               return call.result(
                   asSequences(call.runtime(),
                               convolved(call.runtime(), asImages(call.runtime(), operands[0]),
                                         asImages(call.runtime(), operands[1], 0),
                                         {alongSequence(call, 2),
                                          call.given(5) ? alongSequence(call, 5) : std::array{1, 1},
                                          isSame(call.text(3))})));
           });
    struct Pooling
    {
        std::string name;
        Op op;
    };
    for (const auto& [name, op] :
         {Pooling{"max_pool", Op::MaxPool}, Pooling{"avg_pool", Op::AvgPool}}) {
        for (const char* const ending : {"", "2d"})
            define(runtime, {m.nn}, (name + ending).c_str(),
                   "input, ksize, strides, padding, data_format='NHWC', name=None",
                   [op = op](const Call& call) {
                       checkChannelsLast(call, 4, "NHWC", op);
                       return call.result(
                           pooled(call.runtime(), op, call.tensor(0), rowsAndColumns(call, 1),
                                  {rowsAndColumns(call, 2), {1, 1}, isSame(call.text(3))}));
                   });
        define(runtime, {m.nn}, (name + "1d").c_str(),
               "input, ksize, strides, padding, data_format='NWC', name=None",
               [op = op](const Call& call) {
                   checkChannelsLast(call, 4, "NWC", op);
                   return call.result(asSequences(
                       call.runtime(),
                       pooled(call.runtime(), op, asImages(call.runtime(), call.tensor(0)),
                              alongSequence(call, 1),
                              {alongSequence(call, 2), {1, 1}, isSame(call.text(3))})));
               });
    }
    define(runtime, {&image}, "adjust_contrast", "images, contrast_factor", [](const Call& call) {
        return call.result(call.run(Op::AdjustContrast, {call.tensor(0)},
                                    NumberAttributes{call.number(1, "contrast_factor")}));
    });
}

} // namespace

void defineNeuralNetworks(Runtime& runtime, TensorflowModules& modules, lang::Module& image)
{
    defineActivations(runtime, modules);
    defineCrossEntropies(runtime, modules);
    defineImages(runtime, modules, image);
}

} // namespace engine::library

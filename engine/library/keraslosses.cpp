#include <algorithm>
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/keras.h"
#include "engine/library/tensorobject.h"

namespace engine::library {

namespace {

ReduceAttributes lastAxis(const TracedTensor& x)
{
    return x.value.rank() == 0 ? ReduceAttributes{} : ReduceAttributes{{x.value.rank() - 1}, false};
}

TracedTensor scalar(Runtime& runtime, double value, DType dtype)
{
    return runtime.leaf(Op::Constant, Tensor::full(dtype, Shape{}, value));
}

TracedTensor meanOver(Runtime& runtime, const TracedTensor& x)
{
    return runtime.execute(Op::ReduceMean, {x}, lastAxis(x));
}

TracedTensor meanSquaredError(Runtime& runtime, const TracedTensor& truth,
                              const TracedTensor& prediction)
{
    return meanOver(runtime, runtime.execute(Op::SquaredDifference, {prediction, truth}));
}

TracedTensor meanAbsoluteError(Runtime& runtime, const TracedTensor& truth,
                               const TracedTensor& prediction)
{
    return meanOver(runtime,
                    runtime.execute(Op::Abs, {runtime.execute(Op::Subtract, {prediction, truth})}));
}

TracedTensor meanAbsolutePercentageError(Runtime& runtime, const TracedTensor& truth,
                                         const TracedTensor& prediction)
{
    const DType dtype = prediction.value.dtype();
    const TracedTensor size = runtime.execute(
        Op::Maximum, {runtime.execute(Op::Abs, {truth}), scalar(runtime, 1e-7, dtype)});
    const TracedTensor error = runtime.execute(Op::Subtract, {truth, prediction});
    const TracedTensor relative =
        runtime.execute(Op::Abs, {runtime.execute(Op::Divide, {error, size})});
    return runtime.execute(Op::Multiply,
                           {scalar(runtime, 100, dtype), meanOver(runtime, relative)});
}

TracedTensor meanSquaredLogarithmicError(Runtime& runtime, const TracedTensor& truth,
                                         const TracedTensor& prediction)
{
    const TracedTensor tiny = scalar(runtime, 1e-7, prediction.value.dtype());
    const auto logarithm = [&](const TracedTensor& x) {
        return runtime.execute(Op::Log1p, {runtime.execute(Op::Maximum, {x, tiny})});
    };
    return meanOver(
        runtime, runtime.execute(Op::SquaredDifference, {logarithm(prediction), logarithm(truth)}));
}

/// log cosh e = e + softplus(−2e) − log 2
TracedTensor logCosh(Runtime& runtime, const TracedTensor& truth, const TracedTensor& prediction)
{
    const DType dtype = prediction.value.dtype();
    const TracedTensor e = runtime.execute(Op::Subtract, {prediction, truth});
    const TracedTensor soft = runtime.execute(
        Op::Softplus, {runtime.execute(Op::Multiply, {scalar(runtime, -2, dtype), e})});
    const TracedTensor sum = runtime.execute(Op::Add, {e, soft});
    return meanOver(runtime,
                    runtime.execute(Op::Subtract, {sum, scalar(runtime, std::log(2.0), dtype)}));
}

/// Σ y·log(y/p), both kept away from 0.
TracedTensor klDivergence(Runtime& runtime, const TracedTensor& truth,
                          const TracedTensor& prediction)
{
    const DType dtype = prediction.value.dtype();
    const auto kept = [&](const TracedTensor& p) {
        return runtime.execute(Op::ClipByValue,
                               {p, scalar(runtime, 1e-7, dtype), scalar(runtime, 1, dtype)});
    };
    const TracedTensor y = kept(truth);
    const TracedTensor ratio =
        runtime.execute(Op::Log, {runtime.execute(Op::Divide, {y, kept(prediction)})});
    const TracedTensor product = runtime.execute(Op::Multiply, {y, ratio});
    return runtime.execute(Op::ReduceSum, {product}, lastAxis(product));
}

Loss huber(double delta)
{
    return [delta](Runtime& runtime, const TracedTensor& truth, const TracedTensor& prediction) {
        const DType dtype = prediction.value.dtype();
        const TracedTensor error = runtime.execute(Op::Subtract, {prediction, truth});
        const TracedTensor size = runtime.execute(Op::Abs, {error});
        const TracedTensor near = runtime.execute(
            Op::Multiply, {scalar(runtime, 0.5, dtype), runtime.execute(Op::Square, {error})});
        const TracedTensor far =
            runtime.execute(Op::Subtract,
                            {runtime.execute(Op::Multiply, {scalar(runtime, delta, dtype), size}),
                             scalar(runtime, 0.5 * delta * delta, dtype)});
        const TracedTensor inside =
            runtime.execute(Op::LessEqual, {size, scalar(runtime, delta, dtype)});
        return meanOver(runtime, runtime.execute(Op::Where, {inside, near, far}));
    };
}

/// Probabilities kept away from 0 and 1, as Keras does.
TracedTensor clipped(Runtime& runtime, const TracedTensor& p)
{
    const DType dtype = p.value.dtype();
    return runtime.execute(Op::ClipByValue,
                           {p, scalar(runtime, 1e-7, dtype), scalar(runtime, 1 - 1e-7, dtype)});
}

Loss binaryCrossentropy(bool fromLogits)
{
    return [fromLogits](Runtime& runtime, const TracedTensor& truth,
                        const TracedTensor& prediction) {
        if (fromLogits)
            return meanOver(runtime, runtime.execute(Op::SigmoidCrossEntropy, {truth, prediction}));
        const DType dtype = prediction.value.dtype();
        const TracedTensor one = scalar(runtime, 1, dtype);
        const TracedTensor tiny = scalar(runtime, 1e-7, dtype);
        const TracedTensor p = clipped(runtime, prediction);
        const auto term = [&](const TracedTensor& weight, const TracedTensor& probability) {
            return runtime.execute(
                Op::Multiply,
                {weight,
                 runtime.execute(Op::Log, {runtime.execute(Op::Add, {probability, tiny})})});
        };
        const TracedTensor sum = runtime.execute(Op::Add,
                                                 {term(truth, p),
                                                  term(runtime.execute(Op::Subtract, {one, truth}),
                                                       runtime.execute(Op::Subtract, {one, p}))});
        return meanOver(runtime, runtime.execute(Op::Negative, {sum}));
    };
}

Loss categoricalCrossentropy(bool fromLogits)
{
    return
        [fromLogits](Runtime& runtime, const TracedTensor& truth, const TracedTensor& prediction) {
            if (fromLogits)
                return runtime.execute(Op::SoftmaxCrossEntropy, {truth, prediction});
            ReduceAttributes kept = lastAxis(prediction);
            kept.keepDims = true;
            const TracedTensor p = clipped(
                runtime,
                runtime.execute(Op::Divide,
                                {prediction, runtime.execute(Op::ReduceSum, {prediction}, kept)}));
            const TracedTensor weighted =
                runtime.execute(Op::Multiply, {truth, runtime.execute(Op::Log, {p})});
            return runtime.execute(
                Op::Negative, {runtime.execute(Op::ReduceSum, {weighted}, lastAxis(weighted))});
        };
}

Loss sparseCategoricalCrossentropy(bool fromLogits)
{
    return [fromLogits](Runtime& runtime, const TracedTensor& truth,
                        const TracedTensor& prediction) {
        TracedTensor labels = truth;
        if (isFloating(labels.value.dtype()))
            labels = runtime.execute(Op::Cast, {labels}, CastAttributes{DType::Int64});
        const Shape& shape = labels.value.shape();
        if (shape.rank() == prediction.value.rank() && shape.rank() > 0
            && shape[shape.rank() - 1] == 1)
            labels = runtime.execute(
                Op::Reshape, {labels},
                ShapeAttributes{
                    Shape(std::span(shape.begin(), static_cast<std::size_t>(shape.rank() - 1)))});
        const TracedTensor logits =
            fromLogits ? prediction : runtime.execute(Op::Log, {clipped(runtime, prediction)});
        return runtime.execute(Op::SparseSoftmaxCrossEntropy, {labels, logits});
    };
}

/// tf.keras.losses.MeanSquaredError() and its like: reduces over the batch.
class LossObject : public lang::Object
{
public:
    LossObject(Runtime& runtime, std::string kind, Loss loss, bool classNumbers,
               std::string reduction)
        : m_runtime(runtime)
        , m_kind(std::move(kind))
        , m_loss(std::move(loss))
        , m_classNumbers(classNumbers)
        , m_reduction(std::move(reduction))
    {
    }
    std::string typeName() const override { return m_kind; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.keras.losses." + m_kind;
    }
    bool isCallable() const override { return true; }
    Value call(Interpreter& interpreter, const std::vector<Value>& positional,
               const lang::KeywordArguments& keywords) override
    {
        static constexpr const char* names[] = {"y_true", "y_pred", "sample_weight"};
        std::vector<Value> arguments = positional;
        for (const auto& [name, value] : keywords) {
            const auto at = std::find(std::begin(names), std::end(names), name);
            if (at == std::end(names))
                throw RaisedError("TypeError",
                                  "__call__() got an unexpected keyword argument '" + name + "'");
            const auto i = static_cast<std::size_t>(at - std::begin(names));
            arguments.resize(std::max(arguments.size(), i + 1));
            arguments[i] = value;
        }
        if (arguments.size() < 2 || arguments[0].isNone() || arguments[1].isNone())
            throw RaisedError("TypeError",
                              "__call__() missing required arguments: 'y_true' and 'y_pred'");
        arguments.resize(3);
        const Call call(m_runtime, interpreter, arguments);
        const TracedTensor each = weighted(call, lossOf(call, m_loss, m_classNumbers), 2);
        if (m_reduction == "none")
            return wrap(m_runtime, each);
        ReduceAttributes all;
        for (int axis = 0; axis < each.value.rank(); ++axis)
            all.axes.push_back(axis);
        return wrap(
            m_runtime,
            m_runtime.execute(m_reduction == "sum" ? Op::ReduceSum : Op::ReduceMean, {each}, all));
    }

private:
    Runtime& m_runtime;
    std::string m_kind;
    Loss m_loss;
    bool m_classNumbers;
    std::string m_reduction;
};

/// How the rows of a batch become one number: 'auto' is the mean.
void checkReduction(const std::string& reduction)
{
    for (const char* known : {"auto", "none", "sum", "sum_over_batch_size"}) {
        if (reduction == known)
            return;
    }
    throw RaisedError("ValueError",
                      "Invalid Reduction Key " + reduction
                          + ". Expected keys are \"('auto', 'none', 'sum', "
                            "'sum_over_batch_size')\"");
}

struct PlainLoss
{
    const char* type;
    Loss loss;
    std::vector<const char*> functions;
};

const std::vector<PlainLoss>& plainLosses()
{
    static const std::vector<PlainLoss> losses{
        {"MeanSquaredError", meanSquaredError, {"mean_squared_error", "mse", "MSE"}},
        {"MeanAbsoluteError", meanAbsoluteError, {"mean_absolute_error", "mae", "MAE"}},
        {"MeanAbsolutePercentageError",
         meanAbsolutePercentageError,
         {"mean_absolute_percentage_error", "mape", "MAPE"}},
        {"MeanSquaredLogarithmicError",
         meanSquaredLogarithmicError,
         {"mean_squared_logarithmic_error", "msle", "MSLE"}},
        {"LogCosh", logCosh, {"log_cosh", "logcosh"}},
        {"KLDivergence",
         klDivergence,
         {"kl_divergence", "kullback_leibler_divergence", "kld", "KLD"}}};
    return losses;
}

struct ClassLoss
{
    const char* type;
    const char* function;
    Loss (*make)(bool fromLogits);
    bool classNumbers;
};
constexpr ClassLoss classLosses[] = {
    {"BinaryCrossentropy", "binary_crossentropy", binaryCrossentropy, false},
    {"CategoricalCrossentropy", "categorical_crossentropy", categoricalCrossentropy, false},
    {"SparseCategoricalCrossentropy", "sparse_categorical_crossentropy",
     sparseCategoricalCrossentropy, true}};

Value makeLoss(const Call& call, const std::string& type, Loss loss, bool classNumbers,
               std::size_t reduction)
{
    checkReduction(call.text(reduction));
    return lang::makeValue<LossObject>(call.runtime(), type, std::move(loss), classNumbers,
                                       call.text(reduction));
}

/// Losses that are one line of the learner's own.
void refuseLosses(lang::Module& losses)
{
    const auto refuse = [&](std::initializer_list<const char*> names, const std::string& formula) {
        for (const char* name : names)
            losses.refuse(name, {"Write it: " + formula, "请直接写出：" + formula});
    };
    refuse({"Hinge", "hinge"}, "tf.reduce_mean(tf.maximum(1.0 - y * p, 0.0))");
    refuse({"SquaredHinge", "squared_hinge"},
           "tf.reduce_mean(tf.square(tf.maximum(1.0 - y * p, 0.0)))");
    refuse({"CategoricalHinge", "categorical_hinge"},
           "tf.maximum(tf.reduce_max((1.0 - y) * p, -1) - tf.reduce_sum(y * p, -1) + 1.0, 0.0)");
    refuse({"Poisson", "poisson"}, "tf.reduce_mean(p - y * tf.math.log(p + 1e-7))");
    refuse({"CosineSimilarity", "cosine_similarity"},
           "-tf.reduce_sum(tf.math.l2_normalize(y, -1) * tf.math.l2_normalize(p, -1), -1)");
    refuse({"Loss"}, "def loss(y, p): return tf.reduce_mean(tf.square(p - y))");
}

} // namespace

TracedTensor lossOf(const Call& call, const Loss& loss, bool classNumbers)
{
    const TracedTensor prediction = call.tensorLike(1, DType::Float32);
    const DType dtype = prediction.value.dtype();
    TracedTensor truth = classNumbers ? call.tensor(0) : call.tensorLike(0, dtype);
    if (!classNumbers && truth.value.dtype() != dtype)
        truth = call.run(Op::Cast, {truth}, CastAttributes{dtype});
    return loss(call.runtime(), truth, prediction);
}

TracedTensor weighted(const Call& call, const TracedTensor& each, std::size_t i)
{
    if (!call.given(i))
        return each;
    const DType dtype = each.value.dtype();
    TracedTensor weights = call.tensorLike(i, dtype);
    if (weights.value.dtype() != dtype)
        weights = call.run(Op::Cast, {weights}, CastAttributes{dtype});
    const Shape& shape = weights.value.shape();
    if (shape.rank() == each.value.rank() + 1 && shape[shape.rank() - 1] == 1)
        weights = call.reshape(weights, each.value.shape()); // a column of weights
    return call.run(Op::Multiply, {each, weights});
}

Loss lossNamed(const std::string& type, bool fromLogits)
{
    for (const PlainLoss& plain : plainLosses()) {
        if (type == plain.type)
            return plain.loss;
    }
    for (const ClassLoss& each : classLosses) {
        if (type == each.type)
            return each.make(fromLogits);
    }
    return {};
}

void defineLosses(Runtime& runtime, lang::Module& losses)
{
    for (const auto& [type, loss, functions] : plainLosses()) {
        define(runtime, {&losses}, type, "reduction='auto', name=None",
               [kind = std::string(type), loss = loss](const Call& call) {
                   return makeLoss(call, kind, loss, false, 0);
               });
        for (const char* function : functions)
            define(runtime, {&losses}, function, "y_true, y_pred", [loss = loss](const Call& call) {
                return call.result(lossOf(call, loss, false));
            });
    }
    define(runtime, {&losses}, "Huber", "delta=1.0, reduction='auto', name=None",
           [](const Call& call) {
               return makeLoss(call, "Huber", huber(call.number(0, "delta")), false, 1);
           });
    define(runtime, {&losses}, "huber", "y_true, y_pred, delta=1.0", [](const Call& call) {
        return call.result(lossOf(call, huber(call.number(2, "delta")), false));
    });
    for (const ClassLoss& each : classLosses) {
        define(runtime, {&losses}, each.type, "from_logits=False, reduction='auto', name=None",
               [each](const Call& call) {
                   return makeLoss(call, each.type, each.make(call.truth(0)), each.classNumbers, 1);
               });
        define(runtime, {&losses}, each.function, "y_true, y_pred, from_logits=False, axis=-1",
               [each](const Call& call) {
                   return call.result(lossOf(call, each.make(call.truth(2)), each.classNumbers));
               });
    }
    auto* reduction = new lang::Module("tensorflow.keras.losses.Reduction");
    losses.define("Reduction", Value::object(reduction));
    for (const auto& [name, text] : {std::pair{"AUTO", "auto"},
                                     {"NONE", "none"},
                                     {"SUM", "sum"},
                                     {"SUM_OVER_BATCH_SIZE", "sum_over_batch_size"}})
        reduction->define(name, lang::makeString(text));
    refuseLosses(losses);
}

} // namespace engine::library

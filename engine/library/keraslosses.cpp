#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/keras.h"
#include "engine/library/tensorobject.h"

namespace engine::library {

namespace {

/// One number an example: mean over the last axis, from (y_true, y_pred).
using Loss = std::function<TracedTensor(Runtime&, const TracedTensor&, const TracedTensor&)>;

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

/// The two operands of a loss; truths take the prediction's dtype unless they are class numbers.
TracedTensor lossOf(const Call& call, const Loss& loss, bool classNumbers)
{
    const TracedTensor prediction = call.tensorLike(1, DType::Float32);
    const DType dtype = prediction.value.dtype();
    TracedTensor truth = classNumbers ? call.tensor(0) : call.tensorLike(0, dtype);
    if (!classNumbers && truth.value.dtype() != dtype)
        truth = call.run(Op::Cast, {truth}, CastAttributes{dtype});
    return loss(call.runtime(), truth, prediction);
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
        std::vector<Value> arguments = positional;
        for (const auto& [name, value] : keywords) {
            if (name == "y_true" || name == "y_pred")
                arguments.push_back(value);
        }
        if (arguments.size() < 2)
            throw RaisedError("TypeError",
                              "__call__() missing required arguments: 'y_true' and 'y_pred'");
        const TracedTensor each =
            lossOf(Call(m_runtime, interpreter, arguments), m_loss, m_classNumbers);
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

void defineLoss(Runtime& runtime, lang::Module& losses, const char* type,
                std::initializer_list<const char*> functions,
                const std::function<Loss(bool fromLogits)>& make, bool classNumbers)
{
    const std::string kind = type;
    define(runtime, {&losses}, type, "from_logits=False, reduction='auto', name=None",
           [make, kind, classNumbers](const Call& call) {
               return lang::makeValue<LossObject>(call.runtime(), kind, make(call.truth(0)),
                                                  classNumbers, call.text(1));
           });
    for (const char* function : functions)
        define(runtime, {&losses}, function, "y_true, y_pred, from_logits=False, axis=-1",
               [make, classNumbers](const Call& call) {
                   return call.result(lossOf(call, make(call.truth(2)), classNumbers));
               });
}

} // namespace

void defineLosses(Runtime& runtime, lang::Module& losses)
{
    struct Plain
    {
        const char* type;
        Loss loss;
    };
    for (const auto& [type, loss] : {Plain{"MeanSquaredError", meanSquaredError},
                                     Plain{"MeanAbsoluteError", meanAbsoluteError}}) {
        const std::string kind = type;
        define(runtime, {&losses}, type, "reduction='auto', name=None",
               [kind, loss = loss](const Call& call) {
                   return lang::makeValue<LossObject>(call.runtime(), kind, loss, false,
                                                      call.text(0));
               });
    }
    define(runtime, {&losses}, "Huber", "delta=1.0, reduction='auto', name=None",
           [](const Call& call) {
               return lang::makeValue<LossObject>(
                   call.runtime(), "Huber", huber(call.number(0, "delta")), false, call.text(1));
           });
    for (const auto& [name, loss] : {std::pair{"mean_squared_error", Loss(meanSquaredError)},
                                     {"mse", Loss(meanSquaredError)},
                                     {"MSE", Loss(meanSquaredError)},
                                     {"mean_absolute_error", Loss(meanAbsoluteError)},
                                     {"mae", Loss(meanAbsoluteError)},
                                     {"MAE", Loss(meanAbsoluteError)},
                                     {"huber", huber(1)}})
        define(runtime, {&losses}, name, "y_true, y_pred",
               [loss = loss](const Call& call) { return call.result(lossOf(call, loss, false)); });
    defineLoss(runtime, losses, "BinaryCrossentropy", {"binary_crossentropy"}, binaryCrossentropy,
               false);
    defineLoss(runtime, losses, "CategoricalCrossentropy", {"categorical_crossentropy"},
               categoricalCrossentropy, false);
    defineLoss(runtime, losses, "SparseCategoricalCrossentropy",
               {"sparse_categorical_crossentropy"}, sparseCategoricalCrossentropy, true);
}

} // namespace engine::library

// tf.keras.metrics: running means over batches.
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/keras.h"
#include "engine/library/tensorobject.h"

namespace engine::library {
namespace {

TracedTensor asFloat(Runtime& runtime, const TracedTensor& x)
{
    return x.value.dtype() == DType::Float32
        ? x
        : runtime.execute(Op::Cast, {x}, CastAttributes{DType::Float32});
}

TracedTensor matches(Runtime& runtime, const TracedTensor& a, const TracedTensor& b)
{
    return asFloat(runtime, runtime.execute(Op::Equal, {asFloat(runtime, a), asFloat(runtime, b)}));
}

TracedTensor largestClass(Runtime& runtime, const TracedTensor& scores)
{
    if (scores.value.rank() == 0)
        throw RaisedError("ValueError", "y_pred holds a score for each class on its last axis");
    return runtime.execute(Op::ArgMax, {scores}, AxisAttributes{scores.value.rank() - 1});
}

TracedTensor accuracy(Runtime& runtime, const TracedTensor& truth, const TracedTensor& prediction)
{
    return matches(runtime, truth, prediction);
}

TracedTensor categoricalAccuracy(Runtime& runtime, const TracedTensor& truth,
                                 const TracedTensor& prediction)
{
    return matches(runtime, largestClass(runtime, truth), largestClass(runtime, prediction));
}

TracedTensor sparseCategoricalAccuracy(Runtime& runtime, const TracedTensor& truth,
                                       const TracedTensor& prediction)
{
    TracedTensor labels = truth;
    const Shape& shape = truth.value.shape();
    if (shape.rank() > 0 && shape.rank() == prediction.value.rank() && shape[shape.rank() - 1] == 1)
        labels = runtime.execute(Op::Reshape, {labels},
                                 ShapeAttributes{Shape(std::span(
                                     shape.begin(), static_cast<std::size_t>(shape.rank() - 1)))});
    return matches(runtime, labels, largestClass(runtime, prediction));
}

Loss binaryAccuracy(double threshold)
{
    return [threshold](Runtime& runtime, const TracedTensor& truth,
                       const TracedTensor& prediction) {
        const TracedTensor limit =
            runtime.leaf(Op::Constant, Tensor::full(prediction.value.dtype(), Shape{}, threshold));
        const TracedTensor equal =
            matches(runtime, truth, runtime.execute(Op::Greater, {prediction, limit}));
        if (equal.value.rank() == 0)
            return equal;
        return runtime.execute(Op::ReduceMean, {equal},
                               ReduceAttributes{{equal.value.rank() - 1}, false});
    };
}

TracedTensor squaredError(Runtime& runtime, const TracedTensor& truth,
                          const TracedTensor& prediction)
{
    return runtime.execute(Op::SquaredDifference, {prediction, truth});
}

/// Adds up what a function makes of each batch. What it holds is no part of any tape: a metric has
/// no gradient.
class MetricObject : public lang::Object
{
public:
    enum class Result { Mean, Sum, RootOfMean };

    /// Without `measure` it is given the values themselves.
    MetricObject(Runtime& runtime, std::string kind, std::string name, Loss measure,
                 bool classNumbers, Result result)
        : m_runtime(runtime)
        , m_kind(std::move(kind))
        , m_name(std::move(name))
        , m_measure(std::move(measure))
        , m_classNumbers(classNumbers)
        , m_result(result)
    {
    }
    std::string typeName() const override { return m_kind; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.keras.metrics." + m_kind;
    }
    bool isCallable() const override { return true; }
    Value call(Interpreter& interpreter, const std::vector<Value>& positional,
               const lang::KeywordArguments& keywords) override
    {
        interpreter.call(*attribute(interpreter, "update_state"), positional, keywords);
        return result();
    }
    std::vector<std::string> attributeNames() const override
    {
        return {"name", "reset_state", "reset_states", "result", "update_state"};
    }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override
    {
        if (name == "name")
            return lang::makeString(m_name);
        const Value self = Value::object(this);
        if (name == "update_state")
            return lang::makeValue<lang::NativeFunction>(
                name,
                signature(m_measure ? "y_true, y_pred, sample_weight=None"
                                    : "values, sample_weight=None"),
                [self](Interpreter& interpreter, std::span<const Value> arguments) {
                    auto* metric = self.as<MetricObject>();
                    Runtime::translatingErrors(
                        [&] { metric->update(Call(metric->m_runtime, interpreter, arguments)); });
                    return Value::none();
                });
        if (name == "result")
            return lang::makeValue<lang::NativeFunction>(
                name, signature(""), [self](Interpreter&, std::span<const Value>) {
                    return self.as<MetricObject>()->result();
                });
        if (name == "reset_state" || name == "reset_states")
            return lang::makeValue<lang::NativeFunction>(
                name, signature(""), [self](Interpreter&, std::span<const Value>) {
                    self.as<MetricObject>()->m_total = 0;
                    self.as<MetricObject>()->m_count = 0;
                    return Value::none();
                });
        return {};
    }

private:
    void update(const Call& call)
    {
        const TracedTensor each = m_measure
            ? asFloat(m_runtime, lossOf(call, m_measure, m_classNumbers))
            : asFloat(m_runtime, call.tensorLike(0, DType::Float32));
        const std::size_t weightsAt = m_measure ? 2 : 1;
        m_total += sumOf(weighted(call, each, weightsAt));
        if (!call.given(weightsAt)) {
            m_count += static_cast<float>(each.value.size());
            return;
        }
        const TracedTensor ones =
            m_runtime.leaf(Op::Ones, Tensor::ones(DType::Float32, each.value.shape()));
        m_count += sumOf(weighted(call, ones, weightsAt));
    }
    float sumOf(const TracedTensor& x)
    {
        ReduceAttributes all;
        for (int axis = 0; axis < x.value.rank(); ++axis)
            all.axes.push_back(axis);
        return static_cast<float>(m_runtime.execute(Op::ReduceSum, {x}, all).value.at(0));
    }
    Value result()
    {
        float value = m_total;
        if (m_result != Result::Sum)
            value = m_count == 0 ? 0 : m_total / m_count;
        if (m_result == Result::RootOfMean)
            value = std::sqrt(value);
        return wrap(m_runtime, m_runtime.leaf(Op::Constant, Tensor::scalar(value)));
    }

    Runtime& m_runtime;
    std::string m_kind;
    std::string m_name;
    Loss m_measure;
    bool m_classNumbers;
    Result m_result;
    float m_total = 0; ///< float32, as in Keras
    float m_count = 0;
};

using Result = MetricObject::Result;

/// `parameters` end with name and dtype.
void defineMetric(Runtime& runtime, lang::Module& metrics, const char* type, const char* name,
                  const char* parameters, const std::function<Loss(const Call&)>& measure,
                  bool classNumbers = false, Result result = Result::Mean)
{
    const auto list = signature(parameters);
    std::size_t nameAt = 0;
    while (list[nameAt].name != "name")
        ++nameAt;
    define(runtime, {&metrics}, type, parameters,
           [kind = std::string(type), own = std::string(name), nameAt, measure, classNumbers,
            result](const Call& call) {
               return lang::makeValue<MetricObject>(
                   call.runtime(), kind, call.given(nameAt) ? call.text(nameAt) : own,
                   measure ? measure(call) : Loss(), classNumbers, result);
           });
}

/// metrics.name(y_true, y_pred): one number an example.
void defineFunction(Runtime& runtime, lang::Module& metrics, const char* name, const Loss& measure,
                    bool classNumbers)
{
    define(runtime, {&metrics}, name, "y_true, y_pred", [measure, classNumbers](const Call& call) {
        return call.result(lossOf(call, measure, classNumbers));
    });
}

} // namespace

void defineMetrics(Runtime& runtime, lang::Module& metrics)
{
    const char* const plain = "name=None, dtype=None";
    const auto always = [](Loss measure) {
        return [measure = std::move(measure)](const Call&) { return measure; };
    };
    defineMetric(runtime, metrics, "Mean", "mean", plain, {});
    defineMetric(runtime, metrics, "Sum", "sum", plain, {}, false, Result::Sum);
    defineMetric(runtime, metrics, "MeanSquaredError", "mean_squared_error", plain,
                 always(lossNamed("MeanSquaredError")));
    defineMetric(runtime, metrics, "MeanAbsoluteError", "mean_absolute_error", plain,
                 always(lossNamed("MeanAbsoluteError")));
    defineMetric(runtime, metrics, "RootMeanSquaredError", "root_mean_squared_error", plain,
                 always(squaredError), false, Result::RootOfMean);
    defineMetric(runtime, metrics, "Accuracy", "accuracy", plain, always(accuracy), true);
    defineMetric(runtime, metrics, "CategoricalAccuracy", "categorical_accuracy", plain,
                 always(categoricalAccuracy));
    defineMetric(runtime, metrics, "SparseCategoricalAccuracy", "sparse_categorical_accuracy",
                 plain, always(sparseCategoricalAccuracy), true);
    defineMetric(runtime, metrics, "BinaryAccuracy", "binary_accuracy",
                 "name=None, dtype=None, threshold=0.5",
                 [](const Call& call) { return binaryAccuracy(call.number(2, "threshold")); });
    for (const auto& [type, name] :
         {std::pair{"BinaryCrossentropy", "binary_crossentropy"},
          {"CategoricalCrossentropy", "categorical_crossentropy"},
          {"SparseCategoricalCrossentropy", "sparse_categorical_crossentropy"}})
        defineMetric(
            runtime, metrics, type, name, "name=None, dtype=None, from_logits=False",
            [type = std::string(type)](const Call& call) { return lossNamed(type, call.truth(2)); },
            std::string(type).starts_with("Sparse"));
    defineFunction(runtime, metrics, "categorical_accuracy", categoricalAccuracy, false);
    defineFunction(runtime, metrics, "sparse_categorical_accuracy", sparseCategoricalAccuracy,
                   true);
    defineFunction(runtime, metrics, "binary_accuracy", binaryAccuracy(0.5), false);
    for (const char* name : {"Precision", "Recall", "AUC", "TruePositives", "FalsePositives",
                             "TrueNegatives", "FalseNegatives", "MeanIoU"})
        metrics.refuse(name,
                       {"Count with tf.math.confusion_matrix(labels, predictions).",
                        "请用 tf.math.confusion_matrix(labels, predictions) 计数。"});
    for (const char* name : {"TopKCategoricalAccuracy", "SparseTopKCategoricalAccuracy"})
        metrics.refuse(name,
                       {"Use tf.math.in_top_k(targets, predictions, k) and tf.reduce_mean.",
                        "请使用 tf.math.in_top_k(targets, predictions, k) 和 tf.reduce_mean。"});
}

} // namespace engine::library

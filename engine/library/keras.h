#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/lang/nativefunction.h"
#include "engine/library/functionlist.h"

namespace engine::library {

// tf.keras as far as from-scratch courses need it: thin pieces that run operation by operation.

/// tf.keras.layers.Dense and its like: something callable with variables.
class LayerObject : public lang::Object
{
public:
    LayerObject(Runtime& runtime, std::string kind, std::string name)
        : m_runtime(runtime)
        , m_kind(std::move(kind))
        , m_name(std::move(name))
    {
    }
    /// The layer's result; the first call makes its variables.
    virtual Value apply(Interpreter& interpreter, const Value& x, bool training) = 0;
    /// Its variables in the order they were made.
    virtual std::vector<Value> variables() const { return {}; }
    /// What its regularizers add to a loss, computed now.
    virtual std::vector<Value> penalties(Interpreter&) const { return {}; }

    std::string typeName() const override { return m_kind; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.keras.layers." + m_kind;
    }
    bool isCallable() const override { return true; }
    Value call(Interpreter& interpreter, const std::vector<Value>& positional,
               const lang::KeywordArguments& keywords) override;
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;

protected:
    Runtime& m_runtime;
    std::string m_kind;
    std::string m_name;
};

/// A layer without variables: its name is the kind's, as Keras spells it ("max_pooling2d_1").
using LayerFunction = std::function<TracedTensor(Interpreter&, const TracedTensor&, bool training)>;
Value makeFunctionLayer(Runtime& runtime, const std::string& kind, const Value& name,
                        LayerFunction function);
/// The given name, or the next free one of a kind: "dense_1".
std::string layerNameOf(Runtime& runtime, const std::string& kind, const Value& given);

/// Visits what stands in a list, a dict or an object of a learner's class, one level deep.
void forEachPart(const Value& value, const std::function<void(const Value&)>& visit);
/// What the layers found in `value` add to a loss.
void collectPenalties(Interpreter& interpreter, const Value& value, std::vector<Value>& found);

/// The trainable (or all) variables found in a variable, a layer, a list, a dict or an object of a
/// learner's class.
void collectVariables(const Value& value, bool onlyTrainable, std::vector<Value>& found);

/// The function an argument such as activation='relu' or activation=tf.nn.relu stands for; empty
/// for None and 'linear'.
std::function<TracedTensor(const TracedTensor&)>
activationOf(Runtime& runtime, Interpreter& interpreter, const Value& value);

/// The numbers an argument such as kernel_initializer='zeros' gives for a shape.
Tensor initialized(Runtime& runtime, Interpreter& interpreter, const Value& initializer,
                   const Shape& shape);

/// One number an example, from (y_true, y_pred).
using Loss = std::function<TracedTensor(Runtime&, const TracedTensor&, const TracedTensor&)>;
/// "MeanSquaredError", "CategoricalCrossentropy"; empty for an unknown name.
Loss lossNamed(const std::string& type, bool fromLogits = false);
/// Arguments 0 and 1 as y_true and y_pred; truths take the prediction's dtype unless they are class
/// numbers.
TracedTensor lossOf(const Call& call, const Loss& loss, bool classNumbers);
/// Numbers for each example, and their weights (argument `i`; none: all count the same).
TracedTensor weighted(const Call& call, const TracedTensor& each, std::size_t i);

void defineInitializers(Runtime& runtime, lang::Module& initializers);
void defineLayers(Runtime& runtime, lang::Module& tf, lang::Module& keras);
/// Dense and the convolutions; Flatten, Dropout, pooling and others without variables.
void defineKernelLayers(Runtime& runtime, lang::Module& layers);
void defineFunctionLayers(Runtime& runtime, lang::Module& layers);
void defineRegularizers(Runtime& runtime, lang::Module& regularizers);
/// The regularizer an argument such as kernel_regularizer='l2' stands for; None for none.
Value regularizerOf(Runtime& runtime, const Value& value);
void defineLosses(Runtime& runtime, lang::Module& losses);
void defineMetrics(Runtime& runtime, lang::Module& metrics);
/// tf.keras.activations, utils, backend, and what of tf.keras is refused.
void defineKerasTools(Runtime& runtime, lang::Module& keras);
void defineOptimizers(Runtime& runtime, lang::Module& optimizers);

} // namespace engine::library

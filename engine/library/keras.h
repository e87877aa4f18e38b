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

void defineInitializers(Runtime& runtime, lang::Module& initializers);
void defineLayers(Runtime& runtime, lang::Module& tf, lang::Module& keras);
void defineLosses(Runtime& runtime, lang::Module& losses);
void defineOptimizers(Runtime& runtime, lang::Module& optimizers);

} // namespace engine::library

#pragma once

#include <optional>
#include <string>

#include "engine/library/runtime.h"

namespace engine::library {

/// A tf.Tensor of the running program.
class TensorObject : public lang::Object
{
public:
    TensorObject(Runtime& runtime, TracedTensor tensor)
        : m_runtime(runtime)
        , m_tensor(std::move(tensor))
    {
    }

    const TracedTensor& tensor() const { return m_tensor; }

    std::string typeName() const override { return "EagerTensor"; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.framework.ops.EagerTensor";
    }
    std::string messageTypeName() const override { return qualifiedTypeName(); }
    std::string repr(Interpreter& interpreter) const override;
    std::string str(Interpreter& interpreter) const override;
    std::string format(Interpreter& interpreter, const std::string& specification) const override;
    bool truth(Interpreter& interpreter) const override;
    std::optional<std::string> hashKey(Interpreter&) const override { return {}; }
    std::string unhashableMessage() const override;
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;
    Value item(Interpreter& interpreter, const Value& key) override;
    std::int64_t length(Interpreter& interpreter) const override;
    std::unique_ptr<lang::Iterator> iterate(Interpreter& interpreter) override;
    std::optional<Value> binary(Interpreter& interpreter, lang::BinaryOperator op,
                                const Value& other, bool reflected) override;
    std::optional<Value> unary(Interpreter& interpreter, lang::UnaryOperator op) override;
    std::optional<Value> compare(Interpreter& interpreter, lang::CompareOperator op,
                                 const Value& other) override;
    int operatorPriority() const override { return 100; }
    std::optional<double> toFloat(Interpreter& interpreter) const override;
    std::optional<std::int64_t> toInt(Interpreter& interpreter) const override;
    std::optional<std::int64_t> toIndex(Interpreter& interpreter) const override;
    std::optional<Value> absolute(Interpreter& interpreter) override;

private:
    Runtime& m_runtime;
    TracedTensor m_tensor;
};

/// x.ref() of a tensor or variable: hashable, equal to another reference to the same object.
class ReferenceObject : public lang::Object
{
public:
    /// `identity`: which tensor or variable it is, among all of the run.
    ReferenceObject(Value referred, std::string identity)
        : m_referred(std::move(referred))
        , m_identity(std::move(identity))
    {
    }
    std::string typeName() const override { return "Reference"; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.util.object_identity.Reference";
    }
    std::string repr(Interpreter& interpreter) const override;
    std::optional<std::string> hashKey(Interpreter&) const override { return m_identity; }
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    std::vector<std::string> attributeNames() const override { return {"deref"}; }
    std::optional<Value> compare(Interpreter& interpreter, lang::CompareOperator op,
                                 const Value& other) override;

private:
    Value m_referred;
    std::string m_identity;
};

Value wrap(Runtime& runtime, TracedTensor tensor);

// The operators, for tensors and variables alike. `self` is already a tensor; `other` is whatever
// stands on the other side.
std::optional<Value> tensorBinary(Runtime& runtime, Interpreter& interpreter,
                                  const TracedTensor& self, lang::BinaryOperator op,
                                  const Value& other, bool reflected);
std::optional<Value> tensorUnary(Runtime& runtime, const TracedTensor& self,
                                 lang::UnaryOperator op);
std::optional<Value> tensorCompare(Runtime& runtime, Interpreter& interpreter,
                                   const TracedTensor& self, lang::CompareOperator op,
                                   const Value& other);

/// Raises ValueError unless the mask has the shape of x's axes from `axis` on.
void checkMaskShape(const Shape& shape, const Shape& mask, int axis);
/// x[mask], as tf.boolean_mask; empty when the key is no tensor or array of bools.
std::optional<TracedTensor> masked(Runtime& runtime, Interpreter& interpreter,
                                   const TracedTensor& x, const Value& key);

/// The number when the tensor has one element; the errors of float(t) and int(t) otherwise.
double onlyElement(const Tensor& tensor);

} // namespace engine::library

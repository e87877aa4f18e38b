#pragma once

#include <optional>
#include <string>

#include "engine/library/runtime.h"

namespace engine::library {

/// A tf.Variable of the running program. Reading it under a tape watches it.
class VariableObject : public lang::Object
{
public:
    /// `shownName` is "UnreadVariable" for what assign() returns.
    VariableObject(Runtime& runtime, VariableId variable, std::string shownName);

    VariableId variable() const { return m_variable; }
    TracedTensor read() { return m_runtime.context().read(m_variable); }
    const Tensor& contents() const { return m_runtime.context().contents(m_variable); }
    bool isTrainable() const { return m_runtime.context().variable(m_variable).trainable; }
    NodeId leaf() const { return m_runtime.context().variable(m_variable).leaf; }

    std::string typeName() const override { return "ResourceVariable"; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.ops.resource_variable_ops.ResourceVariable";
    }
    std::string repr(Interpreter& interpreter) const override;
    std::optional<std::string> hashKey(Interpreter&) const override { return {}; }
    std::string unhashableMessage() const override;
    bool truth(Interpreter& interpreter) const override;
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;
    Value item(Interpreter& interpreter, const Value& key) override;
    void setItem(Interpreter& interpreter, const Value& key, const Value& value) override;
    std::int64_t length(Interpreter& interpreter) const override;
    std::unique_ptr<lang::Iterator> iterate(Interpreter& interpreter) override;
    std::optional<Value> binary(Interpreter& interpreter, lang::BinaryOperator op,
                                const Value& other, bool reflected) override;
    std::optional<Value> inPlace(Interpreter& interpreter, lang::BinaryOperator op,
                                 const Value& other) override;
    std::optional<Value> unary(Interpreter& interpreter, lang::UnaryOperator op) override;
    std::optional<Value> compare(Interpreter& interpreter, lang::CompareOperator op,
                                 const Value& other) override;
    int operatorPriority() const override { return 100; }
    std::optional<double> toFloat(Interpreter& interpreter) const override;
    std::optional<std::int64_t> toInt(Interpreter& interpreter) const override;
    std::optional<Value> absolute(Interpreter& interpreter) override;

private:
    enum class Assign { Replace, Add, Subtract };
    std::optional<Value> assignMethod(const std::string& name, Assign how);
    Value assign(Interpreter& interpreter, Assign how, const Value& value);

    Runtime& m_runtime;
    VariableId m_variable;
    std::string m_shownName;
};

/// tf.Variable(initial_value, trainable=True, validate_shape=True, caching_device=None, name=None,
/// variable_def=None, dtype=None)
Value makeVariable(Runtime& runtime, Interpreter& interpreter, const Value& initial, bool trainable,
                   const std::string& name, std::optional<DType> dtype);

} // namespace engine::library

#pragma once

#include <optional>
#include <string>

#include "engine/library/runtime.h"

namespace engine::library {

/// tf.float32 and its like; np.float32 is NumPy's own type object and callable.
class DTypeObject : public lang::Object
{
public:
    explicit DTypeObject(DType dtype)
        : m_dtype(dtype)
    {
    }
    DType dtype() const { return m_dtype; }

    std::string typeName() const override { return "DType"; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.framework.dtypes.DType";
    }
    std::string repr(Interpreter& interpreter) const override;
    std::string str(Interpreter& interpreter) const override;
    std::optional<std::string> hashKey(Interpreter& interpreter) const override;
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;
    std::optional<Value> compare(Interpreter& interpreter, lang::CompareOperator op,
                                 const Value& other) override;

private:
    DType m_dtype;
};

/// x.dtype of a NumPy array, and np.float32 itself: calling it makes a NumPy scalar or array of
/// that dtype.
class ArrayDTypeObject : public lang::Object
{
public:
    explicit ArrayDTypeObject(DType dtype)
        : m_dtype(dtype)
    {
    }
    DType dtype() const { return m_dtype; }

    std::string typeName() const override { return "dtype"; }
    std::string repr(Interpreter& interpreter) const override;
    std::string str(Interpreter& interpreter) const override;
    std::optional<std::string> hashKey(Interpreter& interpreter) const override;
    std::optional<Value> compare(Interpreter& interpreter, lang::CompareOperator op,
                                 const Value& other) override;
    bool isCallable() const override { return true; }
    Value call(Interpreter& interpreter, const std::vector<Value>& positional,
               const lang::KeywordArguments& keywords) override;

private:
    DType m_dtype;
};

/// x.shape of a tensor or variable.
class TensorShapeObject : public lang::Object
{
public:
    explicit TensorShapeObject(Shape shape)
        : m_shape(shape)
    {
    }
    const Shape& shape() const { return m_shape; }

    std::string typeName() const override { return "TensorShape"; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.framework.tensor_shape.TensorShape";
    }
    std::string repr(Interpreter& interpreter) const override;
    std::string str(Interpreter& interpreter) const override;
    bool truth(Interpreter& interpreter) const override;
    std::optional<std::string> hashKey(Interpreter& interpreter) const override;
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;
    Value item(Interpreter& interpreter, const Value& key) override;
    std::int64_t length(Interpreter& interpreter) const override;
    std::unique_ptr<lang::Iterator> iterate(Interpreter& interpreter) override;
    std::optional<Value> compare(Interpreter& interpreter, lang::CompareOperator op,
                                 const Value& other) override;

private:
    Shape m_shape;
};

} // namespace engine::library

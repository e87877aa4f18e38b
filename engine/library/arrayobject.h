#pragma once

#include <optional>
#include <string>

#include "engine/library/runtime.h"
#include "engine/tensor/memorybudget.h"

namespace engine::library {

/// A numpy.ndarray, or with rank 0 a NumPy scalar. Its numbers are on no tape.
class ArrayObject : public lang::Object
{
public:
    explicit ArrayObject(Tensor tensor)
        : m_tensor(std::move(tensor))
        , m_charge(MemoryBudget::charge(m_tensor.byteCount()))
    {
    }
    const Tensor& tensor() const { return m_tensor; }

    std::string typeName() const override;
    std::string qualifiedTypeName() const override { return "numpy." + typeName(); }
    std::string messageTypeName() const override { return qualifiedTypeName(); }
    std::string repr(Interpreter& interpreter) const override;
    std::string str(Interpreter& interpreter) const override;
    std::string format(Interpreter& interpreter, const std::string& specification) const override;
    bool truth(Interpreter& interpreter) const override;
    std::optional<std::string> hashKey(Interpreter& interpreter) const override;
    std::string unhashableMessage() const override { return "unhashable type: 'numpy.ndarray'"; }
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;
    Value item(Interpreter& interpreter, const Value& key) override;
    void setItem(Interpreter& interpreter, const Value& key, const Value& value) override;
    std::int64_t length(Interpreter& interpreter) const override;
    std::unique_ptr<lang::Iterator> iterate(Interpreter& interpreter) override;
    std::optional<Value> binary(Interpreter& interpreter, lang::BinaryOperator op,
                                const Value& other, bool reflected) override;
    std::optional<Value> unary(Interpreter& interpreter, lang::UnaryOperator op) override;
    std::optional<Value> compare(Interpreter& interpreter, lang::CompareOperator op,
                                 const Value& other) override;
    int operatorPriority() const override { return 10; }
    std::optional<double> toFloat(Interpreter& interpreter) const override;
    std::optional<std::int64_t> toInt(Interpreter& interpreter) const override;
    std::optional<std::int64_t> toIndex(Interpreter& interpreter) const override;
    std::optional<Value> absolute(Interpreter& interpreter) override;

private:
    Tensor m_tensor;
    std::shared_ptr<void> m_charge;
};

Value makeArray(Tensor tensor);

/// format(x, specification) of an array's numbers: a rank-0 one is first turned into a Python
/// number, as NumPy does.
std::string formatArray(Interpreter& interpreter, const Tensor& tensor,
                        const std::string& specification);
/// bool(x): only for one element.
bool arrayTruth(const Tensor& tensor);
/// The Python number, bool included, a rank-0 array stands for.
Value pythonNumber(const Tensor& scalar);

/// NumPy's result type of two operand types.
DType promoted(DType left, DType right);
/// An element-wise operation with NumPy's promotion. Comparison and logic included.
Tensor arrayOperation(Op op, const Tensor& left, const Tensor& right);

} // namespace engine::library

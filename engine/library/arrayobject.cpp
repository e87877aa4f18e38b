#include "engine/library/arrayobject.h"

#include <algorithm>
#include <array>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/numpymethods.h"
#include "engine/library/operators.h"
#include "engine/library/subscript.h"
#include "engine/library/typeobjects.h"
#include "engine/tensor/evaluate.h"
#include "engine/tensor/numpytext.h"

namespace engine::library {
namespace {

class RowIterator : public lang::Iterator
{
public:
    explicit RowIterator(Tensor tensor)
        : m_tensor(std::move(tensor))
    {
    }

    std::optional<Value> next(Interpreter& interpreter) override
    {
        if (m_index >= m_tensor.shape()[0])
            return {};
        const auto row = resolveSubscript(interpreter, m_tensor.shape(), Value::integer(m_index++),
                                          SubscriptErrors::NumPy);
        return makeArray(evaluate(Op::Slice, std::array{m_tensor}, row));
    }

private:
    Tensor m_tensor;
    std::int64_t m_index = 0;
};

/// In NumPy + and * of bools are "or" and "and".
std::optional<Op> arrayOperationFor(lang::BinaryOperator op, DType dtype)
{
    if (dtype == DType::Bool && op == lang::BinaryOperator::Add)
        return Op::LogicalOr;
    if (dtype == DType::Bool && op == lang::BinaryOperator::Multiply)
        return Op::LogicalAnd;
    return operationFor(op, dtype);
}

/// The other operand as an array with the dtype NumPy 1.x gives it: a Python number takes the dtype
/// of an array's kind (value-based casting), but is an ordinary int64 or float64 beside another
/// scalar.
std::optional<Tensor> operand(Interpreter& interpreter, const Value& value, const Tensor& beside)
{
    const bool number = value.isBool() || value.isInt() || value.isFloat();
    if (!number && !(tensorBehind(value) && value.as<ArrayObject>()) && !lang::listElements(value)
        && !lang::tupleElements(value) && !lang::rangeOf(value))
        return {};
    const Tensor plain = toPlainTensor(interpreter, value, DType::Int64, DType::Float64);
    if (!number || beside.rank() == 0 || value.isBool())
        return plain;
    if (isFloating(beside.dtype()) || (value.isInt() && isInteger(beside.dtype())))
        return castTo(plain, beside.dtype());
    return plain;
}

RaisedError broadcastError(const Tensor& left, const Tensor& right)
{
    const auto text = [](const Shape& shape) {
        std::string result = shape.tupleText();
        result.erase(std::remove(result.begin(), result.end(), ' '), result.end());
        return result;
    };
    return {
        "ValueError",
        "operands could not be broadcast together with shapes " + text(left.shape()) + " "
            + text(right.shape()) + " ",
        {"Shapes are compared from the right; each pair of extents must be equal or one of them 1.",
         "形状从最右边的轴开始比较：每一对长度必须相等，或其中之一为 1。"}};
}

} // namespace

Value makeArray(Tensor tensor)
{
    return lang::makeValue<ArrayObject>(std::move(tensor));
}

namespace {

bool isUnsigned(DType dtype)
{
    return dtype == DType::UInt8 || dtype == DType::UInt16 || dtype == DType::UInt32
        || dtype == DType::UInt64;
}

DType signedInteger(std::size_t bytes)
{
    return bytes == 1 ? DType::Int8
        : bytes == 2  ? DType::Int16
        : bytes == 4  ? DType::Int32
                      : DType::Int64;
}

/// The float that holds integers of so many bytes (NumPy: float64 for 32 and 64 bits).
DType floatFor(std::size_t bytes)
{
    return bytes == 1 ? DType::Float16 : bytes == 2 ? DType::Float32 : DType::Float64;
}

} // namespace

DType promoted(DType left, DType right)
{
    if (left == right || right == DType::Bool)
        return left;
    if (left == DType::Bool)
        return right;
    if (isFloating(left) && isFloating(right))
        return byteSize(left) > byteSize(right) ? left : right;
    if (isFloating(left) || isFloating(right)) {
        const DType real = isFloating(left) ? left : right;
        return promoted(real, floatFor(byteSize(isFloating(left) ? right : left)));
    }
    if (isUnsigned(left) == isUnsigned(right))
        return byteSize(left) > byteSize(right) ? left : right;
    const DType whole = isUnsigned(left) ? right : left;
    const std::size_t bytes = byteSize(isUnsigned(left) ? left : right);
    if (bytes == 8)
        return DType::Float64; // no integer holds both
    return byteSize(whole) > bytes ? whole : signedInteger(2 * bytes);
}

Tensor arrayOperation(Op op, const Tensor& left, const Tensor& right)
{
    if (op != Op::Matmul && !broadcastShape(left.shape(), right.shape()))
        throw broadcastError(left, right);
    const DType dtype = promoted(left.dtype(), right.dtype());
    const DType used = op == Op::Divide && !isFloating(dtype) ? DType::Float64 : dtype;
    const std::array operands{castTo(left, used), castTo(right, used)};
    return Runtime::translatingErrors([&] {
        return evaluate(op, operands,
                        op == Op::Matmul ? Attributes(MatmulAttributes{}) : Attributes{});
    });
}

Value pythonNumber(const Tensor& scalar)
{
    if (scalar.dtype() == DType::Bool)
        return Value::boolean(scalar.at(0) != 0);
    return isInteger(scalar.dtype()) ? Value::integer(scalar.intAt(0)) : Value::real(scalar.at(0));
}

std::string formatArray(Interpreter& interpreter, const Tensor& tensor,
                        const std::string& specification)
{
    if (tensor.rank() == 0)
        return interpreter.format(pythonNumber(tensor), specification);
    if (!specification.empty())
        throw RaisedError(
            "TypeError", "unsupported format string passed to numpy.ndarray.__format__",
            {"A format such as :.3f works for one number: take one entry, or use float(x).",
             "像 :.3f 这样的格式只适用于单个数字：请取出一个元素，或使用 float(x)。"});
    return numpyStr(tensor);
}

bool arrayTruth(const Tensor& tensor)
{
    if (tensor.size() != 1)
        throw RaisedError(
            "ValueError",
            "The truth value of an array with more than one element is ambiguous. Use a.any() or "
            "a.all()",
            {"Reduce it to one value first, for example with tf.reduce_sum or tf.norm.",
             "请先把它归约为一个值，例如使用 tf.reduce_sum 或 tf.norm。"});
    return tensor.at(0) != 0;
}

std::string ArrayObject::typeName() const
{
    if (m_tensor.rank() > 0)
        return "ndarray";
    return m_tensor.dtype() == DType::Bool ? "bool_" : std::string(name(m_tensor.dtype()));
}

std::string ArrayObject::repr(Interpreter&) const
{
    return numpyRepr(m_tensor);
}

std::string ArrayObject::str(Interpreter&) const
{
    return numpyStr(m_tensor);
}

std::string ArrayObject::format(Interpreter& interpreter, const std::string& specification) const
{
    return formatArray(interpreter, m_tensor, specification);
}

bool ArrayObject::truth(Interpreter&) const
{
    return arrayTruth(m_tensor);
}

std::optional<std::string> ArrayObject::hashKey(Interpreter& interpreter) const
{
    return m_tensor.rank() == 0 ? std::optional(interpreter.repr(pythonNumber(m_tensor)))
                                : std::nullopt;
}

std::optional<Value> ArrayObject::attribute(Interpreter& interpreter, const std::string& name)
{
    if (name == "shape") {
        std::vector<Value> extents;
        for (const std::int64_t extent : m_tensor.shape())
            extents.push_back(Value::integer(extent));
        return lang::makeTuple(std::move(extents));
    }
    if (name == "dtype")
        return lang::makeValue<ArrayDTypeObject>(m_tensor.dtype());
    if (name == "ndim")
        return Value::integer(m_tensor.rank());
    if (name == "size")
        return Value::integer(m_tensor.size());
    if (name == "T")
        return makeArray(
            evaluate(Op::Transpose, std::array{m_tensor}, resolveTranspose(m_tensor.shape(), {})));
    return arrayMethod(interpreter, m_tensor, name);
}

std::vector<std::string> ArrayObject::attributeNames() const
{
    std::vector<std::string> names = arrayMethodNames();
    names.insert(names.end(), {"T", "dtype", "ndim", "shape", "size"});
    return names;
}

Value ArrayObject::item(Interpreter& interpreter, const Value& key)
{
    const auto slice = resolveSubscript(interpreter, m_tensor.shape(), key, SubscriptErrors::NumPy);
    return makeArray(evaluate(Op::Slice, std::array{m_tensor}, slice));
}

void ArrayObject::setItem(Interpreter& interpreter, const Value& key, const Value& value)
{
    const auto slice = resolveSubscript(interpreter, m_tensor.shape(), key, SubscriptErrors::NumPy);
    const Tensor given =
        castTo(toPlainTensor(interpreter, value, DType::Int64, DType::Float64), m_tensor.dtype());
    const auto common = broadcastShape(given.shape(), slice.resultShape);
    if (!common || *common != slice.resultShape)
        throw RaisedError("ValueError",
                          "could not broadcast input array from shape " + given.shape().tupleText()
                              + " into shape " + slice.resultShape.tupleText());
    m_tensor = withSlice(m_tensor, slice, given);
}

std::int64_t ArrayObject::length(Interpreter&) const
{
    if (m_tensor.rank() == 0)
        throw RaisedError("TypeError", "object of type 'numpy." + typeName() + "' has no len()");
    return m_tensor.shape()[0];
}

std::unique_ptr<lang::Iterator> ArrayObject::iterate(Interpreter&)
{
    if (m_tensor.rank() == 0)
        throw RaisedError("TypeError", "'numpy." + typeName() + "' object is not iterable");
    return std::make_unique<RowIterator>(m_tensor);
}

std::optional<Value> ArrayObject::binary(Interpreter& interpreter, lang::BinaryOperator op,
                                         const Value& other, bool reflected)
{
    const auto right = operand(interpreter, other, m_tensor);
    if (!right)
        return {};
    const auto operation = arrayOperationFor(op, promoted(m_tensor.dtype(), right->dtype()));
    if (!operation)
        return {};
    // A number beside a float32 scalar counts as float64 (NumPy 1.x).
    return makeArray(reflected ? arrayOperation(*operation, *right, m_tensor)
                               : arrayOperation(*operation, m_tensor, *right));
}

std::optional<Value> ArrayObject::unary(Interpreter&, lang::UnaryOperator op)
{
    switch (op) {
    case lang::UnaryOperator::Negative:
        return makeArray(evaluate(Op::Negative, std::array{m_tensor}));
    case lang::UnaryOperator::Positive:
        return makeArray(m_tensor);
    case lang::UnaryOperator::Invert:
        return m_tensor.dtype() == DType::Bool
            ? std::optional(makeArray(evaluate(Op::LogicalNot, std::array{m_tensor})))
            : std::nullopt;
    }
    __builtin_unreachable();
}

std::optional<Value> ArrayObject::compare(Interpreter& interpreter, lang::CompareOperator op,
                                          const Value& other)
{
    const auto right = operand(interpreter, other, m_tensor);
    const bool equality =
        op == lang::CompareOperator::Equal || op == lang::CompareOperator::NotEqual;
    if (!right || (equality && !broadcastShape(m_tensor.shape(), right->shape())))
        return equality ? std::optional(Value::boolean(op == lang::CompareOperator::NotEqual))
                        : std::nullopt;
    return makeArray(arrayOperation(operationFor(op), m_tensor, *right));
}

std::optional<double> ArrayObject::toFloat(Interpreter&) const
{
    if (m_tensor.size() != 1)
        throw RaisedError("TypeError", "only size-1 arrays can be converted to Python scalars");
    return m_tensor.at(0);
}

std::optional<std::int64_t> ArrayObject::toInt(Interpreter&) const
{
    if (m_tensor.size() != 1)
        throw RaisedError("TypeError", "only size-1 arrays can be converted to Python scalars");
    return m_tensor.intAt(0);
}

std::optional<std::int64_t> ArrayObject::toIndex(Interpreter&) const
{
    return m_tensor.rank() == 0 && isInteger(m_tensor.dtype()) ? std::optional(m_tensor.intAt(0))
                                                               : std::nullopt;
}

std::optional<Value> ArrayObject::absolute(Interpreter&)
{
    return makeArray(evaluate(Op::Abs, std::array{m_tensor}));
}

} // namespace engine::library

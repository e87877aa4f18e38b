#include "engine/library/tensorobject.h"

#include <algorithm>

#include "engine/lang/objects.h"
#include "engine/library/arrayobject.h"
#include "engine/library/conversion.h"
#include "engine/library/operators.h"
#include "engine/library/subscript.h"
#include "engine/library/typeobjects.h"
#include "engine/library/variableobject.h"
#include "engine/tensor/evaluate.h"
#include "engine/tensor/numpytext.h"

namespace engine::library {
namespace {

class RowIterator : public lang::Iterator
{
public:
    RowIterator(Runtime& runtime, TracedTensor tensor)
        : m_runtime(runtime)
        , m_tensor(std::move(tensor))
    {
    }

    std::optional<Value> next(Interpreter& interpreter) override
    {
        if (m_index >= m_tensor.value.shape()[0])
            return {};
        const auto row = resolveSubscript(interpreter, m_tensor.value.shape(),
                                          Value::integer(m_index++), SubscriptErrors::TensorFlow);
        return wrap(m_runtime, m_runtime.execute(Op::Slice, {m_tensor}, row));
    }

private:
    Runtime& m_runtime;
    TracedTensor m_tensor;
    std::int64_t m_index = 0;
};

/// Whether convert_to_tensor has a meaning for it; an unknown object gets its own chance to handle
/// the operator.
bool isConvertible(const Value& value)
{
    return !value.isObject() || tensorBehind(value) || lang::listElements(value)
        || lang::tupleElements(value) || lang::rangeOf(value) || value.as<TensorShapeObject>();
}

[[noreturn]] void missingNumpyAttribute(const std::string& name)
{
    const std::string message = "\n        'EagerTensor' object has no attribute '" + name
        + "'.\n        If you are looking for numpy-related methods, please run the following:\n"
          "        import tensorflow.python.ops.numpy_ops.np_config\n        "
          "np_config.enable_numpy_behavior()";
    const std::string instead = name == "T" || name == "transpose" ? "tf.transpose(x)"
        : name == "reshape"                                        ? "tf.reshape(x, shape)"
        : name == "astype"                                         ? "tf.cast(x, dtype)"
        : name == "size"                                           ? "tf.size(x)"
                                                                   : "x.numpy()." + name;
    throw RaisedError("AttributeError", message,
                      {"Use `" + instead + "` instead.", "请改用 `" + instead + "`。"});
}

} // namespace

Value wrap(Runtime& runtime, TracedTensor tensor)
{
    return lang::makeValue<TensorObject>(runtime, std::move(tensor));
}

double onlyElement(const Tensor& tensor)
{
    if (tensor.size() != 1)
        throw RaisedError(
            "TypeError", "only size-1 arrays can be converted to Python scalars",
            {"It has shape " + tensor.shape().tupleText()
                 + ": pick one entry, or reduce it with tf.reduce_sum or tf.reduce_mean.",
             "它的形状是 " + tensor.shape().tupleText()
                 + "：请取出一个元素，或用 tf.reduce_sum、tf.reduce_mean 归约。"});
    return tensor.at(0);
}

std::optional<Value> tensorBinary(Runtime& runtime, Interpreter& interpreter,
                                  const TracedTensor& self, lang::BinaryOperator op,
                                  const Value& other, bool reflected)
{
    const auto operation = operationFor(op, self.value.dtype());
    if (!operation || !isConvertible(other))
        return {};
    const DType dtype = self.value.dtype();
    // The left operand's dtype is only a hint for the right one; the right operand's is binding for
    // the left one (behaviour 2.3).
    const TracedTensor converted =
        toTensor(runtime, interpreter, other, reflected ? Wanted{dtype, {}} : Wanted{{}, dtype});
    return wrap(
        runtime,
        reflected ? runtime.execute(*operation, {converted, self},
                                    *operation == Op::Matmul ? MatmulAttributes{} : Attributes{})
                  : runtime.execute(*operation, {self, converted},
                                    *operation == Op::Matmul ? MatmulAttributes{} : Attributes{}));
}

std::optional<Value> tensorUnary(Runtime& runtime, const TracedTensor& self, lang::UnaryOperator op)
{
    switch (op) {
    case lang::UnaryOperator::Negative:
        return wrap(runtime, runtime.execute(Op::Negative, {self}));
    case lang::UnaryOperator::Positive:
        return {};
    case lang::UnaryOperator::Invert:
        return self.value.dtype() == DType::Bool
            ? std::optional(wrap(runtime, runtime.execute(Op::LogicalNot, {self})))
            : std::nullopt;
    }
    __builtin_unreachable();
}

std::optional<Value> tensorCompare(Runtime& runtime, Interpreter& interpreter,
                                   const TracedTensor& self, lang::CompareOperator op,
                                   const Value& other)
{
    const bool equality =
        op == lang::CompareOperator::Equal || op == lang::CompareOperator::NotEqual;
    const auto plain = [&] { return Value::boolean(op == lang::CompareOperator::NotEqual); };
    if (equality && (other.isNone() || !isConvertible(other)))
        return plain();
    if (!isConvertible(other))
        return {};
    const TracedTensor converted =
        toTensor(runtime, interpreter, other, Wanted{{}, self.value.dtype()});
    if (equality && !broadcastShape(self.value.shape(), converted.value.shape()))
        return plain();
    return wrap(runtime, runtime.execute(operationFor(op), {self, converted}));
}

std::string TensorObject::repr(Interpreter&) const
{
    return tensorRepr(m_tensor.value);
}

std::string TensorObject::str(Interpreter&) const
{
    return tensorStr(m_tensor.value);
}

std::string TensorObject::format(Interpreter& interpreter, const std::string& specification) const
{
    return formatArray(interpreter, m_tensor.value, specification);
}

bool TensorObject::truth(Interpreter&) const
{
    return arrayTruth(m_tensor.value);
}

std::string TensorObject::unhashableMessage() const
{
    return "Tensor is unhashable. Instead, use tensor.ref() as the key.";
}

std::optional<Value> TensorObject::attribute(Interpreter& interpreter, const std::string& name)
{
    const Tensor& value = m_tensor.value;
    if (name == "shape")
        return lang::makeValue<TensorShapeObject>(value.shape());
    if (name == "dtype")
        return lang::makeValue<DTypeObject>(value.dtype());
    if (name == "ndim")
        return Value::integer(value.rank());
    if (name == "device")
        return lang::makeString("/job:localhost/replica:0/task:0/device:CPU:0");
    if (name == "numpy")
        return lang::makeValue<lang::NativeFunction>(
            "numpy", std::vector<lang::Parameter>{},
            [value](Interpreter&, std::span<const Value>) { return makeArray(value); });
    if (name == "get_shape")
        return lang::makeValue<lang::NativeFunction>("get_shape", std::vector<lang::Parameter>{},
                                                     [value](Interpreter&, std::span<const Value>) {
                                                         return lang::makeValue<TensorShapeObject>(
                                                             value.shape());
                                                     });
    if (name == "ref")
        return lang::makeValue<lang::NativeFunction>(
            "ref", std::vector<lang::Parameter>{},
            [self = Value::object(this), node = m_tensor.node](Interpreter&,
                                                               std::span<const Value>) {
                return lang::makeValue<ReferenceObject>(self,
                                                        "tensor " + std::to_string(node.index));
            });
    if (name == "name")
        throw RaisedError("AttributeError",
                          "Tensor.name is meaningless when eager execution is enabled.");
    static const std::vector<std::string> numpyNames{
        "T", "astype", "ravel", "transpose", "reshape", "clip", "size", "tolist", "data"};
    if (std::find(numpyNames.begin(), numpyNames.end(), name) != numpyNames.end())
        missingNumpyAttribute(name);
    (void)interpreter;
    return {};
}

std::vector<std::string> TensorObject::attributeNames() const
{
    return {"device", "dtype", "get_shape", "ndim", "numpy", "ref", "shape"};
}

std::string ReferenceObject::repr(Interpreter& interpreter) const
{
    return "<Reference wrapping " + interpreter.repr(m_referred) + ">";
}

std::optional<Value> ReferenceObject::attribute(Interpreter&, const std::string& name)
{
    if (name != "deref")
        return {};
    return lang::makeValue<lang::NativeFunction>(
        "deref", std::vector<lang::Parameter>{},
        [referred = m_referred](Interpreter&, std::span<const Value>) { return referred; });
}

std::optional<Value> ReferenceObject::compare(Interpreter&, lang::CompareOperator op,
                                              const Value& other)
{
    const auto* reference = other.as<ReferenceObject>();
    if (!reference || (op != lang::CompareOperator::Equal && op != lang::CompareOperator::NotEqual))
        return {};
    const bool same = reference->m_identity == m_identity;
    return Value::boolean(same == (op == lang::CompareOperator::Equal));
}

void checkMaskShape(const Shape& shape, const Shape& mask, int axis)
{
    bool fits = mask.rank() > 0 && axis + mask.rank() <= shape.rank();
    Shape part;
    for (int i = axis; i < std::min(axis + mask.rank(), shape.rank()); ++i) {
        part.append(shape[i]);
        fits = fits && shape[i] == mask[i - axis];
    }
    if (mask.rank() == 0)
        throw RaisedError("ValueError", "mask cannot be scalar.");
    if (!fits)
        throw RaisedError("ValueError",
                          "Shapes " + part.tupleText() + " and " + mask.tupleText()
                              + " are incompatible",
                          {"The mask needs the shape of the axes it selects from.",
                           "掩码的形状必须与被选取的轴相同。"});
}

std::optional<TracedTensor> masked(Runtime& runtime, Interpreter& interpreter,
                                   const TracedTensor& x, const Value& key)
{
    const Tensor* mask = tensorBehind(key);
    if (!mask || mask->dtype() != DType::Bool || key.as<VariableObject>())
        return {};
    const TracedTensor traced = toTensor(runtime, interpreter, key);
    checkMaskShape(x.value.shape(), mask->shape(), 0);
    return runtime.execute(Op::BooleanMask, {x, traced});
}

Value TensorObject::item(Interpreter& interpreter, const Value& key)
{
    if (auto rows = masked(m_runtime, interpreter, m_tensor, key))
        return wrap(m_runtime, std::move(*rows));
    return wrap(m_runtime,
                m_runtime.execute(Op::Slice, {m_tensor},
                                  resolveSubscript(interpreter, m_tensor.value.shape(), key,
                                                   SubscriptErrors::TensorFlow)));
}

std::int64_t TensorObject::length(Interpreter&) const
{
    if (m_tensor.value.rank() == 0)
        throw RaisedError("TypeError", "Scalar tensor has no `len()`");
    return m_tensor.value.shape()[0];
}

std::unique_ptr<lang::Iterator> TensorObject::iterate(Interpreter&)
{
    if (m_tensor.value.rank() == 0)
        throw RaisedError("TypeError", "Cannot iterate over a scalar tensor.");
    return std::make_unique<RowIterator>(m_runtime, m_tensor);
}

std::optional<Value> TensorObject::binary(Interpreter& interpreter, lang::BinaryOperator op,
                                          const Value& other, bool reflected)
{
    return tensorBinary(m_runtime, interpreter, m_tensor, op, other, reflected);
}

std::optional<Value> TensorObject::unary(Interpreter&, lang::UnaryOperator op)
{
    return tensorUnary(m_runtime, m_tensor, op);
}

std::optional<Value> TensorObject::compare(Interpreter& interpreter, lang::CompareOperator op,
                                           const Value& other)
{
    return tensorCompare(m_runtime, interpreter, m_tensor, op, other);
}

std::optional<double> TensorObject::toFloat(Interpreter&) const
{
    return onlyElement(m_tensor.value);
}

std::optional<std::int64_t> TensorObject::toInt(Interpreter&) const
{
    onlyElement(m_tensor.value);
    return m_tensor.value.intAt(0);
}

std::optional<std::int64_t> TensorObject::toIndex(Interpreter&) const
{
    return m_tensor.value.rank() == 0 && isInteger(m_tensor.value.dtype())
        ? std::optional(m_tensor.value.intAt(0))
        : std::nullopt;
}

std::optional<Value> TensorObject::absolute(Interpreter&)
{
    return wrap(m_runtime, m_runtime.execute(Op::Abs, {m_tensor}));
}

} // namespace engine::library

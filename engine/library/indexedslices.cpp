#include "engine/library/indexedslices.h"

#include "engine/library/tensorobject.h"
#include "engine/library/typeobjects.h"
#include "engine/tensor/numpytext.h"

namespace engine::library {

Value IndexedSlicesObject::denseShape() const
{
    std::vector<std::int32_t> extents;
    for (const std::int64_t extent : m_dense.value.shape())
        extents.push_back(static_cast<std::int32_t>(extent));
    return wrap(m_runtime,
                m_runtime.leaf(Op::Constant,
                               Tensor::of<std::int32_t>(Shape{m_dense.value.rank()}, extents)));
}

std::string IndexedSlicesObject::repr(Interpreter& interpreter) const
{
    return "IndexedSlices(indices=" + tensorStr(m_rows.indices.value) + ", values="
        + tensorStr(m_rows.values.value) + ", dense_shape=" + interpreter.str(denseShape()) + ")";
}

std::optional<Value> IndexedSlicesObject::attribute(Interpreter&, const std::string& name)
{
    if (name == "indices")
        return wrap(m_runtime, m_rows.indices);
    if (name == "values")
        return wrap(m_runtime, m_rows.values);
    if (name == "dense_shape")
        return denseShape();
    if (name == "shape")
        return lang::makeValue<TensorShapeObject>(m_dense.value.shape());
    if (name == "dtype")
        return lang::makeValue<DTypeObject>(m_dense.value.dtype());
    return {};
}

std::optional<Value> IndexedSlicesObject::unary(Interpreter&, lang::UnaryOperator op)
{
    if (op != lang::UnaryOperator::Negative)
        return {};
    const GradientRows turned{m_rows.indices, m_runtime.execute(Op::Negative, {m_rows.values})};
    return lang::makeValue<IndexedSlicesObject>(m_runtime, turned,
                                                m_runtime.execute(Op::Negative, {m_dense}));
}

} // namespace engine::library

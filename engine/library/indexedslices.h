#pragma once

#include <optional>
#include <string>

#include "engine/library/runtime.h"

namespace engine::library {

/// A gradient as the rows of a tf.gather (behaviour 1.8). Functions that take a tensor take it in
/// its dense form.
class IndexedSlicesObject : public lang::Object
{
public:
    IndexedSlicesObject(Runtime& runtime, GradientRows rows, TracedTensor dense)
        : m_runtime(runtime)
        , m_rows(std::move(rows))
        , m_dense(std::move(dense))
    {
    }
    const TracedTensor& dense() const { return m_dense; }

    std::string typeName() const override { return "IndexedSlices"; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.framework.indexed_slices.IndexedSlices";
    }
    std::string repr(Interpreter& interpreter) const override;
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    std::vector<std::string> attributeNames() const override
    {
        return {"dense_shape", "dtype", "indices", "shape", "values"};
    }
    std::optional<Value> unary(Interpreter& interpreter, lang::UnaryOperator op) override;

private:
    Value denseShape() const;

    Runtime& m_runtime;
    GradientRows m_rows;
    TracedTensor m_dense;
};

} // namespace engine::library

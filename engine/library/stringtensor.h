#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/library/runtime.h"

namespace engine::library {

/// A tensor of texts: it can be shown, indexed and compared, and no operation of the engine takes it.
class StringTensorObject : public lang::Object
{
public:
    StringTensorObject(Runtime& runtime, Shape shape, std::vector<std::string> texts)
        : m_runtime(runtime)
        , m_shape(shape)
        , m_texts(std::move(texts))
    {
    }

    std::string typeName() const override { return "EagerTensor"; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.framework.ops.EagerTensor";
    }
    std::string messageTypeName() const override { return qualifiedTypeName(); }
    std::string repr(Interpreter& interpreter) const override;
    std::string str(Interpreter& interpreter) const override;
    std::optional<std::string> hashKey(Interpreter&) const override { return {}; }
    std::string unhashableMessage() const override;
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    std::vector<std::string> attributeNames() const override { return {"dtype", "ndim", "shape"}; }
    Value item(Interpreter& interpreter, const Value& key) override;
    std::int64_t length(Interpreter& interpreter) const override;
    std::optional<Value> compare(Interpreter& interpreter, lang::CompareOperator op,
                                 const Value& other) override;

private:
    Runtime& m_runtime;
    Shape m_shape;
    std::vector<std::string> m_texts; ///< row-major, UTF-8
};

/// The tensor of a text or of nested lists of texts; empty when the value holds anything else.
std::optional<Value> stringTensor(Runtime& runtime, const Value& value);
/// tf.string
Value stringDType();

} // namespace engine::library

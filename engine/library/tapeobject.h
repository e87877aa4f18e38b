#pragma once

#include <optional>
#include <string>

#include "engine/library/runtime.h"

namespace engine::library {

/// A tf.GradientTape of the running program.
class TapeObject : public lang::Object
{
public:
    TapeObject(Runtime& runtime, TapeId tape)
        : m_runtime(runtime)
        , m_tape(tape)
    {
    }
    TapeId tape() const { return m_tape; }

    std::string typeName() const override { return "GradientTape"; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.eager.backprop.GradientTape";
    }
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;
    bool isContextManager() const override { return true; }
    Value enter(Interpreter& interpreter) override;
    void exit(Interpreter& interpreter, bool failed) override;

private:
    Runtime& m_runtime;
    TapeId m_tape;
};

} // namespace engine::library

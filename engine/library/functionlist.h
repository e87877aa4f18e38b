#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <vector>

#include "engine/lang/nativefunction.h"
#include "engine/library/modules.h"

namespace engine::library {

/// Parameters as Python writes them: "x, axis=None, keepdims=False, alpha=0.2, padding='SAME'".
std::vector<lang::Parameter> signature(const std::string& text);

/// The arguments of one call of a library function, by position, with the conversions every
/// function needs.
class Call
{
public:
    Call(Runtime& runtime, Interpreter& interpreter, std::span<const Value> arguments)
        : m_runtime(runtime)
        , m_interpreter(interpreter)
        , m_arguments(arguments)
    {
    }

    Runtime& runtime() const { return m_runtime; }
    Interpreter& interpreter() const { return m_interpreter; }
    const Value& operator[](std::size_t i) const { return m_arguments[i]; }
    bool given(std::size_t i) const { return !m_arguments[i].isNone(); }
    bool truth(std::size_t i) const { return m_interpreter.truth(m_arguments[i]); }
    std::int64_t integer(std::size_t i, const std::string& what) const;
    double number(std::size_t i, const std::string& what) const;
    std::string text(std::size_t i) const;

    TracedTensor tensor(std::size_t i) const;
    /// Python numbers in it take this dtype when they can.
    TracedTensor tensorLike(std::size_t i, DType dtype) const;
    /// The same, but another dtype is an error.
    TracedTensor tensorOf(std::size_t i, DType dtype) const;
    /// Two operands: a Python number beside a tensor takes the tensor's dtype.
    std::array<TracedTensor, 2> pair(std::size_t i, std::size_t j) const;
    /// A list argument's elements, of one dtype.
    std::vector<TracedTensor> list(std::size_t i) const;
    /// Index tensors: Python ints become int32.
    TracedTensor indices(std::size_t i) const { return tensor(i); }
    /// An axis, counted from the end when negative; `kernel` is who complains.
    int axis(std::size_t i, int rank, const char* kernel) const;
    ReduceAttributes reduction(std::size_t axes, std::size_t keepDims, const Shape& shape) const;

    TracedTensor run(Op op, std::initializer_list<TracedTensor> inputs,
                     Attributes attributes = {}) const
    {
        return m_runtime.execute(op, inputs, std::move(attributes));
    }
    TracedTensor run(Op op, std::span<const TracedTensor> inputs, Attributes attributes = {}) const
    {
        return m_runtime.execute(op, inputs, std::move(attributes));
    }
    TracedTensor scalar(double value, DType dtype) const
    {
        return m_runtime.leaf(Op::Constant, Tensor::full(dtype, Shape{}, value));
    }
    TracedTensor reshape(const TracedTensor& x, const Shape& shape) const
    {
        return x.value.shape() == shape ? x : run(Op::Reshape, {x}, ShapeAttributes{shape});
    }
    Value result(TracedTensor tensor) const;

private:
    Runtime& m_runtime;
    Interpreter& m_interpreter;
    std::span<const Value> m_arguments;
};

/// `axis` of `rank` axes, counted from the end when negative; `kernel` is who complains.
int normalAxis(std::int64_t axis, int rank, const std::string& kernel);

/// module.name(signature) for each of the modules.
template <class Body>
void define(Runtime& runtime, std::initializer_list<lang::Module*> modules, const char* name,
            const char* parameters, Body body)
{
    for (lang::Module* module : modules)
        module->function(
            name, signature(parameters),
            [&runtime, body](Interpreter& interpreter, std::span<const Value> arguments) -> Value {
                return Runtime::translatingErrors(
                    [&] { return Value(body(Call(runtime, interpreter, arguments))); });
            });
}

/// Index `at` of `axis`, which disappears.
TracedTensor entryOf(const Call& call, const TracedTensor& x, int axis, std::int64_t at);
/// `count` entries of `axis` from `start`.
TracedTensor partOf(const Call& call, const TracedTensor& x, int axis, std::int64_t start,
                    std::int64_t count);

} // namespace engine::library

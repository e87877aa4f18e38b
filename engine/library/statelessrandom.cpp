// Random numbers that are a function of a seed given with the call.
#include <array>

#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/tensor/evaluate.h"
#include "engine/tensor/philox.h"

namespace engine::library {
namespace {

Philox generatorOf(const Call& call, std::size_t i)
{
    const Tensor seed = call.tensor(i).value;
    if (seed.shape() != Shape{2} || !isInteger(seed.dtype()))
        throw RaisedError(
            "InvalidArgumentError", "seed must have shape [2], not " + seed.shape().bracketText(),
            {"Give two whole numbers: seed=[1, 2].", "请给出两个整数：seed=[1, 2]。"});
    return {static_cast<std::uint64_t>(seed.intAt(0)), static_cast<std::uint64_t>(seed.intAt(1))};
}

/// The draw, spread from `low` over `width`: one leaf, or operations where those are tensors, which
/// may have gradients.
Value spread(const Call& call, Op leaf, const Tensor& drawn, const TracedTensor& width,
             const TracedTensor& low, bool recorded)
{
    return Runtime::translatingErrors([&] {
        if (recorded)
            return call.result(call.run(
                Op::Add, {call.run(Op::Multiply, {call.runtime().leaf(leaf, drawn), width}), low}));
        const Tensor wide = evaluate(Op::Multiply, std::array{drawn, width.value});
        return call.result(
            call.runtime().leaf(leaf, evaluate(Op::Add, std::array{wide, low.value})));
    });
}

/// An argument's number, as a leaf only where something is recorded of it.
TracedTensor operand(const Call& call, std::size_t i, DType dtype, double otherwise, bool recorded)
{
    if (recorded)
        return call.given(i) ? call.tensorLike(i, dtype) : call.scalar(otherwise, dtype);
    const double number = call.given(i) ? call.number(i, "argument") : otherwise;
    return {Tensor::full(dtype, Shape{}, number), {}};
}

[[noreturn]] void refuseDtype(DType dtype, const char* kernel)
{
    throw RaisedError("InvalidArgumentError",
                      "Value for attr 'dtype' of " + std::string(kernelName(dtype))
                          + " is not in the list of allowed values [Op:" + kernel + "]");
}

Value normal(const Call& call)
{
    const DType dtype = toDType(call.interpreter(), call[4]).value_or(DType::Float32);
    if (!isFloating(dtype))
        refuseDtype(dtype, "StatelessRandomNormalV2");
    const Tensor drawn = Runtime::translatingErrors(
        [&] { return generatorOf(call, 1).normal(dtype, toShape(call.interpreter(), call[0])); });
    const bool recorded = tensorBehind(call[2]) || tensorBehind(call[3]);
    return spread(call, Op::RandomNormal, drawn, operand(call, 3, dtype, 1, recorded),
                  operand(call, 2, dtype, 0, recorded), recorded);
}

Value uniform(const Call& call)
{
    const DType dtype = toDType(call.interpreter(), call[4]).value_or(DType::Float32);
    const Shape shape = toShape(call.interpreter(), call[0]);
    Philox generator = generatorOf(call, 1);
    if (dtype == DType::Int32 || dtype == DType::Int64) {
        if (!call.given(3))
            throw RaisedError("ValueError",
                              "Must specify maxval for integer dtype tf."
                                  + std::string(name(dtype)));
        const std::int64_t low = call.given(2) ? call.integer(2, "minval") : 0;
        const std::int64_t high = call.integer(3, "maxval");
        if (low >= high)
            throw RaisedError("InvalidArgumentError",
                              "Need minval < maxval, got " + std::to_string(low) + " >= "
                                  + std::to_string(high) + " [Op:StatelessRandomUniformIntV2]");
        return Runtime::translatingErrors([&] {
            return call.result(
                call.runtime().leaf(Op::RandomUniform, generator.uniform(dtype, shape, low, high)));
        });
    }
    if (dtype != DType::Float32 && dtype != DType::Float64)
        refuseDtype(dtype, "StatelessRandomUniformV2");
    const Tensor drawn =
        Runtime::translatingErrors([&] { return generator.uniform(dtype, shape); });
    const bool recorded = tensorBehind(call[2]) || tensorBehind(call[3]);
    const TracedTensor low = operand(call, 2, dtype, 0, recorded);
    const TracedTensor high = operand(call, 3, dtype, 1, recorded);
    const TracedTensor width = recorded
        ? call.run(Op::Subtract, {high, low})
        : TracedTensor{evaluate(Op::Subtract, std::array{high.value, low.value}), {}};
    return spread(call, Op::RandomUniform, drawn, width, low, recorded);
}

} // namespace

void defineStatelessRandom(Runtime& runtime, lang::Module& random)
{
    define(runtime, {&random}, "stateless_normal",
           "shape, seed, mean=0.0, stddev=1.0, dtype=None, name=None", normal);
    define(runtime, {&random}, "stateless_uniform",
           "shape, seed, minval=None, maxval=None, dtype=None, name=None", uniform);
    for (const char* name :
         {"stateless_truncated_normal", "stateless_categorical", "stateless_gamma",
          "stateless_poisson", "stateless_binomial", "stateless_parameterized_truncated_normal"})
        random.refuse(name,
                      {"Use tf.random.stateless_normal or tf.random.stateless_uniform, or "
                       "tf.random.set_seed with the function without stateless_.",
                       "请使用 tf.random.stateless_normal 或 tf.random.stateless_uniform，"
                       "或 tf.random.set_seed 加上不带 stateless_ 的函数。"});
    for (const char* name :
         {"Generator", "get_global_generator", "set_global_generator", "create_rng_state"})
        random.refuse(
            name,
            {"Random numbers come from the notebook's seed: call tf.random.set_seed and "
             "tf.random.normal.",
             "随机数由笔记本的种子产生：请使用 tf.random.set_seed 和 tf.random.normal。"});
}

} // namespace engine::library

#include <algorithm>
#include <array>

#include "engine/lang/objects.h"
#include "engine/library/numpyarguments.h"
#include "engine/library/numpymethods.h"
#include "engine/library/randomorder.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {

void defineNumpyRandom(Runtime& runtime, lang::Module& random)
{
    for (const auto& [name, normal] : {std::pair{"rand", false}, {"randn", true}})
        random.define(name,
                      lang::makeValue<lang::NativeFunction>(
                          name,
                          [&runtime, normal = normal](Interpreter& interpreter,
                                                      const std::vector<Value>& positional,
                                                      const lang::KeywordArguments&) {
                              const Shape shape = toShape(interpreter, lang::makeTuple(positional));
                              return guarded([&] {
                                  return normal
                                      ? runtime.random().normal(DType::Float64, shape, 0, 1)
                                      : runtime.random().uniform(DType::Float64, shape, 0, 1);
                              });
                          }));
    define(runtime, {&random}, "random", "size=None", [](const Call& call) {
        const Shape shape = call.given(0) ? toShape(call.interpreter(), call[0]) : Shape{};
        return guarded(
            [&] { return call.runtime().random().uniform(DType::Float64, shape, 0, 1); });
    });
    define(runtime, {&random}, "randint", "low, high=None, size=None", [](const Call& call) {
        const double low = call.given(1) ? call.number(0, "low") : 0;
        const double high = call.number(call.given(1) ? 1 : 0, "high");
        if (low >= high)
            throw RaisedError("ValueError", "low >= high");
        const Shape shape = call.given(2) ? toShape(call.interpreter(), call[2]) : Shape{};
        return guarded(
            [&] { return call.runtime().random().uniform(DType::Int64, shape, low, high); });
    });
    const auto rowsInOrder = [](const Tensor& x, const CountsAttributes& order) {
        return evaluate(Op::RandomShuffle, std::array{x}, order);
    };
    define(runtime, {&random}, "permutation", "x", [rowsInOrder](const Call& call) {
        RandomSource& source = call.runtime().random();
        if (call[0].isInt()) {
            const auto order = shuffledOrder(source, call[0].asInt()).counts;
            return array(Tensor::of<std::int64_t>(Shape{call[0].asInt()}, order));
        }
        const Tensor x = arrayAt(call, 0);
        return array(rowsInOrder(x, shuffledOrder(source, x.rank() == 0 ? 0 : x.shape()[0])));
    });
    define(runtime, {&random}, "shuffle", "x", [rowsInOrder](const Call& call) {
        Interpreter& interpreter = call.interpreter();
        const std::vector<Value> elements = interpreter.elements(call[0]);
        const auto order =
            shuffledOrder(call.runtime().random(), static_cast<std::int64_t>(elements.size()))
                .counts;
        for (std::size_t i = 0; i < elements.size(); ++i)
            call[0].asObject()->setItem(interpreter, Value::integer(static_cast<std::int64_t>(i)),
                                        elements[static_cast<std::size_t>(order[i])]);
        return Value::none();
    });
    define(runtime, {&random}, "choice", "a, size=None, replace=True", [](const Call& call) {
        const Tensor pool = call[0].isInt() ? Tensor() : arrayAt(call, 0);
        const std::int64_t count = call[0].isInt() ? call[0].asInt() : pool.size();
        const Shape shape = call.given(1) ? toShape(call.interpreter(), call[1]) : Shape{};
        RandomSource& source = call.runtime().random();
        if (!call.truth(2) && shape.elementCount() > count)
            throw RaisedError("ValueError",
                              "Cannot take a larger sample than population when 'replace=False'");
        std::vector<std::int64_t> picks = shuffledOrder(source, count).counts;
        picks.resize(static_cast<std::size_t>(shape.elementCount()));
        for (std::int64_t& pick : picks)
            pick = call.truth(2)
                ? static_cast<std::int64_t>(source.nextUniform() * static_cast<double>(count))
                : pick;
        const Tensor indices = Tensor::of<std::int64_t>(shape, picks);
        return array(call[0].isInt() ? indices
                                     : evaluate(Op::Gather, std::array{pool, indices},
                                                GatherAttributes{0, 0, pool.shape()}));
    });
}

} // namespace engine::library

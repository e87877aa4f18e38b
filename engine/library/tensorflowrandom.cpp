#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/randomorder.h"

namespace engine::library {

namespace {

DType dtypeOr(const Call& call, std::size_t i, DType otherwise)
{
    return toDType(call.interpreter(), call[i]).value_or(otherwise);
}

/// A gamma draw of shape `alpha` and rate 1: Marsaglia and Tsang (2000).
double gammaDraw(RandomSource& random, double alpha)
{
    if (alpha < 1)
        return gammaDraw(random, alpha + 1) * std::pow(1 - random.nextUniform(), 1 / alpha);
    const double d = alpha - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = random.nextNormal();
        const double v = std::pow(1 + c * x, 3);
        if (v > 0 && std::log(1 - random.nextUniform()) < x * x / 2 + d - d * v + d * std::log(v))
            return d * v;
    }
}

/// A Poisson draw by multiplication of uniforms, big means in halves.
double poissonDraw(RandomSource& random, double mean)
{
    if (mean > 30)
        return poissonDraw(random, mean / 2) + poissonDraw(random, mean - mean / 2);
    const double limit = std::exp(-mean);
    double product = random.nextUniform();
    double count = 0;
    for (; product > limit; ++count)
        product *= random.nextUniform();
    return count;
}

/// A tensor whose elements are drawn one by one.
template <class Draw>
Tensor drawn(DType dtype, const Shape& shape, Draw draw)
{
    Tensor numbers = Tensor::uninitialized(DType::Float64, shape);
    for (std::int64_t i = 0; i < numbers.size(); ++i)
        numbers.mutableData<double>()[i] = draw(i);
    return castTo(numbers, dtype);
}

Value categorical(const Call& call)
{
    const Tensor logits = castTo(call.tensor(0).value, DType::Float64);
    if (logits.rank() != 2)
        throw RaisedError("InvalidArgumentError",
                          "logits should be a matrix, got shape " + logits.shape().bracketText()
                              + " [Op:Multinomial]",
                          {"One row a draw: tf.random.categorical([[...]], n).",
                           "每行一组：tf.random.categorical([[...]], n)。"});
    const std::int64_t classes = logits.shape()[1];
    const std::int64_t count = call.integer(1, "num_samples");
    RandomSource& random = call.runtime().random();
    const Tensor picks =
        drawn(dtypeOr(call, 2, DType::Int64), Shape{logits.shape()[0], count}, [&](std::int64_t i) {
            const double* const row = logits.data<double>() + i / count * classes;
            const double greatest = *std::max_element(row, row + classes);
            double total = 0;
            for (std::int64_t k = 0; k < classes; ++k)
                total += std::exp(row[k] - greatest);
            double rest = random.nextUniform() * total;
            std::int64_t k = 0;
            for (; k + 1 < classes; ++k) {
                rest -= std::exp(row[k] - greatest);
                if (rest < 0)
                    break;
            }
            return static_cast<double>(k);
        });
    return call.result(call.runtime().leaf(Op::RandomCategorical, picks));
}

} // namespace

CountsAttributes shuffledOrder(RandomSource& random, std::int64_t count)
{
    CountsAttributes order{std::vector<std::int64_t>(static_cast<std::size_t>(count))};
    std::iota(order.counts.begin(), order.counts.end(), 0);
    for (std::size_t i = order.counts.size(); i > 1; --i)
        std::swap(
            order.counts[i - 1],
            order.counts[static_cast<std::size_t>(random.nextUniform() * static_cast<double>(i))]);
    return order;
}

void defineRandomFunctions(Runtime& runtime, TensorflowModules& m)
{
    define(runtime, {m.random}, "normal",
           "shape, mean=0.0, stddev=1.0, dtype=None, seed=None, name=None", [](const Call& call) {
               const Shape shape = toShape(call.interpreter(), call[0]);
               const double mean = call.number(1, "mean");
               const double deviation = call.number(2, "stddev");
               return Runtime::translatingErrors([&] {
                   return call.result(call.runtime().leaf(
                       Op::RandomNormal,
                       call.runtime().random().normal(dtypeOr(call, 3, DType::Float32), shape, mean,
                                                      deviation)));
               });
           });
    define(
        runtime, {m.random}, "uniform",
        "shape, minval=0, maxval=None, dtype=None, seed=None, name=None", [](const Call& call) {
            const Shape shape = toShape(call.interpreter(), call[0]);
            const double low = call.number(1, "minval");
            const DType dtype = dtypeOr(call, 3, DType::Float32);
            if (!call.given(2) && isInteger(dtype))
                throw RaisedError("ValueError",
                                  "Must specify maxval for integer dtype tf."
                                      + std::string(name(dtype)));
            const double high = call.given(2) ? call.number(2, "maxval") : 1.0;
            return Runtime::translatingErrors([&] {
                return call.result(call.runtime().leaf(
                    Op::RandomUniform, call.runtime().random().uniform(dtype, shape, low, high)));
            });
        });
    define(runtime, {m.random}, "truncated_normal",
           "shape, mean=0.0, stddev=1.0, dtype=None, seed=None, name=None", [](const Call& call) {
               const Shape shape = toShape(call.interpreter(), call[0]);
               const double mean = call.number(1, "mean");
               const double deviation = call.number(2, "stddev");
               RandomSource& random = call.runtime().random();
               return call.result(call.runtime().leaf(
                   Op::RandomTruncatedNormal,
                   drawn(dtypeOr(call, 3, DType::Float32), shape, [&](std::int64_t) {
                       double z = random.nextNormal();
                       while (std::abs(z) > 2)
                           z = random.nextNormal();
                       return mean + deviation * z;
                   })));
           });
    define(runtime, {m.random}, "gamma",
           "shape, alpha, beta=None, dtype=None, seed=None, name=None", [](const Call& call) {
               const Shape shape = toShape(call.interpreter(), call[0]);
               const double alpha = call.number(1, "alpha");
               const double beta = call.given(2) ? call.number(2, "beta") : 1;
               RandomSource& random = call.runtime().random();
               return call.result(call.runtime().leaf(
                   Op::RandomGamma,
                   drawn(dtypeOr(call, 3, DType::Float32), shape,
                         [&](std::int64_t) { return gammaDraw(random, alpha) / beta; })));
           });
    define(runtime, {m.random}, "poisson", "shape, lam, dtype=None, seed=None, name=None",
           [](const Call& call) {
               const Shape shape = toShape(call.interpreter(), call[0]);
               const double mean = call.number(1, "lam");
               RandomSource& random = call.runtime().random();
               return call.result(call.runtime().leaf(
                   Op::RandomPoisson,
                   drawn(dtypeOr(call, 2, DType::Float32), shape,
                         [&](std::int64_t) { return poissonDraw(random, mean); })));
           });
    define(runtime, {m.random}, "categorical",
           "logits, num_samples, dtype=None, seed=None, name=None", categorical);
    define(runtime, {m.random}, "shuffle", "value, seed=None, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        const std::int64_t rows = x.value.rank() == 0 ? 0 : x.value.shape()[0];
        return call.result(
            call.run(Op::RandomShuffle, {x}, shuffledOrder(call.runtime().random(), rows)));
    });
    define(runtime, {m.random}, "set_seed", "seed", [](const Call& call) {
        call.runtime().random().reseed(static_cast<std::uint64_t>(call.integer(0, "seed")));
        return Value::none();
    });
}

} // namespace engine::library

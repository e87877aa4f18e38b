#include <algorithm>
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/keras.h"
#include "engine/library/tensorobject.h"

namespace engine::library {

namespace {

using Make = std::function<Tensor(const Shape&)>;

class InitializerObject : public lang::Object
{
public:
    InitializerObject(Runtime& runtime, std::string kind, Make make)
        : m_runtime(runtime)
        , m_kind(std::move(kind))
        , m_make(std::move(make))
    {
    }
    Tensor make(const Shape& shape) const { return m_make(shape); }
    std::string typeName() const override { return m_kind; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.keras.initializers." + m_kind;
    }
    bool isCallable() const override { return true; }
    Value call(Interpreter& interpreter, const std::vector<Value>& positional,
               const lang::KeywordArguments& keywords) override
    {
        std::vector<Value> arguments = positional;
        arguments.resize(std::max<std::size_t>(2, positional.size()));
        for (const auto& [name, value] : keywords) {
            if (name == "shape" || name == "dtype")
                arguments[name == "shape" ? 0 : 1] = value;
        }
        if (arguments[0].isNone())
            throw RaisedError("TypeError",
                              "__call__() missing 1 required positional argument: 'shape'");
        const DType dtype = toDType(interpreter, arguments[1]).value_or(DType::Float32);
        return wrap(m_runtime,
                    m_runtime.leaf(Op::Constant,
                                   castTo(m_make(toShape(interpreter, arguments[0])), dtype)));
    }

private:
    Runtime& m_runtime;
    std::string m_kind;
    Make m_make;
};

/// How many values go into and out of one unit.
std::pair<double, double> fans(const Shape& shape)
{
    if (shape.rank() < 2)
        return {static_cast<double>(shape.elementCount()),
                static_cast<double>(shape.elementCount())};
    double window = 1;
    for (int axis = 0; axis + 2 < shape.rank(); ++axis)
        window *= static_cast<double>(shape[axis]);
    return {window * static_cast<double>(shape[shape.rank() - 2]),
            window * static_cast<double>(shape[shape.rank() - 1])};
}

Tensor truncatedNormal(RandomSource& random, const Shape& shape, double mean, double deviation)
{
    Tensor values = Tensor::uninitialized(DType::Float32, shape);
    for (std::int64_t i = 0; i < values.size(); ++i) {
        double z = random.nextNormal();
        while (std::abs(z) > 2)
            z = random.nextNormal();
        values.mutableData<float>()[i] = static_cast<float>(mean + deviation * z);
    }
    return values;
}

/// By name and up to two numbers: (mean, stddev), (minval, maxval), (value).
std::optional<Make> makerOf(Runtime& runtime, const std::string& name, double first, double second)
{
    RandomSource& random = runtime.random();
    if (name == "zeros")
        return [](const Shape& shape) { return Tensor::zeros(DType::Float32, shape); };
    if (name == "ones")
        return [](const Shape& shape) { return Tensor::ones(DType::Float32, shape); };
    if (name == "constant")
        return [first](const Shape& shape) { return Tensor::full(DType::Float32, shape, first); };
    if (name == "truncated_normal")
        return [&random, first, second](const Shape& shape) {
            return truncatedNormal(random, shape, first, second);
        };
    if (name == "random_normal")
        return [&random, first, second](const Shape& shape) {
            return random.normal(DType::Float32, shape, first, second);
        };
    if (name == "random_uniform")
        return [&random, first, second](const Shape& shape) {
            return random.uniform(DType::Float32, shape, first, second);
        };
    // Glorot and Bengio (2010); He and others (2015); LeCun and others (1998).
    const auto scaled = [&random](double (*variance)(double, double), bool normal) {
        return [&random, variance, normal](const Shape& shape) {
            const auto [in, out] = fans(shape);
            const double deviation = std::sqrt(variance(in, out));
            const double limit = deviation * std::sqrt(3.0);
            // What is left of a normal distribution within two deviations has 0.8796… of its
            // deviation, which Keras makes up for.
            return normal ? truncatedNormal(random, shape, 0, deviation / 0.87962566103423978)
                          : random.uniform(DType::Float32, shape, -limit, limit);
        };
    };
    if (name == "glorot_uniform" || name == "glorot_normal")
        return scaled([](double in, double out) { return 2 / (in + out); },
                      name == "glorot_normal");
    if (name == "he_uniform" || name == "he_normal")
        return scaled([](double in, double) { return 2 / in; }, name == "he_normal");
    if (name == "lecun_uniform" || name == "lecun_normal")
        return scaled([](double in, double) { return 1 / in; }, name == "lecun_normal");
    return {};
}

} // namespace

Tensor initialized(Runtime& runtime, Interpreter& interpreter, const Value& initializer,
                   const Shape& shape)
{
    if (const auto* object = initializer.as<InitializerObject>())
        return object->make(shape);
    if (const std::string* name = lang::stringText(initializer)) {
        const bool uniform = *name == "random_uniform";
        if (const auto make = makerOf(runtime, *name, uniform ? -0.05 : 0, 0.05))
            return (*make)(shape);
        throw RaisedError("ValueError", "Unknown initializer: " + *name);
    }
    std::vector<Value> extents;
    for (const std::int64_t extent : shape)
        extents.push_back(Value::integer(extent));
    // A class such as tf.keras.initializers.Zeros, not yet called, or a function of the learner's.
    Value made = interpreter.call(initializer, {lang::makeTuple(std::move(extents))});
    if (const Tensor* numbers = tensorBehind(made))
        return *numbers;
    return toPlainTensor(interpreter, made, DType::Int32, DType::Float32);
}

void defineInitializers(Runtime& runtime, lang::Module& initializers)
{
    struct Entry
    {
        const char* type;
        const char* function;
        const char* parameters;
    };
    for (const Entry& entry :
         {Entry{"Zeros", "zeros", ""}, Entry{"Ones", "ones", ""},
          Entry{"Constant", "constant", "value=0"},
          Entry{"RandomNormal", "random_normal", "mean=0.0, stddev=0.05, seed=None"},
          Entry{"TruncatedNormal", "truncated_normal", "mean=0.0, stddev=0.05, seed=None"},
          Entry{"RandomUniform", "random_uniform", "minval=-0.05, maxval=0.05, seed=None"},
          Entry{"GlorotUniform", "glorot_uniform", "seed=None"},
          Entry{"GlorotNormal", "glorot_normal", "seed=None"},
          Entry{"HeUniform", "he_uniform", "seed=None"},
          Entry{"LecunUniform", "lecun_uniform", "seed=None"},
          Entry{"LecunNormal", "lecun_normal", "seed=None"},
          Entry{"HeNormal", "he_normal", "seed=None"}}) {
        const std::string function = entry.function;
        const std::string type = entry.type;
        const bool numbered =
            std::string(entry.parameters).find('.') != std::string::npos || function == "constant";
        const bool two = numbered && function != "constant";
        for (const char* name : {entry.type, entry.function})
            define(runtime, {&initializers}, name, entry.parameters,
                   [function, type, numbered, two](const Call& call) {
                       const double first = numbered ? call.number(0, "argument") : 0;
                       const double second = two ? call.number(1, "argument") : 0;
                       return lang::makeValue<InitializerObject>(
                           call.runtime(), type, *makerOf(call.runtime(), function, first, second));
                   });
    }
    for (const char* name : {"Orthogonal", "VarianceScaling", "Identity", "Initializer"})
        initializers.refuse(name,
                            {"Give the numbers themselves: kernel_initializer takes a function of "
                             "a shape, such as lambda shape, dtype=None: tf.eye(*shape).",
                             "请直接给出数值：kernel_initializer 可以是形状的函数，例如 "
                             "lambda shape, dtype=None: tf.eye(*shape)。"});
}

} // namespace engine::library

#include "engine/lang/objects.h"
#include "engine/lang/randommodule.h"
#include "engine/library/conversion.h"
#include "engine/library/keras.h"
#include "engine/library/modules.h"
#include "engine/library/stringtensor.h"
#include "engine/library/tapeobject.h"
#include "engine/library/tensorobject.h"
#include "engine/library/typeobjects.h"
#include "engine/library/variableobject.h"
#include "engine/tensor/numpytext.h"

namespace engine::library {
namespace {

using lang::Module;
using lang::NativeFunction;
using lang::Parameter;
using Arguments = std::span<const Value>;

/// A named constant of an enumeration: shown by its repr, compared by identity.
class EnumMember : public lang::Object
{
public:
    EnumMember(std::string type, std::string name, std::string value)
        : m_type(std::move(type))
        , m_name(std::move(name))
        , m_value(std::move(value))
    {
    }
    std::string typeName() const override { return m_type; }
    std::string repr(Interpreter&) const override
    {
        return "<" + m_type + "." + m_name + ": '" + m_value + "'>";
    }
    std::string str(Interpreter&) const override { return m_type + "." + m_name; }

private:
    std::string m_type;
    std::string m_name;
    std::string m_value;
};

Value native(const std::string& name, std::vector<Parameter> parameters, NativeFunction::Body body)
{
    return lang::makeValue<NativeFunction>(name, std::move(parameters), std::move(body));
}

void defineTapeAndVariable(Runtime& runtime, Module& tf)
{
    const Value tape =
        native("GradientTape",
               {Parameter::optional("persistent", Value::boolean(false)),
                Parameter::optional("watch_accessed_variables", Value::boolean(true))},
               [&runtime](Interpreter& interpreter, Arguments arguments) {
                   const TapeId id = runtime.context().makeTape(interpreter.truth(arguments[0]),
                                                                interpreter.truth(arguments[1]));
                   return lang::makeValue<TapeObject>(runtime, id);
               });
    tf.define("GradientTape", lang::makeNativeClass("GradientTape", tape, {"GradientTape"}));
    const Value variable = native(
        "Variable",
        {Parameter::needed("initial_value"), Parameter::optional("trainable"),
         Parameter::optional("validate_shape"), Parameter::optional("caching_device"),
         Parameter::optional("name"), Parameter::optional("variable_def"),
         Parameter::optional("dtype"), Parameter::optional("import_scope"),
         Parameter::optional("constraint"), Parameter::optional("synchronization"),
         Parameter::optional("aggregation"), Parameter::optional("shape")},
        [&runtime](Interpreter& interpreter, Arguments arguments) {
            const std::string* name = lang::stringText(arguments[4]);
            return makeVariable(runtime, interpreter, arguments[0],
                                arguments[1].isNone() || interpreter.truth(arguments[1]),
                                name ? *name : std::string(), toDType(interpreter, arguments[6]));
        });
    tf.define("Variable", lang::makeNativeClass("Variable", variable, {"ResourceVariable"}));
    const Value tensor = native("Tensor", {}, [](Interpreter&, Arguments) -> Value {
        throw RaisedError("TypeError", "tf.Tensor cannot be called",
                          {"Use tf.constant(...).", "请使用 tf.constant(...)。"});
    });
    tf.define("Tensor", lang::makeNativeClass("Tensor", tensor, {"EagerTensor"}));
}

/// tf.print's own format: floats without a forced ".0", tensors bracketed with blanks, first and
/// last three entries of a long axis.
std::string printed(const Tensor& tensor, int axis, std::int64_t& offset, std::int64_t stride)
{
    if (axis == tensor.rank()) {
        if (tensor.dtype() == DType::Bool)
            return tensor.at(offset) != 0 ? "1" : "0";
        if (isInteger(tensor.dtype()))
            return std::to_string(tensor.intAt(offset));
        char text[64];
        std::snprintf(text, sizeof text, "%.9g", tensor.at(offset));
        return text;
    }
    const std::int64_t extent = tensor.shape()[axis];
    const std::int64_t inner = extent == 0 ? 0 : stride / extent;
    std::string text = "[";
    const std::int64_t start = offset;
    for (std::int64_t i = 0; i < extent; ++i) {
        if (extent > 6 && i == 3) {
            text += " ...";
            i = extent - 3;
        }
        offset = start + i * inner;
        text += (i == 0 ? ""
                     : axis + 1 < tensor.rank()
                     ? "\n" + std::string(static_cast<std::size_t>(axis) + 1, ' ')
                     : " ")
            + printed(tensor, axis + 1, offset, inner);
    }
    return text + "]";
}

std::string printedValue(Interpreter& interpreter, const Value& value)
{
    if (const Tensor* tensor = tensorBehind(value)) {
        std::int64_t offset = 0;
        return printed(*tensor, 0, offset, tensor->size());
    }
    return interpreter.str(value);
}

void definePrint(Module& tf)
{
    tf.define("print",
              lang::makeValue<NativeFunction>(
                  "print",
                  [](Interpreter& interpreter, const std::vector<Value>& positional,
                     const lang::KeywordArguments& keywords) {
                      std::string separator = " ";
                      std::string end = "\n";
                      for (const auto& [name, value] : keywords) {
                          if (name == "sep")
                              separator = interpreter.str(value);
                          else if (name == "end")
                              end = interpreter.str(value);
                          else if (name != "output_stream" && name != "summarize" && name != "name")
                              throw RaisedError(
                                  "ValueError", "Invalid keyword arguments for tf.print: " + name,
                                  lang::didYouMean(
                                      name, {"sep", "end", "output_stream", "summarize", "name"}));
                      }
                      std::string text;
                      for (std::size_t i = 0; i < positional.size(); ++i)
                          text += (i ? separator : "") + printedValue(interpreter, positional[i]);
                      interpreter.write(Output::Kind::Stderr, text + end);
                      return Value::none();
                  }));
}

/// The lines notebooks begin with: versions, devices, eager mode. This machine is always "no GPU,
/// eager".
void defineEnvironment(Runtime& runtime, Module& tf)
{
    tf.define("__version__", lang::makeString("2.5.0"));
    tf.define("newaxis", Value::none());
    tf.function("executing_eagerly", {},
                [](Interpreter&, Arguments) { return Value::boolean(true); });
    tf.define(
        "function",
        lang::makeValue<NativeFunction>(
            "function",
            [](Interpreter&, const std::vector<Value>& positional, const lang::KeywordArguments&) {
                if (!positional.empty())
                    return positional.front();
                return native("decorated", {Parameter::needed("func")},
                              [](Interpreter&, Arguments arguments) { return arguments[0]; });
            }));

    auto* test = new Module("tensorflow.test");
    tf.define("test", Value::object(test));
    test->function(
        "is_gpu_available",
        {Parameter::optional("cuda_only", Value::boolean(false)),
         Parameter::optional("min_cuda_compute_capability")},
        [&runtime](Interpreter&, Arguments) {
            runtime.warn(
                "is_gpu_available",
                "From <cell>:1: is_gpu_available (from tensorflow.python.framework.test_util) is "
                "deprecated and will be removed in a future "
                "version.\nInstructions for updating:\nUse "
                "`tf.config.list_physical_devices('GPU')` instead.");
            return Value::boolean(false);
        });
    test->function("gpu_device_name", {},
                   [](Interpreter&, Arguments) { return lang::makeString(""); });
    test->function("is_built_with_cuda", {},
                   [](Interpreter&, Arguments) { return Value::boolean(false); });

    auto* config = new Module("tensorflow.config");
    tf.define("config", Value::object(config));
    auto* experimental = new Module("tensorflow.config.experimental");
    config->define("experimental", Value::object(experimental));
    for (Module* module : {config, experimental}) {
        for (const char* name :
             {"list_physical_devices", "list_logical_devices", "get_visible_devices"})
            module->function(name, {Parameter::optional("device_type")},
                             [](Interpreter&, Arguments) { return lang::makeList({}); });
        for (const char* name : {"set_visible_devices", "set_memory_growth",
                                 "run_functions_eagerly", "experimental_run_functions_eagerly"})
            module->function(name,
                             {Parameter::needed("devices"), Parameter::optional("device_type")},
                             [](Interpreter&, Arguments) { return Value::none(); });
    }
    auto* version = new Module("tensorflow.version");
    tf.define("version", Value::object(version));
    version->define("VERSION", lang::makeString("2.5.0"));
}

void defineErrors(Module& tf)
{
    auto* errors = new Module("tensorflow.errors");
    tf.define("errors", Value::object(errors));
    for (const char* name : {"InvalidArgumentError", "ResourceExhaustedError", "OutOfRangeError",
                             "FailedPreconditionError", "UnimplementedError"})
        errors->define(
            name,
            lang::makeExceptionClass(name, "Exception", "tensorflow.python.framework.errors_impl"));
}

void defineKeras(Runtime& runtime, Interpreter& interpreter, Module& tf)
{
    auto* keras = new Module("tensorflow.keras");
    tf.define("keras", Value::object(keras));
    defineLayers(runtime, tf, *keras);
    const auto part = [&](const char* name) {
        auto* module = new Module(std::string("tensorflow.keras.") + name);
        keras->define(name, Value::object(module));
        tf.define(name, Value::object(module)); // also tf.losses, tf.optimizers, tf.initializers
        return module;
    };
    defineLosses(runtime, *part("losses"));
    defineOptimizers(runtime, *part("optimizers"));
    Module* const initializers = part("initializers");
    defineInitializers(runtime, *initializers);
    defineMetrics(runtime, *part("metrics"));
    defineKerasTools(runtime, *keras);
    for (const auto& [name, initializer] : {std::pair{"zeros_initializer", "zeros"},
                                            {"ones_initializer", "ones"},
                                            {"constant_initializer", "constant"},
                                            {"random_normal_initializer", "random_normal"},
                                            {"random_uniform_initializer", "random_uniform"}})
        tf.define(name, *initializers->attribute(interpreter, initializer));
}

} // namespace

Value makeTensorflow(Runtime& runtime, Interpreter& interpreter)
{
    auto* tf = new Module("tensorflow");
    Value owner = Value::object(tf);
    TensorflowModules modules{tf, new Module("tensorflow.math"), new Module("tensorflow.linalg"),
                              new Module("tensorflow.nn"), new Module("tensorflow.random")};
    tf->define("math", Value::object(modules.math));
    tf->define("linalg", Value::object(modules.linalg));
    tf->define("nn", Value::object(modules.nn));
    tf->define("random", Value::object(modules.random));
    defineTypes(runtime, modules);
    defineTapeAndVariable(runtime, *tf);
    defineMathFunctions(runtime, modules);
    defineArrayFunctions(runtime, modules);
    definePicking(runtime, modules);
    defineSegments(runtime, modules);
    defineLinearAlgebra(runtime, modules);
    defineMatrixExponential(runtime, *modules.linalg);
    defineDerivedFunctions(runtime, modules);
    defineValueFunctions(runtime, modules);
    auto* image = new Module("tensorflow.image");
    tf->define("image", Value::object(image));
    defineNeuralNetworks(runtime, modules, *image);
    defineRandomFunctions(runtime, modules);
    defineStatelessRandom(runtime, *modules.random);
    auto* data = new Module("tensorflow.data");
    tf->define("data", Value::object(data));
    defineData(runtime, *data);
    defineAutodiff(runtime, *tf);
    defineKeras(runtime, interpreter, *tf);
    definePrint(*tf);
    defineEnvironment(runtime, *tf);
    defineErrors(*tf);
    defineFunctional(runtime, *tf);
    defineDebugging(runtime, *tf);
    refuseNames(modules);
    for (const char* name : {"eye", "einsum", "tensordot", "matmul", "norm"})
        modules.linalg->define(name, *tf->attribute(interpreter, name));
    modules.linalg->define("l2_normalize", *modules.math->attribute(interpreter, "l2_normalize"));

    auto* unconnected = new Module("tensorflow.UnconnectedGradients");
    tf->define("UnconnectedGradients", Value::object(unconnected));
    unconnected->define("NONE",
                        lang::makeValue<EnumMember>("UnconnectedGradients", "NONE", "none"));
    unconnected->define("ZERO",
                        lang::makeValue<EnumMember>("UnconnectedGradients", "ZERO", "zero"));
    return owner;
}

void registerModules(Interpreter& interpreter, Runtime& runtime, std::uint64_t seed)
{
    const Value tensorflow = makeTensorflow(runtime, interpreter);
    const Value numpy = makeNumpy(runtime);
    interpreter.registerModule("tensorflow", tensorflow);
    interpreter.registerModule("numpy", numpy);
    interpreter.registerModule("random", lang::makeRandomModule(static_cast<std::int64_t>(seed)));
    auto* matplotlib = new lang::Module("matplotlib");
    const Value matplotlibOwner = Value::object(matplotlib);
    matplotlib->define("pyplot", makePyplot(runtime));
    interpreter.registerModule("matplotlib", matplotlibOwner);
    interpreter.registerModule("matplotlib.pyplot", *matplotlib->attribute(interpreter, "pyplot"));
    for (const char* part : {"math", "linalg", "nn", "random", "test", "config", "errors"})
        interpreter.registerModule(std::string("tensorflow.") + part,
                                   *tensorflow.asObject()->attribute(interpreter, part));
    const Value keras = *tensorflow.asObject()->attribute(interpreter, "keras");
    interpreter.registerModule("tensorflow.keras", keras);
    for (const char* part : {"activations", "backend", "initializers", "layers", "losses",
                             "metrics", "models", "optimizers", "regularizers", "utils"})
        interpreter.registerModule(std::string("tensorflow.keras.") + part,
                                   *keras.asObject()->attribute(interpreter, part));
    interpreter.registerModule("numpy.linalg", *numpy.asObject()->attribute(interpreter, "linalg"));
    interpreter.registerModule("numpy.random", *numpy.asObject()->attribute(interpreter, "random"));
}

} // namespace engine::library

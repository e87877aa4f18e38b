// tf.keras.layers with a kernel: Dense, Conv1D, Conv2D.
#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/keras.h"
#include "engine/library/tensorobject.h"
#include "engine/library/variableobject.h"
#include "engine/library/windows.h"

namespace engine::library {
namespace {

/// activation(x ∘ kernel + bias), where ∘ is the layer's own product. The first input gives the
/// kernel its shape.
class KernelLayer : public LayerObject
{
public:
    struct Settings
    {
        Value activation;
        bool useBias = true;
        Value kernelInitializer;
        Value biasInitializer;
        Value kernelRegularizer; ///< called with the kernel; None: none
        Value biasRegularizer;
    };
    KernelLayer(Runtime& runtime, const std::string& kind, std::string name, Settings settings)
        : LayerObject(runtime, kind, std::move(name))
        , m_settings(std::move(settings))
    {
    }

    /// `inputs`: the extent of the input's last axis.
    void build(Interpreter& interpreter, std::int64_t inputs)
    {
        const Shape kernel = kernelShape(inputs);
        m_variables = {made(interpreter, m_settings.kernelInitializer, kernel, "/kernel")};
        if (m_settings.useBias)
            m_variables.push_back(made(interpreter, m_settings.biasInitializer,
                                       Shape{kernel[kernel.rank() - 1]}, "/bias"));
    }

    Value apply(Interpreter& interpreter, const Value& value, bool) override
    {
        const TracedTensor x = toTensor(m_runtime, interpreter, value, Wanted{{}, DType::Float32});
        checkRank(x.value.shape());
        const std::int64_t inputs = x.value.shape()[x.value.rank() - 1];
        if (m_variables.empty())
            build(interpreter, inputs);
        const TracedTensor kernel = m_variables[0].as<VariableObject>()->read();
        const Shape& shape = kernel.value.shape();
        if (shape[shape.rank() - 2] != inputs)
            throw RaisedError("ValueError",
                              "Input 0 of layer " + m_name
                                  + " is incompatible with the layer: expected axis -1 of input "
                                    "shape to have value "
                                  + std::to_string(shape[shape.rank() - 2])
                                  + " but received input with shape "
                                  + x.value.shape().tupleText());
        TracedTensor y = product(x, kernel);
        if (m_settings.useBias)
            y = m_runtime.execute(Op::Add, {y, m_variables[1].as<VariableObject>()->read()});
        const auto activation = activationOf(m_runtime, interpreter, m_settings.activation);
        return wrap(m_runtime, activation ? activation(y) : y);
    }

    std::vector<Value> variables() const override { return m_variables; }
    std::vector<Value> penalties(Interpreter& interpreter) const override
    {
        std::vector<Value> found;
        const Value* const regularizers[] = {&m_settings.kernelRegularizer,
                                             &m_settings.biasRegularizer};
        for (std::size_t i = 0; i < m_variables.size(); ++i) {
            if (!regularizers[i]->isNone())
                found.push_back(interpreter.call(*regularizers[i], {m_variables[i]}));
        }
        return found;
    }
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override
    {
        if (name == "kernel" && !m_variables.empty())
            return m_variables[0];
        if (name == "bias" && !m_variables.empty())
            return m_settings.useBias ? m_variables[1] : Value::none();
        return LayerObject::attribute(interpreter, name);
    }

protected:
    virtual Shape kernelShape(std::int64_t inputs) const = 0;
    virtual void checkRank(const Shape& input) const = 0;
    virtual TracedTensor product(const TracedTensor& x, const TracedTensor& kernel) = 0;

    [[noreturn]] void refuseRank(const Shape& input, const std::string& wanted,
                                 BilingualText hint) const
    {
        throw RaisedError("ValueError",
                          "Input 0 of layer " + m_name
                              + " is incompatible with the layer: : expected " + wanted
                              + ", found ndim=" + std::to_string(input.rank())
                              + ". Full shape received: " + input.tupleText(),
                          std::move(hint));
    }

private:
    Value made(Interpreter& interpreter, const Value& initializer, const Shape& shape,
               const char* ending)
    {
        const std::string name = m_name + ending + ":0";
        const VariableId id = m_runtime.context().makeVariable(
            initialized(m_runtime, interpreter, initializer, shape), name, true);
        return lang::makeValue<VariableObject>(m_runtime, id, name);
    }

    Settings m_settings;
    std::vector<Value> m_variables;
};

class DenseObject : public KernelLayer
{
public:
    DenseObject(Runtime& runtime, std::string name, std::int64_t units, Settings settings)
        : KernelLayer(runtime, "Dense", std::move(name), std::move(settings))
        , m_units(units)
    {
    }
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override
    {
        return name == "units" ? Value::integer(m_units)
                               : KernelLayer::attribute(interpreter, name);
    }

protected:
    Shape kernelShape(std::int64_t inputs) const override { return {inputs, m_units}; }
    void checkRank(const Shape& input) const override
    {
        if (input.rank() < 2)
            refuseRank(
                input, "min_ndim=2",
                {"A layer takes a batch: one row an example.", "层的输入是一批样本：每行一个。"});
    }
    TracedTensor product(const TracedTensor& x, const TracedTensor& kernel) override
    {
        return m_runtime.execute(Op::Matmul, {x, kernel}, MatmulAttributes{});
    }

private:
    std::int64_t m_units;
};

/// Of images, or of sequences as images of one row.
class ConvolutionObject : public KernelLayer
{
public:
    struct Form
    {
        int sides = 2; ///< 1: sequences
        std::int64_t filters = 1;
        std::array<int, 2> window{1, 1};
        Walk walk;
    };
    ConvolutionObject(Runtime& runtime, const std::string& kind, std::string name, Form form,
                      Settings settings)
        : KernelLayer(runtime, kind, std::move(name), std::move(settings))
        , m_form(std::move(form))
    {
    }
    std::optional<Value> attribute(Interpreter& interpreter, const std::string& name) override
    {
        return name == "filters" ? Value::integer(m_form.filters)
                                 : KernelLayer::attribute(interpreter, name);
    }

protected:
    Shape kernelShape(std::int64_t inputs) const override
    {
        if (m_form.sides == 1)
            return {m_form.window[1], inputs, m_form.filters};
        return {m_form.window[0], m_form.window[1], inputs, m_form.filters};
    }
    void checkRank(const Shape& input) const override
    {
        if (input.rank() != m_form.sides + 2)
            refuseRank(input, "ndim=" + std::to_string(m_form.sides + 2),
                       m_form.sides == 1
                           ? BilingualText{"A batch of sequences: (batch, steps, channels).",
                                           "一批序列：(批, 步, 通道)。"}
                           : BilingualText{"A batch of images: (batch, rows, columns, channels).",
                                           "一批图像：(批, 行, 列, 通道)。"});
    }
    TracedTensor product(const TracedTensor& x, const TracedTensor& kernel) override
    {
        if (m_form.sides == 2)
            return convolved(m_runtime, x, kernel, m_form.walk);
        return asSequences(m_runtime,
                           convolved(m_runtime, asImages(m_runtime, x),
                                     asImages(m_runtime, kernel, 0), m_form.walk));
    }

private:
    Form m_form;
};

/// What is left of a first layer's input_shape or input_dim: the number of inputs, or 0.
std::int64_t inputsOf(const Call& call, std::size_t shape, std::optional<std::size_t> dimension)
{
    if (dimension && call.given(*dimension))
        return call.integer(*dimension, "input_dim");
    if (!call.given(shape))
        return 0;
    const std::vector<Value> extents = call.interpreter().elements(call[shape]);
    return extents.empty() ? 0 : toInteger(call.interpreter(), extents.back(), "input_shape");
}

/// The six arguments from `activation` on, in Keras's order.
KernelLayer::Settings settingsFrom(const Call& call, std::size_t activation)
{
    return {call[activation],
            call.truth(activation + 1),
            call[activation + 2],
            call[activation + 3],
            regularizerOf(call.runtime(), call[activation + 4]),
            regularizerOf(call.runtime(), call[activation + 5])};
}

Value makeConvolution(const Call& call, int sides)
{
    checkChannelsLast(call, 4, "channels_last", Op::Conv2D);
    const std::string kind = "Conv" + std::to_string(sides) + "D";
    const auto along = [&](std::size_t i) {
        return sides == 1 ? alongSequence(call, i) : rowsAndColumns(call, i);
    };
    ConvolutionObject::Form form{sides, call.integer(0, "filters"), along(1),
                                 Walk{along(2), along(5), isSame(call.text(3))}};
    const Value layer = lang::makeValue<ConvolutionObject>(
        call.runtime(), kind, layerNameOf(call.runtime(), kind, call[13]), std::move(form),
        settingsFrom(call, 6));
    if (const std::int64_t inputs = inputsOf(call, 12, {}))
        layer.as<ConvolutionObject>()->build(call.interpreter(), inputs);
    return layer;
}

} // namespace

void defineKernelLayers(Runtime& runtime, lang::Module& layers)
{
    define(runtime, {&layers}, "Dense",
           "units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
           "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
           "input_shape=None, input_dim=None, name=None",
           [](const Call& call) {
               const Value layer = lang::makeValue<DenseObject>(
                   call.runtime(), layerNameOf(call.runtime(), "Dense", call[9]),
                   call.integer(0, "units"), settingsFrom(call, 1));
               if (const std::int64_t inputs = inputsOf(call, 7, 8))
                   layer.as<DenseObject>()->build(call.interpreter(), inputs);
               return layer;
           });
    for (const int sides : {1, 2})
        define(runtime, {&layers}, sides == 1 ? "Conv1D" : "Conv2D",
               "filters, kernel_size, strides=1, padding='valid', data_format=None, "
               "dilation_rate=1, activation=None, use_bias=True, "
               "kernel_initializer='glorot_uniform', bias_initializer='zeros', "
               "kernel_regularizer=None, bias_regularizer=None, input_shape=None, name=None",
               [sides](const Call& call) { return makeConvolution(call, sides); });
    for (const char* name :
         {"Conv3D", "Conv1DTranspose", "Conv2DTranspose", "DepthwiseConv2D", "SeparableConv2D"})
        layers.refuse(name, {"Use Conv1D or Conv2D.", "请使用 Conv1D 或 Conv2D。"});
}

} // namespace engine::library

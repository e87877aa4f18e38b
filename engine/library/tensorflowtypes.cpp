// tf.float32 and the classes of tensors' parts; what stands around code without computing; names
// that are refused.
#include "engine/lang/objects.h"
#include "engine/library/arrayobject.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/indexedslices.h"
#include "engine/library/stringtensor.h"
#include "engine/library/tensorobject.h"
#include "engine/library/typeobjects.h"
#include "engine/library/variableobject.h"

namespace engine::library {
namespace {

/// `with tf.device("CPU:0"):` and `with tf.name_scope("layer"):` change nothing that a cell could
/// see.
class PlainBlock : public lang::Object
{
public:
    explicit PlainBlock(std::string type, Value entered)
        : m_type(std::move(type))
        , m_entered(std::move(entered))
    {
    }
    std::string typeName() const override { return m_type; }
    bool isContextManager() const override { return true; }
    Value enter(Interpreter&) override { return m_entered; }
    void exit(Interpreter&, bool) override { }

private:
    std::string m_type;
    Value m_entered;
};

Value nativeClass(Runtime& runtime, const char* name, const char* parameters, const char* instances,
                  Value (*construct)(const Call&))
{
    const Value function = lang::makeValue<lang::NativeFunction>(
        name, signature(parameters),
        [&runtime, construct](Interpreter& interpreter, std::span<const Value> arguments) {
            return Runtime::translatingErrors(
                [&] { return construct(Call(runtime, interpreter, arguments)); });
        });
    return lang::makeNativeClass(name, function, {instances});
}

Value makeShape(const Call& call)
{
    if (!call.given(0))
        throw RaisedError(
            "NotImplementedError", "tf.TensorShape(None) is not available in cells",
            {"Every tensor of a cell has a known shape.", "单元格中每个张量的形状都是已知的。"});
    return lang::makeValue<TensorShapeObject>(toShape(call.interpreter(), call[0]));
}

Value makeSlices(const Call& call)
{
    const TracedTensor values = call.tensor(0);
    const TracedTensor indices = call.indices(1);
    if (!call.given(2))
        throw RaisedError(
            "NotImplementedError", "tf.IndexedSlices without dense_shape is not available in cells",
            {"Give dense_shape=[rows, ...] as well.", "请同时给出 dense_shape=[rows, ...]。"});
    const Shape shape = toShape(call.interpreter(), call[2]);
    const TracedTensor places = call.reshape(indices, Shape{indices.value.size(), 1});
    const TracedTensor dense = call.run(Op::ScatterNd, {places, values}, ShapeAttributes{shape});
    return lang::makeValue<IndexedSlicesObject>(call.runtime(), GradientRows{indices, values},
                                                dense);
}

void defineDTypes(Runtime& runtime, lang::Module& tf)
{
    auto* dtypes = new lang::Module("tensorflow.dtypes");
    tf.define("dtypes", Value::object(dtypes));
    for (lang::Module* module : {&tf, dtypes}) {
        for (const DType dtype : allDTypes)
            module->define(std::string(name(dtype)), lang::makeValue<DTypeObject>(dtype));
        module->define("string", stringDType());
        module->define("half", lang::makeValue<DTypeObject>(DType::Float16));
        module->define("double", lang::makeValue<DTypeObject>(DType::Float64));
        define(runtime, {module}, "as_dtype", "type_value", [](const Call& call) {
            const auto dtype = toDType(call.interpreter(), call[0]);
            if (!dtype)
                throw RaisedError("TypeError", "Cannot convert value None to a TensorFlow DType.");
            return lang::makeValue<DTypeObject>(*dtype);
        });
        module->define(
            "DType", nativeClass(runtime, "DType", "type_enum", "DType", [](const Call&) -> Value {
                throw RaisedError("TypeError", "tf.DType cannot be called",
                                  {"Use tf.float32 and its like.", "请使用 tf.float32 等。"});
            }));
    }
}

} // namespace

void defineTypes(Runtime& runtime, TensorflowModules& m)
{
    defineDTypes(runtime, *m.tf);
    m.tf->define("TensorShape",
                 nativeClass(runtime, "TensorShape", "dims", "TensorShape", makeShape));
    m.tf->define("IndexedSlices",
                 nativeClass(runtime, "IndexedSlices", "values, indices, dense_shape=None",
                             "IndexedSlices", makeSlices));
    define(runtime, {m.tf}, "is_tensor", "x", [](const Call& call) {
        const Value& x = call[0];
        return Value::boolean(x.as<TensorObject>() || x.as<VariableObject>()
                              || x.as<StringTensorObject>() || x.as<IndexedSlicesObject>());
    });
    define(runtime, {m.tf}, "device", "device_name", [](const Call& call) {
        const std::string wanted = call.given(0) ? call.text(0) : "CPU:0";
        if (wanted.find("CPU") == std::string::npos && wanted.find("cpu") == std::string::npos)
            throw RaisedError(
                "InvalidArgumentError",
                "Could not satisfy device specification '" + wanted
                    + "'. All available devices [/job:localhost/replica:0/task:0/device:CPU:0].",
                {"Cells compute on the processor: leave `with tf.device(...)` out, or write "
                 "\"CPU:0\".",
                 "单元格在处理器上计算：请去掉 `with tf.device(...)`，或写成 \"CPU:0\"。"});
        return lang::makeValue<PlainBlock>("_EagerDeviceContext", Value::none());
    });
    define(runtime, {m.tf}, "name_scope", "name",
           [](const Call& call) { return lang::makeValue<PlainBlock>("name_scope_v2", call[0]); });
}

BilingualText complexRefusal()
{
    return {
        "Complex numbers are not supported: a tensor holds floats, ints, bools or strings. Write "
        "the real and the imaginary part as two tensors.",
        "不支持复数：张量只能存放浮点数、整数、布尔值或字符串。请把实部和虚部写成两个张量。"};
}

/// Functions of the submodules that stay out.
void refuseFunctions(TensorflowModules& m)
{
    const BilingualText root{
        "For a symmetric matrix: e, v = tf.linalg.eigh(a), then v @ tf.linalg.diag(tf.sqrt(e)) @ "
        "tf.transpose(v), or tf.math.log(e) for the logarithm.",
        "对称矩阵：e, v = tf.linalg.eigh(a)，再计算 v @ tf.linalg.diag(tf.sqrt(e)) @ "
        "tf.transpose(v)；对数则用 tf.math.log(e)。"};
    for (const char* name : {"sqrtm", "logm"})
        m.linalg->refuse(name, root);
    m.tf->refuse("matrix_square_root", root);
    for (const char* name : {"lu", "lu_solve", "lu_matrix_inverse", "lu_reconstruct"})
        m.linalg->refuse(name,
                         {"Use tf.linalg.solve, inv or det, which factor the matrix themselves, or "
                          "tf.linalg.qr for factors.",
                          "请使用 tf.linalg.solve、inv 或 det，它们会自行分解矩阵；"
                          "需要因子时使用 tf.linalg.qr。"});
    for (const char* name : {"tridiagonal_solve", "tridiagonal_matmul", "banded_triangular_solve"})
        m.linalg->refuse(name,
                         {"Use tf.linalg.solve or tf.matmul with the whole matrix.",
                          "请对整个矩阵使用 tf.linalg.solve 或 tf.matmul。"});
    for (const char* name :
         {"conv3d", "conv1d_transpose", "conv2d_transpose", "conv3d_transpose", "conv_transpose",
          "convolution", "depthwise_conv2d", "separable_conv2d", "atrous_conv2d", "dilation2d",
          "erosion2d", "avg_pool3d", "max_pool3d", "pool", "max_pool_with_argmax", "depth_to_space",
          "space_to_depth", "local_response_normalization", "lrn"})
        m.nn->refuse(name,
                     {"Use conv1d, conv2d (also with dilations), max_pool or avg_pool.",
                      "请使用 conv1d、conv2d（可带 dilations）、max_pool 或 avg_pool。"});
    for (const char* name : {"ctc_loss", "nce_loss", "sampled_softmax_loss", "ctc_greedy_decoder",
                             "ctc_beam_search_decoder"})
        m.nn->refuse(name,
                     {"Use tf.nn.sparse_softmax_cross_entropy_with_logits over all classes.",
                      "请对所有类别使用 tf.nn.sparse_softmax_cross_entropy_with_logits。"});
    for (const char* name : {"bessel_i0", "bessel_i0e", "bessel_i1", "bessel_i1e", "betainc",
                             "igamma", "igammac", "zeta", "special", "nextafter", "sobol_sample"})
        m.math->refuse(name,
                       {"Of the special functions there are lgamma, digamma, polygamma, lbeta, "
                        "erf, erfc, erfinv and ndtri.",
                        "可用的特殊函数有 lgamma、digamma、polygamma、lbeta、erf、erfc、"
                        "erfinv 和 ndtri。"});
}

void refuseNames(TensorflowModules& m)
{
    const BilingualText noFiles{
        "Cells have no files: keep the numbers in variables of the notebook.",
        "单元格不能读写文件：请把数值保存在笔记本的变量里。"};
    const BilingualText noGraphs{
        "This is TensorFlow 2: operations run at once, without graphs and sessions.",
        "这里是 TensorFlow 2：运算立即执行，没有图和会话。"};
    for (const char* name : {"complex64", "complex128", "complex", "signal"})
        m.tf->refuse(name, complexRefusal());
    const BilingualText symmetric{
        "The eigenvalues of a general matrix are complex, which is not supported. For a symmetric "
        "matrix use tf.linalg.eigh or tf.linalg.eigvalsh.",
        "一般矩阵的特征值是复数，这里不支持。对称矩阵请使用 tf.linalg.eigh 或 "
        "tf.linalg.eigvalsh。"};
    for (const char* name : {"eig", "eigvals"})
        m.linalg->refuse(name, symmetric);
    m.tf->refuse("bfloat16",
                 {"Use tf.float16 or tf.float32.", "请使用 tf.float16 或 tf.float32。"});
    for (const char* name : {"saved_model", "io", "summary", "train"})
        m.tf->refuse(name, noFiles);
    for (const char* name : {"Graph", "Session", "placeholder", "global_variables_initializer",
                             "gradients", "hessians"})
        m.tf->refuse(name, noGraphs);
    for (const char* name : {"compat", "estimator", "feature_column", "control_dependencies",
                             "group", "no_op", "variable_creator_scope", "raw_ops"})
        m.tf->refuse(name, noGraphs);
    const BilingualText oneMachine{
        "Cells compute on the processor of this computer, operation by operation; nothing has to "
        "be set up for it.",
        "单元格在这台电脑的处理器上逐个执行运算，无需任何设置。"};
    for (const char* name : {"distribute", "lite", "profiler", "quantization", "tpu", "xla",
                             "autograph", "queue", "lookup", "experimental"})
        m.tf->refuse(name, oneMachine);
    const BilingualText dense{
        "Tensors are dense and rectangular: pad the rows with tf.pad, and tell the padding with "
        "tf.sequence_mask.",
        "张量是稠密的矩形：请用 tf.pad 补齐各行，并用 tf.sequence_mask 标出补齐的部分。"};
    for (const char* name :
         {"RaggedTensor", "ragged", "SparseTensor", "sparse", "sets", "edit_distance",
          "reverse_sequence", "RaggedTensorSpec", "SparseTensorSpec"})
        m.tf->refuse(name, dense);
    m.tf->refuse(
        "TensorArray",
        {"Use a Python list and tf.stack(list).", "请使用 Python 列表和 tf.stack(list)。"});
    for (const char* name : {"case", "switch_case"})
        m.tf->refuse(name,
                     {"Write if and elif: operations run at once. tf.where chooses element by "
                      "element.",
                      "请写 if 和 elif：运算会立即执行。逐元素选择请使用 tf.where。"});
    for (const char* name : {"strings", "as_string"})
        m.tf->refuse(name,
                     {"Work on Python strings before they become a tensor.",
                      "请在变成张量之前处理 Python 字符串。"});
    for (const char* name : {"recompute_grad", "grad_pass_through"})
        m.tf->refuse(name, {"Use tf.custom_gradient.", "请使用 tf.custom_gradient。"});
    m.tf->refuse("dynamic_stitch",
                 {"Use tf.scatter_nd, or tf.gather with the indices of an order.",
                  "请使用 tf.scatter_nd，或按次序的下标使用 tf.gather。"});
    for (const char* name : {"histogram_fixed_width", "histogram_fixed_width_bins"})
        m.tf->refuse(name,
                     {"Use plt.hist, or tf.math.bincount of whole numbers.",
                      "请使用 plt.hist，或对整数使用 tf.math.bincount。"});
    refuseFunctions(m);
    for (const char* name : {"py_function", "numpy_function"})
        m.tf->refuse(name,
                     {"Call the Python function itself: operations run at once.",
                      "请直接调用这个 Python 函数：运算会立即执行。"});
}

} // namespace engine::library

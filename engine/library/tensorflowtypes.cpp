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
    for (const char* name : {"py_function", "numpy_function"})
        m.tf->refuse(name,
                     {"Call the Python function itself: operations run at once.",
                      "请直接调用这个 Python 函数：运算会立即执行。"});
}

} // namespace engine::library

#include <QtTest>

#include <functional>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/random.h"
#include "engine/tensor/tensorerror.h"

using namespace engine;

// The texts are TensorFlow 2.5's.

using Mistake = std::function<void()>;
Q_DECLARE_METATYPE(Mistake)

namespace {

Tensor floats(const Shape& shape)
{
    return Tensor::ones(DType::Float32, shape);
}

Tensor ints(const Shape& shape)
{
    return Tensor::ones(DType::Int32, shape);
}

Tensor zeroInts(const Shape& shape)
{
    return Tensor::zeros(DType::Int32, shape);
}

Tensor bools(const Shape& shape)
{
    return Tensor::ones(DType::Bool, shape);
}

void row(const char* name, const char* kind, const char* text, Mistake mistake)
{
    QTest::newRow(name) << mistake << QString(kind) << QString(text);
}

Mistake evaluating(Op op, std::vector<Tensor> inputs, Attributes attributes = {})
{
    return [=] { evaluate(op, inputs, attributes); };
}

} // namespace

class TestTensorErrors : public QObject
{
    Q_OBJECT

private slots:
    void text_data();
    void text();
    void theLimitIsExact();

private:
    void arithmeticRows();
    void matmulRows();
    void shapeRows();
    void reductionRows();
};

void TestTensorErrors::text_data()
{
    QTest::addColumn<Mistake>("mistake");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("text");
    arithmeticRows();
    matmulRows();
    shapeRows();
    reductionRows();
}

void TestTensorErrors::arithmeticRows()
{
    constexpr auto invalid = "InvalidArgumentError";
    row("float + int", invalid,
        "cannot compute AddV2 as input #1(zero-based) was expected to be a float tensor but is a "
        "int32 tensor [Op:AddV2]",
        evaluating(Op::Add, {floats({}), ints({})}));
    row("int * double", invalid,
        "cannot compute Mul as input #1(zero-based) was expected to be a int32 tensor but is a "
        "double tensor [Op:Mul]",
        evaluating(Op::Multiply, {ints({2}), Tensor::ones(DType::Float64, {2})}));
    row("float ** int64", invalid,
        "cannot compute Pow as input #1(zero-based) was expected to be a float tensor but is a "
        "int64 tensor [Op:Pow]",
        evaluating(Op::Power, {floats({}), Tensor::ones(DType::Int64, {})}));
    row("tf.equal(float, bool)", invalid,
        "cannot compute Equal as input #1(zero-based) was expected to be a float tensor but is a "
        "bool tensor [Op:Equal]",
        evaluating(Op::Equal, {floats({}), bools({})}));
    row("dtypes before shapes", invalid,
        "cannot compute Sub as input #1(zero-based) was expected to be a float tensor but is a "
        "int32 tensor [Op:Sub]",
        evaluating(Op::Subtract, {floats({2}), ints({3})}));
    row("[2] + [3]", invalid, "Incompatible shapes: [2] vs. [3] [Op:AddV2]",
        evaluating(Op::Add, {floats({2}), floats({3})}));
    row("[2,3] - [2]", invalid, "Incompatible shapes: [2,3] vs. [2] [Op:Sub]",
        evaluating(Op::Subtract, {floats({2, 3}), floats({2})}));
    row("[0] < [2]", invalid, "Incompatible shapes: [0] vs. [2] [Op:Less]",
        evaluating(Op::Less, {floats({0}), floats({2})}));
    row("[2] / [3]", invalid, "Incompatible shapes: [2] vs. [3] [Op:RealDiv]",
        evaluating(Op::Divide, {ints({2}), ints({3})}));
    row("float / int", "TypeError", "x and y must have the same dtype, got tf.float32 != tf.int32",
        evaluating(Op::Divide, {floats({}), ints({})}));
    row("bool / bool", "TypeError", "Invalid dtype tf.bool in __truediv__",
        evaluating(Op::Divide, {bools({}), bools({})}));
    row("int // 0", invalid, "Integer division by zero [Op:FloorDiv]",
        evaluating(Op::FloorDivide, {ints({2}), zeroInts({})}));
    row("int % 0", invalid, "Integer division by zero [Op:FloorMod]",
        evaluating(Op::FloorModulo, {ints({}), zeroInts({3})}));
    row("[2] // [3] with zeros", invalid, "Incompatible shapes: [2] vs. [3] [Op:FloorDiv]",
        evaluating(Op::FloorDivide, {ints({2}), zeroInts({3})}));
    row("int ** -1", invalid, "Integers to negative integer powers are not allowed [Op:Pow]",
        evaluating(Op::Power, {ints({}), Tensor::scalar(std::int32_t{-1})}));
    row("exp(int)", invalid,
        "Value for attr 'T' of int32 is not in the list of allowed values: bfloat16, half, float, "
        "double, complex64, complex128 [Op:Exp]",
        evaluating(Op::Exp, {ints({})}));
    row("bool + bool", invalid,
        "Value for attr 'T' of bool is not in the list of allowed values: bfloat16, half, float, "
        "double, uint8, int8, int16, int32, "
        "int64 [Op:AddV2]",
        evaluating(Op::Add, {bools({}), bools({})}));
    row("logical_and(float, bool)", invalid,
        "cannot compute LogicalAnd as input #0(zero-based) was expected to be a bool tensor but is "
        "a float tensor [Op:LogicalAnd]",
        evaluating(Op::LogicalAnd, {floats({}), bools({})}));
    row("logical_not(int)", invalid,
        "cannot compute LogicalNot as input #0(zero-based) was expected to be a bool tensor but is "
        "a int32 tensor [Op:LogicalNot]",
        evaluating(Op::LogicalNot, {ints({})}));
    row("where(float, ...)", invalid,
        "cannot compute SelectV2 as input #0(zero-based) was expected to be a bool tensor but is a "
        "float tensor [Op:SelectV2]",
        evaluating(Op::Where, {floats({}), floats({}), floats({})}));
    row("where(bool, float, int)", invalid,
        "cannot compute SelectV2 as input #2(zero-based) was expected to be a float tensor but is "
        "a int32 tensor [Op:SelectV2]",
        evaluating(Op::Where, {bools({}), floats({}), ints({})}));
    row("where shapes", invalid,
        "condition [2], then [3], and else [] must be broadcastable [Op:SelectV2]",
        evaluating(Op::Where, {bools({2}), floats({3}), floats({})}));
    row("random.normal of ints", invalid,
        "Value for attr 'dtype' of int32 is not in the list of allowed values: half, bfloat16, "
        "float, double [Op:RandomStandardNormal]",
        [] { RandomSource().normal(DType::Int32, {}, 0, 1); });
    row("random.uniform of an empty range", invalid,
        "Need minval < maxval, got 5 >= 5 [Op:RandomUniformInt]",
        [] { RandomSource().uniform(DType::Int32, {}, 5, 5); });
}

void TestTensorErrors::matmulRows()
{
    constexpr auto invalid = "InvalidArgumentError";
    const auto product = [](const Shape& a, const Shape& b, bool transposeA = false,
                            bool transposeB = false) {
        return evaluating(Op::Matmul, {floats(a), floats(b)},
                          MatmulAttributes{transposeA, transposeB});
    };
    row("matmul inner size", invalid,
        "Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3] [Op:MatMul]",
        product({2, 3}, {2, 3}));
    row("matmul inner size, transposed", invalid,
        "Matrix size-incompatible: In[0]: [2,3], In[1]: [3,2] [Op:MatMul]",
        product({2, 3}, {3, 2}, true, false));
    row("matmul [2,2] [2]", invalid,
        "In[0] and In[1] has different ndims: [2,2] vs. [2] [Op:MatMul]", product({2, 2}, {2}));
    row("matmul [3] [3]", invalid, "In[0] is not a matrix. Instead it has shape [3] [Op:MatMul]",
        product({3}, {3}));
    row("matmul of scalars", invalid, "In[0] is not a matrix. Instead it has shape [] [Op:MatMul]",
        product({}, {}));
    row("matmul dtypes", invalid,
        "cannot compute MatMul as input #1(zero-based) was expected to be a float tensor but is a "
        "int32 tensor [Op:MatMul]",
        evaluating(Op::Matmul, {floats({2, 2}), ints({2, 2})}, MatmulAttributes{}));
    row("batch matmul inner size", invalid,
        "In[0] mismatch In[1] shape: 3 vs. 2: [5,2,3] [5,2,3] 0 0 [Op:BatchMatMulV2]",
        product({5, 2, 3}, {5, 2, 3}));
    row("batch matmul batches", invalid,
        "In[0] and In[1] must have compatible batch dimensions: [2,2,3] vs. [4,3,2] "
        "[Op:BatchMatMulV2]",
        product({2, 2, 3}, {4, 3, 2}));
    row("batch matmul with a vector", invalid, "In[1] ndims must be >= 2: 1 [Op:BatchMatMulV2]",
        product({2, 2, 3}, {3}));
    row("batch matmul dtypes", invalid,
        "cannot compute BatchMatMulV2 as input #1(zero-based) was expected to be a float tensor "
        "but is a int32 tensor "
        "[Op:BatchMatMulV2]",
        evaluating(Op::Matmul, {floats({2, 2, 2}), ints({2, 2})}, MatmulAttributes{}));
}

void TestTensorErrors::shapeRows()
{
    constexpr auto invalid = "InvalidArgumentError";
    const auto reshaping = [](const Shape& from, std::vector<std::int64_t> to) {
        return [=] { resolveReshape(from, to); };
    };
    row("reshape", invalid,
        "Input to reshape is a tensor with 24 values, but the requested shape has 16 [Op:Reshape]",
        reshaping({2, 3, 4}, {4, 4}));
    row("reshape to a scalar", invalid,
        "Input to reshape is a tensor with 2 values, but the requested shape has 1 [Op:Reshape]",
        reshaping({2}, {}));
    row("reshape -1", invalid,
        "Input to reshape is a tensor with 24 values, but the requested shape requires a multiple "
        "of 7 [Op:Reshape]",
        reshaping({24}, {-1, 7}));
    row("reshape -1 -1", invalid, "Only one input size may be -1, not both 0 and 2 [Op:Reshape]",
        reshaping({4}, {-1, 2, -1}));
    row("reshape -2", invalid, "Size 1 must be non-negative, not -2 [Op:Reshape]",
        reshaping({4}, {2, -2}));
    row("reshape 0 -1", invalid,
        "reshape cannot infer the missing input size for an empty tensor unless all specified "
        "input sizes are non-zero [Op:Reshape]",
        reshaping({0}, {0, -1}));
    row("reshape, evaluated", invalid,
        "Input to reshape is a tensor with 4 values, but the requested shape has 3 [Op:Reshape]",
        evaluating(Op::Reshape, {floats({4})}, ShapeAttributes{{3}}));
    row("broadcast_to", invalid, "Incompatible shapes: [3] vs. [2,2] [Op:BroadcastTo]",
        evaluating(Op::BroadcastTo, {floats({3})}, ShapeAttributes{{2, 2}}));
    row("broadcast_to shrinks", invalid, "Incompatible shapes: [3] vs. [1] [Op:BroadcastTo]",
        evaluating(Op::BroadcastTo, {floats({3})}, ShapeAttributes{{1}}));
    row("broadcast_to rank", invalid,
        "Rank of input (2) must be no greater than rank of output shape (1). [Op:BroadcastTo]",
        evaluating(Op::BroadcastTo, {floats({1, 2})}, ShapeAttributes{{2}}));
    row("concat", invalid,
        "ConcatOp : Dimensions of inputs should match: shape[0] = [2,3] vs. shape[1] = [2,4] "
        "[Op:ConcatV2] name: concat",
        evaluating(Op::Concat, {floats({2, 3}), floats({2, 4})}, AxisAttributes{0}));
    row("concat ranks", invalid,
        "ConcatOp : Ranks of all input tensors should match: shape[0] = [2] vs. shape[2] = [1,2] "
        "[Op:ConcatV2] name: concat",
        evaluating(Op::Concat, {floats({2}), floats({2}), floats({1, 2})}, AxisAttributes{0}));
    row("concat dtypes", invalid,
        "cannot compute ConcatV2 as input #1(zero-based) was expected to be a float tensor but is "
        "a int32 tensor [Op:ConcatV2] name: concat",
        evaluating(Op::Concat, {floats({2}), ints({2})}, AxisAttributes{0}));
    row("concat axis", invalid,
        "ConcatOp : Expected concatenating dimensions in the range [-2, 2), but got 2 "
        "[Op:ConcatV2] name: concat",
        [] {
            resolveAxis({2, 3}, 2, Op::Concat);
        });
    row("transpose length", invalid,
        "transpose expects a vector of size 2. But input(1) is a vector of size 3 [Op:Transpose]",
        [] {
            resolveTranspose({2, 3}, std::vector<std::int64_t>{0, 1, 2});
        });
    row("transpose range", invalid, "2 is out of range [0 .. 2) [Op:Transpose]", [] {
        resolveTranspose({2, 3}, std::vector<std::int64_t>{0, 2});
    });
    row("transpose twice", invalid, "1 is missing from {0,0}. [Op:Transpose]", [] {
        resolveTranspose({2, 3}, std::vector<std::int64_t>{0, 0});
    });
    row("too big", "ResourceExhaustedError",
        "OOM when allocating tensor with shape[100000,100000] and type float: it would take 37.3 "
        "GiB, and one tensor may take 1 GiB",
        [] {
            Tensor::zeros(DType::Float32, {100000, 100000});
        });
    row("too big for 64 bits", "ResourceExhaustedError",
        "OOM when allocating tensor with shape[4294967296,4294967296] and type bool: it would take "
        "17179869184.0 GiB, and one tensor may "
        "take 1 GiB",
        [] {
            Tensor::zeros(DType::Bool, {std::int64_t{1} << 32, std::int64_t{1} << 32});
        });
    row("a broadcast too big", "ResourceExhaustedError",
        "OOM when allocating tensor with shape[20000,20000] and type float: it would take 1.5 GiB, "
        "and one tensor may take 1 GiB",
        evaluating(Op::Add, {floats({20000, 1}), floats({20000})}));
}

void TestTensorErrors::reductionRows()
{
    constexpr auto invalid = "InvalidArgumentError";
    const auto reducing = [](const Shape& from, std::vector<std::int64_t> axes, Op op) {
        return [=] { resolveReduction(from, axes, false, op); };
    };
    row("reduce_sum axis", invalid,
        "Invalid reduction dimension (2 for input with 2 dimension(s) [Op:Sum]",
        reducing({2, 3}, {2}, Op::ReduceSum));
    row("reduce_mean axis", invalid,
        "Invalid reduction dimension (-3 for input with 2 dimension(s) [Op:Mean]",
        reducing({2, 3}, {-3}, Op::ReduceMean));
    row("reduce axis twice", invalid,
        "Invalid reduction arguments: Axes contains duplicate dimension: 1 [Op:Max]",
        reducing({2, 3}, {1, -1}, Op::ReduceMax));
    row("reduce_sum(bool)", invalid,
        "Value for attr 'T' of bool is not in the list of allowed values: bfloat16, half, float, "
        "double, uint8, int8, int16, int32, "
        "int64 [Op:Sum]",
        evaluating(Op::ReduceSum, {bools({2})}, ReduceAttributes{{0}, false}));
    row("norm(int)", invalid,
        "Value for attr 'T' of int32 is not in the list of allowed values: bfloat16, half, float, "
        "double, complex64, complex128 [Op:Sqrt]",
        evaluating(Op::Norm, {ints({2})}, ReduceAttributes{{0}, false}));
    row("argmax axis", invalid, "Expected dimension in the range [-1, 1), but got 1 [Op:ArgMax]",
        [] { resolveAxis({3}, 1, Op::ArgMax); });
    row("argmax of nothing", invalid, "Reduction axis 0 is empty in shape [0] [Op:ArgMax]",
        evaluating(Op::ArgMax, {floats({0})}, AxisAttributes{0}));
}

void TestTensorErrors::text()
{
    QFETCH(Mistake, mistake);
    QFETCH(QString, kind);
    QFETCH(QString, text);
    try {
        mistake();
    } catch (const TensorError& error) {
        QCOMPARE(QString::fromUtf8(error.what()), text);
        QCOMPARE(QString::fromStdString(error.kind), kind);
        return;
    }
    QFAIL("no error");
}

void TestTensorErrors::theLimitIsExact()
{
    QVERIFY_EXCEPTION_THROWN(Tensor::uninitialized(DType::Bool, {Tensor::maxBytes() + 1}),
                             TensorError);
    QVERIFY_EXCEPTION_THROWN(Tensor::uninitialized(DType::Float64, {Tensor::maxBytes() / 8 + 1}),
                             TensorError);
    QCOMPARE(Tensor::uninitialized(DType::Float64, {Tensor::maxBytes() / 8}).byteCount(),
             Tensor::maxBytes());
}

QTEST_APPLESS_MAIN(TestTensorErrors)
#include "tst_tensorerrors.moc"

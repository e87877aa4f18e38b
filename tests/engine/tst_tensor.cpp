#include <QtTest>

#include <cmath>
#include <limits>
#include <set>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/numpytext.h"
#include "support/vectors.h"

using namespace engine;
using namespace support;

Q_DECLARE_METATYPE(engine::Tensor)
Q_DECLARE_METATYPE(engine::Shape)
Q_DECLARE_METATYPE(std::vector<engine::Tensor>)
Q_DECLARE_METATYPE(engine::Attributes)

class TestTensor : public QObject
{
    Q_OBJECT

private slots:
    void opsAreNamed();
    void dtypesAreNamed();
    void shapeTexts();
    void broadcastShapes_data();
    void broadcastShapes();
    void copiesShareNumbers();
    void identity();
    void conversions();
    void definitions_data();
    void definitions();
    void floatsAreComputedAsFloats();
    void longSumsStayAccurate();
    void resolvedAxes();
    void resolvedShapes();
};

void TestTensor::opsAreNamed()
{
    std::set<std::string_view> pythonNames;
    std::set<std::string_view> kernelNames;
    const std::set<std::string_view> manyResults{"SelfAdjointEigV2", "Svd", "Qr"}; // an Op each
    std::set<std::string_view> symbols;
    for (int i = 0; i < opCount; ++i) {
        const Op op = static_cast<Op>(i);
        QVERIFY(!pythonName(op).empty() && pythonNames.insert(pythonName(op)).second);
        const bool isNew = kernelNames.insert(kernelName(op)).second;
        QVERIFY(!kernelName(op).empty() && (isNew || manyResults.contains(kernelName(op))));
        QVERIFY(!symbol(op).empty() && symbols.insert(symbol(op)).second);
        QVERIFY(!(isLeaf(op) && isDifferentiable(op)));
    }
    QVERIFY(isLeaf(Op::Variable) && !isLeaf(Op::Identity));
    QVERIFY(isDifferentiable(Op::Matmul) && !isDifferentiable(Op::ArgMax)
            && !isDifferentiable(Op::StopGradient));
    QCOMPARE(kernelName(Op::Add), std::string_view("AddV2"));
}

void TestTensor::dtypesAreNamed()
{
    for (const DType dtype : allDTypes) {
        QCOMPARE(dtypeNamed(name(dtype)), std::optional(dtype));
        QVERIFY(
            withType(dtype, [&](auto element) { return dtypeOf<decltype(element)>() == dtype; }));
    }
    QVERIFY(!dtypeNamed("float128") && !dtypeNamed(""));
    QCOMPARE(kernelName(DType::Float64), std::string_view("double"));
    QCOMPARE(byteSize(DType::Bool), std::size_t{1});
}

void TestTensor::shapeTexts()
{
    QCOMPARE(Shape{}.tupleText(), std::string("()"));
    QCOMPARE(Shape{4}.tupleText(), std::string("(4,)"));
    QCOMPARE((Shape{4, 1}).tupleText(), std::string("(4, 1)"));
    QCOMPARE(Shape{}.bracketText(), std::string("[]"));
    QCOMPARE((Shape{4, 1}).bracketText(), std::string("[4,1]"));
    QCOMPARE(Shape{}.elementCount(), 1);
    QCOMPARE((Shape{std::int64_t{1} << 62, 4}).elementCount(),
             std::numeric_limits<std::int64_t>::max());
    QCOMPARE((Shape{std::int64_t{1} << 62, 4, 0}).elementCount(), 0);
    QVERIFY((Shape{2}) != (Shape{2, 1}));
}

void TestTensor::broadcastShapes_data()
{
    QTest::addColumn<Shape>("left");
    QTest::addColumn<Shape>("right");
    QTest::addColumn<QString>("together");
    QTest::newRow("scalars") << Shape{} << Shape{} << "()";
    QTest::newRow("scalar") << Shape{} << Shape{2, 3} << "(2, 3)";
    QTest::newRow("trailing") << Shape{2, 3} << Shape{3} << "(2, 3)";
    QTest::newRow("both grow") << Shape{2, 1} << Shape{1, 3} << "(2, 3)";
    QTest::newRow("rank and extent") << Shape{5, 1, 4} << Shape{3, 1} << "(5, 3, 4)";
    QTest::newRow("1 gives way to 0") << Shape{1} << Shape{0} << "(0,)";
    QTest::newRow("2 and 3") << Shape{2} << Shape{3} << "";
    QTest::newRow("0 and 2") << Shape{0} << Shape{2} << "";
    QTest::newRow("leading is not enough") << Shape{2, 3} << Shape{2} << "";
}

void TestTensor::broadcastShapes()
{
    QFETCH(Shape, left);
    QFETCH(Shape, right);
    QFETCH(QString, together);
    for (const auto& shape : {broadcastShape(left, right), broadcastShape(right, left)})
        QCOMPARE(shape ? QString::fromStdString(shape->tupleText()) : QString(), together);
}

void TestTensor::copiesShareNumbers()
{
    const Tensor tensor = floats({1, 2, 3, 4});
    const Tensor copy = tensor;
    const Tensor matrix = tensor.withShape({2, 2});
    QCOMPARE(copy.data<float>(), tensor.data<float>());
    QCOMPARE(matrix.data<float>(), tensor.data<float>());
    QCOMPARE(matrix.shape().tupleText(), std::string("(2, 2)"));
    QCOMPARE(tensor.shape().tupleText(), std::string("(4,)"));
    QCOMPARE(matrix.at(3), 4.0);
    QCOMPARE(matrix.byteCount(), 16);
    QVERIFY(Tensor().identicalTo(Tensor::scalar(0.0F)));
    QVERIFY(Tensor::full(DType::Int64, {2}, 7).identicalTo(vector<std::int64_t>({7, 7})));
}

void TestTensor::identity()
{
    QVERIFY(doubles({1, notANumber, infinite}).identicalTo(doubles({1, -notANumber, infinite})));
    QVERIFY(!doubles({0.0}).identicalTo(doubles({-0.0})));
    QVERIFY(!doubles({1}).identicalTo(doubles({2})));
    QVERIFY(!doubles({notANumber}).identicalTo(doubles({2})));
    QVERIFY(!doubles({1}).identicalTo(floats({1})));
    QVERIFY(!doubles({1}).identicalTo(Tensor::scalar(1.0)));
    QVERIFY(!ints({1}).identicalTo(ints({2})));
    QVERIFY(doubles({}).identicalTo(doubles({})));
}

void TestTensor::conversions()
{
    constexpr auto lowest = std::numeric_limits<std::int32_t>::min();
    const auto as = [](DType dtype, const Tensor& tensor) {
        return evaluate(Op::Cast, std::span(&tensor, 1), CastAttributes{dtype});
    };
    QVERIFY(as(DType::Int32, doubles({2.9, -2.9, notANumber, infinite, 1e10, -1e10}))
                .identicalTo(ints({2, -2, lowest, lowest, lowest, lowest})));
    QVERIFY(as(DType::Int32, floats({2147483648.0F, -2147483648.0F}))
                .identicalTo(ints({lowest, lowest})));
    QVERIFY(as(DType::Int32, vector<std::int64_t>({(std::int64_t{1} << 32) + 5}))
                .identicalTo(ints({5})));
    QVERIFY(as(DType::Bool, doubles({0, -0.0, 0.5, notANumber}))
                .identicalTo(bools({false, false, true, true})));
    QVERIFY(as(DType::Float32, doubles({0.1, 1e300}))
                .identicalTo(floats({0.1F, std::numeric_limits<float>::infinity()})));
    QVERIFY(as(DType::Float32, bools({true, false})).identicalTo(floats({1, 0})));
    QCOMPARE(vector<std::int64_t>({std::numeric_limits<std::int64_t>::max()}).intAt(0),
             std::numeric_limits<std::int64_t>::max());
}

void TestTensor::definitions_data()
{
    QTest::addColumn<Op>("op");
    QTest::addColumn<std::vector<Tensor>>("inputs");
    QTest::addColumn<Attributes>("attributes");
    QTest::addColumn<Tensor>("result");
    const auto row = [](const char* text, Op op, std::vector<Tensor> inputs, const Tensor& result,
                        const Attributes& attributes = {}) {
        QTest::newRow(text) << op << inputs << attributes << result;
    };
    const Attributes all = ReduceAttributes{{0}, false};
    row("int / int is float64", Op::Divide, {ints({7, 1}), ints({2, 0})}, doubles({3.5, infinite}));
    row("int // rounds down", Op::FloorDivide, {ints({7, -7, 7, -7, 6}), ints({2, 2, -2, -2, 3})},
        ints({3, -4, -4, 3, 2}));
    row("int % has the divisor's sign", Op::FloorModulo,
        {ints({7, -7, 7, -7, 6}), ints({2, 2, -2, -2, 3})}, ints({1, 1, -1, -1, 0}));
    row("float // rounds down", Op::FloorDivide, {doubles({7, -7, 1}), doubles({2, 2, 0})},
        doubles({3, -4, infinite}));
    row("float % has the divisor's sign", Op::FloorModulo,
        {doubles({7.5, -7.5, 7.5, 1}), doubles({2, 2, -2, 0})},
        doubles({1.5, 0.5, -0.5, notANumber}));
    constexpr auto lowest = std::numeric_limits<std::int32_t>::min();
    constexpr auto highest = std::numeric_limits<std::int32_t>::max();
    row("int // -1 wraps", Op::FloorDivide, {ints({lowest}), ints({-1})}, ints({lowest}));
    row("int % -1", Op::FloorModulo, {ints({lowest}), ints({-1})}, ints({0}));
    row("int + wraps", Op::Add, {ints({highest}), ints({1})}, ints({lowest}));
    row("int * wraps", Op::Multiply, {ints({65536}), ints({65537})}, ints({65536}));
    row("int - wraps", Op::Negative, {ints({lowest})}, ints({lowest}));
    row("0 // over nothing", Op::FloorDivide, {ints({}), ints({0})}, ints({}));
    row("int ** int", Op::Power, {ints({2, -3, 0, 5}), ints({10, 3, 0, 1})},
        ints({1024, -27, 1, 5}));
    row("float ** float", Op::Power, {doubles({2, -2, 0, -8}), doubles({-1, 3, 0, 1.0 / 3})},
        doubles({0.5, -8, 1, notANumber}));
    row("maximum keeps NaN", Op::Maximum,
        {doubles({notANumber, 1, notANumber, 2}), doubles({1, notANumber, notANumber, 3})},
        doubles({notANumber, notANumber, notANumber, 3}));
    row("minimum keeps NaN", Op::Minimum,
        {doubles({notANumber, 1, notANumber, 2}), doubles({1, notANumber, notANumber, 3})},
        doubles({notANumber, notANumber, notANumber, 2}));
    row("relu keeps NaN", Op::Relu, {doubles({notANumber, -1, 0, 2})},
        doubles({notANumber, 0, 0, 2}));
    row("sign", Op::Sign, {doubles({-2, 0, 5, notANumber, -infinite})},
        doubles({-1, 0, 1, notANumber, -1}));
    row("sqrt", Op::Sqrt, {doubles({4, 0, -1})}, doubles({2, 0, notANumber}));
    row("log", Op::Log, {doubles({1, 0, -1})}, doubles({0, -infinite, notANumber}));
    row("exp", Op::Exp, {doubles({0, -infinite, 1000})}, doubles({1, 0, infinite}));
    row("sigmoid at the ends", Op::Sigmoid, {doubles({-infinite, -800, 0, 800, infinite})},
        doubles({0, 0, 0.5, 1, 1}));
    row("tanh at the ends", Op::Tanh, {doubles({-infinite, 0, 800})}, doubles({-1, 0, 1}));
    row("NaN compares false", Op::LessEqual, {doubles({notANumber}), doubles({notANumber})},
        bools({false}));
    row("NaN is not equal", Op::NotEqual, {doubles({notANumber, 1}), doubles({notANumber, 1})},
        bools({true, false}));
    row("where keeps NaN out", Op::Where,
        {bools({true, false}), doubles({1, notANumber}), doubles({notANumber, 2})},
        doubles({1, 2}));
    row("mean of ints cuts", Op::ReduceMean, {ints({1, 2, 2})}, Tensor::scalar(std::int32_t{1}),
        all);
    row("mean of negative ints cuts", Op::ReduceMean, {ints({-1, -2, -2})},
        Tensor::scalar(std::int32_t{-1}), all);
    row("mean of nothing", Op::ReduceMean, {doubles({})}, Tensor::scalar(notANumber), all);
    row("sum of nothing", Op::ReduceSum, {doubles({})}, Tensor::scalar(0.0), all);
    row("max of nothing", Op::ReduceMax, {doubles({})}, Tensor::scalar(-infinite), all);
    row("min of nothing", Op::ReduceMin, {doubles({})}, Tensor::scalar(infinite), all);
    row("max of no ints", Op::ReduceMax, {ints({})}, Tensor::scalar(lowest), all);
    row("min of no ints", Op::ReduceMin, {ints({})}, Tensor::scalar(highest), all);
    row("max keeps NaN", Op::ReduceMax, {doubles({1, notANumber, 3})}, Tensor::scalar(notANumber),
        all);
    row("min keeps NaN", Op::ReduceMin, {doubles({notANumber, 2, 3})}, Tensor::scalar(notANumber),
        all);
    row("norm", Op::Norm, {doubles({3, -4})}, Tensor::scalar(5.0), all);
    row("norm of nothing", Op::Norm, {doubles({})}, Tensor::scalar(0.0), all);
    row("argmax takes the first", Op::ArgMax, {doubles({1, 3, 3})}, Tensor::scalar(std::int64_t{1}),
        AxisAttributes{0});
    row("argmax passes over NaN", Op::ArgMax, {doubles({notANumber, 1, 2})},
        Tensor::scalar(std::int64_t{2}), AxisAttributes{0});
    row("argmax of bools", Op::ArgMax, {bools({false, true})}, Tensor::scalar(std::int64_t{1}),
        AxisAttributes{0});
    row("reduction of a scalar", Op::ReduceSum, {Tensor::scalar(2.5)}, Tensor::scalar(2.5),
        ReduceAttributes{});
    row("matmul over nothing", Op::Matmul,
        {Tensor::zeros(DType::Float32, {2, 0}), Tensor::zeros(DType::Float32, {0, 2})},
        Tensor::zeros(DType::Float32, {2, 2}), MatmulAttributes{});
    row("int matmul wraps", Op::Matmul,
        {ints({65536}).withShape({1, 1}), ints({65537}).withShape({1, 1})},
        ints({65536}).withShape({1, 1}), MatmulAttributes{});
}

void TestTensor::definitions()
{
    QFETCH(Op, op);
    QFETCH(std::vector<Tensor>, inputs);
    QFETCH(Attributes, attributes);
    QFETCH(Tensor, result);
    const Tensor actual = evaluate(op, inputs, attributes);
    QVERIFY2(actual.identicalTo(result),
             (numpyRepr(actual) + " is not " + numpyRepr(result)).c_str());
}

void TestTensor::floatsAreComputedAsFloats()
{
    const std::vector<Tensor> operands{Tensor::scalar(16777216.0F), Tensor::scalar(1.0F)};
    QVERIFY(evaluate(Op::Add, operands).identicalTo(operands[0]));
    const std::vector<Tensor> one{Tensor::scalar(1.0F)};
    QVERIFY(evaluate(Op::Exp, one).identicalTo(Tensor::scalar(2.7182817F)));
}

void TestTensor::longSumsStayAccurate()
{
    // Added one after the other, a million times 0.1 gives 100958.34 in float32.
    const std::vector<Tensor> tenths{Tensor::full(DType::Float32, {1000000}, 0.1)};
    const Tensor sum = evaluate(Op::ReduceSum, tenths, ReduceAttributes{{0}, false});
    QVERIFY2(std::abs(sum.at(0) - 100000.0015) < 0.05, numpyScalar(sum, 0).c_str());
}

void TestTensor::resolvedAxes()
{
    using Axes = std::vector<std::int64_t>;
    QCOMPARE(resolveReduction({2, 3, 4}, Axes{}, true), (ReduceAttributes{{0, 1, 2}, true}));
    QCOMPARE(resolveReduction({2, 3, 4}, Axes{-1, 0}, false), (ReduceAttributes{{0, 2}, false}));
    QCOMPARE(resolveReduction({}, Axes{}, false), ReduceAttributes{});
    QCOMPARE(resolveAxis({2, 3}, -2, Op::Concat), AxisAttributes{0});
    QCOMPARE(resolveTranspose({2, 3, 4}, Axes{}), (TransposeAttributes{{2, 1, 0}}));
    QCOMPARE(resolveTranspose({2, 3, 4}, Axes{1, -1, 0}), (TransposeAttributes{{1, 2, 0}}));
}

void TestTensor::resolvedShapes()
{
    using Extents = std::vector<std::int64_t>;
    QCOMPARE(resolveReshape({2, 3, 4}, Extents{-1, 4}), ShapeAttributes{(Shape{6, 4})});
    QCOMPARE(resolveReshape({2, 3}, Extents{6}), ShapeAttributes{Shape{6}});
    QCOMPARE(resolveReshape({1}, Extents{}), ShapeAttributes{Shape{}});
    QCOMPARE(resolveReshape({0, 3}, Extents{-1, 3}), ShapeAttributes{(Shape{0, 3})});
}

QTEST_APPLESS_MAIN(TestTensor)
#include "tst_tensor.moc"

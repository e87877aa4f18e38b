#include <QTest>

#include <cmath>
#include <set>

#include "engine/tape/eagercontext.h"
#include "engine/tensor/evaluate.h"
#include "engine/tensor/random.h"
#include "support/finitedifference.h"

using namespace engine;

namespace {

/// One way to use an operation: its inputs' shapes, the attributes, and where the inputs are drawn from.
struct Usage
{
    Op op;
    std::vector<Shape> shapes;
    Attributes attributes;
    double low = -2;
    double high = 2;
};

SliceAttributes everySecondRow()
{
    return {{{0, 2, 2, false}, {1, 1, 1, true}}, Shape{2}, Shape{4, 3}};
}

std::vector<Usage> usages()
{
    std::vector<Usage> all;
    for (const Op op : {Op::Add, Op::Subtract, Op::Multiply, Op::Divide, Op::Maximum, Op::Minimum, Op::Power}) {
        const double low = op == Op::Divide || op == Op::Power ? 0.5 : -2;
        for (const auto& shapes : std::vector<std::vector<Shape>>{{{}, {}}, {{3}, {}}, {{2, 3}, {3}}, {{2, 1}, {1, 3}}, {{2, 1, 2}, {3, 1}}, {{0, 2}, {2}}})
            all.push_back({op, shapes, {}, low, 2});
    }
    for (const Op op : {Op::Negative, Op::Abs, Op::Sign, Op::Square, Op::Exp, Op::Sin, Op::Cos, Op::Tanh, Op::Sigmoid, Op::Relu, Op::Identity}) {
        for (const Shape& shape : std::vector<Shape>{{}, {3}, {2, 3}, {0}})
            all.push_back({op, {shape}, {}});
    }
    for (const Op op : {Op::Sqrt, Op::Log})
        all.push_back({op, {Shape{2, 2}}, {}, 0.5, 3});
    for (const bool a : {false, true}) {
        for (const bool b : {false, true})
            all.push_back({Op::Matmul, {a ? Shape{3, 2} : Shape{2, 3}, b ? Shape{4, 3} : Shape{3, 4}}, MatmulAttributes{a, b}});
    }
    all.push_back({Op::Matmul, {Shape{2, 2, 3}, Shape{2, 3, 2}}, MatmulAttributes{}});
    all.push_back({Op::Transpose, {Shape{2, 3}}, TransposeAttributes{{1, 0}}});
    all.push_back({Op::Transpose, {Shape{2, 3, 4}}, TransposeAttributes{{2, 0, 1}}});
    all.push_back({Op::Reshape, {Shape{2, 3}}, ShapeAttributes{Shape{3, 2}}});
    all.push_back({Op::BroadcastTo, {Shape{1, 3}}, ShapeAttributes{Shape{2, 2, 3}}});
    all.push_back({Op::Slice, {Shape{4, 3}}, everySecondRow()});
    all.push_back({Op::SliceGradient, {Shape{2}}, everySecondRow()});
    all.push_back({Op::Concat, {Shape{2, 2}, Shape{2, 3}}, AxisAttributes{1}});
    all.push_back({Op::Cast, {Shape{2}}, CastAttributes{DType::Float64}});
    for (const Op op : {Op::ReduceSum, Op::ReduceMean, Op::ReduceMax, Op::ReduceMin, Op::Norm}) {
        all.push_back({op, {Shape{2, 3}}, ReduceAttributes{{0, 1}, false}});
        all.push_back({op, {Shape{2, 3}}, ReduceAttributes{{1}, false}});
        all.push_back({op, {Shape{2, 3, 2}}, ReduceAttributes{{0, 2}, true}});
    }
    all.push_back({Op::FloorModulo, {Shape{3}, Shape{}}, {}, 0.6, 0.9});
    return all;
}

TracedTensor apply(EagerContext& context, const Usage& usage, const std::vector<TracedTensor>& inputs)
{
    return context.execute(usage.op, inputs, usage.attributes);
}

/// A scalar that depends on every entry of the result in its own way: Σ w·y² + Σ w·y with fixed w.
TracedTensor weigh(EagerContext& context, const TracedTensor& y)
{
    RandomSource random(7);
    const TracedTensor w = context.leaf(Op::Constant, random.uniform(DType::Float64, y.value.shape(), 0.5, 1.5));
    const auto run = [&](Op op, std::initializer_list<TracedTensor> inputs, Attributes attributes = {}) {
        return context.execute(op, std::span<const TracedTensor>(inputs.begin(), inputs.size()), std::move(attributes));
    };
    const TracedTensor total = run(Op::Multiply, {w, run(Op::Add, {run(Op::Multiply, {y, y}), y})});
    ReduceAttributes all;
    for (int axis = 0; axis < y.value.rank(); ++axis)
        all.axes.push_back(axis);
    return run(Op::ReduceSum, {total}, all);
}

std::vector<Tensor> draw(const Usage& usage, std::uint64_t seed)
{
    RandomSource random(seed);
    std::vector<Tensor> inputs;
    for (const Shape& shape : usage.shapes)
        inputs.push_back(random.uniform(DType::Float64, shape, usage.low, usage.high));
    return inputs;
}

std::vector<TracedTensor> leaves(EagerContext& context, const std::vector<Tensor>& values)
{
    std::vector<TracedTensor> result;
    for (const Tensor& value : values)
        result.push_back(context.leaf(Op::Constant, value));
    return result;
}

void compare(const Tensor& actual, const Tensor& expected, double tolerance)
{
    QCOMPARE(actual.shape().tupleText(), expected.shape().tupleText());
    for (std::int64_t i = 0; i < actual.size(); ++i) {
        const double scale = std::max({1.0, std::abs(expected.at(i)), std::abs(actual.at(i))});
        QVERIFY2(std::abs(actual.at(i) - expected.at(i)) <= tolerance * scale,
                 qPrintable(QStringLiteral("entry %1: %2, expected %3").arg(i).arg(actual.at(i)).arg(expected.at(i))));
    }
}

/// d weigh(op(inputs)) / d inputs[slot] by one tape.
Tensor gradientOf(const Usage& usage, const std::vector<Tensor>& values, std::size_t slot)
{
    TapeObserver observer;
    EagerContext context(observer);
    const auto inputs = leaves(context, values);
    const TapeId tape = context.makeTape(false, true);
    context.enter(tape);
    context.watch(tape, inputs[slot].node);
    const TracedTensor y = weigh(context, apply(context, usage, inputs));
    context.leave(tape);
    const GradientSource target{y, {}};
    const GradientSource source{inputs[slot], {}};
    const auto result = context.gradient(tape, std::span(&target, 1), std::span(&source, 1));
    return result[0] ? result[0]->value : Tensor::zeros(DType::Float64, values[slot].shape());
}

} // namespace

class TestGradientRules : public QObject
{
    Q_OBJECT

private slots:
    void everyDifferentiableOperationIsUsed()
    {
        std::set<Op> used;
        for (const Usage& usage : usages())
            used.insert(usage.op);
        for (int i = 0; i < opCount; ++i) {
            const Op op = static_cast<Op>(i);
            if (!isLeaf(op) && isDifferentiable(op) && op != Op::Where)
                QVERIFY2(used.count(op), qPrintable(QString::fromUtf8(pythonName(op).data()) + QStringLiteral(" has no usage here")));
        }
    }

    void firstOrder_data() { rows(); }
    void firstOrder()
    {
        QFETCH(int, index);
        const Usage usage = usages()[static_cast<std::size_t>(index)];
        const std::vector<Tensor> values = draw(usage, 11);
        for (std::size_t slot = 0; slot < values.size(); ++slot) {
            const auto value = [&](const Tensor& x) {
                TapeObserver observer;
                EagerContext context(observer);
                std::vector<Tensor> moved = values;
                moved[slot] = x;
                return weigh(context, apply(context, usage, leaves(context, moved))).value.at(0);
            };
            compare(gradientOf(usage, values, slot), support::finiteDifference(value, values[slot]), 1e-6);
        }
    }

    /// The gradient of one entry of the gradient, by a tape around a tape, against differences of the first gradient.
    void secondOrder_data() { rows(); }
    void secondOrder()
    {
        QFETCH(int, index);
        const Usage usage = usages()[static_cast<std::size_t>(index)];
        const std::vector<Tensor> values = draw(usage, 12);
        for (std::size_t slot = 0; slot < values.size(); ++slot) {
            if (values[slot].size() == 0)
                continue;
            TapeObserver observer;
            EagerContext context(observer);
            const auto inputs = leaves(context, values);
            const TapeId outer = context.makeTape(false, true);
            context.enter(outer);
            context.watch(outer, inputs[slot].node);
            const TapeId inner = context.makeTape(false, true);
            context.enter(inner);
            context.watch(inner, inputs[slot].node);
            const TracedTensor y = weigh(context, apply(context, usage, inputs));
            context.leave(inner);
            const GradientSource target{y, {}};
            const GradientSource source{inputs[slot], {}};
            const auto first = context.gradient(inner, std::span(&target, 1), std::span(&source, 1));
            QVERIFY(first[0].has_value());
            const TracedTensor sum = weigh(context, *first[0]);
            context.leave(outer);
            const GradientSource outerTarget{sum, {}};
            const auto second = context.gradient(outer, std::span(&outerTarget, 1), std::span(&source, 1));
            const auto value = [&](const Tensor& x) {
                std::vector<Tensor> moved = values;
                moved[slot] = x;
                TapeObserver plain;
                EagerContext other(plain);
                return weigh(other, other.leaf(Op::Constant, gradientOf(usage, moved, slot))).value.at(0);
            };
            const Tensor expected = support::finiteDifference(value, values[slot]);
            compare(second[0] ? second[0]->value : Tensor::zeros(DType::Float64, values[slot].shape()), expected, 2e-5);
        }
    }

    /// Where the slope is not defined, the convention of the specification.
    void conventions_data()
    {
        QTest::addColumn<int>("op");
        QTest::addColumn<double>("a");
        QTest::addColumn<double>("b");
        QTest::addColumn<double>("toA");
        QTest::addColumn<double>("toB");
        const double none = 0;
        QTest::newRow("maximum gives a tie to the first") << int(Op::Maximum) << 1.0 << 1.0 << 1.0 << 0.0;
        QTest::newRow("minimum gives a tie to the first") << int(Op::Minimum) << 1.0 << 1.0 << 1.0 << 0.0;
        QTest::newRow("relu at 0") << int(Op::Relu) << 0.0 << none << 0.0 << none;
        QTest::newRow("abs at 0") << int(Op::Abs) << 0.0 << none << 0.0 << none;
        QTest::newRow("sqrt at 0") << int(Op::Sqrt) << 0.0 << none << HUGE_VAL << none;
        QTest::newRow("norm at 0") << int(Op::Norm) << 0.0 << none << std::nan("") << none;
        QTest::newRow("exponent of a negative base") << int(Op::Power) << -2.0 << 2.0 << -4.0 << 0.0;
    }
    void conventions()
    {
        QFETCH(int, op);
        QFETCH(double, a);
        QFETCH(double, b);
        QFETCH(double, toA);
        QFETCH(double, toB);
        TapeObserver observer;
        EagerContext context(observer);
        const bool unary = Op(op) == Op::Relu || Op(op) == Op::Abs || Op(op) == Op::Sqrt || Op(op) == Op::Norm;
        std::vector<TracedTensor> inputs = leaves(context, {Tensor::scalar(a), Tensor::scalar(b)});
        if (unary)
            inputs.pop_back();
        const TapeId tape = context.makeTape(false, true);
        context.enter(tape);
        std::vector<GradientSource> sources;
        for (const TracedTensor& input : inputs) {
            context.watch(tape, input.node);
            sources.push_back({input, {}});
        }
        const GradientSource target{context.execute(Op(op), inputs, Op(op) == Op::Norm ? Attributes(ReduceAttributes{}) : Attributes{}), {}};
        const auto gradients = context.gradient(tape, std::span(&target, 1), sources);
        QCOMPARE(gradients[0]->value.at(0), toA);
        if (!unary)
            QCOMPARE(gradients[1]->value.at(0), toB);
    }

private:
    static void rows()
    {
        QTest::addColumn<int>("index");
        const std::vector<Usage> all = usages();
        for (std::size_t i = 0; i < all.size(); ++i) {
            std::string label(pythonName(all[i].op));
            for (const Shape& shape : all[i].shapes)
                label += " " + shape.tupleText();
            QTest::addRow("%s #%d", label.c_str(), static_cast<int>(i)) << static_cast<int>(i);
        }
    }
};

QTEST_APPLESS_MAIN(TestGradientRules)
#include "tst_gradientrules.moc"

#include <QTest>

#include <cmath>
#include <map>
#include <set>

#include "engine/tape/eagercontext.h"
#include "engine/tape/pushforward.h"
#include "engine/tensor/evaluate.h"
#include "engine/tensor/random.h"
#include "support/finitedifference.h"
#include "support/operationusages.h"

using namespace engine;
using support::draw;
using support::Usage;
using support::usages;

namespace {

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
            if (!isLeaf(op) && isDifferentiable(op) && op != Op::CustomGradient)
                QVERIFY2(used.count(op), qPrintable(QString::fromUtf8(pythonName(op).data()) + QStringLiteral(" has no usage here")));
        }
    }

    /// Three ways at least, one with an input of no element and one with several axes, for each of them.
    void everyDifferentiableOperationIsUsedInSeveralShapes()
    {
        std::map<Op, std::set<std::string>> shapes;
        std::set<Op> ofNothing;
        std::map<Op, int> rank;
        for (const Usage& usage : usages()) {
            std::string text;
            for (const Shape& shape : usage.shapes) {
                text += shape.tupleText();
                rank[usage.op] = std::max(rank[usage.op], shape.rank());
                if (shape.elementCount() == 0)
                    ofNothing.insert(usage.op);
            }
            shapes[usage.op].insert(text);
        }
        for (const auto& [op, texts] : shapes) {
            const QByteArray name(pythonName(op).data());
            QVERIFY2(texts.size() >= 3, name);
            QVERIFY2(ofNothing.count(op), name);
            QVERIFY2(rank[op] >= 3, name);
        }
    }

    void firstOrder_data() { rows(); }
    void firstOrder()
    {
        QFETCH(int, index);
        const Usage usage = usages()[static_cast<std::size_t>(index)];
        if (!usage.differences)
            return;
        const std::vector<Tensor> values = draw(usage, 11);
        for (std::size_t slot = 0; slot < values.size(); ++slot) {
            if (!isFloating(values[slot].dtype()))
                continue;
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
        if (!usage.differences)
            return;
        const std::vector<Tensor> values = draw(usage, 12);
        for (std::size_t slot = 0; slot < values.size(); ++slot) {
            if (values[slot].size() == 0 || !isFloating(values[slot].dtype()))
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

    /// Cholesky takes symmetric matrices only, so here one is made of what is moved: chol(B Bᵀ + I).
    void choleskyOfAProduct()
    {
        RandomSource random(3);
        const Tensor b = random.uniform(DType::Float64, Shape{3, 3}, -1, 1);
        const Tensor eye = Tensor::of<double>(Shape{3, 3}, std::vector<double>{1, 0, 0, 0, 1, 0, 0, 0, 1});
        const auto loss = [&](EagerContext& context, const TracedTensor& x) {
            const auto run = [&](Op op, std::initializer_list<TracedTensor> inputs, Attributes attributes) {
                return context.execute(op, std::span<const TracedTensor>(inputs.begin(), inputs.size()), std::move(attributes));
            };
            const TracedTensor product = run(Op::Matmul, {x, x}, MatmulAttributes{false, true});
            const TracedTensor a = run(Op::Add, {product, context.leaf(Op::Constant, eye)}, {});
            return weigh(context, run(Op::Cholesky, {a}, {}));
        };
        TapeObserver observer;
        EagerContext context(observer);
        const TracedTensor x = context.leaf(Op::Constant, b);
        const TapeId tape = context.makeTape(false, true);
        context.enter(tape);
        context.watch(tape, x.node);
        const GradientSource target{loss(context, x), {}};
        const GradientSource source{x, {}};
        const auto gradient = context.gradient(tape, std::span(&target, 1), std::span(&source, 1));
        const auto value = [&](const Tensor& moved) {
            TapeObserver plain;
            EagerContext other(plain);
            return loss(other, other.leaf(Op::Constant, moved)).value.at(0);
        };
        compare(gradient[0]->value, support::finiteDifference(value, b), 1e-6);
    }

    /// ⟨w, J v⟩ by the push-forward equals ⟨Jᵀ w, v⟩ by the pull-back, for random w and v.
    void pushForwardAgainstPullBack_data() { rows(); }
    void pushForwardAgainstPullBack()
    {
        QFETCH(int, index);
        const Usage usage = usages()[static_cast<std::size_t>(index)];
        const std::vector<Tensor> values = draw(usage, 13);
        TapeObserver observer;
        EagerContext context(observer);
        const auto inputs = leaves(context, values);
        const TapeId tape = context.makeTape(false, true);
        context.enter(tape);
        for (const TracedTensor& input : inputs)
            context.watch(tape, input.node);
        const TracedTensor y = apply(context, usage, inputs);
        context.leave(tape);
        RandomSource random(5);
        std::vector<std::optional<TracedTensor>> tangents;
        std::vector<GradientSource> sources;
        for (const TracedTensor& input : inputs) {
            sources.push_back({input, {}});
            const bool moves = isFloating(input.value.dtype());
            tangents.push_back(moves ? std::optional(TracedTensor{random.uniform(DType::Float64, input.value.shape(), -1, 1), {}}) : std::nullopt);
        }
        const std::optional<TracedTensor> w = context.leaf(Op::Constant, random.uniform(DType::Float64, y.value.shape(), -1, 1));
        const GradientSource target{y, {}};
        const auto gradients = context.gradient(tape, std::span(&target, 1), sources, std::span(&w, 1));
        RuleOperations operations(context, false);
        const auto pushed = pushForward(operations, {usage.op, usage.attributes, inputs, y, tangents});
        const auto inner = [](const Tensor& a, const Tensor& b) {
            double sum = 0;
            for (std::int64_t i = 0; i < a.size(); ++i)
                sum += a.at(i) * b.at(i);
            return sum;
        };
        QVERIFY(pushed.has_value());
        QCOMPARE(pushed->value.shape().tupleText(), y.value.shape().tupleText());
        double back = 0;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (gradients[i])
                back += inner(gradients[i]->value, tangents[i]->value);
        }
        const double forward = inner(w->value, pushed->value);
        QVERIFY2(std::abs(forward - back) <= 1e-10 * std::max(1.0, std::abs(back)),
                 qPrintable(QStringLiteral("forward %1, backward %2").arg(forward).arg(back)));
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

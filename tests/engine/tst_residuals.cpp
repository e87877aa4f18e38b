#include <QTest>

#include "engine/tape/eagercontext.h"
#include "engine/tensor/evaluate.h"
#include "support/operationusages.h"

using namespace engine;
using support::draw;
using support::Usage;
using support::usages;
using Keep = EagerContext::Keep;

namespace {

TracedTensor run(EagerContext& context, Op op, std::initializer_list<TracedTensor> inputs,
                 const Attributes& attributes = {})
{
    return context.execute(op, std::span<const TracedTensor>(inputs.begin(), inputs.size()),
                           attributes);
}

/// The operation with 40 numbers before and after it that are dropped unless its rule reads them:
/// gradient, and the gradient of the sum of the gradient's squares.
std::vector<std::optional<Tensor>> gradients(const Usage& usage, const std::vector<Tensor>& values,
                                             std::size_t slot, Keep keep)
{
    TapeObserver observer;
    EagerContext context(observer, keep);
    std::vector<TracedTensor> inputs;
    for (const Tensor& value : values)
        inputs.push_back(context.leaf(Op::Constant, value));
    const TracedTensor source = inputs[slot];
    const TapeId outer = context.makeTape(false, true);
    const TapeId inner = context.makeTape(false, true);
    for (const TapeId tape : {outer, inner}) {
        context.enter(tape);
        context.watch(tape, source.node);
    }
    const TracedTensor one = context.leaf(Op::Ones, Tensor::ones(source.value.dtype(), {}));
    inputs[slot] = run(context, Op::Multiply, {source, one});
    const TracedTensor y = context.execute(usage.op, inputs, usage.attributes);
    const TracedTensor target = run(context, Op::Add, {y, y});
    context.leave(inner);
    const auto gradient = [&](TapeId tape, const TracedTensor& of) {
        const GradientSource asked{of, {}};
        const GradientSource to{source, {}};
        return context.gradient(tape, std::span(&asked, 1), std::span(&to, 1)).front();
    };
    std::vector<std::optional<Tensor>> results;
    const auto first = gradient(inner, target);
    results.push_back(first ? std::optional(first->value) : std::nullopt);
    if (first) {
        const TracedTensor squares = run(context, Op::Multiply, {*first, *first});
        context.leave(outer);
        const auto second = gradient(outer, squares);
        results.push_back(second ? std::optional(second->value) : std::nullopt);
    }
    return results;
}

} // namespace

class TestResiduals : public QObject
{
    Q_OBJECT

private slots:
    /// What a rule reads is what residualsOf() says: without the other numbers the gradients have
    /// the same bits.
    void droppedNumbersAreNotMissed_data()
    {
        QTest::addColumn<int>("index");
        const auto all = usages();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::addRow("%zu %s", i, std::string(pythonName(all[i].op)).c_str())
                << static_cast<int>(i);
    }
    void droppedNumbersAreNotMissed()
    {
        QFETCH(int, index);
        const Usage usage = usages()[static_cast<std::size_t>(index)];
        if (!isDifferentiable(usage.op))
            return;
        const std::vector<Tensor> values = draw(usage, 21);
        for (std::size_t slot = 0; slot < values.size(); ++slot) {
            if (!isFloating(values[slot].dtype()))
                continue;
            const auto kept = gradients(usage, values, slot, Keep::EverythingForPlayback);
            const auto dropped = gradients(usage, values, slot, Keep::WhatGradientsNeed);
            QCOMPARE(dropped.size(), kept.size());
            for (std::size_t i = 0; i < kept.size(); ++i) {
                QCOMPARE(dropped[i].has_value(), kept[i].has_value());
                if (kept[i])
                    QVERIFY(dropped[i]->identicalTo(*kept[i]));
            }
        }
    }

    void bigNumbersAreDropped()
    {
        TapeObserver observer;
        const Tensor x = Tensor::ones(DType::Float32, {1000});
        std::vector<std::int64_t> bytes;
        for (const Keep keep : {Keep::EverythingForPlayback, Keep::WhatGradientsNeed}) {
            EagerContext context(observer, keep);
            TracedTensor y = context.leaf(Op::Constant, x);
            const TapeId tape = context.makeTape(false, true);
            context.enter(tape);
            context.watch(tape, y.node);
            for (int i = 0; i < 10; ++i)
                y = run(context, Op::Add, {y, y});
            bytes.push_back(context.bytes());
        }
        QCOMPARE(bytes[0], std::int64_t{11 * 4000});
        QCOMPARE(bytes[1], std::int64_t{4000});
    }
};

QTEST_APPLESS_MAIN(TestResiduals)
#include "tst_residuals.moc"

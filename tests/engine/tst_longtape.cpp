#include <QTest>
#include <QThread>

#include <memory>

#include "engine/tape/eagercontext.h"

using namespace engine;

namespace {

/// x + x + ... + x, `operations` sums, and its gradient, which is operations + 1.
float longSum(int operations, EagerContext::Keep keep)
{
    TapeObserver observer;
    EagerContext context(observer, keep);
    const TracedTensor x = context.leaf(Op::Constant, Tensor::scalar(0.5F));
    const TapeId tape = context.makeTape(false, true);
    context.enter(tape);
    context.watch(tape, x.node);
    TracedTensor sum = x;
    for (int i = 0; i < operations; ++i) {
        const TracedTensor terms[]{sum, x};
        sum = context.execute(Op::Add, terms);
    }
    context.leave(tape);
    const GradientSource target{sum, {}};
    const GradientSource source{x, {}};
    const Tensor gradient =
        context.gradient(tape, std::span(&target, 1), std::span(&source, 1)).front()->value;
    if (context.graph().size() < operations)
        return -1;
    const Graph copy = context.graph(); // as a Recording has one
    return copy.size() == context.graph().size() ? *gradient.data<float>() : -1;
}

} // namespace

class TestLongTape : public QObject
{
    Q_OBJECT

private slots:
    /// On a stack on which nothing that calls itself once an operation gets far.
    void aMillionOperations_data()
    {
        QTest::addColumn<bool>("forPlayback");
        QTest::newRow("gradients only") << false;
        QTest::newRow("for playback") << true;
    }
    void aMillionOperations()
    {
        QFETCH(bool, forPlayback);
        constexpr int operations = 1'000'000;
        float gradient = 0;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            gradient = longSum(operations,
                               forPlayback ? EagerContext::Keep::EverythingForPlayback
                                           : EagerContext::Keep::WhatGradientsNeed);
        }));
        thread->setStackSize(128 * 1024);
        thread->start();
        thread->wait();
        QCOMPARE(gradient, static_cast<float>(operations + 1));
    }
};

QTEST_APPLESS_MAIN(TestLongTape)
#include "tst_longtape.moc"

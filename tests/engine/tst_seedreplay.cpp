#include <QTest>

#include <cmath>

#include "engine/recording/seedreplay.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

const std::string import = "import tensorflow as tf\n";

/// x of three numbers to y of two, and x's Jacobian as the program gets it from the tape.
const std::string twoOfThree = import
    + "x = tf.constant([1., 2., 3.])\n"
      "w = tf.constant([[1., 2., -1.], [0.5, 0., 2.]])\n"
      "with tf.GradientTape(persistent=True) as t:\n"
      "    t.watch(x)\n"
      "    y = tf.sin(tf.linalg.matvec(w, x)) * tf.constant([2., 3.])\n"
      "g = t.gradient(y, x)\n"
      "j = t.jacobian(y, x)";

const Tensor& valueOf(const Recording& recording, const std::string& name)
{
    NodeId found;
    for (const Binding& binding : recording.bindings) {
        if (binding.name == name)
            found = binding.node;
    }
    return recording.graph.node(found).value;
}

bool isNear(double a, double b)
{
    return std::abs(a - b) <= 1e-5 * std::max({1.0, std::abs(a), std::abs(b)});
}

} // namespace

class TestSeedReplay : public QObject
{
    Q_OBJECT

private slots:
    void oneHotSeedsGiveTheRowsOfTheJacobian()
    {
        const auto recording = support::record({twoOfThree});
        const Tensor& jacobian = valueOf(*recording, "j");
        const SeedReplay replay(*recording, {0});
        QVERIFY2(replay.problem().empty(), replay.problem().english.c_str());
        for (std::int64_t row = 0; row < 2; ++row) {
            const auto run = replay.backward({oneHot(replay.target(0), row)});
            for (std::int64_t i = 0; i < 3; ++i)
                QCOMPARE(run.gradients[0]->at(i), jacobian.at(row * 3 + i));
        }
    }

    void directionsGiveItsColumns()
    {
        const auto recording = support::record({twoOfThree});
        const Tensor& jacobian = valueOf(*recording, "j");
        const SeedReplay replay(*recording, {0});
        for (std::int64_t column = 0; column < 3; ++column) {
            const auto run = replay.forward(0, oneHot(replay.source(0), column));
            for (std::int64_t i = 0; i < 2; ++i)
                QVERIFY(isNear(run.targets[0]->at(i), jacobian.at(i * 3 + column)));
        }
    }

    void anyVectorIsFedIn()
    {
        const auto recording = support::record(
            {twoOfThree + "\nh = t.gradient(y, x, output_gradients=tf.constant([0.5, -2.]))"});
        const SeedReplay replay(*recording, {0});
        const Tensor& expected = valueOf(*recording, "h");
        const auto run = replay.backward({filled(replay.target(0), {0.5, -2.})});
        for (std::int64_t i = 0; i < 3; ++i)
            QCOMPARE(run.gradients[0]->at(i), expected.at(i));
    }

    void theWorkIsCounted()
    {
        const auto recording =
            support::record({import
                             + "x = tf.constant(2.)\nwith tf.GradientTape() as t:\n    t.watch(x)\n"
                               "    y = tf.sin(x)\n    z = y * y\ng = t.gradient(z, x)"});
        const SeedReplay replay(*recording, {0});
        QCOMPARE(replay.programOperations(), 2);
        const auto back = replay.backward({Tensor::scalar(1.F)});
        QCOMPARE(back.rules, 2);
        // z̄·y twice and their sum; cos x and the product with it.
        QCOMPARE(back.operations, 5);
        // cos x · 1; two products and their sum.
        QCOMPARE(replay.forward(0, Tensor::scalar(1.F)).operations, 5);
    }

    void whatLeadsNowhereIsNotRun()
    {
        const auto recording =
            support::record({import
                             + "x = tf.constant(2.)\nwith tf.GradientTape() as t:\n    t.watch(x)\n"
                               "    y = x * x\n    size = tf.norm(y)\ng = t.gradient(y, x)"});
        QCOMPARE(SeedReplay(*recording, {0}).programOperations(), 1);
    }

    void whatTheTapeDidNotSeeStaysConstant()
    {
        const auto recording =
            support::record({import
                             + "x = tf.constant(2.)\nwith tf.GradientTape() as t:\n    t.watch(x)\n"
                               "    y = x * x\n    with t.stop_recording():\n        k = x * 3.\n"
                               "    z = y * k\ng = t.gradient(z, x)"});
        const SeedReplay replay(*recording, {0});
        QVERIFY2(replay.problem().empty(), replay.problem().english.c_str());
        QCOMPARE(replay.backward({Tensor::scalar(1.F)}).gradients[0]->at(0), 24.0);
    }

    void aSourceOnTheWayToTheTarget()
    {
        const auto recording =
            support::record({import
                             + "x = tf.constant(3.)\nwith tf.GradientTape() as t:\n    t.watch(x)\n"
                               "    y = x * x\n    z = y * y\ng, h = t.gradient(z, [x, y])"});
        const SeedReplay replay(*recording, {0});
        QVERIFY2(replay.problem().empty(), replay.problem().english.c_str());
        const auto run = replay.backward({Tensor::scalar(2.F)});
        QCOMPARE(run.gradients[0]->at(0), 216.0);
        QCOMPARE(run.gradients[1]->at(0), 36.0);
        QCOMPARE(replay.forward(1, Tensor::scalar(1.F)).targets[0]->at(0), 18.0);
    }

    void whatDoesNotMoveHasNoTangentAndNoGradient()
    {
        const auto recording = support::record(
            {import
             + "x = tf.constant(3.)\nu = tf.constant(1.)\nwith tf.GradientTape() as t:\n"
               "    t.watch(x)\n    t.watch(u)\n    y = x * x\ng = t.gradient(y, [x, u])"});
        const SeedReplay replay(*recording, {0});
        QVERIFY2(replay.problem().empty(), replay.problem().english.c_str());
        QVERIFY(!replay.backward({Tensor::scalar(1.F)}).gradients[1]);
        QVERIFY(!replay.forward(1, Tensor::scalar(1.F)).targets[0]);
    }

    void aRuleOfItsOwnIsNotRunAgain()
    {
        const auto recording = support::record(
            {import
             + "@tf.custom_gradient\ndef f(x):\n    def grad(dy):\n        return 7. * dy\n"
               "    return x * x, grad\n"
               "x = tf.constant(3.)\nwith tf.GradientTape() as t:\n    t.watch(x)\n"
               "    y = f(x)\ng = t.gradient(y, x)"});
        QVERIFY(!SeedReplay(*recording, {0}).problem().empty());
    }
};

QTEST_APPLESS_MAIN(TestSeedReplay)
#include "tst_seedreplay.moc"

#include <QTest>

#include "engine/recording/session.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

NodeId named(const Recording& recording, const std::string& name)
{
    for (auto it = recording.bindings.rbegin(); it != recording.bindings.rend(); ++it) {
        if (it->name == name)
            return it->node;
    }
    return {};
}

double number(const Recording& recording, NodeId node)
{
    return recording.graph.node(node).value.at(0);
}

int laps(const Recording& recording)
{
    for (const Step& step : recording.steps) {
        if (step.kind == StepKind::LoopEnded)
            return step.number;
    }
    return -1;
}

} // namespace

/// A run with other values in the place of what the program gives.
class TestGivenValue : public QObject
{
    Q_OBJECT

private slots:
    void controlFlowFollowsALeaf();
    void aVariableAndItsAssignments();
    void theResultOfAnOperation();
    void aGradientTheProgramGoesOnWith();
    void anotherShapeIsLeft();
    void aSessionStartsAnewForOthers();
};

void TestGivenValue::controlFlowFollowsALeaf()
{
    const auto first = support::controlFlowRecording();
    const NodeId a = first->passes[0].sources[0];
    const Lesson lesson = support::lessonOf(
        {first->cellRuns[0].source, first->cellRuns[1].source, first->cellRuns[2].source});
    const lang::StopFlag stop;
    for (const float value : {0.7F, 3.0F, -100.0F}) {
        Session session(stop);
        Session::Options options;
        options.given = {{a, Tensor::full(DType::Float32, Shape{1, 1}, value)}};
        const auto recording = session.run(lesson, options);
        double b = 2 * static_cast<double>(value);
        int doublings = 0;
        for (; std::abs(b) < 1000; ++doublings)
            b *= 2;
        QCOMPARE(laps(*recording), doublings);
        const double slope = std::ldexp(value > 0 ? 1.0 : 100.0, doublings + 1);
        QCOMPARE(recording->passes[0].results[0]->at(0), slope);
    }
}

void TestGivenValue::aVariableAndItsAssignments()
{
    const std::vector<std::string> cells{
        "import tensorflow as tf\nv = tf.Variable(2.0)\nu = tf.Variable(5.0)",
        "with tf.GradientTape() as t:\n    y = v * v * u\ng = t.gradient(y, v)\nv.assign_sub(g)",
        "with tf.GradientTape() as t:\n    z = v * v\nh = t.gradient(z, v)"};
    const auto first = support::record(cells);
    const NodeId assigned = first->passes[1].sources[0];
    const lang::StopFlag stop;
    Session session(stop);
    Session::Options options;
    options.given = {{first->passes[0].sources[0], Tensor::scalar(3.0F)}};
    const auto fromTheStart = session.run(support::lessonOf(cells), options);
    QCOMPARE(fromTheStart->passes[0].results[0]->at(0), 30.0);
    QCOMPARE(number(*fromTheStart, assigned), -27.0);

    options.given = {{assigned, Tensor::scalar(0.25F)}};
    const auto later = session.run(support::lessonOf(cells), options);
    QCOMPARE(later->passes[0].results[0]->at(0), 20.0);
    QCOMPARE(later->passes[1].results[0]->at(0), 0.5);

    options.given = {{first->passes[0].sources[0], Tensor::scalar(3.0F)},
                     {assigned, Tensor::scalar(0.25F)}};
    const auto both = session.run(support::lessonOf(cells), options);
    QCOMPARE(both->passes[0].results[0]->at(0), 30.0);
    QCOMPARE(both->passes[1].results[0]->at(0), 0.5);
}

void TestGivenValue::theResultOfAnOperation()
{
    const auto first = support::quadraticRecording(); // x is a reshaped range
    const lang::StopFlag stop;
    Session session(stop);
    Session::Options options;
    const std::vector<float> x{1, 1, 2, 5};
    options.given = {{first->passes[0].sources[0],
                      Tensor::of(Shape{4, 1}, std::span<const float>(x))}};
    const auto recording = session.run(
        support::lessonOf({first->cellRuns[0].source, first->cellRuns[1].source,
                           first->cellRuns[2].source}),
        options);
    QCOMPARE(number(*recording, recording->passes[0].targets[0]), 62.0);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(recording->passes[0].results[0]->at(i), 4.0 * x[static_cast<std::size_t>(i)]);
}

void TestGivenValue::aGradientTheProgramGoesOnWith()
{
    const std::vector<std::string> cells{
        "import tensorflow as tf\nx = tf.constant(3.0)\n"
        "with tf.GradientTape() as t:\n    t.watch(x)\n    y = x * x\ng = t.gradient(y, x)",
        "z = g + 1"};
    const auto first = support::record(cells);
    const lang::StopFlag stop;
    Session session(stop);
    Session::Options options;
    options.given = {{named(*first, "g"), Tensor::scalar(10.0F)}};
    const auto recording = session.run(support::lessonOf(cells), options);
    QCOMPARE(number(*recording, named(*recording, "z")), 11.0);
}

void TestGivenValue::anotherShapeIsLeft()
{
    const auto first = support::persistentRecording();
    const lang::StopFlag stop;
    Session session(stop);
    Session::Options options;
    options.given = {{first->passes[0].sources[0], Tensor::scalar(2.0F)},
                     {{1'000'000}, Tensor::scalar(2.0F)}};
    const auto recording = session.run(
        support::lessonOf({first->cellRuns[0].source, first->cellRuns[1].source,
                           first->cellRuns[2].source}),
        options);
    QVERIFY(recording->passes[0].results[0]->identicalTo(*first->passes[0].results[0]));
}

void TestGivenValue::aSessionStartsAnewForOthers()
{
    const std::vector<std::string> cells{"import tensorflow as tf\nx = tf.constant(3.0)",
                                         "y = x * x"};
    const lang::StopFlag stop;
    Session session(stop);
    Session::Options options;
    const auto first = session.run(support::lessonOf(cells), options);
    options.given = {{named(*first, "x"), Tensor::scalar(4.0F)}};
    const auto second = session.run(support::lessonOf(cells), options);
    QCOMPARE(number(*second, named(*second, "y")), 16.0);
    QCOMPARE(session.run(support::lessonOf(cells), options), second); // nothing is stale
    options.given.clear();
    const auto third = session.run(support::lessonOf(cells), options);
    QCOMPARE(number(*third, named(*third, "y")), 9.0);
}

QTEST_APPLESS_MAIN(TestGivenValue)
#include "tst_givenvalue.moc"

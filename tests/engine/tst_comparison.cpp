#include <QTest>

#include <cmath>
#include <functional>

#include "engine/recording/comparison.h"
#include "engine/recording/questions.h"
#include "engine/recording/sourcemap.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

const std::string square = "import tensorflow as tf\n"
                           "x = tf.Variable(3.)\n"
                           "with tf.GradientTape() as t:\n"
                           "    y = x * x\n"
                           "g = t.gradient(y, x)";
const std::string choose = "import tensorflow as tf\n"
                           "def f(a):\n"
                           "    b = 2 * a\n"
                           "    while tf.norm(b) < 1000:\n"
                           "        b = 2 * b\n"
                           "    if tf.reduce_sum(b) > 0:\n"
                           "        c = b\n"
                           "    else:\n"
                           "        c = 100 * b\n"
                           "    return c";
std::string asked(const std::string& number)
{
    return "a = tf.constant(" + number
        + ")\nwith tf.GradientTape() as t:\n    t.watch(a)\n    c = f(a)\ng = t.gradient(c, a)";
}

NodeId named(const Recording& recording, const std::string& name)
{
    NodeId found;
    for (const Binding& binding : recording.bindings) {
        if (binding.name == name)
            found = binding.node;
    }
    return found;
}

NodeDifference differenceOf(const Comparison& comparison, const Recording& second,
                            const std::string& name)
{
    return comparison.second.nodes[static_cast<std::size_t>(named(second, name).index)];
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT

private slots:
    void aSpanIsFoundAgain_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("expected");
        QTest::newRow("the same") << "x = f(3)"
                                  << "f(3)"
                                  << "x = f(3)"
                                  << "f(3)";
        QTest::newRow("another number") << "x = f(0.7)"
                                        << "f(0.7)"
                                        << "x = f(-12.5)"
                                        << "f(-12.5)";
        QTest::newRow("the number itself") << "x = f(0.7)"
                                           << "0.7"
                                           << "x = f(-12.5)"
                                           << "-12.5";
        QTest::newRow("behind it") << "x = f(0.7) + y"
                                   << "y"
                                   << "x = f(7) + y"
                                   << "y";
        QTest::newRow("two numbers") << "x = f(1) + g(2)"
                                     << "g(2)"
                                     << "x = f(10) + g(-20)"
                                     << "g(-20)";
        QTest::newRow("a line before it") << "y = x * x"
                                          << "x * x"
                                          << "z = 1\ny = x * x"
                                          << "x * x";
        QTest::newRow("around a change") << "y = x * x"
                                         << "x * x"
                                         << "y = x * tf.sin(z) * x"
                                         << "x * tf.sin(z) * x";
        QTest::newRow("gone") << "y = x * old"
                              << "old"
                              << "y = x * new"
                              << "";
    }
    void aSpanIsFoundAgain()
    {
        QFETCH(QString, before);
        QFETCH(QString, part);
        QFETCH(QString, after);
        QFETCH(QString, expected);
        const SourceMap map(before.toStdString(), after.toStdString());
        const auto begin = static_cast<int>(before.indexOf(part));
        const auto span = map.after({2, begin, begin + static_cast<int>(part.size())});
        QCOMPARE(span.has_value(), !expected.isEmpty());
        if (span) {
            QCOMPARE(span->cell, 2);
            QCOMPARE(after.mid(span->begin, span->end - span->begin), expected);
        }
    }

    void aRunIsTheSameAsItself()
    {
        const auto first = support::record({square});
        const auto second = support::record({square});
        const Comparison comparison = compared(*first, *second);
        QVERIFY(comparison.isSame());
        for (std::size_t i = 0; i < comparison.first.partner.size(); ++i)
            QCOMPARE(comparison.first.partner[i].index, static_cast<int>(i));
    }

    void anotherNumberIsFollowedThroughValuesAndGradients()
    {
        const auto first = support::record({square + "\nz = tf.constant(5.)"});
        const auto second = support::record(
            {"import tensorflow as tf\nx = tf.Variable(-12.5)\nwith tf.GradientTape() as t:\n"
             "    y = x * x\ng = t.gradient(y, x)\nz = tf.constant(5.)"});
        const Comparison comparison = compared(*first, *second);
        for (const char* name : {"x", "y", "g"})
            QVERIFY2(differenceOf(comparison, *second, name) == NodeDifference::Value, name);
        QVERIFY(differenceOf(comparison, *second, "z") == NodeDifference::None);
        const auto x = static_cast<std::size_t>(named(*second, "x").index);
        const auto y = static_cast<std::size_t>(named(*second, "y").index);
        QVERIFY(comparison.second.gradients[x]);
        QVERIFY(!comparison.second.gradients[y]); // the seed is 1 in both
        QCOMPARE(comparison.onlyFirst + comparison.onlySecond, 0);
        QVERIFY(comparison.loops.empty() && comparison.branches.empty());
        QVERIFY(!comparison.isSame());
    }

    void nanEqualsNan()
    {
        const auto run = support::record({"import tensorflow as tf\nx = tf.constant(0.) / 0."});
        QVERIFY(std::isnan(run->graph.node(named(*run, "x")).value.at(0)));
        QVERIFY(compared(*run, *run).isSame());
    }

    void lapsAndBranchesAreCompared()
    {
        const auto first = support::record({choose, asked("0.7")});
        const auto second = support::record({choose, asked("-12.5")});
        const Comparison comparison = compared(*first, *second);
        QCOMPARE(comparison.loops.size(), std::size_t(1));
        QCOMPARE(comparison.loops[0].firstLaps, 10);
        QCOMPARE(comparison.loops[0].secondLaps, 6);
        QCOMPARE(comparison.branches.size(), std::size_t(1));
        QVERIFY(comparison.branches[0].firstTruth && !comparison.branches[0].secondTruth);
        QVERIFY(second->steps[static_cast<std::size_t>(comparison.branches[0].secondStep)].kind
                == StepKind::BranchTaken);
        // Four laps fewer, each a norm, a comparison and a doubling with their constants.
        QVERIFY(comparison.onlyFirst > 0);
        // 100 and the product with it.
        QCOMPARE(comparison.onlySecond, 2);
        QVERIFY(differenceOf(comparison, *second, "a") == NodeDifference::Value);
    }

    void aChangedShapeIsToldApart()
    {
        const auto first = support::record({"import tensorflow as tf\nx = tf.constant([1., 2.])"});
        const auto second =
            support::record({"import tensorflow as tf\nx = tf.constant([1., 2., 3.])"});
        const Comparison comparison = compared(*first, *second);
        QVERIFY(differenceOf(comparison, *second, "x") == NodeDifference::Shape);
    }

    void outputsAreCompared()
    {
        const auto first = support::record({"print(1)", "print(2)"});
        const auto second = support::record({"print(1)", "print(3)"});
        QCOMPARE(compared(*first, *second).outputs, std::vector<int>{1});
    }

    void theStepIsFoundAgain()
    {
        const auto first = support::record({choose, asked("0.7")});
        const auto second = support::record({choose, asked("-12.5")});
        const auto stepOf = [](const Recording& run, StepKind kind) {
            for (int k = 1; k <= run.stepCount(); ++k) {
                if (stepAt(run, k)->kind == kind)
                    return k;
            }
            return -1;
        };
        QCOMPARE(correspondingStep(*first, 0, *second), 0);
        QCOMPARE(correspondingStep(*first, first->stepCount(), *second), second->stepCount());
        QCOMPARE(correspondingStep(*first, first->cellRuns[0].stepEnd, *second),
                 second->cellRuns[0].stepEnd);
        const std::vector<int> all = correspondingSteps(*first, *second);
        for (int k = 0; k <= first->stepCount(); ++k)
            QCOMPARE(all[static_cast<std::size_t>(k)], correspondingStep(*first, k, *second));
        const int take = static_cast<int>(first->takes.size()) - 1;
        QCOMPARE(correspondingStep(*first, forwardEnd(*first, take), *second),
                 forwardEnd(*second, take));
        for (const StepKind kind : {StepKind::LapBegan, StepKind::LoopEnded, StepKind::BranchTaken})
            QCOMPARE(correspondingStep(*first, stepOf(*first, kind), *second),
                     stepOf(*second, kind));
        // The tenth lap does not exist in the second run: it stands where the two part.
        int tenth = 0;
        for (int k = 1, laps = 0; k <= first->stepCount() && tenth == 0; ++k) {
            if (stepAt(*first, k)->kind == StepKind::LapBegan && ++laps == 10)
                tenth = k;
        }
        const int parted = correspondingStep(*first, tenth, *second);
        QVERIFY(parted > 0 && parted <= stepOf(*second, StepKind::LoopEnded));
    }

    void theNodeIsFoundAgain()
    {
        const auto first = support::record({choose, asked("0.7")});
        const auto second = support::record({choose, asked("-12.5")});
        QCOMPARE(correspondingNode(*first, named(*first, "a"), *second).index,
                 named(*second, "a").index);
        QVERIFY(!correspondingNode(*first, {}, *second).isValid());
    }
};

QTEST_APPLESS_MAIN(TestComparison)
#include "tst_comparison.moc"

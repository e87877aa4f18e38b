#include <QTest>

#include "engine/recording/literalorigin.h"
#include "engine/recording/questions.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

NodeId named(const Recording& recording, const std::string& name)
{
    NodeId found;
    for (const Binding& binding : recording.bindings) {
        if (binding.name == name)
            found = binding.node;
    }
    return found;
}

/// The text of the literal, or "".
QString origin(const Recording& recording, NodeId node, std::int64_t element)
{
    const auto literal = literalOf(recording, node, element);
    if (!literal)
        return {};
    const std::string& source =
        sourceOf(recording, literal->span, static_cast<int>(recording.cellRuns.size()) - 1)->source;
    return QString::fromStdString(source).mid(literal->span.begin,
                                              literal->span.end - literal->span.begin);
}

} // namespace

class TestLiteralOrigin : public QObject
{
    Q_OBJECT

private slots:
    void elementsAreFoundInTheCode_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QStringList>("expected"); ///< one an element; "": none
        QTest::newRow("a scalar") << "x = tf.Variable(3.)" << QStringList{"3."};
        QTest::newRow("negative") << "x = tf.constant(-0.66)" << QStringList{"-0.66"};
        QTest::newRow("a list") << "x = tf.constant([[1., -2.], [0.1, 4e1]])"
                                << QStringList{"1.", "-2.", "0.1", "4e1"};
        QTest::newRow("an array") << "x = tf.constant(np.array([1., 2.]), dtype=tf.float32)"
                                  << QStringList{"1.", "2."};
        QTest::newRow("by keyword") << "x = tf.Variable(initial_value=[5.])" << QStringList{"5."};
        QTest::newRow("ints for floats")
            << "x = tf.constant([1, 2], dtype=tf.float32)" << QStringList{"1", "2"};
        QTest::newRow("through a name")
            << "n = [1.5, 2.5]\nx = tf.constant(n)" << QStringList{"1.5", "2.5"};
        QTest::newRow("a name with two meanings")
            << "n = 1.\nn = 2.\nx = tf.constant(n)" << QStringList{""};
        QTest::newRow("a computed number") << "x = tf.constant(1. + 2.)" << QStringList{""};
        QTest::newRow("one number for many")
            << "x = tf.constant(1., shape=(2,))" << QStringList{"", ""};
        QTest::newRow("nothing written") << "x = tf.zeros(2)" << QStringList{"", ""};
        QTest::newRow("chance") << "x = tf.random.normal((1,))" << QStringList{""};
        QTest::newRow("a result") << "x = tf.constant(1.) + 2." << QStringList{""};
    }
    void elementsAreFoundInTheCode()
    {
        QFETCH(QString, code);
        QFETCH(QStringList, expected);
        const auto recording =
            support::record({"import tensorflow as tf\nimport numpy as np\n" + code.toStdString()});
        QVERIFY(!recording->cellRuns.back().failure);
        const NodeId x = named(*recording, "x");
        for (int i = 0; i < expected.size(); ++i)
            QCOMPARE(origin(*recording, x, i), expected[i]);
    }

    void numbersBesideOperators_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("expected");
        QTest::newRow("left") << "y = 2 * x"
                              << "2";
        QTest::newRow("right") << "y = x - -0.5"
                               << "-0.5";
        QTest::newRow("power") << "y = x ** 3."
                               << "3.";
        QTest::newRow("a name") << "k = 0.25\ny = x + k"
                                << "0.25";
        QTest::newRow("an argument") << "y = tf.maximum(x, 7.)"
                                     << "7.";
        QTest::newRow("comparison") << "y = x < 1000"
                                    << "1000";
    }
    void numbersBesideOperators()
    {
        QFETCH(QString, code);
        QFETCH(QString, expected);
        const auto recording =
            support::record({"import tensorflow as tf\nx = tf.constant(3.)", code.toStdString()});
        NodeId constant;
        for (int i = 0; i < recording->graph.size(); ++i) {
            if (recording->graph.node({i}).op == Op::Constant
                && recording->nodes[static_cast<std::size_t>(i)].cell == 1)
                constant = {i};
        }
        QVERIFY(constant.isValid());
        QCOMPARE(origin(*recording, constant, 0), expected);
    }

    void aFunctionOfAnEarlierCell()
    {
        const auto recording =
            support::record({"import tensorflow as tf\ndef f(x):\n    return 3. * x",
                             "x = tf.Variable(2.)\ny = f(x)"});
        for (int i = 0; i < recording->graph.size(); ++i) {
            if (recording->graph.node({i}).op != Op::Constant)
                continue;
            const auto literal = literalOf(*recording, {i}, 0);
            QVERIFY(literal);
            QCOMPARE(literal->span.cell, 0);
            QCOMPARE(literal->value, 3.0);
        }
    }

    void whatIsGiven()
    {
        const auto recording = support::record(
            {"import tensorflow as tf\nx = tf.Variable(2.)\nr = tf.random.normal(())\n"
             "b = tf.constant(True)\nwith tf.GradientTape() as t:\n    y = x * r\n"
             "g = t.gradient(y, x)"});
        QVERIFY(isGiven(*recording, named(*recording, "x")));
        QVERIFY(isGiven(*recording, named(*recording, "r")));
        QVERIFY(!isGiven(*recording, named(*recording, "b")));
        QVERIFY(!isGiven(*recording, named(*recording, "y")));
        QVERIFY(!isGiven(*recording, named(*recording, "g")));
    }
};

QTEST_APPLESS_MAIN(TestLiteralOrigin)
#include "tst_literalorigin.moc"

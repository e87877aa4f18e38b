#include <QtTest>

#include "engine/recording/origins.h"
#include "engine/recording/questions.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

NodeId named(const Recording& recording, const std::string& name)
{
    for (int i = recording.graph.size(); i-- > 0;) {
        if (nameAt(recording, {i}, recording.stepCount()) == name)
            return {i};
    }
    return {};
}

QVector<int> ints(const std::vector<std::int64_t>& values)
{
    QVector<int> result;
    for (const std::int64_t value : values)
        result.append(static_cast<int>(value));
    return result;
}

} // namespace

class OriginsTest : public QObject
{
    Q_OBJECT

private slots:
    /// Of y = 2 xᵀx the entry of x comes over two paths: as the row's and as the column's element.
    void theGradientOfTheFirstLesson()
    {
        const auto recording = support::quadraticRecording();
        const NodeId x = named(*recording, "x");
        for (int element = 0; element < 4; ++element) {
            const GradientPaths paths = gradientPaths(*recording, {0}, {x, element});
            QVERIFY(paths.isComplete);
            QCOMPARE(paths.total, 4.0 * element);
            QCOMPARE(paths.paths.size(),
                     std::size_t(element == 0 ? 0 : 2)); // those through 0 are 0
            for (const GradientPath& path : paths.paths) {
                QCOMPARE(path.product, 2.0 * element);
                QCOMPARE(path.seed, 1.0);
                double product = path.seed;
                for (const GradientTerm& term : path.terms)
                    product *= term.slope;
                QCOMPARE(product, path.product);
                QCOMPARE(nameAt(*recording, path.terms.back().from.node, recording->stepCount()),
                         std::string("y"));
            }
        }
    }

    void theOriginGrowsAsContributionsArrive()
    {
        const auto recording = support::quadraticRecording();
        const NodeId x = named(*recording, "x");
        const PassFacts& facts = recording->passFacts.front();
        QCOMPARE(gradientOrigin(*recording, {0}, {x, 3}, facts.beganAt).terms.size(),
                 std::size_t(0));
        const std::span<const int> arrivals = facts.arrivals.at(x);
        QCOMPARE(arrivals.size(), std::size_t(2));
        for (std::size_t i = 0; i < arrivals.size(); ++i) {
            const GradientOrigin origin = gradientOrigin(
                *recording, {0}, {x, 3}, facts.arrivedAt[static_cast<std::size_t>(arrivals[i])]);
            QVERIFY(origin.agrees);
            QCOMPARE(origin.terms.size(), i + 1);
            QCOMPARE(origin.sum, 6.0 * static_cast<double>(i + 1));
        }
    }

    void productsAlongPathsAddUp_data()
    {
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* code) {
            QTest::newRow(name) << QString::fromUtf8(code);
        };
        row("square", "y = x * x");
        row("chain", "y = tf.sin(tf.exp(x * 0.3)) + x[0]");
        row("reuse", "z = x * x\n    y = z * z + z");
        row("matrix", "y = tf.matmul(tf.reshape(x, (2, 2)), tf.reshape(x, (2, 2)))");
        row("softmax", "y = tf.nn.softmax(x)[1]");
        row("mean and norm", "y = tf.reduce_mean(x) * tf.norm(x)");
        row("concatenation", "y = tf.reduce_sum(tf.concat([x, 2. * x], 0) ** 2.)");
        row("relu", "y = tf.reduce_sum(tf.nn.relu(x - 2.))");
        row("gather", "y = tf.gather(x, [1, 1, 3])");
        row("several targets", "y = [x * 2., x * x]");
    }
    void productsAlongPathsAddUp()
    {
        QFETCH(QString, code);
        const auto recording =
            support::record({"import tensorflow as tf\nx = tf.constant([1., -2., 3., 0.5])\nwith "
                             "tf.GradientTape() as t:\n    t.watch(x)\n    "
                             + code.toStdString() + "\nt.gradient(y, x)"});
        QVERIFY2(!recording->cellRuns.back().failure,
                 recording->cellRuns.back().failure
                     ? recording->cellRuns.back().failure->message.c_str()
                     : "");
        const GradientPass& pass = recording->passes.front();
        QVERIFY(pass.results.front());
        const NodeId x = pass.sources.front();
        for (std::int64_t element = 0; element < 4; ++element) {
            const GradientOrigin origin =
                gradientOrigin(*recording, {0}, {x, element}, recording->stepCount());
            QVERIFY(origin.agrees);
            const GradientPaths paths = gradientPaths(*recording, {0}, {x, element}, 500);
            QVERIFY(paths.isComplete);
            QVERIFY(std::abs(paths.total - pass.results.front()->at(element)) < 1e-4);
        }
    }

    void aGradientOfTheProgramsOwnIsLeftWhole()
    {
        const auto recording = support::record(
            {"import tensorflow as tf\n@tf.custom_gradient\ndef f(a):\n    def back(u):\n        "
             "return u * 7.\n    return a * a, back\n"
             "x = tf.Variable(3.)\nwith tf.GradientTape() as t:\n    y = f(x)\nt.gradient(y, x)"});
        QVERIFY(!recording->cellRuns.back().failure);
        const NodeId x = recording->passes.front().sources.front();
        const GradientOrigin origin =
            gradientOrigin(*recording, {0}, {x, 0}, recording->stepCount());
        QVERIFY(!origin.agrees);
        QCOMPARE(origin.sum, 7.0);
        QVERIFY(!gradientPaths(*recording, {0}, {x, 0}).isComplete);
    }

    void operands_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("slot");
        QTest::addColumn<int>("element");
        QTest::addColumn<QVector<int>>("operand");
        const auto row = [](const char* code, int slot, int element, const QVector<int>& operand) {
            QTest::newRow(code) << QString::fromUtf8(code) << slot << element << operand;
        };
        row("m + 1.", 0, 3, {3});
        row("tf.matmul(m, n)", 0, 4, {3, 4, 5});
        row("tf.matmul(m, n)", 1, 4, {1, 4, 7});
        row("tf.transpose(m)", 0, 1, {3});
        row("tf.reduce_sum(m, axis=1)", 0, 1, {3, 4, 5});
        row("tf.nn.relu(m - 100.)", 0, 2, {2});
        row("m * v", 1, 5, {2});
    }
    void operands()
    {
        QFETCH(QString, code);
        QFETCH(int, slot);
        QFETCH(int, element);
        QFETCH(QVector<int>, operand);
        const auto recording =
            support::record({"import tensorflow as tf\nm = tf.constant([[0., 1., 2.], [3., 4., "
                             "5.]])\nn = tf.constant([[1., 0., 2.], [3., 0., 4.], [0., "
                             "5., 6.]])\nv = tf.constant([0., 1., 2.])\ny = "
                             + code.toStdString()});
        QVERIFY(!recording->cellRuns.back().failure);
        QCOMPARE(ints(operandElements(recording->graph, {named(*recording, "y"), element},
                                      static_cast<std::size_t>(slot))),
                 operand);
    }
};

QTEST_APPLESS_MAIN(OriginsTest)
#include "tst_origins.moc"

#include <QTest>

#include "engine/recording/questions.h"
#include "engine/recording/sentence.h"
#include "support/samplerecording.h"

namespace {

using engine::NodeId;
using engine::Recording;

/// What the sources of the last pass are called, at the end of the run and with commas between.
QString sourceNames(const Recording& recording)
{
    QStringList names;
    for (const NodeId source : recording.passes.back().sources)
        names << QString::fromStdString(
            engine::labelAt(recording, source, recording.passFacts.back().endedAt));
    return names.join(QStringLiteral(", "));
}

} // namespace

/// What tensors and variables are called in captions, formulas and on the stage.
class TestNames : public QObject
{
    Q_OBJECT

private slots:
    void sourcesHaveReadableNames_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("names");
        const QString pass = QStringLiteral("with tf.GradientTape() as t:\n    y = %1\n"
                                            "g = t.gradient(y, %2)\n");
        QTest::newRow("a global name") << "w = tf.Variable(2.)\n" + pass.arg("w * w", "w") << "w";
        QTest::newRow("variables of a loop keep their own names")
            << "W1 = tf.Variable(2.)\nb1 = tf.Variable(1.)\nx = 3.\nfor lap in range(3):\n"
               "    with tf.GradientTape() as t:\n        y = W1 * x + b1\n"
               "    g = t.gradient(y, [W1, b1])\n"
               "    for v, d in zip([W1, b1], g):\n        v.assign_sub(0.1 * d)\n"
            << "W1, b1";
        QTest::newRow("also those that come after v in the alphabet")
            << "w = tf.Variable(2.)\nz = tf.Variable(1.)\nfor v in [w, z]:\n    v.assign_add(1.)\n"
                + pass.arg("w * z", "[w, z]")
            << "w, z";
        QTest::newRow("a list") << "params = [tf.Variable(1.), tf.Variable(2.)]\n"
                + pass.arg("params[0] * params[1]", "params")
                                << "params[0], params[1]";
        QTest::newRow("a dictionary") << "p = {'w': tf.Variable(1.), 'b': tf.Variable(2.)}\n"
                + pass.arg("p['w'] * 3. + p['b']", "[p['w'], p['b']]")
                                      << "w, b";
        QTest::newRow("an object") << "class Line:\n    def __init__(self):\n"
                                      "        self.w = tf.Variable(2.)\n"
                                      "    def __call__(self, x):\n        return self.w * x\n"
                                      "line = Line()\n"
                + pass.arg("line(3.)", "line.w")
                                   << "w";
        QTest::newRow("two objects") << "class Line:\n    def __init__(self):\n"
                                        "        self.w = tf.Variable(2.)\n"
                                        "a = Line()\nb = Line()\n"
                + pass.arg("a.w * b.w", "[a.w, b.w]")
                                     << "a.w, b.w";
        QTest::newRow("a name of its own")
            << "def f():\n    return tf.Variable(2., name='speed')\nvs = (f(),)\ndel vs\n"
               "def run():\n    v = f()\n    with tf.GradientTape() as t:\n        y = v * v\n"
               "    return t.gradient(y, v)\nrun()\nrun()\n"
            << "speed";
        QTest::newRow("one layer") << "layer = tf.keras.layers.Dense(1)\nx = tf.ones((1, 2))\n"
                + pass.arg("layer(x)", "layer.trainable_variables")
                                   << "kernel, bias";
        QTest::newRow("layers of a model")
            << "model = tf.keras.Sequential([tf.keras.layers.Dense(2), tf.keras.layers.Dense(1)])\n"
               "x = tf.ones((1, 2))\nmodel(x)\n"
                + pass.arg("model(x)", "model.trainable_variables")
                + "for v in model.trainable_variables:\n    v.assign_sub(v)\n"
            << "dense.kernel, dense.bias, dense_1.kernel, dense_1.bias";
        QTest::newRow("layers in an object")
            << "class Net(tf.keras.Model):\n    def __init__(self):\n        super().__init__()\n"
               "        self.hidden = tf.keras.layers.Dense(2)\n"
               "        self.out = tf.keras.layers.Dense(1)\n"
               "    def call(self, x):\n        return self.out(self.hidden(x))\n"
               "net = Net()\nx = tf.ones((1, 2))\n"
                + pass.arg("net(x)", "[net.hidden.kernel, net.out.kernel]")
            << "net.hidden.kernel, net.out.kernel";
    }

    void sourcesHaveReadableNames()
    {
        QFETCH(QString, program);
        QFETCH(QString, names);
        const auto recording =
            support::record({"import tensorflow as tf\n" + program.toStdString()});
        const auto& failure = recording->cellRuns.front().failure;
        QVERIFY2(!failure, failure ? failure->message.c_str() : "");
        QCOMPARE(sourceNames(*recording), names);
    }

    /// What stands for one thing names it, not what goes from one to the next.
    void theSteadiestNameCounts()
    {
        const auto recording = support::record(
            {"import tensorflow as tf\na = tf.constant(1.)\nwith tf.GradientTape() as t:\n"
             "    t.watch(a)\n    b = a * 2\n    while b < 100:\n        b = b * 2\n    c = b\n"
             "g = t.gradient(c, a)"});
        const NodeId target = recording->passes.back().targets.front();
        QCOMPARE(engine::nameAt(*recording, target, recording->stepCount()), std::string("c"));
    }

    void forwardModeIsSaidAndNamed()
    {
        const auto recording = support::record(
            {"import tensorflow as tf\nx = tf.constant(3.)\n"
             "with tf.autodiff.ForwardAccumulator(x, tf.constant(1.)) as acc:\n    y = x * x\n"
             "acc.jvp(y)"});
        const int end = recording->stepCount();
        int slopes = 0;
        QStringList labels;
        for (int i = 0; i < recording->graph.size(); ++i) {
            const engine::Node& node = recording->graph.node({i});
            if (node.unrecorded == engine::Unrecorded::Slope) {
                ++slopes;
                labels << QString::fromStdString(engine::labelAt(*recording, {i}, end));
            } else if (engine::nameAt(*recording, {i}, end) == "y") {
                QCOMPARE(node.unrecorded, engine::Unrecorded::CarriedForward);
            }
        }
        QVERIFY(slopes > 0);
        QVERIFY2(labels.contains(QStringLiteral("ẏ")), qPrintable(labels.join(' ')));
        for (int k = 1; k <= end; ++k) {
            for (const auto language : {engine::Language::English, engine::Language::Chinese}) {
                const std::string said = engine::sentenceAt(*recording, k, language);
                QVERIFY2(said.find("ot recorded") == std::string::npos
                             && said.find("没有记录") == std::string::npos,
                         said.c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestNames)
#include "tst_names.moc"

#include <QtTest>

#include <set>

#include "engine/recording/sentence.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

/// Programs in which every kind of step occurs.
std::vector<std::vector<std::string>> programs()
{
    const std::string import = "import tensorflow as tf\nimport numpy as np\n";
    return {
        {import
             + "x = tf.Variable(3.)\nwith tf.GradientTape(persistent=True) as t:\n    y = x * x\n  "
               "  z = y * y\n",
         "print(t.gradient(z, x))\nt.gradient(y, x)"},
        {import
         + "x = tf.constant([1., 2.])\nwith tf.GradientTape() as outer:\n    outer.watch(x)\n    "
           "with tf.GradientTape() as t:\n"
           "        t.watch(x)\n        y = tf.reduce_sum(x ** 3)\n    g = t.gradient(y, "
           "x)\nouter.gradient(g, x)"},
        {import
         + "x = tf.constant(2.)\nwith tf.autodiff.ForwardAccumulator(x, tf.constant(1.)) as acc:\n "
           "   y = x * x\nacc.jvp(y)"},
        {import
         + "@tf.custom_gradient\ndef clip(a):\n    def back(u):\n        return tf.clip_by_norm(u, "
           "0.5)\n    return a, back\n"
           "v = tf.Variable(2.)\nwith tf.GradientTape() as t:\n    y = clip(v * v)\nt.gradient(y, "
           "v)"},
        {import
         + "w = tf.Variable([[1.], [2.]])\nopt = tf.keras.optimizers.SGD(0.1)\nfor step in "
           "range(2):\n    with "
           "tf.GradientTape() as t:\n        loss = tf.reduce_mean(tf.square(tf.matmul([[1., 2.]], "
           "w) - 1.))\n    g = t.gradient(loss, "
           "[w])\n    opt.apply_gradients(zip(g, [w]))\nw"},
        {import
         + "layer = tf.keras.layers.Dense(2, activation='relu')\nx = tf.constant([[1., 2., "
           "3.]])\nwith tf.GradientTape() as "
           "t:\n    y = layer(x)\n    loss = tf.reduce_mean(y ** 2)\nlen(t.gradient(loss, "
           "layer.trainable_variables))"},
        {import
         + "class Model:\n    def __init__(self):\n        self.w = tf.Variable(5.)\n    def "
           "__call__(self, x):\n        return self.w "
           "* x\nm = Model()\nif m(2.) > 3:\n    print('big')\nelse:\n    print('small')\nwhile "
           "m.w > 4:\n    m.w.assign_sub(1.)\n"
           "a = [i * i for i in range(3)]\nd = {'a': 1}\nprint(f'{a}', d)"},
        {import
             + "x = tf.constant(3.)\nwith tf.GradientTape() as t:\n    y = x * "
               "x\nprint(t.gradient(y, x))",
         "i = tf.constant(3)\nwith tf.GradientTape() as t:\n    t.watch(i)\n    j = i * "
         "i\nt.gradient(j, i)"},
        {import + "def f(x):\n    return x / 0\nf(1)"},
        {import + "tf.matmul([[1., 2.]], [[1., 2.]])"},
    };
}

} // namespace

class SentenceTest : public QObject
{
    Q_OBJECT

private slots:
    void everyStepHasAGoodSentence()
    {
        std::set<StepKind> kinds;
        for (const std::vector<std::string>& cells : programs()) {
            const auto recording = support::record(cells);
            for (int i = 0; i < recording->stepCount(); ++i) {
                kinds.insert(recording->steps[static_cast<std::size_t>(i)].kind);
                check(QString::fromStdString(sentence(*recording, i, Language::English)),
                      QString::fromStdString(sentence(*recording, i, Language::Chinese)));
                if (QTest::currentTestFailed())
                    return;
            }
        }
        QCOMPARE(kinds.size(), std::size_t(StepKind::CellEnded) + 1);
    }

private:
    static void check(const QString& english, const QString& chinese)
    {
        for (const QString& text : {english, chinese}) {
            QVERIFY(!text.trimmed().isEmpty());
            QVERIFY2(!text.contains(QLatin1String("  ")), qPrintable(text));
            for (const char* machine :
                 {"#-1", " 0x", "ExpressionEvaluated", "NoneType'>", "<function", "means function",
                  "means module", "::", "nullptr", "“”", "()”.", " ."})
                QVERIFY2(!text.contains(QString::fromUtf8(machine)), qPrintable(text));
        }
        QVERIFY2(english.front().isUpper() || !english.front().isLetter()
                     || english.contains(QLatin1String("is computed"))
                     || english.contains(QLatin1String("receives"))
                     || english.contains(QLatin1String("passes it back")),
                 qPrintable(english)); // a sentence may begin with a name
        static const QRegularExpression ending(QStringLiteral("[.”:)\\]!?']$"));
        QVERIFY2(ending.match(english).hasMatch() || english.contains(QLatin1String("fails"))
                     || english.contains(QLatin1String("ended early")),
                 qPrintable(english));
        static const QRegularExpression han(QStringLiteral("\\p{Han}"));
        QVERIFY2(han.match(chinese).hasMatch(), qPrintable(chinese));
        if (qEnvironmentVariableIsSet("SHOW_SENTENCES"))
            qInfo().noquote() << english << "|" << chinese;
    }
};

QTEST_APPLESS_MAIN(SentenceTest)
#include "tst_sentence.moc"

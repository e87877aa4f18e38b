#include <QtTest>

#include "engine/recording/questions.h"
#include "engine/recording/sentence.h"
#include "engine/recording/whynone.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

QString written(const std::vector<DiffLine>& lines)
{
    QString text;
    for (const DiffLine& line : lines) {
        if (line.kind != DiffLine::Kind::Same)
            text += (line.kind == DiffLine::Kind::Added ? "+" : "-")
                + QString::fromStdString(line.text) + QLatin1Char('\n');
    }
    return text;
}

std::vector<std::string> sourcesOf(const Recording& recording)
{
    std::vector<std::string> sources;
    for (const CellRun& run : recording.cellRuns)
        sources.push_back(run.source);
    return sources;
}

/// The first None of the recording.
std::optional<NoneReason> firstNone(const Recording& recording)
{
    for (std::size_t pass = 0; pass < recording.passes.size(); ++pass) {
        const auto& results = recording.passes[pass].results;
        for (std::size_t source = 0; source < results.size(); ++source) {
            if (!results[source])
                return whyNone(recording, {static_cast<int>(pass)}, static_cast<int>(source));
        }
    }
    return {};
}

} // namespace

class WhyNoneTest : public QObject
{
    Q_OBJECT

private slots:
    void causes_data()
    {
        QTest::addColumn<QStringList>("cells");
        QTest::addColumn<int>("cause");
        QTest::addColumn<QString>("why");
        QTest::addColumn<QString>("change");
        const auto row = [](const char* name, const QStringList& cells, NoneCause cause,
                            const char* why, const char* change) {
            QTest::newRow(name) << cells << static_cast<int>(cause) << QString::fromUtf8(why)
                                << QString::fromUtf8(change);
        };
        row("constant",
            {"x = tf.constant(3.)\nwith tf.GradientTape() as t:\n    y = x * x\nt.gradient(y, x)"},
            NoneCause::NotWatched, "x is not a variable, and the tape was never told to watch it",
            "+    t.watch(x)\n");
        row("constant made under the tape",
            {"with tf.GradientTape() as t:\n    x = tf.constant(3.)\n    y = x * x\nt.gradient(y, "
             "x)"},
            NoneCause::NotWatched, "x is not a variable", "+    t.watch(x)\n");
        row("constant, asked in another cell",
            {"x = tf.constant(3.)\nwith tf.GradientTape() as t:\n    y = x * x",
             "g = t.gradient(y, x)"},
            NoneCause::NotWatched, "x is not a variable", "+    t.watch(x)\n");
        row("variable that is not trainable",
            {"x = tf.Variable(3., trainable=False)\nwith tf.GradientTape() as t:\n    y = x * "
             "x\nt.gradient(y, "
             "x)"},
            NoneCause::NotWatched, "this tape does not watch the variable x by itself",
            "+    t.watch(x)\n");
        row("watched late",
            {"x = tf.constant(3.)\nwith tf.GradientTape() as t:\n    y = x * x\n    "
             "t.watch(x)\nt.gradient(y, x)"},
            NoneCause::WatchedLate, "only after line 4 had used it",
            "-    y = x * x\n+    y = x * x\n");
        row("computed before",
            {"x = tf.Variable(3.)\ny = x * x\nwith tf.GradientTape() as t:\n    z = x + "
             "1.\nt.gradient(y, x)"},
            NoneCause::ComputedOutside, "line 3 ran before the tape began to record",
            "-y = x * x\n+    y = x * x\n");
        row("computed before, tape in a cell of its own",
            {"x = tf.Variable(3.)\ny = x * x", "with tf.GradientTape() as t:\n    z = 2. * x",
             "t.gradient(y, x)"},
            NoneCause::ComputedOutside, "line 3 of In [1] ran before",
            "-y = x * x\n+    y = x * x\n");
        row("computed after",
            {"x = tf.Variable(3.)\nwith tf.GradientTape() as t:\n    y = x * x\nz = y * "
             "2.\nt.gradient(z, x)"},
            NoneCause::ComputedOutside, "line 5 ran after the tape had stopped recording",
            "-z = y * 2.\n+    z = y * 2.\n");
        row("numpy()",
            {"x = tf.Variable(3.)\nwith tf.GradientTape() as t:\n    y = tf.constant((x * "
             "x).numpy())\n    z = y * "
             "2.\nt.gradient(z, x)"},
            NoneCause::LeftTape, "“(x * x).numpy()” gives plain numbers",
            "-    y = tf.constant((x * x).numpy())\n+    y = tf.constant((x * x))\n");
        row("NumPy function",
            {"import numpy as np\nx = tf.Variable([[1., 2.], [3., 4.]])\nwith tf.GradientTape() as "
             "t:\n    x2 = x**2\n"
             "    y = np.mean(x2, axis=0)\n    y = tf.reduce_mean(y, axis=0)\nprint(t.gradient(y, "
             "x))"},
            NoneCause::LeftTape, "in line 6, “np.mean(x2, axis=0)” gives plain numbers",
            "-    y = np.mean(x2, axis=0)\n+    y = tf.reduce_mean(x2, axis=0)\n");
        row("Python number",
            {"x = tf.Variable(3.)\nwith tf.GradientTape() as t:\n    n = float(x + 1.)\n    y = "
             "tf.square(n)\nt.gradient(y, x)"},
            NoneCause::LeftTape, "“float(x + 1.)” gives plain numbers",
            "-    n = float(x + 1.)\n+    n = (x + 1.)\n");
        row("Python number in a function",
            {"def f(v):\n    return tf.constant(float(v)) * 2.\nx = tf.Variable(3.)\nwith "
             "tf.GradientTape() as t:\n    y = f(x)\n"
             "t.gradient(y, x)"},
            NoneCause::LeftTape, "“float(v)”",
            "-    return tf.constant(float(v)) * 2.\n+    return tf.constant(v) * 2.\n");
        row("integer constant",
            {"x = tf.constant(10)\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = x * "
             "x\nt.gradient(y, x)"},
            NoneCause::IntegerType, "x holds int32 values",
            "-x = tf.constant(10)\n+x = tf.constant(10.)\n");
        row("integer matrix",
            {"x = tf.Variable([[1, 2], [3, 4]])\nwith tf.GradientTape() as t:\n    y = x * "
             "x\nt.gradient(y, x)"},
            NoneCause::IntegerType, "x holds int32 values",
            "-x = tf.Variable([[1, 2], [3, 4]])\n+x = tf.Variable([[1, 2], [3, 4]], "
            "dtype=tf.float32)\n");
        row("cast on the way",
            {"x = tf.Variable(3.)\nwith tf.GradientTape() as t:\n    n = tf.cast(x, tf.int32)\n    "
             "y = tf.cast(n, tf.float32) * "
             "x**0\n    y = tf.cast(n, tf.float32)\nt.gradient(y, x)"},
            NoneCause::IntegerType, "n holds int32 values",
            "-    n = tf.cast(x, tf.int32)\n+    n = tf.cast(x, tf.float32)\n");
        row("replaced by a sum",
            {"x = tf.Variable(2.)\nfor epoch in range(2):\n    with tf.GradientTape() as t:\n      "
             "  y = x + 1\n    print(t.gradient(y, "
             "x))\n    x = x + 1"},
            NoneCause::VariableReplaced, "line 7 gave the name x to a new tensor",
            "-    x = x + 1\n+    x.assign_add(1)\n");
        row("replaced by a step down",
            {"x = tf.Variable(2.)\nfor epoch in range(2):\n    with tf.GradientTape() as t:\n      "
             "  "
             "y = x * x\n    g = t.gradient(y, x)\n    x = x - (0.1 * 2.)"},
            NoneCause::VariableReplaced, "gave the name x to a new tensor",
            "-    x = x - (0.1 * 2.)\n+    x.assign_sub(0.1 * 2.)\n");
        row("assigned inside",
            {"x0 = tf.Variable(3.)\nx1 = tf.Variable(0.)\nwith tf.GradientTape() as t:\n    "
             "x1.assign_add(x0)\n    y = "
             "x1**2\nt.gradient(y, x0)"},
            NoneCause::AssignedInside, "line 5 stores the value in a variable",
            "-    x1.assign_add(x0)\n+    x1 = x1 + x0\n");
        row("not connected",
            {"x = tf.Variable(2.)\nz = tf.Variable(3.)\nwith tf.GradientTape() as t:\n    y = z * "
             "z\nt.gradient(y, x)"},
            NoneCause::NotConnected, "y was not computed from x",
            "-t.gradient(y, x)\n+t.gradient(y, x, "
            "unconnected_gradients=tf.UnconnectedGradients.ZERO)\n");
        row("stop_gradient",
            {"x = tf.Variable(3.)\nwith tf.GradientTape() as t:\n    y = tf.stop_gradient(x) * "
             "2.\nt.gradient(y, x)"},
            NoneCause::StopGradient, "tf.stop_gradient in line 4 lets the value through",
            "-    y = tf.stop_gradient(x) * 2.\n+    y = x * 2.\n");
        row("an operation without a gradient",
            {"x = tf.Variable(3.4)\nwith tf.GradientTape() as t:\n    y = tf.round(x) * "
             "2.\nt.gradient(y, x)"},
            NoneCause::NoRule, "the operation in line 4",
            "-t.gradient(y, x)\n+t.gradient(y, x, "
            "unconnected_gradients=tf.UnconnectedGradients.ZERO)\n");
    }
    void causes()
    {
        QFETCH(QStringList, cells);
        QFETCH(int, cause);
        QFETCH(QString, why);
        QFETCH(QString, change);
        std::vector<std::string> sources;
        for (const QString& cell : cells)
            sources.push_back(sources.empty() ? "import tensorflow as tf\n" + cell.toStdString()
                                              : cell.toStdString());
        const auto recording = support::record(sources);
        const auto reason = firstNone(*recording);
        QVERIFY(reason);
        QCOMPARE(static_cast<int>(reason->cause), cause);
        QVERIFY2(QString::fromStdString(reason->why.english).contains(why),
                 reason->why.english.c_str());
        QVERIFY(!reason->why.chinese.empty());
        QVERIFY(reason->at.isValid());

        QVERIFY(reason->fix);
        QVERIFY(!reason->fix->what.english.empty() && !reason->fix->what.chinese.empty());
        std::vector<std::string> fixed = sourcesOf(*recording);
        QString changes;
        for (std::size_t cell = 0; cell < fixed.size(); ++cell) {
            const std::string before = fixed[cell];
            fixed[cell] = applied(*reason->fix, static_cast<int>(cell), before);
            changes += written(diff(before, fixed[cell]));
        }
        QCOMPARE(changes, change);

        const auto again = support::record(fixed);
        for (const CellRun& run : again->cellRuns)
            QVERIFY2(!run.failure, run.failure ? run.failure->message.c_str() : "");
        // The call that gave None gives numbers now.
        const GradientPass& pass = again->passes.at(static_cast<std::size_t>(reason->pass.index));
        const bool asksForZeros =
            reason->cause == NoneCause::NotConnected || reason->cause == NoneCause::NoRule;
        if (asksForZeros)
            QVERIFY(!again->cellRuns.back().outputs.empty());
        else
            QVERIFY(pass.results.front());
    }

    void theSentenceOfTheStepSaysWhy()
    {
        const auto recording =
            support::record({"import tensorflow as tf\nx = tf.constant(3.)\nwith tf.GradientTape() "
                             "as t:\n    y = x * x\nt.gradient(y, x)"});
        QStringList sentences;
        for (int i = 0; i < recording->stepCount(); ++i) {
            if (recording->steps[static_cast<std::size_t>(i)].kind == StepKind::GradientMissing)
                sentences << QString::fromStdString(sentence(*recording, i, Language::English));
        }
        QCOMPARE(sentences,
                 QStringList{"The gradient of y with respect to x is None: x is not a variable, "
                             "and the tape was "
                             "never told to watch it."});
    }

    void aUsedUpTapeIsMadePersistent()
    {
        const auto failing =
            support::record({"import tensorflow as tf\nx = tf.Variable(3.)\nwith tf.GradientTape() "
                             "as t:\n    y = x * x\n    z = y * y",
                             "a = t.gradient(z, x)\nb = t.gradient(y, x)"});
        QVERIFY(failing->cellRuns.back().failure);
        const auto fix = fixForFailure(*failing, 1);
        QVERIFY(fix);
        std::vector<std::string> fixed = sourcesOf(*failing);
        QCOMPARE(
            written(diff(fixed[0], applied(*fix, 0, fixed[0]))),
            QStringLiteral(
                "-with tf.GradientTape() as t:\n+with tf.GradientTape(persistent=True) as t:\n"));
        fixed[0] = applied(*fix, 0, fixed[0]);
        const auto again = support::record(fixed);
        QVERIFY(!again->cellRuns.back().failure);
        QCOMPARE(again->passes.size(), std::size_t(2));
        QVERIFY(again->passes[1].results.front());
    }

    void otherFailuresGetNoFix()
    {
        const auto failing = support::record({"1 / 0"});
        QVERIFY(failing->cellRuns.back().failure);
        QVERIFY(!fixForFailure(*failing, 0));
    }

    void thePlaceIsTheCodeThatCuts()
    {
        const auto recording =
            support::record({"import tensorflow as tf\nx = tf.Variable(3.)\nwith tf.GradientTape() "
                             "as t:\n    s = tf.stop_gradient(x)\n    y = s * s\n"
                             "t.gradient(y, x)"});
        const auto reason = firstNone(*recording);
        QVERIFY(reason);
        const std::string& source =
            recording->cellRuns[static_cast<std::size_t>(reason->placeRun)].source;
        QCOMPARE(QString::fromStdString(source.substr(
                     static_cast<std::size_t>(reason->place.begin),
                     static_cast<std::size_t>(reason->place.end - reason->place.begin))),
                 QStringLiteral("tf.stop_gradient(x)"));
        QCOMPARE(QString::fromStdString(nameAt(*recording, reason->at, recording->stepCount())),
                 QStringLiteral("s"));
    }
};

QTEST_APPLESS_MAIN(WhyNoneTest)
#include "tst_whynone.moc"

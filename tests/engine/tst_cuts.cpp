#include <QtTest>

#include "engine/recording/cuts.h"
#include "engine/recording/questions.h"
#include "support/samplerecording.h"

using namespace engine;

class CutsTest : public QObject
{
    Q_OBJECT

private slots:
    void places_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<int>("reason");
        QTest::addColumn<QString>("place");
        const auto row = [](const char* name, const char* source, NoGradient reason,
                            const char* place) {
            QTest::newRow(name) << QString::fromUtf8(source) << static_cast<int>(reason)
                                << QString::fromUtf8(place);
        };
        row("never watched",
            "x = tf.constant(3.)\nwith tf.GradientTape() as t:\n    y = x * x\ng = t.gradient(y, "
            "x)",
            NoGradient::NotWatched, "x");
        row("not connected",
            "x = tf.Variable(3.)\nz = tf.Variable(1.)\nwith tf.GradientTape() as t:\n    q = x * "
            "2.\n    y = z * "
            "z\ng = "
            "t.gradient(y, x)",
            NoGradient::NotConnected, "x");
        row("stop_gradient",
            "x = tf.Variable(3.)\nwith tf.GradientTape() as t:\n    s = tf.stop_gradient(x)\n    y "
            "= s * "
            "s\ng = t.gradient(y, x)",
            NoGradient::Blocked, "s");
    }
    void places()
    {
        QFETCH(QString, source);
        QFETCH(int, reason);
        QFETCH(QString, place);
        const auto recording =
            support::record({"import tensorflow as tf\n" + source.toStdString()});
        const std::vector<Cut> cuts = cutsAt(*recording, recording->stepCount());
        QCOMPARE(cuts.size(), std::size_t(1));
        QCOMPARE(static_cast<int>(cuts.front().reason), reason);
        QCOMPARE(
            QString::fromStdString(nameAt(*recording, cuts.front().source, recording->stepCount())),
            QStringLiteral("x"));
        QCOMPARE(
            QString::fromStdString(nameAt(*recording, cuts.front().at, recording->stepCount())),
            place);
        QVERIFY(!cuts.front().sentence.empty());
        const int known = recording->passFacts.front().completedAt.front();
        QCOMPARE(cutsAt(*recording, known).size(), std::size_t(1));
        QVERIFY(cutsAt(*recording, known - 1).empty());
    }

    void whatHasAGradientIsNotCut()
    {
        const auto recording = support::quadraticRecording();
        for (int k = 0; k <= recording->stepCount(); ++k)
            QVERIFY(cutsAt(*recording, k).empty());
    }
};

QTEST_APPLESS_MAIN(CutsTest)
#include "tst_cuts.moc"

#include <QtTest>

#include "engine/recording/stepping.h"
#include "support/samplerecording.h"

using namespace engine;

class SteppingTest : public QObject
{
    Q_OBJECT

private slots:
    void overACallAndItsLoop()
    {
        const auto recording = support::controlFlowRecording();
        const int take = static_cast<int>(recording->takes.size()) - 1;
        const Groups groups = groupsOf(*recording, take);
        const auto kindOf = [&](int k) { return stepAt(*recording, k)->kind; };
        int k = 1;
        while (kindOf(k) != StepKind::FunctionEntered)
            ++k;
        const Group& call = groups.at(groups.atStep(k - 1));
        QCOMPARE(call.kind, Group::Kind::Call);
        const int after = stepOver(*recording, k, Granularity::Contribution);
        QVERIFY(after > call.stepEnd - 1);
        QVERIFY(after <= call.stepEnd + 2);

        // Inside the call, the loop is one move from its first step, and moves stay in the call.
        while (kindOf(k) != StepKind::LapBegan)
            ++k;
        int loop = groups.atStep(k - 1);
        while (groups.at(loop).kind != Group::Kind::Loop)
            loop = groups.at(loop).parent;
        int at = groups.at(loop).firstStep;
        int moves = 0;
        while (at < groups.at(loop).stepEnd) {
            at = stepOver(*recording, at, Granularity::Line);
            ++moves;
        }
        QVERIFY(moves <= 3);
        QCOMPARE(groups.atStep(at - 1), groups.at(loop).parent);
    }

    /// "y = 2 * tf.matmul(tf.transpose(x), x)": what stands in the line while it is evaluated, and
    /// back again.
    void partsHaveTheirValuesOneAfterTheOther()
    {
        const auto recording = support::quadraticRecording();
        const std::string& source = recording->cellRuns[1].source;
        const int from = static_cast<int>(source.find("y = 2 *"));
        QStringList lines;
        QString before;
        for (int k = 0; k <= recording->stepCount(); ++k) {
            const Step* step = stepAt(*recording, k);
            if (!step || step->cellRun != 1 || step->span.begin < from)
                continue;
            QString line = QString::fromStdString(source.substr(static_cast<std::size_t>(from)));
            std::vector<EvaluatedPart> parts = evaluatedAt(*recording, k);
            std::sort(parts.begin(), parts.end(),
                      [](const auto& a, const auto& b) { return a.span.begin > b.span.begin; });
            for (const EvaluatedPart& part : parts)
                line.replace(part.span.begin - from, part.span.end - part.span.begin,
                             QString::fromStdString(part.text));
            if (line != before)
                lines << line;
            before = line;
        }
        QCOMPARE(lines,
                 (QStringList{"y = 2 * tf.matmul(tf.transpose(x), x)",
                              "y = 2 * tf.matmul([[0., 1., 2., 3.]], x)", "y = 2 * [[14.]]",
                              "y = [[28.]]"}));
        // A step earlier is what it was.
        QVERIFY(evaluatedAt(*recording, recording->cellRuns[1].firstStep + 1).empty());
    }

    void aWaitingCallKeepsItsValues()
    {
        const auto recording =
            support::record({"def f(a):\n    return a + 1\ny = (2 * 3) + f(4 * 5)"});
        int k = 0;
        while (stepAt(*recording, k + 1)->kind != StepKind::FunctionLeft)
            ++k;
        QStringList texts;
        for (const EvaluatedPart& part : evaluatedAt(*recording, k))
            texts << QString::fromStdString(part.text);
        texts.sort();
        QCOMPARE(texts, (QStringList{"20", "21", "6"}));
    }

    void aLapBeginsAnew()
    {
        const auto recording = support::record({"i = 0\nwhile i + 1 < 4:\n    i = i + 1"});
        for (int k = 1; k <= recording->stepCount(); ++k) {
            const std::vector<EvaluatedPart> parts = evaluatedAt(*recording, k);
            for (const EvaluatedPart& a : parts) {
                for (const EvaluatedPart& b : parts)
                    QVERIFY(&a == &b || !a.span.contains(b.span));
            }
        }
    }

    void theSweepShowsTheGradientAtTheForwardCode()
    {
        const auto recording = support::quadraticRecording();
        const int k = recording->passFacts[0].firedAt.front();
        bool isFound = false;
        for (const EvaluatedPart& part : evaluatedAt(*recording, k))
            isFound = isFound || (part.isGradient && part.span.cell == 1 && part.text == "[[1.]]");
        QVERIFY(isFound);
    }

    void everyMoveGoesOnAndEnds_data()
    {
        QTest::addColumn<int>("granularity");
        for (int i = 0; i <= static_cast<int>(Granularity::Contribution); ++i)
            QTest::newRow(qPrintable(QString::number(i))) << i;
    }
    void everyMoveGoesOnAndEnds()
    {
        QFETCH(int, granularity);
        const auto recording = support::controlFlowRecording();
        const auto how = static_cast<Granularity>(granularity);
        int stops = 0;
        int plain = 0;
        for (int k = 0; k < recording->stepCount(); ++stops) {
            const int next = stepOver(*recording, k, how);
            QVERIFY(next > k);
            k = next;
        }
        for (int k = 0; k < recording->stepCount(); ++plain)
            k = nextStop(*recording, k, how);
        QVERIFY(stops <= plain);
        if (how == Granularity::Contribution)
            QVERIFY(stops * 3 < plain);
    }

    void toALine()
    {
        const auto recording = support::controlFlowRecording();
        const std::string& source = recording->cellRuns[1].source;
        const auto at = static_cast<int>(source.find("b *= 2"));
        const SourceSpan line{1, at, at + 6};
        const int first = nextStatementIn(*recording, line, 0);
        QVERIFY(first > 0);
        QCOMPARE(stepAt(*recording, first)->span, line);
        const int second = nextStatementIn(*recording, line, first);
        QVERIFY(second > first);
        QCOMPARE(nextStatementIn(*recording, line, recording->stepCount()), first);
        QCOMPARE(nextStatementIn(*recording, {0, 500, 510}, 0), -1);
    }
};

QTEST_APPLESS_MAIN(SteppingTest)
#include "tst_stepping.moc"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include "engine/recording/recording.h"
#include "ui/runner/runner.h"

using RecordingPtr = std::shared_ptr<const engine::Recording>;

namespace {

engine::Lesson lessonOf(const std::vector<std::string>& sources)
{
    engine::Lesson lesson;
    for (const std::string& source : sources) {
        engine::Cell cell;
        cell.source = source;
        lesson.cells.push_back(cell);
    }
    return lesson;
}

const engine::Lesson twoCells = lessonOf({"a = 1", "print(a + 1)"});
const engine::Lesson endless = lessonOf({"n = 0\nwhile True:\n    n = n + 1"});

RecordingPtr recordingOf(const QSignalSpy& spy, int call, int argument)
{
    return spy[call][argument].value<RecordingPtr>();
}

} // namespace

class TestRunner : public QObject
{
    Q_OBJECT

private slots:
    void tellsEachCellAndThenTheEndOnThisThread()
    {
        ui::Runner runner;
        QSignalSpy started(&runner, &ui::Runner::started);
        QSignalSpy cells(&runner, &ui::Runner::cellFinished);
        QSignalSpy finished(&runner, &ui::Runner::finished);
        const QThread* heardOn = nullptr;
        connect(
            &runner, &ui::Runner::finished, this,
            [&heardOn] { heardOn = QThread::currentThread(); }, Qt::DirectConnection);

        runner.run(twoCells, -1);
        QCOMPARE(started.size(), 1);
        QVERIFY(runner.isRunning());
        QCOMPARE(cells.size(), 0); // nothing comes back before the event loop

        QVERIFY(finished.wait());
        QVERIFY(!runner.isRunning());
        QCOMPARE(heardOn, thread());
        QCOMPARE(cells.size(), 2);
        QCOMPARE(cells[0][0].toInt(), 0);
        QCOMPARE(cells[1][0].toInt(), 1);
        QCOMPARE(recordingOf(cells, 0, 1)->cellRuns.size(), std::size_t(1));
        const RecordingPtr recording = recordingOf(finished, 0, 0);
        QCOMPARE(recording->cellRuns.size(), std::size_t(2));
        QCOMPARE(recording->cellRuns[1].outputs.at(0).text, std::string("2\n"));
    }

    void runsOnlyThroughTheCellAskedFor()
    {
        ui::Runner runner;
        QSignalSpy cells(&runner, &ui::Runner::cellFinished);
        QSignalSpy finished(&runner, &ui::Runner::finished);
        runner.run(twoCells, 0);
        QVERIFY(finished.wait());
        QCOMPARE(cells.size(), 1);
        QCOMPARE(recordingOf(finished, 0, 0)->cellRuns.size(), std::size_t(1));
    }

    void aSecondRequestWaitsAndContinuesTheSession()
    {
        ui::Runner runner;
        QSignalSpy cells(&runner, &ui::Runner::cellFinished);
        QSignalSpy finished(&runner, &ui::Runner::finished);
        runner.run(twoCells, 0);
        runner.run(twoCells, 1);
        QTRY_COMPARE(finished.size(), 2);
        QCOMPARE(cells.size(), 2); // the first cell did not run again
        QCOMPARE(recordingOf(finished, 1, 0)->cellRuns.size(), std::size_t(2));
    }

    void stopEndsAnEndlessCell()
    {
        ui::Runner runner;
        QSignalSpy finished(&runner, &ui::Runner::finished);
        runner.run(endless, -1);
        QTest::qWait(20);
        QVERIFY(runner.isRunning());
        runner.stop();
        QVERIFY(finished.wait());
        const RecordingPtr recording = recordingOf(finished, 0, 0);
        QVERIFY(recording->cellRuns.at(0).failure);
        QCOMPARE(recording->cellRuns[0].failure->kind, std::string("Stopped"));
    }

    void stopReachesRequestsThatHaveNotBegunButNotLaterOnes()
    {
        ui::Runner runner;
        QSignalSpy finished(&runner, &ui::Runner::finished);
        runner.run(endless, -1);
        runner.run(endless, -1);
        runner.stop();
        runner.run(twoCells, -1);
        QTRY_COMPARE(finished.size(), 3);
        QVERIFY(recordingOf(finished, 1, 0)->cellRuns.back().failure);
        QVERIFY(!recordingOf(finished, 2, 0)->cellRuns.back().failure);
    }

    void restartForgetsEverything()
    {
        ui::Runner runner;
        QSignalSpy cells(&runner, &ui::Runner::cellFinished);
        QSignalSpy finished(&runner, &ui::Runner::finished);
        runner.run(twoCells, -1);
        QVERIFY(finished.wait());
        runner.restart();
        runner.run(twoCells, -1);
        QVERIFY(finished.wait());
        QCOMPARE(cells.size(), 4); // both cells ran again
        QCOMPARE(recordingOf(finished, 1, 0)->cellRuns.size(), std::size_t(2));
    }

    void restartStopsWhatRunsAndTellsNoRecordingOfIt()
    {
        ui::Runner runner;
        QSignalSpy cells(&runner, &ui::Runner::cellFinished);
        QSignalSpy finished(&runner, &ui::Runner::finished);
        runner.run(endless, -1);
        runner.restart();
        QVERIFY(finished.wait());
        QCOMPARE(cells.size(), 0);
        QVERIFY(!recordingOf(finished, 0, 0));
    }

    void destructionWhileRunningIsSafe()
    {
        auto runner = std::make_unique<ui::Runner>();
        QSignalSpy finished(runner.get(), &ui::Runner::finished);
        runner->run(endless, -1);
        QTest::qWait(20);
        runner.reset();
        QTest::qWait(20);
        QCOMPARE(finished.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRunner)
#include "tst_runner.moc"

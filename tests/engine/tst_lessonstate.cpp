#include <QTest>

#include "engine/recording/lessonstate.h"

using engine::CellKind;

namespace {

engine::Lesson lessonOf(const std::vector<std::pair<CellKind, std::string>>& cells)
{
    engine::Lesson lesson;
    for (const auto& [kind, source] : cells) {
        engine::Cell cell;
        cell.kind = kind;
        cell.source = source;
        lesson.cells.push_back(cell);
    }
    return lesson;
}

const engine::Lesson sample = lessonOf({{CellKind::Prose, "words"},
                                        {CellKind::Code, "a = 1"},
                                        {CellKind::Code, "  \n"},
                                        {CellKind::Code, "print(a)"},
                                        {CellKind::Prose, "the end"}});

engine::CellRun runOf(int cell, int count, const std::string& source)
{
    engine::CellRun run;
    run.cell = cell;
    run.executionCount = count;
    run.source = source;
    engine::Output output;
    output.text = std::to_string(count);
    run.outputs.push_back(output);
    return run;
}

engine::Recording recordingOf(std::vector<engine::CellRun> runs)
{
    engine::Recording recording;
    recording.cellRuns = std::move(runs);
    return recording;
}

} // namespace

class TestLessonState : public QObject
{
    Q_OBJECT

private slots:
    void onlyTheProseStandsBeforeARun()
    {
        QCOMPARE(engine::validCells(sample, recordingOf({})), 1);
    }

    void blankCellsAndProseNeedNoRun()
    {
        const auto first = recordingOf({runOf(1, 1, "a = 1")});
        QCOMPARE(engine::validCells(sample, first), 3);
        const auto both = recordingOf({runOf(1, 1, "a = 1"), runOf(3, 2, "print(a)")});
        QCOMPARE(engine::validCells(sample, both), 5);
    }

    void anEditEndsWhatStands()
    {
        const auto both = recordingOf({runOf(1, 1, "a = 1"), runOf(3, 2, "print(a)")});
        engine::Lesson edited = sample;
        edited.cells[1].source = "a = 2";
        QCOMPARE(engine::validCells(edited, both), 1);
        edited = sample;
        edited.cells[3].source = "print(a + 1)";
        QCOMPARE(engine::validCells(edited, both), 3);
    }

    void aFailedCellDoesNotStand()
    {
        auto failed = runOf(3, 2, "print(a)");
        failed.failure.emplace();
        QCOMPARE(engine::validCells(sample, recordingOf({runOf(1, 1, "a = 1"), failed})), 3);
    }

    void theLatestRunCounts()
    {
        const auto twice = recordingOf({runOf(1, 1, "a = 1"), runOf(1, 2, "a = 3")});
        QCOMPARE(engine::validCells(sample, twice), 1);
        const auto again = recordingOf({runOf(1, 1, "a = 3"), runOf(1, 2, "a = 1")});
        QCOMPARE(engine::validCells(sample, again), 3);
    }

    void executedCellsHaveCountsAndOutputs()
    {
        const auto both = recordingOf({runOf(1, 1, "a = 1"), runOf(3, 2, "print(b)")});
        const auto executed = engine::executedCells(sample, both);
        QCOMPARE(executed.size(), sample.cells.size());
        QCOMPARE(executed[1].executionCount, 1);
        QCOMPARE(executed[1].outputs.at(0).text, std::string("1"));
        QCOMPARE(executed[3].executionCount, 0); // edited since
        QVERIFY(executed[3].outputs.empty());
        QVERIFY(executed[0].outputs.empty());
    }
};

QTEST_APPLESS_MAIN(TestLessonState)
#include "tst_lessonstate.moc"

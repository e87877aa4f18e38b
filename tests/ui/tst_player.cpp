#include <QSignalSpy>
#include <QtTest>

#include "support/samplerecording.h"
#include "ui/player/player.h"

namespace {

/// Two cells of five steps that have nothing to do with each other: two takes.
std::shared_ptr<const engine::Recording> twoTakes()
{
    auto recording = std::make_shared<engine::Recording>();
    for (int cell = 0; cell < 2; ++cell) {
        const int first = recording->stepCount();
        for (const auto kind : {engine::StepKind::CellBegan, engine::StepKind::StatementBegan,
                                engine::StepKind::ExpressionEvaluated, engine::StepKind::NameBound,
                                engine::StepKind::CellEnded}) {
            engine::Step step;
            step.kind = kind;
            step.cell = cell;
            step.cellRun = cell;
            recording->steps.push_back(step);
        }
        engine::CellRun run;
        run.cell = cell;
        run.executionCount = cell + 1;
        run.firstStep = first;
        run.stepEnd = recording->stepCount();
        recording->cellRuns.push_back(run);
        engine::Take take;
        take.firstStep = first;
        take.stepEnd = recording->stepCount();
        recording->takes.push_back(take);
    }
    return recording;
}

std::shared_ptr<const engine::Recording> sample(const QString& name)
{
    if (name == "quadratic")
        return support::quadraticRecording();
    if (name == "persistent")
        return support::persistentRecording();
    return support::controlFlowRecording();
}

} // namespace

class PlayerTest : public QObject
{
    Q_OBJECT
private slots:
    void standsWhereItIsTold();
    void seekIsClamped();
    void nothingHappensWithoutRecording();
    void stops_data();
    void stops();
    void startAndEndOfTakes();
    void playsToTheEndAndStops();
    void playsTheTakeAgainFromItsEnd();
    void steppingPauses();
    void newRecordingStopsPlaying();
    void speedIsClamped();
};

void PlayerTest::standsWhereItIsTold()
{
    ui::Player player;
    QStringList order;
    connect(&player, &ui::Player::recordingChanged, this, [&order] { order << "recording"; });
    connect(&player, &ui::Player::stepChanged, this,
            [&order](int step) { order << QString::number(step); });
    player.setRecording(twoTakes(), 7);
    QCOMPARE(order, QStringList({"recording", "7"}));
    QCOMPARE(player.step(), 7);
    QCOMPARE(player.stepCount(), 10);
    QCOMPARE(player.take(), 1);
}

void PlayerTest::seekIsClamped()
{
    ui::Player player;
    player.setRecording(twoTakes(), 0);
    player.seek(99);
    QCOMPARE(player.step(), 10);
    player.seek(-3);
    QCOMPARE(player.step(), 0);
    QSignalSpy moved(&player, &ui::Player::stepChanged);
    player.seek(0);
    QCOMPARE(moved.count(), 0);
}

void PlayerTest::nothingHappensWithoutRecording()
{
    ui::Player player;
    QSignalSpy moved(&player, &ui::Player::stepChanged);
    player.stepForward();
    player.stepBack();
    player.toStart();
    player.toEnd();
    player.togglePlay();
    QVERIFY(!player.isPlaying());
    QCOMPARE(player.take(), -1);
    QCOMPARE(moved.count(), 0);
}

void PlayerTest::stops_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("granularity");
    for (const char* name : {"quadratic", "persistent", "control flow"}) {
        for (int granularity = 0; granularity < 5; ++granularity)
            QTest::addRow("%s %d", name, granularity) << QString(name) << granularity;
    }
}

void PlayerTest::stops()
{
    QFETCH(QString, name);
    QFETCH(int, granularity);
    const auto recording = sample(name);
    const auto wanted = static_cast<engine::Granularity>(granularity);
    QList<int> expected{0};
    for (int k = 1; k < recording->stepCount(); ++k) {
        if (engine::isStop(wanted, recording->steps[static_cast<std::size_t>(k - 1)]))
            expected << k;
    }
    expected << recording->stepCount();
    QVERIFY(expected.size() > 3);

    ui::Player player;
    player.setGranularity(wanted);
    player.setRecording(recording, 0);
    QList<int> forward{0};
    while (player.step() < player.stepCount()) {
        player.stepForward();
        forward << player.step();
    }
    QCOMPARE(forward, expected);
    QList<int> back{player.step()};
    while (player.step() > 0) {
        player.stepBack();
        back.prepend(player.step());
    }
    QCOMPARE(back, expected);
}

void PlayerTest::startAndEndOfTakes()
{
    ui::Player player;
    player.setRecording(twoTakes(), 8);
    player.toPictureStart();
    QCOMPARE(player.step(), 6); // 5 is still the end of the first take
    QCOMPARE(player.take(), 1);
    player.toPictureStart();
    QCOMPARE(player.step(), 0);
    player.toPictureStart();
    QCOMPARE(player.step(), 0);
    player.toPictureEnd();
    QCOMPARE(player.step(), 5);
    QCOMPARE(player.take(), 0);
    player.toPictureEnd();
    QCOMPARE(player.step(), 10);
    player.toPictureEnd();
    QCOMPARE(player.step(), 10);
    player.toStart();
    QCOMPARE(player.step(), 0);
    player.seek(3);
    player.toEnd();
    QCOMPARE(player.step(), 10); // of the recording, not of the take
}

void PlayerTest::playsToTheEndAndStops()
{
    ui::Player player;
    player.setGranularity(engine::Granularity::Expression);
    player.setRecording(twoTakes(), 3);
    player.setSpeed(32);
    QSignalSpy playing(&player, &ui::Player::playingChanged);
    QList<int> seen;
    connect(&player, &ui::Player::stepChanged, this, [&seen](int step) { seen << step; });
    player.play();
    QVERIFY(player.isPlaying());
    QTRY_VERIFY(!player.isPlaying());
    QCOMPARE(player.step(), 10);
    QCOMPARE(seen, QList<int>({4, 5, 7, 8, 9, 10}));
    QCOMPARE(playing.count(), 2);
    QCOMPARE(playing.last().first().toBool(), false);
}

void PlayerTest::playsTheTakeAgainFromItsEnd()
{
    ui::Player player;
    player.setRecording(twoTakes(), 10);
    player.play();
    QVERIFY(player.isPlaying());
    QCOMPARE(player.step(), 6);
    player.pause();
    player.seek(5);
    player.play();
    QCOMPARE(player.step(), 0);
}

void PlayerTest::steppingPauses()
{
    ui::Player player;
    player.setGranularity(engine::Granularity::Expression);
    player.setRecording(twoTakes(), 0);
    player.play();
    player.stepForward();
    QVERIFY(!player.isPlaying());
    QCOMPARE(player.step(), 2);
    player.play();
    player.stepBack();
    QVERIFY(!player.isPlaying());
    player.play();
    player.seek(4);
    QVERIFY(player.isPlaying());
}

void PlayerTest::newRecordingStopsPlaying()
{
    ui::Player player;
    player.setRecording(twoTakes(), 0);
    player.play();
    player.setRecording(twoTakes(), 2);
    QVERIFY(!player.isPlaying());
    QCOMPARE(player.step(), 2);
}

void PlayerTest::speedIsClamped()
{
    ui::Player player;
    QSignalSpy changed(&player, &ui::Player::speedChanged);
    player.setSpeed(1000);
    QCOMPARE(player.speed(), 32.0);
    player.setSpeed(0);
    QCOMPARE(player.speed(), 0.25);
    player.setSpeed(0.1);
    QCOMPARE(changed.count(), 2);
}

QTEST_GUILESS_MAIN(PlayerTest)
#include "tst_player.moc"

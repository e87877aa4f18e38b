#include <QTest>

#include <nlohmann/json.hpp>
#include <set>

#include "engine/lesson/lesson.h"
#include "engine/recording/questions.h"
#include "engine/recording/recordingjson.h"
#include "engine/recording/sentence.h"
#include "engine/recording/session.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

/// Programs that bring about every kind of step.
std::shared_ptr<const Recording> everyKind()
{
    return support::record(
        {"import tensorflow as tf\ndef f(a):\n    if a > 0:\n        return a * a\n    return a",
         "v = tf.Variable(2.0)\nu = tf.Variable(1.0)\nwith tf.GradientTape() as t:\n    for i in "
         "range(2):\n        y = f(v)\nprint(y)",
         "g = t.gradient(y, [v, u])\nv.assign(3.0)", "undefined"});
}

NodeId named(const Recording& recording, const std::string& name)
{
    for (auto it = recording.bindings.rbegin(); it != recording.bindings.rend(); ++it) {
        if (it->name == name)
            return it->node;
    }
    return {};
}

std::vector<double> numbers(const Tensor& tensor)
{
    std::vector<double> result;
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        result.push_back(tensor.at(i));
    return result;
}

Lesson lessonOf(const std::vector<std::string>& sources)
{
    Lesson lesson;
    for (const std::string& source : sources) {
        Cell cell;
        cell.source = source;
        lesson.cells.push_back(cell);
    }
    return lesson;
}

} // namespace

class TestRecording : public QObject
{
    Q_OBJECT

private slots:
    void everyStepHasASentenceInBothLanguages()
    {
        const auto recording = everyKind();
        std::set<StepKind> seen;
        for (int i = 0; i < recording->stepCount(); ++i) {
            seen.insert(recording->steps[static_cast<std::size_t>(i)].kind);
            const std::string english = sentence(*recording, i, Language::English);
            const std::string chinese = sentence(*recording, i, Language::Chinese);
            QVERIFY(english.size() > 5);
            QVERIFY(chinese.size() > 5);
            QVERIFY2(english != chinese, english.c_str());
            QVERIFY2(english.find("  ") == std::string::npos
                         || english.find(",  ") != std::string::npos,
                     english.c_str());
        }
        QCOMPARE(seen.size(), std::size_t(StepKind::CellEnded) + 1);
    }

    void theGradientOfTheFirstLessonArrivesInTwoParts()
    {
        const auto recording = support::quadraticRecording();
        const NodeId x = named(*recording, "x");
        const PassId pass{0};
        const auto& facts = recording->passFacts[0];
        QCOMPARE(gradientAt(*recording, pass, x, facts.beganAt).phase, GradientPhase::Waiting);
        QCOMPARE(gradientAt(*recording, pass, x, facts.beganAt).expected, 2);
        const std::span<const int> arrivals = facts.arrivals.at(x);
        QCOMPARE(arrivals.size(), std::size_t{2});
        const int first = facts.arrivedAt[static_cast<std::size_t>(arrivals[0])];
        const int second = facts.arrivedAt[static_cast<std::size_t>(arrivals[1])];
        QCOMPARE(gradientAt(*recording, pass, x, first - 1).arrived, 0);
        QCOMPARE(gradientAt(*recording, pass, x, first).phase, GradientPhase::Arriving);
        QCOMPARE(numbers(*gradientAt(*recording, pass, x, first).sum),
                 (std::vector<double>{0, 2, 4, 6}));
        QCOMPARE(gradientAt(*recording, pass, x, second).phase, GradientPhase::Complete);
        QCOMPARE(numbers(*gradientAt(*recording, pass, x, second).sum),
                 (std::vector<double>{0, 4, 8, 12}));
        const NodeId two = recording->graph.node(named(*recording, "y")).inputs[0];
        QCOMPARE(gradientAt(*recording, pass, two, second).phase, GradientPhase::OffPath);
        QCOMPARE(labelAt(*recording, two, second), std::string("2"));
        QCOMPARE(expressionAt(*recording, named(*recording, "y"), second),
                 std::string("2 × (xᵀ @ x)"));
    }

    /// A node passes its gradient on only when all its contributions are there.
    void rulesFireAfterAllArrivals()
    {
        for (const auto& recording : {support::quadraticRecording(), support::persistentRecording(),
                                      support::controlFlowRecording(), everyKind()}) {
            for (std::size_t p = 0; p < recording->passes.size(); ++p) {
                const GradientPass& pass = recording->passes[p];
                const PassFacts& facts = recording->passFacts[p];
                QCOMPARE(facts.firedAt.size(), pass.firings.size());
                QCOMPARE(facts.arrivedAt.size(), pass.contributions.size());
                for (std::size_t f = 0; f < pass.firings.size(); ++f) {
                    QCOMPARE(pass.firingOf(pass.firings[f].node), static_cast<int>(f));
                    for (const int contribution : facts.arrivals.at(pass.firings[f].node))
                        QVERIFY(facts.arrivedAt[static_cast<std::size_t>(contribution)]
                                < facts.firedAt[f]);
                }
            }
        }
    }

    void takesCoverAllStepsAndHoldWhatTheyNeed()
    {
        for (const auto& recording : {support::quadraticRecording(), support::persistentRecording(),
                                      support::controlFlowRecording(), everyKind()}) {
            int next = 0;
            for (const Take& take : recording->takes) {
                QCOMPARE(take.firstStep, next);
                QVERIFY(take.stepEnd > take.firstStep);
                next = take.stepEnd;
                const std::set<int> own = [&] {
                    std::set<int> ids;
                    for (const NodeId node : take.nodes)
                        ids.insert(node.index);
                    return ids;
                }();
                for (const PassId pass : take.passes) {
                    for (const Firing& firing :
                         recording->passes[static_cast<std::size_t>(pass.index)].firings)
                        QVERIFY(own.count(firing.node.index));
                }
                const std::set<int> imported = [&] {
                    std::set<int> ids;
                    for (const NodeId node : take.imported)
                        ids.insert(node.index);
                    return ids;
                }();
                for (const NodeId node : take.nodes) {
                    if (imported.count(node.index))
                        continue;
                    for (const NodeId input : recording->graph.node(node).inputs)
                        QVERIFY(own.count(input.index));
                }
            }
            QCOMPARE(next, recording->stepCount());
        }
        QCOMPARE(support::quadraticRecording()->takes.size(), std::size_t(2));
    }

    void steppingBackMeetsTheSameStops()
    {
        const auto recording = support::controlFlowRecording();
        for (const Granularity granularity :
             {Granularity::Cell, Granularity::Line, Granularity::Expression, Granularity::Operation,
              Granularity::Contribution}) {
            std::vector<int> forward{0};
            while (forward.back() < recording->stepCount())
                forward.push_back(nextStop(*recording, forward.back(), granularity));
            std::vector<int> back{recording->stepCount()};
            while (back.back() > 0)
                back.push_back(previousStop(*recording, back.back(), granularity));
            std::reverse(back.begin(), back.end());
            QCOMPARE(back, forward);
            QVERIFY(forward.size() > 3);
        }
    }

    void namesAreNeverFromTheFuture()
    {
        const auto recording =
            support::record({"import tensorflow as tf\nx = tf.zeros(1)\ny = x + 1\ny = y * 2"});
        const NodeId sum = recording->graph.node(named(*recording, "y")).inputs[0];
        const Binding* first = nullptr;
        const Binding* second = nullptr;
        for (const Binding& binding : recording->bindings) {
            if (binding.name == "y")
                (first ? second : first) = &binding;
        }
        QVERIFY(first && second);
        QCOMPARE(first->node, sum);
        QCOMPARE(nameAt(*recording, sum, first->bornAt - 1), std::string());
        QCOMPARE(nameAt(*recording, sum, first->bornAt), std::string("y"));
        QCOMPARE(first->endsAt, second->bornAt);
        QCOMPARE(nameAt(*recording, second->node, second->bornAt - 1), std::string());
    }

    void whyThereIsNoGradient_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<int>("reason");
        const auto row = [](const char* name, const char* program, NoGradient reason) {
            QTest::newRow(name) << QString::fromUtf8(program) << static_cast<int>(reason);
        };
        row("not watched",
            "x = tf.constant(1.)\nwith tf.GradientTape() as t:\n    y = x * x\nt.gradient(y, x)",
            NoGradient::NotWatched);
        row("watched too late",
            "x = tf.constant(1.)\nwith tf.GradientTape() as t:\n    y = x * x\n    "
            "t.watch(x)\nt.gradient(y, x)",
            NoGradient::WatchedTooLate);
        row("integers",
            "x = tf.Variable(1)\nwith tf.GradientTape() as t:\n    y = x * x\nt.gradient(y, x)",
            NoGradient::NotTrainable);
        row("no way from it",
            "x = tf.Variable(1.)\nz = tf.Variable(1.)\nwith tf.GradientTape() as t:\n    y = x * "
            "x\n    w = z * z\nt.gradient(y, z)",
            NoGradient::NotConnected);
        row("stopped",
            "x = tf.Variable(1.)\nwith tf.GradientTape() as t:\n    y = tf.stop_gradient(x * "
            "x)\nt.gradient(y, x)",
            NoGradient::Blocked);
        row("through an integer",
            "x = tf.Variable(1.)\nwith tf.GradientTape() as t:\n    y = tf.cast(tf.cast(x, "
            "tf.int32), tf.float32)\nt.gradient(y, x)",
            NoGradient::Blocked);
        row("target of no tape",
            "x = tf.Variable(1.)\nwith tf.GradientTape() as t:\n    y = x * x\nz = "
            "tf.constant(2.)\nt.gradient(z, x)",
            NoGradient::TargetUnknown);
    }
    void whyThereIsNoGradient()
    {
        QFETCH(QString, program);
        QFETCH(int, reason);
        const auto recording =
            support::record({"import tensorflow as tf\n" + program.toStdString()});
        QVERIFY(!recording->cellRuns[0].failure);
        QCOMPARE(recording->passes.size(), std::size_t(1));
        QVERIFY(!recording->passes[0].results[0]);
        QCOMPARE(static_cast<int>(recording->passes[0].reasons[0]), reason);
        QVERIFY(!noGradientText(recording->passes[0].reasons[0]).english.empty());
    }

    void whyAnOperationIsNotRecorded()
    {
        const auto recording =
            support::record({"import tensorflow as tf\nx = tf.Variable(2.0)\na = x + 1\nn = "
                             "tf.Variable(1)\nwith tf.GradientTape() as t:\n"
                             "    b = tf.ones(1) + tf.ones(1)\n    c = n + 1\n    with "
                             "t.stop_recording():\n        d = x * x\n    e = x * x"});
        const auto why = [&](const char* name) {
            return recording->graph.node(named(*recording, name)).unrecorded;
        };
        QCOMPARE(why("a"), Unrecorded::NoTape);
        QCOMPARE(why("b"), Unrecorded::NothingWatched);
        QCOMPARE(why("c"), Unrecorded::NotTrainable);
        QCOMPARE(why("d"), Unrecorded::RecordingStopped);
        QCOMPARE(why("e"), Unrecorded::No);
    }

    void theSameLessonGivesTheSameRecording()
    {
        const std::vector<std::string> program{
            "import tensorflow as tf\na = tf.random.normal((2, 2))\nwith tf.GradientTape() as t:\n "
            "   t.watch(a)\n    y = a * a\nt.gradient(y, a)"};
        QCOMPARE(recordingJson(*support::record(program), 0, Language::English),
                 recordingJson(*support::record(program), 0, Language::English));
    }

    void theJsonSaysWhatTheRecordingHolds()
    {
        const auto recording = everyKind();
        const auto json = nlohmann::json::parse(recordingJson(*recording, 7, Language::Chinese));
        QCOMPARE(json["position"].get<int>(), 7);
        QCOMPARE(json["stepCount"].get<int>(), recording->stepCount());
        QCOMPARE(json["nodes"].size(), static_cast<std::size_t>(recording->graph.size()));
        QCOMPARE(json["passes"][0]["results"][0]["gradient"].get<double>(), 4.0);
        QVERIFY(json["passes"][0]["results"][1]["gradient"].is_null());
        QCOMPARE(json["cells"][3]["error"]["kind"].get<std::string>(), std::string("NameError"));
        QCOMPARE(json["steps"].size(), recording->steps.size());
        // A function defined in the first cell: its operations stand there.
        const NodeId y = named(*recording, "y");
        QCOMPARE(json["nodes"][static_cast<std::size_t>(y.index)]["span"]["cell"].get<int>(), 1);
    }

    void onlyStaleCellsRunAgain()
    {
        const lang::StopFlag stop;
        Session session(stop);
        std::vector<int> ran;
        const auto note = [&](int cell, const auto&) { ran.push_back(cell); };
        const Lesson lesson = lessonOf({"a = 1", "b = a + 1", "print(b)"});
        session.run(lesson, {1, false, 0, {}}, note);
        QCOMPARE(ran, (std::vector<int>{0, 1}));
        ran.clear();
        session.run(lesson, {2, false, 0, {}}, note);
        QCOMPARE(ran, (std::vector<int>{2}));
        QCOMPARE(session.validCells(lesson), 3);

        // A change above: what comes below is stale, and no name is left over.
        const Lesson changed = lessonOf({"a = 1", "c = a + 1", "print(b)"});
        QCOMPARE(session.validCells(changed), 1);
        ran.clear();
        const auto recording = session.run(changed, {2, false, 0, {}}, note);
        QCOMPARE(ran, (std::vector<int>{0, 1, 2}));
        QCOMPARE(recording->cellRuns.back().failure->message,
                 std::string("name 'b' is not defined"));
    }

    void errorsMayBeAllowed()
    {
        const lang::StopFlag stop;
        Session session(stop);
        const auto recording = session.run(lessonOf({"a = 1", "oops", "print(a)"}), {-1, true, 0, {}});
        QCOMPARE(recording->cellRuns.size(), std::size_t(3));
        QVERIFY(recording->cellRuns[1].failure);
        QCOMPARE(recording->cellRuns[2].outputs.at(0).text, std::string("1\n"));
    }

    void aLongRunIsBoundedAndSaysSo()
    {
        const auto recording =
            support::record({"n = 0\nwhile n < 100000:\n    n = n + 1\nprint(n)"});
        QVERIFY(recording->thinned);
        QVERIFY(recording->stepCount() < 100000);
        QCOMPARE(recording->cellRuns[0].outputs.at(0).text, std::string("100000\n"));
        QVERIFY(!support::quadraticRecording()->thinned);
    }
};

QTEST_APPLESS_MAIN(TestRecording)
#include "tst_recording.moc"

#include <QtTest>

#include "engine/recording/questions.h"
#include "support/samplerecording.h"
#include "ui/stage/dotformat.h"
#include "ui/stage/edgerouting.h"
#include "ui/stage/graphlayout.h"
#include "ui/stage/layeredlayout.h"
#include "ui/stage/stagestate.h"

using namespace ui;
using Record = std::shared_ptr<const engine::Recording>;

namespace {

int lastTake(const engine::Recording& recording)
{
    return static_cast<int>(recording.takes.size()) - 1;
}

StageModel modelOf(const engine::Recording& recording)
{
    return GraphLayout::arranged(buildStageModel(recording, lastTake(recording)));
}

StageModel openModelOf(const engine::Recording& recording)
{
    const int take = lastTake(recording);
    return GraphLayout::arranged(
        buildStageModel(recording, take, everythingOpen(engine::groupsOf(recording, take))));
}

/// The first k at which the picture's text has `part`, or -1.
int firstWith(const engine::Recording& recording, const StageModel& model, const QString& part)
{
    for (int k = 0; k <= recording.stepCount(); ++k) {
        if (stageText(recording, model, k).contains(part))
            return k;
    }
    return -1;
}

Record chainWithOneParameter()
{
    return support::record({"import tensorflow as tf\nw = tf.Variable(1.5)",
                            "with tf.GradientTape() as t:\n    y = tf.constant(1.)\n    for i in "
                            "range(12):\n        y = y * w\ng = t.gradient(y, w)"});
}

} // namespace

class StageModelTest : public QObject
{
    Q_OBJECT

private slots:
    void samples_data()
    {
        QTest::addColumn<Record>("recording");
        QTest::addColumn<bool>("isOpen");
        QTest::newRow("quadratic") << support::quadraticRecording() << false;
        QTest::newRow("persistent") << support::persistentRecording() << false;
        QTest::newRow("control flow") << support::controlFlowRecording() << false;
        QTest::newRow("control flow, open") << support::controlFlowRecording() << true;
        QTest::newRow("one parameter in every lap") << chainWithOneParameter() << false;
        QTest::newRow("one parameter in every lap, open") << chainWithOneParameter() << true;
    }

    void boxesAndLabelsDoNotOverlap_data() { samples_data(); }
    void boxesAndLabelsDoNotOverlap()
    {
        QFETCH(Record, recording);
        QFETCH(bool, isOpen);
        StageModel model = isOpen ? openModelOf(*recording) : modelOf(*recording);
        QVERIFY2(model.layoutProblem.isEmpty(), qPrintable(model.layoutProblem));
        QVERIFY(!model.boxes.empty());
        for (const bool isPlain : {false, true}) {
            if (isPlain)
                arrange(model, layeredPlacement(model));
            for (const StageFrame& frame : model.frames) {
                QVERIFY(model.bounds.contains(frame.rect));
                QVERIFY(!frame.rect.isEmpty());
            }
            for (std::size_t i = 0; i < model.boxes.size(); ++i) {
                QVERIFY(model.bounds.contains(model.boxes[i].rect));
                for (std::size_t j = i + 1; j < model.boxes.size(); ++j)
                    QVERIFY(!model.boxes[i].rect.intersects(model.boxes[j].rect));
            }
        }
    }

    void operandsKeepTheirOrder_data() { samples_data(); }
    void operandsKeepTheirOrder()
    {
        QFETCH(Record, recording);
        QFETCH(bool, isOpen);
        const StageModel model = isOpen ? openModelOf(*recording) : modelOf(*recording);
        const bool isAcross = model.direction == FlowDirection::LeftToRight;
        for (const StageEdge& left : model.edges) {
            for (const StageEdge& right : model.edges) {
                if (left.to != right.to || left.slot >= right.slot)
                    continue;
                const QPointF l = left.path.pointAtPercent(1);
                const QPointF r = right.path.pointAtPercent(1);
                QVERIFY(isAcross ? l.y() < r.y() : l.x() < r.x());
            }
        }
    }

    void edgesRunForwardAndGradientsBesideThem_data() { samples_data(); }
    void edgesRunForwardAndGradientsBesideThem()
    {
        QFETCH(Record, recording);
        QFETCH(bool, isOpen);
        const StageModel model = isOpen ? openModelOf(*recording) : modelOf(*recording);
        int backward = 0;
        for (const StageEdge& edge : model.edges) {
            const QPointF start = edge.path.pointAtPercent(0);
            const QPointF end = edge.path.pointAtPercent(1);
            QVERIFY(model.direction == FlowDirection::LeftToRight ? start.x() < end.x()
                                                                  : start.y() < end.y());
            if (edge.contributions.empty()) {
                QVERIFY(edge.back.isEmpty());
                continue;
            }
            ++backward;
            for (int i = 0; i <= 20; ++i) {
                const QPointF point = edge.back.pointAtPercent(i / 20.0);
                double nearest = 1e9;
                for (int j = 0; j <= 400; ++j)
                    nearest = std::min(nearest,
                                       QLineF(point, edge.path.pointAtPercent(j / 400.0)).length());
                QVERIFY2(nearest > besideDistance * 0.6 && nearest < besideDistance * 1.3,
                         qPrintable(QString::number(nearest)));
            }
        }
        QVERIFY(backward > 0);
    }

    void gradientSlotOfXInTheFirstLesson()
    {
        const Record recording = support::quadraticRecording();
        const StageModel model = modelOf(*recording);
        const auto has = [&](const char* part) {
            return firstWith(*recording, model, QString::fromUtf8(part));
        };
        const int waiting = has(
            "x [given tensor, watched by a tape] = [[0.], [1.], [2.], [3.]] | ∂y/∂x waiting 0/2");
        const int arriving = has("∂y/∂x arriving 1/2 [[0.], [2.], [4.], [6.]] <- now");
        const int complete = has("∂y/∂x complete 2/2 [[0.], [4.], [8.], [12.]] <- now");
        QVERIFY(waiting > 0);
        QVERIFY(waiting < arriving);
        QVERIFY(arriving < complete);
        QVERIFY(has("∂y/∂y complete 0/0 [[1.]]")
                == waiting); // the seed is there when the pass begins
        const QString end = stageText(*recording, model, recording->stepCount());
        QVERIFY(end.contains(QString::fromUtf8("∂y/∂x complete 2/2 [[0.], [4.], [8.], [12.]]")));
        QVERIFY(end.contains(QStringLiteral("[constant] = 2.0")));
    }

    /// 2x at the first arrival, 4x at the second, and 2x on the ways there.
    void formulasStandBesideTheirGradients()
    {
        const Record recording = support::quadraticRecording();
        const StageModel model = modelOf(*recording);
        const engine::PassId pass{0};
        const engine::NodeId x = recording->passes[0].sources[0];
        const auto text = [](const engine::FormulaText* formula) {
            return formula ? QString::fromStdString(formula->text) : QString();
        };
        QCOMPARE(text(model.formulas->gradient(pass, x, 0)), QString());
        QCOMPARE(text(model.formulas->gradient(pass, x, 1)), QStringLiteral("2x"));
        QCOMPARE(text(model.formulas->gradient(pass, x, 2)), QStringLiteral("4x"));
        const StageBox& box = model.boxes[static_cast<std::size_t>(model.boxOf(x))];
        QVERIFY(!box.formulaArea.isEmpty());
        QVERIFY(box.formulaArea.top() >= box.slotArea.bottom());
        QVERIFY(box.statusArea.top() >= box.formulaArea.bottom());
        QVERIFY(QRectF(QPointF(), box.size).contains(box.statusArea));
        int labelled = 0;
        for (const StageEdge& edge : model.edges) {
            for (const EdgeArrival& arrival : edge.contributions) {
                const QString formula =
                    text(model.formulas->contribution(arrival.pass, arrival.index));
                const bool isOfX =
                    recording->passes[0].contributions[static_cast<std::size_t>(arrival.index)].to
                    == x;
                if (isOfX) {
                    QCOMPARE(formula, QStringLiteral("2x"));
                    QVERIFY(edge.hasFormula);
                    ++labelled;
                }
            }
        }
        QCOMPARE(labelled, 2);
        QVERIFY(!model.formulas->tex().empty());
    }

    /// Thousands of gradients are for the inspector, one at a time.
    void longTakesHaveNoFormulasInThePicture()
    {
        const Record recording = support::record(
            {"import tensorflow as tf\nx = tf.Variable(1.5)\nwith tf.GradientTape() as t:\n    y = "
             "x\n    for i in range(300):\n        y = y * x\nt.gradient(y, x)"});
        QVERIFY(modelOf(*recording).formulas->tex().empty());
    }

    void aSecondPassGoesAnotherWay()
    {
        const Record recording = support::persistentRecording();
        const StageModel model = modelOf(*recording);
        const int first = firstWith(
            *recording, model, QString::fromUtf8("∂z/∂x complete 2/2 [[0.], [4.], [32.], [108.]]"));
        const int second = firstWith(
            *recording, model, QString::fromUtf8("∂y/∂x complete 2/2 [[0.], [2.], [4.], [6.]]"));
        QVERIFY(first > 0);
        QVERIFY(second > first);
        QVERIFY(
            !stageText(*recording, model, first).contains(QStringLiteral("no gradient passes")));
        QVERIFY(stageText(*recording, model, second)
                    .contains(QStringLiteral("z [no gradient passes]")));
    }

    void lapsAndUnrecordedOperations()
    {
        const Record recording = support::controlFlowRecording();
        const StageModel model = openModelOf(*recording);
        QCOMPARE(std::count_if(model.frames.begin(), model.frames.end(),
                               [&](const StageFrame& frame) {
                                   return model.groups->at(frame.group).kind
                                       == engine::Group::Kind::Lap;
                               }),
                 10);
        const QString end = stageText(*recording, model, recording->stepCount());
        QVERIFY(end.contains(QStringLiteral("divide [not recorded] = [[2048.]]")));
        QVERIFY(end.contains(QStringLiteral("c [operation on the tape] = [[1433.6]]")));
    }

    void aClosedLoopIsOneCardThatFollowsItsLaps()
    {
        const Record recording = support::controlFlowRecording();
        const StageModel model = modelOf(*recording);
        QVERIFY(model.boxes.size() < 16);
        const auto has = [&](const char* part) {
            return firstWith(*recording, model, QString::fromUtf8(part));
        };
        const int first = has("group: lap 1 of 10 | while tf.norm(b) < 1000 | b = [[2.8]] <- now");
        const int third = has("group: lap 3 of 10 | while tf.norm(b) < 1000 | b = [[11.2]] <- now");
        QVERIFY(first > 0);
        QVERIFY(third > first);
        // The sweep goes through the laps from the last to the first.
        const int back = has(
            "group: lap 9 of 10 | while tf.norm(b) < 1000 | b = [[716.8]] ; ∂c/∂b = [[2.]] <- now");
        QVERIFY(back > third);
        QVERIFY(has("lap 2 of 10 | while tf.norm(b) < 1000 | b = [[5.6]] ; ∂c/∂b = [[256.]] <- now")
                > back);
        const QString end = stageText(*recording, model, recording->stepCount());
        QVERIFY2(end.contains(QString::fromUtf8(
                     "group: 10 laps | while tf.norm(b) < 1000 | b = [[1433.6]] ; ∂c/∂b = [[1.]]")),
                 qPrintable(end));
    }

    void aCoilOpensLapByLap()
    {
        const Record recording = support::controlFlowRecording();
        const int take = lastTake(*recording);
        const engine::Groups groups = engine::groupsOf(*recording, take);
        const auto loop =
            static_cast<int>(std::find_if(groups.groups.begin(), groups.groups.end(),
                                          [](const engine::Group& group) {
                                              return group.kind == engine::Group::Kind::Loop;
                                          })
                             - groups.groups.begin());
        Folding folding = defaultFolding(groups);
        std::size_t before = buildStageModel(*recording, take, folding).boxes.size();
        for (int lap = 1; lap <= 10; ++lap) {
            folding = opened(groups, folding, loop);
            const StageModel model = buildStageModel(*recording, take, folding);
            QVERIFY(model.boxes.size() > before);
            before = model.boxes.size();
            const QString text = stageText(*recording, model, recording->stepCount());
            QCOMPARE(text.contains(QStringLiteral("group: laps %1 to 10").arg(lap + 1)), lap < 9);
            QCOMPARE(text.contains(QStringLiteral("group: lap 10 of 10")), lap == 9);
        }
        QCOMPARE(folding, everythingOpen(groups));
        const auto textOf = [&](const Folding& shown) {
            return stageText(*recording, buildStageModel(*recording, take, shown),
                             recording->stepCount());
        };
        QCOMPARE(textOf(closed(groups, folding, loop)), textOf(defaultFolding(groups)));
    }

    void aParameterOfAClosedLoopGetsTheSumOfItsLaps()
    {
        const Record recording = chainWithOneParameter();
        const StageModel model = modelOf(*recording);
        const auto edge =
            std::find_if(model.edges.begin(), model.edges.end(), [&](const StageEdge& each) {
                return model.boxes[static_cast<std::size_t>(each.from)].kind == BoxKind::Variable;
            });
        QVERIFY(edge != model.edges.end());
        QCOMPARE(edge->uses.size(), std::size_t(12));
        const EdgeState end = edgeState(*recording, model, *edge, recording->stepCount());
        QCOMPARE(end.phase, EdgePhase::Arrived);
        QCOMPARE(end.contribution->ordinal, 12);
        QCOMPARE(end.contribution->sum.at(0), recording->passes.back().results.front()->at(0));
        int grown = 0;
        for (int k = 0; k <= recording->stepCount(); ++k) {
            const EdgeState state = edgeState(*recording, model, *edge, k);
            grown = std::max(grown, state.contribution ? state.contribution->ordinal : 0);
            QCOMPARE(state.contribution ? state.contribution->ordinal : 0, grown);
        }
    }

    void theBranchNotTakenIsAGhost()
    {
        const Record recording = support::controlFlowRecording();
        const StageModel model = modelOf(*recording);
        const int unborn = firstWith(*recording, model, QStringLiteral("ghost: c = 100 * b"));
        QCOMPARE(unborn, 0);
        const int now = firstWith(*recording, model, QStringLiteral("was True <- now"));
        QVERIFY2(now > 0, qPrintable(stageText(*recording, model, recording->stepCount())));
        const engine::Step* const step = engine::stepAt(*recording, now);
        QCOMPARE(step->kind, engine::StepKind::BranchTaken);
        QVERIFY(stageText(*recording, model, now - 1).contains(QStringLiteral("was True unborn")));
        QVERIFY(stageText(*recording, model, now).contains(QStringLiteral("-> ghost")));
    }

    void whatIsClosedIsFoundInItsCard()
    {
        const Record recording = support::controlFlowRecording();
        const StageModel model = modelOf(*recording);
        for (const engine::NodeId node : recording->takes.back().nodes) {
            const int box = model.boxShowing(node);
            if (model.boxOf(node) >= 0)
                QCOMPARE(box, model.boxOf(node));
            else if (box >= 0)
                QCOMPARE(model.boxes[static_cast<std::size_t>(box)].kind, BoxKind::Group);
        }
    }

    void aLeafFarAwayIsDrawnAgain()
    {
        const Record recording = chainWithOneParameter();
        const StageModel model = openModelOf(*recording);
        const auto standIns = std::count_if(model.boxes.begin(), model.boxes.end(),
                                            [](const StageBox& box) { return box.isAlias; });
        QVERIFY(standIns > 0);
        const auto standIn = std::find_if(model.boxes.begin(), model.boxes.end(),
                                          [](const StageBox& box) { return box.isAlias; });
        QVERIFY(model.boxOf(standIn->node) >= 0);
        QVERIFY(!model.boxes[static_cast<std::size_t>(model.boxOf(standIn->node))].isAlias);
        QVERIFY(!isBoxBorn(*recording, *standIn,
                           engine::isBorn(*recording, standIn->user, 0) ? -1 : 0));
    }

    void theStateDoesNotDependOnTheWay_data() { samples_data(); }
    void theStateDoesNotDependOnTheWay()
    {
        QFETCH(Record, recording);
        QFETCH(bool, isOpen);
        const StageModel model = isOpen ? openModelOf(*recording) : modelOf(*recording);
        QStringList walked;
        for (int k = 0; k <= recording->stepCount(); ++k)
            walked << stageText(*recording, model, k);
        QVERIFY(QSet<QString>(walked.begin(), walked.end()).size() > 5);
        for (int k = recording->stepCount(); k >= 0; k -= 3)
            QCOMPARE(stageText(*recording, model, k), walked[k]);
    }

    void layoutIsReproducible()
    {
        const Record recording = support::controlFlowRecording();
        const StageModel once = openModelOf(*recording);
        const StageModel again = openModelOf(*recording);
        for (std::size_t i = 0; i < once.boxes.size(); ++i)
            QCOMPARE(once.boxes[i].rect, again.boxes[i].rect);
        for (std::size_t i = 0; i < once.edges.size(); ++i)
            QCOMPARE(once.edges[i].path, again.edges[i].path);
    }

    void brokenAnswersOfDotAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no json") << QByteArray("Error: <stdin>: syntax error");
        QTest::newRow("a box is missing")
            << QByteArray(R"({"objects":[{"name":"n0","pos":"1,2"}],"edges":[]})");
        QTest::newRow("a strange box")
            << QByteArray(R"({"objects":[{"name":"n99","pos":"1,2"}],"edges":[]})");
    }
    void brokenAnswersOfDotAreRefused()
    {
        QFETCH(QByteArray, json);
        const Record recording = support::quadraticRecording();
        QVERIFY(!readDotJson(
            json, buildStageModel(*recording, static_cast<int>(recording->takes.size()) - 1)));
    }

    void withoutDotThereIsAPlainLayoutThatSaysSo()
    {
        const Record recording = support::quadraticRecording();
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", "/nonexistent");
        const StageModel model = modelOf(*recording);
        qputenv("PATH", path);
        QVERIFY(model.isArranged);
        QVERIFY(model.layoutProblem.contains(QStringLiteral("graphviz")));
        QVERIFY(!model.bounds.isEmpty());
    }

    void aTakeThatDoesNotExistIsAnEmptyPicture()
    {
        const Record recording = support::quadraticRecording();
        QVERIFY(buildStageModel(*recording, -1).boxes.empty());
        QVERIFY(buildStageModel(*recording, 99).boxes.empty());
    }
};

QTEST_MAIN(StageModelTest)
#include "tst_stagemodel.moc"

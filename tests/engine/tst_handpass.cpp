#include <QTest>

#include <random>

#include "engine/learning/handpass.h"
#include "engine/recording/questions.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

std::shared_ptr<const Recording> fanOut()
{
    return support::record({"import tensorflow as tf\nx = tf.constant(3.)\n"
                            "with tf.GradientTape() as t:\n    t.watch(x)\n"
                            "    a = x * x\n    b = 2. * x\n    y = a * b\ng = t.gradient(y, x)"});
}

std::string numbersOf(const Tensor& tensor)
{
    std::string text = "[";
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        text += (i ? ", " : "") + std::to_string(tensor.at(i));
    return text + "]";
}

/// Plays to the end, choosing among the legal nodes at random.
bool play(HandPass& game, std::mt19937& random)
{
    const GradientPass& pass = game.recording().passes[std::size_t(game.pass().index)];
    for (int move = 0; move < 500 && !game.isDone(); ++move) {
        if (game.adding().isValid()) {
            Tensor sum = *game.gradient(game.adding());
            // The last contribution that was sent belongs on top; try all until one fits.
            bool added = false;
            for (const Contribution& contribution : pass.contributions) {
                if (added || contribution.to != game.adding())
                    continue;
                std::vector<double> numbers;
                std::string text = "[";
                for (std::int64_t i = 0; i < sum.size(); ++i)
                    text += (i ? ", " : "") + std::to_string(sum.at(i) + contribution.amount.at(i));
                added = game.add(text + "]").accepted;
            }
            if (!added)
                return false;
            continue;
        }
        if (!game.messages().empty()) {
            const auto open = game.messages();
            const HandPass::Message message = open[random() % open.size()];
            const Tensor& amount =
                pass.contributions[std::size_t(message.contribution)].amount;
            if (!game.send(message.contribution, numbersOf(amount)).accepted)
                return false;
            continue;
        }
        std::vector<NodeId> nodes = game.nodes();
        std::shuffle(nodes.begin(), nodes.end(), random);
        bool chosen = false;
        for (const NodeId node : nodes)
            chosen = chosen || game.choose(node).accepted;
        if (!chosen)
            return false;
    }
    return game.isDone();
}

NodeId called(const HandPass& game, const std::string& name)
{
    for (const NodeId node : game.nodes()) {
        if (labelAt(game.recording(), node, game.recording().stepCount()) == name)
            return node;
    }
    return {};
}

QString text(const HandPass::Reply& reply)
{
    return QString::fromStdString(reply.text.english);
}

} // namespace

class HandPassTest : public QObject
{
    Q_OBJECT

private slots:
    void anyLegalOrderLeadsToTheGradient()
    {
        std::mt19937 random(5);
        for (const auto& recording : {support::quadraticRecording(), support::persistentRecording(),
                                      support::controlFlowRecording(), fanOut()}) {
            for (std::size_t p = 0; p < recording->passes.size(); ++p) {
                for (int round = 0; round < 4; ++round) {
                    HandPass game(recording, {int(p)});
                    QVERIFY(!game.isDone());
                    QVERIFY(play(game, random));
                    const GradientPass& pass = recording->passes[p];
                    for (std::size_t s = 0; s < pass.sources.size(); ++s) {
                        const auto gradient = game.gradient(pass.sources[s]);
                        QVERIFY(gradient && pass.results[s]);
                        for (std::int64_t i = 0; i < gradient->size(); ++i)
                            QVERIFY(std::abs(gradient->at(i) - pass.results[s]->at(i)) < 1e-3);
                    }
                }
            }
        }
    }

    void illegalMovesGetTheirReason()
    {
        HandPass game(fanOut(), {0});
        const NodeId y = called(game, "y");
        const NodeId a = called(game, "a");
        const NodeId x = called(game, "x");
        QVERIFY(text(game.choose(a)).contains("still waits: 0 of 1"));
        QVERIFY(text(game.choose({0})).contains("not on a way") || game.nodes().back() == NodeId{0});
        QVERIFY(text(game.send(0, "1")).contains("not to be sent now"));
        QVERIFY(text(game.add("1")).contains("nothing to add"));
        QVERIFY(game.choose(y).accepted);
        QVERIFY(text(game.choose(a)).contains("First send everything"));

        // y = a * b: a gets b = 6, b gets a = 9.
        const auto toA = game.messages().at(0);
        QVERIFY(toA.to == a);
        QVERIFY(text(game.send(toA.contribution, "9")).contains("value that was computed"));
        QVERIFY(text(game.send(toA.contribution, "-6")).contains("the sign is not"));
        QVERIFY(text(game.send(toA.contribution, "1")).contains("factor is missing"));
        QVERIFY(text(game.send(toA.contribution, "hm")).contains("neither a number"));
        QVERIFY(text(game.send(toA.contribution, "[6, 6]")).contains("shape does not fit"));
        QVERIFY(game.send(toA.contribution, "b").accepted); // an expression of the program
        QVERIFY(game.send(game.messages().at(0).contribution, "9").accepted);
        QVERIFY(!game.chosen().isValid());
        QVERIFY(text(game.choose(y)).contains("has run already"));
        QVERIFY(text(game.choose(x)).contains("still waits: 0 of 3"));

        QVERIFY(game.choose(a).accepted); // a = x * x, two messages to x
        QVERIFY(game.send(game.messages().at(0).contribution, "6 * x").accepted);
        QVERIFY(game.send(game.messages().at(0).contribution, "18").accepted);
        QVERIFY(game.adding() == x);
        QVERIFY(text(game.choose(called(game, "b"))).contains("First add up"));
        QVERIFY(text(game.add("18")).contains("Not the sum"));
        QVERIFY(game.add("36").accepted);
        QVERIFY(!game.isDone());
        QVERIFY(game.choose(called(game, "b")).accepted);
        QVERIFY(game.send(game.messages().at(0).contribution, "18").accepted);
        QVERIFY(game.add("54").accepted);
        QVERIFY(game.isDone());
        QVERIFY(text(game.choose(x)).contains("is a source"));
        QCOMPARE(game.gradient(x)->at(0), 54.);
    }

    /// A message may be algebra as on paper; what it means is compared, not how it is spelt.
    void algebraIsComparedByMeaning_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("isRight");
        // y = a * b with a = x * x and b = 2 * x at 3: a gets b, then x gets b * x twice.
        for (const char* right : {"2x·x", "2x²", "x·2x", "2x^2", "bx", "b·x", "x² + x²", "3x² − x²",
                                  "a + x²", "6x", "2·9"})
            QTest::newRow(right) << QString::fromUtf8(right) << true;
        for (const char* wrong : {"2x", "x²", "4x²", "−2x²", "bx + 1", "b", "6"})
            QTest::newRow(wrong) << QString::fromUtf8(wrong) << false;
    }

    void algebraIsComparedByMeaning()
    {
        QFETCH(QString, typed);
        QFETCH(bool, isRight);
        HandPass game(fanOut(), {0});
        const NodeId a = called(game, "a");
        const NodeId x = called(game, "x");
        QVERIFY(game.choose(called(game, "y")).accepted);
        QVERIFY(game.send(game.messages().at(0).contribution, "2x").accepted); // b, to a
        QVERIFY(game.send(game.messages().at(0).contribution, "x²").accepted); // a, to b
        QVERIFY(game.choose(a).accepted);
        QCOMPARE(game.messages().at(0).to, x);
        const auto reply = game.send(game.messages().at(0).contribution, typed.toStdString());
        QVERIFY2(reply.accepted == isRight, reply.text.english.c_str());
        QCOMPARE(game.arrived(x), isRight ? 1 : 0);
        if (!isRight)
            return;
        // The sum, too; and the gradient is the number it means.
        QVERIFY(game.send(game.messages().at(0).contribution, typed.toStdString()).accepted);
        QVERIFY(!game.add("2x²").accepted);
        QVERIFY(game.add("4x²").accepted);
        QCOMPARE(game.gradient(x)->at(0), 36.);
    }

    void hintsFade()
    {
        HandPass game(fanOut(), {0});
        QVERIFY(QString::fromStdString(game.hint().english).contains("not yet sent on: y"));
        std::mt19937 random(1);
        QVERIFY(play(game, random));
        QVERIFY(game.goodMoves() > 8);
        HandPass later(fanOut(), {0});
        QVERIFY(later.choose(called(later, "y")).accepted);
        const QString early = QString::fromStdString(later.hint().english);
        QVERIFY2(early.startsWith("The rule says: "), qPrintable(early));
        QVERIFY(later.send(later.messages().at(0).contribution, "6").accepted);
        QVERIFY(later.send(later.messages().at(0).contribution, "9").accepted);
        QVERIFY(later.choose(called(later, "b")).accepted);
        const QString late = QString::fromStdString(later.hint().english);
        QVERIFY2(late.startsWith("What came from above"), qPrintable(late));
    }

    void newNumbersForAnotherTry()
    {
        const auto recording = fanOut();
        const auto again = withNewNumbers(*recording, {0}, 3);
        QVERIFY(again);
        QVERIFY(again->passes[0].contributions.size() == recording->passes[0].contributions.size());
        QVERIFY(again->passes[0].results[0]->at(0) != 54.
                || again->cellRuns[0].source != recording->cellRuns[0].source);
        QVERIFY(again->cellRuns[0].source.find("tf.constant(") != std::string::npos);
        const auto same = withNewNumbers(*recording, {0}, 3);
        QCOMPARE(same->cellRuns[0].source, again->cellRuns[0].source);
        std::mt19937 random(2);
        HandPass game(again, {0});
        QVERIFY(play(game, random));
    }
};

QTEST_APPLESS_MAIN(HandPassTest)
#include "tst_handpass.moc"

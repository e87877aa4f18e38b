#include <QtTest>

#include "engine/recording/groups.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

QString textOf(const Recording& recording, const Groups& groups)
{
    QStringList lines;
    for (const Group& group : groups.groups) {
        QString line;
        for (int parent = group.parent; parent >= 0; parent = groups.at(parent).parent)
            line += QStringLiteral("  ");
        switch (group.kind) {
        case Group::Kind::Loop:
            line += QStringLiteral("loop of %1").arg(group.laps);
            break;
        case Group::Kind::Lap:
            line += QStringLiteral("lap %1 of %2").arg(group.lap).arg(group.laps);
            break;
        case Group::Kind::Call:
            line += QStringLiteral("call of %1").arg(QString::fromStdString(group.name));
            break;
        case Group::Kind::Pass:
            line += QStringLiteral("pass %1").arg(group.pass.index);
            break;
        }
        QStringList nodes;
        for (const NodeId node : group.nodes) {
            const std::string_view name = pythonName(recording.graph.node(node).op);
            nodes << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        }
        lines << line + QStringLiteral(": ") + nodes.join(QLatin1Char(' '));
    }
    return lines.join(QLatin1Char('\n'));
}

QString groupsText(const std::vector<std::string>& cells)
{
    const auto recording = support::record(cells);
    return textOf(*recording, groupsOf(*recording, static_cast<int>(recording->takes.size()) - 1));
}

} // namespace

class GroupsTest : public QObject
{
    Q_OBJECT

private slots:
    void programs_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("groups");
        QTest::newRow("straight") << "x = tf.constant(1.)\ny = x * x"
                                  << "";
        QTest::newRow("for")
            << "x = tf.constant(1.)\nfor i in range(2):\n    x = x * x\ny = tf.exp(x)"
            << "loop of 2: \n  lap 1 of 2: multiply\n  lap 2 of 2: multiply";
        QTest::newRow("a while's test belongs to its lap")
            << "x = tf.constant(3.)\nwhile tf.exp(x) < 1000.:\n    x = tf.square(x)"
            << "loop of 1: exp constant less\n  lap 1 of 1: exp constant less square";
        QTest::newRow("nested loops")
            << "x = tf.constant(1.)\nfor i in range(2):\n    for j in range(1):\n        x = "
               "tf.exp(x)\n    x = tf.square(x)"
            << "loop of 2: \n  lap 1 of 2: square\n    loop of 1: \n      lap 1 of 1: exp\n  lap 2 "
               "of "
               "2: square\n    loop of 1: \n      lap 1 of 1: exp";
        QTest::newRow("break")
            << "x = tf.constant(1.)\nfor i in range(9):\n    x = tf.exp(x)\n    if i "
               "== 1:\n        break\nx = tf.square(x)"
            << "loop of 2: \n  lap 1 of 2: exp\n  lap 2 of 2: exp";
        QTest::newRow("calls")
            << "def g(a):\n    return tf.exp(a)\ndef f(a):\n    b = g(a)\n    return "
               "g(b) + a\ny = f(tf.constant(1.))"
            << "call of f: add\n  call of g: exp\n  call of g: exp";
        QTest::newRow("return from a loop")
            << "def f(a):\n    for i in range(5):\n        a = tf.exp(a)\n        return a\ny = "
               "tf.square(f(tf.constant(1.)))"
            << "call of f: \n  loop of 1: \n    lap 1 of 1: exp";
        QTest::newRow("a call in the test")
            << "def small(v):\n    return tf.exp(v) < 1000.\nx = tf.constant(3.)\nwhile "
               "small(x):\n   "
               " x = tf.square(x)"
            << "loop of 1: \n  lap 1 of 1: square\n    call of small: exp constant less\n  call of "
               "small: exp constant less";
    }
    void programs()
    {
        QFETCH(QString, source);
        QFETCH(QString, groups);
        QCOMPARE(groupsText({"import tensorflow as tf\n" + source.toStdString()}), groups);
    }

    void aFailureEndsWhatIsOpen()
    {
        QCOMPARE(
            groupsText({"import tensorflow as tf\ndef f(a):\n    for i in range(5):\n        a = "
                        "tf.exp(a)\n        a = a @ a\nf(tf.constant(1.))"}),
            QStringLiteral("call of f: \n  loop of 1: \n    lap 1 of 1: exp"));
    }

    void everyNodeHasItsPlace()
    {
        const auto recording = support::controlFlowRecording();
        const int take = static_cast<int>(recording->takes.size()) - 1;
        const Groups groups = groupsOf(*recording, take);
        int inside = 0;
        for (const NodeId node : recording->takes[static_cast<std::size_t>(take)].nodes) {
            const std::vector<int> around = groups.around(node);
            const int bornIn = recording->nodes[static_cast<std::size_t>(node.index)].bornAt - 1;
            for (std::size_t i = 0; i < around.size(); ++i) {
                const Group& group = groups.at(around[i]);
                QVERIFY(group.firstStep <= bornIn && bornIn < group.stepEnd);
                QCOMPARE(group.parent, i == 0 ? -1 : around[i - 1]);
                QVERIFY(groups.isInside(groups.innermost(node), around[i]));
                ++inside;
            }
        }
        QVERIFY(inside > 40);
        QCOMPARE(std::count_if(groups.groups.begin(), groups.groups.end(),
                               [](const Group& group) { return group.kind == Group::Kind::Lap; }),
                 10);
    }

    void innerPassesAreGroups()
    {
        const QString text = groupsText(
            {"import tensorflow as tf\nx = tf.Variable(3.)\nwith tf.GradientTape() as o:\n    with "
             "tf.GradientTape() as i:\n        y = x * x\n    g = i.gradient(y, x)\nh = "
             "o.gradient(g, "
             "x)"});
        QVERIFY2(text.startsWith(QStringLiteral("pass 0: ")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("multiply")));
        QVERIFY(text.contains(QStringLiteral("pass 1: ")));
    }

    void aTakeThatDoesNotExistHasNone()
    {
        const auto recording = support::quadraticRecording();
        QCOMPARE(groupsOf(*recording, -1).size(), 0);
        QCOMPARE(groupsOf(*recording, 99).size(), 0);
    }
};

QTEST_APPLESS_MAIN(GroupsTest)
#include "tst_groups.moc"

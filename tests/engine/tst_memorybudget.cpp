#include <QTest>

#include "engine/recording/session.h"

using namespace engine;

namespace {

/// Runs one cell with 10 MiB for its tensors; the failure, or nothing.
std::optional<Diagnostic> failureOf(const std::string& source)
{
    Lesson lesson;
    Cell cell;
    cell.source = "import tensorflow as tf\nimport numpy as np\n" + source;
    lesson.cells.push_back(cell);
    const lang::StopFlag stop;
    lang::Limits limits;
    limits.memoryBytes = 10 << 20;
    return Session(stop, limits).run(lesson, {})->cellRuns.front().failure;
}

} // namespace

/// A run stops before it takes more memory than it may, and says which tensor was too much.
class TestMemoryBudget : public QObject
{
    Q_OBJECT

private slots:
    void refuses_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("shape");
        const auto row = [](const char* source, const char* shape) { QTest::newRow(source) << QString(source) << QString(shape); };
        row("kept = []\nfor i in range(100): kept.append(tf.ones([500, 1000]))", "(500, 1000) and dtype float32 would take 2000000 bytes");
        row("kept = []\nfor i in range(100): kept.append(np.ones([500, 500]) * 2)", "(500, 500) and dtype float64 would take 2000000 bytes");
        row("tf.ones([2000, 1]) * tf.ones([2000])", "(2000, 2000) and dtype float32 would take 16000000 bytes");
        row("tf.one_hot(tf.zeros([3000], tf.int32), 3000)", "(3000, 3000)");
        row("tf.tile(tf.ones([1, 3000]), [3000, 1])", "(3000, 3000)");
        row("tf.repeat(tf.ones([3000]), 3000)", "(9000000,)");
        row("tf.broadcast_to(1.0, [3000, 3000])", "(3000, 3000)");
        row("tf.matmul(tf.ones([3000, 1]), tf.ones([1, 3000]))", "(3000, 3000)");
        row("tf.einsum('i,j->ij', tf.ones([3000]), tf.ones([3000]))", "(3000, 3000)");
        row("tf.tensordot(tf.ones([3000]), tf.ones([3000]), 0)", "(3000, 3000)");
        row("tf.linalg.diag(tf.ones([3000]))", "(3000, 3000)");
        row("tf.pad(tf.ones([10]), [[0, 9000000]])", "(9000010,)");
        row("tf.eye(3000)", "(3000, 3000)");
        row("tf.range(9000000)", "(9000000,)");
        row("tf.linspace(0.0, 1.0, 9000000)", "(9000000,)");
        row("tf.random.normal([3000, 3000])", "(3000, 3000)");
        row("tf.meshgrid(tf.range(3000), tf.range(3000))", "(3000, 3000)");
        row("tf.stack([tf.ones([1000000])] * 3)", "(3, 1000000)");
        row("np.outer(np.ones(3000), np.ones(3000))", "(3000, 3000)");
        row("np.zeros((3000, 3000))", "(3000, 3000)");
        row("np.arange(9000000)", "(9000000,)");
        row("np.ones((3000, 1)) + np.ones(3000)", "(3000, 3000)");
        row("np.eye(3000)", "(3000, 3000)");
        row("x = tf.Variable(tf.ones([1000]))\nwith tf.GradientTape() as t: y = x * 2\nt.jacobian(y, x)", "would take");
    }
    void refuses()
    {
        QFETCH(QString, source);
        QFETCH(QString, shape);
        const auto failure = failureOf(source.toStdString());
        QVERIFY(failure.has_value());
        const QString message = QString::fromStdString(failure->message);
        QCOMPARE(QString::fromStdString(failure->kind), QStringLiteral("MemoryLimit"));
        QVERIFY2(message.contains(shape), qPrintable(message));
        QVERIFY2(message.contains(QStringLiteral("of the 10 MiB it may use")), qPrintable(message));
        QVERIFY(!failure->hint.english.empty() && !failure->hint.chinese.empty());
    }

    /// A limit is no exception: a cell cannot go on by catching it, whatever asked for the memory.
    void isNotCaught_data()
    {
        QTest::addColumn<QString>("source");
        for (const char* source : {"tf.ones([3000, 3000])", "tf.ones([3000, 1]) * tf.ones([3000])", "np.zeros((3000, 3000))",
                                   "np.ones((3000, 1)) + np.ones(3000)", "np.outer(np.ones(3000), np.ones(3000))",
                                   "np.linalg.inv(np.eye(1100) + 0.0)", "tf.Variable(np.ones(3000)) * tf.ones([3000, 1], tf.float64)",
                                   "t.jacobian(y, x)", "t.gradient(z, x)"})
            QTest::newRow(source) << QString(source);
    }
    void isNotCaught()
    {
        QFETCH(QString, source);
        const auto failure = failureOf("x = tf.Variable(tf.ones([2000]))\n"
                                       "with tf.GradientTape(persistent=True) as t:\n"
                                       "    y = x * 2\n"
                                       "    z = tf.reduce_sum(tf.gather(tf.reshape(x, [1, 2000]), tf.zeros([700], tf.int32)))\n"
                                       "def attempt():\n"
                                       "    try:\n"
                                       "        "
                                       + source.toStdString()
                                       + "\n"
                                         "    except Exception as e:\n"
                                         "        print('caught', e)\n"
                                         "    except:\n"
                                         "        print('caught')\n"
                                         "attempt()\nraise RuntimeError('went on')");
        QVERIFY(failure.has_value());
        QCOMPARE(QString::fromStdString(failure->kind), QStringLiteral("MemoryLimit"));
    }

    void allows_data()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("arrays that are dropped") << "for i in range(100): x = np.ones([500, 500])";
        QTest::newRow("most of it") << "x = tf.ones([2000000])";
    }
    void allows()
    {
        QFETCH(QString, source);
        const auto failure = failureOf(source.toStdString());
        QVERIFY2(!failure, failure ? failure->message.c_str() : "");
    }

    void namesTheOperation()
    {
        const auto failure = failureOf("tf.ones([2000, 1]) * tf.ones([2000])");
        QVERIFY(failure.has_value());
        QVERIFY2(failure->message.ends_with("[Op:Mul]"), failure->message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestMemoryBudget)
#include "tst_memorybudget.moc"

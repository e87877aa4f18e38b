#include <QFile>
#include <QTest>

#include "support/samplerecording.h"

namespace {

/// One entry of tests/golden/error_texts.txt.
struct Entry
{
    QString title;
    QString cell;
    QStringList printed;
    QStringList warnings;
    QString error; ///< empty: the cell must not fail
};

std::vector<Entry> entries()
{
    QFile file(QStringLiteral(SOURCE_DIR "/tests/golden/error_texts.txt"));
    std::vector<Entry> all;
    if (!file.open(QIODevice::ReadOnly))
        return all;
    for (const QString& line : QString::fromUtf8(file.readAll()).split('\n')) {
        const QString text = line.mid(3);
        if (line.startsWith('[') && line.endsWith(']'))
            all.push_back({line.mid(1, line.size() - 2), {}, {}, {}, {}});
        else if (all.empty())
            continue; // the explanation at the top
        else if (line.startsWith(QStringLiteral("!! ")))
            all.back().error = QString(text).replace(QStringLiteral("\\n"), QStringLiteral("\n"));
        else if (line.startsWith(QStringLiteral("?? ")))
            all.back().warnings << text;
        else if (line.startsWith(QStringLiteral(">> ")))
            all.back().printed << text;
        else
            all.back().cell += line + '\n';
    }
    return all;
}

QStringList linesOf(const engine::CellRun& run, engine::Output::Kind kind)
{
    QString text;
    for (const engine::Output& output : run.outputs) {
        if (output.kind == kind)
            text += QString::fromStdString(output.text);
    }
    return text.split('\n', Qt::SkipEmptyParts);
}

} // namespace

/// What each mistake says, and the rules around it, word for word.
class TestErrorTexts : public QObject
{
    Q_OBJECT

private slots:
    void says_data()
    {
        QTest::addColumn<int>("index");
        const auto all = entries();
        QVERIFY(all.size() > 100);
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(qPrintable(all[i].title)) << static_cast<int>(i);
    }

    void says()
    {
        QFETCH(int, index);
        const Entry entry = entries()[static_cast<std::size_t>(index)];
        QVERIFY2(!entry.error.isEmpty() || !entry.printed.isEmpty() || !entry.warnings.isEmpty(), "expects nothing");
        const QString source = QStringLiteral("import tensorflow as tf\nimport numpy as np\n") + entry.cell;
        const auto recording = support::record({source.toStdString()});
        const engine::CellRun& run = recording->cellRuns.front();
        const QString error =
            run.failure ? QString::fromStdString(run.failure->kind + ": " + run.failure->message) : QString();
        QCOMPARE(error, entry.error);
        QCOMPARE(linesOf(run, engine::Output::Kind::Stdout), entry.printed);
        QCOMPARE(linesOf(run, engine::Output::Kind::Stderr), entry.warnings);
        if (run.failure)
            QCOMPARE(run.failure->hint.english.empty(), run.failure->hint.chinese.empty());
    }

    /// Where the learner slipped, the hint names what was meant or what to do.
    void hints_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* cell, const char* named) { QTest::newRow(cell) << QString(cell) << QString(named); };
        row("tf.matmull(1, 2)", "matmul");
        row("tf.reduce_sun([1.0])", "reduce_sum");
        row("tf.math.sqr(1.0)", "sqrt");
        row("tf.nn.softmx([1.0])", "softmax");
        row("tf.linalg.invv([[1.0]])", "inv");
        row("tf.random.normall([2])", "normal");
        row("tf.keras.optimizers.Adm()", "Adam");
        row("np.arrange(3)", "arange");
        row("with tf.GradientTape() as t:\n    t.wach(1)", "watch");
        row("t = tf.GradientTape()\nt.jacobian_(1, 2)", "jacobian");
        row("t = tf.GradientTape()\nt.gradients(1, 2)", "gradient");
        row("x = tf.constant(1.0)\nx.shap", "shape");
        row("v = tf.Variable(1.0)\nv.asign(2.0)", "assign");
        row("tf.ones([2, 2]).T", "tf.transpose");
        row("tf.ones([2]) + tf.ones([3])", "from the right");
        row("tf.ones([2, 3]) @ tf.ones([2, 3])", "(m, k) @ (k, n)");
        row("tf.constant(1) + tf.constant(1.0)", "tf.cast");
        row("tf.constant([[1.0], [1.0, 2.0]])", "same number");
        row("tf.constant([1.0, 2.0])[5]", "0 to 1");
        row("tf.reshape(tf.range(6), [4])", "-1");
        row("v = tf.Variable([1.0, 2.0])\nv[0] = 1", "assign");
        row("v = tf.Variable([1.0, 2.0])\nv += 1.0", "assign_add");
        row("float(tf.ones([2]))", "reduce_");
        row("tf.exp(1)", "float");
        row("tf.log(1.0)", "math.log");
        row("tf.ones([10**6, 10**6])", "smaller");
    }
    void hints()
    {
        QFETCH(QString, cell);
        QFETCH(QString, named);
        const auto recording = support::record({("import tensorflow as tf\nimport numpy as np\n" + cell).toStdString()});
        const auto& failure = recording->cellRuns.front().failure;
        QVERIFY(failure.has_value());
        const QString hint = QString::fromStdString(failure->hint.english);
        QVERIFY2(hint.contains(named), qPrintable(QString::fromStdString(failure->message) + " | " + hint));
        QVERIFY(!failure->hint.chinese.empty());
    }
};

QTEST_APPLESS_MAIN(TestErrorTexts)
#include "tst_errortexts.moc"

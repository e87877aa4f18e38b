#include <QtTest>

#include "engine/recording/backwardprogram.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

QStringList codeOf(const std::vector<BackwardLine>& lines)
{
    QStringList code;
    for (const BackwardLine& line : lines)
        code << QString::fromStdString(line.code);
    return code;
}

QStringList programOf(const std::string& body, const std::string& sources = "x")
{
    const auto recording = support::record(
        {"import tensorflow as tf\nx = tf.Variable([1., 2.])\nz = tf.Variable(3.)\nwith "
         "tf.GradientTape() as t:\n"
         + body + "\ng = t.gradient(y, " + sources + ")"});
    return codeOf(backwardProgram(*recording, {0}));
}

} // namespace

class BackwardProgramTest : public QObject
{
    Q_OBJECT

private slots:
    void firstLesson()
    {
        const auto recording = support::quadraticRecording();
        const std::vector<BackwardLine> lines = backwardProgram(*recording, {0});
        QCOMPARE(lines.size(), std::size_t(5));
        const std::string bar = "\xCC\x84";
        const std::string product = subscriptOf(lines[1].node);
        const std::string transposed = subscriptOf(lines[2].node);
        QCOMPARE(lines[0].code, "y" + bar + " = 1");
        QCOMPARE(lines[1].code, "v" + bar + product + " += y" + bar + " · 2");
        QCOMPARE(lines[2].code, "v" + bar + transposed + " += v" + bar + product + " @ xᵀ");
        QCOMPARE(lines[3].code, "x" + bar + " += v" + transposed + "ᵀ @ v" + bar + product);
        QCOMPARE(lines[4].code, "x" + bar + " += v" + bar + transposed + "ᵀ");
    }

    void rules_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QStringList>("lines");
        const auto row = [](const char* name, const char* body, const QStringList& lines) {
            QTest::newRow(name) << QString::fromUtf8(body) << lines;
        };
        const QString seed =
            QString::fromUtf8("ȳ = 1, 1, …").normalized(QString::NormalizationForm_D);
        row("square", "    y = tf.square(x)", {seed, QStringLiteral("x̄ += ȳ · 2 · x")});
        row("difference, stretched", "    y = x - z",
            {seed, QStringLiteral("x̄ += ȳ"), QStringLiteral("z̄ += sum(−ȳ)")});
        row("quotient", "    y = x / z",
            {seed, QStringLiteral("x̄ += ȳ / z"), QStringLiteral("z̄ += sum(−ȳ · x / z²)")});
        row("mean", "    y = tf.reduce_mean(x)",
            {QStringLiteral("ȳ = 1"), QStringLiteral("x̄ += spread(ȳ) / 2")});
        row("named step", "    h = tf.exp(x)\n    y = tf.sin(h)",
            {seed, QStringLiteral("h̄ += ȳ · cos h"), QStringLiteral("x̄ += h̄ · h")});
    }
    void rules()
    {
        QFETCH(QString, body);
        QFETCH(QStringList, lines);
        for (QString& line : lines)
            line = line.normalized(QString::NormalizationForm_D);
        QStringList program = programOf(body.toStdString(), "[x, z]");
        for (QString& line : program)
            line = line.normalized(QString::NormalizationForm_D);
        QCOMPARE(program, lines);
    }

    void linesRunInStepWithTheSweep()
    {
        const auto recording = support::controlFlowRecording();
        const std::vector<BackwardLine> lines = backwardProgram(*recording, {0});
        const PassFacts& facts = recording->passFacts.front();
        QCOMPARE(lines.size(), facts.arrivedAt.size() + 1);
        QCOMPARE(lines.front().firesAt, facts.beganAt);
        for (std::size_t i = 1; i < lines.size(); ++i) {
            QCOMPARE(lines[i].firesAt, facts.arrivedAt[i - 1]);
            QVERIFY(lines[i].firesAt > lines[i - 1].firesAt);
            QVERIFY(!QString::fromStdString(lines[i].code).contains(QLatin1Char('?')));
        }
    }

    void aLongNameHasOneBar()
    {
        QCOMPARE(QString::fromStdString(barred("loss")),
                 QStringLiteral("l") + QChar(0x304) + QStringLiteral("oss"));
        QCOMPARE(QString::fromStdString(barred("w1")),
                 QStringLiteral("w") + QChar(0x304) + QStringLiteral("1") + QChar(0x304));
        QVERIFY(barred("").empty());
    }

    void aPassThatDoesNotExistHasNoLines()
    {
        const auto recording = support::quadraticRecording();
        QVERIFY(backwardProgram(*recording, {}).empty());
        QVERIFY(backwardProgram(*recording, {9}).empty());
    }

private:
    static std::string subscriptOf(NodeId node)
    {
        std::string text;
        for (const char digit : std::to_string(node.index))
            text += "\xE2\x82" + std::string(1, static_cast<char>(0x80 + (digit - '0')));
        return text;
    }
};

QTEST_APPLESS_MAIN(BackwardProgramTest)
#include "tst_backwardprogram.moc"

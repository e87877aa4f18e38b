#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "engine/learning/answervalue.h"
#include "engine/learning/lessoncheck.h"
#include "engine/learning/lessonlinks.h"
#include "engine/learning/mistakes.h"
#include "engine/lesson/lessonfile.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

const std::string square = R"(```python
import tensorflow as tf
x = tf.constant(3.)
with tf.GradientTape() as t:
    t.watch(x)
    y = x * x
y
```

)";

const std::string gradient = "```python\ndy_dx = t.gradient(y, x)\ndy_dx\n```\n\n";

Lesson lessonFrom(const std::string& text, const std::string& path = "a.md")
{
    const auto result = parseLesson(text, path);
    if (const auto* error = std::get_if<FileError>(&result))
        QTest::qFail(error->text(Language::English).c_str(), __FILE__, __LINE__);
    return std::holds_alternative<Lesson>(result) ? std::get<Lesson>(result) : Lesson();
}

QStringList textsOf(const Findings& findings)
{
    QStringList texts;
    for (const FileError& finding : findings)
        texts << QString::fromStdString(finding.text(Language::English));
    return texts;
}

QStringList check(const std::string& text, const std::string& path = "a.md")
{
    const lang::StopFlag stop;
    return textsOf(checkLesson(lessonFrom(text, path), path, stop));
}

std::string block(const std::string& kind, const std::string& text)
{
    return "```" + kind + "\n" + text + "\n```\n\n";
}

} // namespace

class LessonCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("lesson");
        QTest::addColumn<QString>("finding"); ///< empty: there is none
        const auto row = [](const char* name, const std::string& lesson, const char* finding) {
            QTest::newRow(name) << QByteArray::fromStdString(lesson) << QString::fromUtf8(finding);
        };
        const auto question = [&](const std::string& rest) {
            return square + block("predict", "ask: a\n" + rest) + gradient;
        };
        row("a lesson that is right",
            square + gradient + block("claim", "grad(y, x) == 2*x\ny == 9"), "");
        row("a failing cell", "Text.\n\n```python\na = 1\nb = a + c\n```\n",
            "a.md:5: The cell fails with NameError: name 'c' is not defined");
        row("fails in a function of an earlier cell",
            "```python\ndef f():\n    return 1 / 0\n```\n\n```python\na = 1\nf()\n```\n",
            "a.md:8: The cell fails with ZeroDivisionError: division by zero");

        row("a false claim", square + block("claim", "y == 9\ny == 8"),
            "a.md:12: The claim is false: y == 8");
        row("a claim that fails", square + block("claim", "z == 8"),
            "a.md:11: The claim fails with NameError: name 'z' is not defined");
        row("a formula in any spelling",
            square + gradient + block("claim", "grad(y, x) == 2x\ngrad(y, x) == x + x"), "");
        row("a false formula", square + gradient + block("claim", "grad(y, x) == 3*x"),
            "a.md:16: The claim is false: grad(y, x) is 2x.");
        row("a gradient's number", square + gradient + block("claim", "grad(y, x) == 6"), "");
        row("a gradient's wrong number", square + gradient + block("claim", "grad(y, x) == 7"),
            "a.md:16: The claim is false: grad(y, x) == 7");
        row("no formula", square + gradient + block("claim", "grad(y, x) == 2*q"),
            "a.md:16: \"2*q\" is not understood as a formula of the names in the program.");
        row("a gradient too early", square + block("claim", "grad(y, x) == 2*x") + gradient,
            "a.md:11: No gradient grad(y, x) was asked for by then.");

        row("a number that is right", question("kind: number\nkey: dy_dx\nanswer: 6"), "");
        row("a number that is wrong", question("kind: number\nkey: dy_dx\nanswer: 9"),
            "a.md:14: The answer is 9, but the key gives <tf.Tensor: shape=(), dtype=float32, "
            "numpy=6.0>.");
        row("a number within the tolerance",
            question("kind: number\nkey: dy_dx\nanswer: 6.2\ntolerance: 0.3"), "");
        row("a wrong number that is right",
            question("kind: number\nkey: dy_dx\nanswer: 6\noptions:\n  - text: 6.0"),
            "a.md:16: The wrong answer 6.0 is right.");
        row("a key that fails", question("kind: number\nkey: dz\nanswer: 6"),
            "a.md:13: The key fails with NameError: name 'dz' is not defined");
        row("a key that is no expression", question("kind: number\nkey: a = 6\nanswer: 6"),
            "a.md:13: The key fails with SyntaxError: invalid syntax");
        row("no key", question("kind: number\nanswer: 6"),
            "a.md:11: The question needs a \"key\", an expression that gives the answer, so that "
            "the "
            "answer can be checked.");
        row("None", question("kind: number\nkey: None\nanswer: none"), "");
        row("several numbers", question("kind: number\nkey: \"[x.numpy(), 4]\"\nanswer: [3, 4]"),
            "");
        row("a shape", question("kind: shape\nkey: tf.ones([4, 1]).shape\nanswer: 4x1"), "");
        row("a wrong shape", question("kind: shape\nkey: tf.ones([4, 1]).shape\nanswer: (4,)"),
            "a.md:14: The answer is (4,), but the key gives TensorShape([4, 1]).");
        row("a text", question("kind: text\nkey: t.__class__.__name__\nanswer: Gradient Tape"), "");
        row("a formula", question("kind: formula\nof: grad(y, x)\nanswer: x*2"), "");
        row("a wrong formula", question("kind: formula\nof: grad(y, x)\nanswer: x**2"),
            "a.md:14: The answer x**2 is wrong; the tape gives 2x.");
        row("a wrong formula that is right",
            question("kind: formula\nof: grad(y, x)\nanswer: 2*x\noptions:\n  - text: x + x"),
            "a.md:16: The wrong answer x + x is right.");
        row("a gradient nobody asked for", question("kind: formula\nof: grad(x, y)\nanswer: 1"),
            "a.md:13: No gradient grad(x, y) was asked for by then.");

        row("a choice",
            question("kind: choice\nkey: dy_dx\noptions:\n  - {text: 6, right: true}\n"
                     "  - {text: 9}"),
            "");
        row("a choice of the wrong one",
            question(
                "kind: choice\nkey: dy_dx\noptions:\n  - {text: 9, right: true}\n  - {text: 3}"),
            "a.md:15: The option marked as right is 9, but the key gives <tf.Tensor: shape=(), "
            "dtype=float32, numpy=6.0>.");
        row("a wrong option that is right",
            question("kind: choice\nkey: dy_dx\noptions:\n  - {text: 6, right: true}\n"
                     "  - {text: \"`6.0`\"}"),
            "a.md:16: The wrong option `6.0` is right.");
        row("the same option twice",
            question("kind: choice\noptions:\n  - {text: Yes, right: true}\n  - {text: \"*yes*\"}"),
            "a.md:15: The wrong option *yes* is right.");
        row("a key that asserts",
            question("kind: choice\nkey: dy_dx is not None\noptions:\n  - {text: A number, right: "
                     "true}\n"
                     "  - {text: None}"),
            "");
        row("a key that asserts what is false",
            question(
                "kind: choice\nkey: dy_dx is None\noptions:\n  - {text: nothing, right: true}\n"
                "  - {text: 6}"),
            "a.md:13: The key is False: the option marked as right does not hold.");
        row("formulas to choose from",
            question("kind: choice\nof: grad(y, x)\noptions:\n  - {text: $2x$, right: true}\n"
                     "  - {text: x*2}"),
            "a.md:16: The wrong answer x*2 is right.");

        row("a question after its cell", question("kind: number\nkey: y\nanswer: 9\nafter: 1"),
            "a.md:15: The question comes after the cell that shows its answer.");
        row("a question about no cell", question("kind: number\nkey: y\nanswer: 9\nafter: 7"),
            "a.md:15: There is no code cell 7 in this lesson.");
        row("a question at the end",
            square + block("predict", "ask: a\nkind: number\nkey: y\nanswer: 9"),
            "a.md:11: No code cell follows that could show the answer.");

        const auto exercise = [&](const std::string& rest) {
            return square + block("exercise", "ask: a\n" + rest);
        };
        row("an exercise", exercise("start: z = y\nsolution: z = 2 * y\ncheck: z == 18"), "");
        row("an exercise whose solution fails", exercise("solution: z = 2 * w\ncheck: z == 18"),
            "a.md:12: The solution fails with NameError: name 'w' is not defined");
        row("an exercise whose solution is wrong",
            exercise("solution: z = 3 * y\ncheck: |\n  z > 1\n  z == 18"),
            "a.md:15: The solution does not pass this check: z == 18");
        row("an exercise solved from the start",
            exercise("start: z = 9. + 9.\nsolution: z = 2 * y\ncheck: z == 18"),
            "a.md:12: The exercise is solved before the learner does anything.");
    }

    void findsWhatIsWrong()
    {
        QFETCH(QByteArray, lesson);
        QFETCH(QString, finding);
        const QStringList found = check(lesson.toStdString());
        QCOMPARE(found.join('\n'), finding);
    }

    void comparesStoredOutputs()
    {
        const auto notebook = [](const char* output, const char* tags = "") {
            return QStringLiteral(
                       "{\"cells\": [\n{\"cell_type\": \"code\", \"execution_count\": 1, "
                       "\"metadata\": {\"tags\": [%2]},\n\"outputs\": [%1],\n"
                       "\"source\": [\n\"print(1)\\n\",\n\"print(2)\"]}],\n"
                       "\"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 4}\n")
                .arg(QLatin1String(output), QLatin1String(tags))
                .toStdString();
        };
        const QTemporaryDir dir;
        const auto checked = [&](const std::string& text) {
            const QString path = dir.filePath("a.ipynb");
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(text.c_str()) < 0)
                return QStringList("not written");
            file.close();
            QStringList found = check(text, path.toStdString());
            return found.replaceInStrings(path, "a.ipynb");
        };
        const auto* const stream = R"({"output_type": "stream", "name": "stdout", "text": "%"})";
        const auto said = [&](const char* text) { return QString(stream).replace("%", text); };
        QCOMPARE(checked(notebook(qPrintable(said("1\\n2\\n")))), QStringList());
        QCOMPARE(checked(notebook(qPrintable(said("1\\n") + "," + said("2\\n")))), QStringList());
        QCOMPARE(checked(notebook(qPrintable(said("1\\n3\\n")))),
                 QStringList("a.ipynb:5: The stored output differs: it says \"3\", the cell gives "
                             "\"2\"."));
        QCOMPARE(checked(notebook(qPrintable(said("1\\n3\\n")), "\"nbval-ignore-output\"")),
                 QStringList());
        QCOMPARE(checked(notebook("")).size(), 1);
    }

    void acceptsFailuresThatAreStored()
    {
        const std::string text =
            R"({"cells": [{"cell_type": "code", "execution_count": 1, "metadata": {},
"outputs": [{"output_type": "error", "ename": "NameError", "evalue": "name 'q' is not defined", "traceback": []}],
"source": "q"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})";
        QCOMPARE(check(text, "a.ipynb"), QStringList());
    }

    void findsDeadLinks()
    {
        const QTemporaryDir dir;
        const auto write = [&](const char* name, const char* text) {
            QFile file(dir.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) >= 0;
        };
        QVERIFY(write("b c.md", "# One, two!\n## 第 2 节：链\n## Same\n## Same\n"));
        QVERIFY(write("p.png", ""));
        const std::string path = dir.filePath("a.md").toStdString();
        const Lesson lesson = lessonFrom("---\nneeds: [\"b c\", d]\n---\n"
                                         "# Here\n[a](#here) [b](<b c.md>) ![p](p.png \"title\")\n"
                                         "[c](b%20c.md#one-two) [d](https://example.org/x)\n"
                                         "[e](b%20c.md#第-2-节链) [f](b%20c.md#same-1)\n"
                                         "`[no](link.md)` \\[no](link.md\n\n"
                                         "[g](#there) [h](b%20c.md#three)\n"
                                         "![q](q.png)\n",
                                         path);
        QStringList found = textsOf(checkLinks(lesson, path));
        found.replaceInStrings(dir.path() + "/", "");
        QCOMPARE(found,
                 (QStringList{"a.md:10: Dead link: a.md has no heading #there.",
                              "a.md:10: Dead link: b c.md has no heading #three.",
                              "a.md:11: Dead link: there is no q.png.",
                              "a.md:1: \"needs\" names d, but there is no such lesson."}));
    }

    void comparesTranslations()
    {
        const auto compare = [](const std::string& ours, const std::string& theirs) {
            return textsOf(checkTranslation(lessonFrom(ours), lessonFrom(theirs), "zh.md"));
        };
        const std::string question = block("predict", "ask: a\nkind: number\nkey: y\nanswer: 9");
        const std::string cell = block("python", "a = \"one\"  # a remark\nb = 2");
        QCOMPARE(compare("Text\n\n" + cell + question,
                         block("python", "a = \"一\"\nb = 2 # 注释") + "文字\n\n"
                             + block("predict", "ask: 问\nkind: number\nkey: y\nanswer: 9")),
                 QStringList());
        QCOMPARE(compare(cell, block("python", "a = \"one\"\nb = 3")),
                 QStringList("zh.md:2: The code is not the same in the other language."));
        QCOMPARE(compare(question, block("predict", "ask: a\nkind: number\nkey: y\nanswer: 8")),
                 QStringList("zh.md:5: \"answer\" is not the same in the other language."));
        QCOMPARE(
            compare(question + cell, cell + question),
            QStringList("zh.md:2: The translation has a code cell where the other language has "
                        "predict."));
        QCOMPARE(
            compare(cell + cell, cell),
            QStringList("zh.md:2: The translation has 1 cells and questions, the other language "
                        "2."));
        QCOMPARE(compare("---\nminutes: 8\n---\n", "---\nminutes: 9\n---\n"),
                 QStringList("zh.md:1: seed, number, minutes and needs must be the same in both "
                             "languages."));
    }

    void readsAnswers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("numbers"); ///< "-": none of our business
        const auto row = [](const char* text, const char* numbers) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(numbers);
        };
        row("12", "12");
        row(" −0.5 ", "-0.5");
        row("1/4", "0.25");
        row("[0, 4,   8]", "0 4 8");
        row("`[[1.], [2.]]`", "1 2");
        row("<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>", "1 2");
        row("array([[1., 2.]])", "1 2");
        row("1e-3", "0.001");
        row("None", "None");
        row("[]", "");
        row("two", "-");
        row("2x", "-");
        row("1/0", "-");
        row("(1", "-");
        row("", "-");
        row("[1, ..., 3]", "-");
    }

    void readsAnswers()
    {
        QFETCH(QString, text);
        QFETCH(QString, numbers);
        const auto value = readAnswerValue(text.toStdString());
        QStringList shown;
        for (const double number : value ? value->numbers : std::vector<double>())
            shown << QString::number(number);
        QCOMPARE(!value ? "-" : value->isNone ? "None" : shown.join(' '), numbers);
    }

    void roundsAsTheAnswerIsWritten()
    {
        const auto same = [](const char* right, const char* given, double tolerance = 0) {
            return sameAnswer(*readAnswerValue(right), *readAnswerValue(given), tolerance);
        };
        QVERIFY(same("0.33333334", "1/3"));
        QVERIFY(same("0.33333334", "0.33"));
        QVERIFY(!same("0.33333334", "0.3"));
        QVERIFY(!same("0.03", "0.0"));
        QVERIFY(!same("6", "6.1"));
        QVERIFY(same("6", "6.1", 0.2));
        QVERIFY(!same("None", "0"));
        QVERIFY(!same("[1, 2]", "1"));
        QVERIFY(same("nan", "nan") && !same("nan", "1"));
    }

    void namesTheMistakes()
    {
        const auto recording = support::record(
            {"import tensorflow as tf\nx = tf.constant(3.)\nw = tf.constant(5.)\n"
             "with tf.GradientTape() as t:\n    t.watch(x)\n    y = 2. * (x * w) + x\n"
             "g = t.gradient(y, x)"});
        const auto found = findGradient(*recording, {"y", "x"}, recording->stepCount());
        QVERIFY(found.has_value());
        QCOMPARE(found->source, 0);
        QVERIFY(!findGradient(*recording, {"y", "w"}, recording->stepCount()));
        QVERIFY(!findGradient(*recording, {"y", "x"}, 3));
        const NodeId node = recording->passes[0].sources[0];
        QStringList mistakes;
        for (const WrongGradient& wrong : wrongGradients(*recording, found->pass, node)) {
            QVERIFY(wrong.value.at(0) != 11);
            mistakes << QStringLiteral("%1:%2").arg(int(wrong.mistake)).arg(wrong.value.at(0));
        }
        const auto has = [&](Mistake mistake, double value) {
            return mistakes.contains(QStringLiteral("%1:%2").arg(int(mistake)).arg(value));
        };
        QVERIFY2(has(Mistake::ForgotToAdd, 10) && has(Mistake::ForgotToAdd, 1)
                     && has(Mistake::DroppedFactor, 5.5) && has(Mistake::FlippedSign, -11)
                     && has(Mistake::WrongOperand, 7) && has(Mistake::ForwardValue, 3),
                 qPrintable(mistakes.join(' ')));
        QVERIFY(mistakeNamed("forgot-to-add") == Mistake::ForgotToAdd);
        QVERIFY(mistakeNamed("none-vs-zero") == Mistake::NotNone);
        QVERIFY(!mistakeNamed("slept"));
    }
};

QTEST_APPLESS_MAIN(LessonCheckTest)
#include "tst_lessoncheck.moc"

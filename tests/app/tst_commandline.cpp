#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Outcome
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

/// Runs the built program with no display and an English system.
Outcome tapedeck(const QStringList& arguments, const QString& language = QStringLiteral("C"))
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LC_ALL", "LANGUAGE"})
        environment.remove(QString::fromLatin1(name));
    environment.insert(QStringLiteral("LANG"), language);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(TAPEDECK_PROGRAM), arguments);
    Outcome outcome;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        outcome.exitCode = process.exitCode();
    outcome.output = process.readAllStandardOutput();
    outcome.errors = process.readAllStandardError();
    return outcome;
}

const QByteArray lessonText = R"(---
title: Sample
---
# Sample

```python
print("hello")
```

```python
import tensorflow as tf
x = tf.constant([[0.], [1.], [2.], [3.]])
with tf.GradientTape() as t:
    t.watch(x)
    y = 2 * tf.matmul(tf.transpose(x), x)
```

```python
t.gradient(y, x)
```
)";

const QByteArray gradientText = R"(Out[3]: 
<tf.Tensor: shape=(4, 1), dtype=float32, numpy=
array([[ 0.],
       [ 4.],
       [ 8.],
       [12.]], dtype=float32)>
)";

const QByteArray failingText = "```python\nprint(1)\n```\n\n```python\na = 2\nb = a + "
                               "nothing\n```\n\n```python\nprint(3)\n```\n";

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        qputenv("XDG_RUNTIME_DIR", m_folder.path().toLocal8Bit()); // Qt warns without one
        write("sample.md", lessonText);
        write("failing.md", failingText);
        write("random.md",
              "```python\nimport tensorflow as tf\nprint(tf.random.normal((2,)))\n```\n");
        write("empty.md", "# Nothing to run\n");
    }

    void newLessonIsALessonThatPassesItsCheck()
    {
        for (const QString& language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
            const QString path = file("new-" + language + ".md");
            const Outcome made = tapedeck({"new-lesson", path, "--lang", language});
            QVERIFY2(made.exitCode == 0, made.errors);
            const Outcome checked = tapedeck({"check", path});
            QCOMPARE(checked.output, QByteArray());
            QCOMPARE(checked.exitCode, 0);
            const Outcome again = tapedeck({"new-lesson", path});
            QCOMPARE(again.exitCode, 3);
            QVERIFY(again.errors.contains("exists already"));
        }
        QCOMPARE(tapedeck({"new-lesson", file("new.txt")}).exitCode, 2);
        QVERIFY(!QFile::exists(file("new.txt")));
    }

    void checkNamesFileAndLine()
    {
        QVERIFY(QDir(m_folder.path()).mkpath("course/en")
                && QDir(m_folder.path()).mkpath("course/zh_CN"));
        write("course/en/1.md", "Text.\n\n```python\na = b\n```\n");
        write("course/en/2.md",
              "---\nlanguage: en\n---\n[x](3.md) $\\frac{1}$\n\n```python\na = 1\n```\n");
        write("course/zh_CN/2.md", "---\nlanguage: zh_CN\n---\n```python\na = 2\n```\n");
        write("course/en/broken.md", "\n```predict\nask: a\n```\n");
        write("course/zh_CN/broken.md", "");
        const Outcome outcome = tapedeck({"check", file("course")});
        QCOMPARE(outcome.exitCode, 1);
        const QList<QByteArray> lines = outcome.output.split('\n');
        QCOMPARE(lines.size(), 7);
        const QByteArray folder = file("course").toLocal8Bit();
        QCOMPARE(lines[0],
                 folder + "/en/1.md:1: The translation is missing: there is no " + folder
                     + "/zh_CN/1.md.");
        QCOMPARE(lines[1],
                 folder + "/en/1.md:4: The cell fails with NameError: name 'b' is not defined");
        QCOMPARE(lines[2], folder + "/en/2.md:4: Dead link: there is no 3.md.");
        QVERIFY(
            lines[3].startsWith(folder + "/en/2.md:4: The formula \\frac{1} cannot be typeset"));
        QCOMPARE(lines[4], folder + "/en/broken.md:3: predict needs \"kind\".");
        QCOMPARE(lines[5],
                 folder + "/zh_CN/2.md:5: The code is not the same in the other language.");

        const Outcome chinese = tapedeck({"check", "--lang", "zh_CN", file("course/en/1.md")});
        QVERIFY(QString::fromUtf8(chinese.output).contains(QStringLiteral("单元格出错")));
        QCOMPARE(tapedeck({"check", file("nothing.md")}).exitCode, 3);
    }

    void runPrintsTheOutputs()
    {
        const Outcome outcome = tapedeck({"run", file("sample.md")});
        QCOMPARE(outcome.errors, QByteArray());
        QCOMPARE(outcome.output, "hello\n" + gradientText);
        QCOMPARE(outcome.exitCode, 0);
    }

    void runWritesTheExecutedNotebook()
    {
        const QString path = file("out.ipynb");
        QCOMPARE(tapedeck({"run", file("sample.md"), "-o", path}).exitCode, 0);
        const QJsonObject notebook = jsonOf(path);
        QCOMPARE(notebook["nbformat"].toInt(), 4);
        QCOMPARE(notebook["nbformat_minor"].toInt(), 5);
        const QJsonArray cells = notebook["cells"].toArray();
        QCOMPARE(cells.size(), 4);
        QCOMPARE(cells[1].toObject()["execution_count"].toInt(), 1);
        QCOMPARE(cells[1].toObject()["outputs"].toArray()[0].toObject()["text"].toArray(),
                 QJsonArray({"hello\n"}));
        QCOMPARE(cells[3].toObject()["outputs"].toArray()[0].toObject()["output_type"].toString(),
                 QString("execute_result"));
    }

    /// The same data as `export` writes, and nothing else.
    void runPrintsTheRecordingAsData()
    {
        const QString exported = file("recording.json");
        QCOMPARE(tapedeck({"export", file("sample.md"), "-o", exported}).exitCode, 0);
        const Outcome outcome = tapedeck({"run", file("sample.md"), "--format", "json"});
        QCOMPARE(outcome.exitCode, 0);
        QFile written(exported);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(outcome.output, written.readAll());
        const QJsonObject data = QJsonDocument::fromJson(outcome.output).object();
        const QJsonObject result =
            data["passes"].toArray().at(0)["results"].toArray().at(0).toObject();
        const QJsonObject formula = result["formula"].toObject();
        QCOMPARE(formula["text"].toString(), QStringLiteral("4x"));
        QCOMPARE(formula["latex"].toString(), QStringLiteral("4 x"));
        QCOMPARE(formula["code"].toString(), QStringLiteral("4 * x"));
        QVERIFY(formula["checked"].toBool());
        QVERIFY(!result["derivation"]["steps"].toArray().isEmpty());

        QCOMPARE(tapedeck({"run", file("sample.md"), "--format", "text"}).output,
                 tapedeck({"run", file("sample.md")}).output);
        const Outcome both = tapedeck({"run", file("sample.md"), "--format", "json", "-o", "-"});
        QCOMPARE(both.exitCode, 2);
        QVERIFY2(both.errors.contains("-o OUT.ipynb"), both.errors.constData());
    }

    void aFailingCellIsToldWithItsPlace()
    {
        const QString path = file("failed.ipynb");
        const Outcome outcome = tapedeck({"run", file("failing.md"), "-o", path});
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(outcome.output, QByteArray("1\n"));
        QVERIFY2(outcome.errors.contains("\nCell In [2], line 2\n      1 a = 2\n"
                                         "----> 2 b = a + nothing\n                "
                                         "^^^^^^^\n\nNameError: name 'nothing' is not defined\n"),
                 outcome.errors.constData());
        const QJsonArray cells = jsonOf(path)["cells"].toArray(); // the outputs so far
        QCOMPARE(cells[0].toObject()["outputs"].toArray().size(), 1);
        QCOMPARE(cells[1].toObject()["outputs"].toArray()[0].toObject()["ename"].toString(),
                 QString("NameError"));
        QVERIFY(cells[2].toObject()["outputs"].toArray().isEmpty());
    }

    void allowErrorsGoesOn()
    {
        const Outcome outcome = tapedeck({"run", file("failing.md"), "--allow-errors"});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.output, QByteArray("1\n3\n"));
        QVERIFY(outcome.errors.contains("NameError"));
    }

    void theMessageIsInTheSystemsLanguage()
    {
        const QByteArray chinese = QString::fromUtf8("提示：这个名字").toUtf8();
        QVERIFY(tapedeck({"run", file("failing.md")}, QStringLiteral("zh_CN.UTF-8"))
                    .errors.contains(chinese));
        QVERIFY(tapedeck({"run", file("failing.md"), "--lang", "zh_CN"}).errors.contains(chinese));
        QVERIFY(
            !tapedeck({"run", file("failing.md"), "--lang", "en"}, QStringLiteral("zh_CN.UTF-8"))
                 .errors.contains(chinese));
    }

    void theSeedDecidesTheRandomNumbers()
    {
        const QByteArray seven = tapedeck({"run", file("random.md"), "--seed", "7"}).output;
        QVERIFY(!seven.isEmpty());
        QCOMPARE(tapedeck({"run", file("random.md"), "--seed", "7"}).output, seven);
        QVERIFY(tapedeck({"run", file("random.md"), "--seed", "8"}).output != seven);
    }

    void exportWritesEachFormat_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("png") << "a.png" << QStringList() << QByteArray("\x89PNG");
        QTest::newRow("svg") << "a.svg" << QStringList{"--theme", "dark", "--lang", "zh_CN"}
                             << QByteArray("<?xml");
        QTest::newRow("pdf") << "a.pdf" << QStringList() << QByteArray("%PDF-");
        QTest::newRow("json") << "a.json" << QStringList() << QByteArray("{");
        QTest::newRow("capitals") << "a.PNG" << QStringList() << QByteArray("\x89PNG");
        QTest::newRow("format wins")
            << "b.picture" << QStringList{"--format", "svg"} << QByteArray("<?xml");
    }
    void exportWritesEachFormat()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, options);
        QFETCH(QByteArray, beginning);
        const Outcome outcome = tapedeck(
            QStringList{"export", file("sample.md"), "--step", "backward", "-o", file(name)}
            + options);
        QCOMPARE(outcome.errors, QByteArray());
        QCOMPARE(outcome.exitCode, 0);
        const QByteArray content = contentOf(file(name));
        QVERIFY2(content.startsWith(beginning), content.left(40).constData());
    }

    void exportToStandardOutputIsTheSamePicture()
    {
        QCOMPARE(tapedeck({"export", file("sample.md"), "-o", file("file.png")}).exitCode, 0);
        const Outcome outcome =
            tapedeck({"export", file("sample.md"), "--format", "png", "-o", "-"});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(!outcome.output.isEmpty());
        QCOMPARE(outcome.output, contentOf(file("file.png")));
    }

    void scaleMakesTheImageLarger()
    {
        QCOMPARE(tapedeck({"export", file("sample.md"), "-o", file("one.png")}).exitCode, 0);
        QCOMPARE(
            tapedeck({"export", file("sample.md"), "--scale", "2", "-o", file("two.png")}).exitCode,
            0);
        const QImage one(file("one.png"));
        const QImage two(file("two.png"));
        QVERIFY(one.width() > 50);
        QVERIFY(std::abs(two.width() - 2 * one.width()) <= 2);
    }

    void stepsHaveTheNumbersOfTheWindow()
    {
        const auto at = [this](const QStringList& options) {
            const Outcome outcome = tapedeck(
                QStringList{"export", file("sample.md"), "--format", "json", "-o", "-"} + options);
            const QJsonObject recording = QJsonDocument::fromJson(outcome.output).object();
            return recording["position"].toInt(-1);
        };
        const int forward = at({"--step", "forward"});
        const int backward = at({"--step", "backward"});
        const int end = at({});
        QVERIFY(0 < forward);
        QVERIFY(forward < backward);
        QVERIFY(backward <= end);
        QCOMPARE(at({"--step", "0"}), 0);
        QCOMPARE(at({"--step", QString::number(forward)}), forward);
        QVERIFY(at({"--cell", "1"}) < forward);
        QCOMPARE(at({"--cell", "3"}), end);
    }

    void wrongUseIsExplained_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("explanation");
        const QString sample = file("sample.md");
        const QString out = file("wrong.png");
        QTest::newRow("no file") << QStringList{"run"} << 2 << QByteArray("FILE");
        QTest::newRow("unknown option")
            << QStringList{"run", sample, "--sed", "1"} << 2 << QByteArray("--sed");
        QTest::newRow("missing file")
            << QStringList{"run", file("none.md")} << 3 << QByteArray("none.md");
        QTest::newRow("no picture name")
            << QStringList{"export", sample} << 2 << QByteArray("--output");
        QTest::newRow("unknown step")
            << QStringList{"export", sample, "--step", "sideways", "-o", out} << 2
            << QByteArray("'sideways' is no step");
        QTest::newRow("negative step") << QStringList{"export", sample, "--step=-1", "-o", out} << 2
                                       << QByteArray("'-1' is no step");
        QTest::newRow("step out of range")
            << QStringList{"export", sample, "--step", "99999", "-o", out} << 2
            << QByteArray("the steps are 0 to ");
        QTest::newRow("cell out of range")
            << QStringList{"export", sample, "--cell", "9", "-o", out} << 2
            << QByteArray("the cells that ran are 1 to 3");
        QTest::newRow("cell 0") << QStringList{"export", sample, "--cell", "0", "-o", out} << 2
                                << QByteArray("--cell");
        QTest::newRow("step outside the cell")
            << QStringList{"export", sample, "--cell", "3", "--step", "0", "-o", out} << 2
            << QByteArray("In [3] plays at");
        QTest::newRow("nothing ran")
            << QStringList{"export", file("empty.md"), "--cell", "1", "-o", out} << 2
            << QByteArray("no cell ran");
        QTest::newRow("no gradient")
            << QStringList{"export", file("random.md"), "--step", "backward", "-o", out} << 2
            << QByteArray("asks for no gradient");
        QTest::newRow("format unknown") << QStringList{"export", sample, "-o", file("wrong.bmp")}
                                        << 2 << QByteArray("--format png, svg, pdf or json");
        QTest::newRow("theme unknown")
            << QStringList{"export", sample, "--theme", "pink", "-o", out} << 2
            << QByteArray("--theme");
        QTest::newRow("scale too large")
            << QStringList{"export", sample, "--scale", "1000", "-o", out} << 2
            << QByteArray("--scale");
        QTest::newRow("folder missing") << QStringList{"export", sample, "-o", file("none/a.png")}
                                        << 3 << QByteArray("none/a.png");
        QTest::newRow("notebook folder missing")
            << QStringList{"run", sample, "-o", file("none/a.ipynb")} << 3
            << QByteArray("none/a.ipynb");
        QTest::newRow("window without display")
            << QStringList{sample} << 2 << QByteArray("no display");
    }
    void wrongUseIsExplained()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, explanation);
        const Outcome outcome = tapedeck(arguments);
        QVERIFY2(outcome.errors.contains(explanation), outcome.errors.constData());
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY(!QFile::exists(file("wrong.png")));
    }

    void helpAndVersionGoToStandardOutput()
    {
        const Outcome help = tapedeck({"--help"});
        QCOMPARE(help.exitCode, 0);
        for (const char* word : {"run", "export", "--version", "Exit status", "a cell failed"})
            QVERIFY2(help.output.contains(word), word);
        const Outcome version = tapedeck({"--version"});
        QCOMPARE(version.exitCode, 0);
        QVERIFY(version.output.startsWith("tapedeck "));
        QVERIFY(version.output.trimmed().size() > 9);
    }

private:
    QString file(const QString& name) const { return m_folder.filePath(name); }

    void write(const QString& name, const QByteArray& text) const
    {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }

    static QByteArray contentOf(const QString& path)
    {
        QFile in(path);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    static QJsonObject jsonOf(const QString& path)
    {
        return QJsonDocument::fromJson(contentOf(path)).object();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"

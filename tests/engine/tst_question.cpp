#include <QTest>

#include "engine/lesson/lessonfile.h"
#include "engine/lesson/question.h"

using namespace engine;

namespace {

const std::string sample = R"(---
title: Slopes
number: 4
minutes: 12
needs: [01-slope, 03-fan-out]   # in this order
---


# Slopes
```python
x = 3.
```
~~~predict
ask: |
  What is `y`?
kind: number
key: y
answer: 9
options:
  - {text: 6, mistake: wrong operand, why: That is 2x.}
after: 2
why: "Three times three."
~~~


```python
y = x * x
```
```exercise
ask: Double `y`.
start: |
  z = y
solution: |
  z = 2 * y
check: |
  z == 18

  y == 9
```

```claim
y == 9
# a remark
grad(y, x) == 2*x
```

The end.

)";

Lesson lessonFrom(const std::string& text, const std::string& path = "a.md")
{
    const auto result = parseLesson(text, path);
    if (const auto* error = std::get_if<FileError>(&result))
        QTest::qFail(error->text(Language::English).c_str(), __FILE__, __LINE__);
    return std::holds_alternative<Lesson>(result) ? std::get<Lesson>(result) : Lesson();
}

QString errorOf(const std::string& text)
{
    const auto result = parseLesson(text, "a.md");
    const auto* error = std::get_if<FileError>(&result);
    return error ? QString::fromStdString(error->text(Language::English)) : QString();
}

} // namespace

class QuestionTest : public QObject
{
    Q_OBJECT

private slots:
    void readsTheBlocks()
    {
        const Lesson lesson = lessonFrom(sample);
        QCOMPARE(lesson.number, 4);
        QCOMPARE(lesson.minutes, 12);
        QCOMPARE(lesson.needs, (std::vector<std::string>{"01-slope", "03-fan-out"}));
        QCOMPARE(lesson.cells.size(), std::size_t{7});
        QCOMPARE(lesson.codeCell(2), 3);
        QCOMPARE(lesson.codeCell(3), -1);

        const auto read = readPrediction(lesson.cells[2].source);
        QVERIFY(std::holds_alternative<Prediction>(read));
        const Prediction& prediction = std::get<Prediction>(read);
        QVERIFY(prediction.kind == PredictionKind::Number);
        QCOMPARE(prediction.ask, std::string("What is `y`?"));
        QCOMPARE(prediction.key, (Stated{"y", 4}));
        QCOMPARE(prediction.answer, (Stated{"9", 5}));
        QCOMPARE(prediction.after, 2);
        QCOMPARE(prediction.options.at(0).mistake, std::string("wrong operand"));
        QCOMPARE(prediction.options.at(0).text, (Stated{"6", 7}));

        const auto exercise = std::get<Exercise>(readExercise(lesson.cells[4].source));
        QCOMPARE(exercise.start.text, std::string("z = y"));
        QCOMPARE(exercise.checks, (std::vector<Stated>{{"z == 18", 7}, {"y == 9", 9}}));

        const auto claim = std::get<Claim>(readClaim(lesson.cells[5].source));
        QCOMPARE(claim.lines, (std::vector<Stated>{{"y == 9", 1}, {"grad(y, x) == 2*x", 3}}));
        GradientName name;
        std::string formula;
        QVERIFY(readGradientClaim(claim.lines[1].text, name, formula));
        QCOMPARE(name.target + " " + name.source + " " + formula, std::string("y x 2*x"));
        QVERIFY(!readGradientClaim(claim.lines[0].text, name, formula));
    }

    void isWrittenAsItStood_data()
    {
        QTest::addColumn<QByteArray>("text");
        std::string returns;
        for (const char c : sample)
            returns += c == '\n' ? "\r\n" : std::string(1, c);
        QTest::newRow("lesson") << QByteArray::fromStdString(sample);
        QTest::newRow("carriage returns") << QByteArray::fromStdString(returns);
        QTest::newRow("byte order mark") << QByteArray::fromStdString("\xEF\xBB\xBF" + sample);
        QTest::newRow("no break at the end") << QByteArray("# A\n\n```python\nx\n```");
        QTest::newRow("prose without a break") << QByteArray("```Python\nx\n```\nA");
        QTest::newRow("blank lines only") << QByteArray("\n\n");
        QTest::newRow("blank lines around") << QByteArray("\n \nA\n\t\n\n");
        QTest::newRow("long fences") << QByteArray("````python\nx\n\n\n`````\n");
        QTest::newRow("indented fence") << QByteArray("  ```python\n  x\n   y\n ```\n");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("front matter only") << QByteArray("---\ntitle: A\n---");
    }

    void isWrittenAsItStood()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(writeLesson(lessonFrom(text.toStdString()))), text);
    }

    void onlyTheEditedCellChanges()
    {
        Lesson lesson = lessonFrom(sample);
        lesson.cells[3].source = "y = x + x";
        std::string expected = sample;
        expected.replace(expected.find("y = x * x"), 9, "y = x + x");
        QCOMPARE(QByteArray::fromStdString(writeLesson(lesson)),
                 QByteArray::fromStdString(expected));

        lesson.cells.erase(lesson.cells.begin() + 3);
        QVERIFY(writeLesson(lesson).find("x + x") == std::string::npos);
        Cell prose;
        prose.kind = CellKind::Prose;
        prose.source = "New.";
        lesson.cells.push_back(prose);
        const Lesson again = lessonFrom(writeLesson(lesson));
        QCOMPARE(again.cells.back().source, std::string("The end.\n\nNew."));
    }

    void otherFormatsKeepQuestions_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("notebook") << "a.ipynb";
        QTest::newRow("script") << "a.py";
    }

    void otherFormatsKeepQuestions()
    {
        QFETCH(QString, path);
        Lesson lesson = lessonFrom(sample);
        const Lesson original = lesson;
        lesson.format = formatOf(path.toStdString());
        const Lesson again = lessonFrom(writeLesson(lesson), path.toStdString());
        QCOMPARE(again.cells.size(), original.cells.size());
        for (std::size_t i = 0; i < again.cells.size(); ++i) {
            QVERIFY(again.cells[i].kind == original.cells[i].kind);
            QCOMPARE(again.cells[i].source, original.cells[i].source);
        }
        QCOMPARE(again.needs, original.needs);
        QCOMPARE(again.minutes, original.minutes);
        QCOMPARE(writeLesson(again), writeLesson(lesson));
    }

    void refusesWhatMakesNoSense_data()
    {
        QTest::addColumn<QByteArray>("block");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* block, int line, const char* message) {
            QTest::newRow(name) << QByteArray(block) << line << QString::fromLatin1(message);
        };
        row("no yaml", "predict\nask: [", 2, "This is not valid YAML");
        row("no map", "predict\n- a", 2, "must consist of lines");
        row("no ask", "predict\nkind: text\nanswer: a", 2, "needs \"ask\"");
        row("unknown key", "predict\nask: a\nkeys: 1", 3, "no key \"keys\"");
        row("twice", "predict\nask: a\nask: b", 3, "states \"ask\" twice");
        row("unknown kind", "predict\nask: a\nkind: guess", 3, "\"kind\" must be");
        row("no answer", "predict\nask: a\nkind: number\nkey: y", 2, "needs \"answer\"");
        row("one option", "predict\nask: a\nkind: choice\noptions:\n  - {text: b, right: true}", 5,
            "at least two");
        row("no right option", "predict\nask: a\nkind: choice\noptions:\n  - text: b\n  - text: c",
            5, "here 0 are");
        row("two right options",
            "predict\nask: a\nkind: choice\noptions:\n  - {text: b, right: true}\n"
            "  - {text: c, right: yes}",
            5, "here 2 are");
        row("right is no truth",
            "predict\nask: a\nkind: choice\noptions:\n  - text: b\n    right: perhaps\n  - text: c",
            6, "true or false");
        row("formula of nothing", "predict\nask: a\nkind: formula\nanswer: 2x", 2, "needs \"of\"");
        row("formula of what", "predict\nask: a\nkind: formula\nanswer: 2x\nof: y / x", 5,
            "names a gradient");
        row("negative tolerance", "predict\nask: a\nkind: number\nanswer: 1\ntolerance: -1", 5,
            "must be a number");
        row("after what", "predict\nask: a\nkind: number\nanswer: 1\nafter: the end", 5,
            "must be a number");
        row("no solution", "exercise\nask: a\ncheck: x", 2, "needs \"solution\"");
        row("no check", "exercise\nask: a\nsolution: x = 1", 2, "needs \"check\"");
        row("empty claim", "claim\n# only a remark", 2, "A claim says");
    }

    void refusesWhatMakesNoSense()
    {
        QFETCH(QByteArray, block);
        QFETCH(int, line);
        QFETCH(QString, message);
        const QString error = errorOf("Text.\n\n```" + block.toStdString() + "\n```\n");
        QVERIFY2(error.startsWith(QStringLiteral("a.md:%1: ").arg(line + 2)), qPrintable(error));
        QVERIFY2(error.contains(message), qPrintable(error));
    }

    void refusesFrontMatterThatMakesNoSense()
    {
        QCOMPARE(errorOf("---\nnumber: 0\n---\n"),
                 QString("a.md:2: \"number\" must be a whole number from 1."));
        QVERIFY(errorOf("---\ntitle: A\nneeds: [a.md]\n---\n").startsWith("a.md:3: \"needs\""));
        QVERIFY(errorOf("---\nminutes: ten\n---\n").startsWith("a.md:2: \"minutes\""));
    }

    void invalidBlocksInNotebooksStayText()
    {
        const Lesson lesson =
            lessonFrom("# %% [markdown]\n# ```predict\n# ask: a\n# ```\n", "a.py");
        QVERIFY(lesson.cells.at(0).kind == CellKind::Prose);
    }
};

QTEST_APPLESS_MAIN(QuestionTest)
#include "tst_question.moc"

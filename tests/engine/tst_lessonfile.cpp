#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "engine/lesson/lessonfile.h"

using namespace engine;

namespace {

Lesson lessonFrom(const std::string& text, const std::string& path)
{
    const auto result = parseLesson(text, path);
    if (const auto* error = std::get_if<FileError>(&result)) {
        qWarning("%s", error->text(Language::English).c_str());
        return {};
    }
    return std::get<Lesson>(result);
}

/// The cells in short: kind and source, one string each.
QStringList cellsOf(const Lesson& lesson)
{
    QStringList cells;
    for (const Cell& cell : lesson.cells) {
        const QString kind = cell.kind == CellKind::Code ? "code"
            : cell.kind == CellKind::Prose               ? "prose"
                                                         : "raw";
        cells << kind + ":" + QString::fromStdString(cell.source);
    }
    return cells;
}

Cell cell(CellKind kind, const std::string& source)
{
    Cell result;
    result.kind = kind;
    result.source = source;
    return result;
}

QString titleOf(const Lesson& lesson)
{
    return QString::fromStdString(lesson.title);
}

/// The smallest notebook around the JSON of some cells.
std::string notebookWith(const std::string& cells)
{
    return "{\"nbformat\": 4, \"nbformat_minor\": 4, \"metadata\": {},\n\"cells\": [\n" + cells
        + "\n]}";
}

} // namespace

class LessonFileTest : public QObject
{
    Q_OBJECT

private slots:
    void markdown_data();
    void markdown();
    void percentScript_data();
    void percentScript();
    void frontMatter();
    void scriptHeader();
    void title_data();
    void title();
    void formatFollowsTheName();
    void roundTrip_data();
    void roundTrip();
    void changedFrontMatterKeepsTheRest();
    void changedKindChangesTheMarker();
    void saving();
    void reading();
};

void LessonFileTest::markdown_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("cells");

    QTest::newRow("empty") << QByteArray() << QStringList{};
    QTest::newRow("prose only") << QByteArray("\n\n# 标题\n\n正文\n\n")
                                << QStringList{"prose:# 标题\n\n正文"};
    QTest::newRow("prose, code, prose")
        << QByteArray("Look:\n\n```python\nx = 1\n\ny = 2\n```\n\nDone.\n")
        << QStringList{"prose:Look:", "code:x = 1\n\ny = 2", "prose:Done."};
    QTest::newRow("two cells") << QByteArray("```python\na\n```\n```python\nb\n```")
                               << QStringList{"code:a", "code:b"};
    QTest::newRow("tildes") << QByteArray("~~~python\ns = '```'\n~~~~\n")
                            << QStringList{"code:s = '```'"};
    QTest::newRow("longer fence") << QByteArray("````python\ns = '''\n```\n'''\n````\n")
                                  << QStringList{"code:s = '''\n```\n'''"};
    QTest::newRow("shorter fence does not close")
        << QByteArray("````python\n```\n~~~~\n````") << QStringList{"code:```\n~~~~"};
    QTest::newRow("space and case in the mark")
        << QByteArray("``` Python \nx\n```") << QStringList{"code:x"};
    QTest::newRow("other fences are prose")
        << QByteArray("```text\n```python\n```\n\n```\nx\n```")
        << QStringList{"prose:```text\n```python\n```\n\n```\nx\n```"};
    QTest::newRow("more than the word python is prose")
        << QByteArray("```python3\nx\n```\n```python no\nx\n```")
        << QStringList{"prose:```python3\nx\n```\n```python no\nx\n```"};
    QTest::newRow("indented fence") << QByteArray("  ```python\n  if x:\n      y\n z\n  ```")
                                    << QStringList{"code:if x:\n    y\nz"};
    QTest::newRow("four spaces are no fence")
        << QByteArray("a\n\n    ```python\n") << QStringList{"prose:a\n\n    ```python"};
    QTest::newRow("inline code is no fence")
        << QByteArray("```python``` is a mark") << QStringList{"prose:```python``` is a mark"};
    QTest::newRow("commented out") << QByteArray("<!--\n```python\nx\n```\n-->\n```python\ny\n```")
                                   << QStringList{"prose:<!--\n```python\nx\n```\n-->", "code:y"};
    QTest::newRow("empty cell") << QByteArray("```python\n```") << QStringList{"code:"};
    QTest::newRow("mark and Windows line ends")
        << QByteArray("\xEF\xBB\xBF# T\r\n\r\n```python\r\nx = 1\r\ny\r\n```\r\n")
        << QStringList{"prose:# T", "code:x = 1\ny"};
    QTest::newRow("old Mac line ends")
        << QByteArray("a\r```python\rx\r```\r") << QStringList{"prose:a", "code:x"};
    QTest::newRow("rule further down is prose")
        << QByteArray("a\n\n---\n\nb") << QStringList{"prose:a\n\n---\n\nb"};
    QTest::newRow("empty front matter") << QByteArray("---\n---\na") << QStringList{"prose:a"};
}

void LessonFileTest::markdown()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, cells);
    const Lesson lesson = lessonFrom(text.toStdString(), "a.md");
    QCOMPARE(cellsOf(lesson), cells);
    QVERIFY(lesson.format == LessonFormat::Markdown);
    QCOMPARE(lesson.codeCellCount(), int(cells.filter(QRegularExpression("^code:")).size()));
}

void LessonFileTest::percentScript_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("cells");

    QTest::newRow("no markers") << QByteArray("import math\n\nx = 1  # %% no\n\n")
                                << QStringList{"code:import math\n\nx = 1  # %% no"};
    QTest::newRow("empty") << QByteArray("\n\n") << QStringList{};
    QTest::newRow("cells") << QByteArray("# %%\na = 1\n\n# %% Second\nb = 2\n#%%\nc\n")
                           << QStringList{"code:a = 1", "code:b = 2", "code:c"};
    QTest::newRow("before the first marker")
        << QByteArray("import x\n\n# %%\ny\n") << QStringList{"code:import x", "code:y"};
    QTest::newRow("prose") << QByteArray(
        "# %% [markdown]\n# # 标题\n#\n# 正文\n#紧\n\n# %% [md]\n# b\n# %% [raw]\n# c\n")
                           << QStringList{"prose:# 标题\n\n正文\n紧", "prose:b", "raw:c"};
    QTest::newRow("titled prose") << QByteArray("# %% Intro [markdown] key=\"v\"\n# text\n")
                                  << QStringList{"prose:text"};
    QTest::newRow("tag in a word is a title")
        << QByteArray("# %% a[raw]\nx\n") << QStringList{"code:x"};
    QTest::newRow("prose in a string")
        << QByteArray("# %% [markdown]\n\"\"\"\n# T\n\n  text\n\"\"\"\n# %% [md]\nr'''one'''\n")
        << QStringList{"prose:# T\n\n  text", "prose:one"};
    QTest::newRow("marker in a string")
        << QByteArray("# %%\ns = \"\"\"it's\n# %% no\n\\\"\"\"\n# %% no\n\"\"\"\n# %%\nt\n")
        << QStringList{"code:s = \"\"\"it's\n# %% no\n\\\"\"\"\n# %% no\n\"\"\"", "code:t"};
    QTest::newRow("quotes in comments and strings")
        << QByteArray("# it's '''\na = '\"\"\"'\n# %%\nb\n")
        << QStringList{"code:# it's '''\na = '\"\"\"'", "code:b"};
    QTest::newRow("magic is no marker")
        << QByteArray("# %%\n# %%time\nx\n") << QStringList{"code:# %%time\nx"};
    QTest::newRow("more marks") << QByteArray("# %%% Sub\nx\n") << QStringList{"code:x"};
    QTest::newRow("empty cells stay")
        << QByteArray("# %%\n# %%\nx\n# %%\n") << QStringList{"code:", "code:x", "code:"};
    QTest::newRow("indented first line")
        << QByteArray("# %%\n\n    x\n") << QStringList{"code:\n    x"};
    QTest::newRow("Windows line ends")
        << QByteArray("# %%\r\na\r\nb\r\n") << QStringList{"code:a\nb"};
    QTest::newRow("header") << QByteArray("# ---\n# jupyter:\n#   x: 1\n# ---\n\n# %%\na\n")
                            << QStringList{"code:a"};
    QTest::newRow("ruler is no header") << QByteArray("# ---\n# my: bad: script\n# ---\na\n")
                                        << QStringList{"code:# ---\n# my: bad: script\n# ---\na"};
    QTest::newRow("open header is a comment")
        << QByteArray("# ---\n# a: 1\nx\n") << QStringList{"code:# ---\n# a: 1\nx"};
}

void LessonFileTest::percentScript()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, cells);
    const Lesson lesson = lessonFrom(text.toStdString(), "a.py");
    QCOMPARE(cellsOf(lesson), cells);
    QVERIFY(lesson.format == LessonFormat::PercentScript);
}

void LessonFileTest::frontMatter()
{
    const Lesson lesson = lessonFrom(
        "---\ntitle: \"反向: 模式\"   # why\nlanguage: zh-Hans\nsummary: >\n  two\n  lines\n"
        "seed: 18446744073709551615\n---\n\nText\n",
        "a.md");
    QCOMPARE(titleOf(lesson), QString("反向: 模式"));
    QVERIFY(lesson.hasTitle);
    QCOMPARE(QString::fromStdString(lesson.language), QString("zh_CN"));
    QCOMPARE(QString::fromStdString(lesson.summary), QString("two lines"));
    QVERIFY(lesson.hasSeed);
    QCOMPARE(lesson.seed, std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(cellsOf(lesson), QStringList{"prose:Text"});

    const Lesson bare = lessonFrom("Text", "a.md");
    QVERIFY(!bare.hasSeed && !bare.hasTitle && bare.language.empty() && bare.summary.empty());
}

void LessonFileTest::scriptHeader()
{
    const Lesson lesson = lessonFrom("# ---\n# jupyter:\n#   jupytext:\n#     text: y\n# title: "
                                     "Tape\n# seed: 7\n# author: A\n# ---\n"
                                     "\n# %% [markdown]\n# # Other\n",
                                     "a.py");
    QCOMPARE(titleOf(lesson), QString("Tape"));
    QCOMPARE(lesson.seed, std::uint64_t{7});
    QCOMPARE(cellsOf(lesson), QStringList{"prose:# Other"});
}

void LessonFileTest::title_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("title");

    QTest::newRow("front matter first")
        << QByteArray("a.md") << QByteArray("---\ntitle: F\n---\n# H") << QString("F");
    QTest::newRow("heading") << QByteArray("a.md")
                             << QByteArray("## No\n\n#no\n\n# 自动求导 #\n# Later")
                             << QString("自动求导");
    QTest::newRow("sharp stays") << QByteArray("a.md") << QByteArray("# C#\n") << QString("C#");
    QTest::newRow("not in fences or code")
        << QByteArray("a.md") << QByteArray("```sh\n# no\n```\n```python\n# no\n```\n# Yes")
        << QString("Yes");
    QTest::newRow("file name") << QByteArray("/some/where/first.steps.md") << QByteArray("text")
                               << QString("first.steps");
    QTest::newRow("Chinese file name")
        << QByteArray("梯度.py") << QByteArray("x = 1") << QString("梯度");
    QTest::newRow("script heading")
        << QByteArray("a.py") << QByteArray("# %%\n# # no\n# %% [md]\n# # Yes\n") << QString("Yes");
    QTest::newRow("notebook heading")
        << QByteArray("a.ipynb")
        << QByteArray::fromStdString(notebookWith(
               R"({"cell_type": "markdown", "metadata": {}, "source": ["# A\n", "b"]})"))
        << QString("A");
    QTest::newRow("notebook title")
        << QByteArray("a.ipynb")
        << QByteArray(R"({"nbformat": 4, "metadata": {"title": "T"}, "cells": []})")
        << QString("T");
}

void LessonFileTest::title()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, text);
    QFETCH(QString, title);
    QCOMPARE(titleOf(lessonFrom(text.toStdString(), name.toStdString())), title);
}

void LessonFileTest::formatFollowsTheName()
{
    QVERIFY(formatOf("a.ipynb") == LessonFormat::Notebook);
    QVERIFY(formatOf("dir.py/A.IPYNB") == LessonFormat::Notebook);
    QVERIFY(formatOf("a.py") == LessonFormat::PercentScript);
    QVERIFY(formatOf("a.md") == LessonFormat::Markdown);
    QVERIFY(formatOf("dir.py/a") == LessonFormat::Markdown);
}

void LessonFileTest::roundTrip_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("text");

    const auto row = [](const char* tag, const char* name, const char* text) {
        QTest::newRow(tag) << QByteArray(name) << QByteArray(text);
    };
    row("lesson", "a.md",
        "---\ntitle: T   # kept\nseed: 3\n---\n\n# 梯度\n\n```python\nx = 1\n```\n\n- "
        "a\n\n~~~text\nb\n~~~\n");
    row("no front matter", "a.md", "a\n\n```python\n```\n\n```python\nx\n```\n");
    row("backticks", "a.md", "````python\ns = '''\n```\n'''\n````\n");
    row("rule at the top", "a.md", "---\n---\n\n---\n\na\n");
    row("script", "a.py",
        "# %%\na = 1\n\n# %% Title\nb\n\n# %% [markdown]\n# # 标题\n#\n# x\n\n# %% t [raw] k=1\n# "
        "r\n");
    row("plain script", "a.py", "import math\n\n\ndef f(x):\n    return x\n");
    row("header", "a.py", "# ---\n# jupyter:\n#   k: 1\n# title: T\n# ---\n\n# %%\na\n");
    row("marker in prose", "a.py", "# %% [markdown]\n\"\"\"\n%% a\n\"\"\"\n");
    row("empty cells", "a.py", "# %%\n\n# %%\n\n# %%\nx\n");
}

void LessonFileTest::roundTrip()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, text);
    const Lesson lesson = lessonFrom(text.toStdString(), name.toStdString());
    const std::string written = writeLesson(lesson);
    QCOMPARE(QByteArray::fromStdString(written), text);
    QVERIFY(lessonFrom(written, name.toStdString()) == lesson);
}

void LessonFileTest::changedFrontMatterKeepsTheRest()
{
    Lesson script = lessonFrom(
        "# ---\n# jupyter:\n#   k: 1\n# title: >\n#   old\n#   title\n# seed: 3\n# ---\n# %%\na\n",
        "a.py");
    script.title = "新: 题";
    script.hasSeed = false;
    const std::string written = writeLesson(script);
    QCOMPARE(QByteArray::fromStdString(written),
             QByteArray("# ---\n# title: \"新: 题\"\n# jupyter:\n#   k: 1\n# ---\n\n# %%\na\n"));

    // As Markdown the script has no place for the keys of others.
    script.format = LessonFormat::Markdown;
    QCOMPARE(titleOf(lessonFrom(writeLesson(script), "a.md")), titleOf(script));

    Lesson lesson = lessonFrom("Text", "a.md");
    lesson.title = "A \"quoted\" # title";
    lesson.hasTitle = lesson.hasSeed = true;
    lesson.language = "en";
    lesson.summary = "yes";
    const Lesson again = lessonFrom(writeLesson(lesson), "a.md");
    QCOMPARE(titleOf(again), titleOf(lesson));
    QVERIFY(again.hasSeed && again.seed == 0 && again.language == "en" && again.summary == "yes");

    // Prose that leaves a fence open is closed in the file: what was saved can be opened, and
    // nothing after it is lost.
    lesson.cells = {cell(CellKind::Prose, "```text\nopen"), cell(CellKind::Code, "x = 1"),
                    cell(CellKind::Prose, "<!-- open")};
    const Lesson closed = lessonFrom(writeLesson(lesson), "a.md");
    QCOMPARE(cellsOf(closed),
             (QStringList{"prose:```text\nopen\n```", "code:x = 1", "prose:<!-- open\n-->"}));
}

void LessonFileTest::changedKindChangesTheMarker()
{
    Lesson lesson = lessonFrom("# %% One\na\n# %% Two [markdown]\n# b\n", "a.py");
    lesson.cells[0].kind = CellKind::Prose;
    lesson.cells[1].kind = CellKind::Code;
    QCOMPARE(QByteArray::fromStdString(writeLesson(lesson)),
             QByteArray("# %% One [markdown]\n# a\n\n# %% Two\nb\n"));
}

void LessonFileTest::saving()
{
    const QTemporaryDir dir;
    const std::string path = dir.filePath("课程.md").toStdString();
    Lesson lesson = lessonFrom("# A\n\n```python\nx = 1\n```\n", "a.md");
    QVERIFY(!saveLesson(lesson, path));
    const auto again = readLesson(path);
    QVERIFY(std::holds_alternative<Lesson>(again));
    QVERIFY(std::get<Lesson>(again) == lesson);

    // Another name is another format.
    const std::string script = dir.filePath("a.py").toStdString();
    QVERIFY(!saveLesson(lesson, script));
    QFile file(QString::fromStdString(script));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("# %% [markdown]\n# # A\n\n# %%\nx = 1\n"));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 2);

    const auto error = saveLesson(lesson, dir.filePath("no/such/folder.md").toStdString());
    QVERIFY(error.has_value());
    QVERIFY(QString::fromStdString(error->message.english)
                .startsWith("The file cannot be written: No such file"));
}

void LessonFileTest::reading()
{
    const QTemporaryDir dir;
    const auto messageFor = [](const QString& path) {
        const auto result = readLesson(path.toStdString());
        const auto* error = std::get_if<FileError>(&result);
        return error ? QString::fromStdString(error->text(Language::English)) : QString("no error");
    };
    QCOMPARE(messageFor(dir.filePath("none.md")),
             dir.filePath("none.md") + ": There is no such file.");
    QCOMPARE(messageFor(dir.path()),
             dir.path() + ": This is a folder; choose a lesson file in it.");
}

QTEST_APPLESS_MAIN(LessonFileTest)
#include "tst_lessonfile.moc"

#include <map>
#include <set>

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/lesson/lessonfile.h"

using namespace engine;
using Json = nlohmann::json;

namespace {

Lesson lessonFrom(const std::string& text, const std::string& path = "a.ipynb")
{
    const auto result = parseLesson(text, path);
    if (const auto* error = std::get_if<FileError>(&result)) {
        qWarning("%s", error->text(Language::English).c_str());
        return {};
    }
    return std::get<Lesson>(result);
}

Output stream(Output::Kind kind, const std::string& text)
{
    Output output;
    output.kind = kind;
    output.text = text;
    return output;
}

Output result(const std::string& text, int executionCount)
{
    Output output = stream(Output::Kind::Result, text);
    output.executionCount = executionCount;
    return output;
}

Output error(const std::string& name, const std::string& value,
             const std::vector<std::string>& traceback)
{
    Output output;
    output.kind = Output::Kind::Error;
    output.errorName = name;
    output.errorValue = value;
    output.traceback = traceback;
    return output;
}

std::string str(const Json& json)
{
    return json.is_string() ? json.get<std::string>() : json.dump();
}

QByteArray compact(const Json& json)
{
    return QByteArray::fromStdString(json.dump());
}

/// What the schema of nbformat 4.5 demands of an output; empty when it is met.
QString outputFault(const Json& output)
{
    static const std::map<std::string, std::set<std::string>> keys{
        {"stream", {"output_type", "name", "text"}},
        {"execute_result", {"output_type", "data", "metadata", "execution_count"}},
        {"display_data", {"output_type", "data", "metadata"}},
        {"error", {"output_type", "ename", "evalue", "traceback"}}};
    const auto expected = keys.find(str(output.at("output_type")));
    if (expected == keys.end()) {
        return "output_type";
    }
    std::set<std::string> found;
    for (const auto& [key, value] : output.items()) {
        found.insert(key);
    }
    return found == expected->second ? QString() : QString::fromStdString(output.dump());
}

/// What the schema of nbformat 4.5 demands of a notebook; empty when it is met.
QString fault(const Json& notebook)
{
    if (notebook.at("nbformat") != 4 || notebook.at("nbformat_minor") != 5
        || !notebook.at("metadata").is_object()) {
        return "head";
    }
    const Json& metadata = notebook["metadata"];
    if (!metadata.at("kernelspec").at("name").is_string()
        || !metadata["kernelspec"].at("display_name").is_string()
        || !metadata.at("language_info").at("name").is_string()) {
        return "metadata";
    }
    static const QRegularExpression idPattern("^[a-zA-Z0-9-_]{1,64}$");
    std::set<std::string> ids;
    for (const Json& cell : notebook.at("cells")) {
        const std::string id = cell.at("id");
        if (!idPattern.match(QString::fromStdString(id)).hasMatch() || !ids.insert(id).second) {
            return "id " + QString::fromStdString(id);
        }
        const bool isCode = cell.at("cell_type") == "code";
        if (!cell.at("metadata").is_object() || !cell.at("source").is_array()) {
            return "cell " + QString::fromStdString(cell.dump());
        }
        if (cell.contains("outputs") != isCode || cell.contains("execution_count") != isCode
            || (isCode && cell.contains("attachments"))) {
            return "keys of " + QString::fromStdString(cell.dump());
        }
        for (const Json& output : isCode ? cell["outputs"] : Json::array()) {
            if (const QString wrong = outputFault(output); !wrong.isEmpty()) {
                return wrong;
            }
        }
    }
    return {};
}

/// As a tool from somewhere may leave it: strings for lists, keys nobody knows, a picture.
const char* const foreign = R"({"nbformat": 4, "nbformat_minor": 2, "future": [1],
 "metadata": {"kernelspec": {"name": "tf2", "display_name": "TF 2", "language": "python"}, "signature": "s", "toc": {"a": 1.0},
  "tapedeck": {"seed": 9, "later": true}},
 "cells": [
  {"cell_type": "markdown", "metadata": {"slideshow": {"slide_type": "slide"}, "trusted": true}, "source": "# 求导\r\n\n![a](attachment:a.png)\n",
   "attachments": {"a.png": {"image/png": "aGk=\n"}}},
  {"cell_type": "code", "execution_count": 3, "id": "keep-me_1", "metadata": {"tags": ["x"]}, "unknown": {"k": null},
   "source": ["y = x * x\n", "y"], "outputs": [
    {"output_type": "stream", "name": "stderr", "text": "warn\nmore"},
    {"output_type": "display_data", "metadata": {"needs": "light"}, "data": {"image/png": "aGk="}},
    {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "<Figure>", "application/json": "a\nb"}},
    {"output_type": "execute_result", "execution_count": 3, "metadata": {}, "data": {"text/plain": ["4\n", "5"], "text/html": "<b>4</b>"}},
    {"output_type": "error", "ename": "NameError", "evalue": "name 'q'", "traceback": ["\u001b[0;31m---\u001b[0m", "one\ntwo"]}]},
  {"cell_type": "code", "metadata": {}, "source": [], "execution_count": null, "outputs": []},
  {"cell_type": "raw", "metadata": {"format": "text/latex"}, "source": ["\\alpha"]}
 ]})";

} // namespace

class NotebookTest : public QObject
{
    Q_OBJECT

private slots:
    void reads();
    void writesAsJupyterDoes();
    void keepsWhatItDoesNotKnow();
    void executionReplacesOutputs();
    void editedCells();
    void ids();
    void splitsAsPythonDoes_data();
    void splitsAsPythonDoes();
    void brokenTextIsStillWritten();
    void otherFormatsBecomeNotebooks();
};

void NotebookTest::reads()
{
    const Lesson lesson = lessonFrom(foreign);
    QVERIFY(lesson.format == LessonFormat::Notebook);
    QCOMPARE(lesson.cells.size(), std::size_t{4});
    QCOMPARE(lesson.codeCellCount(), 2);
    QCOMPARE(QString::fromStdString(lesson.title), QString("求导"));
    QVERIFY(!lesson.hasTitle && lesson.hasSeed);
    QCOMPARE(lesson.seed, std::uint64_t{9});
    QCOMPARE(lesson.cells[0].source, std::string("# 求导\n\n![a](attachment:a.png)"));
    QVERIFY(lesson.cells[0].kind == CellKind::Prose && lesson.cells[3].kind == CellKind::Raw);

    const Cell& code = lesson.cells[1];
    QCOMPARE(code.source, std::string("y = x * x\ny"));
    QCOMPARE(code.id, std::string("keep-me_1"));
    QCOMPARE(code.storedExecutionCount, 3);
    Output failure = error("NameError", "name 'q'", {"---", "one", "two"});
    failure.text = "---\none\ntwo";
    Output picture = result("", 0);
    picture.media["image/png"] = "aGk=";
    const std::vector<Output> expected{stream(Output::Kind::Stderr, "warn\nmore"), picture,
                                       result("<Figure>", 0), result("4\n5", 3), failure};
    QVERIFY(code.storedOutputs == expected);
    QCOMPARE(lesson.cells[2].source, std::string());
    QCOMPARE(lesson.cells[2].storedExecutionCount, 0);
}

/// The golden file was laid out by hand after what nbformat's writer does: sorted keys, indent 1,
/// lists of lines.
void NotebookTest::writesAsJupyterDoes()
{
    const Lesson lesson = lessonFrom("# "
                                     "自动求导\n\n第一行\n\n```python\nprint('a')\nx\n```\n\n```"
                                     "python\nq\n```\n\n```python\n```\n",
                                     "a.md");
    const std::vector<ExecutedCell> run{
        {},
        {1,
         {stream(Output::Kind::Stdout, "a\n"), stream(Output::Kind::Stdout, "\tb \"c\" \\"),
          stream(Output::Kind::Stderr, "w\n"), stream(Output::Kind::Stdout, "d\n"),
          result("<tf.Tensor: 值>\n[1.]", 1)}},
        {2,
         {error("NameError", "name 'q' is not defined",
                {"---", "NameError: name 'q' is not defined"})}}};
    QFile golden(SOURCE_DIR "/tests/golden/executed.ipynb");
    QVERIFY(golden.open(QIODevice::ReadOnly));
    const QByteArray expected = golden.readAll();
    const std::string written = writeNotebook(lesson, run);
    const Json json = Json::parse(written);
    QCOMPARE(fault(json), QString());
    QByteArray found = QByteArray::fromStdString(written);
    for (std::size_t i = 0; i < 4; ++i) {
        found.replace(QByteArray::fromStdString(str(json["cells"][i]["id"])),
                      "ID" + QByteArray::number(int(i)));
    }
    QCOMPARE(found, expected);
    QCOMPARE(writeNotebook(lesson, run), written); // the same lesson gives the same file
}

void NotebookTest::keepsWhatItDoesNotKnow()
{
    Lesson lesson = lessonFrom(foreign);
    QCOMPARE(writeLesson(lesson), std::string(foreign));
    lesson.asRead = {}; // written anew, as another program would
    const std::string written = writeLesson(lesson);
    const Json before = Json::parse(foreign);
    const Json after = Json::parse(written);
    QCOMPARE(fault(after), QString());
    QCOMPARE(compact(after["future"]), compact(before["future"]));
    QCOMPARE(compact(after["metadata"]["toc"]), compact(before["metadata"]["toc"]));
    QCOMPARE(compact(after["metadata"]["kernelspec"]), compact(before["metadata"]["kernelspec"]));
    QCOMPARE(compact(after["metadata"]["tapedeck"]), compact(before["metadata"]["tapedeck"]));
    QVERIFY(!after["metadata"].contains("signature") && !after["metadata"].contains("title"));
    QCOMPARE(compact(after["cells"][0]["metadata"]),
             compact(Json::parse(R"({"slideshow": {"slide_type": "slide"}})")));
    QCOMPARE(compact(after["cells"][0]["attachments"]),
             compact(Json::parse(R"({"a.png": {"image/png": ["aGk=\n"]}})")));
    QCOMPARE(compact(after["cells"][0]["source"]),
             compact(Json::parse(R"(["# 求导\r\n", "\n", "![a](attachment:a.png)\n"])")));
    QCOMPARE(compact(after["cells"][1]["unknown"]), compact(before["cells"][1]["unknown"]));
    QCOMPARE(compact(after["cells"][1]["metadata"]), compact(before["cells"][1]["metadata"]));
    QCOMPARE(compact(after["cells"][3]["metadata"]), compact(before["cells"][3]["metadata"]));

    Json outputs = before["cells"][1]["outputs"];
    outputs[0]["text"] = {"warn\n", "more"};
    outputs[1]["data"]["image/png"] = Json::array({"aGk="});
    outputs[2]["data"]["text/plain"] = Json::array({"<Figure>"});
    outputs[3]["data"]["text/html"] = Json::array({"<b>4</b>"});
    QCOMPARE(compact(after["cells"][1]["outputs"]), compact(outputs));

    QCOMPARE(writeLesson(lessonFrom(written)), written);
}

void NotebookTest::executionReplacesOutputs()
{
    const Lesson lesson = lessonFrom(foreign);
    const Json after = Json::parse(writeNotebook(lesson, {{}, {7, {result("1", 7)}}}));
    QCOMPARE(fault(after), QString());
    QCOMPARE(compact(after["cells"][1]["execution_count"]), compact(Json(7)));
    QCOMPARE(after["cells"][1]["outputs"].size(), std::size_t{1});
    QCOMPARE(compact(after["cells"][1]["outputs"][0]["data"]),
             compact(Json::parse(R"({"text/plain": ["1"]})")));
    QCOMPARE(compact(after["cells"][1]["unknown"]), compact(Json::parse(R"({"k": null})")));

    const Json notRun = Json::parse(writeNotebook(lesson, {}));
    QCOMPARE(fault(notRun), QString());
    QVERIFY(notRun["cells"][1]["execution_count"].is_null()
            && notRun["cells"][1]["outputs"].empty());
}

void NotebookTest::editedCells()
{
    Lesson lesson = lessonFrom(foreign);
    lesson.cells[0].source = "new\ntext";
    lesson.cells[1].storedOutputs = {result("shown", 0)};
    lesson.cells[1].storedExecutionCount = 0;
    lesson.cells[2].kind = CellKind::Raw;
    lesson.title = "新";
    lesson.hasTitle = true;
    lesson.hasSeed = false;
    const Json after = Json::parse(writeLesson(lesson));
    QCOMPARE(fault(after), QString());
    QCOMPARE(compact(after["cells"][0]["source"]), compact(Json::parse(R"(["new\n", "text"])")));
    QVERIFY(after["cells"][0].contains("attachments"));
    const Json shown = Json::parse(
        R"([{"data": {"text/plain": ["shown"]}, "metadata": {}, "output_type": "display_data"}])");
    QCOMPARE(compact(after["cells"][1]["outputs"]), compact(shown));
    QCOMPARE(compact(after["cells"][2]["cell_type"]), compact(Json("raw")));
    QCOMPARE(compact(after["metadata"]["title"]), compact(Json("新")));
    QCOMPARE(compact(after["metadata"]["tapedeck"]), compact(Json::parse(R"({"later": true})")));

    lesson = lessonFrom(foreign);
    lesson.cells[0].kind = CellKind::Code;
    lesson.cells[1].kind = CellKind::Prose;
    lesson.asRead = {};
    QCOMPARE(fault(Json::parse(writeLesson(lesson))), QString());
}

void NotebookTest::ids()
{
    Lesson lesson;
    for (const char* const id : {"", "", "good-1", "good-1", "not good", "ünï", ""}) {
        Cell cell;
        cell.source = "x";
        cell.id = id;
        lesson.cells.push_back(cell);
    }
    lesson.cells[3].id = std::string(65, 'a');
    const Json first = Json::parse(writeNotebook(lesson, {}));
    QCOMPARE(fault(first), QString());
    QCOMPARE(compact(first["cells"][2]["id"]), compact(Json("good-1")));

    // An id that a later cell already has is not given to an earlier one.
    lesson.cells[6].id = str(first["cells"][0]["id"]);
    lesson.cells[4].id = "good-1";
    const Json second = Json::parse(writeNotebook(lesson, {}));
    QCOMPARE(fault(second), QString());
    QCOMPARE(compact(second["cells"][6]["id"]), compact(first["cells"][0]["id"]));
    QCOMPARE(compact(second["cells"][2]["id"]), compact(Json("good-1")));
}

void NotebookTest::splitsAsPythonDoes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("lines");

    QTest::newRow("no break") << QByteArray("a") << QByteArray(R"(["a"])");
    QTest::newRow("break at the end") << QByteArray("a\n") << QByteArray(R"(["a\n"])");
    QTest::newRow("blank lines") << QByteArray("\n\na") << QByteArray(R"(["\n", "\n", "a"])");
    QTest::newRow("progress bar") << QByteArray("1\r2\r\n3")
                                  << QByteArray(R"(["1\r", "2\r\n", "3"])");
    QTest::newRow("feeds") << QByteArray("a\fb\vc\x1c\x1d\x1e")
                           << QByteArray(R"(["a\f", "b\u000b", "c\u001c", "\u001d", "\u001e"])");
    QTest::newRow("Unicode") << QByteArray("a\u0085b\u2028c\u2029")
                             << QByteArray(R"(["a\u0085", "b\u2028", "c\u2029"])");
    QTest::newRow("Chinese") << QByteArray("梯度\n。") << QByteArray(R"(["梯度\n", "。"])");
}

void NotebookTest::splitsAsPythonDoes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, lines);
    Lesson lesson;
    lesson.cells.emplace_back();
    const Json json = Json::parse(
        writeNotebook(lesson, {{1, {stream(Output::Kind::Stdout, text.toStdString())}}}));
    QCOMPARE(compact(json["cells"][0]["outputs"][0]["text"]),
             compact(Json::parse(lines.toStdString())));
}

void NotebookTest::brokenTextIsStillWritten()
{
    Lesson lesson;
    lesson.cells.emplace_back();
    lesson.cells[0].notebookJson = "no json";
    lesson.notebookJson = "[1]";
    const Json json = Json::parse(writeNotebook(
        lesson, {{1, {stream(Output::Kind::Stdout, "a\xFF"), stream(Output::Kind::Stderr, "")}}}));
    QCOMPARE(fault(json), QString());
    QCOMPARE(json["cells"][0]["outputs"].size(), std::size_t{1});
    QCOMPARE(compact(json["cells"][0]["outputs"][0]["text"]),
             compact(Json::parse(R"(["a\ufffd"])")));
}

void NotebookTest::otherFormatsBecomeNotebooks()
{
    Lesson lesson = lessonFrom(
        "---\ntitle: T\nlanguage: en\nsummary: s\nseed: 0\n---\nText\n\n```python\nx = 1\n```\n",
        "a.md");
    const Lesson again = lessonFrom(writeNotebook(lesson, {}));
    QVERIFY(again.hasTitle && again.title == "T" && again.language == "en" && again.summary == "s");
    QVERIFY(again.hasSeed && again.seed == 0);
    QCOMPARE(again.cells.size(), std::size_t{2});
    QCOMPARE(again.cells[0].source, std::string("Text"));
    QCOMPARE(again.cells[1].source, std::string("x = 1"));

    Lesson back = again;
    back.format = LessonFormat::Markdown;
    QCOMPARE(lessonFrom(writeLesson(back), "a.md").cells[1].source, std::string("x = 1"));
}

QTEST_APPLESS_MAIN(NotebookTest)
#include "tst_notebook.moc"

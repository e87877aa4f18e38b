#include <QTest>

#include "engine/lesson/lessonfile.h"

using namespace engine;

namespace {

/// The smallest notebook around the JSON of some cells.
std::string notebookWith(const std::string& cells)
{
    return "{\"nbformat\": 4, \"nbformat_minor\": 4, \"metadata\": {},\n\"cells\": [\n" + cells
        + "\n]}";
}

} // namespace

/// Every malformed file is refused with the right line and a message in both languages.
class LessonRefusalTest : public QObject
{
    Q_OBJECT

private slots:
    void refusal_data();
    void refusal();
};

void LessonRefusalTest::refusal_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("chinese");

    const auto row = [](const char* tag, const char* name, const QByteArray& text, int line,
                        const char* english, const char* chinese) {
        QTest::newRow(tag) << QByteArray(name) << text << line << QString(english)
                           << QString(chinese);
    };
    row("GBK", "a.md", "ok\n\xCC\xDD\xB6\xC8\n", 2, "not valid UTF-8", "不是有效的 UTF-8");
    row("cut character", "a.py", "a\nb\n\xE6\xA2", 3, "not valid UTF-8", "UTF-8");
    row("overlong", "a.md", "\xC0\x80", 1, "not valid UTF-8", "UTF-8");
    row("surrogate", "a.md", "\n\xED\xA0\x80", 2, "not valid UTF-8", "UTF-8");
    row("beyond Unicode", "a.ipynb", "{\n\"a\": \"\xF4\x90\x80\x80\"}", 2, "not valid UTF-8",
        "UTF-8");
    row("UTF-16", "a.md", "\xFF\xFE# \0", 1, "Save the file with the encoding UTF-8", "UTF-8 编码");
    row("zero byte", "a.md", QByteArray("a\r\nb\0c", 6), 2, "zero byte", "零字节");

    row("open fence", "a.md", "text\n\n```python\nx = 1\n", 3, "Close it with a line ```.",
        "没有结束");
    row("open fence after another", "a.md", "```python\nx\n```\n\n~~~~text\n~~~\n", 5, "line ~~~~.",
        "~~~~");
    row("open comment", "a.md", "a\n<!-- b\n```python\nc\n```\n", 2, "Close it with -->.",
        "注释没有结束");
    row("open front matter", "a.md", "---\ntitle: a\n", 1, "has no end", "没有结束");
    row("unknown key", "a.md", "---\ntitle: a\nauthor: b\n---\n", 3, "no key \"author\"",
        "“author”");
    row("key twice", "a.md", "---\ntitle: a\nseed: 1\ntitle: b\n---\n", 4, "\"title\" twice",
        "两次");
    row("title is a list", "a.md", "---\nseed: 1\ntitle: [a]\n---\n", 3, "\"title\" must be a text",
        "一段文字");
    row("title is missing", "a.md", "---\ntitle:\n---\n", 2, "\"title\" must be a text",
        "一段文字");
    row("summary is a map", "a.md", "---\nsummary:\n  a: b\n---\n", 2, "\"summary\" must be a text",
        "一段文字");
    row("unknown language", "a.md", "---\ntitle: a\nlanguage: fr\n---\n", 3, "en or zh_CN",
        "en 或 zh_CN");
    row("seed is a text", "a.md", "---\nseed: abc\n---\n", 2, "\"seed\" must be a whole number",
        "整数");
    row("seed in quotes", "a.md", "---\nseed: \"1\"\n---\n", 2, "without quotes", "不加引号");
    row("seed is negative", "a.md", "---\n\nseed: -1\n---\n", 3, "\"seed\"", "整数");
    row("seed is a fraction", "a.md", "---\nseed: 1.5\n---\n", 2, "\"seed\"", "整数");
    row("seed is too large", "a.md", "---\nseed: 18446744073709551616\n---\n", 2,
        "18446744073709551615", "整数");
    row("colon in a value", "a.md", "---\nlanguage: en\ntitle: a: b\n---\n", 3, "not valid YAML",
        "不是有效的 YAML");
    row("no keys", "a.md", "---\njust text\n---\n", 2, "\"key: value\"", "“key: value”");
    row("seed in a script header", "a.py", "# ---\n# title: a\n# seed: x\n# ---\n", 3, "\"seed\"",
        "整数");

    row("empty notebook", "a.ipynb", " \n", 0, "The file is empty", "文件是空的");
    row("no JSON", "a.ipynb", "hello", 1, "JSON is wrong here", "JSON 有误");
    row("missing comma", "a.ipynb", "{\n \"nbformat\": 4\n \"cells\": []\n}\n", 3,
        "JSON is wrong here", "JSON 有误");
    row("extra comma", "a.ipynb", "{\r\n \"nbformat\": 4,\r\n}\r\n", 3, "JSON is wrong here",
        "JSON 有误");
    row("line break in a string", "a.ipynb", "{\n \"a\": \"b\nc\"\n}", 2, "JSON is wrong here",
        "JSON 有误");
    row("merge conflict", "a.ipynb", "{\n \"cells\": [\n<<<<<<< HEAD\n ]\n}", 3,
        "JSON is wrong here", "JSON 有误");
    row("cut off", "a.ipynb", "{\n \"cells\": [\n  {\n\n", 3, "breaks off here", "不完整");
    row("cut off in a string", "a.ipynb", "{\n \"cells\": \"ab", 2, "breaks off here", "不完整");
    row("text behind the end", "a.ipynb", "{}\n\n{}", 3, "JSON is wrong here", "JSON 有误");
    row("nested without end", "a.ipynb", "{\n\"a\":\n" + QByteArray(100000, '['), 3, "too deeply",
        "嵌套过深");
    row("number without end", "a.ipynb", "{\"nbformat\": 1e999}", 0, "too large", "过大");
    row("JSON but no notebook", "a.ipynb", "\n[1, 2]", 2, "not a Jupyter notebook",
        "不是 Jupyter 笔记本");
    row("no version", "a.ipynb", "{\"cells\": []}", 1, "no \"nbformat\"", "没有“nbformat”");
    row("old version", "a.ipynb",
        "{\n \"nbformat_minor\": 0,\n \"nbformat\": 2,\n \"worksheets\": []\n}", 3,
        "jupyter nbconvert", "旧格式 2.0");
    row("no worksheet", "a.ipynb", "{\n \"nbformat\": 3,\n \"worksheets\": []\n}", 3,
        "one worksheet", "一个工作表");
    row("newer version", "a.ipynb", "{\n \"nbformat\": 5,\n \"nbformat_minor\": 0\n}", 2,
        "format 5.0", "较新的格式 5.0");
    row("newer minor", "a.ipynb", "{\n \"nbformat\": 4,\n \"nbformat_minor\": 6,\n \"cells\": []}",
        3, "nbformat 4.5", "较新的格式 4.6");
    row("no cells", "a.ipynb", "{\n \"nbformat\": 4}", 1, "\"cells\" must be a list",
        "“cells”必须是列表");
    row("cells is an object", "a.ipynb", "{\n \"nbformat\": 4,\n \"cells\": {}}", 3,
        "\"cells\" must be a list", "列表");
    row("metadata is a list", "a.ipynb", "{\"nbformat\": 4,\n\"cells\": [],\n\"metadata\": []}", 3,
        "\"metadata\" must be", "对象");
    row("wrong seed", "a.ipynb",
        "{\"nbformat\": 4, \"cells\": [],\n\"metadata\": {\"tapedeck\": {\n\"seed\": -1}}}", 3,
        "\"seed\" must be", "非负整数");

    const auto cellRow = [&row](const char* tag, const char* cells, int line, const char* english,
                                const char* chinese) {
        row(tag, "a.ipynb", QByteArray::fromStdString(notebookWith(cells)), line, english, chinese);
    };
    const char* const good =
        R"({"cell_type": "markdown", "metadata": {}, "source": "a ] } \" b"},)";
    const std::string start = std::string(good) + "\n{\"cell_type\": \"code\",\n";
    cellRow("cell is a text", "\"a\"", 3, "\"cells\" must be", "对象");
    cellRow("no cell type", (std::string(good) + "\n{\n\"source\": \"\"}").c_str(), 4,
            "\"cell_type\" must be", "“cell_type”必须是");
    cellRow("unknown cell type", "{\n\"source\": \"\",\n\"cell_type\": \"heading\"}", 5,
            "\"cell_type\" must be", "“raw”");
    cellRow("no source", "{\n\"cell_type\": \"raw\"}", 3, "\"source\" must be a text", "文本");
    cellRow("source is a number", (start + "\"source\": 3}").c_str(), 5,
            "\"source\" must be a text", "文本");
    cellRow("number in source", (start + "\"source\": [\"a\",\n7]}").c_str(), 6,
            "\"source\" must be a text", "文本");
    cellRow("count is a text", (start + "\"source\": \"\",\n\"execution_count\": \"1\"}").c_str(),
            6, "\"execution_count\" must be", "整数");
    cellRow("count is too large",
            (start + "\"source\": \"\",\n\"execution_count\": 2147483648}").c_str(), 6,
            "\"execution_count\" must be", "整数");
    cellRow("outputs is an object", (start + "\"source\": \"\", \"outputs\": {}}").c_str(), 5,
            "\"outputs\" must be a list", "列表");
    const std::string outputs = start + "\"source\": \"\", \"outputs\": [\n";
    cellRow("unknown output", (outputs + "{\n\"output_type\": \"pyout\"}]}").c_str(), 7,
            "\"output_type\" must be", "“error”");
    cellRow("unknown stream",
            (outputs + "{\"output_type\": \"stream\",\n\"name\": \"x\"}]}").c_str(), 7,
            "\"name\" must be", "“stderr”");
    cellRow("no data", (outputs + "{\"output_type\": \"display_data\"}]}").c_str(), 6,
            "\"data\" must be an object", "对象");
    cellRow("wrong traceback",
            (outputs
             + "{\"output_type\": \"error\", \"ename\": \"E\", \"evalue\": \"\",\n\"traceback\": "
               "[1]}]}")
                .c_str(),
            7, "\"traceback\" must be", "由文本组成的列表");
}

void LessonRefusalTest::refusal()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, english);
    QFETCH(QString, chinese);
    const auto result = parseLesson(text.toStdString(), name.toStdString());
    QVERIFY(std::holds_alternative<FileError>(result));
    const FileError& error = std::get<FileError>(result);
    const QString inEnglish = QString::fromStdString(error.text(Language::English));
    const QString inChinese = QString::fromStdString(error.text(Language::Chinese));
    QVERIFY2(inEnglish.contains(english), qPrintable(inEnglish));
    QVERIFY2(inChinese.contains(chinese), qPrintable(inChinese));
    QCOMPARE(error.line, line);
    QCOMPARE(error.path, name.toStdString());
    QVERIFY(inEnglish.startsWith(line > 0 ? name + ":" + QByteArray::number(line) + ": "
                                          : name + ": "));
}

QTEST_APPLESS_MAIN(LessonRefusalTest)
#include "tst_lessonrefusal.moc"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>

#include "engine/lesson/lessonfile.h"
#include "engine/lesson/notebook.h"

using namespace engine;

namespace {

std::string contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

Lesson lessonOf(const std::string& text, const QString& path)
{
    const auto read = parseLesson(text, path.toStdString());
    if (const auto* error = std::get_if<FileError>(&read)) {
        qWarning("%s", error->text(Language::English).c_str());
        return {};
    }
    return std::get<Lesson>(read);
}

void addFiles(const QString& folder, const QStringList& names)
{
    QDirIterator files(QStringLiteral(SOURCE_DIR "/") + folder, names, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(path.mid(int(qstrlen(SOURCE_DIR)) + 1))) << path;
    }
}

/// Whether what stands before and after one place where `stood` was is as it was.
bool differsOnlyIn(const std::string& stood, const std::string& text, const std::string& written)
{
    for (std::size_t at = text.find(stood); at != std::string::npos;
         at = text.find(stood, at + 1)) {
        const std::string after = text.substr(at + stood.size());
        if (written.size() >= at + after.size() && written.compare(0, at, text, 0, at) == 0
            && written.compare(written.size() - after.size(), after.size(), after) == 0)
            return true;
    }
    return false;
}

} // namespace

/// Opening and saving changes no byte but those of what was edited.
class RoundTripTest : public QObject
{
    Q_OBJECT

private slots:
    void untouched_data();
    void untouched();
    void oneCellEdited_data();
    void oneCellEdited();
    void cellsComeAndGo_data() { notebooks(); }
    void cellsComeAndGo();
    void foldsOfOneCell_data() { notebooks(); }
    void foldsOfOneCell();
    void outputsOfOneCell_data() { notebooks(); }
    void outputsOfOneCell();
    void format3();

private:
    static void notebooks()
    {
        QTest::addColumn<QString>("path");
        addFiles(QStringLiteral("tests/data/notebooks"), {QStringLiteral("*.ipynb")});
    }
};

void RoundTripTest::untouched_data()
{
    notebooks();
    addFiles(QStringLiteral("lessons"), {QStringLiteral("*.md")});
    addFiles(QStringLiteral("docs"), {QStringLiteral("lesson-template.md")});
}

void RoundTripTest::untouched()
{
    QFETCH(QString, path);
    const std::string text = contentOf(path);
    QVERIFY(!text.empty());
    const Lesson lesson = lessonOf(text, path);
    QCOMPARE(QByteArray::fromStdString(writeLesson(lesson)), QByteArray::fromStdString(text));
}

void RoundTripTest::oneCellEdited_data()
{
    untouched_data();
}

void RoundTripTest::oneCellEdited()
{
    QFETCH(QString, path);
    const std::string text = contentOf(path);
    const Lesson lesson = lessonOf(text, path);
    for (std::size_t i = 0; i < lesson.cells.size(); ++i) {
        if (lesson.cells[i].isQuestion() || lesson.cells[i].kind == CellKind::Claim)
            continue; // not every text is one
        const std::string& stood = path.endsWith(QLatin1String(".ipynb"))
            ? lesson.cells[i].notebookJson
            : lesson.cells[i].asRead.markdown;
        Lesson edited = lesson;
        edited.cells[i].source = "first \"line\"\nzweite 行";
        const std::string written = writeLesson(edited);
        QVERIFY2(differsOnlyIn(stood, text, written), written.c_str());
        const Lesson again = lessonOf(written, path);
        QCOMPARE(again.cells.size(), lesson.cells.size());
        for (std::size_t j = 0; j < again.cells.size(); ++j) {
            QCOMPARE(again.cells[j].source, edited.cells[j].source);
            QVERIFY(again.cells[j].kind == edited.cells[j].kind);
            QVERIFY(again.cells[j].storedOutputs == lesson.cells[j].storedOutputs);
        }
        // And back again: by hand-set lists too, all that is not the text itself.
        edited = again;
        edited.cells[i].source = lesson.cells[i].source;
        const Lesson back = lessonOf(writeLesson(edited), path);
        QVERIFY(back.cells[i].source == lesson.cells[i].source);
    }
}

void RoundTripTest::cellsComeAndGo()
{
    QFETCH(QString, path);
    const std::string text = contentOf(path);
    const Lesson lesson = lessonOf(text, path);
    Cell added;
    added.source = "new = 1\nnew";
    for (std::size_t i = 0; i <= lesson.cells.size(); ++i) {
        Lesson more = lesson;
        more.cells.insert(more.cells.begin() + std::ptrdiff_t(i), added);
        const std::string written = writeLesson(more);
        for (const Cell& cell : lesson.cells)
            QVERIFY2(written.find(cell.notebookJson) != std::string::npos, written.c_str());
        Lesson again = lessonOf(written, path);
        QCOMPARE(again.cells.size(), lesson.cells.size() + 1);
        QCOMPARE(again.cells[i].source, added.source);
        QVERIFY(again.cells[i].isCode());
        const bool hasId = !again.cells[i].id.empty();
        const bool othersHave = !lesson.cells.empty() && !lesson.cells[0].id.empty();
        QVERIFY(lesson.cells.empty() || hasId == othersHave);
        // Taken out again it is the file it was, where there is more than one to tell by.
        again.cells.erase(again.cells.begin() + std::ptrdiff_t(i));
        const Lesson fewer = lessonOf(writeLesson(again), path);
        QCOMPARE(fewer.cells.size(), lesson.cells.size());
        for (std::size_t j = 0; j < lesson.cells.size(); ++j)
            QCOMPARE(fewer.cells[j].notebookJson, lesson.cells[j].notebookJson);
    }
    if (lesson.cells.size() > 1) {
        Lesson turned = lesson;
        std::reverse(turned.cells.begin(), turned.cells.end());
        const Lesson again = lessonOf(writeLesson(turned), path);
        QCOMPARE(again.cells.front().notebookJson, lesson.cells.back().notebookJson);
    }
}

/// Folding touches the cell's metadata and no other byte; folded and unfolded again, none at all.
void RoundTripTest::foldsOfOneCell()
{
    QFETCH(QString, path);
    const std::string text = contentOf(path);
    const Lesson lesson = lessonOf(text, path);
    for (std::size_t i = 0; i < lesson.cells.size(); ++i) {
        if (!lesson.cells[i].isCode())
            continue;
        const bool folded = hasFoldedOutputs(lesson.cells[i]);
        Lesson changed = lesson;
        setFoldedOutputs(changed.cells[i], !folded);
        const std::string written = writeLesson(changed);
        const std::string& stood = lesson.cells[i].notebookJson;
        QVERIFY(written != text);
        QVERIFY2(differsOnlyIn(stood, text, written), written.c_str());

        const Lesson again = lessonOf(written, path);
        QCOMPARE(hasFoldedOutputs(again.cells[i]), !folded);
        QCOMPARE(again.cells[i].source, lesson.cells[i].source);
        QVERIFY(again.cells[i].storedOutputs == lesson.cells[i].storedOutputs);
        QCOMPARE(again.cells[i].id, lesson.cells[i].id);
        for (std::size_t j = 0; j < lesson.cells.size(); ++j) {
            if (j != i)
                QCOMPARE(again.cells[j].notebookJson, lesson.cells[j].notebookJson);
        }
        setFoldedOutputs(changed.cells[i], folded);
        QCOMPARE(QByteArray::fromStdString(writeLesson(changed)), QByteArray::fromStdString(text));
    }
}

void RoundTripTest::outputsOfOneCell()
{
    QFETCH(QString, path);
    const std::string text = contentOf(path);
    const Lesson lesson = lessonOf(text, path);
    for (std::size_t i = 0; i < lesson.cells.size(); ++i) {
        if (!lesson.cells[i].isCode())
            continue;
        Lesson run = lesson;
        Output output;
        output.kind = Output::Kind::Result;
        output.text = "<tf.Tensor: 梯度>\n[1.]";
        output.executionCount = 42;
        run.cells[i].storedOutputs = {output};
        run.cells[i].storedExecutionCount = 42;
        const Lesson again = lessonOf(writeLesson(run), path);
        QVERIFY(again.cells[i].storedOutputs == run.cells[i].storedOutputs);
        QCOMPARE(again.cells[i].storedExecutionCount, 42);
        for (std::size_t j = 0; j < lesson.cells.size(); ++j) {
            if (j != i)
                QCOMPARE(again.cells[j].notebookJson, lesson.cells[j].notebookJson);
        }
    }
}

void RoundTripTest::format3()
{
    const QString path = QStringLiteral(SOURCE_DIR "/tests/data/notebooks/nbformat-3.ipynb");
    const Lesson lesson = lessonOf(contentOf(path), path);
    QCOMPARE(lesson.cells.size(), std::size_t{6});
    QCOMPARE(lesson.cells[0].source, std::string("## An old heading"));
    QVERIFY(lesson.cells[0].kind == CellKind::Prose);
    QCOMPARE(lesson.cells[2].source, std::string("x = 3\nx * x"));
    QCOMPARE(lesson.cells[2].storedExecutionCount, 1);
    QCOMPARE(lesson.cells[2].storedOutputs.at(0).text, std::string("9"));
    QVERIFY(lesson.cells[3].storedOutputs.at(1).kind == Output::Kind::Error);
    QVERIFY(lesson.cells[4].storedOutputs.at(0).media.count("image/png") == 1);
    QVERIFY(lesson.cells[5].kind == CellKind::Raw);
}

QTEST_APPLESS_MAIN(RoundTripTest)
#include "tst_roundtrip.moc"

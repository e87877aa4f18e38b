#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTest>

#include "engine/lang/interpreter.h"

using namespace engine;
using namespace engine::lang;

namespace {

class Transcript : public EvaluationObserver
{
public:
    std::string text;
    void outputWritten(const SourceSpan& /*span*/, Output::Kind kind,
                       const std::string& written) override
    {
        if (kind == Output::Kind::Stdout)
            text += written;
    }
};

/// What a program of tests/programs says about itself: `# expect: text` for each printed line, `#
/// expect error: Kind: message` on the line that fails, `# not python` when CPython is known to say
/// something else.
struct Expectation
{
    QStringList lines;
    QString error;
    int errorLine = 0;
    bool isPython = true;

    explicit Expectation(const QString& source)
    {
        const QStringList sourceLines = source.split('\n');
        for (int i = 0; i < sourceLines.size(); ++i) {
            const QString& line = sourceLines[i];
            if (const auto at = line.indexOf("# expect error: "); at >= 0) {
                error = line.mid(at + 16);
                errorLine = i + 1;
            } else if (const auto text = line.indexOf("# expect: "); text >= 0) {
                lines << line.mid(text + 10);
            } else if (line.endsWith("# expect:")) {
                lines << QString();
            }
            isPython = isPython && !line.startsWith("# not python");
        }
    }
};

QString readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList linesOf(const QString& text)
{
    QStringList lines = text.split('\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

void addPrograms()
{
    QTest::addColumn<QString>("path");
    const QString root = QStringLiteral(SOURCE_DIR "/tests/programs");
    QDirIterator files(root, {"*.py"}, QDir::Files, QDirIterator::Subdirectories);
    QStringList paths;
    while (files.hasNext()) {
        const QString path = files.next();
        if (!path.startsWith(
                root
                + QStringLiteral(
                    "/tensorflow/"))) // those are run with the library, by tst_tensorflow
            paths << path;
    }
    paths.sort();
    QVERIFY(paths.size() >= 200);
    for (const QString& path : paths)
        QTest::newRow(qPrintable(QDir(root).relativeFilePath(path))) << path;
}

} // namespace

class TestPrograms : public QObject
{
    Q_OBJECT

private slots:
    void meetsItsExpectations_data() { addPrograms(); }
    void meetsItsExpectations()
    {
        QFETCH(const QString, path);
        const QString source = readAll(path);
        const Expectation expected(source);
        QVERIFY(!expected.lines.isEmpty() || !expected.error.isEmpty());
        Transcript transcript;
        const StopFlag stop;
        Interpreter interpreter({}, stop, transcript);
        const std::string text = source.toStdString();
        const auto diagnostic = interpreter.run(text, 0, 1);
        QCOMPARE(linesOf(QString::fromStdString(transcript.text)).join('\n'),
                 expected.lines.join('\n'));
        QString error;
        if (diagnostic) {
            error = QString::fromStdString(
                diagnostic->kind + (diagnostic->message.empty() ? "" : ": ") + diagnostic->message);
            QCOMPARE(diagnostic->hint.english.empty(), diagnostic->hint.chinese.empty());
        }
        QCOMPARE(error, expected.error);
        if (diagnostic)
            QCOMPARE(positionAt(text, diagnostic->span.begin).line, expected.errorLine);
    }

    void agreesWithCPython_data() { addPrograms(); }
    void agreesWithCPython()
    {
        QFETCH(const QString, path);
        const QString python = QStandardPaths::findExecutable("python3");
        const Expectation expected(readAll(path));
        if (python.isEmpty() || !expected.isPython)
            QSKIP("CPython is not installed, or the program is not for it");
        QProcess process;
        process.start(python, {"-X", "utf8", path});
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(linesOf(QString::fromUtf8(process.readAllStandardOutput())).join('\n'),
                 expected.lines.join('\n'));
        // Newer versions word some messages anew: the class must agree.
        const QStringList errorLines = linesOf(QString::fromUtf8(process.readAllStandardError()));
        const QString kind = expected.error.section(':', 0, 0);
        if (kind.isEmpty())
            QCOMPARE(process.exitCode(), 0);
        else
            QVERIFY2(!errorLines.isEmpty() && errorLines.last().startsWith(kind),
                     qPrintable(errorLines.join('\n')));
    }
};

QTEST_APPLESS_MAIN(TestPrograms)
#include "tst_programs.moc"

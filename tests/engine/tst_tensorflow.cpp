#include <QDirIterator>
#include <QFile>
#include <QTest>

#include "support/expectations.h"
#include "support/samplerecording.h"

/// Runs tests/programs/tensorflow/*.py, each as one cell, and compares what they print, display or fail with to their own trailing
/// comments: "# expect: a line", "# expect error: Kind: message" in the line that fails.
class TestTensorflow : public QObject
{
    Q_OBJECT

private slots:
    void program_data()
    {
        QTest::addColumn<QString>("path");
        QDirIterator files(QStringLiteral(SOURCE_DIR "/tests/programs/tensorflow"), {QStringLiteral("*.py")});
        while (files.hasNext()) {
            files.next();
            QTest::newRow(qPrintable(files.fileInfo().completeBaseName())) << files.filePath();
        }
    }

    void program()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string source = file.readAll().toStdString();
        const support::Expectations expected = support::expectationsOf(source);
        QVERIFY2(!expected.lines.empty() || expected.errorLine > 0, "the program expects nothing");
        const auto recording = support::record({source});
        QCOMPARE(recording->cellRuns.size(), std::size_t(1));
        const engine::CellRun& run = recording->cellRuns.front();

        std::string printed;
        for (const engine::Output& output : run.outputs) {
            if (output.kind != engine::Output::Kind::Error)
                printed += output.text + (output.text.empty() || output.text.back() == '\n' ? "" : "\n");
        }
        QCOMPARE(QString::fromStdString(printed), QString::fromStdString(expected.text()));
        if (expected.errorLine == 0) {
            QVERIFY2(!run.failure, run.failure ? (run.failure->kind + ": " + run.failure->message).c_str() : "");
            return;
        }
        QVERIFY2(run.failure, "the program was expected to fail");
        QCOMPARE(QString::fromStdString(run.failure->kind + ": " + run.failure->message), QString::fromStdString(expected.error));
        QCOMPARE(engine::positionAt(source, run.failure->span.begin).line, expected.errorLine);
    }
};

QTEST_APPLESS_MAIN(TestTensorflow)
#include "tst_tensorflow.moc"

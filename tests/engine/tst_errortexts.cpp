#include <QFile>
#include <QTest>

#include "support/samplerecording.h"

namespace {

/// One entry of tests/golden/error_texts.txt.
struct Entry
{
    QString title;
    QString cell;
    QStringList printed;
    QStringList warnings;
    QString error; ///< empty: the cell must not fail
};

std::vector<Entry> entries()
{
    QFile file(QStringLiteral(SOURCE_DIR "/tests/golden/error_texts.txt"));
    std::vector<Entry> all;
    if (!file.open(QIODevice::ReadOnly))
        return all;
    for (const QString& line : QString::fromUtf8(file.readAll()).split('\n')) {
        const QString text = line.mid(3);
        if (line.startsWith('[') && line.endsWith(']'))
            all.push_back({line.mid(1, line.size() - 2), {}, {}, {}, {}});
        else if (all.empty())
            continue; // the explanation at the top
        else if (line.startsWith(QStringLiteral("!! ")))
            all.back().error = QString(text).replace(QStringLiteral("\\n"), QStringLiteral("\n"));
        else if (line.startsWith(QStringLiteral("?? ")))
            all.back().warnings << text;
        else if (line.startsWith(QStringLiteral(">> ")))
            all.back().printed << text;
        else
            all.back().cell += line + '\n';
    }
    return all;
}

QStringList linesOf(const engine::CellRun& run, engine::Output::Kind kind)
{
    QString text;
    for (const engine::Output& output : run.outputs) {
        if (output.kind == kind)
            text += QString::fromStdString(output.text);
    }
    return text.split('\n', Qt::SkipEmptyParts);
}

} // namespace

/// What each mistake of the behaviour catalogue says, and the rules around it, word for word.
class TestErrorTexts : public QObject
{
    Q_OBJECT

private slots:
    void says_data()
    {
        QTest::addColumn<int>("index");
        const auto all = entries();
        QVERIFY(all.size() > 100);
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(qPrintable(all[i].title)) << static_cast<int>(i);
    }

    void says()
    {
        QFETCH(int, index);
        const Entry entry = entries()[static_cast<std::size_t>(index)];
        QVERIFY2(!entry.error.isEmpty() || !entry.printed.isEmpty() || !entry.warnings.isEmpty(), "expects nothing");
        const QString source = QStringLiteral("import tensorflow as tf\nimport numpy as np\n") + entry.cell;
        const auto recording = support::record({source.toStdString()});
        const engine::CellRun& run = recording->cellRuns.front();
        const QString error =
            run.failure ? QString::fromStdString(run.failure->kind + ": " + run.failure->message) : QString();
        QCOMPARE(error, entry.error);
        QCOMPARE(linesOf(run, engine::Output::Kind::Stdout), entry.printed);
        QCOMPARE(linesOf(run, engine::Output::Kind::Stderr), entry.warnings);
        if (run.failure)
            QCOMPARE(run.failure->hint.english.empty(), run.failure->hint.chinese.empty());
    }
};

QTEST_APPLESS_MAIN(TestErrorTexts)
#include "tst_errortexts.moc"

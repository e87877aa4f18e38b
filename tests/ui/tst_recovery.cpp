#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <cstdio>

#include "engine/lesson/lessonfile.h"
#include "ui/notebook/celleditor.h"
#include "ui/notebook/cellwidget.h"
#include "ui/notebook/notebookview.h"
#include "ui/window/autosave.h"
#include "ui/window/mainwindow.h"

using namespace ui;

namespace {

const QString lessonText = QStringLiteral("# A lesson\n\n```python\nx = 1\n```\n");

/// The other program: types into a lesson without a pause until it is killed, and says how far it
/// is.
int typeOn(int argc, char** argv)
{
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    MainWindow window{Settings()};
    window.show();
    if (!window.open(QString::fromLocal8Bit(argv[2])))
        return 1;
    window.notebook()->editCell(1);
    int count = 0;
    QTimer typist;
    QObject::connect(&typist, &QTimer::timeout, &window, [&] {
        QTest::keyClicks(window.notebook()->cellWidget(1)->editor(),
                         QStringLiteral("#%1 ").arg(++count));
        std::printf("%d\n", count);
        std::fflush(stdout);
    });
    typist.start(50);
    return QApplication::exec();
}

std::string sourceIn(const Draft& draft)
{
    const auto read = engine::parseLesson(draft.text, draft.path.toStdString());
    const auto* lesson = std::get_if<engine::Lesson>(&read);
    return lesson && lesson->cells.size() > 1 ? lesson->cells[1].source : std::string();
}

} // namespace

/// What is not saved survives the end of the program.
class RecoveryTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
             + QStringLiteral("/recovery"))
            .removeRecursively();
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("lesson.md"));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(lessonText.toUtf8());
    }

    void killedWhileTyping();
    void truncatedDraftGivesWayToTheOneBefore();
    void damagedDraftsAreSetAside();
    void savedOrDiscardedLeavesNothing();
    void draftOfALiveProgramIsLeftAlone();

private:
    QString draftFolder() const { return m_folder->filePath(QStringLiteral("drafts")); }
    /// A draft of a program that is gone, written twice.
    void leaveDraft()
    {
        Autosave gone(draftFolder());
        QString text = QStringLiteral("one");
        gone.setSource([&] {
            Draft draft;
            draft.path = m_path;
            draft.title = QStringLiteral("A lesson");
            draft.text = lessonText.toStdString() + text.toStdString() + "\n";
            return draft;
        });
        gone.writeNow();
        text = QStringLiteral("two");
        gone.writeNow();
    }
    QString draftFile(bool before) const
    {
        for (const QString& name : QDir(draftFolder()).entryList({QStringLiteral("*.draft")}))
            if (name.contains(QStringLiteral(".before")) == before)
                return QDir(draftFolder()).filePath(name);
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void RecoveryTest::killedWhileTyping()
{
    QProcess program;
    program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--type"), m_path});
    QVERIFY(program.waitForStarted());
    // How far the typist was five seconds before the end.
    QElapsedTimer clock;
    clock.start();
    std::vector<std::pair<qint64, int>> told;
    const int seconds = 8;
    while (told.empty() || clock.elapsed() < told.front().first + seconds * 1000) {
        QVERIFY2(clock.elapsed() < 60'000, "the other program types nothing");
        program.waitForReadyRead(20);
        while (program.canReadLine())
            told.emplace_back(clock.elapsed(), program.readLine().trimmed().toInt());
    }
    ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
    const qint64 killed = clock.elapsed();
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitStatus(), QProcess::CrashExit);
    int fiveSecondsBefore = 0;
    for (const auto& [at, count] : told)
        fiveSecondsBefore = at <= killed - 5000 ? count : fiveSecondsBefore;
    QVERIFY(fiveSecondsBefore > 1);

    Autosave autosave;
    QStringList unreadable;
    const std::vector<Draft> drafts = autosave.findOrphans(&unreadable);
    QVERIFY(unreadable.isEmpty());
    QCOMPARE(drafts.size(), std::size_t{1});
    QCOMPARE(drafts[0].path, m_path);
    const std::string source = sourceIn(drafts[0]);
    QVERIFY2(source.find("#" + std::to_string(fiveSecondsBefore) + " ") != std::string::npos,
             source.c_str());

    // The next program opens it, as changed.
    MainWindow window{Settings()};
    QVERIFY(window.recover(drafts[0]));
    QVERIFY(window.isWindowModified());
    QCOMPARE(window.path(), m_path);
    QVERIFY(window.notebook()->lesson().cells[1].source == source);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), lessonText); // the file is not touched
    window.setWindowModified(false);
}

void RecoveryTest::truncatedDraftGivesWayToTheOneBefore()
{
    leaveDraft();
    Autosave next(draftFolder());
    QCOMPARE(next.findOrphans().size(), std::size_t{1});
    QVERIFY(!next.findOrphans()[0].isEarlier);
    QVERIFY(next.findOrphans()[0].text.ends_with("two\n"));
    for (const qint64 size : {qint64(0), qint64(10), QFile(draftFile(false)).size() - 1}) {
        QVERIFY(QFile::resize(draftFile(false), size));
        QStringList unreadable;
        const std::vector<Draft> drafts = next.findOrphans(&unreadable);
        QVERIFY(unreadable.isEmpty());
        QCOMPARE(drafts.size(), std::size_t{1});
        QVERIFY(drafts[0].isEarlier);
        QVERIFY(drafts[0].text.ends_with("one\n"));
    }
    // Killed between the two renames: only the one before is there.
    QVERIFY(QFile::remove(draftFile(false)));
    QVERIFY(next.findOrphans().at(0).isEarlier);
    next.remove(next.findOrphans()[0]);
    QVERIFY(next.findOrphans().empty());
}

void RecoveryTest::damagedDraftsAreSetAside()
{
    leaveDraft();
    QVERIFY(QFile::resize(draftFile(false), 40) && QFile::resize(draftFile(true), 40));
    Autosave next(draftFolder());
    QStringList unreadable;
    QVERIFY(next.findOrphans(&unreadable).empty());
    QCOMPARE(unreadable.size(), 1);
    QCOMPARE(QDir(draftFolder()).entryList({QStringLiteral("*.damaged")}).size(), 2);
    unreadable.clear();
    QVERIFY(next.findOrphans(&unreadable).empty() && unreadable.isEmpty()); // told once
}

void RecoveryTest::savedOrDiscardedLeavesNothing()
{
    MainWindow window{Settings()};
    QVERIFY(window.open(m_path));
    window.notebook()->editCell(1);
    QTest::keyClicks(window.notebook()->cellWidget(1)->editor(), QStringLiteral("y = 2 "));
    window.autosave().writeNow();
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                      + QStringLiteral("/recovery"));
    QCOMPARE(folder.entryList({QStringLiteral("*.draft")}).size(), 1);
    QVERIFY(window.saveTo(m_path));
    QVERIFY(folder.entryList(QDir::Files).isEmpty());
}

void RecoveryTest::draftOfALiveProgramIsLeftAlone()
{
    Autosave other(draftFolder());
    other.setSource([this] {
        Draft draft;
        draft.path = m_path;
        return draft;
    });
    other.writeNow();
    Autosave next(draftFolder());
    QVERIFY(next.findOrphans().empty());
}

int main(int argc, char** argv)
{
    if (argc > 2 && qstrcmp(argv[1], "--type") == 0)
        return typeOn(argc, argv);
    QApplication application(argc, argv);
    RecoveryTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_recovery.moc"

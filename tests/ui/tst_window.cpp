#include <QApplication>
#include <QDropEvent>
#include <QImage>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QStyle>
#include <QTest>

#include "engine/recording/recording.h"
#include "ui/notebook/celleditor.h"
#include "ui/notebook/codecell.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/predictcell.h"
#include "ui/window/actions.h"
#include "ui/window/mainwindow.h"
#include "ui/window/shippedlessons.h"

namespace {

const QByteArray threeCells = "# Three cells\n\n```python\na = 1\n```\n\n```python\nb = a + "
                              "1\n```\n\n```python\nprint(a + b)\n```\n";
const QByteArray endless = "# Endless\n\n```python\nwhile True:\n    pass\n```\n";

/// Clicks a button in the next message box, which is expected to come.
void answerNextQuestion(QMessageBox::StandardButton answer, QString* text = nullptr)
{
    QTimer::singleShot(0, qApp, [answer, text] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!box)
            return answerNextQuestion(answer, text);
        if (text)
            *text = box->text() + QLatin1Char(' ') + box->informativeText();
        box->button(answer)->click();
    });
}

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QVERIFY(m_folder.isValid());
        write("three.md", threeCells);
        write("endless.md", endless);
        write("broken.ipynb", "{ this is no notebook");
    }

    void init()
    {
        m_window = std::make_unique<ui::MainWindow>(ui::Settings(), engine::Language::English);
        m_window->resize(1280, 720);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void cleanup() { m_window.reset(); }

    void startsWithTheFirstLesson()
    {
        m_window->openFirstLesson();
        QCOMPARE(m_window->path(), ui::shippedLessons(engine::Language::English).at(0).path);
        QVERIFY(m_window->notebook()->cellCount() > 1);
        QVERIFY(m_window->windowTitle().endsWith("Tapedeck"));
        QVERIFY(m_window->windowTitle().size() > 12);
        QVERIFY(!m_window->isWindowModified());
        QVERIFY(!m_window->player()->recording());
    }

    /// In a narrow window too, and whatever an answer says.
    void cellsAreNoWiderThanTheNotebook()
    {
        m_window->resize(1280, 720);
        const int room = m_window->notebook()->width() - m_window->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
        for (const auto language : {engine::Language::English, engine::Language::Chinese}) {
            for (const ui::ShippedLesson& lesson : ui::shippedLessons(language)) {
                QVERIFY(m_window->open(lesson.path));
                QApplication::processEvents();
                for (int i = 0; i < m_window->notebook()->cellCount(); ++i)
                    QVERIFY2(m_window->notebook()->cellWidget(i)->minimumSizeHint().width() <= room,
                             qPrintable(QStringLiteral("%1, cell %2: %3 > %4")
                                            .arg(lesson.path)
                                            .arg(i)
                                            .arg(m_window->notebook()->cellWidget(i)->minimumSizeHint().width())
                                            .arg(room)));
            }
        }
    }

    void shiftEnterGoesThroughTheFirstLesson()
    {
        m_window->openFirstLesson();
        revealAnswers();
        const engine::Lesson lesson = m_window->notebook()->lesson();
        int ran = 0;
        for (int i = 0; i < m_window->notebook()->cellCount(); ++i) {
            if (!lesson.cells[static_cast<std::size_t>(i)].isCode())
                continue;
            pressInCell(i, Qt::ShiftModifier);
            QTRY_VERIFY(!m_window->runner()->isRunning());
            const auto recording = m_window->player()->recording();
            QVERIFY(recording);
            QCOMPARE(recording->cellRuns.size(), static_cast<std::size_t>(++ran));
            QVERIFY(!recording->cellRuns.back().failure);
            QCOMPARE(m_window->player()->step(), recording->cellRuns.back().stepEnd);
        }
        QVERIFY(ran >= 2);
        const auto recording = m_window->player()->recording();
        QVERIFY(!recording->passes.empty());
        QVERIFY(m_window->player()->step() > 0);
    }

    void runAllRunsEachCellOnce()
    {
        open("three.md");
        m_window->actions().runAll->trigger();
        QTRY_VERIFY(!m_window->runner()->isRunning());
        QCOMPARE(m_window->player()->recording()->cellRuns.size(), std::size_t(3));
        QCOMPARE(m_window->player()->recording()->cellRuns[2].outputs.at(0).text,
                 std::string("3\n"));
        m_window->actions().runAll->trigger();
        QTRY_VERIFY(!m_window->runner()->isRunning());
        QCOMPARE(m_window->player()->recording()->cellRuns[2].executionCount,
                 3); // nothing was stale
    }

    void runningAFreshCellShowsItsEnd()
    {
        open("three.md");
        runAll();
        const auto recording = m_window->player()->recording();
        pressInCell(1, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->runner()->isRunning());
        QCOMPARE(m_window->player()->step(), recording->cellRuns[0].stepEnd);
    }

    void anEditMakesTheCellAndThoseBelowStale()
    {
        open("three.md");
        runAll();
        QCOMPARE(freshness(),
                 (std::vector{ui::Freshness::Fresh, ui::Freshness::Fresh, ui::Freshness::Fresh}));
        QVERIFY(!m_window->isWindowModified());
        type(2, "# changed\n");
        QCOMPARE(freshness(),
                 (std::vector{ui::Freshness::Fresh, ui::Freshness::Stale, ui::Freshness::Stale}));
        QVERIFY(m_window->isWindowModified());
        runAll();
        QCOMPARE(freshness(),
                 (std::vector{ui::Freshness::Fresh, ui::Freshness::Fresh, ui::Freshness::Fresh}));
    }

    void restartForgets()
    {
        open("three.md");
        runAll();
        m_window->actions().restart->trigger();
        QVERIFY(!m_window->player()->recording());
        pressInCell(1, Qt::ControlModifier);
        QTRY_VERIFY(!m_window->runner()->isRunning());
        QCOMPARE(m_window->player()->recording()->cellRuns.size(), std::size_t(1));
    }

    void anEndlessCellIsStoppedWhileTheWindowAnswers()
    {
        open("endless.md");
        QVERIFY(!m_window->actions().stop->isEnabled());
        pressInCell(1, Qt::ShiftModifier);
        QVERIFY(m_window->actions().stop->isEnabled());

        int beats = 0;
        QTimer heart;
        connect(&heart, &QTimer::timeout, this, [&beats] { ++beats; });
        heart.start(1);
        QTRY_VERIFY(beats >= 20);
        QVERIFY(m_window->runner()->isRunning());
        m_window->grab(); // paints

        m_window->actions().stop->trigger();
        QTRY_VERIFY(!m_window->runner()->isRunning());
        QVERIFY(!m_window->actions().stop->isEnabled());
        QCOMPARE(m_window->player()->recording()->cellRuns.back().failure->kind,
                 std::string("Stopped"));
    }

    void closingWhileACellRunsIsSafe()
    {
        open("endless.md");
        pressInCell(1, Qt::ShiftModifier);
        QTest::qWait(20);
        m_window.reset();
    }

    void picturesAreExported_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("png") << "picture.png" << QByteArray("\x89PNG");
        QTest::newRow("svg") << "picture.svg" << QByteArray("<?xml");
        QTest::newRow("pdf") << "picture.pdf" << QByteArray("%PDF-");
    }
    void picturesAreExported()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, beginning);
        m_window->openFirstLesson();
        QVERIFY(!m_window->actions().exportPicture->isEnabled());
        runAll();
        QVERIFY(m_window->actions().exportPicture->isEnabled());
        QVERIFY(m_window->exportPictureTo(file(name)));
        QVERIFY(contentOf(file(name)).startsWith(beginning));
        QString complaint;
        answerNextQuestion(QMessageBox::Ok, &complaint);
        QVERIFY(!m_window->exportPictureTo(file("nowhere/" + name)));
        QVERIFY(!complaint.isEmpty());
    }

    void theLanguageSwitchReachesMenusAndLesson()
    {
        m_window->openFirstLesson();
        const QString english = m_window->menuBar()->actions().at(0)->text();
        const int cells = m_window->notebook()->cellCount();
        m_window->actions().languageChinese->trigger();
        const QString chinese = m_window->menuBar()->actions().at(0)->text();
        QVERIFY(chinese != english);
        QVERIFY(chinese.contains(QString::fromUtf8("文件")));
        QVERIFY(m_window->path().contains("/zh_CN/"));
        QCOMPARE(m_window->notebook()->cellCount(), cells);
        m_window->actions().languageEnglish->trigger();
        QCOMPARE(m_window->menuBar()->actions().at(0)->text(), english);
        QVERIFY(m_window->path().contains("/en/"));
    }

    void theLanguageSwitchGoesOnAtTheSameStep()
    {
        m_window->openFirstLesson();
        runAll();
        m_window->player()->seek(30);
        m_window->actions().languageChinese->trigger();
        QTRY_VERIFY(!m_window->runner()->isRunning() && m_window->player()->recording());
        QVERIFY(m_window->path().contains("/zh_CN/"));
        QTRY_COMPARE(m_window->player()->step(), 30);
    }

    void theLanguageSwitchKeepsAnEditedLesson()
    {
        m_window->openFirstLesson();
        const QString path = m_window->path();
        type(firstCodeCell(), "# mine\n");
        m_window->actions().languageChinese->trigger();
        QCOMPARE(m_window->path(), path);
        QVERIFY(m_window->isWindowModified());
        m_window->setWindowModified(false);
    }

    void theThemeChanges()
    {
        m_window->actions().themeDark->trigger();
        QTRY_VERIFY(m_window->palette().color(QPalette::Window).lightness() < 100);
        m_window->actions().themeLight->trigger();
        QTRY_VERIFY(m_window->palette().color(QPalette::Window).lightness() > 200);
    }

    void aFileThatCannotBeReadChangesNothing()
    {
        open("three.md");
        runAll();
        const auto recording = m_window->player()->recording();
        for (const char* name : {"broken.ipynb", "missing.md"}) {
            QString complaint;
            answerNextQuestion(QMessageBox::Ok, &complaint);
            QVERIFY(!m_window->open(file(name)));
            QVERIFY2(complaint.contains(name), qPrintable(complaint));
        }
        QCOMPARE(m_window->path(), file("three.md"));
        QCOMPARE(m_window->player()->recording(), recording);
    }

    void saving_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"saved.md", "saved.ipynb", "saved.py"})
            QTest::newRow(name) << name;
    }
    void saving()
    {
        QFETCH(QString, name);
        open("three.md");
        type(1, "c = 5\n");
        QVERIFY(m_window->saveTo(file(name)));
        QVERIFY(!m_window->isWindowModified());
        QCOMPARE(m_window->path(), file(name));
        QVERIFY(m_window->open(file(name)));
        QCOMPARE(m_window->notebook()->lesson().cells.at(1).source, std::string("c = 5\na = 1"));
    }

    void unsavedWorkIsAskedAbout()
    {
        open("three.md");
        type(1, "c = 5\n");
        QString question;
        answerNextQuestion(QMessageBox::Cancel, &question);
        QVERIFY(!m_window->open(file("endless.md")));
        QCOMPARE(m_window->path(), file("three.md"));
        QVERIFY(question.contains("Three cells"));
        answerNextQuestion(QMessageBox::Cancel);
        QVERIFY(!m_window->close());
        answerNextQuestion(QMessageBox::Discard);
        QVERIFY(m_window->open(file("endless.md")));
        QVERIFY(m_window->close());
    }

    void aDroppedFileIsOpened()
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file("three.md"))});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &drop);
        QCOMPARE(m_window->path(), file("three.md"));
    }

    void settingsComeBack()
    {
        ui::Settings settings;
        settings.theme = ui::ThemeChoice::Dark;
        settings.language = engine::Language::Chinese;
        settings.textSize = 13;
        settings.reducedMotion = true;
        settings.speed = 4;
        settings.save();
        const ui::Settings loaded = ui::Settings::load();
        QCOMPARE(loaded.theme, ui::ThemeChoice::Dark);
        QVERIFY(loaded.language == engine::Language::Chinese);
        QCOMPARE(loaded.textSize, 13.0);
        QVERIFY(loaded.reducedMotion);
        QCOMPARE(loaded.speed, 4.0);
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

    void open(const QString& name) { QVERIFY(m_window->open(file(name))); }

    /// So that questions do not stand in the way.
    void revealAnswers()
    {
        for (auto* question : m_window->notebook()->findChildren<ui::PredictCell*>())
            question->reveal();
    }

    void runAll()
    {
        revealAnswers();
        m_window->actions().runAll->trigger();
        QTRY_VERIFY(!m_window->runner()->isRunning());
    }

    void pressInCell(int cell, Qt::KeyboardModifiers modifiers)
    {
        m_window->notebook()->editCell(cell);
        QTest::keyClick(m_window->notebook()->cellWidget(cell)->editor(), Qt::Key_Return,
                        modifiers);
    }

    void type(int cell, const QString& text)
    {
        m_window->notebook()->editCell(cell);
        auto* editor = m_window->notebook()->cellWidget(cell)->editor();
        QTextCursor cursor(editor->document());
        cursor.insertText(text);
    }

    int firstCodeCell() const
    {
        int cell = 0;
        while (!m_window->notebook()->cellWidget(cell)->isCode())
            ++cell;
        return cell;
    }

    std::vector<ui::Freshness> freshness() const
    {
        std::vector<ui::Freshness> result;
        for (int i = 0; i < m_window->notebook()->cellCount(); ++i)
            if (const auto* cell = qobject_cast<ui::CodeCell*>(m_window->notebook()->cellWidget(i)))
                result.push_back(cell->freshness());
        return result;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"

#include <QAccessible>
#include <QApplication>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "engine/recording/recording.h"
#include "engine/recording/sentence.h"
#include "ui/notebook/codecell.h"
#include "ui/notebook/fixview.h"
#include "ui/notebook/notebookview.h"
#include "ui/player/chapters.h"
#include "ui/player/deck.h"
#include "ui/player/deckkeys.h"
#include "ui/player/sentenceview.h"
#include "ui/player/timeline.h"
#include "ui/stage/stageview.h"
#include "ui/window/actions.h"
#include "ui/window/mainwindow.h"
#include "ui/window/shortcutsheet.h"

namespace {

/// Visits the accessible tree; gives what lacks a name though it can have the keyboard.
void collectNameless(QAccessibleInterface* item, QStringList& nameless, int& count)
{
    if (!item || !item->isValid() || item->state().invisible)
        return;
    ++count;
    const bool canFocus = item->state().focusable;
    if (canFocus && item->text(QAccessible::Name).isEmpty())
        nameless << QString::fromLatin1(item->object() ? item->object()->metaObject()->className()
                                                       : "?");
    for (int i = 0; i < item->childCount(); ++i)
        collectNameless(item->child(i), nameless, count);
}

} // namespace

/// Whole sittings in the window, with the keyboard alone and as a screen reader hears them.
class KeyboardLessonTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_window = std::make_unique<ui::MainWindow>(ui::Settings(), engine::Language::English);
        m_window->resize(1280, 720);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void aLessonFromTheFirstKeyToTheGradient()
    {
        // Without questions: tst_course answers those, with keys too.
        open("# Four x\n\n```python\nimport tensorflow as tf\nx = tf.constant([[0.], [1.], [2.], "
             "[3.]])\n```\n\n"
             "Record.\n\n```python\nwith tf.GradientTape() as t:\n    t.watch(x)\n"
             "    y = 2 * tf.matmul(tf.transpose(x), x)\ny\n```\n\n```python\nt.gradient(y, "
             "x)\n```\n");
        m_window->notebook()->setFocus(Qt::TabFocusReason);
        QVERIFY(m_window->notebook()->isAncestorOf(focus()));
        const int cells = m_window->notebook()->cellCount();
        for (int i = 0; i < cells; ++i) {
            QTest::keyClick(focus(), Qt::Key_Return, Qt::ShiftModifier);
            QTRY_VERIFY(!m_window->runner()->isRunning());
        }
        const auto codeCells =
            static_cast<std::size_t>(m_window->notebook()->lesson().codeCellCount());
        const auto allRan = [&] {
            const auto& soFar = m_window->player()->recording();
            return !m_window->runner()->isRunning() && soFar && soFar->cellRuns.size() == codeCells;
        };
        QTRY_VERIFY_WITH_TIMEOUT(allRan(), 20000);
        const auto recording = m_window->player()->recording();
        QVERIFY(!recording->passes.empty());
        QVERIFY(recording->passes.front().results.front());

        // Tab reaches the picture and the deck.
        ui::StageView* const stage = m_window->stage();
        for (int i = 0; i < 60 && !stage->hasFocus(); ++i)
            QTest::keyClick(focus(), Qt::Key_Tab);
        QVERIFY(stage->hasFocus());
        QTRY_VERIFY(!stage->model().boxes.empty());

        // Through the whole recording with the arrow key; the sentence's name is the step's.
        auto* const sentence = m_window->findChild<ui::SentenceView*>();
        QVERIFY(sentence);
        QTest::keyClick(stage, Qt::Key_Home);
        QCOMPARE(m_window->player()->step(), 0);
        // Offscreen Qt gives accessibility events to nobody; the signal goes with each.
        QSignalSpy announced(sentence, &ui::SentenceView::announced);
        auto* const timeline = m_window->findChild<ui::Timeline*>();
        QVERIFY(timeline);
        while (m_window->player()->step() < recording->stepCount()) {
            announced.clear();
            QTest::keyClick(stage, Qt::Key_Right);
            const std::string said = engine::sentenceAt(*recording, m_window->player()->step(),
                                                        engine::Language::English);
            QCOMPARE(sentence->accessibleName().toStdString(), said);
            QCOMPARE(announced.size(), 1);
            QCOMPARE(announced.front().front().toString().toStdString(), said);
            QVERIFY(timeline->valueText().endsWith(QString::fromStdString(said)));
        }

        // The nodes are children of the picture, with name, role, value and description.
        QAccessibleInterface* const tree = QAccessible::queryAccessibleInterface(stage);
        QVERIFY(tree);
        QTRY_VERIFY(tree->childCount() >= 4); // the layout is another process
        QStringList names;
        for (int i = 0; i < tree->childCount(); ++i) {
            QAccessibleInterface* const node = tree->child(i);
            QVERIFY(node && node->isValid());
            QVERIFY(!node->text(QAccessible::Name).isEmpty());
            QVERIFY(!node->text(QAccessible::Value).isEmpty());
            QVERIFY(!node->text(QAccessible::Description).isEmpty());
            QVERIFY(node->role() != QAccessible::NoRole);
            names << node->text(QAccessible::Name);
        }
        QVERIFY2(names.contains("x") && names.contains("y"), qPrintable(names.join(',')));

        // Down walks to a node; Escape lets it go.
        QTest::keyClick(stage, Qt::Key_Down);
        QVERIFY(stage->selectedBox() >= 0);
        QTest::keyClick(stage, Qt::Key_Escape);
        QCOMPARE(stage->selectedBox(), -1);
    }

    void quickKeysWaitTheirTurn()
    {
        open("# Slow\n\n```python\nfor i in range(300000):\n    a = i\na\n```\n\n```python\nb = a "
             "+ 1\nb\n```\n\n"
             "Words.\n\n```python\nc = b + 1\nc\n```\n\n```python\nd = c + 1\nd\n```\n");
        m_window->notebook()->selectCell(0);
        for (int i = 0; i < m_window->notebook()->cellCount(); ++i)
            QTest::keyClick(focus(), Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(m_window->runner()->isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->runner()->isRunning(), 60000);
        const auto recording = m_window->player()->recording();
        QVERIFY(recording);
        QCOMPARE(recording->cellRuns.size(), std::size_t(4));
        const int last = m_window->notebook()->cellCount() - 1;
        QCOMPARE(m_window->notebook()->currentCell(), last);
        QCOMPARE(qobject_cast<ui::CodeCell*>(m_window->notebook()->cellWidget(last))->promptText(),
                 QStringLiteral("In [4]:"));
    }

    void everythingThatTakesTheKeyboardHasAName()
    {
        m_window->openFirstLesson();
        QStringList nameless;
        int count = 0;
        collectNameless(QAccessible::queryAccessibleInterface(m_window.get()), nameless, count);
        QVERIFY(count > 40);
        nameless.removeDuplicates();
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(", ")));
    }

    void aNoneIsMendedByTryingTheChange()
    {
        open("# None\n\n```python\nimport tensorflow as tf\nx = tf.constant(3.)\nwith "
             "tf.GradientTape() as t:\n    y = x * "
             "x\ng = t.gradient(y, x)\nprint(g)\n```\n");
        runAll();
        auto* const cell = qobject_cast<ui::CodeCell*>(m_window->notebook()->cellWidget(1));
        QVERIFY(cell);
        const std::string before = cell->source();
        QCOMPARE(cell->help()->help().size(), std::size_t(1));
        const ui::FixView::Help help = cell->help()->help().front();
        QCOMPARE(help.title, QStringLiteral("∂y/∂x is None"));
        QCOMPARE(
            ui::FixView::changeText(help.change),
            QStringLiteral(" with tf.GradientTape() as t:\n+    t.watch(x)\n     y = x * x\n"));
        auto* const attempt = cell->help()->findChild<QPushButton*>("tryFix");
        QVERIFY(attempt);
        attempt->setFocus();
        QTest::keyClick(attempt, Qt::Key_Space);
        QTRY_VERIFY(!m_window->runner()->isRunning());
        QCOMPARE(cell->run()->outputs.front().text,
                 std::string("tf.Tensor(6.0, shape=(), dtype=float32)\n"));
        QVERIFY(cell->help()->help().empty());
        QVERIFY(!cell->help()->isVisible());
        cell->codeEditor()->undo();
        QCOMPARE(cell->source(), before);
    }

    void aFailedCellSaysSo()
    {
        open("# Fails\n\n```python\na = 1\na / 0\n```\n");
        runAll();
        auto* const sentence = m_window->findChild<ui::SentenceView*>("sentence");
        QVERIFY(sentence);
        QCOMPARE(sentence->phase(), ui::Phase::Failed);
        QVERIFY2(sentence->text().contains("ended early, at line 2")
                     && sentence->text().contains("ZeroDivisionError"),
                 qPrintable(sentence->text()));
        QCOMPARE(m_window->player()->step(), m_window->player()->stepCount());
    }

    /// The window stays usable: it opens such a recording, jumps in it and draws.
    void twoHundredThousandOperations()
    {
        open("# Long\n\n```python\nimport tensorflow as tf\nx = tf.Variable(1.)\none = "
             "tf.constant(1.)\n"
             "y = x\nfor i in range(199990):\n    y = y + one\ny\n```\n");
        m_window->actions().runAll->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->runner()->isRunning(), 240000);
        const auto recording = m_window->player()->recording();
        QVERIFY(recording);
        QVERIFY2(!recording->cellRuns.back().failure,
                 recording->cellRuns.back().failure
                     ? recording->cellRuns.back().failure->message.c_str()
                     : "");
        QVERIFY(recording->graph.size() > 199990);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->stage()->model().boxes.empty(), 60000);
        const int count = m_window->player()->stepCount();
        for (const int step : {0, count / 3, count / 2, count - 1, count}) {
            m_window->player()->seek(step);
            QCOMPARE(m_window->player()->step(), step);
            QVERIFY(!m_window->grab().isNull());
        }
    }

    void aFileDroppedOnAnEditorIsNotTypedIn()
    {
        m_window->openFirstLesson();
        ui::CodeCell* cell = nullptr;
        for (int i = 0; !cell; ++i)
            cell = qobject_cast<ui::CodeCell*>(m_window->notebook()->cellWidget(i));
        const std::string before = cell->source();
        QMimeData file;
        file.setUrls({QUrl::fromLocalFile("/some/lesson.md")});
        file.setText("/some/lesson.md");
        QWidget* const viewport = cell->codeEditor()->viewport();
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &file, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(viewport, &enter);
        QVERIFY(enter.isAccepted()); // by the window, in the end
        QCOMPARE(cell->source(), before);
        QMimeData words;
        words.setText("words");
        QDragEnterEvent other({5, 5}, Qt::CopyAction, &words, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(viewport, &other);
        QVERIFY(other.isAccepted());
    }

    void theSheetHasEveryKey()
    {
        const QString sheet = ui::shortcutSheet(m_window->actions());
        for (const ui::DeckKey& key : ui::deckKeys())
            QVERIFY2(sheet.contains(ui::meaningOf(key).toHtmlEscaped()), key.meaning);
        for (const char* key : {"Shift+Return", "Ctrl+F", "Shift+F", ">O<", ">M<", ">N<", ">J<",
                                ">I<", "F5", "Ctrl+Q", "D D"})
            QVERIFY2(sheet.contains(QString::fromLatin1(key)), key);
        // What the sheet says of the picture, the picture does.
        m_window->openFirstLesson();
        runAll();
        QTRY_VERIFY(!m_window->stage()->model().boxes.empty());
        for (const auto& [key, meaning] : ui::stageKeys()) {
            QKeyEvent press(QEvent::KeyPress, key.key(), key.keyboardModifiers());
            QApplication::sendEvent(m_window->stage(), &press);
            QVERIFY2(press.isAccepted(), qPrintable(meaning));
        }
    }

private:
    QWidget* focus() const
    {
        QWidget* const widget = QApplication::focusWidget();
        return widget ? widget : m_window.get();
    }
    void open(const QByteArray& lesson)
    {
        QVERIFY(m_folder.isValid());
        const QString path = m_folder.filePath("lesson.md");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(lesson);
        file.close();
        QVERIFY(m_window->open(path));
    }
    void runAll()
    {
        m_window->actions().runAll->trigger();
        QTRY_VERIFY(!m_window->runner()->isRunning());
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(KeyboardLessonTest)
#include "tst_keyboardlesson.moc"

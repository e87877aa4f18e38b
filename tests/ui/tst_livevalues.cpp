#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

#include <limits>

#include "engine/recording/questions.h"
#include "engine/recording/recording.h"
#include "ui/inspector/seedpanel.h"
#include "ui/live/livevalues.h"
#include "ui/live/newestonly.h"
#include "ui/live/pinnedrun.h"
#include "ui/notebook/codecell.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/numberdrag.h"
#include "ui/notebook/numberpopover.h"
#include "ui/stage/stagemarks.h"
#include "ui/stage/stageview.h"
#include "ui/window/actions.h"
#include "ui/window/mainwindow.h"

namespace {

const QByteArray lesson =
    "# Live\n\n"
    "```python\nimport tensorflow as tf\nx = tf.Variable([3., -1.5])\n"
    "with tf.GradientTape() as t:\n    y = x * x\ng = t.gradient(y, x)\n```\n\n"
    "```python\nr = tf.random.normal((2,))\nz = r * 2.\n```\n";
const QByteArray control = "# Control\n\n"
                           "```python\nimport tensorflow as tf\ndef f(a):\n    b = 2 * a\n"
                           "    while tf.norm(b) < 1000:\n        b = 2 * b\n"
                           "    if tf.reduce_sum(b) > 0:\n        c = b\n    else:\n"
                           "        c = 100 * b\n    return c\n```\n\n"
                           "```python\na = tf.constant(0.7)\nwith tf.GradientTape() as t:\n"
                           "    t.watch(a)\n    c = f(a)\ng = t.gradient(c, a)\n```\n";

} // namespace

class TestLiveValues : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QVERIFY(m_folder.isValid());
        write("live.md", lesson);
        write("control.md", control);
    }

    void cleanup() { m_window.reset(); }

    void onlyTheNewestIsBegunNext()
    {
        int newest = 0;
        std::vector<int> begun;
        ui::NewestOnly work([&] { begun.push_back(newest); });
        for (newest = 1; newest <= 5; ++newest)
            work.request();
        newest = 5;
        QCOMPARE(begun, std::vector<int>{1});
        QVERIFY(work.isSuperseded());
        QVERIFY(work.done());
        QCOMPARE(begun, (std::vector<int>{1, 5})); // two to four were dropped
        QVERIFY(!work.isSuperseded());
        QVERIFY(!work.done());
        newest = 6;
        work.request();
        QCOMPARE(begun.back(), 6);
    }

    void aDragMovesByPixels()
    {
        const auto drag = ui::NumberDrag::of(QStringLiteral("0.7"), true);
        QVERIFY(drag);
        QCOMPARE(drag->text(0, {}), QStringLiteral("0.7"));
        QCOMPARE(drag->text(30, {}), QStringLiteral("0.80"));
        QCOMPARE(drag->text(-30, {}), QStringLiteral("0.60"));
        QCOMPARE(drag->text(30, Qt::ShiftModifier), QStringLiteral("1.70"));
        QCOMPARE(drag->text(30, Qt::ControlModifier), QStringLiteral("0.710"));
        QCOMPARE(ui::NumberDrag::of(QStringLiteral("5"), true)->text(30, {}), QStringLiteral("10"));
        QCOMPARE(ui::NumberDrag::of(QStringLiteral("2"), false)->text(-600, {}),
                 QStringLiteral("0"));
    }

    void draggingANumberInTheCodeRunsAgain()
    {
        openAndRun("live.md");
        dragNumber(0, 0, 30);
        QVERIFY(editor(0)->text().contains(QStringLiteral("[4.0, -1.5]")));
        QTRY_COMPARE(valueOf("x").at(0), 4.0);
        QCOMPARE(valueOf("g").at(0), 8.0);
        QTRY_VERIFY(!m_window->liveValues().isUnderWay());
        QVERIFY(!m_window->stage()->isStale());
        // Everything below ran again, too.
        QCOMPARE(m_window->player()->recording()->cellRuns.size(), std::size_t(2));
        QCOMPARE(m_window->stage()->recording(), m_window->player()->recording());
    }

    void aWholeDragIsUndoneInOneStep()
    {
        openAndRun("live.md");
        const QString before = editor(0)->text();
        dragNumber(0, 1, 60);
        QVERIFY(editor(0)->text() != before);
        QTRY_VERIFY(valueOf("x").at(1) != -1.5);
        QTest::keySequence(editor(0), QKeySequence::Undo);
        QCOMPARE(editor(0)->text(), before);
        QTRY_COMPARE(valueOf("x").at(1), -1.5);
        QTest::keySequence(editor(0), QKeySequence::Redo);
        QTRY_VERIFY(valueOf("x").at(1) != -1.5);
    }

    void aClickPutsTheCaretAndADragDownSelects()
    {
        openAndRun("live.md");
        const QString before = editor(0)->text();
        const QPoint at = placeOf(0, 0);
        QTest::mouseClick(editor(0)->viewport(), Qt::LeftButton, {}, at);
        const auto number = editor(0)->numbers().at(0);
        QVERIFY(editor(0)->numberAtCaret());
        QVERIFY(editor(0)->textCursor().position() >= number.range.begin);
        QTest::mousePress(editor(0)->viewport(), Qt::LeftButton, {}, at);
        move(editor(0)->viewport(), at + QPoint(1, 12));
        move(editor(0)->viewport(), at + QPoint(2, 30));
        QTest::mouseRelease(editor(0)->viewport(), Qt::LeftButton, {}, at + QPoint(2, 30));
        QVERIFY(editor(0)->textCursor().hasSelection());
        QCOMPARE(editor(0)->text(), before);
    }

    void keysStepTheNumberAtTheCaret()
    {
        openAndRun("live.md");
        QTest::mouseClick(editor(0)->viewport(), Qt::LeftButton, {}, placeOf(0, 1));
        QTest::keyClick(editor(0), Qt::Key_Up, Qt::AltModifier);
        QVERIFY(editor(0)->text().contains(QStringLiteral("-1.4]")));
        QTest::keyClick(editor(0), Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QVERIFY(editor(0)->text().contains(QStringLiteral("-2.4]")));
        QTRY_COMPARE(valueOf("x").at(1), double(-2.4F));
    }

    void theSliderAndItsField()
    {
        openAndRun("live.md");
        ui::CodeEditor* const code = editor(0);
        code->openSlider(code->numbers().at(0));
        ui::NumberPopover* const popover = code->popover();
        QVERIFY(popover->isVisible());
        QVERIFY(popover->slider()->minimum() < 0 && popover->slider()->maximum() > 0);
        popover->slider()->setValue(popover->slider()->maximum());
        QVERIFY(code->text().contains(QStringLiteral("[10.")));
        QTRY_COMPARE(valueOf("x").at(0), 10.0);
        popover->field()->setText(QStringLiteral("two"));
        QTest::keyClick(popover->field(), Qt::Key_Return);
        QVERIFY(code->text().contains(QStringLiteral("[10.")));
        popover->field()->setText(QStringLiteral("7"));
        QTest::keyClick(popover->field(), Qt::Key_Return);
        QVERIFY(code->text().contains(QStringLiteral("[7.0, -1.5]"))); // still a float
        QTRY_COMPARE(valueOf("x").at(0), 7.0);
        QTest::keyClick(popover, Qt::Key_Escape);
        QVERIFY(!popover->isVisible());
    }

    void aNumberTypedInTheCellRunsAgain()
    {
        openAndRun("live.md");
        QTextCursor cursor = editor(0)->textCursor();
        const auto number = editor(0)->numbers().at(0);
        cursor.setPosition(number.range.begin);
        cursor.setPosition(number.range.end, QTextCursor::KeepAnchor);
        cursor.insertText(QStringLiteral("12.5"));
        QTRY_COMPARE(valueOf("x").at(0), 12.5);
        // But not what is no number.
        cursor.insertText(QStringLiteral(" + 1."));
        QTest::qWait(300);
        QCOMPARE(valueOf("x").at(0), 12.5);
        QVERIFY(m_window->stage()->isStale());
    }

    void aCellThatNeverRanIsOnlyEdited()
    {
        open("live.md");
        dragNumber(0, 0, 30);
        QVERIFY(editor(0)->text().contains(QStringLiteral("[4.0, -1.5]")));
        QTest::qWait(250);
        QVERIFY(!m_window->player()->recording());
    }

    void theStageChangesTheCode()
    {
        openAndRun("live.md");
        m_window->player()->seek(m_window->player()->recording()->cellRuns[0].stepEnd);
        QTRY_COMPARE(m_window->stage()->recording(), m_window->player()->recording());
        QVERIFY(m_window->liveValues().grab(node("x"), 1));
        m_window->liveValues().write(QStringLiteral("0.25"), false);
        m_window->liveValues().write(QStringLiteral("0.5"), true);
        QVERIFY(editor(0)->text().contains(QStringLiteral("[3., 0.5]")));
        QTRY_COMPARE(valueOf("x").at(1), 0.5);
        QCOMPARE(m_window->player()->step(),
                 m_window->player()->recording()->cellRuns[0].stepEnd); // it stays where it was
        m_window->liveValues().undo();
        QVERIFY(editor(0)->text().contains(QStringLiteral("[3., -1.5]")));
        QTRY_COMPARE(valueOf("x").at(1), -1.5);
    }

    void aValueThatNoCodeWroteIsSetByHand()
    {
        openAndRun("live.md");
        const double before = valueOf("r").at(1);
        const QString code = editor(1)->text();
        QVERIFY(m_window->liveValues().grab(node("r"), 1));
        m_window->liveValues().write(QStringLiteral("0.5"), false);
        QTRY_COMPARE(valueOf("r").at(1), 0.5);
        QCOMPARE(valueOf("z").at(1), 1.0);
        QCOMPARE(editor(1)->text(), code);
        QVERIFY(m_window->stage()->notices().join(QString()).contains(QStringLiteral(" r")));
        m_window->liveValues().undo();
        QTRY_COMPARE(valueOf("r").at(1), before);
        QVERIFY(m_window->stage()->notices().isEmpty());
        // A run of the cells is a run of the cells.
        QVERIFY(m_window->liveValues().grab(node("r"), 0));
        m_window->liveValues().write(QStringLiteral("0.5"), false);
        QTRY_COMPARE(valueOf("r").at(0), 0.5);
        m_window->actions().runAll->trigger();
        QTRY_VERIFY(!m_window->runner()->isRunning());
        QVERIFY(valueOf("r").at(0) != 0.5);
        QVERIFY(m_window->stage()->notices().isEmpty());
    }

    void resultsCannotBeChanged()
    {
        openAndRun("live.md");
        QVERIFY(!m_window->liveValues().grab(node("y"), 0));
        QVERIFY(!m_window->liveValues().grab(node("g"), 0));
        QVERIFY(!m_window->liveValues().grab({}, 0));
    }

    void aNumberIsDraggedOnTheStage()
    {
        openAndRun("live.md");
        m_window->player()->seek(m_window->player()->recording()->cellRuns[0].stepEnd);
        ui::StageView* const stage = m_window->stage();
        QTRY_COMPARE(stage->recording(), m_window->player()->recording());
        QTRY_VERIFY(stage->model().boxOf(node("x")) >= 0); // the other picture is arranged
        const QRect box = stage->boxRect(stage->model().boxOf(node("x")));
        QPoint at;
        for (int y = box.top(); y < box.bottom() && at.isNull(); ++y) {
            for (int x = box.left(); x < box.right() && at.isNull(); ++x) {
                const auto number = stage->givenNumberAt(QPointF(x, y));
                if (number && number->element == 0)
                    at = number->cell.center().toPoint();
            }
        }
        QVERIFY(!at.isNull());
        QTest::mousePress(stage, Qt::LeftButton, {}, at);
        for (int i = 1; i <= 10; ++i)
            move(stage, at + QPoint(i, 0));
        QTest::mouseRelease(stage, Qt::LeftButton, {}, at + QPoint(10, 0));
        QVERIFY(editor(0)->text().contains(QStringLiteral("[3.3, -1.5]")));
        QTRY_COMPARE(valueOf("x").at(0), double(3.3F));
        QTRY_COMPARE(stage->recording(), m_window->player()->recording());
        QTest::keySequence(stage, QKeySequence::Undo);
        QVERIFY(editor(0)->text().contains(QStringLiteral("[3., -1.5]")));
    }

    void lapsAndBranchFollowTheNumber()
    {
        openAndRun("control.md");
        const auto lapsOf = [this] {
            for (const engine::Step& step : m_window->player()->recording()->steps) {
                if (step.kind == engine::StepKind::LoopEnded)
                    return step.number;
            }
            return -1;
        };
        QCOMPARE(lapsOf(), 10);
        ui::CodeEditor* const code = editor(1);
        code->setNumber(code->numbers().at(0).range, QStringLiteral("-12.5"), false);
        QTRY_COMPARE(lapsOf(), 6);
        QTRY_COMPARE(m_window->stage()->recording(), m_window->player()->recording());
        code->setNumber(code->numbers().at(0).range, QStringLiteral("400."), false);
        QTRY_COMPARE(lapsOf(), 1);
    }

    void anEndlessRunGivesWayToANewerNumber()
    {
        openAndRun("control.md");
        ui::CodeEditor* const code = editor(1);
        code->setNumber(code->numbers().at(0).range, QStringLiteral("0.0"), false);
        code->setNumber(code->numbers().at(0).range, QStringLiteral("3.0"), true);
        QTRY_COMPARE_WITH_TIMEOUT(valueOf("a").at(0), 3.0, 10'000);
        QVERIFY(!m_window->player()->recording()->cellRuns.back().failure);
    }

    void aPinnedRunIsCompared()
    {
        openAndRun("control.md");
        QVERIFY(m_window->actions().pin->isEnabled());
        m_window->actions().pin->setChecked(true);
        ui::PinnedRun& pinned = m_window->pinnedRun();
        QVERIFY(pinned.stage()->isVisible());
        QVERIFY(pinned.comparison().isSame());
        const auto first = m_window->player()->recording();
        ui::CodeEditor* const code = editor(1);
        code->setNumber(code->numbers().at(0).range, QStringLiteral("-12.5"), false);
        QTRY_VERIFY(!pinned.comparison().isSame());
        QCOMPARE(pinned.comparison().loops.size(), std::size_t(1));
        QVERIFY(pinned.summary().contains(QStringLiteral("10 → 6")));
        QVERIFY(pinned.summary().contains(QStringLiteral("True → False")));
        QTRY_COMPARE(pinned.stage()->recording(), first);
        // Marked in both pictures.
        const auto marks = ui::secondMarks(pinned.comparison());
        QTRY_COMPARE(m_window->stage()->recording(), m_window->player()->recording());
        int marked = 0;
        for (const ui::StageBox& box : m_window->stage()->model().boxes)
            marked +=
                ui::markOf(*m_window->player()->recording(), box, marks, m_window->player()->step())
                    .isEmpty()
                ? 0
                : 1;
        QVERIFY(marked > 1);
        m_window->actions().pin->setChecked(false);
        QVERIFY(!pinned.stage()->isVisible());
        QVERIFY(m_window->stage()->isVisible());
    }

    void seedsGiveRowsOfTheJacobian()
    {
        openAndRun("live.md");
        ui::SeedPanel panel(m_window->player());
        panel.resize(320, 600);
        panel.show();
        m_window->player()->seek(m_window->player()->recording()->cellRuns[0].stepEnd);
        QVERIFY(panel.pageText().contains(QStringLiteral("6,"))); // ones · J
        panel.feedRow(1);
        QVERIFY(panel.pageText().contains(QStringLiteral("−3")));
        panel.chooseSeed(ui::SeedPanel::Seed::Own);
        QVERIFY(!panel.problem().isEmpty());
        panel.ownField()->setText(QStringLiteral("0.5, 2"));
        QTest::keyClick(panel.ownField(), Qt::Key_Return);
        QVERIFY(panel.problem().isEmpty());
        QVERIFY(panel.pageText().contains(QStringLiteral("−6")));
        panel.pushColumn(0);
        QVERIFY(panel.pageText().contains(QStringLiteral("backward")));
        QVERIFY(panel.pageText().contains(QStringLiteral("2 × ")));
    }

private:
    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    void open(const QString& name)
    {
        m_window = std::make_unique<ui::MainWindow>(ui::Settings(), engine::Language::English);
        m_window->resize(1280, 720);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QVERIFY(m_window->open(m_folder.filePath(name)));
    }

    void openAndRun(const QString& name)
    {
        open(name);
        m_window->actions().runAll->trigger();
        QTRY_VERIFY(!m_window->runner()->isRunning());
        QVERIFY(m_window->player()->recording());
        QTRY_COMPARE(m_window->stage()->recording(), m_window->player()->recording());
        QApplication::processEvents();
    }

    /// Of the code cell with this number, from 0.
    ui::CodeEditor* editor(int cell) const
    {
        for (int i = 0; i < m_window->notebook()->cellCount(); ++i) {
            auto* code = qobject_cast<ui::CodeCell*>(m_window->notebook()->cellWidget(i));
            if (code && cell-- == 0)
                return code->codeEditor();
        }
        return nullptr;
    }

    /// In the middle of a number, in the viewport.
    QPoint placeOf(int cell, int number) const
    {
        const ui::TextRange range =
            editor(cell)->numbers().at(static_cast<std::size_t>(number)).range;
        return editor(cell)->rectsOf(range.begin, range.end).first().center().toPoint();
    }

    static void move(QWidget* widget, const QPoint& to)
    {
        QMouseEvent event(QEvent::MouseMove, QPointF(to), widget->mapToGlobal(QPointF(to)),
                          Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(widget, &event);
    }

    void dragNumber(int cell, int number, int pixels)
    {
        QWidget* const viewport = editor(cell)->viewport();
        const QPoint at = placeOf(cell, number);
        QTest::mousePress(viewport, Qt::LeftButton, {}, at);
        for (int i = 1; i <= 10; ++i) {
            move(viewport, at + QPoint(pixels * i / 10, 0));
            QApplication::processEvents();
        }
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, at + QPoint(pixels, 0));
    }

    engine::NodeId node(const std::string& name) const
    {
        engine::NodeId found;
        for (const engine::Binding& binding : m_window->player()->recording()->bindings) {
            if (binding.name == name)
                found = binding.node;
        }
        return found;
    }

    /// NaN while the program has not got there.
    engine::Tensor valueOf(const std::string& name) const
    {
        const engine::NodeId it = node(name);
        return it.isValid() ? m_window->player()->recording()->graph.node(it).value
                            : engine::Tensor::full(engine::DType::Float32, engine::Shape{2},
                                                   std::numeric_limits<double>::quiet_NaN());
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(TestLiveValues)
#include "tst_livevalues.moc"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "ui/notebook/codecell.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/outputview.h"
#include "ui/notebook/prosecell.h"
#include "ui/notebook/proseview.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"

using namespace ui;

namespace {

engine::Cell code(const std::string& source)
{
    engine::Cell cell;
    cell.source = source;
    return cell;
}

engine::Cell prose(const std::string& source)
{
    engine::Cell cell = code(source);
    cell.kind = engine::CellKind::Prose;
    return cell;
}

engine::Output output(engine::Output::Kind kind, const std::string& text)
{
    engine::Output result;
    result.kind = kind;
    result.text = text;
    return result;
}

engine::Lesson sampleLesson()
{
    engine::Lesson lesson;
    lesson.title = "Sample";
    lesson.seed = 7;
    lesson.cells = {prose("# 梯度\n\nText with $x^2$."), code("x = 3"), code("y = x*x\ny"),
                    code("print('终')")};
    return lesson;
}

/// Cells 1 and 2 ran; cell 2 has a result; one node, the product.
std::shared_ptr<engine::Recording> sampleRecording()
{
    auto recording = std::make_shared<engine::Recording>();
    engine::CellRun first;
    first.cell = 1;
    first.executionCount = 1;
    first.source = "x = 3";
    first.stepEnd = 2;
    engine::CellRun second;
    second.cell = 2;
    second.executionCount = 2;
    second.source = "y = x*x\ny";
    second.firstStep = 2;
    second.stepEnd = 5;
    engine::Output result = output(engine::Output::Kind::Result, "9");
    result.executionCount = 2;
    second.outputs = {result};
    recording->cellRuns = {first, second};
    const auto add = [&](engine::StepKind kind, int cell, int begin, int end) {
        engine::Step step;
        step.kind = kind;
        step.cell = cell;
        step.cellRun = cell - 1;
        step.span = {cell, begin, end};
        recording->steps.push_back(step);
    };
    add(engine::StepKind::CellBegan, 1, 0, 5);
    add(engine::StepKind::StatementBegan, 1, 0, 5);
    add(engine::StepKind::CellBegan, 2, 0, 9);
    add(engine::StepKind::StatementBegan, 2, 0, 7);
    add(engine::StepKind::OperationRan, 2, 4, 7);
    engine::NodeFacts facts;
    facts.bornAt = 5;
    facts.span = {2, 4, 7};
    facts.cell = 2;
    recording->nodes = {facts};
    return recording;
}

} // namespace

/// The notebook pane, used as a student does: with keys and the mouse.
class NotebookViewTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void lessonComesBackUnchanged();
    void editingIsToldAndComesBack();
    void shiftEnterRunsAndGoesOn();
    void ctrlEnterRunsAndStays();
    void altEnterRunsAndInserts();
    void commandModeKeys();
    void deleteAndUndo();
    void proseIsEditedAndRendered();
    void arrowsLeaveTheEditor();
    void tabGoesThroughCellsInOrder();
    void typingPython();
    void outputsAreShown();
    void longOutputIsCollapsed();
    void staleMarks();
    void savedOutputsAreMarked();
    void runningMarks();
    void errorsAreShown();
    void playerMarksTheCode();
    void editedCodeIsNotMarked();
    void insertedCellsKeepTheMarks();
    void clickingCodeSelects();
    void selectionIsOutlined();
    void editorsFitTheirText();
    void accessibleNames();

private:
    CodeCell* codeCell(int index) const
    {
        return qobject_cast<CodeCell*>(m_view->cellWidget(index));
    }
    CodeEditor* editor(int index) const { return codeCell(index)->codeEditor(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_view->focusWidget(), key, modifiers);
    }

    std::unique_ptr<Player> m_player;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<NotebookView> m_view;
};

void NotebookViewTest::init()
{
    m_player = std::make_unique<Player>();
    m_selection = std::make_unique<Selection>();
    m_view = std::make_unique<NotebookView>(m_player.get(), m_selection.get());
    m_view->setLesson(sampleLesson());
    m_view->resize(600, 700);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void NotebookViewTest::cleanup()
{
    m_view.reset();
}

void NotebookViewTest::lessonComesBackUnchanged()
{
    engine::Lesson lesson = sampleLesson();
    lesson.notebookJson = "{\"metadata\": {}}";
    lesson.cells[1].source =
        "x = 3\xC2\xA0# no-break \xE2\x80\xA8 space"; // what an editor would not give back
    lesson.cells[1].notebookJson = "{}";
    lesson.cells[1].id = "abc";
    lesson.cells[2].storedOutputs = {output(engine::Output::Kind::Stdout, "1\n")};
    m_view->setLesson(lesson);
    const engine::Lesson back = m_view->lesson();
    QCOMPARE(back.title, lesson.title);
    QCOMPARE(back.seed, lesson.seed);
    QCOMPARE(back.notebookJson, lesson.notebookJson);
    QCOMPARE(back.cells.size(), lesson.cells.size());
    for (std::size_t i = 0; i < lesson.cells.size(); ++i) {
        QCOMPARE(back.cells[i].kind, lesson.cells[i].kind);
        QCOMPARE(back.cells[i].source, lesson.cells[i].source);
        QCOMPARE(back.cells[i].id, lesson.cells[i].id);
        QCOMPARE(back.cells[i].notebookJson, lesson.cells[i].notebookJson);
        QCOMPARE(back.cells[i].storedOutputs, lesson.cells[i].storedOutputs);
    }
}

void NotebookViewTest::editingIsToldAndComesBack()
{
    QSignalSpy edited(m_view.get(), &NotebookView::edited);
    m_view->selectCell(1);
    QCOMPARE(edited.count(), 0);
    press(Qt::Key_Return);
    QVERIFY(editor(1)->hasFocus());
    editor(1)->moveCursor(QTextCursor::End);
    QTest::keyClicks(editor(1), "4");
    QCOMPARE(edited.count(), 1);
    QCOMPARE(edited[0][0].toInt(), 1);
    QCOMPARE(m_view->lesson().cells[1].source, std::string("x = 34"));
    m_view->setTheme(Theme::night()); // highlights anew, which is no edit
    QCOMPARE(edited.count(), 1);
}

void NotebookViewTest::shiftEnterRunsAndGoesOn()
{
    QSignalSpy run(m_view.get(), &NotebookView::runRequested);
    m_view->editCell(1);
    press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(run.count(), 1);
    QCOMPARE(run[0][0].toInt(), 1);
    QCOMPARE(m_view->currentCell(), 2);
    QVERIFY(m_view->cellWidget(2)->hasFocus());
    press(Qt::Key_Return, Qt::ShiftModifier);
    press(Qt::Key_Enter, Qt::ShiftModifier | Qt::KeypadModifier);
    QCOMPARE(run.count(), 3);
    QCOMPARE(m_view->currentCell(), 3); // the last one
    QCOMPARE(m_view->cellCount(), 4);
    m_view->selectCell(0); // prose goes on without a run
    press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(run.count(), 3);
    QCOMPARE(m_view->currentCell(), 1);
}

void NotebookViewTest::ctrlEnterRunsAndStays()
{
    QSignalSpy run(m_view.get(), &NotebookView::runRequested);
    m_view->editCell(2);
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(run.count(), 1);
    QCOMPARE(m_view->currentCell(), 2);
    QVERIFY(m_view->cellWidget(2)->hasFocus());
    QTest::mouseClick(codeCell(3)->prompt(), Qt::LeftButton);
    QCOMPARE(run.count(), 2);
    QCOMPARE(run[1][0].toInt(), 3);
    QSignalSpy all(m_view.get(), &NotebookView::runAllRequested);
    m_view->editCell(2);
    press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(all.count(), 1);
    QCOMPARE(run.count(), 2);
}

void NotebookViewTest::altEnterRunsAndInserts()
{
    QSignalSpy run(m_view.get(), &NotebookView::runRequested);
    m_view->editCell(1);
    press(Qt::Key_Return, Qt::AltModifier);
    QCOMPARE(run[0][0].toInt(), 1);
    QCOMPARE(m_view->cellCount(), 5);
    QVERIFY(editor(2)->hasFocus());
    QCOMPARE(m_view->lesson().cells[2].source, std::string());
    QCOMPARE(m_view->lesson().cells[3].source, std::string("y = x*x\ny"));
}

void NotebookViewTest::commandModeKeys()
{
    m_view->editCell(1);
    press(Qt::Key_Escape);
    QVERIFY(m_view->cellWidget(1)->hasFocus());
    press(Qt::Key_J);
    QCOMPARE(m_view->currentCell(), 2);
    press(Qt::Key_K);
    press(Qt::Key_Up);
    QCOMPARE(m_view->currentCell(), 0);
    press(Qt::Key_Down);
    press(Qt::Key_A);
    QCOMPARE(m_view->cellCount(), 5);
    QCOMPARE(m_view->currentCell(), 1);
    QCOMPARE(m_view->lesson().cells[2].source, std::string("x = 3"));
    press(Qt::Key_B);
    QCOMPARE(m_view->cellCount(), 6);
    QCOMPARE(m_view->currentCell(), 2);
    QSignalSpy stop(m_view.get(), &NotebookView::stopRequested);
    QSignalSpy restart(m_view.get(), &NotebookView::restartRequested);
    press(Qt::Key_I);
    press(Qt::Key_0);
    press(Qt::Key_I);
    QCOMPARE(stop.count() + restart.count(), 0);
    press(Qt::Key_I);
    press(Qt::Key_0);
    press(Qt::Key_0);
    QCOMPARE(stop.count(), 1);
    QCOMPARE(restart.count(), 1);
}

void NotebookViewTest::deleteAndUndo()
{
    QSignalSpy edited(m_view.get(), &NotebookView::edited);
    m_view->selectCell(2);
    press(Qt::Key_D);
    QCOMPARE(m_view->cellCount(), 4);
    press(Qt::Key_D);
    QCOMPARE(m_view->cellCount(), 3);
    QCOMPARE(m_view->currentCell(), 2);
    QVERIFY(m_view->cellWidget(2)->hasFocus());
    QCOMPARE(edited.count(), 1);
    press(Qt::Key_Z);
    QCOMPARE(m_view->lesson().cells[2].source, std::string("y = x*x\ny"));
    QCOMPARE(m_view->cellCount(), 4);
}

void NotebookViewTest::proseIsEditedAndRendered()
{
    auto* cell = qobject_cast<ProseCell*>(m_view->cellWidget(0));
    QVERIFY(cell);
    QCOMPARE(cell->view()->toPlainText(), QString("梯度\nText with x²."));
    QTest::mouseDClick(cell->view()->viewport(), Qt::LeftButton);
    QVERIFY(cell->showsSource());
    QVERIFY(cell->editor()->hasFocus());
    cell->editor()->moveCursor(QTextCursor::End);
    QTest::keyClicks(cell->editor(), " **More**");
    press(Qt::Key_Return, Qt::ShiftModifier);
    QVERIFY(!cell->showsSource());
    QCOMPARE(cell->view()->toPlainText(), QString("梯度\nText with x². More"));
    QCOMPARE(m_view->lesson().cells[0].source, std::string("# 梯度\n\nText with $x^2$. **More**"));
    QCOMPARE(m_view->currentCell(), 1);
}

void NotebookViewTest::arrowsLeaveTheEditor()
{
    m_view->editCell(2);
    editor(2)->moveCursor(QTextCursor::Start);
    press(Qt::Key_Down);
    QVERIFY(editor(2)->hasFocus());
    press(Qt::Key_Down);
    QVERIFY(editor(3)->hasFocus());
    press(Qt::Key_Up);
    QVERIFY(editor(2)->hasFocus());
    QCOMPARE(editor(2)->textCursor().blockNumber(), 1);
}

void NotebookViewTest::tabGoesThroughCellsInOrder()
{
    m_view->showRun(*sampleRecording());
    m_view->insertCell(1, code("new"));
    m_view->selectCell(0);
    QStringList visited;
    for (int i = 0; i < 7; ++i) {
        press(Qt::Key_Tab);
        QWidget* focus = m_view->focusWidget();
        for (int cell = 0; cell < m_view->cellCount(); ++cell) {
            if (m_view->cellWidget(cell) == focus)
                visited << QString::number(cell);
            else if (m_view->cellWidget(cell)->isAncestorOf(focus))
                visited << QString("in %1").arg(cell);
        }
    }
    QCOMPARE(visited.join(", "),
             QString("1, in 1, 2, in 2, 3, in 3, in 3")); // prompts, and the output of cell 3
    press(Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(codeCell(3)->prompt()->hasFocus());
}

void NotebookViewTest::typingPython()
{
    m_view->editCell(3);
    CodeEditor* edit = editor(3);
    edit->selectAll();
    QTest::keyClicks(edit, "while x:");
    press(Qt::Key_Return);
    QTest::keyClicks(edit, "x");
    press(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(edit->text(), QString("while x:\n    # x"));
    press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(edit->text(), QString("while x:\n# x"));
    edit->moveCursor(QTextCursor::End);
    press(Qt::Key_Tab);
    QCOMPARE(edit->text(), QString("while x:\n# x "));
    QVERIFY(edit->hasFocus());
}

void NotebookViewTest::outputsAreShown()
{
    auto recording = sampleRecording();
    const std::string array = "array([[0.],\n       [1.]], dtype=float32)";
    engine::Output result = output(engine::Output::Kind::Result, array);
    result.executionCount = 2;
    recording->cellRuns[1].outputs = {output(engine::Output::Kind::Stdout, "one\n"),
                                      output(engine::Output::Kind::Stdout, "two\n"),
                                      output(engine::Output::Kind::Stderr, "note\n"), result};
    m_view->showRun(*recording);
    QCOMPARE(codeCell(2)->outputs()->text(), "one\ntwo\nnote\n" + QString::fromStdString(array));
    const auto edits = codeCell(2)->outputs()->findChildren<FittedTextEdit*>();
    QCOMPARE(edits.size(), 3);
    QCOMPARE(edits[0]->text(), QString("one\ntwo"));
    QCOMPARE(edits[2]->text(), QString::fromStdString(array));
    QVERIFY(edits[2]->isReadOnly());
    QVERIFY(edits[2]->textInteractionFlags() & Qt::TextSelectableByKeyboard);
    QCOMPARE(codeCell(1)->promptText(), QString("In [1]:"));
    QCOMPARE(codeCell(2)->promptText(), QString("In [2]:"));
    QCOMPARE(codeCell(3)->promptText(), QString("In [ ]:"));
    QVERIFY(!codeCell(1)->hasOutputs());
}

void NotebookViewTest::longOutputIsCollapsed()
{
    auto recording = sampleRecording();
    std::string text;
    for (int i = 0; i < 500; ++i)
        text += std::to_string(i) + "\n";
    recording->cellRuns[1].outputs = {output(engine::Output::Kind::Stdout, text)};
    m_view->showRun(*recording);
    OutputView* outputs = codeCell(2)->outputs();
    QCOMPARE(outputs->findChild<FittedTextEdit*>()->blockCount(), OutputView::shownOfLong);
    QTest::mouseClick(outputs->findChild<QToolButton*>(), Qt::LeftButton);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(outputs->findChild<FittedTextEdit*>()->blockCount(), 500);
}

void NotebookViewTest::staleMarks()
{
    m_view->showRun(*sampleRecording());
    m_view->setValidCells(3);
    QCOMPARE(codeCell(1)->freshness(), Freshness::Fresh);
    QCOMPARE(codeCell(2)->freshness(), Freshness::Fresh);
    QCOMPARE(codeCell(3)->freshness(), Freshness::NotRun);
    QVERIFY(codeCell(2)->prompt()->mark().isEmpty());
    m_view->editCell(1);
    editor(1)->moveCursor(QTextCursor::End);
    QTest::keyClicks(editor(1), "0");
    QCOMPARE(codeCell(1)->freshness(), Freshness::Stale);
    QCOMPARE(codeCell(2)->freshness(), Freshness::Stale);
    QCOMPARE(codeCell(2)->prompt()->mark(), QString("stale"));
    press(Qt::Key_Backspace); // as it ran
    QCOMPARE(codeCell(2)->freshness(), Freshness::Fresh);
    m_view->setValidCells(2);
    QCOMPARE(codeCell(1)->freshness(), Freshness::Fresh);
    QCOMPARE(codeCell(2)->freshness(), Freshness::Stale);
    m_view->setValidCells(3);
    m_view->deleteCells(1);
    QCOMPARE(codeCell(1)->freshness(), Freshness::Stale);
}

void NotebookViewTest::savedOutputsAreMarked()
{
    engine::Lesson lesson = sampleLesson();
    lesson.cells[2].storedOutputs = {output(engine::Output::Kind::Result, "9")};
    lesson.cells[2].storedExecutionCount = 5;
    m_view->setLesson(lesson);
    QCOMPARE(codeCell(2)->promptText(), QString("In [5]:"));
    QCOMPARE(codeCell(2)->outputs()->text(), QString("9"));
    QCOMPARE(codeCell(2)->freshness(), Freshness::Saved);
    m_view->editCell(1);
    QTest::keyClicks(editor(1), "1");
    QCOMPARE(codeCell(2)->freshness(), Freshness::Stale);
}

void NotebookViewTest::runningMarks()
{
    m_view->setRunning(1, 2);
    QCOMPARE(codeCell(1)->promptText(), QString("In [*]:"));
    QCOMPARE(codeCell(1)->prompt()->mark(), QString("running"));
    QCOMPARE(codeCell(2)->prompt()->mark(), QString("queued"));
    QCOMPARE(codeCell(3)->promptText(), QString("In [ ]:"));
    QSignalSpy stop(m_view.get(), &NotebookView::stopRequested);
    QTest::mouseClick(codeCell(1)->prompt(), Qt::LeftButton);
    QCOMPARE(stop.count(), 1);
    m_view->setRunning(-1);
    QCOMPARE(codeCell(1)->promptText(), QString("In [ ]:"));
}

void NotebookViewTest::errorsAreShown()
{
    auto recording = sampleRecording();
    engine::Diagnostic failure;
    failure.kind = "NameError";
    failure.message = "name 'x' is not defined";
    failure.hint = {"Did you mean 'xs'?", "是不是想写 'xs'？"};
    failure.span = {2, 4, 5};
    engine::Output error =
        output(engine::Output::Kind::Error, "Traceback\nNameError: name 'x' is not defined");
    error.errorName = failure.kind;
    error.errorValue = failure.message;
    recording->cellRuns[1].outputs = {error};
    recording->cellRuns[1].failure = failure;
    m_view->showRun(*recording);
    OutputView* outputs = codeCell(2)->outputs();
    const auto label = [&](const char* name) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return outputs->findChild<QLabel*>(name)->text();
    };
    QCOMPARE(label("errorMessage"), QString("NameError: name 'x' is not defined"));
    QCOMPARE(label("errorHint"), QString("Did you mean 'xs'?"));
    m_view->setLanguage(engine::Language::Chinese);
    QCOMPARE(label("errorHint"), QString("是不是想写 'xs'？"));
    QCOMPARE(editor(2)->marks().errors, (QList<TextRange>{{4, 5}}));
    auto* place = outputs->findChild<QToolButton*>("errorPlace");
    QCOMPARE(place->text(), QString("line 1"));
    editor(2)->moveCursor(QTextCursor::End);
    QTest::mouseClick(place, Qt::LeftButton);
    QVERIFY(editor(2)->hasFocus());
    QCOMPARE(editor(2)->textCursor().position(), 4);
    QTest::keyClicks(editor(2), "1"); // no longer what failed
    QVERIFY(editor(2)->marks().errors.isEmpty());
}

void NotebookViewTest::playerMarksTheCode()
{
    const auto recording = sampleRecording();
    m_view->showRun(*recording);
    m_player->setRecording(recording, 0);
    QCOMPARE(editor(2)->marks(), CodeMarks());
    m_player->seek(2);
    QCOMPARE(editor(1)->marks().currentLine, 0);
    m_player->seek(5);
    QCOMPARE(editor(1)->marks().currentLine, -1);
    QCOMPARE(editor(2)->marks().currentLine, 0);
    QCOMPARE(editor(2)->marks().expression, (TextRange{4, 7}));
}

void NotebookViewTest::editedCodeIsNotMarked()
{
    const auto recording = sampleRecording();
    m_view->showRun(*recording);
    m_player->setRecording(recording, 5);
    m_view->editCell(2);
    QTest::keyClicks(editor(2), " ");
    QCOMPARE(editor(2)->marks(), CodeMarks());
}

void NotebookViewTest::insertedCellsKeepTheMarks()
{
    const auto recording = sampleRecording();
    m_view->showRun(*recording);
    m_player->setRecording(recording, 5);
    m_view->insertCell(1, {});
    QCOMPARE(editor(2)->marks().currentLine, -1);
    QCOMPARE(editor(3)->marks().currentLine, 0);
    m_view->deleteCells(0);
    QCOMPARE(editor(2)->marks().currentLine, 0);
}

void NotebookViewTest::clickingCodeSelects()
{
    const auto recording = sampleRecording();
    m_view->showRun(*recording);
    m_player->setRecording(recording, 5);
    const QRectF product = editor(2)->rectsOf(4, 7).value(0);
    QVERIFY(product.isValid());
    QTest::mouseClick(editor(2)->viewport(), Qt::LeftButton, {}, product.center().toPoint());
    QCOMPARE(m_selection->node().index, 0);
    const QRectF name = editor(2)->rectsOf(0, 1).value(0);
    QTest::mouseClick(editor(2)->viewport(), Qt::LeftButton, {}, name.center().toPoint());
    QVERIFY(!m_selection->node().isValid());
}

void NotebookViewTest::selectionIsOutlined()
{
    const auto recording = sampleRecording();
    m_view->showRun(*recording);
    m_player->setRecording(recording, 1);
    m_selection->select({0});
    QCOMPARE(editor(2)->marks().selected, (TextRange{4, 7}));
    m_view->selectCell(2);
    press(Qt::Key_Escape);
    QVERIFY(editor(2)->marks().selected.isEmpty());
}

void NotebookViewTest::editorsFitTheirText()
{
    CodeEditor* edit = editor(1);
    const int oneLine = edit->height();
    m_view->editCell(1);
    edit->moveCursor(QTextCursor::End);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    QVERIFY(edit->height() > 2 * oneLine - 8);
    const QRectF last = edit->rectsOf(0, 5).value(0);
    QVERIFY(last.top() >= 0);
    edit->selectAll();
    QTest::keyClicks(edit, QString(300, u'x'));
    QVERIFY(edit->height() > 3 * oneLine - 16); // wrapped, nothing hidden
    m_view->setTextScale(2);
    QVERIFY(edit->height() > 6 * oneLine - 32);
}

void NotebookViewTest::accessibleNames()
{
    QCOMPARE(m_view->cellWidget(0)->accessibleName(), QString("Text, cell 1 of 4"));
    QCOMPARE(m_view->cellWidget(1)->accessibleName(), QString("Code, cell 2 of 4"));
    QVERIFY(!editor(1)->accessibleName().isEmpty());
    QCOMPARE(codeCell(1)->prompt()->accessibleName(), QString("Run In [ ]:"));
    m_view->showRun(*sampleRecording());
    QCOMPARE(codeCell(2)->outputs()->accessibleName(), QString("Output: 9"));
}

QTEST_MAIN(NotebookViewTest)
#include "tst_notebookview.moc"

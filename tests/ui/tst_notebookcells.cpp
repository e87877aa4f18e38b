#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "engine/lesson/notebook.h"
#include "ui/notebook/codeassistant.h"
#include "ui/notebook/codecell.h"
#include "ui/notebook/completionlist.h"
#include "ui/notebook/findbar.h"
#include "ui/notebook/headinglist.h"
#include "ui/notebook/helpcard.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/outputview.h"
#include "ui/notebook/predictcell.h"
#include "ui/notebook/prosecell.h"
#include "ui/notebook/proseview.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"

using namespace ui;

namespace {

engine::Cell cell(const std::string& source, engine::CellKind kind = engine::CellKind::Code)
{
    engine::Cell result;
    result.source = source;
    result.kind = kind;
    return result;
}

constexpr auto text = engine::CellKind::Prose;

} // namespace

/// What is done to whole cells, by keys, and the help with writing them.
class NotebookCellsTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_view.reset(); }
    void cutCopyPaste();
    void severalAtOnce();
    void severalAreMergedAndConverted();
    void theSelectionEnds();
    void moving();
    void mergingAndSplitting();
    void converting();
    void undoBringsOutputsBack();
    void undoAndRedoWalkThroughEverything();
    void theLastCellIsReplaced();
    void questionsFollowTheirCell();
    void outputsFold();
    void foldsAreKeptInNotebooks();
    void findsAndReplaces();
    void replacesAll();
    void completes();
    void showsWhatACallTakes();
    void explainsNames();
    void outlineAndLinks();
    void picturesOfTheFolder();

private:
    QStringList sources() const
    {
        QStringList all;
        for (const engine::Cell& each : m_view->lesson().cells)
            all << QString::fromStdString(each.source);
        return all;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QVERIFY(m_view->focusWidget());
        QTest::keyClick(m_view->focusWidget(), key, modifiers);
    }
    void show(const std::vector<engine::Cell>& cells)
    {
        engine::Lesson lesson;
        lesson.cells = cells;
        m_view->setLesson(lesson);
        m_view->selectCell(0);
    }
    CodeEditor* editor(int index) const
    {
        return qobject_cast<CodeCell*>(m_view->cellWidget(index))->codeEditor();
    }
    void placeCaret(int index, int position)
    {
        m_view->editCell(index);
        QTextCursor cursor = editor(index)->textCursor();
        cursor.setPosition(position);
        editor(index)->setTextCursor(cursor);
    }

    std::unique_ptr<Player> m_player;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<NotebookView> m_view;
};

void NotebookCellsTest::init()
{
    m_player = std::make_unique<Player>();
    m_selection = std::make_unique<Selection>();
    m_view = std::make_unique<NotebookView>(m_player.get(), m_selection.get());
    m_view->resize(700, 800);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    show({cell("a"), cell("b"), cell("c")});
}

void NotebookCellsTest::cutCopyPaste()
{
    press(Qt::Key_C);
    press(Qt::Key_Down);
    press(Qt::Key_V);
    QCOMPARE(sources(), QStringList({"a", "b", "a", "c"}));
    QCOMPARE(m_view->currentCell(), 2);
    press(Qt::Key_V, Qt::ShiftModifier);
    QCOMPARE(sources(), QStringList({"a", "b", "a", "a", "c"}));
    press(Qt::Key_X);
    press(Qt::Key_X);
    QCOMPARE(sources(), QStringList({"a", "b", "c"}));
    QCOMPARE(m_view->currentCell(), 2);
    press(Qt::Key_V);
    QCOMPARE(sources(), QStringList({"a", "b", "c", "a"}));
}

void NotebookCellsTest::severalAtOnce()
{
    show({cell("a"), cell("b"), cell("c"), cell("d")});
    press(Qt::Key_J);
    press(Qt::Key_J, Qt::ShiftModifier);
    QVERIFY(!m_view->isSelected(0) && m_view->isSelected(1) && m_view->isSelected(2));
    QCOMPARE(m_view->currentCell(), 2);
    press(Qt::Key_C);
    press(Qt::Key_V);
    QCOMPARE(sources(), QStringList({"a", "b", "c", "b", "c", "d"}));
    QCOMPARE(m_view->currentCell(), 4);
    press(Qt::Key_Up, Qt::ShiftModifier);
    press(Qt::Key_D);
    press(Qt::Key_D);
    QCOMPARE(sources(), QStringList({"a", "b", "c", "d"}));
    QCOMPARE(m_view->currentCell(), 3);
    press(Qt::Key_K, Qt::ShiftModifier);
    press(Qt::Key_K, Qt::ShiftModifier);
    press(Qt::Key_X);
    QCOMPARE(sources(), QStringList({"a"}));
    press(Qt::Key_V, Qt::ShiftModifier);
    QCOMPARE(sources(), QStringList({"b", "c", "d", "a"}));
    QCOMPARE(m_view->currentCell(), 2);

    // As one they move, and stay selected.
    press(Qt::Key_Up, Qt::ShiftModifier);
    press(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(sources(), QStringList({"b", "a", "c", "d"}));
    QVERIFY(!m_view->isSelected(1) && m_view->isSelected(2) && m_view->isSelected(3));
    press(Qt::Key_Down, Qt::AltModifier); // they are the last
    QCOMPARE(sources(), QStringList({"b", "a", "c", "d"}));

    // All at once, and each command is one to undo.
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_X);
    QCOMPARE(sources(), QStringList({""}));
    press(Qt::Key_Z);
    QCOMPARE(sources(), QStringList({"b", "a", "c", "d"}));
    press(Qt::Key_Z);
    QCOMPARE(sources(), QStringList({"b", "c", "d", "a"}));
    press(Qt::Key_Z);
    press(Qt::Key_Z);
    QCOMPARE(sources(), QStringList({"a", "b", "c", "d"}));
    press(Qt::Key_Z, Qt::ShiftModifier);
    QCOMPARE(sources(), QStringList({"a"}));
}

void NotebookCellsTest::severalAreMergedAndConverted()
{
    show({cell("a"), cell("b", text), cell("c"), cell("d")});
    press(Qt::Key_Down, Qt::ShiftModifier);
    press(Qt::Key_Down, Qt::ShiftModifier);
    press(Qt::Key_M);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(m_view->cellWidget(i)->kind(), i < 3 ? text : engine::CellKind::Code);
    QVERIFY(m_view->isSelected(0) && m_view->isSelected(2));
    press(Qt::Key_M, Qt::ShiftModifier);
    QCOMPARE(sources(), QStringList({"a\n\nb\n\nc", "d"}));
    press(Qt::Key_Z);
    press(Qt::Key_Z);
    QCOMPARE(sources(), QStringList({"a", "b", "c", "d"}));
    QCOMPARE(m_view->cellWidget(1)->kind(), text);
    QCOMPARE(m_view->cellWidget(2)->kind(), engine::CellKind::Code);

    // A question is not merged with what is beside it.
    show({cell("a"), cell("ask: q\nnumber: 1", engine::CellKind::Predict), cell("c")});
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_M, Qt::ShiftModifier);
    QCOMPARE(m_view->cellCount(), 3);
}

/// By going elsewhere, writing, leaving, and at the first and last cell there is no more.
void NotebookCellsTest::theSelectionEnds()
{
    press(Qt::Key_Up, Qt::ShiftModifier);
    QVERIFY(!m_view->isSelected(0));
    const auto selectTwo = [this] {
        m_view->selectCell(0);
        press(Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(m_view->isSelected(0) && m_view->isSelected(1));
    };
    selectTwo();
    press(Qt::Key_Down);
    QVERIFY(!m_view->isSelected(0) && !m_view->isSelected(1) && !m_view->isSelected(2));
    selectTwo();
    press(Qt::Key_Escape);
    QVERIFY(!m_view->isSelected(0) && !m_view->isSelected(1));
    selectTwo();
    press(Qt::Key_Return);
    QVERIFY(editor(1)->hasFocus());
    QVERIFY(!m_view->isSelected(0) && !m_view->isSelected(1));
    selectTwo();
    press(Qt::Key_Up, Qt::ShiftModifier); // back to where it began
    QVERIFY(!m_view->isSelected(0) && !m_view->isSelected(1));
    m_view->selectCell(2);
    press(Qt::Key_J, Qt::ShiftModifier);
    QVERIFY(!m_view->isSelected(2));

    m_view->selectCell(0);
    CellWidget* const last = m_view->cellWidget(2);
    QTest::mouseClick(last, Qt::LeftButton, Qt::ShiftModifier, QPoint(last->width() - 2, 2));
    QVERIFY(m_view->isSelected(0) && m_view->isSelected(1) && m_view->isSelected(2));
}

void NotebookCellsTest::moving()
{
    press(Qt::Key_Up, Qt::ControlModifier | Qt::ShiftModifier); // it is the first
    QCOMPARE(sources(), QStringList({"a", "b", "c"}));
    press(Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(sources(), QStringList({"b", "a", "c"}));
    QCOMPARE(m_view->currentCell(), 1);
    press(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(sources(), QStringList({"b", "c", "a"}));
    press(Qt::Key_Z);
    press(Qt::Key_Z);
    QCOMPARE(sources(), QStringList({"a", "b", "c"}));
}

void NotebookCellsTest::mergingAndSplitting()
{
    press(Qt::Key_M, Qt::ShiftModifier);
    QCOMPARE(sources(), QStringList({"a\n\nb", "c"}));
    placeCaret(0, 1);
    press(Qt::Key_Minus, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(sources(), QStringList({"a", "b", "c"}));
    QCOMPARE(m_view->currentCell(), 1);
    QVERIFY(editor(1)->hasFocus());
    QCOMPARE(editor(1)->textCursor().position(), 0);
    press(Qt::Key_Underscore, Qt::ControlModifier | Qt::ShiftModifier); // as keyboards send it
    QCOMPARE(sources(), QStringList({"a", "", "b", "c"}));
    press(Qt::Key_Escape);
    press(Qt::Key_Z);
    press(Qt::Key_Z);
    press(Qt::Key_Z);
    QCOMPARE(sources(), QStringList({"a", "b", "c"}));
}

void NotebookCellsTest::converting()
{
    press(Qt::Key_M);
    QVERIFY(m_view->cellWidget(0)->kind() == text);
    QCOMPARE(m_view->currentCell(), 0);
    press(Qt::Key_R);
    QVERIFY(m_view->cellWidget(0)->kind() == engine::CellKind::Raw);
    press(Qt::Key_Y);
    QVERIFY(m_view->cellWidget(0)->isCode());
    QCOMPARE(sources(), QStringList({"a", "b", "c"}));
    // A question turned into text is its block, so that it can become one again.
    const std::string block = "ask: How much?\nkind: number\nanswer: 3\n";
    show({cell("ask: How much?\nkind: number\nanswer: 3", engine::CellKind::Predict), cell("a")});
    m_view->convertCells(0, 1, text);
    QCOMPARE(sources()[0], QString::fromStdString("```predict\n" + block + "```"));
}

void NotebookCellsTest::undoBringsOutputsBack()
{
    engine::Cell ran = cell("a");
    engine::Output output;
    output.text = "seen";
    ran.storedOutputs = {output};
    show({ran, cell("b")});
    QTest::keyClick(editor(0), Qt::Key_X); // typed, so that its own undo has something
    m_view->selectCell(0);
    press(Qt::Key_D);
    press(Qt::Key_D);
    QCOMPARE(sources(), QStringList({"b"}));
    press(Qt::Key_Z);
    QCOMPARE(sources(), QStringList({"xa", "b"}));
    QCOMPARE(qobject_cast<CodeCell*>(m_view->cellWidget(0))->outputs()->text(),
             QStringLiteral("seen"));
    editor(0)->undo();
    QCOMPARE(sources()[0], QStringLiteral("a"));
}

void NotebookCellsTest::undoAndRedoWalkThroughEverything()
{
    QSignalSpy edited(m_view.get(), &NotebookView::edited);
    std::vector<QStringList> states{sources()};
    const auto then = [&](auto act) {
        act();
        states.push_back(sources());
    };
    then([&] { press(Qt::Key_B); });
    then([&] { press(Qt::Key_A); });
    then([&] { m_view->mergeCells(2, 1); });
    then([&] { m_view->moveCells(2, 1, -1); });
    then([&] { m_view->convertCells(1, 1, text); });
    then([&] { m_view->deleteCells(0); });
    QCOMPARE(edited.count(), 6);
    for (std::size_t i = states.size() - 1; i-- > 0;) {
        m_view->undo();
        QCOMPARE(sources(), states[i]);
    }
    m_view->undo(); // nothing is left
    QCOMPARE(sources(), states[0]);
    for (std::size_t i = 1; i < states.size(); ++i) {
        m_view->redo();
        QCOMPARE(sources(), states[i]);
    }
    m_view->undo();
    m_view->insertCell(0, cell("new")); // another way: redo is gone
    const QStringList now = sources();
    m_view->redo();
    QCOMPARE(sources(), now);
}

void NotebookCellsTest::theLastCellIsReplaced()
{
    show({cell("only")});
    press(Qt::Key_X);
    QCOMPARE(sources(), QStringList({""}));
    QVERIFY(m_view->cellWidget(0)->hasFocus());
    press(Qt::Key_Z);
    QCOMPARE(sources(), QStringList({"only"}));
}

void NotebookCellsTest::questionsFollowTheirCell()
{
    const std::string question = "ask: What is it?\nkind: number\nafter: 2\nanswer: 3";
    show({cell("a"), cell(question, engine::CellKind::Predict), cell("b"), cell("c")});
    const auto block = [&](int index) { return m_view->cellWidget(index)->source(); };
    QCOMPARE(m_view->answeringCell(1), 2);
    m_view->insertCell(0, cell("new"));
    QCOMPARE(block(2), std::string("ask: What is it?\nkind: number\nafter: 3\nanswer: 3"));
    QCOMPARE(m_view->answeringCell(2), 3);
    m_view->insertCell(0, cell("words", text)); // does not count
    QCOMPARE(m_view->answeringCell(3), 4);
    m_view->moveCells(4, 1, 1); // b goes below c
    QCOMPARE(m_view->answeringCell(3), 5);
    QVERIFY(block(3).find("after: 4") != std::string::npos);
    m_view->deleteCells(1);
    QCOMPARE(m_view->answeringCell(2), 4);
    QVERIFY(block(2).find("after: 3") != std::string::npos);
}

void NotebookCellsTest::outputsFold()
{
    engine::Cell ran = cell("a");
    engine::Output output;
    output.text = "one\ntwo";
    ran.storedOutputs = {output};
    show({ran});
    OutputView* const outputs = qobject_cast<CodeCell*>(m_view->cellWidget(0))->outputs();
    const int open = outputs->sizeHint().height();
    press(Qt::Key_O);
    QVERIFY(outputs->isFolded());
    QCOMPARE(outputs->text(), QStringLiteral("one\ntwo"));
    auto* const unfold = outputs->findChild<QToolButton*>(QStringLiteral("unfold"));
    QVERIFY(unfold && outputs->sizeHint().height() < open);
    unfold->click();
    QVERIFY(!outputs->isFolded());
}

/// As Jupyter does it; a Markdown lesson has no outputs, so there is nothing to keep.
void NotebookCellsTest::foldsAreKeptInNotebooks()
{
    engine::Cell ran = cell("a");
    engine::Output output;
    output.text = "one";
    ran.storedOutputs = {output};
    ran.notebookJson = R"({"metadata": {"jupyter": {"outputs_hidden": true}, "tags": ["t"]}})";
    engine::Lesson lesson;
    lesson.format = engine::LessonFormat::Notebook;
    lesson.cells = {ran, ran};
    lesson.cells[1].notebookJson.clear();
    m_view->setLesson(lesson);
    m_view->selectCell(0);
    OutputView* const outputs = qobject_cast<CodeCell*>(m_view->cellWidget(0))->outputs();
    QVERIFY(outputs->isFolded());
    QVERIFY(m_view->lesson() == lesson);
    const QSignalSpy edited(m_view.get(), &NotebookView::edited);
    press(Qt::Key_O);
    QCOMPARE(edited.count(), 1);
    engine::Lesson now = m_view->lesson();
    QCOMPARE(now.cells[0].notebookJson, std::string(R"({"metadata":{"tags":["t"]}})"));
    press(Qt::Key_Down, Qt::ShiftModifier);
    press(Qt::Key_O); // both
    now = m_view->lesson();
    QVERIFY(engine::hasFoldedOutputs(now.cells[0]) && engine::hasFoldedOutputs(now.cells[1]));
    press(Qt::Key_O);
    now = m_view->lesson();
    QVERIFY(!engine::hasFoldedOutputs(now.cells[0]) && !engine::hasFoldedOutputs(now.cells[1]));

    lesson.format = engine::LessonFormat::Markdown;
    m_view->setLesson(lesson);
    m_view->selectCell(1);
    const int before = static_cast<int>(edited.count());
    press(Qt::Key_O);
    QCOMPARE(edited.count(), before);
}

void NotebookCellsTest::findsAndReplaces()
{
    show({cell("Alpha and alpha", text), cell("x = alpha\nprint(alpha)"), cell("beta")});
    press(Qt::Key_F, Qt::ControlModifier);
    FindBar* const bar = m_view->findBar();
    QVERIFY(bar->isVisible() && bar->field()->hasFocus());
    QTest::keyClicks(bar->field(), QStringLiteral("alpha"));
    press(Qt::Key_Return);
    QVERIFY(qobject_cast<ProseCell*>(m_view->cellWidget(0))->showsSource());
    QVERIFY(bar->field()->hasFocus()); // Enter goes on
    QCOMPARE(m_view->cellWidget(0)->editor()->textCursor().selectedText(), QStringLiteral("Alpha"));
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    QCOMPARE(m_view->currentCell(), 1);
    QVERIFY(!qobject_cast<ProseCell*>(m_view->cellWidget(0))->showsSource());
    QCOMPARE(editor(1)->textCursor().selectionStart(), 4);
    bar->replacementField()->setText(QStringLiteral("alphabet")); // holds what is looked for
    bar->replacementField()->setFocus();
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    QCOMPARE(sources()[1], QStringLiteral("x = alphabet\nprint(alphabet)"));
    press(Qt::Key_Return); // round to the first
    QCOMPARE(sources()[0], QStringLiteral("alphabet and alpha"));
    press(Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
    QVERIFY(m_view->isAncestorOf(m_view->focusWidget()));
}

void NotebookCellsTest::replacesAll()
{
    show({cell("a A a", text), cell("a = a"), cell("b")});
    m_view->find();
    FindBar* const bar = m_view->findBar();
    bar->setWanted(QStringLiteral("a"));
    bar->replacementField()->setText(QStringLiteral("zz"));
    emit bar->replaceAllRequested();
    QCOMPARE(sources(), QStringList({"zz zz zz", "zz = zz", "b"}));
    editor(1)->undo(); // one step
    QCOMPARE(sources()[1], QStringLiteral("a = a"));
}

void NotebookCellsTest::completes()
{
    show({cell("import tensorflow as tf"), cell("")});
    m_view->editCell(1);
    QTest::keyClicks(editor(1), QStringLiteral("tf.reduce_su"));
    press(Qt::Key_Tab); // there is only one
    QCOMPARE(sources()[1], QStringLiteral("tf.reduce_sum"));
    QTest::keyClicks(editor(1), QStringLiteral(" + tf.sq"));
    press(Qt::Key_Tab);
    CompletionList* const list = m_view->assistant()->list();
    QVERIFY(list->isVisible());
    QCOMPARE(list->chosen()->name, std::string("sqrt"));
    const int before = list->count();
    press(Qt::Key_Down);
    QTest::keyClicks(editor(1), QStringLiteral("u"));
    QVERIFY(list->count() < before);
    press(Qt::Key_Return);
    QVERIFY(!list->isVisible());
    QCOMPARE(sources()[1], QStringLiteral("tf.reduce_sum + tf.square"));
    QTest::keyClicks(editor(1), QStringLiteral("d"));
    press(Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(sources()[1], QStringLiteral("tf.reduce_sum + tf.squared_difference"));
    press(Qt::Key_Return);
    QTest::keyClicks(editor(1), QStringLiteral("tf.r"));
    press(Qt::Key_Tab);
    QVERIFY(list->isVisible());
    press(Qt::Key_Escape); // closes the list, and no more
    QVERIFY(!list->isVisible() && editor(1)->hasFocus());
    // Before any name Tab indents.
    press(Qt::Key_Return);
    press(Qt::Key_Tab);
    QVERIFY(sources()[1].endsWith(QStringLiteral("\n    ")));
}

void NotebookCellsTest::showsWhatACallTakes()
{
    show({cell("import tensorflow as tf"), cell("")});
    m_view->editCell(1);
    QTest::keyClicks(editor(1), QStringLiteral("tf.matmul("));
    HelpCard* const card = m_view->assistant()->card();
    QVERIFY(card->isVisible());
    QVERIFY2(card->text().contains(QStringLiteral("matmul(a, b")), qPrintable(card->text()));
    QTest::keyClicks(editor(1), QStringLiteral("x)"));
    QVERIFY(!card->isVisible());
}

void NotebookCellsTest::explainsNames()
{
    show({cell("import tensorflow as tf"), cell("y = tf.exp(1.)")});
    placeCaret(1, 9);
    press(Qt::Key_Backtab, Qt::ShiftModifier);
    HelpCard* const card = m_view->assistant()->card();
    QVERIFY(card->isVisible());
    QVERIFY2(card->text().contains(QStringLiteral("tf.exp")), qPrintable(card->text()));
    QVERIFY2(card->text().contains(QStringLiteral("ȳ")), qPrintable(card->text()));
    emit m_view->assistant()->exampleWanted(editor(1), QStringLiteral("tf.exp(0.)"));
    QCOMPARE(sources()[2], QStringLiteral("tf.exp(0.)"));
}

void NotebookCellsTest::outlineAndLinks()
{
    show({cell("# One\n\n## One half\n\n[to the end](#two) [away](02-x.md#y)", text), cell("x = 1"),
          cell("# Two", text)});
    QSignalSpy shown(m_view.get(), &NotebookView::outlineVisibleChanged);
    m_view->setOutlineVisible(true);
    QCOMPARE(shown.count(), 1);
    HeadingList* const list = m_view->headings();
    QCOMPARE(list->count(), 3);
    QCOMPARE(list->item(1)->text().trimmed(), QStringLiteral("One half"));
    emit list->itemActivated(list->item(2));
    QCOMPARE(m_view->currentCell(), 2);
    QVERIFY(m_view->goToAnchor(QStringLiteral("one-half")));
    QCOMPARE(m_view->currentCell(), 0);
    QVERIFY(!m_view->goToAnchor(QStringLiteral("three")));
    m_view->insertCell(3, cell("# Three", text));
    QCOMPARE(list->count(), 4);

    QSignalSpy followed(m_view.get(), &NotebookView::linkFollowed);
    auto* const view = qobject_cast<ProseCell*>(m_view->cellWidget(0))->view();
    emit view->anchorClicked(QUrl(QStringLiteral("02-x.md#y")));
    QCOMPARE(followed.count(), 1);
}

void NotebookCellsTest::picturesOfTheFolder()
{
    m_view->setFolder(QStringLiteral(SOURCE_DIR "/docs"));
    show({cell("![window](pictures/window.png) and ![a lost one](no.png)", text)});
    auto* const view = qobject_cast<ProseCell*>(m_view->cellWidget(0))->view();
    const QString shown = view->document()->toPlainText();
    QVERIFY(shown.contains(QChar::ObjectReplacementCharacter));
    QVERIFY2(shown.contains(QStringLiteral("[a lost one]")), qPrintable(shown));
    QVERIFY(view->height() > 100);
    QVERIFY(view->document()->idealWidth() <= view->viewport()->width() + 1);
}

QTEST_MAIN(NotebookCellsTest)
#include "tst_notebookcells.moc"

#include <QAction>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <memory>

#include "engine/recording/questions.h"
#include "ui/learning/gradientcheckdialog.h"
#include "ui/learning/handpassdialog.h"
#include "ui/learning/lessonbrowser.h"
#include "ui/learning/quizdialog.h"
#include "ui/learning/tutor.h"
#include "ui/notebook/codecell.h"
#include "ui/notebook/codeeditor.h"
#include "ui/notebook/exercisecell.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/optionbutton.h"
#include "ui/notebook/predictcell.h"
#include "ui/window/actions.h"
#include "ui/window/mainwindow.h"
#include "ui/window/settings.h"
#include "ui/window/shippedlessons.h"

namespace {

const QByteArray lessonText = R"(---
title: Squares
---
# Squares

```python
import tensorflow as tf
x = tf.constant(3.)
with tf.GradientTape() as t:
    t.watch(x)
    y = x * x + x
y
```

```predict
ask: What is the slope?
kind: number
of: grad(y, x)
key: g
answer: 7
hint: Add.
why: 2x + 1.
options:
  - {text: "12", why: That is y., mistake: forward value}
```

```predict
ask: Which formula?
kind: choice
of: grad(y, x)
after: 2
options:
  - {text: $x$, mistake: wrong operand}
  - {text: $2x + 1$, right: true}
```

```python
g = t.gradient(y, x)
g
```

```exercise
ask: Double it.
start: z = y
solution: z = 2 * y
check: |
  z == 24
  y == 12
why: Twice.
```

The end.
)";

enum Cell { Title, First, Number, Choice, Gradient, Exercise, End };

} // namespace

class LearningUiTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(lessonText) > 0);
    }

    void init()
    {
        ui::ProgressStore().erase();
        open();
    }

    void cleanup() { m_window.reset(); }

    void questionsHoldTheAnswerBack()
    {
        m_window->actions().runAll->trigger();
        QTRY_VERIFY(ran(First));
        QTRY_VERIFY(!m_window->runner()->isRunning());
        QVERIFY(!ran(Gradient));
        QCOMPARE(notebook()->currentCell(), int(Number));
        QVERIFY(number()->field()->hasFocus());

        // By keyboard: a foreseen mistake, a named one, no number, and the right one.
        type("12");
        QTRY_VERIFY(number()->feedbackText().contains("That is y."));
        type("6");
        QTRY_VERIFY(number()->feedbackText().contains("contributions"));
        type("seven");
        QTRY_VERIFY(number()->feedbackText().contains("not understood"));
        QVERIFY(!number()->isSettled());
        type("7");
        QTRY_VERIFY(number()->isSettled());
        QVERIFY(number()->feedbackText().contains("2x + 1."));
        QCOMPARE(number()->progress().attempts, 3);

        // Seeing it leads to the next open question first.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(notebook()->currentCell(), int(Choice));
        QVERIFY(!ran(Gradient));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1);
        QTRY_VERIFY(choice()->options()[0]->mark() == ui::OptionButton::Mark::Wrong);
        QVERIFY(choice()->feedbackText().contains("the other one, not itself"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_2);
        QTRY_VERIFY(choice()->isSettled());
        QVERIFY(choice()->options()[1]->accessibleName().contains("right"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(ran(Gradient));
        QTRY_VERIFY(!m_window->runner()->isRunning());
        const auto* step =
            engine::stepAt(*m_window->player()->recording(), m_window->player()->step());
        QVERIFY(step && step->kind == engine::StepKind::GradientCompleted);
    }

    void showMeSettlesAQuestion()
    {
        number()->reveal();
        choice()->reveal();
        QVERIFY(number()->feedbackText().contains("`7`"));
        QVERIFY(choice()->feedbackText().contains("2x + 1"));
        m_window->actions().runAll->trigger();
        QTRY_VERIFY(ran(Gradient));
        QVERIFY(number()->progress().shown && !number()->progress().right);
    }

    void exercisesAreChecked()
    {
        exercise()->check();
        QTRY_VERIFY(exercise()->feedbackText().contains("✗ `z == 24`"));
        QVERIFY(exercise()->feedbackText().contains("✓ `y == 12`"));
        exercise()->code()->setPlainText("z = nothing");
        exercise()->check();
        QTRY_VERIFY(exercise()->feedbackText().contains("ends with an error"));
        exercise()->code()->setPlainText("z = y * 2");
        exercise()->code()->setFocus();
        QTest::keyClick(exercise()->code(), Qt::Key_Return, Qt::ShiftModifier);
        QTRY_VERIFY(exercise()->feedbackText().contains("Twice."));
        QVERIFY(exercise()->progress().right);
        // The stage has the attempt.
        QVERIFY(m_window->player()->recording());
        QCOMPARE(m_window->player()->recording()->cellRuns.back().source, std::string("z = y * 2"));
        exercise()->showSolution();
        QVERIFY(exercise()->feedbackText().contains("z = 2 * y"));
    }

    void progressComesBack()
    {
        number()->answer("7");
        QTRY_VERIFY(number()->isSettled());
        exercise()->code()->setPlainText("z = y * 2");
        exercise()->check();
        QTRY_VERIFY(exercise()->progress().right);
        m_window->actions().restart->trigger();
        QVERIFY(number()->isSettled() && !choice()->isSettled());

        open(); // another start of the program
        QVERIFY(number()->isSettled() && !choice()->isSettled());
        QCOMPARE(exercise()->code()->text(), QString("z = y * 2"));
        const auto* progress = m_window->tutor().store().progress().find(path().toStdString());
        QVERIFY(progress);
        QCOMPARE(progress->questionCount, 3);
        QCOMPARE(progress->rightCount(), 2);
        QCOMPARE(progress->title, std::string("Squares"));
        QVERIFY(!progress->lastVisit.empty());
    }

    void damagedProgressIsPutAside()
    {
        const QTemporaryDir dir;
        const QString file = dir.filePath("progress.json");
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("{ half") > 0);
        damaged.close();
        ui::ProgressStore store(file);
        QVERIFY(store.progress().lessons().empty());
        QVERIFY(QFile::exists(file + ".damaged"));
        store.progress().lesson("a").pageCount = 2;
        QVERIFY(store.save());
        QCOMPARE(ui::ProgressStore(file).progress().lesson("a").pageCount, 2);
        store.erase();
        QVERIFY(!QFile::exists(file) && !QFile::exists(file + ".damaged"));
    }

    void lessonsAreReadPageByPage()
    {
        m_window->tutor().setPaged(true);
        QCOMPARE(notebook()->pageCount(), 6);
        notebook()->showPage(0);
        QVERIFY(notebook()->cellWidget(First)->isVisible());
        QVERIFY(!notebook()->cellWidget(Number)->isVisible());
        QTest::keyClick(notebook(), Qt::Key_PageDown, Qt::AltModifier);
        QCOMPARE(notebook()->currentPage(), 1);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageUp, Qt::AltModifier);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageDown, Qt::AltModifier);
        QCOMPARE(notebook()->currentPage(), 1);
        QCOMPARE(notebook()->currentCell(), int(Number));
        QVERIFY(!notebook()->cellWidget(First)->isVisible());
        // Going to a cell turns to its page.
        notebook()->selectCell(Exercise);
        QCOMPARE(notebook()->currentPage(), 4);
        notebook()->showPage(99);
        QCOMPARE(notebook()->currentPage(), 5);
        m_window->tutor().setPaged(false);
        QVERIFY(notebook()->cellWidget(First)->isVisible());
        const auto* progress = m_window->tutor().store().progress().find(path().toStdString());
        QVERIFY(progress && progress->pagesSeen.count(5) && progress->lastPage == 5);
    }

    void quizAsksAboutTheRun()
    {
        runAll();
        ui::QuizDialog& quiz = *m_window->tutor().quiz();
        quiz.begin(4);
        quiz.show();
        QVERIFY(quiz.questionCount() >= 4);
        for (int asked = 0; asked < quiz.questionCount(); ++asked) {
            QCOMPARE(quiz.current(), asked);
            QCOMPARE(m_window->player()->step(), quiz.question().askStep);
            const int right = quiz.question().rightOption();
            if (asked == 0) {
                quiz.choose(right == 0 ? 1 : 0);
                QVERIFY(quiz.options()[right == 0 ? 1 : 0]->mark()
                        == ui::OptionButton::Mark::Wrong);
            }
            quiz.choose(right);
            QVERIFY(quiz.options()[std::size_t(right)]->mark() == ui::OptionButton::Mark::Right);
            quiz.next();
        }
        QCOMPARE(quiz.rightCount(), quiz.questionCount() - 1);
    }

    void theLearnerIsTheTape()
    {
        QVERIFY(!m_window->tutor().byHand()->begin()); // nothing ran
        runAll();
        ui::HandPassDialog& hand = *m_window->tutor().byHand();
        QVERIFY(hand.begin());
        hand.show();
        engine::HandPass& game = *hand.game();
        hand.choose(game.nodes().back());
        QVERIFY(hand.feedback().startsWith("✗"));
        hand.choose(game.nodes().front()); // y = x * x + x
        QVERIFY2(hand.feedback().startsWith("✓"), qPrintable(hand.feedback()));
        hand.enter("1");
        hand.enter("1");
        QVERIFY2(hand.feedback().startsWith("✓"), qPrintable(hand.feedback()));
        for (const engine::NodeId node : game.nodes())
            if (game.arrived(node) == game.expected(node) && !game.hasFired(node))
                hand.choose(node);
        hand.enter("3");
        hand.enter("4");
        hand.enter("x");
        hand.enter("7");
        QVERIFY2(game.isDone(), qPrintable(hand.feedback()));
    }

    void gradientsAreCheckedThreeWays()
    {
        runAll();
        ui::GradientCheckDialog& dialog = *m_window->tutor().check();
        dialog.begin();
        QTRY_VERIFY(!dialog.isWorking());
        QVERIFY(dialog.check().has_value());
        QVERIFY(dialog.check()->formulaAgrees && dialog.check()->differencesAgree);
        QCOMPARE(dialog.check()->formula.text, std::string("2x + 1"));
    }

    void newcomerSeesAGradientMove()
    {
        for (const auto language : {engine::Language::English, engine::Language::Chinese}) {
            m_window->useLanguage(language);
            m_window->setWindowModified(false);
            m_window->tutor().welcome();
            ui::LessonBrowser& browser = *m_window->tutor().browser();
            QVERIFY(browser.isVisible());
            QCOMPARE(browser.list()->topLevelItemCount(), int(ui::shippedLessons(language).size()));
            browser.startButton()->click();
            QTRY_VERIFY(m_window->player()->isPlaying());
            const auto pass =
                engine::passAt(*m_window->player()->recording(), m_window->player()->step());
            QVERIFY(pass.has_value());
            QVERIFY(m_window->path().startsWith(":/welcome/"));
            m_window->player()->pause();
        }
        m_window->useLanguage(engine::Language::English);
    }

private:
    QString path() const { return m_folder.filePath("squares.md"); }

    void open()
    {
        m_window.reset();
        m_window = std::make_unique<ui::MainWindow>(ui::Settings(), engine::Language::English);
        m_window->resize(1280, 720);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QVERIFY(m_window->open(path()));
        QCOMPARE(notebook()->cellCount(), int(End) + 1);
    }

    ui::NotebookView* notebook() const { return m_window->notebook(); }
    ui::PredictCell* number() const
    {
        return qobject_cast<ui::PredictCell*>(notebook()->cellWidget(Number));
    }
    ui::PredictCell* choice() const
    {
        return qobject_cast<ui::PredictCell*>(notebook()->cellWidget(Choice));
    }
    ui::ExerciseCell* exercise() const
    {
        return qobject_cast<ui::ExerciseCell*>(notebook()->cellWidget(Exercise));
    }
    bool ran(int cell) const
    {
        return qobject_cast<ui::CodeCell*>(notebook()->cellWidget(cell))->run().has_value();
    }
    void type(const QString& text)
    {
        number()->field()->selectAll();
        QTest::keyClicks(number()->field(), text);
        QTest::keyClick(number()->field(), Qt::Key_Return);
    }
    void runAll()
    {
        number()->reveal();
        choice()->reveal();
        m_window->actions().runAll->trigger();
        QTRY_VERIFY(ran(Gradient));
        QTRY_VERIFY(!m_window->runner()->isRunning());
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ui::MainWindow> m_window;
};

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    LearningUiTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_tutor.moc"

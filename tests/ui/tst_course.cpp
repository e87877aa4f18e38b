#include <QApplication>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTest>

#include <memory>

#include "engine/recording/recording.h"
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

constexpr int patience = 60'000; ///< a judgement runs the lesson

} // namespace

/// A robot goes through every lesson with the keyboard, answers each question wrongly once and
/// rightly once, and solves each exercise.
class CourseTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void robot_data()
    {
        QTest::addColumn<QString>("path");
        for (const auto language : {engine::Language::English, engine::Language::Chinese}) {
            for (const ui::ShippedLesson& lesson : ui::shippedLessons(language))
                QTest::newRow(qPrintable(lesson.path)) << lesson.path;
        }
    }

    void robot()
    {
        QFETCH(QString, path);
        ui::ProgressStore().erase();
        m_window = std::make_unique<ui::MainWindow>(
            ui::Settings(),
            path.contains("zh_CN") ? engine::Language::Chinese : engine::Language::English);
        m_window->resize(1280, 720);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QVERIFY(m_window->open(path));
        ui::NotebookView& notebook = *m_window->notebook();
        int questions = 0;
        int exercises = 0;
        for (int i = 0; i < notebook.cellCount() && !QTest::currentTestFailed(); ++i) {
            if (auto* question = qobject_cast<ui::PredictCell*>(notebook.cellWidget(i))) {
                ++questions;
                answer(i, *question);
            }
            if (auto* exercise = qobject_cast<ui::ExerciseCell*>(notebook.cellWidget(i))) {
                ++exercises;
                solve(*exercise);
            }
        }
        QVERIFY(questions >= 2 && exercises >= 1);
        m_window->actions().runAll->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->runner()->isRunning(), patience);
        for (int i = 0; i < notebook.cellCount(); ++i) {
            if (const auto* cell = qobject_cast<ui::CodeCell*>(notebook.cellWidget(i)))
                QVERIFY(cell->run() && !cell->run()->failure);
        }
        const auto& lessons = m_window->tutor().store().progress().lessons();
        QCOMPARE(lessons.begin()->second.rightCount(), questions + exercises);
        m_window.reset();
    }

private:
    void answer(int cell, ui::PredictCell& question)
    {
        const engine::Prediction& asked = *question.prediction();
        ui::NotebookView& notebook = *m_window->notebook();
        notebook.editCell(cell);
        const auto judged = [&](int attempts) { return question.progress().attempts == attempts; };
        const auto says = [&](const std::string& why) {
            return why.empty() || question.feedbackText().contains(QString::fromStdString(why));
        };
        if (asked.kind == engine::PredictionKind::Choice) {
            const int right = asked.rightOption();
            const int wrong = right == 0 ? 1 : 0;
            QTest::keyClick(QApplication::focusWidget(), Qt::Key(Qt::Key_1 + wrong));
            QTRY_VERIFY_WITH_TIMEOUT(judged(1), patience);
            QVERIFY(question.options()[std::size_t(wrong)]->mark()
                    == ui::OptionButton::Mark::Wrong);
            QVERIFY(!question.isSettled() && says(asked.options[std::size_t(wrong)].why));
            QVERIFY(!question.feedbackText().isEmpty());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key(Qt::Key_1 + right));
            QTRY_VERIFY_WITH_TIMEOUT(judged(2), patience);
            QVERIFY(question.isSettled() && says(asked.options[std::size_t(right)].why));
            return;
        }
        const bool foreseen = !asked.options.empty();
        QString wrong = QStringLiteral("98765");
        if (asked.kind == engine::PredictionKind::Shape)
            wrong = QStringLiteral("(9, 8, 7)");
        if (foreseen)
            wrong = QString::fromStdString(asked.options.front().text.text);
        type(question, wrong);
        QTRY_VERIFY_WITH_TIMEOUT(judged(1), patience);
        QVERIFY(!question.isSettled() && !question.feedbackText().isEmpty());
        QVERIFY(!foreseen || says(asked.options.front().why));
        type(question, QString::fromStdString(asked.answer.text));
        QTRY_VERIFY_WITH_TIMEOUT(judged(2), patience);
        QVERIFY2(question.isSettled(), asked.answer.text.c_str());
        QVERIFY(says(asked.why));
    }

    static void type(ui::PredictCell& question, const QString& text)
    {
        question.field()->setFocus();
        question.field()->setText(text);
        QTest::keyClick(question.field(), Qt::Key_Return);
    }

    static void solve(ui::ExerciseCell& exercise)
    {
        exercise.code()->setFocus();
        QTest::keyClick(exercise.code(), Qt::Key_Return, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(exercise.progress().attempts == 1, patience);
        QVERIFY(!exercise.progress().right
                && exercise.feedbackText().contains(QStringLiteral("✗")));
        exercise.code()->setPlainText(QString::fromStdString(exercise.exercise()->solution.text));
        QTest::keyClick(exercise.code(), Qt::Key_Return, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(exercise.progress().attempts == 2, patience);
        QVERIFY2(exercise.progress().right, qPrintable(exercise.feedbackText()));
    }

    std::unique_ptr<ui::MainWindow> m_window;
};

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    CourseTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_course.moc"

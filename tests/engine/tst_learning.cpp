#include <QTest>

#include <cmath>

#include "engine/learning/answervalue.h"
#include "engine/learning/exerciserun.h"
#include "engine/learning/gradientcheck.h"
#include "engine/learning/judge.h"
#include "engine/learning/pages.h"
#include "engine/learning/progress.h"
#include "engine/learning/quiz.h"
#include "engine/lesson/lessonfile.h"
#include "engine/recording/questions.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

const std::string lessonText = R"(# A
```python
import tensorflow as tf
x = tf.constant(3.)
w = tf.constant(5.)
with tf.GradientTape() as t:
    t.watch(x)
    y = 2. * (x * w) + x
```
```predict
ask: a
kind: KIND
of: grad(y, x)
key: g
answer: "ANSWER"
step: the first contribution at x
why: Because.
options:
  - {text: "11.5", why: Foreseen., mistake: wrong operand}
```
```claim
y == 33
```
```python
g = t.gradient(y, x)
g
```
The end.
```exercise
ask: a
start: z = y
solution: z = 2 * y
check: |
  z == 66
  y == 33
```
```claim
y == 33
```
Bye.
)";

Lesson lessonWith(const std::string& kind, const std::string& answer)
{
    std::string text = lessonText;
    text.replace(text.find("KIND"), 4, kind);
    text.replace(text.find("ANSWER"), 6, answer);
    const auto read = parseLesson(text, "a.md");
    if (const auto* error = std::get_if<FileError>(&read))
        QTest::qFail(error->text(Language::English).c_str(), __FILE__, __LINE__);
    return std::get<Lesson>(read);
}

Verdict judged(const std::string& kind, const std::string& answer, const std::string& typed)
{
    const Lesson lesson = lessonWith(kind, answer);
    const auto read = readPrediction(lesson.cells[2].source);
    const lang::StopFlag stop;
    return judge(lesson, 2, std::get<Prediction>(read), {-1, typed}, stop);
}

std::vector<std::shared_ptr<const Recording>> recordings()
{
    return {support::quadraticRecording(), support::persistentRecording(),
            support::controlFlowRecording(),
            support::record({"import tensorflow as tf\n"
                             "a = tf.Variable([[1., 2.], [3., 4.], [5., 6.]])\n"
                             "b = tf.Variable([1., -1.])\n"
                             "c = tf.constant(4.)\n"
                             "with tf.GradientTape() as t:\n"
                             "    h = tf.nn.relu(tf.matmul(a, [[1.], [2.]]))\n"
                             "    y = tf.reduce_sum(h * h) + 3. * tf.reduce_sum(b)\n"
                             "g = t.gradient(y, [a, b, c])"})};
}

} // namespace

class LearningTest : public QObject
{
    Q_OBJECT

private slots:
    void judgesAnswers_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<int>("mistake"); ///< -1: none
        const auto row = [](const char* kind, const char* answer, const char* typed,
                            Verdict::Kind verdict, int mistake = -1) {
            QTest::addRow("%s %s", kind, typed)
                << QString(kind) << QString(answer) << QString(typed) << int(verdict) << mistake;
        };
        using Kind = Verdict::Kind;
        row("number", "11", "11.0", Kind::Right);
        row("number", "11", "10", Kind::Wrong, int(Mistake::ForgotToAdd));
        row("number", "11", "-11", Kind::Wrong, int(Mistake::FlippedSign));
        row("number", "11", "3", Kind::Wrong, int(Mistake::ForwardValue));
        row("number", "11", "None", Kind::Wrong, int(Mistake::NotNone));
        row("number", "11", "11.5", Kind::Wrong, int(Mistake::WrongOperand));
        row("number", "11", "100", Kind::Wrong);
        row("number", "11", "eleven", Kind::NotUnderstood);
        row("formula", "2*w + 1", "1 + w*2", Kind::Right);
        row("formula", "2*w + 1", "w + w + 1", Kind::Right);
        row("formula", "2*w + 1", "2*x + 1", Kind::Wrong);
        row("formula", "2*w + 1", "1", Kind::Wrong, int(Mistake::ForgotToAdd));
        row("formula", "2*w + 1", "2*q", Kind::NotUnderstood);
        row("shape", "(2, 3)", "[2, 3]", Kind::Right);
        row("shape", "(2, 3)", "(3, 2)", Kind::Wrong, int(Mistake::Transposed));
        row("shape", "(2, 3)", "wide", Kind::NotUnderstood);
        row("text", "Two paths", "two  paths", Kind::Right);
        row("text", "Two paths", "one", Kind::Wrong);
        row("text", "Two paths", " ", Kind::NotUnderstood);
    }

    void judgesAnswers()
    {
        QFETCH(QString, kind);
        QFETCH(QString, answer);
        QFETCH(QString, typed);
        QFETCH(int, verdict);
        QFETCH(int, mistake);
        const Verdict given =
            judged(kind.toStdString(), answer.toStdString(), typed.toStdString());
        QCOMPARE(int(given.kind), verdict);
        QCOMPARE(given.mistake ? int(*given.mistake) : -1, mistake);
        QVERIFY(given.step > 0);
        if (given.kind == Verdict::Kind::Right)
            QCOMPARE(given.why, std::string("Because."));
        if (typed == "11.5")
            QCOMPARE(given.why, std::string("Foreseen."));
    }

    void pointsAtTheStep()
    {
        const Lesson lesson = lessonWith("number", "11");
        const auto prediction = std::get<Prediction>(readPrediction(lesson.cells[2].source));
        const lang::StopFlag stop;
        std::vector<std::string> cells;
        for (const Cell& cell : lesson.cells) {
            if (cell.isCode())
                cells.push_back(cell.source);
        }
        const auto recording = support::record(cells);
        const int first = judge(lesson, 2, prediction, {-1, "11"}, stop).step;
        QVERIFY(recording->steps.at(std::size_t(first) - 1).kind == StepKind::ContributionArrived);
        const int last = judge(lesson, 2, prediction, {-1, "1"}, stop).step;
        QVERIFY(last > first);
        QCOMPARE(recording->passes[0].contributions
                     .at(std::size_t(recording->steps.at(std::size_t(last) - 1).number))
                     .ordinal,
                 2);
    }

    void runsExercises()
    {
        const Lesson lesson = lessonWith("number", "11");
        const std::size_t at = 6;
        QVERIFY(lesson.cells[at].kind == CellKind::Exercise);
        const auto exercise = std::get<Exercise>(readExercise(lesson.cells[at].source));
        const lang::StopFlag stop;
        QVERIFY(runExercise(lesson, at, exercise, "z = y * 2", stop).passed());
        const ExerciseRun half = runExercise(lesson, at, exercise, "z = y", stop);
        QVERIFY(half.ran && !half.failure && !half.passed());
        QVERIFY(!half.checks.at(0).holds() && half.checks.at(1).holds());
        const ExerciseRun failed = runExercise(lesson, at, exercise, "z = q", stop);
        QVERIFY(failed.ran && failed.failure && failed.failure->kind == "NameError");
        QVERIFY(failed.checks.empty());
        QCOMPARE(half.recording->cellRuns.back().cell, int(at));
    }

    void turnsPages()
    {
        const Lesson lesson = lessonWith("number", "11");
        QCOMPARE(lesson.cells.size(), std::size_t{9});
        const std::vector<LessonPage> expected{{0, 2}, {2, 4}, {4, 5}, {5, 8}, {8, 9}};
        QVERIFY(pagesOf(lesson) == expected);
        QVERIFY(pagesOf(Lesson()).empty());
    }

    void keepsProgress()
    {
        Progress progress;
        LessonProgress& lesson = progress.lesson("04-four-x");
        lesson.title = "Four x | 四";
        lesson.pageCount = 3;
        lesson.pagesSeen = {0, 2};
        lesson.lastPage = 2;
        lesson.questionCount = 2;
        lesson.questions[0] = {2, true, false, "4*x"};
        lesson.lastVisit = "2026-03-01T09:30:00";
        QVERIFY(!lesson.isComplete());
        const auto again = Progress::fromJson(progress.toJson());
        QVERIFY(again.has_value());
        QVERIFY(*again == progress);
        const QString report = QString::fromStdString(progress.report(Language::English));
        QVERIFY2(report.contains("| Four x   四 | 2 / 3 | 1 / 2 | 2026-03-01 |"), qPrintable(report));
        QVERIFY(report.contains("1. right, attempts: 2, last answer: `4*x`"));

        lesson.pagesSeen = {0, 1, 2};
        lesson.questions[1].shown = true;
        QVERIFY(lesson.isComplete());
        QVERIFY(!Progress::fromJson("{}"));
        QVERIFY(!Progress::fromJson(progress.toJson().substr(0, 80)));
        progress.erase();
        QVERIFY(progress.lessons().empty());
    }

    void quizHasOneRightOption()
    {
        std::set<QuizKind> kinds;
        int seen = 0;
        for (const auto& recording : recordings()) {
            FormulaBook book(*recording);
            for (std::uint64_t seed = 1; seed <= 5; ++seed) {
                for (const QuizQuestion& question : makeQuiz(*recording, seed, 12)) {
                    ++seen;
                    kinds.insert(question.kind);
                    QVERIFY(question.options.size() >= 2 && question.options.size() <= 4);
                    const auto right = std::count_if(
                        question.options.begin(), question.options.end(),
                        [](const QuizOption& option) { return option.right; });
                    QCOMPARE(right, std::ptrdiff_t{1});
                    QVERIFY(question.askStep < question.answerStep);
                    for (const QuizOption& option : question.options)
                        QVERIFY2(holds(*recording, book, question, option) == option.right,
                                 (question.ask.english + " " + option.text.english).c_str());
                }
            }
        }
        QVERIFY(seen > 60);
        QCOMPARE(kinds.size(), std::size_t{6});
    }

    void quizIsTheSameForTheSameSeed()
    {
        const auto recording = support::persistentRecording();
        const auto text = [&](std::uint64_t seed) {
            std::string all;
            for (const QuizQuestion& question : makeQuiz(*recording, seed, 8)) {
                all += question.ask.english;
                for (const QuizOption& option : question.options)
                    all += "|" + option.text.english;
            }
            return all;
        };
        QCOMPARE(text(7), text(7));
        QVERIFY(text(7) != text(8));
        QVERIFY(makeQuiz(Recording(), 1, 5).empty());
    }

    void checksGradientsThreeWays()
    {
        for (const auto& recording : recordings()) {
            FormulaBook book(*recording);
            for (std::size_t p = 0; p < recording->passes.size(); ++p) {
                const GradientPass& pass = recording->passes[p];
                for (std::size_t s = 0; s < pass.sources.size(); ++s) {
                    const auto check =
                        checkGradient(*recording, book, {int(p)}, static_cast<int>(s));
                    QCOMPARE(check.has_value(), pass.results[s].has_value());
                    if (!check)
                        continue;
                    QVERIFY(check->differencesAgree);
                    QVERIFY(check->kinks.empty());
                    // The curve falls, then rounding takes over.
                    QVERIFY(check->error < 1e-6);
                    QVERIFY(check->curve.front().error >= check->error);
                    QVERIFY(check->curve.back().error > check->error);
                }
            }
        }
    }

    void labelsKinksAndStoppedGradients()
    {
        const auto check = [](const char* body) {
            const auto recording = support::record(
                {std::string("import tensorflow as tf\nx = tf.constant([0., 2., -1.])\n"
                             "with tf.GradientTape() as t:\n    t.watch(x)\n    y = ")
                 + body + "\ng = t.gradient(y, x)"});
            FormulaBook book(*recording);
            return checkGradient(*recording, book, {0}, 0);
        };
        const auto relu = check("tf.reduce_sum(tf.nn.relu(x))");
        QVERIFY(relu && relu->differencesAgree);
        QCOMPARE(relu->kinks, std::vector<std::int64_t>{0});
        QVERIFY(relu->remark.english.starts_with("Here is a kink"));
        const auto stopped = check("tf.reduce_sum(x * tf.stop_gradient(x))");
        QVERIFY(stopped && !stopped->differencesAgree && stopped->kinks.empty());
        QVERIFY(stopped->remark.english.starts_with("tf.stop_gradient"));
    }

private:
    /// Whether an option answers the question, worked out without the quiz's own help.
    static bool holds(const Recording& recording, FormulaBook& book, const QuizQuestion& question,
                      const QuizOption& option)
    {
        const std::string& text = option.text.english;
        const auto pass = static_cast<std::size_t>(question.pass.index);
        const auto source = static_cast<std::size_t>(question.source);
        switch (question.kind) {
        case QuizKind::NextNode: {
            const auto state = gradientAt(recording, question.pass, option.node, question.askStep);
            return state.phase == GradientPhase::Complete;
        }
        case QuizKind::Shape: {
            const Shape& shape = recording.graph.node(question.node).value.shape();
            return readShapeAnswer(text)
                == std::vector<std::int64_t>(shape.begin(), shape.end());
        }
        case QuizKind::Number: {
            const Tensor& result = *recording.passes[pass].results[source];
            const auto value = readAnswerValue(text);
            const auto brackets = std::count(text.begin(), text.end(), '[');
            const std::string own = shortValue(result);
            return value && sameAnswer(AnswerValue::of(result), *value, 0)
                && brackets == std::count(own.begin(), own.end(), '[');
        }
        case QuizKind::Formula:
            return book.compare(question.pass, question.node, recording.passFacts[pass].endedAt, text)
                == FormulaBook::Answer::Same;
        case QuizKind::Branch:
            return recording.steps[static_cast<std::size_t>(question.answerStep) - 1].truth
                == (text == "True");
        case QuizKind::NoneOrNumber: {
            const auto& result = recording.passes[pass].results[source];
            double sum = 0;
            for (std::int64_t i = 0; result && i < result->size(); ++i)
                sum += std::abs(result->at(i));
            return text == (!result ? "None" : sum == 0 ? "a number, and it is 0" : "a number other than 0");
        }
        }
        return false;
    }
};

QTEST_APPLESS_MAIN(LearningTest)
#include "tst_learning.moc"

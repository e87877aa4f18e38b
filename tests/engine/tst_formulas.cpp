#include <random>

#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/recording/formulas.h"
#include "engine/recording/questions.h"
#include "engine/recording/recordingjson.h"
#include "engine/recording/sentence.h"
#include "support/goldenprogram.h"
#include "support/samplerecording.h"

namespace {

using Json = nlohmann::json;

} // namespace

class TestFormulas : public QObject
{
    Q_OBJECT

private slots:
    void textsOfTheFirstLesson()
    {
        const auto recording = support::quadraticRecording();
        engine::FormulaBook book(*recording);
        const engine::NodeId x = recording->passes[0].sources[0];
        const int end = recording->stepCount();
        const engine::NodeFormula formula = book.gradientFormula({0}, x, end);
        QCOMPARE(formula.formula.text, std::string("4x"));
        QCOMPARE(formula.formula.latex, std::string("4 x"));
        QCOMPARE(formula.formula.code, std::string("4 * x"));
        QCOMPARE(formula.formula.spoken.english, std::string("four x"));
        QCOMPARE(formula.left.text, std::string("∂y/∂x"));
        QCOMPARE(formula.sum.text, std::string("2x + 2x"));
        QCOMPARE(formula.steps.size(), std::size_t{1});
        QCOMPARE(formula.steps[0].law.english, std::string("collect like terms"));
        QCOMPARE(formula.steps[0].law.chinese, std::string("合并同类项"));
        QCOMPARE(formula.contributions.size(), std::size_t{2});
        for (const engine::ContributionFormula& part : formula.contributions)
            QCOMPARE(part.amount.text, std::string("2x"));
        QCOMPARE(book.componentForm({0}, x, end).text, std::string("∂y/∂xᵢ = 4xᵢ"));
        QCOMPARE(book.valueFormula(recording->passes[0].targets[0], end).formula.text,
                 std::string("2xᵀx"));
    }

    /// At each step only what has arrived by then is there.
    void nothingComesFromTheFuture()
    {
        const auto recording = support::quadraticRecording();
        const engine::NodeId x = recording->passes[0].sources[0];
        const engine::PassFacts& facts = recording->passFacts[0];
        const std::span<const int> arrivals = facts.arrivals.at(x);
        const int first = facts.arrivedAt[static_cast<std::size_t>(arrivals[0])];
        engine::FormulaBook book(*recording);
        QVERIFY(!book.gradientFormula({0}, x, first - 1).checked);
        QCOMPARE(book.gradientFormula({0}, x, first).formula.text, std::string("2x"));
        const engine::NodeId y = recording->passes[0].targets[0];
        const int born = recording->nodes[static_cast<std::size_t>(y.index)].bornAt;
        QVERIFY(!book.valueFormula(y, born - 1).checked);
        // Before `y` is bound the program has no name for it.
        QVERIFY(book.valueFormula(y, born).left.text != "y");
        QVERIFY(book.valueFormula(y, recording->stepCount()).left.text == "y");
    }

    void oneSidedPointsAreSaid()
    {
        const auto recording = support::record(
            {"import tensorflow as tf\nx = tf.constant([0., 1., -2.])",
             "with tf.GradientTape() as t:\n    t.watch(x)\n    y = tf.reduce_sum(tf.nn.relu(x))",
             "t.gradient(y, x)"});
        engine::FormulaBook book(*recording);
        const engine::NodeFormula formula = book.sourceFormula({0}, 0);
        QCOMPARE(formula.formula.text, std::string("[x > 0]"));
        QCOMPARE(formula.conventions.size(), std::size_t{1});
        QVERIFY(formula.conventions[0].english.find("relu at 0") != std::string::npos);
    }

    /// The tape has only the branch that was taken; on its edge that is said.
    void branchEdgesAreSaid()
    {
        const auto conventionsAt = [](const char* x) {
            const auto recording = support::record(
                {std::string("import tensorflow as tf\nx = tf.constant(") + x + ")",
                 "with tf.GradientTape() as t:\n    t.watch(x)\n    if x > 2:\n        y = x * x\n"
                 "    else:\n        y = 3 * x",
                 "t.gradient(y, x)"});
            engine::FormulaBook book(*recording);
            return book.sourceFormula({0}, 0).conventions;
        };
        QVERIFY(conventionsAt("1.").empty());
        QVERIFY(conventionsAt("3.").empty());
        const auto onEdge = conventionsAt("2.");
        QCOMPARE(onEdge.size(), std::size_t{1});
        QCOMPARE(onEdge[0].english,
                 std::string("line 3 compares two equal values: the gradient is "
                             "that of the branch taken"));
    }

    /// What a program's own gradient function does has no formula: it goes by a name that says so.
    void ownGradientsAreNamed()
    {
        const auto recording = support::record(
            {"import tensorflow as tf\n@tf.custom_gradient\ndef f(v):\n    def grad(upstream):\n   "
             " "
             "    return upstream * 7\n    return v * v, grad\nx = tf.constant(3.)",
             "with tf.GradientTape() as t:\n    t.watch(x)\n    z = f(x)\n    y = 2 * z",
             "t.gradient(y, x)"});
        QCOMPARE(support::failureOf(*recording), std::string());
        engine::FormulaBook book(*recording);
        const engine::NodeFormula formula = book.sourceFormula({0}, 0);
        QVERIFY(formula.checked);
        QCOMPARE(formula.formula.text, std::string("grad(z\u0304)"));
        QCOMPARE(formula.conventions.size(), std::size_t{1});
        QVERIFY(formula.conventions[0].english.find("defines this gradient itself")
                != std::string::npos);
    }

    /// What cannot be told from the text is a wrong formula, whatever stands behind it.
    void textsSayAllThereIs_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("gradient");
        const auto row = [](const char* program, const char* gradient) {
            QTest::newRow(program) << QString(program) << QString(gradient);
        };
        row("c * tf.cumsum(x)", "cumsum(c, reverse=True)");
        row("c * tf.cumsum(x, exclusive=True)", "cumsum(c, exclusive=True, reverse=True)");
        row("c * tf.roll(x, 1, 0)", "roll(c, shift=-1)");
        row("tf.reduce_sum(c) * x * x", "2(Σc)x");
        row("tf.reduce_sum(c) * tf.exp(x)", "(Σc) exp(x)");
    }

    void textsSayAllThereIs()
    {
        QFETCH(QString, program);
        QFETCH(QString, gradient);
        const auto recording = support::record(
            {"import tensorflow as tf\nx = tf.Variable([1., 2., 4.])"
             "\nc = tf.Variable([3., 5., 7.])",
             "with tf.GradientTape() as t:\n    y = tf.reduce_sum(" + program.toStdString() + ")",
             "t.gradient(y, x)"});
        QCOMPARE(support::failureOf(*recording), std::string());
        engine::FormulaBook book(*recording);
        const engine::NodeFormula formula = book.sourceFormula({0}, 0);
        QVERIFY(formula.checked);
        QCOMPARE(QString::fromStdString(formula.formula.text), gradient);
    }

    /// A choice as code: its condition is a comparison, not the number that a comparison stands
    /// for.
    void codeOfAChoiceRuns()
    {
        const std::string import = "import tensorflow as tf\nx = tf.Variable([-1., 2.])";
        const std::string pass =
            "with tf.GradientTape() as t:\n    y = tf.reduce_sum(tf.nn.leaky_relu(x))";
        const auto first = support::record({import, pass, "t.gradient(y, x)"});
        engine::FormulaBook book(*first);
        const engine::NodeFormula formula = book.sourceFormula({0}, 0);
        QVERIFY(formula.checked);
        const auto second =
            support::record({import, pass, "g = t.gradient(y, x)",
                             "assert bool(tf.reduce_all(g == " + formula.formula.code + "))"});
        QCOMPARE(support::failureOf(*second), std::string());
    }

    /// v₃ is what result #3 is called that has no name, unless the program has a v3 of its own.
    void namesOfTheProgramAreItsOwn()
    {
        const auto recording = support::record(
            {"import tensorflow as tf\nv3 = tf.Variable([[1., 2., 3.], [3., 4., 5.]])\n"
             "W = tf.Variable([[1., 2., 0.], [3., 4., 1.]])",
             "with tf.GradientTape() as t:\n"
             "    y = tf.reduce_sum(W * v3 * tf.constant([[1., 2., 3.], [4., 5., 6.]]))",
             "t.gradient(y, [v3, W])"});
        QCOMPARE(support::failureOf(*recording), std::string());
        engine::FormulaBook book(*recording);
        QCOMPARE(book.sourceFormula({0}, 0).formula.text, std::string("node₃ ⊙ W"));
        QCOMPARE(book.sourceFormula({0}, 1).formula.text, std::string("node₃ ⊙ v₃"));
    }

    /// A step's formulas are the same whether one walked there or jumped.
    void jumpingEqualsWalking_data()
    {
        QTest::addColumn<std::shared_ptr<const engine::Recording>>("recording");
        QTest::newRow("quadratic") << support::quadraticRecording();
        QTest::newRow("persistent") << support::persistentRecording();
        QTest::newRow("control flow") << support::controlFlowRecording();
        QTest::newRow("long") << support::record(
            {"import tensorflow as tf\nx = tf.Variable(0.5)\nwith tf.GradientTape() as t:\n    y = "
             "x\n"
             "    for i in range(40):\n        y = tf.tanh(y) * x\nt.gradient(y, x)"});
    }

    void jumpingEqualsWalking()
    {
        QFETCH(std::shared_ptr<const engine::Recording>, recording);
        engine::FormulaBook walked(*recording);
        for (int pass = 0; pass < static_cast<int>(recording->passes.size()); ++pass) {
            const auto& facts = recording->passFacts[static_cast<std::size_t>(pass)];
            for (std::size_t i = 0; i < facts.arrivedAt.size(); ++i) {
                const int k = facts.arrivedAt[i];
                const engine::NodeId node =
                    recording->passes[static_cast<std::size_t>(pass)].contributions[i].to;
                engine::FormulaBook jumped(*recording);
                QCOMPARE(walked.gradientText({pass}, node, k).text,
                         jumped.gradientText({pass}, node, k).text);
                engine::FormulaBook again(*recording);
                QCOMPARE(walked.contributionText({pass}, static_cast<int>(i)).text,
                         again.contributionText({pass}, static_cast<int>(i)).text);
            }
        }
    }

    void sentencesSayTheFormula()
    {
        const auto recording = support::quadraticRecording();
        const engine::PassFacts& facts = recording->passFacts[0];
        const std::span<const int> arrivals = facts.arrivals.at(recording->passes[0].sources[0]);
        const int last = facts.arrivedAt[static_cast<std::size_t>(arrivals[1])];
        const auto said = [&](int k, engine::Language language) {
            return QString::fromStdString(engine::sentenceAt(*recording, k, language));
        };
        QVERIFY2(said(last, engine::Language::English).contains(QStringLiteral("receives 2x = [")),
                 qPrintable(said(last, engine::Language::English)));
        QVERIFY(said(last, engine::Language::English)
                    .contains(QStringLiteral("the sum is now 4x = [")));
        QVERIFY(said(last, engine::Language::Chinese).contains(QStringLiteral("4x = [")));
        QVERIFY(said(facts.completedAt[0], engine::Language::English)
                    .contains(QStringLiteral("with respect to x is 4x = [")));
    }

    /// As docs/recording-json.md describes it.
    void jsonHasFormulasAndDerivations()
    {
        const auto recording = support::quadraticRecording();
        const Json json = Json::parse(
            engine::recordingJson(*recording, recording->stepCount(), engine::Language::English));
        const Json& result = json["passes"][0]["results"][0];
        QCOMPARE(result["formula"].dump(),
                 std::string(R"({"checked":true,"code":"4 * x","latex":"4 x","text":"4x"})"));
        QCOMPARE(
            result["derivation"].dump(),
            std::string(R"({"conventions":[],"steps":[{"law":"collect like terms","text":"4x"}],)"
                        R"("sum":"2x + 2x"})"));
        int derived = 0;
        for (const Json& step : json["passes"][0]["steps"]) {
            for (const Json& contribution : step["contributions"]) {
                const Json& derivation = contribution["derivation"];
                for (const char* key : {"upstream", "rule", "steps", "text"})
                    QVERIFY2(derivation.contains(key), key);
                ++derived;
            }
        }
        QCOMPARE(derived, static_cast<int>(recording->passes[0].contributions.size()));
    }

    /// Rule 4: where the tape's numbers are not those of the formula, there is no formula.
    void noWrongFormula()
    {
        auto recording = std::make_shared<engine::Recording>(*support::quadraticRecording());
        engine::GradientPass& pass = recording->passes[0];
        pass.results[0] = engine::Tensor::full(engine::DType::Float32, engine::Shape{4, 1}, 7);
        for (engine::Contribution& contribution : pass.contributions) {
            if (contribution.to == pass.sources[0])
                contribution.sum = *pass.results[0];
        }
        engine::FormulaBook book(*recording);
        QVERIFY(!book.sourceFormula({0}, 0).checked);
        QVERIFY(book.sourceFormula({0}, 0).formula.empty());
        QVERIFY(!book.gradientFormula({0}, pass.sources[0], recording->stepCount()).checked);
    }

    /// Random programs: what is shown agrees with the tape (the book checks, in float64), and
    /// nearly all of such programs have a formula.
    void randomPrograms()
    {
        std::mt19937 random(3);
        const std::vector<std::string> lines = {"v = v * x",
                                                "v = v + u",
                                                "v = u - v",
                                                "v = tf.sin(v)",
                                                "v = tf.tanh(v) + x",
                                                "v = v * v",
                                                "v = 0.5 * v",
                                                "v = v / (u * u + 1)",
                                                "v = tf.nn.relu(v)",
                                                "u = A @ v",
                                                "u = tf.exp(0.1 * u)",
                                                "v = tf.transpose(A) @ u",
                                                "u = u * v",
                                                "v = v * tf.reduce_sum(u)",
                                                "u = tf.maximum(u, v)",
                                                "v = -v"};
        constexpr int programs = 120;
        std::vector<std::string> cells = {
            "import tensorflow as tf"}; // in one run, which is quicker
        for (int i = 0; i < programs; ++i) {
            Json golden = {{"data", {{"x", {3, 1}}, {"A", {3, 3}}}},
                           {"of", "y"},
                           {"to", i % 3 ? "x" : "A"},
                           {"signed", true}};
            golden["program"] = {"u = A @ x", "v = x"};
            for (int line = 0; line < 2 + i % 5; ++line)
                golden["program"].push_back(lines[random() % lines.size()]);
            golden["program"].push_back("y = tf.reduce_sum(u * v)");
            cells.push_back(support::program(golden, random));
        }
        const auto recording = support::record(cells);
        QCOMPARE(support::failureOf(*recording), std::string());
        QCOMPARE(recording->passes.size(), static_cast<std::size_t>(programs));
        engine::FormulaBook book(*recording);
        int shown = 0;
        for (int pass = 0; pass < programs; ++pass) {
            const engine::NodeFormula formula = book.sourceFormula({pass}, 0);
            shown += formula.checked ? 1 : 0;
            QCOMPARE(formula.checked, !formula.formula.empty());
        }
        QVERIFY2(shown >= programs * 9 / 10, std::to_string(shown).c_str());
    }

    void typedAnswers_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("answer");
        using Answer = engine::FormulaBook::Answer;
        for (const char* typed :
             {"4*x",
              "x*4",
              "2x+2x",
              "4x",
              "4·x",
              "2 * (x + x)",
              "x + 3x",
              "(8/2)x",
              "4 x",
              "8*x/2",
              "(4xᵀ)ᵀ",
              "tf.transpose(4 * tf.transpose(x))",
              "5x - x",
              "4(x)",
              "2²x",
              "∂y/∂x = 4x",
              "dy/dx = 4 x",
              "tf.multiply(4, x)",
              "tf.add(x, 3 * x)",
              "4 * tf.matmul(x, tf.ones((1, 1)))",
              "2x + tf.matmul(tf.transpose(x), 2 * tf.ones((1, 1)), transpose_a=True)",
              "x * tf.reduce_sum(tf.ones_like(x))",
              "x / tf.reduce_mean(0.25 * tf.ones_like(x), axis=0)"})
            QTest::addRow("%s", typed) << typed << static_cast<int>(Answer::Same);
        for (const char* typed : {"4", "2x", "4xᵀx", "-4x", "x^4", "4x + 1", "4|x|"})
            QTest::addRow("%s", typed) << typed << static_cast<int>(Answer::Different);
        for (const char* typed :
             {"", "4q", "4x +", "(4x", "4x)", "import os", "4 ** ", "x[", "[x]",
              "tf.reduce_sum(x, axis=7)", "tf.reduce_sum(x, axis=)", "tf.linalg.inv(x)", "= 4x"})
            QTest::addRow("'%s'", typed) << typed << static_cast<int>(Answer::NotUnderstood);
    }

    void typedAnswers()
    {
        QFETCH(QString, typed);
        QFETCH(int, answer);
        static const auto recording =
            support::record({"import tensorflow as tf\nx = tf.constant([[0.], [1.], [2.], [-3.]])",
                             "with tf.GradientTape() as t:\n    t.watch(x)\n    y = 2 * "
                             "tf.matmul(tf.transpose(x), x)",
                             "dy_dx = t.gradient(y, x)"});
        static engine::FormulaBook book(*recording);
        const auto given = book.compare({0}, recording->passes[0].sources[0],
                                        recording->stepCount(), typed.toStdString());
        QCOMPARE(static_cast<int>(given), answer);
    }
};

QTEST_APPLESS_MAIN(TestFormulas)
#include "tst_formulas.moc"

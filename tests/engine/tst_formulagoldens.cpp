// The golden table of formulas. Each has its derivation by hand beside it ("rule"): a rule of
// calculus, an equation of "The Matrix Cookbook" (Petersen, Pedersen, 15 November 2012) or of
// "Pattern Recognition and Machine Learning" (Bishop, 2006).
#include <algorithm>
#include <fstream>
#include <random>

#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/lesson/lesson.h"
#include "engine/recording/formulas.h"
#include "engine/recording/questions.h"
#include "engine/recording/session.h"
#include "support/goldenprogram.h"
#include "support/samplerecording.h"

namespace {

using Json = nlohmann::json;

engine::PassId lastPass(const engine::Recording& recording)
{
    return {static_cast<int>(recording.passes.size()) - 1};
}

} // namespace

class TestFormulaGoldens : public QObject
{
    Q_OBJECT

private slots:
    void golden_data()
    {
        QTest::addColumn<QString>("line");
        std::ifstream file(SOURCE_DIR "/tests/golden/formulas.jsonl");
        std::string line;
        int number = 0;
        while (std::getline(file, line))
            QTest::addRow("line %d", ++number) << QString::fromStdString(line);
        QVERIFY(number >= 80);
    }

    /// Text, LaTeX, spoken form and spelling, at a few points.
    void golden()
    {
        QFETCH(QString, line);
        const Json golden = Json::parse(line.toStdString());
        QVERIFY2(!golden.value("rule", std::string()).empty(), "no derivation by hand");
        std::mt19937 random(7);
        constexpr int points = 2;
        engine::Lesson lesson = support::lessonOf(
            {"import tensorflow as tf", support::program(golden, random, points)});
        const engine::lang::StopFlag stop;
        engine::Session session(stop);
        const auto recording = session.run(lesson, {});
        QCOMPARE(support::failureOf(*recording), std::string());
        engine::FormulaBook book(*recording);
        int answered = 0;
        for (int pass = 0; pass < static_cast<int>(recording->passes.size()); ++pass) {
            // The passes of inner tapes have another target.
            const engine::NodeId target =
                recording->passes[static_cast<std::size_t>(pass)].targets[0];
            const int end = recording->passFacts[static_cast<std::size_t>(pass)].endedAt;
            if (engine::nameAt(*recording, target, end) != golden["of"].get<std::string>())
                continue;
            // A text is only given for a formula that agrees with the tape at this point.
            const std::string text = book.sourceText({pass}, 0).text;
            QCOMPARE(QString::fromStdString(text), QString::fromStdString(golden["formula"]));
            ++answered;
        }
        QCOMPARE(answered, points);
        const engine::NodeFormula formula = book.sourceFormula(lastPass(*recording), 0);
        QVERIFY2(formula.checked, "not checked");
        QCOMPARE(formula.formula.text, golden["formula"].get<std::string>());
        QVERIFY(!formula.formula.latex.empty());
        QVERIFY(!formula.formula.spoken.english.empty());
        QVERIFY(!formula.formula.spoken.chinese.empty());
        QCOMPARE(formula.contributions.size(),
                 formula.contributions.empty()
                     ? std::size_t{0}
                     : static_cast<std::size_t>(
                         std::count_if(formula.contributions.begin(), formula.contributions.end(),
                                       [](const auto& part) { return !part.amount.empty(); })));

        checkSpellings(golden, book, *recording, formula.formula);
        const std::string code = inDoublePrecision(formula.formula.code);
        QVERIFY2(!code.empty(), "no code");

        // The formula computed by the cell language beside the tape's gradient, at a hundred
        // points.
        constexpr int manyPoints = 100;
        engine::Cell checked;
        checked.source =
            support::program(golden, random, manyPoints,
                             "assert tf.norm(dy - (" + code + ")) <= 1e-9 * tf.norm(dy)");
        checked.source += "print(point + 1)";
        lesson.cells.push_back(checked);
        const auto again = session.run(lesson, {});
        QCOMPARE(again->cellRuns.size(), recording->cellRuns.size() + 1);
        QCOMPARE(QString::fromStdString(support::failureOf(*again) + " " + code),
                 QString::fromStdString(" " + code));
        QCOMPARE(again->cellRuns.back().outputs.front().text, std::to_string(manyPoints) + "\n");
    }

private:
    /// What the book writes, people may type: the parser reads text and code of every golden.
    static void checkSpellings(const Json& golden, engine::FormulaBook& book,
                               const engine::Recording& recording,
                               const engine::FormulaText& formula)
    {
        for (const char* beyond : {"e₀", "e₁", "Σᵢ", "Σⱼ", "I", "·1"}) {
            if (formula.text.find(beyond) != std::string::npos && golden["group"] != "elementwise")
                return;
        }
        const auto understood = [&](const std::string& typed) {
            return book.compare(lastPass(recording), recording.passes.back().sources[0],
                                recording.stepCount(), typed)
                == engine::FormulaBook::Answer::Same;
        };
        QVERIFY2(understood(formula.text), formula.text.c_str());
        if (formula.code.find("axis") == std::string::npos)
            QVERIFY2(understood(formula.code), formula.code.c_str());
    }

    /// Cells compute in single precision unless told otherwise.
    static std::string inDoublePrecision(std::string code)
    {
        for (std::size_t at = 0; (at = code.find("tf.float32", at)) != std::string::npos;)
            code.replace(at, 10, "tf.float64");
        for (std::size_t at = 0; (at = code.find("tf.ones(", at)) != std::string::npos; at += 8)
            code.insert(code.find("))", at) + 1, ", tf.float64");
        if (const std::size_t at = code.find("log(2.)"); at != std::string::npos)
            code.replace(at, 7, "log(tf.constant(2., tf.float64))");
        return code;
    }
};

QTEST_APPLESS_MAIN(TestFormulaGoldens)
#include "tst_formulagoldens.moc"

#include "engine/learning/questioncheck.h"

#include <algorithm>

#include "engine/learning/answervalue.h"
#include "engine/learning/mistakes.h"
#include "engine/recording/formulas.h"

namespace engine {
namespace {

BilingualText failedText(const std::string& what, const std::string& whatChinese,
                         const Diagnostic& failure)
{
    const std::string error = failure.kind + ": " + failure.message;
    return {what + " fails with " + error, whatChinese + "出错：" + error};
}

/// Whether two answers of this kind say the same; empty: one of them is no such answer.
std::optional<bool> sameMeaning(PredictionKind kind, const std::string& right,
                                const std::string& given, double tolerance)
{
    switch (kind) {
    case PredictionKind::Number: {
        const auto a = readAnswerValue(right);
        const auto b = readAnswerValue(given);
        return a && b ? std::optional(sameAnswer(*a, *b, tolerance)) : std::nullopt;
    }
    case PredictionKind::Shape: {
        const auto a = readShapeAnswer(right);
        const auto b = readShapeAnswer(given);
        return a && b ? std::optional(*a == *b) : std::nullopt;
    }
    case PredictionKind::Choice:
    case PredictionKind::Formula:
    case PredictionKind::Text:
        break;
    }
    return sameWords(right, given);
}

std::string quoteless(const std::string& text)
{
    const bool quoted = text.size() >= 2 && text.front() == text.back()
        && (text.front() == '\'' || text.front() == '"');
    return quoted ? text.substr(1, text.size() - 2) : text;
}

/// Whether the text of an option says what a value of the program is: by words, number or shape.
bool saysTheSame(const std::string& option, const std::string& value, double tolerance)
{
    return sameWords(option, quoteless(value))
        || sameMeaning(PredictionKind::Number, value, option, tolerance).value_or(false)
        || (value.find("TensorShape") != std::string::npos
            && sameMeaning(PredictionKind::Shape, value, option, 0).value_or(false));
}

bool isTruth(const std::string& text)
{
    return sameWords(text, "True") || sameWords(text, "False");
}

} // namespace

void QuestionCheck::run(const lang::StopFlag& stop)
{
    collect();
    m_probe.run(stop);
    for (const AskedPrediction& asked : m_predictions)
        check(asked);
    for (const AskedClaim& asked : m_claims)
        check(asked);
    for (std::size_t i = 0; i < m_lesson.cells.size() && !stop.requested(); ++i) {
        if (m_lesson.cells[i].kind != CellKind::Exercise)
            continue;
        const auto read = readExercise(m_lesson.cells[i].source);
        if (const auto* exercise = std::get_if<Exercise>(&read))
            checkExercise(i, *exercise, stop);
    }
}

void QuestionCheck::collect()
{
    for (std::size_t i = 0; i < m_lesson.cells.size(); ++i) {
        const Cell& cell = m_lesson.cells[i];
        if (cell.kind == CellKind::Predict)
            collectPrediction(i);
        if (cell.kind != CellKind::Claim)
            continue;
        const auto read = readClaim(cell.source);
        const auto* claim = std::get_if<Claim>(&read);
        for (const Stated& line : claim ? claim->lines : std::vector<Stated>()) {
            GradientName name;
            std::string formula;
            const bool isGradient = readGradientClaim(line.text, name, formula);
            m_claims.push_back(
                {i, line, isGradient ? -1 : m_probe.askTruth(static_cast<int>(i), line.text)});
        }
    }
}

void QuestionCheck::collectPrediction(std::size_t cell)
{
    const auto read = readPrediction(m_lesson.cells[cell].source);
    const auto* prediction = std::get_if<Prediction>(&read);
    if (!prediction)
        return; // the reader of the file refuses it
    AskedPrediction asked{cell, *prediction, answeringCell(m_lesson, cell, *prediction), -1};
    if (asked.codeCell < 0) {
        m_report(cell, prediction->afterLine,
                 prediction->after > 0
                     ? BilingualText{"There is no code cell " + std::to_string(prediction->after)
                                         + " in this lesson.",
                                     "这一课没有第 " + std::to_string(prediction->after)
                                         + " 个代码单元格。"}
                     : BilingualText{"No code cell follows that could show the answer.",
                                     "后面没有能给出答案的代码单元格。"});
        return;
    }
    if (asked.codeCell < static_cast<int>(cell)) {
        m_report(cell, prediction->afterLine,
                 {"The question comes after the cell that shows its answer.",
                  "这个问题出现在给出答案的单元格之后。"});
        return;
    }
    const PredictionKind kind = prediction->kind;
    if (prediction->key.empty() && kind != PredictionKind::Choice
        && kind != PredictionKind::Formula) {
        m_report(cell, 1,
                 {"The question needs a \"key\", an expression that gives the answer, so that the "
                  "answer can be checked.",
                  "这个问题需要“key”：一个给出答案的表达式，这样才能检查答案。"});
        return;
    }
    if (!prediction->key.empty())
        asked.key = m_probe.ask(asked.codeCell, prediction->key.text);
    m_predictions.push_back(std::move(asked));
}

void QuestionCheck::check(const AskedPrediction& asked)
{
    const Prediction& prediction = asked.prediction;
    if (!m_probe.runOf(asked.codeCell))
        return; // the failing cell above is reported
    std::string value;
    if (asked.key >= 0) {
        const Probe::Answer& answer = m_probe.answer(asked.key);
        if (!answer.ran)
            return;
        if (answer.failure) {
            m_report(asked.cell, prediction.key.line,
                     failedText("The key", "key ", *answer.failure));
            return;
        }
        value = answer.text;
    }
    if (!prediction.of.empty())
        checkFormulas(asked);
    else if (prediction.kind == PredictionKind::Choice)
        checkChoice(asked, value);
    else
        checkTyped(asked, value);
}

void QuestionCheck::checkTyped(const AskedPrediction& asked, const std::string& value)
{
    const Prediction& prediction = asked.prediction;
    const auto same = sameMeaning(prediction.kind, quoteless(value), prediction.answer.text,
                                  prediction.tolerance);
    if (!same.value_or(false)) {
        m_report(asked.cell, prediction.answer.line,
                 {"The answer is " + prediction.answer.text + ", but the key gives " + value + ".",
                  "答案写的是 " + prediction.answer.text + "，而 key 得到 " + value + "。"});
        return;
    }
    for (const Option& option : prediction.options) {
        if (sameMeaning(prediction.kind, quoteless(value), option.text.text, prediction.tolerance)
                .value_or(false))
            m_report(asked.cell, option.text.line,
                     {"The wrong answer " + option.text.text + " is right.",
                      "列为错误的答案 " + option.text.text + " 其实是对的。"});
    }
}

void QuestionCheck::checkChoice(const AskedPrediction& asked, const std::string& value)
{
    const Prediction& prediction = asked.prediction;
    const auto right = static_cast<std::size_t>(prediction.rightOption());
    const Option& answer = prediction.options[right];
    // A key that is True or False says whether the right option holds, unless that is the question.
    const bool asserts = isTruth(value) && !isTruth(answer.text.text);
    if (asserts && !sameWords(value, "True")) {
        m_report(asked.cell, prediction.key.line,
                 {"The key is False: the option marked as right does not hold.",
                  "key 的值是 False：标为正确的选项不成立。"});
    }
    if (!asserts && asked.key >= 0 && !saysTheSame(answer.text.text, value, prediction.tolerance)) {
        m_report(asked.cell, answer.text.line,
                 {"The option marked as right is " + answer.text.text + ", but the key gives "
                      + value + ".",
                  "标为正确的选项是 " + answer.text.text + "，而 key 得到 " + value + "。"});
    }
    for (std::size_t i = 0; i < prediction.options.size(); ++i) {
        const Option& option = prediction.options[i];
        const bool alsoRight = i != right
            && (saysTheSame(option.text.text, answer.text.text, prediction.tolerance)
                || (!asserts && asked.key >= 0
                    && saysTheSame(option.text.text, value, prediction.tolerance)));
        if (alsoRight)
            m_report(asked.cell, option.text.line,
                     {"The wrong option " + option.text.text + " is right.",
                      "列为错误的选项 " + option.text.text + " 其实是对的。"});
    }
}

void QuestionCheck::checkFormulas(const AskedPrediction& asked)
{
    const Prediction& prediction = asked.prediction;
    GradientName name;
    readGradientName(prediction.of.text, name);
    const Recording& recording = m_probe.recording();
    const int k = m_probe.stepAfter(asked.codeCell);
    const auto found = findGradient(recording, name, k);
    if (!found) {
        m_report(asked.cell, prediction.of.line,
                 {"No gradient " + prediction.of.text + " was asked for by then.",
                  "到那时还没有求过梯度 " + prediction.of.text + "。"});
        return;
    }
    FormulaBook book(recording);
    const NodeFormula known = book.sourceFormula(found->pass, found->source);
    if (!known.checked) {
        m_report(asked.cell, prediction.of.line,
                 {"The tape's formula of " + prediction.of.text
                      + " is not known, so no formula can be asked for; ask for a number.",
                  "不知道 " + prediction.of.text + " 的公式，因此不能提问公式；请改问数值。"});
        return;
    }
    const auto compare = [&](const std::string& text) {
        return compareGradient(book, recording, *found, k, text);
    };
    const bool isChoice = prediction.kind == PredictionKind::Choice;
    const Stated& answer = isChoice
        ? prediction.options[static_cast<std::size_t>(prediction.rightOption())].text
        : prediction.answer;
    const FormulaBook::Answer right = compare(answer.text);
    if (right != FormulaBook::Answer::Same) {
        const bool understood = right == FormulaBook::Answer::Different;
        m_report(asked.cell, answer.line,
                 {"The answer " + answer.text
                      + (understood ? " is wrong" : " is not understood as a formula")
                      + "; the tape gives " + known.formula.text + ".",
                  "答案 " + answer.text + (understood ? " 不对" : " 不能理解为公式") + "；梯度带给出 "
                      + known.formula.text + "。"});
    }
    for (const Option& option : prediction.options) {
        if (!option.right && compare(option.text.text) == FormulaBook::Answer::Same)
            m_report(asked.cell, option.text.line,
                     {"The wrong answer " + option.text.text + " is right.",
                      "列为错误的答案 " + option.text.text + " 其实是对的。"});
    }
}

void QuestionCheck::check(const AskedClaim& asked)
{
    GradientName name;
    std::string formula;
    if (readGradientClaim(asked.line.text, name, formula)) {
        checkGradient(asked, name, formula);
        return;
    }
    const Probe::Answer& answer = m_probe.answer(asked.question);
    if (!answer.ran || answer.holds())
        return;
    m_report(asked.cell, asked.line.line,
             answer.failure ? failedText("The claim", "claim ", *answer.failure)
                            : BilingualText{"The claim is false: " + asked.line.text,
                                            "claim 不成立：" + asked.line.text});
}

int QuestionCheck::stepOf(std::size_t cell) const
{
    for (std::size_t i = cell; i-- > 0;) {
        if (m_lesson.cells[i].isCode())
            return m_probe.stepAfter(static_cast<int>(i));
    }
    return 0;
}

void QuestionCheck::checkGradient(const AskedClaim& asked, const GradientName& name,
                                  const std::string& formula)
{
    const auto report = [&](const std::string& english, const std::string& chinese) {
        m_report(asked.cell, asked.line.line, {english, chinese});
    };
    const Recording& recording = m_probe.recording();
    const int k = stepOf(asked.cell);
    const std::string gradient = "grad(" + name.target + ", " + name.source + ")";
    if (k == 0)
        return; // nothing ran
    const auto found = findGradient(recording, name, k);
    if (!found) {
        report("No gradient " + gradient + " was asked for by then.",
               "到那时还没有求过梯度 " + gradient + "。");
        return;
    }
    const GradientPass& pass = recording.passes[static_cast<std::size_t>(found->pass.index)];
    const auto source = static_cast<std::size_t>(found->source);
    const std::optional<Tensor>& result = pass.results[source];
    if (auto number = readAnswerValue(formula)) {
        AnswerValue right;
        right.isNone = !result;
        if (result)
            right = AnswerValue::of(*result);
        if (number->numbers.size() == 1) // one number means each entry
            number->numbers.resize(right.numbers.size(), number->numbers.front());
        if (!sameAnswer(right, *number, 0))
            report("The claim is false: " + asked.line.text, "claim 不成立：" + asked.line.text);
        return;
    }
    FormulaBook book(recording);
    const NodeFormula known = book.sourceFormula(found->pass, found->source);
    if (!known.checked) {
        report(result ? "The tape's formula of " + gradient
                       + " is not known; claim its numbers instead."
                      : "The claim is false: the gradient is None.",
               result ? "不知道 " + gradient + " 的公式；请改为断言数值。"
                      : "claim 不成立：梯度是 None。");
        return;
    }
    switch (compareGradient(book, recording, *found, k, formula)) {
    case FormulaBook::Answer::Same:
        break;
    case FormulaBook::Answer::Different:
        report("The claim is false: " + gradient + " is " + known.formula.text + ".",
               "claim 不成立：" + gradient + " 是 " + known.formula.text + "。");
        break;
    case FormulaBook::Answer::NotUnderstood:
        report("\"" + formula + "\" is not understood as a formula of the names in the program.",
               "“" + formula + "”不能理解为由程序中的名字组成的公式。");
        break;
    }
}

void QuestionCheck::checkExercise(std::size_t cell, const Exercise& exercise,
                                  const lang::StopFlag& stop)
{
    const ExerciseRun solved = runExercise(m_lesson, cell, exercise, exercise.solution.text, stop);
    if (!solved.ran)
        return; // a cell above failed
    if (solved.failure) {
        m_report(cell, exercise.solution.line,
                 failedText("The solution", "参考解答", *solved.failure));
    }
    for (std::size_t i = 0; i < solved.checks.size() && !solved.failure; ++i) {
        const Probe::Answer& answer = solved.checks[i];
        if (answer.ran && !answer.holds())
            m_report(cell, exercise.checks[i].line,
                     answer.failure
                         ? failedText("With the solution this check", "用参考解答时，这条检查",
                                      *answer.failure)
                         : BilingualText{"The solution does not pass this check: "
                                             + exercise.checks[i].text,
                                         "参考解答通不过这条检查：" + exercise.checks[i].text});
    }
    if (runExercise(m_lesson, cell, exercise, exercise.start.text, stop).passed()) {
        m_report(cell, exercise.start.line > 0 ? exercise.start.line : 1,
                 {"The exercise is solved before the learner does anything.",
                  "学习者什么都没做，练习就已经完成了。"});
    }
}

} // namespace engine

#include "ui/export/lessonformulas.h"

#include <algorithm>

#include "engine/lesson/lesson.h"
#include "engine/lesson/question.h"
#include "engine/recording/formulas.h"
#include "ui/inspector/formulahtml.h"
#include "ui/notebook/prosemath.h"
#include "ui/stage/stageformulas.h"

namespace ui {
namespace {

/// The Markdown that a cell shows: itself, or what stands in its question.
std::vector<std::string> markdownOf(const engine::Cell& cell)
{
    switch (cell.kind) {
    case engine::CellKind::Prose:
        return {cell.source};
    case engine::CellKind::Predict: {
        const auto read = engine::readPrediction(cell.source);
        const auto* question = std::get_if<engine::Prediction>(&read);
        if (!question)
            return {};
        std::vector<std::string> texts{question->ask, question->why, question->hint};
        for (const engine::Option& option : question->options) {
            texts.push_back(option.text.text);
            texts.push_back(option.why);
        }
        return texts;
    }
    case engine::CellKind::Exercise: {
        const auto read = engine::readExercise(cell.source);
        const auto* exercise = std::get_if<engine::Exercise>(&read);
        return exercise ? std::vector<std::string>{exercise->ask, exercise->why, exercise->hint}
                        : std::vector<std::string>();
    }
    case engine::CellKind::Code:
    case engine::CellKind::Raw:
    case engine::CellKind::Claim:
        break;
    }
    return {};
}

} // namespace

std::set<WantedFormula> formulasInProse(const engine::Lesson& lesson)
{
    std::set<WantedFormula> wanted;
    for (const engine::Cell& cell : lesson.cells) {
        for (const std::string& markdown : markdownOf(cell)) {
            for (const ProseMath::Formula& formula :
                 takeOutMath(QString::fromStdString(markdown)).formulas)
                wanted.insert({formula.tex, formula.display});
        }
    }
    return wanted;
}

std::set<WantedFormula> formulasOfGradients(const engine::Recording& recording)
{
    std::set<WantedFormula> wanted;
    engine::FormulaBook book(recording);
    const auto report = [&](engine::NodeId node, int k) {
        FormulaHtml html(Theme::light(), engine::Language::English, true);
        const FormulaReport formulas = formulasOf(book, node, k);
        html.value(formulas);
        html.gradient(formulas);
        html.derivation(formulas);
        for (const FormulaHtml::Mark& mark : html.marks())
            wanted.insert({mark.tex, mark.display});
    };
    for (const engine::Take& take : recording.takes) {
        for (const QString& tex : StageFormulas(recording, take).tex())
            wanted.insert({tex, false});
        // A training loop's passes differ in their numbers alone: those between are typeset when
        // looked at.
        for (std::size_t nth = 0; nth < take.passes.size();
             nth += std::max<std::size_t>(take.passes.size() - 1, 1)) {
            const auto p = static_cast<std::size_t>(take.passes[nth].index);
            if (recording.passes[p].firings.size() > engine::FormulaBook::explainedRules)
                continue;
            const int end = std::min(recording.passFacts[p].endedAt, recording.stepCount());
            for (const engine::NodeId node : recording.passFacts[p].arrivals.nodes())
                report(node, end);
        }
    }
    return wanted;
}

} // namespace ui

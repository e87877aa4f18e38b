#include "engine/recording/recordingjson.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "engine/recording/formulas.h"
#include "engine/recording/questions.h"
#include "engine/recording/sentence.h"

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

/// Numbers that JSON has no spelling for become strings: "nan", "inf", "-inf".
Json number(const Tensor& tensor, std::int64_t index)
{
    if (tensor.dtype() == DType::Bool)
        return tensor.at(index) != 0;
    if (isInteger(tensor.dtype()))
        return tensor.intAt(index);
    const double value = tensor.at(index);
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    return value;
}

Json nested(const Tensor& tensor, int axis, std::int64_t& next)
{
    if (axis == tensor.rank())
        return number(tensor, next++);
    Json list = Json::array();
    for (std::int64_t i = 0; i < tensor.shape()[axis]; ++i)
        list.push_back(nested(tensor, axis + 1, next));
    return list;
}

Json values(const Tensor& tensor)
{
    std::int64_t next = 0;
    return nested(tensor, 0, next);
}

Json shapeJson(const Shape& shape)
{
    return Json(std::vector<std::int64_t>(shape.begin(), shape.end()));
}

template <class Ids>
Json ids(const Ids& list)
{
    Json result = Json::array();
    for (const auto id : list)
        result.push_back(id.index);
    return result;
}

Json at(int step)
{
    return step == never ? Json(nullptr) : Json(step);
}

/// Lines count from 1, columns (in characters) from 0; "cell" is the N of In [N] whose source it
/// is.
Json spanJson(const Recording& recording, const SourceSpan& span, int cellRun)
{
    const CellRun* run = sourceOf(recording, span, cellRun);
    if (!run)
        return nullptr;
    const SourcePosition begin = positionAt(run->source, span.begin);
    const SourcePosition end = positionAt(run->source, span.end);
    return {{"cell", run->executionCount},
            {"begin", {begin.line, begin.column}},
            {"end", {end.line, end.column}}};
}

int executionCount(const Recording& recording, int cellRun)
{
    return cellRun < 0 ? 0 : recording.cellRuns[static_cast<std::size_t>(cellRun)].executionCount;
}

const char* outputName(Output::Kind kind)
{
    switch (kind) {
    case Output::Kind::Stdout:
        return "stdout";
    case Output::Kind::Stderr:
        return "stderr";
    case Output::Kind::Result:
        return "result";
    case Output::Kind::Error:
        return "error";
    }
    return "";
}

const char* kindName(StepKind kind)
{
    switch (kind) {
    case StepKind::CellBegan:
        return "cell-began";
    case StepKind::StatementBegan:
        return "statement-began";
    case StepKind::ExpressionEvaluated:
        return "expression-evaluated";
    case StepKind::NameBound:
        return "name-bound";
    case StepKind::OperationRan:
        return "operation-ran";
    case StepKind::TapeOpened:
        return "tape-opened";
    case StepKind::TapeClosed:
        return "tape-closed";
    case StepKind::TensorWatched:
        return "tensor-watched";
    case StepKind::VariableAssigned:
        return "variable-assigned";
    case StepKind::LapBegan:
        return "lap-began";
    case StepKind::LoopEnded:
        return "loop-ended";
    case StepKind::BranchTaken:
        return "branch-taken";
    case StepKind::FunctionEntered:
        return "function-entered";
    case StepKind::FunctionLeft:
        return "function-left";
    case StepKind::OutputWritten:
        return "output-written";
    case StepKind::PassBegan:
        return "pass-began";
    case StepKind::RuleFired:
        return "rule-fired";
    case StepKind::ContributionArrived:
        return "contribution-arrived";
    case StepKind::GradientCompleted:
        return "gradient-completed";
    case StepKind::GradientMissing:
        return "gradient-missing";
    case StepKind::PassEnded:
        return "pass-ended";
    case StepKind::Failed:
        return "failed";
    case StepKind::CellEnded:
        return "cell-ended";
    }
    return "";
}

Json cellsJson(const Recording& recording)
{
    Json cells = Json::array();
    for (const CellRun& run : recording.cellRuns) {
        Json outputs = Json::array();
        for (std::size_t i = 0; i < run.outputs.size(); ++i)
            outputs.push_back({{"kind", outputName(run.outputs[i].kind)},
                               {"text", run.outputs[i].text},
                               {"at", at(run.outputAt[i])}});
        cells.push_back({{"cell", run.executionCount},
                         {"index", run.cell},
                         {"source", run.source},
                         {"firstStep", run.firstStep},
                         {"stepEnd", run.stepEnd},
                         {"outputs", std::move(outputs)}});
        if (run.failure)
            cells.back()["error"] = {
                {"kind", run.failure->kind},
                {"message", run.failure->message},
                {"span",
                 spanJson(recording, run.failure->span, static_cast<int>(cells.size()) - 1)}};
    }
    return cells;
}

Json nodesJson(const Recording& recording)
{
    Json nodes = Json::array();
    for (int i = 0; i < recording.graph.size(); ++i) {
        const Node& node = recording.graph.node({i});
        const NodeFacts& facts = recording.nodes[static_cast<std::size_t>(i)];
        const std::string name = nameAt(recording, {i}, recording.stepCount());
        Json entry = {{"id", i},
                      {"operation", pythonName(node.op)},
                      {"inputs", ids(node.inputs)},
                      {"shape", shapeJson(node.value.shape())},
                      {"dtype", engine::name(node.value.dtype())},
                      {"value", values(node.value)},
                      {"name", name.empty() ? Json(nullptr) : Json(name)},
                      {"cell", executionCount(recording, facts.cellRun)},
                      {"span", spanJson(recording, facts.span, facts.cellRun)},
                      {"bornAt", at(facts.bornAt)},
                      {"tapes", ids(node.tapes)},
                      {"pass", node.pass.isValid() ? Json(node.pass.index) : Json(nullptr)}};
        if (const BilingualText why = unrecordedText(node.unrecorded); !why.empty())
            entry["notRecorded"] = why.english;
        nodes.push_back(std::move(entry));
    }
    return nodes;
}

Json tapesJson(const Recording& recording)
{
    Json tapes = Json::array();
    for (std::size_t i = 0; i < recording.tapes.size(); ++i) {
        const TapeFacts& facts = recording.tapes[i];
        Json watched = Json::array();
        for (const WatchFact& watch : recording.watches) {
            if (watch.tape.index == static_cast<int>(i))
                watched.push_back({{"node", watch.node.index},
                                   {"at", at(watch.at)},
                                   {"automatic", watch.automatic}});
        }
        tapes.push_back({{"id", i},
                         {"name", facts.name},
                         {"persistent", facts.persistent},
                         {"openedAt", at(facts.openedAt)},
                         {"closedAt", at(facts.closedAt)},
                         {"watched", std::move(watched)}});
    }
    return tapes;
}

Json stepsOf(const std::vector<FormulaStep>& steps, Language language)
{
    Json list = Json::array();
    for (const FormulaStep& step : steps)
        list.push_back({{"law", step.law.in(language)}, {"text", step.formula.text}});
    return list;
}

/// The derivation of each contribution of a pass, by its index.
std::vector<Json> derivations(const Recording& recording, FormulaBook& book, std::size_t passIndex,
                              Language language)
{
    const GradientPass& pass = recording.passes[passIndex];
    std::vector<Json> result(pass.contributions.size());
    if (pass.firings.size() > FormulaBook::explainedRules)
        return result;
    const int ended = recording.passFacts[passIndex].endedAt;
    const int k = ended == never ? recording.stepCount() : ended;
    for (const NodeId node : recording.passFacts[passIndex].arrivals.nodes()) {
        const NodeFormula formula = book.gradientFormula({static_cast<int>(passIndex)}, node, k);
        for (const ContributionFormula& part : formula.contributions) {
            if (!part.amount.empty())
                result[static_cast<std::size_t>(part.contribution)] = {
                    {"upstream", part.upstream.text},
                    {"rule", part.rule.text},
                    {"steps", stepsOf(part.steps, language)},
                    {"text", part.amount.text}};
        }
    }
    return result;
}

Json formulaJson(const NodeFormula& formula)
{
    return {{"text", formula.formula.text},
            {"latex", formula.formula.latex},
            {"code", formula.formula.code},
            {"checked", formula.checked}};
}

Json passesJson(const Recording& recording, Language language)
{
    Json passes = Json::array();
    FormulaBook book(recording);
    for (std::size_t i = 0; i < recording.passes.size(); ++i) {
        const GradientPass& pass = recording.passes[i];
        const PassFacts& facts = recording.passFacts[i];
        Json seeds = Json::array();
        for (const Tensor& seed : pass.seeds)
            seeds.push_back(values(seed));
        const std::vector<Json> derived = derivations(recording, book, i, language);
        Json steps = Json::array();
        for (std::size_t f = 0; f < pass.firings.size(); ++f) {
            const Firing& firing = pass.firings[f];
            Json contributions = Json::array();
            for (int c = 0; c < firing.contributionCount; ++c) {
                const auto index = static_cast<std::size_t>(firing.firstContribution + c);
                const Contribution& contribution = pass.contributions[index];
                contributions.push_back({{"to", contribution.to.index},
                                         {"slot", contribution.slot},
                                         {"amount", values(contribution.amount)},
                                         {"sum", values(contribution.sum)},
                                         {"ordinal", contribution.ordinal},
                                         {"expected", contribution.expected},
                                         {"at", at(facts.arrivedAt[index])}});
                if (!derived[index].is_null())
                    contributions.back()["derivation"] = derived[index];
            }
            steps.push_back(
                {{"node", firing.node.index},
                 {"rule", ruleText(recording.graph.node(firing.node).op).backward.in(language)},
                 {"upstream", values(firing.upstream)},
                 {"at", at(facts.firedAt[f])},
                 {"contributions", std::move(contributions)}});
        }
        Json results = Json::array();
        for (std::size_t s = 0; s < pass.results.size(); ++s) {
            Json result = {
                {"source", pass.sources[s].index},
                {"gradient", pass.results[s] ? values(*pass.results[s]) : Json(nullptr)}};
            if (!pass.results[s])
                result["why"] = noGradientText(pass.reasons[s]).english;
            else if (pass.firings.size() <= FormulaBook::explainedRules) {
                const NodeFormula formula =
                    book.sourceFormula({static_cast<int>(i)}, static_cast<int>(s));
                result["formula"] = formulaJson(formula);
                Json conventions = Json::array();
                for (const BilingualText& convention : formula.conventions)
                    conventions.push_back(convention.in(language));
                result["derivation"] = {{"sum", formula.sum.text},
                                        {"steps", stepsOf(formula.steps, language)},
                                        {"conventions", std::move(conventions)}};
            }
            results.push_back(std::move(result));
        }
        passes.push_back({{"id", i},
                          {"tape", pass.tape.index},
                          {"cell", executionCount(recording, facts.cellRun)},
                          {"targets", ids(pass.targets)},
                          {"seeds", std::move(seeds)},
                          {"sources", ids(pass.sources)},
                          {"beganAt", at(facts.beganAt)},
                          {"endedAt", at(facts.endedAt)},
                          {"steps", std::move(steps)},
                          {"results", std::move(results)}});
    }
    return passes;
}

Json stepsJson(const Recording& recording, Language language)
{
    FormulaBook formulas(recording);
    Json steps = Json::array();
    for (int i = 0; i < recording.stepCount(); ++i) {
        const Step& step = recording.steps[static_cast<std::size_t>(i)];
        Json entry = {{"k", i + 1},
                      {"kind", kindName(step.kind)},
                      {"cell", executionCount(recording, step.cellRun)},
                      {"span", spanJson(recording, step.span, step.cellRun)}};
        if (step.node.isValid())
            entry["node"] = step.node.index;
        if (step.tape.isValid())
            entry["tape"] = step.tape.index;
        if (step.pass.isValid())
            entry["pass"] = step.pass.index;
        if (!step.name().empty())
            entry["name"] = step.name();
        entry["sentence"] = sentence(formulas, i, language);
        steps.push_back(std::move(entry));
    }
    return steps;
}

} // namespace

std::string recordingJson(const Recording& recording, int k, Language language)
{
    Json takes = Json::array();
    for (const Take& take : recording.takes)
        takes.push_back({{"firstStep", take.firstStep},
                         {"stepEnd", take.stepEnd},
                         {"nodes", ids(take.nodes)},
                         {"imported", ids(take.imported)},
                         {"passes", ids(take.passes)}});
    const Json document = {{"format", "tapedeck-recording"},
                           {"version", 1},
                           {"language", language == Language::Chinese ? "zh_CN" : "en"},
                           {"seed", recording.seed},
                           {"position", k},
                           {"stepCount", recording.stepCount()},
                           {"thinned", recording.thinned},
                           {"cells", cellsJson(recording)},
                           {"nodes", nodesJson(recording)},
                           {"tapes", tapesJson(recording)},
                           {"passes", passesJson(recording, language)},
                           {"takes", std::move(takes)},
                           {"steps", stepsJson(recording, language)}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace engine

#include "engine/learning/probe.h"

#include <algorithm>

#include "engine/recording/session.h"

namespace engine {
namespace {

Cell codeCell(const std::string& source)
{
    Cell cell;
    cell.source = source;
    return cell;
}

std::string resultText(const CellRun& run)
{
    const auto result =
        std::find_if(run.outputs.rbegin(), run.outputs.rend(),
                     [](const Output& output) { return output.kind == Output::Kind::Result; });
    return result == run.outputs.rend() ? "None" : result->text; // None is not displayed
}

const CellRun* runIn(const Recording& recording, int cell)
{
    const auto found = std::find_if(recording.cellRuns.begin(), recording.cellRuns.end(),
                                    [&](const CellRun& run) { return run.cell == cell; });
    return found == recording.cellRuns.end() ? nullptr : &*found;
}

} // namespace

int Probe::ask(int cell, const std::string& expression)
{
    // In brackets, so that only an expression passes.
    m_questions.push_back({cell, "(" + expression + "\n)"});
    return static_cast<int>(m_questions.size()) - 1;
}

int Probe::askTruth(int cell, const std::string& expression)
{
    m_questions.push_back({cell, "not not (" + expression + "\n)"});
    return static_cast<int>(m_questions.size()) - 1;
}

void Probe::run(const lang::StopFlag& stop, int throughCell, bool allowErrors)
{
    Lesson mixed;
    mixed.seed = m_lesson.seed;
    std::vector<int> placeOf(m_questions.size(), -1);
    const auto place = [&](int after) {
        for (std::size_t q = 0; q < m_questions.size(); ++q) {
            if (m_questions[q].cell != after)
                continue;
            placeOf[q] = static_cast<int>(mixed.cells.size());
            mixed.cells.push_back(codeCell(m_questions[q].code));
        }
    };
    place(-1);
    m_place.clear();
    for (std::size_t i = 0; i < m_lesson.cells.size(); ++i) {
        m_place.push_back(static_cast<int>(mixed.cells.size()));
        if (throughCell >= 0 && static_cast<int>(i) > throughCell)
            continue;
        mixed.cells.push_back(m_lesson.cells[i]);
        place(static_cast<int>(i));
    }
    // A question that fails ends the run no more than a wrong answer does.
    std::vector<bool> isQuestion(mixed.cells.size(), false);
    for (const int at : placeOf) {
        if (at >= 0)
            isQuestion[static_cast<std::size_t>(at)] = true;
    }
    Session session(stop);
    Session::Options options;
    options.seed = m_lesson.seed;
    options.allowErrors = true;
    bool over = false;
    for (std::size_t i = 0; i < mixed.cells.size() && !over; ++i) {
        if (!mixed.cells[i].isCode())
            continue;
        options.throughCell = static_cast<int>(i);
        over = stop.requested();
        m_recording = session.run(mixed, options);
        const CellRun& last = m_recording->cellRuns.back();
        over = over || (last.failure && !isQuestion[i] && !allowErrors);
    }
    m_answers.clear();
    for (const int at : placeOf) {
        Answer answer;
        const CellRun* run = at < 0 ? nullptr : runIn(*m_recording, at);
        if (run) {
            answer.ran = true;
            answer.text = resultText(*run);
            answer.failure = run->failure;
            answer.step = run->firstStep;
        }
        m_answers.push_back(std::move(answer));
    }
}

int Probe::stepAfter(int cell) const
{
    const CellRun* run = runOf(cell);
    return run ? run->stepEnd : 0;
}

const CellRun* Probe::runOf(int cell) const
{
    return cell < 0 || cell >= static_cast<int>(m_place.size())
        ? nullptr
        : runIn(*m_recording, m_place[static_cast<std::size_t>(cell)]);
}

} // namespace engine

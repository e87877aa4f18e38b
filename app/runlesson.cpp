#include "app/headless.h"

#include <QByteArray>
#include <QFileInfo>
#include <QSaveFile>

#include <iostream>

#include "app/diagnostictext.h"
#include "engine/lesson/lessonfile.h"
#include "engine/recording/lessonstate.h"
#include "engine/recording/recordingjson.h"
#include "engine/recording/session.h"

namespace app {
namespace {

using engine::Output;

/// As IPython prints it: a value of several lines begins on its own line.
std::string resultText(const Output& output)
{
    const bool lines = output.text.find('\n') != std::string::npos;
    return "Out[" + std::to_string(output.executionCount) + "]: " + (lines ? "\n" : "")
        + output.text + "\n";
}

/// Without `out`, what goes to standard output is left out.
void printOutputs(std::ostream* out, const engine::Recording& recording, const engine::CellRun& run,
                  engine::Language language)
{
    for (const Output& output : run.outputs) {
        switch (output.kind) {
        case Output::Kind::Stdout:
            if (out)
                *out << output.text;
            break;
        case Output::Kind::Result:
            if (out)
                *out << resultText(output);
            break;
        case Output::Kind::Stderr:
            std::cerr << output.text;
            break;
        case Output::Kind::Error:
            break; // the diagnostic says it better
        }
    }
    if (out)
        out->flush();
    if (run.failure)
        std::cerr << diagnosticText(recording, run, language) << std::flush;
}

bool writeFile(const std::string& path, const std::string& text)
{
    QSaveFile file(QString::fromStdString(path));
    const bool written = file.open(QIODevice::WriteOnly)
        && file.write(QByteArray::fromStdString(text)) >= 0 && file.commit();
    if (!written)
        std::cerr << "tapedeck: " << path << ": " << file.errorString().toStdString() << "\n";
    return written;
}

/// Why the executed notebook cannot go where it was asked to, or empty.
std::string refusal(const RunLesson& command)
{
    if (command.output == "-" && command.asJson)
        return "--format json prints the recording, so the notebook needs a name: -o OUT.ipynb";
    if (command.output.empty() || command.output == "-")
        return {};
    const QFileInfo target(QString::fromStdString(command.output));
    if (target.suffix().compare(QLatin1String("ipynb"), Qt::CaseInsensitive) != 0)
        return "-o: the executed lesson is a notebook, so its name must end in .ipynb: "
            + command.output;
    return {};
}

} // namespace

int runLesson(const RunLesson& command, const std::function<void(std::vector<Output>&)>& drawPlots)
{
    if (const std::string why = refusal(command); !why.empty()) {
        std::cerr << "tapedeck: " << why << "\n";
        return WrongUse;
    }
    const bool notebookOnStdout = command.output == "-";
    const auto read = engine::readLesson(command.file);
    if (const auto* error = std::get_if<engine::FileError>(&read)) {
        std::cerr << "tapedeck: " << error->text(command.language) << "\n";
        return FileTrouble;
    }
    const engine::Lesson& lesson = std::get<engine::Lesson>(read);

    engine::Session::Options options;
    options.allowErrors = command.allowErrors;
    options.seed = command.seed.value_or(lesson.seed);
    const engine::lang::StopFlag stop;
    engine::Session session(stop);
    std::ostream* const out = command.asJson ? nullptr : notebookOnStdout ? &std::cerr : &std::cout;
    const auto recording = session.run(lesson, options, [&](int /*cell*/, const auto& soFar) {
        printOutputs(out, *soFar, soFar->cellRuns.back(), command.language);
    });
    if (command.asJson)
        std::cout << engine::recordingJson(*recording, recording->stepCount(), command.language);

    if (!command.output.empty()) {
        std::vector<engine::ExecutedCell> executed = engine::executedCells(lesson, *recording);
        for (engine::ExecutedCell& cell : executed)
            drawPlots(cell.outputs);
        const std::string notebook = engine::writeNotebook(lesson, executed);
        if (notebookOnStdout)
            std::cout << notebook;
        else if (!writeFile(command.output, notebook))
            return FileTrouble;
    }
    if (!std::cout.flush()) {
        std::cerr << "tapedeck: cannot write to standard output\n";
        return FileTrouble;
    }
    const bool failed = !recording->cellRuns.empty() && recording->cellRuns.back().failure;
    return failed && !command.allowErrors ? CellFailed : AllWell;
}

} // namespace app

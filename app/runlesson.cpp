#include "app/headless.h"

#include <QByteArray>
#include <QSaveFile>

#include <iostream>

#include "app/diagnostictext.h"
#include "engine/lesson/lessonfile.h"
#include "engine/recording/lessonstate.h"
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

void printOutputs(const engine::Recording& recording, const engine::CellRun& run,
                  engine::Language language)
{
    for (const Output& output : run.outputs) {
        switch (output.kind) {
        case Output::Kind::Stdout:
            std::cout << output.text;
            break;
        case Output::Kind::Result:
            std::cout << resultText(output);
            break;
        case Output::Kind::Stderr:
            std::cerr << output.text;
            break;
        case Output::Kind::Error:
            break; // the diagnostic says it better
        }
    }
    std::cout.flush();
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

} // namespace

int runLesson(const RunLesson& command)
{
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
    const auto recording =
        session.run(lesson, options, [&command](int /*cell*/, const auto& soFar) {
            printOutputs(*soFar, soFar->cellRuns.back(), command.language);
        });

    if (!command.output.empty()
        && !writeFile(command.output,
                      engine::writeNotebook(lesson, engine::executedCells(lesson, *recording))))
        return FileTrouble;
    const bool failed = !recording->cellRuns.empty() && recording->cellRuns.back().failure;
    return failed && !command.allowErrors ? CellFailed : AllWell;
}

} // namespace app

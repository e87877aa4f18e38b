#include "app/headless.h"

#include <QApplication>
#include <QBuffer>
#include <QSaveFile>

#include <algorithm>
#include <iostream>

#include "app/diagnostictext.h"
#include "engine/lesson/lessonfile.h"
#include "engine/recording/questions.h"
#include "engine/recording/recordingjson.h"
#include "engine/recording/session.h"
#include "ui/export/pictureexport.h"
#include "ui/window/theme.h"

namespace app {
namespace {

using engine::Recording;

/// A cell or step that the recording does not have; the text says which there are.
struct NoSuchPlace
{
    std::string message;
};

const engine::CellRun& cellRun(const Recording& recording, int count)
{
    const auto found =
        std::find_if(recording.cellRuns.begin(), recording.cellRuns.end(),
                     [count](const engine::CellRun& run) { return run.executionCount == count; });
    if (found == recording.cellRuns.end()) {
        const std::size_t ran = recording.cellRuns.size();
        throw NoSuchPlace{
            "--cell: there is no In [" + std::to_string(count) + "]: "
            + (ran == 0 ? "no cell ran" : "the cells that ran are 1 to " + std::to_string(ran))};
    }
    return *found;
}

int lastTakeWithGradient(const Recording& recording)
{
    for (std::size_t i = recording.takes.size(); i-- > 0;)
        if (!recording.takes[i].passes.empty())
            return static_cast<int>(i);
    throw NoSuchPlace{"--step: the lesson asks for no gradient, so there is no forward or "
                      "backward; give a number or end"};
}

int stepOf(const Recording& recording, const ExportPicture& command)
{
    const engine::CellRun* cell = command.cell ? &cellRun(recording, *command.cell) : nullptr;
    if (const int* k = std::get_if<int>(&command.step)) {
        const int first = cell ? cell->firstStep : 0;
        const int last = cell ? cell->stepEnd : recording.stepCount();
        if (*k < first || *k > last)
            throw NoSuchPlace{
                "--step: there is no step " + std::to_string(*k) + ": "
                + (cell ? "In [" + std::to_string(*command.cell) + "] plays at " : "the steps are ")
                + std::to_string(first) + " to " + std::to_string(last)};
        return *k;
    }
    const NamedStep step = std::get<NamedStep>(command.step);
    if (step == NamedStep::End)
        return cell ? cell->stepEnd : recording.stepCount();
    const int take =
        cell ? engine::takeAt(recording, cell->stepEnd) : lastTakeWithGradient(recording);
    if (recording.takes[static_cast<std::size_t>(take)].passes.empty())
        throw NoSuchPlace{"--step: In [" + std::to_string(*command.cell)
                          + "] asks for no gradient, so there is no forward or backward; give a "
                            "number or end"};
    return step == NamedStep::Forward ? engine::forwardEnd(recording, take)
                                      : engine::backwardEnd(recording, take);
}

ui::PictureFormat uiFormat(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Svg:
        return ui::PictureFormat::Svg;
    case PictureFormat::Pdf:
        return ui::PictureFormat::Pdf;
    case PictureFormat::Png:
    case PictureFormat::Json:
        break;
    }
    return ui::PictureFormat::Png;
}

/// What OUT is to contain; in memory first, so that standard output gets all of it or nothing.
std::variant<QByteArray, QString> contentOf(const Recording& recording, int k,
                                            const ExportPicture& command, const std::string& title)
{
    if (command.format == PictureFormat::Json)
        return QByteArray::fromStdString(engine::recordingJson(recording, k, command.language));
    ui::PictureOptions options;
    options.format = uiFormat(command.format);
    options.theme = ui::Theme::of(command.dark);
    options.language = command.language;
    options.scale = command.scale;
    options.isIsolated = command.isolate;
    options.isTinted = command.tint;
    options.title = QString::fromStdString(title);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QString trouble = ui::exportPicture(recording, k, options, buffer);
    if (!trouble.isEmpty())
        return trouble;
    return buffer.data();
}

/// What went wrong, or empty.
QString write(const QByteArray& content, const std::string& output)
{
    if (output == "-") {
        std::cout.write(content.constData(), content.size());
        return std::cout.flush() ? QString() : QStringLiteral("cannot write to standard output");
    }
    QSaveFile file(QString::fromStdString(output));
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
    return written ? QString()
                   : QString::fromStdString(output) + QStringLiteral(": ") + file.errorString();
}

} // namespace

int exportPicture(const ExportPicture& command)
{
    const auto read = engine::readLesson(command.file);
    if (const auto* error = std::get_if<engine::FileError>(&read)) {
        std::cerr << "tapedeck: " << error->text(command.language) << "\n";
        return FileTrouble;
    }
    const engine::Lesson& lesson = std::get<engine::Lesson>(read);
    engine::Session::Options options;
    options.seed = command.seed.value_or(lesson.seed);
    const engine::lang::StopFlag stop;
    engine::Session session(stop);
    const auto recording = session.run(lesson, options);

    try {
        const int k = stepOf(*recording, command);
        const auto content = contentOf(*recording, k, command, lesson.title);
        const auto* trouble = std::get_if<QString>(&content);
        const QString problem =
            trouble ? *trouble : write(std::get<QByteArray>(content), command.output);
        if (!problem.isEmpty()) {
            std::cerr << "tapedeck: " << problem.toStdString() << "\n";
            return FileTrouble;
        }
    } catch (const NoSuchPlace& place) {
        std::cerr << "tapedeck: " << place.message << "\n";
        if (!recording->cellRuns.empty() && recording->cellRuns.back().failure)
            std::cerr << diagnosticText(*recording, recording->cellRuns.back(), command.language);
        return WrongUse;
    }
    // A cell after the one asked for may fail; the picture is right all the same.
    const engine::CellRun* last =
        recording->cellRuns.empty() ? nullptr : &recording->cellRuns.back();
    if (last && last->failure
        && last->executionCount <= command.cell.value_or(last->executionCount)) {
        std::cerr << diagnosticText(*recording, *last, command.language);
        return CellFailed;
    }
    return AllWell;
}

} // namespace app

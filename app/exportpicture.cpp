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
#include "ui/export/exportpicture.h"
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
    const auto found = std::find_if(recording.cellRuns.begin(), recording.cellRuns.end(),
                                    [count](const engine::CellRun& run) { return run.executionCount == count; });
    if (found == recording.cellRuns.end()) {
        const std::size_t ran = recording.cellRuns.size();
        throw NoSuchPlace{"--cell: there is no In [" + std::to_string(count) + "]: "
                          + (ran == 0 ? "no cell ran" : "the cells that ran are 1 to " + std::to_string(ran))};
    }
    return *found;
}

int lastTakeWithGradient(const Recording& recording)
{
    for (std::size_t i = recording.takes.size(); i-- > 0;)
        if (!recording.takes[i].passes.empty())
            return static_cast<int>(i);
    throw NoSuchPlace{"--step: the lesson asks for no gradient, so there is no forward or backward; give a number or end"};
}

int stepOf(const Recording& recording, const ExportPicture& command)
{
    const engine::CellRun* cell = command.cell ? &cellRun(recording, *command.cell) : nullptr;
    if (const int* k = std::get_if<int>(&command.step)) {
        const int first = cell ? cell->firstStep : 0;
        const int last = cell ? cell->stepEnd : recording.stepCount();
        if (*k < first || *k > last)
            throw NoSuchPlace{"--step: there is no step " + std::to_string(*k) + ": "
                              + (cell ? "In [" + std::to_string(*command.cell) + "] plays at " : "the steps are ") + std::to_string(first) + " to "
                              + std::to_string(last)};
        return *k;
    }
    const NamedStep step = std::get<NamedStep>(command.step);
    if (step == NamedStep::End)
        return cell ? cell->stepEnd : recording.stepCount();
    const int take = cell ? engine::takeAt(recording, cell->stepEnd) : lastTakeWithGradient(recording);
    return step == NamedStep::Forward ? engine::forwardEnd(recording, take) : engine::backwardEnd(recording, take);
}

std::optional<ui::PictureFormat> uiFormat(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png: return ui::PictureFormat::Png;
    case PictureFormat::Svg: return ui::PictureFormat::Svg;
    case PictureFormat::Pdf: return ui::PictureFormat::Pdf;
    case PictureFormat::Json: return std::nullopt;
    }
    return std::nullopt;
}

bool write(const std::shared_ptr<const Recording>& recording, int k, const ExportPicture& command, QIODevice& device)
{
    if (const auto format = uiFormat(command.format))
        return ui::exportPicture(*recording, k, *format, ui::Theme::of(command.dark), command.language, command.scale, device);
    return device.write(QByteArray::fromStdString(engine::recordingJson(*recording, k, command.language))) >= 0;
}

bool writeToStandardOutput(const std::shared_ptr<const Recording>& recording, int k, const ExportPicture& command)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!write(recording, k, command, buffer))
        return false;
    std::cout.write(buffer.data().constData(), buffer.size());
    return static_cast<bool>(std::cout.flush());
}

bool writeToFile(const std::shared_ptr<const Recording>& recording, int k, const ExportPicture& command)
{
    QSaveFile file(QString::fromStdString(command.output));
    const bool written = file.open(QIODevice::WriteOnly) && write(recording, k, command, file) && file.commit();
    if (!written)
        std::cerr << "tapedeck: " << command.output << ": " << file.errorString().toStdString() << "\n";
    return written;
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
        const bool written = command.output == "-" ? writeToStandardOutput(recording, k, command) : writeToFile(recording, k, command);
        if (!written)
            return FileTrouble;
    } catch (const NoSuchPlace& place) {
        std::cerr << "tapedeck: " << place.message << "\n";
        if (!recording->cellRuns.empty() && recording->cellRuns.back().failure)
            std::cerr << diagnosticText(*recording, recording->cellRuns.back(), command.language);
        return WrongUse;
    }
    // A cell after the one asked for may fail; the picture is right all the same.
    const engine::CellRun* last = recording->cellRuns.empty() ? nullptr : &recording->cellRuns.back();
    if (last && last->failure && last->executionCount <= command.cell.value_or(last->executionCount)) {
        std::cerr << diagnosticText(*recording, *last, command.language);
        return CellFailed;
    }
    return AllWell;
}

} // namespace app

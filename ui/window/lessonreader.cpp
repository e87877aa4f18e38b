#include "ui/window/lessonreader.h"

#include <QFile>

namespace ui {

std::variant<engine::Lesson, engine::FileError> readLessonFile(const QString& path,
                                                               engine::InvalidBlocks blocks)
{
    if (!path.startsWith(QLatin1Char(':')))
        return engine::readLesson(QFile::encodeName(path).toStdString(), blocks);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        const std::string reason = file.errorString().toStdString();
        return engine::FileError{path.toStdString(), 0, {reason, reason}};
    }
    return engine::parseLesson(file.readAll().toStdString(), path.toStdString(), blocks);
}

} // namespace ui

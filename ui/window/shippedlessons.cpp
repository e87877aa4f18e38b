#include "ui/window/shippedlessons.h"

#include <QDir>
#include <QFileInfo>

#include "ui/window/interfacelanguage.h"
#include "ui/window/lessonreader.h"

namespace ui {
namespace {

const QLatin1String root(":/lessons/");

QString folderOf(engine::Language language)
{
    return root + languageCode(language);
}

} // namespace

std::vector<ShippedLesson> shippedLessons(engine::Language language)
{
    std::vector<ShippedLesson> lessons;
    const QFileInfoList files = QDir(folderOf(language)).entryInfoList(QDir::Files, QDir::Name);
    for (const QFileInfo& file : files) {
        const auto read = readLessonFile(file.filePath());
        if (const auto* lesson = std::get_if<engine::Lesson>(&read))
            lessons.push_back({file.filePath(), QString::fromStdString(lesson->title),
                               QString::fromStdString(lesson->summary), lesson->number,
                               lesson->minutes, lesson->needs});
    }
    return lessons;
}

bool isShipped(const QString& path)
{
    return path.startsWith(root) || path.startsWith(QLatin1String(":/welcome/"));
}

QString shippedLessonIn(engine::Language language, const QString& path)
{
    const QFileInfo file(path); // ":/lessons/en/name.md"
    const QString other = QFileInfo(file.path()).path() + QLatin1Char('/') + languageCode(language)
        + QLatin1Char('/') + file.fileName();
    return isShipped(path) && QFileInfo::exists(other) ? other : QString();
}

} // namespace ui

#include "ui/window/shippedlessons.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

#include "ui/window/interfacelanguage.h"
#include "ui/window/lessonreader.h"

namespace ui {
namespace {

const QLatin1String root(":/lessons/");

QString folderOf(engine::Language language)
{
    return root + languageCode(language);
}

ShippedLesson entryOf(const QString& path, const engine::Lesson& lesson)
{
    return {path,
            QString::fromStdString(lesson.title),
            QString::fromStdString(lesson.summary),
            lesson.number,
            lesson.minutes,
            lesson.needs};
}

} // namespace

std::vector<ShippedLesson> shippedLessons(engine::Language language)
{
    std::vector<ShippedLesson> lessons;
    const QFileInfoList files = QDir(folderOf(language)).entryInfoList(QDir::Files, QDir::Name);
    for (const QFileInfo& file : files) {
        const auto read = readLessonFile(file.filePath());
        if (const auto* lesson = std::get_if<engine::Lesson>(&read))
            lessons.push_back(entryOf(file.filePath(), *lesson));
    }
    return lessons;
}

bool isShipped(const QString& path)
{
    return path.startsWith(root) || path.startsWith(QLatin1String(":/welcome/"));
}

std::optional<ShippedLesson> shippedLessonAfter(const QString& path)
{
    if (!isShipped(path))
        return {};
    // After the welcome, which is in no folder of lessons, the first one.
    const QFileInfo here(path);
    const QString language = here.dir().dirName();
    const QFileInfoList files = QDir(root + language).entryInfoList(QDir::Files, QDir::Name);
    auto next = files.begin();
    if (path.startsWith(root))
        next = std::find_if(files.begin(), files.end(), [&here](const QFileInfo& each) {
            return each.fileName() > here.fileName();
        });
    if (next == files.end())
        return {};
    const auto read = readLessonFile(next->filePath());
    const auto* const lesson = std::get_if<engine::Lesson>(&read);
    return lesson ? std::optional(entryOf(next->filePath(), *lesson)) : std::nullopt;
}

QString shippedLessonIn(engine::Language language, const QString& path)
{
    const QFileInfo file(path); // ":/lessons/en/name.md"
    const QString other = QFileInfo(file.path()).path() + QLatin1Char('/') + languageCode(language)
        + QLatin1Char('/') + file.fileName();
    return isShipped(path) && QFileInfo::exists(other) ? other : QString();
}

} // namespace ui

#pragma once

#include <QString>

#include <optional>
#include <string>
#include <vector>

#include "engine/lesson/bilingualtext.h"

namespace ui {

/// A lesson that comes with the program, compiled into it.
struct ShippedLesson
{
    QString path; ///< ":/lessons/en/01-....md"
    QString title;
    QString summary;
    int number = 0; ///< place in the course; 0: none
    int minutes = 0;
    std::vector<std::string> needs; ///< names of the lessons before
};

/// In the order of their file names.
std::vector<ShippedLesson> shippedLessons(engine::Language language);

bool isShipped(const QString& path);

/// The one that follows `path` in the course; nothing at its end, and for files from elsewhere.
std::optional<ShippedLesson> shippedLessonAfter(const QString& path);

/// The same lesson in the other language; empty when there is none.
QString shippedLessonIn(engine::Language language, const QString& path);

} // namespace ui

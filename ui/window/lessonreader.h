#pragma once

#include <QString>

#include <variant>

#include "engine/lesson/lessonfile.h"

namespace ui {

/// engine::readLesson() that also reads what is compiled into the program (":/...").
std::variant<engine::Lesson, engine::FileError>
readLessonFile(const QString& path, engine::InvalidBlocks blocks = engine::InvalidBlocks::Refused);

} // namespace ui

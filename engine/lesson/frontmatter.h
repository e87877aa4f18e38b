#pragma once

#include <string>

#include "engine/lesson/lesson.h"

namespace engine {

/// Whose front matter it is. Lesson Markdown is ours: an unknown key is a slip and is refused. The
/// header of a percent script is shared with Jupytext and others: unknown keys are theirs, and a
/// comment that is no YAML is just a comment.
enum class FrontMatterOwner { Lesson, Shared };

/// Reads title, language, summary and seed out of `yaml`, whose first line is line `firstLine` of
/// the file. Throws FileError. False, with the lesson unchanged, when shared front matter turns out
/// to be no set of keys.
bool readFrontMatter(const std::string& yaml, int firstLine, FrontMatterOwner owner,
                     const std::string& path, Lesson& lesson);

/// "en" or "zh_CN" for what an author may have written ("zh-Hans", "en_GB"); empty for other
/// languages.
std::string lessonLanguage(const std::string& name);

/// The YAML to write for a lesson: as it stood, with the keys that have changed replaced, and
/// without what `owner` would refuse. Empty when there is nothing to say; otherwise it ends with a
/// line break.
std::string frontMatterOf(const Lesson& lesson, FrontMatterOwner owner);

} // namespace engine

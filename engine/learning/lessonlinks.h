#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/lesson/lesson.h"

namespace engine {

struct LessonLink
{
    std::string target; ///< as written: "02-chain.md#on-paper", "picture.png"
    int line = 1; ///< of the text, from 1
};

/// The links and pictures of Markdown, not those in its code.
std::vector<LessonLink> linksOf(const std::string& markdown);

/// What a link calls a heading: letters in lower case, spaces as "-", no punctuation (as GitHub
/// does).
std::string headingAnchor(const std::string& heading);

/// The anchors of all headings of a lesson; the second of two equal ones ends with "-1".
std::set<std::string> headingsOf(const Lesson& lesson);

} // namespace engine

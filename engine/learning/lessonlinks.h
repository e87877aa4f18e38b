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

struct Heading
{
    int cell = 0; ///< index in the lesson
    int ordinal = 0; ///< among the headings of its cell, from 0
    int level = 1; ///< 1 to 6
    std::string text; ///< Markdown
    std::string anchor; ///< of two equal ones the second ends with "-1"

    bool operator==(const Heading&) const = default;
};

/// The headings of a lesson's texts, in order.
std::vector<Heading> headingList(const Lesson& lesson);

/// The anchors of all headings of a lesson; the second of two equal ones ends with "-1".
std::set<std::string> headingsOf(const Lesson& lesson);

} // namespace engine

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "engine/lesson/bilingualtext.h"

namespace engine {

/// How a learner got on with one question or exercise.
struct QuestionProgress
{
    int attempts = 0; ///< wrong answers and the right one
    bool right = false;
    bool shown = false;  ///< the answer was shown on request
    std::string answer; ///< the last one, as typed or chosen; for an exercise its code

    bool settled() const { return right || shown; }
    bool operator==(const QuestionProgress&) const = default;
};

struct LessonProgress
{
    std::string title;
    int pageCount = 0;
    std::set<int> pagesSeen; ///< from 0
    int lastPage = 0;
    int questionCount = 0;
    std::map<int, QuestionProgress> questions; ///< by ordinal among the questions, from 0
    std::string lastVisit; ///< "2026-03-01T09:30:00", local time

    int rightCount() const;
    bool isComplete() const;
    bool operator==(const LessonProgress&) const = default;
};

/// What one learner has done, by the lesson's name. A file on the learner's machine holds it.
class Progress
{
public:
    LessonProgress& lesson(const std::string& name) { return m_lessons[name]; }
    const LessonProgress* find(const std::string& name) const;
    const std::map<std::string, LessonProgress>& lessons() const { return m_lessons; }
    void erase() { m_lessons.clear(); }

    std::string toJson() const;
    /// Empty when the text is no progress file. What a newer version wrote besides is ignored.
    static std::optional<Progress> fromJson(const std::string& text);

    /// A page in Markdown for a teacher: a table of lessons, then each question's answers.
    std::string report(Language language) const;

    bool operator==(const Progress&) const = default;

private:
    std::map<std::string, LessonProgress> m_lessons;
};

} // namespace engine

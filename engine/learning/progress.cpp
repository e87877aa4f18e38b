#include "engine/learning/progress.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

constexpr int fileVersion = 1;

Json toJson(const LessonProgress& lesson)
{
    Json questions = Json::array();
    for (const auto& [ordinal, question] : lesson.questions)
        questions.push_back({{"question", ordinal + 1},
                             {"attempts", question.attempts},
                             {"right", question.right},
                             {"shown", question.shown},
                             {"answer", question.answer}});
    Json pages = Json::array();
    for (const int page : lesson.pagesSeen)
        pages.push_back(page + 1);
    return {{"title", lesson.title},         {"lastVisit", lesson.lastVisit},
            {"pageCount", lesson.pageCount}, {"pagesSeen", pages},
            {"lastPage", lesson.lastPage + 1}, {"questionCount", lesson.questionCount},
            {"questions", questions}};
}

LessonProgress lessonFrom(const Json& json)
{
    LessonProgress lesson;
    lesson.title = json.value("title", "");
    lesson.lastVisit = json.value("lastVisit", "");
    lesson.pageCount = json.value("pageCount", 0);
    lesson.lastPage = std::max(json.value("lastPage", 1) - 1, 0);
    lesson.questionCount = json.value("questionCount", 0);
    for (const Json& page : json.value("pagesSeen", Json::array()))
        lesson.pagesSeen.insert(page.get<int>() - 1);
    for (const Json& entry : json.value("questions", Json::array())) {
        QuestionProgress question;
        question.attempts = entry.value("attempts", 0);
        question.right = entry.value("right", false);
        question.shown = entry.value("shown", false);
        question.answer = entry.value("answer", "");
        lesson.questions[entry.value("question", 1) - 1] = question;
    }
    return lesson;
}

/// A cell of a Markdown table.
std::string cellText(std::string text)
{
    for (char& c : text)
        c = c == '\n' || c == '|' ? ' ' : c;
    return text;
}

} // namespace

int LessonProgress::rightCount() const
{
    return static_cast<int>(std::count_if(questions.begin(), questions.end(), [](const auto& entry) {
        return entry.second.right;
    }));
}

bool LessonProgress::isComplete() const
{
    const auto settled = std::count_if(questions.begin(), questions.end(),
                                       [](const auto& entry) { return entry.second.settled(); });
    return pageCount > 0 && static_cast<int>(pagesSeen.size()) >= pageCount
        && settled >= questionCount;
}

const LessonProgress* Progress::find(const std::string& name) const
{
    const auto found = m_lessons.find(name);
    return found == m_lessons.end() ? nullptr : &found->second;
}

std::string Progress::toJson() const
{
    Json lessons = Json::object();
    for (const auto& [name, lesson] : m_lessons)
        lessons[name] = engine::toJson(lesson);
    const Json file = {{"tapedeckProgress", fileVersion}, {"lessons", lessons}};
    return file.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<Progress> Progress::fromJson(const std::string& text)
{
    try {
        const Json file = Json::parse(text);
        if (!file.is_object() || !file.contains("tapedeckProgress") || !file.at("lessons").is_object())
            return std::nullopt;
        Progress progress;
        for (const auto& [name, lesson] : file.at("lessons").items())
            progress.m_lessons[name] = lessonFrom(lesson);
        return progress;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

std::string Progress::report(Language language) const
{
    const bool chinese = language == Language::Chinese;
    std::string text = chinese ? "# 学习进度\n\n| 课程 | 看过的页 | 答对 | 最近一次 |\n|---|---|---|---|\n"
                               : "# Progress\n\n| lesson | pages seen | right answers | last visit "
                                 "|\n|---|---|---|---|\n";
    const auto fraction = [](std::size_t part, int whole) {
        return std::to_string(part) + " / " + std::to_string(whole);
    };
    for (const auto& [name, lesson] : m_lessons)
        text += "| " + cellText(lesson.title.empty() ? name : lesson.title) + " | "
            + fraction(lesson.pagesSeen.size(), lesson.pageCount) + " | "
            + fraction(static_cast<std::size_t>(lesson.rightCount()), lesson.questionCount) + " | "
            + lesson.lastVisit.substr(0, 10) + " |\n";
    for (const auto& [name, lesson] : m_lessons) {
        if (lesson.questions.empty())
            continue;
        text += "\n## " + (lesson.title.empty() ? name : lesson.title) + "\n\n";
        for (const auto& [ordinal, question] : lesson.questions) {
            const std::string state = question.right ? (chinese ? "答对" : "right")
                : question.shown                     ? (chinese ? "看了答案" : "shown")
                                                     : (chinese ? "未答对" : "not yet right");
            text += std::to_string(ordinal + 1) + ". " + state
                + (chinese ? "，尝试 " + std::to_string(question.attempts) + " 次"
                           : ", attempts: " + std::to_string(question.attempts));
            if (!question.answer.empty() && question.answer.find('\n') == std::string::npos)
                text += (chinese ? "，最后的回答：`" : ", last answer: `") + question.answer + "`";
            text += "\n";
        }
    }
    return text;
}

} // namespace engine

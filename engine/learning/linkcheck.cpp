// The links of a lesson: whether what they lead to is there.

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>

#include "engine/learning/lessoncheck.h"
#include "engine/learning/lessonlinks.h"

namespace engine {
namespace {

namespace fs = std::filesystem;

bool isElsewhere(const std::string& target)
{
    static constexpr std::array<std::string_view, 3> schemes{"http:", "https:", "mailto:"};
    return std::any_of(schemes.begin(), schemes.end(),
                       [&](std::string_view scheme) { return target.starts_with(scheme); });
}

/// "%20" is a space.
std::string decoded(const std::string& target)
{
    const auto digit = [](char c) {
        return c >= '0' && c <= '9' ? c - '0'
            : c >= 'a' && c <= 'f'  ? c - 'a' + 10
            : c >= 'A' && c <= 'F'  ? c - 'A' + 10
                                    : -1;
    };
    std::string result;
    for (std::size_t i = 0; i < target.size(); ++i) {
        const bool escaped = target[i] == '%' && i + 2 < target.size() && digit(target[i + 1]) >= 0
            && digit(target[i + 2]) >= 0;
        if (escaped) {
            result += static_cast<char>(digit(target[i + 1]) * 16 + digit(target[i + 2]));
            i += 2;
        } else {
            result += target[i];
        }
    }
    return result;
}

BilingualText noHeading(const std::string& heading, const std::string& where)
{
    return {"Dead link: " + where + " has no heading #" + heading + ".",
            "死链接：" + where + " 里没有标题 #" + heading + "。"};
}

/// Why the link is dead, or empty.
BilingualText deadness(const Lesson& lesson, const fs::path& file, const std::string& target)
{
    const std::size_t hash = target.find('#');
    const std::string path = decoded(target.substr(0, hash));
    const std::string heading = hash == std::string::npos ? "" : decoded(target.substr(hash + 1));
    if (path.empty())
        return heading.empty() || headingsOf(lesson).count(heading)
            ? BilingualText()
            : noHeading(heading, file.filename().string());
    const fs::path aim = file.parent_path() / path;
    std::error_code reason;
    if (!fs::exists(aim, reason))
        return {"Dead link: there is no " + path + ".", "死链接：没有 " + path + "。"};
    if (heading.empty())
        return {};
    const auto read = readLesson(aim.string());
    const auto* other = std::get_if<Lesson>(&read);
    return other && !headingsOf(*other).count(heading) ? noHeading(heading, path) : BilingualText();
}

} // namespace

Findings checkLinks(const Lesson& lesson, const std::string& path)
{
    Findings findings;
    const CellLines lines(lesson, path);
    for (std::size_t i = 0; i < lesson.cells.size(); ++i) {
        if (lesson.cells[i].isCode() || lesson.cells[i].kind == CellKind::Claim)
            continue;
        for (const LessonLink& link : linksOf(lesson.cells[i].source)) {
            if (isElsewhere(link.target))
                continue;
            const BilingualText why = deadness(lesson, path, link.target);
            if (!why.empty())
                findings.push_back({path, lines.lineOf(i, link.line), why});
        }
    }
    for (const std::string& name : lesson.needs) {
        std::error_code reason;
        if (!fs::exists(fs::path(path).parent_path() / (name + ".md"), reason))
            findings.push_back({path,
                                1,
                                {"\"needs\" names " + name + ", but there is no such lesson.",
                                 "“needs”提到 " + name + "，但没有这一课。"}});
    }
    return findings;
}

} // namespace engine

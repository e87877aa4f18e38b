#include "engine/lesson/frontmatter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <tuple>

#include <yaml-cpp/yaml.h>

#include "engine/lesson/lessonfile.h"
#include "engine/lesson/sourcetext.h"

namespace engine {

namespace {

constexpr std::array<std::string_view, 7> knownKeys{"title",  "language", "summary", "seed",
                                                    "number", "minutes",  "needs"};

/// A whole number from 1; 0 when the text is none.
int countOf(const std::string& text)
{
    int count = 0;
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, count);
    constexpr int most = 9999;
    return parsed.ec == std::errc() && parsed.ptr == end && count <= most ? std::max(count, 0) : 0;
}

/// Names of lessons: "04-four-x", as one text or a list.
BilingualText setNeeds(const YAML::Node& value, Lesson& lesson)
{
    const BilingualText wrong{
        "\"needs\" must list the lessons that come before, by name and without .md: [01-slope].",
        "“needs”应列出前面的课程名，不带 .md，例如 [01-slope]。"};
    std::vector<std::string> needs;
    if (value.IsScalar()) {
        needs.push_back(value.Scalar());
    } else if (value.IsSequence()) {
        for (const YAML::Node& name : value) {
            if (!name.IsScalar())
                return wrong;
            needs.push_back(name.Scalar());
        }
    } else if (!value.IsNull()) {
        return wrong;
    }
    for (std::string& name : needs) {
        name = std::string(trimmed(name));
        if (name.empty() || name.find_first_of("/\\") != std::string::npos || name.ends_with(".md"))
            return wrong;
    }
    lesson.needs = needs;
    return {};
}

/// Sets one known key; the message says what is wrong with the value, or is empty.
BilingualText setKey(const std::string& key, const YAML::Node& value, Lesson& lesson)
{
    const bool isText = value.IsScalar();
    const std::string text = isText ? value.Scalar() : std::string();
    if (key == "title" || key == "summary") {
        if (!isText || trimmed(text).empty()) {
            return {"\"" + key + "\" must be a text.", "“" + key + "”必须是一段文字。"};
        }
        (key == "title" ? lesson.title : lesson.summary) = trimmed(text);
        lesson.hasTitle = lesson.hasTitle || key == "title";
    } else if (key == "language") {
        lesson.language = lessonLanguage(text);
        if (lesson.language.empty()) {
            return {"\"language\" must be en or zh_CN.", "“language”必须是 en 或 zh_CN。"};
        }
    } else if (key == "number" || key == "minutes") {
        int& count = key == "number" ? lesson.number : lesson.minutes;
        count = countOf(text);
        if (count == 0) {
            return {"\"" + key + "\" must be a whole number from 1.",
                    "“" + key + "”必须是从 1 开始的整数。"};
        }
    } else if (key == "needs") {
        return setNeeds(value, lesson);
    } else {
        const char* const end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, lesson.seed);
        // A quoted scalar has the tag "!": it is a text, whatever it looks like.
        if (text.empty() || parsed.ec != std::errc() || parsed.ptr != end || value.Tag() == "!") {
            return {
                "\"seed\" must be a whole number from 0 to 18446744073709551615, without quotes.",
                "“seed”必须是 0 到 18446744073709551615 之间的整数，不加引号。"};
        }
        lesson.hasSeed = true;
    }
    return {};
}

bool isKnown(std::string_view key)
{
    return std::find(knownKeys.begin(), knownKeys.end(), key) != knownKeys.end();
}

auto statedIn(const Lesson& lesson)
{
    return std::make_tuple(std::string(lesson.hasTitle ? trimmed(lesson.title) : ""),
                           lesson.language, std::string(trimmed(lesson.summary)), lesson.hasSeed,
                           lesson.hasSeed ? lesson.seed : 0, lesson.number, lesson.minutes,
                           lesson.needs);
}

std::string keyLine(const std::string& key, const std::string& value)
{
    YAML::Emitter emitter;
    emitter << YAML::BeginMap << YAML::Key << key << YAML::Value << value << YAML::EndMap;
    return std::string(emitter.c_str()) + "\n";
}

/// The lines of `yaml` that belong to none of our keys.
std::string foreignLines(const std::string& yaml)
{
    std::string result;
    bool ours = false;
    for (const std::string_view line : linesOf(yaml)) {
        if (!line.empty() && line.find_first_of(" \t") != 0) {
            ours = isKnown(trimmed(line.substr(0, line.find(':'))));
        }
        if (!ours) {
            result.append(line).append("\n");
        }
    }
    return result;
}

} // namespace

std::string lessonLanguage(const std::string& name)
{
    const std::string_view base = std::string_view(name).substr(0, name.find_first_of("_-"));
    return base == "en" ? "en" : base == "zh" ? "zh_CN" : "";
}

bool readFrontMatter(const std::string& yaml, int firstLine, FrontMatterOwner owner,
                     const std::string& path, Lesson& lesson)
{
    const bool shared = owner == FrontMatterOwner::Shared;
    const auto fail = [&](const YAML::Mark& mark, const BilingualText& message) {
        throw FileError{path, firstLine + std::max(mark.line, 0), message};
    };
    YAML::Node root;
    try {
        root = YAML::Load(yaml);
    } catch (const YAML::Exception& error) {
        if (shared) {
            return false;
        }
        fail(error.mark,
             {"The front matter is not valid YAML here. Write one \"key: value\" in a line, and "
              "put a value "
              "that contains \": \" or \"#\" in quotes.",
              "文件头在这里不是有效的 YAML。每行写一个“key: value”；值里若含有“: "
              "”或“#”，请加引号。"});
    }
    if (root.IsNull()) {
        return !shared;
    }
    if (!root.IsMap()) {
        if (shared) {
            return false;
        }
        fail(root.Mark(),
             {"The front matter must consist of lines \"key: value\".",
              "文件头必须由“key: value”形式的行组成。"});
    }
    std::set<std::string> seen;
    for (const auto& entry : root) {
        const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : std::string();
        if (!isKnown(key)) {
            if (!shared) {
                fail(entry.first.Mark(),
                     {"The front matter has no key \"" + key
                          + "\"; its keys are title, language, summary, seed, number, minutes and "
                            "needs.",
                      "文件头没有“" + key
                          + "”这个键；可用的键是 title、language、summary、seed、number、minutes "
                            "和 needs。"});
            }
            continue;
        }
        if (!seen.insert(key).second) {
            fail(entry.first.Mark(),
                 {"The front matter states \"" + key + "\" twice.",
                  "文件头里“" + key + "”出现了两次。"});
        }
        if (const BilingualText wrong = setKey(key, entry.second, lesson); !wrong.empty()) {
            fail(entry.first.Mark(), wrong);
        }
    }
    return true;
}

namespace {

/// Whether a reader of `yaml` learns exactly what the lesson says about itself.
bool states(const std::string& yaml, FrontMatterOwner owner, const Lesson& lesson)
{
    Lesson stated;
    try {
        if (!yaml.empty() && !readFrontMatter(yaml, 1, owner, {}, stated)) {
            return false;
        }
    } catch (const FileError&) {
        return false;
    }
    return statedIn(stated) == statedIn(lesson);
}

} // namespace

std::string frontMatterOf(const Lesson& lesson, FrontMatterOwner owner)
{
    if (states(lesson.frontMatter, owner, lesson)) {
        return lesson.frontMatter.empty() ? std::string()
                                          : withoutTrailingLines(lesson.frontMatter) + "\n";
    }
    std::string yaml;
    if (lesson.hasTitle && !trimmed(lesson.title).empty()) {
        yaml += keyLine("title", lesson.title);
    }
    if (!lesson.language.empty()) {
        yaml += keyLine("language", lesson.language);
    }
    if (!trimmed(lesson.summary).empty()) {
        yaml += keyLine("summary", lesson.summary);
    }
    if (lesson.hasSeed) {
        yaml += "seed: " + std::to_string(lesson.seed) + "\n";
    }
    if (lesson.number > 0) {
        yaml += "number: " + std::to_string(lesson.number) + "\n";
    }
    if (lesson.minutes > 0) {
        yaml += "minutes: " + std::to_string(lesson.minutes) + "\n";
    }
    if (!lesson.needs.empty()) {
        YAML::Emitter list;
        list << YAML::Flow << lesson.needs;
        yaml += "needs: " + std::string(list.c_str()) + "\n";
    }
    const std::string both = yaml + foreignLines(lesson.frontMatter);
    return states(both, owner, lesson) ? both : yaml;
}

} // namespace engine

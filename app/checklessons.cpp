#include "app/headless.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <set>

#include "engine/learning/lessoncheck.h"
#include "engine/lesson/question.h"
#include "ui/math/mathtypesetter.h"
#include "ui/notebook/prosemath.h"

namespace app {
namespace {

namespace fs = std::filesystem;

using engine::BilingualText;
using engine::FileError;
using engine::Findings;
using engine::Lesson;

bool isLessonFile(const fs::path& path)
{
    const std::string extension = path.extension().string();
    return extension == ".md" || extension == ".ipynb" || extension == ".py";
}

/// The files named, and the lessons in the folders named, each once.
std::vector<std::string> lessonFiles(const std::vector<std::string>& paths)
{
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code reason;
        if (!fs::is_directory(path, reason)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> inside;
        for (const auto& entry : fs::recursive_directory_iterator(path, reason)) {
            if (entry.is_regular_file(reason) && isLessonFile(entry.path()))
                inside.push_back(entry.path().string());
        }
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    std::set<std::string> seen;
    files.erase(
        std::remove_if(files.begin(), files.end(),
                       [&](const std::string& file) {
                           return !seen.insert(fs::path(file).lexically_normal().string()).second;
                       }),
        files.end());
    return files;
}

/// The texts of a cell that are Markdown.
std::vector<std::string> textsOf(const engine::Cell& cell)
{
    std::vector<std::string> texts;
    if (cell.kind == engine::CellKind::Prose)
        texts = {cell.source};
    if (cell.kind == engine::CellKind::Predict) {
        const auto read = engine::readPrediction(cell.source);
        if (const auto* question = std::get_if<engine::Prediction>(&read)) {
            texts = {question->ask, question->why, question->hint, question->step};
            for (const engine::Option& option : question->options) {
                texts.push_back(option.text.text);
                texts.push_back(option.why);
            }
        }
    }
    if (cell.kind == engine::CellKind::Exercise) {
        const auto read = engine::readExercise(cell.source);
        if (const auto* exercise = std::get_if<engine::Exercise>(&read))
            texts = {exercise->ask, exercise->why, exercise->hint};
    }
    return texts;
}

/// Formulas that MathJax refuses.
Findings checkFormulas(const Lesson& lesson, const std::string& path,
                       ui::MathTypesetter& typesetter)
{
    Findings findings;
    const engine::CellLines lines(lesson, path);
    for (std::size_t i = 0; i < lesson.cells.size(); ++i) {
        const std::string& source = lesson.cells[i].source;
        for (const std::string& text : textsOf(lesson.cells[i])) {
            for (const auto& formula : ui::takeOutMath(QString::fromStdString(text)).formulas) {
                const auto made =
                    typesetter.typesetNow(formula.tex, formula.display, std::chrono::seconds(30));
                if (made && made->error.isEmpty())
                    continue;
                const std::string tex = formula.tex.toStdString();
                const std::size_t at = source.find(tex.substr(0, tex.find('\n')));
                const auto line = at == std::string::npos ? 1
                                                          : 1
                        + std::count(source.begin(),
                                     source.begin() + static_cast<std::ptrdiff_t>(at), '\n');
                const std::string why =
                    made ? made->error.toStdString() : std::string("it took too long");
                findings.push_back({path,
                                    lines.lineOf(i, static_cast<int>(line)),
                                    {"The formula " + tex + " cannot be typeset: " + why,
                                     "公式 " + tex + " 无法排版：" + why}});
            }
        }
    }
    return findings;
}

Findings checkTranslationOf(const Lesson& lesson, const std::string& path)
{
    const std::string other = engine::translationPath(path);
    if (other.empty())
        return {};
    std::error_code reason;
    if (!fs::exists(other, reason))
        return {{path,
                 1,
                 {"The translation is missing: there is no " + other + ".",
                  "缺少译文：没有 " + other + "。"}}};
    // A pair is compared once, and the Chinese file is held to the English one.
    if (lesson.language != "zh_CN")
        return {};
    const auto read = engine::readLesson(other);
    const auto* original = std::get_if<Lesson>(&read);
    return original ? engine::checkTranslation(*original, lesson, path) : Findings();
}

} // namespace

int checkLessons(const CheckLessons& command)
{
    const bool typesets = ui::MathTypesetter::isAvailable();
    ui::MathTypesetter typesetter;
    const engine::lang::StopFlag stop;
    std::size_t count = 0;
    bool unreadable = false;
    const std::vector<std::string> files = lessonFiles(command.paths);
    for (const std::string& path : files) {
        const auto read = engine::readLesson(path);
        if (const auto* error = std::get_if<FileError>(&read)) {
            std::cout << error->text(command.language) << "\n";
            ++count;
            unreadable = unreadable || error->line == 0;
            continue;
        }
        const Lesson& lesson = std::get<Lesson>(read);
        Findings findings = engine::checkLesson(lesson, path, stop);
        const auto append = [&findings](const Findings& more) {
            findings.insert(findings.end(), more.begin(), more.end());
        };
        append(engine::checkLinks(lesson, path));
        append(checkTranslationOf(lesson, path));
        if (typesets)
            append(checkFormulas(lesson, path, typesetter));
        std::stable_sort(findings.begin(), findings.end(),
                         [](const FileError& a, const FileError& b) { return a.line < b.line; });
        for (const FileError& finding : findings)
            std::cout << finding.text(command.language) << "\n";
        std::cout.flush();
        count += findings.size();
    }
    if (!typesets)
        std::cerr << "tapedeck: this build has no MathJax; formulas were not checked\n";
    if (files.empty()) {
        std::cerr << "tapedeck: no lessons (.md, .ipynb, .py) found\n";
        return FileTrouble;
    }
    return unreadable ? FileTrouble : count > 0 ? CellFailed : AllWell;
}

} // namespace app

#include "engine/lesson/lessonfile.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "engine/lesson/markdown.h"
#include "engine/lesson/notebook.h"
#include "engine/lesson/percentscript.h"
#include "engine/lesson/sourcetext.h"

namespace engine {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t largestFile = std::size_t{128} * 1024 * 1024;

FileError unwritable(const std::string& path, const std::error_code& reason)
{
    return {path,
            0,
            {"The file cannot be written: " + reason.message() + ".",
             "无法写入文件：" + reason.message() + "。"}};
}

/// Formats without questions of their own keep them as blocks in Markdown.
Lesson withQuestions(Lesson lesson)
{
    for (Cell& cell : lesson.cells)
        recognizeBlock(cell);
    return lesson;
}

Lesson withoutQuestions(Lesson lesson)
{
    for (Cell& cell : lesson.cells) {
        if (cell.isQuestion() || cell.kind == CellKind::Claim) {
            cell.source = blockMarkdown(cell);
            cell.kind = CellKind::Prose;
        }
    }
    return lesson;
}

Lesson parseAs(LessonFormat format, const std::string& text, const std::string& path,
               InvalidBlocks blocks)
{
    switch (format) {
    case LessonFormat::Markdown:
        return readMarkdown(text, path, blocks);
    case LessonFormat::Notebook:
        return withQuestions(readNotebook(text, path));
    case LessonFormat::PercentScript:
        return withQuestions(readPercentScript(text, path));
    }
    return {};
}

void rememberBytes(std::string_view text, Lesson& lesson)
{
    lesson.asRead.byteOrderMark = text.substr(0, 3) == byteOrderMark;
    const auto breaks = std::count(text.begin(), text.end(), '\n');
    std::ptrdiff_t pairs = 0;
    for (std::size_t at = text.find("\r\n"); at != std::string_view::npos;
         at = text.find("\r\n", at + 2))
        ++pairs;
    lesson.asRead.carriageReturns = pairs > 0 && pairs == breaks;
}

std::string withRememberedBytes(const std::string& text, const FileAsRead& asRead)
{
    std::string result(asRead.byteOrderMark ? byteOrderMark : "");
    for (const char c : text)
        result += c == '\n' && asRead.carriageReturns ? "\r\n" : std::string(1, c);
    return result;
}

} // namespace

std::string FileError::text(Language language) const
{
    std::string where = path;
    if (line > 0) {
        where += (where.empty() ? "" : ":") + std::to_string(line);
    }
    return where + (where.empty() ? "" : ": ") + message.in(language);
}

LessonFormat formatOf(const std::string& path)
{
    std::string extension = fs::path(path).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return extension == ".ipynb" ? LessonFormat::Notebook
        : extension == ".py"     ? LessonFormat::PercentScript
                                 : LessonFormat::Markdown;
}

std::variant<Lesson, FileError> parseLesson(std::string_view text, const std::string& path,
                                            InvalidBlocks blocks)
{
    try {
        const LessonFormat format = formatOf(path);
        std::string clean = cleanText(text, path);
        if (format == LessonFormat::Notebook) // its line ends are no part of what it says
            clean = text.substr(text.substr(0, 3) == byteOrderMark ? 3 : 0);
        Lesson lesson = parseAs(format, clean, path, blocks);
        lesson.format = format;
        rememberBytes(text, lesson);
        if (!lesson.hasTitle) {
            const std::string heading = firstHeading(lesson);
            lesson.title = heading.empty() ? fs::path(path).stem().string() : heading;
        }
        return lesson;
    } catch (const FileError& error) {
        return error;
    }
}

std::variant<Lesson, FileError> readLesson(const std::string& path, InvalidBlocks blocks)
{
    const auto unreadable = [&](const std::string& english, const std::string& chinese) {
        return FileError{path, 0, {english, chinese}};
    };
    std::error_code reason;
    const fs::file_status status = fs::status(path, reason);
    if (status.type() == fs::file_type::not_found) {
        return unreadable("There is no such file.", "没有这个文件。");
    }
    if (fs::is_directory(status)) {
        return unreadable("This is a folder; choose a lesson file in it.",
                          "这是一个文件夹；请选择其中的课程文件。");
    }
    std::ifstream file(path, std::ios::binary);
    std::string text;
    std::vector<char> block(std::size_t{1} << 16U);
    while (file && text.size() <= largestFile) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (text.size() > largestFile) {
        return unreadable("The file is larger than 128 MiB; a lesson is a text.",
                          "文件超过 128 MiB；课程应是文本。");
    }
    if (!file.eof()) {
        return unreadable("The file cannot be read. Check its permissions.",
                          "无法读取文件。请检查它的权限。");
    }
    return parseLesson(text, path, blocks);
}

std::string writeLesson(const Lesson& lesson)
{
    switch (lesson.format) {
    case LessonFormat::Markdown:
        return withRememberedBytes(writeMarkdown(lesson), lesson.asRead);
    case LessonFormat::Notebook: {
        const Lesson plain = withoutQuestions(lesson);
        const std::string written = writeIntoNotebook(plain);
        return written.empty()
            ? writeStoredNotebook(plain)
            : std::string(lesson.asRead.byteOrderMark ? byteOrderMark : "") + written;
    }
    case LessonFormat::PercentScript:
        return withRememberedBytes(writePercentScript(withoutQuestions(lesson)), lesson.asRead);
    }
    return {};
}

std::string writeNotebook(const Lesson& lesson, const std::vector<ExecutedCell>& executed)
{
    return writeExecutedNotebook(withoutQuestions(lesson), executed);
}

std::optional<FileError> saveLesson(Lesson lesson, const std::string& path)
{
    if (const LessonFormat format = formatOf(path); format != lesson.format) {
        lesson.format = format;
        lesson.asRead = {};
    }
    std::error_code reason;
    // A link stays a link: what it points to is replaced.
    const fs::path target =
        fs::is_symlink(path, reason) ? fs::canonical(path, reason) : fs::path(path);
    const fs::path draft = target.string() + ".part";
    std::ofstream file(draft, std::ios::binary | std::ios::trunc);
    file << writeLesson(lesson);
    file.close();
    if (!file) {
        const std::error_code failure(errno, std::generic_category());
        fs::remove(draft, reason);
        return unwritable(path, failure);
    }
    if (const fs::file_status old = fs::status(target, reason); fs::exists(old)) {
        fs::permissions(draft, old.permissions(), reason);
    }
    fs::rename(draft, target, reason);
    if (reason) {
        const std::error_code failure = reason;
        fs::remove(draft, reason);
        return unwritable(path, failure);
    }
    return std::nullopt;
}

} // namespace engine

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/lesson/bilingualtext.h"

namespace app {

/// What the program's exit status says; --help lists them.
enum ExitCode : int {
    AllWell = 0,
    CellFailed = 1, ///< or a lesson does not pass its check
    WrongUse = 2,
    FileTrouble = 3,
};

struct OpenWindow
{
    std::string file; ///< empty: the first lesson
    std::optional<engine::Language> language;
};

struct RunLesson
{
    std::string file;
    std::string output; ///< the executed notebook goes here; may be empty
    std::optional<std::uint64_t> seed;
    bool allowErrors = false;
    bool asJson = false; ///< the whole recording, instead of the outputs as they come
    engine::Language language = engine::Language::English;
};

enum class PictureFormat { Png, Svg, Pdf, Json };

enum class NamedStep { Forward, Backward, End };

struct ExportPicture
{
    std::string file;
    std::string output; ///< "-": standard output
    std::optional<int> cell;
    std::variant<NamedStep, int> step = NamedStep::End;
    PictureFormat format = PictureFormat::Png;
    bool dark = false;
    double scale = 1;
    bool isolate = false; ///< fade what is not on the way of the gradient
    bool tint = false; ///< colour numbers by size and sign
    std::optional<std::uint64_t> seed;
    engine::Language language = engine::Language::English;
};

struct CheckLessons
{
    std::vector<std::string> paths; ///< files and folders
    engine::Language language = engine::Language::English;
};

struct NewLesson
{
    std::string file;
    engine::Language language = engine::Language::English;
};

/// The command line said it all: help, the version, or what is wrong with it were printed.
struct NothingToDo
{
    int exitCode = AllWell;
};

using Command =
    std::variant<NothingToDo, OpenWindow, RunLesson, ExportPicture, CheckLessons, NewLesson>;

/// `systemLanguage` is what counts where --lang is not given.
Command parseCommandLine(int argc, const char* const* argv, engine::Language systemLanguage);

} // namespace app

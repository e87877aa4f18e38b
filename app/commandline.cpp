#include "app/commandline.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <map>
#include <sstream>

#include "app/version.h"

namespace app {
namespace {

const std::string exitCodes = R"(Exit status:
  0  everything went well
  1  a cell failed (with run --allow-errors: never), or check found something
  2  the command line makes no sense, or asks for a cell or step that does not exist
  3  a file could not be read or written)";

const std::string stepNames = R"(Steps:
  K         after K steps: the K of the window's "step K of n"
  forward   just before the first gradient is asked for
  backward  when the last gradient is complete
  end       after the cell
Without --cell, forward and backward take the last cells that ask for a gradient.)";

const std::map<std::string, engine::Language> languages = {{"en", engine::Language::English},
                                                           {"zh_CN", engine::Language::Chinese}};
const std::map<std::string, bool> themes = {{"light", false}, {"dark", true}};
const std::map<std::string, PictureFormat> formats = {{"png", PictureFormat::Png},
                                                      {"svg", PictureFormat::Svg},
                                                      {"pdf", PictureFormat::Pdf},
                                                      {"json", PictureFormat::Json}};
const std::map<std::string, bool> runFormats = {{"text", false}, {"json", true}};
const std::map<std::string, NamedStep> namedSteps = {
    {"forward", NamedStep::Forward}, {"backward", NamedStep::Backward}, {"end", NamedStep::End}};

/// An option that takes one of a few words, spelt in the help as "a|b|c".
template <typename T>
CLI::Option* addChoice(CLI::App& command, const std::string& flags, std::string& word,
                       const std::map<std::string, T>& words, const std::string& help)
{
    std::string names;
    std::string sentence;
    for (const auto& [name, value] : words) {
        names += (names.empty() ? "" : "|") + name;
        sentence += (sentence.empty() ? "" : ", ") + name;
    }
    const auto check = [&words, sentence](const std::string& given) {
        return words.count(given) > 0 ? std::string() : "'" + given + "' is none of: " + sentence;
    };
    return command.add_option(flags, word, help)->type_name(names)->check(check);
}

template <typename T>
std::optional<T> chosen(const std::map<std::string, T>& words, const std::string& word)
{
    const auto found = words.find(word);
    return found == words.end() ? std::nullopt : std::optional(found->second);
}

/// A check that says in words what the bounds are.
template <typename T>
auto between(T low, T high, const std::string& rule)
{
    return [low, high, rule](const std::string& text) {
        T value{};
        std::istringstream in(text);
        return in >> value && in.eof() && low <= value && value <= high
            ? std::string()
            : "'" + text + "' is not " + rule;
    };
}

/// Every 64-bit number is a seed; streams would read -1 as one, too.
std::string isSeed(const std::string& text)
{
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    return error == std::errc() && end == text.data() + text.size()
        ? std::string()
        : "'" + text + "' is not a whole number from 0 to 18446744073709551615";
}

std::optional<PictureFormat> formatOfSuffix(const std::string& path)
{
    const std::size_t dot = path.rfind('.');
    if (dot == std::string::npos)
        return std::nullopt;
    std::string suffix = path.substr(dot + 1);
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return chosen(formats, suffix);
}

std::variant<NamedStep, int> parseStep(const std::string& text)
{
    if (const auto named = chosen(namedSteps, text))
        return *named;
    int k = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), k);
    if (error != std::errc() || end != text.data() + text.size() || k < 0)
        throw CLI::ValidationError(
            "--step",
            "'" + text + "' is no step: give a number from 0, or forward, backward or end");
    return k;
}

/// What the options are read into.
struct Words
{
    OpenWindow open;
    RunLesson run;
    ExportPicture picture;
    CheckLessons check;
    NewLesson newLesson;
    std::string language;
    std::string step = "end";
    std::string format;
    std::string runFormat = "text";
    std::string theme = "light";
};

CLI::App* addRunCommand(CLI::App& program, Words& words)
{
    CLI::App* command = program.add_subcommand(
        "run", "Run all cells from top to bottom without a window and print their outputs");
    command->add_option("FILE", words.run.file, "Lesson to run")->required()->type_name("");
    command->add_option("-o,--output", words.run.output, "Write the executed notebook here")
        ->type_name("OUT.ipynb");
    addChoice(*command, "--format", words.runFormat, runFormats,
              "What is printed: the outputs, or the recording as data, with the formulas of the "
              "gradients and how they come about; text when not given");
    command
        ->add_option("--seed", words.run.seed,
                     "Start of the random numbers, instead of the lesson's own")
        ->type_name("N")
        ->check(isSeed);
    command->add_flag("--allow-errors", words.run.allowErrors,
                      "Go on with the next cell after one that fails");
    addChoice(*command, "--lang", words.language, languages, "Language of messages and hints");
    command->footer(exitCodes);
    return command;
}

CLI::App* addExportCommand(CLI::App& program, Words& words)
{
    ExportPicture& picture = words.picture;
    CLI::App* command = program.add_subcommand(
        "export", "Run a lesson and write the picture of one step, or the whole recording as data");
    command->add_option("FILE", picture.file, "Lesson to run")->required()->type_name("");
    command
        ->add_option("--cell", picture.cell, "The cell shown as In [N]; all cells when not given")
        ->type_name("N")
        ->check(between(1, std::numeric_limits<int>::max(), "a number from 1"));
    command
        ->add_option("--step", words.step, "What the picture shows, see below; end when not given")
        ->type_name("K|forward|backward|end");
    addChoice(*command, "--format", words.format, formats,
              "What OUT's name says, when not given; json is the recording as data");
    addChoice(*command, "--theme", words.theme, themes, "light when not given");
    command
        ->add_option("--scale", picture.scale, "2 makes a PNG with twice as many pixels each way")
        ->type_name("S")
        ->check(between(0.1, 16.0, "a number from 0.1 to 16"));
    command->add_flag("--isolate", picture.isolate,
                      "Fade what is not on the way from the target to the sources");
    command->add_flag("--tint", picture.tint, "Colour numbers by size and sign");
    addChoice(*command, "--lang", words.language, languages,
              "Language of the picture, instead of the system's");
    command
        ->add_option("--seed", picture.seed,
                     "Start of the random numbers, instead of the lesson's own")
        ->type_name("N")
        ->check(isSeed);
    command->add_option("-o,--output", picture.output, "File to write; - is standard output")
        ->required()
        ->type_name("OUT");
    command->footer(stepNames + "\n\n" + exitCodes);
    return command;
}

CLI::App* addCheckCommand(CLI::App& program, Words& words)
{
    CLI::App* command = program.add_subcommand(
        "check",
        "Hold lessons to what they say, without a window: cells run, stored outputs, "
        "claims, answers, translations, links and formulas are right");
    command->add_option("FILE|DIR", words.check.paths, "Lessons, or folders with lessons")
        ->required()
        ->type_name("...");
    addChoice(*command, "--lang", words.language, languages, "Language of the messages");
    command->footer("Each finding is a line FILE:LINE: MESSAGE.\n\n" + exitCodes);
    return command;
}

CLI::App* addNewLessonCommand(CLI::App& program, Words& words)
{
    CLI::App* command = program.add_subcommand(
        "new-lesson", "Write a lesson to begin with; no file is overwritten");
    command->add_option("FILE", words.newLesson.file, "Where to, such as my-lesson.md")
        ->required()
        ->type_name("");
    addChoice(*command, "--lang", words.language, languages, "Language of the lesson");
    command->footer(exitCodes);
    return command;
}

/// What the options of `export` mean together.
void interpretExport(Words& words)
{
    ExportPicture& picture = words.picture;
    picture.step = parseStep(words.step);
    picture.dark = themes.at(words.theme);
    const auto format =
        words.format.empty() ? formatOfSuffix(picture.output) : chosen(formats, words.format);
    if (!format)
        throw CLI::ValidationError(
            "--format",
            "the name '" + picture.output
                + "' does not say which: give --format png, svg, pdf or json");
    picture.format = *format;
}

} // namespace

Command parseCommandLine(int argc, const char* const* argv, engine::Language systemLanguage)
{
    CLI::App program("Tapedeck runs lessons written in the Python of TensorFlow's GradientTape "
                     "notebooks and plays the tape:\n"
                     "the recorded computation forward, and the gradient back through it.",
                     "tapedeck");
    program.set_version_flag("--version", std::string("tapedeck ") + version,
                             "Print the version and exit");
    program.set_help_flag("-h,--help", "Print this help and exit");
    program.footer(exitCodes);

    Words words;
    program
        .add_option("FILE", words.open.file,
                    "Lesson to open in the window: lesson Markdown, .ipynb, or .py with # %% cells")
        ->type_name("");
    addChoice(program, "--lang", words.language, languages,
              "Language of the program, instead of the system's");
    const CLI::App* run = addRunCommand(program, words);
    const CLI::App* picture = addExportCommand(program, words);
    const CLI::App* check = addCheckCommand(program, words);
    const CLI::App* newLesson = addNewLessonCommand(program, words);
    program.failure_message([](const CLI::App* /*app*/, const CLI::Error& error) {
        return "tapedeck: " + std::string(error.what())
            + "\nSee tapedeck --help, tapedeck run --help, tapedeck export --help\n";
    });

    try {
        program.parse(argc, argv);
        if (picture->parsed())
            interpretExport(words);
    } catch (const CLI::ParseError& error) {
        return NothingToDo{program.exit(error) == 0 ? AllWell : WrongUse};
    }

    const auto language = chosen(languages, words.language);
    if (run->parsed()) {
        words.run.asJson = runFormats.at(words.runFormat);
        words.run.language = language.value_or(systemLanguage);
        return words.run;
    }
    if (picture->parsed()) {
        words.picture.language = language.value_or(systemLanguage);
        return words.picture;
    }
    if (check->parsed()) {
        words.check.language = language.value_or(systemLanguage);
        return words.check;
    }
    if (newLesson->parsed()) {
        words.newLesson.language = language.value_or(systemLanguage);
        return words.newLesson;
    }
    words.open.language = language;
    return words.open;
}

} // namespace app

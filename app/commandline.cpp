#include "app/commandline.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>

#include "app/version.h"

namespace app {
namespace {

const std::string exitCodes = R"(Exit status:
  0  everything went well
  1  a cell failed (with run --allow-errors: never)
  2  the command line makes no sense, or asks for a cell or step that does not exist
  3  a file could not be read or written)";

const std::string stepNames = R"(Steps:
  K         after K steps: the K of the window's "step K of n"
  forward   just before the first gradient is asked for
  backward  when the last gradient is complete
  end       after the cell
Without --cell, forward and backward take the last cells that ask for a gradient.)";

const std::map<std::string, engine::Language> languages = {{"en", engine::Language::English}, {"zh_CN", engine::Language::Chinese}};
const std::map<std::string, bool> themes = {{"light", false}, {"dark", true}};
const std::map<std::string, PictureFormat> formats = {
    {"png", PictureFormat::Png}, {"svg", PictureFormat::Svg}, {"pdf", PictureFormat::Pdf}, {"json", PictureFormat::Json}};
const std::map<std::string, NamedStep> namedSteps = {
    {"forward", NamedStep::Forward}, {"backward", NamedStep::Backward}, {"end", NamedStep::End}};

/// An option that takes one of a few words, spelt in the help as "a|b|c".
template <typename T>
CLI::Option* addChoice(CLI::App& command, const std::string& flags, std::string& word, const std::map<std::string, T>& words, const std::string& help)
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
        return CLI::detail::lexical_cast(text, value) && low <= value && value <= high ? std::string() : "'" + text + "' is not " + rule;
    };
}

std::optional<PictureFormat> formatOfSuffix(const std::string& path)
{
    const std::size_t dot = path.rfind('.');
    if (dot == std::string::npos)
        return std::nullopt;
    std::string suffix = path.substr(dot + 1);
    std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return chosen(formats, suffix);
}

std::variant<NamedStep, int> parseStep(const std::string& text)
{
    if (const auto named = chosen(namedSteps, text))
        return *named;
    int k = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), k);
    if (error != std::errc() || end != text.data() + text.size() || k < 0)
        throw CLI::ValidationError("--step", "'" + text + "' is no step: give a number from 0, or forward, backward or end");
    return k;
}

} // namespace

Command parseCommandLine(int argc, const char* const* argv, engine::Language systemLanguage)
{
    CLI::App program("Tapedeck runs lessons written in the Python of TensorFlow's GradientTape notebooks and plays the tape:\n"
                     "the recorded computation forward, and the gradient back through it.",
                     "tapedeck");
    program.set_version_flag("--version", std::string("tapedeck ") + version, "Print the version and exit");
    program.set_help_flag("-h,--help", "Print this help and exit");
    program.footer(exitCodes);

    OpenWindow open;
    std::string language;
    program.add_option("FILE", open.file, "Lesson to open in the window: lesson Markdown, .ipynb, or .py with # %% cells")->type_name("");
    addChoice(program, "--lang", language, languages, "Language of the program, instead of the system's");

    RunLesson run;
    CLI::App* runCommand = program.add_subcommand("run", "Run all cells from top to bottom without a window and print their outputs");
    runCommand->add_option("FILE", run.file, "Lesson to run")->required()->type_name("");
    runCommand->add_option("-o,--output", run.output, "Write the executed notebook here")->type_name("OUT.ipynb");
    runCommand->add_option("--seed", run.seed, "Start of the random numbers, instead of the lesson's own")->type_name("N");
    runCommand->add_flag("--allow-errors", run.allowErrors, "Go on with the next cell after one that fails");
    addChoice(*runCommand, "--lang", language, languages, "Language of messages and hints");
    runCommand->footer(exitCodes);

    ExportPicture picture;
    std::string step = "end";
    std::string format;
    std::string theme = "light";
    CLI::App* exportCommand = program.add_subcommand("export", "Run a lesson and write the picture of one step, or the whole recording as data");
    exportCommand->add_option("FILE", picture.file, "Lesson to run")->required()->type_name("");
    exportCommand->add_option("--cell", picture.cell, "The cell shown as In [N]; all cells when not given")
        ->type_name("N")
        ->check(between(1, std::numeric_limits<int>::max(), "a number from 1"));
    exportCommand->add_option("--step", step, "What the picture shows, see below; end when not given")->type_name("K|forward|backward|end");
    addChoice(*exportCommand, "--format", format, formats, "What OUT's name says, when not given; json is the recording as data");
    addChoice(*exportCommand, "--theme", theme, themes, "light when not given");
    exportCommand->add_option("--scale", picture.scale, "2 makes a PNG with twice as many pixels each way")
        ->type_name("S")
        ->check(between(0.1, 16.0, "a number from 0.1 to 16"));
    addChoice(*exportCommand, "--lang", language, languages, "Language of the picture, instead of the system's");
    exportCommand->add_option("--seed", picture.seed, "Start of the random numbers, instead of the lesson's own")->type_name("N");
    exportCommand->add_option("-o,--output", picture.output, "File to write; - is standard output")->required()->type_name("OUT");
    exportCommand->footer(stepNames + "\n\n" + exitCodes);

    program.failure_message([](const CLI::App* /*app*/, const CLI::Error& error) {
        return "tapedeck: " + std::string(error.what()) + "\nSee tapedeck --help, tapedeck run --help, tapedeck export --help\n";
    });
    try {
        program.parse(argc, argv);
        if (exportCommand->parsed()) {
            picture.step = parseStep(step);
            const auto named = format.empty() ? formatOfSuffix(picture.output) : chosen(formats, format);
            if (!named)
                throw CLI::ValidationError("--format", "the name '" + picture.output + "' does not say which: give --format png, svg, pdf or json");
            picture.format = *named;
        }
    } catch (const CLI::ParseError& error) {
        return NothingToDo{program.exit(error) == 0 ? AllWell : WrongUse};
    }

    if (runCommand->parsed()) {
        run.language = chosen(languages, language).value_or(systemLanguage);
        return run;
    }
    if (exportCommand->parsed()) {
        picture.dark = themes.at(theme);
        picture.language = chosen(languages, language).value_or(systemLanguage);
        return picture;
    }
    open.language = chosen(languages, language);
    return open;
}

} // namespace app

#include "app/commandline.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <map>

#include "app/version.h"

namespace app {
namespace {

const char* const exitCodes = R"(Exit status:
  0  everything went well
  1  a cell failed (with run --allow-errors: never)
  2  the command line makes no sense, or asks for a cell or step that does not exist
  3  a file could not be read or written)";

const std::map<std::string, engine::Language> languages = {{"en", engine::Language::English}, {"zh_CN", engine::Language::Chinese}};
const std::map<std::string, PictureFormat> formats = {
    {"png", PictureFormat::Png}, {"svg", PictureFormat::Svg}, {"pdf", PictureFormat::Pdf}, {"json", PictureFormat::Json}};
const std::map<std::string, NamedStep> namedSteps = {
    {"forward", NamedStep::Forward}, {"backward", NamedStep::Backward}, {"end", NamedStep::End}};

template <typename T>
CLI::CheckedTransformer oneOf(const std::map<std::string, T>& names)
{
    std::string description = "{";
    for (const auto& [name, value] : names)
        description += (description.size() > 1 ? "," : "") + name;
    CLI::CheckedTransformer transformer(names);
    transformer.description(description + "}");
    return transformer;
}

std::optional<PictureFormat> formatOfSuffix(const std::string& path)
{
    const std::size_t dot = path.rfind('.');
    if (dot == std::string::npos)
        return std::nullopt;
    std::string suffix = path.substr(dot + 1);
    std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto found = formats.find(suffix);
    return found == formats.end() ? std::nullopt : std::optional(found->second);
}

std::variant<NamedStep, int> parseStep(const std::string& text)
{
    const auto named = namedSteps.find(text);
    if (named != namedSteps.end())
        return named->second;
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
    std::optional<engine::Language> language;
    program.add_option("FILE", open.file, "Lesson to open in the window: lesson Markdown, .ipynb, or .py with # %% cells")
        ->type_name("");
    program.add_option("--lang", language, "Language of the program: en or zh_CN; the system's when not given")
        ->transform(oneOf(languages));

    RunLesson run;
    CLI::App* runCommand = program.add_subcommand("run", "Run all cells from top to bottom without a window and print their outputs");
    runCommand->add_option("FILE", run.file, "Lesson to run")->required()->type_name("");
    runCommand->add_option("-o,--output", run.output, "Write the executed notebook (.ipynb) here")->type_name("OUT.ipynb");
    runCommand->add_option("--seed", run.seed, "Start of the random numbers, instead of the lesson's own")->type_name("N");
    runCommand->add_flag("--allow-errors", run.allowErrors, "Go on with the next cell after one that fails");
    runCommand->add_option("--lang", language, "Language of messages and hints")->transform(oneOf(languages));
    runCommand->footer(exitCodes);

    ExportPicture picture;
    std::string step = "end";
    std::optional<PictureFormat> format;
    std::string theme = "light";
    CLI::App* exportCommand = program.add_subcommand("export", "Run a lesson and write the picture of one step, or the whole recording as data");
    exportCommand->add_option("FILE", picture.file, "Lesson to run")->required()->type_name("");
    exportCommand->add_option("--cell", picture.cell, "The cell shown as In [N]; all cells when not given")->type_name("N")->check(CLI::PositiveNumber);
    exportCommand
        ->add_option("--step", step,
                     "What the picture shows. K: after K steps, as in the window's \"step K of n\". forward: before the first gradient is "
                     "asked for. backward: when the last gradient is complete. end: after the cell. Without --cell, forward and backward "
                     "take the last cells that ask for a gradient. Default: end")
        ->type_name("K|forward|backward|end");
    exportCommand->add_option("--format", format, "Default: what OUT's name says; json is the recording as data")->transform(oneOf(formats));
    exportCommand->add_option("--theme", theme, "Default: light")->check(CLI::IsMember({"light", "dark"}));
    exportCommand->add_option("--scale", picture.scale, "Size of a PNG: 2 has twice as many pixels each way. Default: 1")
        ->type_name("S")
        ->check(CLI::Range(0.1, 16.0));
    exportCommand->add_option("--lang", language, "Language of the picture")->transform(oneOf(languages));
    exportCommand->add_option("--seed", picture.seed, "Start of the random numbers, instead of the lesson's own")->type_name("N");
    exportCommand->add_option("-o,--output", picture.output, "File to write; - is standard output")->required()->type_name("OUT");
    exportCommand->footer(exitCodes);

    try {
        program.parse(argc, argv);
        if (exportCommand->parsed()) {
            picture.step = parseStep(step);
            if (!format)
                format = formatOfSuffix(picture.output);
            if (!format)
                throw CLI::ValidationError("--format", "the name '" + picture.output + "' does not say which: give --format png, svg, pdf or json");
        }
    } catch (const CLI::ParseError& error) {
        return NothingToDo{program.exit(error) == 0 ? AllWell : WrongUse};
    }

    if (runCommand->parsed()) {
        run.language = language.value_or(systemLanguage);
        return run;
    }
    if (exportCommand->parsed()) {
        picture.format = *format;
        picture.dark = theme == "dark";
        picture.language = language.value_or(systemLanguage);
        return picture;
    }
    open.language = language;
    return open;
}

} // namespace app

// The language: lessons and plain programs. A figure is the fastest of several rounds, for the
// machine may do other things beside.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/lang/interpreter.h"
#include "engine/lesson/lessonfile.h"
#include "engine/recording/session.h"
#include "figures.h"

namespace {

double fastestMilliseconds(int rounds, const std::function<void()>& work)
{
    double fastest = std::numeric_limits<double>::infinity();
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        fastest = std::min(
            fastest,
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                .count());
    }
    return fastest;
}

std::shared_ptr<const engine::Recording> run(const engine::Lesson& lesson)
{
    const engine::lang::StopFlag stop;
    engine::Session session(stop);
    auto recording = session.run(lesson, {});
    if (recording->cellRuns.empty() || recording->cellRuns.back().failure) {
        std::fprintf(stderr, "bench: a cell failed: %s\n",
                     recording->cellRuns.empty()
                         ? "none ran"
                         : recording->cellRuns.back().failure->message.c_str());
        std::exit(1);
    }
    return recording;
}

engine::Lesson lessonOf(const std::string& source)
{
    engine::Lesson lesson;
    engine::Cell cell;
    cell.source = source;
    lesson.cells.push_back(cell);
    return lesson;
}

/// Microseconds for one lap of `body`, without what the cell around it costs.
double microsecondsALap(const std::string& before, const std::string& body)
{
    constexpr int laps = 400;
    const auto loop = [&](int count) {
        return lessonOf(before + "for i in range(" + std::to_string(count) + "):\n" + body);
    };
    const engine::Lesson many = loop(laps);
    const engine::Lesson none = loop(0);
    const double all = fastestMilliseconds(5, [&many] { run(many); });
    const double around = fastestMilliseconds(5, [&none] { run(none); });
    return std::max(all - around, 0.0) * 1000 / laps;
}

const std::string quadraticSetUp =
    "import tensorflow as tf\nx = tf.reshape(tf.range(4, dtype=tf.float32), (4, 1))\n";
const std::string quadraticTaped =
    "    with tf.GradientTape() as t:\n        t.watch(x)\n        y = 2 * "
    "tf.matmul(tf.transpose(x), x)\n    g = t.gradient(y, x)\n";
const std::string quadraticPlain = "    y = 2 * tf.matmul(tf.transpose(x), x)\n";

const std::string controlFlowSetUp =
    "import tensorflow as tf\ndef f(a):\n    b = a * 2\n    while tf.norm(b) < 1000:\n        b *= "
    "2\n"
    "    if tf.reduce_sum(b) > 0:\n        c = b\n    else:\n        c = 100 * b\n    return c\n"
    "a = tf.constant([[0.7]])\n";
const std::string controlFlowTaped = "    with tf.GradientTape() as t:\n        t.watch(a)\n       "
                                     " c = f(a)\n    g = t.gradient(c, a)\n";
const std::string controlFlowPlain = "    c = f(a)\n";

double firstLessonMilliseconds()
{
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/lessons/en"))
        files.push_back(entry.path().string());
    if (files.empty()) {
        std::fprintf(stderr, "bench: there are no lessons\n");
        std::exit(1);
    }
    const auto read = engine::readLesson(*std::min_element(files.begin(), files.end()));
    const auto* lesson = std::get_if<engine::Lesson>(&read);
    if (!lesson) {
        std::fprintf(stderr, "bench: %s\n",
                     std::get<engine::FileError>(read).text(engine::Language::English).c_str());
        std::exit(1);
    }
    return fastestMilliseconds(10, [lesson] { run(*lesson); });
}

std::string readFile(const std::string& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What CPython takes for a program, without its start; empty where none is installed.
std::optional<double> pythonMilliseconds(const std::string& path)
{
    const std::string command = "python3 -c \"import time, sys\n"
                                "program = compile(open(sys.argv[1]).read(), 'program', 'exec')\n"
                                "best = 1e9\n"
                                "for lap in range(5):\n"
                                "    begin = time.perf_counter()\n"
                                "    exec(program, {})\n"
                                "    best = min(best, time.perf_counter() - begin)\n"
                                "print(best * 1000)\" '"
        + path + "' 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    double milliseconds = 0;
    return pipe && std::fscanf(pipe.get(), "%lf", &milliseconds) == 1 ? std::optional(milliseconds)
                                                                      : std::nullopt;
}

/// A program of the plain language against CPython, with nobody listening or with a recording.
double timesPython(const std::string& program, bool recording)
{
    const std::string path = SOURCE_DIR "/tests/benchmarks/programs/" + program + ".py";
    const std::string source = readFile(path);
    const auto python = pythonMilliseconds(path);
    if (!python)
        return std::numeric_limits<double>::quiet_NaN();
    if (recording)
        return fastestMilliseconds(3, [&] { run(lessonOf(source)); }) / *python;
    return fastestMilliseconds(5,
                               [&] {
                                   const engine::lang::StopFlag stop;
                                   engine::lang::EvaluationObserver nobody;
                                   engine::lang::Interpreter interpreter({}, stop, nobody);
                                   if (interpreter.run(source, 0, 1))
                                       std::exit(1);
                               })
        / *python;
}

std::vector<Figure> figures()
{
    std::vector<Figure> all = {
        {"first-lesson-run", "ms", 20, false,
         "running all cells of the first lesson, with the recording", firstLessonMilliseconds},
        {"quadratic-record-and-gradient", "us", 200, false,
         "a cell's 2xᵀx under a tape and its gradient, recorded",
         [] { return microsecondsALap(quadraticSetUp, quadraticTaped); }},
        {"quadratic-taped-to-plain", "ratio", 6, false, "the same, divided by computing 2xᵀx alone",
         [] {
             return microsecondsALap(quadraticSetUp, quadraticTaped)
                 / microsecondsALap(quadraticSetUp, quadraticPlain);
         }},
        {"control-flow-record-and-gradient", "us", 800, false,
         "a cell's while loop under a tape and its gradient, recorded",
         [] { return microsecondsALap(controlFlowSetUp, controlFlowTaped); }},
        {"control-flow-taped-to-plain", "ratio", 4, false, "the same, divided by the loop alone",
         [] {
             return microsecondsALap(controlFlowSetUp, controlFlowTaped)
                 / microsecondsALap(controlFlowSetUp, controlFlowPlain);
         }},
    };
    for (const bool recording : {false, true})
        for (const char* const program : {"loops", "calls", "dicts", "strings", "comprehensions"})
            all.push_back({std::string("language-") + program + (recording ? "-recorded" : ""),
                           "x CPython", recording ? 3.0 : 1.0, false,
                           recording
                               ? "a plain program with its recording, divided by CPython's time"
                               : "a plain program, divided by CPython's time",
                           [=] { return timesPython(program, recording); }});
    return all;
}

const FigureFile file(figures);

} // namespace

// The tape engine against hand-written code and libtorch: ratios, all peers of a workload measured
// in turns.

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include "figures.h"
#include "workload.h"

namespace {

/// Seconds a call by peer; NaN where a peer is missing. The first ask measures all peers of the
/// workload. `...Forward`: without the gradient.
struct Times
{
    double engine = std::nan("");
    double engineForward = std::nan("");
    double recorded = std::nan("");
    double recordedForward = std::nan("");
    double hand = std::nan("");
    double torch = std::nan("");
};

const Works& worksOf(const std::string& peer)
{
    static const std::map<std::string, Works> all{{"engine", engineWorks(false)},
                                                  {"recorded", engineWorks(true)},
                                                  {"hand", handWrittenWorks()},
                                                  {"libtorch", torchWorks()}};
    return all.at(peer);
}

const Times& timesOf(const std::string& workload)
{
    static std::map<std::string, Times> measured;
    const auto [place, isNew] = measured.try_emplace(workload);
    Times& times = place->second;
    if (!isNew)
        return times;
    std::vector<std::function<void()>> works;
    std::vector<std::pair<double*, int>> results; ///< where to, and how many calls at a time
    std::optional<double> expected;
    struct Peer
    {
        const char* name;
        double* result;
        double* forward;
    };
    const Peer peers[]{{"hand", &times.hand, nullptr},
                       {"engine", &times.engine, &times.engineForward},
                       {"recorded", &times.recorded, &times.recordedForward},
                       {"libtorch", &times.torch, nullptr}};
    for (const auto& [peer, result, forward] : peers) {
        const auto found = worksOf(peer).find(workload);
        if (found == worksOf(peer).end())
            continue;
        found->second.once();
        const double check = found->second.check();
        expected = expected.value_or(check);
        if (!(std::abs(check - *expected) <= 1e-3 * std::max(1e-30, std::abs(*expected)))) {
            std::fprintf(stderr, "bench: %s of %s gives %g, not %g\n", workload.c_str(), peer,
                         check, *expected);
            std::exit(1);
        }
        works.push_back(found->second.once);
        results.emplace_back(result, found->second.calls);
        if (!forward)
            continue;
        const Work& alone = worksOf(peer).at(workload + "-forward");
        works.push_back(alone.once);
        results.emplace_back(forward, alone.calls);
    }
    const std::vector<double> seconds = secondsTogether(works);
    for (std::size_t i = 0; i < results.size(); ++i)
        *results[i].first = seconds[i] / results[i].second;
    return times;
}

long statusBytes(const std::string& line)
{
    std::ifstream status("/proc/self/status");
    std::string word;
    long kibibytes = 0;
    while (status >> word) {
        if (word == line && status >> kibibytes)
            return kibibytes * 1024;
    }
    return 0;
}

/// Bytes an operation of the long chain, at the peak.
double peakBytesAnOperation()
{
    const std::string program = std::filesystem::read_symlink("/proc/self/exe"); // not the shell's
    const std::string command = "'" + program + "' --peak W2-100000";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    double bytes = 0;
    return pipe && std::fscanf(pipe.get(), "%lf", &bytes) == 1 ? bytes / 100'000 : std::nan("");
}

std::vector<Figure> figures()
{
    struct Aims
    {
        const char* workload;
        const char* what;
        double hand; ///< engine / hand at most
        double torch; ///< libtorch / engine at least
        double recorded; ///< recorded / engine at most
    };
    const Aims all[]{
        {"W1", "2xᵀx and its gradient, 4 numbers", 10, 30, 2},
        {"W2-1000", "a chain of 1e3 operations on one number", 3, 30, 2},
        {"W2-100000", "a chain of 1e5 operations on one number", 3, 30, 2},
        {"W3", "a while loop of ten laps on one number", 10, 30, 2},
        {"W4", "a training step of a 784-256-10 perceptron, batch 64", 1.15, 1, 1.05},
        {"W5", "three products of 512 × 512 matrices and their six gradients", 1.15, 1, 1.05},
        {"W6", "sum(exp(sin x)·x + x²) and its gradient, 1e6 numbers", 1.15, 1, 1.05},
        {"W7", "the second derivative of x⁴, 4 numbers", 10, 30, 2}};
    std::vector<Figure> figures;
    const std::string blas = torchBlas();
    for (const Aims& aims : all) {
        const std::string name = aims.workload;
        const std::string what = aims.what;
        figures.push_back({name + "-to-hand", "ratio", aims.hand, false,
                           what
                               + ": our time divided by that of the same operations written out by "
                                 "hand in Eigen, without any tape",
                           [name] { return timesOf(name).engine / timesOf(name).hand; }});
        figures.push_back({name + "-torch-to-ours", "ratio", aims.torch, true,
                           what + ": libtorch's time (one thread, " + blas
                               + ") divided by ours; above 1 we are faster",
                           [name] { return timesOf(name).torch / timesOf(name).engine; }});
        figures.push_back({name + "-recorded-to-unrecorded", "ratio", aims.recorded, false,
                           what
                               + ": time with every value, step, rule and contribution kept for "
                                 "playback, divided by the time without",
                           [name] { return timesOf(name).recorded / timesOf(name).engine; }});
        // Where the time goes.
        figures.push_back(
            {name + "-forward", "%", std::nan(""), false,
             what + ": the operations' and the tape's part of our time; the rest is the gradient",
             [name] { return 100 * timesOf(name).engineForward / timesOf(name).engine; }});
        figures.push_back(
            {name + "-recording-forward", "%", std::nan(""), false,
             what
                 + ": of what recording for playback adds, the part it adds before the gradient; "
                   "the rest is the pass's firings, contributions and their steps",
             [name] {
                 const Times& times = timesOf(name);
                 return 100 * (times.recordedForward - times.engineForward)
                     / (times.recorded - times.engine);
             }});
    }
    for (const int operations : {1000, 100'000}) {
        const std::string name = "W2-" + std::to_string(operations);
        figures.push_back(
            {name + "-per-operation", "ns", 100, false,
             "one operation of the chain, forward and backward together, nothing kept for playback",
             [name, operations] { return timesOf(name).engine * 1e9 / operations; }});
    }
    figures.push_back({"W2-100000-memory", "bytes", 200, false,
                       "peak memory for one operation of the chain: node, tape, adjoints, all; "
                       "nothing kept for playback",
                       peakBytesAnOperation});
    return figures;
}

const FigureFile file(figures);

} // namespace

int printPeakBytes(const std::string& workload)
{
    const auto works = engineWorks(false);
    const long before = statusBytes("VmRSS:");
    works.at(workload).once();
    std::printf("%ld\n", statusBytes("VmHWM:") - before);
    return 0;
}

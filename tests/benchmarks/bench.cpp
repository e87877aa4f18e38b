// `./dev bench [FILTER]`: a line a figure, tab separated: name, value, unit, aim, ok or short,
// meaning.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <QApplication>

#include "figures.h"
#include "firstframe.h"
#include "workload.h"

namespace {

std::vector<std::function<std::vector<Figure>()>>& figureFiles()
{
    static std::vector<std::function<std::vector<Figure>()>> files;
    return files;
}

/// Collects the rounds of each benchmark, by its number.
class Rounds : public benchmark::BenchmarkReporter
{
public:
    explicit Rounds(std::size_t works)
        : m_times(works)
    {
    }
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override
    {
        for (const Run& run : runs) {
            if (run.run_type == Run::RT_Iteration && !run.error_occurred)
                m_times[std::stoul(run.run_name.function_name)].push_back(
                    run.cpu_accumulated_time / static_cast<double>(run.iterations));
        }
    }
    std::vector<double> medians()
    {
        std::vector<double> all;
        for (auto& times : m_times) {
            std::sort(times.begin(), times.end());
            all.push_back(times.empty() ? std::nan("") : times[times.size() / 2]);
        }
        return all;
    }

private:
    std::vector<std::vector<double>> m_times;
};

} // namespace

FigureFile::FigureFile(std::function<std::vector<Figure>()> figures)
{
    figureFiles().push_back(std::move(figures));
}

std::vector<double> secondsTogether(const std::vector<std::function<void()>>& works)
{
    constexpr int rounds = 9;
    constexpr double secondsARound = 0.03;
    benchmark::ClearRegisteredBenchmarks();
    for (std::size_t i = 0; i < works.size(); ++i) {
        benchmark::RegisterBenchmark(std::to_string(i).c_str(),
                                     [&work = works[i]](benchmark::State& state) {
                                         for ([[maybe_unused]] const auto lap : state)
                                             work();
                                     })
            ->MinTime(secondsARound)
            ->Repetitions(rounds)
            ->Unit(benchmark::kSecond);
    }
    Rounds collected(works.size());
    benchmark::RunSpecifiedBenchmarks(&collected);
    return collected.medians();
}

double seconds(const std::function<void()>& work)
{
    return secondsTogether({work}).front();
}

int main(int argc, char** argv)
{
    if (argc == 3 && std::string(argv[1]) == "--peak") // see tapefigures.cpp
        return printPeakBytes(argv[2]);
    if (argc == 3 && std::string(argv[1]) == "--first-frame") // see windowfigures.cpp
        return printFirstFrame(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const std::string filter = argc > 1 ? argv[1] : "";
    std::string program = argv[0];
    std::string turns = "--benchmark_enable_random_interleaving=true";
    std::vector<char*> arguments{program.data(), turns.data()};
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());

    std::printf("figure\tvalue\tunit\taim\t\twhat it means\n");
    bool any = false;
    for (const auto& file : figureFiles()) {
        for (const Figure& figure : file()) {
            if (figure.name.find(filter) == std::string::npos)
                continue;
            any = true;
            const double value = figure.measure();
            const bool reached = figure.atLeast ? value >= figure.aim : value <= figure.aim;
            const bool isJudged = !std::isnan(value) && !std::isnan(figure.aim);
            std::printf("%s\t%.4g\t%s\t", figure.name.c_str(), value, figure.unit.c_str());
            if (!std::isnan(figure.aim))
                std::printf("%s %g", figure.atLeast ? "≥" : "≤", figure.aim);
            std::printf("\t%s\t%s\n",
                        !isJudged     ? "-"
                            : reached ? "ok"
                                      : "short",
                        figure.meaning.c_str());
            std::fflush(stdout);
        }
    }
    if (!any)
        std::fprintf(stderr, "bench: no figure has '%s' in its name\n", filter.c_str());
    return any ? 0 : 1;
}

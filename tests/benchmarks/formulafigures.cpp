// Formulas on demand.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/recording/formulas.h"
#include "engine/recording/session.h"
#include "figures.h"

namespace {

using Clock = std::chrono::steady_clock;

std::shared_ptr<const engine::Recording> recordingOf(const std::string& source)
{
    engine::Lesson lesson;
    engine::Cell cell;
    cell.source = source;
    lesson.cells.push_back(cell);
    const engine::lang::StopFlag stop;
    engine::Session session(stop);
    auto recording = session.run(lesson, {});
    if (recording->passes.empty()) {
        std::fprintf(stderr, "bench: no gradient in\n%s\n", source.c_str());
        std::exit(1);
    }
    return recording;
}

/// `lines` in a loop of so many laps under a tape that watches x; the gradient of y.
std::shared_ptr<const engine::Recording> loopOf(const std::string& data, const std::string& lines,
                                                int laps)
{
    return recordingOf(
        "import tensorflow as tf\n" + data
        + "with tf.GradientTape() as t:\n    t.watch(x)\n    y = x\n    for i in range("
        + std::to_string(laps) + "):\n" + lines + "    y = tf.reduce_sum(y)\ng = t.gradient(y, x)");
}

double millisecondsFor(const engine::Recording& recording, engine::NodeId node)
{
    const auto begin = Clock::now();
    engine::FormulaBook book(recording);
    const engine::PassId pass{static_cast<int>(recording.passes.size()) - 1};
    const engine::NodeFormula formula = book.gradientFormula(pass, node, recording.stepCount());
    const double took = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    if (formula.checked && formula.formula.empty()) // keeps the compiler from leaving it out
        std::exit(1);
    return took;
}

/// The gradient at a source, in the middle of the run and near its ends.
double slowestNode(const engine::Recording& recording)
{
    const engine::GradientPass& pass = recording.passes.back();
    std::vector<engine::NodeId> nodes = {pass.sources.front()};
    const std::size_t count = pass.firings.size();
    for (const std::size_t i : {std::size_t{0}, std::size_t{5}, count / 4, count / 2, count - 1})
        nodes.push_back(pass.firings[std::min(i, count - 1)].node);
    double slowest = 0;
    for (const engine::NodeId node : nodes)
        slowest = std::max(
            slowest, std::min(millisecondsFor(recording, node), millisecondsFor(recording, node)));
    return slowest;
}

double formulaOnDemand()
{
    const std::string vectors = "x = tf.constant([0.5, 0.25, 0.125])\nA = tf.constant([[0.1, 0.2, "
                                "0.3], [0.3, 0.1, 0.2], [0.2, 0.3, 0.1]])\n";
    const std::vector<std::shared_ptr<const engine::Recording>> recordings = {
        loopOf("x = tf.constant(0.5)\n", "        y = y * 2\n", 10'000),
        loopOf("x = tf.constant(0.999)\n", "        y = y * x\n", 10'000),
        loopOf("x = tf.constant(0.5)\n", "        y = tf.tanh(y) + x\n", 5000),
        loopOf("x = tf.constant(0.5)\n", "        y = y + tf.sin(x * i)\n", 3000),
        loopOf(vectors, "        y = tf.tanh(tf.linalg.matvec(A, y) + x) * x\n", 2500),
    };
    double slowest = 0;
    for (const auto& recording : recordings) {
        const double took = slowestNode(*recording);
        if (std::getenv("BENCH_EACH"))
            std::fprintf(stderr, "%d nodes: %.2f ms\n", recording->graph.size(), took);
        slowest = std::max(slowest, took);
    }
    return slowest;
}

const FigureFile file([] {
    return std::vector<Figure>{{"formula-on-demand-10000", "ms", 50, false,
                                "the slowest formula of a node in recordings of 10,000 operations",
                                formulaOnDemand}};
});

} // namespace

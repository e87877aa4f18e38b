#pragma once

#include <functional>
#include <random>
#include <string>

#include <nlohmann/json.hpp>

#include "engine/recording/recording.h"

namespace support {

/// What the first failing cell says; empty when all went well.
inline std::string failureOf(const engine::Recording& recording)
{
    for (const engine::CellRun& run : recording.cellRuns) {
        if (run.failure)
            return run.failure->kind + ": " + run.failure->message;
    }
    return {};
}

inline std::string literal(const nlohmann::json& shape, std::size_t axis,
                           const std::function<double()>& draw)
{
    if (axis == shape.size())
        return std::to_string(draw());
    std::string text = "[";
    for (int i = 0; i < shape[axis].get<int>(); ++i)
        text += (i ? ", " : "") + literal(shape, axis + 1, draw);
    return text + "]";
}

/// The golden's program at so many random points, in float64: a lap of a loop each, at whose end
/// `check` runs.
inline std::string program(const nlohmann::json& golden, std::mt19937& random, int points = 1,
                           const std::string& check = {})
{
    double low = 0.3;
    double high = 1.7;
    if (golden.contains("range")) {
        low = golden["range"][0];
        high = golden["range"][1];
    }
    const bool isSigned = golden.value("signed", false);
    std::uniform_real_distribution<double> size(low, high);
    const auto draw = [&] { return isSigned && random() % 2 == 0 ? -size(random) : size(random); };
    const bool once = points == 1;
    const std::string indent = once ? "" : "    ";
    std::string data;
    std::string source;
    for (const auto& [name, shape] : golden["data"].items()) {
        if (once) {
            data += name + " = tf.constant(" + literal(shape, 0, draw) + ", dtype=tf.float64)\n";
            continue;
        }
        nlohmann::json all = shape;
        all.insert(all.begin(), points);
        data += name + "_all = tf.constant(" + literal(all, 0, draw) + ", dtype=tf.float64)\n";
        source += indent + name + " = " + name + "_all[point]\n";
    }
    for (const std::string line : golden.value("before", nlohmann::json::array()))
        source += indent + line + "\n";
    const std::string to = golden["to"];
    source += indent + "with tf.GradientTape(persistent=True) as t:\n";
    if (golden["data"].contains(to))
        source += indent + "    t.watch(" + to + ")\n";
    else
        for (const auto& [name, shape] : golden["data"].items())
            source += indent + "    t.watch(" + name + ")\n";
    for (const std::string line : golden["program"])
        source += indent + "    " + line + "\n";
    source += indent + "dy = t.gradient(" + golden["of"].get<std::string>() + ", " + to + ")\n";
    if (!check.empty())
        source += indent + check + "\n";
    if (!once)
        data += "for point in range(" + std::to_string(points) + "):\n";
    return data + source;
}

} // namespace support

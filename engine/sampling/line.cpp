#include "engine/sampling/line.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/tensor/convert.h"

namespace engine {
namespace {

const GradientPass& passOf(const Recording& recording, PassId pass)
{
    return recording.passes[static_cast<std::size_t>(pass.index)];
}

/// A copy with entry i put through `number`.
template <class Number>
Tensor changed(const Tensor& tensor, Number number)
{
    Tensor result = Tensor::uninitialized(tensor.dtype(), tensor.shape());
    withType(tensor.dtype(), [&](auto element) {
        using T = decltype(element);
        const T* const from = tensor.data<T>();
        T* const to = result.mutableData<T>();
        for (std::int64_t i = 0; i < tensor.size(); ++i) {
            const std::optional<double> other = number(i);
            to[i] = other ? convertedTo<T>(*other) : from[i];
        }
    });
    return result;
}

} // namespace

double roundedTo(DType dtype, double number)
{
    return withType(dtype, [&](auto element) {
        using T = decltype(element);
        return convertedTo<double>(convertedTo<T>(number));
    });
}

SourceLine SourceLine::along(const Recording& recording, PassId pass, const SourceEntry& entry)
{
    SourceLine line;
    const NodeId node = passOf(recording, pass).sources[static_cast<std::size_t>(entry.source)];
    const Tensor& start = recording.graph.node(node).value;
    line.m_parts.push_back({entry.source, node, start, {}});
    line.m_entry = entry;
    line.m_recorded = start.at(entry.entry);
    return line;
}

std::optional<SourceLine> SourceLine::steepest(const Recording& recording, PassId passId,
                                               int source)
{
    const GradientPass& pass = passOf(recording, passId);
    SourceLine line;
    double squares = 0;
    for (std::size_t s = 0; s < pass.sources.size(); ++s) {
        const bool again =
            std::find(pass.sources.begin(), pass.sources.begin() + static_cast<std::ptrdiff_t>(s),
                      pass.sources[s])
            != pass.sources.begin() + static_cast<std::ptrdiff_t>(s);
        if ((source >= 0 && static_cast<int>(s) != source) || !pass.results[s] || again)
            continue;
        const Tensor& start = recording.graph.node(pass.sources[s]).value;
        const Tensor& gradient = *pass.results[s];
        if (gradient.size() != start.size())
            continue;
        Part part{static_cast<int>(s), pass.sources[s], start, {}};
        for (std::int64_t i = 0; i < gradient.size(); ++i) {
            part.direction.push_back(gradient.at(i));
            squares += gradient.at(i) * gradient.at(i);
        }
        line.m_parts.push_back(std::move(part));
    }
    const double length = std::sqrt(squares);
    if (!(length > 0) || !std::isfinite(length))
        return std::nullopt;
    for (Part& part : line.m_parts) {
        for (double& component : part.direction)
            component /= length;
    }
    return line;
}

double SourceLine::rounded(double t) const
{
    return m_entry ? roundedTo(m_parts.front().start.dtype(), t) : t;
}

std::vector<GivenValue> SourceLine::at(double t) const
{
    std::vector<GivenValue> given;
    for (const Part& part : m_parts) {
        const auto number = [&](std::int64_t i) -> std::optional<double> {
            if (m_entry)
                return i == m_entry->entry ? std::optional(t) : std::nullopt;
            return part.start.at(i) + t * part.direction[static_cast<std::size_t>(i)];
        };
        given.push_back({part.node, changed(part.start, number)});
    }
    return given;
}

double SourceLine::slope(std::span<const std::optional<Tensor>> gradients) const
{
    double sum = std::numeric_limits<double>::quiet_NaN();
    for (const Part& part : m_parts) {
        const auto s = static_cast<std::size_t>(part.source);
        if (s >= gradients.size() || !gradients[s] || gradients[s]->size() != part.start.size())
            continue;
        const Tensor& gradient = *gradients[s];
        if (m_entry)
            return gradient.at(m_entry->entry);
        sum = std::isnan(sum) ? 0 : sum;
        for (std::int64_t i = 0; i < gradient.size(); ++i)
            sum += gradient.at(i) * part.direction[static_cast<std::size_t>(i)];
    }
    return sum;
}

std::vector<int> SourceLine::sources() const
{
    std::vector<int> all;
    for (const Part& part : m_parts)
        all.push_back(part.source);
    return all;
}

std::vector<GivenValue> withEntries(const Recording& recording, PassId passId,
                                    const std::vector<std::pair<SourceEntry, double>>& entries)
{
    const GradientPass& pass = passOf(recording, passId);
    std::vector<GivenValue> given;
    for (const auto& [entry, value] : entries) {
        const NodeId node = pass.sources[static_cast<std::size_t>(entry.source)];
        auto known = std::find_if(given.begin(), given.end(),
                                  [&](const GivenValue& one) { return one.node == node; });
        if (known == given.end()) {
            given.push_back({node, recording.graph.node(node).value});
            known = std::prev(given.end());
        }
        known->value = changed(known->value, [&](std::int64_t i) {
            return i == entry.entry ? std::optional(value) : std::nullopt;
        });
    }
    return given;
}

} // namespace engine

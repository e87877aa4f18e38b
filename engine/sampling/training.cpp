#include "engine/sampling/training.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "engine/recording/questions.h"

namespace engine {
namespace {

constexpr std::size_t fewestRounds = 3;
constexpr std::int64_t mostEntries = 4; ///< of a variable, shown one by one
constexpr std::size_t mostParameters = 8; ///< lines beyond that are norms alone

double normOf(const Tensor& tensor)
{
    double squares = 0;
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        squares += tensor.at(i) * tensor.at(i);
    return std::sqrt(squares);
}

/// Whether the sources are variables of which one had other contents later.
bool learns(const Recording& recording, const std::vector<PassId>& passes)
{
    const auto sources = [&](PassId pass) -> const auto&
    {
        return recording.passes[static_cast<std::size_t>(pass.index)].sources;
    };
    const auto isVariable = [&](NodeId node) {
        return recording.graph.node(node).variable.isValid();
    };
    const auto& first = sources(passes.front());
    const auto& last = sources(passes.back());
    return !first.empty() && first.size() == last.size() && first != last
        && std::all_of(first.begin(), first.end(), isVariable);
}

class TrainingReader
{
public:
    explicit TrainingReader(const Recording& recording)
        : m_recording(recording)
    {
    }

    Training read(const std::vector<PassId>& passes)
    {
        Training training;
        training.passes = passes;
        const GradientPass& last = passOf(passes.back());
        const int k = endOf(passes.back());
        training.loss.name = last.targets.empty() ? "" : labelAt(m_recording, last.targets[0], k);
        for (const PassId pass : passes) {
            training.steps.push_back(endOf(pass));
            training.loss.values.push_back(weightedTarget(m_recording, pass));
        }
        std::set<std::string> names;
        for (std::size_t s = 0; s < last.sources.size(); ++s) {
            std::string name = labelAt(m_recording, last.sources[s], k);
            for (int again = 2; !names.insert(name).second; ++again)
                name =
                    labelAt(m_recording, last.sources[s], k) + " (" + std::to_string(again) + ")";
            addSource(training, s, name);
        }
        return training;
    }

private:
    const GradientPass& passOf(PassId pass) const
    {
        return m_recording.passes[static_cast<std::size_t>(pass.index)];
    }
    int endOf(PassId pass) const
    {
        return std::min(m_recording.passFacts[static_cast<std::size_t>(pass.index)].endedAt,
                        m_recording.stepCount());
    }
    const Tensor& valueAt(PassId pass, std::size_t source) const
    {
        return m_recording.graph.node(passOf(pass).sources[source]).value;
    }

    template <class Number>
    TrainingSeries series(const Training& training, std::string name, Number number) const
    {
        TrainingSeries result{std::move(name), {}};
        for (const PassId pass : training.passes)
            result.values.push_back(number(pass));
        return result;
    }

    void addSource(Training& training, std::size_t s, const std::string& name) const
    {
        const Tensor& value = valueAt(training.passes.back(), s);
        const Shape& shape = value.shape();
        const bool few = value.size() <= mostEntries
            && training.parameters.size() + static_cast<std::size_t>(value.size())
                <= mostParameters;
        if (few) {
            for (std::int64_t i = 0; i < value.size(); ++i)
                training.parameters.push_back(
                    series(training, name + entryText(shape, i),
                           [&](PassId pass) { return valueAt(pass, s).at(i); }));
        } else {
            training.parameters.push_back(series(
                training, "‖" + name + "‖", [&](PassId pass) { return normOf(valueAt(pass, s)); }));
        }
        training.gradients.push_back(series(training, name, [&](PassId pass) {
            const auto& gradient = passOf(pass).results[s];
            return gradient ? normOf(*gradient) : std::numeric_limits<double>::quiet_NaN();
        }));
    }

    const Recording& m_recording;
};

} // namespace

std::string entryText(const Shape& shape, std::int64_t entry)
{
    std::string text;
    for (int axis = shape.rank() - 1; axis >= 0; --axis) {
        text = std::to_string(entry % shape[axis]) + (text.empty() ? "" : ", ") + text;
        entry /= shape[axis];
    }
    return text.empty() ? text : "[" + text + "]";
}

double weightedTarget(const Recording& recording, PassId passId)
{
    const GradientPass& pass = recording.passes[static_cast<std::size_t>(passId.index)];
    double sum = 0;
    for (std::size_t t = 0; t < pass.targets.size(); ++t) {
        const Tensor& target = recording.graph.node(pass.targets[t]).value;
        for (std::int64_t i = 0; t < pass.seeds.size() && i < target.size(); ++i) {
            if (pass.seeds[t].at(i) != 0)
                sum += pass.seeds[t].at(i) * target.at(i);
        }
    }
    return sum;
}

std::vector<Training> trainingsOf(const Recording& recording)
{
    std::vector<std::pair<SourceSpan, std::vector<PassId>>> byPlace;
    for (std::size_t p = 0; p < recording.passes.size(); ++p) {
        const PassFacts& facts = recording.passFacts[p];
        if (facts.endedAt == never)
            continue; // it failed on the way
        const auto isHere = [&](const auto& place) {
            const GradientPass& other =
                recording.passes[static_cast<std::size_t>(place.second.front().index)];
            return place.first == facts.span
                && other.sources.size() == recording.passes[p].sources.size();
        };
        auto place = std::find_if(byPlace.begin(), byPlace.end(), isHere);
        if (place == byPlace.end())
            place = byPlace.insert(byPlace.end(), {facts.span, {}});
        place->second.push_back({static_cast<int>(p)});
    }
    std::vector<Training> trainings;
    for (const auto& [span, passes] : byPlace) {
        if (passes.size() >= fewestRounds && learns(recording, passes))
            trainings.push_back(TrainingReader(recording).read(passes));
    }
    std::stable_sort(trainings.begin(), trainings.end(), [](const Training& a, const Training& b) {
        return a.passes.size() > b.passes.size();
    });
    return trainings;
}

} // namespace engine

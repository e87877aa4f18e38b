#include "ui/plots/plotchoice.h"

#include <algorithm>

#include "engine/recording/questions.h"

namespace ui {

namespace {

constexpr std::size_t mostGradients = 60; ///< in one list
constexpr std::int64_t mostEntries = 300;

} // namespace

void PlotChoice::setRecording(std::shared_ptr<const engine::Recording> recording)
{
    m_recording = std::move(recording);
    m_trainings = m_recording ? engine::trainingsOf(*m_recording) : std::vector<engine::Training>();
}

int PlotChoice::endOf(engine::PassId pass) const
{
    return std::min(m_recording->passFacts[static_cast<std::size_t>(pass.index)].endedAt,
                    m_recording->stepCount());
}

const engine::GradientPass& PlotChoice::pass() const
{
    return m_recording->passes[static_cast<std::size_t>(chosen->pass.index)];
}

bool PlotChoice::isNumeric(engine::NodeId node) const
{
    const engine::Tensor& value = m_recording->graph.node(node).value;
    return isFloating(value.dtype()) && value.size() > 0 && value.hasNumbers();
}

std::vector<PlotChoice::Gradient> PlotChoice::gradients(engine::PassId pass) const
{
    std::vector<Gradient> all;
    const auto add = [&](std::size_t p) {
        const engine::GradientPass& record = m_recording->passes[p];
        if (m_recording->passFacts[p].endedAt == engine::never || record.targets.empty())
            return;
        for (std::size_t s = 0; s < record.sources.size(); ++s) {
            if (isNumeric(record.sources[s]))
                all.push_back({{static_cast<int>(p)}, static_cast<int>(s)});
        }
    };
    for (std::size_t p = 0; p < m_recording->passes.size() && all.size() <= mostGradients; ++p)
        add(p);
    if (all.size() > mostGradients) {
        all.clear();
        add(static_cast<std::size_t>(pass.index));
    }
    return all;
}

std::optional<engine::PassId> PlotChoice::passNear(int k) const
{
    if (!m_recording)
        return {};
    const auto usable = [&](engine::PassId pass) {
        return m_recording->passFacts[static_cast<std::size_t>(pass.index)].endedAt != engine::never
            && !gradients(pass).empty();
    };
    if (const auto shown = engine::passAt(*m_recording, k); shown && usable(*shown))
        return shown;
    std::optional<engine::PassId> nearest;
    for (std::size_t p = 0; p < m_recording->passes.size(); ++p) {
        const engine::PassId pass{static_cast<int>(p)};
        if (!usable(pass))
            continue;
        // Before any pass: the first one to come.
        if (nearest && m_recording->passFacts[p].beganAt > k)
            break;
        nearest = pass;
    }
    return nearest;
}

std::optional<PlotChoice::Gradient> PlotChoice::gradientOf(engine::NodeId node, int k) const
{
    if (!m_recording || !node.isValid())
        return {};
    const auto sourceIn = [&](engine::PassId pass) -> std::optional<int> {
        const auto& sources = m_recording->passes[static_cast<std::size_t>(pass.index)].sources;
        const auto found = std::find(sources.begin(), sources.end(), node);
        return found == sources.end() ? std::nullopt
                                      : std::optional(static_cast<int>(found - sources.begin()));
    };
    const auto shown = passNear(k);
    if (shown) {
        if (const auto source = sourceIn(*shown))
            return Gradient{*shown, *source};
    }
    for (std::size_t p = m_recording->passes.size(); p-- > 0;) {
        const engine::PassId pass{static_cast<int>(p)};
        const engine::GradientPass& record = m_recording->passes[p];
        if (const auto source = sourceIn(pass))
            return Gradient{pass, *source};
        if (std::find(record.targets.begin(), record.targets.end(), node) != record.targets.end()
            && !record.sources.empty())
            return Gradient{pass, 0};
    }
    return shown ? std::optional(Gradient{*shown, 0}) : std::nullopt;
}

std::vector<engine::SourceEntry> PlotChoice::entries(bool ownOnly) const
{
    std::vector<engine::SourceEntry> all;
    if (!chosen)
        return all;
    const engine::GradientPass& record = pass();
    for (std::size_t s = 0; s < record.sources.size(); ++s) {
        if (!isNumeric(record.sources[s]) || (ownOnly && static_cast<int>(s) != chosen->source))
            continue;
        const std::int64_t size =
            std::min(m_recording->graph.node(record.sources[s]).value.size(), mostEntries);
        for (std::int64_t i = 0; i < size && static_cast<std::int64_t>(all.size()) < mostEntries;
             ++i)
            all.push_back({static_cast<int>(s), i});
    }
    return all;
}

bool PlotChoice::hasSlope(const engine::SourceEntry& entry) const
{
    const auto& gradient = pass().results[static_cast<std::size_t>(entry.source)];
    return gradient && entry.entry < gradient->size() && gradient->at(entry.entry) != 0;
}

/// Entries on which the target depends come first, and of those the ones of the same source.
void PlotChoice::choose(const Gradient& gradient)
{
    chosen = gradient;
    across.reset();
    up.reset();
    int best = -1;
    for (const engine::SourceEntry& entry : entries(true)) {
        if (!across || (!hasSlope(*across) && hasSlope(entry)))
            across = entry;
    }
    for (const engine::SourceEntry& entry : entries(false)) {
        const int worth = (hasSlope(entry) ? 2 : 0) + (entry.source == gradient.source ? 1 : 0);
        if (!(across == entry) && worth > best) {
            best = worth;
            up = entry;
        }
    }
}

std::optional<engine::SourceLine> PlotChoice::line() const
{
    if (!chosen)
        return {};
    if (across)
        return engine::SourceLine::along(*m_recording, chosen->pass, *across);
    return engine::SourceLine::steepest(*m_recording, chosen->pass, -1);
}

QString PlotChoice::labelOf(engine::NodeId node, engine::PassId pass) const
{
    return QString::fromStdString(engine::labelAt(*m_recording, node, endOf(pass)));
}

/// A target of many entries stands for its sum, and one that is asked for one entry (a row of a
/// Jacobian) for that.
QString PlotChoice::targetName(engine::PassId pass) const
{
    const engine::GradientPass& record = m_recording->passes[static_cast<std::size_t>(pass.index)];
    const QString name = labelOf(record.targets.front(), pass);
    if (record.targets.size() > 1)
        return QStringLiteral("Σ (%1, …)").arg(name);
    const engine::Tensor& seed = record.seeds.front();
    if (seed.size() == 1)
        return seed.at(0) == 1 ? name : QStringLiteral("%1 · %2").arg(seed.at(0)).arg(name);
    std::int64_t ones = 0;
    std::int64_t others = 0;
    std::int64_t one = 0;
    for (std::int64_t i = 0; i < seed.size(); ++i) {
        if (seed.at(i) == 1) {
            ++ones;
            one = i;
        } else if (seed.at(i) != 0) {
            ++others;
        }
    }
    if (ones == 1 && others == 0)
        return name + QString::fromStdString(engine::entryText(seed.shape(), one));
    return (ones == seed.size() ? QStringLiteral("Σ %1") : QStringLiteral("Σ v·%1")).arg(name);
}

QString PlotChoice::gradientName(const Gradient& gradient) const
{
    const engine::NodeId source = m_recording->passes[static_cast<std::size_t>(gradient.pass.index)]
                                      .sources[static_cast<std::size_t>(gradient.source)];
    const QString target = targetName(gradient.pass);
    const bool isLong = target.contains(QLatin1Char(' '));
    return QStringLiteral("∂%1/∂%2").arg(isLong ? QStringLiteral("(%1)").arg(target) : target,
                                         labelOf(source, gradient.pass));
}

QString PlotChoice::entryName(const engine::SourceEntry& entry) const
{
    const engine::NodeId node = pass().sources[static_cast<std::size_t>(entry.source)];
    return labelOf(node, chosen->pass)
        + QString::fromStdString(
               engine::entryText(m_recording->graph.node(node).value.shape(), entry.entry));
}

SampleWords PlotChoice::words(const engine::Curve* curve) const
{
    SampleWords words;
    if (!chosen)
        return words;
    words.target = targetName(chosen->pass);
    words.variable = across ? entryName(*across) : QString();
    words.second = up ? entryName(*up) : QString();
    const bool isLong = words.target.contains(QLatin1Char(' '));
    words.derivative = QStringLiteral("∂%1/∂%2").arg(
        isLong ? QStringLiteral("(%1)").arg(words.target) : words.target,
        across ? words.variable : QStringLiteral("s"));
    if (curve) {
        for (const engine::SourceSpan& loop : curve->loops) {
            const engine::CellRun* run = engine::sourceOf(
                *m_recording, loop,
                m_recording->passFacts[static_cast<std::size_t>(chosen->pass.index)].cellRun);
            words.loops.push_back(run ? QString::fromStdString(run->source.substr(
                                      static_cast<std::size_t>(loop.begin),
                                      static_cast<std::size_t>(loop.end - loop.begin)))
                                      : QString());
        }
    }
    return words;
}

} // namespace ui

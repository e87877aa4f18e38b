#include "ui/stage/stagechanges.h"

#include <algorithm>

namespace ui {
namespace {

/// Past this many touched parts painting everything is no slower.
constexpr std::ptrdiff_t mostTouched = 160;

void keepEachOnce(std::vector<int>& indices)
{
    std::sort(indices.begin(), indices.end());
    indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
}

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

} // namespace

StageChanges::StageChanges(const engine::Recording& recording, const StageModel& model)
{
    if (model.boxes.empty() || model.take < 0)
        return;
    for (std::size_t b = 0; b < model.boxes.size(); ++b) {
        const StageBox& box = model.boxes[b];
        const int index = static_cast<int>(b);
        if (box.card) {
            m_always.push_back(index);
            add(box.card->firstStep + 1, Event::What::Box, index);
        } else if (box.ghost) {
            add(box.ghost->step + 1, Event::What::Box, index);
        } else {
            const engine::NodeId maker = box.isAlias ? box.user : box.node;
            add(recording.nodes[at(maker.index)].bornAt, Event::What::Box, index);
            const auto slope = recording.slopeOf.find(box.node.index);
            const engine::NodeId named = // a slope is called after what it is the slope of
                slope == recording.slopeOf.end() ? box.node : slope->second;
            for (const engine::NodeId bearer : {box.node, named}) {
                for (const int binding : recording.nodes[at(bearer.index)].bindings) {
                    const engine::Binding& its = recording.bindings[at(binding)];
                    add(its.bornAt, Event::What::Name, index);
                    add(its.endsAt, Event::What::Name, index);
                }
                if (named == box.node)
                    break;
            }
        }
    }
    for (std::size_t e = 0; e < model.edges.size(); ++e) {
        const StageEdge& edge = model.edges[e];
        const int born = edge.isGhost ? model.boxes[at(edge.to)].ghost->step + 1
                                      : recording.nodes[at(edge.uses.front().first.index)].bornAt;
        add(born, Event::What::Edge, static_cast<int>(e));
    }
    for (std::size_t f = 0; f < model.frames.size(); ++f)
        add(model.groups->at(model.frames[f].group).firstStep + 1, Event::What::Frame,
            static_cast<int>(f));
    for (const engine::WatchFact& watch : recording.watches) {
        for (std::size_t b = 0; b < model.boxes.size() && recording.watches.size() < 64; ++b) {
            if (model.boxes[b].isNode() && model.boxes[b].node == watch.node)
                add(watch.at, Event::What::Box, static_cast<int>(b));
        }
        if (recording.watches.size() >= 64) {
            if (const int box = model.boxOf(watch.node); box >= 0)
                add(watch.at, Event::What::Name, box); // its stand-ins change too: all of it
        }
    }
    addArrivals(recording, model);
    std::sort(m_events.begin(), m_events.end(),
              [](const Event& a, const Event& b) { return a.at < b.at; });
}

void StageChanges::addArrivals(const engine::Recording& recording, const StageModel& model)
{
    const engine::Take& take = recording.takes[at(model.take)];
    for (const engine::PassId pass : take.passes) {
        const engine::GradientPass& facts = recording.passes[at(pass.index)];
        const engine::PassFacts& when = recording.passFacts[at(pass.index)];
        const auto addBox = [&](int step, engine::NodeId node) {
            if (const int box = model.boxOf(node); box >= 0)
                add(step, Event::What::Box, box);
        };
        for (std::size_t i = 0; i < facts.contributions.size(); ++i)
            addBox(when.arrivedAt[i], facts.contributions[i].to);
        for (std::size_t i = 0; i < facts.firings.size(); ++i)
            addBox(when.firedAt[i], facts.firings[i].node);
        for (std::size_t i = 0; i < facts.sources.size() && i < when.completedAt.size(); ++i) {
            if (facts.results[i])
                addBox(when.completedAt[i], facts.sources[i]);
            else // its mark may be anywhere
                add(when.completedAt[i], Event::What::Name, -1);
        }
    }
    for (std::size_t e = 0; e < model.edges.size(); ++e) {
        for (const EdgeArrival& arrival : model.edges[e].contributions)
            add(recording.passFacts[at(arrival.pass.index)].arrivedAt[at(arrival.index)],
                Event::What::Edge, static_cast<int>(e));
    }
}

void StageChanges::add(int step, Event::What what, int index)
{
    if (step != engine::never)
        m_events.push_back({step, what, index});
}

StageChanges::Touched StageChanges::between(const engine::Recording& recording,
                                            const StageModel& model, int before, int after) const
{
    Touched touched;
    const auto isBefore = [](const Event& event, int step) { return event.at <= step; };
    const auto begin =
        std::lower_bound(m_events.begin(), m_events.end(), std::min(before, after), isBefore);
    const auto end = std::lower_bound(begin, m_events.end(), std::max(before, after), isBefore);
    const std::optional<engine::PassId> pass = engine::passAt(recording, after);
    if (end - begin > mostTouched || pass != engine::passAt(recording, before)) {
        touched.everything = true;
        return touched;
    }
    for (auto event = begin; event != end; ++event) {
        switch (event->what) {
        case Event::What::Box:
            touched.boxes.push_back(event->index);
            break;
        case Event::What::Edge:
            touched.edges.push_back(event->index);
            break;
        case Event::What::Frame:
            touched.frames.push_back(event->index);
            break;
        case Event::What::Name: // while a pass is on display, its ∂y/∂x are written everywhere
            if (pass || event->index < 0) {
                touched.everything = true;
                return touched;
            }
            touched.boxes.push_back(event->index);
            break;
        }
    }
    for (const int k : {before, after}) { // what the step is about: its box, and the ways to it
        const engine::Step* const step = engine::stepAt(recording, k);
        if (!step)
            continue;
        if (step->kind == engine::StepKind::PassBegan) {
            for (const engine::NodeId target : recording.passes[at(step->pass.index)].targets) {
                if (const int box = model.boxOf(target); box >= 0)
                    touched.boxes.push_back(box);
            }
        }
        const int box = step->node.isValid() ? model.boxShowing(step->node) : -1;
        if (box >= 0) {
            touched.boxes.push_back(box);
            touched.edges.insert(touched.edges.end(), model.edgesOf[at(box)].begin(),
                                 model.edgesOf[at(box)].end());
        }
        const auto isEarlier = [](const Event& event, int wanted) { return event.at < wanted; };
        for (auto event = std::lower_bound(m_events.begin(), m_events.end(), k, isEarlier);
             event != m_events.end() && event->at == k; ++event) {
            if (event->what == Event::What::Edge) // also into a stand-in
                touched.edges.push_back(event->index);
        }
        if (step->kind != engine::StepKind::BranchTaken)
            continue;
        for (std::size_t b = at(model.nodeBoxes); b < model.boxes.size(); ++b) {
            if (model.boxes[b].ghost)
                touched.boxes.push_back(static_cast<int>(b));
        }
    }
    touched.boxes.insert(touched.boxes.end(), m_always.begin(), m_always.end());
    keepEachOnce(touched.boxes);
    keepEachOnce(touched.edges);
    keepEachOnce(touched.frames);
    const std::size_t parts = touched.boxes.size() + touched.edges.size() + touched.frames.size();
    touched.everything = parts > static_cast<std::size_t>(mostTouched);
    return touched;
}

QRectF extentOf(const StageBox& box)
{
    return box.rect.adjusted(-16, -18, 16, 18); // the halo, the corners of a selection, the sheets
}

QRectF extentOf(const StageFrame& frame)
{
    return frame.rect.isEmpty() ? QRectF() : frame.rect.adjusted(-4, -14, 4, 4);
}

} // namespace ui

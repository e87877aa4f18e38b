#include <QComboBox>
#include <QTabBar>

#include <algorithm>

#include "engine/recording/recording.h"
#include "ui/player/player.h"
#include "ui/plots/figureview.h"
#include "ui/plots/plotpanel.h"
#include "ui/plots/plotwidget.h"

// What is plotted: it follows the player and the selection, and what the user chooses.

namespace ui {

/// A new recording of the same program keeps what is looked at: numbers are dragged that way.
void PlotPanel::takeRecording()
{
    const auto before = m_choice.chosen;
    const auto across = m_choice.across;
    const auto up = m_choice.up;
    const auto old = m_choice.recording();
    m_choice.setRecording(m_player->recording());
    m_choice.chosen.reset();
    const auto& now = m_choice.recording();
    const bool isSame = before && now && old
        && static_cast<std::size_t>(before->pass.index) < now->passes.size()
        && now->passes[static_cast<std::size_t>(before->pass.index)].sources
            == old->passes[static_cast<std::size_t>(before->pass.index)].sources
        && now->passFacts[static_cast<std::size_t>(before->pass.index)].endedAt != engine::never;
    if (isSame) {
        m_choice.chosen = before;
        m_choice.across = across;
        m_choice.up = up;
        keepRange();
        fillChoices();
        scheduleUpdate();
        return;
    }
    m_range.reset();
    m_curve.reset();
    m_surface.reset();
    fillChoices();
    schedule();
}

/// The picture stays where it is while the point moves in it.
void PlotPanel::keepRange()
{
    if (m_range || kind() != Kind::Curve || !m_curve || m_curve->points.empty())
        return;
    const auto line = m_choice.line();
    if (line && line->recorded() > m_curve->from && line->recorded() < m_curve->to)
        m_range = engine::SurfaceRange{m_curve->from, m_curve->to, 0, 0};
}

/// The pass on display is the one that is plotted, unless the user looks at another of its cell.
void PlotPanel::follow()
{
    const auto pass = m_choice.passNear(m_player->step());
    if (pass && (!m_choice.chosen || m_choice.chosen->pass != *pass)) {
        const auto all = m_choice.gradients(*pass);
        const auto first = std::find_if(all.begin(), all.end(),
                                        [&](const auto& one) { return one.pass == *pass; });
        if (first != all.end()) {
            const int source = m_choice.chosen
                    && static_cast<std::size_t>(m_choice.chosen->source)
                        < m_choice.recording()
                              ->passes[static_cast<std::size_t>(pass->index)]
                              .sources.size()
                ? m_choice.chosen->source
                : first->source;
            // Rounds of one training differ in their numbers only: the entries stay.
            const auto across = m_choice.across;
            const auto up = m_choice.up;
            choose(*pass, source);
            const auto valid = m_choice.entries(false);
            const auto has = [&](const auto& entry) {
                return entry && std::find(valid.begin(), valid.end(), *entry) != valid.end();
            };
            if (has(across) && across->source == source)
                m_choice.across = across;
            if (has(across) && has(up))
                m_choice.up = up;
            fillChoices();
            if (kind() != Kind::Training)
                schedule();
        }
    }
    markRound();
}

void PlotPanel::followSelection()
{
    const ChosenNumber& number = m_selection->number();
    if (!m_choice.chosen || !m_selection->node().isValid())
        return;
    const auto& sources = m_choice.pass().sources;
    const auto found = std::find(sources.begin(), sources.end(), m_selection->node());
    if (found == sources.end())
        return;
    const int source = static_cast<int>(found - sources.begin());
    const engine::SourceEntry entry{source, number.isValid() ? number.element : 0};
    const auto valid = m_choice.entries(false);
    const bool isChosen =
        m_choice.across == entry || (m_choice.chosen->source == source && !number.isValid());
    if (isChosen || std::find(valid.begin(), valid.end(), entry) == valid.end())
        return;
    choose(m_choice.chosen->pass, source);
    m_choice.across = entry;
    fillChoices();
    schedule();
}

void PlotPanel::showSlopeOf(engine::NodeId node)
{
    const auto gradient = m_choice.gradientOf(node, m_player->step());
    if (gradient && m_choice.chosen != gradient) {
        choose(gradient->pass, gradient->source);
        fillChoices();
    }
    if (kind() == Kind::Training)
        showKind(Kind::Curve);
    schedule();
}

void PlotPanel::choose(engine::PassId pass, int source)
{
    m_choice.choose({pass, source});
    m_range.reset();
    m_curve.reset();
    m_surface.reset();
    fillEntries();
}

void PlotPanel::fillChoices()
{
    const QSignalBlocker quiet(m_gradient);
    m_gradient->clear();
    const auto pass = m_choice.chosen ? std::optional(m_choice.chosen->pass)
                                      : m_choice.passNear(m_player->step());
    if (pass) {
        for (const PlotChoice::Gradient& gradient : m_choice.gradients(*pass)) {
            if (!m_choice.chosen && gradient.pass == *pass)
                m_choice.choose(gradient);
            m_gradient->addItem(m_choice.gradientName(gradient),
                                QPoint(gradient.pass.index, gradient.source));
            if (m_choice.chosen == gradient)
                m_gradient->setCurrentIndex(m_gradient->count() - 1);
        }
    }
    m_kinds->setTabVisible(2, !m_choice.trainings().empty());
    fillEntries();
}

void PlotPanel::fillEntries()
{
    const bool isMap = kind() == Kind::Map;
    const auto fill = [&](QComboBox* box, const std::vector<engine::SourceEntry>& entries,
                          const std::optional<engine::SourceEntry>& current) {
        const QSignalBlocker quiet(box);
        box->clear();
        for (const engine::SourceEntry& entry : entries) {
            box->addItem(m_choice.entryName(entry),
                         QPoint(entry.source, static_cast<int>(entry.entry)));
            if (current == entry)
                box->setCurrentIndex(box->count() - 1);
        }
    };
    const bool samples = kind() != Kind::Training && m_choice.chosen;
    const auto own = m_choice.entries(!isMap);
    const auto all = m_choice.entries(false);
    if (isMap && !m_choice.across && m_choice.chosen)
        m_choice.across = engine::SourceEntry{m_choice.chosen->source, 0};
    fill(m_across, own, m_choice.across);
    fill(m_up, all, m_choice.up);
    if (!isMap && all.size() > 1) {
        m_across->addItem(tr("along the gradient"), QPoint(-1, 0));
        if (!m_choice.across)
            m_across->setCurrentIndex(m_across->count() - 1);
    }
    m_gradient->setVisible(samples && m_gradient->count() > 0);
    m_across->setVisible(samples && (isMap || m_across->count() > 1));
    m_up->setVisible(samples && isMap);
    m_view->plot()->setExplores(true, !isMap);
}

} // namespace ui

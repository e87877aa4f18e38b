// Opening and closing groups.
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/stage/stagepainter.h"
#include "ui/stage/stageview.h"

namespace ui {

void StageView::showFolded(const Folding& folding)
{
    if (!m_recording || m_recording != m_wanted || folding == m_model.folding)
        return;
    m_foldings.remember(*m_recording, *m_model.groups, m_model.folding, folding);
    StageModel model = buildStageModel(*m_recording, m_model.take, m_model.groups, folding);
    model.direction = m_model.direction;
    m_layout.start(std::move(model));
}

void StageView::openGroup(int box, bool whole)
{
    if (box < 0 || !m_model.boxes[static_cast<std::size_t>(box)].card)
        return;
    const int group = m_model.boxes[static_cast<std::size_t>(box)].card->folded.group;
    showFolded(whole ? openedWhole(*m_model.groups, m_model.folding, group)
                     : opened(*m_model.groups, m_model.folding, group));
}

void StageView::closeGroup(int frame)
{
    if (frame < 0)
        return;
    showFolded(closed(*m_model.groups, m_model.folding,
                      m_model.frames[static_cast<std::size_t>(frame)].group));
}

void StageView::closeGroupOfSelection()
{
    if (const int box = selectedBox(); box >= 0)
        closeGroup(m_model.boxes[static_cast<std::size_t>(box)].frame);
}

QRect StageView::frameTabRect(int frame) const
{
    const StagePainter painter(*m_recording, m_model, m_theme, m_language);
    return m_camera.toViewport(painter.frameTab(m_model.frames[static_cast<std::size_t>(frame)]))
        .toAlignedRect();
}

int StageView::frameTabAt(QPointF position) const
{
    if (!m_recording)
        return -1;
    for (std::size_t f = m_model.frames.size(); f-- > 0;) {
        const StageFrame& frame = m_model.frames[f];
        if (!frame.rect.isEmpty() && m_model.groups->at(frame.group).firstStep < m_step
            && frameTabRect(static_cast<int>(f)).contains(position.toPoint()))
            return static_cast<int>(f);
    }
    return -1;
}

} // namespace ui

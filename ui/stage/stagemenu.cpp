// The menu of a node and of the picture.
#include <QContextMenuEvent>
#include <QMenu>

#include "engine/recording/literalorigin.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/stage/boxsize.h"
#include "ui/stage/stageview.h"

namespace ui {

void StageView::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_recording || m_model.boxes.empty())
        return;
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const int box = isByKey ? selectedBox() : boxAt(event->pos());
    if (box >= 0)
        m_selection->select(m_model.boxes[static_cast<std::size_t>(box)].node);
    QMenu menu(this);
    fillMenu(menu, box);
    menu.exec(isByKey && box >= 0 ? mapToGlobal(boxRect(box).center()) : event->globalPos());
}

void StageView::fillMenu(QMenu& menu, int box)
{
    if (box >= 0) {
        const StageBox& it = m_model.boxes[static_cast<std::size_t>(box)];
        const engine::NodeId node = it.node;
        if (it.card) {
            menu.addAction(it.card->kind == engine::Group::Kind::Loop ? tr("Open the next lap")
                                                                      : tr("Open"),
                           this, [this, box] { openGroup(box); });
            if (it.card->kind == engine::Group::Kind::Loop)
                menu.addAction(tr("Open all laps"), this, [this, box] { openGroup(box, true); });
        }
        if (node.isValid() && !it.isImported)
            menu.addAction(tr("Run to here"), m_player, [this, node] { m_player->runTo(node); });
        if (it.isNode() && engine::isGiven(*m_recording, node)) {
            const QRect cell =
                m_camera.toViewport(cellAt(it, it.valueArea, 0).translated(it.rect.topLeft()))
                    .toAlignedRect();
            const auto chosen = givenNumberAt(mapFromGlobal(QCursor::pos()));
            const std::int64_t element = chosen && chosen->node == node ? chosen->element : 0;
            if (!showsNumbers() && it.value.size() > 1)
                menu.addAction(tr("Come near, to change its numbers"), this,
                               [this, box] { comeNear(box); });
            else
                menu.addAction(tr("Change this number…"), this, [this, node, element, cell] {
                    emit numberChosen(node, element, cell);
                });
        }
        if (it.hasSlot)
            menu.addAction(tr("Run to its gradient"), m_player,
                           [this, node] { m_player->runToGradient(node); });
        if (it.hasSlot)
            menu.addAction(tr("See the slope"), this, [this, node] { emit slopeRequested(node); });
        if (it.frame >= 0)
            menu.addAction(tr("Close the group around it"), this,
                           [this, frame = it.frame] { closeGroup(frame); });
        menu.addAction(tr("Fit with its neighbours"), this, &StageView::fitSelection);
        menu.addSeparator();
    }
    menu.addAction(tr("Fit all"), this, &StageView::fit);
    menu.addAction(tr("Search…"), this, &StageView::openSearch);
    const auto addToggle = [&](const QString& text, bool isOn, auto slot) {
        QAction* const action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(isOn);
        connect(action, &QAction::toggled, this, slot);
    };
    addToggle(tr("Follow the step"), m_isFollowing, &StageView::setFollowing);
    addToggle(tr("Only the way of the gradient"), m_isIsolated, &StageView::setIsolated);
    addToggle(tr("Colour numbers by size and sign"), m_isTinted, &StageView::setTinted);
    addToggle(tr("Legend"), m_isLegendVisible, &StageView::setLegendVisible);
    QMenu* const direction = menu.addMenu(tr("Direction"));
    const auto addDirection = [&](const QString& text, std::optional<FlowDirection> wanted) {
        QAction* const action =
            direction->addAction(text, this, [this, wanted] { setDirection(wanted); });
        action->setCheckable(true);
        action->setChecked(wanted == m_wantedDirection);
    };
    addDirection(tr("As fits the stage"), {});
    addDirection(tr("Left to right"), FlowDirection::LeftToRight);
    addDirection(tr("Top down"), FlowDirection::TopDown);
    menu.addAction(tr("Only the picture, full screen"), this, &StageView::fullScreenRequested);
}

} // namespace ui

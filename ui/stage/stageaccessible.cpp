#include "ui/stage/stageaccessible.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <algorithm>
#include <map>

#include "ui/stage/stagestate.h"
#include "ui/stage/stageview.h"

namespace ui {
namespace {

/// One box. Owned by Qt's accessibility cache; forgets its view when that goes.
class BoxAccessible : public QAccessibleInterface
{
public:
    BoxAccessible(StageView* view, int box)
        : m_view(view)
        , m_box(box)
    {
    }

    bool isValid() const override
    {
        return m_view && m_view->recording()
            && m_box < static_cast<int>(m_view->model().boxes.size());
    }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_view);
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }

    QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        const StageBox& box = m_view->model().boxes[static_cast<std::size_t>(m_box)];
        const engine::Recording& recording = *m_view->recording();
        switch (kind) {
        case QAccessible::Name:
            if (box.card)
                return cardState(recording, *box.card, m_view->shownStep(), m_view->language())
                    .title;
            return boxState(recording, box, m_view->shownStep()).title;
        case QAccessible::Value:
            if (box.ghost)
                return box.ghost->value;
            return QString::fromStdString(engine::shortValue(recording.graph.node(box.node).value));
        case QAccessible::Description:
            return boxDescription(recording, box, m_view->shownStep(), m_view->language());
        default:
            return {};
        }
    }
    void setText(QAccessible::Text, const QString&) override { }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect box = m_view->boxRect(m_box);
        return {m_view->mapToGlobal(box.topLeft()), box.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.selectable = true;
        state.focusable = true;
        state.selected = m_view->selectedBox() == m_box;
        state.focused = state.selected && m_view->hasFocus();
        if (m_view->model().boxes[static_cast<std::size_t>(m_box)].card)
            state.expandable = state.collapsed = true;
        state.invisible = !m_view->isBoxShown(m_box);
        return state;
    }

private:
    QPointer<StageView> m_view;
    int m_box;
};

class StageAccessible : public QAccessibleWidget
{
public:
    explicit StageAccessible(StageView* view)
        : QAccessibleWidget(view, QAccessible::List)
    {
        m_connection =
            QObject::connect(view, &StageView::boxesChanged, view, [this] { forgetBoxes(); });
    }
    ~StageAccessible() override
    {
        QObject::disconnect(m_connection);
        forgetBoxes();
    }

    int childCount() const override
    {
        refreshShown();
        return static_cast<int>(m_shown.size());
    }

    QAccessibleInterface* child(int index) const override
    {
        refreshShown();
        if (index < 0 || index >= static_cast<int>(m_shown.size()))
            return nullptr;
        return boxInterface(m_shown[static_cast<std::size_t>(index)]);
    }

    int indexOfChild(const QAccessibleInterface* interface) const override
    {
        refreshShown();
        for (std::size_t i = 0; i < m_shown.size(); ++i) {
            const auto known = m_ids.find(m_shown[i]);
            if (known != m_ids.end()
                && QAccessible::accessibleInterface(known->second) == interface)
                return static_cast<int>(i);
        }
        return -1;
    }

    QAccessibleInterface* childAt(int x, int y) const override
    {
        const int box = view()->boxAt(view()->mapFromGlobal(QPoint(x, y)));
        return box >= 0 ? boxInterface(box) : nullptr;
    }

    QAccessibleInterface* focusChild() const override
    {
        const int box = view()->selectedBox();
        return view()->hasFocus() && box >= 0 ? boxInterface(box) : QAccessibleWidget::focusChild();
    }

    int positionOf(int box) const
    {
        refreshShown();
        const auto found = std::find(m_shown.begin(), m_shown.end(), box);
        return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
    }

private:
    StageView* view() const { return static_cast<StageView*>(object()); }

    void refreshShown() const
    {
        m_shown.clear();
        const std::vector<StageBox>& boxes = view()->model().boxes;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            if (!boxes[i].isAlias && view()->isBoxShown(static_cast<int>(i)))
                m_shown.push_back(static_cast<int>(i));
        }
    }

    QAccessibleInterface* boxInterface(int box) const
    {
        const auto known = m_ids.find(box);
        if (known != m_ids.end())
            return QAccessible::accessibleInterface(known->second);
        auto* const interface = new BoxAccessible(view(), box);
        m_ids[box] = QAccessible::registerAccessibleInterface(interface);
        return interface;
    }

    void forgetBoxes()
    {
        for (const auto& [box, id] : m_ids)
            QAccessible::deleteAccessibleInterface(id);
        m_ids.clear();
    }

    QMetaObject::Connection m_connection;
    mutable std::vector<int> m_shown;
    mutable std::map<int, QAccessible::Id> m_ids;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* const view = qobject_cast<StageView*>(object);
    return view ? new StageAccessible(view) : nullptr;
}

} // namespace

void installStageAccessibility()
{
    QAccessible::installFactory(makeInterface); // Qt keeps one of the same
}

void announceStageFocus(StageView* view, int box)
{
    if (!QAccessible::isActive() || !view->hasFocus())
        return;
    auto* const stage = dynamic_cast<StageAccessible*>(QAccessible::queryAccessibleInterface(view));
    if (!stage)
        return;
    QAccessibleEvent event(view, QAccessible::Focus);
    event.setChild(stage->positionOf(box));
    QAccessible::updateAccessibility(&event);
}

} // namespace ui

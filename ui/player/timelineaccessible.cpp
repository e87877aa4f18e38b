#include "ui/player/timelineaccessible.h"

#include "ui/player/player.h"
#include "ui/player/timeline.h"

namespace ui {

TimelineAccessible::TimelineAccessible(QWidget* timeline)
    : QAccessibleWidget(timeline, QAccessible::Slider)
{
}

void TimelineAccessible::install()
{
    static const bool installed = [] {
        QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
            auto* timeline = qobject_cast<Timeline*>(object);
            return timeline ? new TimelineAccessible(timeline) : nullptr;
        });
        return true;
    }();
    Q_UNUSED(installed)
}

const Timeline& TimelineAccessible::timeline() const
{
    return *qobject_cast<const Timeline*>(object());
}

QString TimelineAccessible::text(QAccessible::Text kind) const
{
    return kind == QAccessible::Value ? timeline().valueText() : QAccessibleWidget::text(kind);
}

void* TimelineAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::ValueInterface)
        return static_cast<QAccessibleValueInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
}

QVariant TimelineAccessible::currentValue() const
{
    return timeline().player().step();
}

void TimelineAccessible::setCurrentValue(const QVariant& value)
{
    qobject_cast<Timeline*>(object())->seek(value.toInt());
}

QVariant TimelineAccessible::maximumValue() const
{
    return timeline().player().stepCount();
}

} // namespace ui

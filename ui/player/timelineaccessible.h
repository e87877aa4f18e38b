#pragma once

#include <QAccessibleWidget>

namespace ui {

class Timeline;

/// The timeline as assistive technology sees it: a slider from 0 to the number of steps.
class TimelineAccessible : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit TimelineAccessible(QWidget* timeline);
    /// Makes Qt use this for every Timeline. May be called again.
    static void install();

    QString text(QAccessible::Text kind) const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    QVariant currentValue() const override;
    void setCurrentValue(const QVariant& value) override;
    QVariant maximumValue() const override;
    QVariant minimumValue() const override { return 0; }
    QVariant minimumStepSize() const override { return 1; }

private:
    const Timeline& timeline() const;
};

} // namespace ui

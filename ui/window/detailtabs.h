#pragma once

#include <QTabWidget>

namespace ui {

/// Tabs that all stay in sight: they share the width, and only where the text is large and the
/// column narrow are their names shortened.
class DetailTabs : public QTabWidget
{
public:
    explicit DetailTabs(QWidget* parent = nullptr);
};

} // namespace ui

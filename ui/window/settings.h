#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>

#include "engine/lesson/bilingualtext.h"

namespace ui {

enum class ThemeChoice { System, Light, Dark };

/// What the program remembers from one start to the next.
struct Settings
{
    ThemeChoice theme = ThemeChoice::System;
    std::optional<engine::Language> language; ///< empty: the system's
    double textSize = 10; ///< points
    bool reducedMotion = false;
    double speed = 1.5; ///< stops per second
    bool paged = false; ///< lessons are read one page at a time
    bool welcomed = false; ///< not the first start
    QStringList recent; ///< files opened lately, the last one first
    QByteArray geometry;
    QByteArray columns; ///< state of the splitter

    static Settings load();
    void save() const;
};

} // namespace ui

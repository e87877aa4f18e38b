#pragma once

#include <QKeyCombination>
#include <QString>

#include <utility>
#include <vector>

namespace ui {

class Actions;

/// Every key the program knows, by where it works, as one page: collected from the menus' actions
/// and from the lists by which the views act.
QString shortcutSheet(const Actions& actions);

/// The keys of the picture, with what they do.
std::vector<std::pair<QKeyCombination, QString>> stageKeys();

} // namespace ui

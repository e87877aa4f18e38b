#pragma once

#include <QFrame>

#include <vector>

#include "engine/learning/codehelp.h"
#include "ui/notebook/celllook.h"

class QLabel;
class QListWidget;

namespace ui {

/// The names that fit at the caret, and a line about the one chosen. It never has the keyboard: the
/// editor passes keys on.
class CompletionList : public QFrame
{
    Q_OBJECT
public:
    explicit CompletionList(QWidget* parent = nullptr);

    void setLook(const CellLook& look);
    void setNames(const std::vector<engine::NameHelp>& names);
    /// Below `caret`, or above where there is no room; in the parent's coordinates.
    void showAt(const QRect& caret);
    /// Up, Down and their like move; true when it was one of them.
    bool takeKey(int key);
    const engine::NameHelp* chosen() const;
    int count() const { return static_cast<int>(m_names.size()); }

signals:
    void accepted();

private:
    void describe();

    CellLook m_look;
    std::vector<engine::NameHelp> m_names;
    QListWidget* m_list;
    QLabel* m_about;
};

} // namespace ui

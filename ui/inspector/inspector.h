#pragma once

#include <QTextBrowser>

#include "engine/lesson/bilingualtext.h"
#include "engine/lesson/sourcespan.h"
#include "engine/tape/graph.h"
#include "ui/window/theme.h"

namespace ui {

class Player;
class Selection;

/// Tells everything about one node at the current step: the selected one, else the one the step is
/// about.
class Inspector : public QTextBrowser
{
    Q_OBJECT
public:
    Inspector(Player* player, Selection* selection, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setLanguage(engine::Language language);

    engine::NodeId shownNode() const { return m_node; }

    QSize sizeHint() const override { return {320, 480}; }
    QSize minimumSizeHint() const override { return {220, 120}; }

signals:
    /// The user asked for the code that made the node.
    void sourceRequested(const engine::SourceSpan& span);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void follow(const QUrl& link);

    Player* m_player;
    Selection* m_selection;
    Theme m_theme = Theme::light();
    engine::Language m_language = engine::Language::English;
    engine::NodeId m_node;
    engine::SourceSpan m_span;
    bool m_isStale = true;
};

} // namespace ui

#pragma once

#include <QWidget>

#include <memory>
#include <vector>

#include "engine/recording/comparison.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/window/theme.h"

class QLabel;
class QToolButton;

namespace ui {

class MathTypesetter;
class StageView;

/// A run that was kept, beside the one that goes on: its picture at the corresponding step, and in
/// words what is different. What differs is marked in both pictures.
class PinnedRun : public QWidget
{
    Q_OBJECT
public:
    /// Compares with what `player` shows on `stage`.
    PinnedRun(Player* player, Selection* selection, StageView* stage, QWidget* parent = nullptr);

    void pin(std::shared_ptr<const engine::Recording> recording);
    void unpin();
    bool isPinned() const { return m_pinned != nullptr; }
    const engine::Comparison& comparison() const { return m_comparison; }
    /// What differs, as it is said.
    QString summary() const;
    StageView* stage() const { return m_view; }

    void setTheme(const Theme& theme);
    void setLanguage(engine::Language language);
    void setTypesetter(MathTypesetter* typesetter);
    void setTextScale(double scale);
    void setReducedMotion(bool reduced);

signals:
    void closeRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void compare();
    void follow();
    void seekTo(const QString& link);
    void retranslate();

    Player* m_player;
    Selection* m_selection;
    StageView* m_stage;
    std::shared_ptr<const engine::Recording> m_pinned;
    std::shared_ptr<const engine::Recording> m_compared; ///< the one that m_comparison is about
    engine::Comparison m_comparison;
    std::vector<int> m_steps; ///< of the pinned run, by the step of the other
    Player m_ownPlayer;
    Selection m_ownSelection;
    Theme m_theme = Theme::light();
    QLabel* m_title;
    QLabel* m_summary;
    QToolButton* m_close;
    StageView* m_view;
    bool m_isSelecting = false;
};

} // namespace ui

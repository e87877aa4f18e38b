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

class Columns;
class MathTypesetter;
class StageView;

/// Shows the stage, and beside it (above it where that gives both more room) the picture of a run
/// that was kept, at the corresponding step and from the same point of view; over them what is
/// different, which both pictures mark.
class PinnedRun : public QWidget
{
    Q_OBJECT
public:
    /// Takes in `stage`, on which `player` shows the run that goes on.
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
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillStrip();
    void arrange();
    void nameSides();
    void compare();
    void follow();
    void lookAlike(const StageView& from, StageView& to);
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
    QWidget* m_strip; ///< the words above
    QLabel* m_title;
    QLabel* m_summary;
    QToolButton* m_close;
    Columns* m_pictures;
    StageView* m_view;
    bool m_isSelecting = false;
    bool m_isLooking = false; ///< one picture follows the other's camera
};

} // namespace ui

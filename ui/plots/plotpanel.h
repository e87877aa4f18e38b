#pragma once

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

#include "ui/player/selection.h"
#include "ui/plots/plotchoice.h"
#include "ui/plots/samplefigures.h"
#include "ui/runner/plotrunner.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QTabBar;
class QToolButton;

namespace ui {

class FigureView;
class Player;

/// Plots of the player's recording: the target of its gradient pass over a number of a source, over
/// two of them, and the course of a training. Sampled by running the cells again, while the panel
/// is to be seen.
class PlotPanel : public QWidget
{
    Q_OBJECT
public:
    PlotPanel(Player* player, Selection* selection, QWidget* parent = nullptr);
    ~PlotPanel() override;

    enum class Kind { Curve, Map, Training };

    void setLook(const PlotLook& look);
    /// Shows the slope of the pass that this node is a target, source or part of.
    void showSlopeOf(engine::NodeId node);
    void showKind(Kind kind);

    Kind kind() const;
    const std::shared_ptr<const engine::Curve>& curve() const { return m_curve; }
    const std::shared_ptr<const engine::Surface>& surface() const { return m_surface; }
    FigureView* view() const { return m_view; }
    bool isSampling() const { return m_isSampling; }

    QSize sizeHint() const override { return {320, 480}; }

signals:
    void windowRequested(); ///< the user wants it larger

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void layOut();
    void retranslate();
    void takeRecording();
    void follow();
    void followSelection();
    void fillChoices();
    void fillEntries();
    void choose(engine::PassId pass, int source);
    void keepRange();
    void schedule();
    void scheduleUpdate();
    void sample();
    void cancel();
    void rangesMoved(double xFrom, double xTo, double yFrom, double yTo);
    void take(std::shared_ptr<const engine::Curve> curve, double done);
    void take(std::shared_ptr<const engine::Surface> surface, double done);
    void showProgress(double done);
    void showFigure(engine::Figure figure);
    void redraw();
    void showCurve();
    void showSurface();
    void showTraining();
    void showNothing(const QString& why);
    void markRound();
    void goToRound(double round);

    Player* m_player;
    Selection* m_selection;
    PlotLook m_look;
    PlotRunner m_runner;
    QTimer m_delay; ///< so that a burst of changes is sampled once
    bool m_isStale = true;
    bool m_isSampling = false;

    PlotChoice m_choice;
    std::optional<engine::SurfaceRange> m_range; ///< what the user moved to
    std::shared_ptr<const engine::Curve> m_curve;
    std::shared_ptr<const engine::Surface> m_surface;

    QTabBar* m_kinds;
    QComboBox* m_gradient;
    QComboBox* m_across;
    QComboBox* m_up;
    QToolButton* m_window;
    FigureView* m_view;
    QLabel* m_nothing;
    QLabel* m_remark;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
};

} // namespace ui

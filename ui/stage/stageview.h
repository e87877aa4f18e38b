#pragma once

#include <QElapsedTimer>
#include <QPixmap>
#include <QVariantAnimation>
#include <QWidget>

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "ui/stage/camera.h"
#include "ui/stage/foldingmemory.h"
#include "ui/stage/graphlayout.h"
#include "ui/stage/stagechanges.h"
#include "ui/window/theme.h"

class QMenu;

namespace ui {

class MathTypesetter;
class Player;
class Selection;
struct StageMarks;
class StageSearch;

/// The graph of the player's present take at the player's step: zoom, pan, pointing, walking by
/// keys. What is painted comes from StagePainter; the view keeps only the camera.
class StageView : public QWidget
{
    Q_OBJECT
public:
    StageView(Player* player, Selection* selection, QWidget* parent = nullptr);
    ~StageView() override;

    void setTheme(const Theme& theme);
    void setLanguage(engine::Language language);
    /// Formulas are plain text without one. It must outlive the view.
    void setTypesetter(MathTypesetter* typesetter);
    /// No travelling numbers: steps become cuts.
    void setReducedMotion(bool reduced);
    bool isLegendVisible() const { return m_isLegendVisible; }
    bool isFollowing() const { return m_isFollowing; }
    bool isIsolated() const { return m_isIsolated; }
    bool isTinted() const { return m_isTinted; }
    /// The text size of the window over the normal one: the picture keeps pace with it.
    void setTextScale(double scale);
    /// A cell was edited since: the picture says that it is from before.
    void setStale(bool stale);
    bool isStale() const { return m_isStale; }
    /// What the picture has to say about itself, one line each: what was left out, a plain layout.
    QStringList notices() const;
    /// The direction the user asked for; empty: whichever fills the stage better.
    std::optional<FlowDirection> wantedDirection() const { return m_wantedDirection; }
    /// The cells that the number under the pointer was computed from, and where else it shows, in
    /// the widget's coordinates.
    std::vector<QRectF> highlightedCells() const;
    /// Where the small map of the whole picture is; empty while all of it is in view.
    QRectF minimapRect() const;

    /// What someone else has to say about the picture; empty: nothing.
    void setRemark(const QString& remark);
    /// Marks what another run has otherwise; null: nothing.
    void setMarks(std::shared_ptr<const StageMarks> marks);
    bool isArranging() const { return m_layout.isRunning(); }
    /// Numbers are moving: pictures are cut to, without boxes gliding.
    void setLive(bool live);

    /// A number the program was given, which can be dragged and typed over here.
    struct GivenNumber
    {
        engine::NodeId node;
        std::int64_t element = 0;
        QRectF cell; ///< in the widget's coordinates
    };
    std::optional<GivenNumber> givenNumberAt(QPointF position) const;

    /// What is on screen. The model is empty and the recording null while there is nothing to show.
    const StageModel& model() const { return m_model; }
    const std::shared_ptr<const engine::Recording>& recording() const { return m_recording; }
    int shownStep() const { return m_step; }
    engine::Language language() const { return m_language; }
    double zoom() const { return m_camera.scale(); }
    const Camera& camera() const { return m_camera; }
    /// Looks as another view does; from then on as if the user had moved the camera there.
    void lookThrough(const Camera& camera);
    /// Where a box is, in the widget's coordinates.
    QRect boxRect(int box) const;
    /// Index of the box at a place in the widget, or -1. Boxes not born yet are not there.
    int boxAt(QPointF position) const;
    bool isBoxShown(int box) const;
    /// Index of the selected node's box, or of the closed group it is in, or -1.
    int selectedBox() const;
    /// Where the tab of an open group is, in the widget's coordinates.
    QRect frameTabRect(int frame) const;
    /// Index of the frame whose tab is at a place in the widget, or -1.
    int frameTabAt(QPointF position) const;
    /// Fills a menu with what can be done with a box (-1: only with the whole picture).
    void fillMenu(QMenu& menu, int box);

    QSize sizeHint() const override { return {900, 560}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

public slots:
    void fit();
    void zoomIn();
    void zoomOut();
    void setLegendVisible(bool visible);
    /// The selected box with what it is computed from and what uses it.
    void fitSelection();
    /// Selects the node and moves just enough that it is in view.
    void showNode(engine::NodeId node);
    void openSearch();
    /// Keeps what the step is about in view, as long as the user does not move the camera.
    void setFollowing(bool following);
    /// Fades what is not between target and sources of the gradient pass.
    void setIsolated(bool isolated);
    /// Colours cells by sign and magnitude.
    void setTinted(bool tinted);
    void setDirection(std::optional<ui::FlowDirection> direction);
    /// Opens a closed group; a coil gives out its next lap, or with `whole` all of them.
    void openGroup(int box, bool whole = false);
    void closeGroup(int frame);
    /// The innermost open group around the selection; without a selection none.
    void closeGroupOfSelection();

signals:
    void cameraChanged();
    void legendVisibleChanged(bool visible);
    void followingChanged(bool following);
    void isolatedChanged(bool isolated);
    void tintedChanged(bool tinted);
    void fullScreenRequested();
    void slopeRequested(engine::NodeId node); ///< to be plotted
    void numberGrabbed(engine::NodeId node, std::int64_t element);
    /// So far to the right of where it was grabbed.
    void numberDragged(int pixels, Qt::KeyboardModifiers modifiers);
    void numberReleased();
    /// A double click, or the menu: the number is to be typed or slid. `cell` is where it stands.
    void numberChosen(engine::NodeId node, std::int64_t element, const QRect& cell);
    void undoRequested();
    /// Escape, with nothing left to let go of here.
    void escaped();
    /// Another picture: what was known about boxes by their index is void.
    void boxesChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    void loadRecording();
    void showStep(int step);
    void showModel(const StageModel& model);
    void arrangeTake(int take);
    void refresh();
    void touch(const QRectF& scene);
    void stepChanged(int before, int now);
    void cameraMoved();
    void panned(QPointF delta);
    void showAtFirst();
    void keepInBounds();
    void clearOfMap(Camera& camera, int box) const;
    QRectF room() const;
    void renewPicture();
    void paintPicture(QPainter& painter, const QRect& area);
    std::vector<QRect> fixedParts() const;
    void hover(QPointF position);
    void startPulse(int before, int now);
    void walk(int key);
    bool isOnOpener(const StageBox& box, QPointF position) const;
    void showFolded(const Folding& folding);
    void startGlide(const StageModel& before, const engine::Recording* of, const Camera& camera);
    StageModel glidingModel() const;
    Camera glidingCamera() const;
    QString toolTipAt(QPointF position) const;
    void paintEmptyState(QPainter& painter) const;
    void paintPulse(QPainter& painter) const;
    QRectF noticeRect() const;
    void paintNotice(QPainter& painter) const;
    void paintStale(QPainter& painter) const;
    void paintHover(QPainter& painter) const;
    QRect pulseRect() const;
    void paintMinimap(QPainter& painter) const;
    void followStep();
    void search(const QString& text);
    void userMovedCamera();
    void moveCameraTo(const Camera& camera);
    void centreOnMinimap(QPointF position);
    bool keepPlaces(StageModel& model);
    bool dragNumber(const QMouseEvent* event);
    bool showsNumbers() const;
    void comeNear(int box);
    void paintGivenNumber(QPainter& painter, const QRectF& cell) const;

    Player* m_player;
    MathTypesetter* m_typesetter = nullptr;
    Selection* m_selection;
    Theme m_theme = Theme::light();
    engine::Language m_language = engine::Language::English;

    std::shared_ptr<const engine::Recording> m_recording; ///< the one m_model belongs to
    StageModel m_model;
    int m_step = 0;
    std::shared_ptr<const engine::Recording> m_wanted; ///< being laid out
    std::map<int, StageModel> m_models; ///< of m_wanted, by take: going back to one costs nothing
    GraphLayout m_layout;
    StageChanges m_changes; ///< of m_model
    FoldingMemory m_foldings;
    std::optional<FlowDirection> m_wantedDirection;

    Camera m_camera;
    double m_textScale = 1;
    bool m_isFitted = true; ///< the user has not moved the camera since the last fit
    bool m_isAllWanted = false; ///< the last fit was asked for: all of it, however small
    bool m_isLegendVisible = false;
    bool m_isFollowing = false;
    bool m_isIsolated = false;
    bool m_isOnMinimap = false; ///< the press began there
    QElapsedTimer m_sinceUserMoved; ///< the camera
    QVariantAnimation m_travel; ///< of the camera
    QPointF m_travelFrom; ///< scene points at the viewport's centre
    QPointF m_travelTo;
    StageSearch* m_search;
    bool m_isMotionReduced = false;
    bool m_isTinted = false;
    bool m_isStale = false;
    QPixmap m_picture; ///< the present step, without what moves; null when it must be painted anew
    Camera m_pictureCamera; ///< that it was painted with
    QRegion m_dirty; ///< parts of m_picture to be painted anew
    double m_paintTime = 0; ///< ms that the last whole picture took
    QPixmap m_preview; ///< while zooming through a picture that takes long: the one before
    Camera m_previewCamera;
    QTimer m_refine;
    mutable QPixmap m_map; ///< the small map without the viewport; null when it must be painted
    struct Cell
    {
        int box = -1;
        std::int64_t element = -1;
        bool isInSlot = false;
        bool operator==(const Cell&) const = default;
    };
    Cell m_hovered;
    std::vector<QRectF> m_sourceCells; ///< of m_hovered, in scene units
    QVariantAnimation m_pulse;
    std::vector<QPainterPath> m_pulsePaths;
    bool m_isPulseBackward = false;
    QVariantAnimation m_glide; ///< boxes that persist, on their way to their new places
    double m_glideZoom = 1; ///< how much larger everything was at its beginning
    std::vector<QPointF> m_glideFrom; ///< offset of each box at its beginning, in scene units

    QPointF m_pressedAt;
    QPointF m_draggedFrom;
    bool m_isDragging = false;
    std::optional<GivenNumber> m_grabbed; ///< from press to release
    bool m_isDraggingNumber = false;
    bool m_isLive = false;
    QString m_remark;
    std::shared_ptr<const StageMarks> m_marks;
};

} // namespace ui

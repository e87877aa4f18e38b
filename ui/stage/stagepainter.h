#pragma once

#include <QRectF>

#include "engine/recording/cuts.h"
#include "engine/recording/recording.h"
#include "ui/stage/stagestate.h"
#include "ui/window/theme.h"

class QPainter;

namespace ui {

struct StageMarks;

/// Paints a StageModel at a step: the one painter of screen, export and tests. Holds references
/// only; make one where it is needed.
class StagePainter
{
public:
    StagePainter(const engine::Recording& recording, const StageModel& model, const Theme& theme,
                 engine::Language language);

    struct Options
    {
        engine::NodeId selection;
        const StageMarks* marks = nullptr; ///< what another run has otherwise
        QRectF exposed; ///< only what touches it, in scene units; empty: everything
        bool isIsolated = false; ///< what is not on the way of the pass is faded
        bool isTinted = false; ///< cells are coloured by sign and magnitude
        int step = 0; ///< paint() sets it
        MathTypesetter* typesetter = nullptr; ///< formulas are plain text without one
        bool waitsForFormulas = false;
        bool formulasAreText = false; ///< also as invisible text, for files one can copy from
        double detail = 1; ///< pixels a scene unit: below 0.4 texts are dropped or enlarged
    };
    void paint(QPainter& painter, int k, const Options& options) const;

    /// The key of node kinds and edges. Returns its size; draws nothing without a painter.
    QSizeF paintLegend(QPainter* painter) const;
    /// Where the name of an open group stands, over its upper edge.
    QRectF frameTab(const StageFrame& frame) const;

private:
    void paintDistant(QPainter& painter, const Options& options) const;
    void paintHalo(QPainter& painter, const QRectF& rect) const;
    void paintEdge(QPainter& painter, const StageEdge& edge, const EdgeState& state,
                   double detail) const;
    void paintContribution(QPainter& painter, const StageEdge& edge, const EdgeState& state,
                           const Options& options) const;
    void paintArrow(QPainter& painter, const QPainterPath& path, const QColor& color,
                    bool isFilled) const;

    void paintBox(QPainter& painter, const StageBox& box, const BoxState& state,
                  const Options& options) const;
    void paintCard(QPainter& painter, const StageBox& box, const Options& options) const;
    void paintGlyph(QPainter& painter, const QRectF& badge, engine::Group::Kind kind) const;
    void paintOpener(QPainter& painter, QPointF centre, bool isClosed) const;
    void paintGhost(QPainter& painter, const StageBox& box, double detail) const;
    void paintGroupFrame(QPainter& painter, const StageFrame& frame, double detail) const;
    void paintMark(QPainter& painter, const StageBox& box, const QString& mark) const;
    bool isOnWay(const StageBox& box, engine::PassId pass) const;
    void paintCut(QPainter& painter, const engine::Cut& cut, int k) const;
    QString frameTitle(const StageFrame& frame) const;
    static bool isSelected(const StageBox& box, engine::NodeId selection);
    void paintPlaceholder(QPainter& painter, const QRectF& rect) const;
    void paintAlias(QPainter& painter, const StageBox& box, const BoxState& state) const;
    void paintFrame(QPainter& painter, const QRectF& rect, BoxKind kind,
                    const BoxState& state) const;
    void paintHatching(QPainter& painter, const QRectF& rect) const;
    void paintHeader(QPainter& painter, const StageBox& box, const BoxState& state) const;
    void paintSlot(QPainter& painter, const StageBox& box, const BoxState& state,
                   const Options& options) const;
    void paintStatus(QPainter& painter, const StageBox& box, const BoxState& state) const;
    void paintEye(QPainter& painter, QPointF centre) const;
    void paintSelection(QPainter& painter, const QRectF& rect) const;
    void paintFarAway(QPainter& painter, const StageBox& box, const BoxState& state,
                      double detail) const;

    struct GridLook
    {
        QColor fill;
        QColor line;
        QColor text;
        double outline = 1;
        Qt::PenStyle style = Qt::SolidLine;
        bool isBold = false;
        bool isTinted = false;
    };
    void paintGrid(QPainter& painter, QPointF at, const ValueGrid& grid, const GridMetrics& metrics,
                   const std::vector<QString>& texts, const GridLook& look,
                   const engine::Tensor* tensor = nullptr) const;
    /// A box's value or gradient: grid, strip or pictures. Without a tensor only the room for it.
    void paintContent(QPainter& painter, const QRectF& area, const StageBox& box,
                      const std::vector<QString>& texts, const GridLook& look,
                      const engine::Tensor* tensor, bool isGradient) const;
    void paintPictures(QPainter& painter, const QRectF& area, const ValueImage& image,
                       const GridLook& look, const engine::Tensor* tensor, bool isGradient) const;

    const engine::Recording& m_recording;
    const StageModel& m_model;
    const Theme& m_theme;
    engine::Language m_language;
};

} // namespace ui
